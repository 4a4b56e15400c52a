//! `data/schema.json`: what every key of `decisions.json` and every column of `decisions.csv` means, as JSON Schema 2020-12.
//!
//! One table of fields; the schema of both files is made from it.

use serde_json::{Map, Value, json};

/// A field of the data: where, of what type, and what it means, in English and French.
struct Field {
    /// `decision`, `entity`, `breach`, `source`, `figure`, `base`, `cap`, `part`, `working`: the object that holds it.
    object: &'static str,
    key: &'static str,
    kind: Type,
    en: &'static str,
    fr: &'static str,
}

#[derive(Clone, Copy)]
enum Type {
    Text,
    OptionalText,
    Day,
    /// A decimal number as a string.
    Amount,
    Flag,
    Whole,
    Texts,
    /// Two decimals, low and high.
    Range,
    Object(&'static str),
    OptionalObject(&'static str),
    Objects(&'static str),
}

const fn field(object: &'static str, key: &'static str, kind: Type, en: &'static str, fr: &'static str) -> Field {
    Field { object, key, kind, en, fr }
}

const FIELDS: &[Field] = &[
    field(
        "decision",
        "id",
        Type::Text,
        "Permanent id, and last part of the address",
        "Identifiant permanent, dernière partie de l’adresse",
    ),
    field("decision", "address", Type::Text, "Address of the page", "Adresse de la page"),
    field(
        "decision",
        "number",
        Type::OptionalText,
        "Official number; null where none was published",
        "Numéro officiel ; null s’il n’est pas publié",
    ),
    field("decision", "date", Type::Day, "Day of the decision", "Jour de la décision"),
    field(
        "decision",
        "published",
        Type::Day,
        "Day of publication; null where unknown",
        "Jour de publication ; null s’il est inconnu",
    ),
    field(
        "decision",
        "procedure",
        Type::Text,
        "ordinary or simplified",
        "ordinary (ordinaire) ou simplified (simplifiée)",
    ),
    field(
        "decision",
        "kind",
        Type::Text,
        "fine, reprimand, injunction, penalty-settlement, closing or dismissal",
        "fine (amende), reprimand (rappel à l’ordre), injunction, penalty-settlement (liquidation d’astreinte), closing (clôture) ou dismissal (non-lieu)",
    ),
    field("decision", "title", Type::Text, "The fact in one sentence, in French", "Le fait en une phrase"),
    field("decision", "entities", Type::Objects("entity"), "The sanctioned bodies", "Les organismes sanctionnés"),
    field(
        "decision",
        "provisions",
        Type::Texts,
        "The provisions it rests on",
        "Les dispositions sur lesquelles elle repose",
    ),
    field("decision", "breaches", Type::Objects("breach"), "The breaches found", "Les manquements retenus"),
    field(
        "decision",
        "figures",
        Type::Objects("figure"),
        "The computed figures, a row a body",
        "Les chiffres calculés, une ligne par organisme",
    ),
    field("decision", "sources", Type::Objects("source"), "What the page rests on", "Ce sur quoi la page repose"),
    field(
        "decision",
        "reviewed",
        Type::Day,
        "Day of the last review of the page",
        "Jour de la dernière relecture de la page",
    ),
    field(
        "entity",
        "id",
        Type::Text,
        "Role of the body, unique in the decision",
        "Rôle de l’organisme, unique dans la décision",
    ),
    field(
        "entity",
        "who",
        Type::Text,
        "Its name while it may appear, else its label",
        "Son nom tant qu’il peut paraître, sinon son libellé",
    ),
    field("entity", "named", Type::Flag, "Whether who is a name", "Si who est un nom"),
    field(
        "entity",
        "natural_person",
        Type::Flag,
        "A natural person, never named",
        "Une personne physique, jamais nommée",
    ),
    field(
        "entity",
        "kind",
        Type::Text,
        "company, liberal-professional, association, public-body, state, party or other",
        "Nature de l’organisme",
    ),
    field(
        "entity",
        "size",
        Type::Text,
        "micro (under 10 people), small (under 50), medium (under 250), large or unknown",
        "Taille : micro (moins de 10 personnes), small (moins de 50), medium (moins de 250), large, unknown (inconnue)",
    ),
    field("entity", "sector", Type::Text, "Id of the sector", "Identifiant du secteur"),
    field(
        "entity",
        "role",
        Type::OptionalText,
        "controller, joint-controller or processor",
        "Responsable, responsable conjoint ou sous-traitant",
    ),
    field(
        "breach",
        "provision",
        Type::Text,
        "Provision breached, dotted from the act inwards",
        "Disposition méconnue, de l’acte vers le point",
    ),
    field("breach", "measure", Type::OptionalText, "The measure that was missing", "La mesure qui manquait"),
    field("breach", "set_aside", Type::Flag, "Set aside on appeal", "Écarté sur recours"),
    field("source", "title", Type::Text, "Title of the source", "Titre de la source"),
    field(
        "source",
        "url",
        Type::OptionalText,
        "Its address; null where it would give a name away",
        "Son adresse ; null si elle trahirait un nom",
    ),
    field("figure", "decision", Type::Text, "Id of the decision", "Identifiant de la décision"),
    field(
        "figure",
        "entity",
        Type::Text,
        "Id of the body in the decision",
        "Identifiant de l’organisme dans la décision",
    ),
    field(
        "figure",
        "imposed",
        Type::Amount,
        "Sum of the fines imposed, in euros; null without a fine",
        "Somme des amendes prononcées, en euros ; null sans amende",
    ),
    field(
        "figure",
        "final",
        Type::Amount,
        "What stands after the appeals decided by as_of, in euros",
        "Ce qui reste après les recours jugés à la date as_of, en euros",
    ),
    field("figure", "appeal", Type::Text, "none, pending, rejected, reduced, annulled or withdrawn", "État du recours"),
    field(
        "figure",
        "base",
        Type::OptionalObject("base"),
        "The revenue base; null where nothing is known",
        "Le revenu de référence ; null si rien n’est connu",
    ),
    field(
        "figure",
        "ratio",
        Type::Amount,
        "final ÷ annual base, 10 decimals, half to even",
        "final ÷ base annuelle, 10 décimales, arrondi au pair",
    ),
    field("figure", "ratio_imposed", Type::Amount, "imposed ÷ annual base", "imposed ÷ base annuelle"),
    field(
        "figure",
        "ratio_range",
        Type::Range,
        "final ÷ each end of a base that is a range",
        "final ÷ chaque borne d’une base en fourchette",
    ),
    field("figure", "cap", Type::Object("cap"), "The statutory maximum", "Le plafond légal"),
    field(
        "figure",
        "parts",
        Type::Objects("part"),
        "Several fines of one body, each with its own cap",
        "Les amendes d’un même organisme, chacune avec son plafond",
    ),
    field("figure", "share_of_cap", Type::Amount, "final ÷ cap, 10 decimals", "final ÷ plafond, 10 décimales"),
    field(
        "figure",
        "procedure_ceiling",
        Type::Amount,
        "The simplified procedure’s own ceiling, in euros",
        "Plafond propre à la procédure simplifiée, en euros",
    ),
    field(
        "figure",
        "days",
        Type::Whole,
        "Whole days of revenue; null without a ratio",
        "Jours entiers de revenu ; null sans ratio",
    ),
    field("figure", "working", Type::Objects("working"), "The sums in words", "Les calculs en toutes lettres"),
    field(
        "base",
        "annual",
        Type::Amount,
        "Euros a year; null where withheld, not applicable or a range",
        "Euros par an ; null si masqué, sans objet ou en fourchette",
    ),
    field("base", "year", Type::Whole, "Year of the accounts", "Exercice"),
    field(
        "base",
        "nature",
        Type::OptionalText,
        "turnover, professional-income, budget, operating-income, net-banking-income or premiums",
        "Nature du revenu",
    ),
    field(
        "base",
        "perimeter",
        Type::OptionalText,
        "person, entity or group",
        "Périmètre : personne, organisme ou groupe",
    ),
    field(
        "base",
        "status",
        Type::Text,
        "stated, filed, estimated, withheld or inapplicable",
        "Publié, déposé, estimé, masqué ou sans objet",
    ),
    field(
        "base",
        "annualised",
        Type::Flag,
        "We multiplied a month by twelve",
        "Nous avons multiplié un mois par douze",
    ),
    field(
        "base",
        "range",
        Type::Range,
        "Low and high, where only a range is known",
        "Bornes, quand seule une fourchette est connue",
    ),
    field("cap", "amount", Type::Amount, "Euros; null where there is none", "Euros ; null s’il n’y en a pas"),
    field(
        "cap",
        "rule",
        Type::Text,
        "fixed, percent, at-least (a lower bound) or none",
        "Fixe, pourcentage, au moins (minimum) ou aucun",
    ),
    field("cap", "provision", Type::OptionalText, "The provision that sets it", "La disposition qui le fixe"),
    field(
        "cap",
        "percent_of",
        Type::Amount,
        "The turnover that the percentage was taken of",
        "Le chiffre d’affaires dont le pourcentage est pris",
    ),
    field("part", "imposed", Type::Amount, "Euros", "Euros"),
    field("part", "basis", Type::Texts, "Its legal basis", "Sa base légale"),
    field("part", "cap", Type::Object("cap"), "The cap of that basis", "Le plafond de cette base"),
    field("working", "fr", Type::Text, "In French", "En français"),
    field("working", "en", Type::Text, "In English", "En anglais"),
    field(
        "working",
        "inputs",
        Type::Texts,
        "Where each input stands: file and line",
        "Où se trouve chaque donnée : fichier et ligne",
    ),
];

/// The columns of the CSV that are not figures of the same name in the JSON: what each takes.
const CSV_COLUMNS: &[(&str, &str, &str)] = &[
    ("decision", "decision", "id"),
    ("entity", "entity", "id"),
    ("number", "decision", "number"),
    ("date", "decision", "date"),
    ("published", "decision", "published"),
    ("procedure", "decision", "procedure"),
    ("kind", "decision", "kind"),
    ("title", "decision", "title"),
    ("who", "entity", "who"),
    ("entity_kind", "entity", "kind"),
    ("size", "entity", "size"),
    ("sector", "entity", "sector"),
    ("role", "entity", "role"),
    ("provisions", "decision", "provisions"),
    ("imposed", "figure", "imposed"),
    ("final", "figure", "final"),
    ("appeal", "figure", "appeal"),
    ("base_annual", "base", "annual"),
    ("base_low", "base", "range"),
    ("base_high", "base", "range"),
    ("base_year", "base", "year"),
    ("base_nature", "base", "nature"),
    ("base_perimeter", "base", "perimeter"),
    ("base_status", "base", "status"),
    ("base_annualised", "base", "annualised"),
    ("ratio", "figure", "ratio"),
    ("ratio_imposed", "figure", "ratio_imposed"),
    ("cap", "cap", "amount"),
    ("cap_rule", "cap", "rule"),
    ("cap_provision", "cap", "provision"),
    ("share_of_cap", "figure", "share_of_cap"),
];

pub fn json() -> Vec<u8> {
    let mut objects: Vec<&str> = FIELDS.iter().map(|field| field.object).collect();
    objects.dedup();
    let definitions: Map<String, Value> =
        objects.into_iter().map(|object| (object.to_owned(), definition(object))).collect();
    let columns: Vec<Value> = CSV_COLUMNS.iter().map(column).collect();
    let schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Rubrique: decisions and their figures / décisions et chiffres",
        "description": "Describes data/decisions.json; x-csv-columns describes data/decisions.csv. / Décrit data/decisions.json ; x-csv-columns décrit data/decisions.csv.",
        "type": "object",
        "required": ["version", "as_of", "decisions"],
        "properties": {
            "version": {"const": 1},
            "as_of": {"type": "string", "format": "date"},
            "decisions": {"type": "array", "items": {"$ref": "#/$defs/decision"}},
        },
        "$defs": definitions,
        "x-csv-columns": columns,
    });
    let mut text = serde_json::to_vec_pretty(&schema).expect("a schema is JSON");
    text.push(b'\n');
    text
}

fn definition(object: &str) -> Value {
    let own = || FIELDS.iter().filter(|field| field.object == object);
    let properties: Map<String, Value> = own().map(|field| (field.key.to_owned(), property(field))).collect();
    // A base says `range` only where it is one.
    let required: Vec<&str> = own().map(|field| field.key).filter(|key| (object, *key) != ("base", "range")).collect();
    json!({"type": "object", "additionalProperties": false, "required": required, "properties": properties})
}

fn property(field: &Field) -> Value {
    let decimal = r"^-?\d+(\.\d+)?$";
    let mut value = match field.kind {
        Type::Text => json!({"type": "string"}),
        Type::OptionalText => json!({"type": ["string", "null"]}),
        Type::Day => json!({"type": ["string", "null"], "format": "date"}),
        Type::Amount => json!({"type": ["string", "null"], "pattern": decimal}),
        Type::Flag => json!({"type": "boolean"}),
        Type::Whole => json!({"type": ["integer", "null"]}),
        Type::Texts => json!({"type": "array", "items": {"type": "string"}}),
        Type::Range => {
            json!({"type": ["array", "null"], "items": {"type": "string", "pattern": decimal}, "minItems": 2, "maxItems": 2})
        }
        Type::Object(name) => json!({"$ref": format!("#/$defs/{name}")}),
        Type::OptionalObject(name) => json!({"anyOf": [{"$ref": format!("#/$defs/{name}")}, {"type": "null"}]}),
        Type::Objects(name) => json!({"type": "array", "items": {"$ref": format!("#/$defs/{name}")}}),
    };
    value["description"] = json!(format!("{} / {}", field.en, field.fr));
    value
}

fn column((name, object, key): &(&str, &str, &str)) -> Value {
    let field = FIELDS.iter().find(|field| field.object == *object && field.key == *key);
    let description = field.map(|field| format!("{} / {}", field.en, field.fr)).unwrap_or_default();
    json!({"name": name, "description": description})
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outputs::{decisions, figures};

    #[test]
    fn every_column_of_the_csv_is_described() {
        let described: Vec<&str> = CSV_COLUMNS.iter().map(|(name, ..)| *name).collect();
        let written: Vec<&str> = decisions::COLUMNS.iter().chain(&figures::COLUMNS[2..]).copied().collect();
        assert_eq!(described, written);
        assert!(CSV_COLUMNS.iter().map(column).all(|column| column["description"] != ""));
    }

    #[test]
    fn every_object_that_is_named_is_defined() {
        let schema: Value = serde_json::from_slice(&json()).expect("JSON");
        let text = schema.to_string();
        for name in text.split("#/$defs/").skip(1).filter_map(|rest| rest.split('"').next()) {
            assert!(schema["$defs"][name].is_object(), "{name}");
        }
    }
}
