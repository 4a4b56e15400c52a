//! How an index is cut into files, so that a query asks for a few of them, and an edited sentence changes a few of them.
//!
//! [`INDEX`] alone keeps its name: it says where each part of the dictionary is. All others are named after their content.
//! - **Shards** are stretches of the dictionary with their postings. All forms of a word lie in one.
//! - **Word lists** hold the dictionary twice, by the first letters of its words and by the last ones, for queries with a slip.
//! - **Titles** hold what a list of results shows, a few records a file.
//! - **Columns** hold what decisions are chosen and sorted by, one file each.

use std::collections::HashMap;

use rayon::prelude::*;
use serde_json::json;

use crate::model::value::Lang;

use super::invert::{Entry, Posting};
use super::pack::{IndexFile, Pack, compressed};
use super::record::{Facet, Record, RecordKind, SORTS, Traits, Vocabulary};
use super::stems::Stemmer;
use super::synonyms::Synonyms;
use super::words;

/// The file that says where each part of the dictionary is: the only one that keeps its name.
pub const INDEX: &str = "index.bin";

/// The version of these files. The browser's program reads no other.
const VERSION: u32 = 1;

/// Bytes of a word list before it is compressed, about.
const WORDS: usize = 4 * 1024;

/// Records in a file of titles.
const TITLES: usize = 8;

/// Shorter words are not looked for with a slip.
const SHORTEST_WITH_SLIP: usize = 4;

/// A file and the first key that it holds.
type Keyed = (String, IndexFile);

/// All files of the index of one language.
pub(super) fn files(
    entries: &[Entry],
    records: &[Record],
    synonyms: &Synonyms,
    vocabulary: &Vocabulary,
) -> Vec<IndexFile> {
    let lang = vocabulary.lang;
    let (shards, (lists, titles)) = rayon::join(
        || shards(entries, lang),
        || rayon::join(|| [word_lists(entries, false), word_lists(entries, true)], || titles(records, lang)),
    );
    let traits: Vec<&Traits> = records.iter().filter_map(|record| record.decision.as_ref()).collect();
    let facets: Vec<IndexFile> =
        vocabulary.facets.iter().enumerate().map(|(at, offered)| facet(&traits, offered, at)).collect();
    let facet_keys: Vec<&str> = vocabulary.facets.iter().map(|facet| facet.key.as_str()).collect();
    let sorts: Vec<IndexFile> = (0..SORTS.len()).map(|at| sort(&traits, at)).collect();
    let named = |keys: &[&str], files: &[IndexFile]| -> serde_json::Map<String, serde_json::Value> {
        keys.iter().zip(files).map(|(key, file)| ((*key).to_owned(), file.name.as_str().into())).collect()
    };
    let header = json!({
        "version": VERSION,
        "lang": lang.code(),
        "kinds": kinds(records),
        "common": words::common(lang).collect::<Vec<_>>(),
        "synonyms": synonyms.rows().collect::<Vec<_>>(),
        "acts": vocabulary.acts,
        "facets": named(&facet_keys, &facets),
        "sorts": named(&SORTS, &sorts),
    });
    let mut pack = Pack::default();
    pack.text(&header.to_string());
    for keyed in [&shards, &lists[0], &lists[1]] {
        table(&mut pack, keyed);
    }
    pack.number(titles.len());
    titles.iter().for_each(|file| pack.bytes.extend_from_slice(&file.key()));
    let index = IndexFile { name: INDEX.to_owned(), bytes: compressed(&pack.bytes) };
    let [first, last] = lists;
    let keyed = shards.into_iter().chain(first).chain(last).map(|(_, file)| file);
    keyed.chain(titles).chain(facets).chain(sorts).chain([index]).collect()
}

/// Where each file of a sorted list starts, and its name.
fn table(pack: &mut Pack, files: &[Keyed]) {
    pack.number(files.len());
    let mut before = "";
    for (first, file) in files {
        pack.text_after(before, first);
        pack.bytes.extend_from_slice(&file.key());
        before = first;
    }
}

/// The kinds of the records in their order, each with how many of it follow each other.
fn kinds(records: &[Record]) -> Vec<(&'static str, usize)> {
    let runs = records.chunk_by(|one, other| one.kind == other.kind);
    runs.filter_map(|run| Some((run.first()?.kind.word(), run.len()))).collect()
}

// ── where files end ──

/// The bytes of a shard before it is compressed: in a large dictionary larger ones, so that the list of all shards, which comes first, stays short. A power
/// of two, so that it seldom changes.
fn shard_size(all: usize) -> usize {
    (SHARD_OF_ROOT * all.isqrt()).next_power_of_two() / 2
}

/// How many times as large a shard is as the root of the whole, at the most.
const SHARD_OF_ROOT: usize = 6;

