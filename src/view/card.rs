//! The picture of a page that messengers and social networks show beside a link.

use serde::Serialize;

/// What the picture says, and where. Template `card.svg`, 1200 units wide and 630 high, drawn as PNG.
#[derive(Clone, Debug, Serialize)]
pub struct CardView {
    /// The name of the site.
    pub brand: String,
    /// What stands above the title: « Délibération SAN-2020-014 du 7 décembre 2020 ».
    pub kicker: String,
    /// The height of the letters of the title.
    pub size: u32,
    /// The lines of the title, four at the most.
    pub lines: Vec<CardLineView>,
    /// The figures, three at the most.
    pub figures: Vec<CardFigureView>,
}

/// A line of the title.
#[derive(Clone, Debug, Serialize)]
pub struct CardLineView {
    /// The words.
    pub text: String,
    /// Where the letters stand.
    pub y: u32,
}

/// A figure.
#[derive(Clone, Debug, Serialize)]
pub struct CardFigureView {
    /// What it measures.
    pub label: String,
    /// The figure, in print.
    pub value: String,
    /// Where it starts.
    pub x: u32,
}
