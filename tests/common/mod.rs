//! Books in memory: files written in a test beside the acts of the repository, analysed without a disk in between.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rubrique::config::Config;
use rubrique::inputs::Inputs;
use rubrique::model::value::Date;
use rubrique::source::{SourceFile, Sources};

/// A folder of the repository.
pub fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

pub fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The files under a folder of the repository that end so, by their path from the root, in order.
pub fn files(folder: &str, ending: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut folders = vec![repository(folder)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
            let path = entry.expect("a readable entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.to_string_lossy().ends_with(ending) {
                let inside = path.strip_prefix(env!("CARGO_MANIFEST_DIR")).expect("inside the repository");
                found.push((inside.to_string_lossy().replace('\\', "/"), read(&path)));
            }
        }
    }
    found.sort();
    found
}

pub fn acts() -> Vec<(String, String)> {
    files("content/acts", ".yml")
}

pub fn day(text: &str) -> Date {
    text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// A book of these files; the last of two files at one path counts.
pub fn inputs<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>, config: Config, today: Date) -> Inputs {
    let mut sources = Sources::default();
    for (path, text) in files {
        sources.insert(SourceFile::new(path, text));
    }
    let (theme, statics) = (BTreeMap::new(), BTreeMap::new());
    let (unreadable, history) = (Vec::new(), Default::default());
    Inputs { config, sources, theme, statics, unreadable, history, today, drafts: false }
}
