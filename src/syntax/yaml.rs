//! YAML with a place for every key and value, and safe against hostile files.
//!
//! The one door to the YAML reader (serde-saphyr, pinned): it gives a tree of [`Node`]s, so that the model can report all mistakes
//! of a file in one run instead of stopping at the first. Scalars keep their text as written: an amount never passes through a
//! float. Anchors, aliases and tags are refused: content needs none, and they are how a small file becomes a large one.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_saphyr::options::{DuplicateKeyPolicy, MergeKeyPolicy, NonFiniteFloatPolicy};

use crate::diag::{Code, Diagnostic, Sink};
use crate::source::{SourceFile, Span, Spanned};

/// A value and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    pub value: Value,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    Null,
    /// The text of a scalar; `plain` where it was written without quotes, so that `"12"` is no number.
    Scalar {
        text: String,
        plain: bool,
    },
    Seq(Vec<Node>),
    Map(Vec<(Spanned<String>, Node)>),
}

impl Value {
    /// What a person would call it.
    pub fn describe(&self) -> &'static str {
        match self {
            Value::Null => "nothing",
            Value::Scalar { plain: true, .. } => "a plain value",
            Value::Scalar { plain: false, .. } => "a text in quotes",
            Value::Seq(_) => "a list",
            Value::Map(_) => "a map",
        }
    }
}

/// Reads the YAML that stands at `range` of the file. Mistakes go to the sink; the tree holds what could be read.
pub fn parse(file: &SourceFile, range: std::ops::Range<usize>, sink: &Sink) -> Option<Node> {
    let text = &file.text[range.clone()];
    let reader = Reader { file, base: range.start };
    if text.trim().is_empty() {
        return Some(Node { value: Value::Map(Vec::new()), span: file.span(range) });
    }
    match serde_saphyr::from_str_with_options::<serde_saphyr::Spanned<Raw>>(text, options()) {
        Ok(root) => Some(reader.node(root, text, sink)),
        Err(error) => {
            sink.report(reader.syntax_error(&error, text));
            None
        }
    }
}

fn options() -> serde_saphyr::Options {
    serde_saphyr::options! {
        budget: serde_saphyr::budget! {
            max_anchors: 0,
            max_aliases: 0,
            max_nodes: 20_000,
            max_events: 60_000,
            max_depth: 16,
            max_documents: 1,
            max_total_scalar_bytes: 1_048_576,
        },
        duplicate_keys: DuplicateKeyPolicy::PassThrough,
        merge_keys: MergeKeyPolicy::AsOrdinary,
        non_finite_float_policy: NonFiniteFloatPolicy::PassThrough,
        leading_zero_numbers_as_strings: true,
        underscored_numbers_as_strings: true,
        reject_unsupported_tags: true,
        with_snippet: false,
    }
}

/// The tree as serde gives it, before the scalars get their exact text back from the source.
enum Raw {
    Scalar(Option<String>),
    Seq(Vec<serde_saphyr::Spanned<Raw>>),
    Map(Vec<(serde_saphyr::Spanned<String>, serde_saphyr::Spanned<Raw>)>),
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Raw, D::Error> {
        deserializer.deserialize_any(RawVisitor)
    }
}

struct RawVisitor;

