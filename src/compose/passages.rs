//! « Cité par »: the pages that lead to this one, with the words around each link.

use std::collections::BTreeSet;

use crate::analysis::graph::{Edge, Passage};
use crate::analysis::texts::Part;
use crate::html;
use crate::model::provision::WHOLE;
use crate::model::value::{DocId, Kind, Lang};
use crate::syntax::body::{Body, MASK};
use crate::view::parts::{BackReferenceView, PassageView};
use crate::vocabulary::say;

use super::{World, text};

/// How many characters of the text are shown on each side of a citation.
const AROUND: usize = 90;
/// Of how many pages the words are shown: the others are links alone, so that an article that everybody cites stays a light page.
const QUOTED: usize = 30;

/// The pages whose passages are in French, or which the page's language has; of each leaf one passage.
pub fn views<'w>(
    world: &'w World,
    passages: impl Iterator<Item = (&'w Edge, &'w Passage)>,
    lang: Lang,
) -> Vec<BackReferenceView> {
    let mut seen = BTreeSet::new();
    let shown = passages.filter(|(edge, passage)| {
        let text_lang = passage.text.lang;
        let has_twin = world.analysis.corpus.twins.contains_key(&edge.from);
        let is_right_language = text_lang == if has_twin { lang } else { Lang::Fr };
        is_right_language && seen.insert((&edge.from, &passage.text.part, passage.leaf))
    });
    let mut views: Vec<(&DocId, BackReferenceView)> = Vec::new();
    for (edge, passage) in shown {
        let Some(href) = place(world, edge, passage, lang) else { continue };
        // The passages of a document follow one another.
        if views.last().is_none_or(|(from, _)| *from != &edge.from) {
            let text = text::title(world, &edge.from, lang);
            let kind = kind(edge.from.kind, lang).to_owned();
            views.push((&edge.from, BackReferenceView { href: href.clone(), text, kind, passages: Vec::new() }));
        }
        let is_quoted = views.len() <= QUOTED;
        if let Some((_, view)) = views.last_mut().filter(|_| is_quoted) {
            view.passages.extend(excerpt(world, passage, lang).map(|html| PassageView { href, html }));
        }
    }
    views.into_iter().map(|(_, view)| view).collect()
}

/// The address of a passage: the page, and the anchor above it.
fn place(world: &World, edge: &Edge, passage: &Passage, lang: Lang) -> Option<String> {
    let body = &world.analysis.texts.get(&passage.text)?.body;
    let mut href = world.document_href(&edge.from, lang)?;
    if let Some(anchor) = anchor(&passage.text.part, body, passage.leaf).filter(|_| !href.contains('#')) {
        href.push('#');
        href.push_str(&anchor);
    }
    Some(href)
}

/// The heading above a passage of a body; the item or paragraph that words belong to.
fn anchor(part: &Part, body: &Body, leaf: usize) -> Option<String> {
    match part {
        Part::Body => body.headings.iter().rev().find(|heading| heading.leaf <= leaf).map(|heading| heading.id.clone()),
        Part::Words(path) => {
            let mut levels = path.split('.');
            match levels.next()? {
                "items" => levels.next().map(str::to_owned),
                "text" => Some(WHOLE.to_owned()),
                "paragraphs" => {
                    let id = path.strip_prefix("paragraphs.")?.strip_suffix(".text")?;
                    Some(format!("p{}", id.to_lowercase().replace('.', "-")))
                }
                _ => None,
            }
        }
    }
}

/// The words around a citation, whole words, the citation itself marked.
fn excerpt(world: &World, passage: &Passage, lang: Lang) -> Option<String> {
    let leaf = world.analysis.texts.get(&passage.text)?.body.leaves.get(passage.leaf)?;
    let (before, rest) = leaf.text.split_at(passage.range.start);
    let after = &rest[passage.range.len()..];
    let head = before.char_indices().rev().nth(AROUND).map_or(0, |(at, _)| at);
    let head = if head == 0 { 0 } else { before[head..].find(' ').map_or(head, |at| head + at + 1) };
    let tail = after.char_indices().nth(AROUND).map_or(after.len(), |(at, _)| at);
    let tail = if tail == after.len() { tail } else { after[..tail].rfind(' ').unwrap_or(tail) };
    let set = |range: std::ops::Range<usize>| {
        let shown = text::part(world, &passage.text, passage.leaf, range, lang)?.replace(MASK, "");
        Some(html::escape(&shown).into_owned())
    };
    let open = if head > 0 { "… " } else { "" };
    let close = if tail < after.len() { " …" } else { "" };
    let end = passage.range.end;
    let (left, cited, right) = (set(head..passage.range.start)?, set(passage.range.clone())?, set(end..end + tail)?);
    Some(format!("{open}{left}<mark>{cited}</mark>{right}{close}"))
}

/// What kind of page a passage stands on.
fn kind(kind: Kind, lang: Lang) -> &'static str {
    match kind {
        Kind::Decision => say(lang, "décision", "decision"),
        Kind::Provision => say(lang, "article", "article"),
        Kind::Checklist => say(lang, "liste de contrôle", "checklist"),
        Kind::Sector => say(lang, "secteur", "sector"),
        Kind::Term => say(lang, "glossaire", "glossary"),
        Kind::Page => say(lang, "page", "page"),
    }
}
