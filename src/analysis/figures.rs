//! The figures of a decision: fine, base, ratio, cap, share of the cap, days of revenue. `docs/figures.md` defines each.
//!
//! Exact decimals until printed. Each figure knows the places of the inputs that it rests on. Never reads rendered text.

mod appeal;
mod base;
mod cap;
mod ratio;
mod working;

use std::collections::HashMap;
use std::sync::Arc;

use rustc_hash::FxBuildHasher;

use crate::corpus::{Acts, Corpus};
use crate::model::Document;
use crate::model::act::CapRow;
use crate::model::by_id::ById;
use crate::model::decision::{Decision, Fine};
use crate::model::value::{AppealState, Date, Decimal, DecisionKind, DocId, Procedure, ProvisionId};
use crate::source::Span;
pub use appeal::{decided, is_set_aside};
pub use base::{Base, of_row as base_of_row};
pub use cap::{Cap, CapRule, WhyNoCap, maximum};
pub use ratio::Ratio;
pub use working::WorkingLine;

/// The figures of one sanctioned entity.
#[derive(Clone, Debug)]
pub struct EntityFigures {
    /// Position in [`Decision::entities`].
    pub entity: usize,
    /// Euros. None without a fine.
    pub imposed: Option<Decimal>,
    /// What stands after the appeals decided by today, in euros.
    pub standing: Option<Decimal>,
    pub appeal: AppealState,
    pub base: Option<Base>,
    /// Standing fine ÷ base.
    pub ratio: Option<Ratio>,
    pub ratio_imposed: Option<Ratio>,
    /// Standing fine ÷ each end of a base that is a range, low first.
    pub ratio_range: Option<(Ratio, Ratio)>,
    pub cap: Cap,
    /// Where the entity has several fines: each with the cap of its own legal basis.
    pub parts: Vec<FinePart>,
    pub share_of_cap: Option<Ratio>,
    /// The simplified procedure's own ceiling, in euros.
    pub procedure_ceiling: Option<Decimal>,
    /// Whole days of revenue.
    pub days: Option<Decimal>,
    pub working: Vec<WorkingLine>,
}

#[derive(Clone, Debug)]
pub struct FinePart {
    pub imposed: Decimal,
    pub basis: Vec<ProvisionId>,
    pub cap: Cap,
    pub span: Span,
}

/// The figures of every decision, by id, one row an entity.
pub type Figures = ById<Vec<EntityFigures>>;

/// What an earlier compilation computed, and from what: the law, the day and the decisions themselves.
#[derive(Default)]
pub struct Memory {
    acts: Acts,
    today: Option<Date>,
    decisions: HashMap<DocId, Known, FxBuildHasher>,
}

struct Known {
    document: Arc<Document>,
    figures: Arc<Vec<EntityFigures>>,
}

impl Memory {
    /// Whether the same decision has the same figures in another book.
    fn holds_for(&self, acts: &Acts, today: Date) -> bool {
        let mut both = self.acts.values().zip(acts.values());
        self.today == Some(today) && self.acts.keys().eq(acts.keys()) && both.all(|(own, act)| Arc::ptr_eq(own, act))
    }
}

/// Computes the figures of every decision, as they stand on `today`. Those that `memory` knows are taken over, and it comes to know these.
pub fn compute(corpus: &Corpus, today: Date, memory: &mut Memory) -> Figures {
    let caps = CapRows::of(corpus);
    let earlier = std::mem::take(memory);
    let earlier = Some(earlier).filter(|earlier| earlier.holds_for(&corpus.acts, today)).unwrap_or_default();
    let figures = |document: &Arc<Document>, decision: &Decision| {
        let known = earlier.decisions.get(document.id());
        // An edit of the text alone leaves the same decision in another document.
        let known = known
            .filter(|known| Arc::ptr_eq(&known.document, document) || known.document.as_decision() == Some(decision));
        known.map_or_else(|| Arc::new(of_decision(decision, &caps, today)), |known| known.figures.clone())
    };
    let decisions =
        corpus.documents.iter_shared().filter_map(|(_, document)| Some((document, document.as_decision()?)));
    let all: Vec<(&Arc<Document>, Arc<Vec<EntityFigures>>)> =
        decisions.map(|(document, decision)| (document, figures(document, decision))).collect();
    let known = |(document, figures): &(&Arc<Document>, Arc<Vec<EntityFigures>>)| {
        (document.id().clone(), Known { document: (*document).clone(), figures: figures.clone() })
    };
    *memory = Memory { acts: corpus.acts.clone(), today: Some(today), decisions: all.iter().map(known).collect() };
    all.into_iter().map(|(document, figures)| (document.id().clone(), figures)).collect()
}

