//! Every document and act of the book by id, in a fixed order.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use rustc_hash::FxBuildHasher;

use crate::diag::{Code, Diagnostic, Sink};
use crate::model::Document;
use crate::model::act::{Act, Existence};
use crate::model::by_id::ById;
use crate::model::checklist::{Item, ItemAddress};
use crate::model::decision::Decision;
use crate::model::synonyms::SynonymTable;
use crate::model::twin::{self, Twin};
use crate::model::value::{Choice, Date, DocId, Kind, ProvisionId};
use crate::source::{FileId, Spanned};

#[derive(Clone, Debug, Default)]
pub struct Corpus {
    pub acts: Acts,
    pub documents: ById<Document>,
    pub twins: ById<Twin>,
    /// The article that each provision document restates.
    pub articles: BTreeMap<DocId, ProvisionId>,
    /// The document of each file, be it the original or its twin.
    files: HashMap<FileId, DocId, FxBuildHasher>,
    /// Words that mean the same for a search.
    pub synonyms: Arc<SynonymTable>,
}

/// Acts by their id.
pub type Acts = BTreeMap<String, Arc<Act>>;

/// What one file became.
#[derive(Clone, Debug)]
pub enum Parsed {
    Document(Arc<Document>),
    Twin(Arc<Twin>),
    Act(Arc<Act>),
    Synonyms(Arc<SynonymTable>),
}

impl Corpus {
    /// Gathers what the files became. Two files may claim one id (in different folders of one kind): the second is reported.
    pub fn collect(parsed: impl IntoIterator<Item = Parsed>, sink: &Sink) -> Corpus {
        let (mut acts, mut documents, mut twins) = (Acts::new(), Vec::new(), Vec::new());
        let mut synonyms = Arc::default();
        for one in parsed {
            match one {
                Parsed::Act(act) => {
                    acts.insert(act.id.clone(), act);
                }
                Parsed::Synonyms(table) => synonyms = table,
                Parsed::Document(document) => documents.push((document.id().clone(), document)),
                Parsed::Twin(twin) => twins.push((twin.id.clone(), twin)),
            }
        }
        // Of several twins of one id the last stands.
        twins.reverse();
        let of_documents = documents.iter().map(|(id, document)| (document.meta.file, id.clone()));
        let files = of_documents.chain(twins.iter().map(|(id, twin)| (twin.file, id.clone()))).collect();
        let given = documents.len();
        let mut corpus = Corpus {
            acts,
            documents: documents.iter().cloned().collect(),
            twins: twins.into_iter().collect(),
            articles: BTreeMap::new(),
            files,
            synonyms,
        };
        if corpus.documents.len() < given {
            corpus.report_duplicates(&documents, sink);
        }
        corpus.resolve_articles(sink);
        corpus.check_twins(sink);
        corpus
    }

    fn report_duplicates(&self, given: &[(DocId, Arc<Document>)], sink: &Sink) {
        for (id, document) in given {
            let Some(first) = self.documents.get(id).filter(|first| first.meta.file != document.meta.file) else {
                continue;
            };
            sink.report(
                Diagnostic::new(Code::DuplicateId, document.meta.span, format!("the id `{}` is taken", id.slug))
                    .help("rename one of the two files")
                    .related(first.meta.span, "taken here"),
            );
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
        for (id, twin) in self.twins.iter() {
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
        self.documents.of_slug(kind, slug)
    }

    pub fn of_kind(&self, kind: Kind) -> impl Iterator<Item = &Document> {
        self.documents.of_kind(kind)
    }

    /// The document that a file is, or is the English text of.
    pub fn of_file(&self, file: FileId) -> Option<&Document> {
        self.documents.get(self.files.get(&file)?).filter(|document| {
            // A second file of one id is no document.
            document.meta.file == file || self.twins.get(document.id()).is_some_and(|twin| twin.file == file)
        })
    }

    /// The decisions, in the order of their ids.
    pub fn decisions(&self) -> impl Iterator<Item = (&Document, &Decision)> {
        self.of_kind(Kind::Decision).filter_map(|document| Some((document, document.as_decision()?)))
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
fn article_of_slug(acts: &Acts, slug: &str) -> Option<ProvisionId> {
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
