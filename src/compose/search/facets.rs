//! What decisions are chosen and sorted by: the values that each one has, and how a reader is offered them.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::decision::Decision;
use crate::model::value::{
    AppealState, Choice, Decimal, DecisionKind, DocId, EntityKind, Kind, Lang, Origin, Procedure, ProvisionId, Role,
    Size,
};
use crate::search::{FACETS, FacetValue, FacetValues, Record, Traits};
use crate::typography::{money_compact, percent};
use crate::vocabulary::{self, say};

use super::super::decision::capitalised;
use super::super::{World, rows, text};
use super::total;

/// The lower ends of the bands of fines, in euros.
const FINES: [u32; 7] = [1, 5_000, 20_000, 100_000, 1_000_000, 10_000_000, 100_000_000];

/// The lower ends of the bands of ratios, in thousandths of a percent: 0.01 %, 0.1 %, 1 %, 2 %, 4 %.
const RATIOS: [u32; 6] = [0, 10, 100, 1_000, 2_000, 4_000];

/// The fine is no amount.
const NO_FINE: &str = "none";

fn thousandths(ratio: u32) -> Decimal {
    Decimal::new(i64::from(ratio), 5)
}

pub fn traits(world: &World, id: &DocId, decision: &Decision) -> Traits {
    let figures = world.figures(id);
    let fine = total(figures);
    let highest = |amounts: &mut dyn Iterator<Item = Option<Decimal>>| amounts.flatten().max();
    let ratio = highest(&mut figures.iter().map(|one| one.ratio.map(|ratio| ratio.value())));
    let share = highest(&mut figures.iter().map(|one| one.share_of_cap.map(|share| share.value())));
    let revenue = highest(&mut figures.iter().map(|one| one.base.as_ref()?.annual));
    let entities = || decision.entities.iter();
    let words = |words: &mut dyn Iterator<Item = &'static str>| -> Vec<String> {
        words.collect::<BTreeSet<_>>().into_iter().map(str::to_owned).collect()
    };
    let articles: BTreeSet<ProvisionId> = rows::provisions_of(decision).iter().map(ProvisionId::article).collect();
    let sizes = entities().map(|entity| entity.size).filter(|size| *size != Size::Unknown);
    Traits {
        values: [
            decision.date.iter().map(|day| day.value.year().to_string()).collect(),
            entities().map(|entity| entity.sector.value.clone()).collect::<BTreeSet<_>>().into_iter().collect(),
            articles.iter().map(|article| article.page_slug()).collect(),
            words(&mut entities().map(|entity| entity.kind.word())),
            words(&mut sizes.map(Size::word)),
            vec![fine_band(fine, decision)],
            ratio.map(|ratio| band(&RATIOS, |end| thousandths(end) <= ratio)).into_iter().collect(),
            vec![decision.procedure.word().to_owned()],
            words(&mut decision.origin.iter().map(|origin| origin.word())),
            words(&mut figures.iter().map(|one| one.appeal.word())),
            words(&mut entities().filter_map(|entity| entity.role).map(Role::word)),
        ],
        amounts: [fine, ratio, share, revenue],
    }
}

fn fine_band(fine: Option<Decimal>, decision: &Decision) -> String {
    let has_fine = matches!(decision.kind, DecisionKind::Fine | DecisionKind::PenaltySettlement);
    match fine.filter(|fine| has_fine && !fine.is_zero()) {
        Some(fine) => band(&FINES, |end| Decimal::from(end) <= fine),
        None => NO_FINE.to_owned(),
    }
}

/// The band that an amount is in, called by its lower end.
fn band(ends: &[u32], is_reached: impl Fn(u32) -> bool) -> String {
    ends.iter().rev().find(|end| is_reached(**end)).unwrap_or(&ends[0]).to_string()
}

/// The values of each facet that some decision has, in the order in which they are offered.
pub fn values(world: &World, records: &[Record], lang: Lang) -> FacetValues {
    let seen = seen(records);
    let mut values: FacetValues = Default::default();
    for (at, (facet, keys)) in FACETS.iter().zip(&seen).enumerate() {
        let mut offered: Vec<FacetValue> =
            in_order(facet, keys).map(|key| FacetValue { label: label(world, facet, &key, lang), key }).collect();
        if *facet == "s" {
            offered.sort_by(|one, other| one.label.cmp(&other.label));
        }
        values[at] = offered;
    }
    values
}

