//! Rubrique turns Markdown case studies of sanctions, the law behind them and checklists into one cross-linked website.

pub mod analysis;
pub mod assemble;
pub mod chart;
pub mod citation;
pub mod cli;
pub mod compile;
pub mod compose;
pub mod config;
pub mod corpus;
pub mod diag;
pub mod html;
pub mod inputs;
pub mod io;
pub mod memo;
pub mod model;
pub mod outputs;
pub mod parse;
pub mod proof;
pub mod report;
pub mod site;
pub mod source;
pub mod syntax;
pub mod theme;
pub mod typography;
pub mod view;
pub mod vocabulary;
