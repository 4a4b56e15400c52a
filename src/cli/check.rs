//! `rubrique check`.

use anyhow::Result;
use clap::{Args, ValueEnum};

use super::{BookOptions, Ending, book, out};
use crate::compile;
use crate::memo::Memo;
use crate::report;

#[derive(Args)]
pub struct Options {
    #[command(flatten)]
    book: BookOptions,
    /// How to print what was found
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    /// Fail on warnings too
    #[arg(long, value_name = "warnings")]
    deny: Option<Deny>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Human,
    Short,
    Json,
}

#[derive(Clone, Copy, ValueEnum)]
enum Deny {
    Warnings,
}

pub fn run(options: &Options) -> Result<Ending> {
    let book = book::read(&options.book, true, None)?;
    let analysed = compile::analyse(&book.inputs, &mut Memo::default());
    let found = book.diagnostics.into_iter().chain(analysed.diagnostics).collect();
    let sources = &book.inputs.sources;
    let diagnostics = report::sorted(found, sources);
    match options.format {
        Format::Human => {
            out::print(&report::human(&diagnostics, sources, true))?;
            out::tell(&report::summary(&diagnostics, sources.iter().count()));
        }
        Format::Short => out::print(&report::short(&diagnostics, sources))?,
        Format::Json => out::print(&report::json(&diagnostics, sources))?,
    }
    Ok(book::ending(&diagnostics, options.deny.is_some()))
}
