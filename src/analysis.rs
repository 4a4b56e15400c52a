//! Facts about the whole book, settled before any text is rendered.

pub mod book;
pub mod cases;
pub mod checks;
pub mod figures;
pub mod graph;
pub mod medians;
pub mod naming;
pub mod prose;
pub mod routes;
pub mod rules;
pub mod texts;

use crate::corpus::Corpus;
use figures::Figures;
use graph::Graph;
use routes::Routes;
use texts::Texts;

/// Everything known about the book before anything is rendered.
pub struct Analysis {
    pub corpus: Corpus,
    pub figures: Figures,
    pub routes: Routes,
    pub texts: Texts,
    pub graph: Graph,
}
