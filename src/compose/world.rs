//! What pages are composed from, and what many of them ask of it, found out once.
//!
//! Nothing here depends on the page that asks: orders, lists by sector and article, the frame of a language, the rows of a decision.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, OnceLock};

use rustc_hash::FxBuildHasher;

use crate::analysis::Analysis;
use crate::analysis::figures::EntityFigures;
use crate::analysis::graph::Graph;
use crate::analysis::naming::{Clock, Hidden};
use crate::analysis::routes::Page;
use crate::inputs::Inputs;
use crate::model::Document;
use crate::model::decision::Decision;
use crate::model::value::{DocId, Lang, ProvisionId};
use crate::view::parts::DecisionRowView;
use crate::view::shared::Shared;
use crate::view::site::SiteView;

use super::charts::place::Boards;
use super::decision::{self, Traits};
use super::{frame, rows, text};

/// Everything that pages are composed from.
pub struct World {
    pub inputs: Arc<Inputs>,
    pub analysis: Analysis,
    pub clock: Clock,
    /// The decisions that are built, most recent first.
    pub decisions: Vec<DocId>,
    /// The decisions that are built, by the sector of each of their entities, most recent first.
    pub by_sector: BTreeMap<String, Vec<DocId>>,
    /// The decisions that are built, by the articles that they rest on, most recent first.
    by_article: HashMap<ProvisionId, Vec<DocId>>,
    /// The act that most decisions rest on: a table of decisions names the others only.
    pub main_act: String,
    /// Positions in `decisions`.
    ranks: Ranks,
    /// What each of `decisions` may share with another.
    traits: Vec<OnceLock<Traits>>,
    /// The decisions nearest to each, as positions in `decisions`: the same in both languages.
    nearest: Vec<OnceLock<Vec<usize>>>,
    /// By language, then by position in `decisions`: composed for the first page that shows them.
    rows: [Vec<OnceLock<Vec<Shared<DecisionRowView>>>>; 2],
    /// The title of each document, by language, then by its place in the corpus.
    titles: [Vec<OnceLock<String>>; 2],
    frames: [OnceLock<Shared<SiteView>>; 2],
    boards: Arc<OnceLock<Boards>>,
    hidden: OnceLock<Hidden>,
}

/// What pages of an earlier book were composed from, that may serve the next one too.
#[derive(Default)]
pub struct Memory {
    /// The figures of its decisions, most recent first.
    figures: Vec<Arc<Vec<EntityFigures>>>,
    boards: Arc<OnceLock<Boards>>,
}

impl Memory {
    /// The boards of a book with these figures: they show nothing else.
    fn boards(&mut self, figures: Vec<Arc<Vec<EntityFigures>>>) -> Arc<OnceLock<Boards>> {
        let is_alike = self.figures.len() == figures.len()
            && self.figures.iter().zip(&figures).all(|(known, figures)| Arc::ptr_eq(known, figures));
        if !is_alike {
            *self = Memory { figures, boards: Arc::default() };
        }
        self.boards.clone()
    }
}

impl World {
    pub fn new(inputs: Arc<Inputs>, analysis: Analysis, memory: &mut Memory) -> World {
        let clock = Clock { policy: inputs.config.naming, today: inputs.today };
        let mut built: Vec<(&Document, &Decision)> =
            analysis.corpus.decisions().filter(|(document, _)| analysis.routes.is_built(document)).collect();
        built.sort_by_key(|(document, decision)| {
            std::cmp::Reverse((decision.date.as_ref().map(|date| date.value), document.id()))
        });
        let by_sector = by_sector(&built);
        let decisions: Vec<DocId> = built.into_iter().map(|(document, _)| document.id().clone()).collect();
        let ranks = decisions.iter().enumerate().map(|(at, id)| (id.clone(), at)).collect();
        let by_article = by_article(&analysis.graph, &decisions, &ranks);
        let main_act = main_act(&by_article);
        let traits = decisions.iter().map(|_| OnceLock::new()).collect();
        let nearest = decisions.iter().map(|_| OnceLock::new()).collect();
        let rows = [(); 2].map(|()| decisions.iter().map(|_| OnceLock::new()).collect());
        let titles = [(); 2].map(|()| analysis.corpus.documents.keys().map(|_| OnceLock::new()).collect());
        let frames = [const { OnceLock::new() }; 2];
        let boards = memory.boards(decisions.iter().filter_map(|id| analysis.figures.shared(id).cloned()).collect());
        World {
            inputs,
            analysis,
            clock,
            decisions,
            by_sector,
            by_article,
            main_act,
            ranks,
            traits,
            nearest,
            rows,
            titles,
            frames,
            boards,
            hidden: OnceLock::new(),
        }
    }

