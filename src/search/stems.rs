//! The stems that tie the forms of a word together: Snowball's French and English algorithms.

use std::borrow::Cow;

use waken_snowball::Algorithm;

use crate::model::value::Lang;

use super::terms;

/// Stems the words of one language.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stemmer(Algorithm);

impl Stemmer {
    pub fn new(lang: Lang) -> Stemmer {
        Stemmer(match lang {
            Lang::Fr => Algorithm::French,
            Lang::En => Algorithm::English,
        })
    }

    /// What the forms of a word share, without accents: « sanctionnées » gives « sanction ». What holds a digit is no word and is its own stem.
    pub fn stem(self, term: &str) -> Cow<'_, str> {
        if term.bytes().any(|b| b.is_ascii_digit()) {
            return Cow::Borrowed(term);
        }
        Cow::Owned(terms::fold(&waken_snowball::stem(self.0, term)))
    }
}
