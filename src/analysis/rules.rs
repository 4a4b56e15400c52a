//! Rules of content beyond syntax: what a lawyer would find odd although everything can be read. One function a rule; [`of_document`]
//! lists those that look at one document's front matter, [`of_texts`] those that read its texts, which are remembered with their reading.

mod agreement;
mod decisions;
mod names;
pub mod people;

use std::sync::Arc;

use crate::analysis::figures::Figures;
use crate::analysis::texts::Text;
use crate::corpus::Corpus;
use crate::diag::Sink;
use crate::inputs::Inputs;
use crate::model::Document;
use crate::model::value::Lang;

pub use agreement::{Agreement, Prose};
pub use decisions::review_due;
pub use names::{Spelling, spelled_alike, spellings};

/// The rules about the front matter of one document.
pub fn of_document(inputs: &Inputs, corpus: &Corpus, figures: &Figures, document: &Document, sink: &Sink) {
    if let Some(decision) = document.as_decision() {
        decisions::fines_under_their_cap(document, decision, figures, sink);
        decisions::acts_in_force(corpus, decision, sink);
        decisions::an_official_source(document, &inputs.config.official_domains, sink);
    }
    decisions::review_not_due(document, inputs.config.review_months, inputs.today, sink);
}

/// The rules about the texts of one document, in one language: its body, and its words by path.
pub fn of_texts(document: &Document, lang: Lang, body: Option<&Text>, words: &[(Arc<str>, Text)], sink: &Sink) {
    let texts = body.into_iter().chain(words.iter().map(|(_, text)| text));
    texts.for_each(|text| people::are_not_exposed(text, sink));
    let Some(decision) = document.as_decision() else { return };
    let prose = Prose { document, decision, lang };
    prose.agrees(body, words, sink);
    if let Some(body) = body.filter(|body| lang == Lang::Fr && !body.body.is_empty) {
        decisions::breaches_are_told(decision, body, sink);
    }
}
