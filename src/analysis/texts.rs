//! What the texts of the book say of each other: every citation, link, term and slot, resolved at its place.
//!
//! Texts are bodies and the words of front matter, originals and English twins. Each is read once; what was found in it is both the list
//! of marks that its HTML is written with and the edges of the graph. What a text asks of the rest of the book is written down
//! ([`questions`]): while the answers are the same, so is what is found, and an earlier compilation's reading stands ([`memory`]).

mod links;
mod memory;
mod questions;
mod slots;
mod terms;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;

use crate::citation::{self, Status};
use crate::corpus::Corpus;
use crate::diag::{Code, Diagnostic, Sink};
use crate::inputs::Inputs;
use crate::model::Document;
use crate::model::by_id::ById;
use crate::model::checklist::ItemAddress;
use crate::model::twin::Twin;
use crate::model::value::{Date, DocId, Kind, Lang, ProvisionId, Words};
use crate::source::{FileId, Span};
use crate::syntax::body::{self, Body, Leaf, LinkKind};
pub use memory::Memory;
use memory::{Remembered, Vocabulary};
use questions::{Question, Reader, Reading};
pub use slots::SlotRef;

use super::book::Book;
use super::figures::Figures;
use super::naming::TypedName;
use super::rules;

/// A text of the book: the body of a document, or one of its words, in one language.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TextId {
    pub document: DocId,
    /// The language that it is written in.
    pub lang: Lang,
    pub part: Part,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    Body,
    /// By the path of [`Document::words`].
    Words(Arc<str>),
}

impl TextId {
    /// Whether it is read for citations: titles of sources quote other texts, forms of terms are no sentences, and corrections tell of mistakes.
    pub fn is_cited(&self) -> bool {
        match &self.part {
            Part::Body => true,
            Part::Words(path) => is_cited(path),
        }
    }
}

fn is_cited(path: &str) -> bool {
    !["sources.", "forms.", "corrections."].iter().any(|start| path.starts_with(start))
}

/// A text that has been read.
#[derive(Clone, Debug)]
pub struct Text {
    pub body: Arc<Body>,
    pub marks: Vec<Mark>,
    /// Where each link of `body.links` leads; none where it leads out of the book or nowhere.
    pub destinations: Vec<Option<Target>>,
}

/// Something found in a leaf of a text.
#[derive(Clone, Debug)]
pub struct Mark {
    pub leaf: usize,
    /// Bytes of the leaf's flattened text.
    pub range: Range<usize>,
    pub found: Found,
}

#[derive(Clone, Debug)]
pub enum Found {
    Link(Target),
    Term(DocId),
    Slot(SlotRef),
}

/// What a link leads to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target {
    Provision(ProvisionId),
    Document(DocId),
    /// A heading of a document.
    Anchor(DocId, String),
    Item(ItemAddress),
    /// A file of `static/`, by its path in the site: an image.
    File(String),
}

/// Every text that has been read, by document.
#[derive(Debug, Default)]
pub struct Texts(ById<DocumentTexts>);

/// The texts of a document: the French ones, then those of its English twin.
#[derive(Debug, Default)]
pub struct DocumentTexts([OfLang; 2]);

/// The texts of a document in one language.
#[derive(Debug, Default)]
struct OfLang {
    body: Option<Text>,
    /// In the order of their paths.
    words: Vec<(Arc<str>, Text)>,
}

impl Texts {
    pub fn get(&self, id: &TextId) -> Option<&Text> {
        match &id.part {
            Part::Body => self.body(&id.document, id.lang),
            Part::Words(path) => self.words(&id.document, path, id.lang),
        }
    }

    /// The texts of a document.
    pub fn of(&self, document: &DocId) -> Option<&DocumentTexts> {
        self.0.get(document)
    }

    /// The texts of a document, to keep.
    pub fn shared(&self, document: &DocId) -> Option<&Arc<DocumentTexts>> {
        self.0.shared(document)
    }

    /// The body of a document, as written in a language.
    pub fn body(&self, document: &DocId, lang: Lang) -> Option<&Text> {
        self.of(document)?.body(lang)
    }

