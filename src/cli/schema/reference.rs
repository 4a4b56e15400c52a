//! Writes the tables of `docs/content.md` from the schema; a test fails when the two differ.

use std::env;
use std::fs;

use super::roots;
use crate::model::schema::{self, Key, Map, Presence, Shape, Words};
use crate::model::value::Kind;

const PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/content.md");

/// The text between `<!-- keys: NAME -->` and `<!-- end -->` is the table of that map.
fn with_tables(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("<!-- keys: ") {
        let (name, after) = after.split_once(" -->").expect("the mark is closed");
        let (_, after) = after.split_once("<!-- end -->").expect("the table has an end");
        out.push_str(&format!("{before}<!-- keys: {name} -->\n{}<!-- end -->", table(name)));
        rest = after;
    }
    out + rest
}

fn table(name: &str) -> String {
    let keys: Vec<&Key> = match name {
        "every" => schema::of(Kind::Page).keys().collect(),
        _ => own(map(name)),
    };
    let rows: String = keys.into_iter().map(row).collect();
    format!("\n| Key | Type | Meaning | Sens |\n|---|---|---|---|\n{rows}\n")
}

/// What every document may say has a table of its own.
fn own(map: &'static Map) -> Vec<&'static Key> {
    let is_root = roots().iter().any(|root| root.name == map.name);
    if is_root { map.own_keys().iter().collect() } else { map.keys().collect() }
}

fn map(name: &str) -> &'static Map {
    let maps = schema::all(&roots());
    maps.into_iter().find(|map| map.name == name).unwrap_or_else(|| panic!("no map is called {name}"))
}

fn row(key: &Key) -> String {
    let mark = match key.presence {
        Presence::Needed => "*",
        Presence::Sometimes => "(*)",
        Presence::Optional => "",
    };
    let [english, french] = key.meaning;
    format!("| `{}`{mark} | {} | {english} | {french} |\n", key.name, kind(key.shape))
}

fn kind(shape: Shape) -> String {
    match shape {
        Shape::Text => "text".to_owned(),
        Shape::NumberOrNull => "text or `null`".to_owned(),
        Shape::Words => "words".to_owned(),
        Shape::Date => "date".to_owned(),
        Shape::Amount => "amount".to_owned(),
        Shape::Rate | Shape::Percent => "decimal".to_owned(),
        Shape::Whole => "whole".to_owned(),
        Shape::Between(low, high) => format!("whole, {low} to {high}"),
        Shape::Flag => "flag".to_owned(),
        Shape::Id => "id".to_owned(),
        Shape::Web => "http(s) address".to_owned(),
        Shape::Path => "address of this site".to_owned(),
        Shape::Provision => "provision".to_owned(),
        Shape::Item => "item".to_owned(),
        Shape::Letter => "`a` to `k`".to_owned(),
        Shape::Code => "code".to_owned(),
        Shape::Naming => "word, time or date".to_owned(),
        Shape::Choice(words) => choice(words),
        Shape::List(item) => format!("list: {}", kind(*item)),
        Shape::Map(map) => format!("[map](#{})", map.name),
        Shape::Rows(map) => format!("[rows](#{})", map.name),
        Shape::Texts => "map of texts".to_owned(),
    }
}

/// A short list in full, a long one by its place among the vocabulary.
fn choice(words: Words) -> String {
    let all = (words.all)();
    if all.len() > 4 {
        return format!("[word](#{})", words.name.to_lowercase().replace(' ', "-"));
    }
    all.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}

#[test]
fn content_reference_says_what_the_schema_says() {
    let written = fs::read_to_string(PATH).expect("docs/content.md is there");
    let reference = with_tables(&written);
    if env::var_os("UPDATE").is_some() {
        fs::write(PATH, &reference).expect("it can be written");
    }
    assert!(written == reference, "run `UPDATE=1 cargo test --lib content_reference`");
    for map in schema::all(&roots()).into_iter().filter(|map| !own(map).is_empty()) {
        assert!(written.contains(&format!("<!-- keys: {} -->", map.name)), "{} has a table", map.name);
    }
}

#[test]
fn every_closed_list_stands_in_full() {
    let written = fs::read_to_string(PATH).expect("docs/content.md is there");
    let keys = schema::all(&roots()).into_iter().flat_map(Map::keys);
    for words in keys.filter_map(|key| key.shape.words()).filter(|words| (words.all)().len() > 4) {
        let (_, list) = written.split_once(&format!("### {}\n", words.name)).expect("it has a section");
        let list = list.split("\n### ").next().unwrap_or_default();
        assert!((words.all)().iter().all(|word| list.contains(&format!("| `{word}` |"))), "{}", words.name);
    }
}
