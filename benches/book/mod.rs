//! A made book of any size, the same for the same number: the shape of real case studies without their facts.
//!
//! The acts are the project's own, so that citations, caps and terms cost what they cost. Everything else is drawn from the tables in [`prose`] by a
//! small seeded generator. Nobody real is named; the book passes `check`.

mod prose;

use std::fmt::Write as _;
use std::path::Path;
use std::{fs, io};

use prose::{CHECKS, FACTS, LINKED, SECTORS, TERMS};

/// The provisions that made decisions breach: id, how a text cites it, the measure that was missing.
const BREACHES: &[(&str, &str, &str)] = &[
    ("rgpd.32.1", "article 32, paragraphe 1, du RGPD", "chiffrement"),
    ("rgpd.32.1.d", "article 32, paragraphe 1, point d), du RGPD", "tests-de-securite"),
    ("rgpd.32", "article 32 du RGPD", "mots-de-passe"),
    ("rgpd.33.1", "article 33, paragraphe 1, du RGPD", "notification"),
    ("rgpd.34.1", "article 34, paragraphe 1, du RGPD", "information-des-personnes"),
    ("rgpd.5.1.c", "article 5, paragraphe 1, point c), du RGPD", "minimisation"),
    ("rgpd.5.1.e", "article 5, paragraphe 1, point e), du RGPD", "duree-de-conservation"),
    ("rgpd.6.1", "article 6, paragraphe 1, du RGPD", "base-legale"),
    ("rgpd.7.1", "article 7, paragraphe 1, du RGPD", "consentement"),
    ("rgpd.12.3", "article 12, paragraphe 3, du RGPD", "exercice-des-droits"),
    ("rgpd.13.1", "article 13, paragraphe 1, du RGPD", "information"),
    ("rgpd.15.1", "article 15, paragraphe 1, du RGPD", "droit-d-acces"),
    ("rgpd.17.1", "article 17, paragraphe 1, du RGPD", "effacement"),
    ("rgpd.21.2", "article 21, paragraphe 2, du RGPD", "opposition"),
    ("rgpd.25.1", "article 25, paragraphe 1, du RGPD", "protection-par-defaut"),
    ("rgpd.28.3", "article 28, paragraphe 3, du RGPD", "contrat-de-sous-traitance"),
    ("rgpd.30.1", "article 30, paragraphe 1, du RGPD", "registre"),
    ("rgpd.31", "article 31 du RGPD", "cooperation"),
    ("rgpd.35.1", "article 35, paragraphe 1, du RGPD", "analyse-d-impact"),
    ("rgpd.37.1", "article 37, paragraphe 1, du RGPD", "delegue"),
    ("lil.82", "article 82 de la loi Informatique et Libertés", "refus-des-traceurs"),
];

const CHECKLISTS: usize = 10;
const ITEMS: usize = 12;
/// The articles of the GDPR, each with a page.
const ARTICLES: usize = 99;
/// About as many words as a case study has.
const SENTENCES: usize = 34;

/// Numbers that look drawn at random and are the same on every machine (xorshift64*).
struct Draw(u64);

impl Draw {
    fn new(seed: usize) -> Draw {
        Draw((seed as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15))
    }

    /// A number below `limit`.
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % limit
    }

    fn of<'a, T>(&mut self, table: &'a [T]) -> &'a T {
        &table[self.below(table.len())]
    }

    fn one_in(&mut self, many: usize) -> bool {
        self.below(many) == 0
    }
}

/// Writes a book of so many decisions into an empty folder. `acts` is the folder of the project's own acts.
pub fn write(folder: &Path, acts: &Path, decisions: usize) -> io::Result<()> {
    let content = folder.join("content");
    fs::create_dir_all(content.join("acts"))?;
    for act in fs::read_dir(acts)? {
        let act = act?;
        fs::copy(act.path(), content.join("acts").join(act.file_name()))?;
    }
    fs::write(folder.join("book.toml"), BOOK)?;
    for (path, text) in frame().into_iter().chain(sectors()).chain(terms()).chain(checklists()).chain(provisions()) {
        put(&content.join(path), &text)?;
    }
    for at in 0..decisions {
        let folder = content.join("decisions").join(year(at).to_string());
        put(&folder.join(format!("{}.md", number(at).to_lowercase())), &decision(at, decisions))?;
        if at % 10 == 0 {
            put(&folder.join(format!("{}.en.md", number(at).to_lowercase())), &twin(at))?;
        }
    }
    Ok(())
}

fn put(path: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, text)
}

