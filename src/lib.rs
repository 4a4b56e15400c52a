//! Rubrique turns Markdown case studies of sanctions, the law behind them and checklists into one cross-linked website.

pub mod diag;
pub mod model;
pub mod source;
pub mod syntax;
pub mod typography;
