//! The revenue that a fine is measured against.

use crate::model::decision::{Decision, ForeignAmount, Revenue, RevenueAmount};
use crate::model::value::{BaseStatus, Decimal, Nature, Perimeter, Period};
use crate::source::Span;

/// One row of `revenue`, brought to a year. Withheld, inapplicable and a range have no `annual`; unknown has no base at all.
#[derive(Clone, Debug, PartialEq)]
pub struct Base {
    /// Euros a year.
    pub annual: Option<Decimal>,
    /// Euros a year, low and high.
    pub range: Option<(Decimal, Decimal)>,
    pub year: Option<u16>,
    pub nature: Option<Nature>,
    pub perimeter: Option<Perimeter>,
    pub status: BaseStatus,
    /// Whether we multiplied a month by twelve.
    pub annualised: bool,
    pub about: bool,
    /// Whether the row was chosen among several with an amount, for the working.
    pub is_chosen: bool,
    /// Euros for the row's own period, for the working.
    pub written: Option<Decimal>,
    pub foreign: Option<ForeignAmount>,
    pub source: Option<String>,
    pub span: Span,
}

const MONTHS: i64 = 12;

/// The row that the ratio of an entity divides by: the marked one, else the one with an amount, else the one that says why there is none.
pub fn of(decision: &Decision, entity: usize) -> Option<Base> {
    let rows: Vec<&Revenue> = decision.revenue.iter().filter(|row| row.entity == entity).collect();
    let marked = rows.iter().find(|row| row.base);
    let with_amount = rows.iter().find(|row| row.amount != RevenueAmount::None);
    let is_chosen = rows.iter().filter(|row| row.amount != RevenueAmount::None).count() > 1;
    marked.or(with_amount).or(rows.first()).map(|row| Base { is_chosen, ..of_row(row) })
}

/// Brings a row to a year: a monthly amount × 12, exact, without trailing zeros.
pub fn of_row(row: &Revenue) -> Base {
    let times = if row.period == Period::Month { Decimal::from(MONTHS) } else { Decimal::ONE };
    let yearly = |amount: Decimal| (amount * times).normalize();
    let (annual, range, written, foreign, span) = match &row.amount {
        RevenueAmount::Exact { euros, written, span } => {
            (Some(yearly(*euros)), None, Some(*euros), written.clone(), *span)
        }
        RevenueAmount::Range { low, high, span } => (None, Some((yearly(*low), yearly(*high))), None, None, *span),
        RevenueAmount::None => (None, None, None, None, row.span),
    };
    Base {
        annual,
        range,
        year: row.year,
        nature: row.nature,
        perimeter: row.perimeter,
        status: row.status,
        annualised: row.period == Period::Month && row.amount != RevenueAmount::None,
        about: row.about,
        is_chosen: false,
        written,
        foreign,
        source: row.source.as_ref().map(|source| source.value.clone()),
        span,
    }
}
