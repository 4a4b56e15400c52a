//! The live preview, over HTTP and the file system: once the tree is quiet, what is served is what `build` would write.

#[path = "watch/client.rs"]
mod client;
#[path = "watch/saving.rs"]
mod saving;
#[path = "watch/scripts.rs"]
mod scripts;
#[path = "watch/server.rs"]
mod server;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::Instant;

use client::{PATIENCE, Preview, TODAY};
use rubrique::compile;
use rubrique::diag::Severity;
use rubrique::io::read::{self, Settings};
use rubrique::memo::Memo;
use rubrique::model::fields::parse_date;
use tempfile::TempDir;

/// A new book made by `init`, out of the draft state that `init` may leave.
fn book() -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let made = Command::new(env!("CARGO_BIN_EXE_rubrique")).arg("init").arg(folder.path()).output().expect("it runs");
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    folder
}

fn write(root: &Path, path: &str, text: impl AsRef<[u8]>) -> PathBuf {
    let path = root.join(path);
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    fs::write(&path, text).expect("a file");
    path
}

fn edit(root: &Path, path: &str, change: impl FnOnce(String) -> String) {
    let path = root.join(path);
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    fs::write(&path, change(text)).expect("a file");
}

/// A fresh build of the book as it stands, in memory: its files, or how many errors keep it from being written.
fn fresh(root: &Path, address: &str) -> Result<BTreeMap<String, Vec<u8>>, usize> {
    let today = parse_date(TODAY).expect("a day");
    let settings = Settings { today, drafts: false, site_url: Some(address.to_owned()) };
    let read = read::inputs(root, &settings).map_err(|_| 1_usize)?;
    let compiled = compile::compile(&Arc::new(read.value), &mut Memo::default());
    let errors =
        read.diagnostics.iter().chain(&compiled.diagnostics).filter(|one| one.severity() == Severity::Error).count();
    if errors > 0 {
        return Err(errors);
    }
    let bytes = compiled
        .value
        .all()
        .map(|(path, artifact)| Ok((path.to_owned(), artifact.bytes().map_err(|_| 1_usize)?.to_vec())));
    bytes.collect()
}

/// Waits until everything that is served is what a fresh build of this good book has.
fn settled(preview: &Preview, root: &Path, after: &str) {
    assert!(fresh(root, &preview.address).is_ok(), "after {after}: the book is not good");
    settled_or_broken(preview, root, after);
}

/// The same for a book that may have errors: then until they are shown.
fn settled_or_broken(preview: &Preview, root: &Path, after: &str) {
    let start = Instant::now();
    let expected = fresh(root, &preview.address);
    let mut differing = Vec::new();
    while start.elapsed() < PATIENCE {
        differing = match &expected {
            Ok(files) => differences(preview, files),
            Err(_) if preview.state()["errors"].as_u64() > Some(0) => Vec::new(),
            Err(_) => vec!["no errors are shown".to_owned()],
        };
        if differing.is_empty() {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    panic!("after {after}: {differing:?} ({:?})", preview.state());
}

fn differences(preview: &Preview, files: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    let state = preview.state();
    let differs = |path: &String| {
        let served = match path.strip_suffix("index.html") {
            Some(folder) => preview.page(&format!("/{folder}")),
            None => preview.page(&format!("/{path}")),
        };
        served != files[path]
    };
    let mut differing: Vec<String> = files.keys().filter(|path| differs(path)).take(3).cloned().collect();
    if state["errors"] != 0 {
        differing.push("errors are shown".to_owned());
    }
    differing
}
