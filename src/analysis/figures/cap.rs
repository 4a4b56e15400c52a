//! The legal maximum: by the rows of `content/acts`, in force on the day whose law applied.
//!
//! Article 83(3) GDPR: several provisions broken by one conduct give one maximum, that of the gravest. Article 83(4) to (6): for an
//! undertaking the higher of a fixed amount and a percentage of its worldwide turnover of the preceding year, the undertaking being the
//! economic unit (CJEU C-807/21, C-383/23); for anyone else the fixed amount. The State cannot be fined (loi n° 78-17, art. 20).

use super::{Base, CapRows, base};
use crate::model::act::CapRow;
use crate::model::decision::{Decision, Entity};
use crate::model::value::{Choice, Decimal, EntityKind, Procedure, ProvisionId};
use crate::source::Span;

#[derive(Clone, Debug, PartialEq)]
pub struct Cap {
    /// Euros; none where no row covers the provisions, or the body cannot be fined.
    pub amount: Option<Decimal>,
    pub rule: CapRule,
    /// The provision that sets it.
    pub provision: Option<ProvisionId>,
    pub fixed: Option<Decimal>,
    pub percent: Option<Decimal>,
    /// The turnover that the percentage was taken of, in euros.
    pub percent_of: Option<Decimal>,
    /// The reason for `rule: none`.
    pub why_none: WhyNoCap,
    /// The row of the act's file.
    pub span: Option<Span>,
    /// Where the turnover stands.
    pub turnover_span: Option<Span>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CapRule {
    Fixed,
    Percent,
    /// An undertaking whose turnover is unknown: the fixed amount is a lower bound.
    AtLeast,
    None,
}

/// Why there is no cap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhyNoCap {
    /// The State cannot be fined.
    State,
    /// What a periodic penalty comes to is no fine.
    Settlement,
    /// No row of the acts covers the provisions.
    NotCovered,
}

impl Choice for CapRule {
    const ALL: &'static [CapRule] = &[CapRule::Fixed, CapRule::Percent, CapRule::AtLeast, CapRule::None];

    fn word(self) -> &'static str {
        match self {
            CapRule::Fixed => "fixed",
            CapRule::Percent => "percent",
            CapRule::AtLeast => "at-least",
            CapRule::None => "none",
        }
    }
}

impl Cap {
    /// No cap at all, and why.
    pub fn none(why_none: WhyNoCap) -> Cap {
        Cap {
            amount: None,
            rule: CapRule::None,
            provision: None,
            fixed: None,
            percent: None,
            percent_of: None,
            why_none,
            span: None,
            turnover_span: None,
        }
    }
}

/// The higher of a fixed amount and a percentage of an undertaking's turnover, in euros, and which of them it is. Where the turnover is not known
/// the fixed amount is a lower bound. Articles 83(4) to (6) GDPR. The scripts of the pages compute the same: `tests/data/caps.txt` holds both to it.
pub fn maximum(fixed: Decimal, percent: Option<Decimal>, turnover: Option<Decimal>) -> (Decimal, CapRule) {
    match (percent, turnover) {
        (None, _) => (fixed, CapRule::Fixed),
        (Some(_), None) => (fixed, CapRule::AtLeast),
        (Some(percent), Some(turnover)) => {
            let by_percent = (turnover * percent / Decimal::ONE_HUNDRED).normalize();
            if by_percent > fixed { (by_percent, CapRule::Percent) } else { (fixed, CapRule::Fixed) }
        }
    }
}

/// Whose cap it is.
pub struct Subject<'a> {
    pub decision: &'a Decision,
    pub entity: usize,
    pub base: Option<&'a Base>,
    pub caps: &'a CapRows<'a>,
}

/// What is known of the undertaking's yearly turnover.
enum Turnover {
    Known(Decimal, Span),
    Between(Decimal, Decimal, Span),
    Unknown,
}

impl Subject<'_> {
    fn entity(&self) -> &Entity {
        &self.decision.entities[self.entity]
    }

    /// The cap for the gravest of these provisions.
    pub fn cap(&self, provisions: &[ProvisionId]) -> Cap {
        if self.entity().kind == EntityKind::State {
            return Cap::none(WhyNoCap::State);
        }
        let Some(day) = self.decision.law_day() else { return Cap::none(WhyNoCap::NotCovered) };
        let covers = |row: &&CapRow| {
            row.provisions.iter().any(|covered| provisions.iter().any(|provision| covered.value.contains(provision)))
        };
        let caps = self.caps.on(Procedure::Ordinary, day).filter(covers).map(|row| self.by_row(row));
        // `max_by` would keep the last of equals; the first row of the file wins here.
        caps.reduce(|best, next| if next.amount > best.amount { next } else { best })
            .unwrap_or_else(|| Cap::none(WhyNoCap::NotCovered))
    }

    fn by_row(&self, row: &CapRow) -> Cap {
        let fixed = Cap {
            amount: Some(row.fixed),
            rule: CapRule::Fixed,
            provision: Some(row.under.clone()),
            fixed: Some(row.fixed),
            percent: row.percent,
            span: Some(row.span),
            ..Cap::none(WhyNoCap::NotCovered)
        };
        let Some(percent) = row.percent.filter(|_| self.entity().undertaking) else { return fixed };
        let higher = |turnover: Option<Decimal>| maximum(row.fixed, Some(percent), turnover);
        match self.turnover() {
            Turnover::Known(turnover, span) => {
                let (amount, rule) = higher(Some(turnover));
                Cap { amount: Some(amount), rule, percent_of: Some(turnover), turnover_span: Some(span), ..fixed }
            }
            Turnover::Between(_, high, _) if higher(Some(high)).1 == CapRule::Fixed => fixed,
            Turnover::Between(low, _, span) => {
                Cap { amount: Some(higher(Some(low)).0), rule: CapRule::AtLeast, turnover_span: Some(span), ..fixed }
            }
            Turnover::Unknown => Cap { rule: higher(None).1, ..fixed },
        }
    }

    /// The row marked `undertaking`; for a natural person, who is the whole undertaking, the base.
    fn turnover(&self) -> Turnover {
        let marked =
            self.decision.revenue.iter().find(|row| row.entity == self.entity && row.undertaking).map(base::of_row);
        let own = self.base.filter(|_| self.entity().natural_person).cloned();
        let Some(row) = marked.or(own) else { return Turnover::Unknown };
        match (row.annual, row.range) {
            (Some(annual), _) => Turnover::Known(annual, row.span),
            (None, Some((low, high))) => Turnover::Between(low, high, row.span),
            (None, None) => Turnover::Unknown,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_maximum_is_that_of_the_vectors() {
        let table = include_str!("../../../tests/data/caps.txt");
        let rows: Vec<Vec<&str>> =
            table.lines().filter(|line| !line.starts_with('#')).map(|line| line.split(" | ").collect()).collect();
        assert!(rows.len() > 15, "the table is read");
        let decimal = |text: &str| text.parse::<Decimal>().ok();
        for row in rows {
            let (amount, rule) = maximum(decimal(row[0]).expect("an amount"), decimal(row[1]), decimal(row[2]));
            assert_eq!((amount.normalize().to_string().as_str(), rule.word()), (row[3], row[4]), "{row:?}");
        }
    }
}
