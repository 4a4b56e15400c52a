//! One article of an act: our own restatement of it, paragraph by paragraph.

use crate::diag::Sink;
use crate::model::fields::Fields;
use crate::model::meta::duplicate_id;
use crate::model::schema;
use crate::model::value::{ProvisionId, Words};
use crate::source::{SourceFile, Spanned};
use crate::syntax::yaml::Node;

#[derive(Clone, Debug)]
pub struct Provision {
    /// The article in one piece, or what it says before its first paragraph.
    pub text: Option<Words>,
    pub paragraphs: Vec<Paragraph>,
    pub related: Vec<Spanned<ProvisionId>>,
    pub checklists: Vec<Spanned<String>>,
}

#[derive(Clone, Debug)]
pub struct Paragraph {
    /// Relative to the article: `1`, `1.a`, `IV.7`.
    pub id: Spanned<String>,
    pub text: Words,
}

impl Provision {
    pub fn words<'a>(&'a self, words: &mut Vec<(String, &'a Words)>) {
        words.extend(self.text.iter().map(|text| ("text".to_owned(), text)));
        words.extend(self.paragraphs.iter().map(|p| (format!("paragraphs.{}.text", p.id.value), &p.text)));
    }

    /// What is restated of `article`, in the order of the page: itself, then its paragraphs, each with the path of its words.
    pub fn restated(&self, article: &ProvisionId) -> Vec<(ProvisionId, String)> {
        let whole = self.text.iter().map(|_| (article.clone(), "text".to_owned()));
        let paragraphs = self.paragraphs.iter().map(|paragraph| {
            let id = &paragraph.id.value;
            (ProvisionId::new(article.act(), article.levels().chain(id.split('.'))), format!("paragraphs.{id}.text"))
        });
        whole.chain(paragraphs).collect()
    }
}

/// Where the page of an article holds the restatement of the article itself; its paragraphs have [`ProvisionId::anchor`].
pub const WHOLE: &str = "article";

pub fn lower(fields: &mut Fields<'_>) -> Provision {
    let (file, sink) = (fields.file, fields.sink);
    let text = fields.words("text");
    let paragraphs = fields.list("paragraphs", |node| paragraph(node, file, sink));
    for (at, paragraph) in paragraphs.iter().enumerate() {
        if let Some(first) = paragraphs[..at].iter().find(|other| other.id.value == paragraph.id.value) {
            sink.report(duplicate_id(&paragraph.id, first.id.span));
        }
    }
    Provision { text, paragraphs, related: fields.provisions("related"), checklists: fields.slugs("checklists") }
}

fn paragraph(node: &Node, file: &SourceFile, sink: &Sink) -> Option<Paragraph> {
    let mut fields = Fields::of(node, &schema::PARAGRAPH, file, sink)?;
    let id = fields.required_text("id").map(|value| Spanned { value, span: node.span });
    let text = fields.required_words("text");
    fields.finish();
    Some(Paragraph { id: id?, text: text? })
}
