//! Facts about the whole book, settled before any text is rendered.

pub mod checks;
pub mod figures;
pub mod graph;
pub mod medians;
pub mod naming;
pub mod routes;
pub mod texts;
