//! A checklist: sections of items, each a check that a reader can do, with its reason and its proof.

use std::collections::HashMap;

use crate::diag::{Code, Diagnostic, Sink};
use crate::model::fields::{self, Fields};
use crate::model::meta::duplicate_id;
use crate::model::schema;
use crate::model::value::{ProvisionId, Words};
use crate::source::{SourceFile, Span, Spanned};
use crate::syntax::yaml::Node;

#[derive(Clone, Debug)]
pub struct Checklist {
    /// Whom it serves.
    pub audience: Option<Words>,
    pub minutes: Option<u64>,
    pub sectors: Vec<Spanned<String>>,
    pub sections: Vec<Section>,
}

#[derive(Clone, Debug)]
pub struct Section {
    pub title: Words,
    pub items: Vec<Item>,
}

#[derive(Clone, Debug)]
pub struct Item {
    pub id: Spanned<String>,
    pub text: Words,
    pub why: Option<Words>,
    pub proof: Option<Words>,
    /// 1 first, 3 last.
    pub priority: u8,
    pub provisions: Vec<Spanned<ProvisionId>>,
}

/// `cabinet-medical/cm-07`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ItemAddress {
    pub checklist: String,
    pub item: String,
}

impl ItemAddress {
    pub fn parse(text: &str) -> Option<ItemAddress> {
        let (checklist, item) = text.split_once('/')?;
        let well_formed = crate::model::value::is_slug(checklist) && crate::model::value::is_slug(item);
        well_formed.then(|| ItemAddress { checklist: checklist.to_owned(), item: item.to_owned() })
    }
}

impl Checklist {
    pub fn items(&self) -> impl Iterator<Item = &Item> {
        self.sections.iter().flat_map(|section| &section.items)
    }

    pub fn item(&self, id: &str) -> Option<&Item> {
        self.items().find(|item| item.id.value == id)
    }

    pub fn words<'a>(&'a self, words: &mut Vec<(String, &'a Words)>) {
        words.extend(self.audience.iter().map(|audience| ("for".to_owned(), audience)));
        for (at, section) in self.sections.iter().enumerate() {
            words.push((format!("sections.{}.title", at + 1), &section.title));
            for item in &section.items {
                words.push((format!("items.{}.text", item.id.value), &item.text));
                words.extend(item.why.iter().map(|why| (format!("items.{}.why", item.id.value), why)));
                words.extend(item.proof.iter().map(|proof| (format!("items.{}.proof", item.id.value), proof)));
            }
        }
    }
}

pub fn lower(fields: &mut Fields<'_>) -> Checklist {
    let (file, sink) = (fields.file, fields.sink);
    let checklist = Checklist {
        audience: fields.required_words("for"),
        minutes: fields.whole("minutes"),
        sectors: fields.slugs("sectors"),
        sections: fields.list("sections", |node| section(node, file, sink)),
    };
    if fields.is_empty("sections") {
        let place = fields.key_span("sections").unwrap_or(Span { end: fields.span().start, ..fields.span() });
        let missing = Diagnostic::new(Code::MissingKey, place, "a checklist needs at least one section");
        sink.report(missing.help("add `sections:` with a title and its items: {title: …, items: [{id: …, text: …}]}"));
    }
    report_reused_ids(&checklist, sink);
    checklist
}

fn report_reused_ids(checklist: &Checklist, sink: &Sink) {
    let mut first: HashMap<&str, Span> = HashMap::new();
    for item in checklist.items() {
        if let Some(first) = first.insert(&item.id.value, item.id.span) {
            sink.report(duplicate_id(&item.id, first));
        }
    }
}

fn section(node: &Node, file: &SourceFile, sink: &Sink) -> Option<Section> {
    let mut fields = Fields::of(node, &schema::SECTION, file, sink)?;
    let title = fields.required_words("title");
    let items = fields.list("items", |node| item(node, file, sink));
    fields.finish();
    Some(Section { title: title?, items })
}

fn item(node: &Node, file: &SourceFile, sink: &Sink) -> Option<Item> {
    let mut fields = Fields::of(node, &schema::ITEM, file, sink)?;
    let id = fields.required_slug("id");
    let text = fields.required_words("text");
    let item = (
        fields.words("why"),
        fields.words("proof"),
        fields.optional("priority").map_or(2, |node| priority(node, sink)),
        fields.provisions("provisions"),
    );
    fields.finish();
    let (why, proof, priority, provisions) = item;
    Some(Item { id: id?, text: text?, why, proof, priority, provisions })
}

fn priority(node: &Node, sink: &Sink) -> u8 {
    match fields::whole(node, sink) {
        Some(priority @ 1..=3) => priority as u8,
        Some(other) => {
            let message = format!("`{other}` is no priority");
            sink.report(Diagnostic::new(Code::BadValue, node.span, message).help("1 is first, 3 is last"));
            2
        }
        None => 2,
    }
}
