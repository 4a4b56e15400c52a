//! What the live preview shows besides the site: which pages are drafts, and how each printed figure was obtained, with the lines of its inputs.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::Serialize;

use crate::analysis::figures::{EntityFigures, Ratio};
use crate::analysis::routes::{Page, Routes};
use crate::compose::World;
use crate::model::value::{Decimal, DocId, Lang};
use crate::outputs::figures::{WorkingRow, row};
use crate::site::Proof;

pub fn of(world: &Arc<World>) -> Proof {
    let (drafts, world) = (drafts(world), world.clone());
    Proof { drafts, workings: Some(Arc::new(move |value| workings(&world, value))) }
}

fn drafts(world: &World) -> BTreeSet<String> {
    let corpus = &world.analysis.corpus;
    let routes = Routes { drafts: true, ..world.analysis.routes.clone() };
    let drafts = corpus.documents.values().filter(|document| document.meta.draft && routes.is_built(document));
    let pages = drafts.map(|document| Page::Document(document.id().clone()));
    pages.flat_map(|page| Lang::ALL.map(|lang| format!("{}index.html", routes.path(corpus, &page, lang)))).collect()
}

/// The working of one sanctioned body.
#[derive(Serialize)]
struct EntityWorking {
    decision: String,
    entity: String,
    /// The addresses of the decision's page, by language.
    fr: String,
    en: String,
    working: Vec<WorkingRow>,
}

fn workings(world: &World, value: &str) -> String {
    let found: Vec<EntityWorking> = match value.parse() {
        Ok(value) => having(world, value).filter_map(|(id, figures)| entity_working(world, id, figures)).collect(),
        Err(_) => Vec::new(),
    };
    serde_json::to_string(&found).unwrap_or_default()
}

/// The bodies that have a figure of exactly this value.
fn having(world: &World, value: Decimal) -> impl Iterator<Item = (&DocId, &EntityFigures)> {
    let rows = world.decisions.iter().flat_map(|id| world.figures(id).iter().map(move |figures| (id, figures)));
    rows.filter(move |(_, figures)| values(figures).contains(&Some(value)))
}

/// What pages print of a body, exactly.
fn values(figures: &EntityFigures) -> [Option<Decimal>; 8] {
    let ratio = |ratio: &Option<Ratio>| ratio.map(|ratio| ratio.ten_decimals());
    [
        figures.standing,
        figures.imposed,
        figures.base.as_ref().and_then(|base| base.annual),
        ratio(&figures.ratio),
        ratio(&figures.ratio_imposed),
        figures.cap.amount,
        ratio(&figures.share_of_cap),
        figures.days,
    ]
}

fn entity_working(world: &World, id: &DocId, figures: &EntityFigures) -> Option<EntityWorking> {
    let href = |lang| world.document_href(id, lang);
    let row = row(id, world.decision(id)?, figures, &world.inputs.sources);
    let (fr, en) = (href(Lang::Fr)?, href(Lang::En)?);
    Some(EntityWorking { decision: row.decision, entity: row.entity, fr, en, working: row.working })
}
