//! A column a year: bars that count from zero, or amounts as marks on a logarithmic axis. Never both on one sheet.

use super::lanes::Lanes;
use super::mark::Mark;
use super::scale::{CountScale, LogScale, Tenths, count_ticks};
use super::sheet::{Anchor, Sheet, horizontal};
use super::{Layout, Tick};
use crate::model::value::Decimal;
use crate::view::chart::DrawingView;

/// Bars, the parts of a year on top of each other.
#[derive(Clone, Debug)]
pub struct Bars {
    pub years: Vec<i16>,
    /// By year, then by part.
    pub counts: Vec<Vec<i64>>,
    /// The class of each part.
    pub classes: Vec<&'static str>,
}

/// Marks, each an amount.
#[derive(Clone, Debug)]
pub struct Dots {
    pub years: Vec<i16>,
    /// Logarithms of the ends of the axis, in millionths.
    pub ends: (i64, i64),
    pub ticks: Vec<Tick>,
    /// By year.
    pub amounts: Vec<Vec<Amount>>,
    /// By year.
    pub medians: Vec<Option<Tick>>,
}

#[derive(Clone, Debug)]
pub struct Amount {
    pub value: Decimal,
    pub mark: Mark,
    pub name: String,
}

/// The room of the columns.
struct Columns {
    layout: Layout,
    left: Tenths,
    right: Tenths,
    bottom: Tenths,
    count: i64,
}

impl Columns {
    fn new(layout: Layout, left: i64, bottom: i64, count: usize) -> Columns {
        let right = layout.width() - layout.pick(16, 8);
        let (left, right) = (Tenths::units(left), Tenths::units(right));
        Columns { layout, left, right, bottom: Tenths::units(bottom), count: (count as i64).max(1) }
    }

    fn width(&self) -> Tenths {
        Tenths((self.right.0 - self.left.0) / self.count)
    }

    fn middle(&self, at: usize) -> Tenths {
        self.left + Tenths((2 * at as i64 + 1) * self.width().0 / 2)
    }

    /// The years under their columns; where they are narrow, every other year, the last one named.
    fn name(&self, sheet: &mut Sheet, years: &[i16]) {
        let every = if self.width() < Tenths::units(40) { 2 } else { 1 };
        let last = years.len().saturating_sub(1);
        for (at, year) in years.iter().enumerate().filter(|(at, _)| (last - at).is_multiple_of(every)) {
            let y = self.bottom + Tenths::units(20);
            sheet.label("tick", Anchor::Middle, self.middle(at), y, &year.to_string());
        }
    }

    /// Horizontal lines with their words at the left.
    fn lines(&self, sheet: &mut Sheet, ticks: impl Iterator<Item = (Tenths, String)>) {
        let mut grid = String::new();
        for (y, text) in ticks {
            grid.push_str(&horizontal(y, self.left, self.right));
            sheet.label("tick", Anchor::End, self.left - Tenths::units(8), y + Tenths::units(5), &text);
        }
        sheet.path("grid", grid);
    }
}

impl Bars {
    pub fn draw(&self, layout: Layout) -> DrawingView {
        let bottom = layout.pick(240, 210);
        let columns = Columns::new(layout, layout.pick(40, 32), bottom, self.years.len());
        let most = self.counts.iter().map(|parts| parts.iter().sum::<i64>()).max().unwrap_or_default();
        let ticks = count_ticks(most);
        let most = ticks.last().copied().unwrap_or(1);
        let scale = CountScale { most, start: columns.bottom, end: Tenths::units(24) };
        let mut sheet = Sheet::new(layout, Tenths::units(bottom + 30));
        columns.lines(&mut sheet, ticks.iter().map(|count| (scale.at(*count), count.to_string())));
        let half = Tenths((columns.width().0 * 3 / 10).min(260));
        for (part, class) in self.classes.iter().enumerate() {
            let bar = |at: usize| {
                let below: i64 = self.counts[at][..part].iter().sum();
                let count = self.counts[at][part];
                let (x, top, foot) = (columns.middle(at), scale.at(below + count), scale.at(below));
                (count > 0).then(|| format!("M{} {foot}V{top}H{}V{foot}z", x - half, x + half))
            };
            sheet.path(class, (0..self.years.len()).filter_map(bar).collect());
        }
        for (at, parts) in self.counts.iter().enumerate() {
            let sum: i64 = parts.iter().sum();
            let y = scale.at(sum) - Tenths::units(7);
            sheet.label("name", Anchor::Middle, columns.middle(at), y, &sum.to_string());
        }
        columns.name(&mut sheet, &self.years);
        sheet.finish()
    }
}

