//! Decisions a year by procedure, and on a sheet of their own the amounts: two units never share an axis.

use std::collections::BTreeMap;

use crate::analysis::cases::Case;
use crate::analysis::medians;
use crate::analysis::routes::Page;
use crate::chart::mark::Mark;
use crate::chart::scale::{DECADE, LogScale, Tenths, log10};
use crate::chart::years::{Amount, Bars, Dots};
use crate::chart::{Layout, PAGE, Tick};
use crate::model::value::{Choice, Decimal, Lang, Procedure};
use crate::typography::{money, money_compact};
use crate::view::chart::{ChartView, ColumnView, KeyView, TableRowView, TableView};
use crate::view::parts::CellView;
use crate::vocabulary::{self, say};

use super::{all_cases, axis_money, count, data_href, key, median_key};
use crate::compose::World;

pub const DATA: &str = "years";
pub const FINES: &str = "fines";

/// What happened in a year.
#[derive(Default)]
pub struct Year<'w> {
    /// Decisions by procedure, in the order of [`Procedure::ALL`].
    pub decisions: [usize; 2],
    /// The fines that stand.
    pub fines: Vec<(Decimal, Case<'w>)>,
    /// Fines of which an appeal left nothing.
    pub annulled: usize,
}

/// Every year from the first to the last, those without a decision too.
pub fn years(world: &World) -> BTreeMap<i16, Year<'_>> {
    let mut years: BTreeMap<i16, Year<'_>> = BTreeMap::new();
    for decision in world.decisions.iter().filter_map(|id| world.decision(id)) {
        let Some(date) = &decision.date else { continue };
        years.entry(date.value.year()).or_default().decisions[decision.procedure as usize] += 1;
    }
    for case in all_cases(world) {
        let Some((year, fine)) = case.year().zip(case.fine()) else { continue };
        let year = years.entry(year).or_default();
        if fine.is_zero() { year.annulled += 1 } else { year.fines.push((fine, case)) }
    }
    if let Some((first, last)) = years.keys().next().zip(years.keys().next_back()) {
        for year in *first..=*last {
            years.entry(year).or_default();
        }
    }
    years
}

impl Year<'_> {
    pub fn total(&self) -> usize {
        self.decisions.iter().sum()
    }

    fn amounts(&self) -> impl Iterator<Item = Decimal> {
        self.fines.iter().map(|(fine, _)| *fine)
    }

    fn median(&self) -> Option<Decimal> {
        medians::of_amounts(self.amounts())
    }
}

pub fn counts(world: &World, lang: Lang) -> ChartView {
    let years = years(world);
    let bars = Bars {
        years: years.keys().copied().collect(),
        counts: years.values().map(|year| year.decisions.map(|count| count as i64).into()).collect(),
        classes: vec!["bar", "bar o"],
    };
    let title = say(lang, "Les décisions par année et par procédure", "Decisions by year and procedure");
    let square = |class: &str, procedure: Procedure| KeyView {
        class: class.to_owned(),
        d: "M3 3h10v10h-10z".to_owned(),
        text: format!(
            "{} {}",
            say(lang, "procédure", "procedure:"),
            vocabulary::procedure(procedure, lang).to_lowercase()
        ),
    };
    let total: usize = years.values().map(Year::total).sum();
    ChartView {
        finding: counts_finding(&years, lang),
        reading: match lang {
            Lang::Fr => {
                format!("Nombre de décisions publiées ici, n = {}. Les barres partent de zéro.", count(lang, total))
            }
            Lang::En => format!("Number of decisions published here, n = {}. Bars start at zero.", count(lang, total)),
        },
        key: vec![square("bar", Procedure::Ordinary), square("bar o", Procedure::Simplified)],
        drawings: if total == 0 { Vec::new() } else { [PAGE, Layout::Narrow].map(|layout| bars.draw(layout)).into() },
        values_title: say(lang, "Les années en tableau", "The years as a table").to_owned(),
        table: (total > 0).then(|| table(world, &years, lang)),
        csv_href: Some(data_href(world, DATA)),
        limits: counts_limits(lang),
        ..super::blank("decisions-par-annee", title)
    }
}

