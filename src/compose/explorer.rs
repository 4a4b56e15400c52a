//! The explorer of decisions, one table with the facets that a reader chooses by, and the pages of years.
//!
//! The page is whole without scripts. What the script needs stands in the page: the values of each row, and the words of each value.

use std::collections::{BTreeMap, BTreeSet};

use crate::analysis::figures::EntityFigures;
use crate::analysis::routes::{DECISIONS_A_PAGE, Page};
use crate::model::decision::Decision;
use crate::model::value::{
    AppealState, BaseStatus, Choice, Decimal, DecisionKind, DocId, EntityKind, Lang, Origin, Procedure, ProvisionId,
    Role, Size,
};
use crate::typography::{money, money_compact, number, percent};
use crate::view::explorer::{
    ChangedView, ExplorerRowView, ExplorerView, FacetValueView, FacetView, RowFacetView, YearView,
};
use crate::view::lists::ChoiceView;
use crate::view::parts::{FigureView, LinkView};
use crate::vocabulary::{self, say};

use super::frame::{self, Head};
use super::{World, rows};

/// What decisions can be chosen by.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Facet {
    Year,
    Sector,
    Provision,
    Kind,
    Size,
    Fine,
    Ratio,
    Procedure,
    Origin,
    Appeal,
    Role,
}

/// In the order of the page: the key in addresses, and the words. A key is never reused.
const FACETS: [(Facet, &str, &str, &str); 11] = [
    (Facet::Year, "y", "Année", "Year"),
    (Facet::Sector, "s", "Secteur", "Sector"),
    (Facet::Provision, "a", "Article et paragraphe", "Article and paragraph"),
    (Facet::Kind, "k", "Forme de l’organisme", "Kind of body"),
    (Facet::Size, "z", "Taille", "Size"),
    (Facet::Fine, "f", "Amende", "Fine"),
    (Facet::Ratio, "r", "Amende ÷ revenu", "Fine ÷ revenue"),
    (Facet::Procedure, "p", "Procédure", "Procedure"),
    (Facet::Origin, "o", "Origine", "Origin"),
    (Facet::Appeal, "c", "Recours", "Appeal"),
    (Facet::Role, "role", "Rôle", "Role"),
];

/// The value of what is not known.
const UNKNOWN: &str = "unknown";
/// The value of what cannot be: the ratio of a reprimand, the fine of none.
const NONE: &str = "none";
/// The value of what the decision blanked.
const WITHHELD: &str = "withheld";

/// The lower ends of the bands of fines, in euros.
const FINE_BANDS: [(i64, &str); 7] = [
    (0, "0"),
    (5_000, "5k"),
    (20_000, "20k"),
    (100_000, "100k"),
    (1_000_000, "1m"),
    (10_000_000, "10m"),
    (100_000_000, "100m"),
];

/// The lower ends of the bands of ratios, in hundredths of a percent. The last begins above its end.
const RATIO_BANDS: [(i64, &str); 6] = [(0, "0"), (1, "0.01"), (10, "0.1"), (100, "1"), (200, "2"), (400, "4")];

/// One sanctioned body of one decision, as the facets see it.
struct Case<'w> {
    decision: &'w Decision,
    figures: &'w EntityFigures,
}

