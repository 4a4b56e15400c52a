//! The parts that several pages share: figures, cells, rows of decisions, provisions, checklists, sources.

use std::borrow::Borrow;
use std::collections::{BTreeMap, BTreeSet};

use crate::analysis::figures::{CapRule, EntityFigures, is_set_aside};
use crate::analysis::medians::{self, Spread};
use crate::model::Document;
use crate::model::checklist::ItemAddress;
use crate::model::decision::Decision;
use crate::model::value::{
    BaseStatus, Choice, Date, Decimal, DecisionKind, DocId, EntityKind, Kind, Lang, Measure, Procedure, ProvisionId,
};
use crate::typography::{self, NBSP, date, date_html, date_short, money, money_in_prose, number, percent, plural};
use crate::view::parts::{
    CellView, ChecklistRefView, DateView, DecisionRefView, DecisionRowView, DecisionTableView, ExpectedView,
    FigureView, LinkView, MeasureView, ProvisionRefView, ProvisionRowView, SectorRowView, SourceView, TagView,
};
use crate::view::shared::Shared;
use crate::vocabulary::{self, say};

use super::World;
use super::decision::capitalised;
use super::text::{self, provision_href};

pub fn day(lang: Lang, day: Date) -> DateView {
    DateView { iso: day.to_string(), long_html: date_html(lang, day), short: date_short(lang, day) }
}

/// « SAN-2020-014 », « Simplifiée », or the day of a decision whose number was not published.
pub fn number_of(decision: &Decision, lang: Lang) -> String {
    if let Some(number) = &decision.number {
        return number.value.clone();
    }
    if decision.procedure == Procedure::Simplified {
        return vocabulary::procedure(Procedure::Simplified, lang).to_owned();
    }
    say(lang, "Sans numéro publié", "No published number").to_owned()
}

/// « SAN-2020-014 », « Simplifiée, 31 janv. 2024 »: where nothing beside it says the day.
pub fn short_name(decision: &Decision, lang: Lang) -> String {
    let number = number_of(decision, lang);
    match decision.date.as_ref().filter(|_| decision.number.is_none()) {
        Some(date) => format!("{number}, {}", date_short(lang, date.value)),
        None => number,
    }
}

// ── figures and cells ──

/// What a fine reads where there is no amount.
pub fn fine_words(decision: &Decision, lang: Lang) -> &'static str {
    match decision.kind {
        DecisionKind::Fine | DecisionKind::PenaltySettlement | DecisionKind::Injunction => {
            say(lang, "Aucune amende", "No fine")
        }
        DecisionKind::Reprimand | DecisionKind::Closing | DecisionKind::Dismissal => {
            say(lang, "Aucune amende", "No fine")
        }
    }
}

/// Why there is no revenue to show.
pub fn base_words(decision: &Decision, figures: &EntityFigures, lang: Lang) -> &'static str {
    match figures.base.as_ref().map(|base| base.status) {
        Some(BaseStatus::Withheld) => say(lang, "Masqué dans la décision", "Withheld in the decision"),
        Some(BaseStatus::Inapplicable) => say(lang, "Sans objet", "Not applicable"),
        Some(BaseStatus::Stated | BaseStatus::Filed | BaseStatus::Estimated) | None => {
            let is_state = decision.entities[figures.entity].kind == EntityKind::State;
            if is_state { say(lang, "Sans objet", "Not applicable") } else { say(lang, "Non publié", "Not published") }
        }
    }
}

/// Why there is no ratio.
pub fn ratio_words(decision: &Decision, figures: &EntityFigures, lang: Lang) -> &'static str {
    if figures.standing.is_none() || decision.kind != DecisionKind::Fine {
        return say(lang, "Sans objet", "Not applicable");
    }
    say(lang, "Non calculable", "Not computable")
}

fn missing(text: &str) -> CellView {
    CellView { text: text.to_owned(), exact: None, missing: true, note: None, tag: None }
}

