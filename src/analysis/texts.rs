//! What the texts of the book say of each other: every citation, link, term and slot, resolved at its place.
//!
//! Texts are bodies and the words of front matter, originals and English twins. Each is read once; what was found in it is both the list
//! of marks that its HTML is written with and the edges of the graph.

mod links;
mod slots;
mod terms;

use std::collections::BTreeMap;
use std::ops::Range;

use rayon::prelude::*;

use crate::citation::{self, Linker, Status};
use crate::corpus::Corpus;
use crate::diag::{Code, Diagnostic, Sink};
use crate::inputs::Inputs;
use crate::model::Document;
use crate::model::checklist::ItemAddress;
use crate::model::value::{Date, DocId, Kind, Lang, ProvisionId, Words};
use crate::source::Span;
use crate::syntax::body::{self, Body, Leaf, LinkKind};
pub use slots::SlotRef;
use terms::Terms;

use super::figures::Figures;
use super::naming::ClockedNames;

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
    Words(String),
}

impl TextId {
    /// Whether it is read for citations: titles of sources quote other texts, and forms of terms are no sentences.
    pub fn is_cited(&self) -> bool {
        match &self.part {
            Part::Body => true,
            Part::Words(path) => !path.starts_with("sources.") && !path.starts_with("forms."),
        }
    }
}

/// A text that has been read.
#[derive(Clone, Debug)]
pub struct Text {
    pub body: Body,
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

/// Every text that has been read, in the order of documents, languages and parts.
#[derive(Debug, Default)]
pub struct Texts(BTreeMap<DocId, [OfLang; 2]>);

/// The texts of a document in one language.
#[derive(Debug, Default)]
struct OfLang {
    body: Option<Text>,
    words: BTreeMap<String, Text>,
}

impl Texts {
    pub fn get(&self, id: &TextId) -> Option<&Text> {
        match &id.part {
            Part::Body => self.body(&id.document, id.lang),
            Part::Words(path) => self.words(&id.document, path, id.lang),
        }
    }

    /// The body of a document, as written in a language.
    pub fn body(&self, document: &DocId, lang: Lang) -> Option<&Text> {
        self.0.get(document)?[lang as usize].body.as_ref()
    }

    /// The words at a path of a document's front matter, as written in a language.
    pub fn words(&self, document: &DocId, path: &str, lang: Lang) -> Option<&Text> {
        self.0.get(document)?[lang as usize].words.get(path)
    }

    pub fn iter(&self) -> impl Iterator<Item = (TextId, &Text)> {
        self.0.iter().flat_map(|(document, texts)| {
            Lang::ALL.into_iter().zip(texts).flat_map(move |(lang, texts)| {
                let id = move |part| TextId { document: document.clone(), lang, part };
                let body = texts.body.iter().map(move |text| (id(Part::Body), text));
                body.chain(texts.words.iter().map(move |(path, text)| (id(Part::Words(path.clone())), text)))
            })
        })
    }

    fn insert(&mut self, id: TextId, text: Text) {
        let texts = &mut self.0.entry(id.document).or_default()[id.lang as usize];
        match id.part {
            Part::Body => texts.body = Some(text),
            Part::Words(path) => {
                texts.words.insert(path, text);
            }
        }
    }
}

/// What reading a text needs to know of the book.
pub struct Reader<'a> {
    pub inputs: &'a Inputs,
    pub corpus: &'a Corpus,
    pub figures: &'a Figures,
    pub linker: &'a Linker,
    pub names: Option<&'a ClockedNames<'a>>,
    terms: Terms,
    /// The heading ids of every body, for links with an anchor.
    headings: BTreeMap<(DocId, Lang), Vec<String>>,
}

/// Reads every text of the book.
pub fn read(
    inputs: &Inputs,
    corpus: &Corpus,
    figures: &Figures,
    linker: &Linker,
    names: Option<&ClockedNames<'_>>,
    sink: &Sink,
) -> Texts {
    let scanned = scan_bodies(inputs, corpus, sink);
    let headings = scanned
        .iter()
        .map(|(id, body)| {
            ((id.document.clone(), id.lang), body.headings.iter().map(|heading| heading.id.clone()).collect())
        })
        .collect();
    let reader = Reader { inputs, corpus, figures, linker, names, terms: Terms::of(corpus), headings };
    let bodies = scanned.into_par_iter().map(|(id, body)| {
        let sink = Sink::default();
        let text = reader.body(&id, body, &sink);
        (id, text, sink.into_vec())
    });
    let words = words_of(corpus).into_par_iter().map(|(id, words)| {
        let sink = Sink::default();
        let text = reader.words(&id, words, &sink);
        (id, text, sink.into_vec())
    });
    let read: Vec<_> = bodies.chain(words).collect();
    let mut texts = Texts::default();
    for (id, text, diagnostics) in read {
        sink.extend(diagnostics);
        texts.insert(id, text);
    }
    texts
}

