//! What the build writes beside the pages: data for programs, feeds, and what hosts and search engines read.
//!
//! Each file is a pure function of the book. Nothing here holds a name that the naming clock hides.

mod decisions;
mod feed;
pub mod figures;
mod host;
mod links;
mod schema;
mod search;
#[cfg(test)]
mod tests;

use serde::Serialize;

use crate::analysis::figures::decided;
use crate::analysis::routes::Page;
use crate::compose::{self, World};
use crate::model::Document;
use crate::model::decision::{Decision, NamedUntil};
use crate::model::value::{Date, Lang};
use crate::site::Site;

/// Adds every file that is no page. A file of the book's own at the same path stands.
pub fn add(site: &mut Site, world: &World) {
    for (path, rows) in compose::statistics_data(world) {
        if !world.inputs.statics.contains_key(&path) {
            site.insert_bytes(path, csv(&rows));
        }
    }
    for (path, text) in files(world) {
        if !world.inputs.statics.contains_key(path) {
            site.insert_bytes(path, text);
        }
    }
    for (path, bytes) in search::files(world) {
        site.insert_bytes(path, bytes);
    }
}

/// The data and the rest take about as long: each has a thread where there are two.
fn files(world: &World) -> Vec<(&'static str, String)> {
    let (mut files, others) = rayon::join(|| data(world), || others(world));
    files.extend(others);
    files
}

fn data(world: &World) -> Vec<(&'static str, String)> {
    let decisions = decisions::file(world);
    vec![
        ("data/decisions.json", json(&decisions)),
        ("data/decisions.csv", decisions::csv(&decisions)),
        ("data/schema.json", schema::json()),
    ]
}

fn others(world: &World) -> Vec<(&'static str, String)> {
    let mut files = vec![
        ("data/links.json", links::json(world)),
        (feed::path(Lang::Fr), feed::atom(world, Lang::Fr)),
        (feed::path(Lang::En), feed::atom(world, Lang::En)),
        ("robots.txt", host::robots(world)),
        ("_headers", host::headers(world)),
    ];
    files.extend(host::sitemap(world).map(|sitemap| ("sitemap.xml", sitemap)));
    files
}

/// Indented, with a line's end at the end, so that two editions can be compared line by line.
fn json(value: &impl Serialize) -> String {
    let mut text = serde_json::to_string_pretty(value).expect("rows have keys of text and nothing that can fail");
    text.push('\n');
    text
}

/// Rows with a header as a file for spreadsheets.
fn csv(rows: &[Vec<String>]) -> String {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    let holds = "memory takes what is written, and each row has the columns of the header";
    for row in rows {
        writer.write_record(row.iter().map(|cell| figures::defused(cell))).expect(holds);
    }
    String::from_utf8(writer.into_inner().expect(holds)).expect("cells are text")
}

/// The decisions that are built, in the order of ids.
fn decisions(world: &World) -> impl Iterator<Item = (&Document, &Decision)> {
    world.analysis.corpus.decisions().filter(|(document, _)| world.analysis.routes.is_built(document))
}

/// The address of a page: in full where the site's host is known, else from the root of the host.
fn address(world: &World, page: &Page, lang: Lang) -> String {
    let routes = &world.analysis.routes;
    routes.absolute(&routes.href(&world.analysis.corpus, page, lang))
}

/// The address of a file beside the pages.
fn file_address(world: &World, path: &str) -> String {
    let routes = &world.analysis.routes;
    routes.absolute(&format!("{}{path}", routes.base))
}

/// The last day, up to today, on which what a page says changed: it was checked, its decision came out, an appeal was decided, or the
/// clock took its names away. None where nothing says so.
fn changed(world: &World, document: &Document) -> Option<Date> {
    let today = world.inputs.today;
    let days = document.as_decision().into_iter().flat_map(|decision| {
        let rulings = decided(decision, today).into_iter().map(|(_, day)| day);
        rulings.chain(decision.public_from()).chain(unnamed_since(world, decision))
    });
    days.chain(document.meta.reviewed).map(|day| day.min(today)).max()
}

/// The first day without names that the official text once gave.
fn unnamed_since(world: &World, decision: &Decision) -> Option<Date> {
    let NamedUntil::Day(last) = decision.named_until() else { return None };
    let names = decision.entities.iter().filter(|entity| entity.name.is_some());
    let is_hidden = names.map(|entity| world.clock.name(decision, entity).is_none()).reduce(|one, other| one && other);
    last.tomorrow().ok().filter(|_| is_hidden == Some(true))
}
