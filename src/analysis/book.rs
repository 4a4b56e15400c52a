//! What the documents of a book are to each other, apart from their texts: which there are, which have a page, the law, the configuration.
//!
//! Two compilations of books that are alike in this find the same in a document that has not changed: its links, and what does not hold in it.

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;

use crate::analysis::routes::{self, Page, Routes};
use crate::analysis::rules::{self, Spelling};
use crate::config::Config;
use crate::corpus::{Acts, Corpus};
use crate::diag::{Diagnostic, Sink};
use crate::inputs::Inputs;
use crate::model::Document;
use crate::model::checklist::ItemAddress;
use crate::model::value::{Date, DocId, Kind};

pub struct Book {
    today: Date,
    config: Config,
    acts: Acts,
    /// Every document, in the order of ids, and whether it has a page.
    pub pages: Vec<(DocId, bool)>,
    /// The items of every checklist.
    items: BTreeSet<ItemAddress>,
    /// The site's own pages, some of which follow from the decisions.
    own_pages: Vec<Page>,
    /// What documents say of their addresses: `slug-en` and aliases, where they say anything.
    addresses: Vec<(DocId, Option<String>, Vec<String>)>,
}

impl Book {
    pub fn of(corpus: &Corpus, routes: &Routes, inputs: &Inputs) -> Book {
        let items = corpus.of_kind(Kind::Checklist).flat_map(items_of);
        Book {
            today: inputs.today,
            config: inputs.config.clone(),
            acts: corpus.acts.clone(),
            pages: corpus.documents.iter().map(|(id, document)| (id.clone(), routes.is_built(document))).collect(),
            items: items.collect(),
            own_pages: routes::own_pages(corpus, routes),
            addresses: corpus.documents.values().filter_map(addresses_of).collect(),
        }
    }

    /// Whether both are alike. Parsing gives the same act for the same text, so that identity is enough.
    pub fn is_like(&self, other: &Book) -> bool {
        let same_acts = self.acts.keys().eq(other.acts.keys())
            && self.acts.values().zip(other.acts.values()).all(|(own, act)| Arc::ptr_eq(own, act));
        same_acts
            && (self.today, &self.config) == (other.today, &other.config)
            && (&self.pages, &self.items) == (&other.pages, &other.items)
            && (&self.own_pages, &self.addresses) == (&other.own_pages, &other.addresses)
    }
}

fn addresses_of(document: &Document) -> Option<(DocId, Option<String>, Vec<String>)> {
    let slug = document.meta.slug_en.as_ref().map(|slug| slug.value.clone());
    let aliases: Vec<String> = document.meta.aliases.iter().map(|alias| alias.value.clone()).collect();
    (slug.is_some() || !aliases.is_empty()).then(|| (document.id().clone(), slug, aliases))
}

fn items_of(document: &Document) -> Vec<ItemAddress> {
    let checklist = document.id().slug.to_string();
    let address = |item: &str| ItemAddress { checklist: checklist.clone(), item: item.to_owned() };
    document.as_checklist().map_or_else(Vec::new, |list| list.items().map(|item| address(&item.id.value)).collect())
}

/// What earlier compilations found not to hold.
#[derive(Default)]
pub struct Findings {
    book: Option<Arc<Book>>,
    /// In the order of ids.
    documents: Vec<(Arc<Document>, Arc<Found>)>,
    /// Whether no address was claimed twice.
    addresses_hold: bool,
}

/// What was found in one document by itself.
#[derive(Default)]
struct Found {
    diagnostics: Vec<Diagnostic>,
    spellings: Vec<Spelling>,
}

impl Findings {
    /// Reports what `look` finds in each document, which it asks only where something has changed, and what documents say differently of one thing.
    pub fn report(
        &mut self,
        book: &Arc<Book>,
        corpus: &Corpus,
        routes: &Routes,
        sink: &Sink,
        look: impl Fn(&Document, &Sink) + Sync,
    ) {
        let earlier = std::mem::take(self);
        let is_alike = earlier.book.is_some_and(|earlier| earlier.is_like(book));
        let known = if is_alike { earlier.documents } else { Vec::new() };
        let documents: Vec<&Arc<Document>> = corpus.documents.iter_shared().map(|(_, document)| document).collect();
        let found = |(at, document): (usize, &&Arc<Document>)| match known.get(at) {
            // In a book that is alike the same documents stand in the same order.
            Some((own, found)) if Arc::ptr_eq(own, document) => ((*document).clone(), found.clone()),
            Some(_) | None => ((*document).clone(), Arc::new(found_in(document, &look))),
        };
        self.documents = documents.par_iter().enumerate().map(found).collect();
        for (_, found) in &self.documents {
            sink.extend(found.diagnostics.iter().cloned());
        }
        rules::spelled_alike(self.documents.iter().flat_map(|(_, found)| &found.spellings), sink);
        self.addresses_hold = is_alike && earlier.addresses_hold || routes::check(corpus, routes, sink);
        self.book = Some(book.clone());
    }
}

fn found_in(document: &Document, look: impl Fn(&Document, &Sink)) -> Found {
    let sink = Sink::default();
    look(document, &sink);
    let spellings = document.as_decision().map(rules::spellings).unwrap_or_default();
    Found { diagnostics: sink.into_vec(), spellings }
}
