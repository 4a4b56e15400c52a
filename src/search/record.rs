//! What is searched: one record a page, a term, an item of a checklist, a paragraph of the law, in both languages of the site.

use crate::model::value::{Decimal, Lang};

/// What a record stands for. The order is that of the records in an index, so that new decisions come last and move nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RecordKind {
    Page,
    Term,
    Sector,
    Checklist,
    /// Of the checklist before it.
    Item,
    Provision,
    /// Of the provision before it.
    Paragraph,
    Decision,
}

impl RecordKind {
    /// As the reader's program calls it.
    pub fn word(self) -> &'static str {
        match self {
            RecordKind::Page => "page",
            RecordKind::Term => "term",
            RecordKind::Sector => "sector",
            RecordKind::Checklist => "checklist",
            RecordKind::Item => "item",
            RecordKind::Provision => "provision",
            RecordKind::Paragraph => "paragraph",
            RecordKind::Decision => "decision",
        }
    }
}

/// One thing that a search may find.
#[derive(Clone, Debug)]
pub struct Record {
    pub kind: RecordKind,
    /// Queries that mean this very record: `san-2020-014`, `art32`, `rgpd/art32`. See the grammar of queries in `tests/search/terms.toml`.
    pub direct: Vec<String>,
    /// As French and English pages show it.
    pub shown: [Shown; 2],
    /// What stands in the French text; in its order.
    pub french: Vec<Passage>,
    /// What stands in the English text; where there is none, the English page has the French one.
    pub english: Option<Vec<Passage>>,
    pub decision: Option<Traits>,
}

/// A record as a list of results shows it, in one language.
#[derive(Clone, Debug, Default)]
pub struct Shown {
    /// From the root of the site: `decisions/san-2020-014/`, `listes/cabinet-medical/#cm-06`.
    pub path: String,
    pub title: String,
    /// Number, day and figures; the checklist of an item.
    pub line: String,
    pub summary: String,
    /// Whether title and summary are in French on an English page.
    pub is_foreign: bool,
    /// What else this page says of the record in its own language: sector, measures, names.
    pub labels: Vec<Passage>,
}

/// Words that stand together: near each other, for a search.
#[derive(Clone, Debug)]
pub struct Passage {
    pub text: String,
    pub place: Place,
}

impl Passage {
    pub fn lead(text: impl Into<String>) -> Passage {
        Passage { text: text.into(), place: Place::Lead }
    }

    pub fn title(text: impl Into<String>) -> Passage {
        Passage { text: text.into(), place: Place::Title }
    }
}

/// Where a word stands; it says how much the word counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    Title,
    Lead,
    Body,
}

impl Place {
    /// In tenths of a word of the body.
    pub(super) fn weight(self) -> u32 {
        match self {
            Place::Title => 50,
            Place::Lead => 25,
            Place::Body => 10,
        }
    }
}

/// What decisions are chosen and sorted by.
#[derive(Clone, Debug, Default)]
pub struct Traits {
    /// The keys of the values that a decision has, in the order of the facets of a [`Vocabulary`].
    pub values: Vec<Vec<String>>,
    /// What it is sorted by, in the order of [`SORTS`]; none comes last.
    pub amounts: [Option<Decimal>; SORTS.len()],
}

/// What decisions are sorted by, besides their day.
pub const SORTS: [&str; 4] = ["fine", "ratio", "share", "revenue"];

/// A facet: its key in addresses, and its values in the order in which they are offered.
#[derive(Clone, Debug)]
pub struct Facet {
    pub key: String,
    pub values: Vec<FacetValue>,
}

/// A value of a facet, as a reader chooses it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FacetValue {
    pub key: String,
    pub label: String,
}

/// What an index knows of its language besides its records.
#[derive(Clone, Debug)]
pub struct Vocabulary {
    pub lang: Lang,
    /// The acts that a query may name, each with its names.
    pub acts: Vec<(String, Vec<String>)>,
    pub facets: Vec<Facet>,
}
