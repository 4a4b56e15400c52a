//! One value against another, both on logarithmic axes, with curves of the law across them.

use super::mark::Mark;
use super::scale::{LogScale, Tenths};
use super::sheet::{Anchor, Sheet, horizontal, text_width, vertical};
use super::{Layout, Tick};
use crate::model::value::Decimal;
use crate::view::chart::DrawingView;

/// What is drawn, whatever the layout.
#[derive(Clone, Debug)]
pub struct Scatter {
    /// Logarithms of the ends of both axes, in millionths.
    pub x: (i64, i64),
    pub y: (i64, i64),
    pub x_ticks: Vec<Tick>,
    pub y_ticks: Vec<Tick>,
    pub x_title: String,
    pub y_title: String,
    /// In the order in which they are named as long as there is room.
    pub dots: Vec<Dot>,
    pub curves: Vec<Curve>,
}

#[derive(Clone, Debug)]
pub struct Dot {
    pub at: (Decimal, Decimal),
    /// The other end, where the value is a range.
    pub to: Option<(Decimal, Decimal)>,
    pub mark: Mark,
    pub name: String,
}

/// Straight between its points, and named at its last.
#[derive(Clone, Debug)]
pub struct Curve {
    pub points: Vec<(Decimal, Decimal)>,
    pub text: String,
}

/// A box on the paper: left, top, right, bottom.
type Room = (i64, i64, i64, i64);

struct Plot {
    layout: Layout,
    x: LogScale,
    y: LogScale,
}

impl Scatter {
    pub fn draw(&self, layout: Layout) -> DrawingView {
        let (right, bottom) = (layout.width() - layout.pick(16, 8), layout.pick(440, 340));
        let scale = |(low, high): (i64, i64), start, end| LogScale {
            low,
            high,
            start: Tenths::units(start),
            end: Tenths::units(end),
        };
        let plot = Plot {
            layout,
            x: scale(self.x, layout.pick(84, 62), right),
            y: scale(self.y, bottom, layout.pick(40, 36)),
        };
        let mut sheet = Sheet::new(layout, Tenths::units(bottom + layout.pick(52, 50)));
        plot.axes(&mut sheet, self);
        let taken = plot.curves(&mut sheet, &self.curves);
        plot.dots(&mut sheet, &self.dots, taken);
        sheet.finish()
    }
}

impl Plot {
    fn at(&self, (x, y): (Decimal, Decimal)) -> Option<(Tenths, Tenths)> {
        Some((self.x.at(x)?, self.y.at(y)?))
    }

    fn axes(&self, sheet: &mut Sheet, scatter: &Scatter) {
        let (left, right) = (self.x.start, self.x.end);
        let (bottom, top) = (self.y.start, self.y.end);
        let x_of = |tick: &Tick| self.x.at(tick.value);
        let columns: String = scatter.x_ticks.iter().filter_map(x_of).map(|x| vertical(x, top, bottom)).collect();
        let y_of = |tick: &Tick| self.y.at(tick.value);
        let lines: String = scatter.y_ticks.iter().filter_map(y_of).map(|y| horizontal(y, left, right)).collect();
        sheet.path("grid", columns + &lines);
        // On a phone there is room for every other word.
        let last = scatter.x_ticks.len().saturating_sub(1);
        for (at, tick) in scatter.x_ticks.iter().enumerate() {
            let is_named = self.layout.is_wide() || (last - at).is_multiple_of(2);
            let Some(x) = x_of(tick).filter(|_| is_named) else { continue };
            let within = (Tenths(0), Tenths::units(self.layout.width()));
            sheet.centred("tick", x, bottom + Tenths::units(20), &tick.text, within);
        }
        for tick in &scatter.y_ticks {
            let Some(y) = y_of(tick) else { continue };
            sheet.label("tick", Anchor::End, left - Tenths::units(8), y + Tenths::units(5), &tick.text);
        }
        sheet.label("sub", Anchor::Start, Tenths(0), Tenths::units(16), &scatter.y_title);
        sheet.label("sub", Anchor::End, right, bottom + Tenths::units(self.layout.pick(44, 42)), &scatter.x_title);
    }

    /// The curves, and the room that their names take: that of the uppermost over its line, the others under theirs.
    fn curves(&self, sheet: &mut Sheet, curves: &[Curve]) -> Vec<Room> {
        let mut rooms = Vec::new();
        for (at, curve) in curves.iter().enumerate() {
            let places: Vec<(Tenths, Tenths)> = curve.points.iter().filter_map(|point| self.at(*point)).collect();
            let data = places.iter().enumerate().map(|(at, (x, y))| {
                let command = if at == 0 { 'M' } else { 'L' };
                format!("{command}{x} {y}")
            });
            sheet.path("cap", data.collect());
            let Some((x, y)) = places.last().copied() else { continue };
            let y = if at + 1 == curves.len() { y - Tenths::units(6) } else { y + Tenths::units(17) };
            sheet.label("cap", Anchor::End, x, y, &curve.text);
            rooms.push((x.0 - text_width(&curve.text).0, y.0 - 110, x.0, y.0 + 30));
        }
        rooms
    }

