//! Strips: one row a group, each case a mark on a logarithmic axis, the median a rule across its row.

use std::collections::BTreeMap;

use super::lanes::Lanes;
use super::mark::{self, Mark};
use super::scale::{LogScale, Tenths};
use super::sheet::{Anchor, Sheet, horizontal, vertical};
use super::{Layout, Tick};
use crate::model::value::Decimal;
use crate::view::chart::{DrawingView, PathView};

/// A case of a row.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    pub at: Place,
    pub mark: Mark,
    /// What the case is called, the same in every build: its place across the row comes from it.
    pub seed: String,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Place {
    At(Decimal),
    Between(Decimal, Decimal),
    /// Past the end of the axis, where no value is known: in a column of its own.
    Beyond,
}

/// The axis that all rows share, and the room around it.
#[derive(Clone, Copy, Debug)]
pub struct Frame {
    layout: Layout,
    scale: LogScale,
    /// The column past the axis.
    beyond: Option<(Tenths, Tenths)>,
}

/// What the axis says.
#[derive(Clone, Debug, Default)]
pub struct Axis {
    pub ticks: Vec<Tick>,
    /// Dotted lines: thresholds of the law.
    pub lines: Vec<Tick>,
    /// Over the column past the end.
    pub beyond: String,
}

/// The marks of a row, drawn.
#[derive(Clone, Debug, Default)]
pub struct Spread {
    pub paths: Vec<PathView>,
    /// Where each point stands, in the order given; none for what has no place.
    pub places: Vec<Option<(Tenths, Tenths)>>,
}

/// A row with its words.
#[derive(Clone, Debug, Default)]
pub struct Row {
    pub label: String,
    pub note: String,
    pub median: Option<Tick>,
    pub paths: Vec<PathView>,
    /// The cases that the page is about: places, and the words beside the first.
    pub here: Vec<(Tenths, Tenths)>,
    pub here_text: String,
}

/// The measures of a layout, in units.
struct Measures {
    /// The line of the first row.
    first: i64,
    row: i64,
    radius: i64,
    /// Between two lanes of marks, and how many there are on each side of the line.
    lane: i64,
    lanes: i64,
    /// From a row's line to its label and to the label of its median.
    label: i64,
    median_label: i64,
    /// From the last line to the end of the grid, the ticks' words, those of lines, and the lower edge.
    grid: i64,
    ticks: i64,
    lines: i64,
    foot: i64,
    /// More marks than this in a row are drawn as fine strokes.
    many: usize,
}

const WIDE: Measures = Measures {
    first: 50,
    row: 64,
    radius: 54,
    lane: 90,
    lanes: 2,
    label: -5,
    median_label: -26,
    grid: 26,
    ticks: 50,
    lines: 68,
    foot: 74,
    many: 240,
};
const NARROW: Measures = Measures {
    first: 48,
    row: 80,
    radius: 44,
    lane: 80,
    lanes: 1,
    label: -30,
    median_label: 29,
    grid: 34,
    ticks: 52,
    lines: 68,
    foot: 74,
    many: 100,
};

impl Frame {
    /// An axis from `low` to `high`, logarithms in millionths; `beyond` leaves room for a column past its end.
    pub fn new(layout: Layout, low: i64, high: i64, beyond: bool) -> Frame {
        let start = match layout {
            Layout::Wide(width) if width >= 1000 => 236,
            Layout::Wide(_) => 196,
            Layout::Narrow => 8,
        };
        let last = layout.width() - layout.pick(16, 8);
        let column = layout.pick(112, 52);
        let end = if beyond { last - column } else { last };
        let beyond = beyond.then(|| (Tenths::units(end + layout.pick(28, 14)), Tenths::units(last)));
        let scale = LogScale { low, high, start: Tenths::units(start), end: Tenths::units(end) };
        Frame { layout, scale, beyond }
    }

