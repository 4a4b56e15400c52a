//! `rubrique check --fix`. The cases are `tests/fix/*.txt`: files, each after `== PATH` as it was and after `=> PATH` as it is mended.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::git::{commit, repository};
use super::{OURS, book, run, write};

type Files = BTreeMap<String, String>;

/// The files of a case before and after.
fn case(text: &str) -> [Files; 2] {
    let mut files = [Files::new(), Files::new()];
    let mut open: Option<(usize, String)> = None;
    for line in text.split_inclusive('\n') {
        let head = ["== ", "=> "].iter().position(|mark| line.starts_with(mark));
        if let Some(side) = head {
            open = Some((side, line[3..].trim_end().to_owned()));
        } else if let Some((side, path)) = &open {
            files[*side].entry(path.clone()).or_default().push_str(line);
        }
    }
    files
}

fn cases() -> Vec<(String, [Files; 2])> {
    let folder = Path::new(OURS).join("tests/fix");
    let cases: Vec<_> = fs::read_dir(folder)
        .expect("cases")
        .map(|entry| entry.expect("an entry").path())
        .map(|path| (path.display().to_string(), case(&fs::read_to_string(&path).expect("a case"))))
        .collect();
    assert!(cases.len() >= 3);
    cases
}

fn read(root: &Path, path: &str) -> String {
    fs::read_to_string(root.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

#[test]
fn each_case_is_mended_once_and_for_all() {
    for (name, [before, after]) in cases() {
        for ending in ["\n", "\r\n"] {
            let book = book();
            let written = |text: &str| text.replace('\n', ending);
            before.iter().for_each(|(path, text)| drop(write(book.path(), path, written(text))));
            let proposed = run(book.path(), &["check", "--fix", "--dry-run"]).ended(0);
            for (path, text) in &before {
                assert_eq!(read(book.path(), path), written(text), "{name}: a dry run wrote {path}");
                let is_told = proposed.stdout.contains(&format!("--- a/{path}\n+++ b/{path}\n@@ "));
                assert_eq!(is_told, text != &after[path], "{name}: {path} in\n{}", proposed.stdout);
            }
            let mended = run(book.path(), &["check", "--fix", "--deny", "warnings"]).ended(0);
            for (path, text) in &after {
                assert_eq!(read(book.path(), path), written(text), "{name}: {path}");
                let lines = mended.stderr.lines().filter(|line| line.starts_with(&format!("{path} : "))).count();
                assert_eq!(lines, usize::from(text != &before[path]), "{name}: {path} in\n{}", mended.stderr);
            }
            assert_eq!(run(book.path(), &["check", "--fix", "--dry-run"]).ended(0).stdout, "", "{name}");
        }
    }
}

#[test]
fn the_difference_is_one_that_other_tools_apply() {
    let [before, after] = cases().into_iter().find(|(name, _)| name.contains("front-matter")).expect("the case").1;
    let book = repository();
    before.iter().for_each(|(path, text)| drop(write(book.path(), path, text)));
    commit(book.path(), "fautes");
    let proposed = run(book.path(), &["check", "--fix", "--dry-run"]).ended(0).stdout;
    write(book.path(), "static/proposed.diff", proposed);
    super::git::git(book.path(), &["apply", "static/proposed.diff"]);
    after.iter().for_each(|(path, text)| assert_eq!(&read(book.path(), path), text));
}

#[test]
fn only_what_changed_since_a_revision_is_mended() {
    let book = repository();
    let page = |title: &str| format!("---\ntitle: \"{title}: un\"\n---\n");
    write(book.path(), "content/pages/vieille.md", page("Vieille"));
    commit(book.path(), "une vieille faute");
    write(book.path(), "content/pages/neuve.md", page("Neuve"));
    let ran = run(book.path(), &["check", "--fix", "--changed", "HEAD", "--lang", "en"]).ended(0);
    assert!(ran.stderr.starts_with("content/pages/neuve.md: 1 space\n"), "{}", ran.stderr);
    assert_eq!(read(book.path(), "content/pages/vieille.md"), page("Vieille"));
    assert!(read(book.path(), "content/pages/neuve.md").contains("Neuve : un"));
}

#[test]
fn what_needs_judgement_stays_and_is_reported() {
    let book = book();
    let text = "---\ntitle: Essai\nreviewed: 12/31/2026\n---\n\n[[nulle-part]]\n";
    write(book.path(), "content/pages/essai.md", text);
    let ran = run(book.path(), &["check", "--fix", "--format", "short"]).ended(1);
    assert!(ran.stdout.contains("[bad-date]") && ran.stdout.contains("[unknown-document]"), "{}", ran.stdout);
    assert_eq!(read(book.path(), "content/pages/essai.md"), text);
}

#[test]
fn our_own_book_has_nothing_to_mend() {
    assert_eq!(run(Path::new(OURS), &["check", "--fix", "--dry-run"]).ended(0).stdout, "");
}
