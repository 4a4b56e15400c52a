//! `corrections/feed.xml` and `en/corrections/feed.xml`: what the site once said wrongly, as Atom.

use crate::analysis::routes::Page;
use crate::compose::{self, World};
use crate::model::value::Lang;
use crate::vocabulary::say;

use super::feed::{ENTRIES, Entry, Feed, text};

/// Beside the page of corrections.
pub fn path(world: &World, lang: Lang) -> String {
    format!("{}feed.xml", world.analysis.routes.path(&world.analysis.corpus, &Page::Corrections, lang))
}

pub fn atom(world: &World, lang: Lang) -> String {
    let page = super::address(world, &Page::Corrections, lang);
    let entries = compose::corrections(world, lang).into_iter().take(ENTRIES).map(|told| Entry {
        id: format!("corrections/{}", told.anchor),
        title: told.title,
        address: format!("{page}#{}", told.anchor),
        published: None,
        updated: told.day,
        summary: Some(told.words),
    });
    let feed = Feed {
        path: path(world, lang),
        id: "corrections".to_owned(),
        subtitle: say(lang, "Corrections", "Corrections"),
        page: Page::Corrections,
        entries: entries.collect(),
    };
    text(world, &feed, lang)
}
