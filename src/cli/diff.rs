//! `rubrique diff REV`: what the book as it stands does to the site, held against a revision of it.

use anyhow::Result;
use clap::{Args, ValueEnum};

use super::{BookOptions, Ending, book, out};
use crate::analysis::Analysis;
use crate::compare::{self, Edition, Verdict};
use crate::compile;
use crate::diag::Diagnostic;
use crate::inputs::Inputs;
use crate::io::git;
use crate::memo::Memo;
use crate::model::value::Lang;
use crate::report;

#[derive(Args)]
pub struct Options {
    /// The revision to compare with: a branch, a tag, a commit
    revision: String,
    #[command(flatten)]
    book: BookOptions,
    /// How to print the comparison
    #[arg(long, value_enum, default_value_t = Format::Markdown)]
    format: Format,
    /// The language of the comparison; the book's own without it
    #[arg(long, value_parser = super::parse_lang, value_name = "LANG")]
    lang: Option<Lang>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Markdown,
    Json,
}

pub fn run(options: &Options) -> Result<Ending> {
    let new = Read::of(book::read(&options.book, false, None)?);
    let root = book::root(&options.book)?;
    let checkout = git::required(&root)?.checkout(&options.revision)?;
    let old = BookOptions { root: Some(checkout.root().to_owned()), as_of: Some(new.inputs.today) };
    let old = Read::of(book::read(&old, false, None)?);
    let comparison = compare::editions(&old.edition(), &new.edition());
    match options.format {
        Format::Markdown => {
            out::print(&compare::markdown(&comparison, &options.revision, options.lang.unwrap_or(Lang::Fr)))?;
        }
        Format::Json => out::print(&format!("{}\n", serde_json::to_string_pretty(&comparison)?))?,
    }
    Ok(match comparison.verdict {
        Verdict::Mend => Ending::ContentErrors,
        Verdict::Review | Verdict::Nothing => Ending::Fine,
    })
}

/// An edition as it was read.
struct Read {
    inputs: Inputs,
    analysis: Analysis,
    diagnostics: Vec<Diagnostic>,
}

impl Read {
    fn of(book: book::Book) -> Read {
        let analysed = compile::analyse(&book.inputs, &mut Memo::default());
        let found = book.diagnostics.into_iter().chain(analysed.diagnostics).collect();
        let diagnostics = report::sorted(found, &book.inputs.sources);
        Read { inputs: book.inputs, analysis: analysed.value, diagnostics }
    }

    fn edition(&self) -> Edition<'_> {
        Edition { inputs: &self.inputs, analysis: &self.analysis, diagnostics: &self.diagnostics }
    }
}
