//! From records to postings: for each form of a word, the records that it stands in, how much it counts there and in which passages.
//!
//! Records are read in parallel, a stretch at a time; each stretch has forms of its own, which are put in one order afterwards. The result depends on
//! the records alone.

use std::collections::HashMap;

use rayon::prelude::*;

use crate::model::value::Lang;

use super::record::{Passage, Place, Record};
use super::synonyms::Synonyms;
use super::terms;

/// Records in a stretch: one thread reads them.
const STRETCH: usize = 128;

/// A passage of the text has one of these bits, in turn; the first bit is that of title, summary and labels.
const PASSAGE_BITS: u32 = 7;

/// How many terms a text of common length has: texts are weighed against it, so that adding one moves no other. A shorter text counts as one of this
/// length: a decision told in three lines says no more of its subject than one told in full.
const COMMON_LENGTH: u32 = 560;

/// Lengths are told apart in steps, so that an edited sentence seldom changes what all the other words of its page weigh.
const LENGTH_STEP: u32 = 80;

/// One form of a word in a language's index.
#[derive(Debug)]
pub(super) struct Entry {
    /// With its accents, in lower case; `=…` for the numbers that mean one record, `~…` for a class of synonyms.
    pub form: String,
    pub folded: String,
    /// Whether the form was seen in a French text, an English one.
    seen: [bool; 2],
    pub postings: Vec<Posting>,
}

impl Entry {
    /// The language whose stemmer ties this form to others, in the index of `lang`.
    pub fn stem_lang(&self, lang: Lang) -> Lang {
        if self.seen[lang as usize] { lang } else { lang.other() }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Posting {
    pub record: u32,
    /// 0 to 15.
    pub level: u8,
    /// The bits of the passages.
    pub passages: u8,
}

/// The forms of a stretch of records.
#[derive(Default)]
struct Forms {
    numbers: HashMap<Box<str>, u32>,
    seen: Vec<[bool; 2]>,
    /// The classes of synonyms that a form may begin or be; by form, found out once.
    stems: Vec<Option<u32>>,
}

impl Forms {
    fn number(&mut self, form: &str) -> u32 {
        if let Some(number) = self.numbers.get(form) {
            return *number;
        }
        let number = self.seen.len() as u32;
        self.numbers.insert(form.into(), number);
        self.seen.push([false; 2]);
        self.stems.push(None);
        number
    }
}

/// What a text holds of each form: form, weight in tenths, passages.
type Bag = Vec<(u32, u32, u8)>;

/// A stretch of records, read.
struct Stretch {
    forms: Forms,
    /// By language: record, form, level, passages.
    postings: [Vec<(u32, u32, u8, u8)>; 2],
}

/// Reads one text after the other, and adds up what they hold.
struct Reader<'a> {
    forms: Forms,
    synonyms: &'a Synonyms,
    /// By form: the weight and the passages in the text that is read.
    sums: Vec<(u32, u8)>,
    touched: Vec<u32>,
    length: u32,
    /// The stems of the terms just read, for synonyms of several words.
    recent: Vec<u32>,
}

impl Reader<'_> {
    fn passage(&mut self, text: &str, lang: Lang, weight: u32, bit: u8) {
        self.recent.clear();
        let mut classes = Vec::new();
        let (forms, synonyms, recent) = (&mut self.forms, self.synonyms, &mut self.recent);
        let (sums, touched, length) = (&mut self.sums, &mut self.touched, &mut self.length);
        let mut add = |number: u32, weight: u32| {
            if sums.len() <= number as usize {
                sums.resize(number as usize + 1, (0, 0));
            }
            let sum = &mut sums[number as usize];
            if *sum == (0, 0) {
                touched.push(number);
            }
            *sum = (sum.0 + weight, sum.1 | bit);
        };
        terms::each(text, lang, |term| {
            *length += 1;
            let number = forms.number(term);
            forms.seen[number as usize][lang as usize] = true;
            add(number, weight);
            let stem = *forms.stems[number as usize].get_or_insert_with(|| synonyms.stem(term, lang));
            recent.push(stem);
            synonyms.classes_ending(recent, lang, &mut classes);
            for class in classes.drain(..) {
                let number = forms.number(synonyms.term(class));
                add(number, weight);
            }
        });
    }

    /// What was read since this was last asked.
    fn bag(&mut self) -> (Bag, u32) {
        let bag = self.touched.drain(..).map(|form| {
            let (weight, passages) = std::mem::take(&mut self.sums[form as usize]);
            (form, weight, passages)
        });
        (bag.collect(), std::mem::take(&mut self.length))
    }

