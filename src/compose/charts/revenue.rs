//! Each known ratio against the revenue that it was taken of, under the curve that the law sets.

use crate::analysis::cases::Case;
use crate::analysis::figures::Base;
use crate::chart::scale::{DECADE, LogScale, Tenths, log10};
use crate::chart::scatter::{Curve, Dot, Scatter};
use crate::chart::{Layout, PAGE, Tick};
use crate::model::value::{Decimal, Lang};
use crate::typography::{money_compact, percent};
use crate::view::chart::ChartView;
use crate::vocabulary::say;

use super::strips::{Quantity, legal_percentages, mark_of};
use super::{all_cases, axis_money, axis_percent, count, data_href, ratio};
use crate::compose::{World, rows, text};

/// Names longer than this are left to the table.
const LONGEST_NAME: usize = 26;

pub fn chart(world: &World, lang: Lang) -> ChartView {
    let all = all_cases(world);
    let drawn = ratio::sorted(&all);
    let title = say(
        lang,
        "Le ratio selon le revenu, sous la courbe du plafond",
        "The ratio by revenue, under the curve of the cap",
    );
    let scatter = scatter(world, &drawn, lang);
    ChartView {
        finding: finding(world, &drawn, lang),
        reading: reading(drawn.len(), lang),
        key: ratio::marks_key(&Quantity::Ratio.marks(&drawn), lang),
        drawings: scatter
            .map(|scatter| [PAGE, Layout::Narrow].map(|layout| scatter.draw(layout)).into())
            .unwrap_or_default(),
        values: ratio::values(drawn.len(), lang),
        csv_href: Some(data_href(world, ratio::DATA)),
        limits: limits(lang),
        ..super::blank("ratio-et-revenu", title)
    }
}

/// A yearly revenue and the ratio; of a range, the low end and its higher ratio first.
fn places(case: &Case<'_>) -> Option<[(Decimal, Decimal); 2]> {
    let base: &Base = case.figures.base.as_ref()?;
    if let (Some((low, high)), Some((least, most))) = (base.range, &case.figures.ratio_range) {
        return Some([(low, most.value()), (high, least.value())]);
    }
    let at = (base.annual?, case.figures.ratio.as_ref()?.value());
    Some([at, at])
}