/// The structure of every body, originals and twins.
fn scan_bodies(inputs: &Inputs, corpus: &Corpus, sink: &Sink) -> Vec<(TextId, Body)> {
    let originals = corpus.documents.values().map(|document| {
        let id = TextId { document: document.id().clone(), lang: Lang::Fr, part: Part::Body };
        (id, document.meta.file, document.meta.body.clone())
    });
    let twins = corpus.twins.values().filter(|twin| corpus.documents.contains_key(&twin.id)).map(|twin| {
        (TextId { document: twin.id.clone(), lang: Lang::En, part: Part::Body }, twin.file, twin.body.clone())
    });
    let all: Vec<_> = originals.chain(twins).collect();
    let scanned: Vec<_> = all
        .into_par_iter()
        .filter_map(|(id, file, range)| {
            let sink = Sink::default();
            let body = body::scan(inputs.sources.get(file)?, range, &sink);
            Some((id, body, sink.into_vec()))
        })
        .collect();
    scanned
        .into_iter()
        .map(|(id, body, diagnostics)| {
            sink.extend(diagnostics);
            (id, body)
        })
        .collect()
}

/// Every text of every front matter.
fn words_of(corpus: &Corpus) -> Vec<(TextId, &Words)> {
    let originals = corpus.documents.values().flat_map(|document| {
        document.words().into_iter().map(|(path, words)| {
            (TextId { document: document.id().clone(), lang: Lang::Fr, part: Part::Words(path) }, words)
        })
    });
    let twins = corpus.twins.values().filter(|twin| corpus.documents.contains_key(&twin.id)).flat_map(|twin| {
        twin.words.iter().map(|(path, words)| {
            (TextId { document: twin.id.clone(), lang: Lang::En, part: Part::Words(path.clone()) }, words)
        })
    });
    originals.chain(twins).collect()
}

impl Reader<'_> {
    fn body(&self, id: &TextId, body: Body, sink: &Sink) -> Text {
        let Some(document) = self.corpus.documents.get(&id.document) else {
            return Text { body, marks: Vec::new(), destinations: Vec::new() };
        };
        let destinations = links::resolve(self, document, &body, id.lang, sink);
        let mut marks = self.marks(document, &body, true, sink);
        self.terms.mark_first_uses(document.id(), id.lang, &body, &mut marks);
        marks.sort_by_key(|mark| (mark.leaf, mark.range.start));
        Text { body, marks, destinations }
    }

    fn words(&self, id: &TextId, words: &Words, sink: &Sink) -> Text {
        let body = body::of_words(words);
        let Some(document) = self.corpus.documents.get(&id.document) else {
            return Text { body, marks: Vec::new(), destinations: Vec::new() };
        };
        let destinations = links::resolve(self, document, &body, id.lang, sink);
        let mut marks = self.marks(document, &body, id.is_cited(), sink);
        marks.sort_by_key(|mark| (mark.leaf, mark.range.start));
        Text { body, marks, destinations }
    }

    /// Citations, decision numbers and slots of every leaf; names under the clock are reported.
    fn marks(&self, document: &Document, body: &Body, citations: bool, sink: &Sink) -> Vec<Mark> {
        let mut marks = slots::find(self, document, body, sink);
        for (at, leaf) in body.leaves.iter().enumerate() {
            if citations {
                self.cite(document, at, leaf, &mut marks, sink);
            }
            if let Some(names) = self.names {
                names.check(leaf.shown(), |range| leaf.shown_span(range), sink);
            }
        }
        self.check_hidden_names(body, sink);
        marks
    }

    /// A name may also stand where no sentence is: in the address of a link, in a block of code.
    fn check_hidden_names(&self, body: &Body, sink: &Sink) {
        let Some(names) = self.names else { return };
        for link in body.links.iter().filter(|link| link.kind == LinkKind::External) {
            names.check_address(&link.dest, link.span, sink);
        }
        for code in &body.code {
            let text =
                self.inputs.sources.get(code.file).and_then(|file| file.text.get(code.range())).unwrap_or_default();
            let place = |found: Range<usize>| Span {
                start: code.start + found.start as u32,
                end: code.start + found.end as u32,
                ..*code
            };
            names.check(text, place, sink);
        }
    }

    fn cite(&self, document: &Document, at: usize, leaf: &Leaf, marks: &mut Vec<Mark>, sink: &Sink) {
        let context = citation_context(self.corpus, document, self.inputs.today);
        for reference in self.linker.references(&leaf.text, &context) {
            sink.extend(diagnose(&reference, leaf));
            if reference.status != Status::Linked {
                continue;
            }
            for (part, range) in reference.parts.iter().zip(link_ranges(&reference)) {
                if let Some(target) = part.targets.first() {
                    marks.push(Mark { leaf: at, range, found: Found::Link(self.target(target)) });
                }
            }
        }
    }

    fn target(&self, target: &citation::Target) -> Target {
        match target {
            citation::Target::Provision(provision) => Target::Provision(provision.clone()),
            citation::Target::Decision(slug) => Target::Document(DocId::new(Kind::Decision, slug.as_str())),
        }
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
