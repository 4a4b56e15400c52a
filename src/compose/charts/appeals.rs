//! What appeals left of fines: imposed, then final, for those that changed.

use std::cmp::Reverse;

use crate::analysis::cases::Case;
use crate::analysis::figures::decided;
use crate::chart::scale::{DECADE, log10};
use crate::chart::slope::{Change, Slope};
use crate::chart::{Layout, PAGE};
use crate::model::value::{AppealOutcome, Date, Decimal, Lang};
use crate::typography::{date_short, money, money_compact, percent, plural};
use crate::view::chart::{ChartView, ColumnView, TableRowView, TableView};
use crate::view::parts::CellView;
use crate::vocabulary::say;

use super::{all_cases, count, data_href};
use crate::compose::decision::capitalised;
use crate::compose::{World, rows, text};

pub const DATA: &str = "appeals";

/// More lines than this cannot be told apart.
const MOST: usize = 16;

pub fn chart(world: &World, lang: Lang) -> ChartView {
    let all = all_cases(world);
    let changed = changed(&all);
    let title = say(
        lang,
        "Les amendes changées par un recours : prononcées, puis définitives",
        "Fines changed on appeal: imposed, then final",
    );
    let drawn = &changed[..changed.len().min(MOST)];
    let left_out = changed.len() - drawn.len();
    let note = match lang {
        Lang::Fr => format!("{} autres, moins élevées, sont dans le tableau.", count(lang, left_out)),
        Lang::En => format!("{} others, lower ones, stand in the table.", count(lang, left_out)),
    };
    ChartView {
        finding: finding(world, &all, changed.len(), lang),
        reading: reading(changed.len(), lang),
        drawings: drawings(world, drawn, lang),
        notes: if left_out > 0 { vec![note] } else { Vec::new() },
        values_title: super::values_title(lang, changed.len()),
        table: (!changed.is_empty()).then(|| table(world, &changed, lang)),
        csv_href: Some(data_href(world, DATA)),
        limits: limits(lang),
        ..super::blank("recours-montants", title)
    }
}

/// The cases whose fine is no longer what was imposed, the highest first.
fn changed<'w>(cases: &[Case<'w>]) -> Vec<Case<'w>> {
    let has_changed = |case: &&Case<'_>| case.fine().is_some() && case.figures.imposed != case.figures.standing;
    let mut changed: Vec<Case<'w>> = cases.iter().filter(has_changed).copied().collect();
    changed.sort_by_key(|case| (Reverse(case.figures.imposed), case.name()));
    changed
}

fn amounts(case: &Case<'_>) -> Option<(Decimal, Decimal)> {
    case.figures.imposed.zip(case.figures.standing)
}

/// The last ruling on a decision, and its day.
fn ruling(world: &World, case: &Case<'_>) -> Option<(AppealOutcome, Date)> {
    decided(case.decision, world.inputs.today).last().map(|(appeal, day)| (appeal.outcome, *day))
}

fn drawings(world: &World, drawn: &[Case<'_>], lang: Lang) -> Vec<crate::view::chart::DrawingView> {
    let logs = || drawn.iter().filter_map(amounts).flat_map(|(before, after)| [before, after]).filter_map(log10);
    let (Some(least), Some(most)) = (logs().min(), logs().max()) else { return Vec::new() };
    let change = |case: &Case<'_>| {
        let (before, after) = amounts(case)?;
        Some(Change {
            name: text::who(world, case.id, case.figures.entity, lang).unwrap_or_default(),
            short: rows::number_of(case.decision, lang),
            before: (before, money_compact(lang, before)),
            after: (after, money_compact(lang, after)),
            how: how(world, case, lang),
        })
    };
    let slope = Slope {
        before: say(lang, "prononcée", "imposed").to_owned(),
        after: say(lang, "définitive", "final").to_owned(),
        changes: drawn.iter().filter_map(change).collect(),
    };
    let ends = (least - DECADE / 5, most + DECADE / 5);
    [PAGE, Layout::Narrow].map(|layout| slope.draw(layout, ends)).into()
}

/// « réduite le 22 juil. 2022 (moins 16,7 %) ».
fn how(world: &World, case: &Case<'_>, lang: Lang) -> String {
    let (Some((outcome, day)), Some((before, after))) = (ruling(world, case), amounts(case)) else {
        return String::new();
    };
    let word = match outcome {
        AppealOutcome::Annulled => say(lang, "annulée", "annulled"),
        _ => say(lang, "réduite", "reduced"),
    };
    let day = date_short(lang, day);
    let cut = percent(lang, (before - after).checked_div(before).unwrap_or_default());
    match lang {
        Lang::Fr => format!("{word} le {day} (moins {cut})"),
        Lang::En => format!("{word} on {day} (less {cut})"),
    }
}

