//! Words that mean the same for a search: a text that holds one of them is found by the others. They are looked for when the index is made, so that a
//! query reads one list of postings for all of them, and that a synonym of several words stands for words that stand together.

use std::collections::HashMap;

use crate::model::value::Lang;

use super::stems::Stemmer;
use super::terms;

/// The table of the book, ready to be looked for in texts of either language.
#[derive(Debug, Default)]
pub struct Synonyms {
    classes: Vec<Class>,
    languages: [Matcher; 2],
}

#[derive(Debug)]
struct Class {
    /// How the index calls it.
    term: String,
    words: Vec<String>,
}

/// The sequences of stems of one language.
#[derive(Debug, Default)]
struct Matcher {
    stems: HashMap<String, u32>,
    /// By the last stem of a sequence: its class, and the stems before the last one.
    by_last: HashMap<u32, Vec<(usize, Vec<u32>)>>,
}

/// The stem of no synonym.
const NONE: u32 = 0;

impl Synonyms {
    /// Each row holds what means the same; words of both languages may stand in it.
    pub fn new(rows: impl IntoIterator<Item = Vec<String>>) -> Synonyms {
        let mut synonyms = Synonyms::default();
        for words in rows {
            let Some(first) = words.first() else { continue };
            let term = format!("~{}", terms::fold(first).replace(' ', "-"));
            let class = synonyms.classes.len();
            for lang in Lang::ALL {
                let matcher = &mut synonyms.languages[lang as usize];
                words.iter().for_each(|word| matcher.add(class, word, lang));
            }
            synonyms.classes.push(Class { term, words });
        }
        synonyms
    }

    /// The rows, each after the term that stands for it.
    pub(super) fn rows(&self) -> impl Iterator<Item = (&str, &[String])> {
        self.classes.iter().map(|class| (class.term.as_str(), class.words.as_slice()))
    }

    pub(super) fn term(&self, class: usize) -> &str {
        &self.classes[class].term
    }

    /// A number for what a term of a text may be of a synonym.
    pub(super) fn stem(&self, term: &str, lang: Lang) -> u32 {
        let stem = Stemmer::new(lang).stem(term);
        self.languages[lang as usize].stems.get(&*stem).copied().unwrap_or(NONE)
    }

    /// The classes of which a synonym ends with the last of these stems.
    pub(super) fn classes_ending(&self, stems: &[u32], lang: Lang, classes: &mut Vec<usize>) {
        let Some((last, before)) = stems.split_last().filter(|(last, _)| **last != NONE) else { return };
        let sequences = self.languages[lang as usize].by_last.get(last).map_or(&[][..], Vec::as_slice);
        classes.extend(sequences.iter().filter(|(_, sequence)| before.ends_with(sequence)).map(|(class, _)| *class));
    }
}

impl Matcher {
    fn add(&mut self, class: usize, word: &str, lang: Lang) {
        let stemmer = Stemmer::new(lang);
        let mut sequence = Vec::new();
        terms::each(word, lang, |term| {
            let next = self.stems.len() as u32 + 1;
            sequence.push(*self.stems.entry(stemmer.stem(term).into_owned()).or_insert(next));
        });
        if let Some(last) = sequence.pop() {
            self.by_last.entry(last).or_default().push((class, sequence));
        }
    }
}
