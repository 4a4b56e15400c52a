//! The data dictionary: the tables of [`schema`] and of [`fields`] as a page. Nothing is said of a key here that does not stand there.

pub mod fields;

use crate::analysis::routes::Page;
use crate::html::escape;
use crate::model::schema::{self, Key, Map, Presence};
use crate::model::value::{Kind, Lang};
use crate::typography;
use crate::view::dictionary::{
    DictionaryKeyView, DictionaryMapView, DictionarySectionView, DictionaryView, DictionaryWordView,
};
use crate::view::parts::LinkView;
use crate::vocabulary::{self, say};

use super::frame::{self, Head};
use super::statistics::Words;
use super::{World, rows, text};
use fields::{COLUMNS, FILE, Field};

pub fn view(world: &World, lang: Lang) -> DictionaryView {
    let words = Words::of(world, &Page::Dictionary, lang);
    let here = say(lang, "Dictionnaire des données", "Data dictionary").to_owned();
    let title = words.title.clone().unwrap_or_else(|| here.clone());
    let head = Head {
        page: Page::Dictionary,
        title: title.clone(),
        description: words.id.as_ref().map(|id| rows::description(world, id, lang)).unwrap_or_default(),
        crumbs: Vec::new(),
        here,
        document: words.id.as_ref().and_then(|id| world.document(id)),
    };
    DictionaryView {
        site: world.frame(lang),
        page: frame::page(world, head, lang),
        heading_html: rows::heading(&title),
        standfirst_html: words.id.as_ref().and_then(|id| text::html(world, id, "standfirst", lang)),
        text_html: prose(world, &words, lang),
        sections: sections(lang),
    }
}

fn prose(world: &World, words: &Words, lang: Lang) -> String {
    let document = words.id.as_ref().and_then(|id| world.document(id));
    let body = document.and_then(|document| text::body(world, document, lang));
    body.map(|(body, _)| body.lead_html + &body.rest_html).unwrap_or_default()
}

/// What contributors write, then what programs read.
fn sections(lang: Lang) -> Vec<DictionarySectionView> {
    let mut told: Vec<&str> = Vec::new();
    let mut sections = vec![section(&ROOTS[0], schema::of(Kind::Page), schema::of(Kind::Page).keys(), &mut told, lang)];
    for (root, map) in ROOTS[1..].iter().zip(MAPS) {
        sections.push(section(root, map, map.own_keys().iter(), &mut told, lang));
    }
    sections.extend([json(lang), csv(lang)]);
    sections
}