const BOOK: &str = r#"[book]
title = "Livre de mesure"
description = "Un livre fabriqué pour mesurer la vitesse."

[output.html]
site-url = "https://example.org/livre/"

[output.rubrique]
naming = "public"
"#;

type File = (String, String);

fn frame() -> Vec<File> {
    let page = |slug: &str, title: &str| {
        let text = format!("---\ntitle: \"{title}\"\n---\n\n## En bref\n\n{}\n", FACTS[..6].join(" "));
        (if slug == "index" { "index.md".to_owned() } else { format!("pages/{slug}.md") }, text)
    };
    vec![
        page("index", "Les sanctions, une par une"),
        page("methode", "Méthode"),
        page("donnees", "Données"),
        page("mentions-legales", "Mentions légales"),
        page("confidentialite", "Confidentialité"),
        page("accessibilite", "Accessibilité"),
    ]
}

fn sectors() -> Vec<File> {
    let text = |(at, (slug, title)): (usize, &(&str, &str))| {
        let next = SECTORS[(at + 1) % SECTORS.len()].0;
        let text = format!(
            "---\ntitle: \"{title}\"\nstandfirst: \"Ce qui a été sanctionné dans ce secteur.\"\nneighbours: [{next}]\nchecklists: [liste-{:02}]\n---\n\n{}\n",
            at % CHECKLISTS + 1,
            FACTS[at..at + 5].join(" ")
        );
        (format!("sectors/{slug}.md"), text)
    };
    SECTORS.iter().enumerate().map(text).collect()
}

fn terms() -> Vec<File> {
    let text = |(at, (slug, title, plural)): (usize, &(&str, &str, &str))| {
        let definition = FACTS[at % 20..at % 20 + 2].join(" ");
        (
            format!("glossary/{slug}.md"),
            format!("---\ntitle: \"{title}\"\nforms: [\"{plural}\"]\n---\n\n{definition}\n"),
        )
    };
    TERMS.iter().enumerate().map(text).collect()
}

fn checklists() -> Vec<File> {
    (1..=CHECKLISTS).map(|list| (format!("checklists/liste-{list:02}.md"), checklist(list))).collect()
}

fn checklist(list: usize) -> String {
    let mut draw = Draw::new(list);
    let sector = SECTORS[list].0;
    let mut text = format!(
        "---\ntitle: \"Liste de contrôle n° {list}\"\nfor: \"Structures de moins de cinquante personnes\"\nminutes: 30\nsectors: [{sector}]\nsections:\n"
    );
    for item in 1..=ITEMS {
        if item % 4 == 1 {
            push(&mut text, format_args!("  - title: \"Partie {}\"\n    items:\n", item / 4 + 1));
        }
        let (provision, cited, _) = draw.of(BREACHES);
        push(
            &mut text,
            format_args!(
                "      - {{id: pt-{item:02}, text: \"{}\", why: \"{} Voir l'{cited}.\", proof: \"{}\", priority: {}, provisions: [{provision}]}}\n",
                draw.of(CHECKS),
                draw.of(FACTS),
                draw.of(CHECKS),
                item % 3 + 1
            ),
        );
    }
    text + "---\n\nÀ relire une fois par an.\n"
}

fn provisions() -> Vec<File> {
    let rgpd = (1..=ARTICLES).map(|article| (format!("provisions/rgpd-{article}.md"), provision("rgpd", article)));
    rgpd.chain([("provisions/lil-82.md".to_owned(), provision("lil", 82))]).collect()
}

fn provision(act: &str, article: usize) -> String {
    let mut draw = Draw::new(article);
    let mut text = format!(
        "---\ntitle: \"Ce que demande l'article {article}\"\nstandfirst: \"En clair, et avec les décisions qui s'y appuient.\"\nact: {act}\n"
    );
    let own = format!("{act}.{article}.");
    let breached: Vec<&str> = BREACHES.iter().filter_map(|(id, ..)| id.strip_prefix(own.as_str())).collect();
    if !breached.is_empty() {
        text.push_str("paragraphs:\n");
    }
    for id in breached {
        push(&mut text, format_args!("  - {{id: \"{id}\", text: \"{} {}\"}}\n", draw.of(FACTS), draw.of(FACTS)));
    }
    text.push_str("---\n\n## En clair\n\n");
    for at in 0..4 {
        let (_, cited, _) = draw.of(BREACHES);
        push(&mut text, format_args!("{} {} Voir aussi l'{cited}.\n\n", draw.of(FACTS), draw.of(FACTS)));
        if at == 1 {
            text.push_str("## En pratique\n\n");
        }
    }
    text
}

