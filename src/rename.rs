//! What giving a document another id changes: its files, every reference to it, and the redirects that keep its old addresses alive.
//!
//! A plan is data; nothing is written here. References are those that the analysis found, so that a word that merely looks like the id stays.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::analysis::Analysis;
use crate::analysis::routes::Page;
use crate::analysis::texts::{Target, Text, TextId};
use crate::inputs::Inputs;
use crate::model::value::{DocId, Kind, Lang};
use crate::model::{Document, DocumentKind};
use crate::source::{SourceFile, Span};
use crate::syntax::slot::{self, SlotOf};

/// Files by their path from the root of the book.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// Old path, new path.
    pub moves: Vec<(String, String)>,
    /// The new text of each file that changes, under its old path.
    pub texts: BTreeMap<String, String>,
}

/// Plans the new id `slug` for a document.
pub fn plan(inputs: &Inputs, analysis: &Analysis, id: &DocId, slug: &str) -> Plan {
    let mut edits = Edits { inputs, old: &id.slug, new: slug, found: BTreeMap::new() };
    edits.front_matters(analysis, id);
    edits.texts(analysis, id);
    let mut plan = Plan::default();
    for (path, ranges) in &edits.found {
        plan.texts.extend(edits.applied(path, ranges).map(|text| (path.clone(), text)));
    }
    let files = analysis.corpus.documents.get(id).map(|document| document.meta.file);
    let twin = analysis.corpus.twins.get(id).map(|twin| twin.file);
    for file in files.into_iter().chain(twin).filter_map(|file| inputs.sources.get(file)) {
        plan.moves.push((file.path.to_string(), renamed(&file.path, &id.slug, slug)));
    }
    if let Some(document) = analysis.corpus.documents.get(id) {
        redirects(inputs, analysis, document, &mut plan);
    }
    plan
}

/// The path with another file name.
fn renamed(path: &str, old: &str, new: &str) -> String {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let ending = name.strip_prefix(old).unwrap_or(".md");
    format!("{folder}/{new}{ending}")
}

struct Edits<'a> {
    inputs: &'a Inputs,
    old: &'a str,
    new: &'a str,
    /// Where the old id stands, by file.
    found: BTreeMap<String, BTreeSet<(usize, usize)>>,
}

impl Edits<'_> {
    /// The old id somewhere inside a place: as a whole word, wherever quotes, brackets or a folder stand around it.
    fn at(&mut self, span: Span) {
        let Some(file) = self.inputs.sources.get(span.file) else { return };
        let Some(text) = file.text.get(span.range()) else { return };
        for start in whole_words(text, self.old) {
            let start = span.start as usize + start;
            self.found.entry(file.path.to_string()).or_default().insert((start, start + self.old.len()));
        }
    }

    fn front_matters(&mut self, analysis: &Analysis, id: &DocId) {
        for document in analysis.corpus.documents.values() {
            for (kind, slug, span) in references(document) {
                if kind == id.kind && slug == &*id.slug {
                    self.at(span);
                }
            }
        }
    }

    fn texts(&mut self, analysis: &Analysis, id: &DocId) {
        for (text_id, text) in analysis.texts.iter() {
            self.links(text, id);
            self.slots(text, &text_id, id, analysis);
        }
    }

    fn links(&mut self, text: &Text, id: &DocId) {
        for (link, destination) in text.body.links.iter().zip(&text.destinations) {
            let leads_there = match destination {
                Some(Target::Document(other) | Target::Anchor(other, _)) => other == id,
                Some(Target::Item(address)) => id.kind == Kind::Checklist && address.checklist == *id.slug,
                Some(Target::Provision(_) | Target::File(_)) | None => false,
            };
            if leads_there {
                self.at(link.span);
            }
        }
    }

    fn slots(&mut self, text: &Text, text_id: &TextId, id: &DocId, analysis: &Analysis) {
        if id.kind != Kind::Decision {
            return;
        }
        for slot in &text.body.slots {
            let inside = slot.text.trim_start_matches("{{").trim_end_matches("}}");
            let names = match slot::parse(inside) {
                // An entity of the page's own decision comes first.
                Some((_, SlotOf::Named(name))) => name == &*id.slug && !is_own_entity(analysis, text_id, name),
                Some((_, SlotOf::EntityOf { decision, .. })) => decision == &*id.slug,
                Some((_, SlotOf::Own)) | None => false,
            };
            if names {
                self.at(slot.span);
            }
        }
    }

    fn applied(&self, path: &str, ranges: &BTreeSet<(usize, usize)>) -> Option<String> {
        let mut text = self.inputs.sources.by_path(path)?.text.to_string();
        for (start, end) in ranges.iter().rev() {
            text.replace_range(*start..*end, self.new);
        }
        Some(text)
    }
}

fn is_own_entity(analysis: &Analysis, text_id: &TextId, name: &str) -> bool {
    let own = analysis.corpus.documents.get(&text_id.document).and_then(|document| document.as_decision());
    own.is_some_and(|decision| decision.entity(name).is_some())
}

