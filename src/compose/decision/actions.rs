//! « Ce qu’il faut faire »: items of checklists, those that the decision names and, where they are few, those that answer the same provisions.

use std::collections::BTreeSet;

use crate::analysis::figures::is_set_aside;
use crate::model::checklist::{Checklist, Item, ItemAddress};
use crate::model::value::{DocId, Kind, ProvisionId};
use crate::view::decision::ActionView;
use crate::view::parts::LinkView;

use super::Case;
use crate::compose::text;

/// A reader does a handful of things, not twenty: the whole list is one click away.
const MOST: usize = 6;
/// Below this, items of the same provisions are added.
const LEAST: usize = 3;

/// The items to show, the decision's own first, in its author's order.
pub fn chosen(case: &Case<'_>) -> Vec<ItemAddress> {
    let own = case.decision.checklist.iter().map(|address| address.value.clone());
    let mut chosen: Vec<ItemAddress> = own.take(MOST).collect();
    if chosen.len() < LEAST {
        for address in kindred(case) {
            if chosen.len() < LEAST && !chosen.contains(&address) {
                chosen.push(address);
            }
        }
    }
    chosen
}

/// The items that answer a provision breached here, from lists for the same sector or for any: most precise and most urgent first.
fn kindred(case: &Case<'_>) -> Vec<ItemAddress> {
    let today = case.world.inputs.today;
    let breached = case.decision.breaches.iter().map(|breach| &breach.provision.value);
    let standing: Vec<&ProvisionId> =
        breached.filter(|provision| !is_set_aside(case.decision, provision, today)).collect();
    let sectors: BTreeSet<&str> = case.decision.entities.iter().map(|entity| &*entity.sector.value).collect();
    let mut found = Vec::new();
    for document in case.world.analysis.corpus.of_kind(Kind::Checklist) {
        let Some(list) = document.as_checklist().filter(|list| serves(list, &sectors)) else { continue };
        let is_own = !list.sectors.is_empty();
        for item in list.items() {
            let Some(depth) = answers(item, &standing) else { continue };
            let address = ItemAddress { checklist: document.id().slug.to_string(), item: item.id.value.clone() };
            found.push((std::cmp::Reverse((is_own, depth)), item.priority, address));
        }
    }
    found.sort();
    found.into_iter().map(|(.., address)| address).collect()
}

/// A list without sectors is for everybody.
fn serves(list: &Checklist, sectors: &BTreeSet<&str>) -> bool {
    list.sectors.is_empty() || list.sectors.iter().any(|sector| sectors.contains(&*sector.value))
}

/// How precisely an item answers one of the provisions: the levels that the two share; none where it answers none.
fn answers(item: &Item, breached: &[&ProvisionId]) -> Option<usize> {
    let pairs = item.provisions.iter().flat_map(|own| breached.iter().map(move |breached| (&own.value, *breached)));
    let related = pairs.filter(|(own, breached)| own.contains(breached) || breached.contains(own));
    related.map(|(own, breached)| own.levels().count().min(breached.levels().count())).max()
}

pub fn views(case: &Case<'_>, chosen: &[ItemAddress]) -> Vec<ActionView> {
    let view = |address: &ItemAddress| {
        let list = DocId::new(Kind::Checklist, address.checklist.as_str());
        let words = |part: &str| text::html(case.world, &list, &format!("items.{}.{part}", address.item), case.lang);
        Some(ActionView {
            href: format!("{}#{}", case.world.document_href(&list, case.lang)?, address.item),
            text_html: words("text")?,
            why_html: words("why"),
            proof_html: words("proof"),
            decisions: case.world.analysis.graph.decisions_of_item(address).len(),
        })
    };
    chosen.iter().filter_map(view).collect()
}

/// The lists that these items come from, each once.
pub fn lists(case: &Case<'_>, chosen: &[ItemAddress]) -> Vec<LinkView> {
    let mut links: Vec<LinkView> = Vec::new();
    for address in chosen {
        let list = DocId::new(Kind::Checklist, address.checklist.as_str());
        let Some(href) = case.world.document_href(&list, case.lang) else { continue };
        if links.iter().all(|known| known.href != href) {
            links.push(LinkView { href, text: text::title(case.world, &list, case.lang) });
        }
    }
    links
}
