//! The parts that pages are made of: links, dates, figures, rows of tables, passages, sources.

use super::shared::Shared;
use serde::Serialize;

/// A link.
#[derive(Clone, Debug, Serialize)]
pub struct LinkView {
    /// The address.
    pub href: String,
    /// The words.
    pub text: String,
}

/// A day, in the three ways that a page needs.
#[derive(Clone, Debug, Serialize)]
pub struct DateView {
    /// `2020-12-07`, for `<time datetime>`.
    pub iso: String,
    /// « 7 décembre 2020 », « 1<sup>er</sup> février 2024 ».
    pub long_html: String,
    /// « 7 déc. 2020 », for tables.
    pub short: String,
}

/// A small framed word: « publié », « estimé ».
#[derive(Clone, Debug, Serialize)]
pub struct TagView {
    /// The word.
    pub text: String,
    /// The frame is dashed: an estimate, not a published value.
    pub estimated: bool,
}

/// A large figure with its label and its explanation.
#[derive(Clone, Debug, Serialize)]
pub struct FigureView {
    /// « Amende définitive ».
    pub label: String,
    /// « 2 500 € »; words where there is no number: « Aucune amende », « Non publié », « Sans objet », « Masqué dans la décision ». Never empty.
    pub value: String,
    /// The exact value for `<data value>`, where the figure is a number.
    pub exact: Option<String>,
    /// The value is words, because there is no number.
    pub missing: bool,
    /// The figure that the page is about: printed in red.
    pub main: bool,
    /// What explains the figure, a line an entry; may hold links.
    pub notes_html: Vec<String>,
    /// What kind of value it is.
    pub tag: Option<TagView>,
}

/// A cell of a table.
#[derive(Clone, Debug, Serialize)]
pub struct CellView {
    /// The printed value; words where there is none. Never empty.
    pub text: String,
    /// The exact value for `<data value>`.
    pub exact: Option<String>,
    /// The value is words, because there is no number.
    pub missing: bool,
    /// A second line: « 25 % du plafond ».
    pub note: Option<String>,
    /// What kind of value it is.
    pub tag: Option<TagView>,
}

/// A provision named in a list or a cell.
#[derive(Clone, Debug, Serialize)]
pub struct ProvisionRefView {
    /// Its page, with the anchor of the paragraph; none where the book has no page for it.
    pub href: Option<String>,
    /// Short, for a cell: « 32 », « 82 LIL », « L. 34-5 CPCE ».
    pub short: String,
    /// In full: « Art. 32, § 1, a) du RGPD ».
    pub text: String,
    /// Set aside on appeal: struck through, and said in words for those who do not see the stroke.
    pub set_aside: bool,
}

/// A row of a table of decisions: one sanctioned body of one decision.
#[derive(Clone, Debug, Serialize)]
pub struct DecisionRowView {
    /// The page of the decision.
    pub href: String,
    /// « SAN-2020-014 », or what stands for a number that was not published: « Simplifiée ».
    pub number: String,
    /// The day of the decision.
    pub date: DateView,
    /// The name of the body, or its label where the name may not be shown.
    pub who: String,
    /// What to know of it in a few words: « 9 salariés »; the title of the decision is too long for it.
    pub detail: Option<String>,
    /// The sector of the body.
    pub sector: LinkView,
    /// The provisions, gravest first.
    pub provisions: Vec<ProvisionRefView>,
    /// What stands of the fine.
    pub fine: CellView,
    /// The revenue base.
    pub base: CellView,
    /// Fine divided by revenue.
    pub ratio: CellView,
    /// Fine divided by the statutory cap.
    pub share: CellView,
    /// The row is the decision that the page is about.
    pub here: bool,
}

/// A table of decisions.
#[derive(Clone, Debug, Serialize)]
pub struct DecisionTableView {
    /// What the table shows, for its caption: « 12 décisions, de la plus récente à la plus ancienne ».
    pub caption: String,
    /// One row a sanctioned body. Never empty: without rows there is no table.
    pub rows: Vec<Shared<DecisionRowView>>,
    /// What the reader must know to read it: « Revenu connu pour 9 décisions sur 12 ».
    pub notes_html: Vec<String>,
}

/// A decision named in passing.
#[derive(Clone, Debug, Serialize)]
pub struct DecisionRefView {
    /// Its page.
    pub href: String,
    /// Its number, or what stands for it.
    pub number: String,
    /// The same where nothing else tells decisions apart: « SAN-2020-014 », « Simplifiée, 31 janv. 2024 ».
    pub short: String,
    /// The body: its name or its label.
    pub who: String,
    /// What stands of the fine, in print; « aucune amende » where there is none.
    pub fine: String,
    /// The year of the decision.
    pub year: String,
    /// The ground was set aside on appeal.
    pub set_aside: bool,
}

/// A page that leads to this one, with its passages that do.
#[derive(Clone, Debug, Serialize)]
pub struct BackReferenceView {
    /// The first of its passages, with its anchor.
    pub href: String,
    /// The title of the page.
    pub text: String,
    /// What kind of page it is: « décision », « article », « terme ».
    pub kind: String,
    /// The passages of that page, in the order of its text; empty where the page only names this one in its front matter.
    pub passages: Vec<PassageView>,
}

/// The words around a link to this page.
#[derive(Clone, Debug, Serialize)]
pub struct PassageView {
    /// The place, with its anchor.
    pub href: String,
    /// The sentence around the citation, the citation in `<mark>`.
    pub html: String,
}