fn known(text: String, exact: Option<Decimal>) -> CellView {
    CellView { text, exact: exact.map(|value| value.normalize().to_string()), missing: false, note: None, tag: None }
}

fn fine_cell(decision: &Decision, figures: &EntityFigures, lang: Lang) -> CellView {
    let Some(standing) = figures.standing else { return missing(fine_words(decision, lang)) };
    let changed = figures.imposed.filter(|imposed| *imposed != standing);
    let note = match (decision.kind, changed) {
        (DecisionKind::PenaltySettlement, _) => Some(vocabulary::decision_kind(decision.kind, lang).to_owned()),
        (_, Some(imposed)) => Some(format!("{} {}", money(lang, imposed), say(lang, "avant recours", "before appeal"))),
        (_, None) => None,
    };
    CellView { note, ..known(money(lang, standing), Some(standing)) }
}

fn base_cell(decision: &Decision, figures: &EntityFigures, lang: Lang) -> CellView {
    match text::base(figures, lang) {
        Some(words) => {
            let base = figures.base.as_ref();
            let tag = base
                .filter(|base| is_estimate(base.status, base.annualised))
                .map(|base| tag(base.status, base.annualised, lang));
            CellView { tag, ..known(words, base.and_then(|base| base.annual)) }
        }
        None => missing(base_words(decision, figures, lang)),
    }
}

fn is_estimate(status: BaseStatus, annualised: bool) -> bool {
    annualised || status == BaseStatus::Estimated
}

/// « publié », « estimé »: a dashed frame for what we or others estimated.
pub fn tag(status: BaseStatus, annualised: bool, lang: Lang) -> TagView {
    let shown = if annualised { BaseStatus::Estimated } else { status };
    TagView { text: vocabulary::base_tag(shown, lang).to_owned(), estimated: is_estimate(status, annualised) }
}

fn ratio_cell(decision: &Decision, figures: &EntityFigures, lang: Lang) -> CellView {
    if let Some((low, high)) = &figures.ratio_range {
        let (low, high) = (percent(lang, low.value()), percent(lang, high.value()));
        return known(format!("{} {low} {} {high}", say(lang, "de", "from"), say(lang, "à", "to")), None);
    }
    match text::ratio(figures, lang) {
        Some(words) => known(words, figures.ratio.map(|ratio| ratio.ten_decimals())),
        None => missing(ratio_words(decision, figures, lang)),
    }
}

/// Against a cap that is only a lower bound a share above the whole says nothing.
fn share_cell(decision: &Decision, figures: &EntityFigures, lang: Lang) -> CellView {
    let exceeds =
        figures.share_of_cap.is_some_and(|share| share.value() > Decimal::ONE) && figures.cap.rule == CapRule::AtLeast;
    match text::share(figures, lang).filter(|_| !exceeds) {
        Some(words) => known(words, figures.share_of_cap.map(|share| share.ten_decimals())),
        None if exceeds => missing(say(lang, "Plafond inconnu", "Cap unknown")),
        None => missing(ratio_words(decision, figures, lang)),
    }
}

// ── decisions ──

/// A table of the decisions, one row a sanctioned body, in the order given.
pub fn decision_table<'w>(
    world: &'w World,
    ids: impl IntoIterator<Item = &'w DocId>,
    here: Option<&DocId>,
    caption: String,
    lang: Lang,
) -> Option<DecisionTableView> {
    let ids: Vec<&DocId> = ids.into_iter().collect();
    let row = |id: &&DocId, row: &Shared<DecisionRowView>| match here == Some(*id) {
        true => DecisionRowView { here: true, ..(**row).clone() }.into(),
        false => row.clone(),
    };
    let rows: Vec<Shared<DecisionRowView>> =
        ids.iter().flat_map(|id| world.rows(id, lang).iter().map(move |own| row(id, own))).collect();
    if rows.is_empty() {
        return None;
    }
    let notes_html = vec![known_revenue(world, &ids, lang)];
    Some(DecisionTableView { caption, rows, notes_html })
}

