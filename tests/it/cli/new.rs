//! `rubrique new`.

use std::fs;
use std::path::Path;

use super::{book, files, folder, rubrique, run, write};

/// Every kind with an id that fits it and the place of its file.
const KINDS: &[(&str, &str, &str)] = &[
    ("decision", "san-2020-015", "content/decisions/2020/san-2020-015.md"),
    ("decision", "sanps-2024-004", "content/decisions/2024/sanps-2024-004.md"),
    ("decision", "simplifiee-2024-01-25-1", "content/decisions/2024/simplifiee-2024-01-25-1.md"),
    ("provision", "rgpd-33", "content/provisions/rgpd-33.md"),
    ("provision", "cpce-l34-5", "content/provisions/cpce-l34-5.md"),
    ("checklist", "violation-72-heures", "content/checklists/violation-72-heures.md"),
    ("term", "donnee-de-sante", "content/glossary/donnee-de-sante.md"),
    ("page", "accessibilite", "content/pages/accessibilite.md"),
    ("sector", "commerce", "content/sectors/commerce.md"),
];

fn text(root: &Path, path: &str) -> String {
    fs::read_to_string(root.join(path)).expect("the document was written")
}

#[test]
fn every_kind_passes_check_as_it_is_written() {
    let book = book();
    for (kind, id, path) in KINDS {
        let ran = run(book.path(), &["new", kind, id]).ended(0);
        assert_eq!(ran.stderr, "");
        assert!(ran.stdout.trim_end().replace('\\', "/").ends_with(path), "{} is not {path}", ran.stdout);
        assert!(book.path().join(path).is_file());
        run(book.path(), &["check", "--deny", "warnings"]).ended(0);
    }
    run(book.path(), &["build", "--drafts"]).ended(0);
}

/// Examples in comments are what authors learn from: they must be well formed.
#[test]
fn every_key_in_a_comment_holds_once_its_mark_is_taken_away() {
    for (kind, id, path) in KINDS {
        let book = book();
        run(book.path(), &["new", kind, id]).ended(0);
        let written = text(book.path(), path);
        let uncommented: String = written.lines().map(|line| format!("{}\n", taken(line))).collect();
        assert!(uncommented.lines().count() > 8 && uncommented != written);
        write(book.path(), path, &uncommented);
        let ran = run(book.path(), &["check", "--format", "short"]);
        let about_it: Vec<&str> =
            ran.stdout.lines().filter(|line| line.contains(id) && line.contains("error")).collect();
        let harmless = [
            "bad-id",
            "unknown-document",
            "unknown-provision",
            "unused-allow",
            "natural-person-named",
            "empty-slot",
            "date-order",
        ];
        let wrong: Vec<_> =
            about_it.iter().filter(|line| !harmless.iter().any(|code| line.contains(&format!("[{code}]")))).collect();
        assert!(wrong.is_empty(), "{wrong:#?}\n{uncommented}");
    }
}

/// `# minutes: 30  # durée` without its mark; comments that are sentences stay.
fn taken(line: &str) -> String {
    let (indent, rest) = line.split_at(line.len() - line.trim_start().len());
    match rest.strip_prefix("# ") {
        Some(key)
            if key
                .split_once(": ")
                .is_some_and(|(name, _)| name.bytes().all(|b| b.is_ascii_lowercase() || b == b'-')) =>
        {
            format!("{indent}{key}")
        }
        _ => line.to_owned(),
    }
}

#[test]
fn a_decision_takes_its_number_and_its_year_from_its_id() {
    let book = book();
    run(book.path(), &["new", "decision", "SAN-2019-010"]).ended(0);
    let written = text(book.path(), "content/decisions/2019/san-2019-010.md");
    assert!(written.contains("\nnumber: SAN-2019-010\n") && written.contains("\ndate: 2019-01-01\n"), "{written}");
    assert!(written.contains("\ndraft: true\n"), "{written}");
    run(book.path(), &["new", "decision", "simplifiee-2024-01-25-1", "--field", "date=2024-01-25"]).ended(0);
    let written = text(book.path(), "content/decisions/2024/simplifiee-2024-01-25-1.md");
    assert!(written.contains("\nnumber: null\n") && written.contains("\ndate: 2024-01-25\n"), "{written}");
}

