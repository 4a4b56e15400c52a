//! Slots: which figure of which entity each `{{…}}` prints.

use crate::analysis::figures::EntityFigures;
use crate::diag::{Code, Diagnostic};
use crate::model::value::{Choice, DocId, Kind};
use crate::source::Span;
use crate::syntax::body::Body;
use crate::syntax::slot::{self, SlotKind, SlotOf};

use super::questions::KnownFigures;
use super::{Found, Mark, Reading};

/// A slot that has something to print.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SlotRef {
    pub kind: SlotKind,
    pub decision: DocId,
    /// Position in the decision's entities.
    pub entity: usize,
}

/// A decision that a slot is about, and its entities.
struct Subject {
    decision: DocId,
    entities: Vec<(String, KnownFigures)>,
}

/// The slots of a text. Those that are none of ours, or would leave a hole in the sentence, are reported.
pub fn find(reading: &Reading<'_>, body: &Body) -> Vec<Mark> {
    // A decision without entities could not be read, which is its own mistake.
    if reading.document.as_decision().is_some_and(|decision| decision.entities.is_empty()) {
        return Vec::new();
    }
    let mark = |slot: &crate::syntax::body::Slot| {
        let reference =
            resolve(reading, &slot.text, slot.span).map_err(|diagnostic| reading.sink.report(diagnostic)).ok()?;
        Some(Mark { leaf: slot.leaf, range: slot.range.clone(), found: Found::Slot(reference) })
    };
    body.slots.iter().filter_map(mark).collect()
}

fn resolve(reading: &Reading<'_>, written: &str, span: Span) -> Result<SlotRef, Diagnostic> {
    let inside = written.trim_start_matches("{{").trim_end_matches("}}");
    let Some((kind, of)) = slot::parse(inside) else {
        let word = inside.split_ascii_whitespace().next().unwrap_or_default();
        return Err(Diagnostic::new(Code::BadSlot, span, format!("`{written}` is no figure"))
            .nearest(word, SlotKind::ALL.iter().map(|kind| kind.word()))
            .help("slots: ratio, fine, imposed, base, cap, share, name; of another entity or decision: {{ratio of san-2020-015}}"));
    };
    let (Subject { decision, entities }, entity) = subject(reading, of, span)?;
    if entities[entity].1.contains(&kind) {
        return Ok(SlotRef { kind, decision, entity });
    }
    Err(Diagnostic::new(Code::EmptySlot, span, format!("{} has no `{}`", decision.slug, kind.word()))
        .help("write the sentence without it, and say that it is unknown, withheld or not applicable"))
}

/// The slots that have something to print for an entity.
pub(super) fn known(figures: &EntityFigures) -> KnownFigures {
    SlotKind::ALL.iter().copied().filter(|kind| is_known(*kind, figures)).collect()
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

/// The decision that a slot is about, and the place of the entity among its entities.
fn subject(reading: &Reading<'_>, of: SlotOf<'_>, span: Span) -> Result<(Subject, usize), Diagnostic> {
    let own = reading.document.id();
    match of {
        SlotOf::Own => match reading.entities(own) {
            Some(entities) => only_entity(Subject { decision: own.clone(), entities }, span),
            None => {
                Err(Diagnostic::new(Code::AmbiguousSlot, span, "this page is no decision: the slot must say which one")
                    .help("for example {{ratio of san-2020-014}}"))
            }
        },
        SlotOf::Named(id) => {
            let entities = reading.entities(own).unwrap_or_default();
            match entities.iter().position(|(entity, _)| entity == id) {
                Some(entity) => Ok((Subject { decision: own.clone(), entities }, entity)),
                None => only_entity(known_decision(reading, id, span)?, span),
            }
        }
        SlotOf::EntityOf { decision, entity } => {
            let subject = known_decision(reading, decision, span)?;
            match subject.entities.iter().position(|(other, _)| other == entity) {
                Some(at) => Ok((subject, at)),
                None => Err(Diagnostic::new(
                    Code::UnknownDocument,
                    span,
                    format!("{} has no entity `{entity}`", subject.decision.slug),
                )
                .help("name one of the ids under `entities` of that decision")),
            }
        }
    }
}

fn known_decision(reading: &Reading<'_>, slug: &str, span: Span) -> Result<Subject, Diagnostic> {
    let decision = DocId::new(Kind::Decision, slug);
    match reading.entities(&decision) {
        Some(entities) => Ok(Subject { decision, entities }),
        None => {
            let unknown =
                Diagnostic::new(Code::UnknownDocument, span, format!("no decision or entity has the id `{slug}`"));
            Err(reading.nearest_slug(unknown, slug, |id| id.kind == Kind::Decision))
        }
    }
}

fn only_entity(subject: Subject, span: Span) -> Result<(Subject, usize), Diagnostic> {
    if subject.entities.len() == 1 {
        return Ok((subject, 0));
    }
    let Subject { decision, entities } = subject;
    let ids: Vec<&str> = entities.iter().map(|(id, _)| id.as_str()).collect();
    Err(Diagnostic::new(Code::AmbiguousSlot, span, format!("{} sanctions several entities", decision.slug)).help(
        format!(
            "say which one, for example `of {}/{}`; there are: {}",
            decision.slug,
            ids.first().unwrap_or(&"…"),
            ids.join(", ")
        ),
    ))
}
