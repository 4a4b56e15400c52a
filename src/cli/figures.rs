//! `rubrique figures`.

use anyhow::Result;
use clap::{Args, ValueEnum};

use super::{BookOptions, Ending, book, out};
use crate::analysis::Analysis;
use crate::compile;
use crate::memo::Memo;
use crate::model::value::Lang;
use crate::outputs;
use crate::report;

#[derive(Args)]
pub struct Options {
    #[command(flatten)]
    book: BookOptions,
    /// How to print the figures
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Table,
    Json,
    Csv,
}

pub fn run(options: &Options) -> Result<Ending> {
    let book = book::read(&options.book, false, None)?;
    let analysed = compile::analyse(&book.inputs, &mut Memo::default());
    let sources = &book.inputs.sources;
    let found = book.diagnostics.into_iter().chain(analysed.diagnostics).collect();
    let diagnostics = report::sorted(found, sources);
    let ending = book::ending(&diagnostics, false);
    if !matches!(ending, Ending::Fine) {
        book::print(&diagnostics, sources);
        out::tell(&format!("no figures: {}", report::summary(&diagnostics, sources.iter().count(), Lang::En)));
        return Ok(ending);
    }
    let Analysis { corpus, figures, routes, .. } = &analysed.value;
    let is_built = |id: &_| corpus.documents.get(id).is_some_and(|document| routes.is_built(document));
    let rows = outputs::figures::rows(corpus, figures, sources, is_built);
    let text = match options.format {
        Format::Table => outputs::figures::table(&rows),
        Format::Json => outputs::figures::json(&rows, book.inputs.today),
        Format::Csv => outputs::figures::csv(&rows)?,
    };
    out::print(&text)?;
    Ok(Ending::Fine)
}
