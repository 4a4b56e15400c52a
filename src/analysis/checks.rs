//! What must hold across the whole book: everything that a front matter names exists. One function a check; the lists are [`of_document`] and [`of_book`].

use crate::config::Config;
use crate::corpus::Corpus;
use crate::diag::{Code, Diagnostic, Sink};
use crate::model::value::{Kind, ProvisionId};
use crate::model::{Document, DocumentKind};
use crate::source::{SourceFile, Span, Spanned};

/// What must hold of one document.
pub fn of_document(corpus: &Corpus, document: &Document, sink: &Sink) {
    default_act(corpus, document, sink);
    match &document.kind {
        DocumentKind::Decision(_) => decision(corpus, document, sink),
        DocumentKind::Provision(_) => provision(corpus, document, sink),
        DocumentKind::Checklist(list) => {
            list.sectors.iter().for_each(|slug| exists(corpus, Kind::Sector, slug, sink));
            list.items()
                .flat_map(|item| &item.provisions)
                .for_each(|provision| corpus.check_provision(provision, None, sink));
        }
        DocumentKind::Sector(sector) => {
            sector.neighbours.iter().for_each(|slug| exists(corpus, Kind::Sector, slug, sink));
            sector.checklists.iter().for_each(|slug| exists(corpus, Kind::Checklist, slug, sink));
        }
        DocumentKind::Term(term) => {
            term.provisions.iter().for_each(|provision| corpus.check_provision(provision, None, sink))
        }
        DocumentKind::Page(_) => {}
    }
}

/// What must hold of the book as a whole.
pub fn of_book(corpus: &Corpus, config: &Config, book: Option<&SourceFile>, sink: &Sink) {
    cap_rows(corpus, sink);
    publisher(config, book, sink);
}

fn exists(corpus: &Corpus, kind: Kind, slug: &Spanned<String>, sink: &Sink) {
    if corpus.get(kind, &slug.value).is_none() {
        let what = match kind {
            Kind::Decision => "decision",
            Kind::Provision => "provision",
            Kind::Checklist => "checklist",
            Kind::Sector => "sector",
            Kind::Term => "term",
            Kind::Page => "page",
        };
        sink.report(
            Diagnostic::new(Code::UnknownDocument, slug.span, format!("no {what} has the id `{}`", slug.value))
                .nearest(&slug.value, corpus.of_kind(kind).map(|document| &*document.id().slug)),
        );
    }
}

fn default_act(corpus: &Corpus, document: &Document, sink: &Sink) {
    if let Some(act) = document.meta.default_act.as_ref().filter(|act| !corpus.acts.contains_key(&act.value)) {
        sink.report(
            Diagnostic::new(Code::UnknownAct, act.span, format!("no act has the id `{}`", act.value))
                .nearest(&act.value, corpus.acts.keys().map(String::as_str)),
        );
    }
}

/// Sectors, provisions on the day whose law applied, checklist items.
fn decision(corpus: &Corpus, document: &Document, sink: &Sink) {
    let Some(decision) = document.as_decision() else { return };
    let sectors = decision.entities.iter().map(|entity| &entity.sector).filter(|sector| !sector.value.is_empty());
    sectors.for_each(|sector| exists(corpus, Kind::Sector, sector, sink));
    let day = decision.law_day();
    let basis = decision.fines.iter().flat_map(|fine| &fine.basis);
    let breached = decision.breaches.iter().map(|breach| &breach.provision);
    let set_aside = decision.appeals.iter().flat_map(|appeal| &appeal.set_aside);
    basis.chain(breached).chain(set_aside).for_each(|provision| corpus.check_provision(provision, day, sink));
    for address in decision.checklist.iter().filter(|address| corpus.item(&address.value).is_none()) {
        let items: Vec<String> = corpus
            .of_kind(Kind::Checklist)
            .filter_map(|list| Some((list.id(), list.as_checklist()?)))
            .flat_map(|(id, list)| list.items().map(move |item| format!("{}/{}", id.slug, item.id.value)))
            .collect();
        let written = format!("{}/{}", address.value.checklist, address.value.item);
        sink.report(
            Diagnostic::new(
                Code::UnknownDocument,
                address.span,
                format!("no checklist item has the address `{written}`"),
            )
            .nearest(&written, items.iter().map(String::as_str)),
        );
    }
}

fn provision(corpus: &Corpus, document: &Document, sink: &Sink) {
    let Some(provision) = document.as_provision() else { return };
    provision.related.iter().for_each(|related| corpus.check_provision(related, None, sink));
    provision.checklists.iter().for_each(|slug| exists(corpus, Kind::Checklist, slug, sink));
    let Some(article) = corpus.articles.get(document.id()) else { return };
    for paragraph in &provision.paragraphs {
        let text = format!("{article}.{}", paragraph.id.value);
        match ProvisionId::parse(&text) {
            Some(value) => corpus.check_provision(&Spanned { value, span: paragraph.id.span }, None, sink),
            None => sink.report(
                Diagnostic::new(Code::BadId, paragraph.id.span, format!("`{}` is no paragraph", paragraph.id.value))
                    .help("paragraphs are named from the article inwards: 1, 1.a, IV.7"),
            ),
        }
    }
}

/// The rows of caps name provisions that exist when the row begins, or when it ends.
fn cap_rows(corpus: &Corpus, sink: &Sink) {
    for act in corpus.acts.values() {
        for row in &act.caps {
            let day = row.days.to.or(row.days.from);
            if let Some(day) = day {
                // Here alone an act by itself stands for everything in it.
                let inside =
                    row.provisions.iter().filter(|provision| !corpus.acts.contains_key(provision.value.as_str()));
                inside.for_each(|provision| corpus.check_provision(provision, Some(day), sink));
                let under = Spanned { value: row.under.clone(), span: row.span };
                corpus.check_provision(&under, Some(day), sink);
            }
        }
    }
}

fn publisher(config: &Config, book: Option<&SourceFile>, sink: &Sink) {
    if let Some(book) = book.filter(|_| !config.publisher.is_complete()) {
        let at = book.text.find("[output.rubrique.publisher]").unwrap_or(0);
        let place = Span::new(book.id, at..at);
        sink.report(
            Diagnostic::new(
                Code::PublisherMissing,
                place,
                "the publisher's identity is incomplete: the legal notice says so",
            )
            .help("fill in name, address, contact, director, host-name, host-address and host-telephone"),
        );
    }
}
