//! Small charts as they are drawn, kept in `tests/data/charts/`: what changes there is to be looked at.

use std::fs;

use crate::view::chart::DrawingView;

/// Compares a drawing with the one that is kept; `UPDATE=1` keeps this one.
pub fn check_drawing(name: &str, drawing: &DrawingView) {
    let path = format!("{}/tests/data/charts/{name}.txt", env!("CARGO_MANIFEST_DIR"));
    let size = format!("{}: {} × {}\n", drawing.kind, drawing.width, drawing.height);
    let paths = drawing.paths.iter().map(|path| format!("path {}: {}\n", path.class, path.d));
    let labels = drawing
        .labels
        .iter()
        .map(|label| format!("label {} at {} {}: {}\n", label.class, label.x, label.y, label.text));
    let drawn: String = std::iter::once(size).chain(paths).chain(labels).collect();
    if std::env::var_os("UPDATE").is_some() {
        fs::create_dir_all(path.rsplit_once('/').expect("a folder").0).expect("the folder can be made");
        fs::write(&path, &drawn).expect("the drawing can be kept");
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(kept, drawn, "look at the chart, then run `UPDATE=1 cargo test --lib chart`");
}