/// « Revenu connu pour 9 décisions sur 36. »
pub fn known_revenue<Id: Borrow<DocId>>(world: &World, ids: &[Id], lang: Lang) -> String {
    let is_known = |id: &&Id| world.figures((*id).borrow()).iter().any(|figures| figures.ratio.is_some());
    let known = ids.iter().filter(is_known).count();
    match lang {
        Lang::Fr => {
            format!("Revenu connu pour {known} {} sur {}.", plural(lang, known, "décision", "décisions"), ids.len())
        }
        Lang::En => format!("Revenue known for {known} of {} decisions.", ids.len()),
    }
}

/// The rows of a decision, of no page in particular: ask [`World::rows`] for them.
pub fn decision_rows(world: &World, id: &DocId, lang: Lang) -> Vec<Shared<DecisionRowView>> {
    let (Some(decision), Some(href)) = (world.decision(id), world.document_href(id, lang)) else { return Vec::new() };
    let provisions = provisions_of(decision);
    let row = |figures: &EntityFigures| {
        let entity = &decision.entities[figures.entity];
        DecisionRowView {
            href: href.clone(),
            number: number_of(decision, lang),
            date: day(lang, decision.date.as_ref().map_or(world.inputs.today, |date| date.value)),
            who: text::who(world, id, figures.entity, lang).unwrap_or_default(),
            detail: None,
            sector: sector_link(world, &entity.sector.value, lang),
            provisions: articles_of(&provisions)
                .iter()
                .map(|article| article_ref(world, decision, article, lang))
                .collect(),
            fine: fine_cell(decision, figures, lang),
            base: base_cell(decision, figures, lang),
            ratio: ratio_cell(decision, figures, lang),
            share: share_cell(decision, figures, lang),
            here: false,
        }
    };
    world.figures(id).iter().map(|figures| row(figures).into()).collect()
}

pub fn sector_link(world: &World, slug: &str, lang: Lang) -> LinkView {
    let id = DocId::new(Kind::Sector, slug);
    LinkView { href: world.document_href(&id, lang).unwrap_or_default(), text: text::title(world, &id, lang) }
}

/// A decision named in passing: its first entity stands for it, its fines are summed.
pub fn decision_ref(world: &World, id: &DocId, set_aside: bool, lang: Lang) -> Option<DecisionRefView> {
    let decision = world.decision(id)?;
    let figures = world.figures(id);
    let fine = figures.iter().filter_map(|figures| figures.standing).reduce(|sum, fine| sum + fine);
    Some(DecisionRefView {
        href: world.document_href(id, lang)?,
        number: number_of(decision, lang),
        short: short_name(decision, lang),
        who: text::who(world, id, 0, lang).unwrap_or_default(),
        fine: fine.map_or_else(|| fine_words(decision, lang).to_lowercase(), |fine| money(lang, fine)),
        year: decision.date.as_ref().map(|date| date.value.year().to_string()).unwrap_or_default(),
        set_aside,
    })
}

// ── provisions ──

/// The provisions that a decision rests on: the basis of its fines and its breaches, in order, each once.
pub fn provisions_of(decision: &Decision) -> Vec<ProvisionId> {
    let basis = decision.fines.iter().flat_map(|fine| &fine.basis).map(|provision| provision.value.clone());
    let breached = decision.breaches.iter().map(|breach| breach.provision.value.clone());
    basis.chain(breached).collect::<BTreeSet<_>>().into_iter().collect()
}

fn articles_of(provisions: &[ProvisionId]) -> Vec<ProvisionId> {
    provisions.iter().map(ProvisionId::article).collect::<BTreeSet<_>>().into_iter().collect()
}

/// An article in a cell: set aside only when all of it that the decision rested on was.
fn article_ref(world: &World, decision: &Decision, article: &ProvisionId, lang: Lang) -> ProvisionRefView {
    let own: Vec<ProvisionId> =
        provisions_of(decision).into_iter().filter(|provision| article.contains(provision)).collect();
    let set_aside = own.iter().all(|provision| is_set_aside(decision, provision, world.inputs.today));
    let day = decision.law_day().unwrap_or(world.inputs.today);
    ProvisionRefView { set_aside, ..provision_ref(world, article, day, lang) }
}

