//! What earlier compilations found out, keyed by content. Dropping it costs time and changes nothing else.
//!
//! It knows what the last compilation held and no more: each one leaves behind what it made or took over, and the rest is forgotten.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use rustc_hash::FxBuildHasher;

use crate::analysis::book::Findings;
use crate::analysis::{figures, graph, texts};
use crate::compose;
use crate::corpus::Parsed;
use crate::diag::Outcome;
use crate::source::{FileId, SourceFile};
use crate::theme::{Theme, ThemeError};

/// What a file became, with its diagnostics: a hit replays them.
pub type ParsedFile = Arc<Outcome<Option<Parsed>>>;

#[derive(Default)]
pub struct Memo {
    parsed: HashMap<FileId, (blake3::Hash, ParsedFile), FxBuildHasher>,
    pub figures: figures::Memory,
    pub findings: Findings,
    pub texts: texts::Memory,
    pub graph: graph::Memory,
    pub pages: compose::Memory,
    theme: Option<(ThemeFiles, LoadedTheme)>,
}

/// A book's own theme files, by their path inside the theme.
type ThemeFiles = BTreeMap<String, Arc<[u8]>>;

type LoadedTheme = Result<Arc<Theme>, Vec<ThemeError>>;

impl Memo {
    /// What this very text was parsed to before.
    pub fn parsed(&self, file: &SourceFile) -> Option<ParsedFile> {
        self.parsed.get(&file.id).filter(|(hash, _)| *hash == file.hash).map(|(_, parsed)| parsed.clone())
    }

    /// Keeps what the files of this compilation became, and forgets files that are gone.
    pub fn keep_parsed(&mut self, files: impl IntoIterator<Item = (FileId, blake3::Hash, ParsedFile)>) {
        self.parsed = files.into_iter().map(|(id, hash, parsed)| (id, (hash, parsed))).collect();
    }

    /// The theme of these files, or what is wrong with them: loaded once for as long as they are the same.
    pub fn theme(&mut self, files: &ThemeFiles) -> LoadedTheme {
        match &self.theme {
            Some((known, theme)) if known == files => theme.clone(),
            Some(_) | None => {
                let overlay = files.iter().map(|(path, bytes)| (path.clone(), bytes.to_vec())).collect();
                let theme = Theme::load(&overlay).map(Arc::new);
                self.theme = Some((files.clone(), theme.clone()));
                theme
            }
        }
    }

    /// How many files and documents it remembers.
    pub fn len(&self) -> usize {
        self.parsed.len() + self.texts.len()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}
