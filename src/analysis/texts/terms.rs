//! Glossary terms: the first use of each on a page leads to its definition.

use std::collections::HashSet;
use std::sync::Arc;

use aho_corasick::{AhoCorasick, MatchKind};

use crate::corpus::Corpus;
use crate::model::Document;
use crate::model::value::{DocId, Kind, Lang};
use crate::syntax::body::Body;

use super::{Found, Mark};

/// The written forms of every term, in each language.
pub struct Terms {
    fr: Forms,
    en: Forms,
}

/// A finder of lower-case forms, and the term that each belongs to.
struct Forms {
    finder: Option<AhoCorasick>,
    forms: Vec<(String, DocId)>,
}

impl Terms {
    /// What an earlier compilation made of the same forms is taken over.
    pub fn of(corpus: &Corpus, earlier: Option<&Arc<Terms>>) -> Arc<Terms> {
        let originals =
            corpus.of_kind(Kind::Term).flat_map(|document| forms(document).map(|form| (form, document.id().clone())));
        let twins = corpus.twins.of_kind(Kind::Term).flat_map(|twin| {
            let own = twin.words.iter().filter(|(path, _)| *path == "title" || path.starts_with("forms."));
            own.map(|(_, words)| (words.text.to_lowercase(), twin.id.clone()))
        });
        let (fr, en) = (long_enough(originals), long_enough(twins));
        match earlier.filter(|earlier| earlier.fr.forms == fr && earlier.en.forms == en) {
            Some(earlier) => earlier.clone(),
            None => Arc::new(Terms { fr: Forms::new(fr), en: Forms::new(en) }),
        }
    }

    /// Adds a mark at the first use of each term in the text, outside headings and other marks, and never on its own definition.
    pub fn mark_first_uses(&self, own: &DocId, lang: Lang, body: &Body, marks: &mut Vec<Mark>) {
        let forms = match lang {
            Lang::Fr => &self.fr,
            Lang::En => &self.en,
        };
        let Some(finder) = &forms.finder else { return };
        let mut seen: HashSet<&DocId> = HashSet::from([own]);
        let mut found = Vec::new();
        for (at, leaf) in body.leaves.iter().enumerate().filter(|(_, leaf)| !leaf.is_heading) {
            let folded = fold(&leaf.text);
            for hit in finder.find_iter(&folded) {
                let term = &forms.forms[hit.pattern().as_usize()].1;
                let is_taken =
                    |mark: &Mark| mark.leaf == at && mark.range.start < hit.end() && hit.start() < mark.range.end;
                if seen.contains(term) || !is_word(&folded, hit.range()) || marks.iter().any(is_taken) {
                    continue;
                }
                seen.insert(term);
                found.push(Mark { leaf: at, range: hit.range(), found: Found::Term(term.clone()) });
            }
        }
        marks.extend(found);
    }
}

fn forms(document: &Document) -> impl Iterator<Item = String> {
    let forms = document.as_term().map_or(&[][..], |term| &term.forms);
    let title = document.meta.title.text.to_lowercase();
    std::iter::once(title).chain(forms.iter().map(|form| form.text.to_lowercase())).map(|form| fold(&form))
}

/// Lower case and plain apostrophes and spaces, with every byte where it was: forms are found at the offsets of the text itself.
fn fold(text: &str) -> String {
    text.chars()
        .map(|c| {
            let folded = match c {
                '\n' => ' ',
                other => other.to_lowercase().next().unwrap_or(other),
            };
            if folded.len_utf8() == c.len_utf8() { folded } else { c }
        })
        .collect()
}

fn long_enough(forms: impl Iterator<Item = (String, DocId)>) -> Vec<(String, DocId)> {
    forms.filter(|(form, _)| form.chars().count() > 2).collect()
}

impl Forms {
    fn new(forms: Vec<(String, DocId)>) -> Forms {
        let patterns = forms.iter().map(|(form, _)| form.as_str());
        let finder = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(patterns).ok();
        Forms { finder: finder.filter(|_| !forms.is_empty()), forms }
    }
}

fn is_word(text: &str, range: std::ops::Range<usize>) -> bool {
    let joins = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    !joins(text[..range.start].chars().next_back()) && !joins(text[range.end..].chars().next())
}
