//! `rubrique check`.

use std::collections::BTreeSet;
use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::{Args, ValueEnum};

use super::{BookOptions, Ending, book, fix, out, theme};
use crate::compare;
use crate::compile;
use crate::diag::Diagnostic;
use crate::io::{fs, git};
use crate::memo::Memo;
use crate::model::value::Lang;
use crate::report::{self, baseline};

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
    /// Only what a change since this revision touches, or breaks elsewhere
    #[arg(long, value_name = "REV")]
    changed: Option<String>,
    /// A file of old debts: what it lists is a note
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// The language of the messages, fr or en; the book's own without it
    #[arg(long, value_name = "LANG", value_parser = super::parse_lang)]
    lang: Option<Lang>,
    /// Mend first what takes no judgement: Unicode form, missing French spaces, days, references to a renamed id, the order of keys
    #[arg(long, conflicts_with_all = ["baseline", "write_baseline"])]
    fix: bool,
    /// With --fix: print what would change, and write nothing
    #[arg(long, requires = "fix")]
    dry_run: bool,
    /// Write what is found now into the file of old debts
    #[arg(long, requires = "baseline", conflicts_with = "changed")]
    write_baseline: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Human,
    Short,
    Json,
    Github,
    Sarif,
}

#[derive(Clone, Copy, ValueEnum)]
enum Deny {
    Warnings,
}

pub fn run(options: &Options) -> Result<Ending> {
    if options.fix
        && let Some(ending) = fixed(options)?
    {
        return Ok(ending);
    }
    let mut checked = checked(&options.book)?;
    if options.write_baseline {
        return write_baseline(options, &checked);
    }
    if let Some(file) = &options.baseline {
        let (name, text) = (file.display().to_string(), String::from_utf8_lossy(&fs::read(file)?).into_owned());
        let paid = baseline::apply(&text, &name, &mut checked.diagnostics, &checked.inputs.sources)?;
        if paid > 0 {
            out::tell(&format!("{paid} of the debts in {name} are paid: `--write-baseline` takes them off"));
        }
    }
    if let Some(revision) = &options.changed {
        checked.keep_changed(revision)?;
    }
    // A baseline holds English: what it knows does not depend on who reads it.
    if options.lang != Some(Lang::En) {
        checked.diagnostics = checked.diagnostics.into_iter().map(report::french::translated).collect();
    }
    print(options.format, &checked, options.lang.unwrap_or(Lang::Fr))?;
    theme::tell_moved_on(&checked.inputs);
    Ok(book::ending(&checked.diagnostics, options.deny.is_some()))
}

/// Writes what takes no judgement; ends the run where it only says what it would write.
fn fixed(options: &Options) -> Result<Option<Ending>> {
    let book = book::read(&options.book, true, None)?;
    let only = match &options.changed {
        Some(revision) => Some(git::required(&book.root)?.changed(revision)?.into_iter().collect::<BTreeSet<String>>()),
        None => None,
    };
    let mut mended = book.inputs.clone();
    let changes = fix::mend(&mut mended, &book.diagnostics, only.as_ref());
    if options.dry_run {
        out::print(&fix::difference(&book.inputs, &mended, &changes))?;
        return Ok(Some(Ending::Fine));
    }
    fix::write(&book.root, &mended, &changes, options.lang.unwrap_or(Lang::Fr))?;
    Ok(None)
}

/// A book and everything there is to say about it, in order.
struct Checked {
    root: PathBuf,
    inputs: crate::inputs::Inputs,
    diagnostics: Vec<Diagnostic>,
}

fn checked(options: &BookOptions) -> Result<Checked> {
    let book = book::read(options, true, None)?;
    let analysed = compile::analyse(&book.inputs, &mut Memo::default());
    let found = book.diagnostics.into_iter().chain(analysed.diagnostics).collect();
    let diagnostics = report::sorted(found, &book.inputs.sources);
    Ok(Checked { root: book.root, inputs: book.inputs, diagnostics })
}

impl Checked {
    /// What stands in a file that changed since a revision, and what the change broke in others.
    fn keep_changed(&mut self, revision: &str) -> Result<()> {
        let repository = git::required(&self.root)?;
        let changed: BTreeSet<String> = repository.changed(revision)?.into_iter().collect();
        let checkout = repository.checkout(revision)?;
        let before = BookOptions { root: Some(checkout.root().to_owned()), as_of: Some(self.inputs.today) };
        let before = checked(&before)?;
        let sources = &self.inputs.sources;
        let fresh = compare::unknown(&self.diagnostics, sources, &before.diagnostics, &before.inputs.sources);
        let is_touched =
            |one: &Diagnostic| sources.get(one.span.file).is_some_and(|file| changed.contains(&*file.path));
        let kept =
            self.diagnostics.iter().filter(|one| is_touched(one) || fresh.iter().any(|new| std::ptr::eq(*new, *one)));
        self.diagnostics = kept.cloned().collect();
        Ok(())
    }
}

fn print(format: Format, checked: &Checked, lang: Lang) -> Result<()> {
    let Checked { root, inputs, diagnostics } = checked;
    let sources = &inputs.sources;
    let prefix = || git::repository(root).map(|repository| repository.prefix).unwrap_or_default();
    match format {
        Format::Human => {
            out::print(&report::human(diagnostics, sources, true, lang))?;
            out::tell(&report::summary(diagnostics, sources.iter().count(), lang));
        }
        Format::Short => out::print(&report::short(diagnostics, sources))?,
        Format::Json => out::print(&report::json(diagnostics, sources))?,
        Format::Github => {
            out::print(&report::github(diagnostics, sources, &prefix()))?;
            out::tell(&report::summary(diagnostics, sources.iter().count(), lang));
        }
        Format::Sarif => out::print(&report::sarif(diagnostics, sources, &prefix()))?,
    }
    Ok(())
}

fn write_baseline(options: &Options, checked: &Checked) -> Result<Ending> {
    let file = options.baseline.as_ref().context("`--write-baseline` needs `--baseline FILE`")?;
    let text = baseline::written(&checked.diagnostics, &checked.inputs.sources)?;
    fs::replace(file, text.as_bytes())?;
    out::tell(&format!(
        "{} written: {}",
        file.display(),
        report::summary(&checked.diagnostics, checked.inputs.sources.iter().count(), Lang::En)
    ));
    Ok(Ending::Fine)
}
