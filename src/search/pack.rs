//! The bytes of index files: whole numbers and texts one after the other, compressed, and named after what they hold.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;

/// Bytes of a file name: enough that two files of an index never share one.
pub(super) const NAME: usize = 6;

/// Writes what `assets/search/bytes.js` reads.
#[derive(Debug, Default)]
pub(super) struct Pack {
    pub bytes: Vec<u8>,
}

impl Pack {
    /// Seven bits a byte, the lowest first; the highest bit says that more follow.
    pub fn number(&mut self, number: usize) {
        let mut rest = number;
        while rest >= 0x80 {
            self.bytes.push(rest as u8 | 0x80);
            rest >>= 7;
        }
        self.bytes.push(rest as u8);
    }

    pub fn text(&mut self, text: &str) {
        self.number(text.len());
        self.bytes.extend_from_slice(text.as_bytes());
    }

    /// A text after another one: how many characters they share at the start, and what differs.
    pub fn text_after(&mut self, before: &str, text: &str) {
        let shared = before.chars().zip(text.chars()).take_while(|(one, other)| one == other).count();
        self.number(shared);
        let at = text.char_indices().nth(shared).map_or(text.len(), |(at, _)| at);
        self.text(&text[at..]);
    }
}

/// A file of an index.
#[derive(Clone, Debug)]
pub struct IndexFile {
    pub name: String,
    pub bytes: Vec<u8>,
}

impl IndexFile {
    /// Compressed, under the name that follows from its content.
    pub(super) fn new(bytes: &[u8]) -> IndexFile {
        let bytes = compressed(bytes);
        let name = blake3::hash(&bytes).to_hex()[..2 * NAME].to_owned();
        IndexFile { name: format!("{name}.bin"), bytes }
    }

    /// The part of the name that changes, as bytes.
    pub(super) fn key(&self) -> [u8; NAME] {
        let mut key = [0; NAME];
        for (byte, digits) in key.iter_mut().zip(self.name.as_bytes().chunks(2)) {
            let hex = std::str::from_utf8(digits).unwrap_or_default();
            *byte = u8::from_str_radix(hex, 16).unwrap_or_default();
        }
        key
    }
}

/// A zlib stream: its checksum tells a reader that a file came through whole, whatever the host does to it.
pub(super) fn compressed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::with_capacity(bytes.len() / 2), Compression::default());
    let written = encoder.write_all(bytes).and_then(|()| encoder.finish());
    written.expect("writing to memory does not fail")
}
