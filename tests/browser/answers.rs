//! The search as a reader uses it: the field in the head of each page, facets, orders, excerpts, phrases, and what goes wrong.

use serde_json::json;

use super::built::{build_for, build_with};
use super::driver::{Browser, keys};
use super::server::Server;
use super::{in_a_browser, is_well, with_a_browser};

const PATHS: &str = "return [...document.querySelectorAll('[data-search-results] h2 a')].map((a) => a.pathname)";
const STATUS: &str = "return document.querySelector('[data-search-status]').textContent";
const INDEX_FILES: &str =
    "return performance.getEntriesByType('resource').filter((entry) => entry.name.includes('/search/')).length";

/// Opens the page of the search with a query in its address, and waits until it is answered.
fn ask(browser: &mut Browser, server: &Server, query: &str) {
    browser.open(&server.address(&format!("/recherche/{query}")));
    settled(browser);
}

/// An answer stands on the page.
fn settled(browser: &Browser) {
    browser.wait_for(
        "document.querySelector('[data-search-status]').textContent && !document.querySelector('[data-search-results][aria-busy]')",
    );
}

/// How many files of the index the page has asked for.
fn index_files(browser: &Browser) -> i64 {
    let bin = "performance.getEntriesByType('resource').filter((entry) => entry.name.endsWith('.bin')).length";
    browser.run(&format!("return {bin}")).as_i64().expect("a number")
}

// ── the field in the head of each page ──

#[test]
fn the_field_lists_results_from_the_keyboard_and_fetches_nothing_before() {
    in_a_browser(|browser, server| {
        browser.open(&server.address("/methode/"));
        browser.wait_for("document.readyState === 'complete'");
        assert_eq!(browser.run(INDEX_FILES), 0, "nothing of the search is fetched before its field has the focus");
        browser.press("/");
        assert_eq!(browser.text("return document.activeElement.id"), "seek");
        browser.wait_for("document.querySelector('#seek[role=combobox]')");
        browser.press("art 32");
        browser.wait_for("document.querySelector('.hits:not([hidden]) a')?.pathname === '/articles/rgpd-32/'");
        assert_eq!(browser.text("return document.querySelector('#seek').ariaExpanded"), "true");
        assert!(browser.text("return document.querySelector('.hits a').textContent").contains("Correspondance exacte"));
        browser.press(keys::DOWN);
        assert_eq!(
            browser.text("return document.getElementById(document.querySelector('#seek').getAttribute('aria-activedescendant')).pathname"),
            "/articles/rgpd-32/"
        );
        browser.press(keys::ESCAPE);
        assert_eq!(
            browser.run("return [document.querySelector('.hits').hidden, document.activeElement.id]"),
            json!([true, "seek"])
        );
        browser.press(keys::DOWN);
        browser.wait_for("document.querySelector('.hits:not([hidden]) a')");
        is_well(browser);
        browser.press(keys::DOWN);
        browser.press(keys::ENTER);
        browser.wait_for("location.pathname === '/articles/rgpd-32/'");
        browser.press(keys::CONTROL);
        browser.press(&format!("{}k", keys::CONTROL));
        browser.wait_for("document.activeElement.id === 'seek'");
        browser.press("drone");
        browser.press(keys::ENTER);
        browser.wait_for("location.pathname === '/recherche/' && location.search === '?q=drone'");
        settled(browser);
    });
}

#[test]
fn the_list_fits_a_phone_and_the_key_can_be_turned_off() {
    in_a_browser(|browser, server| {
        browser.resize(390, 800);
        browser.open(&server.address("/"));
        browser.click("#seek");
        browser.wait_for("document.querySelector('#seek[role=combobox]')");
        browser.type_into("#seek", "cabinet/");
        browser.wait_for("document.querySelector('.hits:not([hidden]) a')");
        let edges = "const { left, right } = document.querySelector('.hits').getBoundingClientRect(); return left >= 0 && right <= innerWidth";
        assert_eq!(browser.run(edges), true);
        is_well(browser);
        browser.resize(1280, 900);
        ask(browser, server, "?q=drone");
        // Not shown where there is no keyboard, as a browser without a screen may say.
        browser.run("document.querySelector('[data-search-key] input').click()");
        browser.open(&server.address("/"));
        let slash = "document.body.dispatchEvent(new KeyboardEvent('keydown', { key: '/', bubbles: true })); return document.activeElement.id";
        assert_eq!(browser.run(slash), "");
        browser.run("localStorage.clear()");
        assert_eq!(browser.run(slash), "seek");
    });
}

