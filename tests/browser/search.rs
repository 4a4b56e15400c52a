//! Search in a real browser: the grammar of queries, as its vectors say, and the page.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::wire::{QUESTIONS, first_and_next};
use super::{in_a_browser, large_site, with_a_browser};

const READ: &str = "
const { fold } = await import('/modules/search/fold.js');
const { query, tokens } = await import('/modules/search/terms.js');
const numbers = await import('/modules/search/numbers.js');
const { Index } = await import('/modules/search/index.js');
const acts = Object.entries(vectors.acts);
const langs = { fr: (await Index.load('/search/fr.bin')).lang, en: (await Index.load('/search/en.bin')).lang };
const of = (vector) => ({ ...langs[vector.lang], acts });
done({
  fold: vectors.fold.map((vector) => fold(vector.term)),
  text: vectors.text.map((vector) => tokens(vector.text, of(vector), numbers).flatMap((token) => token.terms)),
  query: await Promise.all(vectors.query.map(async (vector) => {
    const { slots, phrases, direct } = await query(vector.text, of(vector));
    return { slots, phrases, direct };
  })),
});
";

#[test]
fn queries_and_texts_become_the_terms_of_the_vectors() {
    let table: toml::Table = include_str!("../search/terms.toml").parse().expect("tests/search/terms.toml is TOML");
    let vectors = serde_json::to_value(table).expect("TOML as JSON");
    in_a_browser(|browser, server| {
        browser.open(&server.address("/"));
        let read = browser.run_later(&format!("(async (vectors) => {{{READ}}})(arguments[0])"), vectors.clone());
        let expected = json!({
            "fold": all(&vectors["fold"], |vector| vector["folded"].clone()),
            "text": all(&vectors["text"], |vector| vector["terms"].clone()),
            "query": all(&vectors["query"], |vector| json!({
                "slots": vector["slots"],
                "phrases": vector.get("phrases").unwrap_or(&json!([])),
                "direct": vector.get("direct").unwrap_or(&json!("")),
            })),
        });
        for kind in ["fold", "text", "query"] {
            let rows = vectors[kind].as_array().expect("a list of vectors");
            assert!(!rows.is_empty());
            for (at, row) in rows.iter().enumerate() {
                assert_eq!(read[kind][at], expected[kind][at], "{row}");
            }
        }
    });
}

fn all(vectors: &Value, expected: impl Fn(&Value) -> Value) -> Vec<Value> {
    vectors.as_array().expect("a list of vectors").iter().map(expected).collect()
}

const PATHS: &str =
    "return [...document.querySelectorAll('[data-search-results] a')].map((a) => new URL(a.href).pathname)";

#[test]
fn a_question_in_the_address_or_in_the_field_is_answered() {
    in_a_browser(|browser, server| {
        browser.open(&server.address("/recherche/?q=2020-14"));
        browser.wait_for("document.querySelector('[data-search-results] .rub')");
        assert_eq!(browser.run(PATHS)[0], "/decisions/san-2020-014/");
        browser.open(&server.address("/recherche/"));
        assert_eq!(browser.run(PATHS), json!([]));
        browser.type_into("#question", "art 32");
        browser.wait_for("document.querySelector('[data-search-results] a')?.pathname === '/articles/rgpd-32/'");
        assert_eq!(browser.text("return location.search"), "?q=art+32");
        browser.open(&server.address("/recherche/?q=%3Cb%3Exyzzyq"));
        browser.wait_for("document.querySelector('[data-search-status]').textContent.length > 20");
        assert_eq!(browser.run("return document.querySelector('[data-search-hubs]').hidden"), false);
    });
}

#[test]
fn without_scripts_the_field_leads_to_the_ways_into_the_site() {
    in_a_browser(|browser, server| {
        browser.scripts(false);
        browser.open(&server.address("/"));
        browser.type_into("#seek", "drone");
        browser.press(super::driver::keys::ENTER);
        browser.wait_for("location.pathname === '/recherche/' && document.querySelector('[data-search-hubs] a')");
    });
}

// ── the judged queries ──

/// Asks the page every question as a reader does who types it and presses Enter; the first ten addresses of each answer.
const ASK: &str = "
const queries = arguments[0];
const [form, list] = ['form', 'results'].map((name) => document.querySelector(`[data-search-${name}]`));
const settled = () => new Promise((resolve) => {
  const look = () => (list.hasAttribute('aria-busy') ? requestAnimationFrame(look) : resolve());
  requestAnimationFrame(look);
});
(async () => {
  const answers = [];
  for (const query of queries) {
    form.elements.q.value = query;
    form.requestSubmit();
    await settled();
    answers.push([...list.querySelectorAll('h2 a')].map((a) => a.pathname + a.hash));
  }
  done(answers);
})();
";

