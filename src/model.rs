//! The documents of the book, made of checked types.
//!
//! [`lower`] turns one parsed file into a [`Document`] and never fails: what could not be read has been reported, and the rest stands,
//! so that one mistake gives one message. Facts about the whole book (does this id exist, which figures follow) are not its business.

pub mod act;
pub mod by_id;
pub mod checklist;
pub mod decision;
pub mod fields;
pub mod meta;
pub mod page;
pub mod provision;
pub mod schema;
pub mod sector;
pub mod synonyms;
pub mod term;
pub mod twin;
pub mod value;

use crate::diag::Sink;
use crate::source::SourceFile;
use crate::syntax::yaml::Node;
use checklist::Checklist;
use decision::Decision;
use fields::Fields;
use meta::Meta;
use page::Page;
use provision::Provision;
use sector::Sector;
use term::Term;
use value::{DocId, Kind, Words};

/// One document: what all kinds share, and what its own kind says.
#[derive(Clone, Debug)]
pub struct Document {
    pub meta: Meta,
    pub kind: DocumentKind,
}

#[derive(Clone, Debug)]
pub enum DocumentKind {
    Decision(Box<Decision>),
    Provision(Provision),
    Checklist(Checklist),
    Sector(Sector),
    Term(Term),
    Page(Page),
}

impl Document {
    pub fn id(&self) -> &DocId {
        &self.meta.id
    }

    /// Every text of the front matter that a reader sees, each under the path that its English twin gives it
    /// (`title`, `entities.medecin.label`, `items.cm-07.why`).
    pub fn words(&self) -> Vec<(String, &Words)> {
        let mut words = self.meta.words();
        match &self.kind {
            DocumentKind::Decision(decision) => decision.words(&mut words),
            DocumentKind::Provision(provision) => provision.words(&mut words),
            DocumentKind::Checklist(checklist) => checklist.words(&mut words),
            DocumentKind::Sector(_) | DocumentKind::Page(_) => {}
            DocumentKind::Term(term) => term.words(&mut words),
        }
        words
    }

    pub fn as_decision(&self) -> Option<&Decision> {
        match &self.kind {
            DocumentKind::Decision(decision) => Some(decision),
            _ => None,
        }
    }

    pub fn as_checklist(&self) -> Option<&Checklist> {
        match &self.kind {
            DocumentKind::Checklist(checklist) => Some(checklist),
            _ => None,
        }
    }

    pub fn as_provision(&self) -> Option<&Provision> {
        match &self.kind {
            DocumentKind::Provision(provision) => Some(provision),
            _ => None,
        }
    }

    pub fn as_term(&self) -> Option<&Term> {
        match &self.kind {
            DocumentKind::Term(term) => Some(term),
            _ => None,
        }
    }

    pub fn as_sector(&self) -> Option<&Sector> {
        match &self.kind {
            DocumentKind::Sector(sector) => Some(sector),
            _ => None,
        }
    }
}

/// Reads the front matter of one document.
pub fn lower(file: &SourceFile, id: DocId, root: &Node, body: std::ops::Range<usize>, sink: &Sink) -> Option<Document> {
    let mut fields = Fields::of(root, schema::of(id.kind), file, sink)?;
    let meta = meta::lower(&mut fields, id, body);
    let kind = match meta.id.kind {
        Kind::Decision => DocumentKind::Decision(Box::new(decision::lower(&mut fields, &meta))),
        Kind::Provision => DocumentKind::Provision(provision::lower(&mut fields)),
        Kind::Checklist => DocumentKind::Checklist(checklist::lower(&mut fields)),
        Kind::Sector => DocumentKind::Sector(sector::lower(&mut fields)),
        Kind::Term => DocumentKind::Term(term::lower(&mut fields)),
        Kind::Page => DocumentKind::Page(page::lower(&mut fields)),
    };
    fields.finish();
    Some(Document { meta, kind })
}
