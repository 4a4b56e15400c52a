//! What every kind of document may say about itself, and the sources that decisions, provisions and checklists rest on.

use std::ops::Range;

use crate::diag::{Code, Diagnostic, Sink};
use crate::model::fields::{self, Fields};
use crate::model::schema;
use crate::model::value::{Date, DocId, Words};
use crate::source::{FileId, SourceFile, Span, Spanned};
use crate::syntax::yaml::Node;

#[derive(Clone, Debug)]
pub struct Meta {
    pub id: DocId,
    pub file: FileId,
    /// The start of the front matter: where a message about the whole document points.
    pub span: Span,
    pub title: Words,
    pub standfirst: Option<Words>,
    /// Known, but not built unless drafts are asked for.
    pub draft: bool,
    /// Old addresses of the page, each of which becomes a redirect.
    pub aliases: Vec<Spanned<String>>,
    /// The act that a bare « article 6 » of this text belongs to.
    pub default_act: Option<Spanned<String>>,
    pub allow: Vec<Allow>,
    /// The last part of the English address, where it differs from the French one.
    pub slug_en: Option<Spanned<String>>,
    pub reviewed: Option<Date>,
    /// Where that day stands.
    pub reviewed_at: Option<Span>,
    pub sources: Vec<Source>,
    pub corrections: Vec<Correction>,
    /// Where the Markdown stands in the file.
    pub body: Range<usize>,
}

/// One diagnostic of this file, silenced with a reason.
#[derive(Clone, Debug)]
pub struct Allow {
    pub code: Code,
    pub reason: String,
    pub span: Span,
}

#[derive(Clone, Debug)]
pub struct Source {
    pub id: Spanned<String>,
    pub title: Words,
    pub url: Spanned<String>,
    /// The day this very address was opened.
    pub consulted: Option<Date>,
    /// Where the text was read instead: a copy, a translation.
    pub read_via: Option<Words>,
    pub archive: Option<Spanned<String>>,
}

/// Something that the page once said, and no longer does.
#[derive(Clone, Debug)]
pub struct Correction {
    pub id: Spanned<String>,
    pub date: Date,
    pub was: Words,
    pub now: Words,
    pub why: Option<Words>,
}

impl Meta {
    pub fn words(&self) -> Vec<(String, &Words)> {
        let mut words = vec![("title".to_owned(), &self.title)];
        words.extend(self.standfirst.iter().map(|standfirst| ("standfirst".to_owned(), standfirst)));
        for source in &self.sources {
            words.push((format!("sources.{}.title", source.id.value), &source.title));
            words.extend(source.read_via.iter().map(|via| (format!("sources.{}.read-via", source.id.value), via)));
        }
        for correction in &self.corrections {
            let parts =
                [("was", Some(&correction.was)), ("now", Some(&correction.now)), ("why", correction.why.as_ref())];
            let path = |part: &str| format!("corrections.{}.{part}", correction.id.value);
            words.extend(parts.into_iter().filter_map(|(part, text)| Some((path(part), text?))));
        }
        words
    }

    /// The corrections that have been made by a day.
    pub fn corrections_until(&self, day: Date) -> impl Iterator<Item = &Correction> {
        self.corrections.iter().filter(move |correction| correction.date <= day)
    }
}

pub fn lower(fields: &mut Fields<'_>, id: DocId, body: Range<usize>) -> Meta {
    let (file, sink) = (fields.file, fields.sink);
    let span = Span { end: fields.span().start, ..fields.span() };
    let title = fields.required_words("title").unwrap_or_else(|| Words { text: String::new(), span, verbatim: None });
    if !fields.is_empty("title") {
        check_title(&title, sink);
    }
    let reviewed = fields.date("reviewed");
    Meta {
        file: file.id,
        span,
        title,
        standfirst: fields.words("standfirst"),
        draft: fields.flag("draft").unwrap_or(false),
        aliases: fields.list("aliases", |node| alias(node, sink)),
        default_act: fields.slug("act"),
        allow: fields.list("allow", |node| allow(node, file, sink)),
        slug_en: fields.slug("slug-en"),
        reviewed: reviewed.as_ref().map(|date| date.value),
        reviewed_at: reviewed.map(|date| date.span),
        sources: sources(fields),
        corrections: corrections(fields),
        id,
        body,
    }
}

/// A title is the page's heading, in either language.
pub fn check_title(title: &Words, sink: &Sink) {
    if title.text.trim().is_empty() {
        sink.report(
            Diagnostic::new(Code::EmptyTitle, title.span, "the title is empty")
                .help("write the fact in one plain sentence"),
        );
    }
}