fn scatter(world: &World, drawn: &[Case<'_>], lang: Lang) -> Option<Scatter> {
    let dots: Vec<Dot> = drawn.iter().filter_map(|case| dot(world, case, lang)).collect();
    let revenues = || drawn.iter().filter_map(places).flatten().filter_map(|(revenue, _)| log10(revenue));
    let ratios = || drawn.iter().filter_map(places).flatten().filter_map(|(_, ratio)| log10(ratio));
    let decades = |least: i64, most: i64| (least.div_euclid(DECADE) * DECADE, -(-most).div_euclid(DECADE) * DECADE);
    // Wide enough for the bend of the curve: 500 M€, and 4 %.
    let x = decades(revenues().min()?.min(6 * DECADE), revenues().max()?.max(10 * DECADE));
    let y = decades(ratios().min()?.min(-4 * DECADE), ratios().max()?.max(0));
    let ticks = |(low, high): (i64, i64), words: &dyn Fn(Decimal) -> String| -> Vec<Tick> {
        let scale = LogScale { low, high, start: Tenths(0), end: Tenths(0) };
        scale.powers().map(|value| Tick { value, text: words(value) }).collect()
    };
    Some(Scatter {
        x,
        y,
        x_ticks: ticks(x, &|value| axis_money(lang, value)),
        y_ticks: ticks(y, &|value| axis_percent(lang, value)),
        x_title: say(lang, "revenu annuel", "yearly revenue").to_owned(),
        y_title: say(lang, "amende ÷ revenu", "fine ÷ revenue").to_owned(),
        dots,
        curves: curves(world, x, y, lang),
    })
}

fn dot(world: &World, case: &Case<'_>, lang: Lang) -> Option<Dot> {
    let [at, to] = places(case)?;
    let who = text::who(world, case.id, case.figures.entity, lang).filter(|who| who.chars().count() <= LONGEST_NAME);
    Some(Dot {
        at,
        to: (to != at).then_some(to),
        mark: mark_of(case.figures.base.as_ref()?),
        name: who.unwrap_or_else(|| rows::number_of(case.decision, lang)),
    })
}

/// The fixed amount as long as it is the higher of the two, then the percentage.
fn curves(world: &World, x: (i64, i64), y: (i64, i64), lang: Lang) -> Vec<Curve> {
    let end = |log: i64| crate::chart::scale::power(log / DECADE);
    let curve = |(fixed, part): (Decimal, Decimal)| -> Option<Curve> {
        let (least, most, top) = (end(x.0)?, end(x.1)?, end(y.1)?);
        let from = (fixed / top).max(least);
        let points = vec![(from, fixed / from), (fixed / part, part), (most, part)];
        let (fixed, part) = (money_compact(lang, fixed), percent(lang, part));
        let text = match lang {
            Lang::Fr => format!("plafond{}: {fixed} ou {part}", crate::typography::NBSP),
            Lang::En => format!("cap: {fixed} or {part}"),
        };
        Some(Curve { points, text })
    };
    legal_percentages(world).into_iter().filter_map(curve).collect()
}

/// Whether any fine stands above the highest percentage, and where the curve bends.
fn finding(world: &World, drawn: &[Case<'_>], lang: Lang) -> String {
    let pairs = legal_percentages(world);
    let Some((fixed, part)) = pairs.last().copied() else { return String::new() };
    let above = drawn.iter().filter_map(places).filter(|[at, _]| at.1 > part).count();
    let (n, of) = (count(lang, above), count(lang, drawn.len()));
    let (bend, part) = (money_compact(lang, fixed / part), percent(lang, part));
    match lang {
        Lang::Fr => format!(
            "Jusqu’à {bend} de chiffre d’affaires, le plafond est un montant fixe : rapporté au revenu d’un petit organisme, il dépasse de loin {part}. {n} des {of} ratios connus sont au-dessus de {part}."
        ),
        Lang::En => format!(
            "Up to a turnover of {bend} the cap is a fixed amount: against the revenue of a small body it is far above {part}. {n} of the {of} known ratios are above {part}."
        ),
    }
}

fn reading(drawn: usize, lang: Lang) -> String {
    let n = count(lang, drawn);
    match lang {
        Lang::Fr => format!(
            "Une marque par ratio connu, n = {n}. Les deux échelles sont logarithmiques. Pointillés : les plafonds en vigueur pour une entreprise."
        ),
        Lang::En => format!(
            "One mark a known ratio, n = {n}. Both scales are logarithmic. Dotted: the caps in force for an undertaking."
        ),
    }
}

fn limits(lang: Lang) -> Vec<String> {
    let limits = [
        (
            "La courbe vaut pour une entreprise, et pour le chiffre d’affaires mondial du groupe entier. Le revenu dessiné peut n’être que celui de la société sanctionnée, ou le revenu d’une personne.",
            "The curve holds for an undertaking, and for the worldwide turnover of the whole group. The revenue drawn may be that of the sanctioned company alone, or a person’s income.",
        ),
        (
            "Elle est tracée avec les plafonds d’aujourd’hui ; une décision a été prise sous ceux de son jour.",
            "It is drawn with today’s caps; a decision was taken under those of its own day.",
        ),
        (
            "Deux axes logarithmiques rapprochent ce qui est loin : d’une ligne à la suivante, dix fois plus.",
            "Two logarithmic axes bring far things near: from one line to the next, ten times more.",
        ),
    ];
    limits.map(|(fr, en)| say(lang, fr, en).to_owned()).into()
}
