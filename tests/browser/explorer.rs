//! The explorer of decisions: choosing, sorting, sharing, going back, taking away; by keyboard; without scripts; in a large book.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::driver::{Browser, keys};
use super::server::Server;
use super::{build_made_book, in_a_browser, large_site};

/// The numbers of the rows that the table shows, in order.
fn numbers(browser: &Browser) -> Vec<String> {
    let shown =
        browser.run("return [...document.querySelectorAll('.explore tbody th a')].map((link) => link.textContent)");
    serde_json::from_value(shown).expect("a list of texts")
}

/// The exact values in a column of the shown rows; none where there is no number.
fn values(browser: &Browser, column: usize) -> Vec<Option<f64>> {
    let script = format!(
        "return [...document.querySelectorAll('.explore tbody tr')].map((row) => row.cells[{column}].querySelector('data')?.value ?? null)"
    );
    let values: Vec<Option<String>> = serde_json::from_value(browser.run(&script)).expect("a list");
    values.into_iter().map(|value| value.map(|value| value.parse().expect("a number"))).collect()
}

/// How many decisions the table shows: one with two bodies has two rows.
fn shown_decisions(browser: &Browser) -> usize {
    numbers(browser).into_iter().collect::<BTreeSet<_>>().len()
}

fn status(browser: &Browser) -> String {
    browser.text("return document.querySelector('.tools [role=status]').textContent")
}

fn query(browser: &Browser) -> String {
    browser.text("return location.search")
}

/// The number beside a value of a facet.
fn count(browser: &Browser, facet: &str, value: &str) -> usize {
    let script = format!(
        "return document.querySelector('[name=\"{facet}\"][value=\"{value}\"]').closest('li').querySelector('.ct').textContent"
    );
    browser.text(&script).parse().expect("a count")
}

/// Chooses a value of a facet, as a click does.
fn choose(browser: &Browser, facet: &str, value: &str) {
    browser.run(&format!("document.querySelector('[name=\"{facet}\"]').closest('details').open = true"));
    browser.click(&format!("[name='{facet}'][value='{value}']"));
}

fn decisions(count: usize) -> String {
    format!("{count} {}", if count < 2 { "décision" } else { "décisions" })
}

#[test]
fn facets_are_or_inside_and_and_between() {
    in_a_browser(|browser, server| {
        browser.open(&server.address("/decisions/"));
        let (health, commerce) = (count(browser, "s", "sante-exercice-liberal"), count(browser, "s", "commerce"));
        assert!(health > 0 && commerce > 0);
        assert!(count(browser, "z", "unknown") > 0 && count(browser, "r", "unknown") > 0, "« Inconnu » is a value");
        choose(browser, "s", "sante-exercice-liberal");
        assert_eq!(status(browser), decisions(health));
        assert_eq!(count(browser, "s", "commerce"), commerce, "a choice leaves the counts of its own facet");
        choose(browser, "s", "commerce");
        assert_eq!(status(browser), decisions(health + commerce));
        let of_2020 = count(browser, "y", "2020");
        choose(browser, "y", "2020");
        assert_eq!(status(browser), decisions(of_2020));
        assert_eq!(query(browser), "?y=2020&s=commerce&s=sante-exercice-liberal");
        let years =
            "return [...document.querySelectorAll('.explore tbody time')].map((time) => time.dateTime.slice(0, 4))";
        let years: Vec<String> = serde_json::from_value(browser.run(years)).expect("a list");
        assert!(!years.is_empty() && years.iter().all(|year| year == "2020"), "{years:?}");
    });
}

/// A DPO's question: which decisions on article 32(1) sanction processors?
#[test]
fn an_article_holds_its_paragraphs() {
    in_a_browser(|browser, server| {
        browser.open(&server.address("/decisions/"));
        let (article, paragraph) = (count(browser, "a", "rgpd.32"), count(browser, "a", "rgpd.32.1"));
        assert!(paragraph > 0 && article >= paragraph, "{article} on the article, {paragraph} on its paragraph");
        choose(browser, "a", "rgpd.32");
        let processors = count(browser, "role", "processor");
        choose(browser, "role", "processor");
        assert!(processors > 0);
        assert_eq!(status(browser), decisions(processors));
    });
}

