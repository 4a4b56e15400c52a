//! The calculator: the same sums as the program, amounts as people type them, comparables with their reasons; nothing that leaves the page; by
//! keyboard; without scripts.

use serde_json::{Value, json};

use super::driver::{Browser, keys};
use super::in_a_browser;

const CALCULATOR: &str = "/calculateur/";

fn words(browser: &Browser, selector: &str) -> String {
    browser.text(&format!("return document.querySelector({}).innerText", json!(selector)))
}

/// Chooses a duty, wherever it is folded.
fn duty(browser: &Browser, id: &str) {
    browser.run(&format!(
        "let at = document.querySelector('[name=duty][value=\"{id}\"]').closest('details');
         while (at) {{ at.open = true; at = at.parentElement.closest('details'); }}"
    ));
    browser.click(&format!("[name=duty][value='{id}']"));
}

fn type_turnover(browser: &Browser, text: &str) {
    browser.run("document.querySelector('#turnover').value = ''");
    browser.type_into("#turnover", text);
}

const MAXIMUM: &str = "
const { decimal, normalized, parts } = await import('/modules/decimals.js');
const { maximum } = await import('/modules/calculator/maximum.js');
const known = (text) => (/^[\\d.]+$/.test(text) ? decimal(text) : null);
done(rows.map(([fixed, percent, turnover]) => {
  const { amount, rule } = maximum(decimal(fixed), known(percent), known(turnover));
  return [parts(normalized(amount)).filter(Boolean).join('.'), rule];
}));
";

#[test]
fn the_script_computes_caps_as_the_program_does() {
    let table = include_str!("../data/caps.txt");
    let rows: Vec<Vec<&str>> =
        table.lines().filter(|line| !line.starts_with('#')).map(|line| line.split(" | ").collect()).collect();
    assert!(rows.len() > 15, "the table is read");
    in_a_browser(|browser, server| {
        browser.open(&server.address("/"));
        let computed = browser.run_later(&format!("(async (rows) => {{{MAXIMUM}}})(arguments[0])"), json!(rows));
        for (row, computed) in rows.iter().zip(computed.as_array().expect("a row each")) {
            assert_eq!(computed, &json!([row[3], row[4]]), "{row:?}");
        }
    });
}

const AMOUNT: &str = "
const { normalized, parts } = await import('/modules/decimals.js');
const { amount } = await import('/modules/calculator/amount.js');
done(rows.map(([lang, typed]) => {
  const read = amount(lang, typed);
  return read && (read.error ?? parts(normalized(read.value)).filter(Boolean).join('.'));
}));
";

#[test]
fn amounts_are_read_as_people_type_them() {
    let rows: &[(&str, &str, Option<&str>)] = &[
        ("fr", "1 200 000", Some("1200000")),
        ("fr", "1\u{202f}200\u{202f}000 €", Some("1200000")),
        ("fr", "1,2 M", Some("1200000")),
        ("fr", "1,2M€", Some("1200000")),
        ("fr", "1.2 M", Some("1200000")),
        ("fr", "1,25 million", Some("1250000")),
        ("fr", "1,250 M", Some("1250000")),
        ("fr", "2 Md€", Some("2000000000")),
        ("fr", "2 milliards d’euros", Some("notAnAmount")),
        ("fr", "2 milliards", Some("2000000000")),
        ("fr", "500 k", Some("500000")),
        ("fr", "97 000,50", Some("97000.5")),
        ("fr", "1.200.000,50 €", Some("1200000.5")),
        ("fr", "1 200", Some("1200")),
        ("fr", "1,200", Some("1200")),
        ("fr", "12,5", Some("12.5")),
        ("fr", "0", Some("0")),
        ("fr", "", None),
        ("fr", "   ", None),
        ("fr", "€", Some("notAnAmount")),
        ("fr", "abc", Some("notAnAmount")),
        ("fr", "12 poires", Some("notAnAmount")),
        ("fr", "1,2,3", Some("notAnAmount")),
        ("fr", "1,20000", Some("notAnAmount")),
        ("fr", "1.200,000.5", Some("notAnAmount")),
        ("fr", "2 billions", Some("notAnAmount")),
        ("fr", "1e9", Some("notAnAmount")),
        ("fr", "-5", Some("negative")),
        ("fr", "− 5 000", Some("negative")),
        ("fr", "999999999999999,99", Some("999999999999999.99")),
        ("fr", "1000000000000000", Some("tooLarge")),
        ("fr", "9999999 Md", Some("tooLarge")),
        ("en", "1,200,000", Some("1200000")),
        ("en", "€1.2m", Some("1200000")),
        ("en", "2bn", Some("2000000000")),
        ("en", "2 billion", Some("2000000000")),
        ("en", "1,234.56", Some("1234.56")),
    ];
    let typed: Vec<[&str; 2]> = rows.iter().map(|(lang, typed, _)| [*lang, *typed]).collect();
    in_a_browser(|browser, server| {
        browser.open(&server.address("/"));
        let read = browser.run_later(&format!("(async (rows) => {{{AMOUNT}}})(arguments[0])"), json!(typed));
        for ((lang, typed, expected), read) in rows.iter().zip(read.as_array().expect("a row each")) {
            assert_eq!(read.as_str(), *expected, "{lang}: {typed}");
        }
    });
}