impl Case<'_> {
    /// The values that this case has of a facet. Never empty.
    fn values(&self, facet: Facet) -> Vec<String> {
        let entity = &self.decision.entities[self.figures.entity];
        let one = |word: &str| vec![word.to_owned()];
        match facet {
            Facet::Year => {
                vec![self.decision.date.as_ref().map_or(UNKNOWN.to_owned(), |date| date.value.year().to_string())]
            }
            Facet::Sector => vec![entity.sector.value.clone()],
            Facet::Provision => self.provisions(),
            Facet::Kind => one(entity.kind.word()),
            Facet::Size => one(entity.size.word()),
            Facet::Fine => one(self.fine_band()),
            Facet::Ratio => one(self.ratio_band()),
            Facet::Procedure => one(self.decision.procedure.word()),
            Facet::Origin if self.decision.origin.is_empty() => one(UNKNOWN),
            Facet::Origin => self.decision.origin.iter().map(|origin| origin.word().to_owned()).collect(),
            Facet::Appeal => one(self.figures.appeal.word()),
            Facet::Role => one(entity.role.map_or(UNKNOWN, Role::word)),
        }
    }

    /// Each provision with all that it stands under, down from the article.
    fn provisions(&self) -> Vec<String> {
        let own = rows::provisions_of(self.decision);
        let with_above = own.iter().flat_map(|provision| {
            let levels: Vec<&str> = provision.levels().collect();
            let depth = levels.len().min(if provision.is_recital() { 2 } else { 1 });
            (depth..=levels.len())
                .map(|depth| ProvisionId::new(provision.act(), levels[..depth].iter().copied()))
                .collect::<Vec<_>>()
        });
        let all: BTreeSet<ProvisionId> = with_above.collect();
        if all.is_empty() { vec![UNKNOWN.to_owned()] } else { all.iter().map(ProvisionId::to_string).collect() }
    }

    fn fine_band(&self) -> &'static str {
        let Some(fine) = self.figures.standing.filter(|fine| !fine.is_zero()) else { return NONE };
        let band = FINE_BANDS.iter().rev().find(|(from, _)| fine >= Decimal::from(*from));
        band.map_or(NONE, |(_, value)| value)
    }

    fn ratio_band(&self) -> &'static str {
        if self.figures.standing.is_none() || self.decision.kind != DecisionKind::Fine {
            return NONE;
        }
        let Some(ratio) = self.figures.ratio.map(|ratio| ratio.value() * Decimal::from(10_000)) else {
            return match self.figures.base.as_ref().map(|base| base.status) {
                Some(BaseStatus::Withheld) => WITHHELD,
                Some(BaseStatus::Inapplicable) => NONE,
                _ => UNKNOWN,
            };
        };
        let (last, _) = RATIO_BANDS[RATIO_BANDS.len() - 1];
        let begins = |from: i64| ratio > Decimal::from(from) || from != last && ratio == Decimal::from(from);
        let band = RATIO_BANDS.iter().rev().find(|(from, _)| begins(*from));
        band.map_or(RATIO_BANDS[0].1, |(_, value)| value)
    }
}