#[test]
fn a_decision_without_a_year_in_its_id_lies_under_the_year_of_its_date() {
    let book = book();
    run(book.path(), &["new", "decision", "inconnue", "--field", "date=2022-05-06"]).ended(0);
    assert!(book.path().join("content/decisions/2022/inconnue.md").is_file());
}

#[test]
fn fields_are_quoted_as_they_need() {
    let book = book();
    let title = "Un titre : \"cité\", #1 & 'autre' — é";
    let field = format!("title={title}");
    run(
        book.path(),
        &["new", "page", "essai", "--field", &field, "--field", "draft=false", "--field", "standfirst=12"],
    )
    .ended(0);
    run(book.path(), &["check", "--deny", "warnings"]).ended(0);
    run(book.path(), &["build"]).ended(0);
    let written = text(book.path(), "content/pages/essai.md");
    let front_matter = written.split("---\n").nth(1).expect("it has one");
    let read: serde_yaml::Value = serde_yaml::from_str(front_matter).expect("it is YAML");
    assert_eq!(read["title"], serde_yaml::Value::from(title));
    assert_eq!(read["standfirst"], serde_yaml::Value::from("12"));
    assert_eq!(read["draft"], serde_yaml::Value::from(false));
}

#[test]
fn a_field_of_several_lines_stays_one_value() {
    let book = book();
    run(book.path(), &["new", "term", "essai", "--field", "title=Deux\nlignes\n---\ndraft: false"]).ended(0);
    run(book.path(), &["check", "--deny", "warnings"]).ended(0);
    assert!(text(book.path(), "content/glossary/essai.md").contains("\ndraft: true\n"));
}

#[test]
fn lists_and_numbers_are_read_as_yaml() {
    let book = book();
    let fields = ["--field", "minutes=45", "--field", "sectors=[sante-exercice-liberal]", "--field", "for=Tous"];
    run(book.path(), &[&["new", "checklist", "essai"], &fields[..]].concat()).ended(0);
    run(book.path(), &["check", "--deny", "warnings"]).ended(0);
    let written = text(book.path(), "content/checklists/essai.md");
    assert!(written.contains("\nminutes: 45\n") && written.contains("- sante-exercice-liberal\n"), "{written}");
}

#[test]
fn a_reprimand_has_no_fines() {
    let book = book();
    run(book.path(), &["new", "decision", "san-2021-001", "--field", "kind=reprimand"]).ended(0);
    run(book.path(), &["check", "--deny", "warnings"]).ended(0);
    assert!(!text(book.path(), "content/decisions/2021/san-2021-001.md").contains("\nfines:"));
}

#[test]
fn ids_that_are_none_are_refused_and_nothing_is_written() {
    let book = book();
    let before = files(book.path());
    let long = "a".repeat(300);
    let wrong =
        ["../essai", "/etc/essai", "a/b", "", " ", "Essai", "é", "a_b", "-a", "a.md", "con", "C:\\x", long.as_str()];
    for id in wrong {
        let ran = run(book.path(), &["new", "page", "--", id]).ended(2);
        assert_eq!(ran.stdout, "");
        assert!(ran.stderr.contains("id"), "{id:?}: {}", ran.stderr);
    }
    assert_eq!(files(book.path()), before);
}

