//! The scripts that workflows run, run here: with the program of these tests, and with a `gh` of our own that answers as GitHub would and writes down what it was asked.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

/// Answers the three questions of `comment`, and keeps what it is told to publish.
const GH: &str = r#"#!/usr/bin/env bash
printf '%s\n' "$*" >>"$NOTES/asked"
for argument in "$@"; do
    case "$argument" in body=@*) cp "${argument#body=@}" "$NOTES/body" ;; esac
done
case "$*" in
*"/pulls/"*) echo "$HEAD_OF_PULL" ;;
*"--paginate"*) cat "$NOTES/comments" 2>/dev/null || true ;;
esac
"#;

struct Desk {
    folder: TempDir,
}

impl Desk {
    fn new(number: &str, report: &str) -> Desk {
        let folder = tempfile::tempdir().expect("a folder");
        let gh = folder.path().join("bin/gh");
        fs::create_dir_all(gh.parent().expect("it has a folder")).expect("the folder takes it");
        fs::write(&gh, GH).expect("the folder takes it");
        fs::set_permissions(&gh, fs::Permissions::from_mode(0o755)).expect("the folder takes it");
        fs::create_dir(folder.path().join("report")).expect("the folder takes it");
        fs::write(folder.path().join("report/number"), number).expect("the folder takes it");
        fs::write(folder.path().join("report/report.md"), report).expect("the folder takes it");
        Desk { folder }
    }

    /// Runs `comment` for a pull request whose head, GitHub says, is this.
    fn comment(&self, head_of_pull: &str) -> Output {
        let path = format!("{}:{}", self.path("bin").display(), std::env::var("PATH").expect("a PATH"));
        let mut command = script("comment");
        command.arg(self.path("report")).env("PATH", path).env("NOTES", self.folder.path());
        command.env("HEAD_OF_PULL", head_of_pull).env("HEAD_SHA", "abc123").env("REPOSITORY", "example/book");
        command.output().expect("bash runs it")
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn said(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_default()
    }
}

#[test]
fn the_first_report_is_a_comment_and_the_next_one_stands_in_its_place() {
    let desk = Desk::new("17\n", "Verdict: one figure moves.\n");
    ended(&desk.comment("abc123"), 0);
    assert!(
        desk.said("asked").contains("--method POST repos/example/book/issues/17/comments"),
        "{}",
        desk.said("asked")
    );
    assert_eq!(desk.said("body"), "<!-- rubrique: report -->\nVerdict: one figure moves.\n");

    fs::write(desk.path("comments"), "9001\n").unwrap();
    fs::remove_file(desk.path("asked")).unwrap();
    ended(&desk.comment("abc123"), 0);
    assert!(
        desk.said("asked").contains("--method PATCH repos/example/book/issues/comments/9001"),
        "{}",
        desk.said("asked")
    );
    assert!(!desk.said("asked").contains("POST"));
}

#[test]
fn a_report_of_another_commit_is_not_published() {
    let desk = Desk::new("17", "Old news.");
    ended(&desk.comment("def456"), 0);
    assert!(!desk.said("asked").contains("--method"), "{}", desk.said("asked"));
}

#[test]
fn a_number_that_is_none_stops_the_script_before_it_asks_anything() {
    for number in ["", "0", "17; rm -rf .", "../../pulls/17", "17 18", "$(id)", "12345678901234567890123"] {
        let desk = Desk::new(number, "text");
        ended(&desk.comment("abc123"), 1);
        assert_eq!(desk.said("asked"), "", "{number:?}");
    }
}

#[test]
fn a_report_calls_nobody_and_fits_into_a_comment() {
    let mut report = "Ask @everyone about #12.\n".to_owned();
    report.push_str(&"é".repeat(40_000));
    let desk = Desk::new("17", &report);
    ended(&desk.comment("abc123"), 0);
    let body = desk.said("body");
    assert!(body.contains("@\u{200B}everyone about #\u{200B}12."), "{}", &body[..100]);
    assert!(body.chars().count() < 65_536 && body.ends_with("…\n"));
}

#[test]
fn a_commit_without_its_authors_sign_off_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let git = |arguments: &[&str]| {
        let identity = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "commit.gpgsign=false"];
        let output = Command::new("git").args(identity).args(arguments).current_dir(folder.path()).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    };
    let origin = || script("origin").arg("start").current_dir(folder.path()).output().unwrap();
    git(&["init", "-q"]);
    git(&["commit", "-q", "--allow-empty", "-m", "start"]);
    git(&["tag", "start"]);
    git(&["commit", "-q", "--allow-empty", "--signoff", "-m", "signed"]);
    ended(&origin(), 0);
    git(&["commit", "-q", "--allow-empty", "-m", "in a hurry\n\nSigned-off-by: Someone Else <else@example.org>"]);
    let output = origin();
    ended(&output, 1);
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(said.contains("in a hurry") && !said.contains("Ada <ada@example.org> »: signed"), "{said}");
}