/// All values of a facet that has a closed list, in its order; none for the others, whose values are those that occur.
fn closed_list(facet: Facet) -> Option<Vec<&'static str>> {
    fn words<T: Choice>() -> Vec<&'static str> {
        T::ALL.iter().map(|choice| choice.word()).collect()
    }
    let bands = |bands: &[(i64, &'static str)]| bands.iter().map(|(_, value)| *value).collect::<Vec<_>>();
    match facet {
        Facet::Year | Facet::Sector | Facet::Provision => None,
        Facet::Kind => Some(words::<EntityKind>()),
        Facet::Size => Some(words::<Size>()),
        Facet::Fine => Some([vec![NONE], bands(&FINE_BANDS)].concat()),
        Facet::Ratio => Some([bands(&RATIO_BANDS), vec![UNKNOWN, WITHHELD, NONE]].concat()),
        Facet::Procedure => Some(words::<Procedure>()),
        Facet::Origin => Some([words::<Origin>(), vec![UNKNOWN]].concat()),
        Facet::Appeal => Some(words::<AppealState>()),
        Facet::Role => Some([words::<Role>(), vec![UNKNOWN]].concat()),
    }
}

/// Whether a value is offered although no decision has it.
fn is_always_offered(facet: Facet, value: &str) -> bool {
    value == UNKNOWN && matches!(facet, Facet::Size | Facet::Ratio | Facet::Origin | Facet::Role)
}

/// What a value reads.
fn words(world: &World, facet: Facet, value: &str, lang: Lang) -> String {
    let unknown = say(lang, "Inconnu", "Unknown");
    match (facet, value) {
        (Facet::Ratio, WITHHELD) => say(lang, "Masqué dans la décision", "Withheld in the decision").to_owned(),
        (Facet::Ratio, NONE) => say(lang, "Sans objet", "Not applicable").to_owned(),
        (_, UNKNOWN) => unknown.to_owned(),
        (Facet::Year, year) => year.to_owned(),
        (Facet::Sector, slug) => rows::sector_link(world, slug, lang).text,
        (Facet::Provision, id) => provision_words(world, id, lang),
        (Facet::Kind, word) => chosen(word, |kind| vocabulary::entity_kind(kind, lang)),
        (Facet::Size, word) => chosen(word, |size| vocabulary::size(size, lang).unwrap_or(unknown)),
        (Facet::Fine, value) => fine_words(value, lang),
        (Facet::Ratio, value) => ratio_words(value, lang),
        (Facet::Procedure, word) => chosen(word, |procedure| vocabulary::procedure(procedure, lang)),
        (Facet::Origin, word) => chosen(word, |origin| vocabulary::origin(origin, lang)),
        (Facet::Appeal, word) => chosen(word, |state| vocabulary::appeal(state, lang)),
        (Facet::Role, word) => chosen(word, |role| vocabulary::role(role, lang)),
    }
}

fn chosen<T: Choice>(word: &str, words: impl Fn(T) -> &'static str) -> String {
    T::parse(word).map(words).unwrap_or_default().to_owned()
}

fn provision_words(world: &World, id: &str, lang: Lang) -> String {
    let provision = ProvisionId::parse(id);
    let act = provision.as_ref().and_then(|provision| world.analysis.corpus.acts.get(provision.act()));
    match (&provision, act) {
        (Some(provision), Some(act)) => act.cite(provision, lang),
        _ => id.to_owned(),
    }
}

fn fine_words(value: &str, lang: Lang) -> String {
    let Some(at) = FINE_BANDS.iter().position(|(_, band)| *band == value) else {
        return say(lang, "Aucune, ou annulée", "None, or annulled").to_owned();
    };
    let print = |euros: i64| money_compact(lang, Decimal::from(euros));
    band_words(at, &FINE_BANDS, print, say(lang, "ou plus", "or more"), lang)
}

fn ratio_words(value: &str, lang: Lang) -> String {
    let at = RATIO_BANDS.iter().position(|(_, band)| *band == value).unwrap_or_default();
    let print = |hundredths: i64| percent(lang, Decimal::new(hundredths, 4));
    match at + 1 == RATIO_BANDS.len() {
        true => format!("{} {}", say(lang, "plus de", "over"), print(RATIO_BANDS[at].0)),
        false => band_words(at, &RATIO_BANDS, print, "", lang),
    }
}

/// « moins de 5 000 € », « de 5 000 € à 20 000 € », « 100 M€ ou plus ».
fn band_words(at: usize, bands: &[(i64, &str)], print: impl Fn(i64) -> String, or_more: &str, lang: Lang) -> String {
    let from = print(bands[at].0);
    match bands.get(at + 1).map(|(to, _)| print(*to)) {
        Some(to) if at == 0 => format!("{} {to}", say(lang, "moins de", "under")),
        Some(to) => format!("{} {from} {} {to}", say(lang, "de", "from"), say(lang, "à", "to")),
        None => format!("{from} {or_more}"),
    }
}

/// The keys of the values that a decision has, by facet, in the order of [`facets`].
pub fn values(world: &World, id: &DocId) -> Vec<Vec<String>> {
    let of_facet = |facet| cases(world, id).flat_map(|case| case.values(facet)).collect::<BTreeSet<_>>();
    FACETS.iter().map(|(facet, ..)| of_facet(*facet).into_iter().collect()).collect()
}

/// The key and the words of each facet.
pub fn titles(lang: Lang) -> Vec<ChoiceView> {
    let title = |(_, key, fr, en): &(Facet, &str, &'static str, &'static str)| ChoiceView {
        key: (*key).to_owned(),
        title: say(lang, fr, en).to_owned(),
    };
    FACETS.iter().map(title).collect()
}

/// The facets with the number of decisions of each value.
pub fn facets(world: &World, lang: Lang) -> Vec<FacetView> {
    let facet = |&(facet, key, fr, en): &(Facet, &str, &'static str, &'static str)| {
        let counts = counts(world, facet);
        let count = |value: &str| counts.get(value).copied().unwrap_or_default();
        let view = |value: &str| FacetValueView {
            text: words(world, facet, value, lang),
            decisions: count(value),
            depth: if facet == Facet::Provision { value.split('.').count().saturating_sub(1).max(1) } else { 1 },
            value: value.to_owned(),
        };
        let is_shown = |value: &&str| count(value) > 0 || is_always_offered(facet, value);
        let values = match closed_list(facet) {
            Some(values) => values.iter().copied().filter(is_shown).map(view).collect(),
            None => in_order(facet, counts.keys().map(|value| view(value)).collect()),
        };
        FacetView { key: key.to_owned(), title: say(lang, fr, en).to_owned(), values }
    };
    FACETS.iter().map(facet).collect()
}

/// The latest year first, sectors by their words, provisions as the law counts them.
fn in_order(facet: Facet, mut values: Vec<FacetValueView>) -> Vec<FacetValueView> {
    match facet {
        Facet::Year => values.reverse(),
        Facet::Provision => values.sort_by_key(|value| ProvisionId::parse(&value.value)),
        _ => values.sort_by_key(|value| value.text.to_lowercase()),
    }
    values
}

/// How many decisions have each value.
fn counts(world: &World, facet: Facet) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for id in &world.decisions {
        let values: BTreeSet<String> = cases(world, id).flat_map(|case| case.values(facet)).collect();
        for value in values {
            *counts.entry(value).or_default() += 1;
        }
    }
    counts
}

