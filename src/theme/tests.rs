//! Every template with a full and a bare example of its page, in both languages.

use std::collections::BTreeSet;
use std::env;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use super::*;
use crate::view::examples;

fn theme(overlay: &[(&str, &str)]) -> Result<Theme, Vec<ThemeError>> {
    Theme::load(&overlay.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect())
}

fn built_in() -> Theme {
    theme(&[]).expect("the built-in theme passes its own checks")
}

fn rendered() -> Vec<(String, String)> {
    let theme = built_in();
    let named = |kind: &'static str| move |(name, view): (&'static str, View)| (format!("{kind}-{name}"), view);
    let full = examples::full().into_iter().map(named("full"));
    let bare = examples::bare().into_iter().map(named("bare"));
    full.chain(bare)
        .map(|(name, view)| {
            let html = theme.page(&view).unwrap_or_else(|error| panic!("{name}: {error:?}"));
            (name, html)
        })
        .collect()
}

/// `LOOK=/tmp/look cargo test --lib theme` writes the example pages there, to be looked at in a browser.
#[test]
fn every_template_shows_its_full_and_its_bare_page() {
    let pages = rendered();
    assert_eq!(pages.len(), 43);
    let Some(folder) = env::var_os("LOOK").map(PathBuf::from) else { return };
    for (path, bytes) in built_in().assets() {
        write(&folder.join(path), bytes);
    }
    for (name, html) in &pages {
        write(&folder.join(format!("{name}.html")), html.as_bytes());
    }
}

fn write(path: &Path, bytes: &[u8]) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

#[test]
fn no_page_holds_a_style_a_handler_a_script_or_a_resource_of_another_host() {
    for (name, html) in rendered() {
        for tag in tags(&html) {
            assert!(!tag.starts_with("script") || is_asked_for(tag) || is_linked_data(tag), "{name}: {tag}");
            for (attribute, value) in attributes(tag) {
                assert!(attribute != "style" && !attribute.starts_with("on"), "{name}: {tag}");
                let is_resource =
                    attribute == "src" || (attribute == "href" && tag.starts_with("link") && is_fetched(tag));
                assert!(!is_resource || value.starts_with('/') && !value.starts_with("//"), "{name}: {tag}");
            }
        }
        assert!(!html.contains("<style"), "{name}");
    }
}

fn is_asked_for(script: &str) -> bool {
    script.starts_with("script type=\"module\"") && script.contains(" src=\"/")
}

fn is_linked_data(script: &str) -> bool {
    script == "script type=\"application/ld+json\""
}

/// A `link` element that makes the browser fetch something, unlike `canonical` or `alternate`.
fn is_fetched(tag: &str) -> bool {
    ["stylesheet", "preload", "icon"].iter().any(|relation| tag.contains(&format!("rel=\"{relation}\"")))
}

#[test]
fn every_page_is_well_formed_with_one_title_one_heading_and_unique_anchors() {
    for (name, html) in rendered() {
        assert_eq!(html.matches("<h1").count(), 1, "{name}");
        assert_eq!(html.matches("<title>").count(), 1, "{name}");
        let mut ids = BTreeSet::new();
        let values = |wanted: &'static str| {
            tags(&html).flat_map(attributes).filter(move |(attribute, _)| *attribute == wanted).map(|(_, value)| value)
        };
        for id in values("id") {
            assert!(ids.insert(id), "{name}: id {id} stands twice");
        }
        for anchor in values("href").filter_map(|href| href.strip_prefix('#')) {
            assert!(ids.contains(anchor), "{name}: #{anchor} leads nowhere");
        }
        check_balance(&name, &html);
    }
}

/// The insides of the tags of a page: `a href="…"`, `/a`.
fn tags(html: &str) -> impl Iterator<Item = &str> {
    html.split('<').skip(1).filter_map(|piece| piece.split_once('>')).map(|(tag, _)| tag)
}

fn attributes(tag: &str) -> impl Iterator<Item = (&str, &str)> {
    tag.split_once(' ').into_iter().flat_map(|(_, rest)| {
        rest.split("\" ")
            .filter_map(|attribute| attribute.split_once("=\""))
            .map(|(name, value)| (name.rsplit(' ').next().unwrap_or(name), value.trim_end_matches('"')))
    })
}

fn check_balance(page: &str, html: &str) {
    const VOID: [&str; 5] = ["meta", "link", "br", "input", "!doctype"];
    let mut open = Vec::new();
    for tag in tags(html) {
        let name = tag.split([' ', '\n']).next().unwrap_or(tag);
        match name.strip_prefix('/') {
            Some(closed) => assert_eq!(open.pop(), Some(closed), "{page}: </{closed}>"),
            None if VOID.contains(&name) || tag.ends_with('/') => {}
            None => open.push(name),
        }
    }
    assert_eq!(open, Vec::<&str>::new(), "{page}");
}

