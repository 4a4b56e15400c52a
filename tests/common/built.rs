//! Books on the disk, built by the program itself: the repository's own, and made ones.

#[allow(dead_code, reason = "a made book has more to it than its pages")]
#[path = "../../benches/book/mod.rs"]
mod book;

use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

/// The site of a book, in a temporary folder.
pub fn build(root: &Path) -> TempDir {
    let output = tempfile::tempdir().expect("a temporary folder");
    build_for(root, "/", output.path());
    output
}

/// The site of a book for an address, into a folder.
pub fn build_for(root: &Path, base: &str, output: &Path) {
    build_with(root, &["--base-url", base], output);
}

/// The site of a book with options of the command line, into a folder.
pub fn build_with(root: &Path, options: &[&str], output: &Path) {
    let run = Command::new(env!("CARGO_BIN_EXE_rubrique"))
        .arg("build")
        .arg(root)
        .args(options)
        .arg("-d")
        .arg(output)
        .output()
        .expect("the program runs");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
}

/// A made book of so many decisions.
pub fn made_book(decisions: usize) -> TempDir {
    let root = tempfile::tempdir().expect("a temporary folder");
    let acts = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/acts");
    book::write(root.path(), &acts, decisions).expect("a book");
    root
}

/// The site of a made book of so many decisions.
pub fn build_made_book(decisions: usize) -> TempDir {
    build(made_book(decisions).path())
}
