//! The share of the cap, by the size of the body: nearly every fine has one, so this chart carries the most.

use crate::analysis::cases::{Case, Class};
use crate::analysis::medians;
use crate::analysis::routes::Page;
use crate::chart::PAGE;
use crate::chart::mark::Mark;
use crate::model::value::{Choice, Lang};
use crate::typography::{NNBSP, percent, plural};
use crate::view::chart::{ChartView, KeyView};
use crate::view::parts::LinkView;
use crate::vocabulary::say;

use super::strips::{self, Group, Quantity};
use super::{all_cases, case_table, class_name, class_word, count, data_href, key, median_key, values_title};
use crate::compose::{World, rows};

pub const DATA: &str = "share-of-cap";

/// The anchor of the section that holds the chart and its table.
pub const SECTION: &str = "plafond";

pub fn chart(world: &World, lang: Lang) -> ChartView {
    let all = all_cases(world);
    let drawn = sorted(&all);
    let title = say(
        lang,
        "L’amende en part du plafond légal, selon la taille de l’organisme",
        "The fine as a share of the statutory cap, by size of the body",
    );
    let groups = by_class(&drawn, lang);
    let caption =
        say(lang, "De la plus forte part du plafond à la plus faible", "From the highest share to the lowest");
    ChartView {
        finding: finding(&drawn, lang),
        reading: reading(drawn.len(), all.len(), lang),
        key: keys(lang),
        drawings: strips::drawings(world, Quantity::ShareOfCap, Quantity::ShareOfCap.domain(&all), &groups, PAGE, lang),
        notes: notes(&all, lang),
        values_title: values_title(lang, drawn.len()),
        decisions: case_table(world, &drawn, caption.to_owned(), lang),
        csv_href: Some(data_href(world, DATA)),
        limits: limits(lang),
        ..super::blank("part-du-plafond", title)
    }
}

/// The same without its table, which stands in the statistics; none without a case.
pub fn for_home(world: &World, lang: Lang) -> Option<ChartView> {
    let chart = chart(world, lang);
    let href = format!("{}#{SECTION}", world.href(&Page::Statistics, lang));
    let values = Some(LinkView { href, text: chart.values_title.clone() });
    let title =
        say(lang, "Ce que pèse l’amende, selon la taille de l’organisme", "What the fine weighs, by size of the body");
    (!chart.drawings.is_empty()).then(|| ChartView { title: title.to_owned(), decisions: None, values, ..chart })
}

/// The cases with a share above zero: the highest first, those that say nothing last.
pub fn sorted<'w>(cases: &[Case<'w>]) -> Vec<Case<'w>> {
    let mut drawn: Vec<Case<'w>> =
        cases.iter().filter(|case| Quantity::ShareOfCap.point(case).is_some()).copied().collect();
    drawn.sort_by_key(|case| {
        case.share().map(|share| (share.is_unknown(), std::cmp::Reverse(share.value), case.name()))
    });
    drawn
}

pub fn by_class<'w>(cases: &[Case<'w>], lang: Lang) -> Vec<Group<'w>> {
    let group = |class: Class| Group {
        label: class_name(class, lang),
        cases: cases.iter().filter(|case| case.class() == class).copied().collect(),
    };
    Class::ALL.map(group).into_iter().filter(|group| !group.cases.is_empty()).collect()
}

