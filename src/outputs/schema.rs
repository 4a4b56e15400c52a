//! `data/schema.json`: what stands in `data/decisions.json` and in the columns of `data/decisions.csv`, as JSON Schema 2020-12.
//!
//! Titles and descriptions are French, with their English under `x-en`. The fields are the tables of [`fields`], which the dictionary's page shows
//! too; a column of the CSV takes the words of the field that it prints.

use serde_json::{Map, Value, json};

use super::decisions;
use crate::compose::dictionary::fields::{self, COLUMNS, Column, FILE, Field, Shape};

pub fn json() -> String {
    super::json(&schema())
}

fn schema() -> Value {
    let Value::Object(file) = object(FILE) else { unreachable!("an object's schema is a JSON object") };
    let mut schema = Map::new();
    schema.insert("$schema".into(), "https://json-schema.org/draft/2020-12/schema".into());
    schema.insert("$id".into(), "urn:rubrique:schema:decisions:1".into());
    describe(
        &mut schema,
        "Décisions",
        "Le fichier decisions.json ; le fichier decisions.csv, une ligne par organisme, est décrit sous `$defs`.",
        "Decisions",
        "The file decisions.json; the file decisions.csv, a row per body, is described under `$defs`.",
    );
    schema.extend(file);
    schema.insert("$defs".into(), json!({ "csv": csv() }));
    Value::Object(schema)
}

fn describe(schema: &mut Map<String, Value>, title_fr: &str, fr: &str, title_en: &str, en: &str) {
    schema.insert("title".into(), title_fr.into());
    schema.insert("description".into(), fr.into());
    schema.insert("x-en".into(), json!({ "title": title_en, "description": en }));
}

/// An object that has all of these keys, and may get others in later versions.
fn object(fields: &[Field]) -> Value {
    let always: Vec<&str> = fields.iter().filter(|field| !field.may_be_absent).map(|field| field.name).collect();
    let properties: Map<String, Value> =
        fields.iter().map(|field| (field.name.to_owned(), Value::Object(property(field)))).collect();
    json!({ "type": "object", "required": always, "properties": properties })
}

fn property(field: &Field) -> Map<String, Value> {
    let mut schema = Map::new();
    describe(&mut schema, field.title_fr, field.fr, field.title_en, field.en);
    let Value::Object(shape) = shape(&field.shape) else { unreachable!("a shape is a JSON object") };
    schema.extend(shape);
    if field.nullable {
        allow_null(&mut schema);
    }
    schema
}

fn allow_null(schema: &mut Map<String, Value>) {
    if let Some(kind) = schema.get_mut("type") {
        *kind = json!([kind.clone(), "null"]);
    }
    if let Some(Value::Array(words)) = schema.get_mut("enum") {
        words.push(Value::Null);
    }
}

fn shape(shape: &Shape) -> Value {
    match shape {
        Shape::Version => json!({ "type": "integer", "const": 1 }),
        Shape::Text => json!({ "type": "string" }),
        Shape::Address => json!({ "type": "string", "format": "uri-reference" }),
        Shape::Day => json!({ "type": "string", "format": "date" }),
        Shape::Amount => json!({ "type": "string", "pattern": "^[0-9]+(\\.[0-9]+)?$" }),
        Shape::Ratio => json!({ "type": "string", "pattern": "^[0-9]+\\.[0-9]{10}$" }),
        Shape::Whole => json!({ "type": "integer" }),
        Shape::Flag => json!({ "type": "boolean" }),
        Shape::Choice(words) => json!({ "type": "string", "enum": words() }),
        Shape::Object(fields) => object(fields),
        Shape::List(item) => json!({ "type": "array", "items": self::shape(item) }),
        Shape::Pair(item) => {
            json!({ "type": "array", "items": self::shape(item), "minItems": 2, "maxItems": 2 })
        }
    }
}

/// A row of the CSV as an object: its columns are its keys, its cells strings.
fn csv() -> Value {
    let columns: Vec<&str> = decisions::columns().collect();
    let properties: Map<String, Value> =
        COLUMNS.iter().map(|column| (column.name.to_owned(), Value::Object(column_schema(column)))).collect();
    let mut schema = Map::new();
    describe(
        &mut schema,
        "Une ligne de decisions.csv",
        "UTF-8, virgules, RFC 4180. Une cellule vide : rien de tel, jamais 0. Une cellule qu'un tableur exécuterait commence par une apostrophe.",
        "A row of decisions.csv",
        "UTF-8, commas, RFC 4180. An empty cell: nothing of the kind, never 0. A cell that a spreadsheet would run starts with an apostrophe.",
    );
    schema.insert("type".into(), "object".into());
    schema.insert("required".into(), json!(columns));
    schema.insert("properties".into(), Value::Object(properties));
    Value::Object(schema)
}

fn column_schema(column: &Column) -> Map<String, Value> {
    let field = fields::at(column.prints).expect("each column prints a field of the JSON, as a test proves");
    let mut schema = Map::new();
    describe(&mut schema, field.title_fr, field.fr, field.title_en, field.en);
    schema.insert("type".into(), "string".into());
    schema.insert("x-json".into(), column.prints.into());
    schema
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_of_the_csv_is_described_in_its_order() {
        let described: Vec<&str> = COLUMNS.iter().map(|column| column.name).collect();
        assert_eq!(described, decisions::columns().collect::<Vec<_>>());
        for column in COLUMNS {
            assert!(fields::at(column.prints).is_some(), "{} prints no field", column.name);
        }
    }

    #[test]
    fn every_field_has_its_words_in_both_languages() {
        fn check(fields: &'static [Field]) {
            for field in fields {
                for words in [field.title_fr, field.fr, field.title_en, field.en] {
                    assert!(!words.trim().is_empty(), "{}", field.name);
                }
                check(field.shape.fields());
            }
        }
        check(FILE);
    }
}