/// The ids of other documents that a front matter names.
pub fn references(document: &Document) -> Vec<(Kind, &str, Span)> {
    let mut found = Vec::new();
    match &document.kind {
        DocumentKind::Decision(decision) => {
            found.extend(
                decision.entities.iter().map(|entity| (Kind::Sector, entity.sector.value.as_str(), entity.sector.span)),
            );
            found.extend(
                decision.checklist.iter().map(|item| (Kind::Checklist, item.value.checklist.as_str(), item.span)),
            );
        }
        DocumentKind::Provision(provision) => {
            found.extend(provision.checklists.iter().map(|list| (Kind::Checklist, list.value.as_str(), list.span)));
        }
        DocumentKind::Checklist(list) => {
            found.extend(list.sectors.iter().map(|sector| (Kind::Sector, sector.value.as_str(), sector.span)));
        }
        DocumentKind::Sector(sector) => {
            found.extend(sector.neighbours.iter().map(|other| (Kind::Sector, other.value.as_str(), other.span)));
            found.extend(sector.checklists.iter().map(|list| (Kind::Checklist, list.value.as_str(), list.span)));
        }
        DocumentKind::Term(_) | DocumentKind::Page(_) => {}
    }
    found
}

/// Where a word stands in a text with nothing of a word around it: `san-2020-01` is no part of `san-2020-014`.
pub fn whole_words(text: &str, word: &str) -> Vec<usize> {
    let joins = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '-' || c == '_');
    let is_whole =
        |at: &usize| !joins(text[..*at].chars().next_back()) && !joins(text[at + word.len()..].chars().next());
    text.match_indices(word).map(|(at, _)| at).filter(is_whole).collect()
}

/// Adds the old addresses of a page to its aliases.
fn redirects(inputs: &Inputs, analysis: &Analysis, document: &Document, plan: &mut Plan) {
    let id = document.id();
    if !analysis.routes.is_built(document) {
        return;
    }
    let page = Page::Document(id.clone());
    // An English address that the document chose itself stays.
    let moving = Lang::ALL.into_iter().filter(|lang| *lang == Lang::Fr || document.meta.slug_en.is_none());
    let old: Vec<String> =
        moving.map(|lang| format!("/{}", analysis.routes.path(&analysis.corpus, &page, lang))).collect();
    let Some(file) = inputs.sources.get(document.meta.file) else { return };
    let text = plan.texts.remove(&*file.path).unwrap_or_else(|| file.text.to_string());
    plan.texts.insert(file.path.to_string(), with_aliases(&text, &old));
}

/// The text with more rows in `aliases`; the key is added where it is missing.
fn with_aliases(text: &str, addresses: &[String]) -> String {
    let Some(front) = front_matter(text) else { return text.to_owned() };
    let lines = &text[front.clone()];
    let key = lines.match_indices("aliases:").find(|(at, _)| *at == 0 || lines[..*at].ends_with('\n'));
    let line_end = if lines.contains("\r\n") { "\r\n" } else { "\n" };
    let Some((at, key)) = key else {
        let row = format!("aliases: [{}]{line_end}", addresses.join(", "));
        return format!("{}{row}{}", &text[..front.end], &text[front.end..]);
    };
    let after = front.start + at + key.len();
    let rest = &text[after..front.end];
    match rest.trim_start_matches([' ', '\t']).strip_prefix('[') {
        Some(inside) => {
            let open = front.end - inside.len();
            let separator = if inside.trim_start().starts_with(']') { "" } else { ", " };
            format!("{}{}{separator}{}", &text[..open], addresses.join(", "), &text[open..])
        }
        None => {
            let row_start = after + rest.find('\n').map_or(rest.len(), |end| end + 1);
            let indent: String = text[row_start..front.end].chars().take_while(|c| *c == ' ').collect();
            let rows: String = addresses.iter().map(|address| format!("{indent}- {address}{line_end}")).collect();
            format!("{}{rows}{}", &text[..row_start], &text[row_start..])
        }
    }
}

/// The lines between the fences.
fn front_matter(text: &str) -> Option<Range<usize>> {
    let sink = crate::diag::Sink::default();
    let fences = crate::syntax::front_matter::split(&SourceFile::new("", text), &sink);
    fences.are_whole.then_some(fences.yaml)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn aliases_are_added_in_the_form_that_stands() {
        let add =
            |front: &str| with_aliases(&format!("---\n{front}---\nTexte\n"), &["/a/".to_owned(), "/en/a/".to_owned()]);
        assert_eq!(add("title: x\n"), "---\ntitle: x\naliases: [/a/, /en/a/]\n---\nTexte\n");
        assert_eq!(add("aliases: [/b/]\ntitle: x\n"), "---\naliases: [/a/, /en/a/, /b/]\ntitle: x\n---\nTexte\n");
        assert_eq!(add("aliases: []\n"), "---\naliases: [/a/, /en/a/]\n---\nTexte\n");
        assert_eq!(
            add("aliases:\n  - /b/\ntitle: x\n"),
            "---\naliases:\n  - /a/\n  - /en/a/\n  - /b/\ntitle: x\n---\nTexte\n"
        );
    }

    #[test]
    fn only_whole_ids_are_found() {
        assert_eq!(whole_words("[[san-2020-01]] san-2020-014 xsan-2020-01 a/san-2020-01/b", "san-2020-01"), [2, 44]);
    }

    #[test]
    fn a_twin_keeps_its_ending() {
        assert_eq!(renamed("content/pages/a.en.md", "a", "b"), "content/pages/b.en.md");
        assert_eq!(renamed("content/pages/a.md", "a", "b"), "content/pages/b.md");
    }
}