/// Whether an address is that of a wanted page: `/articles/rgpd-32/` of `rgpd-32`; an item answers for its list.
fn is_wanted(address: &str, wanted: &str) -> bool {
    let whole = address.replace("/#", "#");
    let (page, _) = whole.split_once('#').unwrap_or((&whole, ""));
    [&whole, page].iter().any(|path| path.trim_end_matches('/').ends_with(&format!("/{wanted}")))
}

/// Of one answer: one over the place of the first page that was wanted, and the share of wanted pages in the first five results, in thousandths.
fn judged(answer: &[&str], wanted: &[&str]) -> [usize; 2] {
    let first = answer.iter().take(10).position(|address| wanted.iter().any(|page| is_wanted(address, page)));
    let found = wanted.iter().filter(|page| answer.iter().take(5).any(|address| is_wanted(address, page))).count();
    [first.map_or(0, |at| 1_000 / (at + 1)), 1_000 * found.min(5) / wanted.len().min(5)]
}

#[test]
fn the_judged_queries_find_their_pages() {
    let table: toml::Table = include_str!("../search/queries.toml").parse().expect("tests/search/queries.toml is TOML");
    let queries: Vec<&toml::Table> =
        table["query"].as_array().expect("queries").iter().filter_map(toml::Value::as_table).collect();
    let text = |query: &toml::Table, key: &str| query[key].as_str().expect("a text").to_owned();
    let mut kinds: BTreeMap<String, Vec<[usize; 2]>> = BTreeMap::new();
    in_a_browser(|browser, server| {
        for (lang, page) in [("fr", "/recherche/"), ("en", "/en/search/")] {
            let own: Vec<_> = queries.iter().filter(|query| text(query, "lang") == lang).collect();
            assert!(own.len() >= if lang == "fr" { 100 } else { 25 });
            let mut answers = Vec::new();
            // A page may not change its address without end.
            for some in own.chunks(60) {
                browser.open(&server.address(page));
                let asked: Vec<String> = some.iter().map(|query| text(query, "text")).collect();
                let answered = browser.run_later(ASK, json!(asked));
                answers.extend(answered.as_array().expect("an answer each").iter().cloned());
            }
            for (query, answer) in own.iter().zip(&answers) {
                let answer: Vec<&str> =
                    answer.as_array().expect("addresses").iter().filter_map(Value::as_str).collect();
                let wanted: Vec<&str> =
                    query["wanted"].as_array().expect("pages").iter().filter_map(toml::Value::as_str).collect();
                let own = judged(&answer, &wanted);
                if own[0] < 1_000 {
                    println!(
                        "{lang} « {} »: {}",
                        text(query, "text"),
                        answer.iter().take(5).copied().collect::<Vec<_>>().join(" ")
                    );
                }
                for kind in [text(query, "kind"), format!("all {lang}"), "all".to_owned()] {
                    kinds.entry(kind).or_default().push(own);
                }
            }
        }
    });
    let mean = |rows: &[[usize; 2]], at: usize| rows.iter().map(|row| row[at]).sum::<usize>() / rows.len();
    for (kind, rows) in &kinds {
        println!("{kind:12} {:4} queries, MRR@10 {:4} ‰, recall@5 {:4} ‰", rows.len(), mean(rows, 0), mean(rows, 1));
    }
    let all = &kinds["all"];
    assert!(mean(all, 0) >= 950, "MRR@10 is {} thousandths; 950 are wanted", mean(all, 0));
    assert!(mean(all, 1) >= 900, "recall@5 is {} thousandths; 900 are wanted", mean(all, 1));
}

// ── what it moves ──

/// The most that an answer takes over the wire, in a book of 1,000 decisions: the first one with the program that gives it, and the next one.
const MOST: [usize; 2] = [60_000, 30_000];

#[test]
fn an_answer_of_a_large_book_keeps_to_its_weight() {
    with_a_browser(|browser| {
        let mut wrong = Vec::new();
        for (kind, question) in QUESTIONS {
            let answers = first_and_next(browser, large_site(), question);
            for ((which, answer), most) in ["first", "next"].into_iter().zip(answers).zip(MOST) {
                println!("{which:5} {:6} of {most} ({:5} scripts) {kind}: {question}", answer.all(), answer.client);
                wrong.extend((answer.all() > most).then(|| format!("{which}, {question}: {} bytes", answer.all())));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    });
}