#[test]
fn the_maximum_comes_with_its_working_and_never_as_a_prediction() {
    in_a_browser(|browser, server| {
        browser.open(&server.address(CALCULATOR));
        assert_eq!(words(browser, "[data-why]"), "Choisissez au moins une obligation.");
        duty(browser, "rgpd.32");
        assert_eq!(words(browser, "[data-amount]"), "Au moins 10\u{202f}000\u{202f}000\u{a0}€");
        assert!(words(browser, "[data-workings]").contains("s’il dépasse 500\u{202f}000\u{202f}000\u{a0}€"));
        type_turnover(browser, "1,2 M");
        assert_eq!(words(browser, "[data-amount]"), "10\u{202f}000\u{202f}000\u{a0}€");
        let working = words(browser, "[data-workings]");
        assert!(
            working.contains("2\u{202f}% de 1\u{202f}200\u{202f}000\u{a0}€ = 24\u{202f}000\u{a0}€, pas plus que"),
            "{working}"
        );
        type_turnover(browser, "2 Md");
        assert_eq!(words(browser, "[data-amount]"), "40\u{202f}000\u{202f}000\u{a0}€");
        duty(browser, "rgpd.12");
        assert_eq!(
            words(browser, "[data-amount]"),
            "80\u{202f}000\u{202f}000\u{a0}€",
            "the higher of two caps, not their sum"
        );
        assert!(words(browser, "[data-why]").contains("art.\u{a0}83, §\u{a0}5"), "{}", words(browser, "[data-why]"));
        for (typed, expected) in [
            ("499 999 999", "20\u{202f}000\u{202f}000\u{a0}€"),
            ("500 000 000", "20\u{202f}000\u{202f}000\u{a0}€"),
            ("500 000 001", "20\u{202f}000\u{202f}000,04\u{a0}€"),
        ] {
            type_turnover(browser, typed);
            assert_eq!(words(browser, "[data-amount]"), expected, "{typed}");
        }
        type_turnover(browser, "100 000");
        browser.click("[name=period][value=month]");
        assert_eq!(words(browser, "#turnover-said"), "Compris\u{a0}: 1\u{202f}200\u{202f}000\u{a0}€ par an.");
        type_turnover(browser, "abc");
        let said = words(browser, "#turnover-said");
        assert!(
            said.starts_with("Chiffre d’affaires\u{a0}: «\u{a0}abc\u{a0}» n’est pas un montant. Écrivez par exemple"),
            "{said}"
        );
        assert_eq!(browser.text("return document.querySelector('#turnover').ariaInvalid"), "true");
        browser.click("[name=kind][value=public-body]");
        assert_eq!(
            words(browser, "[data-amount]"),
            "20\u{202f}000\u{202f}000\u{a0}€",
            "a body that is no undertaking: the fixed amount"
        );
        assert_eq!(browser.run("return document.querySelector('[data-turnover]').hidden"), true);
        browser.click("[name=economic]");
        assert_eq!(browser.run("return document.querySelector('[data-turnover]').hidden"), false);
        browser.click("[name=kind][value=state]");
        assert_eq!(words(browser, "[data-amount]"), "");
        assert!(words(browser, "[data-why]").starts_with("L’État ne peut pas être condamné à une amende"));
        let page = words(browser, "main").to_lowercase();
        assert!(page.contains("il ne prédit pas une sanction"));
        for word in ["amende estimée", "amende probable", "vous risquez", "amende attendue"] {
            assert!(!page.contains(word), "{word}");
        }
        browser.click("[type=reset]");
        browser.wait_for("document.querySelector('[data-why]').textContent === 'Choisissez au moins une obligation.'");
    });
}

