//! `data/decisions.json` and `data/decisions.csv`: every built decision with its computed figures. [`super::schema`] describes both.
//!
//! A name appears only where the naming clock lets it; the label stands in its place. Nothing is computed here.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::analysis::figures::{decided, is_set_aside};
use crate::analysis::routes::Page;
use crate::compose::{self, World};
use crate::model::Document;
use crate::model::decision::{Appeal, Breach, Decision, Factor, Penalty, People};
use crate::model::meta::Source;
use crate::model::value::{AppealOutcome, Choice, Date, DocId, Lang};

use super::figures::{self, FigureRow, plain};

#[derive(Serialize)]
pub struct DecisionsFile {
    pub version: u32,
    /// The day on which everything in the file stands so: the build's today.
    pub as_of: String,
    /// In the order of their ids.
    pub decisions: Vec<DecisionRow>,
}

/// A decision. Days are `YYYY-MM-DD`, amounts decimal strings in euros, closed lists the words of the front matter.
#[derive(Serialize)]
pub struct DecisionRow {
    pub id: String,
    /// The page: in full where the site's host is known, else from the root of the host.
    pub address: String,
    pub address_en: String,
    /// The official number, where one was published or seen.
    pub number: Option<String>,
    pub date: Option<String>,
    /// The day whose law applied.
    pub law_of: Option<String>,
    pub published: Option<String>,
    pub procedure: &'static str,
    pub kind: &'static str,
    pub title: String,
    pub title_en: String,
    pub standfirst: Option<String>,
    pub standfirst_en: Option<String>,
    /// The sectors of its entities.
    pub sectors: Vec<String>,
    pub entities: Vec<EntityRow>,
    /// What it rests on: the bases of its fines and its breaches.
    pub provisions: Vec<String>,
    pub breaches: Vec<BreachRow>,
    pub factors: Vec<FactorRow>,
    pub appeals: Vec<AppealRow>,
    pub origin: Vec<&'static str>,
    pub people: Option<PeopleRow>,
    pub duration: Option<String>,
    pub duration_en: Option<String>,
    pub penalty: Option<PenaltyRow>,
    pub data_kinds: Vec<&'static str>,
    /// Addresses of checklist items: `cabinet-medical/cm-07`.
    pub checklist: Vec<String>,
    /// One an entity, in the order of the entities.
    pub figures: Vec<FigureRow>,
    pub sources: Vec<SourceRow>,
    pub reviewed: Option<String>,
}

#[derive(Serialize)]
pub struct EntityRow {
    pub id: String,
    /// The name where it may appear, else the label.
    pub who: String,
    pub who_en: String,
    /// Whether `who` is the name.
    pub named: bool,
    pub natural_person: bool,
    pub kind: &'static str,
    pub undertaking: bool,
    pub size: &'static str,
    pub sector: String,
    pub role: Option<&'static str>,
}

#[derive(Serialize)]
pub struct BreachRow {
    pub provision: String,
    pub measure: Option<&'static str>,
    /// By an appeal decided on or before `as_of`.
    pub set_aside: bool,
}

#[derive(Serialize)]
pub struct FactorRow {
    /// The point of article 83(2) GDPR, where the decision names it.
    pub letter: Option<char>,
    pub direction: &'static str,
}

/// An appeal. One decided after `as_of` is still pending, and nothing is said of its end.
#[derive(Serialize)]
pub struct AppealRow {
    pub court: &'static str,
    pub number: Option<String>,
    pub ecli: Option<String>,
    pub date: Option<String>,
    pub outcome: &'static str,
    pub set_aside: Vec<String>,
}

#[derive(Serialize)]
pub struct PeopleRow {
    pub value: u64,
    pub unit: Option<String>,
    pub unit_en: Option<String>,
    pub about: bool,
    pub scope: Option<&'static str>,
}

#[derive(Serialize)]
pub struct PenaltyRow {
    pub daily: String,
    pub after_days: Option<u64>,
}

/// A source. An address that spells a name which may no longer appear is left out.
#[derive(Serialize)]
pub struct SourceRow {
    pub id: String,
    pub title: String,
    pub title_en: String,
    pub url: Option<String>,
    pub archive: Option<String>,
    pub consulted: Option<String>,
}

/// Every built decision, in the order of their ids.
pub fn file(world: &World) -> DecisionsFile {
    let decisions = super::decisions(world).map(|(document, decision)| row(world, document, decision)).collect();
    DecisionsFile { version: 1, as_of: world.inputs.today.to_string(), decisions }
}

