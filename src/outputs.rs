//! What the build writes beside the pages: data for programs, feeds, and what hosts and search engines read.
//!
//! Each file is a pure function of the book. Nothing here holds a name that the naming clock hides.

mod checksums;
mod corrections;
mod decisions;
mod feed;
pub mod figures;
mod host;
mod links;
mod schema;
mod search;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use crate::analysis::figures::decided;
use crate::analysis::routes::Page;
use crate::compose::{self, World};
use crate::model::Document;
use crate::model::decision::{Decision, NamedUntil};
use crate::model::value::{Date, Lang};
use crate::site::{Artifact, Shelf, Site, lazy};

/// Adds every file that is no page. A file of the book's own at the same path stands.
pub fn add(site: &mut Site, world: &Arc<World>) {
    let decisions = lazy({
        let world = world.clone();
        move || decisions::file(&world)
    });
    let same = decisions.clone();
    file(site, world, "data/decisions.json", move |_| json(&**decisions));
    file(site, world, "data/decisions.csv", move |_| decisions::csv(&same));
    file(site, world, "data/schema.json", |_| schema::json());
    file(site, world, "data/links.json", links::json);
    for (path, rows) in compose::statistics_data() {
        file(site, world, &path, move |world| csv(&rows(world)));
    }
    file(site, world, feed::path(Lang::Fr), |world| feed::atom(world, Lang::Fr));
    file(site, world, feed::path(Lang::En), |world| feed::atom(world, Lang::En));
    for lang in Lang::ALL {
        let path = corrections::path(world, lang);
        file(site, world, &path, move |world| corrections::atom(world, lang));
    }
    file(site, world, "robots.txt", host::robots);
    file(site, world, "_headers", host::headers);
    // A sitemap holds addresses in full, so there is none without a host.
    if world.analysis.routes.origin.is_some() {
        file(site, world, "sitemap.xml", host::sitemap);
    }
    let world = world.clone();
    site.shelves.push(Shelf { folder: search::FOLDER, files: lazy(move || shelved(search::files(&world))) });
    checksums::add(site);
}

fn shelved(files: BTreeMap<String, Arc<[u8]>>) -> BTreeMap<String, Artifact> {
    files.into_iter().map(|(path, bytes)| (path, Artifact::Bytes(bytes))).collect()
}

fn file(site: &mut Site, world: &Arc<World>, path: &str, text: impl FnOnce(&World) -> String + Send + 'static) {
    if !world.inputs.statics.contains_key(path) {
        let world = world.clone();
        site.insert_file(path, move || text(&world).into_bytes());
    }
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

/// The last day, up to today, on which what a page says changed: it was checked or corrected, its decision came out, an appeal was decided, or the
/// clock took its names away. None where nothing says so.
fn changed(world: &World, document: &Document) -> Option<Date> {
    let today = world.inputs.today;
    let days = document.as_decision().into_iter().flat_map(|decision| {
        let rulings = decided(decision, today).into_iter().map(|(_, day)| day);
        rulings.chain(decision.public_from()).chain(unnamed_since(world, decision))
    });
    let corrected = document.meta.corrections.iter().map(|correction| correction.date).filter(|day| *day <= today);
    days.chain(document.meta.reviewed).chain(corrected).map(|day| day.min(today)).max()
}

/// The first day without names that the official text once gave.
fn unnamed_since(world: &World, decision: &Decision) -> Option<Date> {
    let NamedUntil::Day(last) = decision.named_until() else { return None };
    let names = decision.entities.iter().filter(|entity| entity.name.is_some());
    let is_hidden = names.map(|entity| world.clock.name(decision, entity).is_none()).reduce(|one, other| one && other);
    last.tomorrow().ok().filter(|_| is_hidden == Some(true))
}
