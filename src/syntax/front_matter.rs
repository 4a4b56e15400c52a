//! Finds the front matter: the YAML between a first line `---` and the next one.

use std::ops::Range;

use crate::diag::{Code, Diagnostic, Sink};
use crate::source::SourceFile;

/// Where the YAML and the text of a document stand, as byte ranges of its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fences {
    pub yaml: Range<usize>,
    pub body: Range<usize>,
    /// Whether both fences stand; reported where not.
    pub are_whole: bool,
}

/// Splits a document at its fences. A file without front matter is reported and counts as all text.
pub fn split(file: &SourceFile, sink: &Sink) -> Fences {
    let text: &str = &file.text;
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut lines = Lines { text, at: start };
    let opening = lines.next().unwrap_or(start..start);
    if text[opening.clone()].trim_end() != "---" {
        sink.report(
            Diagnostic::new(
                Code::FrontMatterMissing,
                file.span(start..opening.end),
                "the document has no front matter",
            )
            .help("start the file with a line `---`, the fields, and another line `---`"),
        );
        return Fences { yaml: start..start, body: start..text.len(), are_whole: false };
    }
    let yaml_start = lines.at;
    while let Some(line) = lines.next() {
        if text[line.clone()].trim_end() == "---" {
            return Fences { yaml: yaml_start..line.start, body: lines.at..text.len(), are_whole: true };
        }
    }
    sink.report(
        Diagnostic::new(Code::FrontMatterUnclosed, file.span(opening), "this front matter never ends")
            .help("close it with a line that holds `---` and nothing else"),
    );
    Fences { yaml: yaml_start..text.len(), body: text.len()..text.len(), are_whole: false }
}

/// The lines of a text as byte ranges, without their line feeds.
struct Lines<'a> {
    text: &'a str,
    at: usize,
}

impl Iterator for Lines<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        let start = self.at;
        if start >= self.text.len() {
            return None;
        }
        let end = self.text[start..].find('\n').map_or(self.text.len(), |at| start + at);
        self.at = (end + 1).min(self.text.len());
        Some(start..end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, yaml: &str, body: &str, mistakes: usize) {
        let (file, sink) = (SourceFile::new("x.md", text), Sink::default());
        let fences = split(&file, &sink);
        assert_eq!((&text[fences.yaml], &text[fences.body]), (yaml, body));
        assert_eq!(sink.into_vec().len(), mistakes);
    }

    #[test]
    fn fences_are_lines_of_their_own() {
        check("---\na: 1\n---\ntexte\n", "a: 1\n", "texte\n", 0);
        check("\u{feff}---\r\na: 1\r\n---\r\ntexte", "a: 1\r\n", "texte", 0);
        check("---\n---\n", "", "", 0);
        check("---\na: '---'\n--- \nb\n---\n", "a: '---'\n", "b\n---\n", 0);
    }

    #[test]
    fn missing_fences_are_reported_once() {
        check("texte", "", "texte", 1);
        check("---\na: 1\n", "a: 1\n", "", 1);
        check("", "", "", 1);
    }
}
