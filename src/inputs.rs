//! Everything a compilation reads, as one value: files, theme, configuration, today.
//!
//! The same inputs give the same site. Disk and clock have been asked before; nothing below this asks them again.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::config::Config;
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
    /// The build's today.
    pub today: Date,
    /// Whether drafts are built.
    pub drafts: bool,
}
