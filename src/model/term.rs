//! A glossary term: the written forms that lead to it, and its equivalent in the other language.

use crate::model::fields;
use crate::model::fields::Fields;
use crate::model::value::{ProvisionId, Words};
use crate::source::Spanned;

#[derive(Clone, Debug)]
pub struct Term {
    /// What the linker matches on its first use on a page, besides the title itself.
    pub forms: Vec<Words>,
    pub english: Option<String>,
    pub provisions: Vec<Spanned<ProvisionId>>,
}

impl Term {
    pub fn words<'a>(&'a self, words: &mut Vec<(String, &'a Words)>) {
        words.extend(self.forms.iter().enumerate().map(|(at, form)| (format!("forms.{at}"), form)));
    }
}

pub fn lower(fields: &mut Fields<'_>) -> Term {
    let (file, sink) = (fields.file, fields.sink);
    Term {
        forms: fields.list("forms", |node| fields::words(node, file, sink)),
        english: fields.text("english"),
        provisions: fields.provisions("provisions"),
    }
}
