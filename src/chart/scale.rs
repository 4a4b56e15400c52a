//! Places along an axis, from exact decimals and without floats.

use std::fmt;
use std::ops::{Add, Sub};

use crate::model::value::Decimal;

/// A place or a length in a drawing, in tenths of its unit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tenths(pub i64);

impl Tenths {
    pub const fn units(units: i64) -> Tenths {
        Tenths(units * 10)
    }
}

impl Add for Tenths {
    type Output = Tenths;

    fn add(self, other: Tenths) -> Tenths {
        Tenths(self.0 + other.0)
    }
}

impl Sub for Tenths {
    type Output = Tenths;

    fn sub(self, other: Tenths) -> Tenths {
        Tenths(self.0 - other.0)
    }
}

/// As a drawing writes it: `295.1`, `688`.
impl fmt::Display for Tenths {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        match (self.0.abs() / 10, self.0.abs() % 10) {
            (whole, 0) => write!(formatter, "{sign}{whole}"),
            (whole, tenth) => write!(formatter, "{sign}{whole}.{tenth}"),
        }
    }
}

/// A factor of ten, in the unit that [`log10`] counts in: millionths.
pub const DECADE: i64 = 1_000_000;

/// How many binary digits of a logarithm are worked out: more than a millionth needs.
const BITS: u32 = 24;
const ONE: u128 = 10_u128.pow(18);

/// The decimal logarithm in millionths, exact for powers of ten; none for zero and below.
///
/// Digit by digit: squaring a number between 1 and 10 doubles its logarithm, and what passes 10 is the next binary digit.
pub fn log10(value: Decimal) -> Option<i64> {
    if value <= Decimal::ZERO {
        return None;
    }
    let mantissa = value.mantissa().unsigned_abs();
    let digits = mantissa.ilog10();
    let mut x = if digits <= 18 { mantissa * 10_u128.pow(18 - digits) } else { mantissa / 10_u128.pow(digits - 18) };
    let mut fraction: i64 = 0;
    for _ in 0..BITS {
        x = x * x / ONE;
        fraction <<= 1;
        if x >= 10 * ONE {
            fraction |= 1;
            x /= 10;
        }
    }
    let whole = i64::from(digits) - i64::from(value.scale());
    Some(whole * DECADE + round_div(fraction * DECADE, 1 << BITS))
}

/// Halves go up.
fn round_div(a: i64, b: i64) -> i64 {
    (2 * a + b).div_euclid(2 * b)
}

/// An axis on which equal ratios are equal lengths. What lies outside stands at its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LogScale {
    /// Logarithms of both ends, in millionths.
    pub low: i64,
    pub high: i64,
    pub start: Tenths,
    pub end: Tenths,
}

impl LogScale {
    /// Where a value stands; none for zero and below, which have no place on such an axis.
    pub fn at(&self, value: Decimal) -> Option<Tenths> {
        let inside = log10(value)?.clamp(self.low, self.high) - self.low;
        Some(between(self.start, self.end, inside, self.high - self.low))
    }

    /// The powers of ten on the axis, from the low end.
    pub fn powers(&self) -> impl Iterator<Item = Decimal> + use<> {
        let (first, last) = (-(-self.low).div_euclid(DECADE), self.high.div_euclid(DECADE));
        (first..=last).filter_map(power)
    }
}

/// 10 to a whole power; none beyond what a decimal holds.
pub fn power(exponent: i64) -> Option<Decimal> {
    let digits = u32::try_from(exponent.unsigned_abs()).ok()?;
    if exponent < 0 {
        Decimal::try_new(1, digits).ok()
    } else {
        Decimal::try_from_i128_with_scale(10_i128.checked_pow(digits)?, 0).ok()
    }
}

/// An axis that counts from zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CountScale {
    /// The count at the end; above zero.
    pub most: i64,
    pub start: Tenths,
    pub end: Tenths,
}

impl CountScale {
    pub fn at(&self, count: i64) -> Tenths {
        between(self.start, self.end, count, self.most)
    }
}

fn between(start: Tenths, end: Tenths, part: i64, whole: i64) -> Tenths {
    Tenths(start.0 + round_div((end.0 - start.0) * part, whole.max(1)))
}

