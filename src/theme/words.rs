//! The words of the interface: `i18n/<lang>.toml`, one key a word or, for counted things, one table a word.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{ThemeError, built_in_text, toml_error, utf8};
use crate::model::value::Lang;

pub(super) type Words = BTreeMap<String, Word>;

/// A word, or the two forms of a counted word.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(untagged, expecting = "a text, or a table with the texts `one` and `other`")]
pub(super) enum Word {
    Text(String),
    Counted { one: String, other: String },
}

/// The words of each language: the built-in ones, and over them, key by key, those of the book's theme.
pub(super) fn load(overlay: &BTreeMap<String, Vec<u8>>, errors: &mut Vec<ThemeError>) -> BTreeMap<&'static str, Words> {
    reject_unknown_languages(overlay, errors);
    Lang::ALL.into_iter().map(|lang| (lang.code(), of_language(lang, overlay, errors))).collect()
}

fn of_language(lang: Lang, overlay: &BTreeMap<String, Vec<u8>>, errors: &mut Vec<ThemeError>) -> Words {
    let file = file(lang);
    let mut words = built_in(lang);
    if let Some(text) = overlay.get(&file).and_then(|bytes| utf8(&file, bytes, errors)) {
        match toml::from_str::<Words>(text) {
            Ok(own) => words.extend(own),
            Err(error) => errors.push(toml_error(&file, text, &error)),
        }
    }
    words
}

pub(super) fn built_in(lang: Lang) -> Words {
    toml::from_str(built_in_text(&file(lang))).expect("the built-in words are read by a test")
}

fn file(lang: Lang) -> String {
    format!("i18n/{}.toml", lang.code())
}

fn reject_unknown_languages(overlay: &BTreeMap<String, Vec<u8>>, errors: &mut Vec<ThemeError>) {
    let known = Lang::ALL.map(file);
    let unknown = overlay.keys().filter(|path| path.starts_with("i18n/") && !known.contains(path));
    errors
        .extend(unknown.map(|path| ThemeError::new(path, "the site has two languages: i18n/fr.toml and i18n/en.toml")));
}

pub(super) fn text<'a>(words: &'a Words, key: &str) -> Option<&'a str> {
    match words.get(key)? {
        Word::Text(text) => Some(text),
        Word::Counted { other, .. } => Some(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_have_the_same_words_of_the_same_kind() {
        let shape = |lang| -> Vec<(String, bool)> {
            built_in(lang).into_iter().map(|(key, word)| (key, matches!(word, Word::Counted { .. }))).collect()
        };
        assert_eq!(shape(Lang::Fr), shape(Lang::En));
    }

    #[test]
    fn french_words_have_their_spaces_and_apostrophes() {
        for (key, word) in built_in(Lang::Fr) {
            let text = match word {
                Word::Text(text) => text,
                Word::Counted { one, other } => format!("{one} {other}"),
            };
            for wrong in ["'", " :", " ;", " !", " ?", " %", "« ", " »", "§ ", "..."] {
                assert!(!text.contains(wrong), "{key}: {text:?} holds {wrong:?}");
            }
        }
    }
}
