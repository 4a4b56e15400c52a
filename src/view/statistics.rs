//! Pages that count: statistics, the hub of a year, the coverage of the articles.

use serde::Serialize;

use super::chart::ChartView;
use super::parts::{DecisionTableView, FigureView, LinkView, MeasureView};
use super::shared::Shared;
use super::site::{PageView, SiteView};

/// The statistics. Template `statistics.html`.
#[derive(Clone, Debug, Serialize)]
pub struct StatisticsView {
    /// What all pages share.
    pub site: Shared<SiteView>,
    /// What this page has of its own.
    pub page: PageView,
    /// The title.
    pub heading_html: String,
    /// One sentence.
    pub standfirst_html: Option<String>,
    /// How many decisions are counted, for how many a cap and a revenue are known, and what is missing.
    pub coverage: String,
    /// Counts, range and median, in print.
    pub counts: Vec<FigureView>,
    /// The sections, in order.
    pub sections: Vec<StatisticsSectionView>,
    /// What `content/pages/statistiques.md` says after the sections.
    pub rest_html: String,
}

/// One subject of the statistics.
#[derive(Clone, Debug, Serialize)]
pub struct StatisticsSectionView {
    /// The anchor.
    pub id: String,
    /// The title.
    pub title: String,
    /// What `content/pages/statistiques.md` says under the heading of this id.
    pub lead_html: String,
    /// The charts.
    pub charts: Vec<ChartView>,
    /// A table of decisions that is the subject itself.
    pub decisions: Option<DecisionTableView>,
    /// Measures that decisions found missing, with what to check.
    pub measures: Vec<MeasureView>,
    /// The file that holds that table whole.
    pub csv_href: Option<String>,
    /// Pages that go on from here.
    pub further: Vec<LinkView>,
}

/// What the edition holds of the law and of the decisions, and what it lacks. Template `coverage.html`.
#[derive(Clone, Debug, Serialize)]
pub struct CoverageView {
    /// What all pages share.
    pub site: Shared<SiteView>,
    /// What this page has of its own.
    pub page: PageView,
    /// The title.
    pub heading_html: String,
    /// One sentence.
    pub standfirst_html: Option<String>,
    /// Counts, in print.
    pub counts: Vec<FigureView>,
    /// The articles, act by act.
    pub articles: CoveredArticlesView,
    /// What is known of the decisions.
    pub knowledge: KnowledgeView,
    /// What is missing.
    pub gaps: GapsView,
    /// What `content/pages/couverture.md` says after these.
    pub rest_html: String,
}

/// The articles that the edition covers.
#[derive(Clone, Debug, Serialize)]
pub struct CoveredArticlesView {
    /// The title.
    pub title: String,
    /// What stands under the heading `articles`.
    pub lead_html: String,
    /// The acts, the one that most decisions rest on first.
    pub acts: Vec<CoveredActView>,
}

/// One act.
#[derive(Clone, Debug, Serialize)]
pub struct CoveredActView {
    /// Its title.
    pub name: String,
    /// Its articles, in their order.
    pub rows: Vec<CoveredArticleView>,
}

/// One article.
#[derive(Clone, Debug, Serialize)]
pub struct CoveredArticleView {
    /// « art. 32 »; its page, where it has one.
    pub article: LinkView,
    /// Its title.
    pub title: Option<String>,
    /// What of it is restated: « en entier », « 4 paragraphes sur 4 »; none where nothing is.
    pub restated: Option<String>,
    /// How many decisions rest on it.
    pub decisions: usize,
    /// How many items of checklists it asks for.
    pub items: usize,
    /// How many pages cite it.
    pub citing: usize,
}

/// What is known of the decisions.
#[derive(Clone, Debug, Serialize)]
pub struct KnowledgeView {
    /// The title.
    pub title: String,
    /// What stands under the heading `connu`.
    pub lead_html: String,
    /// What there may be to know, and of how many decisions it is known. The first row counts the decisions.
    pub rows: Vec<KnownView>,
}

/// One thing to know of decisions.
#[derive(Clone, Debug, Serialize)]
pub struct KnownView {
    /// What.
    pub what: String,
    /// Of how many decisions of the ordinary procedure.
    pub ordinary: usize,
    /// Of how many of the simplified one.
    pub simplified: usize,
    /// Of how many in all.
    pub all: usize,
}

/// What is missing.
#[derive(Clone, Debug, Serialize)]
pub struct GapsView {
    /// The title.
    pub title: String,
    /// What stands under the heading `manque`.
    pub lead_html: String,
    /// One subject each.
    pub gaps: Vec<GapView>,
}

/// One subject of what is missing.
#[derive(Clone, Debug, Serialize)]
pub struct GapView {
    /// What: « Décisions dont aucun texte n’a été lu ».
    pub title: String,
    /// Where.
    pub links: Vec<LinkView>,
}