#[test]
fn what_would_not_pass_check_is_refused_and_nothing_is_written() {
    let book = book();
    let before = files(book.path());
    let refused: &[(&[&str], &str)] = &[
        (&["provision", "rgpd-200"], "unknown-provision"),
        (&["provision", "nope-1"], "unknown-provision"),
        (&["decision", "san-2020-099", "--field", "date=2020-02-30"], "bad-date"),
        (&["decision", "san-2020-099", "--field", "date=2021-02-03"], "number-mismatch"),
        (&["decision", "san-2020-099", "--field", "kind=fin"], "bad-value"),
        (&["page", "essai", "--field", "titel=Essai"], "did you mean `title`?"),
        (&["page", "essai", "--field", "zzzzzz=Essai"], "no key `zzzzzz`"),
        (&["page", "essai", "--field", "title="], "empty-title"),
        (&["page", "essai", "--field", "title"], "KEY=VALUE"),
        (&["page", "essai", "--field", "=x"], "KEY=VALUE"),
        (&["page", "essai", "--field", "title=a", "--field", "title=b"], "given twice"),
        (&["page", "essai", "--field", "act=&a [*a]"], ""),
        (&["page", "methode"], "content/pages/methode.md"),
        (&["page", "index"], "content/index.md"),
        (&["decision", "san-2020-014"], "content/decisions/2020/san-2020-014.md"),
        (&["law", "essai"], "law"),
        (&["page"], "<ID>"),
    ];
    for (arguments, words) in refused {
        run(book.path(), &[&["new"], *arguments].concat()).refused(words);
    }
    assert_eq!(files(book.path()), before);
}

#[test]
fn an_unreadable_file_of_that_name_is_kept() {
    let book = book();
    write(book.path(), "content/pages/essai.md", "sans en-tête \n");
    run(book.path(), &["new", "page", "essai"]).ended(2);
    assert_eq!(text(book.path(), "content/pages/essai.md"), "sans en-tête \n");
}

#[test]
fn a_folder_that_cannot_be_written_is_named() {
    let book = book();
    write(book.path(), "content/decisions/2021", "a file in the way");
    run(book.path(), &["new", "decision", "san-2021-001"]).refused("2021");
}

#[test]
fn mistakes_elsewhere_in_the_book_are_no_obstacle() {
    let book = book();
    write(book.path(), "content/pages/autre.md", "---\ntitel: Autre\n---\n");
    run(book.path(), &["new", "page", "essai"]).ended(0);
}

#[test]
fn a_book_without_sectors_says_what_to_write_first() {
    let book = book();
    fs::remove_dir_all(book.path().join("content/sectors")).expect("it was there");
    run(book.path(), &["new", "decision", "san-2020-015"]).refused("rubrique new sector");
}

#[test]
fn the_root_may_be_named_or_lie_above() {
    let (book, elsewhere) = (book(), folder());
    let root = book.path().to_str().expect("a UTF-8 path");
    run(elsewhere.path(), &["new", "page", "un", "--root", root]).ended(0);
    run(&book.path().join("content/acts"), &["new", "page", "deux"]).ended(0);
    for path in ["content/pages/un.md", "content/pages/deux.md"] {
        assert!(book.path().join(path).is_file());
    }
    run(elsewhere.path(), &["new", "page", "trois"]).refused("rubrique init");
    run(elsewhere.path(), &["new", "page", "trois", "--root", "nowhere"]).refused("nowhere");
}

#[test]
fn the_content_folder_is_the_one_of_the_configuration() {
    let book = book();
    let config = fs::read_to_string(book.path().join("book.toml")).expect("it was written");
    write(book.path(), "book.toml", config.replace("src = \"content\"", "src = \"texte\""));
    fs::rename(book.path().join("content"), book.path().join("texte")).expect("a rename");
    run(book.path(), &["new", "page", "essai"]).ended(0);
    assert!(book.path().join("texte/pages/essai.md").is_file());
}

#[test]
fn a_configuration_that_cannot_be_used_stops_it() {
    let book = book();
    write(book.path(), "book.toml", "[book]\ntitel = \"x\"\n");
    run(book.path(), &["new", "page", "essai"]).refused("config-invalid");
}

#[test]
fn the_day_is_the_one_of_the_build() {
    let book = book();
    let mut command = rubrique(book.path(), &["new", "decision", "inconnue"]);
    // 2 January 2021.
    command.env("SOURCE_DATE_EPOCH", "1609545600");
    assert!(command.output().expect("the program starts").status.success());
    assert!(text(book.path(), "content/decisions/2021/inconnue.md").contains("\ndate: 2021-01-02\n"));
}
