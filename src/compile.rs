//! The pipeline: from inputs to a site, in one short story.
//!
//! Pure: the same inputs give the same site and the same diagnostics, whatever was compiled before. Facts about the whole book are
//! settled before any text is rendered.

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;

use crate::analysis::figures::{self, Figures};
use crate::analysis::routes::{self, Routes};
use crate::analysis::{checks, naming};
use crate::corpus::Corpus;
use crate::diag::{Code, Diagnostic, Outcome, Sink};
use crate::inputs::Inputs;
use crate::memo::{Memo, ParsedFile};
use crate::parse;
use crate::source::SourceFile;

/// Everything known about the book before anything is rendered.
pub struct Analysis {
    pub corpus: Corpus,
    pub figures: Figures,
    pub routes: Routes,
}

/// Settles the facts of the book.
pub fn analyse(inputs: &Inputs, memo: &mut Memo) -> Outcome<Analysis> {
    let sink = Sink::default();
    let parsed = parse_files(inputs, memo);
    sink.extend(parsed.iter().flat_map(|file| file.diagnostics.iter().cloned()));
    let corpus = Corpus::collect(parsed.iter().filter_map(|file| file.value.clone()), &sink);
    let figures = figures::compute(&corpus, inputs.today);
    let routes = Routes {
        base: inputs.config.base_path().to_owned(),
        origin: inputs.config.origin().map(str::to_owned),
        today: inputs.today,
        drafts: inputs.drafts,
    };
    checks::run(&corpus, &inputs.config, inputs.sources.by_path("book.toml"), inputs.today, &sink);
    routes::check(&corpus, &routes, &sink);
    naming::check_addresses(&corpus, &sink);
    let diagnostics = apply_allows(&corpus, sink.into_vec());
    Outcome { value: Analysis { corpus, figures, routes }, diagnostics }
}

fn parse_files(inputs: &Inputs, memo: &mut Memo) -> Vec<ParsedFile> {
    let unreadable: BTreeSet<_> = inputs.unreadable.iter().collect();
    let files: Vec<&SourceFile> =
        inputs.sources.iter().filter(|file| &*file.path != "book.toml" && !unreadable.contains(&file.id)).collect();
    let known: &Memo = memo;
    let parsed: Vec<ParsedFile> = files
        .par_iter()
        .map(|file| known.parsed(file).unwrap_or_else(|| Arc::new(parse::file(file, &inputs.config.src))))
        .collect();
    memo.keep_parsed(files.iter().zip(&parsed).map(|(file, parsed)| (file.id, file.hash, parsed.clone())));
    parsed
}

/// Silences what a file's `allow` names, and reports an `allow` that silences nothing.
fn apply_allows(corpus: &Corpus, mut diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    for meta in corpus.documents.values().map(|document| &document.meta) {
        for allow in &meta.allow {
            let mut silenced = false;
            for one in diagnostics.iter_mut().filter(|one| one.span.file == meta.file && one.code == allow.code) {
                one.allowed = Some(allow.reason.clone());
                silenced = true;
            }
            if !silenced {
                let message = format!("`{}` does not occur in this file", allow.code.id());
                diagnostics
                    .push(Diagnostic::new(Code::UnusedAllow, allow.span, message).help("remove this row of `allow`"));
            }
        }
    }
    diagnostics
}
