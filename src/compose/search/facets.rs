//! What decisions are chosen and sorted by: the facets of the table of all decisions, and the amounts of its columns.

use crate::model::value::{DocId, Lang};
use crate::search::{Facet, FacetValue, Traits};

use super::super::{World, explorer};
use super::total;

pub fn traits(world: &World, id: &DocId) -> Traits {
    let figures = world.figures(id);
    let ratio = figures.iter().filter_map(|one| one.ratio.map(|ratio| ratio.value())).max();
    let share = figures.iter().filter_map(|one| one.share_of_cap.map(|share| share.value())).max();
    let revenue = figures.iter().filter_map(|one| one.base.as_ref()?.annual).max();
    Traits { values: explorer::values(world, id), amounts: [total(figures), ratio, share, revenue] }
}

pub fn facets(world: &World, lang: Lang) -> Vec<Facet> {
    let facets = explorer::facets(world, lang).into_iter().map(|facet| {
        let values = facet.values.into_iter().map(|value| FacetValue { key: value.value, label: value.text });
        Facet { key: facet.key, values: values.collect() }
    });
    facets.collect()
}
