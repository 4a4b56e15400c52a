//! The glossary: every term in alphabetical order, with its equivalent in the other language and its first sentence, and the page of each.

use unicode_normalization::UnicodeNormalization;

use crate::analysis::routes::{Page, slug};
use crate::model::Document;
use crate::model::value::{DocId, Kind, Lang};
use crate::typography;
use crate::view::lists::{EquivalentView, GlossaryView, TermRowView, TermView};
use crate::view::parts::LinkView;
use crate::vocabulary::say;

use super::decision::capitalised;
use super::frame::{self, Head};
use super::{World, passages, rows, text};

pub fn glossary(world: &World, lang: Lang) -> GlossaryView {
    let mut terms: Vec<TermRowView> = built(world).filter_map(|document| row(world, document, lang)).collect();
    terms.sort_by_key(|term| sort_key(&term.term));
    let head = Head {
        page: Page::Glossary,
        title: say(lang, "Glossaire", "Glossary").to_owned(),
        description: say(
            lang,
            "Les mots des décisions, en clair, en français et en anglais.",
            "The words of the decisions, in plain terms, in French and English.",
        )
        .to_owned(),
        crumbs: Vec::new(),
        here: say(lang, "Glossaire", "Glossary").to_owned(),
        document: None,
    };
    GlossaryView {
        site: world.frame(lang),
        heading_html: rows::heading(&head.title),
        standfirst_html: Some(rows::heading(&head.description)),
        page: frame::page(world, head, lang),
        initials: initials(&terms),
        terms,
    }
}

fn built(world: &World) -> impl Iterator<Item = &Document> {
    world.analysis.corpus.of_kind(Kind::Term).filter(|document| world.analysis.routes.is_built(document))
}

fn row(world: &World, document: &Document, lang: Lang) -> Option<TermRowView> {
    let id = document.id();
    Some(TermRowView {
        id: slug(&world.analysis.corpus, id, lang),
        href: world.document_href(id, lang)?,
        term: name(world, document, lang),
        equivalent: equivalent(world, document, lang),
        sentence: sentence(world, id, lang),
        lang: text::foreign_text(world, document, lang),
    })
}

fn name(world: &World, document: &Document, lang: Lang) -> String {
    capitalised(&text::title(world, document.id(), lang))
}

/// The first sentence of a definition.
fn sentence(world: &World, id: &DocId, lang: Lang) -> String {
    let first = text::leaves(world, id, lang).into_iter().next().unwrap_or_default();
    typography::typeset(lang, first_sentence(&first)).into_owned()
}

/// Up to the first full stop that ends a sentence: a capital follows it.
fn first_sentence(text: &str) -> &str {
    let ends = text.match_indices(". ").map(|(at, _)| at + 1);
    let is_end = |at: &usize| text[*at..].trim_start().starts_with(|c: char| c.is_uppercase());
    ends.into_iter().find(is_end).map_or(text, |at| &text[..at])
}

/// The page of a term.
pub fn term(world: &World, document: &Document, lang: Lang) -> TermView {
    let id = document.id();
    let day = world.inputs.today;
    let provisions = document.as_term().map_or(&[][..], |term| &term.provisions);
    let name = name(world, document, lang);
    let head = Head {
        page: Page::Document(id.clone()),
        title: name.clone(),
        description: sentence(world, id, lang),
        crumbs: vec![(Page::Glossary, say(lang, "Glossaire", "Glossary").to_owned())],
        here: name.clone(),
        document: Some(document),
    };
    let (previous, next) = neighbours(world, document, lang);
    TermView {
        site: world.frame(lang),
        page: frame::page(world, head, lang),
        kicker_html: rows::heading(say(lang, "Glossaire", "Glossary")),
        heading_html: rows::heading(&name),
        equivalent: equivalent(world, document, lang),
        body: text::body(world, document, lang).map(|(body, _)| body),
        provisions: provisions
            .iter()
            .map(|provision| rows::provision_ref(world, &provision.value, day, lang))
            .collect(),
        cited_by: passages::views(world, world.analysis.graph.passages_to(id), lang),
        sources: rows::sources(world, document, lang),
        reviewed: document.meta.reviewed.map(|day| rows::day(lang, day)),
        previous,
        next,
    }
}

/// The terms before and after in the order of the glossary.
fn neighbours(world: &World, document: &Document, lang: Lang) -> (Option<LinkView>, Option<LinkView>) {
    let key = |document: &Document| (sort_key(&text::title(world, document.id(), lang)), document.id().clone());
    let own = key(document);
    let link = |other: &Document| {
        Some(LinkView { href: world.document_href(other.id(), lang)?, text: name(world, other, lang) })
    };
    let previous = built(world).filter(|other| key(other) < own).max_by_key(|other| key(other));
    let next = built(world).filter(|other| key(other) > own).min_by_key(|other| key(other));
    (previous.and_then(link), next.and_then(link))
}

/// The term in the other language: its twin's title, or `english`.
fn equivalent(world: &World, document: &Document, lang: Lang) -> Option<EquivalentView> {
    let other = lang.other();
    let words = match lang {
        Lang::En => text::title(world, document.id(), Lang::Fr),
        Lang::Fr => document.as_term()?.english.clone()?,
    };
    (!words.is_empty()).then(|| EquivalentView { lang: other.code().to_owned(), text: words })
}

/// Without accents or case: « État » stands among the e's.
fn sort_key(term: &str) -> String {
    term.nfd().filter(|c| !('\u{300}'..='\u{36f}').contains(c)).collect::<String>().to_lowercase()
}

fn initials(terms: &[TermRowView]) -> Vec<LinkView> {
    let mut initials: Vec<LinkView> = Vec::new();
    for term in terms {
        let Some(initial) = sort_key(&term.term).chars().next().map(|c| c.to_uppercase().to_string()) else { continue };
        if initials.last().is_none_or(|last| last.text != initial) {
            initials.push(LinkView { href: format!("#{}", term.id), text: initial });
        }
    }
    initials
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_ends_before_a_capital() {
        assert_eq!(first_sentence("Un numéro. Il change."), "Un numéro.");
        assert_eq!(first_sentence("Vu l’art. 4 du RGPD, un numéro. Il change."), "Vu l’art. 4 du RGPD, un numéro.");
        assert_eq!(first_sentence("Sans fin"), "Sans fin");
    }
}