// ── facets and orders ──

#[test]
fn facets_choose_among_results_and_stand_in_the_address() {
    in_a_browser(|browser, server| {
        ask(browser, server, "?q=m%C3%A9decin");
        let (all, files) = (browser.text(STATUS), index_files(browser));
        browser.click("[data-facet=p] summary");
        browser.wait_for("document.querySelector('[data-facet=p] input')");
        assert_eq!(index_files(browser), files + 1, "one column, that of the facet");
        let counted = browser.text("return document.querySelector('[data-facet=p] input[value=ordinary]').closest('li').querySelector('.ct').textContent");
        browser.click("[data-facet=p] input[value=ordinary]");
        browser.wait_for("location.search.includes('p=ordinary')");
        settled(browser);
        assert!(browser.text(STATUS).starts_with(&format!("{counted} ")), "{counted}: {}", browser.text(STATUS));
        let kinds = "return [...document.querySelectorAll('[data-search-results] h2 a')].every((a) => a.pathname.startsWith('/decisions/san-'))";
        assert_eq!(browser.run(kinds), true);
        // Another value of the same facet widens, another facet narrows.
        browser.click("[data-facet=p] input[value=simplified]");
        browser.wait_for("location.search.includes('p=simplified')");
        settled(browser);
        assert_ne!(browser.text(STATUS).split(' ').next().map(str::to_owned), Some(counted.clone()));
        browser.back();
        browser.wait_for("!location.search.includes('p=simplified')");
        settled(browser);
        assert!(browser.text(STATUS).starts_with(&format!("{counted} ")));
        browser.click("[data-search-clear]");
        browser.wait_for("location.search === '?q=m%C3%A9decin'");
        settled(browser);
        assert_eq!(browser.text(STATUS), all);
    });
}

#[test]
fn a_choice_that_empties_the_list_is_told_and_taken_back() {
    in_a_browser(|browser, server| {
        ask(browser, server, "?q=drone&y=2019");
        assert_eq!(browser.run(PATHS), json!([]));
        assert!(browser.text(STATUS).contains("Absence de résultat ne veut pas dire absence de sanction"));
        browser.wait_for("document.querySelector('.chosen button')");
        assert!(browser.text("return document.querySelector('.chosen button').textContent").contains("2019"));
        browser.click(".chosen button");
        browser.wait_for("location.search === '?q=drone'");
        settled(browser);
        assert_eq!(browser.run(PATHS)[0], "/decisions/san-2021-003/");
    });
}

#[test]
fn amounts_sort_the_results_and_what_is_unknown_comes_last() {
    in_a_browser(|browser, server| {
        let ratios = "return [...document.querySelectorAll('.results .ln')].map((line) => line.textContent.includes('% du revenu'))";
        for sort in ["ratio", "ratio-up"] {
            ask(browser, server, &format!("?y=2020&sort={sort}&page=3"));
            let known: Vec<bool> = serde_json::from_value(browser.run(ratios)).expect("a list");
            assert!(known.contains(&true) && known.contains(&false), "{known:?}");
            assert!(known.is_sorted_by(|one, other| one >= other), "{sort}: {known:?}");
        }
        ask(browser, server, "?y=2020&sort=fine");
        let highest = browser.run(PATHS)[0].clone();
        ask(browser, server, "?y=2020&sort=fine-up");
        assert_ne!(browser.run(PATHS)[0], highest);
    });
}

// ── excerpts and phrases ──

