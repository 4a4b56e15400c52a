//! `rubrique check`: its formats for machines, old debts, what a change touches, severities of the book.

use serde_json::Value;

use super::git::{commit, repository};
use super::{book, folder, run, write};

const WRONG: &str = "---\ntitel: Essai\n---\n\nSelon l'article 6, et une suite.\n";

#[test]
fn annotations_name_the_place_and_come_worst_first() {
    let book = book();
    write(book.path(), "content/pages/essai.md", WRONG);
    let ran = run(book.path(), &["check", "--format", "github"]).ended(1);
    let first = ran.stdout.lines().next().expect("an annotation");
    assert!(first.starts_with("::error file=content/pages/essai.md,line="), "{first}");
    let levels: Vec<&str> = ran.stdout.lines().filter_map(|line| line.strip_prefix("::")?.split(' ').next()).collect();
    assert!(levels.contains(&"warning"), "{levels:?}");
    assert!(levels.is_sorted_by_key(|level| ["error", "warning", "notice"].iter().position(|other| other == level)));
}

#[test]
fn messages_are_in_the_language_of_the_book_unless_asked_otherwise() {
    let book = book();
    write(book.path(), "content/pages/essai.md", "---\ntitel: Essai\n---\n");
    let french = run(book.path(), &["check", "--format", "short"]).ended(1).stdout;
    assert!(french.contains("error[unknown-key]: une page n'a pas de clé `titel`"), "{french}");
    let english = run(book.path(), &["check", "--format", "short", "--lang", "en"]).ended(1).stdout;
    assert!(english.contains("error[unknown-key]: a page has no key `titel`"), "{english}");
    let french = run(book.path(), &["check"]).ended(1);
    assert!(french.stdout.contains("= aide: ") && !french.stdout.contains("= help: "), "{}", french.stdout);
    assert!(french.stderr.contains(" erreur") && french.stderr.contains(" dans "), "{}", french.stderr);
    let english = run(book.path(), &["check", "--lang", "en"]).ended(1);
    assert!(english.stdout.contains("= help: ") && english.stderr.contains(" error"), "{}", english.stderr);
    run(book.path(), &["check", "--lang", "de"]).refused("fr");
}

#[test]
fn github_shows_ten_of_a_level_and_nothing_is_lost() {
    let book = book();
    let keys: String = (0..25).map(|at| format!("cle{at}: 1\n")).collect();
    write(book.path(), "content/pages/essai.md", format!("---\ntitle: Essai\n{keys}---\n"));
    let ran = run(book.path(), &["check", "--format", "github"]).ended(1);
    assert_eq!(ran.stdout.lines().filter(|line| line.starts_with("::error ")).count(), 10);
    assert!(ran.stdout.contains("::group::15 more"), "{}", ran.stdout);
    assert_eq!(ran.stdout.matches("unknown-key").count(), 25);
}

#[test]
fn what_a_contributor_wrote_is_no_command_of_the_workflow() {
    let book = book();
    write(
        book.path(),
        "content/pages/essai.md",
        "---\ntitle: Essai\n\"a\\n::set-output name=x::y\": 1\n\"::warning::b%0A\": 1\n---\n",
    );
    let ran = run(book.path(), &["check", "--format", "github"]).ended(1);
    assert!(ran.stdout.lines().all(|line| !line.starts_with("::set-output")), "{}", ran.stdout);
    assert!(ran.stdout.lines().all(|line| !line.starts_with("::warning::")), "{}", ran.stdout);
}

#[test]
fn sarif_keeps_to_its_schema() {
    let book = book();
    write(book.path(), "content/pages/essai.md", WRONG);
    write(
        book.path(),
        "content/pages/allow.md",
        "---\ntitle: x\nallow: [{code: citation-unresolved, reason: voulu}]\n---\nSelon l'article 6.\n",
    );
    write(book.path(), "content/decisions/2020/a.md", "---\ntitle: [\n---\n");
    let sarif = run(book.path(), &["check", "--format", "sarif"]).ended(1).json();
    let schema = include_str!("../../data/sarif-schema-2.1.0.json");
    // A bracket that closes nothing: no pattern of regular expressions in Unicode mode. The key is of no use here.
    let schema = schema.replace("^[a-zA-Z]{2}|^[a-zA-Z]{2}-[a-zA-Z]{2}]?$", "^[a-zA-Z]{2}");
    let schema: Value = serde_json::from_str(&schema).expect("a schema");
    let validator = jsonschema::validator_for(&schema).expect("the schema compiles");
    let wrong: Vec<String> = validator.iter_errors(&sarif).map(|error| error.to_string()).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
    let results = sarif["runs"][0]["results"].as_array().expect("results");
    assert!(results.iter().any(|result| result["ruleId"] == "unknown-key"));
    assert!(results.iter().any(|result| result["suppressions"][0]["justification"] == "voulu"));
    let rules = sarif["runs"][0]["tool"]["driver"]["rules"].as_array().expect("rules");
    for result in results {
        let at = usize::try_from(result["ruleIndex"].as_u64().expect("an index")).expect("small");
        assert_eq!(rules[at]["id"], result["ruleId"]);
    }
}

