//! Who leads to whom: every link between documents, forwards as it is written and backwards as pages list it.
//!
//! **Invariant**: both ends of an edge exist, and the backward lists are exactly the transpose of the edges. What leads nowhere is a
//! diagnostic, not an edge. Documents that are not built (drafts, decisions of the future) have no edges.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::hash::Hash;
use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxBuildHasher;

use crate::analysis::book::Book;
use crate::analysis::figures::is_set_aside;
use crate::corpus::Corpus;
use crate::model::Document;
use crate::model::checklist::ItemAddress;
use crate::model::decision::Decision;
use crate::model::value::{Date, DocId, ProvisionId};

use super::texts::{DocumentTexts, Found, Target, TextId, Texts};

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
    pub edges: Vec<Arc<Edge>>,
    /// The decisions that rest on each article, by its id.
    pub reliances: BTreeMap<ProvisionId, Vec<Reliance>>,
    /// The decisions that show the cost of each checklist item.
    pub item_decisions: BTreeMap<ItemAddress, Vec<DocId>>,
    /// Positions in `edges` of the links to each document; a provision counts for the document of its article.
    incoming: Lists<DocId, usize>,
    /// Positions in `edges` of the links to each article, whether or not it has a page.
    citing: Lists<ProvisionId, usize>,
}

impl Graph {
    /// The passages that lead to a document, in the order of the documents that hold them.
    pub fn passages_to(&self, id: &DocId) -> impl Iterator<Item = (&Edge, &Passage)> {
        let edges = self.incoming.get(id).into_iter().flatten().map(|at| &*self.edges[*at]);
        edges.filter_map(|edge| Some((edge, edge.passage.as_ref()?)))
    }

