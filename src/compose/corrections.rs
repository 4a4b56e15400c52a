//! « Corrections »: what pages once said wrongly, and how the texts of the site changed.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::analysis::routes::{self, Page};
use crate::config::HistoryPolicy;
use crate::model::Document;
use crate::model::meta::Correction;
use crate::model::value::{Choice, Date, DocId, Lang};
use crate::view::parts::LinkView;
use crate::view::site::{CorrectionView, CorrectionsView, SiteChangeView};
use crate::vocabulary::say;

use super::frame::{self, Head};
use super::{World, history, lists, rows, text};

/// How many changes of the site are shown, and how many pages of each.
const CHANGES: usize = 20;
const PAGES: usize = 3;

/// A correction in words, for feeds.
pub struct Told {
    pub anchor: String,
    pub day: Date,
    pub title: String,
    pub words: String,
}

/// Every correction that has been made by today, the latest first.
pub fn all(world: &World, lang: Lang) -> Vec<Told> {
    made(world).into_iter().map(|(document, correction)| told(world, document, correction, lang)).collect()
}

fn made(world: &World) -> Vec<(&Document, &Correction)> {
    let analysis = &world.analysis;
    let built = analysis.corpus.documents.values().filter(|document| analysis.routes.is_built(document));
    let mut made: Vec<(&Document, &Correction)> = built
        .flat_map(|document| {
            document.meta.corrections_until(world.inputs.today).map(move |correction| (document, correction))
        })
        .collect();
    made.sort_by_key(|(_, correction)| Reverse(correction.date));
    made
}

fn told(world: &World, document: &Document, correction: &Correction, lang: Lang) -> Told {
    let words = |part: &str| text::plain(world, document.id(), &path(correction, part), lang);
    let said = [
        (say(lang, "Avant", "Before"), words("was")),
        (say(lang, "Maintenant", "Now"), words("now")),
        (say(lang, "Pourquoi", "Why"), words("why")),
    ];
    let colon = say(lang, "\u{a0}: ", ": ");
    let said = said.into_iter().filter_map(|(label, words)| Some(format!("{label}{colon}{}", words?)));
    Told {
        anchor: anchor(document.id(), correction),
        day: correction.date,
        title: text::title(world, document.id(), lang),
        words: said.collect::<Vec<_>>().join(" "),
    }
}

fn path(correction: &Correction, part: &str) -> String {
    format!("corrections.{}.{part}", correction.id.value)
}

/// The same in both languages: ids are.
fn anchor(id: &DocId, correction: &Correction) -> String {
    format!("{}-{}-{}", id.kind.word(), id.slug, correction.id.value)
}

/// The corrections of one document, the latest first.
pub fn of(world: &World, document: &Document, lang: Lang) -> Vec<CorrectionView> {
    let mut made: Vec<&Correction> = document.meta.corrections_until(world.inputs.today).collect();
    made.sort_by_key(|correction| Reverse(correction.date));
    made.into_iter().map(|correction| correction_view(world, document, correction, lang)).collect()
}

fn correction_view(world: &World, document: &Document, correction: &Correction, lang: Lang) -> CorrectionView {
    let id = document.id();
    let words = |part: &str| text::html(world, id, &path(correction, part), lang);
    let anchor = anchor(id, correction);
    CorrectionView {
        href: format!("{}#{anchor}", world.href(&Page::Corrections, lang)),
        id: anchor,
        page: LinkView { href: world.document_href(id, lang).unwrap_or_default(), text: text::title(world, id, lang) },
        day: rows::day(lang, correction.date),
        was_html: words("was").unwrap_or_default(),
        now_html: words("now").unwrap_or_default(),
        why_html: words("why"),
        lang: text::foreign(world, id, &path(correction, "now"), lang).map(|lang| lang.code().to_owned()),
    }
}

pub fn view(world: &World, lang: Lang) -> CorrectionsView {
    let id = routes::words_of_page(&Page::Corrections).filter(|id| world.document(id).is_some());
    let document = id.as_ref().and_then(|id| world.document(id));
    let here = say(lang, "Corrections", "Corrections").to_owned();
    let title = id.as_ref().map_or_else(|| here.clone(), |id| text::title(world, id, lang));
    let head = Head {
        page: Page::Corrections,
        title: title.clone(),
        description: id.as_ref().map(|id| rows::description(world, id, lang)).unwrap_or_default(),
        crumbs: Vec::new(),
        here,
        document,
    };
    let made = made(world);
    CorrectionsView {
        site: world.frame(lang),
        page: frame::page(world, head, lang),
        heading_html: rows::heading(&title),
        standfirst_html: id.as_ref().and_then(|id| text::html(world, id, "standfirst", lang)),
        body: document.and_then(|document| lists::body(world, document, lang)),
        corrections: made.iter().map(|(document, one)| correction_view(world, document, one, lang)).collect(),
        changes: changes(world, lang),
    }
}

/// The latest changes of the texts of pages.
fn changes(world: &World, lang: Lang) -> Vec<SiteChangeView> {
    if world.inputs.config.history != HistoryPolicy::Messages {
        return Vec::new();
    }
    let analysis = &world.analysis;
    let built = analysis.corpus.documents.values().filter(|document| analysis.routes.is_built(document));
    let mut pages: BTreeMap<usize, Vec<&DocId>> = BTreeMap::new();
    for document in built {
        for place in history::places(world, document, lang) {
            pages.entry(place).or_default().push(document.id());
        }
    }
    let mut latest: Vec<(usize, Vec<&DocId>)> = pages.into_iter().collect();
    latest.sort_by_key(|(place, _)| Reverse(world.inputs.history.at(*place).day));
    latest.truncate(CHANGES);
    let link =
        |id: &&DocId| Some(LinkView { href: world.document_href(id, lang)?, text: text::title(world, id, lang) });
    let change = |(place, ids): (usize, Vec<&DocId>)| SiteChangeView {
        change: history::change(world, world.inputs.history.at(place), lang),
        pages: ids.iter().take(PAGES).filter_map(link).collect(),
        others: ids.len().saturating_sub(PAGES),
    };
    latest.into_iter().map(change).collect()
}
