//! Where a text came from: files, byte spans in them, and their lines and columns.
//!
//! A span is a byte range in the *original* file, on character boundaries; front matter and body share it. Nothing above the
//! analysis carries spans: they exist to say where a mistake is, and where an input of a figure stands.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

/// Names a file by its path: the same in every rebuild, so that remembered spans stay true.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileId(u64);

impl FileId {
    pub fn of(path: &str) -> FileId {
        let hash = blake3::hash(path.as_bytes());
        let mut head = [0; 8];
        head.copy_from_slice(&hash.as_bytes()[..8]);
        FileId(u64::from_le_bytes(head))
    }
}

/// A byte range in a file. `start..end`, end exclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    pub file: FileId,
    pub start: u32,
    pub end: u32,
}

impl Span {
    /// Files above 4 GiB never get this far: the reader refuses anything past its size limit.
    pub fn new(file: FileId, range: Range<usize>) -> Span {
        Span { file, start: range.start as u32, end: range.end as u32 }
    }

    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A value and where it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spanned<T> {
    pub value: T,
    pub span: Span,
}

/// One file of the book: its path from the root with `/`, its text, and the hash that stands for both in caches.
#[derive(Clone, Debug)]
pub struct SourceFile {
    pub id: FileId,
    pub path: Arc<str>,
    pub text: Arc<str>,
    pub hash: blake3::Hash,
}

/// A place as people count: line and column from 1, columns in Unicode scalar values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    pub line: usize,
    pub column: usize,
}

impl SourceFile {
    pub fn new(path: impl Into<Arc<str>>, text: impl Into<Arc<str>>) -> SourceFile {
        let (path, text) = (path.into(), text.into());
        let hash = blake3::hash(text.as_bytes());
        SourceFile { id: FileId::of(&path), path, text, hash }
    }

    pub fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.id, range)
    }

    /// The line and column of a byte offset; an offset past the end counts as the end.
    pub fn position(&self, offset: usize) -> Position {
        let offset = floor_char_boundary(&self.text, offset);
        let before = &self.text[..offset];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        Position {
            line: before.bytes().filter(|byte| *byte == b'\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
        }
    }
}

fn floor_char_boundary(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

/// All files of a compilation, in the order of their paths.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: BTreeMap<Arc<str>, SourceFile>,
    paths: BTreeMap<FileId, Arc<str>>,
}

impl Sources {
    pub fn insert(&mut self, file: SourceFile) {
        self.paths.insert(file.id, file.path.clone());
        self.files.insert(file.path.clone(), file);
    }

    pub fn iter(&self) -> impl Iterator<Item = &SourceFile> {
        self.files.values()
    }

    pub fn get(&self, id: FileId) -> Option<&SourceFile> {
        self.files.get(self.paths.get(&id)?)
    }

    pub fn by_path(&self, path: &str) -> Option<&SourceFile> {
        self.files.get(path)
    }

    pub fn remove(&mut self, path: &str) -> Option<SourceFile> {
        let file = self.files.remove(path)?;
        self.paths.remove(&file.id);
        Some(file)
    }

    /// `content/decisions/x.md:12`, for the workings of figures.
    pub fn file_and_line(&self, span: Span) -> String {
        match self.get(span.file) {
            Some(file) => format!("{}:{}", file.path, file.position(span.start as usize).line),
            None => String::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_characters_not_bytes() {
        let file = SourceFile::new("a.md", "é\nàb€c");
        assert_eq!(file.position(0), Position { line: 1, column: 1 });
        assert_eq!(file.position(3), Position { line: 2, column: 1 });
        let c = file.text.find('c').expect("the text holds a c");
        assert_eq!(file.position(c), Position { line: 2, column: 4 });
        assert_eq!(file.position(usize::MAX), Position { line: 2, column: 5 });
    }
}
