//! What changed: a line from each value before to its value after, on a logarithmic axis, named at both ends.

use super::Layout;
use super::mark::Mark;
use super::scale::{LogScale, Tenths};
use super::sheet::{Anchor, Sheet, vertical};
use crate::model::value::Decimal;
use crate::view::chart::DrawingView;

#[derive(Clone, Debug)]
pub struct Slope {
    /// The heads of both sides.
    pub before: String,
    pub after: String,
    pub changes: Vec<Change>,
}

#[derive(Clone, Debug)]
pub struct Change {
    pub name: String,
    /// In few characters, where there is little room.
    pub short: String,
    pub before: (Decimal, String),
    /// Zero stands under the axis.
    pub after: (Decimal, String),
    /// How it came about, after the second value.
    pub how: String,
}

/// The room above the first line, and between two names.
const HEAD: i64 = 40;

impl Slope {
    pub fn draw(&self, layout: Layout, ends: (i64, i64)) -> DrawingView {
        let apart = layout.pick(24, 42);
        let height = (self.changes.len() as i64 * apart).max(layout.pick(300, 260));
        let (left, right) = layout.pick((470, 640), (100, 186));
        let (low, high) = ends;
        let scale = LogScale { low, high, start: Tenths::units(HEAD + height), end: Tenths::units(HEAD + 14) };
        let foot = HEAD + height + 24;
        let mut sheet = Sheet::new(layout, Tenths::units(foot + 12));
        let (left, right) = (Tenths::units(left), Tenths::units(right));
        let (top, bottom) = (Tenths::units(HEAD - 6), Tenths::units(foot));
        sheet.path("grid", vertical(left, top, bottom) + &vertical(right, top, bottom));
        sheet.label("sub", Anchor::End, left + Tenths::units(4), Tenths::units(18), &self.before);
        sheet.label("sub", Anchor::Start, right - Tenths::units(4), Tenths::units(18), &self.after);
        let y = |value: Decimal| scale.at(value).unwrap_or(bottom);
        let (mut lines, mut marks, mut ends) = (String::new(), String::new(), String::new());
        let radius = Tenths(layout.pick(50, 44));
        for change in &self.changes {
            let (from, to) = (y(change.before.0), y(change.after.0));
            lines.push_str(&format!("M{left} {from}L{right} {to}"));
            Mark::Estimated.draw(&mut marks, left, from, radius);
            Mark::Known.draw(&mut ends, right, to, radius);
        }
        sheet.path("slope", lines);
        sheet.path(Mark::Estimated.class(), marks);
        sheet.path(Mark::Known.class(), ends);
        self.names(&mut sheet, layout, (left, right), y);
        sheet.finish()
    }

    fn names(&self, sheet: &mut Sheet, layout: Layout, (left, right): (Tenths, Tenths), y: impl Fn(Decimal) -> Tenths) {
        let gap = Tenths::units(14);
        let before: Vec<Tenths> = self.changes.iter().map(|change| y(change.before.0)).collect();
        let after: Vec<Tenths> = self.changes.iter().map(|change| y(change.after.0)).collect();
        let before = spread(&before, Tenths::units(layout.pick(21, 20)));
        let after = spread(&after, Tenths::units(layout.pick(21, 38)));
        let down = Tenths::units(5);
        for ((change, from), to) in self.changes.iter().zip(before).zip(after) {
            let (from, to) = (from + down, to + down);
            if layout.is_wide() {
                let (first, second) =
                    (format!("{}, {}", change.name, change.before.1), format!("{}, {}", change.after.1, change.how));
                sheet.label("name", Anchor::End, left - gap, from, &first);
                sheet.label("name", Anchor::Start, right + gap, to, &second);
            } else {
                sheet.label("name", Anchor::End, left - gap, from, &change.before.1);
                sheet.label("name", Anchor::Start, right + gap, to, &change.after.1);
                sheet.label("sub", Anchor::Start, right + gap, to + Tenths::units(16), &change.short);
            }
        }
    }
}

/// Moves places down until each is so far from the one above it; what stands apart stays.
fn spread(places: &[Tenths], apart: Tenths) -> Vec<Tenths> {
    let mut order: Vec<usize> = (0..places.len()).collect();
    order.sort_by_key(|at| places[*at]);
    let mut moved = places.to_vec();
    for pair in order.windows(2) {
        let least = moved[pair[0]] + apart;
        moved[pair[1]] = moved[pair[1]].max(least);
    }
    moved
}

#[cfg(test)]
mod tests {
    use super::super::PAGE;
    use super::super::scale::DECADE;
    use super::super::snapshots::check_drawing;
    use super::*;

    #[test]
    fn a_small_slope_is_drawn_for_a_page_and_for_a_phone() {
        let change = |name: &str, before: i64, after: i64| Change {
            name: name.to_owned(),
            short: "2020-014".to_owned(),
            before: (before.into(), format!("{before} €")),
            after: (after.into(), format!("{after} €")),
            how: "réduite".to_owned(),
        };
        let slope = Slope {
            before: "prononcée".to_owned(),
            after: "définitive".to_owned(),
            changes: vec![change("Médecin", 3_000, 2_500), change("Association", 3_100, 0)],
        };
        check_drawing("slope-page", &slope.draw(PAGE, (3 * DECADE, 4 * DECADE)));
        check_drawing("slope-phone", &slope.draw(Layout::Narrow, (3 * DECADE, 4 * DECADE)));
    }

    #[test]
    fn names_are_moved_apart_and_no_further() {
        let places = [300, 100, 110, 105].map(Tenths);
        assert_eq!(spread(&places, Tenths(20)), [300, 100, 140, 120].map(Tenths));
    }
}
