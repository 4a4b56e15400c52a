//! The marks that stand for cases. Shape and fill say what the colour says.

use std::fmt::Write;

use super::scale::Tenths;

/// A mark, by what it says of the value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// A value that the decision or filed accounts give: a filled disc.
    Known,
    /// A value that rests on an estimate, on another year or on a month: a hollow circle.
    Estimated,
    /// A value that rests on the group's revenue: a hollow square.
    Group,
    /// A value that is at most this: a hollow triangle that points to less, its flat side on the bound.
    AtMost,
    /// A professional income, which is no turnover: a triangle.
    Income,
    IncomeEstimated,
    /// A budget, a net banking income, premiums: a triangle upside down.
    OtherBase,
    OtherBaseEstimated,
    /// The case that the page is about: a diamond.
    This,
}

impl Mark {
    /// The classes of its path.
    pub fn class(self) -> &'static str {
        match self {
            Mark::Known => "m",
            Mark::Estimated => "m o",
            Mark::Group => "m o sq",
            Mark::AtMost => "m o am",
            Mark::Income => "m inc",
            Mark::IncomeEstimated => "m inc o",
            Mark::OtherBase => "m oth",
            Mark::OtherBaseEstimated => "m oth o",
            Mark::This => "m this",
        }
    }

    /// Adds the mark to the data of a path; `r` is the radius of a disc.
    pub fn draw(self, path: &mut String, x: Tenths, y: Tenths, r: Tenths) {
        let wide = Tenths(r.0 * 12 / 10);
        let side = Tenths(r.0 * 17 / 10);
        let (left, right, up, down) = (x - wide, x + wide, y - wide, y + wide);
        // A String can be written to.
        let _ = match self {
            Mark::Known | Mark::Estimated => write!(path, "M{} {y}a{r} {r} 0 1 0 0 .1z", x + r),
            Mark::Group => write!(path, "M{} {}h{d}v{d}h-{d}z", x - r, y - r, d = r + r),
            Mark::AtMost => write!(path, "M{} {y}L{x} {up}V{down}z", x - side),
            Mark::Income | Mark::IncomeEstimated => write!(path, "M{left} {down}H{right}L{x} {up}z"),
            Mark::OtherBase | Mark::OtherBaseEstimated => write!(path, "M{left} {up}H{right}L{x} {down}z"),
            Mark::This => {
                let (left, right, up, down) = (x - side, x + side, y - side, y + side);
                write!(path, "M{left} {y}L{x} {up}L{right} {y}L{x} {down}z")
            }
        };
    }

    /// The mark alone, in a square of 16 units: for the key.
    pub fn alone(self) -> String {
        let mut path = String::new();
        let x = if self == Mark::AtMost { Tenths(120) } else { Tenths(80) };
        self.draw(&mut path, x, Tenths(80), Tenths(48));
        path
    }
}

/// Between two places: a bar with hollow ends.
pub fn bar(path: &mut String, from: Tenths, to: Tenths, y: Tenths, r: Tenths) {
    Mark::Estimated.draw(path, from, y, r);
    Mark::Estimated.draw(path, to, y, r);
    let _ = write!(path, "M{} {y}H{}", from + r, to - r);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_mark_has_its_shape() {
        let drawn = |mark: Mark| {
            let mut path = String::new();
            mark.draw(&mut path, Tenths(1000), Tenths(440), Tenths(50));
            path
        };
        assert_eq!(drawn(Mark::Known), "M105 44a5 5 0 1 0 0 .1z");
        assert_eq!(drawn(Mark::Known), drawn(Mark::Estimated));
        assert_eq!(drawn(Mark::Group), "M95 39h10v10h-10z");
        assert_eq!(drawn(Mark::AtMost), "M91.5 44L100 38V50z");
        assert_eq!(drawn(Mark::Income), "M94 50H106L100 38z");
        assert_eq!(drawn(Mark::This), "M91.5 44L100 35.5L108.5 44L100 52.5z");
    }
}