// ── decisions ──

fn year(at: usize) -> usize {
    2020 + at % 7
}

/// Official numbers have three digits: past 999 a year the second series takes over.
fn number(at: usize) -> String {
    match at / 7 + 1 {
        serial @ ..=999 => format!("SAN-{}-{serial:03}", year(at)),
        serial => format!("SANPS-{}-{:03}", year(at), serial - 999),
    }
}

/// What the front matter and the text of one decision must agree on.
struct Facts {
    breaches: Vec<&'static (&'static str, &'static str, &'static str)>,
    sector: &'static str,
    entities: usize,
    imposed: usize,
    revenue: Option<usize>,
    appeal: bool,
    named: bool,
}

fn facts(draw: &mut Draw) -> Facts {
    let first = draw.below(BREACHES.len());
    let step = 1 + draw.below(5);
    let imposed = [3_000, 5_000, 20_000, 75_000, 250_000, 800_000, 1_500_000, 40_000_000][draw.below(8)];
    Facts {
        breaches: (0..1 + draw.below(4)).map(|n| &BREACHES[(first + n * step) % BREACHES.len()]).collect(),
        sector: draw.of(SECTORS).0,
        entities: if draw.one_in(12) { 2 } else { 1 },
        imposed,
        revenue: (!draw.one_in(3)).then(|| imposed * (20 + draw.below(4_000))),
        appeal: draw.one_in(6),
        named: !draw.one_in(3),
    }
}

fn decision(at: usize, decisions: usize) -> String {
    let mut draw = Draw::new(at);
    let facts = facts(&mut draw);
    let mut text = front_matter(at, &facts, &mut draw);
    body(&mut text, &facts, decisions, &mut draw);
    text
}

fn front_matter(at: usize, facts: &Facts, draw: &mut Draw) -> String {
    let (year, month, day) = (year(at), 1 + draw.below(9), 1 + draw.below(28));
    let naming = if facts.named { "2 years" } else { "never" };
    let number = number(at);
    let mut text = format!(
        "---\nnumber: {number}\ndate: {year}-{month:02}-{day:02}\npublished: {year}-{:02}-{day:02}\nprocedure: ordinary\nkind: fine\ntitle: \"{} ({})\"\nstandfirst: \"Amende de {}.\"\nnaming: {naming}\nentities:\n",
        month + 1,
        CHECKS[at % CHECKS.len()].trim_end_matches('.'),
        facts.sector.replace('-', " "),
        if facts.entities == 1 { "{{fine}}" } else { "{{fine of e1}}" },
    );
    for entity in 1..=facts.entities {
        let name = if facts.named { format!(", name: \"VELDORA {at} GROUPE {entity}\"") } else { String::new() };
        push(
            &mut text,
            format_args!(
                "  - {{id: e{entity}{name}, label: \"Organisme du secteur {}\", kind: company, size: {}, sector: {}, role: controller}}\n",
                facts.sector.replace('-', " "),
                ["micro", "small", "medium", "large"][draw.below(4)],
                facts.sector
            ),
        );
    }
    money(&mut text, at, facts, year);
    breaches(&mut text, facts, draw);
    push(
        &mut text,
        format_args!(
            "factors:\n  - {{letter: a, direction: aggravating, text: \"{}\"}}\n  - {{letter: f, direction: mitigating, text: \"{}\"}}\norigin: [complaint, online-check]\npeople: {{value: {}, unit: \"comptes clients\", about: true, scope: breach}}\nduration: \"environ {} mois\"\ndata-kinds: [identity, contact]\nchecklist: [liste-{:02}/pt-{:02}, liste-{:02}/pt-{:02}]\n",
            draw.of(CHECKS),
            draw.of(CHECKS),
            1_000 + draw.below(900_000),
            2 + draw.below(30),
            1 + at % CHECKLISTS,
            1 + draw.below(6),
            1 + at % CHECKLISTS,
            7 + draw.below(6),
        ),
    );
    push(
        &mut text,
        format_args!(
            "sources:\n  - {{id: deliberation, title: \"CNIL, délibération {number}\", url: \"https://www.example.org/cnil/{at}\", consulted: 2026-11-01}}\n  - {{id: communique, title: \"Communiqué sur la délibération {number}\", url: \"https://www.example.org/communiques/{at}\"}}\nreviewed: 2026-11-01\n---\n\n"
        ),
    );
    text
}

