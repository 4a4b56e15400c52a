//! Reads a front matter field by field, so that every mistake of a file is found in one run.
//!
//! [`Fields`] hands out the values of a map by key and, when it is done, reports the keys that its schema does not have. The readers below
//! it turn one value into one checked type, or report at its place what was expected.

use crate::diag::{Code, Diagnostic, Sink};
use crate::model::schema::Map;
use crate::model::value::{Choice, Date, Days, Decimal, ProvisionId, Words, is_slug};
use crate::source::{SourceFile, Span, Spanned};
use crate::syntax::yaml::{Node, Value};

/// The fields of one map.
pub struct Fields<'a> {
    entries: &'a [(Spanned<String>, Node)],
    span: Span,
    /// How messages name it: « a decision », « a row of `fines` ».
    what: &'static str,
    /// None for maps that are no part of the schema: tables of `book.toml`, maps whose keys are data.
    schema: Option<&'static Map>,
    asked: Vec<&'static str>,
    pub sink: &'a Sink,
    pub file: &'a SourceFile,
}

impl<'a> Fields<'a> {
    /// The fields of a node, which must be a map of the schema.
    pub fn of(node: &'a Node, schema: &'static Map, file: &'a SourceFile, sink: &'a Sink) -> Option<Fields<'a>> {
        let fields = Fields::open(node, schema.what, file, sink)?;
        Some(Fields { schema: Some(schema), ..fields })
    }

    /// The fields of a map that is no part of the schema: it knows the keys that it was asked for.
    pub fn open(node: &'a Node, what: &'static str, file: &'a SourceFile, sink: &'a Sink) -> Option<Fields<'a>> {
        let Value::Map(entries) = &node.value else {
            sink.report(wrong_type(node, "a map of fields"));
            return None;
        };
        Some(Fields { entries, span: node.span, what, schema: None, asked: Vec::new(), sink, file })
    }

    pub fn span(&self) -> Span {
        self.span
    }

    /// The value of a key. A key without a value counts as absent.
    pub fn optional(&mut self, key: &'static str) -> Option<&'a Node> {
        debug_assert!(self.schema.is_none_or(|map| map.key(key).is_some()), "the schema of {} has `{key}`", self.what);
        self.asked.push(key);
        self.entries.iter().find(|(name, _)| name.value == key).map(|(_, node)| node).filter(|n| n.value != Value::Null)
    }

    pub fn required(&mut self, key: &'static str) -> Option<&'a Node> {
        let node = self.optional(key);
        if node.is_none() {
            let place = Span { end: self.span.start, ..self.span };
            self.sink.report(
                Diagnostic::new(Code::MissingKey, place, format!("{} needs `{key}`", self.what))
                    .help(format!("add `{key}:`; `rubrique new` writes every required key")),
            );
        }
        node
    }

    /// Whether the key is written at all, be it with `null`.
    pub fn is_written(&self, key: &str) -> bool {
        self.entries.iter().any(|(name, _)| name.value == key)
    }

    /// Whether the key is absent, `null` or an empty list. A list whose rows could not be read is none of these.
    pub fn is_empty(&self, key: &str) -> bool {
        let written = self.entries.iter().find(|(name, _)| name.value == key);
        written.is_none_or(|(_, node)| node.value == Value::Null || node.value == Value::Seq(Vec::new()))
    }

    /// The place of a key, for messages about it.
    pub fn key_span(&self, key: &str) -> Option<Span> {
        self.entries.iter().find(|(name, _)| name.value == key).map(|(name, _)| name.span)
    }

    /// Every entry, for maps whose keys are data.
    pub fn entries(&self) -> &'a [(Spanned<String>, Node)] {
        self.entries
    }

    /// Reports the keys that the schema does not have. Its keys and those that were asked for are the same.
    pub fn finish(self) {
        let known: Vec<&str> = match self.schema {
            Some(map) => map.keys().map(|key| key.name).collect(),
            None => self.asked.clone(),
        };
        debug_assert!(known.iter().all(|key| self.asked.contains(key)), "{known:?} are read: {:?}", self.asked);
        for (key, _) in self.entries {
            if !known.contains(&key.value.as_str()) {
                self.sink.report(unknown_key(key, self.what, &known));
            }
        }
    }

    // ── readers of one key ──

    pub fn text(&mut self, key: &'static str) -> Option<String> {
        let node = self.optional(key)?;
        text(node, self.sink)
    }

    pub fn required_text(&mut self, key: &'static str) -> Option<String> {
        let node = self.required(key)?;
        text(node, self.sink)
    }

    pub fn words(&mut self, key: &'static str) -> Option<Words> {
        let node = self.optional(key)?;
        words(node, self.file, self.sink)
    }

    pub fn required_words(&mut self, key: &'static str) -> Option<Words> {
        let node = self.required(key)?;
        words(node, self.file, self.sink)
    }

    pub fn date(&mut self, key: &'static str) -> Option<Spanned<Date>> {
        let node = self.optional(key)?;
        date(node, self.sink)
    }

    pub fn required_date(&mut self, key: &'static str) -> Option<Spanned<Date>> {
        let node = self.required(key)?;
        date(node, self.sink)
    }

    pub fn amount(&mut self, key: &'static str) -> Option<Spanned<Decimal>> {
        let node = self.optional(key)?;
        amount(node, self.sink)
    }

    pub fn flag(&mut self, key: &'static str) -> Option<bool> {
        let node = self.optional(key)?;
        flag(node, self.sink)
    }

    pub fn whole(&mut self, key: &'static str) -> Option<u64> {
        let node = self.optional(key)?;
        whole(node, self.sink)
    }

    pub fn choice<T: Choice>(&mut self, key: &'static str) -> Option<T> {
        let node = self.optional(key)?;
        choice(node, self.sink)
    }

    pub fn required_choice<T: Choice>(&mut self, key: &'static str) -> Option<T> {
        let node = self.required(key)?;
        choice(node, self.sink)
    }

    pub fn slug(&mut self, key: &'static str) -> Option<Spanned<String>> {
        let node = self.optional(key)?;
        slug(node, self.sink)
    }

    pub fn required_slug(&mut self, key: &'static str) -> Option<Spanned<String>> {
        let node = self.required(key)?;
        slug(node, self.sink)
    }

    pub fn provision(&mut self, key: &'static str) -> Option<Spanned<ProvisionId>> {
        let node = self.optional(key)?;
        provision(node, self.sink)
    }

    /// The items of a list, each read by `read`; those it refuses are left out.
    pub fn list<T>(&mut self, key: &'static str, read: impl FnMut(&'a Node) -> Option<T>) -> Vec<T> {
        match self.optional(key) {
            Some(node) => list(node, self.sink).iter().filter_map(read).collect(),
            None => Vec::new(),
        }
    }

    pub fn slugs(&mut self, key: &'static str) -> Vec<Spanned<String>> {
        let sink = self.sink;
        self.list(key, |node| slug(node, sink))
    }

    pub fn choices<T: Choice>(&mut self, key: &'static str) -> Vec<T> {
        let sink = self.sink;
        self.list(key, |node| choice(node, sink))
    }

    pub fn provisions(&mut self, key: &'static str) -> Vec<Spanned<ProvisionId>> {
        let sink = self.sink;
        self.list(key, |node| provision(node, sink))
    }

    /// `from` and `to`, both days included.
    pub fn days(&mut self) -> Days {
        Days { from: self.date("from").map(|d| d.value), to: self.date("to").map(|d| d.value) }
    }
}

