//! What reading a text asks of the rest of the book, written down with the answers: does this id exist, which headings has that page, is
//! that figure known. Everything else that reading depends on is the text's own file and the [`Vocabulary`].

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::sync::OnceLock;

use crate::analysis::figures::Figures;
use crate::citation::{Context, Reference};
use crate::corpus::Corpus;
use crate::diag::{Diagnostic, Sink};
use crate::inputs::Inputs;
use crate::model::Document;
use crate::model::checklist::ItemAddress;
use crate::model::provision::WHOLE;
use crate::model::value::{Choice, DocId, Kind, Lang};
use crate::source::Span;
use crate::syntax::slot::SlotKind;

use super::memory::Vocabulary;
use super::{Scanned, slots};

/// A question, and what the answer was.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Question {
    /// The document of a bare id.
    Find(String, Option<DocId>),
    /// Whether there is such an item.
    Item(ItemAddress, bool),
    /// The document of a file.
    File(String, Option<DocId>),
    /// Whether there is such a file in `static/`.
    Static(String, bool),
    /// The decision with an official number.
    Number(String, Option<DocId>),
    /// What a link to a page may name.
    Anchors(DocId, Lang, Vec<String>),
    /// The entities of a decision, with the figures that each has; none where there is no such decision.
    Entities(DocId, Option<Vec<(String, KnownFigures)>>),
    /// Where a name under the clock is given.
    NamePlace(usize, Option<Span>),
    /// The ids of all documents and the names of all static files: what « did you mean » chooses from.
    Names(blake3::Hash),
}

impl Question {
    /// Whether the answer may be another one in a book with the same documents and items, of which these have changed.
    fn is_open(&self, changed: &[&DocId]) -> bool {
        match self {
            Question::Find(..) | Question::Item(..) => false,
            Question::Anchors(id, ..) | Question::Entities(id, _) => changed.contains(&id),
            Question::File(..)
            | Question::Static(..)
            | Question::Number(..)
            | Question::NamePlace(..)
            | Question::Names(_) => true,
        }
    }
}

/// The slots that have something to print.
pub(super) type KnownFigures = Vec<SlotKind>;

/// The book as texts ask about it.
pub(super) struct Reader<'a> {
    pub inputs: &'a Inputs,
    pub corpus: &'a Corpus,
    pub vocabulary: &'a Vocabulary,
    figures: &'a Figures,
    /// In the order of the documents.
    scanned: &'a [std::sync::Arc<Scanned>],
    names: OnceLock<blake3::Hash>,
}

impl<'a> Reader<'a> {
    pub fn new(
        inputs: &'a Inputs,
        corpus: &'a Corpus,
        figures: &'a Figures,
        vocabulary: &'a Vocabulary,
        scanned: &'a [std::sync::Arc<Scanned>],
    ) -> Reader<'a> {
        Reader { inputs, corpus, vocabulary, figures, scanned, names: OnceLock::new() }
    }

    /// Whether each question would still be answered so. `changed` are the documents that are new or changed in a book that is otherwise like the
    /// earlier one: what was asked about others needs no asking.
    pub fn would_answer(&self, asked: &[Question], changed: Option<&[&DocId]>) -> bool {
        let open = |question: &&Question| changed.is_none_or(|changed| question.is_open(changed));
        asked.iter().filter(open).all(|question| match question {
            Question::Find(id, found) => self.find(id) == found.as_ref(),
            Question::Item(address, exists) => self.corpus.item(address).is_some() == *exists,
            Question::File(path, found) => self.of_file(path) == found.as_ref(),
            Question::Static(path, exists) => self.inputs.statics.contains_key(path) == *exists,
            Question::Number(number, found) => self.number(number) == *found,
            Question::Anchors(id, lang, anchors) => self.anchors(id, *lang) == *anchors,
            Question::Entities(id, entities) => self.entities(id) == *entities,
            Question::NamePlace(name, place) => self.name_place(*name) == *place,
            Question::Names(names) => self.all_names() == *names,
        })
    }

    fn find(&self, id: &str) -> Option<&DocId> {
        self.corpus.find(id).map(Document::id)
    }

    fn of_file(&self, path: &str) -> Option<&DocId> {
        let file = self.inputs.sources.by_path(path)?;
        self.corpus.of_file(file.id).map(Document::id)
    }

    fn number(&self, number: &str) -> Option<DocId> {
        self.vocabulary.linker.decision(number).map(|slug| DocId::new(Kind::Decision, slug.clone()))
    }

    /// The headings of a page in a language, then the French ones, then the anchors that its kind of page has besides.
    fn anchors(&self, id: &DocId, lang: Lang) -> Vec<String> {
        let Some(document) = self.corpus.documents.get(id) else { return Vec::new() };
        let bodies = self.corpus.documents.place(id).map(|place| &self.scanned[place].bodies);
        let headings = [lang, Lang::Fr].into_iter().filter_map(|lang| bodies?[lang as usize].as_ref());
        let headings = headings.flat_map(|body| body.headings.iter().map(|heading| heading.id.clone()));
        headings.chain(page_anchors(document)).collect()
    }

    fn entities(&self, id: &DocId) -> Option<Vec<(String, KnownFigures)>> {
        let decision = self.corpus.documents.get(id)?.as_decision()?;
        let figures = self.figures.get(id).map_or(&[][..], Vec::as_slice);
        let known = |at: usize| figures.get(at).map(slots::known).unwrap_or_default();
        Some(decision.entities.iter().enumerate().map(|(at, entity)| (entity.id.value.clone(), known(at))).collect())
    }

    fn name_place(&self, name: usize) -> Option<Span> {
        self.vocabulary.names.as_ref()?.place(name)
    }

    fn all_names(&self) -> blake3::Hash {
        *self.names.get_or_init(|| {
            let mut hasher = blake3::Hasher::new();
            let ids = self.corpus.documents.keys().flat_map(|id| [id.kind.word(), &*id.slug]);
            for name in ids.chain(self.inputs.statics.keys().map(String::as_str)) {
                hasher.update(name.as_bytes());
                hasher.update(b"\n");
            }
            hasher.finalize()
        })
    }
}

