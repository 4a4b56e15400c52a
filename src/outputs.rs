//! What the build writes beside the pages, and what `figures` prints: data for programs.
//!
//! Each file is a pure function of the book. A file of the same path in `static/` stands instead of ours. CONTRACT section 6 lists them.

pub mod decisions;
pub mod feed;
pub mod figures;
pub mod headers;
pub mod links;
pub mod schema;
pub mod sitemap;
#[cfg(test)]
mod tests;

use serde::Serialize;

use crate::analysis::Analysis;
use crate::analysis::naming::Clock;
use crate::analysis::routes::Page;
use crate::inputs::Inputs;
use crate::model::Document;
use crate::model::decision::{Decision, NamedUntil};
use crate::model::value::{Date, DocId, Lang};
use crate::site::Site;

/// The words of a document at a path, slots filled in, as plain text; French where there is no English.
pub type Plain<'a> = dyn Fn(&DocId, &str, Lang) -> String + 'a;

/// What the files are made from.
pub struct Book<'a> {
    pub inputs: &'a Inputs,
    pub analysis: &'a Analysis,
    pub clock: Clock,
    pub plain: &'a Plain<'a>,
}

impl<'a> Book<'a> {
    pub fn new(inputs: &'a Inputs, analysis: &'a Analysis, plain: &'a Plain<'a>) -> Book<'a> {
        Book { inputs, analysis, clock: Clock { policy: inputs.config.naming, today: inputs.today }, plain }
    }

    /// The decisions that have a page, in the order of their ids.
    fn decisions(&self) -> impl Iterator<Item = (&'a Document, &'a Decision)> {
        let Analysis { corpus, routes, .. } = self.analysis;
        corpus.decisions().filter(|(document, _)| routes.is_built(document))
    }

    /// The address of a document's page: in full where the site's host is known, else from the root of the host.
    fn address(&self, id: &DocId, lang: Lang) -> String {
        self.page_address(&Page::Document(id.clone()), lang)
    }

    fn page_address(&self, page: &Page, lang: Lang) -> String {
        let Analysis { corpus, routes, .. } = self.analysis;
        routes.absolute(&routes.href(corpus, page, lang))
    }

    /// The address of one of the files beside the pages.
    fn file_address(&self, path: &str) -> String {
        let routes = &self.analysis.routes;
        routes.absolute(&format!("{}{path}", routes.base))
    }

    /// The last day, up to today, on which what is said of a document changed: it was checked, its decision was published or an appeal
    /// decided, or the clock took a name away. None where nothing says so.
    fn changed(&self, document: &Document) -> Option<Date> {
        let today = self.inputs.today;
        let own = document.meta.reviewed;
        let days = document.as_decision().map(|decision| {
            let rulings = crate::analysis::figures::decided(decision, today).into_iter().map(|(_, day)| day);
            rulings.chain(decision.public_from()).chain(self.unnamed_since(decision)).collect::<Vec<_>>()
        });
        own.into_iter().chain(days.unwrap_or_default()).map(|day| day.min(today)).max()
    }

    /// The first day on which the names of a decision were no longer shown.
    fn unnamed_since(&self, decision: &Decision) -> Option<Date> {
        let NamedUntil::Day(last) = decision.named_until() else { return None };
        let was_named = decision.entities.iter().any(|entity| entity.name.is_some());
        let is_hidden = decision.entities.iter().all(|entity| self.clock.name(decision, entity).is_none());
        last.tomorrow().ok().filter(|_| was_named && is_hidden)
    }
}

/// Adds the files to the site. `plain` gives the words of front matter.
pub fn add(site: &mut Site, inputs: &Inputs, analysis: &Analysis, plain: &Plain<'_>) {
    let book = Book::new(inputs, analysis, plain);
    for (path, text) in files(&book) {
        if !inputs.statics.contains_key(path) {
            site.insert_bytes(path, text);
        }
    }
}

/// Every file by its path in the site.
fn files(book: &Book<'_>) -> Vec<(&'static str, String)> {
    let decisions = decisions::file(book);
    let mut files = vec![
        ("data/decisions.json", decisions::json(&decisions)),
        ("data/decisions.csv", decisions::csv(&decisions)),
        ("data/schema.json", schema::json()),
        ("data/links.json", links::json(book)),
        (feed::path(Lang::Fr), feed::atom(book, Lang::Fr)),
        (feed::path(Lang::En), feed::atom(book, Lang::En)),
        ("robots.txt", sitemap::robots(book)),
        ("_headers", headers::headers(book)),
    ];
    files.extend(sitemap::sitemap(book).map(|sitemap| (sitemap::PATH, sitemap)));
    files
}

/// Indented, with a line's end at the end, so that two editions can be compared line by line.
fn json(value: &impl Serialize) -> String {
    let mut text = serde_json::to_string_pretty(value).expect("our rows have string keys and no fallible value");
    text.push('\n');
    text
}
