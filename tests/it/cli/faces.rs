//! One schema, many faces: what `check` refuses, the JSON Schema, the dictionary's page, what `new` writes, the issue form and the editor's completion
//! know the same keys and the same words of closed lists. Each is asked from outside, as its users do.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde_json::Value;

use super::lsp::Editor;
use super::{OURS, book, run, write};

/// Each kind, a file of it that does not exist, and an id for `new`.
const KINDS: [(&str, &str, Option<&str>); 8] = [
    ("decision", "content/decisions/2021/essai-N.md", Some("san-2021-099")),
    ("provision", "content/provisions/rgpd-3N.md", Some("rgpd-33")),
    ("checklist", "content/checklists/essai-N.md", Some("essai")),
    ("sector", "content/sectors/essai-N.md", Some("essai")),
    ("term", "content/glossary/essai-N.md", Some("essai")),
    ("page", "content/pages/essai-N.md", Some("essai")),
    ("act", "content/acts/essai-N.yml", None),
    ("search", "content/search.yml", None),
];

/// Keys, each with the words that it takes where its list is closed.
type Keys = BTreeMap<String, Vec<String>>;

/// A map of the schema and the way to it: the keys on the way, and whether each holds rows.
struct Place {
    kind: &'static str,
    file: &'static str,
    name: String,
    way: Vec<(String, bool)>,
    keys: Keys,
}

impl Place {
    /// A document that has these lines in this map, and nothing else.
    fn document(&self, lines: &[String]) -> String {
        let mut text = String::new();
        let mut margin = String::new();
        let mut starts_row = false;
        for (key, rows) in &self.way {
            text.push_str(&format!("{margin}{key}:\n"));
            margin = format!("{}{}", margin.replace('-', " "), if *rows { "  - " } else { "  " });
            starts_row = *rows;
        }
        for line in lines {
            text.push_str(&format!("{margin}{line}\n"));
            if std::mem::take(&mut starts_row) {
                margin = margin.replace('-', " ");
            }
        }
        if self.file.ends_with(".yml") { text } else { format!("---\n{text}---\n") }
    }

    fn path(&self, number: usize) -> String {
        self.file.replace('N', &number.to_string())
    }
}

/// Every map of every kind, as the JSON Schema has it.
fn places() -> Vec<Place> {
    let mut places = Vec::new();
    for (kind, file, _) in KINDS {
        let schema = run(Path::new(OURS), &["schema", kind]).ended(0).json();
        let mut open = vec![(kind.to_owned(), Vec::new(), schema.clone())];
        let mut known = BTreeSet::new();
        while let Some((name, way, map)) = open.pop() {
            if !known.insert(name.clone()) {
                continue;
            }
            let properties = map["properties"].as_object().expect("a map has keys");
            for (key, property) in properties {
                if let Some((inner, rows)) = map_of(property) {
                    let way: Vec<(String, bool)> = way.iter().cloned().chain([(key.clone(), rows)]).collect();
                    open.push((inner.clone(), way, schema["$defs"][&inner].clone()));
                }
            }
            let keys = properties.iter().map(|(key, property)| (key.clone(), words_of(property))).collect();
            places.push(Place { kind, file, name, way, keys });
        }
    }
    assert!(places.len() > 30, "{}", places.len());
    places
}

/// The map that a property holds, and whether as rows.
fn map_of(property: &Value) -> Option<(String, bool)> {
    let name = |value: &Value| Some(value["$ref"].as_str()?.trim_start_matches("#/$defs/").to_owned());
    let property = property["anyOf"].get(0).unwrap_or(property);
    name(property).map(|name| (name, false)).or_else(|| name(&property["items"]).map(|name| (name, true)))
}

/// The closed list of a property; that of the codes is `explain`'s.
fn words_of(property: &Value) -> Vec<String> {
    let property = property["anyOf"].get(0).unwrap_or(property);
    let list = property["enum"].as_array().or_else(|| property["items"]["enum"].as_array());
    let words = list.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect();
    if property["title"].as_str().is_some_and(|title| title.contains("rubrique explain")) { Vec::new() } else { words }
}

fn names(keys: &Keys) -> BTreeSet<&str> {
    keys.keys().map(String::as_str).collect()
}

/// A word that no key and no value resembles.
const UNHEARD_OF: &str = "zzzzzzzzzzzzzzzz";

