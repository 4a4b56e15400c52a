//! A sector: the words at the top of its hub. Its decisions are found, not listed.

use crate::model::fields::Fields;
use crate::source::Spanned;

#[derive(Clone, Debug)]
pub struct Sector {
    pub neighbours: Vec<Spanned<String>>,
    pub checklists: Vec<Spanned<String>>,
}

pub fn lower(fields: &mut Fields<'_>) -> Sector {
    Sector { neighbours: fields.slugs("neighbours"), checklists: fields.slugs("checklists") }
}