fn counts_finding(years: &BTreeMap<i16, Year<'_>>, lang: Lang) -> String {
    let Some((busiest, most)) = years.iter().max_by_key(|(year, of)| (of.total(), std::cmp::Reverse(**year))) else {
        return String::new();
    };
    let simplified: usize = years.values().map(|year| year.decisions[Procedure::Simplified as usize]).sum();
    let total: usize = years.values().map(Year::total).sum();
    let (most, simplified, total) = (count(lang, most.total()), count(lang, simplified), count(lang, total));
    match lang {
        Lang::Fr => format!(
            "L’année la plus représentée est {busiest}, avec {most} décisions. {simplified} sur {total} viennent de la procédure simplifiée."
        ),
        Lang::En => format!(
            "The year with most decisions here is {busiest}, with {most}. {simplified} of {total} come from the simplified procedure."
        ),
    }
}

fn counts_limits(lang: Lang) -> Vec<String> {
    let limits = [
        (
            "Il ne mesure pas l’activité de la CNIL : il compte les décisions qui sont dans ce livre, et toutes n’y sont pas.",
            "It does not measure the activity of the CNIL: it counts the decisions in this book, and not all are.",
        ),
        ("La dernière année s’arrête à la date de l’édition.", "The last year ends on the day of the edition."),
    ];
    limits.map(|(fr, en)| say(lang, fr, en).to_owned()).into()
}

pub fn amounts(world: &World, lang: Lang) -> ChartView {
    let years = years(world);
    let title = say(lang, "Le montant des amendes, année par année", "The amounts of fines, year by year");
    let fines: Vec<Decimal> = years.values().flat_map(Year::amounts).collect();
    let annulled: usize = years.values().map(|year| year.annulled).sum();
    let note = match lang {
        Lang::Fr => format!(
            "{} amendes annulées sur recours n’ont pas de place sur une échelle logarithmique.",
            count(lang, annulled)
        ),
        Lang::En => format!("{} fines annulled on appeal have no place on a logarithmic scale.", count(lang, annulled)),
    };
    ChartView {
        finding: amounts_finding(&years, &fines, lang),
        reading: match lang {
            Lang::Fr => format!(
                "Amendes définitives en euros, une marque par organisme sanctionné, n = {}. Échelle logarithmique.",
                count(lang, fines.len())
            ),
            Lang::En => format!(
                "Final fines in euros, one mark a sanctioned body, n = {}. Logarithmic scale.",
                count(lang, fines.len())
            ),
        },
        key: vec![
            key(Mark::Known, say(lang, "procédure ordinaire", "ordinary procedure")),
            key(Mark::Estimated, say(lang, "procédure simplifiée", "simplified procedure")),
            KeyView { d: "M1 8H15".to_owned(), ..median_key(lang) },
        ],
        drawings: dots(&years, &fines, lang)
            .map(|dots| [PAGE, Layout::Narrow].map(|layout| dots.draw(layout)).into())
            .unwrap_or_default(),
        notes: if annulled > 0 { vec![note] } else { Vec::new() },
        csv_href: Some(data_href(world, FINES)),
        limits: amounts_limits(lang),
        ..super::blank("montants-par-annee", title)
    }
}

fn dots(years: &BTreeMap<i16, Year<'_>>, fines: &[Decimal], lang: Lang) -> Option<Dots> {
    let logs = || fines.iter().copied().filter_map(log10);
    let (low, high) = (logs().min()?.div_euclid(DECADE) * DECADE, -(-logs().max()?).div_euclid(DECADE) * DECADE);
    let scale = LogScale { low, high: high.max(low + DECADE), start: Tenths(0), end: Tenths(0) };
    let amount = |(value, case): &(Decimal, Case<'_>)| Amount {
        value: *value,
        mark: match case.decision.procedure {
            Procedure::Ordinary => Mark::Known,
            Procedure::Simplified => Mark::Estimated,
        },
        name: case.name(),
    };
    Some(Dots {
        years: years.keys().copied().collect(),
        ends: (scale.low, scale.high),
        ticks: scale.powers().map(|value| Tick { value, text: axis_money(lang, value) }).collect(),
        amounts: years.values().map(|year| year.fines.iter().map(amount).collect()).collect(),
        medians: years
            .values()
            .map(|year| year.median().map(|value| Tick { value, text: money_compact(lang, value) }))
            .collect(),
    })
}

fn amounts_finding(years: &BTreeMap<i16, Year<'_>>, fines: &[Decimal], lang: Lang) -> String {
    let Some((least, most)) = fines.iter().min().zip(fines.iter().max()) else {
        return say(lang, "Aucune amende à ce jour.", "No fine to date.").to_owned();
    };
    let with_median = years.values().filter(|year| year.median().is_some()).count();
    let (least, most, with_median) = (money(lang, *least), money_compact(lang, *most), count(lang, with_median));
    match lang {
        Lang::Fr => format!(
            "De {least} à {most}. Une médiane est tracée pour les {with_median} années qui comptent au moins cinq amendes."
        ),
        Lang::En => {
            format!("From {least} to {most}. A median is drawn for the {with_median} years with at least five fines.")
        }
    }
}

