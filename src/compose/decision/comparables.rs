//! « Affaires comparables »: the decisions nearest to this one, at most six, this one among them.
//!
//! Nearness counts what is shared: a sector, a kind of body, a size, articles, measures. Only decisions of the same sectors or articles are
//! weighed, so that the cost does not grow with the square of the book.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::decision::Decision;
use crate::model::value::{DocId, Measure, ProvisionId, Size};
use crate::view::parts::DecisionTableView;

use super::Case;
use crate::compose::rows;

/// This decision and five others.
const MOST: usize = 6;
/// What two decisions must share at the least to be called comparable: more than a few articles.
const LEAST: u32 = 8;
/// How many decisions of one sector or one article are weighed, most recent first.
const WEIGHED: usize = 60;

pub fn table(case: &Case<'_>) -> Option<DecisionTableView> {
    let nearest = nearest(case);
    if nearest.is_empty() {
        return None;
    }
    let ids = std::iter::once(case.id()).chain(nearest);
    let caption = case.say(
        "Mêmes secteurs ou mêmes manquements, de la plus proche à la plus lointaine",
        "Same sectors or same breaches, nearest first",
    );
    rows::decision_table(case.world, ids, Some(case.id()), caption.to_owned(), case.lang)
}

fn nearest<'w>(case: &Case<'w>) -> Vec<&'w DocId> {
    let own = Traits::of(case.decision);
    let mut scores: BTreeMap<&DocId, u32> = BTreeMap::new();
    for id in candidates(case, &own) {
        if let Some(decision) = case.world.decision(id) {
            let score = own.shared_with(&Traits::of(decision));
            if score >= LEAST {
                scores.insert(id, score);
            }
        }
    }
    let day = |id: &DocId| case.world.decision(id).and_then(|decision| decision.date.as_ref()).map(|date| date.value);
    let mut scored: Vec<(&DocId, u32)> = scores.into_iter().collect();
    scored.sort_by_key(|(id, score)| std::cmp::Reverse((*score, day(id), *id)));
    scored.into_iter().take(MOST - 1).map(|(id, _)| id).collect()
}

fn candidates<'w>(case: &Case<'w>, own: &Traits) -> BTreeSet<&'w DocId> {
    let world = case.world;
    let same_sector =
        own.sectors.iter().filter_map(|sector| world.by_sector.get(sector)).flat_map(|ids| ids.iter().take(WEIGHED));
    let graph = &world.analysis.graph;
    let same_article = own
        .articles
        .iter()
        .filter_map(|article| graph.reliances.get(article))
        .flat_map(|reliances| reliances.iter().rev().take(WEIGHED).map(|reliance| &reliance.decision));
    same_sector.chain(same_article).filter(|id| *id != case.id()).collect()
}

/// What two decisions may share.
struct Traits {
    sectors: BTreeSet<String>,
    kinds: BTreeSet<&'static str>,
    sizes: BTreeSet<Size>,
    articles: BTreeSet<ProvisionId>,
    measures: BTreeSet<Measure>,
}

impl Traits {
    fn of(decision: &Decision) -> Traits {
        use crate::model::value::Choice;
        Traits {
            sectors: decision.entities.iter().map(|entity| entity.sector.value.clone()).collect(),
            kinds: decision.entities.iter().map(|entity| entity.kind.word()).collect(),
            sizes: decision.entities.iter().map(|entity| entity.size).filter(|size| *size != Size::Unknown).collect(),
            articles: rows::provisions_of(decision).iter().map(ProvisionId::article).collect(),
            measures: decision.breaches.iter().filter_map(|breach| breach.measure).collect(),
        }
    }

    /// A sector weighs most, since « bodies like mine » is the reader's question; then kind and size; then what was breached.
    fn shared_with(&self, other: &Traits) -> u32 {
        let any = |shares: bool, weight: u32| if shares { weight } else { 0 };
        let count = |shared: usize, weight: u32| u32::try_from(shared).unwrap_or(u32::MAX).min(4) * weight;
        any(!self.sectors.is_disjoint(&other.sectors), 10)
            + any(!self.kinds.is_disjoint(&other.kinds), 4)
            + any(!self.sizes.is_disjoint(&other.sizes), 3)
            + count(self.articles.intersection(&other.articles).count(), 2)
            + count(self.measures.intersection(&other.measures).count(), 2)
    }
}