/// The keys that decisions have.
fn seen(records: &[Record]) -> [BTreeSet<&str>; FACETS.len()] {
    let mut seen: [BTreeSet<&str>; FACETS.len()] = Default::default();
    for traits in records.iter().filter_map(|record| record.decision.as_ref()) {
        for (keys, values) in seen.iter_mut().zip(&traits.values) {
            keys.extend(values.iter().map(String::as_str));
        }
    }
    seen
}

fn in_order<'a>(facet: &str, keys: &'a BTreeSet<&str>) -> Box<dyn Iterator<Item = String> + 'a> {
    let of = |words: Vec<String>| -> Box<dyn Iterator<Item = String> + 'a> {
        Box::new(words.into_iter().filter(|word| keys.contains(word.as_str())))
    };
    let words = |words: &mut dyn Iterator<Item = &'static str>| of(words.map(str::to_owned).collect());
    match facet {
        "y" => Box::new(keys.iter().rev().map(|key| (*key).to_owned())),
        "k" => words(&mut EntityKind::ALL.iter().map(|kind| kind.word())),
        "z" => words(&mut Size::ALL.iter().map(|size| size.word())),
        "f" => of([NO_FINE.to_owned()].into_iter().chain(FINES.map(|end| end.to_string())).collect()),
        "r" => of(RATIOS.map(|end| end.to_string()).into()),
        "p" => words(&mut Procedure::ALL.iter().map(|procedure| procedure.word())),
        "o" => words(&mut Origin::ALL.iter().map(|origin| origin.word())),
        "c" => words(&mut AppealState::ALL.iter().map(|state| state.word())),
        "role" => words(&mut Role::ALL.iter().map(|role| role.word())),
        _ => Box::new(keys.iter().map(|key| (*key).to_owned())),
    }
}

fn label(world: &World, facet: &str, key: &str, lang: Lang) -> String {
    let of_sector = || text::title(world, &DocId::new(Kind::Sector, key), lang);
    let words = match facet {
        "s" => Some(of_sector()),
        "a" => article_label(world, key, lang),
        "k" => EntityKind::parse(key).map(|kind| vocabulary::entity_kind(kind, lang).to_owned()),
        "z" => Size::parse(key).and_then(|size| vocabulary::size(size, lang)).map(str::to_owned),
        "f" => Some(fine_label(key, lang)),
        "r" => Some(ratio_label(key, lang)),
        "p" => Procedure::parse(key).map(|procedure| vocabulary::procedure(procedure, lang).to_owned()),
        "o" => Origin::parse(key).map(|origin| vocabulary::origin(origin, lang).to_owned()),
        "c" => AppealState::parse(key).map(|state| vocabulary::appeal(state, lang).to_owned()),
        "role" => Role::parse(key).map(|role| vocabulary::role(role, lang).to_owned()),
        _ => None,
    };
    capitalised(&words.unwrap_or_else(|| key.to_owned()))
}

/// « Art. 32 RGPD » for `rgpd-32`, be there a page of it or not.
fn article_label(world: &World, slug: &str, lang: Lang) -> Option<String> {
    let known: BTreeMap<String, &ProvisionId> =
        world.analysis.graph.reliances.keys().map(|article| (article.page_slug(), article)).collect();
    let article = known.get(slug)?;
    Some(world.analysis.corpus.acts.get(article.act())?.cite(article, lang))
}

fn fine_label(key: &str, lang: Lang) -> String {
    let at = FINES.iter().position(|end| end.to_string() == key);
    let amount = |end: u32| money_compact(lang, Decimal::from(end));
    match at {
        None => say(lang, "Aucune amende", "No fine").to_owned(),
        Some(0) => format!("{} {}", say(lang, "moins de", "less than"), amount(FINES[1])),
        Some(at) if at + 1 == FINES.len() => format!("{} {}", amount(FINES[at]), say(lang, "et plus", "and more")),
        Some(at) => format!(
            "{} {} {} {}",
            say(lang, "de", "from"),
            amount(FINES[at]),
            say(lang, "à", "to"),
            amount(FINES[at + 1])
        ),
    }
}

fn ratio_label(key: &str, lang: Lang) -> String {
    let at = RATIOS.iter().position(|end| end.to_string() == key).unwrap_or_default();
    let share = |end: u32| percent(lang, thousandths(end));
    match at {
        0 => format!("{} {}", say(lang, "moins de", "less than"), share(RATIOS[1])),
        at if at + 1 == RATIOS.len() => format!("{} {}", share(RATIOS[at]), say(lang, "et plus", "and more")),
        at => format!(
            "{} {} {} {}",
            say(lang, "de", "from"),
            share(RATIOS[at]),
            say(lang, "à", "to"),
            share(RATIOS[at + 1])
        ),
    }
}