/// The rows of every act's table of caps.
pub struct CapRows<'a> {
    acts: &'a Acts,
    rows: Vec<&'a CapRow>,
}

impl<'a> CapRows<'a> {
    pub fn of(corpus: &'a Corpus) -> CapRows<'a> {
        CapRows { acts: &corpus.acts, rows: corpus.acts.values().flat_map(|act| &act.caps).collect() }
    }

    /// The rows of one procedure in force on a day.
    fn on(&self, procedure: Procedure, day: Date) -> impl Iterator<Item = &'a CapRow> + '_ {
        self.rows.iter().copied().filter(move |row| row.procedure == procedure && row.days.contains(day))
    }
}

fn of_decision(decision: &Decision, caps: &CapRows<'_>, today: Date) -> Vec<EntityFigures> {
    (0..decision.entities.len()).map(|entity| of_entity(decision, entity, caps, today)).collect()
}

fn of_entity(decision: &Decision, entity: usize, caps: &CapRows<'_>, today: Date) -> EntityFigures {
    let fines: Vec<&Fine> = decision.fines.iter().filter(|fine| fine.entity == entity).collect();
    let imposed = (!fines.is_empty()).then(|| fines.iter().map(|fine| fine.imposed.value).sum::<Decimal>());
    let standing = imposed.map(|imposed| appeal::standing(decision, entity, imposed, today));
    let base = base::of(decision, entity);
    let is_fine = decision.kind == DecisionKind::Fine;
    let divide = |amount: Option<Decimal>| {
        let annual = base.as_ref()?.annual?;
        Some(Ratio::of(amount.filter(|_| is_fine)?, annual))
    };
    let ratio_range = base
        .as_ref()
        .and_then(|base| base.range)
        .zip(standing.filter(|_| is_fine))
        .map(|((low, high), standing)| (Ratio::of(standing, high), Ratio::of(standing, low)));
    let subject = cap::Subject { decision, entity, base: base.as_ref(), caps };
    let standing_basis = appeal::standing_basis(decision, &fines, today);
    let cap = if decision.kind == DecisionKind::PenaltySettlement {
        Cap::none(WhyNoCap::Settlement)
    } else {
        subject.cap(&standing_basis)
    };
    let parts = if fines.len() > 1 { parts(&subject, &fines) } else { Vec::new() };
    let share_of_cap = standing.zip(cap.amount).filter(|_| is_fine).map(|(standing, cap)| Ratio::of(standing, cap));
    let ratio = divide(standing);
    let mut figures = EntityFigures {
        entity,
        imposed,
        standing,
        appeal: appeal::state(decision, entity, today),
        days: ratio.as_ref().map(Ratio::days),
        ratio,
        ratio_imposed: divide(imposed),
        ratio_range,
        cap,
        parts,
        share_of_cap,
        procedure_ceiling: procedure_ceiling(decision, caps),
        working: Vec::new(),
        base,
    };
    figures.working = working::of(decision, &figures, caps.acts, today);
    figures
}

fn parts(subject: &cap::Subject<'_>, fines: &[&Fine]) -> Vec<FinePart> {
    let part = |fine: &&Fine| {
        let basis: Vec<ProvisionId> = fine.basis.iter().map(|provision| provision.value.clone()).collect();
        FinePart { imposed: fine.imposed.value, cap: subject.cap(&basis), basis, span: fine.imposed.span }
    };
    fines.iter().map(part).collect()
}

/// What a decision of the simplified procedure could impose at most (loi n° 78-17, art. 22-1), on its own day.
fn procedure_ceiling(decision: &Decision, caps: &CapRows<'_>) -> Option<Decimal> {
    let day = decision.date.as_ref()?.value;
    let simplified = decision.procedure == Procedure::Simplified;
    caps.on(Procedure::Simplified, day).map(|row| row.fixed).max().filter(|_| simplified)
}