/// Where a sorted list is cut into files of about `target` bytes, its start and its end included. Whether a file ends before a key follows from this key
/// alone, as far as sizes allow: what is new in one place moves no cut in another.
fn cuts<'a>(
    keys: impl Iterator<Item = &'a str>,
    sizes: &[usize],
    mut may_start: impl FnMut(usize) -> bool,
    target: usize,
) -> Vec<usize> {
    let (mut cuts, mut size) = (vec![0], 0);
    for (at, key) in keys.enumerate() {
        let is_chosen = || digest(key) % target < sizes[at].next_power_of_two();
        if may_start(at) && (size >= 2 * target || size >= target / 4 && is_chosen()) {
            cuts.push(at);
            size = 0;
        }
        size += sizes[at];
    }
    cuts.push(sizes.len());
    cuts
}

/// A number that follows from a key, the same on every machine.
fn digest(key: &str) -> usize {
    let hash = blake3::hash(key.as_bytes());
    usize::from(u16::from_le_bytes([hash.as_bytes()[0], hash.as_bytes()[1]]))
}

// ── shards ──

fn shards(entries: &[Entry], lang: Lang) -> Vec<Keyed> {
    let groups = groups(entries, lang);
    let mut last_of: HashMap<u32, usize> = HashMap::new();
    groups.iter().enumerate().for_each(|(at, group)| _ = last_of.insert(*group, at));
    let sizes: Vec<usize> = entries.iter().map(entry_size).collect();
    let mut open_until = 0;
    let may_start = |at: usize| {
        let is_apart = open_until < at;
        open_until = open_until.max(last_of[&groups[at]]);
        is_apart
    };
    let cuts = cuts(entries.iter().map(|entry| &*entry.folded), &sizes, may_start, shard_size(sizes.iter().sum()));
    let shard = |bounds: &[usize]| {
        let range = bounds[0]..bounds[1];
        let own = entries.get(range.clone()).filter(|own| !own.is_empty())?;
        Some((own[0].folded.clone(), IndexFile::new(&shard(own, &groups[range]))))
    };
    cuts.par_windows(2).filter_map(shard).collect()
}

/// A number for the word that each form is a form of.
fn groups(entries: &[Entry], lang: Lang) -> Vec<u32> {
    let stem = |entry: &Entry| {
        let is_word = entry.form.starts_with(char::is_alphanumeric);
        if is_word { Stemmer::new(entry.stem_lang(lang)).stem(&entry.form).into_owned() } else { entry.form.clone() }
    };
    let stems: Vec<String> = entries.par_iter().map(stem).collect();
    let mut numbers: HashMap<&str, u32> = HashMap::new();
    stems
        .iter()
        .map(|stem| {
            let next = numbers.len() as u32;
            *numbers.entry(stem).or_insert(next)
        })
        .collect()
}

/// About as many bytes as an entry takes in a shard.
fn entry_size(entry: &Entry) -> usize {
    8 + 2 * entry.postings.len()
}

/// The forms, each after the one before it, then their postings in the same order.
fn shard(entries: &[Entry], groups: &[u32]) -> Vec<u8> {
    let mut pack = Pack::default();
    let mut order: Vec<u32> = Vec::new();
    let mut before = "";
    let lists: Vec<Vec<u8>> = entries.iter().map(|entry| postings(&entry.postings)).collect();
    pack.number(entries.len());
    for ((entry, group), list) in entries.iter().zip(groups).zip(&lists) {
        pack.text_after(before, &entry.folded);
        pack.text(if entry.form == entry.folded { "" } else { &entry.form });
        // How many groups back this form's own began; 0 for a new one.
        let back = order.iter().rev().position(|other| other == group).map_or(0, |back| back + 1);
        pack.number(back);
        if back == 0 {
            order.push(*group);
        }
        pack.number(entry.postings.len());
        pack.number(list.len());
        before = &entry.folded;
    }
    lists.iter().for_each(|list| pack.bytes.extend_from_slice(list));
    pack.bytes
}

/// Says that a byte with the bits of all passages follows.
const SEVERAL: u8 = 15;

/// The records, each as its distance from the one before; then how much the form counts in each, and in which passage it stands; then the passages of
/// those in which it stands in several.
fn postings(postings: &[Posting]) -> Vec<u8> {
    let mut pack = Pack::default();
    let mut before = 0;
    for posting in postings {
        pack.number(posting.record as usize - before);
        before = posting.record as usize;
    }
    let mut several = Vec::new();
    for posting in postings {
        let passage =
            if posting.passages.count_ones() == 1 { posting.passages.trailing_zeros() as u8 } else { SEVERAL };
        pack.bytes.push(posting.level << 4 | passage);
        several.extend((passage == SEVERAL).then_some(posting.passages));
    }
    pack.bytes.extend(several);
    pack.bytes
}