/// An anchor, a title and a lead, in both languages.
type Root = (&'static str, [&'static str; 2], [&'static str; 2]);

/// What every document may say, then each map that is a file's own.
const ROOTS: [Root; 8] = [
    (
        "document",
        ["Ce que chaque document peut dire", "What every document may say"],
        [
            "Un fichier Markdown, avec un en-tête YAML entre deux lignes `---`. Une page (`content/pages/`) n’a que ces clés.",
            "A Markdown file, with a YAML front matter between two lines `---`. A page (`content/pages/`) has these keys alone.",
        ],
    ),
    ("decision", ["Décision", "Decision"], ["Dans `content/decisions/`.", "In `content/decisions/`."]),
    ("provision", ["Disposition", "Provision"], ["Dans `content/provisions/`.", "In `content/provisions/`."]),
    ("checklist", ["Liste de contrôle", "Checklist"], ["Dans `content/checklists/`.", "In `content/checklists/`."]),
    ("sector", ["Secteur", "Sector"], ["Dans `content/sectors/`.", "In `content/sectors/`."]),
    ("term", ["Terme", "Term"], ["Dans `content/glossary/`.", "In `content/glossary/`."]),
    (
        "act",
        ["Acte", "Act"],
        [
            "Un fichier YAML de `content/acts/`, sans texte : le droit comme donnée.",
            "A YAML file of `content/acts/`, without text: the law as data.",
        ],
    ),
    ("search", ["Recherche", "Search"], ["Le fichier `content/search.yml`.", "The file `content/search.yml`."]),
];

/// The maps of the roots after the first.
static MAPS: [&Map; 7] = [
    &schema::DECISION,
    &schema::PROVISION,
    &schema::CHECKLIST,
    &schema::SECTOR,
    &schema::TERM,
    &schema::ACT,
    &schema::SEARCH,
];

// ── what contributors write ──

/// The keys of a root, and the maps inside it that no section before has told of.
fn section(
    (id, title, lead): &Root,
    root: &'static Map,
    keys: impl Iterator<Item = &'static Key>,
    told: &mut Vec<&'static str>,
    lang: Lang,
) -> DictionarySectionView {
    let own = keys.map(|key| key_view(id, key, lang)).collect();
    let mut maps = vec![DictionaryMapView { id: (*id).to_owned(), name: None, keys: own }];
    for map in schema::with_inner(root).into_iter().skip(1).filter(|map| !told.contains(&map.name)) {
        let keys = map.keys().map(|key| key_view(map.name, key, lang)).collect();
        maps.push(DictionaryMapView { id: map_anchor(map), name: Some(map.name.to_owned()), keys });
    }
    told.extend(schema::with_inner(root).into_iter().map(|map| map.name));
    DictionarySectionView {
        id: (*id).to_owned(),
        title: said(*title, lang).to_owned(),
        lead_html: coded(said(*lead, lang), lang),
        maps,
    }
}

fn key_view(map: &str, key: &'static Key, lang: Lang) -> DictionaryKeyView {
    let presence = match key.presence {
        Presence::Needed => Some(say(lang, "obligatoire", "required")),
        Presence::Sometimes => Some(say(lang, "parfois obligatoire", "sometimes required")),
        Presence::Optional => None,
    };
    let [english, french] = key.meaning;
    let inside = key.shape.map().map(|map| link(map_anchor(map), map.name));
    DictionaryKeyView {
        id: format!("{map}-{}", key.name),
        name: key.name.to_owned(),
        kind: kind(key.shape, lang),
        inside,
        presence: presence.map(str::to_owned),
        meaning_html: sentence(say(lang, french, english), lang),
        words: words(key, lang),
    }
}

/// The maps inside a document never bear the name of a kind, but may bear that of a key.
fn map_anchor(map: &Map) -> String {
    format!("in-{}", map.name)
}

fn words(key: &Key, lang: Lang) -> Vec<DictionaryWordView> {
    let list = key.shape.words().map(|list| vocabulary::of_list(list, lang)).unwrap_or_default();
    list.into_iter()
        .map(|(word, text)| DictionaryWordView {
            word: word.to_owned(),
            text: (text != word).then(|| typography::typeset(lang, text).into_owned()),
        })
        .collect()
}

fn kind(shape: schema::Shape, lang: Lang) -> String {
    use schema::Shape;
    let plain = match shape {
        Shape::Text => say(lang, "texte", "text"),
        Shape::NumberOrNull => say(lang, "texte, ou null", "text, or null"),
        Shape::Words => say(lang, "texte affiché", "words that readers see"),
        Shape::Date => say(lang, "date, AAAA-MM-JJ", "date, YYYY-MM-DD"),
        Shape::Amount => say(lang, "montant en euros", "amount in euros"),
        Shape::Rate => say(lang, "cours de change", "rate of exchange"),
        Shape::Percent => say(lang, "pourcentage", "percentage"),
        Shape::Whole => say(lang, "nombre entier", "whole number"),
        Shape::Between(low, high) => {
            let range = say(lang, "nombre entier", "whole number");
            return format!("{range}, {low} {} {high}", say(lang, "à", "to"));
        }
        Shape::Flag => say(lang, "true ou false", "true or false"),
        Shape::Id => say(lang, "identifiant", "id"),
        Shape::Web => say(lang, "adresse http ou https", "http or https address"),
        Shape::Path => say(lang, "adresse de ce site", "address of this site"),
        Shape::Provision => say(lang, "disposition, rgpd.32.1", "provision, rgpd.32.1"),
        Shape::Item => say(lang, "point de liste, cabinet-medical/cm-07", "checklist item, cabinet-medical/cm-07"),
        Shape::Letter => say(lang, "lettre, a à k", "letter, a to k"),
        Shape::Code => say(lang, "nom d’un message de check", "name of a message of check"),
        Shape::Naming => say(
            lang,
            "unlimited, never, not-public, une durée ou une date",
            "unlimited, never, not-public, a time or a date",
        ),
        Shape::Choice(_) => say(lang, "un mot parmi", "one word of"),
        Shape::List(item) => return format!("{} {}", say(lang, "liste :", "list:"), kind(*item, lang)),
        Shape::Map(_) => say(lang, "clés", "keys"),
        Shape::Rows(_) => say(lang, "lignes", "rows"),
        Shape::Texts => say(lang, "textes, chacun sous sa clé", "texts, each under its key"),
    };
    typography::typeset(lang, plain).into_owned()
}

// ── what programs read ──

fn json(lang: Lang) -> DictionarySectionView {
    let mut maps = Vec::new();
    object("json", None, FILE, &mut maps, lang);
    DictionarySectionView {
        id: "json".to_owned(),
        title: "decisions.json".to_owned(),
        lead_html: coded(
            say(
                lang,
                "Le fichier `data/decisions.json`. Chaque clé est toujours là, sauf mention contraire.",
                "The file `data/decisions.json`. Each key is always there, unless it says otherwise.",
            ),
            lang,
        ),
        maps,
    }
}

/// The fields of an object, then those of the objects inside it; the anchor of each is its path.
fn object(path: &str, name: Option<String>, fields: &'static [Field], maps: &mut Vec<DictionaryMapView>, lang: Lang) {
    let keys = fields.iter().map(|field| field_view(path, field, lang)).collect();
    maps.push(DictionaryMapView { id: format!("in-{path}"), name, keys });
    for field in fields.iter().filter(|field| !field.shape.fields().is_empty()) {
        let inner = format!("{path}-{}", field.name);
        let name = inner.trim_start_matches("json-").replace('-', ".");
        object(&inner, Some(name), field.shape.fields(), maps, lang);
    }
}

fn field_view(path: &str, field: &'static Field, lang: Lang) -> DictionaryKeyView {
    let anchor = format!("{path}-{}", field.name);
    let presence = match (field.nullable, field.may_be_absent) {
        (_, true) => Some(say(lang, "peut manquer", "may be absent")),
        (true, false) => Some(say(lang, "ou null", "or null")),
        (false, false) => None,
    };
    let list = field.shape.words();
    DictionaryKeyView {
        inside: (!field.shape.fields().is_empty()).then(|| link(format!("in-{anchor}"), field.name)),
        id: anchor,
        name: field.name.to_owned(),
        kind: field_kind(&field.shape, lang),
        presence: presence.map(str::to_owned),
        meaning_html: coded(say(lang, field.fr, field.en), lang),
        words: list.into_iter().map(|word| DictionaryWordView { word: word.to_owned(), text: None }).collect(),
    }
}

fn field_kind(shape: &fields::Shape, lang: Lang) -> String {
    use fields::Shape;
    let plain = match shape {
        Shape::Version => say(lang, "nombre entier : 1", "whole number: 1"),
        Shape::Text => say(lang, "texte", "text"),
        Shape::Address => say(lang, "adresse", "address"),
        Shape::Day => say(lang, "date, AAAA-MM-JJ", "date, YYYY-MM-DD"),
        Shape::Amount => say(lang, "décimal en texte, en euros", "decimal as text, in euros"),
        Shape::Ratio => say(lang, "décimal en texte, 10 décimales", "decimal as text, 10 decimals"),
        Shape::Whole => say(lang, "nombre entier", "whole number"),
        Shape::Flag => say(lang, "true ou false", "true or false"),
        Shape::Choice(_) => say(lang, "un mot parmi", "one word of"),
        Shape::Object(_) => say(lang, "objet", "object"),
        Shape::List(item) => return format!("{} {}", say(lang, "liste :", "list:"), field_kind(item, lang)),
        Shape::Pair(item) => {
            return format!("{} {}", say(lang, "deux valeurs :", "two values:"), field_kind(item, lang));
        }
    };
    typography::typeset(lang, plain).into_owned()
}

fn csv(lang: Lang) -> DictionarySectionView {
    let column = |column: &fields::Column| {
        let field = fields::at(column.prints)?;
        Some(DictionaryKeyView {
            id: format!("csv-{}", column.name),
            name: column.name.to_owned(),
            kind: field_kind(&field.shape, lang),
            inside: Some(link(format!("json-decisions-{}", column.prints.replace('.', "-")), column.prints)),
            presence: None,
            meaning_html: coded(say(lang, field.fr, field.en), lang),
            words: Vec::new(),
        })
    };
    let keys = COLUMNS.iter().filter_map(column).collect();
    DictionarySectionView {
        id: "csv".to_owned(),
        title: "decisions.csv".to_owned(),
        lead_html: coded(
            say(
                lang,
                "Le fichier `data/decisions.csv`, une ligne par organisme. Une cellule vide : rien de tel, jamais 0. Chaque colonne porte la valeur d’un champ de `decisions.json`.",
                "The file `data/decisions.csv`, a row per body. An empty cell: nothing of the kind, never 0. Each column holds the value of a field of `decisions.json`.",
            ),
            lang,
        ),
        maps: vec![DictionaryMapView { id: "in-csv".to_owned(), name: None, keys }],
    }
}

// ── words ──

fn said(words: [&'static str; 2], lang: Lang) -> &'static str {
    say(lang, words[0], words[1])
}

fn link(anchor: String, text: &str) -> LinkView {
    LinkView { href: format!("#{anchor}"), text: text.to_owned() }
}

/// A remark of the table as a sentence.
fn sentence(text: &str, lang: Lang) -> String {
    let mut letters = text.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    let end = if text.ends_with('…') { "" } else { "." };
    coded(&format!("{first}{}{end}", letters.as_str()), lang)
}

/// Text with what stands between backticks as code.
fn coded(text: &str, lang: Lang) -> String {
    let parts = text.split('`').enumerate().map(|(at, part)| match at % 2 {
        0 => escape(&typography::typeset(lang, part)).into_owned(),
        _ => format!("<code>{}</code>", escape(part)),
    });
    parts.collect()
}
