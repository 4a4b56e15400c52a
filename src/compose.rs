//! From the analysis to the views: what each page says, in each language.
//!
//! Values are formatted here and nowhere else. A view depends on what it holds, so each function takes the world and asks it for exactly
//! what its page shows.

mod calculator;
pub mod card;
mod charts;
mod cite;
mod corrections;
mod coverage;
mod decision;
pub mod dictionary;
mod explorer;
mod frame;
mod glossary;
mod history;
mod linked;
mod lists;
mod passages;
mod provision;
mod rows;
pub mod search;
mod statistics;
mod text;
mod world;

use crate::analysis::routes::{self, Page};
use crate::model::value::{DocId, Kind, Lang};
use crate::view::View;
pub use corrections::all as corrections;
pub use frame::{CONTENT_SECURITY_POLICY, PRIVATE_POLICY};
pub use history::last_change;
pub use rows::provisions_of;
pub use statistics::data as statistics_data;
pub use world::{Memory, World};

/// The view of a page in a language; none for a document that is not there.
pub fn view(world: &World, page: &Page, lang: Lang) -> Option<View> {
    Some(match page {
        Page::Home => View::Home(Box::new(lists::home(world, lang))),
        Page::Decisions => View::Explorer(Box::new(explorer::view(world, 0, lang))),
        Page::MoreDecisions(part) => View::Explorer(Box::new(explorer::view(world, *part, lang))),
        Page::Year(year) => View::Year(Box::new(explorer::year(world, *year, lang))),
        Page::Articles => View::ArticleIndex(Box::new(provision::index(world, lang))),
        Page::Sectors => View::SectorIndex(Box::new(lists::sectors(world, lang))),
        Page::Checklists => View::ChecklistIndex(Box::new(lists::checklists(world, lang))),
        Page::Glossary => View::Glossary(Box::new(glossary::glossary(world, lang))),
        Page::NotFound => View::NotFound(Box::new(frame::not_found(world))),
        Page::Search => View::Search(Box::new(lists::search(world, lang))),
        Page::Calculator => View::Calculator(Box::new(calculator::view(world, lang))),
        Page::Coverage => View::Coverage(Box::new(coverage::view(world, lang))),
        Page::Corrections => View::Corrections(Box::new(corrections::view(world, lang))),
        Page::Dictionary => View::Dictionary(Box::new(dictionary::view(world, lang))),
        Page::Statistics => View::Statistics(Box::new(statistics::view(world, lang))),
        Page::Document(id) => match routes::page_of_words(id) {
            Some(page) => return view(world, &page, lang),
            None => document(world, id, lang)?,
        },
    })
}

fn document(world: &World, id: &DocId, lang: Lang) -> Option<View> {
    let document = world.document(id)?;
    Some(match id.kind {
        Kind::Decision => View::Decision(Box::new(decision::view(world, document, document.as_decision()?, lang))),
        Kind::Provision => View::Provision(Box::new(provision::view(world, document, document.as_provision()?, lang)?)),
        Kind::Checklist => View::Checklist(Box::new(lists::checklist(world, document, document.as_checklist()?, lang))),
        Kind::Sector => View::Sector(Box::new(lists::sector(world, document, document.as_sector()?, lang))),
        Kind::Page => View::Text(Box::new(lists::text_page(world, document, lang))),
        Kind::Term => View::Term(Box::new(glossary::term(world, document, lang))),
    })
}

/// An old address that sends the reader on to a document.
pub fn redirect(world: &World, id: &DocId, lang: Lang) -> Option<View> {
    Some(View::Redirect(Box::new(frame::redirect(world, id, lang)?)))
}

/// The name of an entity where it may appear, else its label.
pub fn who(world: &World, id: &DocId, entity: usize, lang: Lang) -> Option<String> {
    text::who(world, id, entity, lang)
}

/// A text of a front matter, its slots filled in, as plain text: for titles in data and feeds.
pub fn plain_words(world: &World, id: &DocId, path: &str, lang: Lang) -> Option<String> {
    text::plain(world, id, path, lang)
}
