//! `rubrique rename OLD NEW`: another id for a document, with every reference to it and a redirect from each of its old addresses.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use clap::Args;

use super::{BookOptions, Ending, book, out};
use crate::compare;
use crate::compile;
use crate::diag::{Diagnostic, Severity, nearest};
use crate::inputs::Inputs;
use crate::io::fs;
use crate::memo::Memo;
use crate::model::value::{Choice, is_slug};
use crate::rename::{self, Plan};
use crate::report;
use crate::source::SourceFile;

#[derive(Args)]
pub struct Options {
    /// The document's id: san-2020-014; with its folder where several kinds have it: checklists/cabinet
    old: String,
    /// Its new id
    new: String,
    /// The book's folder; the nearest one upwards that holds a book.toml without it
    #[arg(long, value_name = "DIR")]
    root: Option<PathBuf>,
    /// Say what would be done, and do nothing
    #[arg(long)]
    dry_run: bool,
}

pub fn run(options: &Options) -> Result<Ending> {
    let book = book::read(&BookOptions { root: options.root.clone(), as_of: None }, true, None)?;
    let inputs = &book.inputs;
    let analysed = compile::analyse(inputs, &mut Memo::default());
    let corpus = &analysed.value.corpus;
    let Some(document) = corpus.find(&options.old) else {
        let near = nearest(&options.old, corpus.documents.keys().map(|id| &*id.slug));
        let hint = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
        bail!("nothing has the id `{}`{hint}", options.old);
    };
    let new = options.new.rsplit('/').next().unwrap_or(&options.new);
    if !is_slug(new) {
        bail!("`{new}` is not a well-formed id: ids are lower-case ASCII letters, digits and hyphens");
    }
    let id = document.id();
    if corpus.get(id.kind, new).is_some() {
        bail!("{} `{new}` exists already", id.kind.word());
    }
    let plan = rename::plan(inputs, &analysed.value, id, new);
    let after = applied(inputs, &plan);
    let before = report::sorted(analysed.diagnostics, &inputs.sources);
    let found = report::sorted(compile::analyse(&after, &mut Memo::default()).diagnostics, &after.sources);
    let mistakes: Vec<Diagnostic> = compare::unknown(&found, &after.sources, &before, &inputs.sources)
        .into_iter()
        .filter(|one| one.severity() == Severity::Error && !is_elsewhere(one, &before, &after, inputs, &plan))
        .cloned()
        .collect();
    if !mistakes.is_empty() {
        book::print(&mistakes, &after.sources);
        bail!("nothing was renamed: the book would not pass `check`");
    }
    if !options.dry_run {
        write(&book.root, &plan)?;
    }
    out::print(&told(&plan))?;
    Ok(Ending::Fine)
}

/// Whether an error of a moved file stood there before, under the old path.
fn is_elsewhere(one: &Diagnostic, before: &[Diagnostic], after: &Inputs, inputs: &Inputs, plan: &Plan) -> bool {
    let path = after.sources.get(one.span.file).map(|file| file.path.to_string());
    let old =
        plan.moves.iter().find(|(_, to)| Some(to) == path.as_ref()).and_then(|(from, _)| inputs.sources.by_path(from));
    old.is_some_and(|old| {
        before.iter().any(|known| known.span.file == old.id && known.code == one.code && known.message == one.message)
    })
}

/// The book after the plan.
fn applied(inputs: &Inputs, plan: &Plan) -> Inputs {
    let mut after = inputs.clone();
    for (path, text) in &plan.texts {
        after.sources.insert(SourceFile::new(path.as_str(), text.as_str()));
    }
    for (from, to) in &plan.moves {
        if let Some(file) = after.sources.remove(from) {
            after.sources.insert(SourceFile::new(to.as_str(), file.text));
        }
    }
    after
}

/// Texts first, each replaced whole; then the files move. Stopped in between, the book still holds every text.
fn write(root: &std::path::Path, plan: &Plan) -> Result<()> {
    for (from, to) in &plan.moves {
        if root.join(to).symlink_metadata().is_ok() {
            bail!("nothing was renamed: {} exists (moving {from})", root.join(to).display());
        }
    }
    for (path, text) in &plan.texts {
        fs::replace(&root.join(path), text.as_bytes())?;
    }
    for (from, to) in &plan.moves {
        fs::rename(&root.join(from), &root.join(to)).with_context(|| format!("cannot move {from}"))?;
    }
    Ok(())
}

fn told(plan: &Plan) -> String {
    let moves = plan.moves.iter().map(|(from, to)| format!("{from} → {to}\n"));
    let edits = plan.texts.keys().filter(|path| plan.moves.iter().all(|(from, _)| from != *path));
    moves.chain(edits.map(|path| format!("{path}\n"))).collect()
}
