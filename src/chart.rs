//! Charts as geometry: from exact decimals to drawings that are made of finished numbers.
//!
//! Each chart is drawn twice, for a page and for a phone: one scaled drawing is unreadable on one of the two. A drawing is a list of paths and of
//! labels, each with a class; colours, weights and fonts are the theme's. Integers only, so that the same values give the same drawing on any
//! machine. What is drawn and in which words is decided in `compose`.

pub mod lanes;
pub mod mark;
pub mod scale;
pub mod scatter;
pub mod sheet;
pub mod slope;
#[cfg(test)]
mod snapshots;
pub mod strip;
pub mod years;

/// For whom a drawing is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// A page, so many units wide.
    Wide(i64),
    /// A phone, 360 units wide.
    Narrow,
}

/// A chart as wide as the page.
pub const PAGE: Layout = Layout::Wide(1176);
/// A chart beside the margin of a decision.
pub const COLUMN: Layout = Layout::Wide(940);

impl Layout {
    /// In units of the drawing.
    pub fn width(self) -> i64 {
        match self {
            Layout::Wide(width) => width,
            Layout::Narrow => 360,
        }
    }

    pub fn is_wide(self) -> bool {
        matches!(self, Layout::Wide(_))
    }

    /// Chooses between what suits a page and what suits a phone.
    pub fn pick<T>(self, wide: T, narrow: T) -> T {
        if self.is_wide() { wide } else { narrow }
    }
}

/// A value with the words that stand for it: a tick of an axis, a median.
#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    pub value: crate::model::value::Decimal,
    pub text: String,
}