#[test]
fn an_excerpt_comes_from_the_page_and_the_link_leads_to_its_heading() {
    in_a_browser(|browser, server| {
        ask(browser, server, "?q=darknet");
        browser.wait_for("document.querySelector('.results .ex mark')");
        assert_eq!(browser.text("return document.querySelector('.results .ex mark').textContent"), "darknet");
        let link = browser.text("return document.querySelector('.results h2 a').href");
        assert!(link.contains('#'), "{link}");
        browser.click(".results h2 a");
        browser.wait_for("location.pathname.startsWith('/decisions/') && document.querySelector(location.hash)");
        let near = "const text = []; for (let at = document.querySelector(location.hash); at && text.length < 8; at = at.nextElementSibling) text.push(at.textContent); return text.join(' ')";
        assert!(browser.text(near).contains("darknet"));
        // Back finds the results again.
        browser.back();
        settled(browser);
        assert_eq!(browser.text("return document.querySelector('#question').value"), "darknet");
    });
}

#[test]
fn words_between_quotation_marks_are_a_phrase() {
    in_a_browser(|browser, server| {
        for (phrase, is_said) in [("mode DMZ", true), ("DMZ box mode", false)] {
            ask(browser, server, &format!("?q=%C2%AB%20{}%20%C2%BB", phrase.replace(' ', "%20")));
            let says = browser.run_later(
                "(async () => {
                  const links = [...document.querySelectorAll('.results h2 a')];
                  const text = (page) => new DOMParser().parseFromString(page, 'text/html').body.textContent;
                  const pages = await Promise.all(links.map(async (a) => text(await (await fetch(a.pathname)).text())));
                  done([links.length, pages.every((page) => /mode\\sDMZ/i.test(page))]);
                })();",
                json!(null),
            );
            assert_eq!(says[0].as_u64() > Some(0), is_said, "« {phrase} »");
            assert_eq!(says[1], true);
        }
    });
}

// ── what no page says ──

#[test]
fn a_word_of_no_page_explains_how_a_body_that_may_not_be_named_is_found() {
    in_a_browser(|browser, server| {
        ask(browser, server, "?q=Zorglubine");
        assert_eq!(browser.run("return document.querySelector('[data-search-unknown]').hidden"), false);
        let notice = browser.text("return document.querySelector('[data-search-unknown]').innerText");
        assert!(notice.contains("Zorglubine") || notice.contains("zorglubine"), "{notice}");
        assert!(["numéro", "année", "secteur"].iter().all(|way| notice.contains(way)), "{notice}");
        ask(browser, server, "?q=cokies");
        let said = browser.text(STATUS);
        assert!(said.contains("cokies") && said.contains("cookies"), "{said}");
        ask(browser, server, "?q=CCTV");
        assert!(browser.text(STATUS).contains("vidéosurveillance"));
        ask(browser, server, "?q=drone");
        assert_eq!(browser.run("return document.querySelector('[data-search-unknown]').hidden"), true);
    });
}

/// The project's own book under the official policy of names, as it is built on a day.
fn official_site(day: &str) -> tempfile::TempDir {
    let own = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let book = tempfile::tempdir().expect("a temporary folder");
    for entry in walkdir::WalkDir::new(own.join("content")).into_iter().map(|entry| entry.expect("an entry")) {
        let path = book.path().join(entry.path().strip_prefix(own).expect("inside the book"));
        let is_folder = entry.file_type().is_dir();
        let copied =
            if is_folder { std::fs::create_dir_all(path) } else { std::fs::copy(entry.path(), path).map(drop) };
        copied.expect("a copy");
    }
    let settings = include_str!("../../book.toml").replace("naming = \"public\"", "naming = \"official\"");
    std::fs::write(book.path().join("book.toml"), settings).expect("a file");
    let site = tempfile::tempdir().expect("a temporary folder");
    build_with(book.path(), &["--base-url", "/", "--as-of", day], site.path());
    site
}