#[test]
fn a_book_says_how_bad_a_mistake_is() {
    let book = book();
    write(book.path(), "content/pages/essai.md", "---\ntitle: Essai\n---\n\nSelon l'article 6.\n");
    let settings = std::fs::read_to_string(book.path().join("book.toml")).expect("book.toml");
    let with = |severity: &str| {
        write(book.path(), "book.toml", format!("{settings}\n[output.rubrique.severity]\n{severity}\n"));
    };
    run(book.path(), &["check"]).ended(0);
    with("citation-unresolved = \"error\"");
    assert!(run(book.path(), &["check"]).ended(1).stdout.contains("error[citation-unresolved]"));
    with("citation-unresolved = \"note\"");
    run(book.path(), &["check", "--deny", "warnings"]).ended(0);
    with("unknown-key = \"note\"");
    assert!(run(book.path(), &["check", "--lang", "en"]).ended(2).stdout.contains("an error stays an error"));
    with("unknown-kay = \"error\"");
    assert!(run(book.path(), &["check", "--lang", "en"]).ended(2).stdout.contains("did you mean `unknown-key`?"));
}

#[test]
fn old_debts_are_notes_and_new_ones_are_told() {
    let book = book();
    write(book.path(), "content/pages/essai.md", WRONG);
    let with =
        |more: &[&str]| run(book.path(), &[&["check", "--format", "short", "--deny", "warnings"], more].concat());
    with(&["--baseline", "dettes.json", "--write-baseline"]).ended(0);
    let ran = with(&["--baseline", "dettes.json"]).ended(0);
    assert!(!ran.stdout.contains("error["), "{}", ran.stdout);
    // Debts move with their lines.
    write(book.path(), "content/pages/essai.md", WRONG.replace("titel", "# une remarque\ntitel"));
    with(&["--baseline", "dettes.json"]).ended(0);
    write(book.path(), "content/pages/essai.md", WRONG.replace("titel", "titre: x\ntitel"));
    let ran = with(&["--baseline", "dettes.json"]).ended(1);
    assert_eq!(ran.stdout.matches("error[").count(), 1, "{}", ran.stdout);
    write(book.path(), "content/pages/essai.md", "---\ntitle: Essai\n---\n");
    assert!(with(&["--baseline", "dettes.json"]).ended(0).stderr.contains("are paid"));
    write(book.path(), "dettes.json", "{}");
    with(&["--baseline", "dettes.json"]).refused("is no baseline");
}

#[test]
fn a_change_is_told_what_it_touches_and_what_it_breaks_elsewhere() {
    let book = repository();
    write(book.path(), "content/pages/ancien.md", "---\ntitle: Ancien\n---\n\nSelon l'article 6.\n");
    write(book.path(), "content/pages/cible.md", "---\ntitle: Cible\n---\n");
    write(book.path(), "content/pages/lien.md", "---\ntitle: Lien\n---\n\nVoir [[cible]].\n");
    commit(book.path(), "avant");
    run(book.path(), &["check", "--changed", "HEAD", "--deny", "warnings"]).ended(0);
    write(book.path(), "content/pages/neuf.md", "---\ntitle: Neuf\n---\n\nSelon l'article 7.\n");
    std::fs::remove_file(book.path().join("content/pages/cible.md")).expect("a file");
    let ran = run(book.path(), &["check", "--changed", "HEAD", "--format", "short"]).ended(1);
    assert!(ran.stdout.contains("content/pages/neuf.md:5:"), "{}", ran.stdout);
    assert!(ran.stdout.contains("content/pages/lien.md:5:"), "{}", ran.stdout);
    assert!(!ran.stdout.contains("ancien.md"), "{}", ran.stdout);
    run(book.path(), &["check", "--changed", "nulle-part"]).refused("no revision `nulle-part`");
    let nowhere = folder();
    run(nowhere.path(), &["init"]).ended(0);
    run(nowhere.path(), &["check", "--changed", "HEAD"]).refused("is in no git repository");
}
