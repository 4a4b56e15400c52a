//! Until when a body may be named: what the operative part of its decision says.

use jiff::ToSpan;

use crate::diag::{Code, Diagnostic, Sink};
use crate::model::fields;
use crate::model::value::Date;
use crate::syntax::yaml::Node;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Naming {
    Unlimited,
    Never,
    /// The decision itself was never published.
    NotPublic,
    /// So many months from publication.
    Months(i32),
    Until(Date),
}

/// The last day on which the name may appear.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NamedUntil {
    Always,
    Never,
    Day(Date),
}

impl NamedUntil {
    /// Up to and including its day, a name may appear; from the next day on it may not.
    pub fn allows(self, today: Date) -> bool {
        match self {
            NamedUntil::Always => true,
            NamedUntil::Never => false,
            NamedUntil::Day(last) => today <= last,
        }
    }
}

impl Naming {
    /// Counted from the day of publication, else of the decision. Without either, nothing may be named.
    pub fn until(self, public_from: Option<Date>) -> NamedUntil {
        match self {
            Naming::Unlimited => NamedUntil::Always,
            Naming::Never | Naming::NotPublic => NamedUntil::Never,
            Naming::Until(day) => NamedUntil::Day(day),
            Naming::Months(months) => match public_from.and_then(|day| day.checked_add(months.months()).ok()) {
                Some(day) => NamedUntil::Day(day),
                None => NamedUntil::Never,
            },
        }
    }
}

pub fn lower(node: &Node, sink: &Sink) -> Option<Naming> {
    let text = fields::text(node, sink)?;
    match text.as_str() {
        "unlimited" => return Some(Naming::Unlimited),
        "never" => return Some(Naming::Never),
        "not-public" => return Some(Naming::NotPublic),
        _ => {}
    }
    if let Some(months) = months(&text) {
        return Some(Naming::Months(months));
    }
    if text.starts_with(|c: char| c.is_ascii_digit()) && text.contains('-') {
        return fields::date(node, sink).map(|date| Naming::Until(date.value));
    }
    sink.report(
        Diagnostic::new(Code::BadValue, node.span, format!("`{text}` does not say until when the body may be named"))
            .nearest(&text, ["unlimited", "never", "not-public", "2 years"])
            .help("allowed: unlimited, never, not-public, a time from publication such as `2 years`, or a date"),
    );
    None
}

/// `2 years`, `1 year`, `18 months`.
fn months(text: &str) -> Option<i32> {
    let (count, unit) = text.split_once(' ')?;
    let count: i32 = count.parse().ok().filter(|count| (1..=1200).contains(count))?;
    match unit {
        "year" | "years" => Some(count * 12),
        "month" | "months" => Some(count),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_runs_from_publication_and_includes_its_last_day() {
        let day = |text: &str| -> Date { text.parse().expect("a date") };
        let until = Naming::Months(24).until(Some(day("2022-04-21")));
        assert_eq!(until, NamedUntil::Day(day("2024-04-21")));
        assert!(until.allows(day("2024-04-21")) && !until.allows(day("2024-04-22")));
        assert_eq!(Naming::Months(12).until(Some(day("2024-02-29"))), NamedUntil::Day(day("2025-02-28")));
        assert_eq!(Naming::Months(24).until(None), NamedUntil::Never);
    }
}