fn cases<'w>(world: &'w World, id: &'w DocId) -> impl Iterator<Item = Case<'w>> {
    let decision = world.decision(id);
    decision.into_iter().flat_map(|decision| world.figures(id).iter().map(move |figures| Case { decision, figures }))
}

fn rows(world: &World, ids: &[DocId], lang: Lang) -> Vec<ExplorerRowView> {
    let mut rows = Vec::new();
    for id in ids {
        for (case, row) in cases(world, id).zip(world.rows(id, lang)) {
            let facets = FACETS
                .iter()
                .map(|(facet, key, ..)| RowFacetView { key: (*key).to_owned(), values: case.values(*facet).join(" ") });
            rows.push(ExplorerRowView { facets: facets.collect(), row: row.clone() });
        }
    }
    rows
}

/// Rows to compare with: what bodies share, and the nature of the revenue that their ratio rests on (`n`), for medians stay within one.
pub fn compared(world: &World, ids: &[DocId], lang: Lang) -> Vec<ExplorerRowView> {
    const SHARED: [Facet; 4] = [Facet::Sector, Facet::Provision, Facet::Kind, Facet::Size];
    let mut rows = Vec::new();
    for id in ids {
        for (case, row) in cases(world, id).zip(world.rows(id, lang)) {
            let shared = FACETS.iter().filter(|(facet, ..)| SHARED.contains(facet));
            let facet = |key: &str, values: String| RowFacetView { key: key.to_owned(), values };
            let mut facets: Vec<RowFacetView> =
                shared.map(|(shared, key, ..)| facet(key, case.values(*shared).join(" "))).collect();
            let nature =
                case.figures.base.as_ref().and_then(|base| base.nature).filter(|_| case.figures.ratio.is_some());
            facets.extend(nature.map(|nature| facet("n", nature.word().to_owned())));
            rows.push(ExplorerRowView { facets, row: row.clone() });
        }
    }
    rows
}

/// The page of the explorer that begins with the decisions after `part` times [`DECISIONS_A_PAGE`]; 0 for the first.
pub fn view(world: &World, part: usize, lang: Lang) -> ExplorerView {
    let parts: Vec<&[DocId]> = world.decisions.chunks(DECISIONS_A_PAGE).collect();
    let ids = parts.get(part).copied().unwrap_or_default();
    let title = say(lang, "Toutes les décisions", "All decisions").to_owned();
    let description = say(
        lang,
        "Chaque sanction, rapportée au revenu de l’organisme et au plafond légal.",
        "Each sanction, set against the revenue of the body and the statutory cap.",
    );
    let coverage = say(
        lang,
        "Une partie des sanctions n’est pas publiée, et celles de la procédure simplifiée ne le sont que sans nom.",
        "Some sanctions are not published, and those of the simplified procedure only without a name.",
    );
    let head = Head {
        page: page(part),
        title: title.clone(),
        description: description.to_owned(),
        crumbs: Vec::new(),
        here: say(lang, "Décisions", "Decisions").to_owned(),
        document: None,
    };
    let is_first = part == 0;
    let link =
        |part: usize, fr, en| LinkView { href: world.href(&page(part), lang), text: say(lang, fr, en).to_owned() };
    let rows = rows(world, ids, lang);
    ExplorerView {
        site: world.frame(lang),
        page: frame::page(world, head, lang),
        heading_html: rows::heading(&title),
        standfirst_html: Some(rows::heading(description)),
        coverage: Some(coverage.to_owned()),
        counts: if is_first { rows::counts(world, &world.decisions, lang) } else { Vec::new() },
        years: years(world, lang),
        decisions: world.decisions.len(),
        facets: if is_first { facets(world, lang) } else { Vec::new() },
        caption: caption(ids.len(), world.decisions.len(), lang),
        notes_html: vec![rows::known_revenue(world, ids, lang)],
        rows,
        parts: if is_first { (1..parts.len()).map(|part| world.href(&page(part), lang)).collect() } else { Vec::new() },
        previous: (!is_first).then(|| link(part - 1, "Décisions plus récentes", "More recent decisions")),
        next: (part + 1 < parts.len()).then(|| link(part + 1, "Décisions plus anciennes", "Older decisions")),
    }
}

