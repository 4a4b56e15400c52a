//! The schema of front matter and of acts, as one table: every map that a contributor may write, key by key, with its meaning in both languages.
//!
//! The readers of this folder ask [`Fields`](super::fields::Fields) for these keys and no others; `rubrique schema`, `rubrique new`,
//! `docs/content.md` and the editor's completion are written from the same rows, so that they cannot disagree.

mod act;
mod decision;
mod documents;

use crate::model::value::{Choice, Kind};

pub use act::{ACT, ARTICLE_ROW, BILINGUAL, CAP_ROW, LINK_TEMPLATES, LINKS, NAMES};
pub use decision::{
    APPEAL, BREACH, DECISION, ENTITY, FACTOR, FINAL_FINE, FINE, PENALTY, PEOPLE, RANGE, REVENUE, SOURCES_NEEDED,
};
pub use documents::{
    ALLOW, CHECKLIST, CORRECTION, ITEM, PAGE, PARAGRAPH, PROVISION, SEARCH, SECTION, SECTOR, SOURCE, TERM,
};

/// A map of keys that a contributor writes.
#[derive(Debug)]
pub struct Map {
    /// How messages name it: « a row of `fines` ».
    pub what: &'static str,
    /// How the reference and editors call it: `decision`, `fines`.
    pub name: &'static str,
    /// Its own keys first; where two groups have a key of one name, the earlier group's stands.
    groups: &'static [&'static [Key]],
}

/// One key of a map.
#[derive(Debug)]
pub struct Key {
    pub name: &'static str,
    pub presence: Presence,
    pub shape: Shape,
    /// A value to start from, as YAML; `{…}` is filled in by `rubrique new`. Empty where [`Shape::Map`] or its rows have their own.
    pub example: &'static str,
    /// What it means, in English and in French.
    pub meaning: [&'static str; 2],
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    Needed,
    /// Needed with some values of other keys; its meaning says when.
    Sometimes,
    Optional,
}

/// What a key's value looks like.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    Text,
    /// An official number, or `null` where there is none.
    NumberOrNull,
    /// Text that a reader sees: slots, citations and links work in it.
    Words,
    Date,
    /// A plain decimal, never negative: euros unless said.
    Amount,
    /// A rate of exchange.
    Rate,
    Percent,
    Whole,
    /// A whole number between two bounds, both included.
    Between(u64, u64),
    Flag,
    Id,
    /// An http or https address.
    Web,
    /// An address of this site.
    Path,
    Provision,
    /// `cabinet-medical/cm-07`.
    Item,
    /// A point of article 83(2).
    Letter,
    /// The name of a diagnostic.
    Code,
    /// Until when a name may appear.
    Naming,
    /// One word of a closed list.
    Choice(Words),
    List(&'static Shape),
    Map(&'static Map),
    /// A list of maps.
    Rows(&'static Map),
    /// A map whose keys are data.
    Texts,
}

/// A closed list: what the reference calls it, and its words.
#[derive(Clone, Copy, Debug)]
pub struct Words {
    pub name: &'static str,
    pub all: fn() -> Vec<&'static str>,
}

impl Words {
    const fn of<T: Choice>(name: &'static str) -> Words {
        Words { name, all: || T::ALL.iter().map(|choice| choice.word()).collect() }
    }
}

impl Map {
    const fn of(what: &'static str, name: &'static str, groups: &'static [&'static [Key]]) -> Map {
        Map { what, name, groups }
    }

    /// Every key once, in the order in which it is written.
    pub fn keys(&self) -> impl Iterator<Item = &'static Key> {
        let groups = self.groups;
        groups.iter().enumerate().flat_map(move |(at, group)| {
            let is_new = move |key: &&Key| groups[..at].iter().all(|earlier| find(earlier, key.name).is_none());
            group.iter().filter(is_new)
        })
    }

    pub fn key(&self, name: &str) -> Option<&'static Key> {
        self.groups.iter().find_map(|group| find(group, name))
    }

    /// The keys that only this map has, without those that every document may say.
    pub fn own_keys(&self) -> &'static [Key] {
        self.groups[0]
    }
}

fn find(keys: &'static [Key], name: &str) -> Option<&'static Key> {
    keys.iter().find(|key| key.name == name)
}

impl Shape {
    /// Whether `null` is a value like another.
    pub fn may_be_null(self) -> bool {
        matches!(self, Shape::NumberOrNull)
    }

    /// The closed list that a value or its items are taken from, if they are.
    pub fn words(self) -> Option<Words> {
        match self {
            Shape::Choice(words) => Some(words),
            Shape::List(item) => item.words(),
            _ => None,
        }
    }

    /// The map that a value or its rows are, if they are one.
    pub fn map(self) -> Option<&'static Map> {
        match self {
            Shape::Map(map) | Shape::Rows(map) => Some(map),
            _ => None,
        }
    }
}

/// The front matter of a kind.
pub fn of(kind: Kind) -> &'static Map {
    match kind {
        Kind::Decision => &DECISION,
        Kind::Provision => &PROVISION,
        Kind::Checklist => &CHECKLIST,
        Kind::Sector => &SECTOR,
        Kind::Term => &TERM,
        Kind::Page => &PAGE,
    }
}

/// A map and every map inside it, each once, in the order of their first mention.
pub fn with_inner(map: &'static Map) -> Vec<&'static Map> {
    all(&[map])
}

/// Maps and every map inside them, each once.
pub fn all(roots: &[&'static Map]) -> Vec<&'static Map> {
    let mut maps = roots.to_vec();
    let mut at = 0;
    while at < maps.len() {
        for inner in maps[at].keys().filter_map(|key| key.shape.map()) {
            if maps.iter().all(|known| known.name != inner.name) {
                maps.push(inner);
            }
        }
        at += 1;
    }
    maps
}

const fn needed(name: &'static str, shape: Shape, example: &'static str, meaning: [&'static str; 2]) -> Key {
    Key { name, presence: Presence::Needed, shape, example, meaning }
}

const fn sometimes(name: &'static str, shape: Shape, example: &'static str, meaning: [&'static str; 2]) -> Key {
    Key { name, presence: Presence::Sometimes, shape, example, meaning }
}

const fn optional(name: &'static str, shape: Shape, example: &'static str, meaning: [&'static str; 2]) -> Key {
    Key { name, presence: Presence::Optional, shape, example, meaning }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_a_title_and_no_key_twice() {
        for kind in Kind::ALL {
            let names: Vec<&str> = of(*kind).keys().map(|key| key.name).collect();
            assert!(names.contains(&"title") && names.contains(&"draft"), "{names:?}");
            let distinct: std::collections::BTreeSet<_> = names.iter().collect();
            assert_eq!(distinct.len(), names.len(), "{names:?}");
        }
    }

    #[test]
    fn maps_have_names_of_their_own() {
        let roots = Kind::ALL.iter().map(|kind| of(*kind)).chain([&ACT]);
        let mut names: Vec<&str> = roots.flat_map(with_inner).map(|map| map.name).collect();
        names.sort_unstable();
        let all = names.len();
        names.dedup();
        // Sources and `allow` are the same rows in every kind.
        assert!(names.len() >= 25 && all > names.len(), "{names:?}");
    }
}