fn row(world: &World, document: &Document, decision: &Decision) -> DecisionRow {
    let (id, today) = (document.id(), world.inputs.today);
    let day = |date: Option<Date>| date.map(|date| date.to_string());
    let (meta, page) = (&document.meta, Page::Document(id.clone()));
    DecisionRow {
        id: id.slug.to_string(),
        address: super::address(world, &page, Lang::Fr),
        address_en: super::address(world, &page, Lang::En),
        number: decision.number.as_ref().map(|number| number.value.clone()),
        date: day(decision.date.as_ref().map(|date| date.value)),
        law_of: day(decision.law_day()),
        published: day(decision.published.as_ref().map(|date| date.value)),
        procedure: decision.procedure.word(),
        kind: decision.kind.word(),
        title: words(world, id, "title", Lang::Fr),
        title_en: words(world, id, "title", Lang::En),
        standfirst: compose::plain_words(world, id, "standfirst", Lang::Fr),
        standfirst_en: compose::plain_words(world, id, "standfirst", Lang::En),
        sectors: sectors(decision),
        entities: (0..decision.entities.len()).map(|entity| entity_row(world, id, decision, entity)).collect(),
        provisions: compose::provisions_of(decision).iter().map(ToString::to_string).collect(),
        breaches: decision.breaches.iter().map(|breach| breach_row(decision, breach, today)).collect(),
        factors: decision.factors.iter().map(factor_row).collect(),
        appeals: decision.appeals.iter().map(|appeal| appeal_row(decision, appeal, today)).collect(),
        origin: decision.origin.iter().map(|origin| origin.word()).collect(),
        people: decision.people.as_ref().map(|people| people_row(world, id, people)),
        duration: compose::plain_words(world, id, "duration", Lang::Fr),
        duration_en: compose::plain_words(world, id, "duration", Lang::En),
        penalty: decision.penalty.as_ref().map(penalty_row),
        data_kinds: decision.data_kinds.iter().map(|kind| kind.word()).collect(),
        checklist: decision
            .checklist
            .iter()
            .map(|address| format!("{}/{}", address.value.checklist, address.value.item))
            .collect(),
        figures: figure_rows(world, id, decision),
        sources: meta.sources.iter().map(|source| source_row(world, id, decision, source)).collect(),
        reviewed: day(meta.reviewed),
    }
}

/// The words at a path; French where there is no English.
fn words(world: &World, id: &DocId, path: &str, lang: Lang) -> String {
    compose::plain_words(world, id, path, lang).unwrap_or_default()
}

fn sectors(decision: &Decision) -> Vec<String> {
    let sectors: BTreeSet<&String> = decision.entities.iter().map(|entity| &entity.sector.value).collect();
    sectors.into_iter().cloned().collect()
}

fn entity_row(world: &World, id: &DocId, decision: &Decision, at: usize) -> EntityRow {
    let entity = &decision.entities[at];
    let who = |lang| compose::who(world, id, at, lang).unwrap_or_default();
    EntityRow {
        id: entity.id.value.clone(),
        who: who(Lang::Fr),
        who_en: who(Lang::En),
        named: world.clock.name(decision, entity).is_some(),
        natural_person: entity.natural_person,
        kind: entity.kind.word(),
        undertaking: entity.undertaking,
        size: entity.size.word(),
        sector: entity.sector.value.clone(),
        role: entity.role.map(Choice::word),
    }
}

fn breach_row(decision: &Decision, breach: &Breach, today: Date) -> BreachRow {
    BreachRow {
        provision: breach.provision.value.to_string(),
        measure: breach.measure.map(Choice::word),
        set_aside: is_set_aside(decision, &breach.provision.value, today),
    }
}

fn factor_row(factor: &Factor) -> FactorRow {
    FactorRow { letter: factor.letter, direction: factor.direction.word() }
}

fn appeal_row(decision: &Decision, appeal: &Appeal, today: Date) -> AppealRow {
    let is_decided = decided(decision, today).iter().any(|(other, _)| other.span == appeal.span);
    let end = Some(appeal).filter(|_| is_decided);
    let set_aside = end.map_or(&[][..], |appeal| &appeal.set_aside);
    AppealRow {
        court: appeal.court.word(),
        number: appeal.number.clone(),
        ecli: end.and_then(|appeal| appeal.ecli.as_ref()).map(|ecli| ecli.value.clone()),
        date: end.and_then(|appeal| appeal.date.as_ref()).map(|date| date.value.to_string()),
        outcome: end.map_or(AppealOutcome::Pending, |appeal| appeal.outcome).word(),
        set_aside: set_aside.iter().map(|provision| provision.value.to_string()).collect(),
    }
}