#[test]
fn a_name_that_the_clock_has_taken_is_explained_and_its_decision_found_all_the_same() {
    let on = |day: &str, test: &dyn Fn(&mut Browser, &Server)| {
        let site = official_site(day);
        with_a_browser(|browser| {
            let server = Server::start(site.path());
            ask(browser, &server, "?q=kaspr");
            test(browser, &server);
            is_well(browser);
        });
    };
    let help = "const help = document.querySelector('[data-search-unknown]'); return help.hidden ? '' : help.innerText";
    on("2026-12-19", &|browser, _| {
        assert_eq!(browser.run(PATHS)[0], "/decisions/san-2024-020/", "the last day of the name");
        assert_eq!(browser.text(help), "");
    });
    on("2026-12-20", &|browser, server| {
        assert!(!browser.run(PATHS).to_string().contains("san-2024-020"), "no way from the name to the decision");
        let said = browser.text(help).replace('\u{a0}', " ");
        assert!(said.contains("Aucune page ne dit « kaspr »") && said.contains("passé ce délai"), "{said}");
        let links = "return [...document.querySelectorAll('[data-search-unknown] a')].map((a) => a.pathname)";
        let links: Vec<String> = serde_json::from_value(browser.run(links)).expect("addresses");
        for way in ["/decisions/", "/decisions/2024/", "/secteurs/"] {
            assert!(links.iter().any(|link| link == way), "{way} of {links:?}");
        }
        browser.click("[data-search-unknown] a[href$='/2024/']");
        browser.wait_for("location.pathname === '/decisions/2024/'");
        assert_eq!(browser.run("return document.querySelector('main a[href*=san-2024-020]') !== null"), true);
        ask(browser, server, "?q=2024-020");
        assert_eq!(browser.run(PATHS)[0], "/decisions/san-2024-020/");
    });
}

#[test]
fn bad_questions_get_plain_answers() {
    in_a_browser(|browser, server| {
        let long = "cookie ".repeat(1_429);
        for (text, finds) in [
            (long.as_str(), true),
            ("le la les de du et", false),
            ("?!… « » ( ) § -- ''", false),
            ("<script>alert(1)</script> drone", true),
            ("<img src=x onerror=alert(1)>", false),
            ("🦄", false),
            ("drone 🦄", true),
            ("\u{0}\u{202e}%%%", false),
        ] {
            browser.open(&server.address("/recherche/"));
            browser.run_later(
                "document.querySelector('#question').value = arguments[0]; document.querySelector('[data-search-form]').requestSubmit(); setTimeout(done, 50)",
                json!(text),
            );
            settled(browser);
            let paths = browser.run(PATHS);
            if finds {
                assert_ne!(paths, json!([]), "{:.40}", text);
            }
            assert_eq!(
                browser.run("return document.querySelector('[data-search-hubs]').hidden"),
                paths != json!([]),
                "{:.40}",
                text
            );
            assert_eq!(browser.run("return document.querySelectorAll('.results script, .results img').length"), 0);
        }
        assert_eq!(browser.run("return document.querySelector('[data-search-hubs] a') !== null"), true);
    });
}

/// Before the scripts of each page: `fetch` gives what `change` makes of the answers for files of the index.
fn with_fetch(browser: &mut Browser, change: &str) {
    browser.before_each_page(&format!(
        "const real = window.fetch; window.fetch = async (address, options) => {{
           const answer = await real(address, options);
           if (!String(address).endsWith('.bin')) return answer;
           {change}
           return answer;
         }};"
    ));
}

#[test]
fn an_index_that_is_missing_cut_short_or_anothers_gives_a_word_and_the_ways_in() {
    for change in [
        "return new Response('', { status: 404 });",
        "return new Response((await answer.arrayBuffer()).slice(0, 40));",
        "return new Response('<!doctype html><title>Another page</title>');",
        "if (!String(address).endsWith('/fr.bin')) return new Response((await answer.arrayBuffer()).slice(0, -5));",
        "if (!String(address).endsWith('/fr.bin')) return real('/search/en.bin');",
        "throw new TypeError('no network');",
    ] {
        in_a_browser(|browser, server| {
            with_fetch(browser, change);
            ask(browser, server, "?q=drone");
            assert!(browser.text(STATUS).contains("La recherche ne répond pas"), "{change}: {}", browser.text(STATUS));
            assert_eq!(browser.run(PATHS), json!([]));
            assert_eq!(browser.run("return document.querySelector('[data-search-hubs]').hidden"), false);
            // The field in the head still leads to the page.
            browser.open(&server.address("/methode/"));
            browser.click("#seek");
            browser.press("drone");
            browser.press(keys::ENTER);
            browser.wait_for("location.pathname === '/recherche/'");
        });
    }
}