fn money(text: &mut String, at: usize, facts: &Facts, year: usize) {
    text.push_str("fines:\n");
    let basis: Vec<&str> = facts.breaches.iter().map(|(id, ..)| *id).collect();
    for entity in 1..=facts.entities {
        push(
            text,
            format_args!("  - {{entity: e{entity}, imposed: {}, basis: [{}]}}\n", facts.imposed, basis.join(", ")),
        );
    }
    if let Some(revenue) = facts.revenue {
        text.push_str("revenue:\n");
        for entity in 1..=facts.entities {
            push(
                text,
                format_args!(
                    "  - {{entity: e{entity}, amount: {revenue}, year: {}, nature: turnover, perimeter: entity, status: stated, base: true, source: deliberation, at: \"§ 56\"}}\n",
                    year - 1
                ),
            );
        }
    }
    if facts.appeal {
        push(
            text,
            format_args!(
                "appeals:\n  - {{court: conseil-etat, number: \"{}\", date: {}-10-15, outcome: reduced, fines: [{{entity: e1, final: {}}}]}}\n",
                440_000 + at,
                year + 1,
                facts.imposed / 2
            ),
        );
    }
}

fn breaches(text: &mut String, facts: &Facts, draw: &mut Draw) {
    text.push_str("breaches:\n");
    for (provision, _, measure) in &facts.breaches {
        push(
            text,
            format_args!(
                "  - provision: {provision}\n    measure: {measure}\n    missing: \"{}\"\n    expected: \"{}\"\n",
                draw.of(FACTS),
                draw.of(CHECKS)
            ),
        );
    }
}

/// About 700 words in five sections, a link in every fourth sentence.
fn body(text: &mut String, facts: &Facts, decisions: usize, draw: &mut Draw) {
    let headings = ["L'essentiel", "Ce qui s'est passé", "Ce que retient la décision", "Ce qui a pesé", "À retenir"];
    for (section, heading) in headings.iter().enumerate() {
        push(text, format_args!("## {heading}\n\n"));
        if section == 0 {
            text.push_str(&opening(facts));
        }
        for sentence in 0..SENTENCES / headings.len() {
            if sentence == 3 {
                text.push_str("\n\n");
            }
            if sentence % 4 == 1 {
                linked(text, facts, decisions, draw);
            } else {
                push(text, format_args!("{} ", draw.of(FACTS)));
            }
        }
        text.push_str("\n\n");
    }
    push(text, format_args!("- {}\n- {}\n- **{}**\n", draw.of(CHECKS), draw.of(CHECKS), draw.of(CHECKS)));
}

fn opening(facts: &Facts) -> String {
    let of = if facts.entities == 1 { "" } else { " of e1" };
    let mut text = format!("L'autorité sanctionne {{{{name{of}}}}} d'une amende de {{{{imposed{of}}}}}. ");
    if facts.revenue.is_some() {
        push(
            &mut text,
            format_args!("Elle représente {{{{ratio{of}}}}} de son chiffre d'affaires ({{{{base{of}}}}}). "),
        );
    }
    push(&mut text, format_args!("Le plafond légal était ici de {{{{cap{of}}}}}. "));
    text
}

fn linked(text: &mut String, facts: &Facts, decisions: usize, draw: &mut Draw) {
    let (before, after) = draw.of(LINKED);
    let link = match draw.below(6) {
        0 | 1 => format!("l'{}", draw.of(&facts.breaches).1),
        2 => number(draw.below(decisions)),
        3 => format!("[[rgpd-{}|cet article]]", 1 + draw.below(ARTICLES)),
        4 => format!("[[liste-{:02}/pt-{:02}|ce point]]", 1 + draw.below(CHECKLISTS), 1 + draw.below(ITEMS)),
        _ => format!("[la règle](../../provisions/rgpd-{}.md)", 1 + draw.below(ARTICLES)),
    };
    push(text, format_args!("{before} {link} {after} "));
}

/// The English text of a decision: its title and a short body.
fn twin(at: usize) -> String {
    let mut draw = Draw::new(at);
    let facts = facts(&mut draw);
    let of = if facts.entities == 1 { "" } else { " of e1" };
    format!(
        "---\ntitle: \"Personal data left without protection ({})\"\n---\n\n## Summary\n\nThe authority fined {{{{name{of}}}}} {{{{imposed{of}}}}}. The cap was {{{{cap{of}}}}}. The controller had not followed Article 32(1) GDPR, nor Article 33 GDPR.\n",
        facts.sector.replace('-', " ")
    )
}

/// Writing to a string cannot fail.
fn push(text: &mut String, written: std::fmt::Arguments<'_>) {
    let _ = text.write_fmt(written);
}
