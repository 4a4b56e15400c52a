//! `data/decisions.json` and `data/decisions.csv`: every decision that is built, with its figures. [`super::schema`] describes both.
//!
//! A name stands there only as long as the naming clock lets it; an address that would give it away is left out.

use serde::Serialize;

use crate::analysis::figures::is_set_aside;
use crate::analysis::routes::Page;
use crate::compose::{self, World};
use crate::model::Document;
use crate::model::decision::Decision;
use crate::model::value::{Choice, Date, DocId, Lang};

use super::figures::{self, FigureRow, defused};

#[derive(Serialize)]
pub struct DecisionRow {
    id: String,
    address: String,
    number: Option<String>,
    date: Option<String>,
    published: Option<String>,
    procedure: &'static str,
    kind: &'static str,
    title: String,
    entities: Vec<EntityRow>,
    /// What it rests on: the basis of its fines and its breaches.
    provisions: Vec<String>,
    breaches: Vec<BreachRow>,
    figures: Vec<FigureRow>,
    sources: Vec<SourceRow>,
    reviewed: Option<String>,
}

#[derive(Serialize)]
struct EntityRow {
    id: String,
    /// The name while it may appear, else the label.
    who: String,
    named: bool,
    natural_person: bool,
    kind: &'static str,
    size: &'static str,
    sector: String,
    role: Option<&'static str>,
}

#[derive(Serialize)]
struct BreachRow {
    provision: String,
    measure: Option<&'static str>,
    set_aside: bool,
}

#[derive(Serialize)]
struct SourceRow {
    title: String,
    url: Option<String>,
}

/// Every decision that is built, in the order of ids.
pub fn rows(world: &World) -> Vec<DecisionRow> {
    let corpus = &world.analysis.corpus;
    let built = corpus.decisions().filter(|(document, _)| world.analysis.routes.is_built(document));
    built.map(|(document, decision)| row(world, document, decision)).collect()
}

fn row(world: &World, document: &Document, decision: &Decision) -> DecisionRow {
    let id = document.id();
    let analysis = &world.analysis;
    let figures = analysis.figures.get(id).map_or(&[][..], Vec::as_slice);
    DecisionRow {
        id: id.slug.to_string(),
        address: analysis.routes.absolute(&analysis.routes.href(
            &analysis.corpus,
            &Page::Document(id.clone()),
            Lang::Fr,
        )),
        number: decision.number.as_ref().map(|number| number.value.clone()),
        date: decision.date.as_ref().map(|date| date.value.to_string()),
        published: decision.published.as_ref().map(|date| date.value.to_string()),
        procedure: decision.procedure.word(),
        kind: decision.kind.word(),
        title: compose::plain_words(world, id, "title", Lang::Fr).unwrap_or_default(),
        entities: (0..decision.entities.len()).map(|entity| entity_row(world, id, decision, entity)).collect(),
        provisions: compose::provisions_of(decision).iter().map(ToString::to_string).collect(),
        breaches: decision
            .breaches
            .iter()
            .map(|breach| BreachRow {
                provision: breach.provision.value.to_string(),
                measure: breach.measure.map(Choice::word),
                set_aside: is_set_aside(decision, &breach.provision.value, world.inputs.today),
            })
            .collect(),
        figures: figures.iter().map(|figures| figures::row(id, decision, figures, &world.inputs.sources)).collect(),
        sources: document
            .meta
            .sources
            .iter()
            .map(|source| SourceRow {
                title: compose::plain_words(world, id, &format!("sources.{}.title", source.id.value), Lang::Fr)
                    .unwrap_or_default(),
                url: Some(source.url.value.clone()).filter(|url| !world.clock.hides(decision, url)),
            })
            .collect(),
        reviewed: document.meta.reviewed.map(|day| day.to_string()),
    }
}

fn entity_row(world: &World, id: &DocId, decision: &Decision, at: usize) -> EntityRow {
    let entity = &decision.entities[at];
    EntityRow {
        id: entity.id.value.clone(),
        who: compose::who(world, id, at, Lang::Fr).unwrap_or_default(),
        named: world.clock.name(decision, entity).is_some(),
        natural_person: entity.natural_person,
        kind: entity.kind.word(),
        size: entity.size.word(),
        sector: entity.sector.value.clone(),
        role: entity.role.map(Choice::word),
    }
}

#[derive(Serialize)]
struct Json<'a> {
    version: u32,
    as_of: String,
    decisions: &'a [DecisionRow],
}

pub fn json(rows: &[DecisionRow], as_of: Date) -> Vec<u8> {
    let json = Json { version: 1, as_of: as_of.to_string(), decisions: rows };
    let mut text = serde_json::to_vec_pretty(&json).expect("rows of texts and numbers are JSON");
    text.push(b'\n');
    text
}

/// The columns that say what the figures are about; the figures' own columns follow.
pub const COLUMNS: [&str; 14] = [
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

/// A row an entity. Cells that a spreadsheet would run are defused.
pub fn csv(rows: &[DecisionRow]) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let written = write_csv(rows, &mut writer).and_then(|()| writer.flush().map_err(csv::Error::from));
    written.expect("writing to memory does not fail, and every row has the same number of cells");
    writer.into_inner().expect("everything is flushed")
}

fn write_csv(rows: &[DecisionRow], writer: &mut csv::Writer<Vec<u8>>) -> Result<(), csv::Error> {
    writer.write_record(COLUMNS.iter().chain(&figures::COLUMNS[2..]))?;
    for decision in rows {
        for (entity, figures) in decision.entities.iter().zip(&decision.figures) {
            let own = own_cells(decision, entity);
            let figures = figures::cells(figures);
            let cells = own.iter().chain(&figures[2..]).map(|cell| defused(cell));
            writer.write_record(cells)?;
        }
    }
    Ok(())
}

fn own_cells(decision: &DecisionRow, entity: &EntityRow) -> [String; 14] {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    [
        decision.id.clone(),
        entity.id.clone(),
        text(&decision.number),
        text(&decision.date),
        text(&decision.published),
        decision.procedure.to_owned(),
        decision.kind.to_owned(),
        decision.title.clone(),
        entity.who.clone(),
        entity.kind.to_owned(),
        entity.size.to_owned(),
        entity.sector.clone(),
        entity.role.unwrap_or_default().to_owned(),
        decision.provisions.join(" "),
    ]
}
