//! `rubrique build`.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Result;
use clap::Args;

use super::{BookOptions, Ending, book, out, theme};
use crate::compile;
use crate::config::Config;
use crate::diag::{Diagnostic, Outcome, Severity};
use crate::history::History;
use crate::io::git::Log;
use crate::io::write::{self, WriteError};
use crate::memo::Memo;
use crate::model::value::Lang;
use crate::report;
use crate::typography::plural;

#[derive(Args)]
pub struct Options {
    #[command(flatten)]
    book: BookOptions,
    /// The output folder, relative to the current one; `[build] build-dir` without it
    #[arg(short = 'd', long, value_name = "DIR")]
    dest_dir: Option<PathBuf>,
    /// The site's address, instead of `site-url`
    #[arg(short = 'b', long, value_name = "URL")]
    base_url: Option<String>,
    /// Build drafts too
    #[arg(long)]
    drafts: bool,
}

pub fn run(options: &Options) -> Result<Ending> {
    let book::Book { root, mut inputs, diagnostics } =
        book::read(&options.book, options.drafts, options.base_url.clone())?;
    inputs.history = history(&root, &inputs.config);
    let inputs = Arc::new(inputs);
    let output = options.dest_dir.clone().unwrap_or_else(|| root.join(&inputs.config.build_dir));
    theme::tell_moved_on(&inputs);
    write::check_output(&root, &inputs.config.src, &output, inputs.config.create_missing)?;
    let Outcome { value: site, diagnostics: found } = compile::compile(&inputs, &mut Memo::default());
    let diagnostics = report::sorted(diagnostics.into_iter().chain(found).collect(), &inputs.sources);
    let ending = book::ending(&diagnostics, false);
    book::print(&worth_showing(&diagnostics), &inputs.sources);
    if !matches!(ending, Ending::Fine) {
        out::tell(&format!(
            "nothing was written: {}",
            report::summary(&diagnostics, inputs.sources.iter().count(), Lang::En)
        ));
        return Ok(ending);
    }
    match write::site(&output, &site) {
        Ok(written) => {
            let total = written.changed + written.unchanged;
            let files = plural(Lang::En, total, "file", "files");
            let drawn = match written.drawn {
                0 => String::new(),
                one => format!(", {one} {} drawn", plural(Lang::En, one, "picture", "pictures")),
            };
            out::tell(&format!(
                "{total} {files} in {}: {} written, {} unchanged, {} removed{drawn}",
                output.display(),
                written.changed,
                written.unchanged,
                written.removed
            ));
            Ok(Ending::Fine)
        }
        Err(WriteError::Theme(diagnostic)) => {
            book::print(&[*diagnostic], &inputs.sources);
            out::tell("nothing was written: the theme is broken");
            Ok(Ending::Failed)
        }
        Err(WriteError::Disk(error)) => Err(error),
    }
}

/// What pages say of their own history, where they say anything.
fn history(root: &Path, config: &Config) -> Arc<History> {
    let mut log = Log::default();
    let history = log.history(root, config);
    if log.is_shallow {
        out::tell(
            "this clone is shallow: no page has a history (`git fetch --unshallow`, or `fetch-depth: 0` in a workflow)",
        );
    }
    history
}

/// Notes are `check`'s to tell.
fn worth_showing(diagnostics: &[Diagnostic]) -> Vec<Diagnostic> {
    diagnostics.iter().filter(|one| one.severity() != Severity::Note).cloned().collect()
}
