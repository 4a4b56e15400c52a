//! Facts about the whole book, settled before any text is rendered.

pub mod figures;
pub mod naming;
pub mod routes;
