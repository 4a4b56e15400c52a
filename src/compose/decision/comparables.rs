//! « Affaires comparables »: the decisions nearest to this one, at most six, this one among them.
//!
//! Nearness counts what is shared: a sector, a kind of body, a size, articles, measures. Only decisions of the same sectors or articles are
//! weighed, so that the cost does not grow with the square of the book.

use crate::model::decision::Decision;
use crate::model::value::{EntityKind, Measure, ProvisionId, Size};
use crate::view::parts::DecisionTableView;

use super::Case;
use crate::compose::{World, rows};

/// This decision and five others.
const MOST: usize = 6;
/// What two decisions must share at the least to be called comparable: more than a few articles.
const LEAST: u32 = 8;
/// How many decisions of one sector or one article are weighed, most recent first.
const WEIGHED: usize = 60;

pub fn table(case: &Case<'_>) -> Option<DecisionTableView> {
    let world = case.world;
    let nearest = world.nearest(world.rank(case.id())?);
    if nearest.is_empty() {
        return None;
    }
    let ids = std::iter::once(case.id()).chain(nearest.iter().map(|rank| &world.decisions[*rank]));
    let caption = case.say(
        "Mêmes secteurs ou mêmes manquements, de la plus proche à la plus lointaine",
        "Same sectors or same breaches, nearest first",
    );
    rows::decision_table(world, ids, Some(case.id()), caption.to_owned(), case.lang)
}

/// The decisions nearest to the one at a rank, nearest first, as positions in [`World::decisions`]. Ask [`World::nearest`] for them.
pub fn nearest(world: &World, own: usize) -> Vec<usize> {
    let traits = world.traits(own);
    let scores = candidates(world, traits).into_iter().filter(|rank| *rank != own);
    let mut scored: Vec<(u32, usize)> = scores
        .map(|rank| (traits.shared_with(world.traits(rank)), rank))
        .filter(|(score, _)| *score >= LEAST)
        .collect();
    // A lower rank is a more recent decision.
    scored.sort_by_key(|(score, rank)| (std::cmp::Reverse(*score), *rank));
    scored.into_iter().take(MOST - 1).map(|(_, rank)| rank).collect()
}

/// Positions in [`World::decisions`], each once.
fn candidates(world: &World, own: &Traits) -> Vec<usize> {
    let same_sector = own.sectors.iter().filter_map(|sector| world.by_sector.get(sector)).map(Vec::as_slice);
    let same_article = own.articles.iter().map(|article| world.relying(article));
    let weighed = same_sector.chain(same_article).flat_map(|ids| ids.iter().take(WEIGHED));
    let mut ranks: Vec<usize> = weighed.filter_map(|id| world.rank(id)).collect();
    ranks.sort_unstable();
    ranks.dedup();
    ranks
}

/// What two decisions may share. A handful of each, each once: short lists are quicker than sets here.
#[derive(Default)]
pub struct Traits {
    sectors: Vec<String>,
    kinds: Vec<EntityKind>,
    sizes: Vec<Size>,
    articles: Vec<ProvisionId>,
    measures: Vec<Measure>,
}

impl Traits {
    pub fn of(decision: &Decision) -> Traits {
        let entities = &decision.entities;
        Traits {
            sectors: distinct(entities.iter().map(|entity| entity.sector.value.clone())),
            kinds: distinct(entities.iter().map(|entity| entity.kind)),
            sizes: distinct(entities.iter().map(|entity| entity.size).filter(|size| *size != Size::Unknown)),
            articles: distinct(rows::provisions_of(decision).iter().map(ProvisionId::article)),
            measures: distinct(decision.breaches.iter().filter_map(|breach| breach.measure)),
        }
    }

    /// A sector weighs most, since « bodies like mine » is the reader's question; then kind and size; then what was breached.
    fn shared_with(&self, other: &Traits) -> u32 {
        let any = |shared: u32, weight: u32| if shared > 0 { weight } else { 0 };
        any(shared(&self.sectors, &other.sectors), 10)
            + any(shared(&self.kinds, &other.kinds), 4)
            + any(shared(&self.sizes, &other.sizes), 3)
            + shared(&self.articles, &other.articles).min(4) * 2
            + shared(&self.measures, &other.measures).min(4) * 2
    }
}

fn distinct<T: PartialEq>(values: impl Iterator<Item = T>) -> Vec<T> {
    let mut distinct = Vec::new();
    for value in values {
        if !distinct.contains(&value) {
            distinct.push(value);
        }
    }
    distinct
}

fn shared<T: PartialEq>(own: &[T], other: &[T]) -> u32 {
    own.iter().filter(|value| other.contains(value)).count().try_into().unwrap_or(u32::MAX)
}
