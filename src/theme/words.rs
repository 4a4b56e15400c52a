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

/// French counts 0 and 1 in the singular, English 1 alone (CLDR).
pub(super) fn plural_form(lang: Lang, number: u64) -> &'static str {
    match (lang, number) {
        (Lang::Fr, 0 | 1) | (Lang::En, 1) => "one",
        (Lang::Fr | Lang::En, _) => "other",
    }
}

/// « 5 300 » with a narrow no-break space, "5,300" in English.
pub(super) fn grouped(lang: Lang, number: u64) -> String {
    let separator = match lang {
        Lang::Fr => '\u{202F}',
        Lang::En => ',',
    };
    let digits = number.to_string();
    let mut printed = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            printed.push(separator);
        }
        printed.push(digit);
    }
    printed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_grouped_and_agree_with_their_word() {
        for (lang, number, printed, form) in [
            (Lang::Fr, 0, "0", "one"),
            (Lang::Fr, 1, "1", "one"),
            (Lang::Fr, 2, "2", "other"),
            (Lang::Fr, 5300, "5\u{202F}300", "other"),
            (Lang::En, 0, "0", "other"),
            (Lang::En, 1, "1", "one"),
            (Lang::En, 1_234_567, "1,234,567", "other"),
        ] {
            assert_eq!((grouped(lang, number).as_str(), plural_form(lang, number)), (printed, form));
        }
    }

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