fn finding(world: &World, all: &[Case<'_>], changed: usize, lang: Lang) -> String {
    let fined = || all.iter().filter(|case| case.fine().is_some());
    let ruled = fined().filter(|case| ruling(world, case).is_some()).count();
    let pending = fined().filter(|case| case.figures.appeal == crate::model::value::AppealState::Pending).count();
    let (n, ruled_words) = (count(lang, changed), count(lang, ruled));
    let pending_words = match (lang, pending) {
        (_, 0) => String::new(),
        (Lang::Fr, n) => format!(" Recours en cours pour {}.", count(lang, n)),
        (Lang::En, n) => format!(" An appeal is pending for {}.", count(lang, n)),
    };
    match lang {
        Lang::Fr => format!(
            "Sur {ruled_words} {}, {n} {} de montant.{pending_words}",
            plural(lang, ruled, "amende dont le recours connu est jugé", "amendes dont le recours connu est jugé"),
            plural(lang, changed, "a changé", "ont changé")
        ),
        Lang::En => format!(
            "Of {ruled_words} {}, {n} changed in amount.{pending_words}",
            plural(lang, ruled, "fine whose known appeal is decided", "fines whose known appeal is decided")
        ),
    }
}

fn reading(changed: usize, lang: Lang) -> String {
    let n = count(lang, changed);
    match lang {
        Lang::Fr => format!(
            "Montants en euros, n = {n}. Échelle logarithmique. Cercle vide : amende prononcée. Disque : amende définitive."
        ),
        Lang::En => {
            format!("Amounts in euros, n = {n}. Logarithmic scale. Hollow circle: fine imposed. Disc: final fine.")
        }
    }
}

fn table(world: &World, changed: &[Case<'_>], lang: Lang) -> TableView {
    let column =
        |fr: &'static str, en: &'static str, numeric| ColumnView { text: say(lang, fr, en).to_owned(), numeric };
    let cell = |amount: Decimal| CellView {
        text: money(lang, amount),
        exact: Some(amount.normalize().to_string()),
        missing: false,
        note: None,
        tag: None,
    };
    let row = |case: &Case<'_>| {
        let (before, after) = amounts(case)?;
        Some(TableRowView {
            href: world.document_href(case.id, lang),
            head: rows::number_of(case.decision, lang),
            note: None,
            words: vec![
                text::who(world, case.id, case.figures.entity, lang).unwrap_or_default(),
                capitalised(&how(world, case, lang)),
            ],
            cells: vec![cell(before), cell(after)],
            here: false,
        })
    };
    TableView {
        caption: say(
            lang,
            "De la plus forte amende prononcée à la plus faible",
            "From the highest fine imposed to the lowest",
        )
        .to_owned(),
        columns: vec![
            column("Décision", "Decision", false),
            column("Organisme", "Body", false),
            column("Recours", "Appeal", false),
            column("Prononcée", "Imposed", true),
            column("Définitive", "Final", true),
        ],
        rows: changed.iter().filter_map(row).collect(),
        notes: Vec::new(),
    }
}

fn limits(lang: Lang) -> Vec<String> {
    let limits = [
        (
            "Il ne compte que les recours que nous connaissons : une décision sans recours vu ici peut en avoir un.",
            "It counts the appeals that we know of: a decision without one here may have one.",
        ),
        (
            "Un montant inchangé ne dit pas que tout a été confirmé : des manquements ont pu être écartés sans que l’amende change.",
            "An unchanged amount does not say that all was upheld: grounds may have been set aside without any change to the fine.",
        ),
        ("Il ne prédit pas l’issue d’un recours.", "It does not predict the outcome of an appeal."),
    ];
    limits.map(|(fr, en)| say(lang, fr, en).to_owned()).into()
}

/// The rows of the file: every fine with a known appeal.
pub fn data(world: &World) -> Vec<Vec<String>> {
    let header = ["decision", "entity", "appeal", "decided", "imposed", "final"].map(str::to_owned);
    let exact = |value: Option<Decimal>| value.map(|value| value.normalize().to_string()).unwrap_or_default();
    let all = all_cases(world);
    let appealed = all.iter().filter(|case| case.fine().is_some() && !case.decision.appeals.is_empty());
    let rows = appealed.map(|case| {
        vec![
            case.id.slug.to_string(),
            case.entity.id.value.clone(),
            vocabulary_word(case).to_owned(),
            ruling(world, case).map(|(_, day)| day.to_string()).unwrap_or_default(),
            exact(case.figures.imposed),
            exact(case.figures.standing),
        ]
    });
    std::iter::once(header.into()).chain(rows).collect()
}

fn vocabulary_word(case: &Case<'_>) -> &'static str {
    crate::model::value::Choice::word(case.figures.appeal)
}