    /// The words at a path of a document's front matter, as written in a language.
    pub fn words(&self, document: &DocId, path: &str, lang: Lang) -> Option<&Text> {
        self.of(document)?.words(path, lang)
    }

    /// Every text, in the order of documents, languages and parts.
    pub fn iter(&self) -> impl Iterator<Item = (TextId, &Text)> {
        self.0.iter().flat_map(|(document, texts)| texts.iter(document))
    }
}

impl DocumentTexts {
    pub fn body(&self, lang: Lang) -> Option<&Text> {
        self.0[lang as usize].body.as_ref()
    }

    pub fn words(&self, path: &str, lang: Lang) -> Option<&Text> {
        let words = &self.0[lang as usize].words;
        let place = words.binary_search_by(|(other, _)| (**other).cmp(path)).ok()?;
        Some(&words[place].1)
    }

    /// The texts of this document, in the order of languages and parts.
    pub fn iter<'t>(&'t self, document: &'t DocId) -> impl Iterator<Item = (TextId, &'t Text)> {
        Lang::ALL.into_iter().zip(&self.0).flat_map(move |(lang, texts)| {
            let id = move |part| TextId { document: document.clone(), lang, part };
            let body = texts.body.iter().map(move |text| (id(Part::Body), text));
            body.chain(texts.words.iter().map(move |(path, text)| (id(Part::Words(path.clone())), text)))
        })
    }
}

/// Reads every text of the book. What `memory` knows is not read again, and it comes to know what this book holds.
pub fn read(
    inputs: &Inputs,
    corpus: &Corpus,
    figures: &Figures,
    book: &Arc<Book>,
    memory: &mut Memory,
    sink: &Sink,
) -> Texts {
    let earlier = std::mem::take(memory);
    let vocabulary = Arc::new(Vocabulary::of(inputs, corpus, earlier.vocabulary()));
    let documents: Vec<Originals<'_>> = corpus
        .documents
        .iter_shared()
        .map(|(id, document)| Originals { document, twin: corpus.twins.shared(id) })
        .collect();
    let known: Vec<Option<&Remembered>> = documents.iter().map(|originals| earlier.of(*originals)).collect();
    let scanned: Vec<Arc<Scanned>> = (&documents, &known)
        .into_par_iter()
        .map(|(originals, known)| match known {
            Some(known) => known.scanned.clone(),
            None => Arc::new(scan(inputs, *originals)),
        })
        .collect();
    let reader = Reader::new(inputs, corpus, figures, &vocabulary, &scanned);
    let is_same_vocabulary = earlier.vocabulary().is_some_and(|earlier| vocabulary.reads_as(earlier));
    let new: Vec<&DocId> =
        documents.iter().zip(&known).filter(|(_, known)| known.is_none()).map(|(one, _)| one.document.id()).collect();
    let changed = earlier.is_of_book_like(book).then_some(&*new);
    let read: Vec<Arc<Read>> = (&documents, &known, &scanned)
        .into_par_iter()
        .map(|(originals, known, scanned)| {
            let still = known.filter(|known| is_same_vocabulary && reader.would_answer(&known.read.asked, changed));
            still.map_or_else(
                || Arc::new(Reading::new(&reader, originals.document).all(*originals, scanned)),
                |known| known.read.clone(),
            )
        })
        .collect();
    sink.extend(scanned.iter().flat_map(|scanned| scanned.diagnostics.iter().cloned()));
    sink.extend(read.iter().flat_map(|read| read.diagnostics.iter().cloned()));
    let texts =
        documents.iter().zip(&read).map(|(originals, read)| (originals.document.id().clone(), read.texts.clone()));
    let texts = Texts(texts.collect());
    let remembered = documents.iter().zip(scanned.iter().zip(read)).map(|(originals, (scanned, read))| Remembered {
        document: originals.document.clone(),
        twin: originals.twin.cloned(),
        scanned: scanned.clone(),
        read,
    });
    *memory = Memory::new(vocabulary.clone(), book.clone(), remembered);
    texts
}

