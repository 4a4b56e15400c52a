//! What an editor asks about a place of the book: what may be written here, what this is, where it is defined, who uses it. Answers come from the same
//! analysis as the site; the protocol that carries them is [`crate::cli`]'s business.

mod completion;
mod context;
mod symbol;

use crate::analysis::Analysis;
use crate::inputs::Inputs;
use crate::source::{SourceFile, Span};

pub use completion::{Proposal, ProposalKind, completions, document_of};
pub use symbol::{Symbol, SymbolKind, definition, hover, references, symbol};

/// The book as an editor sees it.
#[derive(Clone, Copy)]
pub struct Book<'a> {
    pub inputs: &'a Inputs,
    pub analysis: &'a Analysis,
}

/// Places of a protocol that counts lines from 0 and, in a line, units of UTF-16.
pub fn offset_of(text: &str, line: u32, character: u32) -> usize {
    let start = match line {
        0 => 0,
        line => match text.match_indices('\n').nth(line as usize - 1) {
            Some((at, _)) => at + 1,
            None => return text.len(),
        },
    };
    let mut units = 0;
    for (at, c) in text[start..].char_indices() {
        if c == '\n' || units >= character {
            return start + at;
        }
        units += c.len_utf16() as u32;
    }
    text.len()
}

/// The line and the units of UTF-16 in it before a byte; one inside a character counts as before it.
pub fn place_of(text: &str, offset: usize) -> (u32, u32) {
    let before = &text[..text.floor_char_boundary(offset.min(text.len()))];
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    let units: usize = before[line_start..].chars().map(char::len_utf16).sum();
    (before.matches('\n').count() as u32, units as u32)
}

fn holds(span: Span, file: &SourceFile, offset: usize) -> bool {
    span.file == file.id && (span.start as usize..=span.end as usize).contains(&offset)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_count_units_of_utf_16() {
        let text = "é\n𝄞a€\r\nz";
        for (offset, place) in [(0, (0, 0)), (2, (0, 1)), (3, (1, 0)), (7, (1, 2)), (8, (1, 3)), (13, (2, 0))] {
            assert_eq!(place_of(text, offset), place, "{offset}");
            assert_eq!(offset_of(text, place.0, place.1), offset, "{place:?}");
        }
        assert_eq!(offset_of(text, 9, 9), text.len());
        assert_eq!(offset_of(text, 0, 99), 2);
        assert_eq!(place_of(text, 999), (2, 1));
    }
}