/// How to cite the page.
#[derive(Clone, Debug, Serialize)]
pub struct CitationView {
    /// As plain text.
    pub text: String,
    /// As an entry of BibTeX.
    pub bibtex: String,
    /// As CSL-JSON.
    pub csl_json: String,
}

/// A source.
#[derive(Clone, Debug, Serialize)]
pub struct SourceView {
    /// The anchor: `source-deliberation`.
    pub id: String,
    /// « CNIL, délibération SAN-2020-014 du 7 décembre 2020 ».
    pub title: String,
    /// The official address; none where it may not be printed.
    pub href: Option<String>,
    /// The host of the address, so that the reader knows where the link goes: `legifrance.gouv.fr`.
    pub host: Option<String>,
    /// The day this very address was opened.
    pub consulted: Option<DateView>,
    /// Where its text was read instead: a copy, a translation. The page says so.
    pub read_via: Option<LinkView>,
    /// A kept copy.
    pub archive_href: Option<String>,
}

/// An authored text, as HTML.
#[derive(Clone, Debug, Serialize)]
pub struct BodyView {
    /// The text up to its second heading of level 2: what comes first on the page.
    pub lead_html: String,
    /// The rest; empty where the text has one section.
    pub rest_html: String,
    /// The headings of level 2, in order, as links to their anchors.
    pub headings: Vec<LinkView>,
}

impl BodyView {
    /// Splits the HTML of a text before its second heading of level 2, so that a page can set something between the two parts.
    pub fn new(html: &str, headings: Vec<LinkView>) -> BodyView {
        let (lead, rest) = html.split_at(section(html, 1));
        BodyView { lead_html: lead.to_owned(), rest_html: rest.to_owned(), headings }
    }

    /// The text from each heading of level 2 to the next; what stands before the first is no section.
    pub fn sections(&self) -> impl Iterator<Item = String> {
        let html = format!("{}{}", self.lead_html, self.rest_html);
        html.split("<h2").skip(1).map(|section| format!("<h2{section}")).collect::<Vec<_>>().into_iter()
    }

    /// Takes the second section out of the rest; none where the text has one section.
    pub fn take_second(&mut self) -> Option<String> {
        let rest = self.rest_html.split_off(section(&self.rest_html, 1));
        let second = std::mem::replace(&mut self.rest_html, rest);
        Some(second).filter(|second| !second.is_empty())
    }
}

/// A measure that decisions found missing.
#[derive(Clone, Debug, Serialize)]
pub struct MeasureView {
    /// The anchor.
    pub id: String,
    /// « Chiffrement ».
    pub name: String,
    /// How many decisions.
    pub count: usize,
    /// These decisions, most recent first.
    pub decisions: Vec<DecisionRefView>,
    /// What the most recent of them that says so expected.
    pub expected: Option<ExpectedView>,
    /// The items of checklists that answer it, two at most.
    pub items: Vec<LinkView>,
}

/// What a decision expected of the body.
#[derive(Clone, Debug, Serialize)]
pub struct ExpectedView {
    /// The words.
    pub html: String,
    /// The language of the words, where it is not the page's.
    pub lang: Option<String>,
    /// The decision.
    pub decision: LinkView,
}

/// A checklist in a list of checklists.
#[derive(Clone, Debug, Serialize)]
pub struct ChecklistRefView {
    /// Its page.
    pub href: String,
    /// Its title.
    pub title: String,
    /// Whom it serves.
    pub audience_html: Option<String>,
    /// How many items it has.
    pub items: usize,
    /// How many decisions its items rest on.
    pub decisions: usize,
    /// How many minutes it takes.
    pub minutes: Option<u32>,
}

/// A provision in an index.
#[derive(Clone, Debug, Serialize)]
pub struct ProvisionRowView {
    /// Its page.
    pub href: String,
    /// Its number within its act: « 32 », « L. 34-5 ».
    pub number: String,
    /// The act, short: « RGPD ».
    pub act: String,
    /// Its title.
    pub title: String,
    /// How many decisions rest on it.
    pub decisions: usize,
}

/// A sector in an index.
#[derive(Clone, Debug, Serialize)]
pub struct SectorRowView {
    /// Its page.
    pub href: String,
    /// Its title.
    pub title: String,
    /// One sentence, or none.
    pub standfirst_html: Option<String>,
    /// How many decisions.
    pub decisions: usize,
    /// From the lowest to the highest fine, in print; none without a fine.
    pub fines: Option<String>,
}

/// Where the section of level 2 with this number starts, counted from 0; the end of the text where there is none.
fn section(html: &str, number: usize) -> usize {
    html.match_indices("<h2").nth(number).map_or(html.len(), |(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_is_split_before_its_second_section() {
        for (html, lead, rest) in [
            ("<p>a</p>", "<p>a</p>", ""),
            ("<h2 id=\"a\">A</h2><p>a</p>", "<h2 id=\"a\">A</h2><p>a</p>", ""),
            ("<h2>A</h2><p>a</p><h2>B</h2><h2>C</h2>", "<h2>A</h2><p>a</p>", "<h2>B</h2><h2>C</h2>"),
        ] {
            let mut body = BodyView::new(html, Vec::new());
            assert_eq!((body.lead_html.as_str(), body.rest_html.as_str()), (lead, rest));
            let second = body.take_second();
            assert_eq!(second.as_deref(), rest.strip_suffix("<h2>C</h2>"));
            assert_eq!(second.unwrap_or_default() + &body.rest_html, rest);
        }
    }
}