    /// The passages that cite an article or something in it.
    pub fn passages_citing(&self, article: &ProvisionId) -> impl Iterator<Item = (&Edge, &Passage)> {
        let edges = self.citing.get(article).into_iter().flatten().map(|at| &*self.edges[*at]);
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

/// What an earlier compilation found, and in which book: the links of a document are the same in another as long as the same pages stand in it.
#[derive(Default)]
pub struct Memory {
    book: Option<Arc<Book>>,
    documents: HashMap<DocId, Known, FxBuildHasher>,
}

struct Known {
    document: Arc<Document>,
    texts: Arc<DocumentTexts>,
    own: Arc<Own>,
}

/// The links of one document.
#[derive(Default)]
struct Own {
    /// In their order. Those to what has no page are left out.
    edges: Vec<Link>,
    reliances: Vec<Reliance>,
    items: Vec<ItemAddress>,
}

/// An edge, the document that it leads to, and the article where that is a provision.
struct Link {
    edge: Arc<Edge>,
    document: Option<DocId>,
    article: Option<ProvisionId>,
}

/// Builds the graph from what the texts say and what the front matters state. What `memory` knows of unchanged documents is taken over, and it
/// comes to know these.
pub fn build(corpus: &Corpus, texts: &Texts, book: &Arc<Book>, today: Date, memory: &mut Memory) -> Graph {
    let earlier = std::mem::take(memory);
    let is_alike = earlier.book.is_some_and(|earlier| earlier.is_like(book));
    let earlier = if is_alike { earlier.documents } else { HashMap::default() };
    let built: HashSet<&DocId, FxBuildHasher> =
        book.pages.iter().filter(|(_, is_built)| *is_built).map(|(id, _)| id).collect();
    let documents: Vec<(&Arc<Document>, &Arc<DocumentTexts>)> = corpus
        .documents
        .iter_shared()
        .filter(|(id, _)| built.contains(id))
        .filter_map(|(id, document)| Some((document, texts.shared(id)?)))
        .collect();
    let own = |(document, texts): &(&Arc<Document>, &Arc<DocumentTexts>)| {
        let known = earlier.get(document.id());
        let known = known.filter(|known| Arc::ptr_eq(&known.document, document) && Arc::ptr_eq(&known.texts, texts));
        known.map_or_else(|| Arc::new(own(corpus, &built, document, texts, today)), |known| known.own.clone())
    };
    let owns: Vec<Arc<Own>> = documents.par_iter().map(own).collect();
    let graph = joined(&documents, &owns);
    let known = documents.iter().zip(owns).map(|((document, texts), own)| {
        (document.id().clone(), Known { document: (*document).clone(), texts: (*texts).clone(), own })
    });
    *memory = Memory { documents: known.collect(), book: Some(book.clone()) };
    graph
}

/// The links of a document to what is built.
fn own(
    corpus: &Corpus,
    built: &HashSet<&DocId, FxBuildHasher>,
    document: &Document,
    texts: &DocumentTexts,
    today: Date,
) -> Own {
    let id = document.id();
    let (mut own, mut edges) = (Own::default(), Vec::new());
    if let Some(decision) = document.as_decision() {
        state(&mut own, &mut edges, id, decision, today);
    }
    for (text_id, text) in texts.iter(id) {
        let marked = text.marks.iter().filter_map(|mark| match &mark.found {
            Found::Link(target) => Some((mark.leaf, &mark.range, target.clone())),
            Found::Term(term) => Some((mark.leaf, &mark.range, Target::Document(term.clone()))),
            Found::Slot(_) => None,
        });
        let linked = text.body.links.iter().zip(&text.destinations).filter_map(|(link, target)| {
            let target = target.clone().filter(|target| !matches!(target, Target::File(_)))?;
            Some((link.leaf, &link.range, target))
        });
        edges.extend(marked.chain(linked).map(|(leaf, range, to)| {
            let passage = Passage { text: text_id.clone(), leaf, range: range.clone() };
            Edge { from: id.clone(), passage: Some(passage), to }
        }));
    }
    edges.sort_by(|a, b| sort_key(a).cmp(&sort_key(b)));
    let link = |edge: Edge| {
        let document = target_document(corpus, &edge.to);
        let article = match &edge.to {
            Target::Provision(provision) => Some(provision.article()),
            Target::Document(_) | Target::Anchor(..) | Target::Item(_) | Target::File(_) => None,
        };
        Link { edge: Arc::new(edge), document, article }
    };
    let leads_out = |link: &Link| link.document.as_ref().is_none_or(|to| built.contains(to) && to != id);
    own.edges = edges.into_iter().map(link).filter(leads_out).collect();
    own
}

fn sort_key(edge: &Edge) -> (&DocId, Option<(&TextId, usize, usize)>, &Target) {
    let passage = edge.passage.as_ref().map(|passage| (&passage.text, passage.leaf, passage.range.start));
    (&edge.from, passage, &edge.to)
}

/// What a decision's front matter leads to: its provisions and its checklist items.
fn state(own: &mut Own, edges: &mut Vec<Edge>, id: &DocId, decision: &Decision, today: Date) {
    let basis = decision.fines.iter().flat_map(|fine| &fine.basis).map(|provision| &provision.value);
    let breached = decision.breaches.iter().map(|breach| &breach.provision.value);
    let provisions: BTreeSet<&ProvisionId> = basis.chain(breached).collect();
    for provision in provisions {
        let set_aside = is_set_aside(decision, provision, today);
        own.reliances.push(Reliance { decision: id.clone(), provision: provision.clone(), set_aside });
        edges.push(Edge { from: id.clone(), passage: None, to: Target::Provision(provision.clone()) });
    }
    for address in decision.checklist.iter().map(|address| &address.value) {
        own.items.push(address.clone());
        edges.push(Edge { from: id.clone(), passage: None, to: Target::Item(address.clone()) });
    }
}

/// The links of all documents, in the order of their ids, and the lists backwards.
fn joined(documents: &[(&Arc<Document>, &Arc<DocumentTexts>)], owns: &[Arc<Own>]) -> Graph {
    let mut graph = Graph::default();
    let (mut reliances, mut item_decisions) = (Lists::default(), Lists::default());
    for ((document, _), own) in documents.iter().zip(owns) {
        for reliance in &own.reliances {
            push(&mut reliances, &reliance.provision.article(), reliance.clone());
        }
        for address in &own.items {
            push(&mut item_decisions, address, document.id().clone());
        }
        for link in &own.edges {
            let at = graph.edges.len();
            if let Some(document) = &link.document {
                push(&mut graph.incoming, document, at);
            }
            if let Some(article) = &link.article {
                push(&mut graph.citing, article, at);
            }
            graph.edges.push(link.edge.clone());
        }
    }
    graph.reliances = reliances.into_iter().collect();
    graph.item_decisions = item_decisions.into_iter().collect();
    graph
}

/// Lists by what they lead to.
type Lists<K, V> = HashMap<K, Vec<V>, FxBuildHasher>;

/// Adds to the list of a key, which is copied only for the first.
fn push<K: Hash + Eq + Clone, V>(lists: &mut Lists<K, V>, key: &K, value: V) {
    match lists.get_mut(key) {
        Some(list) => list.push(value),
        None => drop(lists.insert(key.clone(), vec![value])),
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
