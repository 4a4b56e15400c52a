//! The data dictionary: every key that a front matter may hold, and every field of the data files.

use serde::Serialize;

use super::parts::LinkView;
use super::shared::Shared;
use super::site::{PageView, SiteView};

/// The data dictionary. Template `dictionary.html`.
#[derive(Clone, Debug, Serialize)]
pub struct DictionaryView {
    /// What all pages share.
    pub site: Shared<SiteView>,
    /// What this page has of its own.
    pub page: PageView,
    /// The title.
    pub heading_html: String,
    /// One sentence.
    pub standfirst_html: Option<String>,
    /// What `content/pages/dictionnaire.md` says.
    pub text_html: String,
    /// A kind of document or a file each, in order.
    pub sections: Vec<DictionarySectionView>,
}

/// The keys of a kind of document, or the fields of a file.
#[derive(Clone, Debug, Serialize)]
pub struct DictionarySectionView {
    /// The anchor.
    pub id: String,
    /// « Décision », `decisions.csv`.
    pub title: String,
    /// Where such documents lie, or what the file holds.
    pub lead_html: String,
    /// The keys of the document or the file itself, then those of the maps inside.
    pub maps: Vec<DictionaryMapView>,
}

/// The keys of one map.
#[derive(Clone, Debug, Serialize)]
pub struct DictionaryMapView {
    /// The anchor.
    pub id: String,
    /// The key that holds it: `fines`; none for the document or the file itself.
    pub name: Option<String>,
    /// The keys.
    pub keys: Vec<DictionaryKeyView>,
}

/// One key.
#[derive(Clone, Debug, Serialize)]
pub struct DictionaryKeyView {
    /// The anchor.
    pub id: String,
    /// As it is written.
    pub name: String,
    /// What its value looks like, in words: « date, AAAA-MM-JJ ».
    pub kind: String,
    /// Where the keys inside it stand, or the field whose value it prints.
    pub inside: Option<LinkView>,
    /// Whether it must be there: « obligatoire »; none where it may be left out.
    pub presence: Option<String>,
    /// What it means.
    pub meaning_html: String,
    /// The values of a closed list.
    pub words: Vec<DictionaryWordView>,
}

/// One value of a closed list.
#[derive(Clone, Debug, Serialize)]
pub struct DictionaryWordView {
    /// As it is written.
    pub word: String,
    /// What pages print for it; none where that is the word.
    pub text: Option<String>,
}
