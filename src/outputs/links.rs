//! `data/links.json`: every link between documents, as it is written.

use std::collections::BTreeSet;

use serde::Serialize;

use super::Book;
use crate::analysis::graph::{Edge, Passage};
use crate::analysis::texts::Target;
use crate::model::value::{DocId, Lang, ProvisionId};

#[derive(Serialize)]
struct LinksFile {
    version: u32,
    /// Sorted, each once.
    links: BTreeSet<Link>,
}

/// A link. Addresses are those of the French pages.
#[derive(Serialize, PartialEq, Eq, PartialOrd, Ord)]
struct Link {
    /// The address of the page that holds the link.
    from: String,
    /// The address that it leads to, with its anchor; the dotted id of a provision that has no page.
    to: String,
    /// The words of the link, as they were written; empty where a front matter states it.
    text: String,
}

pub fn json(book: &Book<'_>) -> String {
    let edges = &book.analysis.graph.edges;
    super::json(&LinksFile { version: 1, links: edges.iter().filter_map(|edge| link(book, edge)).collect() })
}

fn link(book: &Book<'_>, edge: &Edge) -> Option<Link> {
    let text = edge.passage.as_ref().map_or("", |passage| written(book, passage));
    Some(Link { from: book.address(&edge.from, Lang::Fr), to: target(book, edge)?, text: text.to_owned() })
}

/// The words that a passage spans, code and the text of links included.
fn written<'a>(book: &Book<'a>, passage: &Passage) -> &'a str {
    let text = book.analysis.texts.get(&passage.text);
    let leaf = text.and_then(|text| text.body.leaves.get(passage.leaf));
    leaf.map_or("", |leaf| &leaf.shown()[leaf.shown_range(passage.range.clone())])
}

fn target(book: &Book<'_>, edge: &Edge) -> Option<String> {
    match &edge.to {
        Target::Document(id) => Some(book.address(id, Lang::Fr)),
        Target::Anchor(id, anchor) => Some(format!("{}#{anchor}", book.address(id, Lang::Fr))),
        Target::Item(address) => {
            let (document, item) = book.analysis.corpus.item(address)?;
            Some(format!("{}#{}", book.address(document.id(), Lang::Fr), item.id.value))
        }
        Target::Provision(provision) => Some(provision_target(book, &edge.from, provision)),
    }
}

/// A provision that is no longer what it was on the day of the page leads to no page of today's text.
fn provision_target(book: &Book<'_>, from: &DocId, provision: &ProvisionId) -> String {
    let super::Analysis { corpus, routes, .. } = book.analysis;
    let decision = corpus.documents.get(from).and_then(|document| document.as_decision());
    let day = decision.and_then(|decision| decision.law_day()).unwrap_or(book.inputs.today);
    let act = corpus.acts.get(provision.act());
    let is_todays = act.is_none_or(|act| act.is_unchanged(provision, day, book.inputs.today));
    let page = routes.provision_href(corpus, provision, Lang::Fr).filter(|_| is_todays);
    page.map_or_else(|| provision.to_string(), |href| routes.absolute(&href))
}
