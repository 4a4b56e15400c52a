//! GitHub's issue form of a new decision, from the keys of the schema: those that a decision needs first, then the others; lists of maps as the YAML
//! that `rubrique new` starts from, so that an answer can be pasted into the file.
//!
//! The format is GitHub's: <https://docs.github.com/communities/using-templates-to-encourage-useful-issues-and-pull-requests/syntax-for-githubs-form-schema>.

use anyhow::Result;
use serde_json::{Value, json};

use crate::cli::new::keys;
use crate::model::schema::{self, Key, Presence, Shape, Words};
use crate::model::value::{Kind, Lang};
use crate::vocabulary;

const FIRST: &str = "# Written by `rubrique schema decision --format issue-form` from src/model/schema/decision.rs; `UPDATE=1 cargo test --lib issue_form` writes it again.\n";

const WELCOME: &str = "En français ou en anglais. Ce qui n'est pas connu reste vide : rien n'est supposé. Un fichier `rubrique new decision` et une *pull request* font gagner du temps, mais rien n'y oblige. / \
     In French or in English. What is not known stays empty: nothing is assumed. A file from `rubrique new decision` and a pull request save time, but neither is asked for.";

const REST: &str = "### Le reste, si la décision le dit / The rest, where the decision says so";

/// The whole file, as YAML.
pub fn decision() -> Result<String> {
    let form = json!({
        "name": "Une nouvelle décision / A new decision",
        "description": "Une décision qui manque, avec ses sources. / A decision that is missing, with its sources.",
        "title": "Décision : ",
        "labels": ["décision"],
        "body": body(),
    });
    Ok(format!("{FIRST}{}", serde_yaml::to_string(&form)?))
}

fn body() -> Vec<Value> {
    let own = schema::of(Kind::Decision).own_keys().iter();
    let (first, rest): (Vec<&Key>, Vec<&Key>) = own.partition(|key| key.presence != Presence::Optional);
    let mut body = vec![markdown(WELCOME)];
    body.extend(first.into_iter().map(field));
    body.push(markdown(REST));
    body.extend(rest.into_iter().map(field));
    body.extend([text(), promises()]);
    body
}

fn markdown(text: &str) -> Value {
    json!({"type": "markdown", "attributes": {"value": text}})
}

/// A key as a question: its name is the label, since it is what stands in the file.
fn field(key: &Key) -> Value {
    let [english, french] = key.meaning;
    let mut attributes =
        json!({"label": key.name, "description": format!("{} / {}", sentence(french), sentence(english))});
    let kind = match key.shape {
        Shape::Choice(words) => {
            attributes["options"] = options(words);
            "dropdown"
        }
        Shape::List(Shape::Choice(words)) => {
            attributes["options"] = options(*words);
            attributes["multiple"] = true.into();
            "dropdown"
        }
        Shape::Rows(map) => {
            let start = if key.presence == Presence::Needed { "value" } else { "placeholder" };
            attributes[start] = keys::first_row(map, 0, &fill).trim_start().into();
            attributes["render"] = "yaml".into();
            "textarea"
        }
        Shape::Map(map) => {
            attributes["placeholder"] = keys::lines(map, &fill).into();
            attributes["render"] = "yaml".into();
            "textarea"
        }
        // A date alone would be read as one, and GitHub wants text.
        Shape::Date => {
            attributes["placeholder"] = format!("{} (AAAA-MM-JJ / YYYY-MM-DD)", fill(key.example)).into();
            "input"
        }
        _ => {
            attributes["placeholder"] = fill(key.example).into();
            "input"
        }
    };
    let required = key.presence == Presence::Needed;
    json!({"type": kind, "id": key.name, "attributes": attributes, "validations": {"required": required}})
}

/// `fine · Amende`: the word to write, and what it means.
fn options(words: Words) -> Value {
    vocabulary::of_list(words, Lang::Fr).into_iter().map(|(word, meaning)| format!("{word} · {meaning}")).collect()
}

fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    let end = if text.ends_with('…') { "" } else { "." };
    format!("{first}{}{end}", letters.as_str())
}

/// Examples of a decision that is published.
fn fill(text: &str) -> String {
    let examples = [
        ("{number}", "SAN-2020-014"),
        ("{date}", "2020-12-07"),
        ("{today}", "2026-11-23"),
        ("{sector}", "sante-exercice-liberal"),
    ];
    examples.iter().fold(text.to_owned(), |text, (mark, example)| text.replace(mark, example))
}

fn text() -> Value {
    json!({
        "type": "textarea",
        "id": "text",
        "attributes": {
            "label": "text",
            "description": "L'étude, avec vos mots : Markdown. / The study, in your own words: Markdown.",
            "placeholder": keys::text(Kind::Decision),
        },
        "validations": {"required": false},
    })
}

fn promises() -> Value {
    let option = |label: &str| json!({"label": label, "required": true});
    json!({
        "type": "checkboxes",
        "id": "promises",
        "attributes": {
            "label": "Avant d'envoyer / Before sending",
            "options": [
                option("J'ai ouvert et lu les sources données ici. / I opened and read the sources given here."),
                option("Aucune personne physique n'est nommée, ni ici ni dans une adresse. / No natural person is named, here or in an address."),
            ],
        },
    })
}

#[cfg(test)]
mod tests {
    use std::env;
    use std::fs;

    use super::*;

    const PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/.github/ISSUE_TEMPLATE/decision.yml");

    #[test]
    fn issue_form_is_the_one_in_the_repository() {
        let form = decision().expect("it can be written as YAML");
        if env::var_os("UPDATE").is_some() {
            fs::write(PATH, &form).expect("it can be written");
        }
        let written = fs::read_to_string(PATH).expect("the form is there");
        assert!(written == form, "run `UPDATE=1 cargo test --lib issue_form`");
    }
}
