//! What strips draw: a quantity of each case, group by group, on one axis.

use crate::analysis::cases::{Case, Share};
use crate::analysis::figures::{Base, EntityFigures};
use crate::analysis::medians;
use crate::chart::mark::Mark;
use crate::chart::scale::{DECADE, log10};
use crate::chart::strip::{Axis, Frame, Place, Point, Row};
use crate::chart::{Layout, Tick};
use crate::model::value::{BaseStatus, Date, Decimal, Lang, Nature, Perimeter, Procedure};
use crate::typography::{NBSP, percent};
use crate::view::chart::DrawingView;
use crate::vocabulary::{self, say};

use super::count;
use crate::compose::{World, text};

/// What is drawn of each case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Quantity {
    /// Fine ÷ statutory cap: nearly every fine has one.
    ShareOfCap,
    /// Fine ÷ revenue.
    Ratio,
}

/// A row of a strip: what its cases have in common.
pub struct Group<'w> {
    pub label: String,
    pub cases: Vec<Case<'w>>,
}

/// The ends of an axis, as logarithms in millionths.
#[derive(Clone, Copy, Debug)]
pub struct Domain {
    low: i64,
    high: i64,
    beyond: bool,
}

impl Quantity {
    /// The mark of a case; none where the quantity does not exist, or is zero and so has no place on the axis.
    pub fn point(self, case: &Case<'_>) -> Option<Point> {
        let (at, mark) = self.place(case)?;
        Some(Point { at, mark, seed: case.name() })
    }

    /// Where a case stands on the axis, and with which mark.
    pub fn place(self, case: &Case<'_>) -> Option<(Place, Mark)> {
        match self {
            Quantity::ShareOfCap => share_place(case.share()?),
            Quantity::Ratio => ratio_place(case.figures),
        }
    }