    fn text(&mut self, passages: &[Passage], lang: Lang) -> (Bag, u32) {
        let mut at = 0;
        for passage in passages {
            let bit = match passage.place {
                Place::Title | Place::Lead => 0,
                Place::Body => 1 + at % PASSAGE_BITS,
            };
            at += u32::from(passage.place == Place::Body);
            self.passage(&passage.text, lang, passage.place.weight(), 1 << bit);
        }
        self.bag()
    }
}

/// The entries of each language, in the order of their folded forms. Record numbers are positions in `records`.
pub(super) fn invert(records: &[Record], synonyms: &Synonyms) -> [Vec<Entry>; 2] {
    let stretches: Vec<Stretch> =
        records.par_chunks(STRETCH).enumerate().map(|(at, records)| read(records, at * STRETCH, synonyms)).collect();
    let (french, english) = rayon::join(|| merged(&stretches, Lang::Fr), || merged(&stretches, Lang::En));
    [french, english]
}

fn read(records: &[Record], first: usize, synonyms: &Synonyms) -> Stretch {
    let mut reader = Reader {
        forms: Forms::default(),
        synonyms,
        sums: Vec::new(),
        touched: Vec::new(),
        length: 0,
        recent: Vec::new(),
    };
    let mut postings = [Vec::new(), Vec::new()];
    for (at, record) in records.iter().enumerate() {
        let number = (first + at) as u32;
        let french = reader.text(&record.french, Lang::Fr);
        let english = record.english.as_ref().map(|passages| reader.text(passages, Lang::En));
        for lang in Lang::ALL {
            let text = match (&english, lang) {
                (Some(english), Lang::En) => english,
                _ => &french,
            };
            let labels = reader.text(&record.shown[lang as usize].labels, lang);
            let direct = record.direct.iter().map(|key| (reader.forms.number(&format!("={key}")), 100, 1)).collect();
            post(&mut postings[lang as usize], number, text, &labels, direct);
        }
    }
    Stretch { forms: reader.forms, postings }
}

/// Adds what one record holds to the postings of a language.
fn post(postings: &mut Vec<(u32, u32, u8, u8)>, record: u32, text: &(Bag, u32), labels: &(Bag, u32), direct: Bag) {
    let length = text.1 + labels.1;
    let mut all: Bag = text.0.iter().chain(&labels.0).copied().chain(direct).collect();
    all.sort_unstable_by_key(|(form, ..)| *form);
    let summed = all.chunk_by(|one, other| one.0 == other.0).map(|same| {
        let weight = same.iter().map(|(_, weight, _)| weight).sum();
        let passages = same.iter().fold(0, |all, (.., passages)| all | passages);
        (record, same[0].0, level(weight, length), passages)
    });
    postings.extend(summed);
}

/// How much a form counts in a text, from 0 to 15: more with each occurrence, ever less so, and less in a long text (BM25 with k = 2.9, b = 0.72, which
/// did best on the judged queries among those that are simple to say).
fn level(weight: u32, length: u32) -> u8 {
    let length = (length.div_ceil(LENGTH_STEP) * LENGTH_STEP).max(COMMON_LENGTH);
    let damping = 29 * (28 + 72 * length / COMMON_LENGTH) / 100;
    let share = 18 * weight / (weight + damping);
    share.min(15) as u8
}

/// Puts the forms of all stretches in one order, and the postings with them.
fn merged(stretches: &[Stretch], lang: Lang) -> Vec<Entry> {
    let mut entries: HashMap<&str, Entry> = HashMap::new();
    for stretch in stretches {
        let mut forms: Vec<&str> = vec![""; stretch.forms.seen.len()];
        stretch.forms.numbers.iter().for_each(|(form, number)| forms[*number as usize] = form);
        let mut own: Vec<Vec<Posting>> = vec![Vec::new(); forms.len()];
        for (record, form, level, passages) in &stretch.postings[lang as usize] {
            own[*form as usize].push(Posting { record: *record, level: *level, passages: *passages });
        }
        for ((form, seen), postings) in forms.into_iter().zip(&stretch.forms.seen).zip(own) {
            if postings.is_empty() {
                continue;
            }
            let entry = entries.entry(form).or_insert_with(|| Entry {
                form: form.to_owned(),
                folded: terms::fold(form),
                seen: [false; 2],
                postings: Vec::new(),
            });
            entry.seen = [entry.seen[0] || seen[0], entry.seen[1] || seen[1]];
            entry.postings.extend(postings);
        }
    }
    let mut entries: Vec<Entry> = entries.into_values().collect();
    entries.par_sort_unstable_by(|one, other| (&one.folded, &one.form).cmp(&(&other.folded, &other.form)));
    entries
}