/// The words after `known keys:` or `allowed:` in the help of what is said about a line.
fn listed(diagnostics: &[Value], file: &str, line: usize, code: &str, before: &str) -> Option<BTreeSet<String>> {
    let found = diagnostics.iter().find(|one| one["file"] == file && one["line"] == line && one["code"] == code)?;
    let helps = found["help"].as_array()?.iter().filter_map(Value::as_str);
    let list = helps.filter_map(|help| help.strip_prefix(before)).next()?;
    Some(list.split(", ").map(str::to_owned).collect())
}

#[test]
fn check_knows_the_keys_and_words_of_the_schema() {
    let (places, book) = (places(), book());
    let mut asked = Vec::new();
    for (number, place) in places.iter().enumerate() {
        let lists: Vec<(&String, &Vec<String>)> = place.keys.iter().filter(|(_, words)| !words.is_empty()).collect();
        let mut lines = vec![format!("{UNHEARD_OF}: 1")];
        lines.extend(lists.iter().map(|(key, _)| format!("{key}: {UNHEARD_OF}")));
        let text = place.document(&lines);
        write(book.path(), &place.path(number), &text);
        asked.push((place, place.path(number), text, lists));
    }
    let report = run(book.path(), &["check", "--lang", "en", "--format", "json"]).ended(1).json();
    let diagnostics = report["diagnostics"].as_array().expect("diagnostics");
    for (place, path, text, lists) in asked {
        let line = |words: &str| text.lines().position(|line| line.contains(words)).expect("it is written") + 1;
        let known = listed(diagnostics, &path, line(&format!("{UNHEARD_OF}: ")), "unknown-key", "known keys: ");
        let known = known.unwrap_or_else(|| panic!("{}: no key is unknown in\n{text}", place.name));
        assert_eq!(known.iter().map(String::as_str).collect::<BTreeSet<_>>(), names(&place.keys), "{}", place.name);
        for (key, words) in lists {
            let is_list = words_are_listed(place, key);
            let said = listed(diagnostics, &path, line(&format!("{key}: {UNHEARD_OF}")), "bad-value", "allowed: ");
            match said {
                Some(said) => assert_eq!(said, words.iter().cloned().collect(), "{}.{key}", place.name),
                None => assert!(is_list, "{}.{key} takes any word in\n{text}", place.name),
            }
        }
    }
}

/// A list of words is asked for as a list: one word alone is another mistake.
fn words_are_listed(place: &Place, key: &str) -> bool {
    place.kind == "decision" && ["origin", "data-kinds"].contains(&key)
}

#[test]
fn lists_of_words_are_held_against_the_schema_too() {
    let (places, book) = (places(), book());
    let decision = places.iter().find(|place| place.name == "decision").expect("a decision");
    let path = "content/decisions/2021/essai.md";
    let lines = ["origin", "data-kinds"].map(|key| format!("{key}: [{UNHEARD_OF}]"));
    write(book.path(), path, decision.document(&lines));
    let report = run(book.path(), &["check", "--lang", "en", "--format", "json"]).ended(1).json();
    let diagnostics = report["diagnostics"].as_array().expect("diagnostics");
    for (line, key) in [(2, "origin"), (3, "data-kinds")] {
        let said = listed(diagnostics, path, line, "bad-value", "allowed: ");
        assert_eq!(said, Some(decision.keys[key].iter().cloned().collect()), "{key}");
    }
}

#[test]
fn the_dictionary_has_the_keys_and_words_of_the_schema() {
    let book = book();
    run(book.path(), &["build"]).ended(0);
    for page in ["book/dictionnaire/index.html", "book/en/dictionary/index.html"] {
        let html = fs::read_to_string(book.path().join(page)).expect("the page is built");
        let mut entries: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for entry in html.split("<div id=\"").skip(1).filter(|entry| entry.contains("\"><dt><code>")) {
            let id = entry.split('"').next().expect("an id").to_owned();
            let words = entry.split("<li><code>").skip(1).filter_map(|word| word.split('<').next()).map(str::to_owned);
            assert!(entries.insert(id.clone(), words.collect()).is_none(), "{page}: {id} stands twice");
        }
        let shown = |name: &str| -> Keys {
            let of = |prefix: String| {
                entries
                    .iter()
                    .filter_map(move |(id, words)| Some((id.strip_prefix(&prefix)?.to_owned(), words.clone())))
            };
            of(format!("{name}-")).collect()
        };
        let every = shown("document");
        for place in places() {
            let mut keys = shown(&place.name);
            if place.way.is_empty() && !["act", "search"].contains(&place.kind) {
                keys.extend(
                    every
                        .iter()
                        .filter(|(key, _)| place.keys.contains_key(*key))
                        .map(|(key, words)| (key.clone(), words.clone())),
                );
            }
            // `appeal-fines-…` begins like no other map; `fines-…` does not.
            assert_eq!(keys, place.keys, "{page}: {}", place.name);
        }
    }
}

