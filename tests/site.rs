//! Our own book as it is built for a host: what search engines and those who share a page read in its head.

#[allow(dead_code, reason = "books in memory are for other tests")]
mod common;

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use std::sync::OnceLock;

use serde_json::Value;
use tempfile::TempDir;

/// The pages of the site by their address (`decisions/san-2020-014/`), built once, with a host.
fn pages() -> &'static BTreeMap<String, String> {
    static PAGES: OnceLock<BTreeMap<String, String>> = OnceLock::new();
    PAGES.get_or_init(|| {
        let mut pages = BTreeMap::new();
        collect(site().path(), "", &mut pages);
        pages
    })
}

fn site() -> &'static TempDir {
    static SITE: OnceLock<TempDir> = OnceLock::new();
    SITE.get_or_init(|| {
        let folder = TempDir::new().expect("a temporary folder");
        let mut build = Command::new(env!("CARGO_BIN_EXE_rubrique"));
        build.args(["build", env!("CARGO_MANIFEST_DIR"), "-b", "https://example.org/", "-d"]).arg(folder.path());
        let run = build.output().expect("the program runs");
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
        folder
    })
}

fn collect(folder: &Path, address: &str, pages: &mut BTreeMap<String, String>) {
    for entry in std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
        let name = entry.file_name().expect("a name").to_string_lossy().into_owned();
        if entry.is_dir() {
            collect(&entry, &format!("{address}{name}/"), pages);
        } else if name == "index.html" {
            pages.insert(address.to_owned(), common::read(&entry));
        }
    }
}

/// What stands between two marks, the first time.
fn between<'a>(text: &'a str, start: &str, end: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(start)?;
    rest.split_once(end).map(|(inside, _)| inside)
}

fn unescaped(text: &str) -> String {
    text.replace("&quot;", "\"").replace("&#39;", "'").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

#[test]
fn every_title_is_short_and_no_two_are_the_same() {
    let mut wrong = Vec::new();
    let mut seen: BTreeMap<String, &str> = BTreeMap::new();
    for (address, html) in pages() {
        let title = unescaped(between(html, "<title>", "</title>").expect("a title"));
        if title.is_empty() || title.chars().count() > 65 {
            wrong.push(format!("{address}: {} characters: {title}", title.chars().count()));
        }
        let lang = between(html, "<html lang=\"", "\"").expect("a language");
        if let Some(other) = seen.insert(format!("{lang} {title}"), address) {
            wrong.push(format!("{address} and {other}: {title}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_page_has_its_own_address_and_those_of_both_languages() {
    for (address, html) in pages() {
        let own = format!("https://example.org/{address}");
        assert_eq!(between(html, "<link rel=\"canonical\" href=\"", "\""), Some(own.as_str()), "{address}");
        for lang in ["fr", "en", "x-default"] {
            let start = format!("<link rel=\"alternate\" hreflang=\"{lang}\" href=\"https://example.org/");
            let other = between(html, &start, "\"").unwrap_or_else(|| panic!("{address} has no {lang}"));
            assert!(pages().contains_key(other), "{address}: {other} is no page");
            assert!(pages()[other].contains(&own), "{other} does not lead back to {address}");
        }
    }
}

#[test]
fn linked_data_says_what_each_type_of_page_is() {
    let types = |address: &str| -> Vec<String> {
        let html = &pages()[address];
        let block = between(html, "<script type=\"application/ld+json\">", "</script>").unwrap_or_default();
        let data: Value = serde_json::from_str(block).unwrap_or_else(|error| panic!("{address}: {error}: {block}"));
        let graph = data["@graph"].as_array().expect("a graph");
        graph.iter().map(|thing| thing["@type"].as_str().expect("a type").to_owned()).collect()
    };
    for (address, expected) in [
        ("", &["WebSite"][..]),
        ("decisions/san-2020-014/", &["Article", "BreadcrumbList"]),
        ("articles/rgpd-32/", &["Legislation", "BreadcrumbList"]),
        ("listes/cabinet-medical/", &["ItemList", "BreadcrumbList"]),
        ("secteurs/sante-exercice-liberal/", &["BreadcrumbList"]),
        ("glossaire/", &["DefinedTermSet"]),
        ("glossaire/plafond-legal/", &["DefinedTerm", "BreadcrumbList"]),
        ("donnees/", &["Dataset"]),
        ("en/decisions/san-2020-014/", &["Article", "BreadcrumbList"]),
    ] {
        assert_eq!(types(address), expected, "{address}");
    }
}

#[test]
fn linked_data_of_a_decision_is_about_the_official_text_and_names_no_person() {
    let html = &pages()["decisions/san-2020-014/"];
    let block = between(html, "<script type=\"application/ld+json\">", "</script>").expect("linked data");
    let data: Value = serde_json::from_str(block).expect("JSON");
    let article = &data["@graph"][0];
    assert_eq!(article["about"]["identifier"], "SAN-2020-014");
    assert_eq!(article["about"]["author"]["@type"], "GovernmentOrganization");
    assert_eq!(article["mentions"][0]["@type"], "Legislation");
    assert!(!block.contains("\"Person\""), "{block}");
}

/// What stands in the property or name of a `meta` element.
fn meta<'a>(html: &'a str, name: &str) -> Option<&'a str> {
    ["property", "name"].iter().find_map(|kind| between(html, &format!("<meta {kind}=\"{name}\" content=\""), "\""))
}

#[test]
fn a_shared_page_shows_its_title_and_its_first_sentence() {
    let html = &pages()["decisions/san-2020-014/"];
    assert_eq!(meta(html, "og:type"), Some("article"));
    assert_eq!(meta(html, "og:url"), Some("https://example.org/decisions/san-2020-014/"));
    assert_eq!(meta(html, "og:title"), between(html, "<title>", "</title>"));
    assert_eq!(meta(html, "og:description"), meta(html, "description"));
    assert_eq!(meta(&pages()["en/decisions/san-2020-014/"], "og:locale"), Some("en_GB"));
    assert!(html.contains("2\u{202f}500\u{a0}€ (SAN-2020-014)</title>"), "the title keeps the amount and the number");
}
