//! « Où se place cette décision », and the strip of a sector: a few cases against all of them.
//!
//! Every page of a decision shows the same rows with another case marked. So each row is drawn once, for the first page that asks, and a page
//! only takes the rows that it needs: its size and its cost do not grow with the book.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::OnceLock;

use crate::analysis::cases::{Case, Class};
use crate::analysis::medians::FEWEST_CASES;
use crate::analysis::routes::Page;
use crate::chart::mark::Mark;
use crate::chart::scale::Tenths;
use crate::chart::strip::{Frame, Point, Row, Spread};
use crate::chart::{COLUMN, Layout, PAGE, Tick};
use crate::model::value::{DocId, Kind, Lang, Size};
use crate::typography::NBSP;
use crate::view::chart::{ChartView, ColumnView, DrawingView, TableRowView, TableView};
use crate::view::parts::{CellView, LinkView};
use crate::vocabulary::say;

use super::strips::{self, Domain, Quantity};
use super::{all_cases, class_name, count, data_href, ratio, share};
use crate::compose::decision::capitalised;
use crate::compose::{World, text};

/// What cases have in common.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Sector(String),
    Class(Class),
    All,
}

/// The rows of both quantities.
pub struct Boards {
    ratio: Board,
    share: Board,
}

struct Board {
    quantity: Quantity,
    domain: Domain,
    /// Those that occur, each once.
    marks: Vec<Mark>,
    lots: BTreeMap<Key, Lot>,
}

/// The cases of a row, made into a group for the first page that shows it.
#[derive(Default)]
struct Lot {
    /// Positions among all cases.
    members: Vec<usize>,
    group: OnceLock<Group>,
}

/// The cases of a row, in numbers and as drawn at the places where pages put them.
struct Group {
    cases: usize,
    unknown: usize,
    median: [Option<Tick>; 2],
    ends: [Option<(String, String)>; 2],
    points: Vec<Point>,
    /// Positions in `points`, by the decision.
    of_decision: HashMap<DocId, Vec<usize>>,
    /// By the position of the row, then for a column, a page and a phone.
    drawn: [[OnceLock<Spread>; 3]; 3],
}

const LAYOUTS: [Layout; 3] = [COLUMN, PAGE, Layout::Narrow];

impl Boards {
    pub fn new(world: &World) -> Boards {
        let cases = all_cases(world);
        Boards { ratio: Board::new(Quantity::Ratio, &cases), share: Board::new(Quantity::ShareOfCap, &cases) }
    }
}