#[test]
fn columns_sort_both_ways_and_what_is_unknown_stands_last() {
    in_a_browser(|browser, server| {
        // Two years: few enough for one page, so that what is unknown is seen to stand last.
        browser.open(&server.address("/en/decisions/?y=2021&y=2022"));
        let sorted = "return [...document.querySelectorAll('[aria-sort]')].map((th) => `${th.dataset.sort} ${th.ariaSort}`).join()";
        assert_eq!(browser.text(sorted), "date descending");
        for (name, column) in [("fine", 3), ("revenue", 4), ("ratio", 5), ("share", 6)] {
            for (rising, order) in [(false, "descending"), (true, "ascending")] {
                browser.click(&format!("[data-sort={name}] button"));
                assert_eq!(browser.text(sorted), format!("{name} {order}"));
                let values = values(browser, column);
                let known: Vec<f64> = values.iter().copied().flatten().collect();
                assert!(known.len() > 2 && known.len() < values.len(), "{name}: {values:?}");
                assert!(values[..known.len()].iter().all(Option::is_some), "{name} {order}: unknown ones come last");
                assert!(known.is_sorted_by(|a, b| if rising { a <= b } else { a >= b }), "{name} {order}: {known:?}");
            }
        }
        assert!(status(browser).ends_with("sorted by share of the cap, ascending"), "{}", status(browser));
        assert_eq!(query(browser), "?y=2021&y=2022&sort=share-up");
    });
}

#[test]
fn by_keyboard_alone_two_facets_a_sort_a_decision_and_back() {
    in_a_browser(|browser, server| {
        browser.open(&server.address("/decisions/"));
        browser.tab_to("[role=search] [type=search]");
        for facet in ["Année", "Procédure"] {
            browser.tab_to(".facet > summary");
            while browser.text("return document.activeElement.textContent") != facet {
                browser.tab_to(".facet > summary");
            }
            browser.press(keys::ENTER);
            browser.tab_to("[type=checkbox]");
            browser.press(keys::SPACE);
        }
        browser.tab_to("[data-sort=fine] button");
        browser.press(keys::ENTER);
        let (shown, chosen, said) = (numbers(browser), query(browser), status(browser));
        assert!(!shown.is_empty() && chosen.contains("sort=fine"), "{chosen}");
        browser.tab_to(".explore tbody th a");
        browser.run("scrollTo(0, 300)");
        let focus = "return document.activeElement.getAttribute('href')";
        let place = (browser.run("return scrollY"), browser.text(focus));
        browser.press(keys::ENTER);
        browser.wait_for("location.pathname !== '/decisions/'");
        browser.back();
        browser.wait_for("location.pathname === '/decisions/' && document.querySelector('.explore.on')");
        assert_eq!((numbers(browser), query(browser), status(browser)), (shown.clone(), chosen, said));
        assert_eq!((browser.run("return scrollY"), browser.text(focus)), place);
        browser.back();
        assert!(!query(browser).contains("sort"), "Back undoes one choice: {}", query(browser));
        browser.back();
        browser.back();
        browser.wait_for("!location.search");
        assert_eq!(browser.run("return document.querySelectorAll('.choose :checked').length"), 0);
        assert!(numbers(browser).len() > shown.len());
        assert_eq!(browser.run("return document.querySelectorAll('.chosen li').length"), 0);
    });
}

#[test]
fn words_are_found_without_their_accents_and_typing_makes_no_history() {
    in_a_browser(|browser, server| {
        browser.open(&server.address("/decisions/"));
        let steps = browser.run("return history.length");
        for (typed, expected) in [
            ("medecin", "SAN-2020-014"),
            ("MÉDECIN", "SAN-2020-014"),
            ("2020-14", "SAN-2020-014"),
            ("san 2020 014", "SAN-2020-014"),
            ("2500", "SAN-2020-014"),
            ("2 500 €", "SAN-2020-014"),
            ("exercice liberal", "SAN-2020-015"),
        ] {
            browser.run("document.querySelector('#q').value = ''");
            browser.type_into("#q", typed);
            browser.wait_for(&format!("new URLSearchParams(location.search).get('q') === {}", json!(typed)));
            browser.wait_for("document.querySelectorAll('.explore tbody tr').length < 20");
            assert!(numbers(browser).iter().any(|number| number == expected), "{typed}: {:?}", numbers(browser));
        }
        assert_eq!(browser.run("return history.length"), steps);
        assert_eq!(browser.text("return document.activeElement.id"), "q");
    });
}

