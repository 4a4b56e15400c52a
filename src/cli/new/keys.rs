//! How the keys of the schema are written in a new document: what it needs with a placeholder, the rest as comments, each an example that
//! holds once its `# ` is taken away. Comments are in French, the language of the book.

use crate::model::schema::{self, Key, Map, Presence, Shape};
use crate::model::value::Kind;

/// The keys of a kind, in the order in which they are written. Nothing that still holds a placeholder is published, so `draft` is first.
pub fn of(kind: Kind) -> Vec<&'static Key> {
    let map = schema::of(kind);
    let has_own_title = map.own_keys().iter().any(|key| key.name == "title");
    let first: &[&str] = if has_own_title { &["draft"] } else { &["draft", "title"] };
    let rest = map.keys().filter(|key| !first.contains(&key.name));
    first.iter().filter_map(|name| map.key(name)).chain(rest).collect()
}

/// Whether a key of the front matter itself is written, and not only shown in a comment.
pub fn is_written(key: &Key) -> bool {
    key.presence != Presence::Optional || key.name == "draft"
}

/// What a key means, with the words that it takes.
pub fn meaning(key: &Key) -> String {
    let [_, french] = key.meaning;
    match key.shape.words() {
        Some(words) => format!("{french} : {}", (words.all)().join(", ")),
        None => french.to_owned(),
    }
}

/// The first row of a list of maps, a key a line.
pub fn first_row(map: &'static Map, indent: usize, fill: &impl Fn(&str) -> String) -> String {
    let margin = " ".repeat(indent);
    let mut lines: Vec<String> = Vec::new();
    let (needed, others): (Vec<&Key>, Vec<&Key>) = map.keys().partition(|key| is_in_row(key));
    for key in needed {
        lines.push(match key.shape {
            Shape::Rows(inner) => format!("{}:{}", key.name, first_row(inner, indent + 4, fill)),
            _ => format!("{}: {}  # {}", key.name, value(key, fill), meaning(key)),
        });
    }
    let commented = others.iter().filter(|key| !key.example.is_empty());
    lines.extend(commented.map(|key| format!("# {}: {}  # {}", key.name, value(key, fill), meaning(key))));
    format!("\n{margin}- {}", lines.join(&format!("\n{margin}  ")))
}

/// What the keys inside a value mean, for a key whose example stands on one line of comment.
pub fn inside(key: &Key, indent: usize) -> String {
    let keys = key.shape.map().into_iter().flat_map(Map::keys);
    let margin = " ".repeat(indent);
    keys.map(|key| format!("# {margin}{}: {}\n{}", key.name, meaning(key), inside(key, indent + 2))).collect()
}

/// A map, a key a line.
pub fn lines(map: &'static Map, fill: &impl Fn(&str) -> String) -> String {
    let line = |key: &Key| format!("{}: {}  # {}", key.name, value(key, fill), meaning(key));
    map.keys().map(line).collect::<Vec<_>>().join("\n")
}

/// Rows inside a row are what it is there for.
fn is_in_row(key: &Key) -> bool {
    key.presence == Presence::Needed || matches!(key.shape, Shape::Rows(_))
}

/// The example as YAML.
pub fn value(key: &Key, fill: &impl Fn(&str) -> String) -> String {
    let value = fill(key.example);
    match key.shape {
        Shape::Words | Shape::Web => quoted(&value),
        _ => value,
    }
}

/// As a YAML scalar on one line: JSON's quotes are YAML's too.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// The text that a new document starts with.
pub fn text(kind: Kind) -> &'static str {
    match kind {
        Kind::Decision => {
            "## L'essentiel\n\nÀ compléter.\n\n## Ce qui s'est passé\n\nÀ compléter.\n\n## Ce que retient la décision\n\nÀ compléter.\n\n\
             ## Ce qui a pesé\n\nÀ compléter.\n\n## Ce qu'il faut retenir\n\nÀ compléter.\n"
        }
        Kind::Provision => "## En clair\n\nÀ compléter.\n\n## En pratique\n\nÀ compléter.\n",
        Kind::Checklist | Kind::Sector | Kind::Term | Kind::Page => "À compléter.\n",
    }
}
