//! The home page, sectors, checklists and the glossary.

use serde::Serialize;

use super::chart::ChartView;
use super::parts::{
    BackReferenceView, BodyView, ChecklistRefView, DateView, DecisionRefView, DecisionTableView, FigureView, LinkView,
    MeasureView, ProvisionRefView, ProvisionRowView, SectorRowView, SourceView,
};
use super::shared::Shared;
use super::site::{PageView, SiteView};

/// The home page. Template `home.html`.
#[derive(Clone, Debug, Serialize)]
pub struct HomeView {
    /// What all pages share.
    pub site: Shared<SiteView>,
    /// What this page has of its own.
    pub page: PageView,
    /// The title.
    pub heading_html: String,
    /// One sentence.
    pub standfirst_html: Option<String>,
    /// What may follow from `content/index.md`.
    pub body: Option<BodyView>,
    /// The ways in, two or three.
    pub doors: Vec<DoorView>,
    /// The fines by size of the body; none in a book without fines.
    pub strip: Option<ChartView>,
    /// The last decisions, most recent first; none in a book without decisions.
    pub recent: Option<DecisionTableView>,
    /// All decisions.
    pub decisions_href: String,
    /// The provisions most often breached.
    pub provisions: Vec<ProvisionRowView>,
    /// All provisions.
    pub articles_href: String,
    /// The checklists.
    pub checklists: Vec<ChecklistRefView>,
    /// The sectors.
    pub sectors: Vec<SectorRowView>,
}

/// A way into the site for one kind of reader.
#[derive(Clone, Debug, Serialize)]
pub struct DoorView {
    /// The address.
    pub href: String,
    /// In the reader's words: « Je dirige une petite structure ».
    pub title: String,
    /// What the reader finds there.
    pub text: String,
}

/// All sectors. Template `sectors.html`.
#[derive(Clone, Debug, Serialize)]
pub struct SectorIndexView {
    /// What all pages share.
    pub site: Shared<SiteView>,
    /// What this page has of its own.
    pub page: PageView,
    /// The title.
    pub heading_html: String,
    /// One sentence.
    pub standfirst_html: Option<String>,
    /// The sectors.
    pub sectors: Vec<SectorRowView>,
}

/// One sector. Template `sector.html`.
#[derive(Clone, Debug, Serialize)]
pub struct SectorView {
    /// What all pages share.
    pub site: Shared<SiteView>,
    /// What this page has of its own.
    pub page: PageView,
    /// The title.
    pub heading_html: String,
    /// Who belongs here, in one sentence.
    pub standfirst_html: Option<String>,
    /// Number of decisions, range of fines, median ratio with its number of cases or « Trop peu de décisions pour une médiane ».
    pub counts: Vec<FigureView>,
    /// The cases of the sector against all; none where there is nothing to draw.
    pub strip: Option<ChartView>,
    /// The text.
    pub body: Option<BodyView>,
    /// The decisions; none where there is none yet.
    pub decisions: Option<DecisionTableView>,
    /// The measures most often found missing, five at most.
    pub measures: Vec<MeasureView>,
    /// The checklists for this sector.
    pub checklists: Vec<ChecklistRefView>,
    /// Sectors near this one.
    pub neighbours: Vec<LinkView>,
}

/// All checklists. Template `checklists.html`.
#[derive(Clone, Debug, Serialize)]
pub struct ChecklistIndexView {
    /// What all pages share.
    pub site: Shared<SiteView>,
    /// What this page has of its own.
    pub page: PageView,
    /// The title.
    pub heading_html: String,
    /// One sentence.
    pub standfirst_html: Option<String>,
    /// The checklists.
    pub checklists: Vec<ChecklistRefView>,
}

/// One checklist, to read and to print. Template `checklist.html`.
#[derive(Clone, Debug, Serialize)]
pub struct ChecklistView {
    /// What all pages share.
    pub site: Shared<SiteView>,
    /// What this page has of its own.
    pub page: PageView,
    /// The id of the list, in both languages: what a reader answered in one is there in the other.
    pub id: String,
    /// The title.
    pub heading_html: String,
    /// One sentence.
    pub standfirst_html: Option<String>,
    /// Whom it serves.
    pub audience_html: Option<String>,
    /// How many minutes it takes.
    pub minutes: Option<u32>,
    /// How many items it has.
    pub items: usize,
    /// The sections, in order.
    pub sections: Vec<ChecklistSectionView>,
    /// What the list leaves out, and whatever else its text says.
    pub body: Option<BodyView>,
    /// The sectors it was made for.
    pub sectors: Vec<LinkView>,
    /// What it rests on.
    pub sources: Vec<SourceView>,
    /// The day it was last checked: its version.
    pub reviewed: Option<DateView>,
    /// The address to print at the foot of the paper; none without a base address.
    pub printed_address: Option<String>,
}