#[test]
fn an_empty_result_says_what_emptied_it() {
    in_a_browser(|browser, server| {
        browser.open(&server.address("/decisions/?q=medecin&k=state&y=2020"));
        assert_eq!(status(browser), "0 décision");
        assert!(numbers(browser).is_empty());
        let notice = browser.text("return document.querySelector('[data-empty]').innerText");
        assert!(notice.contains("ne veut pas dire absence de sanction"), "{notice}");
        assert!(notice.contains("Retirer «\u{a0}État\u{a0}»\u{a0}: 2 décisions"), "{notice}");
        browser.click("[data-empty] button");
        assert_eq!(status(browser), "2 décisions");
        assert_eq!(query(browser), "?q=medecin&y=2020");
        assert_eq!(
            browser.text("return document.activeElement.id"),
            "resultat",
            "the focus is not lost with the button"
        );
        assert_eq!(browser.run("return document.querySelector('[data-empty]').hidden"), true);
        browser.click("[data-clear]");
        assert_eq!(query(browser), "");
    });
}

#[test]
fn unknown_values_of_an_address_are_left_out() {
    in_a_browser(|browser, server| {
        browser.open(&server.address("/decisions/?s=nulle-part&sort=humeur&page=99&y=2020"));
        assert_eq!(status(browser), decisions(count(browser, "y", "2020")));
        browser.open(&server.address("/decisions/?page=-1&sort="));
        assert!(!numbers(browser).is_empty());
    });
}

#[test]
fn an_address_means_the_same_in_both_languages() {
    in_a_browser(|browser, server| {
        let chosen = "?s=sante-exercice-liberal&p=ordinary&sort=ratio";
        browser.open(&server.address(&format!("/decisions/{chosen}")));
        let french = numbers(browser);
        browser.open(&server.address(&format!("/en/decisions/{chosen}")));
        assert_eq!(numbers(browser), french);
        assert_eq!(french, ["SAN-2020-015", "SAN-2020-014"], "the largest ratio first");
        assert_eq!(
            browser.text("return document.querySelector('.chosen').innerText"),
            "Remove “Health, private practice”\nRemove “Ordinary”"
        );
    });
}

#[test]
fn the_table_as_chosen_can_be_taken_away() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    in_a_browser(|browser, server| {
        browser.save_into(folder.path());
        browser.open(&server.address("/decisions/?s=sante-exercice-liberal&sort=ratio-up&p=ordinary"));
        browser.click("[data-csv]");
        let text = browser.saved(&folder.path().join("décisions.csv"));
        let rows: Vec<Vec<&str>> = text.lines().map(|line| line.split("\";\"").collect()).collect();
        assert!(
            text.starts_with("\u{feff}\"Décision\";\"Date\";\"Organisme\";\"Secteur\";\"Dispositions\";\"Amende\""),
            "{text}"
        );
        assert_eq!(rows.len(), 3, "{text}");
        assert!(rows.iter().all(|row| row.len() == rows[0].len()), "{text}");
        assert_eq!((rows[1][0], rows[1][1], rows[1][5], rows[1][6]), ("\"SAN-2020-014", "2020-12-07", "2500", "97000"));
        assert!(rows[1][7].starts_with("0,0257"), "the exact ratio, as a French spreadsheet reads it: {}", rows[1][7]);
        assert!(
            rows[1][9].contains("3\u{202f}000\u{a0}€ avant recours") || rows[1][9].contains("3 000 € avant recours"),
            "{}",
            rows[1][9]
        );
        assert!(rows[2][9].contains("env."), "what a number alone would hide is said: {}", rows[2][9]);
        assert!(rows[1][10].ends_with("/decisions/san-2020-014/\""), "{}", rows[1][10]);
        browser.open(&server.address("/en/decisions/?r=unknown"));
        browser.click("[data-csv]");
        let text = browser.saved(&folder.path().join("decisions.csv"));
        assert!(text.starts_with("\u{feff}\"Decision\",\"Date\",\"Body\""), "{text}");
        assert!(text.contains("\"Not published\"") && !text.contains(",\"\",\"\""), "what is unknown is said: {text}");
    });
}