#[test]
fn an_archive_holds_the_program_and_its_licences_and_is_what_its_checksum_says() {
    let folder = tempfile::tempdir().unwrap();
    ended(&script("package").args(["rubrique-v0-test"]).arg(folder.path()).output().unwrap(), 0);
    let listed = Command::new("tar").arg("-tzf").arg(folder.path().join("rubrique-v0-test.tar.gz")).output().unwrap();
    let listed = String::from_utf8(listed.stdout).unwrap();
    for file in ["rubrique", "LICENSE-MIT", "LICENSE-APACHE", "LICENSES.md", "README.md"] {
        assert!(listed.lines().any(|line| line == format!("rubrique-v0-test/{file}")), "{file} in:\n{listed}");
    }

    let tag = concat!("v", env!("CARGO_PKG_VERSION"));
    let release = |tag: &str| script("release").arg(tag).arg(folder.path()).env("DRY_RUN", "1").output().unwrap();
    let refused = |output: &Output, words: &str| {
        ended(output, 1);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(said.contains(words), "{said}");
    };
    refused(&release("v99.0.0"), "Cargo.toml says");
    let changelog = fs::read_to_string(repository().join("CHANGELOG.md")).unwrap();
    if changelog.contains(&format!("## [{}]", env!("CARGO_PKG_VERSION"))) {
        ended(&release(tag), 0);
        fs::write(folder.path().join("rubrique-v0-test.tar.gz"), "not it").unwrap();
        refused(&release(tag), "is not what its checksum says");
    } else {
        refused(&release(tag), "CHANGELOG.md has no section");
    }
}

#[test]
fn a_change_that_cannot_be_compared_gets_a_report_that_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let output = script("report").args(["no-such-revision", "17"]).arg(folder.path()).output().unwrap();
    assert!(!output.status.success());
    let said = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
    assert_eq!(said("number"), "17\n");
    assert!(said("report.md").contains("could not be compared with no-such-revision"), "{}", said("report.md"));
}

#[test]
fn the_site_is_built_for_the_address_of_its_host() {
    let folder = tempfile::tempdir().unwrap();
    ended(&script("site").arg(folder.path()).arg("https://example.org/livre/").output().unwrap(), 0);
    let home = fs::read_to_string(folder.path().join("index.html")).unwrap();
    assert!(home.contains("href=\"https://example.org/livre/\""));
}

#[test]
fn the_book_is_checked_as_a_reviewer_would() {
    ended(&script("check").output().unwrap(), 0);
}

fn script(name: &str) -> Command {
    let mut command = Command::new(repository().join(".github/scripts").join(name));
    command.env("RUBRIQUE", env!("CARGO_BIN_EXE_rubrique"));
    for name in ["SOURCE_DATE_EPOCH", "FORMAT", "DRY_RUN"] {
        command.env_remove(name);
    }
    command
}

fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[track_caller]
fn ended(output: &Output, status: i32) {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert_eq!(
        output.status.code(),
        Some(status),
        "stdout:\n{}\nstderr:\n{}",
        text(&output.stdout),
        text(&output.stderr)
    );
}
