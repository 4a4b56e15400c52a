//! Slots: which figure of which entity each `{{…}}` prints.

use crate::analysis::figures::EntityFigures;
use crate::diag::{Code, Diagnostic, Sink};
use crate::model::Document;
use crate::model::value::{Choice, DocId, Kind};
use crate::source::Span;
use crate::syntax::body::Body;
use crate::syntax::slot::{self, SlotKind, SlotOf};

use super::{Found, Mark, Reader};

/// A slot that has something to print.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SlotRef {
    pub kind: SlotKind,
    pub decision: DocId,
    /// Position in the decision's entities.
    pub entity: usize,
}

/// The slots of a text. Those that are none of ours, or would leave a hole in the sentence, are reported.
pub fn find(reader: &Reader<'_>, document: &Document, body: &Body, sink: &Sink) -> Vec<Mark> {
    // A decision without entities could not be read, which is its own mistake.
    if document.as_decision().is_some_and(|decision| decision.entities.is_empty()) {
        return Vec::new();
    }
    let mark = |slot: &crate::syntax::body::Slot| {
        let reference =
            resolve(reader, document, &slot.text, slot.span).map_err(|diagnostic| sink.report(diagnostic)).ok()?;
        Some(Mark { leaf: slot.leaf, range: slot.range.clone(), found: Found::Slot(reference) })
    };
    body.slots.iter().filter_map(mark).collect()
}

fn resolve(reader: &Reader<'_>, document: &Document, written: &str, span: Span) -> Result<SlotRef, Diagnostic> {
    let inside = written.trim_start_matches("{{").trim_end_matches("}}");
    let Some((kind, of)) = slot::parse(inside) else {
        let word = inside.split_ascii_whitespace().next().unwrap_or_default();
        return Err(Diagnostic::new(Code::BadSlot, span, format!("`{written}` is no figure"))
            .nearest(word, SlotKind::ALL.iter().map(|kind| kind.word()))
            .help("slots: ratio, fine, imposed, base, cap, share, name; of another entity or decision: {{ratio of san-2020-015}}"));
    };
    let (decision, entity) = subject(reader, document, of, span)?;
    let figures = reader.figures.get(&decision).and_then(|rows| rows.get(entity));
    match figures {
        Some(figures) if is_known(kind, figures) => Ok(SlotRef { kind, decision, entity }),
        _ => Err(Diagnostic::new(Code::EmptySlot, span, format!("{} has no `{}`", decision.slug, kind.word()))
            .help("write the sentence without it, and say that it is unknown, withheld or not applicable")),
    }
}

fn is_known(kind: SlotKind, figures: &EntityFigures) -> bool {
    match kind {
        SlotKind::Ratio => figures.ratio.is_some(),
        SlotKind::Fine => figures.standing.is_some(),
        SlotKind::Imposed => figures.imposed.is_some(),
        SlotKind::Base => figures.base.as_ref().is_some_and(|base| base.annual.is_some() || base.range.is_some()),
        SlotKind::Cap => figures.cap.amount.is_some(),
        SlotKind::Share => figures.share_of_cap.is_some(),
        SlotKind::Name => true,
    }
}

fn subject(reader: &Reader<'_>, document: &Document, of: SlotOf<'_>, span: Span) -> Result<(DocId, usize), Diagnostic> {
    let own = document.as_decision();
    match of {
        SlotOf::Own => match own {
            Some(_) => only_entity(reader, document.id(), span),
            None => {
                Err(Diagnostic::new(Code::AmbiguousSlot, span, "this page is no decision: the slot must say which one")
                    .help("for example {{ratio of san-2020-014}}"))
            }
        },
        SlotOf::Named(id) => match own.and_then(|own| own.entity(id)) {
            Some(entity) => Ok((document.id().clone(), entity)),
            None => {
                let decision = known_decision(reader, id, span)?;
                only_entity(reader, &decision, span)
            }
        },
        SlotOf::EntityOf { decision, entity } => {
            let decision = known_decision(reader, decision, span)?;
            let entities = reader.corpus.documents.get(&decision).and_then(Document::as_decision);
            match entities.and_then(|decision| decision.entity(entity)) {
                Some(at) => Ok((decision, at)),
                None => Err(Diagnostic::new(
                    Code::UnknownDocument,
                    span,
                    format!("{} has no entity `{entity}`", decision.slug),
                )
                .help("name one of the ids under `entities` of that decision")),
            }
        }
    }
}

fn known_decision(reader: &Reader<'_>, slug: &str, span: Span) -> Result<DocId, Diagnostic> {
    let id = DocId::new(Kind::Decision, slug);
    if reader.corpus.documents.contains_key(&id) {
        return Ok(id);
    }
    let decisions = reader.corpus.documents.keys().filter(|id| id.kind == Kind::Decision).map(|id| &*id.slug);
    Err(Diagnostic::new(Code::UnknownDocument, span, format!("no decision or entity has the id `{slug}`"))
        .nearest(slug, decisions))
}

fn only_entity(reader: &Reader<'_>, decision: &DocId, span: Span) -> Result<(DocId, usize), Diagnostic> {
    let entities =
        reader.corpus.documents.get(decision).and_then(Document::as_decision).map_or(&[][..], |d| &d.entities);
    match entities {
        [_] => Ok((decision.clone(), 0)),
        _ => {
            let ids: Vec<&str> = entities.iter().map(|entity| entity.id.value.as_str()).collect();
            Err(Diagnostic::new(Code::AmbiguousSlot, span, format!("{} sanctions several entities", decision.slug))
                .help(format!(
                    "say which one, for example `of {}/{}`; there are: {}",
                    decision.slug,
                    ids.first().unwrap_or(&"…"),
                    ids.join(", ")
                )))
        }
    }
}