#[test]
fn a_browser_that_cannot_unpack_the_index_says_so() {
    in_a_browser(|browser, server| {
        browser.before_each_page("delete window.DecompressionStream");
        ask(browser, server, "?q=drone");
        assert!(browser.text(STATUS).contains("La recherche ne répond pas"));
        assert_eq!(browser.run("return document.querySelector('[data-search-hubs]').hidden"), false);
    });
}

#[test]
fn an_answer_that_comes_late_is_not_shown() {
    in_a_browser(|browser, server| {
        // The first answer of each word takes long, and the first word the longest.
        with_fetch(
            browser,
            "window.late = (window.late ?? 900) - 250; await new Promise((go) => setTimeout(go, Math.max(0, window.late)));",
        );
        browser.open(&server.address("/recherche/"));
        browser.click("#question");
        let submit = |text: &str| {
            browser.run(&format!(
                "document.querySelector('#question').value = {}; document.querySelector('[data-search-form]').requestSubmit()",
                json!(text)
            ))
        };
        submit("drone");
        submit("voyance");
        submit("darknet");
        browser.back();
        browser.wait_for("location.search === '?q=voyance'");
        settled(browser);
        std::thread::sleep(std::time::Duration::from_millis(1_200));
        assert_eq!(browser.text("return document.querySelector('#question').value"), "voyance");
        let paths = browser.run(PATHS);
        assert!(paths.as_array().is_some_and(|paths| paths.contains(&json!("/decisions/san-2024-014/"))), "{paths}");
        assert!(!paths.as_array().is_some_and(|paths| paths.contains(&json!("/decisions/san-2021-003/"))), "{paths}");
        browser.forward();
        browser.wait_for("location.search === '?q=darknet'");
        settled(browser);
        browser.wait_for("document.querySelector('.results h2 a')?.pathname === '/decisions/san-2025-014/'");
    });
}

#[test]
fn two_tabs_search_each_by_itself() {
    in_a_browser(|browser, server| {
        ask(browser, server, "?q=drone");
        let first = browser.tab();
        browser.new_tab();
        ask(browser, server, "?q=voyance");
        assert_eq!(browser.text("return document.querySelector('#question').value"), "voyance");
        browser.go_to_tab(&first);
        assert_eq!(browser.text("return document.querySelector('#question').value"), "drone");
        assert_eq!(browser.run(PATHS)[0], "/decisions/san-2021-003/");
        assert_eq!(browser.run("return localStorage.length + sessionStorage.length"), 0);
    });
}

// ── any host ──

#[test]
fn the_search_works_in_a_subfolder() {
    with_a_browser(|browser| {
        let root = tempfile::tempdir().expect("a temporary folder");
        build_for(std::path::Path::new(env!("CARGO_MANIFEST_DIR")), "/a/b/", &root.path().join("a/b"));
        let server = Server::start(root.path());
        browser.open(&server.address("/a/b/recherche/?q=darknet&y=2025"));
        settled(browser);
        browser.wait_for("document.querySelector('.results .ex mark')");
        assert_eq!(browser.run(PATHS)[0], "/a/b/decisions/san-2025-014/");
        browser.open(&server.address("/a/b/en/"));
        browser.click("#seek");
        browser.press("art 32");
        browser.wait_for("document.querySelector('.hits:not([hidden]) a')?.pathname === '/a/b/en/articles/gdpr-32/'");
        is_well(browser);
    });
}

#[test]
fn filters_stand_beside_the_results_and_the_first_of_these_is_in_sight() {
    in_a_browser(|browser, server| {
        ask(browser, server, "?q=darknet&y=2025");
        let top = "return document.querySelector('.results li').getBoundingClientRect().top < innerHeight";
        assert_eq!(browser.run(top), true);
        let beside = "const [filters, results] = ['.choose', '.results'].map((one) => document.querySelector(one).getBoundingClientRect()); return filters.right <= results.left";
        assert_eq!(browser.run(beside), true);
    });
}