fn unknown_key(key: &Spanned<String>, what: &str, known: &[&str]) -> Diagnostic {
    let diagnostic = Diagnostic::new(Code::UnknownKey, key.span, format!("{what} has no key `{}`", key.value));
    match crate::diag::nearest(&key.value, known.iter().copied()) {
        Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
        None => diagnostic.help(format!("known keys: {}", known.join(", "))),
    }
}

pub fn wrong_type(node: &Node, expected: &str) -> Diagnostic {
    Diagnostic::new(Code::WrongType, node.span, format!("expected {expected}, found {}", node.value.describe()))
}

pub fn text(node: &Node, sink: &Sink) -> Option<String> {
    match &node.value {
        Value::Scalar { text, .. } => Some(text.clone()),
        _ => {
            sink.report(wrong_type(node, "a text"));
            None
        }
    }
}

pub fn words(node: &Node, file: &SourceFile, sink: &Sink) -> Option<Words> {
    let text = text(node, sink)?;
    let written = &file.text[node.span.range()];
    let quote = usize::from(written.starts_with(['"', '\'']));
    let verbatim = written.get(quote..).is_some_and(|inner| inner.starts_with(&text));
    Some(Words { text, span: node.span, verbatim: verbatim.then_some(node.span.start + quote as u32) })
}

pub fn date(node: &Node, sink: &Sink) -> Option<Spanned<Date>> {
    let text = text(node, sink)?;
    match parse_date(&text) {
        Ok(value) => Some(Spanned { value, span: node.span }),
        Err(reason) => {
            sink.report(
                Diagnostic::new(Code::BadDate, node.span, format!("`{text}` is not a date: {reason}"))
                    .help("dates are written YYYY-MM-DD, for example 2020-12-07"),
            );
            None
        }
    }
}

/// A day written exactly `YYYY-MM-DD`.
pub fn parse_date(text: &str) -> Result<Date, &'static str> {
    let shape = text.len() == 10
        && text.bytes().enumerate().all(|(at, b)| if at == 4 || at == 7 { b == b'-' } else { b.is_ascii_digit() });
    if !shape {
        return Err("it is not written YYYY-MM-DD");
    }
    text.parse().map_err(|_| "that day is not in the calendar")
}

