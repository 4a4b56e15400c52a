//! Who leads to whom: every link between documents, forwards as it is written and backwards as pages list it.
//!
//! **Invariant**: both ends of an edge exist, and the backward lists are exactly the transpose of the edges. What leads nowhere is a
//! diagnostic, not an edge. Documents that are not built (drafts, decisions of the future) have no edges.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::fmt;
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

/// Shared with the compilations before and after it: what did not change is the same.
#[derive(Clone, Debug, Default)]
pub struct Graph {
    /// What leads out of each document that is built, in the order of ids.
    owns: Vec<Arc<Own>>,
    /// The links to each document; a provision counts for the document of its article.
    incoming: Backwards<DocId>,
    /// The links to each article, whether or not it has a page.
    citing: Backwards<ProvisionId>,
    /// The decisions that rest on each article.
    reliances: Backwards<ProvisionId>,
    /// The decisions that show the cost of each checklist item.
    items: Backwards<ItemAddress>,
}

impl Graph {
    /// Every link, in the order of the documents that hold them.
    pub fn edges(&self) -> impl Iterator<Item = &Edge> {
        self.owns.iter().flat_map(|own| own.links.iter().map(|link| &link.edge))
    }

    /// The passages that lead to a document, in the order of the documents that hold them.
    pub fn passages_to(&self, id: &DocId) -> impl Iterator<Item = (&Edge, &Passage)> {
        self.passages(self.incoming.of(id))
    }

    /// The passages that cite an article or something in it.
    pub fn passages_citing(&self, article: &ProvisionId) -> impl Iterator<Item = (&Edge, &Passage)> {
        self.passages(self.citing.of(article))
    }

    fn passages<'g>(&'g self, places: &'g [Place]) -> impl Iterator<Item = (&'g Edge, &'g Passage)> {
        let edges = places.iter().map(|place| &self.owns[place.document].links[place.at].edge);
        edges.filter_map(|edge| Some((edge, edge.passage.as_ref()?)))
    }

    /// The articles that decisions rest on, in their order.
    pub fn relied_on(&self) -> BTreeSet<&ProvisionId> {
        self.reliances.keys().collect()
    }

    /// The decisions that rest on an article.
    pub fn reliances(&self, article: &ProvisionId) -> impl Iterator<Item = &Reliance> {
        self.reliances.of(article).iter().map(|place| &self.owns[place.document].reliances[place.at])
    }

    /// The decisions that show the cost of an item.
    pub fn decisions_of_item(&self, address: &ItemAddress) -> impl ExactSizeIterator<Item = &DocId> {
        self.items.of(address).iter().map(|place| &self.owns[place.document].id)
    }
}

/// What an earlier compilation found, and in which book: the links of a document are the same in another as long as the same pages stand in it.
#[derive(Default)]
pub struct Memory {
    book: Option<Arc<Book>>,
    /// What each of the graph's documents was.
    documents: Vec<Known>,
    graph: Graph,
}

struct Known {
    document: Arc<Document>,
    texts: Arc<DocumentTexts>,
}

/// What leads out of one document.
#[derive(Debug)]
struct Own {
    id: DocId,
    /// In their order. Those to what has no page are left out.
    links: Vec<Link>,
    reliances: Vec<Reliance>,
    items: Vec<ItemAddress>,
}

/// An edge, the document that it leads to, and the article where that is a provision.
#[derive(Debug)]
struct Link {
    edge: Edge,
    document: Option<DocId>,
    article: Option<ProvisionId>,
}

/// Builds the graph from what the texts say and what the front matters state. What `memory` knows of unchanged documents is taken over, and it
/// comes to know these.
pub fn build(corpus: &Corpus, texts: &Texts, book: &Arc<Book>, today: Date, memory: &mut Memory) -> Graph {
    let earlier = std::mem::take(memory);
    let is_alike = earlier.book.as_ref().is_some_and(|earlier| earlier.is_like(book));
    let earlier = if is_alike { earlier } else { Memory::default() };
    let built: HashSet<&DocId, FxBuildHasher> =
        book.pages.iter().filter(|(_, is_built)| *is_built).map(|(id, _)| id).collect();
    let documents: Vec<Known> = corpus
        .documents
        .iter_shared()
        .filter(|(id, _)| built.contains(id))
        .filter_map(|(id, document)| Some(Known { document: document.clone(), texts: texts.shared(id)?.clone() }))
        .collect();
    // In a book that is alike the same documents stand in the same order.
    let unchanged = |at: usize| earlier.documents.get(at).is_some_and(|known| known.is(&documents[at]));
    let changed: Vec<usize> = (0..documents.len()).filter(|at| !unchanged(*at)).collect();
    let own = |at: &usize| Arc::new(own(corpus, &built, &documents[*at].document, &documents[*at].texts, today));
    let news: Vec<Arc<Own>> = changed.par_iter().map(own).collect();
    let mut graph = earlier.graph;
    if is_alike {
        changed.into_iter().zip(news).for_each(|(at, own)| graph.replace(at, own));
    } else {
        news.into_iter().for_each(|own| graph.push(own));
    }
    *memory = Memory { documents, book: Some(book.clone()), graph: graph.clone() };
    graph
}

