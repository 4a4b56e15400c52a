//! What a search moves over the wire, in the page of a made book: for questions of several kinds, the first that a reader asks and the next one.

use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::json;

use super::driver::Browser;
use super::server::Server;

/// Questions to a made book, and their kind. The first one goes before each that is measured as the next one.
pub const QUESTIONS: &[(&str, &str)] = &[
    ("one word", "chiffrement"),
    ("another form", "notifications"),
    ("without accents", "duree"),
    ("elision", "l'injonction"),
    ("a slip", "chifrement"),
    ("a slip in the first letter", "rpospection"),
    ("the start of a word", "sauveg"),
    ("a word of no page", "zorglubine"),
    ("number of a decision", "SAN-2023-014"),
    ("part of a number", "2023-1"),
    ("article", "art 32"),
    ("paragraph", "art. 33 § 1"),
    ("two words", "mot de passe"),
    ("several words", "prestataire violation sauvegarde"),
    ("a sentence", "fichier de santé transmis à un partenaire sans information des personnes"),
];

/// Bytes that an answer took.
#[derive(Clone, Copy, Debug)]
pub struct Wire {
    /// Scripts, compressed as hosts send them.
    pub client: usize,
    /// Files of the index, which are compressed already.
    pub index: usize,
}

impl Wire {
    pub fn all(self) -> usize {
        self.client + self.index
    }
}

/// The first answer of a reader who comes with this question, and that of one who asks it after another one.
pub fn first_and_next(browser: &mut Browser, site: &Path, question: &str) -> [Wire; 2] {
    let first = Server::start(site);
    ask_first(browser, &first, question);
    let next = Server::start(site);
    ask_first(browser, &next, QUESTIONS[0].1);
    let before: BTreeSet<String> = next.asked().into_iter().collect();
    browser.run(&format!(
        "document.querySelector('#question').value = {}; document.querySelector('[data-search-form]').requestSubmit()",
        json!(question)
    ));
    browser.wait_for("!document.querySelector('[data-search-results][aria-busy]')");
    let later = next.asked().into_iter().filter(|path| !before.contains(path)).collect();
    [weighed(site, first.asked().into_iter().collect()), weighed(site, later)]
}

/// Opens the page of results with a question at an address that the browser has never seen, so that it has kept nothing.
fn ask_first(browser: &mut Browser, server: &Server, question: &str) {
    let question: String = question.bytes().map(|byte| format!("%{byte:02X}")).collect();
    browser.open(&server.address(&format!("/recherche/?q={question}")));
    browser.wait_for("document.querySelector('[data-search-status]').textContent && !document.querySelector('[data-search-results][aria-busy]')");
    // The last script that the page asks for.
    browser
        .wait_for("performance.getEntriesByType('resource').some((entry) => entry.name.includes('/explorer/place.'))");
}

/// Pages that an excerpt is taken from, and what every page has, are no part of it.
fn weighed(site: &Path, asked: BTreeSet<String>) -> Wire {
    let is_client = |path: &&String| path.ends_with(".js") && !path.starts_with("/assets/site.");
    let sum = |paths: Vec<&String>, weight: fn(&[u8]) -> usize| -> usize {
        let file = |path: &String| std::fs::read(site.join(path.trim_start_matches('/'))).expect("a file of the site");
        paths.into_iter().map(|path| weight(&file(path))).sum()
    };
    Wire {
        client: sum(asked.iter().filter(is_client).collect(), gzip),
        index: sum(asked.iter().filter(|path| path.ends_with(".bin")).collect(), <[u8]>::len),
    }
}

/// The bytes of a file once compressed.
pub fn gzip(bytes: &[u8]) -> usize {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).and_then(|()| encoder.finish()).expect("memory takes what is written").len()
}
