//! Search in a real browser: the grammar of queries, as its vectors say, and the page.

use serde_json::{Value, json};

use super::in_a_browser;

const READ: &str = "
const { fold, query, tokens } = await import('/modules/search/terms.js');
const { Index } = await import('/modules/search/index.js');
const acts = Object.entries(vectors.acts);
const langs = { fr: (await Index.load('/search/fr/')).lang, en: (await Index.load('/search/en/')).lang };
const of = (vector) => ({ ...langs[vector.lang], acts });
done({
  fold: vectors.fold.map((vector) => fold(vector.term)),
  text: vectors.text.map((vector) => tokens(vector.text, of(vector)).flatMap((token) => token.terms)),
  query: vectors.query.map((vector) => query(vector.text, of(vector))),
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
        assert_eq!(browser.text("return location.search"), "?q=art%2032");
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
