//! `data/links.json`: every link between documents, as it was written.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::analysis::Analysis;
use crate::analysis::graph::Edge;
use crate::analysis::texts::Target;
use crate::compose::World;
use crate::model::value::{DocId, Lang, ProvisionId};

/// From and to are addresses of French pages, as in `decisions.json`; a provision without a page is its dotted id.
#[derive(Serialize, PartialEq, Eq, PartialOrd, Ord)]
struct LinkRow {
    from: String,
    to: String,
    /// The words that link, as a reader sees them; empty where a front matter states the link.
    text: String,
}

#[derive(Serialize)]
struct Json {
    version: u32,
    links: BTreeSet<LinkRow>,
}

pub fn json(world: &World) -> String {
    let links = world.analysis.graph.edges().filter_map(|edge| row(world, edge)).collect();
    super::json(&Json { version: 1, links })
}

fn row(world: &World, edge: &Edge) -> Option<LinkRow> {
    let analysis = &world.analysis;
    let from = analysis.corpus.documents.get(&edge.from)?;
    let text = edge.passage.as_ref().and_then(|passage| {
        let leaf = analysis.texts.get(&passage.text)?.body.leaves.get(passage.leaf)?;
        let words = leaf.shown().get(leaf.shown_range(passage.range.clone()))?;
        Some(words.split_whitespace().collect::<Vec<_>>().join(" "))
    });
    let from = analysis.routes.document_href(&analysis.corpus, from, Lang::Fr)?;
    Some(LinkRow { from: analysis.routes.absolute(&from), to: to(world, edge)?, text: text.unwrap_or_default() })
}

fn to(world: &World, edge: &Edge) -> Option<String> {
    let analysis = &world.analysis;
    let href = match &edge.to {
        Target::Provision(provision) => match provision_href(world, &edge.from, provision) {
            Some(href) => href,
            None => return Some(provision.to_string()),
        },
        Target::Document(id) => document_href(world, id)?,
        Target::Anchor(id, anchor) => format!("{}#{anchor}", document_href(world, id)?),
        Target::Item(address) => {
            let (list, item) = analysis.corpus.item(address)?;
            format!("{}#{}", document_href(world, list.id())?, item.id.value)
        }
        Target::File(_) => return None,
    };
    Some(analysis.routes.absolute(&href))
}

fn document_href(world: &World, id: &DocId) -> Option<String> {
    let analysis = &world.analysis;
    analysis.routes.document_href(&analysis.corpus, analysis.corpus.documents.get(id)?, Lang::Fr)
}

/// A provision that is no longer what it was on the day of the text leads to no page, here as on the page that cites it.
fn provision_href(world: &World, from: &DocId, provision: &ProvisionId) -> Option<String> {
    let Analysis { corpus, routes, .. } = &world.analysis;
    let decision = corpus.documents.get(from).and_then(|document| document.as_decision());
    let today = world.inputs.today;
    let day = decision.and_then(|decision| decision.law_day()).unwrap_or(today);
    let act = corpus.acts.get(provision.act())?;
    routes.provision_href(corpus, provision, Lang::Fr).filter(|_| act.is_unchanged(provision, day, today))
}