fn page(part: usize) -> Page {
    if part == 0 { Page::Decisions } else { Page::MoreDecisions(part) }
}

/// The pages of the years, most recent first.
pub fn years(world: &World, lang: Lang) -> Vec<LinkView> {
    all_years(world).into_iter().rev().map(|year| year_link(world, year, lang)).collect()
}

fn all_years(world: &World) -> BTreeSet<i16> {
    world.decisions.iter().filter_map(|id| world.decision(id)?.year()).collect()
}

fn year_link(world: &World, year: i16, lang: Lang) -> LinkView {
    LinkView { href: world.href(&Page::Year(year), lang), text: year.to_string() }
}

fn caption(shown: usize, all: usize, lang: Lang) -> String {
    let count = rows::count_decisions(lang, shown);
    let of = match (shown == all, lang) {
        (true, _) => String::new(),
        (false, Lang::Fr) => format!(" sur {}", number(lang, Decimal::from(all))),
        (false, Lang::En) => format!(" of {}", number(lang, Decimal::from(all))),
    };
    format!("{count}{of}, {}", say(lang, "de la plus récente à la plus ancienne", "most recent first"))
}

// ── years ──

pub fn year(world: &World, year: i16, lang: Lang) -> YearView {
    let ids: Vec<DocId> = world
        .decisions
        .iter()
        .filter(|id| world.decision(id).and_then(Decision::year) == Some(year))
        .cloned()
        .collect();
    let heading = format!("{} {year}", say(lang, "Les décisions de", "The decisions of"));
    let description = match lang {
        Lang::Fr => format!("Ce que la CNIL a sanctionné en {year}, et ce que les juges en ont changé depuis."),
        Lang::En => format!("What the CNIL sanctioned in {year}, and what the courts have changed since."),
    };
    let head = Head {
        page: Page::Year(year),
        title: heading.clone(),
        description: description.clone(),
        crumbs: vec![frame::nav_crumb(Page::Decisions, lang)],
        here: year.to_string(),
        document: None,
    };
    let neighbour = |year: i16| all_years(world).contains(&year).then(|| year_link(world, year, lang));
    YearView {
        site: world.frame(lang),
        page: frame::page(world, head, lang),
        heading_html: rows::heading(&heading),
        standfirst_html: Some(rows::heading(&description)),
        counts: counts_of_year(world, &ids, lang),
        table: rows::decision_table(world, &ids, None, caption(ids.len(), ids.len(), lang), lang),
        changed: ids.iter().filter_map(|id| changed(world, id, lang)).collect(),
        previous: neighbour(year - 1),
        next: neighbour(year + 1),
    }
}

/// The number of decisions says how many of them came by each procedure.
fn counts_of_year(world: &World, ids: &[DocId], lang: Lang) -> Vec<FigureView> {
    let by = |procedure: Procedure| {
        ids.iter().filter(|id| world.decision(id).is_some_and(|one| one.procedure == procedure)).count()
    };
    let mut counts = rows::counts(world, ids, lang);
    let notes = Procedure::ALL.iter().map(|procedure| {
        let words = vocabulary::procedure(*procedure, lang).to_lowercase();
        format!("{} {words}{}{}", say(lang, "Procédure", "Procedure"), say(lang, "\u{a0}: ", ": "), by(*procedure))
    });
    if let Some(first) = counts.first_mut() {
        first.notes_html = notes.collect();
    }
    counts
}

/// A decision that a court reduced or annulled; none for the others.
fn changed(world: &World, id: &DocId, lang: Lang) -> Option<ChangedView> {
    let is_changed = |state| matches!(state, AppealState::Reduced | AppealState::Annulled);
    let figures = world.figures(id).iter().find(|figures| is_changed(figures.appeal))?;
    let before = world.figures(id).iter().filter_map(|figures| figures.imposed).reduce(|sum, fine| sum + fine);
    Some(ChangedView {
        decision: rows::decision_ref(world, id, false, lang)?,
        outcome: vocabulary::appeal(figures.appeal, lang).to_owned(),
        before: before.map(|fine| format!("{} {}", money(lang, fine), say(lang, "avant recours", "before appeal"))),
    })
}
