//! Every document and act of the book by id, in a fixed order.

use std::collections::BTreeMap;

use crate::diag::{Code, Diagnostic, Sink};
use crate::model::Document;
use crate::model::act::{Act, Existence};
use crate::model::checklist::{Item, ItemAddress};
use crate::model::decision::Decision;
use crate::model::twin::{self, Twin};
use crate::model::value::{Choice, Date, DocId, Kind, ProvisionId};
use crate::source::Spanned;

#[derive(Clone, Debug, Default)]
pub struct Corpus {
    pub acts: BTreeMap<String, Act>,
    pub documents: BTreeMap<DocId, Document>,
    pub twins: BTreeMap<DocId, Twin>,
    /// The article that each provision document restates.
    pub articles: BTreeMap<DocId, ProvisionId>,
}

/// What one file became.
#[derive(Clone, Debug)]
pub enum Parsed {
    Document(Box<Document>),
    Twin(Box<Twin>),
    Act(Box<Act>),
}

impl Corpus {
    /// Gathers what the files became. Two files may claim one id (in different folders of one kind): the second is reported.
    pub fn collect(parsed: impl IntoIterator<Item = Parsed>, sink: &Sink) -> Corpus {
        let mut corpus = Corpus::default();
        for one in parsed {
            corpus.insert(one, sink);
        }
        corpus.resolve_articles(sink);
        corpus.check_twins(sink);
        corpus
    }

    fn insert(&mut self, parsed: Parsed, sink: &Sink) {
        match parsed {
            Parsed::Act(act) => {
                self.acts.insert(act.id.clone(), *act);
            }
            Parsed::Twin(twin) => {
                self.twins.insert(twin.id.clone(), *twin);
            }
            Parsed::Document(document) => match self.documents.get(document.id()) {
                Some(first) => sink.report(
                    Diagnostic::new(
                        Code::DuplicateId,
                        document.meta.span,
                        format!("the id `{}` is taken", document.id().slug),
                    )
                    .help("rename one of the two files")
                    .related(first.meta.span, "taken here"),
                ),
                None => {
                    self.documents.insert(document.id().clone(), *document);
                }
            },
        }
    }

    fn resolve_articles(&mut self, sink: &Sink) {
        for (id, document) in self.documents.iter().filter(|(id, _)| id.kind == Kind::Provision) {
            match article_of_slug(&self.acts, &id.slug) {
                Some(article) => {
                    self.articles.insert(id.clone(), article);
                }
                None => sink.report(
                    Diagnostic::new(
                        Code::UnknownProvision,
                        document.meta.span,
                        format!("`{}` names no article of a known act", id.slug),
                    )
                    .nearest(&id.slug, self.acts.keys().map(String::as_str))
                    .help("the file is named after the act and the article: rgpd-32.md, lil-22-1.md"),
                ),
            }
        }
    }

    fn check_twins(&self, sink: &Sink) {
        for (id, twin) in &self.twins {
            match self.documents.get(id) {
                // The words of an original that could not be read are not known: that is its own mistake.
                Some(document) if document.meta.title.text.is_empty() => {}
                Some(document) => {
                    let known: Vec<String> = document.words().into_iter().map(|(path, _)| path).collect();
                    twin::check(twin, &known, sink);
                }
                None => sink.report(
                    Diagnostic::new(
                        Code::TwinWithoutOriginal,
                        twin.span,
                        format!("there is no {}.md beside this text", id.slug),
                    )
                    .nearest(
                        &id.slug,
                        self.documents.keys().filter(|other| other.kind == id.kind).map(|other| &*other.slug),
                    ),
                ),
            }
        }
    }

    pub fn get(&self, kind: Kind, slug: &str) -> Option<&Document> {
        self.documents.get(&DocId::new(kind, slug))
    }

    pub fn of_kind(&self, kind: Kind) -> impl Iterator<Item = &Document> {
        self.documents.values().filter(move |document| document.id().kind == kind)
    }

    /// The decisions, in the order of their ids.
    pub fn decisions(&self) -> impl Iterator<Item = (&Document, &Decision)> {
        self.documents.values().filter_map(|document| Some((document, document.as_decision()?)))
    }

    /// The document that a bare id names: any kind, decisions first.
    pub fn find(&self, slug: &str) -> Option<&Document> {
        if let Some((folder, slug)) = slug.split_once('/').filter(|(folder, _)| Kind::parse(folder).is_some()) {
            return self.get(Kind::parse(folder)?, slug);
        }
        Kind::ALL.iter().find_map(|kind| self.get(*kind, slug))
    }

    pub fn item(&self, address: &ItemAddress) -> Option<(&Document, &Item)> {
        let document = self.get(Kind::Checklist, &address.checklist)?;
        Some((document, document.as_checklist()?.item(&address.item)?))
    }

    /// The document that restates the article of a provision.
    pub fn provision_document(&self, provision: &ProvisionId) -> Option<&Document> {
        self.get(Kind::Provision, &provision.page_slug())
    }

    /// Reports a provision that no act has, or whose act is unknown. With a day it must exist on that day; without one, on some day: a page
    /// of today's law must still hold in an edition of another day.
    pub fn check_provision(&self, provision: &Spanned<ProvisionId>, day: Option<Date>, sink: &Sink) {
        let Some(act) = self.acts.get(provision.value.act()) else {
            sink.report(
                Diagnostic::new(
                    Code::UnknownAct,
                    provision.span,
                    format!("no act has the id `{}`", provision.value.act()),
                )
                .nearest(provision.value.act(), self.acts.keys().map(String::as_str))
                .help("acts are the files of content/acts/"),
            );
            return;
        };
        let problem = match (act.existence(&provision.value, day.unwrap_or(Date::MAX)), day) {
            (Existence::Exists, _) if provision.value.levels().next().is_none() => {
                format!("`{}` is a whole act, not a provision", provision.value)
            }
            (Existence::Exists | Existence::NotListed, _) | (Existence::OtherDays, None) => return,
            (Existence::OtherDays, Some(day)) => format!("`{}` did not exist on {day}", provision.value),
            (Existence::Impossible, _) => {
                format!("`{}` does not exist: {} has no such provision", provision.value, act.short.fr)
            }
        };
        sink.report(
            Diagnostic::new(Code::UnknownProvision, provision.span, problem)
                .help(format!("check the number against the official text, or content/acts/{}.yml", act.id)),
        );
    }
}

/// `rgpd-32` is article 32 of `rgpd`, `cpce-l34-5` article L34-5 of `cpce`, `rgpd-recital-75` a recital.
fn article_of_slug(acts: &BTreeMap<String, Act>, slug: &str) -> Option<ProvisionId> {
    acts.values().filter(|act| !act.name_only).find_map(|act| {
        let rest = slug.strip_prefix(&act.id)?.strip_prefix('-')?;
        if let Some(number) = rest.strip_prefix("recital-") {
            return Some(ProvisionId::new(&act.id, ["recital", number]));
        }
        let listed = act.articles.iter().find(|row| row.article.to_lowercase().replace(' ', "-") == rest);
        match listed {
            Some(row) => Some(ProvisionId::new(&act.id, [row.article.as_str()])),
            None if !act.complete => Some(ProvisionId::new(&act.id, [rest])),
            None => None,
        }
    })
}
