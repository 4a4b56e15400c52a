//! The calculator: the statutory maximum by the caps of the acts, the decisions to compare with, and never a predicted fine.
//!
//! The page holds the caps as data; its script computes with them as [`maximum`] does, by the vectors of `tests/data/caps.txt`. What a reader
//! types leaves the page in no way: its policy forbids every connection and every form.

use crate::analysis::figures::{CapRule, maximum};
use crate::analysis::routes::Page;
use crate::model::act::CapRow;
use crate::model::value::{Choice, Decimal, EntityKind, Kind, Lang, Procedure, ProvisionId, Size};
use crate::typography::{self, money, money_compact, percent};
use crate::view::calculator::{
    BodyKindView, CalculatorView, CapGroupView, CeilingView, DutyView, OptionView, SectorChoiceView,
};
use crate::view::chart::{ColumnView, TableRowView, TableView};
use crate::view::parts::CellView;
use crate::view::site::SiteView;
use crate::vocabulary::{self, say};

use super::frame::{self, Head};
use super::statistics::Words;
use super::{World, explorer, rows, text};

/// How many decisions the page holds to compare with, most recent first: it holds all its data.
const MOST_COMPARED: usize = 200;

/// The turnovers of the table, in euros: on both sides of where the percentage begins to count.
const TURNOVERS: [i64; 6] = [100_000, 1_000_000, 10_000_000, 100_000_000, 500_000_000, 2_000_000_000];

/// The kinds of bodies to choose from, and whether the percentage holds for them (articles 83(4) to (6) and recital 150 GDPR).
const KINDS: [(EntityKind, &str); 5] = [
    (EntityKind::Company, "yes"),
    (EntityKind::LiberalProfessional, "yes"),
    (EntityKind::Association, "maybe"),
    (EntityKind::PublicBody, "maybe"),
    (EntityKind::State, "never-fined"),
];

pub fn view(world: &World, lang: Lang) -> CalculatorView {
    let words = Words::of(world, &Page::Calculator, lang);
    let here = say(lang, "Calculateur", "Calculator").to_owned();
    let title = words.title.clone().unwrap_or_else(|| here.clone());
    let head = Head {
        page: Page::Calculator,
        title: title.clone(),
        description: words.id.as_ref().map(|id| rows::description(world, id, lang)).unwrap_or_default(),
        crumbs: Vec::new(),
        here,
        document: words.id.as_ref().and_then(|id| world.document(id)),
    };
    let caps = in_force(world, Procedure::Ordinary);
    let compared = &world.decisions[..world.decisions.len().min(MOST_COMPARED)];
    CalculatorView {
        site: SiteView { csp: frame::PRIVATE_POLICY.to_owned(), ..(*world.frame(lang)).clone() }.into(),
        page: frame::page(world, head, lang),
        heading_html: rows::heading(&title),
        standfirst_html: words.id.as_ref().and_then(|id| text::html(world, id, "standfirst", lang)),
        kinds: KINDS.iter().map(|(kind, undertaking)| body_kind(*kind, undertaking, lang)).collect(),
        caps: groups(world, &caps, lang),
        ceiling: in_force(world, Procedure::Simplified).first().map(|row| ceiling(world, row, lang)),
        sectors: sectors(world, lang),
        sizes: Size::ALL.iter().filter_map(|size| size_choice(*size, lang)).collect(),
        table: table(world, &caps, lang),
        rows: explorer::compared(world, compared, lang),
        compared: rows::count_decisions(lang, compared.len()),
        text_html: words.rest(),
    }
}

/// The caps of a procedure in force today, those of the act that most decisions rest on first.
fn in_force(world: &World, procedure: Procedure) -> Vec<&CapRow> {
    let rows = world.analysis.corpus.acts.values().flat_map(|act| &act.caps);
    let in_force = rows.filter(|row| row.procedure == procedure && row.days.contains(world.inputs.today));
    let (main, others): (Vec<_>, Vec<_>) = in_force.partition(|row| row.under.act() == world.main_act);
    [main, others].concat()
}

fn body_kind(kind: EntityKind, undertaking: &str, lang: Lang) -> BodyKindView {
    BodyKindView {
        value: kind.word().to_owned(),
        text: vocabulary::entity_kind(kind, lang).to_owned(),
        undertaking: undertaking.to_owned(),
    }
}

fn size_choice(size: Size, lang: Lang) -> Option<OptionView> {
    Some(OptionView { value: size.word().to_owned(), text: vocabulary::size(size, lang)?.to_owned() })
}

/// A cap whose duties all stand under an earlier one with the same amounts has no group of its own: article 83(6) GDPR beside 83(5).
fn groups(world: &World, caps: &[&CapRow], lang: Lang) -> Vec<CapGroupView> {
    let mut groups: Vec<CapGroupView> = Vec::new();
    for row in caps {
        let is_new = |article: &ProvisionId| {
            let id = article.to_string();
            groups.iter().all(|group| group.duties.iter().chain(&group.others).all(|duty| duty.id != id))
        };
        let mut articles: Vec<ProvisionId> = row.provisions.iter().map(|provision| provision.value.article()).collect();
        articles.dedup();
        articles.retain(is_new);
        if !articles.is_empty() {
            groups.push(group(world, row, articles, lang));
        }
    }
    groups
}

