//! The pipeline: from inputs to a site, in one short story.
//!
//! Pure: the same inputs give the same site and the same diagnostics, whatever was compiled before. Facts about the whole book are
//! settled before any text is rendered.

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;

use crate::analysis::Analysis;
use crate::analysis::book::Book;
use crate::analysis::figures;
use crate::analysis::graph;
use crate::analysis::routes::Routes;
use crate::analysis::rules;
use crate::analysis::texts;
use crate::analysis::{checks, naming};
use crate::assemble;
use crate::citation::Linker;
use crate::compose::World;
use crate::config::NamingPolicy;
use crate::corpus::Corpus;
use crate::diag::{Code, Diagnostic, Outcome, Sink};
use crate::inputs::Inputs;
use crate::memo::{Memo, ParsedFile};
use crate::parse;
use crate::site::Site;
use crate::source::SourceFile;

/// Compiles a book: its site, and everything there is to say about its files.
pub fn compile(inputs: &Arc<Inputs>, memo: &mut Memo) -> Outcome<Site> {
    let Outcome { value: analysis, mut diagnostics } = analyse(inputs, memo);
    let site = match memo.theme(&inputs.theme) {
        Ok(theme) => assemble::site(World::new(inputs.clone(), analysis, &mut memo.pages), theme),
        Err(errors) => {
            diagnostics.extend(errors.iter().map(assemble::broken));
            Site::default()
        }
    };
    Outcome { value: site, diagnostics }
}

/// Settles the facts of the book.
pub fn analyse(inputs: &Inputs, memo: &mut Memo) -> Outcome<Analysis> {
    let sink = Sink::default();
    let parsed = parse_files(inputs, memo);
    sink.extend(parsed.iter().flat_map(|file| file.diagnostics.iter().cloned()));
    let corpus = Corpus::collect(parsed.iter().filter_map(|file| file.value.clone()), &sink);
    let figures = figures::compute(&corpus, inputs.today, &mut memo.figures);
    let routes = Routes::of(inputs);
    let book = Arc::new(Book::of(&corpus, &routes, inputs));
    memo.findings.report(&book, &corpus, &routes, &sink, |document, sink| {
        checks::of_document(&corpus, document, sink);
        rules::of_document(inputs, &corpus, &figures, document, sink);
        if inputs.config.naming == NamingPolicy::Official {
            naming::check_addresses(document, sink);
        }
    });
    checks::of_book(&corpus, &inputs.config, inputs.sources.by_path("book.toml"), &sink);
    let texts = texts::read(inputs, &corpus, &figures, &book, &mut memo.texts, &sink);
    let graph = graph::build(&corpus, &texts, &book, inputs.today, &mut memo.graph);
    let mut diagnostics = apply_allows(&corpus, sink.into_vec());
    for one in &mut diagnostics {
        one.level = inputs.config.severities.get(&one.code).copied();
    }
    Outcome { value: Analysis { corpus, figures, routes, texts, graph }, diagnostics }
}

/// The linker for the acts and the decisions of the book.
pub fn linker(corpus: &Corpus) -> Linker {
    let numbers = corpus
        .decisions()
        .filter_map(|(document, decision)| Some((decision.number.as_ref()?.value.as_str(), &document.id().slug)));
    Linker::new(corpus.acts.values(), numbers, None)
}

/// What every file became; texts that the memo knows are not parsed again.
pub fn parse_files(inputs: &Inputs, memo: &mut Memo) -> Vec<ParsedFile> {
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
