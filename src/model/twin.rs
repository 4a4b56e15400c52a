//! The English text of a document: its words by path, and its body. Facts stay in the original.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::diag::{Code, Diagnostic, Sink};
use crate::model::value::{DocId, Words};
use crate::model::{fields, meta};
use crate::source::{FileId, SourceFile, Span};
use crate::syntax::yaml::{Node, Value};

#[derive(Clone, Debug)]
pub struct Twin {
    pub id: DocId,
    pub file: FileId,
    pub span: Span,
    /// `title`, `entities.medecin.label`, `items.cm-07.text`: the paths of [`crate::model::Document::words`].
    pub words: BTreeMap<String, Words>,
    pub body: Range<usize>,
}

pub fn lower(file: &SourceFile, id: DocId, root: &Node, body: Range<usize>, sink: &Sink) -> Twin {
    let mut words = BTreeMap::new();
    flatten(root, String::new(), file, sink, &mut words);
    words.get("title").into_iter().for_each(|title| meta::check_title(title, sink));
    Twin { id, file: file.id, span: Span { end: root.span.start, ..root.span }, words, body }
}

fn flatten(node: &Node, path: String, file: &SourceFile, sink: &Sink, words: &mut BTreeMap<String, Words>) {
    let joined = |part: &str| if path.is_empty() { part.to_owned() } else { format!("{path}.{part}") };
    match &node.value {
        Value::Null => {}
        Value::Scalar { .. } if path.is_empty() => sink.report(fields::wrong_type(node, "a map of words")),
        Value::Scalar { .. } => {
            words.extend(fields::words(node, file, sink).map(|text| (path, text)));
        }
        Value::Map(entries) => {
            for (key, value) in entries {
                flatten(value, joined(&key.value), file, sink, words);
            }
        }
        Value::Seq(items) => {
            for (at, item) in items.iter().enumerate() {
                flatten(item, joined(&at.to_string()), file, sink, words);
            }
        }
    }
}

/// Reports the words of a twin that translate nothing: `known` are the paths of the original.
pub fn check(twin: &Twin, known: &[String], sink: &Sink) {
    for (path, words) in &twin.words {
        if known.contains(path) || path.starts_with("forms.") || path == "standfirst" {
            continue;
        }
        let nested = path.contains('.');
        let code = if nested { Code::TwinUnknownPart } else { Code::TwinKey };
        let message = if nested {
            format!("`{path}` translates a part that the original does not have")
        } else {
            format!("`{path}` is no words of the original")
        };
        sink.report(
            Diagnostic::new(code, words.span, message)
                .nearest(path, known.iter().map(String::as_str))
                .help("a twin gives words alone, keyed by the ids of the original; facts stay there"),
        );
    }
}
