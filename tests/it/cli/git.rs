//! Books in git repositories, and what a change to one does: `rubrique diff`.

use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

use super::{book, folder, run, write};

/// Runs git with nothing of the machine's own settings.
pub fn git(folder: &Path, arguments: &[&str]) {
    let done = Command::new("git")
        .current_dir(folder)
        .args(["-c", "user.name=Essai", "-c", "user.email=essai@example.org", "-c", "commit.gpgsign=false"])
        .args(arguments)
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .output()
        .expect("git runs");
    assert!(done.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&done.stderr));
}

/// A new book in a repository of its own, with one commit.
pub fn repository() -> TempDir {
    let book = book();
    git(book.path(), &["init", "-q", "-b", "main"]);
    commit(book.path(), "début");
    book
}

pub fn commit(folder: &Path, message: &str) {
    git(folder, &["add", "-A"]);
    git(folder, &["commit", "-q", "--allow-empty", "-m", message]);
}

fn edit(folder: &Path, path: &str, from: &str, to: &str) {
    let text = std::fs::read_to_string(folder.join(path)).expect("a file of the book");
    assert!(text.contains(from), "{path} has no {from}");
    write(folder, path, text.replace(from, to));
}

const DECISION: &str = "content/decisions/2020/san-2020-014.md";

#[test]
fn nothing_changes_nothing() {
    let book = repository();
    let ran = run(book.path(), &["diff", "HEAD"]).ended(0);
    assert!(ran.stdout.starts_with("**Rien à signaler.**"), "{}", ran.stdout);
    let english = run(book.path(), &["diff", "HEAD", "--lang", "en"]).ended(0);
    assert!(english.stdout.starts_with("**Nothing to report.**"), "{}", english.stdout);
}

#[test]
fn figures_pages_and_links_are_told_old_and_new() {
    let book = repository();
    edit(book.path(), DECISION, "final: 2500", "final: 2400");
    write(book.path(), "content/pages/neuve.md", "---\ntitle: Neuve\n---\n\nVoir [[san-2020-014]].\n");
    let ran = run(book.path(), &["diff", "HEAD"]).ended(0);
    assert!(ran.stdout.starts_with("**À relire.**"), "{}", ran.stdout);
    for said in [
        "2\u{202f}500\u{a0}€ | 2\u{202f}400\u{a0}€",
        "`/neuve/`",
        "| + | `neuve` | `san-2020-014` |",
        "<details><summary>Chiffres</summary>",
    ] {
        assert!(ran.stdout.contains(said), "{said:?} is not in:\n{}", ran.stdout);
    }
    let json = run(book.path(), &["diff", "HEAD", "--format", "json"]).ended(0).json();
    assert_eq!(json["verdict"], "review");
    let changes = json["figures"][0]["changes"].as_array().expect("changes");
    let of = |what: &str| changes.iter().find(|change| change["what"] == what).expect("a change");
    assert_eq!((&of("final")["old"], &of("final")["new"]), (&"2500".into(), &"2400".into()));
    assert_eq!(of("ratio")["new"], "0.0247422680");
}

#[test]
fn an_address_lost_without_a_redirect_is_an_error() {
    let book = repository();
    write(book.path(), "content/pages/ici.md", "---\ntitle: Ici\n---\n");
    commit(book.path(), "une page");
    std::fs::rename(book.path().join("content/pages/ici.md"), book.path().join("content/pages/la.md"))
        .expect("it moves");
    let ran = run(book.path(), &["diff", "HEAD"]).ended(1);
    assert!(ran.stdout.starts_with("**À corriger.** 2 adresses perdues sans redirection"), "{}", ran.stdout);
    write(book.path(), "content/pages/la.md", "---\ntitle: Ici\naliases: [/ici/, /en/ici/]\n---\n");
    let ran = run(book.path(), &["diff", "HEAD"]).ended(0);
    assert!(ran.stdout.contains("| déplacée | `/ici/` | `/la/` |"), "{}", ran.stdout);
    commit(book.path(), "déplacée");
    write(book.path(), "content/pages/la.md", "---\ntitle: Ici\n---\n");
    run(book.path(), &["diff", "HEAD"]).ended(1);
}

#[test]
fn a_deleted_act_a_renamed_provision_a_decision_twice_and_a_large_file_are_told() {
    let verdict = |change: &dyn Fn(&Path)| {
        let book = repository();
        change(book.path());
        run(book.path(), &["diff", "HEAD"]).ended(1).stdout
    };
    let act = verdict(&|book| std::fs::remove_file(book.join("content/acts/rgpd.yml")).expect("an act"));
    assert!(act.contains("no act has the id \\`rgpd\\`"), "{act}");
    let provision = verdict(&|book| {
        let of = |name: &str| book.join(format!("content/provisions/{name}.md"));
        std::fs::rename(of("rgpd-32"), of("rgpd-3200")).expect("a provision");
    });
    assert!(provision.contains("adresses perdues sans redirection"), "{provision}");
    let twice = verdict(&|book| {
        std::fs::create_dir_all(book.join("content/decisions/2021")).expect("a folder");
        std::fs::copy(book.join(DECISION), book.join("content/decisions/2021/san-2020-014.md")).expect("a copy");
    });
    assert!(twice.contains("the id \\`san-2020-014\\` is taken"), "{twice}");
    let large = verdict(&|book| {
        write(book, "content/pages/grand.md", vec![b'a'; 50 * 1024 * 1024]);
    });
    assert!(large.contains("a content file has at most"), "{large}");
}

#[test]
fn the_work_tree_and_the_index_are_left_alone() {
    let book = repository();
    edit(book.path(), DECISION, "final: 2500", "final: 2400");
    write(book.path(), "content/pages/neuve.md", "---\ntitle: Neuve\n---\n");
    let status =
        || Command::new("git").current_dir(book.path()).args(["status", "--porcelain"]).output().expect("git").stdout;
    let before = status();
    run(book.path(), &["diff", "HEAD"]).ended(0);
    assert_eq!(status(), before);
}

#[test]
fn a_shallow_clone_says_what_to_fetch() {
    let book = repository();
    commit(book.path(), "suite");
    let (clones, address) = (folder(), format!("file://{}", book.path().display()));
    git(clones.path(), &["clone", "-q", "--depth", "1", &address, "copie"]);
    let clone = clones.path().join("copie");
    run(&clone, &["diff", "HEAD"]).ended(0);
    run(&clone, &["diff", "HEAD~1"]).refused("git fetch --unshallow");
}

#[test]
fn a_book_in_a_subfolder_of_its_repository() {
    let top = folder();
    run(top.path(), &["init", "site"]).ended(0);
    git(top.path(), &["init", "-q", "-b", "main"]);
    commit(top.path(), "début");
    let book = top.path().join("site");
    edit(&book, DECISION, "final: 2500", "final: 2400");
    let json = run(&book, &["diff", "HEAD", "--format", "json"]).ended(0).json();
    assert_eq!(json["files"], serde_json::json!([DECISION]));
    let ran = run(&book, &["check", "--format", "github"]).ended(0);
    assert!(ran.stdout.contains("file=site/book.toml"), "{}", ran.stdout);
}

#[test]
fn what_a_contributor_names_mentions_nobody_in_the_comment() {
    let book = repository();
    edit(book.path(), DECISION, "label: \"Médecin libéral", "label: \"@equipe <img src=x> Médecin libéral");
    let ran = run(book.path(), &["diff", "HEAD"]);
    assert!(!ran.stdout.contains("@equipe") && !ran.stdout.contains("<img"), "{}", ran.stdout);
}