impl<'de> Visitor<'de> for RawVisitor {
    type Value = Raw;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("any YAML value")
    }

    // Numbers and booleans are read back from the source: only there is `0755` or `1.10` what was written.
    fn visit_bool<E>(self, _: bool) -> Result<Raw, E> {
        Ok(Raw::Scalar(None))
    }

    fn visit_i64<E>(self, _: i64) -> Result<Raw, E> {
        Ok(Raw::Scalar(None))
    }

    fn visit_u64<E>(self, _: u64) -> Result<Raw, E> {
        Ok(Raw::Scalar(None))
    }

    fn visit_i128<E>(self, _: i128) -> Result<Raw, E> {
        Ok(Raw::Scalar(None))
    }

    fn visit_u128<E>(self, _: u128) -> Result<Raw, E> {
        Ok(Raw::Scalar(None))
    }

    fn visit_f64<E>(self, _: f64) -> Result<Raw, E> {
        Ok(Raw::Scalar(None))
    }

    fn visit_unit<E>(self) -> Result<Raw, E> {
        Ok(Raw::Scalar(None))
    }

    fn visit_none<E>(self) -> Result<Raw, E> {
        Ok(Raw::Scalar(None))
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Raw, D::Error> {
        Raw::deserialize(deserializer)
    }

    fn visit_str<E>(self, text: &str) -> Result<Raw, E> {
        Ok(Raw::Scalar(Some(text.to_owned())))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Raw, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = access.next_element()? {
            items.push(item);
        }
        Ok(Raw::Seq(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Raw, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = access.next_entry()? {
            entries.push(entry);
        }
        Ok(Raw::Map(entries))
    }
}

struct Reader<'a> {
    file: &'a SourceFile,
    base: usize,
}

impl Reader<'_> {
    fn node(&self, raw: serde_saphyr::Spanned<Raw>, text: &str, sink: &Sink) -> Node {
        let range = byte_range(raw.referenced, text);
        let span = self.file.span(range.start + self.base..range.end + self.base);
        if let Some(tag) = tag_before(text, range.start) {
            let message = format!("the tag `{}` is refused", &text[tag.clone()]);
            let place = self.file.span(tag.start + self.base..tag.end + self.base);
            sink.report(Diagnostic::new(Code::YamlSyntax, place, message).help(NO_TRICKS));
        }
        let value = match raw.value {
            Raw::Scalar(cooked) => scalar(cooked, &text[range]),
            Raw::Seq(items) => Value::Seq(items.into_iter().map(|item| self.node(item, text, sink)).collect()),
            Raw::Map(entries) => Value::Map(self.entries(entries, text, sink)),
        };
        Node { value, span }
    }

    fn entries(
        &self,
        entries: Vec<(serde_saphyr::Spanned<String>, serde_saphyr::Spanned<Raw>)>,
        text: &str,
        sink: &Sink,
    ) -> Vec<(Spanned<String>, Node)> {
        let mut read: Vec<(Spanned<String>, Node)> = Vec::with_capacity(entries.len());
        for (key, value) in entries {
            let range = byte_range(key.referenced, text);
            let span = self.file.span(range.start + self.base..range.end + self.base);
            if let Some((first, _)) = read.iter().find(|(seen, _)| seen.value == key.value) {
                sink.report(
                    Diagnostic::new(Code::DuplicateKey, span, format!("`{}` is given twice", key.value))
                        .help("keep one of the two")
                        .related(first.span, "first given here"),
                );
                continue;
            }
            let value = self.node(value, text, sink);
            read.push((Spanned { value: key.value, span }, value));
        }
        read
    }

    fn syntax_error(&self, error: &serde_saphyr::Error, text: &str) -> Diagnostic {
        let at = error.location().map_or(0, |location| offset_of(location, text));
        let end = text[at..].chars().next().filter(|c| *c != '\n').map_or(at, |c| at + c.len_utf8());
        let span = self.file.span(at + self.base..end + self.base);
        let rendered = error.without_snippet().to_string();
        let message = rendered.split(" at line ").next().unwrap_or(&rendered).trim_end_matches([',', ':', ' ']);
        let (message, help) = in_plain_words(message);
        Diagnostic::new(Code::YamlSyntax, span, message).help(help)
    }
}

const NO_TRICKS: &str = "anchors (&), aliases (*) and tags (!) are refused: repeat the value, or put it in quotes";

/// The reader's message and a remedy; its limits speak of themselves in its own terms.
fn in_plain_words(message: &str) -> (&str, &'static str) {
    let breached = message.strip_prefix("budget breached: ");
    let limit = breached.map(|limit| limit.split([' ', '{']).next().unwrap_or(limit));
    match limit {
        Some("Anchors" | "Aliases") => ("anchors and aliases are refused", NO_TRICKS),
        Some("Documents") => ("a second YAML document", "keep one: remove the line `---` or `...` in the middle"),
        Some(_) => ("too long or too deep", "a front matter has at most 20 000 values, 16 levels deep"),
        None if message.contains("tag") || message.contains("alias") => (message, NO_TRICKS),
        None => (message, "put a text that holds `: `, `#` or quotes between quotes, and indent with spaces"),
    }
}

/// The tag that stands before a value on its line. The reader takes the standard ones (`!!binary`, `!!str`) for granted.
fn tag_before(text: &str, value: usize) -> Option<std::ops::Range<usize>> {
    let before = text[..value].trim_end_matches(' ');
    let start = before.rfind([' ', '\n']).map_or(0, |at| at + 1);
    let is_tag = before[start..].starts_with('!') && !before[start..].ends_with([',', '[', '{', ':']);
    is_tag.then_some(start..before.len())
}

/// A quoted or block scalar is what the reader made of it; a plain one is its own text.
fn scalar(cooked: Option<String>, written: &str) -> Value {
    let plain = !written.starts_with(['"', '\'', '|', '>']);
    match cooked {
        Some(text) if !plain => Value::Scalar { text, plain },
        _ if matches!(written.trim(), "" | "~" | "null" | "Null" | "NULL") => Value::Null,
        Some(text) => Value::Scalar { text, plain },
        None => Value::Scalar { text: written.trim_end().to_owned(), plain },
    }
}

fn byte_range(location: serde_saphyr::Location, text: &str) -> std::ops::Range<usize> {
    let span = location.span();
    match (span.byte_offset(), span.byte_len()) {
        (Some(start), Some(len)) => {
            let start = (start as usize).min(text.len());
            let end = (start + len as usize).min(text.len());
            let kept = text.get(start..end).unwrap_or("").trim_end().len();
            start..start + kept
        }
        _ => {
            let start = offset_of(location, text);
            start..start
        }
    }
}

/// Scanner errors carry a line and a column, but no byte offset.
fn offset_of(location: serde_saphyr::Location, text: &str) -> usize {
    if let Some(offset) = location.span().byte_offset() {
        return (offset as usize).min(text.len());
    }
    let (line, column) = (location.line().max(1) as usize, location.column().max(1) as usize);
    let start: usize = text.split_inclusive('\n').take(line - 1).map(str::len).sum();
    let rest = &text[start.min(text.len())..];
    let in_line = rest.char_indices().nth(column - 1).map_or(rest.len(), |(at, _)| at);
    start.min(text.len()) + in_line
}
