//! `rubrique build` against a real disk: in place, whole, the same twice, and nothing written where something is wrong.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::SystemTime;

use tempfile::TempDir;

const DECISION: &str = "---
number: SAN-2020-014
date: 2020-12-07
published: 2020-12-17
procedure: ordinary
kind: fine
title: Un chirurgien laisse des images médicales en libre accès
standfirst: \"Amende de {{imposed}}, soit {{ratio}} du revenu.\"
naming: never
entities:
  - {id: medecin, label: Médecin libéral, natural-person: true, kind: liberal-professional, sector: sante}
fines: [{imposed: 3000, basis: [rgpd.32.1]}]
revenue: [{amount: 97000, year: 2018, nature: professional-income, perimeter: person, status: stated}]
breaches: [{provision: rgpd.32.1, measure: chiffrement, missing: Disque en clair., expected: Disque chiffré.}]
sources: [{id: deliberation, title: Délibération, url: 'https://www.legifrance.gouv.fr/cnil/id/CNILTEXT000042675720'}]
---

## L'essentiel

Au titre de l'article 32, paragraphe 1, du RGPD.
";

/// A small book on disk, and the program run against it.
struct Book {
    folder: TempDir,
}

impl Book {
    fn new() -> Book {
        let book = Book { folder: TempDir::new().expect("a temporary folder") };
        book.write("book.toml", "[book]\ntitle = \"Essai\"\n");
        book.write("content/acts/rgpd.yml", include_str!("../content/acts/rgpd.yml"));
        book.write("content/decisions/san-2020-014.md", DECISION);
        book.write("content/sectors/sante.md", "---\ntitle: Santé\n---\n");
        book.write("content/index.md", "---\ntitle: Accueil\n---\n");
        book.write("static/CNAME", "example.org\n");
        book
    }

    fn root(&self) -> &Path {
        self.folder.path()
    }

    fn path(&self, path: &str) -> PathBuf {
        self.root().join(path)
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a file has a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_rubrique"));
        command.args(arguments).current_dir(self.root()).env("SOURCE_DATE_EPOCH", "1795392000").env_remove("NO_COLOR");
        command.output().expect("the program runs")
    }

    fn build(&self, arguments: &[&str]) -> Output {
        let output = self.run(&[&["build"], arguments].concat());
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        output
    }

    /// Every file of the output with its bytes.
    fn output(&self) -> BTreeMap<String, Vec<u8>> {
        files(&self.path("book"))
    }
}

fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).expect("below the folder").to_string_lossy().replace('\\', "/");
                found.insert(name, fs::read(&path).expect("a file"));
            }
        }
    }
    found
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn modified(path: &Path) -> SystemTime {
    fs::metadata(path).and_then(|metadata| metadata.modified()).expect("a file with a time")
}

/// An article in one piece is restated in a row of its own, which passages that cite it and decisions that rest on it lead to.
#[test]
fn an_article_in_one_piece_has_its_row() {
    let book = Book::new();
    let resting = DECISION.replace("basis: [rgpd.32.1]", "basis: [rgpd.32.1, rgpd.16]");
    book.write("content/decisions/san-2020-014.md", &resting);
    book.write(
        "content/provisions/rgpd-16.md",
        "---\ntitle: Corriger\ntext: Selon l'article 12 du RGPD, chacun fait corriger.\n---\n",
    );
    book.write("content/provisions/rgpd-12.md", "---\ntitle: Répondre\n---\n\nVoir [[rgpd-16#article|le texte]].\n");
    book.build(&[]);
    let page = fs::read_to_string(book.path("book/articles/rgpd-16/index.html")).expect("the page");
    for part in [
        "<div class=\"para d1\" id=\"article\"><a class=\"no\" href=\"#article\">Art.<span class=\"vh\"> (Art.\u{a0}16)</span></a>",
        "chacun fait corriger.",
        "<a href=\"#decisions-article\">1 décision</a>",
        "<a href=\"#article\">Art.\u{a0}16</a>",
    ] {
        assert!(page.contains(part), "{part} is missing in {page}");
    }
    let cited = fs::read_to_string(book.path("book/articles/rgpd-12/index.html")).expect("the page");
    assert!(cited.contains("/articles/rgpd-16/#article\">"), "the passage is led to: {cited}");
}

#[test]
fn two_builds_are_the_same_byte_for_byte() {
    let (one, two) = (Book::new(), Book::new());
    one.build(&[]);
    two.build(&[]);
    two.build(&[]);
    assert_eq!(one.output(), two.output());
    assert!(one.output().contains_key("decisions/san-2020-014/index.html"));
    assert_eq!(one.output()["CNAME"], b"example.org\n");
}

