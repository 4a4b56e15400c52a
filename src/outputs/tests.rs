//! The files of a small book: what they say word for word, that they say it in a fixed order, and that no hidden name is in them.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value;

use crate::compile;
use crate::compose::{Memory, World};
use crate::config::{Config, NamingPolicy};
use crate::diag::Severity;
use crate::inputs::Inputs;
use crate::memo::Memo;
use crate::site::{Artifact, Site};
use crate::source::{SourceFile, Sources};

const ACT: &str = include_str!("../../content/acts/rgpd.yml");
const SECTOR: &str = "---\ntitle: Santé\n---\n";
const PROVISION: &str =
    "---\ntitle: Sécurité\nparagraphs: [{id: '1', text: Des mesures.}]\n---\nVoir la décision SAN-2022-009.\n";
const LIST: &str =
    "---\ntitle: Cabinet\nfor: Cabinets\nsections: [{title: Accès, items: [{id: cm-01, text: Chiffrer.}]}]\n---\n";
const HOME: &str =
    "---\ntitle: Accueil\nreviewed: 2023-01-01\n---\nVoir [la liste](checklists/cabinet.md) et [[san-2020-014]].\n";

/// A natural person, an appeal, a base: what is never named, and what changes with the day.
const DOCTOR: &str = "---
number: SAN-2020-014
date: 2020-12-07
published: 2020-12-17
procedure: ordinary
kind: fine
title: \"Des images <médicales> & des \\\"copies\\\"\"
standfirst: \"Amende de {{imposed}}, puis {{fine}}.\"
naming: never
entities: [{id: medecin, label: '=1+1', natural-person: true, kind: liberal-professional, sector: sante}]
fines: [{imposed: 3000, basis: [rgpd.32.1, rgpd.33.1]}]
revenue: [{amount: 97000, year: 2018, nature: professional-income, perimeter: person, status: stated}]
appeals: [{court: conseil-etat, number: '449694', date: 2022-07-22, outcome: reduced, fines: [{final: 2500}], set-aside: [rgpd.33]}]
breaches: [{provision: rgpd.32.1, measure: chiffrement}, {provision: rgpd.33.1, measure: notification}]
people: {value: 5300, unit: images, about: true}
checklist: [cabinet/cm-01]
sources: [{id: deliberation, title: Délibération, url: 'https://example.org/texte'}]
reviewed: 2022-08-01
---

Au titre de l'article 32, paragraphe 1, du RGPD. Voir [la liste](../checklists/cabinet.md).
";

const DOCTOR_EN: &str = "---\ntitle: Medical images\nentities: {medecin: {label: A doctor}}\n---\n";

