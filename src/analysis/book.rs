//! What the documents of a book are to each other, apart from their texts: which there are, which have a page, the law, the configuration.
//!
//! Two compilations of books that are alike in this find the same in a document that has not changed: its links, and what does not hold in it.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use rustc_hash::FxBuildHasher;

use crate::analysis::routes::Routes;
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
        }
    }

    /// Whether both are alike. Parsing gives the same act for the same text, so that identity is enough.
    pub fn is_like(&self, other: &Book) -> bool {
        let same_acts = self.acts.keys().eq(other.acts.keys())
            && self.acts.values().zip(other.acts.values()).all(|(own, act)| Arc::ptr_eq(own, act));
        same_acts
            && (self.today, &self.config) == (other.today, &other.config)
            && (&self.pages, &self.items) == (&other.pages, &other.items)
    }
}

fn items_of(document: &Document) -> Vec<ItemAddress> {
    let checklist = document.id().slug.to_string();
    let address = |item: &str| ItemAddress { checklist: checklist.clone(), item: item.to_owned() };
    document.as_checklist().map_or_else(Vec::new, |list| list.items().map(|item| address(&item.id.value)).collect())
}

/// What earlier compilations found not to hold in each document.
#[derive(Default)]
pub struct Findings {
    book: Option<Arc<Book>>,
    documents: HashMap<DocId, (Arc<Document>, Vec<Diagnostic>), FxBuildHasher>,
}

impl Findings {
    /// Reports what `look` finds in each document, which it asks only where something has changed.
    pub fn report(&mut self, book: &Arc<Book>, corpus: &Corpus, sink: &Sink, look: impl Fn(&Document, &Sink)) {
        let earlier = std::mem::take(self);
        let is_alike = earlier.book.is_some_and(|earlier| earlier.is_like(book));
        let mut known = if is_alike { earlier.documents } else { HashMap::default() };
        let find = |document: &Document| {
            let found = Sink::default();
            look(document, &found);
            found.into_vec()
        };
        for (id, document) in corpus.documents.iter_shared() {
            let found = match known.remove(id) {
                Some((own, found)) if Arc::ptr_eq(&own, document) => found,
                Some(_) | None => find(document),
            };
            sink.extend(found.iter().cloned());
            self.documents.insert(id.clone(), (document.clone(), found));
        }
        self.book = Some(book.clone());
    }
}