#[test]
fn what_was_built_before_leaves_no_trace() {
    let (fresh, edited) = (Book::new(), Book::new());
    edited.write(
        "content/decisions/2019/san-2019-001.md",
        &DECISION.replace("2020-014", "2019-001").replace("2020-1", "2019-1"),
    );
    edited.write("book.toml", "[book]\ntitle = \"Autre\"\n");
    edited.build(&["--as-of", "2025-01-01"]);
    fs::remove_file(edited.path("content/decisions/2019/san-2019-001.md")).expect("removed");
    edited.write("book.toml", "[book]\ntitle = \"Essai\"\n");
    edited.build(&[]);
    fresh.build(&[]);
    assert_eq!(fresh.output(), edited.output());
    assert!(!edited.path("book/decisions/san-2019-001").exists(), "emptied folders go");
}

#[test]
fn unchanged_files_are_not_touched() {
    let book = Book::new();
    book.build(&[]);
    let (page, other) = (book.path("book/decisions/san-2020-014/index.html"), book.path("book/secteurs/index.html"));
    let before = (modified(&page), modified(&other));
    std::thread::sleep(std::time::Duration::from_millis(20));
    book.write("content/decisions/san-2020-014.md", &DECISION.replace("Au titre", "Toujours au titre"));
    book.build(&[]);
    assert_ne!(modified(&page), before.0);
    assert_eq!(modified(&other), before.1);
}

#[test]
fn files_that_no_build_wrote_stay() {
    let book = Book::new();
    book.build(&[]);
    book.write("book/notes.txt", "à moi");
    book.write("book/decisions/mine/index.html", "à moi aussi");
    fs::remove_file(book.path("static/CNAME")).expect("removed");
    book.build(&[]);
    assert!(book.path("book/notes.txt").exists() && book.path("book/decisions/mine/index.html").exists());
    assert!(!book.path("book/CNAME").exists(), "an orphan that a build wrote goes");
}

