//! Whatever happened to a book before: a compilation with a memo gives the site and the diagnostics of one without, byte for byte, and the
//! memo holds nothing of what is gone.

#[allow(unused)]
mod common;

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use proptest::prelude::*;
use proptest::sample::{Index, select};
use rubrique::compile;
use rubrique::config::{Config, NamingPolicy};
use rubrique::diag::{Diagnostic, Outcome, Severity};
use rubrique::history::History;
use rubrique::inputs::Inputs;
use rubrique::memo::Memo;
use rubrique::model::value::Date;
use rubrique::site::Site;

// ── a small book in which everything leads to everything ──

static ACTS: LazyLock<Vec<(String, String)>> = LazyLock::new(common::acts);

fn decision(at: u32, number: &str, extra: &str, body: &str) -> String {
    let (fine, revenue) = (at * 10_000, at * 900_000);
    format!(
        r#"---
title: "Une sanction numéro {at}"
standfirst: "Selon l'article 32 du RGPD : {{{{fine}}}}."
number: {number}
date: 2022-0{at}-05
law-of: 2022-0{at}-05
published: 2022-0{at}-20
procedure: ordinary
kind: fine
naming: unlimited
entities:
  - {{ id: societe, label: "une société {at}", kind: company, undertaking: true, sector: commerce, size: small }}
fines:
  - {{ entity: societe, imposed: {fine}, basis: [rgpd.32.1] }}
revenue:
  - {{ entity: societe, amount: {revenue}, currency: EUR, year: 2021, nature: turnover, perimeter: entity, undertaking: true, status: stated, source: deliberation }}
breaches:
  - {{ provision: rgpd.32.1, measure: chiffrement, missing: "des portables en clair", expected: "les chiffrer" }}
checklist: [points/p-01]
{extra}sources:
  - {{ id: deliberation, title: "Délibération {number}", url: "https://www.legifrance.gouv.fr/cnil/id/{at}", consulted: 2026-11-01 }}
---

## À retenir

Une fuite de données, au sens de l'article 4 du RGPD, a coûté {{{{fine}}}}, soit {{{{ratio}}}}. {body}

## Ce qui manquait

L'article 32, paragraphe 1, du RGPD demande le chiffrement.
"#
    )
}

fn base() -> BTreeMap<String, String> {
    let page = |title: &str, body: &str| format!("---\ntitle: \"{title}\"\n---\n\n## En bref\n\n{body}\n");
    let mut files: BTreeMap<String, String> = ACTS.iter().cloned().collect();
    let mut put = |path: &str, text: String| files.insert(format!("content/{path}"), text);
    put("index.md", page("Accueil", "Voir [[san-2022-001]] et SAN-2022-002."));
    put(
        "pages/methode.md",
        page("Méthode", "Voir [la liste](../checklists/points.md#p-01) et {{fine of san-2022-001}}."),
    );
    put("decisions/2022/san-2022-001.md", decision(1, "SAN-2022-001", "", "Voir SAN-2022-002 et [[points/p-01]]."));
    put(
        "decisions/2022/san-2022-002.md",
        decision(
            2,
            "SAN-2022-002",
            "",
            "Voir SAN-2022-001, [plus](san-2022-001.md#ce-qui-manquait), {{ratio of san-2022-001}}.",
        ),
    );
    put("decisions/2022/san-2022-002.en.md", "---\ntitle: \"A sanction\"\n---\n\n## What happened\n\nA data leak under Article 32 GDPR cost {{fine}}. See SAN-2022-001.\n".to_owned());
    put(
        "decisions/2022/san-2022-003.md",
        decision(3, "SAN-2022-003", "slug-en: third\naliases: [/ancienne/]\n", "Voir [[rgpd-32]], [[rgpd.32.1]]."),
    );
    put("provisions/rgpd-32.md", "---\ntitle: \"Sécuriser\"\nparagraphs:\n  - { id: \"1\", text: \"Des mesures adaptées.\" }\nchecklists: [points]\n---\n\nVoir SAN-2022-003 et l'article 5 du RGPD.\n".to_owned());
    put("checklists/points.md", "---\ntitle: \"Les points\"\nfor: \"Toute structure\"\nminutes: 20\nsectors: [commerce]\nsections:\n  - title: \"Postes\"\n    items:\n      - { id: p-01, text: \"Chiffrer les portables\", why: \"Article 32 du RGPD\", priority: 1, provisions: [rgpd.32.1] }\n      - { id: p-02, text: \"Garder la preuve\", priority: 2 }\n---\n".to_owned());
    put(
        "sectors/commerce.md",
        "---\ntitle: \"Commerce\"\nstandfirst: \"Les commerces.\"\nchecklists: [points]\n---\n\nVoir SAN-2022-001.\n"
            .to_owned(),
    );
    put("glossary/fuite.md", "---\ntitle: \"Fuite de données\"\nforms: [\"fuite de données\", \"fuites de données\"]\nenglish: \"Data leak\"\n---\n\nUne violation.\n".to_owned());
    put("glossary/fuite.en.md", "---\ntitle: \"Data leak\"\nforms: [\"data leak\"]\n---\n\nA breach.\n".to_owned());
    files
}