    fn measures(&self) -> &'static Measures {
        self.layout.pick(&WIDE, &NARROW)
    }

    fn line(&self, row: usize) -> Tenths {
        Tenths::units(self.measures().first + self.measures().row * row as i64)
    }

    pub fn ticks(&self) -> impl Iterator<Item = Decimal> + use<> {
        self.scale.powers()
    }

    /// Draws the cases of the row at a position.
    pub fn spread(&self, row: usize, points: &[Point]) -> Spread {
        if points.len() > self.measures().many { self.strokes(row, points) } else { self.marks(row, points) }
    }

    fn marks(&self, row: usize, points: &[Point]) -> Spread {
        let (line, radius) = (self.line(row), Tenths(self.measures().radius));
        let mut places = self.on_axis(line, points);
        self.add_beyond(line, points, &mut places);
        let mut by_class: BTreeMap<(Mark, bool), String> = BTreeMap::new();
        for (point, place) in points.iter().zip(&places) {
            let Some((x, y)) = *place else { continue };
            match point.at {
                Place::Between(_, high) => {
                    let path = by_class.entry((Mark::Estimated, true)).or_default();
                    mark::bar(path, x, self.scale.at(high).unwrap_or(x), y, radius);
                }
                Place::At(_) | Place::Beyond => {
                    point.mark.draw(by_class.entry((point.mark, false)).or_default(), x, y, radius)
                }
            }
        }
        let paths = by_class.into_iter().map(|((mark, _), d)| PathView { class: mark.class().to_owned(), d });
        Spread { paths: paths.collect(), places }
    }

    fn on_axis(&self, line: Tenths, points: &[Point]) -> Vec<Option<(Tenths, Tenths)>> {
        let x_of = |point: &Point| match point.at {
            Place::At(value) | Place::Between(value, _) => self.scale.at(value),
            Place::Beyond => None,
        };
        let placed: Vec<(usize, Tenths)> =
            points.iter().enumerate().filter_map(|(at, point)| Some((at, x_of(point)?))).collect();
        let along: Vec<(Tenths, &str)> = placed.iter().map(|(at, x)| (*x, points[*at].seed.as_str())).collect();
        let mut places = vec![None; points.len()];
        for ((at, x), offset) in placed.iter().zip(self.lanes().offsets(&along)) {
            places[*at] = Some((*x, line + offset));
        }
        places
    }

    fn lanes(&self) -> Lanes {
        let measures = self.measures();
        Lanes { apart: Tenths(2 * measures.radius), step: Tenths(measures.lane), each_side: measures.lanes }
    }

    /// Past the axis marks stand in ranks, by name.
    fn add_beyond(&self, line: Tenths, points: &[Point], places: &mut [Option<(Tenths, Tenths)>]) {
        let Some((from, to)) = self.beyond else { return };
        let measures = self.measures();
        let mut order: Vec<(&str, usize)> = points
            .iter()
            .enumerate()
            .filter(|(_, point)| point.at == Place::Beyond)
            .map(|(at, point)| (point.seed.as_str(), at))
            .collect();
        order.sort_unstable();
        let lanes = self.lanes();
        let ranks = (order.len() as i64 + lanes.count() - 1) / lanes.count();
        let step = (measures.radius * 26 / 10).min((to - from).0 / ranks.max(1));
        for (turn, (_, at)) in order.into_iter().enumerate() {
            let x = from + Tenths(measures.radius * 17 / 10 + turn as i64 / lanes.count() * step);
            places[at] = Some((x, line + lanes.offset(turn as i64)));
        }
    }

    /// Many cases: a fine stroke each, those at one place once.
    fn strokes(&self, row: usize, points: &[Point]) -> Spread {
        let line = self.line(row);
        let mut beyond = vec![None; points.len()];
        self.add_beyond(line, points, &mut beyond);
        let places: Vec<Option<(Tenths, Tenths)>> = points
            .iter()
            .zip(beyond)
            .map(|(point, beyond)| match point.at {
                Place::At(value) | Place::Between(value, _) => self.scale.at(value).map(|x| (x, line)),
                Place::Beyond => beyond.map(|(x, _)| (x, line)),
            })
            .collect();
        let mut by_class: BTreeMap<&str, Vec<i64>> = BTreeMap::new();
        for (point, place) in points.iter().zip(&places) {
            let x = place.map(|(x, _)| (x.0 + 5) / 10);
            by_class.entry(point.mark.class()).or_default().extend(x);
        }
        let half = Tenths::units(self.layout.pick(11, 9));
        let paths = by_class.into_iter().map(|(class, mut xs)| {
            xs.sort_unstable();
            xs.dedup();
            let d = xs.into_iter().map(|x| vertical(Tenths::units(x), line - half, line + half)).collect();
            PathView { class: format!("{class} rug"), d }
        });
        Spread { paths: paths.collect(), places }
    }

    /// The whole drawing.
    pub fn draw(&self, axis: &Axis, rows: &[Row]) -> DrawingView {
        let measures = self.measures();
        let last = self.line(rows.len().saturating_sub(1));
        let mut sheet = Sheet::new(self.layout, last + Tenths::units(measures.foot));
        self.draw_axis(&mut sheet, axis, last);
        // The label of this case stands over its row: those of the medians then stand under theirs, so that no two meet.
        let is_free_above = rows.iter().all(|row| row.here_text.is_empty());
        let median_label = if is_free_above { measures.median_label } else { self.layout.pick(34, 29) };
        for (at, row) in rows.iter().enumerate() {
            self.draw_row(&mut sheet, self.line(at), row, Tenths::units(median_label));
        }
        sheet.finish()
    }

    fn edges(&self) -> (Tenths, Tenths) {
        let right = Tenths::units(self.layout.width());
        if self.layout.is_wide() { (self.scale.start - Tenths::units(60), right) } else { (Tenths(0), right) }
    }

    fn draw_axis(&self, sheet: &mut Sheet, axis: &Axis, last: Tenths) {
        let measures = self.measures();
        let (top, foot) = (Tenths::units(self.layout.pick(8, 4)), last + Tenths::units(measures.grid));
        let columns = |ticks: &[Tick]| -> String {
            ticks.iter().filter_map(|tick| Some(vertical(self.scale.at(tick.value)?, top, foot))).collect()
        };
        sheet.path("grid", columns(&axis.ticks));
        sheet.path("cap", columns(&axis.lines));
        let rows = [("tick", &axis.ticks, measures.ticks), ("cap", &axis.lines, measures.lines)];
        for (class, ticks, below) in rows {
            for tick in ticks {
                let Some(x) = self.scale.at(tick.value) else { continue };
                sheet.centred(class, x, last + Tenths::units(below), &tick.text, self.edges());
            }
        }
        if let Some((_, right)) = self.beyond {
            sheet.label("tick", Anchor::End, right, last + Tenths::units(measures.lines), &axis.beyond);
        }
    }

    fn draw_row(&self, sheet: &mut Sheet, line: Tenths, row: &Row, median_label: Tenths) {
        let measures = self.measures();
        sheet.path("grid", horizontal(line, self.scale.start, self.scale.end));
        sheet.paths(&row.paths);
        let label = line + Tenths::units(measures.label);
        sheet.label("row", Anchor::Start, Tenths(0), label, &row.label);
        if self.layout.is_wide() {
            sheet.label("sub", Anchor::Start, Tenths(0), label + Tenths::units(19), &row.note);
        } else {
            sheet.label("sub", Anchor::End, Tenths::units(352), label, &row.note);
        }
        if let Some(median) = &row.median
            && let Some(x) = self.scale.at(median.value)
        {
            let half = Tenths::units(self.layout.pick(19, 14));
            sheet.path("med", vertical(x, line - half, line + half));
            sheet.centred("med", x, line + median_label, &median.text, self.edges());
        }
        self.draw_here(sheet, line, row);
    }

    /// This case, over its own mark, with its words beside it and a line to them.
    fn draw_here(&self, sheet: &mut Sheet, line: Tenths, row: &Row) {
        let Some((x, _)) = row.here.first().copied() else { return };
        let mut path = String::new();
        for (x, y) in &row.here {
            Mark::This.draw(&mut path, *x, *y, Tenths(self.measures().radius));
        }
        sheet.path(Mark::This.class(), path);
        if !row.here_text.is_empty() {
            let y = line - Tenths::units(self.layout.pick(29, 15));
            sheet.centred("med", x, y, &row.here_text, self.edges());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::PAGE;
    use super::super::scale::DECADE;
    use super::super::snapshots::check_drawing;
    use super::*;

    fn decimal(text: &str) -> Decimal {
        text.parse().expect("a decimal")
    }

    fn point(value: &str, mark: Mark, seed: &str) -> Point {
        let at = match value.split_once("..") {
            Some((low, high)) => Place::Between(decimal(low), decimal(high)),
            None if value == ">" => Place::Beyond,
            None => Place::At(decimal(value)),
        };
        Point { at, mark, seed: seed.to_owned() }
    }

    fn places(spread: &Spread) -> Vec<String> {
        let words = |place: &Option<(Tenths, Tenths)>| place.map_or("-".to_owned(), |(x, y)| format!("{x} {y}"));
        spread.places.iter().map(words).collect()
    }

    /// From 0,001 % to 10 % over 800 units: a decade is 200.
    fn frame() -> Frame {
        let scale = LogScale { low: -5 * DECADE, high: -DECADE, start: Tenths::units(100), end: Tenths::units(900) };
        Frame { layout: PAGE, scale, beyond: Some((Tenths::units(940), Tenths::units(1000))) }
    }

    #[test]
    fn marks_stand_at_their_value_and_never_on_each_other() {
        let points = [
            point("0.001", Mark::Known, "a/a"),
            point("0.001", Mark::Estimated, "b/b"),
            point("0.001", Mark::Group, "c/c"),
            point("0", Mark::Known, "d/d"),
            point("0.01..0.1", Mark::Estimated, "e/e"),
            point(">", Mark::AtMost, "f/f"),
        ];
        let spread = frame().spread(0, &points);
        let xs: Vec<String> =
            places(&spread).iter().map(|place| place.split(' ').next().unwrap_or_default().to_owned()).collect();
        assert_eq!(xs, ["500", "500", "500", "-", "700", "949.1"]);
        let mut ys: Vec<i64> = spread.places[..3].iter().flatten().map(|(_, y)| y.0).collect();
        ys.sort_unstable();
        assert!(ys.windows(2).all(|pair| pair[1] - pair[0] > 50), "{ys:?}");
        let bar = spread.paths.iter().find(|path| path.d.contains('H')).expect("a range is a bar");
        assert!(bar.d.contains("H894.6"), "{}", bar.d);
    }

    /// The same names and values give the same places, in whatever order they come.
    #[test]
    fn places_depend_on_names_and_values_alone() {
        let points: Vec<Point> =
            (0..40).map(|at| point(&format!("0.00{}", 1 + at % 7), Mark::Known, &format!("san-{at}/x"))).collect();
        let mut turned = points.clone();
        turned.reverse();
        let (one, mut other) = (places(&frame().spread(1, &points)), places(&frame().spread(1, &turned)));
        other.reverse();
        assert_eq!(one, other);
    }

    #[test]
    fn very_many_cases_are_strokes_and_stay_few() {
        let points: Vec<Point> =
            (1..=2_000).map(|at| point(&format!("0.000{at}"), Mark::Known, &format!("{at}/x"))).collect();
        let spread = frame().spread(0, &points);
        let [path] = &spread.paths[..] else { panic!("one path: {:?}", spread.paths.len()) };
        assert_eq!(path.class, "m rug");
        assert!(path.d.matches('M').count() <= 801, "at most a stroke a unit");
        assert_eq!(spread.places.len(), 2_000);
    }

    #[test]
    fn labels_of_medians_and_of_this_case_never_meet() {
        for layout in [PAGE, Layout::Narrow] {
            let frame = Frame::new(layout, -3 * DECADE, 0, false);
            let median = Some(Tick { value: decimal("0.01"), text: "médiane 1 %".to_owned() });
            let row = |here_text: &str| Row {
                median: median.clone(),
                here: frame.spread(0, &[point("0.01", Mark::Known, "a/a")]).places.into_iter().flatten().collect(),
                here_text: here_text.to_owned(),
                ..Row::default()
            };
            let drawing = frame.draw(&Axis::default(), &[row("Cette décision : 1 %"), row(""), row("")]);
            let labels = drawing.labels.iter().filter(|label| label.class.starts_with("med"));
            let mut lines: Vec<Decimal> = labels.map(|label| decimal(&label.y)).collect();
            lines.sort();
            assert_eq!(lines.len(), 4);
            assert!(lines.windows(2).all(|pair| pair[1] - pair[0] >= Decimal::from(15)), "{lines:?}");
        }
    }

    #[test]
    fn a_small_strip_is_drawn_for_a_page_and_for_a_phone() {
        let draw = |layout: Layout| {
            let frame = Frame::new(layout, -3 * DECADE, 0, false);
            let tick = |value: Decimal| Tick { value, text: format!("{value}") };
            let points = [point("0.01", Mark::Known, "a/a")];
            let row = Row {
                label: "PME".to_owned(),
                note: "n = 1".to_owned(),
                median: Some(tick(decimal("0.1"))),
                paths: frame.spread(0, &points).paths,
                here: Vec::new(),
                here_text: String::new(),
            };
            let axis = Axis {
                ticks: frame.ticks().map(tick).collect(),
                lines: vec![tick(decimal("0.04"))],
                ..Axis::default()
            };
            frame.draw(&axis, &[row])
        };
        check_drawing("strip-page", &draw(PAGE));
        check_drawing("strip-phone", &draw(Layout::Narrow));
    }
}