#[test]
fn a_new_document_shows_the_keys_and_words_of_the_schema() {
    let book = book();
    for (kind, _, id) in KINDS {
        let Some(id) = id else { continue };
        let made = run(book.path(), &["new", kind, id]).ended(0);
        let written = fs::read_to_string(made.stdout.trim_end()).expect("it is written");
        let front_matter = written.split("---\n").nth(1).expect("it has one");
        let keys: BTreeSet<&str> = front_matter.lines().filter_map(key_of_line).collect();
        let places: Vec<Place> = places_of(kind).collect();
        let known: BTreeSet<&str> = places.iter().flat_map(|place| names(&place.keys)).collect();
        assert_eq!(keys, known, "{kind}");
        for (key, words) in places.iter().flat_map(|place| &place.keys).filter(|(_, words)| !words.is_empty()) {
            let list = format!(" : {}", words.join(", "));
            assert!(front_matter.contains(&list), "{kind}.{key} shows its words");
        }
    }
}

fn places_of(kind: &str) -> impl Iterator<Item = Place> {
    places().into_iter().filter(move |place| place.kind == kind)
}

/// The key of a line, be it a comment or the start of a row.
fn key_of_line(line: &str) -> Option<&str> {
    let line = line.trim_start_matches([' ', '#', '-']);
    let (name, _) = line.split_once(':')?;
    let is_key = !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
    is_key.then_some(name)
}

/// What every document may say of its own file, and that nobody can say before there is one.
const OF_THE_FILE: [&str; 7] = ["act", "aliases", "allow", "corrections", "draft", "reviewed", "slug-en"];

#[test]
fn the_issue_form_asks_for_the_keys_and_words_of_the_schema() {
    let printed = run(Path::new(OURS), &["schema", "decision", "--format", "issue-form"]).ended(0).stdout;
    let form: Value = serde_yaml::from_str(&printed).expect("it is YAML");
    let fields: BTreeMap<&str, &Value> = form["body"]
        .as_array()
        .expect("fields")
        .iter()
        .filter_map(|field| Some((field["id"].as_str()?, field)))
        .collect();
    let mut maps = 0;
    for place in places_of("decision") {
        let Some((key, _)) = place.way.first() else {
            let own: BTreeSet<&str> = names(&place.keys).into_iter().filter(|key| !OF_THE_FILE.contains(key)).collect();
            let asked: BTreeSet<&str> =
                fields.keys().copied().filter(|id| !["text", "promises"].contains(id)).collect();
            assert_eq!(asked, own);
            for (key, words) in place.keys.iter().filter(|(_, words)| !words.is_empty()) {
                let options = fields[key.as_str()]["attributes"]["options"].as_array().expect("options");
                let options: Vec<&str> =
                    options.iter().filter_map(|option| option.as_str()?.split(" · ").next()).collect();
                assert_eq!(&options, words, "{key}");
            }
            continue;
        };
        let Some(field) = fields.get(key.as_str()) else {
            assert!(["allow", "corrections"].contains(&key.as_str()), "{key} is not asked for");
            continue;
        };
        maps += 1;
        let start =
            &field["attributes"][if field["attributes"]["value"].is_string() { "value" } else { "placeholder" }];
        let start = start.as_str().expect("a start");
        for (key, words) in &place.keys {
            assert!(start.contains(&format!("{key}:")), "{}.{key} is not in\n{start}", place.name);
            assert!(start.contains(&words.join(", ")), "{}.{key} does not show its words in\n{start}", place.name);
        }
    }
    assert!(maps >= 10, "{maps}");
}

#[test]
fn an_editor_proposes_the_keys_and_words_of_the_schema() {
    let mut editor = Editor::open(book());
    let mut number = 0;
    for place in places() {
        let mut labels = |line: &str| -> BTreeSet<String> {
            number += 1;
            let at = editor.shows(&place.path(number), &place.document(&[line.to_owned()]));
            editor.labels(at).into_iter().collect()
        };
        // One file can be opened once.
        if place.kind == "search" {
            assert_eq!(labels("|"), ["synonyms".to_owned()].into(), "search");
            continue;
        }
        let keys: BTreeSet<String> = place.keys.keys().cloned().collect();
        assert_eq!(labels("|"), keys, "{}", place.name);
        for (key, words) in place.keys.iter().filter(|(_, words)| !words.is_empty()) {
            assert_eq!(labels(&format!("{key}: |")), words.iter().cloned().collect(), "{}.{key}", place.name);
        }
    }
}