fn amounts_limits(lang: Lang) -> Vec<String> {
    let limits = [
        (
            "Il ne dit pas que les amendes montent ou baissent : d’une année à l’autre, ni les organismes ni les manquements ne sont les mêmes.",
            "It does not say that fines rise or fall: from year to year neither the bodies nor the breaches are the same.",
        ),
        (
            "Les liquidations d’astreinte n’y sont pas : ce ne sont pas des amendes.",
            "Settlements of periodic penalties are left out: they are no fines.",
        ),
    ];
    limits.map(|(fr, en)| say(lang, fr, en).to_owned()).into()
}

fn table(world: &World, years: &BTreeMap<i16, Year<'_>>, lang: Lang) -> TableView {
    let column =
        |fr: &'static str, en: &'static str, numeric| ColumnView { text: say(lang, fr, en).to_owned(), numeric };
    let number = |value: usize| CellView {
        text: count(lang, value),
        exact: Some(value.to_string()),
        missing: false,
        note: None,
        tag: None,
    };
    let amount = |value: Option<Decimal>, missing: &str| CellView {
        text: value.map_or_else(|| missing.to_owned(), |value| money(lang, value)),
        exact: value.map(|value| value.normalize().to_string()),
        missing: value.is_none(),
        note: None,
        tag: None,
    };
    let none = say(lang, "aucune", "none");
    let too_few = say(lang, "moins de cinq", "fewer than five");
    let row = |(year, of): (&i16, &Year<'_>)| TableRowView {
        href: (of.total() > 0).then(|| world.href(&Page::Year(*year), lang)),
        head: year.to_string(),
        note: None,
        words: Vec::new(),
        cells: vec![
            number(of.decisions[Procedure::Ordinary as usize]),
            number(of.decisions[Procedure::Simplified as usize]),
            number(of.fines.len()),
            amount(of.amounts().min(), none),
            amount(of.median(), too_few),
            amount(of.amounts().max(), none),
        ],
        here: false,
    };
    TableView {
        caption: say(lang, "Année par année ; chaque année a sa page", "Year by year; each year has its page")
            .to_owned(),
        columns: vec![
            column("Année", "Year", false),
            column("Ordinaire", "Ordinary", true),
            column("Simplifiée", "Simplified", true),
            column("Amendes", "Fines", true),
            column("La plus faible", "Lowest", true),
            column("Médiane", "Median", true),
            column("La plus forte", "Highest", true),
        ],
        rows: years.iter().rev().map(row).collect(),
        notes: Vec::new(),
    }
}

/// The rows of the file, a year each.
pub fn data(world: &World) -> Vec<Vec<String>> {
    let header = ["year", "ordinary", "simplified", "fines", "lowest", "median", "highest"].map(str::to_owned);
    let exact = |value: Option<Decimal>| value.map(|value| value.normalize().to_string()).unwrap_or_default();
    let rows = years(world).into_iter().map(|(year, of)| {
        let [ordinary, simplified] = of.decisions.map(|count| count.to_string());
        let (lowest, highest) = (of.amounts().min(), of.amounts().max());
        vec![
            year.to_string(),
            ordinary,
            simplified,
            of.fines.len().to_string(),
            exact(lowest),
            exact(of.median()),
            exact(highest),
        ]
    });
    std::iter::once(header.into()).chain(rows).collect()
}

/// The rows of the file of amounts: every fine.
pub fn fines(world: &World) -> Vec<Vec<String>> {
    let header = ["decision", "entity", "date", "procedure", "imposed", "final"].map(str::to_owned);
    let exact = |value: Option<Decimal>| value.map(|value| value.normalize().to_string()).unwrap_or_default();
    let all = all_cases(world);
    let rows = all.iter().filter(|case| case.fine().is_some()).map(|case| {
        vec![
            case.id.slug.to_string(),
            case.entity.id.value.clone(),
            case.decision.date.as_ref().map(|date| date.value.to_string()).unwrap_or_default(),
            case.decision.procedure.word().to_owned(),
            exact(case.figures.imposed),
            exact(case.figures.standing),
        ]
    });
    std::iter::once(header.into()).chain(rows).collect()
}
