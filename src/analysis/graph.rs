//! Who leads to whom: every link between documents, forwards as it is written and backwards as pages list it.
//!
//! **Invariant**: both ends of an edge exist, and the backward lists are exactly the transpose of the edges. What leads nowhere is a
//! diagnostic, not an edge. Documents that are not built (drafts, decisions of the future) have no edges.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use rayon::prelude::*;

use crate::analysis::figures::is_set_aside;
use crate::analysis::routes::Routes;
use crate::corpus::Corpus;
use crate::model::checklist::ItemAddress;
use crate::model::decision::Decision;
use crate::model::value::{Date, DocId, ProvisionId};

use super::texts::{Found, Target, TextId, Texts};

/// One link: from a place in a text, or from a front matter, to a target.
#[derive(Clone, Debug)]
pub struct Edge {
    pub from: DocId,
    /// The passage that holds the link; none where a front matter states it.
    pub passage: Option<Passage>,
    pub to: Target,
}

/// Where in a text a link stands.
#[derive(Clone, Debug)]
pub struct Passage {
    pub text: TextId,
    pub leaf: usize,
    pub range: Range<usize>,
}

/// A decision that rests on a provision: by the basis of a fine, or by a breach.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reliance {
    pub decision: DocId,
    pub provision: ProvisionId,
    pub set_aside: bool,
}

#[derive(Clone, Debug, Default)]
pub struct Graph {
    pub edges: Vec<Edge>,
    /// The decisions that rest on each article, by its id.
    pub reliances: BTreeMap<ProvisionId, Vec<Reliance>>,
    /// The decisions that show the cost of each checklist item.
    pub item_decisions: BTreeMap<ItemAddress, Vec<DocId>>,
    /// Positions in `edges` of the links to each document; a provision counts for the document of its article.
    incoming: BTreeMap<DocId, Vec<usize>>,
    /// Positions in `edges` of the links to each article, whether or not it has a page.
    citing: BTreeMap<ProvisionId, Vec<usize>>,
}

impl Graph {
    /// The passages that lead to a document, in the order of the documents that hold them.
    pub fn passages_to(&self, id: &DocId) -> impl Iterator<Item = (&Edge, &Passage)> {
        let edges = self.incoming.get(id).into_iter().flatten().map(|at| &self.edges[*at]);
        edges.filter_map(|edge| Some((edge, edge.passage.as_ref()?)))
    }

    /// The passages that cite an article or something in it.
    pub fn passages_citing(&self, article: &ProvisionId) -> impl Iterator<Item = (&Edge, &Passage)> {
        let edges = self.citing.get(article).into_iter().flatten().map(|at| &self.edges[*at]);
        edges.filter_map(|edge| Some((edge, edge.passage.as_ref()?)))
    }

    /// The decisions that rest on an article.
    pub fn reliances(&self, article: &ProvisionId) -> &[Reliance] {
        self.reliances.get(article).map_or(&[], Vec::as_slice)
    }

    /// The decisions that show the cost of an item.
    pub fn decisions_of_item(&self, address: &ItemAddress) -> &[DocId] {
        self.item_decisions.get(address).map_or(&[], Vec::as_slice)
    }
}

/// Builds the graph from what the texts say and what the front matters state.
pub fn build(corpus: &Corpus, texts: &Texts, routes: &Routes, today: Date) -> Graph {
    let mut graph = Graph::default();
    let built: BTreeSet<&DocId> =
        corpus.documents.values().filter(|document| routes.is_built(document)).map(|d| d.id()).collect();
    for (id, decision) in
        corpus.decisions().map(|(document, decision)| (document.id(), decision)).filter(|(id, _)| built.contains(id))
    {
        state(&mut graph, id, decision, today);
    }
    for (id, text) in texts.iter().filter(|(id, _)| built.contains(&id.document)) {
        for mark in &text.marks {
            let to = match &mark.found {
                Found::Link(target) => target.clone(),
                Found::Term(term) => Target::Document(term.clone()),
                Found::Slot(_) => continue,
            };
            let passage = Passage { text: id.clone(), leaf: mark.leaf, range: mark.range.clone() };
            graph.edges.push(Edge { from: id.document.clone(), passage: Some(passage), to });
        }
        for (link, target) in text.body.links.iter().zip(&text.destinations) {
            if let Some(to) = target.clone().filter(|target| !matches!(target, Target::File(_))) {
                let passage = Passage { text: id.clone(), leaf: link.leaf, range: link.range.clone() };
                graph.edges.push(Edge { from: id.document.clone(), passage: Some(passage), to });
            }
        }
    }
    graph
        .edges
        .retain(|edge| target_document(corpus, &edge.to).is_none_or(|to| built.contains(&to) && to != edge.from));
    graph.edges.par_sort_by(|a, b| sort_key(a).cmp(&sort_key(b)));
    transpose(corpus, &mut graph);
    graph
}

fn sort_key(edge: &Edge) -> (&DocId, Option<(&TextId, usize, usize)>, &Target) {
    let passage = edge.passage.as_ref().map(|passage| (&passage.text, passage.leaf, passage.range.start));
    (&edge.from, passage, &edge.to)
}

/// What a decision's front matter leads to: its provisions and its checklist items.
fn state(graph: &mut Graph, id: &DocId, decision: &Decision, today: Date) {
    let basis = decision.fines.iter().flat_map(|fine| &fine.basis).map(|provision| &provision.value);
    let breached = decision.breaches.iter().map(|breach| &breach.provision.value);
    let provisions: BTreeSet<&ProvisionId> = basis.chain(breached).collect();
    for provision in provisions {
        let set_aside = is_set_aside(decision, provision, today);
        let reliance = Reliance { decision: id.clone(), provision: provision.clone(), set_aside };
        graph.reliances.entry(provision.article()).or_default().push(reliance);
        graph.edges.push(Edge { from: id.clone(), passage: None, to: Target::Provision(provision.clone()) });
    }
    for address in decision.checklist.iter().map(|address| &address.value) {
        graph.item_decisions.entry(address.clone()).or_default().push(id.clone());
        graph.edges.push(Edge { from: id.clone(), passage: None, to: Target::Item(address.clone()) });
    }
}

/// The document whose page a target stands on; none for a provision without a page.
fn target_document(corpus: &Corpus, target: &Target) -> Option<DocId> {
    match target {
        Target::Document(id) | Target::Anchor(id, _) => Some(id.clone()),
        Target::Provision(provision) => corpus.provision_document(provision).map(|document| document.id().clone()),
        Target::Item(address) => corpus.item(address).map(|(document, _)| document.id().clone()),
        Target::File(_) => None,
    }
}

fn transpose(corpus: &Corpus, graph: &mut Graph) {
    for (at, edge) in graph.edges.iter().enumerate() {
        if let Some(document) = target_document(corpus, &edge.to) {
            graph.incoming.entry(document).or_default().push(at);
        }
        if let Target::Provision(provision) = &edge.to {
            graph.citing.entry(provision.article()).or_default().push(at);
        }
    }
}