fn group(world: &World, row: &CapRow, mut articles: Vec<ProvisionId>, lang: Lang) -> CapGroupView {
    // Those of most decisions first; as the law counts them where they are as many.
    articles.sort_by_key(|article| std::cmp::Reverse(world.relying(article).len()));
    let (relied, others): (Vec<_>, Vec<_>) =
        articles.into_iter().partition(|article| !world.relying(article).is_empty());
    CapGroupView {
        provision: rows::provision_ref(world, &row.under, world.inputs.today, lang),
        fixed: row.fixed.normalize().to_string(),
        percent: row.percent.map(|percent| percent.normalize().to_string()),
        text: cap_words(row, lang),
        duties: relied.iter().map(|article| duty(world, article, lang)).collect(),
        others: others.iter().map(|article| duty(world, article, lang)).collect(),
    }
}

/// « 10 M€, ou 2 % du chiffre d’affaires mondial d’une entreprise ».
fn cap_words(row: &CapRow, lang: Lang) -> String {
    let amount = money_compact(lang, row.fixed);
    let Some(rate) = row.percent.map(|rate| percent(lang, rate / Decimal::ONE_HUNDRED)) else { return amount };
    match lang {
        Lang::Fr => format!("{amount}, ou {rate} du chiffre d’affaires mondial d’une entreprise"),
        Lang::En => format!("{amount}, or {rate} of an undertaking’s worldwide turnover"),
    }
}

fn duty(world: &World, article: &ProvisionId, lang: Lang) -> DutyView {
    DutyView {
        id: article.to_string(),
        provision: rows::provision_ref(world, article, world.inputs.today, lang),
        text: rows::provision_title(world, article, lang).unwrap_or_default(),
    }
}

fn ceiling(world: &World, row: &CapRow, lang: Lang) -> CeilingView {
    let note = row.note.as_ref().map(|note| typography::typeset(lang, note.get(lang)).into_owned());
    CeilingView {
        text: money(lang, row.fixed),
        provision: rows::provision_ref(world, &row.under, world.inputs.today, lang),
        note: note.unwrap_or_default(),
    }
}

fn sectors(world: &World, lang: Lang) -> Vec<SectorChoiceView> {
    let documents = world.analysis.corpus.of_kind(Kind::Sector);
    let mut sectors: Vec<SectorChoiceView> = documents
        .filter_map(|document| {
            let checklists = &document.as_sector()?.checklists;
            Some(SectorChoiceView {
                value: document.id().slug.to_string(),
                text: text::title(world, document.id(), lang),
                href: world.document_href(document.id(), lang)?,
                checklists: checklists
                    .iter()
                    .filter_map(|slug| rows::checklist_ref(world, &slug.value, lang))
                    .collect(),
            })
        })
        .collect();
    sectors.sort_by_key(|sector| sector.text.to_lowercase());
    sectors
}

/// The maximum under each cap for a few turnovers, and for a body that is no undertaking.
fn table(world: &World, caps: &[&CapRow], lang: Lang) -> Option<TableView> {
    let mut columns: Vec<&CapRow> = Vec::new();
    for row in caps {
        if columns.iter().all(|known| (known.fixed, known.percent) != (row.fixed, row.percent)) {
            columns.push(row);
        }
    }
    if columns.is_empty() {
        return None;
    }
    let head = |row: &&CapRow| ColumnView {
        text: rows::provision_ref(world, &row.under, world.inputs.today, lang).text,
        numeric: true,
    };
    let first =
        ColumnView { text: say(lang, "Chiffre d’affaires mondial", "Worldwide turnover").to_owned(), numeric: false };
    let line = |head: String, amounts: &dyn Fn(&CapRow) -> (Decimal, CapRule)| TableRowView {
        href: None,
        head,
        note: None,
        words: Vec::new(),
        cells: columns.iter().map(|row| cell(row, amounts(row), lang)).collect(),
        here: false,
    };
    let by_turnover = TURNOVERS.iter().map(|turnover| {
        let turnover = Decimal::from(*turnover);
        line(money_compact(lang, turnover), &|row| maximum(row.fixed, row.percent, Some(turnover)))
    });
    let none = say(lang, "Organisme qui n’est pas une entreprise", "A body that is no undertaking").to_owned();
    Some(TableView {
        caption: say(
            lang,
            "Maximum prévu par les textes en vigueur, selon le chiffre d’affaires annuel mondial de l’entreprise",
            "Maximum set by the texts in force, by the worldwide annual turnover of the undertaking",
        )
        .to_owned(),
        columns: std::iter::once(first).chain(columns.iter().map(head)).collect(),
        rows: by_turnover.chain([line(none, &|row| (row.fixed, CapRule::Fixed))]).collect(),
        notes: Vec::new(),
    })
}

/// The amount, and below it the percentage where it is what counts.
fn cell(row: &CapRow, (amount, rule): (Decimal, CapRule), lang: Lang) -> CellView {
    let rate = row.percent.filter(|_| rule == CapRule::Percent);
    CellView {
        text: money(lang, amount),
        exact: Some(amount.normalize().to_string()),
        note: rate.map(|rate| percent(lang, rate / Decimal::ONE_HUNDRED)),
        missing: false,
        tag: None,
    }
}
