//! The charts: which cases each draws, in which words, with which table beside it.
//!
//! What is drawn is chosen here; where it stands on the paper is worked out in [`crate::chart`]. A chart makes no claim in its title: what it shows
//! is said in a sentence that is put together from the values themselves.

pub mod appeals;
pub mod matrix;
pub mod place;
pub mod ratio;
pub mod revenue;
pub mod share;
pub mod strips;
pub mod years;

use crate::analysis::cases::{self, Case, Class};
use crate::chart::mark::Mark;
use crate::model::value::{Decimal, DocId, Lang, Size};
use crate::typography::{NBSP, NNBSP, money_compact, number, plural};
use crate::view::chart::{ChartView, KeyView};
use crate::view::parts::{DecisionRowView, DecisionTableView};
use crate::view::shared::Shared;
use crate::vocabulary::{self, say};

use super::World;
use super::decision::capitalised;

/// Tables hold so many rows at the most; the file beside a chart holds all.
pub const MOST_ROWS: usize = 60;

/// The cases of these decisions, in their order.
pub fn cases_of<'w>(world: &'w World, ids: impl IntoIterator<Item = &'w DocId>) -> Vec<Case<'w>> {
    let of = |id: &'w DocId| Some(cases::of(id, world.decision(id)?, world.figures(id)));
    ids.into_iter().filter_map(of).flatten().collect()
}

/// The cases of all decisions that are built, most recent first.
pub fn all_cases(world: &World) -> Vec<Case<'_>> {
    cases_of(world, &world.decisions)
}

/// « Profession libérale », « 250 personnes ou plus ».
pub fn class_name(class: Class, lang: Lang) -> String {
    match class {
        Class::Professional => say(lang, "Profession libérale", "Liberal professional").to_owned(),
        Class::Sized(size) => {
            let unknown = say(lang, "effectif inconnu", "staff unknown");
            capitalised(vocabulary::size(size, lang).unwrap_or(unknown))
        }
    }
}

/// The word that stands for a class in data files.
pub fn class_word(class: Class) -> &'static str {
    use crate::model::value::{Choice, EntityKind};
    match class {
        Class::Professional => EntityKind::LiberalProfessional.word(),
        Class::Sized(size) => Size::word(size),
    }
}

/// The rows of cases in a table of decisions, in the order given; those past [`MOST_ROWS`] are counted in a note.
pub fn case_table(world: &World, cases: &[Case<'_>], caption: String, lang: Lang) -> Option<DecisionTableView> {
    let row = |case: &Case<'_>| -> Option<Shared<DecisionRowView>> {
        let at = world.figures(case.id).iter().position(|figures| figures.entity == case.figures.entity)?;
        world.rows(case.id, lang).get(at).cloned()
    };
    let rows: Vec<Shared<DecisionRowView>> = cases.iter().take(MOST_ROWS).filter_map(row).collect();
    let left_out = cases.len().saturating_sub(MOST_ROWS);
    let note = match lang {
        Lang::Fr => format!("{} lignes de plus dans le fichier CSV.", count(lang, left_out)),
        Lang::En => format!("{} more rows in the CSV file.", count(lang, left_out)),
    };
    let notes_html = if left_out > 0 { vec![note] } else { Vec::new() };
    (!rows.is_empty()).then_some(DecisionTableView { caption, rows, notes_html })
}

pub fn key(mark: Mark, text: &str) -> KeyView {
    KeyView { class: mark.class().to_owned(), d: mark.alone(), text: text.to_owned() }
}

/// The key of a median's rule.
pub fn median_key(lang: Lang) -> KeyView {
    let text = say(lang, "médiane, à partir de cinq cas", "median, from five cases up");
    KeyView { class: "med".to_owned(), d: "M8 1V15".to_owned(), text: text.to_owned() }
}

/// « Les 71 valeurs en tableau ».
pub fn values_title(lang: Lang, values: usize) -> String {
    match lang {
        Lang::Fr if values > 1 => format!("Les {} valeurs en tableau", count(lang, values)),
        Lang::Fr => "La valeur en tableau".to_owned(),
        Lang::En => format!("The {} {} as a table", count(lang, values), plural(lang, values, "value", "values")),
    }
}

pub fn count(lang: Lang, count: usize) -> String {
    number(lang, Decimal::from(count))
}

/// A round amount on an axis: « 100 k€ », « 10 M€ », €1bn.
pub fn axis_money(lang: Lang, euros: Decimal) -> String {
    let thousand = Decimal::ONE_THOUSAND;
    if euros < thousand || euros >= thousand * thousand {
        return money_compact(lang, euros);
    }
    let thousands = number(lang, (euros / thousand).normalize());
    match lang {
        Lang::Fr => format!("{thousands}{NBSP}k€"),
        Lang::En => format!("€{thousands}k"),
    }
}

/// A power of ten on an axis, however small: « 0,0001 % ».
pub fn axis_percent(lang: Lang, ratio: Decimal) -> String {
    let text = number(lang, (ratio * Decimal::ONE_HUNDRED).normalize());
    match lang {
        Lang::Fr => format!("{text}{NNBSP}%"),
        Lang::En => format!("{text}%"),
    }
}

/// The address of a data file of a chart.
pub fn data_href(world: &World, name: &str) -> String {
    format!("{}{}", world.analysis.routes.base, data_path(name))
}

/// The path of a data file of a chart, from the root of the site.
pub fn data_path(name: &str) -> String {
    format!("data/statistics/{name}.csv")
}

/// A chart with nothing in it yet.
pub fn blank(id: &str, title: &str) -> ChartView {
    ChartView {
        id: id.to_owned(),
        title: title.to_owned(),
        finding: String::new(),
        reading: String::new(),
        key: Vec::new(),
        drawings: Vec::new(),
        matrix: None,
        notes: Vec::new(),
        values_title: String::new(),
        decisions: None,
        table: None,
        values: None,
        csv_href: None,
        limits: Vec::new(),
    }
}
