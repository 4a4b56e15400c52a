//! The command line: exit statuses, what goes to stdout and to stderr, shapes of JSON, and the commands that write a book.

mod check;
mod faces;
mod fix;
mod git;
mod history;
mod init;
mod links;
mod lsp;
mod new;
mod numbers;
mod pictures;
mod refs;
mod rename;
mod schema;
mod streams;
mod theme;

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

/// The repository's own book.
const OURS: &str = env!("CARGO_MANIFEST_DIR");

/// The program in a folder, with nothing in its environment that would change what it does.
fn rubrique(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rubrique"));
    command.current_dir(folder).args(arguments).stdin(Stdio::null());
    for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "SOURCE_DATE_EPOCH"] {
        command.env_remove(name);
    }
    command
}

fn run(folder: &Path, arguments: &[&str]) -> Ran {
    Ran::of(&rubrique(folder, arguments).output().expect("the program starts"))
}

fn run_with_stdin(folder: &Path, arguments: &[&str], stdin: &[u8]) -> Ran {
    let mut command = rubrique(folder, arguments);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the program starts");
    // A program that refuses its arguments reads nothing: the pipe may be closed already.
    let _ = child.stdin.take().expect("stdin is piped").write_all(stdin);
    Ran::of(&child.wait_with_output().expect("the program ends"))
}

struct Ran {
    status: Option<i32>,
    stdout: String,
    stderr: String,
}

impl Ran {
    fn of(output: &Output) -> Ran {
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("the program prints UTF-8");
        let ran = Ran { status: output.status.code(), stdout: text(&output.stdout), stderr: text(&output.stderr) };
        assert!(!ran.stderr.contains("panicked"), "{}", ran.stderr);
        ran
    }

    /// Ended with this status; gives itself for further questions.
    #[track_caller]
    fn ended(self, status: i32) -> Ran {
        assert_eq!(self.status, Some(status), "stdout:\n{}\nstderr:\n{}", self.stdout, self.stderr);
        self
    }

    /// Refused the run: status 2, nothing on stdout, and these words on stderr.
    #[track_caller]
    fn refused(self, words: &str) {
        let ran = self.ended(2);
        assert_eq!(ran.stdout, "");
        assert!(ran.stderr.contains(words), "{words:?} is not in:\n{}", ran.stderr);
    }

    fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.stdout).expect("stdout is one JSON value")
    }
}

fn folder() -> TempDir {
    TempDir::new().expect("a temporary folder")
}

/// A new book made by `init`.
fn book() -> TempDir {
    let folder = folder();
    run(folder.path(), &["init"]).ended(0);
    folder
}

fn write(root: &Path, path: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
    let path = root.join(path);
    fs::create_dir_all(path.parent().expect("a file has a folder")).expect("a folder");
    fs::write(&path, bytes).expect("a file");
    path
}

/// Every file under a folder, by its relative path.
fn files(root: &Path) -> Vec<String> {
    let mut files = Vec::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
            if entry.is_dir() {
                folders.push(entry);
            } else {
                let inside = entry.strip_prefix(root).expect("it lies below");
                files.push(inside.to_string_lossy().replace('\\', "/"));
            }
        }
    }
    files.sort();
    files
}
