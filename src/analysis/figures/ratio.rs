//! A ratio of two amounts, exact: it is divided once, when it is printed.

use std::cmp::Ordering;

use crate::model::value::Decimal;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ratio {
    pub numerator: Decimal,
    pub denominator: Decimal,
}

/// The days of a year, for « days of revenue ».
const DAYS: i64 = 365;

impl Ratio {
    /// `denominator` is an amount of money above zero.
    pub fn of(numerator: Decimal, denominator: Decimal) -> Ratio {
        Ratio { numerator, denominator }
    }

    /// With 10 decimals, rounded half to even: what the data files print.
    pub fn ten_decimals(&self) -> Decimal {
        quotient(self.numerator, self.denominator, 10)
    }

    /// As near as a decimal of 28 digits comes: what pages round from, once.
    pub fn value(&self) -> Decimal {
        self.numerator.checked_div(self.denominator).unwrap_or_default()
    }

    /// Whole days of revenue: the exact ratio × 365, half to even.
    pub fn days(&self) -> Decimal {
        quotient(self.numerator * Decimal::from(DAYS), self.denominator, 0)
    }
}

impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Ratio) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Ratio {
    fn cmp(&self, other: &Ratio) -> Ordering {
        self.value().cmp(&other.value())
    }
}

/// `a ÷ b` with so many decimals, rounded half to even from the exact quotient: no intermediate rounding.
fn quotient(a: Decimal, b: Decimal, decimals: u32) -> Decimal {
    let exact = || {
        let scale = a.scale().max(b.scale());
        let whole = |x: Decimal| x.mantissa().checked_mul(10_i128.checked_pow(scale - x.scale())?);
        let (a, b) = (whole(a)?.checked_mul(10_i128.checked_pow(decimals)?)?, whole(b)?);
        let (floor, rest) = (a.checked_div(b)?, a.checked_rem(b)?);
        let round_up = match rest.checked_mul(2)?.cmp(&b) {
            Ordering::Less => false,
            Ordering::Equal => floor % 2 != 0,
            Ordering::Greater => true,
        };
        Decimal::try_from_i128_with_scale(floor + i128::from(round_up), decimals).ok()
    };
    // Amounts have 17 digits at the most, so the exact way always fits; the other one is there for absurd rates.
    exact().unwrap_or_else(|| {
        let mut rounded = a.checked_div(b).unwrap_or_default().round_dp(decimals);
        rounded.rescale(decimals);
        rounded
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ten(a: &str, b: &str) -> String {
        let parse = |text: &str| text.parse().expect("a decimal");
        Ratio::of(parse(a), parse(b)).ten_decimals().to_string()
    }

    #[test]
    fn the_public_vectors_hold() {
        // Decisions with a public money base: fine, base, ratio.
        let vectors = [
            ("2500", "97000", "0.0257731959"),
            ("3000", "97000", "0.0309278351"),
            ("6000", "96000", "0.0625000000"),
            ("400000", "43000000", "0.0093023256"),
            ("500000", "27647300", "0.0180849486"),
            ("500000", "20000000", "0.0250000000"),
            ("1750000", "9300000000", "0.0001881720"),
            ("1500000", "16300000", "0.0920245399"),
            ("1500000", "18800000", "0.0797872340"),
            ("40000000", "1900000000", "0.0210526316"),
            ("600000", "1851312842", "0.0003240943"),
            ("32000000", "1135000000", "0.0281938326"),
        ];
        for (fine, base, ratio) in vectors {
            assert_eq!(ten(fine, base), ratio, "{fine} ÷ {base}");
        }
    }

    #[test]
    fn ties_go_to_the_even_digit() {
        assert_eq!(ten("1", "20000000000"), "0.0000000000");
        assert_eq!(ten("3", "20000000000"), "0.0000000002");
        assert_eq!(ten("0", "7"), "0.0000000000");
        assert_eq!(ten("999999999999999.99", "0.01"), "99999999999999999.0000000000");
    }

    #[test]
    fn days_are_whole_and_half_goes_to_even() {
        let days = |a: i64, b: i64| Ratio::of(a.into(), b.into()).days().to_string();
        assert_eq!(days(2500, 97000), "9");
        assert_eq!(days(6000, 96000), "23");
        assert_eq!(days(1, 730), "0");
        assert_eq!(days(3, 730), "2");
    }
}
