//! `data/links.json`: every link between documents, as it was written.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::analysis::graph::Edge;
use crate::analysis::texts::Target;
use crate::compose::World;
use crate::model::value::Lang;
use crate::syntax::body::MASK;

/// From and to are addresses from the root of the site; a provision without a page is its dotted id.
#[derive(Serialize, PartialEq, Eq, PartialOrd, Ord)]
struct LinkRow {
    from: String,
    to: String,
    /// The words that link; empty where a front matter states the link.
    text: String,
}

#[derive(Serialize)]
struct Json {
    version: u32,
    links: BTreeSet<LinkRow>,
}

pub fn json(world: &World) -> Vec<u8> {
    let links = world.analysis.graph.edges.iter().filter_map(|edge| row(world, edge)).collect();
    let mut text = serde_json::to_vec_pretty(&Json { version: 1, links }).expect("rows of texts are JSON");
    text.push(b'\n');
    text
}

fn row(world: &World, edge: &Edge) -> Option<LinkRow> {
    let analysis = &world.analysis;
    let from = analysis.corpus.documents.get(&edge.from)?;
    let text = edge.passage.as_ref().and_then(|passage| {
        let leaf = analysis.texts.get(&passage.text)?.body.leaves.get(passage.leaf)?;
        Some(leaf.text.get(passage.range.clone())?.replace(MASK, "").split_whitespace().collect::<Vec<_>>().join(" "))
    });
    Some(LinkRow {
        from: analysis.routes.document_href(&analysis.corpus, from, Lang::Fr)?,
        to: to(world, &edge.to)?,
        text: text.unwrap_or_default(),
    })
}

fn to(world: &World, target: &Target) -> Option<String> {
    let analysis = &world.analysis;
    let document = |id| analysis.routes.document_href(&analysis.corpus, analysis.corpus.documents.get(id)?, Lang::Fr);
    match target {
        Target::Provision(provision) => {
            let page = analysis.routes.provision_href(&analysis.corpus, provision, Lang::Fr);
            Some(page.unwrap_or_else(|| provision.to_string()))
        }
        Target::Document(id) => document(id),
        Target::Anchor(id, anchor) => Some(format!("{}#{anchor}", document(id)?)),
        Target::Item(address) => {
            let (list, item) = analysis.corpus.item(address)?;
            Some(format!("{}#{}", document(list.id())?, item.id.value))
        }
        Target::File(_) => None,
    }
}
