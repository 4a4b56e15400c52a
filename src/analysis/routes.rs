//! Where each page stands: the only mapping between documents and addresses.
//!
//! Addresses are stable, lower case, ASCII, end in `/`, and never hold a name of a person or body. French stands at the root, English under
//! `/en/`. The folders of both languages are one table here.

use std::collections::{BTreeSet, HashMap};

use rustc_hash::FxBuildHasher;

use crate::corpus::Corpus;
use crate::diag::{Code, Diagnostic, Sink};
use crate::inputs::Inputs;
use crate::model::Document;
use crate::model::decision::Decision;
use crate::model::value::{Date, DocId, Kind, Lang, ProvisionId};
use crate::source::Span;

/// A page of the site.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Page {
    Home,
    Decisions,
    /// Decisions after the most recent ones: so many times [`DECISIONS_A_PAGE`] stand before.
    MoreDecisions(usize),
    /// The decisions of a year.
    Year(i16),
    Articles,
    Sectors,
    Checklists,
    Glossary,
    Statistics,
    Calculator,
    /// What the edition holds of the law and of the decisions, and what it lacks.
    Coverage,
    Corrections,
    /// Every key of front matter and every field of the data files.
    Dictionary,
    Search,
    NotFound,
    Document(DocId),
}

/// How many decisions a page of the explorer shows: a book with more has several.
pub const DECISIONS_A_PAGE: usize = 400;

/// The folder of each kind, in French and English.
const FOLDERS: &[(Kind, &str, &str)] = &[
    (Kind::Decision, "decisions", "decisions"),
    (Kind::Provision, "articles", "articles"),
    (Kind::Sector, "secteurs", "sectors"),
    (Kind::Checklist, "listes", "checklists"),
    (Kind::Term, "glossaire", "glossary"),
    (Kind::Page, "", ""),
];

/// The site's own pages that stand in a folder of their own, and the page of `content/pages/` that gives each its words.
const OWN: &[(Page, &str, &str, &str)] = &[
    (Page::Statistics, "statistiques", "statistics", "statistiques"),
    (Page::Calculator, "calculateur", "calculator", "calculateur"),
    (Page::Coverage, "couverture", "coverage", "couverture"),
    (Page::Corrections, "corrections", "corrections", "corrections"),
    (Page::Dictionary, "dictionnaire", "dictionary", "dictionnaire"),
    (Page::Search, "recherche", "search", "recherche"),
];

fn own_folder(page: &Page, lang: Lang) -> String {
    let row = OWN.iter().find(|(other, ..)| other == page);
    row.map(|(_, fr, en, _)| format!("{}/", if lang == Lang::Fr { fr } else { en })).unwrap_or_default()
}

/// The page of the site that a document gives its words to, instead of having one of its own.
pub fn page_of_words(id: &DocId) -> Option<Page> {
    if id.kind != Kind::Page {
        return None;
    }
    let own = OWN.iter().find(|(.., slug)| *slug == &*id.slug).map(|(page, ..)| page.clone());
    own.or_else(|| is_home(id).then_some(Page::Home))
}

/// The document that gives one of the site's pages its words.
pub fn words_of_page(page: &Page) -> Option<DocId> {
    OWN.iter().find(|(other, ..)| other == page).map(|(.., slug)| DocId::new(Kind::Page, *slug))
}

fn folder(kind: Kind, lang: Lang) -> &'static str {
    let row = FOLDERS.iter().find(|(other, ..)| *other == kind);
    match (row, lang) {
        (Some((_, fr, _)), Lang::Fr) => fr,
        (Some((_, _, en)), Lang::En) => en,
        (None, _) => "",
    }
}

/// What the addresses depend on besides the documents.
#[derive(Clone, Debug)]
pub struct Routes {
    /// `/` or `/base/`.
    pub base: String,
    /// `https://host`, where it is known.
    pub origin: Option<String>,
    pub today: Date,
    pub drafts: bool,
    /// Whether the book has a search.
    pub search: bool,
}

impl Routes {
    pub fn of(inputs: &Inputs) -> Routes {
        Routes {
            base: inputs.config.base_path().to_owned(),
            origin: inputs.config.origin().map(str::to_owned),
            today: inputs.today,
            drafts: inputs.drafts,
            search: inputs.config.search,
        }
    }