// ── what may happen to it ──

/// A book at one moment.
#[derive(Clone)]
struct Book {
    files: BTreeMap<String, String>,
    theme: BTreeMap<String, Arc<[u8]>>,
    statics: BTreeMap<String, Arc<[u8]>>,
    config: Config,
    today: Date,
    drafts: bool,
    commits: usize,
}

impl Book {
    fn new() -> Book {
        let config = Config {
            naming: NamingPolicy::Public,
            site_url: "https://example.org/livre/".to_owned(),
            ..Config::default()
        };
        let (theme, statics) = (BTreeMap::new(), BTreeMap::new());
        Book { files: base(), theme, statics, config, today: common::day("2026-11-23"), drafts: false, commits: 0 }
    }

    fn inputs(&self) -> Arc<Inputs> {
        let files = self.files.iter().map(|(path, text)| (path.as_str(), text.as_str()));
        let inputs = common::inputs(files, self.config.clone(), self.today);
        let commit = |at: usize| format!("\u{1}{at} 2022-0{}-01 Modifier\0\nM\0content/pages/methode.md\0", at + 1);
        let history = Arc::new(History::parse(&(0..self.commits).rev().map(commit).collect::<String>()));
        let (theme, statics) = (self.theme.clone(), self.statics.clone());
        Arc::new(Inputs { theme, statics, history, drafts: self.drafts, ..inputs })
    }
}

