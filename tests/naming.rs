//! The naming clock over the whole output: on its last day a name stands, from the next day it is nowhere, and under `public` it stays.

use std::fs;
use std::io::Read as _;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

const DECISION: &str = "---
number: SAN-2022-009
date: 2022-04-15
published: 2022-04-21
procedure: ordinary
kind: fine
title: \"{{name}} laisse des dossiers en libre accès\"
standfirst: \"{{name}} : amende de {{fine}}.\"
naming: 2 years
entities:
  - {id: editeur, name: ZORGLUB SANTÉ, aliases: [Zorglub Santé SA], label: Éditeur de logiciels de santé, kind: company, sector: sante}
fines: [{imposed: 1500000, basis: [rgpd.32]}]
breaches: [{provision: rgpd.32, missing: \"{{name}} n'avait pas de procédure.\"}]
sources:
  - {id: deliberation, title: Délibération, url: 'https://example.org/texte', read-via: 'https://example.org/zorglub-sante'}
  - {id: presse, title: Presse, url: 'https://example.org/amende-pour-Zorglub-Sant%C3%A9/', archive: 'https://archive.example/zorglubsante'}
---

## L'essentiel

{{name}} a tardé. Au titre de l'article 32 du RGPD.
";

/// Every file of the output that spells the name, whatever the case.
fn holders(naming: &str, as_of: &str) -> Vec<String> {
    let book = TempDir::new().expect("a temporary folder");
    let write = |path: &str, text: &str| {
        let path = book.path().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    };
    write(
        "book.toml",
        &format!("[output.html]\nsite-url = \"https://site.example/\"\n[output.rubrique]\nnaming = \"{naming}\"\n"),
    );
    write("content/acts/rgpd.yml", include_str!("../content/acts/rgpd.yml"));
    write("content/decisions/2022/san-2022-009.md", DECISION);
    write(
        "content/sectors/sante.md",
        "---\ntitle: Santé\n---\nVoir [[san-2022-009]] : {{fine of san-2022-009}} pour {{name of san-2022-009}}.\n",
    );
    let run = Command::new(env!("CARGO_BIN_EXE_rubrique"))
        .args(["build", "--as-of", as_of])
        .arg(book.path())
        .output()
        .expect("it runs");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let mut found = Vec::new();
    search(&book.path().join("book"), &mut found);
    found.sort();
    found
}

fn search(folder: &Path, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            search(&path, found);
        } else if path.to_string_lossy().to_lowercase().contains("zorglub") || spells(&path) {
            found.push(path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default());
        }
    }
}

/// Whether the file spells the name. Files of the search index are unpacked; their words share their start with the word before, or are read backwards.
fn spells(path: &Path) -> bool {
    let bytes = fs::read(path).expect("a file");
    if path.extension().is_none_or(|extension| extension != "bin") {
        return String::from_utf8_lossy(&bytes).to_lowercase().contains("zorglub");
    }
    let mut unpacked = Vec::new();
    flate2::read::ZlibDecoder::new(&bytes[..]).read_to_end(&mut unpacked).expect("a file of the index");
    let text = String::from_utf8_lossy(&unpacked).to_lowercase();
    text.contains("rglub") || text.contains("bulgr")
}

#[test]
fn the_name_stands_up_to_and_including_its_last_day() {
    let holders = holders("official", "2024-04-21");
    for file in ["index.html", "decisions.json", "decisions.csv", "feed.xml"] {
        assert!(holders.iter().any(|holder| holder == file), "{file} names the body on the last day: {holders:?}");
    }
    // Shards, lists of words in both directions, titles: of each language.
    let of_index = holders.iter().filter(|holder| holder.ends_with(".bin")).count();
    assert!(of_index >= 8, "the index finds the body by its name on the last day: {holders:?}");
}

#[test]
fn from_the_next_day_it_is_nowhere() {
    assert_eq!(holders("official", "2024-04-22"), Vec::<String>::new());
}

#[test]
fn under_public_it_stays() {
    assert!(!holders("public", "2030-01-01").is_empty());
}
