//! The explorer, all decisions in one table with what they can be chosen by, and the pages of years.

use serde::Serialize;

use super::parts::{DecisionRefView, DecisionRowView, DecisionTableView, FigureView, LinkView};
use super::shared::Shared;
use super::site::{PageView, SiteView};

/// All decisions. Template `explorer.html`. A large book has several such pages, the most recent decisions first.
#[derive(Clone, Debug, Serialize)]
pub struct ExplorerView {
    /// What all pages share.
    pub site: Shared<SiteView>,
    /// What this page has of its own.
    pub page: PageView,
    /// The title.
    pub heading_html: String,
    /// One sentence.
    pub standfirst_html: Option<String>,
    /// What is not here, and why: « Une partie des décisions n’est pas publiée ».
    pub coverage: Option<String>,
    /// Counts and extremes, in print.
    pub counts: Vec<FigureView>,
    /// The pages of the years, most recent first.
    pub years: Vec<LinkView>,
    /// How many decisions the whole book has.
    pub decisions: usize,
    /// What decisions can be chosen by; on the first page alone.
    pub facets: Vec<FacetView>,
    /// What the table shows, for its caption.
    pub caption: String,
    /// The decisions of this page, a row a sanctioned body, most recent first.
    pub rows: Vec<ExplorerRowView>,
    /// What the reader must know to read the table.
    pub notes_html: Vec<String>,
    /// The other pages of the explorer, for the script of the first.
    pub parts: Vec<String>,
    /// More recent decisions.
    pub previous: Option<LinkView>,
    /// Older decisions.
    pub next: Option<LinkView>,
}

/// Something that decisions can be chosen by.
#[derive(Clone, Debug, Serialize)]
pub struct FacetView {
    /// Its key in addresses, the same in both languages: `s`.
    pub key: String,
    /// « Secteur ».
    pub title: String,
    /// Its values; « Inconnu » is one of them.
    pub values: Vec<FacetValueView>,
}

/// A value of a facet.
#[derive(Clone, Debug, Serialize)]
pub struct FacetValueView {
    /// What stands in addresses, the same in both languages: `sante-exercice-liberal`.
    pub value: String,
    /// The words.
    pub text: String,
    /// How many decisions of the book have it.
    pub decisions: usize,
    /// 1, or more for what stands below another value: a paragraph of an article.
    pub depth: usize,
}

/// A row of the explorer.
#[derive(Clone, Debug, Serialize)]
pub struct ExplorerRowView {
    /// What the row can be chosen by.
    pub facets: Vec<RowFacetView>,
    /// What it shows.
    pub row: Shared<DecisionRowView>,
}

/// The values that a row has of one facet.
#[derive(Clone, Debug, Serialize)]
pub struct RowFacetView {
    /// The key of the facet.
    pub key: String,
    /// Its values, with spaces between them.
    pub values: String,
}

/// The decisions of one year. Template `year.html`.
#[derive(Clone, Debug, Serialize)]
pub struct YearView {
    /// What all pages share.
    pub site: Shared<SiteView>,
    /// What this page has of its own.
    pub page: PageView,
    /// « Les décisions de 2020 ».
    pub heading_html: String,
    /// One sentence.
    pub standfirst_html: Option<String>,
    /// Counts by procedure, range of fines, median ratio or why there is none.
    pub counts: Vec<FigureView>,
    /// The decisions, most recent first.
    pub table: Option<DecisionTableView>,
    /// The decisions of the year that a court changed since.
    pub changed: Vec<ChangedView>,
    /// The year before.
    pub previous: Option<LinkView>,
    /// The year after.
    pub next: Option<LinkView>,
}

/// A decision that a court changed.
#[derive(Clone, Debug, Serialize)]
pub struct ChangedView {
    /// The decision.
    pub decision: DecisionRefView,
    /// « Réduite sur recours ».
    pub outcome: String,
    /// The fine before: « 3 000 € avant recours ».
    pub before: Option<String>,
}