/// A provision, linked to its paragraph where the book has it.
pub fn provision_ref(world: &World, provision: &ProvisionId, day: Date, lang: Lang) -> ProvisionRefView {
    let act = world.analysis.corpus.acts.get(provision.act());
    let text = act.map_or_else(|| provision.to_string(), |act| act.cite(provision, lang));
    let short = act.map_or_else(
        || provision.to_string(),
        |act| {
            let short = act.cite_short(provision, lang);
            let bare =
                short.strip_prefix("art.\u{a0}").or(short.strip_prefix("Art.\u{a0}")).unwrap_or(&short).to_owned();
            if provision.act() == world.main_act { bare } else { format!("{bare}\u{a0}{}", act.short.get(lang)) }
        },
    );
    let href = provision_href(world, provision, day, lang).map(|href| href.href);
    ProvisionRefView { href, short, text, set_aside: false }
}

/// What an article is about: our own title, unless it is in the other language and the act has one in this.
pub fn provision_title(world: &World, article: &ProvisionId, lang: Lang) -> Option<String> {
    let act = world.analysis.corpus.acts.get(article.act())?;
    let row = act.article_on(article.levels().next().unwrap_or_default(), world.inputs.today);
    let official =
        row.and_then(|row| row.title.as_ref()).map(|title| typography::typeset(lang, title.get(lang)).into_owned());
    let document = world.analysis.corpus.provision_document(article);
    let is_foreign = document.is_some_and(|document| text::foreign_text(world, document, lang).is_some());
    let own =
        document.filter(|_| !is_foreign || official.is_none()).map(|document| text::title(world, document.id(), lang));
    own.or(official)
}

/// A provision's row in an index.
pub fn provision_row(world: &World, article: &ProvisionId, lang: Lang) -> Option<ProvisionRowView> {
    let act = world.analysis.corpus.acts.get(article.act())?;
    let short = act.cite_short(article, lang);
    Some(ProvisionRowView {
        href: provision_href(world, article, world.inputs.today, lang)?.href,
        number: short.strip_prefix("art.\u{a0}").or(short.strip_prefix("Art.\u{a0}")).unwrap_or(&short).to_owned(),
        act: act.short.get(lang).to_owned(),
        title: provision_title(world, article, lang).unwrap_or_else(|| capitalised(&act.cite(article, lang))),
        decisions: world.relying(article).len(),
    })
}

// ── checklists, measures, sectors ──

pub fn checklist_ref(world: &World, slug: &str, lang: Lang) -> Option<ChecklistRefView> {
    let id = DocId::new(Kind::Checklist, slug);
    let list = world.document(&id)?.as_checklist()?;
    let addresses = list.items().map(|item| ItemAddress { checklist: slug.to_owned(), item: item.id.value.clone() });
    let decisions: BTreeSet<DocId> = addresses
        .flat_map(|address| world.analysis.graph.decisions_of_item(&address).cloned().collect::<Vec<_>>())
        .collect();
    Some(ChecklistRefView {
        href: world.document_href(&id, lang)?,
        title: text::title(world, &id, lang),
        audience_html: text::html(world, &id, "for", lang),
        items: list.items().count(),
        decisions: decisions.len(),
        minutes: list.minutes.and_then(|minutes| u32::try_from(minutes).ok()),
    })
}

