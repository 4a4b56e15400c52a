//! The fine against the revenue of the body: by size. Natures of base have their own marks and never share a median.

use crate::analysis::cases::Case;
use crate::analysis::medians;
use crate::chart::PAGE;
use crate::chart::mark::Mark;
use crate::model::value::{Choice, Decimal, Lang};
use crate::typography::{NBSP, percent, plural};
use crate::view::chart::{ChartView, KeyView};
use crate::view::parts::{DecisionTableView, LinkView};
use crate::vocabulary::{self, say};

use super::strips::{self, Quantity};
use super::{all_cases, case_table, class_word, count, data_href, key, median_key};
use crate::compose::World;

pub const DATA: &str = "ratio";

/// The anchor of the table of ratios.
pub const TABLE: &str = "ratios";

pub fn by_class(world: &World, lang: Lang) -> ChartView {
    let all = all_cases(world);
    let drawn = sorted(&all);
    let title = say(
        lang,
        "L’amende en pourcentage du revenu annuel, selon la taille de l’organisme",
        "The fine as a percentage of the yearly revenue, by size of the body",
    );
    let groups = super::share::by_class(&drawn, lang);
    ChartView {
        finding: finding(&drawn, lang),
        reading: reading(drawn.len(), all.len(), lang),
        key: keys(world, &Quantity::Ratio.marks(&drawn), lang),
        drawings: strips::drawings(world, Quantity::Ratio, Quantity::Ratio.domain(&all), &groups, PAGE, lang),
        notes: notes(&all, lang),
        values: values(drawn.len(), lang),
        csv_href: Some(data_href(world, DATA)),
        limits: limits(lang),
        ..super::blank("part-du-revenu", title)
    }
}

/// The table stands further down the page.
pub fn values(drawn: usize, lang: Lang) -> Option<LinkView> {
    (drawn > 0).then(|| LinkView { href: format!("#{TABLE}"), text: super::values_title(lang, drawn) })
}

/// The highest ratios first.
pub fn table(world: &World, lang: Lang) -> Option<DecisionTableView> {
    let drawn = sorted(&all_cases(world));
    let caption = match lang {
        Lang::Fr => format!(
            "{} {}, du plus élevé au plus faible",
            count(lang, drawn.len()),
            plural(lang, drawn.len(), "ratio connu", "ratios connus")
        ),
        Lang::En => format!(
            "{} known {}, from the highest to the lowest",
            count(lang, drawn.len()),
            plural(lang, drawn.len(), "ratio", "ratios")
        ),
    };
    case_table(world, &drawn, caption, lang)
}

/// The cases with a ratio or a range of ratios above zero, the highest first.
pub fn sorted<'w>(cases: &[Case<'w>]) -> Vec<Case<'w>> {
    let mut drawn: Vec<Case<'w>> = cases.iter().filter(|case| Quantity::Ratio.point(case).is_some()).copied().collect();
    drawn.sort_by_key(|case| (std::cmp::Reverse(highest(case)), case.name()));
    drawn
}

/// The ratio, or the upper end of its range.
fn highest(case: &Case<'_>) -> Option<Decimal> {
    let range = case.figures.ratio_range.map(|(_, high)| high.value());
    range.or(case.figures.ratio.map(|ratio| ratio.value()))
}

