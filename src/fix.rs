//! What `check --fix` changes, and an editor on request: whatever has one remedy that needs no judgement. Unicode form, missing French spaces, days
//! written otherwise than `YYYY-MM-DD`, references to an id that a redirect tells the new one of, the order of the keys of a front matter.
//!
//! Edits are data; nothing is written here. Code, addresses and keys are never touched, and what no edit names stays byte for byte. Applied again and
//! again, edits come to an end: a text that has none is as it should be.

mod order;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use crate::analysis::Analysis;
use crate::analysis::texts::{Part, Text, TextId};
use crate::diag::{Code, Diagnostic, Sink};
use crate::inputs::Inputs;
use crate::model::fields::parse_date;
use crate::model::value::{DocId, Lang};
use crate::rename;
use crate::source::{FileId, SourceFile};
use crate::syntax::front_matter;
use crate::syntax::yaml::{self, Node, Value};
use crate::typography;

/// What an edit is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    Date,
    Reference,
    Unicode,
    Spaces,
    Order,
}

/// Bytes of a file, and what should stand there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    pub range: Range<usize>,
    pub new: String,
    pub change: Change,
}

/// The edits of each file that has any and that is wanted, by its path; in order, without overlap. The order of keys comes last, when nothing else is
/// left to do in the file.
pub fn edits(
    inputs: &Inputs,
    analysis: &Analysis,
    diagnostics: &[Diagnostic],
    is_wanted: impl Fn(&SourceFile) -> bool,
) -> BTreeMap<String, Vec<Edit>> {
    let mut found: BTreeMap<FileId, Vec<Edit>> = BTreeMap::new();
    let wanted = |file: FileId| inputs.sources.get(file).filter(|file| is_wanted(file));
    let moved = moved(analysis);
    for one in diagnostics {
        let Some(file) = wanted(one.span.file) else { continue };
        found.entry(file.id).or_default().extend(remedies(one, file, &moved));
    }
    for (id, text) in analysis.texts.iter() {
        let Some(file) = text.body.leaves.first().and_then(|leaf| wanted(leaf.file())) else { continue };
        found.entry(file.id).or_default().extend(prose(&id, text, file));
    }
    let documents = analysis.corpus.documents.values().map(|document| (document.meta.file, document.id()));
    let twins = analysis.corpus.twins.iter().map(|(id, twin)| (twin.file, id));
    for (file, id) in documents.chain(twins) {
        let Some(file) = wanted(file) else { continue };
        let edits = found.entry(file.id).or_default();
        edits.extend(values(file));
        if edits.is_empty() {
            edits.extend(order::edit(file, id.kind));
        }
    }
    let by_path = found.into_iter().filter_map(|(file, edits)| {
        let edits = apart(edits);
        Some((inputs.sources.get(file)?.path.to_string(), edits)).filter(|(_, edits)| !edits.is_empty())
    });
    by_path.collect()
}

/// A file after its edits, the order of its keys included; none where it is as it should be.
pub fn mended(file: &SourceFile, inputs: &Inputs, analysis: &Analysis, diagnostics: &[Diagnostic]) -> Option<String> {
    let edits = edits(inputs, analysis, diagnostics, |other| other.id == file.id).remove(&*file.path)?;
    let text = applied(&file.text, &edits);
    let kind = analysis.corpus.of_file(file.id).map(|document| document.id().kind);
    let again = kind.and_then(|kind| order::edit(&SourceFile::new(&*file.path, text.as_str()), kind));
    Some(again.map_or_else(|| text.clone(), |edit| applied(&text, &[edit])))
}

/// A text after its edits.
pub fn applied(text: &str, edits: &[Edit]) -> String {
    let mut text = text.to_owned();
    for edit in edits.iter().rev() {
        text.replace_range(edit.range.clone(), &edit.new);
    }
    text
}

/// In order; of two that meet, the later one waits for another turn.
fn apart(mut edits: Vec<Edit>) -> Vec<Edit> {
    edits.sort_by_key(|edit| (edit.range.start, edit.range.end, edit.change));
    let mut kept: Vec<Edit> = Vec::new();
    for edit in edits {
        let is_apart = kept.last().is_none_or(|last| last.range.end <= edit.range.start && last.range != edit.range);
        if is_apart {
            kept.push(edit);
        }
    }
    kept
}

// ── what a diagnostic asks for ──

fn remedies(one: &Diagnostic, file: &SourceFile, moved: &Moved<'_>) -> Vec<Edit> {
    let Some(written) = file.text.get(one.span.range()) else { return Vec::new() };
    match one.code {
        Code::BadDate => date(written, one.span.start as usize).into_iter().collect(),
        Code::UnknownDocument | Code::BrokenLink => references(written, one.span.start as usize, moved),
        _ => Vec::new(),
    }
}

/// `07/12/2020`, `7.12.2020`, `2020/12/7` or `7 décembre 2020`, in its quotes if it has any; the day comes before the month, as in France.
fn date(written: &str, start: usize) -> Option<Edit> {
    let inside = written.trim_matches(['"', '\'', ' ']);
    let parts: Vec<&str> = inside.split(['/', '.', '-', ' ', '\u{a0}', '\u{202f}']).collect();
    let [first, month, last] = parts.as_slice() else { return None };
    let (day, year) = if first.len() == 4 { (last, first) } else { (first, last) };
    let number = |text: &str| text.parse::<i8>().ok().filter(|_| text.len() <= 2);
    let day = number(day.strip_suffix("er").unwrap_or(day))?;
    let month = number(month).or_else(|| typography::month_of(&month.to_lowercase()))?;
    let new = format!("{year}-{month:02}-{day:02}");
    parse_date(&new).ok()?;
    let at = start + written.find(inside)?;
    Some(Edit { range: at..at + inside.len(), new, change: Change::Date })
}

