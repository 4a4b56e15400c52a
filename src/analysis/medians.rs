//! Medians of ratios and of shares of the cap: ratios within one nature of base, both from five cases up, never a mean.

use std::collections::BTreeMap;

use crate::analysis::cases::Share;
use crate::analysis::figures::EntityFigures;
use crate::model::value::{Decimal, Nature};

/// Fewer cases than this have no median: they are listed instead.
pub const FEWEST_CASES: usize = 5;

/// The ratios of one nature of base.
#[derive(Clone, Debug, PartialEq)]
pub struct Spread {
    pub nature: Nature,
    pub cases: usize,
    pub lowest: Decimal,
    pub highest: Decimal,
    /// None under [`FEWEST_CASES`] cases.
    pub median: Option<Decimal>,
}

/// The spread of the known ratios, a row a nature of base, most cases first.
pub fn spreads<'a>(figures: impl IntoIterator<Item = &'a EntityFigures>) -> Vec<Spread> {
    let mut by_nature: BTreeMap<Nature, Vec<Decimal>> = BTreeMap::new();
    for figures in figures {
        let nature = figures.base.as_ref().and_then(|base| base.nature);
        if let (Some(ratio), Some(nature)) = (figures.ratio, nature) {
            by_nature.entry(nature).or_default().push(ratio.value());
        }
    }
    let mut spreads: Vec<Spread> =
        by_nature.into_iter().filter_map(|(nature, ratios)| spread(nature, ratios)).collect();
    spreads.sort_by_key(|spread| std::cmp::Reverse(spread.cases));
    spreads
}

fn spread(nature: Nature, mut ratios: Vec<Decimal>) -> Option<Spread> {
    ratios.sort();
    let (lowest, highest) = (*ratios.first()?, *ratios.last()?);
    let median = (ratios.len() >= FEWEST_CASES).then(|| median(&ratios));
    Some(Spread { nature, cases: ratios.len(), lowest, highest, median })
}

/// The median of shares of the cap; none under [`FEWEST_CASES`].
///
/// A share against a cap that is only a lower bound is an upper bound: whatever it hides, the median is at most the one of these bounds. It is
/// the median itself where such bounds stand below it alone.
pub fn of_shares(shares: impl IntoIterator<Item = Share>) -> Option<Share> {
    let mut shares: Vec<Share> = shares.into_iter().collect();
    shares.sort_by_key(|share| share.value);
    if shares.len() < FEWEST_CASES {
        return None;
    }
    let values: Vec<Decimal> = shares.iter().map(|share| share.value).collect();
    let from = (shares.len() - 1) / 2;
    Some(Share { value: median(&values), at_most: shares[from..].iter().any(|share| share.at_most) })
}

/// The median of amounts; none under [`FEWEST_CASES`].
pub fn of_amounts(amounts: impl IntoIterator<Item = Decimal>) -> Option<Decimal> {
    let mut amounts: Vec<Decimal> = amounts.into_iter().collect();
    amounts.sort();
    (amounts.len() >= FEWEST_CASES).then(|| median(&amounts))
}

/// The middle of sorted values; between two, half their sum.
fn median(sorted: &[Decimal]) -> Decimal {
    let middle = sorted.len() / 2;
    if sorted.len().is_multiple_of(2) { (sorted[middle - 1] + sorted[middle]) / Decimal::TWO } else { sorted[middle] }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_cases_make_a_median_and_four_do_not() {
        let ratios = |count: i64| (1..=count).map(Decimal::from).collect::<Vec<_>>();
        let median = |count| spread(Nature::Turnover, ratios(count)).and_then(|spread| spread.median);
        assert_eq!(median(4), None);
        assert_eq!(median(5), Some(Decimal::from(3)));
        assert_eq!(median(6), Some(Decimal::new(35, 1)));
        assert_eq!(spread(Nature::Budget, Vec::new()), None);
    }

    /// Percentages of the cap; `<` stands before those that are at most so much.
    #[test]
    fn a_median_of_bounds_is_a_bound() {
        for (shares, expected) in [
            ("1 2 3 4", None),
            ("1 2 3 4 5", Some("3")),
            ("<1 2 3 4 5", Some("3")),
            ("1 2 <3 4 5", Some("<3")),
            ("1 2 3 4 <900", Some("<3")),
            ("1 2 3 4 5 6", Some("3.5")),
            ("1 <2 3 4 5 6", Some("3.5")),
            ("1 2 <3 4 5 6", Some("<3.5")),
        ] {
            let read = |word: &str| Share {
                value: word.trim_start_matches('<').parse().expect("a number"),
                at_most: word.starts_with('<'),
            };
            let median = of_shares(shares.split(' ').map(read));
            assert_eq!(median, expected.map(read), "{shares}");
        }
    }
}
