//! What stands at a place: a citation, a link, a slot, an id in a front matter, a key. From it what a reader of the text would ask: what it says, where
//! it is defined, who else speaks of it.

use crate::analysis::texts::{Found, SlotRef, Target};
use crate::diag::Sink;
use crate::model::Document;
use crate::model::checklist::ItemAddress;
use crate::model::schema;
use crate::model::value::{DocId, Kind, Lang, ProvisionId};
use crate::rename;
use crate::source::{SourceFile, Span};
use crate::syntax::front_matter;
use crate::typography;

use super::completion::document_of;
use super::{Book, holds};

/// Something at a place.
#[derive(Clone, Debug)]
pub struct Symbol {
    pub span: Span,
    pub kind: SymbolKind,
}

#[derive(Clone, Debug)]
pub enum SymbolKind {
    /// A document or something in it, or a provision.
    Target(Target),
    Slot(SlotRef),
    /// A key, by what it means.
    Key(&'static str),
}

/// What stands at a byte of a file.
pub fn symbol(book: Book<'_>, file: &SourceFile, offset: usize) -> Option<Symbol> {
    let document = book.analysis.corpus.of_file(file.id)?;
    in_texts(book, document, file, offset)
        .or_else(|| in_front_matter(document, file, offset))
        .or_else(|| key(document, file, offset))
}

fn in_texts(book: Book<'_>, document: &Document, file: &SourceFile, offset: usize) -> Option<Symbol> {
    let texts = book.analysis.texts.of(document.id())?;
    for (_, text) in texts.iter(document.id()) {
        for (link, target) in text.body.links.iter().zip(&text.destinations) {
            if let Some(target) = target.as_ref().filter(|_| holds(link.span, file, offset)) {
                return Some(Symbol { span: link.span, kind: SymbolKind::Target(target.clone()) });
            }
        }
        for mark in &text.marks {
            let span = text.body.leaves[mark.leaf].source_span(mark.range.clone());
            if holds(span, file, offset) {
                let kind = match &mark.found {
                    Found::Link(target) => SymbolKind::Target(target.clone()),
                    Found::Term(id) => SymbolKind::Target(Target::Document(id.clone())),
                    Found::Slot(slot) => SymbolKind::Slot(slot.clone()),
                };
                return Some(Symbol { span, kind });
            }
        }
    }
    None
}

fn in_front_matter(document: &Document, file: &SourceFile, offset: usize) -> Option<Symbol> {
    let named = named(document).into_iter().find(|(_, span)| holds(*span, file, offset));
    named.map(|(target, span)| Symbol { span, kind: SymbolKind::Target(target) })
}

/// What a front matter names: other documents, items, provisions.
fn named(document: &Document) -> Vec<(Target, Span)> {
    let mut found: Vec<(Target, Span)> = Vec::new();
    if let Some(decision) = document.as_decision() {
        found.extend(decision.checklist.iter().map(|item| (Target::Item(item.value.clone()), item.span)));
        let basis = decision.fines.iter().flat_map(|fine| &fine.basis);
        let breached = decision.breaches.iter().map(|breach| &breach.provision);
        let set_aside = decision.appeals.iter().flat_map(|appeal| &appeal.set_aside);
        let provisions = basis.chain(breached).chain(set_aside);
        found.extend(provisions.map(|provision| (Target::Provision(provision.value.clone()), provision.span)));
    }
    if let Some(list) = document.as_checklist() {
        let provisions = list.items().flat_map(|item| &item.provisions);
        found.extend(provisions.map(|provision| (Target::Provision(provision.value.clone()), provision.span)));
    }
    if let Some(provision) = document.as_provision() {
        found.extend(provision.related.iter().map(|other| (Target::Provision(other.value.clone()), other.span)));
    }
    let documents =
        rename::references(document).into_iter().filter(|(_, _, span)| found.iter().all(|(_, known)| known != span));
    let documents: Vec<_> =
        documents.map(|(kind, slug, span)| (Target::Document(DocId::new(kind, slug)), span)).collect();
    found.extend(documents);
    found
}

/// A key of the front matter at the beginning of its line.
fn key(document: &Document, file: &SourceFile, offset: usize) -> Option<Symbol> {
    let fences = front_matter::split(file, &Sink::default());
    if !fences.yaml.contains(&offset) {
        return None;
    }
    let start = file.text[..offset].rfind('\n').map_or(0, |at| at + 1);
    let name = file.text[start..].split(':').next()?;
    let key = schema::of(document.id().kind).key(name)?;
    (offset <= start + name.len())
        .then(|| Symbol { span: file.span(start..start + name.len()), kind: SymbolKind::Key(key.meaning[1]) })
}

/// What a symbol says, as Markdown in French.
pub fn hover(book: Book<'_>, symbol: &Symbol) -> Option<String> {
    match &symbol.kind {
        SymbolKind::Key(meaning) => Some((*meaning).to_owned()),
        SymbolKind::Slot(slot) => figures(book, &slot.decision),
        SymbolKind::Target(Target::Provision(provision)) => provision_text(book, provision),
        SymbolKind::Target(Target::Item(address)) => item_text(book, address),
        SymbolKind::Target(target) => {
            let id = document_of(book, target)?;
            let document = book.analysis.corpus.documents.get(&id)?;
            let mut text = format!("**{}**", document.meta.title.text);
            text.extend(document.meta.standfirst.iter().map(|words| format!("\n\n{}", words.text)));
            text.extend(
                figures(book, &id).filter(|_| id.kind == Kind::Decision).map(|figures| format!("\n\n{figures}")),
            );
            Some(text)
        }
    }
}

/// The figures of a decision with their working, a paragraph an entity.
fn figures(book: Book<'_>, id: &DocId) -> Option<String> {
    let decision = book.analysis.corpus.documents.get(id)?.as_decision()?;
    let figures = book.analysis.figures.get(id)?;
    let of_entity = |figures: &crate::analysis::figures::EntityFigures| {
        let label = &decision.entities[figures.entity].label.text;
        let lines = figures.working.iter().map(|line| format!("- {}", line.fr)).collect::<Vec<_>>().join("\n");
        let standing =
            figures.standing.map(|fine| typography::money(Lang::Fr, fine)).unwrap_or_else(|| "sans amende".to_owned());
        format!("{label} : {standing}\n{lines}")
    };
    Some(figures.iter().map(of_entity).collect::<Vec<_>>().join("\n\n"))
}

fn provision_text(book: Book<'_>, provision: &ProvisionId) -> Option<String> {
    let corpus = &book.analysis.corpus;
    let act = corpus.acts.get(provision.act())?;
    let mut text = format!("**{}**", act.cite(provision, Lang::Fr));
    if let Some(document) = corpus.provision_document(provision) {
        text.push_str(&format!(" · {}", document.meta.title.text));
        let article = provision.article();
        let restated = document.as_provision().map(|one| &one.paragraphs[..]).unwrap_or_default();
        let said = restated.iter().filter(|paragraph| {
            ProvisionId::parse(&format!("{article}.{}", paragraph.id.value))
                .is_none_or(|one| provision.contains(&one) || one.contains(provision))
        });
        text.extend(said.map(|paragraph| format!("\n\n{}. {}", paragraph.id.value, paragraph.text.text)));
    } else if let Some(title) = act
        .articles
        .iter()
        .find(|row| provision.levels().next() == Some(&row.article))
        .and_then(|row| row.title.as_ref())
    {
        text.push_str(&format!(" · {}", title.fr));
    }
    Some(text)
}

fn item_text(book: Book<'_>, address: &ItemAddress) -> Option<String> {
    let (list, item) = book.analysis.corpus.item(address)?;
    let mut text = format!("{}\n\n{}", list.meta.title.text, item.text.text);
    text.extend(item.proof.iter().map(|proof| format!("\n\nPreuve : {}", proof.text)));
    Some(text)
}

/// Where a symbol is defined.
pub fn definition(book: Book<'_>, symbol: &Symbol) -> Option<Span> {
    let corpus = &book.analysis.corpus;
    let target = match &symbol.kind {
        SymbolKind::Target(target) => target.clone(),
        SymbolKind::Slot(slot) => {
            let decision = corpus.documents.get(&slot.decision)?.as_decision()?;
            return decision.entities.get(slot.entity).map(|entity| entity.id.span);
        }
        SymbolKind::Key(_) => return None,
    };
    match &target {
        Target::Item(address) => corpus.item(address).map(|(_, item)| item.id.span),
        Target::Provision(provision) => match corpus.provision_document(provision) {
            Some(document) => Some(paragraph(document, provision).unwrap_or(document.meta.title.span)),
            None => corpus.acts.get(provision.act()).map(|act| act.span),
        },
        other => corpus.documents.get(&document_of(book, other)?).map(|document| document.meta.title.span),
    }
}

fn paragraph(document: &Document, provision: &ProvisionId) -> Option<Span> {
    let levels = provision.subdivision().collect::<Vec<_>>().join(".");
    let restated = &document.as_provision()?.paragraphs;
    restated.iter().find(|paragraph| paragraph.id.value == levels).map(|paragraph| paragraph.id.span)
}

/// Every place that leads to the document of a symbol, or to its article; to the file's own document where nothing stands at the place.
pub fn references(book: Book<'_>, id: &DocId) -> Vec<Span> {
    let analysis = book.analysis;
    let mut found: Vec<Span> = Vec::new();
    let article = analysis.corpus.articles.get(id);
    let passages = analysis.graph.passages_to(id).map(|(_, passage)| passage);
    let citing =
        article.into_iter().flat_map(|article| analysis.graph.passages_citing(article)).map(|(_, passage)| passage);
    for passage in passages.chain(citing) {
        let leaf = analysis.texts.get(&passage.text).and_then(|text| text.body.leaves.get(passage.leaf));
        found.extend(leaf.map(|leaf| leaf.source_span(passage.range.clone())));
    }
    for document in analysis.corpus.documents.values() {
        let here = named(document).into_iter().filter(|(target, _)| document_of(book, target).as_ref() == Some(id));
        found.extend(here.map(|(_, span)| span));
    }
    found.sort_unstable();
    found.dedup();
    found
}
