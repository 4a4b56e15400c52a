//! One organisation, one spelling: readers and the search find all its decisions under one name.

use std::collections::HashMap;

use rustc_hash::FxBuildHasher;
use unicode_normalization::UnicodeNormalization;

use crate::diag::{Code, Diagnostic, Sink};
use crate::model::decision::Decision;
use crate::source::Spanned;

/// Legal forms, which say what a body is and not which.
const FORMS: &[&str] = &[
    "sa", "sas", "sasu", "sarl", "eurl", "snc", "sca", "gie", "inc", "llc", "ltd", "limited", "plc", "gmbh", "bv",
    "nv", "spa", "ag", "societe",
];

/// A name as a decision spells it, under what all spellings of it share.
pub struct Spelling {
    key: String,
    name: Spanned<String>,
}

/// The names that a decision gives.
pub fn spellings(decision: &Decision) -> Vec<Spelling> {
    let names = decision.entities.iter().filter_map(|entity| entity.name.as_ref());
    names.map(|name| Spelling { key: key(&name.value), name: name.clone() }).collect()
}

/// Names that differ only by case, accents, signs or legal form are one body spelled in two ways.
pub fn spelled_alike<'a>(spellings: impl Iterator<Item = &'a Spelling>, sink: &Sink) {
    let mut first: HashMap<&str, &Spanned<String>, FxBuildHasher> = HashMap::default();
    for Spelling { key, name } in spellings {
        let known = first.entry(key).or_insert(name);
        if known.value != name.value {
            sink.report(
                Diagnostic::new(
                    Code::NameSpelledTwice,
                    name.span,
                    format!("« {} » is « {} » elsewhere", name.value, known.value),
                )
                .help("write one `name` everywhere; other spellings go under `aliases`")
                .related(known.span, "the other spelling is here"),
            );
        }
    }
}

/// Letters and digits without accents or case, legal forms left out.
fn key(name: &str) -> String {
    let plain: String =
        name.nfd().filter(|c| !('\u{300}'..='\u{36f}').contains(c)).flat_map(char::to_lowercase).collect();
    // « S.A.S. » is « SAS ».
    let plain = plain.replace('.', "");
    let words: Vec<&str> = plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let telling: Vec<&str> = words.iter().copied().filter(|word| !FORMS.contains(word)).collect();
    if telling.is_empty() { words.concat() } else { telling.concat() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_accents_signs_and_legal_forms_make_no_other_body() {
        assert_eq!(key("DOCTISSIMO"), key("Doctissimo"));
        assert_eq!(key("Société générale S.A."), key("SOCIETE GENERALE"));
        assert_eq!(key("Carrefour France"), key("CARREFOUR-FRANCE SAS"));
        assert_ne!(key("Google LLC"), key("Google Ireland Limited"));
        assert_ne!(key("SA"), key("SAS"));
    }
}