pub fn amount(node: &Node, sink: &Sink) -> Option<Spanned<Decimal>> {
    let Value::Scalar { text, plain: true } = &node.value else {
        sink.report(wrong_type(node, "an amount, a plain number without quotes"));
        return None;
    };
    match parse_amount(text) {
        Ok(value) => Some(Spanned { value, span: node.span }),
        Err(reason) => {
            sink.report(
                Diagnostic::new(Code::BadAmount, node.span, format!("`{text}` is not an amount: {reason}"))
                    .help("amounts are plain decimals such as 3000, 97000.50 or 1_500_000"),
            );
            None
        }
    }
}

/// A plain decimal of at most 15 digits before the point and 2 after it; `_` may stand between digits.
pub fn parse_amount(text: &str) -> Result<Decimal, &'static str> {
    decimal(text, 15, 2)
}

/// A rate of exchange or a percentage: at most 6 digits before the point and 10 after it, so that no product with an amount overflows.
pub fn parse_rate(text: &str) -> Result<Decimal, &'static str> {
    decimal(text, 6, 10)
}

fn decimal(text: &str, whole_digits: usize, decimals: usize) -> Result<Decimal, &'static str> {
    if text.starts_with('-') {
        return Err("it is negative");
    }
    let digits = text.replace('_', "");
    let (whole, fraction) = digits.split_once('.').unwrap_or((&digits, "0"));
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if !all_digits(whole) || !all_digits(fraction) || text.starts_with('_') || text.ends_with('_') {
        return Err("it is not a plain decimal number");
    }
    if whole.len() > whole_digits {
        return Err("it has too many digits before the point");
    }
    if fraction.len() > decimals {
        return Err("it has too many digits after the point");
    }
    digits.parse().map_err(|_| "it is not a plain decimal number")
}

pub fn flag(node: &Node, sink: &Sink) -> Option<bool> {
    match &node.value {
        Value::Scalar { text, plain: true } if text == "true" => Some(true),
        Value::Scalar { text, plain: true } if text == "false" => Some(false),
        _ => {
            sink.report(wrong_type(node, "true or false"));
            None
        }
    }
}

pub fn whole(node: &Node, sink: &Sink) -> Option<u64> {
    match &node.value {
        Value::Scalar { text, plain: true } => match text.replace('_', "").parse() {
            Ok(number) if text.starts_with(|c: char| c.is_ascii_digit()) => Some(number),
            Ok(_) | Err(_) => {
                sink.report(
                    Diagnostic::new(Code::WrongType, node.span, format!("`{text}` is not a whole number"))
                        .help("write digits only, for example 5300"),
                );
                None
            }
        },
        _ => {
            sink.report(wrong_type(node, "a whole number"));
            None
        }
    }
}

pub fn choice<T: Choice>(node: &Node, sink: &Sink) -> Option<T> {
    let text = text(node, sink)?;
    let found = T::parse(&text);
    if found.is_none() {
        let words: Vec<&str> = T::ALL.iter().map(|choice| choice.word()).collect();
        let diagnostic = Diagnostic::new(Code::BadValue, node.span, format!("`{text}` is none of the allowed values"))
            .nearest(&text, words.iter().copied())
            .help(format!("allowed: {}", words.join(", ")));
        sink.report(diagnostic);
    }
    found
}

pub fn slug(node: &Node, sink: &Sink) -> Option<Spanned<String>> {
    let text = text(node, sink)?;
    if is_slug(&text) {
        return Some(Spanned { value: text, span: node.span });
    }
    sink.report(
        Diagnostic::new(Code::BadId, node.span, format!("`{text}` is not a well-formed id"))
            .help("ids are lower-case ASCII letters, digits and hyphens"),
    );
    None
}

pub fn provision(node: &Node, sink: &Sink) -> Option<Spanned<ProvisionId>> {
    let text = text(node, sink)?;
    if let Some(value) = ProvisionId::parse(&text) {
        return Some(Spanned { value, span: node.span });
    }
    sink.report(
        Diagnostic::new(Code::BadId, node.span, format!("`{text}` is not the id of a provision"))
            .help("provisions are dotted from the act inwards: rgpd.32.1.a, lil.20.IV.7, cpce.L34-5"),
    );
    None
}

pub fn list<'a>(node: &'a Node, sink: &Sink) -> &'a [Node] {
    match &node.value {
        Value::Seq(items) => items,
        _ => {
            sink.report(wrong_type(node, "a list"));
            &[]
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_plain_decimals() {
        assert_eq!(parse_amount("1_500_000").map(|d| d.to_string()), Ok("1500000".into()));
        assert_eq!(parse_amount("97000.50").map(|d| d.to_string()), Ok("97000.50".into()));
        for wrong in ["-1", "1e3", ".5", "5.", "NaN", "1,5", "0x10", "1234567890123456", "1.234", "", "_1", "+3"] {
            assert!(parse_amount(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn dates_exist_and_are_written_in_full() {
        assert!(parse_date("2024-02-29").is_ok());
        for wrong in ["2025-02-30", "2020-1-2", "07/12/2020", "2020-12-07T00:00", ""] {
            assert!(parse_date(wrong).is_err(), "{wrong}");
        }
    }
}