fn people_row(world: &World, id: &DocId, people: &People) -> PeopleRow {
    PeopleRow {
        value: people.value,
        unit: compose::plain_words(world, id, "people.unit", Lang::Fr),
        unit_en: compose::plain_words(world, id, "people.unit", Lang::En),
        about: people.about,
        scope: people.scope.map(Choice::word),
    }
}

fn penalty_row(penalty: &Penalty) -> PenaltyRow {
    PenaltyRow { daily: plain(penalty.daily), after_days: penalty.after_days }
}

fn figure_rows(world: &World, id: &DocId, decision: &Decision) -> Vec<FigureRow> {
    let figures = world.analysis.figures.get(id).map_or(&[][..], Vec::as_slice);
    figures.iter().map(|figures| figures::row(id, decision, figures, &world.inputs.sources)).collect()
}

fn source_row(world: &World, id: &DocId, decision: &Decision, source: &Source) -> SourceRow {
    let path = format!("sources.{}.title", source.id.value);
    let shown = |address: &String| !world.clock.hides(decision, address);
    SourceRow {
        id: source.id.value.clone(),
        title: words(world, id, &path, Lang::Fr),
        title_en: words(world, id, &path, Lang::En),
        url: Some(source.url.value.clone()).filter(shown),
        archive: source.archive.as_ref().map(|archive| archive.value.clone()).filter(shown),
        consulted: source.consulted.map(|day| day.to_string()),
    }
}

/// What the figures are about: these columns come first.
const ABOUT: [&str; 14] = [
    "decision",
    "entity",
    "number",
    "date",
    "published",
    "procedure",
    "kind",
    "title",
    "who",
    "entity_kind",
    "size",
    "sector",
    "role",
    "provisions",
];

/// What else there is to say: these columns come last.
const MORE: [&str; 11] = [
    "title_en",
    "who_en",
    "named",
    "natural_person",
    "undertaking",
    "set_aside",
    "measures",
    "people",
    "address",
    "source",
    "reviewed",
];

/// The columns of the CSV, first `decision`; those of the figures stand in the middle.
pub fn columns() -> impl Iterator<Item = &'static str> {
    ABOUT.into_iter().chain(figures::COLUMNS.into_iter().skip(2)).chain(MORE)
}

/// A row an entity, as RFC 4180 has it: a header, CRLF, quotes where a cell needs them. Lists in a cell are parted by spaces. Cells that
/// a spreadsheet would run are defused.
pub fn csv(file: &DecisionsFile) -> String {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    let holds = "memory takes what is written, and each row has the columns of the header";
    writer.write_record(columns()).expect(holds);
    for row in &file.decisions {
        for (entity, figures) in row.entities.iter().zip(&row.figures) {
            let figures = figures::cells(figures).into_iter().skip(2);
            let cells = about(row, entity).into_iter().chain(figures).chain(more(row, entity));
            writer.write_record(cells.map(|cell| figures::defused(&cell))).expect(holds);
        }
    }
    String::from_utf8(writer.into_inner().expect(holds)).expect("cells are text")
}

fn about(row: &DecisionRow, entity: &EntityRow) -> [String; 14] {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    [
        row.id.clone(),
        entity.id.clone(),
        text(&row.number),
        text(&row.date),
        text(&row.published),
        row.procedure.to_owned(),
        row.kind.to_owned(),
        row.title.clone(),
        entity.who.clone(),
        entity.kind.to_owned(),
        entity.size.to_owned(),
        entity.sector.clone(),
        entity.role.unwrap_or_default().to_owned(),
        row.provisions.join(" "),
    ]
}

fn more(row: &DecisionRow, entity: &EntityRow) -> [String; 11] {
    let set_aside = row.breaches.iter().filter(|breach| breach.set_aside).map(|breach| breach.provision.as_str());
    let measures = row.breaches.iter().filter_map(|breach| breach.measure);
    [
        row.title_en.clone(),
        entity.who_en.clone(),
        entity.named.to_string(),
        entity.natural_person.to_string(),
        entity.undertaking.to_string(),
        distinct(set_aside),
        distinct(measures),
        row.people.as_ref().map(|people| people.value.to_string()).unwrap_or_default(),
        row.address.clone(),
        row.sources.first().and_then(|source| source.url.clone()).unwrap_or_default(),
        row.reviewed.clone().unwrap_or_default(),
    ]
}

/// Words in one cell, each once, in the order in which they come.
fn distinct<'a>(words: impl Iterator<Item = &'a str>) -> String {
    let mut distinct: Vec<&str> = Vec::new();
    for word in words {
        if !distinct.contains(&word) {
            distinct.push(word);
        }
    }
    distinct.join(" ")
}