    /// Whether a document has a page: drafts and decisions of the future are known, but not built; so are the words of a search that there is not.
    pub fn is_built(&self, document: &Document) -> bool {
        let is_future =
            document.as_decision().and_then(|decision| decision.public_from()).is_some_and(|day| day > self.today);
        let is_off = !self.search && page_of_words(document.id()) == Some(Page::Search);
        (self.drafts || !document.meta.draft) && !is_future && !is_off
    }

    /// The path of a page in the site, without the base: `decisions/san-2020-014/`, `en/`, empty for the French home.
    pub fn path(&self, corpus: &Corpus, page: &Page, lang: Lang) -> String {
        let inside = match page {
            Page::Home | Page::NotFound => String::new(),
            Page::Decisions => format!("{}/", folder(Kind::Decision, lang)),
            Page::MoreDecisions(before) => format!("{}/page-{}/", folder(Kind::Decision, lang), before + 1),
            Page::Year(year) => format!("{}/{year}/", folder(Kind::Decision, lang)),
            Page::Articles => format!("{}/", folder(Kind::Provision, lang)),
            Page::Sectors => format!("{}/", folder(Kind::Sector, lang)),
            Page::Checklists => format!("{}/", folder(Kind::Checklist, lang)),
            Page::Glossary => format!("{}/", folder(Kind::Term, lang)),
            Page::Statistics
            | Page::Calculator
            | Page::Coverage
            | Page::Corrections
            | Page::Dictionary
            | Page::Search => own_folder(page, lang),
            Page::Document(id) => match page_of_words(id) {
                Some(page) => return self.path(corpus, &page, lang),
                None => document_path(corpus, id, lang),
            },
        };
        match lang {
            Lang::Fr => inside,
            Lang::En => format!("en/{inside}"),
        }
    }

    /// What a link to a page says in `href`.
    pub fn href(&self, corpus: &Corpus, page: &Page, lang: Lang) -> String {
        format!("{}{}", self.base, self.path(corpus, page, lang))
    }

    /// What a link to a document says in `href`; none where it has no page. A term stands on the glossary's page.
    pub fn document_href(&self, corpus: &Corpus, document: &Document, lang: Lang) -> Option<String> {
        let page = Page::Document(document.id().clone());
        self.is_built(document).then(|| self.href(corpus, &page, lang))
    }

    /// What a link to a provision says in `href`: its paragraph on the page of its article; none where there is no page.
    pub fn provision_href(&self, corpus: &Corpus, provision: &ProvisionId, lang: Lang) -> Option<String> {
        let document = corpus.provision_document(provision)?;
        let mut href = self.document_href(corpus, document, lang)?;
        if let Some(anchor) = paragraph_anchor(document, provision) {
            href.push('#');
            href.push_str(&anchor);
        }
        Some(href)
    }

    /// The address in full, where the site's host is known; else from the root of its host.
    pub fn absolute(&self, href: &str) -> String {
        format!("{}{href}", self.origin.as_deref().unwrap_or_default())
    }
}

/// The anchor of the nearest paragraph that the page restates: `rgpd.32.1.b` falls back on `p1` where only paragraph 1 is restated.
fn paragraph_anchor(document: &Document, provision: &ProvisionId) -> Option<String> {
    let restated = &document.as_provision()?.paragraphs;
    let levels: Vec<&str> = provision.subdivision().collect();
    (1..=levels.len()).rev().map(|depth| levels[..depth].join(".")).find_map(|id| {
        let found = restated.iter().any(|paragraph| paragraph.id.value == id);
        found.then(|| format!("p{}", id.to_lowercase().replace('.', "-")))
    })
}

fn document_path(corpus: &Corpus, id: &DocId, lang: Lang) -> String {
    let slug = slug(corpus, id, lang);
    match id.kind {
        Kind::Page => format!("{slug}/"),
        Kind::Decision | Kind::Provision | Kind::Sector | Kind::Checklist | Kind::Term => {
            format!("{}/{slug}/", folder(id.kind, lang))
        }
    }
}

/// The last part of an address: the id, or in English what `slug-en` says.
pub fn slug(corpus: &Corpus, id: &DocId, lang: Lang) -> String {
    if lang == Lang::Fr {
        return id.slug.to_string();
    }
    let chosen = corpus.documents.get(id).and_then(|document| document.meta.slug_en.as_ref());
    match (chosen, id.kind) {
        (Some(chosen), _) => chosen.value.clone(),
        (None, Kind::Provision) => english_provision_slug(corpus, id),
        (None, Kind::Decision) => match id.slug.strip_prefix("simplifiee-") {
            Some(rest) => format!("simplified-{rest}"),
            None => id.slug.to_string(),
        },
        (None, Kind::Checklist | Kind::Sector | Kind::Term | Kind::Page) => id.slug.to_string(),
    }
}