fn alias(node: &Node, sink: &Sink) -> Option<Spanned<String>> {
    let text = fields::text(node, sink)?;
    let plain = text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"-_./".contains(&b));
    if plain
        && text.starts_with('/')
        && text.ends_with('/')
        && !text.contains("//")
        && !text.contains("..")
        && !text.ends_with("/index.html/")
        && text != "/"
    {
        return Some(Spanned { value: text, span: node.span });
    }
    sink.report(
        Diagnostic::new(Code::BadAlias, node.span, format!("`{text}` is not an address of this site"))
            .help("an alias is an old address from the root: `/old/address/`, lower case, ASCII"),
    );
    None
}

fn allow(node: &Node, file: &SourceFile, sink: &Sink) -> Option<Allow> {
    let mut fields = Fields::of(node, &schema::ALLOW, file, sink)?;
    let code = fields.required("code");
    let reason = fields.required_text("reason");
    fields.finish();
    let (node, reason) = (code?, reason?);
    let written = fields::text(node, sink)?;
    match Code::parse(&written) {
        Some(code) => Some(Allow { code, reason, span: node.span }),
        None => {
            let ids: Vec<&str> = crate::diag::code::ALL.iter().map(|code| code.id()).collect();
            sink.report(
                Diagnostic::new(Code::BadValue, node.span, format!("`{written}` is no diagnostic code"))
                    .nearest(&written, ids)
                    .help("`rubrique explain` lists them all"),
            );
            None
        }
    }
}

fn sources(fields: &mut Fields<'_>) -> Vec<Source> {
    let (file, sink) = (fields.file, fields.sink);
    let sources = fields.list("sources", |node| source(node, file, sink));
    for (at, source) in sources.iter().enumerate() {
        if let Some(first) = sources[..at].iter().find(|other| other.id.value == source.id.value) {
            sink.report(duplicate_id(&source.id, first.id.span));
        }
    }
    sources
}

fn corrections(fields: &mut Fields<'_>) -> Vec<Correction> {
    let (file, sink) = (fields.file, fields.sink);
    let corrections = fields.list("corrections", |node| correction(node, file, sink));
    for (at, correction) in corrections.iter().enumerate() {
        if let Some(first) = corrections[..at].iter().find(|other| other.id.value == correction.id.value) {
            sink.report(duplicate_id(&correction.id, first.id.span));
        }
    }
    corrections
}

fn correction(node: &Node, file: &SourceFile, sink: &Sink) -> Option<Correction> {
    let mut fields = Fields::of(node, &schema::CORRECTION, file, sink)?;
    let (id, date) = (fields.required_slug("id"), fields.required_date("date"));
    let (was, now) = (fields.required_words("was"), fields.required_words("now"));
    let why = fields.words("why");
    fields.finish();
    Some(Correction { id: id?, date: date?.value, was: was?, now: now?, why })
}

/// Two things of one document with the same id.
pub fn duplicate_id(id: &Spanned<String>, first: Span) -> Diagnostic {
    Diagnostic::new(Code::DuplicateId, id.span, format!("the id `{}` is used twice", id.value))
        .help("give each its own id")
        .related(first, "first used here")
}

fn source(node: &Node, file: &SourceFile, sink: &Sink) -> Option<Source> {
    let mut fields = Fields::of(node, &schema::SOURCE, file, sink)?;
    let id = fields.required_slug("id");
    let title = fields.required_words("title");
    let url = fields.required("url").and_then(|node| address(node, sink));
    let consulted = fields.date("consulted").map(|date| date.value);
    let read_via = fields.words("read-via");
    let archive = fields.optional("archive").and_then(|node| address(node, sink));
    fields.finish();
    Some(Source { id: id?, title: title?, url: url?, consulted, read_via, archive })
}

fn address(node: &Node, sink: &Sink) -> Option<Spanned<String>> {
    let text = fields::text(node, sink)?;
    let web = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    if web.is_some_and(|rest| {
        rest.contains('.') && !rest.contains(char::is_whitespace) && !rest.contains(['"', '<', '>'])
    }) {
        return Some(Spanned { value: text, span: node.span });
    }
    sink.report(
        Diagnostic::new(Code::BadAddress, node.span, format!("`{text}` is not a web address"))
            .help("a source is an address that a reader can open: https://…"),
    );
    None
}
