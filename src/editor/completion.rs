//! What may be written at a place: keys of the schema with their meaning, words of closed lists, ids, provisions, checklist items, slots.

use crate::analysis::texts::Target;
use crate::diag::Sink;
use crate::model::schema::{self, Key, Map, Shape};
use crate::model::value::{Choice, DocId, Kind};
use crate::source::SourceFile;
use crate::syntax::front_matter;
use crate::syntax::slot::SlotKind;

use super::Book;
use super::context::{self, Context};

/// One thing that may be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    pub kind: ProposalKind,
    /// What is inserted instead of the word before the cursor.
    pub text: String,
    /// One line about it, in French.
    pub detail: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProposalKind {
    Key,
    Word,
    Id,
    Slot,
}

/// What may be written at a byte of a file.
pub fn completions(book: Book<'_>, file: &SourceFile, offset: usize) -> Vec<Proposal> {
    let fences = front_matter::split(file, &Sink::default());
    if fences.yaml.contains(&offset) || offset == fences.yaml.end && fences.are_whole {
        let Some(map) = map_of(book, file) else { return Vec::new() };
        let (before, after) = (&file.text[fences.yaml.start..offset], &file.text[offset..fences.yaml.end]);
        return context::read(map, before, after)
            .map(|context| in_front_matter(book, file, &context))
            .unwrap_or_default();
    }
    if file.path.ends_with(".yml") {
        let map = if file.path.contains("/acts/") { &schema::ACT } else { &schema::SEARCH };
        let context = context::read(map, &file.text[..offset], &file.text[offset..]);
        return context.map(|context| in_front_matter(book, file, &context)).unwrap_or_default();
    }
    in_text(book, file, &file.text[fences.body.start.min(offset)..offset])
}

