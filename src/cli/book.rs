//! Reads a book for a command and reports what is wrong with it.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use super::{BookOptions, Ending, out};
use crate::diag::{Code, Diagnostic, Outcome, Severity};
use crate::inputs::Inputs;
use crate::io::{clock, read};
use crate::model::value::{Date, Lang};
use crate::report;
use crate::source::Sources;

/// A book that was read, and what reading it found.
pub struct Book {
    pub root: PathBuf,
    pub inputs: Inputs,
    pub diagnostics: Vec<Diagnostic>,
}

pub fn read(options: &BookOptions, drafts: bool, site_url: Option<String>) -> Result<Book> {
    let (root, today) = (root(options)?, today(options)?);
    let Outcome { value: inputs, diagnostics } = read::inputs(&root, &read::Settings { today, drafts, site_url })?;
    Ok(Book { root, inputs, diagnostics })
}

/// The folder of the book that the options name.
pub fn root(options: &BookOptions) -> Result<PathBuf> {
    match &options.root {
        Some(root) if root.join("book.toml").is_file() => Ok(root.clone()),
        Some(root) => bail!("no book.toml in {}; `rubrique init` makes a new book", root.display()),
        None => read::find_root(Path::new(".")),
    }
}

/// The day that the options name, else today.
pub fn today(options: &BookOptions) -> Result<Date> {
    options.as_of.map_or_else(clock::today, Ok)
}

/// What the diagnostics of a run mean for its exit status.
pub fn ending(diagnostics: &[Diagnostic], deny_warnings: bool) -> Ending {
    let is = |severity| diagnostics.iter().any(|one| one.severity() == severity);
    let is_configuration = |one: &Diagnostic| matches!(one.code, Code::ConfigInvalid | Code::ThemeInvalid);
    if diagnostics.iter().any(|one| is_configuration(one) && one.severity() == Severity::Error) {
        Ending::Failed
    } else if is(Severity::Error) || (deny_warnings && is(Severity::Warning)) {
        Ending::ContentErrors
    } else {
        Ending::Fine
    }
}

/// Prints diagnostics for a person, to stderr: the worst last, where the eye rests.
pub fn print(diagnostics: &[Diagnostic], sources: &Sources) {
    if diagnostics.is_empty() {
        return;
    }
    let mut ordered: Vec<Diagnostic> = diagnostics.to_vec();
    ordered.sort_by_key(|one| std::cmp::Reverse(one.severity()));
    out::tell(report::human(&ordered, sources, true, Lang::En).trim_end_matches('\n'));
}
