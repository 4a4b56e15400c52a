//! What earlier compilations found in the texts of the book, and what shows whether it still stands.

use std::collections::HashMap;
use std::sync::Arc;

use rustc_hash::FxBuildHasher;

use crate::analysis::book::Book;
use crate::analysis::naming::ClockedNames;
use crate::citation::Linker;
use crate::corpus::Corpus;
use crate::inputs::Inputs;
use crate::model::Document;
use crate::model::twin::Twin;
use crate::model::value::{Date, DocId};

use super::terms::Terms;
use super::{Originals, Read, Scanned};

/// What reading a book's texts found, by document. It knows the documents of one book, and forgets those that the next one lacks.
#[derive(Default)]
pub struct Memory {
    vocabulary: Option<Arc<Vocabulary>>,
    book: Option<Arc<Book>>,
    documents: HashMap<DocId, Remembered, FxBuildHasher>,
}

/// What was found in the texts of these very files.
pub(super) struct Remembered {
    pub document: Arc<Document>,
    pub twin: Option<Arc<Twin>>,
    pub scanned: Arc<Scanned>,
    pub read: Arc<Read>,
}

impl Memory {
    pub(super) fn new(
        vocabulary: Arc<Vocabulary>,
        book: Arc<Book>,
        documents: impl Iterator<Item = Remembered>,
    ) -> Memory {
        let documents = documents.map(|remembered| (remembered.document.id().clone(), remembered)).collect();
        Memory { vocabulary: Some(vocabulary), book: Some(book), documents }
    }

    pub(super) fn vocabulary(&self) -> Option<&Vocabulary> {
        self.vocabulary.as_deref()
    }

    /// Whether it comes from a book with the same documents.
    pub(super) fn is_of_book_like(&self, book: &Book) -> bool {
        self.book.as_ref().is_some_and(|own| own.is_like(book))
    }

    /// What is known of these files. Parsing gives the same document for the same text, so that identity is enough.
    pub(super) fn of(&self, originals: Originals<'_>) -> Option<&Remembered> {
        let remembered = self.documents.get(originals.document.id())?;
        let same_twin = match (&remembered.twin, originals.twin) {
            (None, None) => true,
            (Some(own), Some(twin)) => Arc::ptr_eq(own, twin),
            (Some(_), None) | (None, Some(_)) => false,
        };
        (Arc::ptr_eq(&remembered.document, originals.document) && same_twin).then_some(remembered)
    }

    /// How many documents it remembers.
    pub fn len(&self) -> usize {
        self.documents.len()
    }

    pub fn is_empty(&self) -> bool {
        self.documents.is_empty()
    }
}

/// What any text is read with: a change to it may show in every text.
pub(super) struct Vocabulary {
    pub linker: Linker,
    pub terms: Arc<Terms>,
    pub names: Option<ClockedNames>,
    today: Date,
}

impl Vocabulary {
    /// The words of a book; those that an earlier one had already are taken over.
    pub fn of(inputs: &Inputs, corpus: &Corpus, earlier: Option<&Vocabulary>) -> Vocabulary {
        let numbers = corpus
            .decisions()
            .filter_map(|(document, decision)| Some((decision.number.as_ref()?.value.as_str(), &document.id().slug)));
        Vocabulary {
            linker: Linker::new(corpus.acts.values(), numbers, earlier.map(|earlier| &earlier.linker)),
            terms: Terms::of(corpus, earlier.map(|earlier| &earlier.terms)),
            names: ClockedNames::of(corpus, inputs.config.naming, earlier.and_then(|earlier| earlier.names.as_ref())),
            today: inputs.today,
        }
    }

    /// Whether any text reads the same with both, as far as what it asks is answered alike.
    pub fn reads_as(&self, other: &Vocabulary) -> bool {
        let same_names = match (&self.names, &other.names) {
            (Some(own), Some(names)) => own.finds_as(names),
            (None, None) => true,
            (Some(_), None) | (None, Some(_)) => false,
        };
        let same_terms = Arc::ptr_eq(&self.terms, &other.terms);
        same_names && same_terms && self.linker.reads_as(&other.linker) && self.today == other.today
    }
}
