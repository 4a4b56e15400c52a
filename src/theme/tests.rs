//! Every template with a full and a bare example of its page, in both languages.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use super::*;
use crate::view::examples;

fn theme(overlay: &[(&str, &str)]) -> Result<Theme, Vec<ThemeError>> {
    Theme::load(&overlay.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect())
}

fn built_in() -> Theme {
    theme(&[]).expect("the built-in theme passes its own checks")
}

fn rendered() -> Vec<(String, String)> {
    let theme = built_in();
    let named = |kind: &'static str| move |(name, view): (&'static str, View)| (format!("{kind}-{name}"), view);
    let full = examples::full().into_iter().map(named("full"));
    let bare = examples::bare().into_iter().map(named("bare"));
    full.chain(bare)
        .map(|(name, view)| {
            let html = theme.page(&view).unwrap_or_else(|error| panic!("{name}: {error:?}"));
            (name, html)
        })
        .collect()
}

/// `LOOK=/tmp/look cargo test --lib theme` writes the example pages there, to be looked at in a browser.
#[test]
fn every_template_shows_its_full_and_its_bare_page() {
    let pages = rendered();
    assert_eq!(pages.len(), 27);
    let Some(folder) = env::var_os("LOOK").map(PathBuf::from) else { return };
    for (path, bytes) in built_in().assets() {
        write(&folder.join(path), bytes);
    }
    for (name, html) in &pages {
        write(&folder.join(format!("{name}.html")), html.as_bytes());
    }
}

fn write(path: &Path, bytes: &[u8]) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}