    pub fn document(&self, id: &DocId) -> Option<&Document> {
        self.analysis.corpus.documents.get(id)
    }

    pub fn decision(&self, id: &DocId) -> Option<&Decision> {
        self.document(id)?.as_decision()
    }

    pub fn figures(&self, id: &DocId) -> &[EntityFigures] {
        self.analysis.figures.get(id).map_or(&[], Vec::as_slice)
    }

    pub fn href(&self, page: &Page, lang: Lang) -> String {
        self.analysis.routes.href(&self.analysis.corpus, page, lang)
    }

    /// What a link to a document says; none where it is not built.
    pub fn document_href(&self, id: &DocId, lang: Lang) -> Option<String> {
        self.analysis.routes.document_href(&self.analysis.corpus, self.document(id)?, lang)
    }

    /// The place of a decision in `decisions`; none where it is not built.
    pub fn rank(&self, id: &DocId) -> Option<usize> {
        self.ranks.get(id).copied()
    }

    /// The decisions that rest on an article, most recent first.
    pub fn relying(&self, article: &ProvisionId) -> &[DocId] {
        self.by_article.get(article).map_or(&[], Vec::as_slice)
    }

    /// What the decision at a rank may share with others.
    pub fn traits(&self, rank: usize) -> &Traits {
        let decision = || self.decision(&self.decisions[rank]).map(Traits::of).unwrap_or_default();
        self.traits[rank].get_or_init(decision)
    }

    /// The decisions nearest to the one at a rank, nearest first.
    pub fn nearest(&self, rank: usize) -> &[usize] {
        self.nearest[rank].get_or_init(|| decision::nearest(self, rank))
    }

    /// The rows of a decision in tables, one a sanctioned body, none of them marked as the page's own.
    pub fn rows(&self, id: &DocId, lang: Lang) -> &[Shared<DecisionRowView>] {
        match self.rank(id) {
            Some(rank) => self.rows[lang as usize][rank].get_or_init(|| rows::decision_rows(self, id, lang)),
            None => &[],
        }
    }

    /// The title of a document, as plain text; empty where there is no such document.
    pub fn title(&self, id: &DocId, lang: Lang) -> &str {
        let Some(place) = self.analysis.corpus.documents.place(id) else { return "" };
        let known = &self.titles[lang as usize][place];
        if known.get().is_none() {
            // Made outside the lock: a title may print that of another document.
            let title = text::plain(self, id, "title", lang).unwrap_or_default();
            return known.get_or_init(|| title);
        }
        known.get().map_or("", String::as_str)
    }

    /// The rows of the charts that show where a case stands.
    pub fn boards(&self) -> &Boards {
        self.boards.get_or_init(|| Boards::new(self))
    }

    /// The names that no page may spell today.
    pub fn hidden(&self) -> &Hidden {
        self.hidden.get_or_init(|| Hidden::of(&self.analysis.corpus, self.clock))
    }

    /// What all pages of a language have around them.
    pub fn frame(&self, lang: Lang) -> Shared<SiteView> {
        self.frames[lang as usize].get_or_init(|| frame::site(self, lang).into()).clone()
    }
}

fn by_sector(built: &[(&Document, &Decision)]) -> BTreeMap<String, Vec<DocId>> {
    let mut by_sector: BTreeMap<String, Vec<DocId>> = BTreeMap::new();
    for (document, decision) in built {
        for entity in &decision.entities {
            let sector = by_sector.entry(entity.sector.value.clone()).or_default();
            if sector.last() != Some(document.id()) {
                sector.push(document.id().clone());
            }
        }
    }
    by_sector
}

/// Empty in a book without decisions.
fn main_act(by_article: &HashMap<ProvisionId, Vec<DocId>>) -> String {
    let mut weights: BTreeMap<&str, usize> = BTreeMap::new();
    for (article, decisions) in by_article {
        *weights.entry(article.act()).or_default() += decisions.len();
    }
    let heaviest = weights.into_iter().max_by_key(|(_, weight)| *weight);
    heaviest.map(|(act, _)| act.to_owned()).unwrap_or_default()
}

/// Positions of decisions, most recent first.
type Ranks = HashMap<DocId, usize, FxBuildHasher>;

fn by_article(graph: &Graph, decisions: &[DocId], ranks: &Ranks) -> HashMap<ProvisionId, Vec<DocId>> {
    let most_recent_first = |article: &ProvisionId| {
        let reliances = graph.reliances(article);
        let mut on_it: Vec<usize> = reliances.filter_map(|reliance| ranks.get(&reliance.decision).copied()).collect();
        on_it.sort_unstable();
        on_it.dedup();
        on_it.into_iter().map(|rank| decisions[rank].clone()).collect()
    };
    graph.relied_on().into_iter().map(|article| (article.clone(), most_recent_first(article))).collect()
}