/// The measures that decisions found missing, most frequent first, with these decisions. `keep` chooses the breaches that count.
pub fn by_measure<'i>(
    world: &World,
    ids: &'i [DocId],
    keep: impl Fn(&ProvisionId) -> bool,
) -> Vec<(Measure, Vec<&'i DocId>)> {
    let mut by_measure: BTreeMap<Measure, Vec<&DocId>> = BTreeMap::new();
    for id in ids {
        let Some(decision) = world.decision(id) else { continue };
        for breach in decision.breaches.iter().filter(|breach| keep(&breach.provision.value)) {
            let set_aside = is_set_aside(decision, &breach.provision.value, world.inputs.today);
            if let Some(measure) = breach.measure.filter(|_| !set_aside) {
                let decisions = by_measure.entry(measure).or_default();
                if decisions.last() != Some(&id) {
                    decisions.push(id);
                }
            }
        }
    }
    let mut counted: Vec<(Measure, Vec<&DocId>)> = by_measure.into_iter().collect();
    counted.sort_by_key(|(measure, ids)| (std::cmp::Reverse(ids.len()), *measure));
    counted
}

/// The first of [`by_measure`], with what was expected and what to check.
pub fn measures(
    world: &World,
    ids: &[DocId],
    most: usize,
    keep: impl Fn(&ProvisionId) -> bool,
    lang: Lang,
) -> Vec<MeasureView> {
    let counted = by_measure(world, ids, keep).into_iter().take(most);
    counted.map(|(measure, ids)| measure_view(world, measure, &ids, lang)).collect()
}

/// Where a list of measures has one.
pub fn measure_anchor(measure: Measure) -> String {
    format!("mesure-{}", measure.word())
}

fn measure_view(world: &World, measure: Measure, ids: &[&DocId], lang: Lang) -> MeasureView {
    MeasureView {
        id: measure_anchor(measure),
        name: vocabulary::measure(measure, lang).to_owned(),
        count: ids.len(),
        decisions: ids.iter().filter_map(|id| decision_ref(world, id, false, lang)).collect(),
        expected: ids.iter().find_map(|id| expected(world, id, measure, lang)),
        items: answering_items(world, measure, ids, lang),
    }
}

/// What a decision expected where it found a measure missing.
fn expected(world: &World, id: &DocId, measure: Measure, lang: Lang) -> Option<ExpectedView> {
    let decision = world.decision(id)?;
    let today = world.inputs.today;
    let breach = decision.breaches.iter().find(|breach| {
        breach.measure == Some(measure)
            && breach.expected.is_some()
            && !is_set_aside(decision, &breach.provision.value, today)
    })?;
    Some(ExpectedView {
        html: text::html(world, id, &format!("breaches.{}.expected", breach.key), lang)?,
        lang: text::foreign_text(world, world.document(id)?, lang),
        decision: LinkView { href: world.document_href(id, lang)?, text: short_name(decision, lang) },
    })
}

/// The items that speak of a measure and answer a provision under which these decisions found it missing: those that most of them name first.
fn answering_items(world: &World, measure: Measure, ids: &[&DocId], lang: Lang) -> Vec<LinkView> {
    const MOST: usize = 2;
    let decisions = || ids.iter().filter_map(|id| world.decision(id));
    let breaches = decisions().flat_map(|decision| &decision.breaches);
    let breached: BTreeSet<&ProvisionId> =
        breaches.filter(|breach| breach.measure == Some(measure)).map(|breach| &breach.provision.value).collect();
    let stem = stem_of(vocabulary::measure(measure, Lang::Fr));
    let mut found = Vec::new();
    for document in world.analysis.corpus.of_kind(Kind::Checklist) {
        for item in document.as_checklist().into_iter().flat_map(|list| list.items()) {
            let mut own = item.provisions.iter().map(|provision| &provision.value);
            let is_asked =
                own.any(|own| breached.iter().any(|breached| own.contains(breached) || breached.contains(own)));
            if !is_asked || !speaks_of(&item.text.text, &stem) {
                continue;
            }
            let address = ItemAddress { checklist: document.id().slug.to_string(), item: item.id.value.clone() };
            let naming =
                decisions().filter(|decision| decision.checklist.iter().any(|own| own.value == address)).count();
            found.push((std::cmp::Reverse(naming), item.priority, address));
        }
    }
    found.sort();
    found.into_iter().filter_map(|(.., address)| item_link(world, &address, lang)).take(MOST).collect()
}