#[test]
fn a_build_with_errors_writes_nothing() {
    let book = Book::new();
    book.build(&[]);
    let before = book.output();
    book.write("content/decisions/san-2020-014.md", &DECISION.replace("imposed: 3000", "imposed: -3"));
    let output = book.run(&["build"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        stderr(&output).contains("bad-amount") && stderr(&output).contains("content/decisions/san-2020-014.md:12:"),
        "{}",
        stderr(&output)
    );
    assert_eq!(book.output(), before);
    assert!(output.stdout.is_empty());
}

/// What a build that was killed leaves: a staging folder, and a list of files that names more than stands there.
#[test]
fn a_build_completes_what_a_killed_one_left() {
    let (killed, fresh) = (Book::new(), Book::new());
    killed.build(&[]);
    killed.write("book/.rubrique-staging/12", "half a pa");
    fs::remove_file(killed.path("book/secteurs/index.html")).expect("removed");
    killed.write("book/old/page/index.html", "from before");
    let manifest = fs::read_to_string(killed.path("book/.rubrique-manifest")).expect("a manifest");
    killed.write("book/.rubrique-manifest", &format!("{manifest}old/page/index.html\n../outside\n/etc/passwd\n"));
    killed.write("outside", "not ours");
    killed.build(&[]);
    fresh.build(&[]);
    assert_eq!(killed.output(), fresh.output());
    assert!(killed.path("outside").exists());
}

#[test]
fn a_file_and_a_folder_may_change_places() {
    let book = Book::new();
    book.write("static/essai", "un fichier");
    book.build(&[]);
    fs::remove_file(book.path("static/essai")).expect("removed");
    book.write("static/essai/dedans", "un dossier");
    book.build(&[]);
    assert_eq!(book.output()["essai/dedans"], "un dossier".as_bytes());
    fs::remove_dir_all(book.path("static/essai")).expect("removed");
    book.write("static/essai", "un fichier");
    book.build(&[]);
    assert_eq!(book.output()["essai"], b"un fichier");
}

#[test]
fn dangerous_outputs_are_refused() {
    let book = Book::new();
    for output in [".", "content", "content/out", ".."] {
        let run = book.run(&["build", "-d", output]);
        assert_eq!(run.status.code(), Some(2), "{output}: {}", stderr(&run));
    }
    book.write("book.toml", "[build]\nbuild-dir = \"content/out\"\n");
    let run = book.run(&["build"]);
    assert_eq!(run.status.code(), Some(2));
    assert!(!book.path("content/out").exists());
}

#[test]
fn the_disk_s_refusals_name_the_path() {
    let book = Book::new();
    book.write("taken", "a file where the output should go");
    let run = book.run(&["build", "-d", "taken"]);
    assert_eq!(run.status.code(), Some(2));
    assert!(stderr(&run).contains("taken"), "{}", stderr(&run));
    book.write("book.toml", "[build]\ncreate-missing = false\n");
    let run = book.run(&["build"]);
    assert_eq!(run.status.code(), Some(2));
    assert!(stderr(&run).contains("book"), "{}", stderr(&run));
}

#[test]
fn a_broken_theme_writes_nothing_and_is_placed() {
    let book = Book::new();
    book.build(&[]);
    let before = book.output();
    book.write("book.toml", "[output.rubrique]\ntheme = \"maison\"\n");
    for (template, what) in [("{{ nothing_like_this }}", "nothing_like_this"), ("{% block", "templates/home.html:1")] {
        book.write("themes/maison/templates/home.html", template);
        let run = book.run(&["build"]);
        assert_eq!(run.status.code(), Some(2), "{}", stderr(&run));
        assert!(stderr(&run).contains(what) && stderr(&run).contains("home.html"), "{}", stderr(&run));
        assert_eq!(book.output(), before);
    }
    book.write("themes/maison/templates/home.html", "<!doctype html><title>{{ page.title }}</title>");
    book.build(&[]);
    assert!(String::from_utf8_lossy(&book.output()["index.html"]).starts_with("<!doctype html><title>"));
}

#[test]
fn a_site_may_stand_in_a_subfolder() {
    let book = Book::new();
    book.build(&["-b", "https://example.org/droit/"]);
    let page = String::from_utf8(book.output()["decisions/san-2020-014/index.html"].clone()).expect("UTF-8");
    assert!(page.contains("href=\"/droit/decisions/\""));
    assert!(page.contains("<link rel=\"canonical\" href=\"https://example.org/droit/decisions/san-2020-014/\">"));
    let outside = page.match_indices("href=\"/").filter(|(at, _)| !page[*at..].starts_with("href=\"/droit/")).count();
    assert_eq!(outside, 0, "every address of the site starts with its base");
}

/// A reader's page asks nothing of another host and holds no script or style of its own.
#[test]
fn pages_hold_no_inline_script_or_style_and_ask_nobody_else() {
    let book = Book::new();
    book.build(&[]);
    for (path, bytes) in book.output().iter().filter(|(path, _)| path.ends_with(".html")) {
        let page = String::from_utf8_lossy(bytes);
        for forbidden in [" style=", " onclick=", " onload=", "<style", "src=\"http", "src=\"//"] {
            assert!(!page.contains(forbidden), "{path} holds {forbidden}");
        }
        let scripts = page.split("<script").skip(1);
        for script in scripts.filter(|script| !script.starts_with(" type=\"application/ld+json\">")) {
            let (tag, rest) = script.split_once('>').expect("a whole tag");
            assert!(
                tag.contains(" src=\"/assets/") && rest.starts_with("</script>"),
                "{path} holds a script of its own"
            );
        }
        let asked: Vec<&str> =
            page.split("<link ").skip(1).map(|tag| tag.split('>').next().unwrap_or_default()).collect();
        assert!(
            asked.iter().all(|tag| tag.contains("href=\"/") || tag.contains("canonical") || tag.contains("alternate")),
            "{path}: {asked:?}"
        );
        assert!(page.contains("http-equiv=\"Content-Security-Policy\""), "{path}");
    }
}

#[test]
fn a_book_without_a_search_has_no_trace_of_one_and_all_its_other_ways_in() {
    let book = Book::new();
    book.write("content/pages/recherche.md", "---\ntitle: Chercher\n---\n");
    book.build(&[]);
    let is_search = |path: &str| ["search/", "recherche/", "en/search/"].iter().any(|start| path.starts_with(start));
    let with = book.output();
    for path in ["search/fr.bin", "search/en.bin", "recherche/index.html", "en/search/index.html"] {
        assert!(with.contains_key(path), "{path}");
    }
    book.write("book.toml", "[book]\ntitle = \"Essai\"\n\n[output.html.search]\nenable = false\n");
    book.build(&[]);
    let without = book.output();
    let left: Vec<&String> = without.keys().filter(|path| is_search(path)).collect();
    assert!(left.is_empty(), "the index and its pages are gone: {left:?}");
    let pages = without.iter().filter(|(path, _)| path.ends_with(".html"));
    for (path, bytes) in pages {
        let page = String::from_utf8_lossy(bytes);
        for trace in ["data-index", "recherche/", "en/search/", ".bin\"", "id=\"seek\""] {
            assert!(!page.contains(trace), "{path} holds {trace}");
        }
    }
    let home = String::from_utf8_lossy(&without["index.html"]).into_owned();
    for way in ["/decisions/", "/articles/", "/secteurs/"] {
        assert!(home.contains(&format!("href=\"{way}\"")), "the home page leads to {way}");
    }
}
