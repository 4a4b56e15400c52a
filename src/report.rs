//! Diagnostics for people and for programs: with the source line, one line each, or as one JSON object.

pub mod baseline;
pub mod french;
mod github;
mod sarif;

use std::fmt::Write as _;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use serde::Serialize;

use crate::diag::{Diagnostic, Severity, Tally};
use crate::model::value::Lang;
use crate::source::{Position, SourceFile, Sources, Span};
use crate::typography;
use crate::vocabulary::say;
pub use github::github;
pub use sarif::sarif;

/// In the order of files, places and codes: the same whatever the order in which they were found.
pub fn sorted(mut diagnostics: Vec<Diagnostic>, sources: &Sources) -> Vec<Diagnostic> {
    let path = |span: Span| sources.get(span.file).map(|file| file.path.clone());
    diagnostics.sort_by_cached_key(|one| (path(one.span), one.span.start, one.span.end, one.code, one.message.clone()));
    diagnostics.dedup();
    diagnostics
}

/// With the source line and a mark under the place, as compilers print them. `lang` is that of the messages.
pub fn human(diagnostics: &[Diagnostic], sources: &Sources, colour: bool, lang: Lang) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let mut out = String::new();
    for diagnostic in diagnostics {
        out.push_str(&rendered(diagnostic, sources, &renderer, lang));
        out.push_str("\n\n");
    }
    out
}

fn rendered(diagnostic: &Diagnostic, sources: &Sources, renderer: &Renderer, lang: Lang) -> String {
    let level = match diagnostic.severity() {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = level.primary_title(diagnostic.message.as_str()).id(diagnostic.code.id());
    let mut group = Group::with_title(title);
    if let Some(file) = sources.get(diagnostic.span.file) {
        group = group.element(snippet(file, diagnostic.span, None));
    }
    for related in &diagnostic.related {
        if let Some(file) = sources.get(related.span.file) {
            group = group.element(snippet(file, related.span, Some(&related.message)));
        }
    }
    for help in &diagnostic.help {
        group = group.element(Level::HELP.with_name(say(lang, "aide", "help")).message(help.as_str()));
    }
    if let Some(reason) = &diagnostic.allowed {
        let told = say(lang, "admis\u{a0}:", "let through:");
        group = group.element(Level::NOTE.message(format!("{told} {reason}")));
    }
    renderer.render(&[group])
}

fn snippet<'a>(
    file: &'a SourceFile,
    span: Span,
    label: Option<&'a str>,
) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let kind = if label.is_some() { AnnotationKind::Context } else { AnnotationKind::Primary };
    let annotation = kind.span(clamped(file, span)).label(label);
    Snippet::source(&*file.text).path(&*file.path).annotation(annotation)
}

fn clamped(file: &SourceFile, span: Span) -> std::ops::Range<usize> {
    let range = span.range();
    range.start.min(file.text.len())..range.end.min(file.text.len())
}

/// `content/x.md:12:3: error[unknown-key]: message`, one line each.
pub fn short(diagnostics: &[Diagnostic], sources: &Sources) -> String {
    let mut out = String::new();
    for diagnostic in diagnostics {
        let place = place(diagnostic.span, sources);
        let severity = diagnostic.severity().name();
        // Writing to a string cannot fail.
        let _ = writeln!(
            out,
            "{}:{}:{}: {severity}[{}]: {}",
            place.file,
            place.start.line,
            place.start.column,
            diagnostic.code.id(),
            diagnostic.message
        );
    }
    out
}

struct Place {
    file: String,
    start: Position,
    end: Position,
}

fn place(span: Span, sources: &Sources) -> Place {
    match sources.get(span.file) {
        Some(file) => Place {
            file: file.path.to_string(),
            start: file.position(span.start as usize),
            end: file.position(span.end as usize),
        },
        None => {
            Place { file: String::new(), start: Position { line: 1, column: 1 }, end: Position { line: 1, column: 1 } }
        }
    }
}

#[derive(Serialize)]
struct Json<'a> {
    version: u32,
    diagnostics: Vec<JsonDiagnostic<'a>>,
    errors: usize,
    warnings: usize,
}

#[derive(Serialize)]
struct JsonDiagnostic<'a> {
    code: &'a str,
    severity: &'a str,
    message: &'a str,
    file: String,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    help: &'a [String],
    related: Vec<JsonRelated<'a>>,
}

#[derive(Serialize)]
struct JsonRelated<'a> {
    message: &'a str,
    file: String,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

/// One JSON object; lines and columns from 1, columns in Unicode scalar values, ends exclusive.
pub fn json(diagnostics: &[Diagnostic], sources: &Sources) -> String {
    let tally = Tally::of(diagnostics);
    let diagnostics = diagnostics.iter().map(|one| json_diagnostic(one, sources)).collect();
    let json = Json { version: 1, diagnostics, errors: tally.errors, warnings: tally.warnings };
    let mut text = serde_json::to_string_pretty(&json).unwrap_or_default();
    text.push('\n');
    text
}

fn json_diagnostic<'a>(diagnostic: &'a Diagnostic, sources: &Sources) -> JsonDiagnostic<'a> {
    let Place { file, start, end } = place(diagnostic.span, sources);
    let related = diagnostic.related.iter().map(|related| {
        let Place { file, start, end } = place(related.span, sources);
        JsonRelated {
            message: &related.message,
            file,
            line: start.line,
            column: start.column,
            end_line: end.line,
            end_column: end.column,
        }
    });
    JsonDiagnostic {
        code: diagnostic.code.id(),
        severity: diagnostic.severity().name(),
        message: &diagnostic.message,
        file,
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
        help: &diagnostic.help,
        related: related.collect(),
    }
}

/// « 2 errors, 1 warning in 118 files ».
pub fn summary(diagnostics: &[Diagnostic], files: usize, lang: Lang) -> String {
    let tally = Tally::of(diagnostics);
    let counted =
        |count: usize, word: &str| format!("{count} {}", typography::plural(lang, count, word, &format!("{word}s")));
    let words = [
        (tally.errors, say(lang, "erreur", "error")),
        (tally.warnings, say(lang, "avertissement", "warning")),
        (tally.notes, "note"),
    ];
    let parts: Vec<String> =
        words.into_iter().filter(|(count, _)| *count > 0).map(|(count, word)| counted(count, word)).collect();
    let found =
        if parts.is_empty() { say(lang, "rien à redire", "nothing wrong").to_owned() } else { parts.join(", ") };
    format!("{found} {} {}", say(lang, "dans", "in"), counted(files, say(lang, "fichier", "file")))
}