/// The anchors that a page has besides its headings: items, paragraphs.
fn page_anchors(document: &Document) -> Vec<String> {
    match document.id().kind {
        Kind::Checklist => document.as_checklist().map(|list| list.items().map(|item| item.id.value.clone()).collect()),
        Kind::Provision => document.as_provision().map(|provision| {
            let anchor = |id: &str| format!("p{}", id.to_lowercase().replace('.', "-"));
            let paragraphs = provision.paragraphs.iter().map(|paragraph| anchor(&paragraph.id.value));
            provision.text.iter().map(|_| WHOLE.to_owned()).chain(paragraphs).collect()
        }),
        Kind::Decision | Kind::Sector | Kind::Term | Kind::Page => None,
    }
    .unwrap_or_default()
}

/// The texts of one document being read. Whoever reads asks here, and nowhere else, about other documents.
pub(super) struct Reading<'a> {
    pub reader: &'a Reader<'a>,
    pub document: &'a Document,
    pub sink: Sink,
    asked: RefCell<Vec<Question>>,
}

impl<'a> Reading<'a> {
    pub fn new(reader: &'a Reader<'a>, document: &'a Document) -> Reading<'a> {
        Reading { reader, document, sink: Sink::default(), asked: RefCell::default() }
    }

    /// What there is to say, and what was asked.
    pub fn finish(self) -> (Vec<Diagnostic>, Vec<Question>) {
        (self.sink.into_vec(), self.asked.into_inner())
    }

    fn note(&self, question: Question) {
        let mut asked = self.asked.borrow_mut();
        if !asked.contains(&question) {
            asked.push(question);
        }
    }

    /// The document that a bare id names.
    pub fn find(&self, id: &str) -> Option<&'a DocId> {
        let found = self.reader.find(id);
        self.note(Question::Find(id.to_owned(), found.cloned()));
        found
    }

    pub fn has_item(&self, address: &ItemAddress) -> bool {
        let exists = self.reader.corpus.item(address).is_some();
        self.note(Question::Item(address.clone(), exists));
        exists
    }

    /// The document that the file at a path from the root is, or is the English text of.
    pub fn of_file(&self, path: &str) -> Option<&'a DocId> {
        let found = self.reader.of_file(path);
        self.note(Question::File(path.to_owned(), found.cloned()));
        found
    }

    /// Whether there is a file in `static/` at a path.
    pub fn has_static(&self, path: &str) -> bool {
        let exists = self.reader.inputs.statics.contains_key(path);
        self.note(Question::Static(path.to_owned(), exists));
        exists
    }

    /// What a link to a page may name.
    pub fn anchors(&self, id: &DocId, lang: Lang) -> Vec<String> {
        let anchors = self.reader.anchors(id, lang);
        self.note(Question::Anchors(id.clone(), lang, anchors.clone()));
        anchors
    }

    /// The entities of a decision, and the figures that each has; none where there is no such decision.
    pub fn entities(&self, id: &DocId) -> Option<Vec<(String, KnownFigures)>> {
        let entities = self.reader.entities(id);
        self.note(Question::Entities(id.clone(), entities.clone()));
        entities
    }

    pub fn name_place(&self, name: usize) {
        self.note(Question::NamePlace(name, self.reader.name_place(name)));
    }

    /// The references of a paragraph.
    pub fn references(&self, paragraph: &str, context: &Context<'_>) -> Vec<Reference> {
        let mut numbers = Vec::new();
        let references = self.reader.vocabulary.linker.references_asking(paragraph, context, &mut numbers);
        for number in BTreeSet::from_iter(numbers) {
            let found = self.reader.number(&number);
            self.note(Question::Number(number, found));
        }
        references
    }

    /// Adds « did you mean » to a diagnostic, from the slugs of the documents that `keep` lets through.
    pub fn nearest_slug(&self, diagnostic: Diagnostic, written: &str, keep: impl Fn(&DocId) -> bool) -> Diagnostic {
        self.note(Question::Names(self.reader.all_names()));
        let slugs = self.reader.corpus.documents.keys().filter(|id| keep(id)).map(|id| &*id.slug);
        diagnostic.nearest(written, slugs)
    }

    /// The same, from the files of `static/`.
    pub fn nearest_static(&self, diagnostic: Diagnostic, written: &str) -> Diagnostic {
        self.note(Question::Names(self.reader.all_names()));
        diagnostic.nearest(written, self.reader.inputs.statics.keys().map(String::as_str))
    }
}