/// How many letters of a word are enough to know it by.
const STEM: usize = 6;

/// The start of the longest word of a measure's name, by which texts are known to speak of it: « chiffr » of « Chiffrement ».
fn stem_of(name: &str) -> String {
    let longest = name.split([' ', '’']).max_by_key(|word| word.chars().count()).unwrap_or_default();
    longest.to_lowercase().chars().take(STEM).collect()
}

/// Whether a word of the text starts so; a word shorter than a stem must be the whole word.
fn speaks_of(text: &str, stem: &str) -> bool {
    let is_start = stem.chars().count() == STEM;
    let text = text.to_lowercase();
    let mut words = text.split(|c: char| !c.is_alphanumeric());
    words.any(|word| word.strip_prefix(stem).is_some_and(|rest| is_start || rest.is_empty()))
}

fn item_link(world: &World, address: &ItemAddress, lang: Lang) -> Option<LinkView> {
    let list = DocId::new(Kind::Checklist, address.checklist.as_str());
    Some(LinkView {
        href: format!("{}#{}", world.document_href(&list, lang)?, address.item),
        text: text::plain(world, &list, &format!("items.{}.text", address.item), lang)?,
    })
}

pub fn sector_row(world: &World, document: &Document, lang: Lang) -> Option<SectorRowView> {
    let ids = world.by_sector.get(&*document.id().slug).map_or(&[][..], Vec::as_slice);
    Some(SectorRowView {
        href: world.document_href(document.id(), lang)?,
        title: text::title(world, document.id(), lang),
        standfirst_html: text::html(world, document.id(), "standfirst", lang),
        decisions: ids.len(),
        fines: fine_range(world, ids, lang),
    })
}

/// The fines that stand of these decisions, entity by entity.
fn standing_fines(world: &World, ids: &[DocId]) -> Vec<Decimal> {
    let is_fine = |id: &&DocId| world.decision(id).is_some_and(|decision| decision.kind == DecisionKind::Fine);
    ids.iter().filter(is_fine).flat_map(|id| world.figures(id)).filter_map(|figures| figures.standing).collect()
}

/// « de 2 500 € à 1 500 000 € ».
pub fn fine_range(world: &World, ids: &[DocId], lang: Lang) -> Option<String> {
    let fines = standing_fines(world, ids);
    let (low, high) = (fines.iter().min()?, fines.iter().max()?);
    if low == high {
        return Some(money_in_prose(lang, *low));
    }
    Some(format!(
        "{} {} {} {}",
        say(lang, "de", "from"),
        money_in_prose(lang, *low),
        say(lang, "à", "to"),
        money_in_prose(lang, *high)
    ))
}

/// Number of decisions, range of fines, median ratio or why there is none.
pub fn counts(world: &World, ids: &[DocId], lang: Lang) -> Vec<FigureView> {
    let mut counts = vec![plain_figure(
        say(lang, "Décisions", "Decisions"),
        number(lang, Decimal::from(ids.len())),
        Some(ids.len().to_string()),
    )];
    if let Some(range) = fine_range(world, ids, lang) {
        counts.push(plain_figure(say(lang, "Amendes en vigueur", "Fines in force"), range, None));
    }
    let spreads = medians::spreads(ids.iter().flat_map(|id| world.figures(id)));
    counts.extend(spreads.first().map(|spread| spread_figure(spread, ids.len(), lang)));
    counts
}

