//! `rubrique schema`: the table of keys as JSON Schema, for editors and scripts, and as a form for those who propose a decision without writing a file.

mod form;

use anyhow::{Result, bail};
use clap::{Args, ValueEnum};
use serde_json::{Map as Object, Value, json};

use super::{Ending, out};
use crate::diag::code;
use crate::model::schema::{self, Key, Map, Presence, Shape};
use crate::model::value::Kind;

#[cfg(test)]
mod reference;

const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

#[derive(Args)]
pub struct Options {
    /// The kind of document; all of them without it
    #[arg(value_enum)]
    kind: Option<SchemaKind>,
    /// How to print it
    #[arg(long, value_enum, default_value_t = Format::JsonSchema)]
    format: Format,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    JsonSchema,
    /// GitHub's issue form of a new decision: `.github/ISSUE_TEMPLATE/decision.yml`
    IssueForm,
}

#[derive(Clone, Copy, PartialEq, ValueEnum)]
enum SchemaKind {
    Decision,
    Provision,
    Checklist,
    Sector,
    Term,
    Page,
    Act,
    Search,
}

impl SchemaKind {
    fn map(self) -> &'static Map {
        match self {
            SchemaKind::Decision => schema::of(Kind::Decision),
            SchemaKind::Provision => schema::of(Kind::Provision),
            SchemaKind::Checklist => schema::of(Kind::Checklist),
            SchemaKind::Sector => schema::of(Kind::Sector),
            SchemaKind::Term => schema::of(Kind::Term),
            SchemaKind::Page => schema::of(Kind::Page),
            SchemaKind::Act => &schema::ACT,
            SchemaKind::Search => &schema::SEARCH,
        }
    }
}

/// Every map that is a file's own, in the order of the reference.
fn roots() -> Vec<&'static Map> {
    SchemaKind::value_variants().iter().map(|kind| kind.map()).collect()
}

pub fn run(options: &Options) -> Result<Ending> {
    let text = match (options.format, options.kind) {
        (Format::JsonSchema, Some(kind)) => format!("{:#}\n", one(kind.map())),
        (Format::JsonSchema, None) => format!("{:#}\n", all()),
        (Format::IssueForm, Some(SchemaKind::Decision)) => form::decision()?,
        (Format::IssueForm, _) => bail!("only a decision has a form: `rubrique schema decision --format issue-form`"),
    };
    out::print(&text)?;
    Ok(Ending::Fine)
}

/// The schema of one map, with those inside it as definitions.
fn one(map: &'static Map) -> Value {
    let mut schema = head(&format!("The front matter of {}", map.what));
    schema.extend(object(map));
    schema.insert("$defs".to_owned(), definitions(&schema::with_inner(map)[1..]));
    Value::Object(schema)
}

/// One schema for whatever kind of document.
fn all() -> Value {
    let mut schema = head("The front matter of every kind of document, and acts");
    let kinds: Vec<Value> = roots().iter().map(|map| reference_to(map)).collect();
    schema.insert("anyOf".to_owned(), Value::Array(kinds));
    schema.insert("$defs".to_owned(), definitions(&schema::all(&roots())));
    Value::Object(schema)
}

fn head(title: &str) -> Object<String, Value> {
    Object::from_iter([("$schema".to_owned(), json!(DIALECT)), ("title".to_owned(), json!(title))])
}

fn definitions(maps: &[&'static Map]) -> Value {
    maps.iter().map(|map| (map.name.to_owned(), Value::Object(object(map)))).collect::<Object<_, _>>().into()
}

fn reference_to(map: &Map) -> Value {
    json!({"$ref": format!("#/$defs/{}", map.name)})
}

fn object(map: &'static Map) -> Object<String, Value> {
    let properties: Object<String, Value> = map.keys().map(|key| (key.name.to_owned(), property(key))).collect();
    let needed: Vec<&str> = map.keys().filter(|key| key.presence == Presence::Needed).map(|key| key.name).collect();
    let mut object = Object::from_iter([("type".to_owned(), json!("object"))]);
    if !needed.is_empty() {
        object.insert("required".to_owned(), json!(needed));
    }
    object.insert("properties".to_owned(), Value::Object(properties));
    object.insert("additionalProperties".to_owned(), json!(false));
    object
}

/// A key without a value counts as absent: null is allowed wherever the key may be, and for the number that nobody published.
fn property(key: &Key) -> Value {
    let [english, french] = key.meaning;
    let may_be_null = key.presence != Presence::Needed || key.shape.may_be_null();
    let mut value = shape(key.shape);
    if let (Shape::Rows(_), Presence::Needed) = (key.shape, key.presence) {
        value["minItems"] = json!(1);
    }
    if may_be_null {
        value = json!({"anyOf": [value, {"type": "null"}]});
    }
    value["title"] = json!(english);
    value["description"] = json!(french);
    value
}

/// Scalars keep their text as written, so a text may look like a number; amounts may hold `_`, which JSON reads as text.
fn shape(shape: Shape) -> Value {
    match shape {
        Shape::Text | Shape::NumberOrNull | Shape::Words => json!({"type": ["string", "number", "boolean"]}),
        Shape::Date => pattern("^[0-9]{4}-[0-9]{2}-[0-9]{2}$"),
        Shape::Amount => decimal(15, 2),
        Shape::Rate | Shape::Percent => decimal(6, 10),
        Shape::Whole => {
            json!({"anyOf": [{"type": "integer", "minimum": 0}, {"type": "string", "pattern": "^[0-9][0-9_]*$"}]})
        }
        Shape::Between(low, high) => json!({"type": "integer", "minimum": low, "maximum": high}),
        Shape::Flag => json!({"type": "boolean"}),
        Shape::Id => pattern("^[a-z0-9]+(-[a-z0-9]+)*$"),
        Shape::Web => pattern("^https?://[^\\s\"<>]*\\.[^\\s\"<>]*$"),
        Shape::Path => pattern("^/([a-z0-9._-]+/)+$"),
        Shape::Provision => pattern("^[a-z0-9-]+(\\.[A-Za-z0-9 -]+)*$"),
        Shape::Item => pattern("^[a-z0-9-]+/[a-z0-9-]+$"),
        Shape::Letter => pattern("^[a-k]$"),
        Shape::Code => json!({"enum": code::ALL.iter().map(|code| code.id()).collect::<Vec<_>>()}),
        Shape::Naming => pattern("^(unlimited|never|not-public|[0-9]+ (years?|months?)|[0-9]{4}-[0-9]{2}-[0-9]{2})$"),
        Shape::Choice(words) => json!({"enum": (words.all)()}),
        Shape::List(item) => json!({"type": "array", "items": self::shape(*item)}),
        Shape::Map(map) => reference_to(map),
        Shape::Rows(map) => json!({"type": "array", "items": reference_to(map)}),
        Shape::Texts => json!({"type": "object", "additionalProperties": {"type": ["string", "number", "boolean"]}}),
    }
}

fn pattern(pattern: &str) -> Value {
    json!({"type": "string", "pattern": pattern})
}

/// Digits before and after the point.
fn decimal(whole: u32, after: u32) -> Value {
    let written = format!("^[0-9][0-9_]*(\\.[0-9]{{1,{after}}})?$");
    let below = 10_u64.pow(whole);
    json!({"anyOf": [{"type": "number", "minimum": 0, "exclusiveMaximum": below}, {"type": "string", "pattern": written}]})
}
