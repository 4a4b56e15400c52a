//! What is wrong, where, and what to do about it.
//!
//! Every mistake a contributor can make is a [`Diagnostic`]: data with a place and a remedy, never a `Result` that stops the run.
//! Its severity comes from the table of codes in [`code`], not from the caller.

pub mod code;

use std::cell::RefCell;

use crate::source::Span;
pub use code::{Code, Severity};

/// One mistake, or one remark.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Diagnostic {
    pub code: Code,
    pub message: String,
    pub span: Span,
    /// What to do, one remedy a line.
    pub help: Vec<String>,
    /// Other places that this one disagrees with.
    pub related: Vec<Related>,
    /// The reason the author gave for silencing it (`allow:` in the front matter); it is then reported as a note.
    pub allowed: Option<String>,
    /// What the book says of this code, where it says something else than the table.
    pub level: Option<Severity>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Related {
    pub span: Span,
    pub message: String,
}

impl Diagnostic {
    pub fn new(code: Code, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic {
            code,
            message: message.into(),
            span,
            help: Vec::new(),
            related: Vec::new(),
            allowed: None,
            level: None,
        }
    }

    pub fn help(mut self, help: impl Into<String>) -> Diagnostic {
        self.help.push(help.into());
        self
    }

    pub fn related(mut self, span: Span, message: impl Into<String>) -> Diagnostic {
        self.related.push(Related { span, message: message.into() });
        self
    }

    /// Adds « did you mean … » where one of the candidates is near enough to what was written.
    pub fn nearest<'a>(self, written: &str, candidates: impl IntoIterator<Item = &'a str>) -> Diagnostic {
        match nearest(written, candidates) {
            Some(near) if near != written => self.help(format!("did you mean `{near}`?")),
            Some(_) | None => self,
        }
    }

    pub fn severity(&self) -> Severity {
        if self.allowed.is_some() { Severity::Note } else { self.level.unwrap_or(self.code.severity()) }
    }
}

/// The candidate that a slip of the keyboard would have turned into `written`, if one is near enough.
pub fn nearest<'a>(written: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let folded = written.to_lowercase();
    candidates
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(&folded, &candidate.to_lowercase()), candidate))
        .filter(|(distance, candidate)| *distance <= (candidate.chars().count() / 3).max(1))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// Collects diagnostics while a file is read, so that one mistake does not hide the next.
#[derive(Debug, Default)]
pub struct Sink(RefCell<Vec<Diagnostic>>);

impl Sink {
    pub fn report(&self, diagnostic: Diagnostic) {
        self.0.borrow_mut().push(diagnostic);
    }

    pub fn extend(&self, diagnostics: impl IntoIterator<Item = Diagnostic>) {
        self.0.borrow_mut().extend(diagnostics);
    }

    pub fn into_vec(self) -> Vec<Diagnostic> {
        self.0.into_inner()
    }
}

/// A value and everything there is to say about how it came to be. Parsing never fails: a broken file still gives a value.
#[derive(Clone, Debug)]
pub struct Outcome<T> {
    pub value: T,
    pub diagnostics: Vec<Diagnostic>,
}

impl<T> Outcome<T> {
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|diagnostic| diagnostic.severity() == Severity::Error)
    }
}

/// How many diagnostics of each severity there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub errors: usize,
    pub warnings: usize,
    pub notes: usize,
}

impl Tally {
    pub fn of(diagnostics: &[Diagnostic]) -> Tally {
        let count = |severity| diagnostics.iter().filter(|diagnostic| diagnostic.severity() == severity).count();
        Tally { errors: count(Severity::Error), warnings: count(Severity::Warning), notes: count(Severity::Note) }
    }
}