/// Round counts from zero to at least `most`, four steps or fewer: 0, 5, 10, 15.
pub fn count_ticks(most: i64) -> Vec<i64> {
    let mut steps = (0..18).flat_map(|power| [1, 2, 5].map(|digit| digit * 10_i64.pow(power)));
    let step = steps.find(|step| step * 4 >= most).unwrap_or(most);
    let last = (most.max(1) + step - 1) / step;
    (0..=last).map(|at| at * step).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        text.parse().expect("a decimal")
    }

    /// Value, and its logarithm in millionths as tables of logarithms print it.
    #[test]
    fn logarithms_are_those_of_the_tables() {
        let vectors = [
            ("1", 0),
            ("10", 1_000_000),
            ("100000000000", 11_000_000),
            ("0.00001", -5_000_000),
            ("0.001000", -3_000_000),
            ("2", 301_030),
            ("3", 477_121),
            ("7", 845_098),
            ("9.99", 999_565),
            ("9.999999999999", 1_000_000),
            ("0.02", -1_698_970),
            ("0.04", -1_397_940),
            ("500000000", 8_698_970),
            ("0.0257731958762886597938144330", -1_588_832),
            ("999999999999999.99", 15_000_000),
            ("79228162514264337593543950335", 28_898_880),
        ];
        for (value, expected) in vectors {
            assert_eq!(log10(decimal(value)), Some(expected), "{value}");
        }
        assert_eq!(log10(Decimal::ZERO), None);
        assert_eq!(log10(decimal("-1")), None);
    }

    /// The axis of ratios: 0.001 % to 10 % with 1,000 units, the known places to the tenth of a unit.
    #[test]
    fn known_ratios_stand_at_known_places() {
        let scale = LogScale { low: -5 * DECADE, high: -DECADE, start: Tenths::units(100), end: Tenths::units(1_100) };
        let vectors = [
            ("0.00001", "100"),
            ("0.0001", "350"),
            ("0.001", "600"),
            ("0.01", "850"),
            ("0.1", "1100"),
            ("0.02", "925.3"),
            ("0.04", "1000.5"),
            ("0.0257731959", "952.8"),
            ("0.000001", "100"),
            ("3", "1100"),
        ];
        for (ratio, place) in vectors {
            assert_eq!(scale.at(decimal(ratio)).map(|place| place.to_string()).as_deref(), Some(place), "{ratio}");
        }
        assert_eq!(scale.at(Decimal::ZERO), None);
        let powers: Vec<String> = scale.powers().map(|power| power.to_string()).collect();
        assert_eq!(powers, ["0.00001", "0.0001", "0.001", "0.01", "0.1"]);
    }

    #[test]
    fn an_axis_that_starts_between_powers_ticks_inside_only() {
        let scale = LogScale { low: -5_300_000, high: 700_000, start: Tenths(0), end: Tenths(6_000) };
        let powers: Vec<String> = scale.powers().map(|power| power.to_string()).collect();
        assert_eq!(powers, ["0.00001", "0.0001", "0.001", "0.01", "0.1", "1"]);
        let downwards = LogScale { start: Tenths(6_000), end: Tenths(0), ..scale };
        assert_eq!(downwards.at(Decimal::ONE), Some(Tenths(700)));
    }

    #[test]
    fn counts_have_round_ticks() {
        for (most, ticks) in [
            (0, vec![0, 1]),
            (1, vec![0, 1]),
            (4, vec![0, 1, 2, 3, 4]),
            (5, vec![0, 2, 4, 6]),
            (12, vec![0, 5, 10, 15]),
            (37, vec![0, 10, 20, 30, 40]),
            (160, vec![0, 50, 100, 150, 200]),
        ] {
            assert_eq!(count_ticks(most), ticks, "{most}");
        }
        let scale = CountScale { most: 15, start: Tenths(3_000), end: Tenths(0) };
        assert_eq!([0, 5, 12, 15].map(|count| scale.at(count).to_string()), ["300", "200", "60", "0"]);
    }

    #[test]
    fn tenths_print_as_drawings_write_them() {
        assert_eq!(
            [0, 5, 10, -3, -25, 2951].map(|n| Tenths(n).to_string()),
            ["0", "0.5", "1", "-0.3", "-2.5", "295.1"]
        );
    }
}