fn spread_figure(spread: &Spread, decisions: usize, lang: Lang) -> FigureView {
    let range = format!(
        "{} {} {} {}",
        say(lang, "De", "From"),
        percent(lang, spread.lowest),
        say(lang, "à", "to"),
        percent(lang, spread.highest)
    );
    let nature = vocabulary::nature(spread.nature, lang);
    let cases = match lang {
        Lang::Fr => format!("{range}, n{NBSP}={NBSP}{} sur {decisions} ({nature}).", spread.cases),
        Lang::En => format!("{range}, n{NBSP}={NBSP}{} of {decisions} ({nature}).", spread.cases),
    };
    let label = say(lang, "Amende ÷ revenu, médiane", "Fine ÷ revenue, median");
    match spread.median {
        Some(median) => FigureView {
            notes_html: vec![cases],
            ..plain_figure(label, percent(lang, median), Some(median.normalize().to_string()))
        },
        None => FigureView {
            notes_html: vec![cases],
            missing: true,
            ..plain_figure(
                label,
                say(lang, "Trop peu de décisions pour une médiane", "Too few decisions for a median").to_owned(),
                None,
            )
        },
    }
}

pub fn plain_figure(label: &str, value: String, exact: Option<String>) -> FigureView {
    FigureView { label: label.to_owned(), value, exact, missing: false, main: false, notes_html: Vec::new(), tag: None }
}

// ── sources ──

/// What a page rests on. An address that holds a name which may not appear is left out.
pub fn sources(world: &World, document: &Document, lang: Lang) -> Vec<SourceView> {
    let hides = |address: &str| document.as_decision().is_some_and(|decision| world.clock.hides(decision, address));
    let view = |source: &crate::model::meta::Source| {
        let id = &source.id.value;
        let words = |part: &str| text::plain(world, document.id(), &format!("sources.{id}.{part}"), lang);
        let href = Some(source.url.value.clone()).filter(|url| !hides(url));
        SourceView {
            id: format!("source-{id}"),
            title: words("title").unwrap_or_default(),
            host: href.as_deref().and_then(host),
            href,
            consulted: source.consulted.map(|consulted| day(lang, consulted)),
            read_via: words("read-via").filter(|via| !hides(via)).map(|via| read_via(&via)),
            archive_href: source.archive.as_ref().map(|archive| archive.value.clone()).filter(|url| !hides(url)),
        }
    };
    document.meta.sources.iter().map(view).collect()
}

/// « where it was read »: an address, with its host for words, or words alone.
fn read_via(via: &str) -> LinkView {
    match host(via) {
        Some(host) => LinkView { href: via.to_owned(), text: host },
        None => LinkView { href: String::new(), text: via.to_owned() },
    }
}

fn host(url: &str) -> Option<String> {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"))?;
    let host = rest.split('/').next()?;
    Some(host.strip_prefix("www.").unwrap_or(host).to_owned())
}

/// A day in running text.
pub fn on_day(lang: Lang, when: Date) -> String {
    format!("{} {}", say(lang, "le", "on"), date(lang, when))
}

/// A heading as HTML: plain words, escaped.
pub fn heading(words: &str) -> String {
    crate::html::escape(words).into_owned()
}

/// The title of a document as a heading.
pub fn title_html(world: &World, id: &DocId, lang: Lang) -> String {
    text::html(world, id, "title", lang).unwrap_or_default()
}

/// « 12 décisions ».
pub fn count_decisions(lang: Lang, count: usize) -> String {
    format!(
        "{} {}",
        number(lang, Decimal::from(count)),
        plural(lang, count, say(lang, "décision", "decision"), say(lang, "décisions", "decisions"))
    )
}

/// A sentence of authored words in plain text, typeset.
pub fn description(world: &World, id: &DocId, lang: Lang) -> String {
    text::plain(world, id, "standfirst", lang)
        .map(|words| typography::typeset(lang, &words).into_owned())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_speaks_of_a_measure_by_the_start_of_its_longest_word() {
        for (name, text, speaks) in [
            ("Chiffrement", "Les disques sont chiffrés.", true),
            ("Mots de passe", "Un mot de passe par personne.", true),
            ("Mots de passe", "Rien ne s’ouvre sans passer par un VPN.", false),
            ("Durée de conservation", "La conservation a une fin.", true),
            ("Droit d’accès", "L’accès est donné en un mois.", true),
        ] {
            assert_eq!(speaks_of(text, &stem_of(name)), speaks, "{name}: {text}");
        }
    }
}