#[test]
fn counts_agree_with_their_word_and_are_grouped() {
    let page =
        "{{ 0 | count(of=t.count_items) }}|{{ 1 | count(of=t.count_items) }}|{{ 5300 | count(of=t.count_items) }}";
    let theme = theme(&[("templates/404.html", page)]).unwrap();
    let shown = |examples: Vec<(&str, View)>| {
        let (_, view) = examples.into_iter().find(|(name, _)| *name == "404").unwrap();
        theme.page(&view).unwrap()
    };
    assert_eq!(shown(examples::full()), "0 point|1 point|5\u{202F}300 points");
    assert_eq!(shown(examples::bare()), "0 items|1 item|5,300 items");
}

#[test]
fn what_a_template_shows_is_escaped() {
    let mut view = examples::full().into_iter().next().unwrap().1;
    let View::Home(home) = &mut view else { panic!("the first example is the home page") };
    home.doors[0].title = "<b>\"Moi\" & vous</b>".to_owned();
    let html = built_in().page(&view).unwrap();
    assert!(html.contains("&lt;b&gt;&quot;Moi&quot; &amp; vous&lt;/b&gt;"));
}

#[test]
fn every_word_is_used_and_every_used_word_exists() {
    let words: BTreeSet<String> = words::built_in(Lang::Fr).into_keys().collect();
    let templates = built_in_files();
    let templates = templates.iter().filter(|(path, _)| path.starts_with("templates/"));
    let used: BTreeSet<String> = templates.flat_map(|(_, text)| used_words(str::from_utf8(text).unwrap())).collect();
    assert_eq!(used, words);
}

/// The keys of `t.key` in a template.
fn used_words(template: &str) -> BTreeSet<String> {
    let is_key = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
    let uses = template.match_indices("t.").filter(|(at, _)| !template[..*at].ends_with(is_key));
    uses.map(|(at, _)| template[at + 2..].chars().take_while(|letter| is_key(*letter)).collect()).collect()
}

#[test]
fn a_book_replaces_a_file_and_may_extend_the_one_it_replaces() {
    let theme = theme(&[
        (
            "templates/404.html",
            "{% extends \"default/404.html\" %}{% block main %}<p>Perdu</p>{{ super() }}{% endblock main %}",
        ),
        ("i18n/fr.toml", "skip = \"Au texte\"\n"),
        ("assets/own.css", "a{}"),
    ])
    .unwrap();
    let (_, view) = examples::full().into_iter().find(|(name, _)| *name == "404").unwrap();
    let html = theme.page(&view).unwrap();
    assert!(html.contains("<p>Perdu</p>") && html.contains("<h1>") && html.contains(">Au texte<"));
    assert_eq!(theme.text(Lang::Fr, "sources"), "Sources");
    assert!(theme.assets().any(|(path, bytes)| path.starts_with("assets/own.") && bytes == b"a{}"));
    assert_ne!(theme.fingerprint(), built_in().fingerprint());
}

#[test]
fn mistakes_of_a_theme_are_told_at_their_place() {
    for (file, text, line, column, says) in [
        ("templates/404.html", "<p>\n{{ t.skip", 2, 10, "end of input"),
        ("templates/404.html", "\n<p>{{ site.title | upcase }}", 2, 20, "upcase"),
        ("i18n/fr.toml", "skip = \"a\"\nnext = 3\n", 2, 8, "a text, or a table"),
        ("i18n/de.toml", "", 1, 1, "two languages"),
        ("theme.toml", "api = 2", 1, 1, "version 2"),
        ("theme.toml", "name = 2", 1, 1, "api"),
        ("assets/style.css", "a { background: url(https://example.org/x.png) }", 1, 21, "no file"),
    ] {
        let errors = theme(&[(file, text)]).unwrap_err();
        let error = &errors[0];
        assert_eq!((error.file.as_str(), error.line, error.column), (file, line, column), "{error:?}");
        assert!(error.message.contains(says), "{error:?}");
    }
}

#[test]
fn a_template_that_asks_for_what_is_not_there_fails_at_its_line() {
    let theme = theme(&[("templates/404.html", "<p>\n{{ site.titel }}")]).unwrap();
    let (_, view) = examples::bare().into_iter().find(|(name, _)| *name == "404").unwrap();
    let error = theme.page(&view).unwrap_err();
    assert_eq!((error.file.as_str(), error.line, error.column), ("templates/404.html", 2, 9), "{error:?}");
    let theme = self::theme(&[("templates/404.html", "{{ asset(path=\"styel.css\") }}")]).unwrap();
    assert!(theme.page(&view).unwrap_err().message.contains("did you mean `style.css`?"));
}

#[test]
fn the_stylesheet_stays_small() {
    let theme = built_in();
    let (_, css) = theme.assets().find(|(path, _)| path.ends_with(".css")).unwrap();
    let mut compressed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    compressed.write_all(css).unwrap();
    let weight = compressed.finish().unwrap().len();
    assert!(weight <= 8 * 1024, "{weight} bytes compressed: 8 KB is the budget");
}