impl Board {
    fn new(quantity: Quantity, all: &[Case<'_>]) -> Board {
        let marks: BTreeSet<Mark> = quantity.marks(all).into_iter().collect();
        let mut lots: BTreeMap<Key, Lot> = BTreeMap::from([(Key::All, Lot::default())]);
        for (at, case) in all.iter().enumerate().filter(|(_, case)| quantity.place(case).is_some()) {
            for key in [Key::Sector(case.entity.sector.value.clone()), Key::Class(case.class()), Key::All] {
                lots.entry(key).or_default().members.push(at);
            }
        }
        Board { quantity, domain: quantity.domain(all), marks: marks.into_iter().collect(), lots }
    }

    fn frame(&self, layout: Layout) -> Frame {
        strips::frame(layout, self.domain)
    }

    /// How many cases have something in common.
    fn cases(&self, key: &Key) -> usize {
        self.lots.get(key).map_or(0, |lot| lot.members.len())
    }

    fn group(&self, world: &World, key: &Key) -> Option<&Group> {
        let lot = self.lots.get(key)?;
        let group = || {
            let all = all_cases(world);
            let cases: Vec<Case<'_>> = lot.members.iter().map(|at| all[*at]).collect();
            Group::new(self.quantity, &cases)
        };
        Some(lot.group.get_or_init(group))
    }
}

impl Group {
    fn new(quantity: Quantity, cases: &[Case<'_>]) -> Group {
        let mut of_decision: HashMap<DocId, Vec<usize>> = HashMap::new();
        for (at, case) in cases.iter().enumerate() {
            of_decision.entry(case.id.clone()).or_default().push(at);
        }
        Group {
            cases: cases.len(),
            unknown: cases.iter().filter(|case| quantity.is_unknown(case)).count(),
            median: Lang::ALL.map(|lang| quantity.median(cases, lang)),
            ends: Lang::ALL.map(|lang| quantity.ends(cases, lang)),
            points: cases.iter().filter_map(|case| quantity.point(case)).collect(),
            of_decision,
            drawn: Default::default(),
        }
    }

    /// The marks of the cases in a row of a drawing.
    fn spread(&self, frame: &Frame, layout: Layout, row: usize) -> Option<&Spread> {
        let slot = LAYOUTS.iter().position(|other| *other == layout)?;
        Some(self.drawn.get(row)?[slot].get_or_init(|| frame.spread(row, &self.points)))
    }
}

/// A row of the chart: its words and its cases.
struct Shown<'b> {
    label: String,
    group: &'b Group,
}

/// Where a decision stands; none without a ratio or a share above zero.
pub fn of_decision(world: &World, id: &DocId, lang: Lang) -> Option<ChartView> {
    let boards = world.boards();
    let cases = super::cases_of(world, [id]);
    let has = |quantity: Quantity| cases.iter().find(|case| quantity.place(case).is_some());
    let (board, first) = has(Quantity::Ratio)
        .map(|case| (&boards.ratio, case))
        .or_else(|| has(Quantity::ShareOfCap).map(|case| (&boards.share, case)))?;
    let sector = Key::Sector(first.entity.sector.value.clone());
    let class = Key::Class(first.class());
    let mut shown = vec![(sector_name(world, &first.entity.sector.value, lang), sector)];
    if first.class() != Class::Sized(Size::Unknown) {
        shown.push((class_name(first.class(), lang), class));
    }
    shown.push((say(lang, "Toutes les décisions", "All decisions").to_owned(), Key::All));
    let rows: Vec<Shown<'_>> =
        shown.into_iter().filter_map(|(label, key)| Some(Shown { label, group: board.group(world, &key)? })).collect();
    let values = here(board.quantity, &cases, lang);
    let title = say(lang, "Où se place cette décision", "Where this decision stands");
    Some(ChartView {
        finding: finding(board.quantity, &rows, Some(&values), lang),
        drawings: [COLUMN, Layout::Narrow]
            .map(|layout| draw(world, board, &rows, layout, Some((id, &values)), lang))
            .into(),
        values_title: say(lang, "Les groupes en tableau", "The groups as a table").to_owned(),
        table: Some(table(&rows, Some(&values), lang)),
        ..common(world, board, "situation", title, lang)
    })
}

/// A sector's cases against all; none without any.
pub fn of_sector(world: &World, sector: &str, lang: Lang) -> Option<ChartView> {
    let boards = world.boards();
    let key = Key::Sector(sector.to_owned());
    // A ratio says more, where it is known of enough cases or of all of them.
    let ratios = boards.ratio.cases(&key);
    let board = if ratios >= FEWEST_CASES || ratios > 0 && ratios == boards.share.cases(&key) {
        &boards.ratio
    } else {
        &boards.share
    };
    let all = say(lang, "Toutes les décisions", "All decisions").to_owned();
    let shown = [(sector_name(world, sector, lang), &key), (all, &Key::All)];
    let rows: Vec<Shown<'_>> = shown
        .into_iter()
        .map(|(label, key)| Some(Shown { label, group: board.group(world, key)? }))
        .collect::<Option<_>>()?;
    let title = match board.quantity {
        Quantity::Ratio => say(
            lang,
            "Ce que pèse l’amende : part du revenu annuel",
            "What the fine weighs: share of the yearly revenue",
        ),
        Quantity::ShareOfCap => say(
            lang,
            "Ce que pèse l’amende : part du plafond légal",
            "What the fine weighs: share of the statutory cap",
        ),
    };
    Some(ChartView {
        finding: finding(board.quantity, &rows, None, lang),
        drawings: [PAGE, Layout::Narrow].map(|layout| draw(world, board, &rows, layout, None, lang)).into(),
        values_title: say(lang, "Les groupes en tableau", "The groups as a table").to_owned(),
        table: Some(table(&rows, None, lang)),
        ..common(world, board, "poids", title, lang)
    })
}

fn sector_name(world: &World, slug: &str, lang: Lang) -> String {
    text::title(world, &DocId::new(Kind::Sector, slug), lang)
}

/// What does not depend on the case.
fn common(world: &World, board: &Board, id: &str, title: &str, lang: Lang) -> ChartView {
    let all = board.cases(&Key::All);
    let (reading, key, limits, data, anchor) = match board.quantity {
        Quantity::Ratio => {
            let key = ratio::keys(world, &board.marks, lang);
            (
                say(lang, "Amende définitive ÷ revenu annuel", "Final fine ÷ yearly revenue"),
                key,
                ratio::limits(lang),
                ratio::DATA,
                ratio::TABLE,
            )
        }
        Quantity::ShareOfCap => (
            say(lang, "Amende définitive ÷ plafond légal", "Final fine ÷ statutory cap"),
            share::keys(lang),
            share::limits(lang),
            share::DATA,
            share::SECTION,
        ),
    };
    let scale = say(lang, "échelle logarithmique", "logarithmic scale");
    let href = format!("{}#{anchor}", world.href(&Page::Statistics, lang));
    ChartView {
        reading: format!("{reading}, n{NBSP}={NBSP}{}, {scale}.", count(lang, all)),
        key,
        values: Some(LinkView {
            href,
            text: say(lang, "Chaque valeur, dans les statistiques", "Each value, in the statistics").to_owned(),
        }),
        csv_href: Some(data_href(world, data)),
        limits,
        ..super::blank(id, title)
    }
}

/// The values of this decision, in words.
fn here(quantity: Quantity, cases: &[Case<'_>], lang: Lang) -> String {
    let mut values: Vec<String> = cases.iter().filter_map(|case| quantity.words(case, lang)).collect();
    values.dedup();
    values.join(say(lang, " et ", " and "))
}

fn draw(
    world: &World,
    board: &Board,
    rows: &[Shown<'_>],
    layout: Layout,
    here: Option<(&DocId, &str)>,
    lang: Lang,
) -> DrawingView {
    let frame = board.frame(layout);
    let row = |(at, shown): (usize, &Shown<'_>)| {
        let spread = shown.group.spread(&frame, layout, at);
        let places = here.zip(spread).map(|((id, _), spread)| shown.group.places_of(id, spread)).unwrap_or_default();
        let words = here.filter(|_| at == 0).map(|(_, values)| match lang {
            Lang::Fr => format!("Cette décision{NBSP}: {values}"),
            Lang::En => format!("This decision: {values}"),
        });
        Row {
            label: shown.label.clone(),
            note: format!("n{NBSP}={NBSP}{}", count(lang, shown.group.cases)),
            median: shown.group.median[lang as usize].clone(),
            paths: spread.map(|spread| spread.paths.clone()).unwrap_or_default(),
            here: places,
            here_text: words.unwrap_or_default(),
        }
    };
    let rows: Vec<Row> = rows.iter().enumerate().map(row).collect();
    frame.draw(&board.quantity.axis(world, &frame, lang), &rows)
}

impl Group {
    fn places_of(&self, id: &DocId, spread: &Spread) -> Vec<(Tenths, Tenths)> {
        let of = self.of_decision.get(id).into_iter().flatten();
        of.filter_map(|at| spread.places.get(*at).copied().flatten()).collect()
    }
}

/// « 2,58 % du revenu annuel. Toutes les décisions : médiane 0,269 % (chiffre d’affaires, n = 17). Trop peu de décisions pour une médiane :
/// Santé, exercice libéral (n = 2). »
fn finding(quantity: Quantity, rows: &[Shown<'_>], here: Option<&str>, lang: Lang) -> String {
    let of = match quantity {
        Quantity::Ratio => say(lang, "du revenu annuel", "of the yearly revenue"),
        Quantity::ShareOfCap => say(lang, "du plafond légal", "of the statutory cap"),
    };
    let mine = here.map(|values| match values.contains('%') {
        true => format!("{values} {of}."),
        false => format!("{values}."),
    });
    let colon = say(lang, "\u{a0}:", ":");
    let in_state = |wanted: MedianState| {
        let shown = rows.iter().filter(move |shown| shown.group.median_state(lang) == wanted);
        shown.map(|shown| shown.in_words(lang)).collect::<Vec<_>>()
    };
    let listed = |head: &str, state: MedianState| {
        let named = in_state(state).join(", ");
        (!named.is_empty()).then(|| format!("{head}{colon} {named}."))
    };
    let known = in_state(MedianState::Known).join(say(lang, "\u{202f}; ", "; "));
    let sentences = [
        mine,
        (!known.is_empty()).then(|| format!("{known}.")),
        listed(too_few(lang), MedianState::TooFew),
        listed(not_computable(lang), MedianState::Unknown),
    ];
    let sentences: Vec<String> = sentences.into_iter().flatten().map(|sentence| capitalised(&sentence)).collect();
    sentences.join(" ")
}

fn too_few(lang: Lang) -> &'static str {
    say(lang, "Trop peu de décisions pour une médiane", "Too few decisions for a median")
}

/// Half of the caps are unknown, or the bases are of natures that do not compare.
fn not_computable(lang: Lang) -> &'static str {
    say(lang, "Médiane non calculable", "Median not computable")
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum MedianState {
    Known,
    TooFew,
    Unknown,
}

impl Group {
    fn median_state(&self, lang: Lang) -> MedianState {
        match &self.median[lang as usize] {
            Some(_) => MedianState::Known,
            None if self.cases < FEWEST_CASES => MedianState::TooFew,
            None => MedianState::Unknown,
        }
    }
}

impl Shown<'_> {
    /// The label with its median and number of cases.
    fn in_words(&self, lang: Lang) -> String {
        let n = format!("n{NBSP}={NBSP}{}", count(lang, self.group.cases));
        let colon = say(lang, "\u{a0}:", ":");
        match &self.group.median[lang as usize] {
            Some(median) if median.text.contains('(') => format!("{}{colon} {}", self.label, median.text),
            Some(median) => format!("{}{colon} {} ({n})", self.label, median.text),
            None => format!("{} ({n})", self.label),
        }
    }
}

fn table(rows: &[Shown<'_>], here: Option<&str>, lang: Lang) -> TableView {
    let column = |text: &str| ColumnView { text: text.to_owned(), numeric: true };
    let cell = |text: &str| CellView { text: text.to_owned(), exact: None, missing: false, note: None, tag: None };
    let dash = || CellView { missing: true, ..cell(say(lang, "sans objet", "not applicable")) };
    let mine = here.map(|values| TableRowView {
        href: None,
        head: say(lang, "Cette décision", "This decision").to_owned(),
        note: None,
        words: Vec::new(),
        cells: vec![dash(), cell(values), dash(), cell(values)],
        here: true,
    });
    let row = |shown: &Shown<'_>| {
        let group = shown.group;
        let (low, high) =
            group.ends[lang as usize].as_ref().map_or((dash(), dash()), |(low, high)| (cell(low), cell(high)));
        let median = match (&group.median[lang as usize], group.median_state(lang)) {
            (Some(median), _) => cell(&strips::bare(&median.text, lang)),
            (None, MedianState::TooFew) => CellView { missing: true, ..cell(too_few(lang)) },
            (None, _) => CellView { missing: true, ..cell(not_computable(lang)) },
        };
        let unknown = count(lang, group.unknown);
        let note = match lang {
            Lang::Fr => format!("dont {unknown} au plafond inconnu"),
            Lang::En => format!("{unknown} of them with an unknown cap"),
        };
        TableRowView {
            href: None,
            head: shown.label.clone(),
            note: (group.unknown > 0).then_some(note),
            words: Vec::new(),
            cells: vec![cell(&count(lang, group.cases)), low, median, high],
            here: false,
        }
    };
    TableView {
        caption: say(
            lang,
            "De la plus faible à la plus forte, groupe par groupe",
            "From the lowest to the highest, group by group",
        )
        .to_owned(),
        columns: vec![
            ColumnView { text: say(lang, "Groupe", "Group").to_owned(), numeric: false },
            column("n"),
            column(say(lang, "La plus faible", "Lowest")),
            column(say(lang, "Médiane", "Median")),
            column(say(lang, "La plus forte", "Highest")),
        ],
        rows: mine.into_iter().chain(rows.iter().map(row)).collect(),
        notes: Vec::new(),
    }
}
