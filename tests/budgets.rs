//! What pages weigh, compressed as hosts send them: the limits of each type of page, on the project's own book and on a made one of 1,000 decisions.

#[path = "common/built.rs"]
mod built;

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::Path;

use built::{build, build_made_book, made_book};
use flate2::Compression;
use flate2::write::GzEncoder;

/// The most that a page may weigh, in thousands of bytes.
struct Budget {
    html: usize,
    scripts: usize,
    /// What the page's script may ask for besides: the other parts of a large book.
    data: usize,
}

const STYLESHEET: usize = 8;
const READING: Budget = Budget { html: 15, scripts: 4, data: 0 };
const HUB: Budget = Budget { html: 20, scripts: 4, data: 0 };
const STATISTICS: Budget = Budget { html: 60, scripts: 6, data: 0 };
const TOOL: Budget = Budget { html: 25, scripts: 12, data: 0 };
const EXPLORER: Budget = Budget { html: 45, scripts: 15, data: 60 };

/// A page of each type, where it differs from the rest.
const PAGES: &[(&str, &Budget)] = &[
    ("", &HUB),
    ("decisions/", &EXPLORER),
    ("en/decisions/", &EXPLORER),
    ("decisions/2020/", &HUB),
    ("decisions/san-2020-014/", &READING),
    ("decisions/san-2020-012/", &READING),
    ("articles/rgpd-32/", &READING),
    ("secteurs/sante-exercice-liberal/", &HUB),
    ("listes/cabinet-medical/", &TOOL),
    ("glossaire/", &READING),
    ("en/glossary/", &READING),
    ("glossaire/chiffre-d-affaires/", &READING),
    ("statistiques/", &STATISTICS),
    ("couverture/", &HUB),
    ("en/coverage/", &HUB),
    ("corrections/", &READING),
    ("mentions-legales/", &READING),
    ("en/checklists/medical-practice/", &TOOL),
    ("calculateur/", &TOOL),
    ("en/calculator/", &TOOL),
];

/// The bytes of a file once compressed.
fn weight(path: &Path) -> usize {
    let bytes = fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(&bytes).expect("memory takes what is written");
    encoder.finish().expect("memory takes what is written").len()
}

/// The files that a page asks for by an attribute: `src="…"`, or `href="…"` for stylesheets.
fn asked<'a>(page: &'a str, attribute: &str, ending: &str) -> Vec<&'a str> {
    let values = page.split(attribute).skip(1).filter_map(|rest| rest.split('"').next());
    values.filter(|address| address.ends_with(ending)).collect()
}

fn check(site: &Path, folder: &str, budget: &Budget, wrong: &mut Vec<String>) {
    let path = site.join(folder).join("index.html");
    let page = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let sum = |addresses: Vec<&str>| -> usize {
        addresses.iter().map(|address| weight(&site.join(address.trim_start_matches('/')))).sum()
    };
    let parts = page.split("data-parts=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default();
    let parts =
        parts.split_whitespace().map(|part| weight(&site.join(part.trim_start_matches('/')).join("index.html")));
    let weights = [
        ("HTML", weight(&path), budget.html),
        ("CSS", sum(asked(&page, " href=\"", ".css")), STYLESHEET),
        ("scripts", sum(asked(&page, " src=\"", ".js")), budget.scripts),
        ("data", parts.sum(), budget.data),
    ];
    for (what, bytes, most) in weights {
        println!("/{folder} {what}: {bytes} of {most}000");
        if bytes > most * 1_000 {
            wrong.push(format!("/{folder} {what}: {bytes} bytes, over {most} KB"));
        }
    }
}

#[test]
fn pages_keep_to_their_weight() {
    let site = build(Path::new(env!("CARGO_MANIFEST_DIR")));
    let mut wrong = Vec::new();
    for (folder, budget) in PAGES {
        check(site.path(), folder, budget, &mut wrong);
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// The parts of the search: what reads the index and what shows its answers, then what only some questions need, each fetched when it is first used.
const SEARCH: &[(&str, usize)] = &[
    ("engine.", 5_200),
    ("page.", 3_200),
    ("field.", 2_000),
    ("numbers.", 2_600),
    ("slips.", 1_000),
    ("choose.", 2_000),
    ("excerpt.", 2_200),
];

/// What answers a first question: on the page of results, and below the field of every other page.
const READERS: &[[&str; 2]] = &[["engine.", "page."], ["engine.", "field."]];

/// The most that a reader weighs.
const READER: usize = 8_000;

#[test]
fn the_search_keeps_to_its_weight() {
    let site = build(Path::new(env!("CARGO_MANIFEST_DIR")));
    let mut wrong = Vec::new();
    let mut limit = |name: &str, bytes: usize, most: usize| {
        println!("{name}: {bytes} of {most}");
        wrong.extend((bytes > most).then(|| format!("{name}: {bytes} bytes, over {most}")));
    };
    let folder = site.path().join("assets/search");
    let mut scripts = BTreeMap::new();
    for entry in fs::read_dir(&folder).expect("the scripts of the search").flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let bytes = weight(&entry.path());
        if name.ends_with(".css") {
            limit(&name, bytes, 1_000);
            continue;
        }
        let known = SEARCH.iter().find(|(part, _)| name.starts_with(part));
        let (part, most) = known.unwrap_or_else(|| panic!("{name} has no limit of its own"));
        limit(&name, bytes, *most);
        scripts.insert(*part, bytes);
    }
    for reader in READERS {
        limit(&reader.join(" and "), reader.iter().map(|part| scripts[part]).sum(), READER);
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// The files below a folder, by path, with their bytes.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in walkdir::WalkDir::new(folder).into_iter().map(|entry| entry.expect("an entry")) {
        if entry.file_type().is_file() {
            let path = entry.path().strip_prefix(folder).expect("below the folder").to_string_lossy().into_owned();
            found.insert(path, fs::read(entry.path()).expect("a file"));
        }
    }
    found
}

/// A sentence more in one decision of 200, and the most files of the index that it may change.
const EDITS: &[(&str, usize)] = &[
    // Three words that the book has: each in a file of entries, in two languages, since the page has no English twin; two heads.
    ("La sauvegarde du registre, incomplète.", 8),
    // Three words that are new to the book stand in two lists of words besides.
    ("Le coffre du greffier demeure entrebâillé.", 20),
];

#[test]
fn an_edited_sentence_changes_a_handful_of_index_files() {
    let root = made_book(200);
    let before = files(&build(root.path()).path().join("search"));
    let decisions = walkdir::WalkDir::new(root.path().join("content/decisions")).sort_by_file_name();
    let own = decisions.into_iter().flatten().filter(|entry| entry.file_type().is_file()).nth(100).expect("a decision");
    let text = fs::read_to_string(own.path()).expect("a text");
    for (sentence, most) in EDITS {
        fs::write(own.path(), format!("{text}\n{sentence}\n")).expect("a text");
        let after = files(&build(root.path()).path().join("search"));
        let changed = after.iter().filter(|(path, bytes)| before.get(*path) != Some(bytes)).count();
        println!("{changed} of {} files of the index change: {sentence}", after.len());
        assert!(changed > 2 && changed <= *most, "{changed} of {} files change, {most} may: {sentence}", after.len());
    }
}

#[test]
fn a_book_of_a_thousand_decisions_keeps_to_it_too() {
    let site = build_made_book(1_000);
    let mut wrong = Vec::new();
    check(site.path(), "decisions/", &EXPLORER, &mut wrong);
    check(site.path(), "en/decisions/", &EXPLORER, &mut wrong);
    check(site.path(), "calculateur/", &TOOL, &mut wrong);
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