/// For each nature of base its spread: the median from five cases up, else the ends.
fn finding(drawn: &[Case<'_>], lang: Lang) -> String {
    let spreads = medians::spreads(drawn.iter().map(|case| case.figures));
    let Some(spread) = spreads.first() else {
        return say(lang, "Aucun ratio connu à ce jour.", "No known ratio to date.").to_owned();
    };
    let (low, high) = (percent(lang, spread.lowest), percent(lang, spread.highest));
    let (n, nature) = (count(lang, spread.cases), vocabulary::nature(spread.nature, lang));
    let others = spreads.len() > 1 && spreads[1..].iter().all(|spread| spread.median.is_none());
    let others = match lang {
        Lang::Fr => " Les autres natures de revenu sont trop rares pour une médiane.",
        Lang::En => " Other natures of revenue are too few for a median.",
    }
    .repeat(others.into());
    match (lang, spread.median.map(|median| percent(lang, median))) {
        (Lang::Fr, Some(median)) => {
            format!("Base{NBSP}: {nature}. {n} amendes vont de {low} à {high}, médiane {median}.{others}")
        }
        (Lang::En, Some(median)) => {
            format!("Base: {nature}. {n} fines run from {low} to {high}, median {median}.{others}")
        }
        (Lang::Fr, None) => format!("Trop peu de décisions pour une médiane{NBSP}: {n} cas, de {low} à {high}."),
        (Lang::En, None) => format!("Too few decisions for a median: {n} cases, from {low} to {high}."),
    }
}

fn reading(drawn: usize, all: usize, lang: Lang) -> String {
    let (drawn, all) = (count(lang, drawn), count(lang, all));
    match lang {
        Lang::Fr => format!(
            "Amende définitive ÷ revenu annuel, n = {drawn} sur {all} organismes sanctionnés ; revenu inconnu pour les autres. Échelle logarithmique."
        ),
        Lang::En => format!(
            "Final fine ÷ yearly revenue, n = {drawn} of {all} sanctioned bodies; revenue unknown for the others. Logarithmic scale."
        ),
    }
}

/// The marks that occur, the median and the lines of the law.
pub fn keys(world: &World, marks: &[Mark], lang: Lang) -> Vec<KeyView> {
    let mut keys = marks_key(marks, lang);
    keys.push(median_key(lang));
    let lines = strips::legal_percentages(world).iter().map(|(_, part)| percent(lang, *part)).collect::<Vec<_>>();
    if !lines.is_empty() {
        let and = lines.join(say(lang, " et ", " and "));
        let text = match lang {
            Lang::Fr => format!("{and}{NBSP}: les pourcentages des plafonds"),
            Lang::En => format!("{and}: the percentages of the caps"),
        };
        keys.push(KeyView { class: "cap".to_owned(), d: "M8 1V15".to_owned(), text });
    }
    keys
}

/// The marks that occur.
pub fn marks_key(marks: &[Mark], lang: Lang) -> Vec<KeyView> {
    let meanings = [
        (Mark::Known, "chiffre d’affaires publié", "published turnover"),
        (Mark::Estimated, "chiffre d’affaires estimé, ou fourchette", "estimated turnover, or a range"),
        (Mark::Group, "chiffre d’affaires du groupe, pas de l’organisme", "turnover of the group, not the body’s"),
        (Mark::Income, "revenu professionnel", "professional income"),
        (Mark::IncomeEstimated, "revenu professionnel estimé ou × 12", "professional income, estimated or × 12"),
        (Mark::OtherBase, "budget, produit net bancaire ou primes", "budget, net banking income or premiums"),
        (Mark::OtherBaseEstimated, "les mêmes, estimés", "the same, estimated"),
    ];
    let occurring = meanings.into_iter().filter(|(mark, ..)| marks.contains(mark));
    occurring.map(|(mark, fr, en)| key(mark, say(lang, fr, en))).collect()
}

fn notes(all: &[Case<'_>], lang: Lang) -> Vec<String> {
    let fined = all.iter().filter(|case| case.fine().is_some());
    let without = fined.filter(|case| Quantity::Ratio.point(case).is_none()).count();
    let n = count(lang, without);
    let note = match lang {
        Lang::Fr => format!(
            "{n} {} sans ratio : revenu non publié ou masqué, ratio non calculable. Aucune moyenne de secteur ne comble un trou.",
            plural(lang, without, "amende reste", "amendes restent")
        ),
        Lang::En => format!(
            "{n} {} without a ratio: revenue not published or withheld, no ratio can be computed. No average of a sector fills a gap.",
            plural(lang, without, "fine stays", "fines stay")
        ),
    };
    if without > 0 { vec![note] } else { Vec::new() }
}

pub fn limits(lang: Lang) -> Vec<String> {
    let limits = [
        (
            "Il ne dit pas qu’une taille est punie plus durement : les revenus connus sont peu nombreux et ce ne sont pas les mêmes fautes.",
            "It does not say that one size is punished harder: known revenues are few, and the breaches are not the same.",
        ),
        (
            "Le revenu d’un praticien est ce qu’il gagne, pas ce qu’il encaisse : son ratio ne se compare pas à celui d’une société.",
            "A practitioner’s income is what is earned, not what is taken in: the ratio does not compare with that of a company.",
        ),
        (
            "Les décisions qui donnent un revenu ne sont pas tirées au sort : ce sont souvent celles où le plafond en dépendait.",
            "Decisions that state a revenue are no random draw: often the cap depended on it.",
        ),
    ];
    limits.map(|(fr, en)| say(lang, fr, en).to_owned()).into()
}

/// The rows of the file: every case with a ratio or a range.
pub fn data(world: &World) -> Vec<Vec<String>> {
    let header = [
        "decision",
        "entity",
        "size",
        "sector",
        "final",
        "base_annual",
        "base_nature",
        "base_perimeter",
        "base_status",
        "base_annualised",
        "ratio",
        "ratio_low",
        "ratio_high",
    ];
    let rows = sorted(&all_cases(world)).into_iter().filter_map(|case| {
        let (figures, base) = (case.figures, case.figures.base.as_ref()?);
        let exact = |value: Option<Decimal>| value.map(|value| value.normalize().to_string()).unwrap_or_default();
        let ten = |value: Option<crate::analysis::figures::Ratio>| {
            value.map(|ratio| ratio.ten_decimals().to_string()).unwrap_or_default()
        };
        Some(vec![
            case.id.slug.to_string(),
            case.entity.id.value.clone(),
            class_word(case.class()).to_owned(),
            case.entity.sector.value.clone(),
            exact(figures.standing),
            exact(base.annual),
            base.nature.map(Choice::word).unwrap_or_default().to_owned(),
            base.perimeter.map(Choice::word).unwrap_or_default().to_owned(),
            base.status.word().to_owned(),
            base.annualised.to_string(),
            ten(figures.ratio),
            ten(figures.ratio_range.map(|(low, _)| low)),
            ten(figures.ratio_range.map(|(_, high)| high)),
        ])
    });
    std::iter::once(header.map(str::to_owned).into()).chain(rows).collect()
}
