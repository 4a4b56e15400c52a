//! The glossary: every term on one page, in alphabetical order, with its equivalent in the other language.

use unicode_normalization::UnicodeNormalization;

use crate::analysis::routes::{Page, slug};
use crate::model::Document;
use crate::model::value::{Kind, Lang};
use crate::view::lists::{EquivalentView, GlossaryView, TermView};
use crate::view::parts::LinkView;
use crate::vocabulary::say;

use super::decision::capitalised;
use super::frame::{self, Head};
use super::{World, passages, rows, text};

pub fn glossary(world: &World, lang: Lang) -> GlossaryView {
    let mut terms: Vec<TermView> = world
        .analysis
        .corpus
        .of_kind(Kind::Term)
        .filter(|document| world.analysis.routes.is_built(document))
        .map(|document| term(world, document, lang))
        .collect();
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

fn term(world: &World, document: &Document, lang: Lang) -> TermView {
    let id = document.id();
    let day = world.inputs.today;
    let provisions = document.as_term().map_or(&[][..], |term| &term.provisions);
    TermView {
        id: slug(&world.analysis.corpus, id, lang),
        term: capitalised(&text::title(world, id, lang)),
        equivalent: equivalent(world, document, lang),
        body_html: text::body(world, document, lang)
            .map(|(body, _)| body.lead_html + &body.rest_html)
            .unwrap_or_default(),
        provisions: provisions
            .iter()
            .map(|provision| rows::provision_ref(world, &provision.value, day, lang))
            .collect(),
        // Terms are many: the pages that use one are named, their words are on them.
        cited_by: passages::pages(world, world.analysis.graph.passages_to(id), lang),
    }
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

fn initials(terms: &[TermView]) -> Vec<LinkView> {
    let mut initials: Vec<LinkView> = Vec::new();
    for term in terms {
        let Some(initial) = sort_key(&term.term).chars().next().map(|c| c.to_uppercase().to_string()) else { continue };
        if initials.last().is_none_or(|last| last.text != initial) {
            initials.push(LinkView { href: format!("#{}", term.id), text: initial });
        }
    }
    initials
}