#[test]
fn comparables_say_why_they_are_there_and_when_the_search_was_widened() {
    in_a_browser(|browser, server| {
        browser.open(&server.address(CALCULATOR));
        browser.click("[name=kind][value=liberal-professional]");
        duty(browser, "rgpd.32");
        let choose = |name: &str, value: &str| {
            browser.run(&format!("const list = document.querySelector('#{name}'); list.value = '{value}'; list.dispatchEvent(new Event('input', {{ bubbles: true }}))"));
        };
        choose("sector", "sante-exercice-liberal");
        choose("size", "micro");
        let first = words(browser, "[data-comparables] tbody tr");
        assert!(first.contains("Même secteur, même forme d’organisme, même taille, art.\u{a0}32"), "{first}");
        let shown = browser.run("return document.querySelectorAll('[data-comparables] tbody tr').length").as_u64();
        assert!((1..=8).contains(&shown.expect("a number")), "{shown:?}");
        assert!(words(browser, "[data-to-do]").contains("Cabinet médical"), "{}", words(browser, "[data-to-do]"));
        // A sector with fewer than three decisions, if the book has one, widens the search and says so.
        let few = browser.run(
            "const counts = {};
             for (const row of document.querySelector('[data-rows]').content.querySelectorAll('tr')) counts[row.dataset.s] = (counts[row.dataset.s] ?? 0) + 1;
             return [...document.querySelectorAll('#sector option')].map((option) => option.value).find((value) => value && (counts[value] ?? 0) < 3) ?? null",
        );
        if let Value::String(sector) = few {
            choose("sector", &sector);
            assert!(words(browser, "[data-widening]").contains("élargi"), "{}", words(browser, "[data-widening]"));
        }
        choose("sector", "");
        browser.click("[name=kind][value=company]");
        let ratios = words(browser, "[data-ratios]");
        assert!(ratios.contains("médiane") && ratios.contains("n = "), "{ratios}");
    });
}

/// Nothing that is typed leaves the page: no request after it is there, nothing kept, nothing in the address, and the browser refuses what a
/// script would try.
#[test]
fn nothing_leaves_the_page() {
    in_a_browser(|browser, server| {
        for page in [CALCULATOR, "/en/calculator/"] {
            browser.open(&server.address(page));
            let asked = "return performance.getEntriesByType('resource').length";
            browser.wait_for("document.fonts.status === 'loaded'");
            let before = browser.run(asked);
            type_turnover(browser, "123456");
            duty(browser, "rgpd.32");
            browser.press(keys::ENTER);
            assert_eq!(browser.run(asked), before, "no request");
            assert_eq!(browser.run("return localStorage.length + sessionStorage.length + document.cookie.length"), 0);
            assert_eq!(browser.text("return location.pathname + location.search + location.hash"), page);
            assert_eq!(
                browser.run("return document.querySelectorAll('main [name][formaction], main form[action]').length"),
                0
            );
        }
        assert!(browser.look().is_empty());
        let refused = browser
            .run_later("fetch('/data/decisions.json').then(() => done('sent'), () => done('refused'))", json!(null));
        assert_eq!(refused, "refused", "the policy of the page");
        assert_eq!(browser.run("return navigator.sendBeacon('/x', 'y')"), true, "asked for, and");
        browser.run("const form = document.createElement('form'); form.action = '/recherche/'; document.body.append(form); form.submit()");
        assert_eq!(browser.text("return location.pathname"), "/en/calculator/", "no form leads away");
        // What the browser refused just now stands on the console: that is the proof, not a problem.
        let told = browser.look();
        assert!(told.len() >= 3 && told.iter().all(|problem| problem.contains("Content Security Policy")), "{told:?}");
    });
}

#[test]
fn by_keyboard_alone_from_the_home_page_to_a_maximum() {
    in_a_browser(|browser, server| {
        browser.resize(390, 900);
        browser.open(&server.address("/"));
        browser.tab_to(".doors a[href='/calculateur/']");
        browser.press(keys::ENTER);
        browser
            .wait_for("location.pathname === '/calculateur/' && !document.querySelector('[data-calculator]').hidden");
        browser.tab_to("#turnover");
        browser.press("2 Md");
        browser.tab_to("[name=duty][value='rgpd.32']");
        browser.press(keys::SPACE);
        assert_eq!(words(browser, "[data-amount]"), "40\u{202f}000\u{202f}000\u{a0}€");
        assert_eq!(browser.text("return document.querySelector('[data-amount]').ariaLive"), "polite");
        let nameless = "return [...document.querySelectorAll('main input, main select')].filter((field) => !field.labels?.length).length";
        assert_eq!(browser.run(nameless), 0);
    });
}

#[test]
fn without_scripts_the_rule_and_a_table_of_caps_stand_in_the_page() {
    in_a_browser(|browser, server| {
        browser.scripts(false);
        browser.open(&server.address(CALCULATOR));
        let dead = "return [...document.querySelectorAll('main button, main input, main select')].filter((one) => one.offsetWidth > 0).length";
        assert_eq!(browser.run(dead), 0);
        let page = words(browser, "main");
        for said in [
            "2\u{a0}Md€",
            "40\u{202f}000\u{202f}000\u{a0}€",
            "80\u{202f}000\u{202f}000\u{a0}€",
            "20\u{202f}000\u{a0}€",
            "ne prédit pas une sanction",
        ] {
            assert!(page.contains(said), "{said}: {page}");
        }
    });
}