    fn dots(&self, sheet: &mut Sheet, dots: &[Dot], taken: Vec<Room>) {
        let radius = Tenths(self.layout.pick(54, 44));
        let mut by_mark: std::collections::BTreeMap<Mark, String> = std::collections::BTreeMap::new();
        let mut ranges = String::new();
        let mut rooms: Vec<Room> = Vec::new();
        let mut placed = Vec::new();
        for dot in dots {
            let Some((x, y)) = self.at(dot.at) else { continue };
            dot.mark.draw(by_mark.entry(dot.mark).or_default(), x, y, radius);
            if let Some((to_x, to_y)) = dot.to.and_then(|to| self.at(to)) {
                ranges.push_str(&format!("M{x} {y}L{to_x} {to_y}"));
                dot.mark.draw(by_mark.entry(dot.mark).or_default(), to_x, to_y, radius);
            }
            let half = radius.0 + 20;
            rooms.push((x.0 - half, y.0 - half, x.0 + half, y.0 + half));
            placed.push((x, y, &dot.name));
        }
        sheet.path("m o range", ranges);
        for (mark, path) in by_mark {
            sheet.path(mark.class(), path);
        }
        let most = self.layout.pick(10, 3);
        rooms.extend(taken);
        self.name(sheet, &placed, rooms, most);
    }

    /// Names the first dots, each where it covers neither a mark nor another name.
    fn name(&self, sheet: &mut Sheet, placed: &[(Tenths, Tenths, &String)], mut rooms: Vec<Room>, most: usize) {
        let mut named = 0;
        for (at, (x, y, name)) in placed.iter().enumerate() {
            if named == most {
                return;
            }
            let free = self.candidates(*x, *y, name).into_iter().find(|(_, _, _, room)| {
                let is_inside = room.0 >= self.x.start.0 && room.2 <= self.x.end.0 && room.1 >= self.y.end.0;
                let is_own = |other: usize| other == at;
                is_inside && rooms.iter().enumerate().all(|(other, taken)| is_own(other) || !overlap(room, taken))
            });
            if let Some((anchor, label_x, label_y, room)) = free {
                sheet.label("name", anchor, label_x, label_y, name);
                rooms.push(room);
                named += 1;
            }
        }
    }

    /// Right of the mark, left of it, over it, under it.
    fn candidates(&self, x: Tenths, y: Tenths, name: &str) -> [(Anchor, Tenths, Tenths, Room); 4] {
        let width = text_width(name).0;
        let place = |anchor, dx: i64, dy: i64| {
            let (label_x, label_y) = (Tenths(x.0 + dx), Tenths(y.0 + dy));
            let left = match anchor {
                Anchor::Start => label_x.0,
                Anchor::Middle => label_x.0 - width / 2,
                Anchor::End => label_x.0 - width,
            };
            (anchor, label_x, label_y, (left, label_y.0 - 110, left + width, label_y.0 + 30))
        };
        [
            place(Anchor::Start, 100, 45),
            place(Anchor::End, -100, 45),
            place(Anchor::Middle, 0, -120),
            place(Anchor::Middle, 0, 190),
        ]
    }
}

fn overlap(one: &Room, other: &Room) -> bool {
    one.0 < other.2 && other.0 < one.2 && one.1 < other.3 && other.1 < one.3
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

    /// 20 M€ or 4 %: both ends, and the turnover from which the percentage is the higher of the two.
    fn scatter() -> Scatter {
        let tick = |text: &str| Tick { value: decimal(text), text: text.to_owned() };
        let dot = |x: &str, y: &str, mark, name: &str| Dot {
            at: (decimal(x), decimal(y)),
            to: None,
            mark,
            name: name.to_owned(),
        };
        Scatter {
            x: (4 * DECADE, 11 * DECADE),
            y: (-5 * DECADE, 0),
            x_ticks: vec![tick("100000"), tick("100000000")],
            y_ticks: vec![tick("0.00001"), tick("0.1")],
            x_title: "revenu".to_owned(),
            y_title: "ratio".to_owned(),
            dots: vec![
                dot("97000", "0.0257731959", Mark::Income, "SAN-2020-014"),
                dot("97000", "0.0257731959", Mark::Income, "SAN-2020-999"),
                dot("500000000", "0.04", Mark::Known, "SAN-2099-001"),
            ],
            curves: vec![Curve {
                points: vec![
                    (decimal("20000000"), decimal("1")),
                    (decimal("500000000"), decimal("0.04")),
                    (decimal("100000000000"), decimal("0.04")),
                ],
                text: "20 M€ ou 4 %".to_owned(),
            }],
        }
    }

    #[test]
    fn a_small_scatter_is_drawn_for_a_page_and_for_a_phone() {
        check_drawing("scatter-page", &scatter().draw(PAGE));
        check_drawing("scatter-phone", &scatter().draw(Layout::Narrow));
    }

    /// A decade of revenue and a decade of ratio: the falling part of the curve is a straight line, and its end is the kink at 500 M€.
    #[test]
    fn the_curve_of_the_cap_bends_at_500_million() {
        let drawing = scatter().draw(PAGE);
        let curve = drawing.paths.iter().find(|path| path.class == "cap").expect("a curve");
        assert_eq!(curve.d, "M591.4 40L806.3 151.8L1160 151.8");
        let known = drawing.paths.iter().find(|path| path.class == "m").expect("a mark");
        assert!(known.d.starts_with("M811.7 151.8a"), "the mark stands on the kink: {}", known.d);
    }

    #[test]
    fn names_never_cover_each_other() {
        let drawing = scatter().draw(PAGE);
        let places: Vec<(&str, &str)> = drawing
            .labels
            .iter()
            .filter(|label| label.class.starts_with("name"))
            .map(|label| (&*label.x, &*label.y))
            .collect();
        assert_eq!(places.len(), 3, "{places:?}");
        assert!(places[0] != places[1], "{places:?}");
    }
}
