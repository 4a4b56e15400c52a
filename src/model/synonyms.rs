//! `search.yml`: words that mean the same for a search, a row of them a line.

use std::collections::HashMap;

use crate::diag::{Code, Diagnostic, Sink};
use crate::model::fields::{self, Fields};
use crate::model::schema;
use crate::source::{SourceFile, Span, Spanned};
use crate::syntax::yaml::{Node, Value};

/// The rows; words of both languages may stand in one.
#[derive(Clone, Debug, Default)]
pub struct SynonymTable {
    pub rows: Vec<Vec<Spanned<String>>>,
}

pub fn lower(file: &SourceFile, root: &Node, sink: &Sink) -> Option<SynonymTable> {
    let mut fields = Fields::of(root, &schema::SEARCH, file, sink)?;
    let rows = fields.list("synonyms", |node| row(node, sink));
    fields.finish();
    check(&rows, sink);
    Some(SynonymTable { rows })
}

fn row(node: &Node, sink: &Sink) -> Option<Vec<Spanned<String>>> {
    let word = |node: &Node| Some(Spanned { value: fields::text(node, sink)?.trim().to_owned(), span: node.span });
    let words: Vec<_> =
        fields::list(node, sink).iter().filter_map(word).filter(|word| !word.value.is_empty()).collect();
    let is_alone = words.len() < 2 && matches!(node.value, Value::Seq(_));
    if is_alone {
        sink.report(
            Diagnostic::new(Code::SynonymAlone, node.span, "a row of synonyms has two words or more")
                .help("write them as a list: `- [chiffrement, cryptage]`"),
        );
    }
    (!is_alone && !words.is_empty()).then_some(words)
}

/// Reports a word that stands twice: a search for it could mean either row.
fn check(rows: &[Vec<Spanned<String>>], sink: &Sink) {
    let mut seen: HashMap<String, Span> = HashMap::new();
    for word in rows.iter().flatten() {
        if let Some(first) = seen.insert(word.value.to_lowercase(), word.span) {
            sink.report(
                Diagnostic::new(Code::SynonymTwice, word.span, format!("« {} » is a synonym already", word.value))
                    .help("put all that means the same in one row")
                    .related(first, "here"),
            );
        }
    }
}
