//! A drawing while it is being made: paths and labels, in the order in which they lie on each other.

use super::Layout;
use super::scale::Tenths;
use crate::view::chart::{DrawingView, LabelView, PathView};

pub struct Sheet {
    drawing: DrawingView,
}

/// Where a label stands by its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    Start,
    Middle,
    End,
}

impl Sheet {
    pub fn new(layout: Layout, height: Tenths) -> Sheet {
        let drawing = DrawingView {
            kind: layout.pick("wide", "narrow").to_owned(),
            width: layout.width().to_string(),
            height: height.to_string(),
            paths: Vec::new(),
            labels: Vec::new(),
        };
        Sheet { drawing }
    }

    pub fn path(&mut self, class: &str, data: String) {
        if !data.is_empty() {
            self.drawing.paths.push(PathView { class: class.to_owned(), d: data });
        }
    }

    pub fn paths(&mut self, paths: &[PathView]) {
        self.drawing.paths.extend_from_slice(paths);
    }

    pub fn label(&mut self, class: &str, anchor: Anchor, x: Tenths, y: Tenths, text: &str) {
        let class = match (class, anchor) {
            (class, Anchor::Start) => class.to_owned(),
            (class, Anchor::Middle) => format!("{class} mid"),
            (class, Anchor::End) => format!("{class} end"),
        };
        let text = text.to_owned();
        self.drawing.labels.push(LabelView { class, x: x.to_string(), y: y.to_string(), text });
    }

    /// A label over or under its place that never runs out of the drawing.
    pub fn centred(&mut self, class: &str, x: Tenths, y: Tenths, text: &str, within: (Tenths, Tenths)) {
        let half = Tenths(text_width(text).0 / 2);
        let (anchor, x) = match (x - half < within.0, x + half > within.1) {
            (true, _) => (Anchor::Start, within.0),
            (false, true) => (Anchor::End, within.1),
            (false, false) => (Anchor::Middle, x),
        };
        self.label(class, anchor, x, y, text);
    }

    pub fn finish(self) -> DrawingView {
        self.drawing
    }
}

/// About how wide a label is: there are no fonts here, and the theme's is some half a unit a character and size.
pub fn text_width(text: &str) -> Tenths {
    Tenths(text.chars().count() as i64 * 72)
}

pub fn horizontal(y: Tenths, from: Tenths, to: Tenths) -> String {
    format!("M{from} {y}H{to}")
}

pub fn vertical(x: Tenths, from: Tenths, to: Tenths) -> String {
    format!("M{x} {from}V{to}")
}
