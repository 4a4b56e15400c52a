//! Cases: one sanctioned body of one decision, as charts and tables compare them.

use crate::analysis::figures::{CapRule, EntityFigures};
use crate::model::decision::{Decision, Entity};
use crate::model::value::{Decimal, DecisionKind, DocId, EntityKind, Size};

/// One sanctioned body of one decision.
#[derive(Clone, Copy, Debug)]
pub struct Case<'a> {
    pub id: &'a DocId,
    pub decision: &'a Decision,
    pub entity: &'a Entity,
    pub figures: &'a EntityFigures,
}

/// By how many people work there; professionals apart, since their base is an income.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    Professional,
    Sized(Size),
}

impl Class {
    pub const ALL: [Class; 6] = [
        Class::Professional,
        Class::Sized(Size::Micro),
        Class::Sized(Size::Small),
        Class::Sized(Size::Medium),
        Class::Sized(Size::Large),
        Class::Sized(Size::Unknown),
    ];
}

/// A fine as a part of its cap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    pub value: Decimal,
    /// The cap is a lower bound, so the share is an upper one.
    pub at_most: bool,
}

impl Share {
    /// Whether it says nothing: a fine above the fixed amount has a cap that only an unknown turnover gives.
    pub fn is_unknown(&self) -> bool {
        self.at_most && self.value > Decimal::ONE
    }
}

/// The cases of decisions, with their figures, in order.
pub fn of<'a>(id: &'a DocId, decision: &'a Decision, figures: &'a [EntityFigures]) -> impl Iterator<Item = Case<'a>> {
    figures.iter().map(move |figures| Case { id, decision, entity: &decision.entities[figures.entity], figures })
}

impl Case<'_> {
    /// What it is called, the same in every build: `san-2020-014/medecin`.
    pub fn name(&self) -> String {
        format!("{}/{}", self.id.slug, self.entity.id.value)
    }

    pub fn year(&self) -> Option<i16> {
        self.decision.date.as_ref().map(|date| date.value.year())
    }

    pub fn class(&self) -> Class {
        if self.entity.kind == EntityKind::LiberalProfessional {
            return Class::Professional;
        }
        Class::Sized(self.entity.size)
    }

    /// The fine that stands, in euros; a settled periodic penalty is none.
    pub fn fine(&self) -> Option<Decimal> {
        self.figures.standing.filter(|_| self.decision.kind == DecisionKind::Fine)
    }

    /// None without a fine or a cap.
    pub fn share(&self) -> Option<Share> {
        let value = self.figures.share_of_cap?.value();
        Some(Share { value, at_most: self.figures.cap.rule == CapRule::AtLeast })
    }
}