/// A body that is named for two years from 21 April 2022.
const VENDOR: &str = "---
number: SAN-2022-009
date: 2022-04-15
published: 2022-04-21
procedure: ordinary
kind: fine
title: \"{{name}} laisse des dossiers, ouverts\"
standfirst: \"{{name}} : amende de {{fine}}.\"
naming: 2 years
entities: [{id: editeur, name: ZORGLUB SANTÉ, aliases: [Zorglub Santé SA], label: Éditeur de logiciels, kind: company, size: medium, sector: sante, role: processor}]
fines: [{imposed: 1500000, basis: [rgpd.32]}]
revenue: [{range: {from: 10000000, to: 20000000}, year: 2020, nature: turnover, perimeter: entity, status: estimated}]
breaches: [{provision: rgpd.32, missing: \"{{name}} n'avait pas de procédure.\"}]
sources:
  - {id: deliberation, title: Délibération, url: 'https://example.org/texte'}
  - {id: presse, title: Presse, url: 'https://example.org/amende-Zorglub-Sante/', archive: 'https://archive.example/zorglubsante'}
---

{{name}} a tardé.
";

/// The files of the book built as of a day, by their path.
fn built(as_of: &str, change: impl FnOnce(&mut Inputs)) -> BTreeMap<String, String> {
    let text = |artifact: &Artifact| String::from_utf8(artifact.bytes().expect("no template").to_vec()).expect("text");
    site(as_of, change).artifacts.iter().map(|(path, artifact)| (path.clone(), text(artifact))).collect()
}

/// What is added beside the pages.
fn site(as_of: &str, change: impl FnOnce(&mut Inputs)) -> Site {
    let mut site = Site::default();
    super::add(&mut site, &Arc::new(world(as_of, change)));
    site
}

fn world(as_of: &str, change: impl FnOnce(&mut Inputs)) -> World {
    let mut sources = Sources::default();
    for (path, text) in [
        ("content/acts/rgpd.yml", ACT),
        ("content/sectors/sante.md", SECTOR),
        ("content/provisions/rgpd-32.md", PROVISION),
        ("content/checklists/cabinet.md", LIST),
        ("content/index.md", HOME),
        ("content/decisions/san-2020-014.md", DOCTOR),
        ("content/decisions/san-2020-014.en.md", DOCTOR_EN),
        ("content/decisions/2022/san-2022-009.md", VENDOR),
    ] {
        sources.insert(SourceFile::new(path, text));
    }
    let config =
        Config { title: "Essai & co".into(), site_url: "https://site.example/droit/".into(), ..Config::default() };
    let (theme, statics) = (BTreeMap::new(), BTreeMap::new());
    let today = as_of.parse().expect("a day");
    let (unreadable, history) = (Vec::new(), Arc::default());
    let mut inputs = Inputs { config, sources, theme, statics, unreadable, history, today, drafts: false };
    change(&mut inputs);
    let analysed = compile::analyse(&inputs, &mut Memo::default());
    let errors: Vec<_> = analysed.diagnostics.iter().filter(|one| one.severity() == Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:?}");
    World::new(Arc::new(inputs), analysed.value, &mut Memory::default())
}

fn json(files: &BTreeMap<String, String>, path: &str) -> Value {
    serde_json::from_str(&files[path]).expect("JSON")
}

#[test]
fn decisions_stand_in_the_order_of_ids_with_facts_as_of_the_day() {
    let file = json(&built("2023-01-01", |_| {}), "data/decisions.json");
    assert_eq!((&file["version"], &file["as_of"]), (&1.into(), &"2023-01-01".into()));
    let ids: Vec<_> = file["decisions"].as_array().expect("a list").iter().map(|one| one["id"].clone()).collect();
    assert_eq!(ids, ["san-2020-014", "san-2022-009"]);
    let doctor = &file["decisions"][0];
    assert_eq!(doctor["address"], "https://site.example/droit/decisions/san-2020-014/");
    assert_eq!((&doctor["title_en"], &doctor["entities"][0]["who_en"]), (&"Medical images".into(), &"A doctor".into()));
    assert_eq!(doctor["sectors"], serde_json::json!(["sante"]));
    assert_eq!(doctor["figures"][0]["final"], "2500");
    assert_eq!(doctor["breaches"][1]["set_aside"], true);
    assert_eq!(doctor["appeals"][0]["outcome"], "reduced");
    let before = json(&built("2022-07-21", |_| {}), "data/decisions.json");
    let appeal = &before["decisions"][0]["appeals"][0];
    assert_eq!((&appeal["outcome"], &appeal["date"]), (&"pending".into(), &Value::Null));
    assert_eq!(appeal["set_aside"], serde_json::json!([]));
}

#[test]
fn a_picture_says_what_the_page_says_and_no_hidden_name() {
    let said = |as_of: &str, social_images: bool| {
        let world = world(as_of, |inputs| inputs.config.social_images = social_images);
        let cards = crate::compose::card::all(&world);
        assert!(cards.iter().all(|(path, _)| path.starts_with("cards/") && path.ends_with(".png")));
        serde_json::to_string(&cards.into_iter().map(|(_, card)| card).collect::<Vec<_>>()).expect("JSON")
    };
    let named = said("2023-01-01", true);
    for words in ["ZORGLUB", "SAN-2020-014", "Amende définitive", "2,58", "Medical images"] {
        assert!(named.contains(words), "{words} is not in {named}");
    }
    assert!(!said("2026-01-01", true).contains("ZORGLUB"));
    assert_eq!(said("2023-01-01", false), "[]");
}

#[test]
fn the_csv_is_rfc_4180_and_harmless() {
    let files = built("2023-01-01", |_| {});
    let text = &files["data/decisions.csv"];
    assert!(text.starts_with("decision,entity,number,date,"));
    assert!(text.ends_with("\r\n") && text.matches('\n').count() == text.matches("\r\n").count());
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let heads = reader.headers().expect("a header").clone();
    let rows: Vec<_> = reader.records().map(|row| row.expect("a row")).collect();
    let cell = |row: usize, head: &str| &rows[row][heads.iter().position(|other| other == head).expect("a column")];
    assert_eq!(rows.len(), 2);
    assert_eq!(cell(0, "who"), "'=1+1");
    assert_eq!(cell(0, "title"), "Des images <médicales> & des \"copies\"");
    assert_eq!((cell(0, "final"), cell(0, "ratio"), cell(0, "days")), ("2500", "0.0257731959", "9"));
    assert_eq!((cell(0, "set_aside"), cell(0, "measures")), ("rgpd.33.1", "chiffrement notification"));
    assert_eq!((cell(1, "ratio_low"), cell(1, "ratio_high")), ("0.0750000000", "0.1500000000"));
    assert_eq!((cell(1, "ratio"), cell(1, "who"), cell(1, "named")), ("", "ZORGLUB SANTÉ", "true"));
}

#[test]
fn the_schema_describes_every_key_of_the_json() {
    let files = built("2023-01-01", |_| {});
    conforms(&json(&files, "data/schema.json"), &json(&files, "data/decisions.json"), "");
}

/// The part of JSON Schema that ours uses. Unlike in JSON Schema, a key that is not described is an error.
fn conforms(schema: &Value, value: &Value, path: &str) {
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    let kinds = schema["type"].as_array().cloned().unwrap_or_else(|| vec![schema["type"].clone()]);
    assert!(kinds.contains(&kind.into()), "{path} is a {kind}");
    if let Some(words) = schema["enum"].as_array() {
        assert!(words.contains(value), "{path}: {value}");
    }
    if let Value::Object(entries) = value {
        for key in schema["required"].as_array().into_iter().flatten() {
            assert!(entries.contains_key(key.as_str().expect("a key")), "{path} lacks {key}");
        }
        for (key, inner) in entries {
            assert!(schema["properties"][key].is_object(), "{path}.{key} is not described");
            conforms(&schema["properties"][key], inner, &format!("{path}.{key}"));
        }
    }
    for inner in value.as_array().into_iter().flatten() {
        conforms(&schema["items"], inner, &format!("{path}[]"));
    }
}

#[test]
fn links_give_both_ends_and_the_words_as_written() {
    let links = json(&built("2023-01-01", |_| {}), "data/links.json")["links"].clone();
    let links: Vec<[String; 3]> = links
        .as_array()
        .expect("a list")
        .iter()
        .map(|link| ["from", "to", "text"].map(|key| link[key].as_str().expect("text").to_owned()))
        .map(|link| link.map(|text| text.replace("https://site.example/droit", "")))
        .collect();
    assert_eq!(
        links,
        [
            ["/", "/decisions/san-2020-014/", "san-2020-014"],
            ["/", "/listes/cabinet/", "la liste"],
            ["/articles/rgpd-32/", "/decisions/san-2022-009/", "SAN-2022-009"],
            ["/decisions/san-2020-014/", "/articles/rgpd-32/#p1", ""],
            ["/decisions/san-2020-014/", "/articles/rgpd-32/#p1", "article 32, paragraphe 1, du RGPD"],
            ["/decisions/san-2020-014/", "/listes/cabinet/", "la liste"],
            ["/decisions/san-2020-014/", "/listes/cabinet/#cm-01", ""],
            ["/decisions/san-2020-014/", "rgpd.33.1", ""],
            ["/decisions/san-2022-009/", "/articles/rgpd-32/", ""],
        ]
    );
}

#[test]
fn the_feed_is_atom_with_what_changed_last_first() {
    let files = built("2023-01-01", |_| {});
    let expected = "<?xml version=\"1.0\" encoding=\"utf-8\"?>
<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"fr\">
  <id>tag:site.example,2020:rubrique/fr/</id>
  <title>Essai &amp; co</title>
  <subtitle>Décisions nouvelles et corrigées</subtitle>
  <updated>2022-08-01T00:00:00Z</updated>
  <link rel=\"self\" type=\"application/atom+xml\" href=\"https://site.example/droit/feed.xml\"/>
  <link rel=\"alternate\" type=\"text/html\" href=\"https://site.example/droit/\"/>
  <author>
    <name>Essai &amp; co</name>
  </author>
  <entry>
    <id>tag:site.example,2020:rubrique/fr/san-2020-014</id>
    <title>Des images &lt;médicales&gt; &amp; des &quot;copies&quot;</title>
    <link rel=\"alternate\" type=\"text/html\" href=\"https://site.example/droit/decisions/san-2020-014/\"/>
    <published>2020-12-17T00:00:00Z</published>
    <updated>2022-08-01T00:00:00Z</updated>
    <summary>Amende de 3\u{202f}000\u{a0}€, puis 2\u{202f}500\u{a0}€.</summary>
  </entry>
";
    let french = &files["feed.xml"];
    assert!(french.starts_with(expected), "{french}");
    assert!(french.ends_with("</feed>\n") && french.contains("<summary>ZORGLUB SANTÉ\u{a0}: amende"), "{french}");
    let english = &files["en/feed.xml"];
    assert!(english.contains("<title>Medical images</title>") && english.contains("/droit/en/decisions/san-2020-014/"));
}

#[test]
fn a_name_that_goes_is_news_and_no_day_of_a_feed_lies_ahead() {
    let after = built("2025-01-01", |_| {});
    assert!(after["feed.xml"].contains("<updated>2024-04-22T00:00:00Z</updated>"), "{}", after["feed.xml"]);
    let early = built("2022-06-01", |_| {});
    assert!(early["feed.xml"].contains("<updated>2022-06-01T00:00:00Z</updated>"), "{}", early["feed.xml"]);
    assert!(!early["feed.xml"].contains("2022-08-01"));
}

#[test]
fn control_characters_never_reach_the_xml() {
    let files = built("2023-01-01", |inputs| inputs.config.title = "a\u{1}b\u{b}c".into());
    assert!(files["feed.xml"].contains("<title>abc</title>"));
}

#[test]
fn the_sitemap_needs_a_host_and_has_real_days() {
    let files = built("2023-01-01", |_| {});
    let page = "  <url>
    <loc>https://site.example/droit/en/decisions/san-2020-014/</loc>
    <lastmod>2022-08-01</lastmod>
    <xhtml:link rel=\"alternate\" hreflang=\"fr\" href=\"https://site.example/droit/decisions/san-2020-014/\"/>
    <xhtml:link rel=\"alternate\" hreflang=\"en\" href=\"https://site.example/droit/en/decisions/san-2020-014/\"/>
    <xhtml:link rel=\"alternate\" hreflang=\"x-default\" href=\"https://site.example/droit/decisions/san-2020-014/\"/>
  </url>
";
    assert!(files["sitemap.xml"].contains(page), "{}", files["sitemap.xml"]);
    assert_eq!(files["robots.txt"], "User-agent: *\nAllow: /\n\nSitemap: https://site.example/droit/sitemap.xml\n");
    let files = built("2023-01-01", |inputs| inputs.config.site_url = "/droit/".into());
    assert!(!files.contains_key("sitemap.xml"));
    assert_eq!(files["robots.txt"], "User-agent: *\nAllow: /\n");
}

#[test]
fn every_path_gets_one_cache_rule() {
    let headers = built("2023-01-01", |_| {})["_headers"].clone();
    let patterns: Vec<&str> = headers.lines().filter(|line| line.starts_with('/')).collect();
    let first =
        ["/droit/*", "/droit/assets/*", "/droit/search/en/*", "/droit/search/fr/*", "/droit/", "/droit/articles/*"];
    assert_eq!(patterns[..first.len()], first);
    for other in ["/droit/en/*", "/droit/data/*", "/droit/feed.xml", "/droit/search/fr.bin"] {
        assert!(patterns.contains(&other), "{other}");
    }
    let private = ["/droit/calculateur/", "/droit/en/calculator/"];
    assert_eq!(patterns[patterns.len() - 2..], private, "the policy of the calculator");
    assert_eq!(headers.matches("connect-src 'none'").count(), private.len());
    assert_eq!(headers.matches("Cache-Control").count(), patterns.len() - 1 - private.len());
    assert!(headers.starts_with("/droit/*\n  Content-Security-Policy: default-src 'none'"));
}

#[test]
fn a_file_of_the_book_stands_instead_of_ours() {
    let own = |inputs: &mut Inputs| {
        inputs.statics.insert("robots.txt".into(), Arc::from(b"Disallow: /x/\n".as_slice()));
    };
    let site = site("2023-01-01", own);
    assert!(!site.artifacts.contains_key("robots.txt") && site.artifacts.contains_key("_headers"));
}

#[test]
fn a_name_stands_up_to_its_last_day_and_then_nowhere_unless_names_stay() {
    let holders = |policy: NamingPolicy, as_of: &str| -> Vec<String> {
        let files = built(as_of, |inputs| inputs.config.naming = policy);
        let holds = |text: &str| text.to_lowercase().contains("zorglub");
        files.into_iter().filter(|(_, text)| holds(text)).map(|(path, _)| path).collect()
    };
    let named = ["data/decisions.csv", "data/decisions.json", "en/feed.xml", "feed.xml"];
    assert_eq!(holders(NamingPolicy::Official, "2024-04-21"), named);
    assert_eq!(holders(NamingPolicy::Official, "2024-04-22"), Vec::<String>::new());
    assert_eq!(holders(NamingPolicy::Public, "2024-04-21"), named);
    assert_eq!(holders(NamingPolicy::Public, "2024-04-22"), named);
}