/// `rgpd-32` is `gdpr-32` in English.
fn english_provision_slug(corpus: &Corpus, id: &DocId) -> String {
    let act = corpus.articles.get(id).and_then(|article| corpus.acts.get(article.act()));
    match act.and_then(|act| Some((act, id.slug.strip_prefix(&act.id)?))) {
        Some((act, rest)) => format!("{}{rest}", act.slug_en),
        None => id.slug.to_string(),
    }
}

/// The pages that every site has.
const FIXED: &[Page] = &[
    Page::Home,
    Page::Decisions,
    Page::Articles,
    Page::Sectors,
    Page::Checklists,
    Page::Glossary,
    Page::Statistics,
    Page::Calculator,
    Page::Coverage,
    Page::Corrections,
    Page::Dictionary,
    Page::Search,
];

/// Every page of the site that has an address of its own, in a fixed order.
pub fn pages(corpus: &Corpus, routes: &Routes) -> Vec<Page> {
    let mut pages = own_pages(corpus, routes);
    let own = corpus
        .documents
        .values()
        .filter(|document| routes.is_built(document) && page_of_words(document.id()).is_none());
    pages.extend(own.map(|document| Page::Document(document.id().clone())));
    pages
}

/// The pages that stand for no document.
pub fn own_pages(corpus: &Corpus, routes: &Routes) -> Vec<Page> {
    let decisions =
        || corpus.decisions().filter(|(document, _)| routes.is_built(document)).map(|(_, decision)| decision);
    let more = (1..decisions().count().div_ceil(DECISIONS_A_PAGE)).map(Page::MoreDecisions);
    let years: BTreeSet<i16> = decisions().filter_map(Decision::year).collect();
    let mut pages = FIXED.to_vec();
    pages.retain(|page| routes.search || *page != Page::Search);
    pages.extend(more);
    pages.extend(years.into_iter().map(Page::Year));
    pages
}

pub fn is_home(id: &DocId) -> bool {
    id.kind == Kind::Page && &*id.slug == "index"
}

/// Files and folders that the build writes besides pages: no page may be a folder of that name.
const FILES: &[&str] = &[
    "data",
    "assets",
    "cards",
    "404.html",
    "_headers",
    "search",
    "feed.xml",
    "en/feed.xml",
    "index.html",
    "en/index.html",
    "robots.txt",
    "sitemap.xml",
];

/// Reports two documents, or a document and an alias, that claim one address. Whether none do.
pub fn check(corpus: &Corpus, routes: &Routes, sink: &Sink) -> bool {
    let mut holds = true;
    let mut taken = Taken::default();
    let fixed = own_pages(corpus, routes);
    for lang in Lang::ALL {
        taken.extend(fixed.iter().map(|page| (routes.path(corpus, page, lang), None)));
    }
    taken.extend(FILES.iter().map(|path| (format!("{path}/"), None)));
    let documents: Vec<&Document> =
        corpus.documents.values().filter(|document| page_of_words(document.id()).is_none()).collect();
    for document in &documents {
        for lang in Lang::ALL {
            let path = routes.path(corpus, &Page::Document(document.id().clone()), lang);
            let place = document.meta.slug_en.as_ref().map_or(document.meta.span, |slug| slug.span);
            holds &= claim(&mut taken, path, place, sink);
        }
    }
    for alias in corpus.documents.values().flat_map(|document| &document.meta.aliases) {
        holds &= claim(&mut taken, alias.value.trim_start_matches('/').to_owned(), alias.span, sink);
    }
    holds
}

/// Addresses, and the place that claims each; none for those of the site itself.
type Taken = HashMap<String, Option<Span>, FxBuildHasher>;

fn claim(taken: &mut Taken, path: String, place: Span, sink: &Sink) -> bool {
    let collision = |first: Option<Span>| {
        let diagnostic = Diagnostic::new(Code::RouteCollision, place, format!("the address `/{path}` is taken"))
            .help("give one of the two another file name, `slug-en` or alias");
        match first {
            Some(first) => diagnostic.related(first, "taken here"),
            None => diagnostic.help("this address belongs to the site's own pages"),
        }
    };
    if let Some(first) = taken.get(&path) {
        sink.report(collision(*first));
        return false;
    }
    taken.insert(path, Some(place));
    true
}
