//! The frame that every page shares, and the pages that are little more than their frame.

use serde::Serialize;

use super::parts::{BodyView, CitationView, DateView, LinkView, SourceView};
use super::shared::Shared;

/// What all pages of one language have in common.
#[derive(Clone, Debug, Serialize)]
pub struct SiteView {
    /// The name of the site, as the brand of the masthead prints it.
    pub title: String,
    /// What the site is, in a few words: « Sanctions de la CNIL, commentées et chiffrées ».
    pub subtitle: String,
    /// The language of the interface: `fr` or `en`.
    pub lang: String,
    /// The path under which the site is published, with a slash at both ends: `/` or `/rubrique/`. The function `asset` wants it.
    pub base_path: String,
    /// The home page in this language.
    pub home_href: String,
    /// The page of the search, which a form opens with the query as `q`; none where the book has no search.
    pub search_href: Option<String>,
    /// The search index of this language.
    pub index_href: Option<String>,
    /// « Édition du 23 novembre 2026 : 43 décisions, dont 30 avec un revenu connu ».
    pub edition: String,
    /// The links at the foot of each page, a list a column.
    pub footer: Vec<Vec<LinkView>>,
    /// The Atom feed in this language.
    pub feed_href: Option<String>,
    /// The repository that the book is kept in.
    pub repository_href: Option<String>,
    /// Stylesheets of the book's own (`additional-css`), after the theme's.
    pub additional_css: Vec<String>,
    /// The Content-Security-Policy of the page.
    pub csp: String,
}

/// What differs from page to page, whatever the type of the page.
#[derive(Clone, Debug, Serialize)]
pub struct PageView {
    /// For the `title` element: the fact first, at most 65 characters, without the name of the site.
    pub title: String,
    /// For the description: the standfirst as plain text, or nothing.
    pub description: String,
    /// The absolute address of this page; none without a base address, and on pages that search engines should not keep.
    pub canonical: Option<String>,
    /// The same page in each language, this one included, as absolute addresses; empty without a base address.
    pub alternates: Vec<AlternateView>,
    /// The same page in the other language: the link of the masthead.
    pub other_language: Option<LanguageLinkView>,
    /// The links of the masthead.
    pub nav: Vec<NavView>,
    /// The way from the top to this page, this page last and without an address; empty on the home page.
    pub crumbs: Vec<CrumbView>,
    /// The language of the authored text where it is not the interface's (`fr` on an English page without an English text): the page says so.
    pub text_lang: Option<String>,
    /// What the page is, as JSON-LD, ready for a `script` element of that type; none without a base address.
    pub linked_data_html: Option<String>,
    /// Search engines are asked not to keep the page.
    pub no_index: bool,
    /// Where to report an error on this page.
    pub report_href: Option<String>,
    /// Where to change the source of this page.
    pub edit_href: Option<String>,
    /// The day since which the page should have been checked again; none while it is not due.
    pub review_due: Option<DateView>,
    /// How the text of the page changed; none where nobody knows.
    pub history: Option<HistoryView>,
    /// What the page once said wrongly, the latest first.
    pub corrections: Vec<CorrectionView>,
    /// The Atom feed of what this very page lists.
    pub feed_href: Option<String>,
    /// The picture of the page for messengers; none where the book wants none, and without a base address.
    pub image: Option<ImageView>,
}

/// A picture of 1200 by 630 pixels.
#[derive(Clone, Debug, Serialize)]
pub struct ImageView {
    /// The absolute address.
    pub href: String,
    /// What the picture says, in words.
    pub alt: String,
}

/// Something that a page once said, and no longer does.
#[derive(Clone, Debug, Serialize)]
pub struct CorrectionView {
    /// The anchor on the page of corrections.
    pub id: String,
    /// Its place on that page.
    pub href: String,
    /// The page that was wrong; its text is its title.
    pub page: LinkView,
    /// The day of the correction.
    pub day: DateView,
    /// What the page said.
    pub was_html: String,
    /// What it says now.
    pub now_html: String,
    /// How it was found out.
    pub why_html: Option<String>,
    /// The language of these words, where it is not the page's.
    pub lang: Option<String>,
}