/// The documents that redirects lead to, by the id that they had.
type Moved<'a> = BTreeMap<&'a str, BTreeSet<&'a DocId>>;

fn moved(analysis: &Analysis) -> Moved<'_> {
    let mut moved = Moved::new();
    for document in analysis.corpus.documents.values() {
        for alias in &document.meta.aliases {
            let old = alias.value.trim_matches('/').rsplit('/').next().unwrap_or_default();
            moved.entry(old).or_default().insert(document.id());
        }
    }
    moved
}

/// The old ids in a broken reference that a redirect leads to one document from: in its address, not in the words shown.
fn references(written: &str, start: usize, moved: &Moved<'_>) -> Vec<Edit> {
    let address = match (written.rfind("]("), written.starts_with("[["), written.find('|')) {
        (Some(end), false, _) => end..written.len(),
        (_, true, Some(bar)) => 0..bar,
        _ => 0..written.len(),
    };
    let mut edits = Vec::new();
    for (old, documents) in moved {
        let mut slugs = documents.iter().map(|id| &*id.slug);
        let (Some(new), None) = (slugs.next(), slugs.next()) else { continue };
        for at in rename::whole_words(&written[address.clone()], old).into_iter().filter(|_| new != *old) {
            let at = start + address.start + at;
            edits.push(Edit { range: at..at + old.len(), new: new.to_owned(), change: Change::Reference });
        }
    }
    edits
}

// ── what stands in texts ──

/// Missing spaces of a French text, and words in another Unicode form than NFC.
fn prose(id: &TextId, text: &Text, file: &SourceFile) -> Vec<Edit> {
    // What is quoted stays as it was said; titles of sources may be in any language.
    let is_ours =
        id.is_cited() && !matches!(&id.part, Part::Words(path) if path.ends_with(".quote") || path.ends_with(".was"));
    let is_french = id.lang == Lang::Fr && is_ours;
    let mut edits = Vec::new();
    for leaf in &text.body.leaves {
        let spaces = if is_french { typography::missing_spaces(&leaf.text) } else { Vec::new() };
        for at in spaces.into_iter().filter_map(|at| leaf.written_at(at)) {
            edits.push(Edit { range: at..at, new: " ".to_owned(), change: Change::Spaces });
        }
        if id.part == Part::Body {
            edits.extend(leaf.written().flat_map(|range| composed(file, range)));
        }
    }
    edits
}

/// The words of a stretch that are not in Unicode's composed form; addresses stay.
fn composed(file: &SourceFile, range: Range<usize>) -> Vec<Edit> {
    let Some(text) = file.text.get(range.clone()).filter(|text| !text.is_ascii()) else { return Vec::new() };
    let words = text.split_whitespace().filter(|word| !word.contains("://") && !unicode_normalization::is_nfc(word));
    let edit = |word: &str| {
        let start = range.start + (word.as_ptr() as usize - text.as_ptr() as usize);
        Edit { range: start..start + word.len(), new: word.nfc().collect(), change: Change::Unicode }
    };
    words.map(edit).collect()
}

/// The values of a front matter that are not in Unicode's composed form.
fn values(file: &SourceFile) -> Vec<Edit> {
    let sink = Sink::default();
    let fences = front_matter::split(file, &sink);
    if !fences.are_whole || file.text[fences.yaml.clone()].is_ascii() {
        return Vec::new();
    }
    let root = yaml::parse(file, fences.yaml, &sink);
    let mut edits = Vec::new();
    root.iter().for_each(|root| scalars(root, &mut |span| edits.extend(composed(file, span))));
    edits
}

fn scalars(node: &Node, take: &mut impl FnMut(Range<usize>)) {
    match &node.value {
        Value::Null => {}
        Value::Scalar { .. } => take(node.span.range()),
        Value::Seq(items) => items.iter().for_each(|item| scalars(item, take)),
        Value::Map(entries) => entries.iter().for_each(|(_, value)| scalars(value, take)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_in_france() {
        let iso = |written: &str| date(written, 0).map(|edit| applied(written, &[edit]));
        for written in ["07/12/2020", "7.12.2020", "7-12-2020", "2020/12/7", "7 décembre 2020", "7 Décembre 2020"] {
            assert_eq!(iso(written).as_deref(), Some("2020-12-07"), "{written}");
        }
        assert_eq!(iso("\"1er février 2021\"").as_deref(), Some("\"2021-02-01\""));
        for written in ["30/02/2020", "12/31/2020", "07/12/20", "décembre 2020", "1/2/3/4", "", "x"] {
            assert_eq!(iso(written), None, "{written}");
        }
    }

    #[test]
    fn the_old_id_is_replaced_in_the_address_alone() {
        let id = DocId::new(crate::model::value::Kind::Checklist, "cabinet");
        let moved = Moved::from([("cabinet-medical", BTreeSet::from([&id]))]);
        let mended = |written: &str| applied(written, &references(written, 0, &moved));
        assert_eq!(mended("[[cabinet-medical]]"), "[[cabinet]]");
        assert_eq!(mended("[[cabinet-medical/cm-01|cabinet-medical]]"), "[[cabinet/cm-01|cabinet-medical]]");
        assert_eq!(
            mended("[cabinet-medical](../checklists/cabinet-medical.md)"),
            "[cabinet-medical](../checklists/cabinet.md)"
        );
        assert_eq!(mended("cabinet-medical/cm-01"), "cabinet/cm-01");
        assert_eq!(mended("cabinet-medical-2"), "cabinet-medical-2");
    }
}