/// The median and the highest share that is known, in a sentence.
fn finding(drawn: &[Case<'_>], lang: Lang) -> String {
    let Some(median) = medians::of_shares(drawn.iter().filter_map(Case::share)) else {
        return say(lang, "Trop peu de décisions pour une médiane.", "Too few decisions for a median.").to_owned();
    };
    if median.is_unknown() {
        return say(lang, "Trop de plafonds inconnus pour une médiane.", "Too many unknown caps for a median.")
            .to_owned();
    }
    let known = drawn.iter().filter(|case| case.share().is_some_and(|share| !share.at_most));
    let highest = known.max_by_key(|case| case.share().map(|share| share.value));
    let (n, median) = (count(lang, drawn.len()), percent(lang, median.value));
    let half = match lang {
        Lang::Fr => format!("Au moins la moitié des {n} amendes ne dépassent pas {median} de leur plafond"),
        Lang::En => format!("At least half of the {n} fines do not exceed {median} of their cap"),
    };
    let Some((highest, share)) = highest.and_then(|case| Some((case, case.share()?))) else { return half + "." };
    let (share, number) = (percent(lang, share.value), rows::number_of(highest.decision, lang));
    match lang {
        Lang::Fr => format!("{half}{NNBSP}; la plus forte part établie est de {share} ({number})."),
        Lang::En => format!("{half}; the highest share that is established is {share} ({number})."),
    }
}

fn reading(drawn: usize, all: usize, lang: Lang) -> String {
    let (drawn, all) = (count(lang, drawn), count(lang, all));
    match lang {
        Lang::Fr => format!(
            "Amende définitive ÷ plafond légal. Une marque par organisme sanctionné, n = {drawn} sur {all}. Échelle logarithmique."
        ),
        Lang::En => {
            format!("Final fine ÷ statutory cap. One mark a sanctioned body, n = {drawn} of {all}. Logarithmic scale.")
        }
    }
}

pub fn keys(lang: Lang) -> Vec<KeyView> {
    vec![
        key(Mark::Known, say(lang, "plafond établi", "cap established")),
        key(
            Mark::AtMost,
            say(lang, "plafond connu comme minimum : part au plus égale", "cap known as a minimum: at most this share"),
        ),
        median_key(lang),
    ]
}

/// What is missing from the drawing, or stands outside its axis.
pub fn notes(all: &[Case<'_>], lang: Lang) -> Vec<String> {
    let unknown = all.iter().filter(|case| case.share().is_some_and(|share| share.is_unknown())).count();
    let without = all.iter().filter(|case| case.share().is_none()).count();
    let zero = all.iter().filter(|case| case.share().is_some_and(|share| share.value.is_zero())).count();
    let mut notes = Vec::new();
    if unknown > 0 {
        let n = count(lang, unknown);
        notes.push(match lang {
            Lang::Fr => format!(
                "À droite de l’axe, {n} {} le montant fixe du plafond : seul un pourcentage du chiffre d’affaires, que la décision ne donne pas, les permet. Leur part reste inconnue.",
                plural(lang, unknown, "amende qui dépasse", "amendes qui dépassent")
            ),
            Lang::En => format!(
                "Right of the axis, {n} {} the fixed amount of the cap: only a percentage of a turnover that the decision does not give allows this. The share stays unknown.",
                plural(lang, unknown, "fine that exceeds", "fines that exceed")
            ),
        });
    }
    if without > 0 {
        let n = count(lang, without);
        notes.push(match lang {
            Lang::Fr => format!(
                "{n} sans part du plafond : aucune amende, liquidation d’astreinte, ou article sans plafond propre."
            ),
            Lang::En => format!(
                "{n} without a share: no fine, a settled periodic penalty, or a provision without a cap of its own."
            ),
        });
    }
    if zero > 0 {
        let n = count(lang, zero);
        notes.push(match lang {
            Lang::Fr => {
                format!("{n} à zéro, annulées sur recours : elles n’ont pas de place sur une échelle logarithmique.")
            }
            Lang::En => format!("{n} at zero, annulled on appeal: they have no place on a logarithmic scale."),
        });
    }
    notes
}

pub fn limits(lang: Lang) -> Vec<String> {
    let limits = [
        (
            "Il ne dit pas ce que risque un organisme donné : la gravité, la durée, la coopération et la situation financière ont compté dans chaque décision.",
            "It does not say what a given body risks: gravity, duration, cooperation and financial situation counted in each decision.",
        ),
        (
            "Un triangle est une borne. Le plafond d’une grande entreprise dont le chiffre d’affaires est inconnu peut être bien plus haut, et la part bien plus faible.",
            "A triangle is a bound. The cap of a large undertaking whose turnover is unknown may be much higher, and the share much lower.",
        ),
        (
            "Il ne montre que les décisions connues de cette édition : la plupart des sanctions non publiées et de celles de la procédure simplifiée manquent.",
            "It shows only the decisions that this edition knows: most sanctions that were not published, and most of the simplified procedure, are missing.",
        ),
    ];
    limits.map(|(fr, en)| say(lang, fr, en).to_owned()).into()
}

/// The rows of the file: every case with a share.
pub fn data(world: &World) -> Vec<Vec<String>> {
    let header =
        ["decision", "entity", "size", "sector", "final", "cap", "cap_rule", "share_of_cap"].map(str::to_owned);
    let row = |case: &Case<'_>| {
        let figures = case.figures;
        let exact = |value: Option<crate::model::value::Decimal>| {
            value.map(|value| value.normalize().to_string()).unwrap_or_default()
        };
        vec![
            case.id.slug.to_string(),
            case.entity.id.value.clone(),
            class_word(case.class()).to_owned(),
            case.entity.sector.value.clone(),
            exact(figures.standing),
            exact(figures.cap.amount),
            figures.cap.rule.word().to_owned(),
            figures.share_of_cap.map(|share| share.ten_decimals().to_string()).unwrap_or_default(),
        ]
    };
    let all = all_cases(world);
    let shares = all.iter().filter(|case| case.share().is_some()).map(row);
    std::iter::once(header.into()).chain(shares).collect()
}
