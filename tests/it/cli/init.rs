//! `rubrique init`.

use std::fs;

use super::{OURS, book, files, folder, run, write};

#[test]
fn a_new_book_passes_check_with_nothing_but_the_missing_publisher() {
    let book = book();
    let ran = run(book.path(), &["check", "--deny", "warnings", "--format", "json"]).ended(0);
    let json = ran.json();
    let codes: Vec<&str> =
        json["diagnostics"].as_array().expect("a list").iter().filter_map(|one| one["code"].as_str()).collect();
    assert_eq!(codes, ["publisher-missing"]);
}

#[test]
fn a_new_book_passes_check_under_the_other_naming_rule_too() {
    let book = book();
    let text = fs::read_to_string(book.path().join("book.toml")).expect("it was written");
    assert!(text.contains("naming = \"official\""));
    write(book.path(), "book.toml", text.replace("naming = \"official\"", "naming = \"public\""));
    run(book.path(), &["check", "--deny", "warnings"]).ended(0);
}

#[test]
fn a_new_book_builds() {
    let book = book();
    run(book.path(), &["build"]).ended(0);
    let built = files(&book.path().join("book"));
    for page in [
        "index.html",
        "decisions/san-2020-014/index.html",
        "articles/rgpd-32/index.html",
        "listes/cabinet-medical/index.html",
    ] {
        assert!(built.iter().any(|path| path == page), "{page} is not in {built:?}");
    }
}

#[test]
fn a_new_book_has_its_first_figures() {
    let json = run(book().path(), &["figures", "--format", "json"]).ended(0).json();
    assert_eq!(json["figures"][0]["final"], "2500");
    assert_eq!(json["figures"][0]["ratio"], "0.0257731959");
}

#[test]
fn the_files_written_are_the_result() {
    let folder = folder();
    let ran = run(folder.path(), &["init", "here/book"]).ended(0);
    let mut printed: Vec<String> = ran.stdout.lines().map(|line| line.replace('\\', "/")).collect();
    printed.sort();
    assert_eq!(printed, files(folder.path()));
    assert!(folder.path().join("here/book/static").is_dir());
    assert!(ran.stderr.contains("rubrique check here/book"), "{}", ran.stderr);
    run(folder.path(), &["check", "here/book"]).ended(0);
}

#[test]
fn the_acts_are_those_of_our_own_book() {
    let book = book();
    for act in ["rgpd", "lil", "cpce"] {
        let path = format!("content/acts/{act}.yml");
        let text = |root: &std::path::Path| fs::read_to_string(root.join(&path)).expect("the act is there");
        assert_eq!(text(book.path()), text(OURS.as_ref()));
    }
}

#[test]
fn a_book_is_never_made_over_another() {
    let book = book();
    let before = files(book.path());
    run(book.path(), &["init"]).refused("book.toml");
    assert_eq!(files(book.path()), before);
}

#[test]
fn a_file_that_stands_in_the_way_is_named_and_kept() {
    let folder = folder();
    write(folder.path(), "content/index.md", "mine\n");
    run(folder.path(), &["init"]).refused("index.md");
    assert_eq!(files(folder.path()), ["content/index.md"]);
    assert_eq!(fs::read_to_string(folder.path().join("content/index.md")).expect("it stands"), "mine\n");
}

#[test]
fn other_files_are_no_obstacle() {
    let folder = folder();
    write(folder.path(), "README.md", "mine\n");
    run(folder.path(), &["init", "."]).ended(0);
    run(folder.path(), &["check"]).ended(0);
}

#[test]
fn a_folder_that_cannot_be_made_is_named() {
    let folder = folder();
    write(folder.path(), "file", "");
    run(folder.path(), &["init", "file"]).refused("file");
    run(folder.path(), &["init", "file/book"]).refused("file");
}

/// A folder of the system's own, where nobody can write, whoever runs the tests.
#[cfg(target_os = "linux")]
#[test]
fn a_folder_that_cannot_be_written_is_named() {
    run(folder().path(), &["init", "/proc/rubrique"]).refused("/proc/rubrique");
}
