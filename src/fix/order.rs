//! The keys of a front matter in the order of the schema: a document's own keys among themselves, and those that every document may have among
//! themselves. Each keeps its comments and its lines.

use std::ops::Range;

use super::{Change, Edit};
use crate::diag::Sink;
use crate::model::schema;
use crate::model::value::Kind;
use crate::source::SourceFile;
use crate::syntax::front_matter;
use crate::syntax::yaml::{self, Value};

/// The whole front matter in order, where it is not and can be read.
pub fn edit(file: &SourceFile, kind: Kind) -> Option<Edit> {
    let sink = Sink::default();
    let fences = front_matter::split(file, &sink);
    let root = yaml::parse(file, fences.yaml.clone(), &sink).filter(|_| fences.are_whole)?;
    let Value::Map(entries) = root.value else { return None };
    let text = &file.text[fences.yaml.clone()];
    let (blocks, rest) = blocks(text);
    // Lines tell where the keys are in all but strange texts; those stay as they are.
    let is_understood = blocks.iter().map(|block| block.key).eq(entries.iter().map(|(key, _)| key.value.as_str()));
    let new: String = ordered(&blocks, kind).into_iter().map(|block| &text[block.lines.clone()]).collect();
    let new = new + &text[rest..];
    (is_understood && new != text).then_some(Edit { range: fences.yaml, new, change: Change::Order })
}

/// A key with the comments above it and the lines that belong to it.
#[derive(Debug)]
struct Block<'a> {
    key: &'a str,
    lines: Range<usize>,
}

/// The blocks of a front matter, and where what stands after the last one begins.
fn blocks(text: &str) -> (Vec<Block<'_>>, usize) {
    let mut blocks: Vec<Block<'_>> = Vec::new();
    let (mut at, mut free) = (0, 0);
    for line in text.split_inclusive('\n') {
        let end = at + line.len();
        if let Some(key) = key_of(line) {
            blocks.push(Block { key, lines: free..end });
            free = end;
        } else if !line.trim().is_empty()
            && !line.starts_with('#')
            && let Some(last) = blocks.last_mut()
        {
            last.lines.end = end;
            free = end;
        }
        at = end;
    }
    (blocks, free)
}

fn key_of(line: &str) -> Option<&str> {
    let (key, rest) = line.split_once(':')?;
    let is_key = !key.is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
    (is_key && rest.starts_with([' ', '\t', '\r', '\n'])).then_some(key)
}

/// Each group in its own order, at the places that its keys have.
fn ordered<'a, 'b>(blocks: &'a [Block<'b>], kind: Kind) -> Vec<&'a Block<'b>> {
    let mut ordered: Vec<&Block<'_>> = blocks.iter().collect();
    let (own, every) = (schema::of(kind).own_keys(), schema::of(kind).keys().map(|key| key.name));
    let own: Vec<&str> = own.iter().map(|key| key.name).collect();
    let shared: Vec<&str> = every.filter(|name| !own.contains(name)).collect();
    for keys in [own, shared] {
        let rank = |block: &Block<'_>| keys.iter().position(|name| *name == block.key);
        let places: Vec<usize> = (0..blocks.len()).filter(|at| rank(&blocks[*at]).is_some()).collect();
        let mut group: Vec<&Block<'_>> = places.iter().map(|at| &blocks[*at]).collect();
        group.sort_by_key(|block| rank(block));
        places.into_iter().zip(group).for_each(|(at, block)| ordered[at] = block);
    }
    ordered
}

#[cfg(test)]
mod tests {
    use super::*;

    fn in_order(front: &str) -> String {
        let text = format!("---\n{front}---\nTexte\n");
        let file = SourceFile::new("content/decisions/x.md", text.as_str());
        edit(&file, Kind::Decision).map_or(text.clone(), |edit| super::super::applied(&text, &[edit]))
    }

    #[test]
    fn keys_move_with_their_comments_and_lines() {
        let front = "# le jour\ndate: 2020-12-07 # exact\nfines:\n  - imposed: 3000\n\n# le numéro\n# officiel\nnumber: x\nkind: fine\n# fin\n";
        let wanted = "# le numéro\n# officiel\nnumber: x\n# le jour\ndate: 2020-12-07 # exact\nkind: fine\nfines:\n  - imposed: 3000\n";
        let out = in_order(front);
        assert_eq!(out.replace("\n\n", "\n"), format!("---\n{wanted}# fin\n---\nTexte\n"));
        assert_eq!(
            in_order(out.strip_prefix("---\n").and_then(|out| out.strip_suffix("---\nTexte\n")).expect("fences")),
            out
        );
    }

    #[test]
    fn what_every_document_has_stays_between_its_neighbours() {
        let front = "title: t\nnumber: x\nact: rgpd\ndate: 2020-12-07\n";
        assert_eq!(in_order(front), "---\nnumber: x\ndate: 2020-12-07\nact: rgpd\ntitle: t\n---\nTexte\n");
    }

    #[test]
    fn what_cannot_be_read_stays() {
        for front in ["date: [\nnumber: x\n", "quote: \"a\nnumber: b\"\ndate: 2020-12-07\n", "- a\n"] {
            assert_eq!(in_order(front), format!("---\n{front}---\nTexte\n"));
        }
    }
}