/// What the site said wrongly, and how its pages changed. Template `corrections.html`.
#[derive(Clone, Debug, Serialize)]
pub struct CorrectionsView {
    /// What all pages share.
    pub site: Shared<SiteView>,
    /// What this page has of its own.
    pub page: PageView,
    /// The title.
    pub heading_html: String,
    /// One sentence.
    pub standfirst_html: Option<String>,
    /// What `content/pages/corrections.md` says.
    pub body: Option<BodyView>,
    /// The corrections, the latest first.
    pub corrections: Vec<CorrectionView>,
    /// The latest changes of the pages, the latest first; empty where nobody knows.
    pub changes: Vec<SiteChangeView>,
}

/// A change of several pages at once.
#[derive(Clone, Debug, Serialize)]
pub struct SiteChangeView {
    /// The change.
    pub change: ChangeView,
    /// The pages, a few of them at the most.
    pub pages: Vec<LinkView>,
    /// How many pages there are besides.
    pub others: usize,
}

/// How the text of a page changed.
#[derive(Clone, Debug, Serialize)]
pub struct HistoryView {
    /// The day of the latest change.
    pub last: DateView,
    /// The latest changes, newest first; empty where the book shows their days only.
    pub changes: Vec<ChangeView>,
    /// How many older ones there are.
    pub older: usize,
}

/// A change of a page.
#[derive(Clone, Debug, Serialize)]
pub struct ChangeView {
    /// Its day.
    pub day: DateView,
    /// What was changed, in the words of whoever did; none where these may not be shown.
    pub text: Option<String>,
    /// Where the change can be seen.
    pub href: Option<String>,
}

/// The page in one language.
#[derive(Clone, Debug, Serialize)]
pub struct AlternateView {
    /// A language, or `x-default`.
    pub lang: String,
    /// The absolute address.
    pub href: String,
}

/// The link to the same page in another language.
#[derive(Clone, Debug, Serialize)]
pub struct LanguageLinkView {
    /// The language that the link leads to.
    pub lang: String,
    /// The address.
    pub href: String,
    /// The language's own name: `English`, `Français`.
    pub text: String,
    /// The anchors that have another name there, for the script that keeps the reader's place: `l-essentiel=in-short …`.
    pub anchors: String,
}

/// A link of the masthead.
#[derive(Clone, Debug, Serialize)]
pub struct NavView {
    /// The address.
    pub href: String,
    /// The words.
    pub text: String,
    /// The page is this link's or stands below it.
    pub current: bool,
}

/// A step of the breadcrumb.
#[derive(Clone, Debug, Serialize)]
pub struct CrumbView {
    /// The address; none for the page itself.
    pub href: Option<String>,
    /// The words, short.
    pub text: String,
}

/// A page of prose: method, data, legal notice, privacy, accessibility. Template `page.html`.
#[derive(Clone, Debug, Serialize)]
pub struct TextView {
    /// What all pages share.
    pub site: Shared<SiteView>,
    /// What this page has of its own.
    pub page: PageView,
    /// The title.
    pub heading_html: String,
    /// One sentence, or none.
    pub standfirst_html: Option<String>,
    /// The text.
    pub body: Option<BodyView>,
    /// Files to take away (`data/decisions.csv`), with what they hold; on the data page only.
    pub downloads: Vec<DownloadView>,
    /// How to cite the data; on the data page only.
    pub citation: Option<CitationView>,
    /// What the page rests on.
    pub sources: Vec<SourceView>,
    /// The day the page was last checked.
    pub reviewed: Option<DateView>,
}

/// A file of the site to take away.
#[derive(Clone, Debug, Serialize)]
pub struct DownloadView {
    /// The address.
    pub href: String,
    /// What it holds: « Décisions, une ligne par organisme ».
    pub text: String,
    /// Its format: `CSV`, `JSON`.
    pub format: String,
}

/// The page of an address that leads nowhere. Template `404.html`.
#[derive(Clone, Debug, Serialize)]
pub struct NotFoundView {
    /// What all pages share.
    pub site: Shared<SiteView>,
    /// What this page has of its own.
    pub page: PageView,
    /// The hubs, in the page's language.
    pub hubs: Vec<LinkView>,
}

/// An old address that sends the reader on. Template `redirect.html`.
#[derive(Clone, Debug, Serialize)]
pub struct RedirectView {
    /// What all pages share.
    pub site: Shared<SiteView>,
    /// What this page has of its own.
    pub page: PageView,
    /// The page that it leads to.
    pub target: LinkView,
}