/// A document and its English twin: what their texts are read from.
#[derive(Clone, Copy)]
struct Originals<'a> {
    document: &'a Arc<Document>,
    twin: Option<&'a Arc<Twin>>,
}

/// The structure of the bodies of a document, by language.
struct Scanned {
    bodies: [Option<Arc<Body>>; 2],
    diagnostics: Vec<Diagnostic>,
}

/// What reading the texts of a document found, and what it asked of the rest of the book.
struct Read {
    texts: Arc<DocumentTexts>,
    diagnostics: Vec<Diagnostic>,
    asked: Vec<Question>,
}

fn scan(inputs: &Inputs, originals: Originals<'_>) -> Scanned {
    let sink = Sink::default();
    let scan = |file: FileId, range: &Range<usize>| {
        Some(Arc::new(body::scan(inputs.sources.get(file)?, range.clone(), &sink)))
    };
    let meta = &originals.document.meta;
    let bodies = [scan(meta.file, &meta.body), originals.twin.and_then(|twin| scan(twin.file, &twin.body))];
    Scanned { bodies, diagnostics: sink.into_vec() }
}

impl Reading<'_> {
    /// Reads every text of a document and of its twin.
    fn all(self, originals: Originals<'_>, scanned: &Scanned) -> Read {
        let french = originals.document.words();
        let english = originals.twin.iter().flat_map(|twin| &twin.words).map(|(path, words)| (path.clone(), words));
        let [french_body, english_body] = &scanned.bodies;
        let texts = DocumentTexts([
            self.of_lang(Lang::Fr, french_body.as_ref(), french),
            self.of_lang(Lang::En, english_body.as_ref(), english.collect()),
        ]);
        let (diagnostics, asked) = self.finish();
        Read { texts: Arc::new(texts), diagnostics, asked }
    }

    fn of_lang(&self, lang: Lang, body: Option<&Arc<Body>>, words: Vec<(String, &Words)>) -> OfLang {
        let body = body.map(|body| self.body(lang, body));
        let words: BTreeMap<String, Text> = words
            .into_iter()
            .map(|(path, words)| {
                let text = self.words(lang, &path, words);
                (path, text)
            })
            .collect();
        let words: Vec<(Arc<str>, Text)> = words.into_iter().map(|(path, text)| (path.into(), text)).collect();
        rules::of_texts(self.document, lang, body.as_ref(), &words, &self.sink);
        OfLang { body, words }
    }

    fn body(&self, lang: Lang, body: &Arc<Body>) -> Text {
        let destinations = links::resolve(self, body, lang);
        let mut marks = self.marks(body, true);
        self.reader.vocabulary.terms.mark_first_uses(self.document.id(), lang, body, &mut marks);
        marks.sort_by_key(|mark| (mark.leaf, mark.range.start));
        Text { body: body.clone(), marks, destinations }
    }

    fn words(&self, lang: Lang, path: &str, words: &Words) -> Text {
        let body = body::of_words(words);
        let destinations = links::resolve(self, &body, lang);
        let mut marks = self.marks(&body, is_cited(path));
        marks.sort_by_key(|mark| (mark.leaf, mark.range.start));
        Text { body: Arc::new(body), marks, destinations }
    }

    /// Citations, decision numbers and slots of every leaf; names under the clock are reported.
    fn marks(&self, body: &Body, citations: bool) -> Vec<Mark> {
        let mut marks = slots::find(self, body);
        for (at, leaf) in body.leaves.iter().enumerate() {
            if citations {
                self.cite(at, leaf, &mut marks);
            }
            if let Some(names) = &self.reader.vocabulary.names {
                self.report_names(names.typed(leaf.shown(), |range| leaf.shown_span(range)));
            }
        }
        self.check_hidden_names(body);
        marks
    }

    /// A name may also stand where no sentence is: in the address of a link, in a block of code.
    fn check_hidden_names(&self, body: &Body) {
        let Some(names) = &self.reader.vocabulary.names else { return };
        for link in body.links.iter().filter(|link| link.kind == LinkKind::External) {
            self.report_names(names.in_address(&link.dest, link.span));
        }
        for code in &body.code {
            let text = self
                .reader
                .inputs
                .sources
                .get(code.file)
                .and_then(|file| file.text.get(code.range()))
                .unwrap_or_default();
            let place = |found: Range<usize>| Span {
                start: code.start + found.start as u32,
                end: code.start + found.end as u32,
                ..*code
            };
            self.report_names(names.typed(text, place));
        }
    }

    /// What is said of a name says where it is given.
    fn report_names(&self, found: Vec<TypedName>) {
        for TypedName { name, diagnostic } in found {
            self.name_place(name);
            self.sink.report(diagnostic);
        }
    }

    fn cite(&self, at: usize, leaf: &Leaf, marks: &mut Vec<Mark>) {
        let reader = self.reader;
        let context = citation_context(reader.corpus, self.document, reader.inputs.today);
        for reference in self.references(&leaf.text, &context) {
            self.sink.extend(diagnose(&reference, leaf));
            if reference.status != Status::Linked {
                continue;
            }
            for (part, range) in reference.parts.iter().zip(link_ranges(&reference)) {
                if let Some(target) = part.targets.first() {
                    marks.push(Mark { leaf: at, range, found: Found::Link(resolved(target)) });
                }
            }
        }
    }
}