impl Dots {
    pub fn draw(&self, layout: Layout) -> DrawingView {
        let bottom = layout.pick(330, 300);
        let columns = Columns::new(layout, layout.pick(84, 62), bottom, self.years.len());
        let (low, high) = self.ends;
        let scale = LogScale { low, high, start: columns.bottom, end: Tenths::units(20) };
        let mut sheet = Sheet::new(layout, Tenths::units(bottom + 30));
        let tick = |tick: &Tick| Some((scale.at(tick.value)?, tick.text.clone()));
        columns.lines(&mut sheet, self.ticks.iter().filter_map(tick));
        let radius = Tenths(layout.pick(48, 36));
        let step = Tenths(radius.0 * 16 / 10);
        let each_side = (columns.width().0 * 4 / 10 / step.0).clamp(0, 4);
        let lanes = Lanes { apart: radius + radius, step, each_side };
        let mut by_mark: std::collections::BTreeMap<Mark, String> = std::collections::BTreeMap::new();
        for (at, amounts) in self.amounts.iter().enumerate() {
            let placed: Vec<(Tenths, &Amount)> =
                amounts.iter().filter_map(|amount| Some((scale.at(amount.value)?, amount))).collect();
            let along: Vec<(Tenths, &str)> = placed.iter().map(|(y, amount)| (*y, amount.name.as_str())).collect();
            for ((y, amount), offset) in placed.iter().zip(lanes.offsets(&along)) {
                let path = by_mark.entry(amount.mark).or_default();
                amount.mark.draw(path, columns.middle(at) + offset, *y, radius);
            }
        }
        for (mark, path) in by_mark {
            sheet.path(mark.class(), path);
        }
        self.draw_medians(&mut sheet, &columns, &scale);
        columns.name(&mut sheet, &self.years);
        sheet.finish()
    }

    fn draw_medians(&self, sheet: &mut Sheet, columns: &Columns, scale: &LogScale) {
        let half = Tenths(columns.width().0 * 42 / 100);
        let mut rules = String::new();
        for (at, median) in self.medians.iter().enumerate() {
            let Some((median, y)) = median.as_ref().and_then(|median| Some((median, scale.at(median.value)?))) else {
                continue;
            };
            let x = columns.middle(at);
            rules.push_str(&horizontal(y, x - half, x + half));
            if columns.layout.is_wide() {
                sheet.label("med", Anchor::Middle, x, y - Tenths::units(7), &median.text);
            }
        }
        sheet.path("med", rules);
    }
}

#[cfg(test)]
mod tests {
    use super::super::PAGE;
    use super::super::scale::DECADE;
    use super::super::snapshots::check_drawing;
    use super::*;

    #[test]
    fn small_columns_are_drawn_for_a_page_and_for_a_phone() {
        let bars =
            Bars { years: vec![2024, 2025], counts: vec![vec![3, 0], vec![10, 2]], classes: vec!["bar", "bar o"] };
        check_drawing("bars-page", &bars.draw(PAGE));
        check_drawing("bars-phone", &bars.draw(Layout::Narrow));
        let amount = |value: i64, name: &str| Amount { value: value.into(), mark: Mark::Known, name: name.to_owned() };
        let tick = |value: i64| Tick { value: value.into(), text: value.to_string() };
        let dots = Dots {
            years: vec![2024, 2025],
            ends: (3 * DECADE, 9 * DECADE),
            ticks: vec![tick(1_000), tick(1_000_000)],
            amounts: vec![vec![amount(1_000, "a/a"), amount(1_000, "b/b")], vec![amount(150_000_000, "c/c")]],
            medians: vec![Some(tick(1_000)), None],
        };
        check_drawing("dots-page", &dots.draw(PAGE));
        check_drawing("dots-phone", &dots.draw(Layout::Narrow));
    }

    /// A bar starts at zero and is as tall as its count.
    #[test]
    fn bars_count_from_zero() {
        let bars = Bars { years: vec![2024], counts: vec![vec![12, 3]], classes: vec!["bar", "bar o"] };
        let drawing = bars.draw(PAGE);
        let of = |class: &str| drawing.paths.iter().find(|path| path.class == class).map(|path| path.d.clone());
        assert_eq!(of("bar").as_deref(), Some("M574 240V67.2H626V240z"));
        assert_eq!(of("bar o").as_deref(), Some("M574 67.2V24H626V67.2z"));
    }
}
