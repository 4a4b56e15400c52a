//! Everything a compilation reads, as one value: files, theme, configuration, history, today.
//!
//! The same inputs give the same site. Disk and clock have been asked before; nothing below this asks them again.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::config::Config;
use crate::history::History;
use crate::model::value::Date;
use crate::source::{FileId, Sources};

#[derive(Clone, Debug)]
pub struct Inputs {
    pub config: Config,
    /// Content and acts, as text, by their path from the root.
    pub sources: Sources,
    /// The book's own theme files, by their path inside the theme.
    pub theme: BTreeMap<String, Arc<[u8]>>,
    /// Files published as they are, by their path in the site: `static/` and additional stylesheets.
    pub statics: BTreeMap<String, Arc<[u8]>>,
    /// Files that could not be read as text: reported already, and never parsed.
    pub unreadable: Vec<FileId>,
    /// When the content changed, in which words; empty where nobody knows.
    pub history: Arc<History>,
    /// The build's today.
    pub today: Date,
    /// Whether drafts are built.
    pub drafts: bool,
}

impl Inputs {
    /// The files that differ from those of an earlier reading, by their path from the root, in order; `history` and `today` where these do.
    pub fn differences(&self, earlier: &Inputs) -> Vec<String> {
        let mut paths = BTreeSet::new();
        let text = |inputs: &Inputs, path: &str| {
            inputs.sources.by_path(path).map(|file| (file.hash, inputs.is_unreadable(file.id)))
        };
        for file in self.sources.iter().chain(earlier.sources.iter()) {
            if text(self, &file.path) != text(earlier, &file.path) {
                paths.insert(file.path.to_string());
            }
        }
        paths.extend(different(&self.theme, &earlier.theme).map(|path| {
            let owner = if self.theme.contains_key(path) { self } else { earlier };
            format!("themes/{}/{path}", owner.config.theme.as_deref().unwrap_or_default())
        }));
        paths.extend(self.published_differences(earlier).map(|path| {
            let is_stylesheet = [self, earlier].iter().any(|inputs| inputs.config.additional_css.contains(path));
            if is_stylesheet { path.clone() } else { format!("static/{path}") }
        }));
        if !Arc::ptr_eq(&self.history, &earlier.history) && self.history != earlier.history {
            paths.insert("history".to_owned());
        }
        if self.today != earlier.today {
            paths.insert("today".to_owned());
        }
        paths.into_iter().collect()
    }

    /// The paths in the site of the files published as they are that differ from those of an earlier reading.
    pub fn published_differences<'a>(&'a self, earlier: &'a Inputs) -> impl Iterator<Item = &'a String> {
        different(&self.statics, &earlier.statics)
    }

    fn is_unreadable(&self, id: FileId) -> bool {
        self.unreadable.contains(&id)
    }
}

/// The paths at which two sets of files do not hold the same bytes.
fn different<'a>(
    ours: &'a BTreeMap<String, Arc<[u8]>>,
    theirs: &'a BTreeMap<String, Arc<[u8]>>,
) -> impl Iterator<Item = &'a String> {
    let is_same = |a: &Arc<[u8]>, b: &Arc<[u8]>| Arc::ptr_eq(a, b) || a == b;
    let gone = theirs.keys().filter(|path| !ours.contains_key(*path));
    let changed =
        ours.iter().filter(move |(path, bytes)| !theirs.get(*path).is_some_and(|other| is_same(bytes, other)));
    changed.map(|(path, _)| path).chain(gone)
}
