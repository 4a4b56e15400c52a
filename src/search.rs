//! The search index: the words of every page, cut into small files of which a browser reads a few.
//!
//! A pure function of what the pages show ([`Record`]). `docs/decisions/` says why it is one of our own; `assets/search/` of the theme reads it.

mod invert;
mod layout;
mod pack;
mod record;
mod stems;
mod synonyms;
pub mod terms;
mod words;

use crate::model::value::Lang;

pub use layout::INDEX;
pub use pack::IndexFile;
pub use record::{Facet, FacetValue, Passage, Place, Record, RecordKind, SORTS, Shown, Traits, Vocabulary};
pub use synonyms::Synonyms;

/// The files of the index of each language. The records stand in the order of their kinds, children after their parents, decisions from the first day
/// on, so that a new one comes last.
pub fn index(records: &[Record], synonyms: &Synonyms, vocabularies: &[Vocabulary; 2]) -> [Vec<IndexFile>; 2] {
    debug_assert!(layout::is_in_order(records));
    let [french, english] = invert::invert(records, synonyms);
    let files = |entries: &[_], lang: Lang| layout::files(entries, records, synonyms, &vocabularies[lang as usize]);
    let (french, english) = rayon::join(|| files(&french, Lang::Fr), || files(&english, Lang::En));
    [french, english]
}