    /// The marks of cases, one for each that has a place.
    pub fn marks(self, cases: &[Case<'_>]) -> Vec<Mark> {
        cases.iter().filter_map(|case| self.place(case)).map(|(_, mark)| mark).collect()
    }

    /// A share that says nothing, since its cap is unknown.
    pub fn is_unknown(self, case: &Case<'_>) -> bool {
        self == Quantity::ShareOfCap && case.share().is_some_and(|share| share.is_unknown())
    }

    /// The value of a case, in print; none where it has no place.
    pub fn words(self, case: &Case<'_>, lang: Lang) -> Option<String> {
        self.place(case)?;
        if self.is_unknown(case) {
            return Some(say(lang, "plafond inconnu", "cap unknown").to_owned());
        }
        match self {
            Quantity::ShareOfCap => Some(share_words(case.share()?, lang)),
            Quantity::Ratio => text::ratio(case.figures, lang).or_else(|| {
                let (low, high) = case.figures.ratio_range?;
                let and = say(lang, "à", "to");
                Some(format!("{} {and} {}", percent(lang, low.value()), percent(lang, high.value())))
            }),
        }
    }

    /// The lowest and the highest value of cases, in print, those that say nothing left out.
    pub fn ends(self, cases: &[Case<'_>], lang: Lang) -> Option<(String, String)> {
        let value = |case: &&Case<'_>| match self.place(case).map(|(at, _)| at) {
            Some(Place::At(value) | Place::Between(value, _)) => Some(value),
            Some(Place::Beyond) | None => None,
        };
        let known = || cases.iter().filter(|case| value(case).is_some());
        let (low, high) = (known().min_by_key(value)?, known().max_by_key(value)?);
        Some((self.words(low, lang)?, self.words(high, lang)?))
    }

    /// One axis for all charts of a quantity, so that two pages can be compared.
    pub fn domain(self, cases: &[Case<'_>]) -> Domain {
        let places: Vec<Place> = cases.iter().filter_map(|case| self.place(case)).map(|(at, _)| at).collect();
        let values = places.iter().filter_map(|at| match at {
            Place::At(value) | Place::Between(value, _) => log10(*value),
            Place::Beyond => None,
        });
        let (least, most) = values.fold((0, -DECADE), |(least, most), log| (least.min(log), most.max(log)));
        match self {
            Quantity::ShareOfCap => {
                let low = (least - DECADE / 10).div_euclid(DECADE / 5) * (DECADE / 5);
                let beyond = places.contains(&Place::Beyond);
                Domain { low: low.min(-3 * DECADE), high: most.max(0), beyond }
            }
            // From under 0,001 % to 10 % and a little more.
            Quantity::Ratio => {
                Domain { low: -53 * DECADE / 10, high: (most + DECADE / 10).max(-7 * DECADE / 10), beyond: false }
            }
        }
    }

    pub fn axis(self, world: &World, frame: &Frame, lang: Lang) -> Axis {
        let tick = |value: Decimal| Tick { value, text: percent(lang, value) };
        let lines = match self {
            Quantity::ShareOfCap => Vec::new(),
            Quantity::Ratio => legal_percentages(world).into_iter().map(|(_, percent)| tick(percent)).collect(),
        };
        let beyond = say(lang, "plafond inconnu", "cap unknown").to_owned();
        Axis { ticks: frame.ticks().map(tick).collect(), lines, beyond }
    }

    /// The median of a group, in words; of ratios, that of the nature that has most cases.
    pub fn median(self, cases: &[Case<'_>], lang: Lang) -> Option<Tick> {
        let word = say(lang, "médiane", "median");
        match self {
            Quantity::ShareOfCap => {
                let median = medians::of_shares(cases.iter().filter_map(Case::share))?;
                // Where half of the caps are unknown so is the median.
                (!median.is_unknown())
                    .then(|| Tick { value: median.value, text: format!("{word} {}", share_words(median, lang)) })
            }
            Quantity::Ratio => {
                let spreads = medians::spreads(cases.iter().map(|case| case.figures));
                let spread = spreads.first()?;
                let value = spread.median?;
                let text = format!("{word} {}", percent(lang, value));
                let (nature, n) = (vocabulary::nature(spread.nature, lang), count(lang, spread.cases));
                let of = format!("{text} ({nature}, n{NBSP}={NBSP}{n})");
                Some(Tick { value, text: if spreads.len() > 1 { of } else { text } })
            }
        }
    }
}

/// The axis and its room, in a layout.
pub fn frame(layout: Layout, domain: Domain) -> Frame {
    Frame::new(layout, domain.low, domain.high, domain.beyond)
}

/// The value of a median without the word before it.
pub fn bare(median: &str, lang: Lang) -> String {
    median.trim_start_matches(say(lang, "médiane ", "median ")).to_owned()
}

/// « 2,5 % », « au plus 2,5 % ».
pub fn share_words(share: Share, lang: Lang) -> String {
    let text = percent(lang, share.value);
    if share.at_most { format!("{} {text}", say(lang, "au plus", "at most")) } else { text }
}

fn share_place(share: Share) -> Option<(Place, Mark)> {
    let mark = if share.at_most { Mark::AtMost } else { Mark::Known };
    let place = if share.is_unknown() { Place::Beyond } else { Place::At(share.value) };
    (share.value > Decimal::ZERO).then_some((place, mark))
}

fn ratio_place(figures: &EntityFigures) -> Option<(Place, Mark)> {
    let mark = mark_of(figures.base.as_ref()?);
    if let Some((low, high)) = &figures.ratio_range {
        return (low.value() > Decimal::ZERO).then_some((Place::Between(low.value(), high.value()), Mark::Estimated));
    }
    let ratio = figures.ratio.as_ref()?.value();
    (ratio > Decimal::ZERO).then_some((Place::At(ratio), mark))
}

/// By the nature of the base first, then by how it is known.
pub fn mark_of(base: &Base) -> Mark {
    let rough = base.annualised || base.about || base.status == BaseStatus::Estimated;
    match (base.nature, rough, base.perimeter) {
        (Some(Nature::ProfessionalIncome), false, _) => Mark::Income,
        (Some(Nature::ProfessionalIncome), true, _) => Mark::IncomeEstimated,
        (Some(Nature::Turnover) | None, _, Some(Perimeter::Group)) => Mark::Group,
        (Some(Nature::Turnover) | None, false, _) => Mark::Known,
        (Some(Nature::Turnover) | None, true, _) => Mark::Estimated,
        (Some(_), false, _) => Mark::OtherBase,
        (Some(_), true, _) => Mark::OtherBaseEstimated,
    }
}

/// The pairs of a fixed amount and a part of the turnover that the law in force sets, lowest first: the higher of the two is the cap.
pub fn legal_percentages(world: &World) -> Vec<(Decimal, Decimal)> {
    let today: Date = world.inputs.today;
    let rows = world.analysis.corpus.acts.values().flat_map(|act| &act.caps);
    let in_force = rows.filter(|row| row.procedure == Procedure::Ordinary && row.days.contains(today));
    let mut pairs: Vec<(Decimal, Decimal)> =
        in_force.filter_map(|row| Some((row.fixed, (row.percent? / Decimal::ONE_HUNDRED).normalize()))).collect();
    pairs.sort();
    pairs.dedup();
    pairs
}

/// The strip of these groups, for a page and for a phone.
pub fn drawings(
    world: &World,
    quantity: Quantity,
    domain: Domain,
    groups: &[Group<'_>],
    page: Layout,
    lang: Lang,
) -> Vec<DrawingView> {
    let draw = |layout: Layout| {
        let frame = frame(layout, domain);
        let rows: Vec<Row> =
            groups.iter().enumerate().map(|(at, group)| row(&frame, at, quantity, group, lang)).collect();
        frame.draw(&quantity.axis(world, &frame, lang), &rows)
    };
    if groups.is_empty() { Vec::new() } else { vec![draw(page), draw(Layout::Narrow)] }
}

fn row(frame: &Frame, at: usize, quantity: Quantity, group: &Group<'_>, lang: Lang) -> Row {
    let points: Vec<Point> = group.cases.iter().filter_map(|case| quantity.point(case)).collect();
    Row {
        label: group.label.clone(),
        note: format!("n{NBSP}={NBSP}{}", count(lang, points.len())),
        median: quantity.median(&group.cases, lang),
        paths: frame.spread(at, &points).paths,
        here: Vec::new(),
        here_text: String::new(),
    }
}