/// The kind of a file, from its folder.
fn map_of(book: Book<'_>, file: &SourceFile) -> Option<&'static Map> {
    let inside = file.path.strip_prefix(book.inputs.config.src.as_str())?.strip_prefix('/')?;
    let kind = inside.split('/').next().and_then(Kind::parse);
    kind.or((inside == "index.md").then_some(Kind::Page)).map(schema::of)
}

fn in_front_matter(book: Book<'_>, file: &SourceFile, context: &Context) -> Vec<Proposal> {
    match context.key {
        Some(key) => values(book, file, key),
        None => {
            let missing = context.map.keys().filter(|key| !context.present.iter().any(|name| name == key.name));
            missing
                .map(|key| Proposal {
                    kind: ProposalKind::Key,
                    text: format!("{}: ", key.name),
                    detail: key.meaning[1].to_owned(),
                })
                .collect()
        }
    }
}

fn values(book: Book<'_>, file: &SourceFile, key: &'static Key) -> Vec<Proposal> {
    let word = |text: String| Proposal { kind: ProposalKind::Word, text, detail: key.meaning[1].to_owned() };
    match context::item_shape(key.shape) {
        Shape::Choice(words) => (words.all)().into_iter().map(|text| word(text.to_owned())).collect(),
        Shape::Flag => ["true", "false"].map(|text| word(text.to_owned())).to_vec(),
        Shape::Date => vec![word(book.inputs.today.to_string())],
        Shape::Naming => ["unlimited", "never", "not-public", "2 years"].map(|text| word(text.to_owned())).to_vec(),
        Shape::Code => crate::diag::code::ALL
            .iter()
            .map(|code| Proposal {
                kind: ProposalKind::Word,
                text: code.id().to_owned(),
                detail: code.summary().to_owned(),
            })
            .collect(),
        Shape::Provision => provisions(book),
        Shape::Item => items(book),
        Shape::Id => ids_of_key(book, file, key),
        _ => Vec::new(),
    }
}

/// Articles of the acts, and the paragraphs that the book restates.
fn provisions(book: Book<'_>) -> Vec<Proposal> {
    let mut found = Vec::new();
    for act in book.analysis.corpus.acts.values().filter(|act| !act.name_only) {
        let mut last = "";
        for row in act.articles.iter().filter(|row| row.article != std::mem::replace(&mut last, &row.article)) {
            let title = row.title.as_ref().map(|title| title.fr.clone()).unwrap_or_default();
            found.push(Proposal { kind: ProposalKind::Id, text: format!("{}.{}", act.id, row.article), detail: title });
        }
    }
    found
}

fn items(book: Book<'_>) -> Vec<Proposal> {
    let lists = book.analysis.corpus.of_kind(Kind::Checklist);
    let items = lists.filter_map(|list| Some((list.id(), list.as_checklist()?)));
    let item = |id: &DocId, item: &crate::model::checklist::Item| Proposal {
        kind: ProposalKind::Id,
        text: format!("{}/{}", id.slug, item.id.value),
        detail: item.text.text.clone(),
    };
    items.flat_map(|(id, list)| list.items().map(move |one| item(id, one))).collect()
}

/// Which ids a key names, by what it is called.
fn ids_of_key(book: Book<'_>, file: &SourceFile, key: &Key) -> Vec<Proposal> {
    let kind = match key.name {
        "sector" | "sectors" | "neighbours" => Kind::Sector,
        "checklists" => Kind::Checklist,
        "act" => {
            let acts = book.analysis.corpus.acts.values().filter(|act| !act.name_only);
            return acts
                .map(|act| Proposal { kind: ProposalKind::Id, text: act.id.clone(), detail: act.title.fr.clone() })
                .collect();
        }
        "entity" => return own_ids(book, file, true),
        "source" => return own_ids(book, file, false),
        _ => return Vec::new(),
    };
    let documents = book.analysis.corpus.of_kind(kind);
    documents
        .map(|document| Proposal {
            kind: ProposalKind::Id,
            text: document.id().slug.to_string(),
            detail: document.meta.title.text.clone(),
        })
        .collect()
}

/// The entities of the file's own decision, or its sources.
fn own_ids(book: Book<'_>, file: &SourceFile, entities: bool) -> Vec<Proposal> {
    let Some(document) = book.analysis.corpus.of_file(file.id) else { return Vec::new() };
    let proposal =
        |id: &str, detail: &str| Proposal { kind: ProposalKind::Id, text: id.to_owned(), detail: detail.to_owned() };
    match document.as_decision().filter(|_| entities) {
        Some(decision) => {
            decision.entities.iter().map(|entity| proposal(&entity.id.value, &entity.label.text)).collect()
        }
        None => document.meta.sources.iter().map(|source| proposal(&source.id.value, &source.title.text)).collect(),
    }
}

/// After `[[` and inside `{{`.
fn in_text(book: Book<'_>, file: &SourceFile, before: &str) -> Vec<Proposal> {
    let line = before.rsplit('\n').next().unwrap_or(before);
    if let Some(inside) = open(line, "[[", "]]").filter(|inside| !inside.contains('|')) {
        return if inside.contains('/') { items(book) } else { documents(book).chain(items(book)).collect() };
    }
    match open(line, "{{", "}}") {
        Some(inside) if inside.contains(" of ") => {
            let decisions = documents(book).filter(|one| book.analysis.corpus.get(Kind::Decision, &one.text).is_some());
            own_ids(book, file, true).into_iter().chain(decisions).collect()
        }
        Some(_) => SlotKind::ALL.iter().map(|kind| slot(*kind)).collect(),
        None => Vec::new(),
    }
}

fn open<'a>(line: &'a str, opening: &str, closing: &str) -> Option<&'a str> {
    let (_, inside) = line.rsplit_once(opening)?;
    (!inside.contains(closing)).then_some(inside)
}

fn documents<'a>(book: Book<'a>) -> impl Iterator<Item = Proposal> + 'a {
    let proposal = |document: &crate::model::Document| Proposal {
        kind: ProposalKind::Id,
        text: document.id().slug.to_string(),
        detail: document.meta.title.text.clone(),
    };
    book.analysis.corpus.documents.values().map(proposal)
}

fn slot(kind: SlotKind) -> Proposal {
    let detail = match kind {
        SlotKind::Ratio => "part du revenu",
        SlotKind::Fine => "amende maintenue",
        SlotKind::Imposed => "amende prononcée",
        SlotKind::Base => "revenu retenu",
        SlotKind::Cap => "plafond légal",
        SlotKind::Share => "part du plafond",
        SlotKind::Name => "nom, ou libellé quand le nom ne peut plus paraître",
    };
    Proposal { kind: ProposalKind::Slot, text: kind.word().to_owned(), detail: detail.to_owned() }
}

/// The document that a target is in.
pub fn document_of(book: Book<'_>, target: &Target) -> Option<DocId> {
    let corpus = &book.analysis.corpus;
    match target {
        Target::Document(id) | Target::Anchor(id, _) => Some(id.clone()),
        Target::Item(address) => Some(corpus.item(address)?.0.id().clone()),
        Target::Provision(provision) => Some(corpus.provision_document(provision)?.id().clone()),
        Target::File(_) => None,
    }
}