#[derive(Clone, Debug)]
enum Edit {
    /// A sentence at the end of a file.
    Append(Index, &'static str),
    /// One text becomes another, wherever it stands in a file.
    Replace(Index, &'static str, &'static str),
    /// A new decision with this number.
    Create(u32),
    Rename(Index, &'static str),
    Delete(Index),
    /// Back to what the file was at first.
    Restore(Index),
    Template(Option<&'static str>),
    Word(Option<&'static str>),
    Static(bool),
    Naming(NamingPolicy),
    Address(&'static str),
    Today(&'static str),
    Drafts(bool),
    /// The content was changed so many times.
    History(usize),
}

const SENTENCES: &[&str] = &[
    "Voir SAN-2022-004 et SAN-2022-001.",
    "Voir [[san-2022-004]].",
    "Voir [[points/p-02]] et l'article 33 du RGPD.",
    "Voir [[san-2022-002#ce-qui-manquait]].",
    "Voir [[san-2022-001#une-section]].",
    "\n## Une section\n\nAvec des fuites de données.",
    "Il en a coûté {{imposed of san-2022-002}} et {{base of san-2022-003}}.",
    "Voir la méthode : [ici](../../pages/methode.md).",
    "![Un plan](../../../static/plan.png)",
    "La société Exemple SAS, article 999 du RGPD.",
    "Une fuite, l'article 82 de la loi Informatique et Libertés.",
];

const REPLACEMENTS: &[(&str, &str)] = &[
    ("title: \"", "title: \"Nouveau : "),
    ("imposed: 10000,", "imposed: 45000,"),
    ("amount: 900000,", "amount: 1200000,"),
    ("date: 2022-01-05", "date: 2023-01-05"),
    ("kind: fine\n", "kind: fine\ndraft: true\n"),
    ("draft: true\n", ""),
    ("number: SAN-2022-002", "number: SAN-2022-004"),
    ("naming: unlimited", "naming: 2 years"),
    ("label: \"une société 1\"", "name: \"Exemple SAS\", label: \"une société 1\""),
    ("p-01", "p-03"),
    ("## Ce qui manquait", "## Ce qui a manqué"),
    ("forms: [\"fuite de données\",", "forms: [\"fuite\", \"fuite de données\","),
    ("slug-en: third", "slug-en: the-third"),
    ("fixed: 10000000", "fixed: 11000000"),
    ("    - RGPD\n", "    - RGPD\n    - Règlement général\n"),
    ("sector: commerce", "sector: sante"),
    ("measure: chiffrement", "measure: habilitations"),
    ("---\n\n", "allow: [{ code: name-typed-public, reason: \"exemple\" }]\n---\n\n"),
];

const TEMPLATE: &str = "{% extends \"default/page.html\" %}{% block head %}<meta name=\"x\" content=\"{{ page.title }}\">{% endblock head %}";

fn edit() -> impl Strategy<Value = Edit> {
    let file = any::<Index>;
    prop_oneof![
        6 => (file(), select(SENTENCES)).prop_map(|(file, sentence)| Edit::Append(file, sentence)),
        8 => (file(), select(REPLACEMENTS)).prop_map(|(file, (from, to))| Edit::Replace(file, from, to)),
        2 => (4u32..7).prop_map(Edit::Create),
        1 => (file(), select(vec!["autre", "san-2022-004", "points", "rgpd-33"])).prop_map(|(file, name)| Edit::Rename(file, name)),
        2 => file().prop_map(Edit::Delete),
        4 => file().prop_map(Edit::Restore),
        1 => select(vec![None, Some(TEMPLATE), Some("{{ nothing }}"), Some("{% broken")]).prop_map(Edit::Template),
        1 => select(vec![None, Some("sources = \"Pièces\"\n")]).prop_map(Edit::Word),
        1 => any::<bool>().prop_map(Edit::Static),
        1 => select(vec![NamingPolicy::Public, NamingPolicy::Official]).prop_map(Edit::Naming),
        1 => select(vec!["https://example.org/livre/", "/", "https://autre.example/"]).prop_map(Edit::Address),
        1 => select(vec!["2026-11-23", "2022-02-01", "2024-12-31"]).prop_map(Edit::Today),
        1 => any::<bool>().prop_map(Edit::Drafts),
        1 => (0_usize..3).prop_map(Edit::History),
    ]
}

fn apply(book: &mut Book, edit: &Edit) {
    let files = &mut book.files;
    let path_of = |files: &BTreeMap<String, String>, file: &Index| {
        (!files.is_empty()).then(|| files.keys().nth(file.index(files.len())).cloned()).flatten()
    };
    match edit {
        Edit::Append(file, sentence) => {
            let content = |path: &String| path.ends_with(".md");
            if let Some(path) = path_of(files, file).filter(content) {
                files.get_mut(&path).expect("it was listed").push_str(&format!("\n{sentence}\n"));
            }
        }
        // Starting somewhere, the first file that holds the text.
        Edit::Replace(file, from, to) => {
            let start = file.index(files.len().max(1));
            let order = files.keys().skip(start).chain(files.keys().take(start)).cloned().collect::<Vec<_>>();
            if let Some(path) = order.into_iter().find(|path| files[path].contains(from)) {
                let text = files.get_mut(&path).expect("it was listed");
                *text = text.replacen(from, to, 1);
            }
        }
        Edit::Create(at) => {
            let (number, body) = (format!("SAN-2022-00{at}"), "Voir SAN-2022-001.");
            files.insert(format!("content/decisions/2022/san-2022-00{at}.md"), decision(*at, &number, "", body));
        }
        Edit::Rename(file, name) => {
            if let Some(path) = path_of(files, file) {
                let text = files.remove(&path).expect("it was listed");
                let (folder, old) = path.rsplit_once('/').expect("files lie in content/");
                let (_, ending) = old.split_once('.').expect("files have an ending");
                files.insert(format!("{folder}/{name}.{ending}"), text);
            }
        }
        Edit::Delete(file) => {
            if let Some(path) = path_of(files, file) {
                files.remove(&path);
            }
        }
        Edit::Restore(file) => {
            let base = base();
            let path = base.keys().nth(file.index(base.len())).expect("inside").clone();
            files.insert(path.clone(), base[&path].clone());
        }
        Edit::Template(text) => put(&mut book.theme, "templates/page.html", *text),
        Edit::Word(text) => put(&mut book.theme, "i18n/fr.toml", *text),
        Edit::Static(there) => put(&mut book.statics, "plan.png", there.then_some("PNG")),
        Edit::Naming(naming) => book.config.naming = *naming,
        Edit::Address(address) => book.config.site_url = (*address).to_owned(),
        Edit::Today(day) => book.today = common::day(day),
        Edit::Drafts(drafts) => book.drafts = *drafts,
        Edit::History(commits) => book.commits = *commits,
    }
}

fn put(files: &mut BTreeMap<String, Arc<[u8]>>, path: &str, text: Option<&str>) {
    match text {
        Some(text) => drop(files.insert(path.to_owned(), text.as_bytes().into())),
        None => drop(files.remove(path)),
    }
}

// ── what can be seen ──

type Rendered = Result<Arc<[u8]>, Diagnostic>;

/// The diagnostics, and every file of the site of a book without errors.
fn seen(compiled: &Outcome<Site>) -> (Vec<Diagnostic>, BTreeMap<String, Rendered>) {
    // Nothing is rendered of a book with errors: `build` writes nothing, `watch` keeps the last good site.
    let is_sound = !compiled.has_errors();
    let files = compiled.value.all().filter(|_| is_sound).map(|(path, artifact)| (path.to_owned(), artifact.bytes()));
    (compiled.diagnostics.clone(), files.collect())
}

fn difference(warm: &Outcome<Site>, cold: &Outcome<Site>) -> Option<String> {
    let ((warm_said, warm), (cold_said, cold)) = (seen(warm), seen(cold));
    if warm_said != cold_said {
        return Some(format!("warm: {warm_said:#?}\ncold: {cold_said:#?}"));
    }
    if warm.keys().ne(cold.keys()) {
        return Some("other files".to_owned());
    }
    let differs = |path: &&String| warm[*path] != cold[*path];
    warm.keys().find(differs).map(|path| {
        let text = |bytes: &Rendered| match bytes {
            Ok(bytes) => String::from_utf8_lossy(bytes).into_owned(),
            Err(diagnostic) => diagnostic.message.clone(),
        };
        let (warm, cold) = (text(&warm[path]), text(&cold[path]));
        let line = warm.lines().zip(cold.lines()).find(|(warm, cold)| warm != cold);
        format!("{path}: {line:#?}")
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, max_shrink_iters: 60, ..ProptestConfig::default() })]

    #[test]
    fn warm_equals_cold_after_any_edits(script in prop::collection::vec(prop::collection::vec(edit(), 1..3), 1..10)) {
        let (mut book, mut memo) = (Book::new(), Memo::default());
        let first = compile::compile(&book.inputs(), &mut memo);
        prop_assert!(first.value.artifacts.len() > 30, "{:#?}", first.diagnostics);
        for edits in &script {
            edits.iter().for_each(|edit| apply(&mut book, edit));
            let inputs = book.inputs();
            let (warm, cold) = (compile::compile(&inputs, &mut memo), compile::compile(&inputs, &mut Memo::default()));
            if let Some(difference) = difference(&warm, &cold) {
                return Err(TestCaseError::fail(difference));
            }
        }
    }
}

type Change = Box<dyn Fn(&mut Book)>;

/// What another file may do to a text that was not touched, one thing after the other.
#[test]
fn a_text_follows_what_it_leads_to() {
    const OTHER: &str = "content/decisions/2022/san-2022-002.md";
    const NEW: &str = "content/decisions/2022/san-2022-004.md";
    let (mut book, mut memo) = (Book::new(), Memo::default());
    // One link a page, so that nothing else makes its text be read again.
    let links = [
        "SAN-2022-004",
        "[[san-2022-004]]",
        "[lien](../decisions/2022/san-2022-004.md)",
        "[[san-2022-002#une-section]]",
        "![plan](../../static/plan.png)",
        "{{base of san-2022-002}}",
        "{{fine of san-2022-002/autre}}",
        "{{fine of san-2022-004}}",
        "[[points/p-03]]",
        "[[zzzz-2022]]",
        "l'article 33 du Règlement neuf",
        "Exemple SAS",
        "le chiffrement",
    ];
    for (at, link) in links.iter().enumerate() {
        let text = format!("---\ntitle: \"Lien {at}\"\n---\n\nVoir {link}.\n");
        book.files.insert(format!("content/pages/lien-{at}.md"), text);
    }
    let mut others: Vec<(&str, Change)> = Vec::new();
    let change = |path: &'static str, from: &'static str, to: &'static str| -> Change {
        Box::new(move |book: &mut Book| {
            let text = book.files.get_mut(path).expect("the file is there");
            assert!(text.contains(from), "{path}: {from}");
            *text = text.replacen(from, to, 1);
        })
    };
    let mut then = |what, change: Change| others.push((what, change));
    then(
        "the decision comes",
        Box::new(|book| {
            book.files.insert(NEW.to_owned(), decision(4, "SAN-2022-004", "", "Rien."));
        }),
    );
    then(
        "it loses its fine",
        change(
            NEW,
            "{ entity: societe, imposed: 40000, basis: [rgpd.32.1] }",
            "{ entity: societe, imposed: 1, basis: [rgpd.32.1] }",
        ),
    );
    then("it has another number", change(NEW, "number: SAN-2022-004", "number: SAN-2022-009"));
    then("it goes", Box::new(|book| drop(book.files.remove(NEW))));
    then("a heading comes", change(OTHER, "## Ce qui manquait", "## Une section"));
    then("a heading goes", change(OTHER, "## Une section", "## Ce qui manquait"));
    then("a base goes", change(OTHER, "amount: 1800000, currency: EUR, ", ""));
    then("an entity has another id", change(OTHER, "id: societe,", "id: autre,"));
    then(
        "a name comes under the clock",
        change(OTHER, "label: \"une société 2\"", "name: \"Exemple SAS\", label: \"une société 2\""),
    );
    then("the clock begins", change(OTHER, "naming: unlimited", "naming: 2 years"));
    then("the name moves", change(OTHER, "title: \"Une sanction", "title: \"Toute une sanction"));
    then("an image comes", Box::new(|book| put(&mut book.statics, "plan.png", Some("PNG"))));
    then("an image goes", Box::new(|book| put(&mut book.statics, "plan.png", None)));
    then("an item comes", change("content/checklists/points.md", "id: p-02", "id: p-03"));
    then(
        "a near name comes",
        Box::new(|book| {
            book.files
                .insert("content/pages/zzz-2022.md".to_owned(), "---\ntitle: \"Une page\"\n---\n\nTexte.\n".to_owned());
        }),
    );
    then("a term has another form", change("content/glossary/fuite.md", "forms: [", "forms: [\"chiffrement\", "));
    then(
        "an act has another name",
        change("content/acts/rgpd.yml", "    - RGPD\n", "    - RGPD\n    - Règlement neuf\n"),
    );
    then("the day is another", Box::new(|book| book.today = common::day("2030-01-01")));
    compile::compile(&book.inputs(), &mut memo);
    for (what, change) in others {
        change(&mut book);
        let inputs = book.inputs();
        let (warm, cold) = (compile::compile(&inputs, &mut memo), compile::compile(&inputs, &mut Memo::default()));
        assert_eq!(difference(&warm, &cold), None, "{what}");
    }
}

#[test]
fn the_book_of_these_tests_is_a_good_one() {
    let compiled = compile::compile(&Book::new().inputs(), &mut Memo::default());
    let wrong: Vec<_> = compiled.diagnostics.iter().filter(|one| one.severity() != Severity::Note).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Each of the edits above does something to this book: none of the texts that they look for has gone out of use.
#[test]
fn every_replacement_finds_its_text() {
    let mut texts: Vec<String> = base().into_values().collect();
    texts.extend(REPLACEMENTS.iter().map(|(_, to)| (*to).to_owned()));
    for (from, _) in REPLACEMENTS {
        assert!(texts.iter().any(|text| text.contains(from)), "{from}");
    }
}

/// A preview runs all day: what it remembers must not grow with what was edited.
#[test]
fn a_memo_forgets_what_is_gone() {
    let (mut book, mut memo) = (Book::new(), Memo::default());
    compile::compile(&book.inputs(), &mut memo);
    let before = memo.len();
    let path = "content/decisions/2022/san-2022-001.md";
    for round in 0..40 {
        let text = decision(1, "SAN-2022-001", "", &format!("Pour la {round}e fois, voir SAN-2022-002."));
        book.files.insert(path.to_owned(), text);
        book.files
            .insert(format!("content/pages/page-{round}.md"), "---\ntitle: \"Une page\"\n---\n\nTexte.\n".to_owned());
        compile::compile(&book.inputs(), &mut memo);
        book.files.remove(&format!("content/pages/page-{round}.md"));
        compile::compile(&book.inputs(), &mut memo);
        assert_eq!(memo.len(), before, "after {round} rounds");
    }
}
