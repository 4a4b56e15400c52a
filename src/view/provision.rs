//! The page of a provision and the list of all provisions.

use serde::Serialize;

use super::parts::{
    BackReferenceView, BodyView, ChecklistRefView, CitationView, DateView, DecisionRowView, FigureView, LinkView,
    MeasureView, ProvisionRowView, SourceView,
};
use super::shared::Shared;
use super::site::{PageView, SiteView};

/// One provision of one act. Template `provision.html`.
#[derive(Clone, Debug, Serialize)]
pub struct ProvisionView {
    /// What all pages share.
    pub site: Shared<SiteView>,
    /// What this page has of its own.
    pub page: PageView,
    /// Number and act: « Article 32 du RGPD ».
    pub kicker_html: String,
    /// What the provision is about.
    pub heading_html: String,
    /// What it asks of whom, in one sentence.
    pub standfirst_html: Option<String>,
    /// Which version is restated: « Texte en vigueur le 23 novembre 2026 ».
    pub version: String,
    /// The official text (EUR-Lex, Légifrance).
    pub official: Option<LinkView>,
    /// Our restatement, paragraph by paragraph; empty where there is none yet: the page says so.
    pub paragraphs: Vec<ParagraphView>,
    /// The cap that a breach of it falls under, and why.
    pub caps: Vec<CapView>,
    /// « En clair », and what follows it.
    pub body: Option<BodyView>,
    /// Number of decisions, range of fines, median ratio with its number of cases or why there is none.
    pub counts: Vec<FigureView>,
    /// How many decisions rest on it.
    pub relying: usize,
    /// Measures that decisions found missing under this provision, most frequent first.
    pub measures: Vec<MeasureView>,
    /// The decisions that rest on it, under the paragraph that each rests on; none where there is none.
    pub decisions: Option<ParagraphTableView>,
    /// Passages that cite the provision as a whole, or a paragraph that is not restated here.
    pub cited_by: Vec<BackReferenceView>,
    /// Recitals and provisions that belong to it.
    pub related: Vec<RelatedView>,
    /// The checklists that it concerns.
    pub checklists: Vec<ChecklistRefView>,
    /// What the page rests on.
    pub sources: Vec<SourceView>,
    /// The day the page was last checked.
    pub reviewed: Option<DateView>,
    /// How to cite this page.
    pub citation: CitationView,
    /// The provision before this one in the act.
    pub previous: Option<LinkView>,
    /// The provision after this one in the act.
    pub next: Option<LinkView>,
}

/// A paragraph or a point, restated in our words.
#[derive(Clone, Debug, Serialize)]
pub struct ParagraphView {
    /// The anchor: `p1-a`.
    pub id: String,
    /// « 1 », « a) ».
    pub label: String,
    /// The same in full, for those who hear the page: « Paragraphe 1, point a) ».
    pub full_label: String,
    /// 1 for a paragraph, 2 for a point of it, 3 for what stands below.
    pub depth: u8,
    /// Our restatement.
    pub text_html: String,
    /// How many decisions rest on this very paragraph.
    pub decisions: usize,
    /// Their part of the table of decisions; none where there is none.
    pub decisions_href: Option<String>,
    /// The passages that cite this very paragraph.
    pub cited_by: Vec<BackReferenceView>,
}

/// The decisions that rest on a provision, paragraph by paragraph.
#[derive(Clone, Debug, Serialize)]
pub struct ParagraphTableView {
    /// What the table shows: « 36 décisions, par paragraphe retenu, … ».
    pub caption: String,
    /// The groups, in the order of the text. Never empty.
    pub groups: Vec<ParagraphGroupView>,
    /// What the reader must know to read it.
    pub notes_html: Vec<String>,
}

/// The decisions that rest on one paragraph, or on the provision as a whole.
#[derive(Clone, Debug, Serialize)]
pub struct ParagraphGroupView {
    /// The anchor: `decisions-p1-a`, `decisions-article`.
    pub id: String,
    /// « § 1, a) », « L’article, sans paragraphe précisé ».
    pub label: String,
    /// Its place in the text above, if it is restated.
    pub href: Option<String>,
    /// How many decisions.
    pub decisions: usize,
    /// A row a sanctioned body, most recent first.
    pub rows: Vec<Shared<DecisionRowView>>,
}

/// A cap that a provision falls under.
#[derive(Clone, Debug, Serialize)]
pub struct CapView {
    /// « 10 M€ ou 2 % du chiffre d’affaires annuel mondial, le plus élevé des deux ».
    pub text: String,
    /// Why: « Article 83, § 4, a) : obligations du responsable et du sous-traitant ».
    pub why_html: String,
    /// The provision that sets it.
    pub provision: Option<LinkView>,
}

/// A related provision or recital.
#[derive(Clone, Debug, Serialize)]
pub struct RelatedView {
    /// Its page or its official text; none where there is neither.
    pub href: Option<String>,
    /// « Article 33 », « Considérant 83 ».
    pub text: String,
    /// Its title, if it has one.
    pub title: Option<String>,
}

/// All provisions, act by act. Template `articles.html`.
#[derive(Clone, Debug, Serialize)]
pub struct ArticleIndexView {
    /// What all pages share.
    pub site: Shared<SiteView>,
    /// What this page has of its own.
    pub page: PageView,
    /// The title.
    pub heading_html: String,
    /// One sentence.
    pub standfirst_html: Option<String>,
    /// The acts that the book has pages for.
    pub acts: Vec<ActView>,
}

/// One act and its provisions.
#[derive(Clone, Debug, Serialize)]
pub struct ActView {
    /// The anchor: the act's id.
    pub id: String,
    /// « Règlement général sur la protection des données ».
    pub name: String,
    /// « RGPD ».
    pub short: String,
    /// « Règlement (UE) 2016/679 », if it has an official number.
    pub number: Option<String>,
    /// The official text.
    pub official: Option<LinkView>,
    /// The provisions, in the order of the act.
    pub provisions: Vec<ProvisionRowView>,
}