#[test]
fn the_link_is_copied_or_shown() {
    in_a_browser(|browser, server| {
        let address = server.address("/decisions/?sort=fine");
        browser.open(&address);
        browser.run("navigator.clipboard.writeText = async (text) => { window.copied = text }");
        browser.click("[data-copy]");
        browser.wait_for("window.copied");
        assert_eq!(browser.text("return window.copied"), address);
        assert_eq!(status(browser), format!("Lien copié\u{a0}: {address}"));
        browser.run("navigator.clipboard.writeText = async () => { throw new Error('refused') }");
        browser.click("[data-copy]");
        browser.wait_for("document.querySelector('.tools [role=status]').textContent.startsWith('Voici')");
        assert_eq!(status(browser), format!("Voici le lien\u{a0}: {address}"));
    });
}

#[test]
fn without_scripts_the_whole_table_is_there_and_nothing_dead_shows() {
    in_a_browser(|browser, server| {
        browser.open(&server.address("/decisions/"));
        let with_scripts = numbers(browser);
        browser.scripts(false);
        browser.open(&server.address("/decisions/"));
        assert_eq!(numbers(browser), with_scripts);
        let shown = "return [...document.querySelectorAll('main form, main button, main input')].filter((one) => one.offsetWidth > 0).length";
        assert_eq!(browser.run(shown), 0);
    });
}

/// 1,000 decisions: three pages of the explorer, each whole; the first loads the others when the reader chooses.
#[test]
fn a_large_book_comes_in_parts() {
    in_a_browser(|browser, _| {
        let server = Server::start(large_site());
        browser.open(&server.address("/decisions/"));
        assert_eq!(status(browser), "1\u{202f}000 décisions");
        assert_eq!(shown_decisions(browser), 400);
        let asked =
            "return performance.getEntriesByType('resource').filter((one) => one.name.includes('page-')).length";
        assert_eq!(browser.run(asked), 0, "the rest is not asked for before it is needed");
        browser.click("[data-sort=fine] button");
        browser.wait_for("location.search === '?sort=fine' && document.querySelector('[data-pages]:not([hidden])')");
        assert_eq!(browser.run(asked), 2);
        assert!(status(browser).starts_with("1\u{202f}000 décisions"), "{}", status(browser));
        assert_eq!(numbers(browser).len(), 100);
        let pager = browser.text("return document.querySelector('[data-pages]').innerText.trim()");
        assert!(pager.starts_with("Page 1 sur 1") && pager.ends_with("Suivant"), "{pager}");
        let first = values(browser, 3);
        browser.click("[data-pages] a");
        browser.wait_for("location.search.includes('page=2')");
        assert!(values(browser, 3)[0] <= first[99], "the second page goes on where the first ended");
        browser.scripts(false);
        browser.open(&server.address("/decisions/page-2/"));
        assert_eq!(shown_decisions(browser), 400);
        browser.click("[rel=next]");
        assert_eq!(shown_decisions(browser), 200);
        assert_eq!(browser.run("return document.querySelectorAll('[rel=next]').length"), Value::from(0));
    });
}

#[test]
fn a_part_that_does_not_come_is_told() {
    let site = build_made_book(420);
    std::fs::remove_file(site.path().join("decisions/page-2/index.html")).expect("the second part");
    in_a_browser(|browser, _| {
        let server = Server::start(site.path());
        browser.open(&server.address("/decisions/"));
        browser.click("[data-sort=fine] button");
        browser.wait_for("document.querySelector('.tools [role=status]').textContent.includes('incomplet')");
        assert!(status(browser).starts_with("400 décisions"), "{}", status(browser));
    });
}