impl Known {
    fn is(&self, other: &Known) -> bool {
        Arc::ptr_eq(&self.document, &other.document) && Arc::ptr_eq(&self.texts, &other.texts)
    }
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
    let mut own = Own { id: id.clone(), links: Vec::new(), reliances: Vec::new(), items: Vec::new() };
    let mut edges = Vec::new();
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
        Link { edge, document, article }
    };
    let leads_out = |link: &Link| link.document.as_ref().is_none_or(|to| built.contains(to) && to != id);
    own.links = edges.into_iter().map(link).filter(leads_out).collect();
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

// ── backwards ──

/// A part of what leads out of a document: its link, its reliance, its item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Place {
    /// The document's position in the graph.
    document: usize,
    at: usize,
}

/// Where things are led to from, in the order of places. A list is shared until it changes.
#[derive(Clone)]
struct Backwards<K>(HashMap<K, Arc<Vec<Place>>, FxBuildHasher>);

/// In the order of keys: how the map came to be does not show.
impl<K: fmt::Debug + Ord> fmt::Debug for Backwards<K> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_map().entries(self.0.iter().collect::<BTreeMap<_, _>>()).finish()
    }
}

impl<K> Default for Backwards<K> {
    fn default() -> Backwards<K> {
        Backwards(HashMap::default())
    }
}

impl<K: Hash + Eq + Clone> Backwards<K> {
    fn of(&self, key: &K) -> &[Place] {
        self.0.get(key).map_or(&[], |places| places.as_slice())
    }

    fn keys(&self) -> impl Iterator<Item = &K> {
        self.0.keys()
    }

    /// Adds what leads out of a document.
    fn add<'k>(&mut self, document: usize, keys: impl Iterator<Item = Option<&'k K>>)
    where
        K: 'k,
    {
        for (at, key) in keys.enumerate().filter_map(|(at, key)| Some((at, key?))) {
            let place = Place { document, at };
            match self.0.get_mut(key) {
                Some(places) => {
                    let places = Arc::make_mut(places);
                    // Most often the document is the last one so far.
                    let before = places.iter().rev().take_while(|other| other.document > document).count();
                    places.insert(places.len() - before, place);
                }
                None => drop(self.0.insert(key.clone(), Arc::new(vec![place]))),
            }
        }
    }

    /// Takes away what leads out of a document.
    fn remove<'k>(&mut self, document: usize, keys: impl Iterator<Item = Option<&'k K>>)
    where
        K: 'k,
    {
        for key in keys.flatten() {
            let Some(places) = self.0.get_mut(key) else { continue };
            if places.iter().any(|place| place.document == document) {
                Arc::make_mut(places).retain(|place| place.document != document);
            }
            if places.is_empty() {
                self.0.remove(key);
            }
        }
    }
}

impl Own {
    fn documents(&self) -> impl Iterator<Item = Option<&DocId>> {
        self.links.iter().map(|link| link.document.as_ref())
    }

    fn articles(&self) -> impl Iterator<Item = Option<&ProvisionId>> {
        self.links.iter().map(|link| link.article.as_ref())
    }

    fn relied_on(&self) -> Vec<ProvisionId> {
        self.reliances.iter().map(|reliance| reliance.provision.article()).collect()
    }
}

impl Graph {
    /// Adds the document that comes next.
    fn push(&mut self, own: Arc<Own>) {
        self.enter(self.owns.len(), &own);
        self.owns.push(own);
    }

    /// Puts what leads out of a document now in the place of what did before.
    fn replace(&mut self, document: usize, own: Arc<Own>) {
        let old = std::mem::replace(&mut self.owns[document], own.clone());
        self.incoming.remove(document, old.documents());
        self.citing.remove(document, old.articles());
        self.reliances.remove(document, old.relied_on().iter().map(Some));
        self.items.remove(document, old.items.iter().map(Some));
        self.enter(document, &own);
    }

    fn enter(&mut self, document: usize, own: &Own) {
        self.incoming.add(document, own.documents());
        self.citing.add(document, own.articles());
        self.reliances.add(document, own.relied_on().iter().map(Some));
        self.items.add(document, own.items.iter().map(Some));
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
