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