fn resolved(target: &citation::Target) -> Target {
    match target {
        citation::Target::Provision(provision) => Target::Provision(provision.clone()),
        citation::Target::Decision(slug) => Target::Document(DocId::new(Kind::Decision, slug.as_str())),
    }
}

/// How the citations of a document are read: its day, its act, its article.
pub fn citation_context<'a>(corpus: &'a Corpus, document: &'a Document, today: Date) -> citation::Context<'a> {
    let this_article = corpus.articles.get(document.id());
    let default_act = document.meta.default_act.as_ref().map(|act| act.value.as_str());
    citation::Context {
        day: document.as_decision().and_then(|decision| decision.law_day()).unwrap_or(today),
        default_act: default_act.or(this_article.map(|article| article.act())),
        this_article,
    }
}

/// What each part's link covers: the first begins where the citation does, the last ends where it ends, so that a link reads « article 32 du
/// RGPD » and not « 32 ».
fn link_ranges(reference: &citation::Reference) -> Vec<Range<usize>> {
    let mut ranges: Vec<Range<usize>> = reference.parts.iter().map(|part| part.range.clone()).collect();
    if let Some(first) = ranges.first_mut() {
        first.start = first.start.min(reference.range.start);
    }
    if let Some(last) = ranges.last_mut() {
        last.end = last.end.max(reference.range.end);
    }
    ranges
}

/// The message for a citation that leads nowhere.
pub fn diagnose(reference: &citation::Reference, leaf: &Leaf) -> Option<Diagnostic> {
    let span = leaf.source_span(reference.range.clone());
    let written = &leaf.text[reference.range.clone()];
    match reference.status {
        Status::Linked | Status::Foreign => None,
        Status::Unresolved => Some(
            Diagnostic::new(Code::CitationUnresolved, span, format!("« {written} »: no act can be told"))
                .help("name the act next to it (« du RGPD »), or give the page a default: `act: rgpd`"),
        ),
        Status::Impossible => Some(impossible(reference, written, span)),
    }
}

fn impossible(reference: &citation::Reference, written: &str, span: Span) -> Diagnostic {
    let named: Vec<String> = reference.problems.iter().map(|problem| format!("`{}`", problem.provision)).collect();
    let mut diagnostic =
        Diagnostic::new(Code::ProvisionImpossible, span, format!("« {written} »: {} does not exist", named.join(", ")));
    for near in reference.problems.iter().filter_map(|problem| problem.nearest.as_ref()) {
        diagnostic = diagnostic.help(format!("`{near}` exists"));
    }
    diagnostic.help("correct the number; if another act is meant, name it next to the citation")
}
