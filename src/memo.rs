//! What earlier compilations found out, keyed by content. Dropping it costs time and changes nothing else.

use std::collections::HashMap;
use std::sync::Arc;

use crate::corpus::Parsed;
use crate::diag::Outcome;
use crate::source::{FileId, SourceFile};

/// What a file became, with its diagnostics: a hit replays them.
pub type ParsedFile = Arc<Outcome<Option<Parsed>>>;

#[derive(Default)]
pub struct Memo {
    parsed: HashMap<FileId, (blake3::Hash, ParsedFile)>,
}

impl Memo {
    /// What this very text was parsed to before.
    pub fn parsed(&self, file: &SourceFile) -> Option<ParsedFile> {
        self.parsed.get(&file.id).filter(|(hash, _)| *hash == file.hash).map(|(_, parsed)| parsed.clone())
    }

    /// Keeps what the files of this compilation became, and forgets files that are gone.
    pub fn keep_parsed(&mut self, files: impl IntoIterator<Item = (FileId, blake3::Hash, ParsedFile)>) {
        self.parsed = files.into_iter().map(|(id, hash, parsed)| (id, (hash, parsed))).collect();
    }
}