/// A section of a checklist.
#[derive(Clone, Debug, Serialize)]
pub struct ChecklistSectionView {
    /// The anchor.
    pub id: String,
    /// The title.
    pub title_html: String,
    /// The items.
    pub items: Vec<ChecklistItemView>,
}

/// An item of a checklist.
#[derive(Clone, Debug, Serialize)]
pub struct ChecklistItemView {
    /// The anchor, never reused: `cm-07`.
    pub id: String,
    /// What must hold.
    pub text_html: String,
    /// Why.
    pub why_html: Option<String>,
    /// How to prove it.
    pub proof_html: Option<String>,
    /// 1 (first) to 3.
    pub priority: u8,
    /// The provisions that ask for it.
    pub provisions: Vec<ProvisionRefView>,
    /// What its absence cost, in print: « 9 décisions, de 2 500 € à 1 500 000 € »; none without a decision.
    pub cost: Option<String>,
    /// The decisions that show it, most recent first.
    pub decisions: Vec<DecisionRefView>,
}

/// The glossary, one page. Template `glossary.html`.
#[derive(Clone, Debug, Serialize)]
pub struct GlossaryView {
    /// What all pages share.
    pub site: Shared<SiteView>,
    /// What this page has of its own.
    pub page: PageView,
    /// The title.
    pub heading_html: String,
    /// One sentence.
    pub standfirst_html: Option<String>,
    /// The initials that have terms, as links to the first of each.
    pub initials: Vec<LinkView>,
    /// The terms, in alphabetical order.
    pub terms: Vec<TermRowView>,
}

/// A term in the list.
#[derive(Clone, Debug, Serialize)]
pub struct TermRowView {
    /// The anchor.
    pub id: String,
    /// Its page.
    pub href: String,
    /// The term.
    pub term: String,
    /// The same in the other language.
    pub equivalent: Option<EquivalentView>,
    /// The first sentence of its definition.
    pub sentence: String,
    /// The language of term and sentence, where it is not the page's.
    pub lang: Option<String>,
}

/// One term. Template `term.html`.
#[derive(Clone, Debug, Serialize)]
pub struct TermView {
    /// What all pages share.
    pub site: Shared<SiteView>,
    /// What this page has of its own.
    pub page: PageView,
    /// « Glossaire ».
    pub kicker_html: String,
    /// The term.
    pub heading_html: String,
    /// The same in the other language.
    pub equivalent: Option<EquivalentView>,
    /// The definition.
    pub body: Option<BodyView>,
    /// The provisions that define or use it.
    pub provisions: Vec<ProvisionRefView>,
    /// The passages that use it, where the page shows them.
    pub cited_by: Vec<BackReferenceView>,
    /// What the page rests on.
    pub sources: Vec<SourceView>,
    /// The day the page was last checked.
    pub reviewed: Option<DateView>,
    /// The term before this one.
    pub previous: Option<LinkView>,
    /// The term after this one.
    pub next: Option<LinkView>,
}

/// A term in another language.
#[derive(Clone, Debug, Serialize)]
pub struct EquivalentView {
    /// The language.
    pub lang: String,
    /// The term in it.
    pub text: String,
}

/// Something that the results of a search are chosen or sorted by.
#[derive(Clone, Debug, Serialize)]
pub struct ChoiceView {
    /// In addresses.
    pub key: String,
    /// In words.
    pub title: String,
}

/// The search. Its hubs are what a reader without scripts finds. Template `search.html`.
#[derive(Clone, Debug, Serialize)]
pub struct SearchView {
    /// What all pages share.
    pub site: Shared<SiteView>,
    /// What this page has of its own.
    pub page: PageView,
    /// The title.
    pub heading_html: String,
    /// One sentence.
    pub standfirst_html: Option<String>,
    /// What decisions are chosen by.
    pub facets: Vec<ChoiceView>,
    /// What decisions are sorted by.
    pub sorts: Vec<ChoiceView>,
    /// The table of all decisions.
    pub decisions_href: String,
    /// The list of sectors.
    pub sectors_href: String,
    /// Whether names leave the site after their time.
    pub names_expire: bool,
    /// The sectors.
    pub sectors: Vec<SectorRowView>,
    /// The articles that most decisions rest on.
    pub provisions: Vec<ProvisionRowView>,
    /// The years, as links to their decisions.
    pub years: Vec<LinkView>,
    /// The checklists.
    pub checklists: Vec<ChecklistRefView>,
}
