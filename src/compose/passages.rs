//! « Cité par »: the passages of other pages that lead to this one, each with the words around it.

use crate::analysis::graph::{Edge, Passage};
use crate::analysis::texts::Part;
use crate::html;
use crate::model::value::{Kind, Lang};
use crate::syntax::body::{Body, Leaf, MASK};
use crate::view::parts::BackReferenceView;
use crate::vocabulary::say;

use super::{World, text};

/// How many characters of the text are shown on each side of a citation.
const AROUND: usize = 90;

/// A row for each passage whose text is in French, or which the page's language has; one a page and leaf.
pub fn views<'w>(
    world: &'w World,
    passages: impl Iterator<Item = (&'w Edge, &'w Passage)>,
    lang: Lang,
) -> Vec<BackReferenceView> {
    let mut seen = std::collections::BTreeSet::new();
    let shown = passages.filter(|(edge, passage)| {
        let text_lang = passage.text.lang;
        let has_twin = world.analysis.corpus.twins.contains_key(&edge.from);
        let is_right_language = text_lang == if has_twin { lang } else { Lang::Fr };
        is_right_language && seen.insert((edge.from.clone(), passage.text.part.clone(), passage.leaf))
    });
    shown.filter_map(|(edge, passage)| view(world, edge, passage, lang)).collect()
}

fn view(world: &World, edge: &Edge, passage: &Passage, lang: Lang) -> Option<BackReferenceView> {
    let body = &world.analysis.texts.get(&passage.text)?.body;
    let leaf = body.leaves.get(passage.leaf)?;
    let mut href = world.document_href(&edge.from, lang)?;
    if let Some(anchor) = anchor(&passage.text.part, body, passage.leaf).filter(|_| !href.contains('#')) {
        href.push('#');
        href.push_str(&anchor);
    }
    Some(BackReferenceView {
        href,
        text: text::title(world, &edge.from, lang),
        kind: kind(edge.from.kind, lang).to_owned(),
        passage_html: excerpt(world, leaf, passage, lang),
    })
}

/// The heading above a passage of a body; the item or paragraph that words belong to.
fn anchor(part: &Part, body: &Body, leaf: usize) -> Option<String> {
    match part {
        Part::Body => body.headings.iter().rev().find(|heading| heading.leaf <= leaf).map(|heading| heading.id.clone()),
        Part::Words(path) => {
            let mut levels = path.split('.');
            match levels.next()? {
                "items" => levels.next().map(str::to_owned),
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
fn excerpt(world: &World, leaf: &Leaf, passage: &Passage, lang: Lang) -> Option<String> {
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
