//! Rubrique turns Markdown case studies of sanctions, the law behind them and checklists into one cross-linked website.

pub mod config;
pub mod diag;
pub mod inputs;
pub mod model;
pub mod site;
pub mod source;
pub mod syntax;