// ── word lists ──

/// The words that a slip may have been meant for, in their order, or in that of their letters read backwards.
fn word_lists(entries: &[Entry], backwards: bool) -> Vec<Keyed> {
    let mut words: Vec<(String, usize)> = Vec::new();
    for entry in entries {
        let is_word =
            entry.folded.chars().all(char::is_alphabetic) && entry.folded.chars().count() >= SHORTEST_WITH_SLIP;
        match words.last_mut().filter(|(word, _)| *word == entry.folded) {
            _ if !is_word => {}
            Some((_, records)) => *records += entry.postings.len(),
            None => words.push((entry.folded.clone(), entry.postings.len())),
        }
    }
    if backwards {
        words.iter_mut().for_each(|(word, _)| *word = word.chars().rev().collect());
        words.par_sort_unstable();
    }
    let start = |word: &str| word.chars().take(2).collect::<String>();
    let runs: Vec<&[(String, usize)]> = words.chunk_by(|(one, _), (other, _)| start(one) == start(other)).collect();
    let starts: Vec<String> = runs.iter().map(|run| start(&run[0].0)).collect();
    let sizes: Vec<usize> = runs.iter().map(|run| run.len() * WORD).collect();
    let cuts = cuts(starts.iter().map(String::as_str), &sizes, |_| true, WORDS);
    let list = |bounds: &[usize]| {
        let own = runs.get(bounds[0]..bounds[1]).filter(|own| !own.is_empty())?;
        Some((starts[bounds[0]].clone(), word_list(own.iter().copied().flatten())))
    };
    cuts.windows(2).filter_map(list).collect()
}

/// About as many bytes as a word takes in a list.
const WORD: usize = 8;

fn word_list<'a>(words: impl Iterator<Item = &'a (String, usize)>) -> IndexFile {
    let (mut pack, mut before) = (Pack::default(), "");
    for (word, records) in words {
        pack.text_after(before, word);
        // The magnitude is enough to choose the more common of two words.
        pack.number(records.ilog2() as usize);
        before = word;
    }
    IndexFile::new(&pack.bytes)
}

// ── titles and columns ──

fn titles(records: &[Record], lang: Lang) -> Vec<IndexFile> {
    let row = |record: &Record| {
        let shown = &record.shown[lang as usize];
        let mut row = json!([shown.path, shown.title, shown.line, shown.summary]);
        if let Some(row) = row.as_array_mut().filter(|_| shown.is_foreign) {
            row.push(1.into());
        }
        row
    };
    let file = |records: &[Record]| {
        let rows: Vec<_> = records.iter().map(row).collect();
        IndexFile::new(serde_json::Value::from(rows).to_string().as_bytes())
    };
    records.par_chunks(TITLES).map(file).collect()
}

/// The values of a facet as they are offered; then, for each decision, how many of them it has, and which.
fn facet(traits: &[&Traits], offered: &Facet, at: usize) -> IndexFile {
    let values = &offered.values;
    let places: HashMap<&str, usize> =
        values.iter().enumerate().map(|(place, value)| (value.key.as_str(), place)).collect();
    let mut pack = Pack::default();
    let rows: Vec<[&str; 2]> = values.iter().map(|value| [value.key.as_str(), value.label.as_str()]).collect();
    pack.text(&json!(rows).to_string());
    for one in traits {
        let own: Vec<usize> = one.values[at].iter().filter_map(|key| places.get(key.as_str()).copied()).collect();
        pack.number(own.len());
        own.into_iter().for_each(|place| pack.number(place));
    }
    IndexFile::new(&pack.bytes)
}

/// The place of each decision among the amounts, lowest first from 1 on; 0 where there is none.
fn sort(traits: &[&Traits], at: usize) -> IndexFile {
    let mut amounts: Vec<_> = traits.iter().filter_map(|one| one.amounts[at]).collect();
    amounts.sort_unstable();
    amounts.dedup();
    let mut pack = Pack::default();
    for one in traits {
        let place = one.amounts[at].and_then(|amount| amounts.binary_search(&amount).ok());
        pack.number(place.map_or(0, |place| place + 1));
    }
    IndexFile::new(&pack.bytes)
}

/// Whether records stand in the order that an index needs: children after their parents, decisions last.
pub(super) fn is_in_order(records: &[Record]) -> bool {
    let rank = |record: &Record| match record.kind {
        RecordKind::Item => RecordKind::Checklist,
        RecordKind::Paragraph => RecordKind::Provision,
        kind => kind,
    };
    records.is_sorted_by_key(rank)
}
