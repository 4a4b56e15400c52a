//! What a template may see: finished values and nothing else.
//!
//! Each type of page has one structure. Its strings are printed already (amounts, dates, percentages in the page's language), its
//! addresses are ready for `href`, its fields named `*_html` are safe HTML. There is no span, no path of a source file and no id of a store here:
//! a theme depends on this module alone, and `docs/theme-api.md` is made from it. Nothing is computed here either.

pub mod calculator;
pub mod card;
pub mod chart;
pub mod decision;
pub mod dictionary;
#[cfg(test)]
pub mod examples;
pub mod explorer;
pub mod lists;
pub mod parts;
pub mod provision;
#[cfg(test)]
mod reference;
pub mod shared;
pub mod site;
pub mod statistics;

use serde::Serialize;

pub use calculator::CalculatorView;
pub use decision::DecisionView;
pub use dictionary::DictionaryView;
pub use explorer::{ExplorerView, YearView};
pub use lists::{
    ChecklistIndexView, ChecklistView, GlossaryView, HomeView, SearchView, SectorIndexView, SectorView, TermView,
};
pub use provision::{ArticleIndexView, ProvisionView};
pub use site::{CorrectionsView, NotFoundView, PageView, RedirectView, SiteView, TextView};
pub use statistics::{CoverageView, StatisticsView};

/// One page, ready for its template.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
pub enum View {
    Home(Box<HomeView>),
    Explorer(Box<ExplorerView>),
    Year(Box<YearView>),
    Decision(Box<DecisionView>),
    ArticleIndex(Box<ArticleIndexView>),
    Provision(Box<ProvisionView>),
    SectorIndex(Box<SectorIndexView>),
    Sector(Box<SectorView>),
    ChecklistIndex(Box<ChecklistIndexView>),
    Checklist(Box<ChecklistView>),
    Glossary(Box<GlossaryView>),
    Term(Box<TermView>),
    Statistics(Box<StatisticsView>),
    Calculator(Box<CalculatorView>),
    Coverage(Box<CoverageView>),
    Corrections(Box<CorrectionsView>),
    Dictionary(Box<DictionaryView>),
    Search(Box<SearchView>),
    Text(Box<TextView>),
    NotFound(Box<NotFoundView>),
    Redirect(Box<RedirectView>),
}

impl View {
    /// The file of `templates/` that shows this page.
    pub fn template(&self) -> &'static str {
        match self {
            View::Home(_) => "home.html",
            View::Explorer(_) => "explorer.html",
            View::Year(_) => "year.html",
            View::Decision(_) => "decision.html",
            View::ArticleIndex(_) => "articles.html",
            View::Provision(_) => "provision.html",
            View::SectorIndex(_) => "sectors.html",
            View::Sector(_) => "sector.html",
            View::ChecklistIndex(_) => "checklists.html",
            View::Checklist(_) => "checklist.html",
            View::Glossary(_) => "glossary.html",
            View::Term(_) => "term.html",
            View::Statistics(_) => "statistics.html",
            View::Calculator(_) => "calculator.html",
            View::Coverage(_) => "coverage.html",
            View::Corrections(_) => "corrections.html",
            View::Dictionary(_) => "dictionary.html",
            View::Search(_) => "search.html",
            View::Text(_) => "page.html",
            View::NotFound(_) => "404.html",
            View::Redirect(_) => "redirect.html",
        }
    }

    /// The frame of the page: what differs from one page of the site to the next, whatever its type.
    pub fn site(&self) -> &SiteView {
        match self {
            View::Home(view) => &view.site,
            View::Explorer(view) => &view.site,
            View::Year(view) => &view.site,
            View::Decision(view) => &view.site,
            View::ArticleIndex(view) => &view.site,
            View::Provision(view) => &view.site,
            View::SectorIndex(view) => &view.site,
            View::Sector(view) => &view.site,
            View::ChecklistIndex(view) => &view.site,
            View::Checklist(view) => &view.site,
            View::Glossary(view) => &view.site,
            View::Term(view) => &view.site,
            View::Statistics(view) => &view.site,
            View::Calculator(view) => &view.site,
            View::Coverage(view) => &view.site,
            View::Corrections(view) => &view.site,
            View::Dictionary(view) => &view.site,
            View::Search(view) => &view.site,
            View::Text(view) => &view.site,
            View::NotFound(view) => &view.site,
            View::Redirect(view) => &view.site,
        }
    }
}
