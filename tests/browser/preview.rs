//! The live preview in a browser: the open page follows its source, and nothing that the reader did to it is lost.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::client::Preview;
use super::driver::Browser;
use super::{is_well, with_a_browser};

const PAGE: &str = "content/pages/essai.md";

/// A long page, so that it scrolls.
fn page(title: &str, words: &str) -> String {
    let long: String = (1..=60).map(|number| format!("Le paragraphe {number}.\n\n")).collect();
    format!(
        "---\ntitle: {title}\n---\n\nVoici {words}.\n\n{long}## Une section\n\nLa fin, {words}.\n\nUn lien vers [[methode|la méthode]].\n"
    )
}

/// A new book with that page, its preview, and the page open in a browser.
fn previewed(test: impl FnOnce(&mut Browser, &Preview, &Path)) {
    with_a_browser(|browser| {
        let book = tempfile::tempdir().expect("a temporary folder");
        let made = Command::new(env!("CARGO_BIN_EXE_rubrique")).arg("init").arg(book.path()).output().expect("it runs");
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        write(book.path(), PAGE, &page("Essai", "le début"));
        let preview = Preview::start(book.path(), &["-p", "0"]);
        browser.open(&format!("{}essai/", preview.address));
        // Set on what a patch keeps and a reload loses.
        browser.run("window.kept = true");
        test(browser, &preview, book.path());
        is_well(browser);
    });
}

fn write(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    fs::write(path, text).expect("a file");
}

fn edit(root: &Path, path: &str, change: impl FnOnce(String) -> String) {
    let text = fs::read_to_string(root.join(path)).expect("a text");
    write(root, path, &change(text));
}

/// An expression that finds an element in the preview's own tree.
fn beside(selector: &str) -> String {
    format!("document.querySelector('rubrique-preview')?.shadowRoot.querySelector('{selector}')")
}

#[test]
fn a_page_is_patched_in_place_and_keeps_what_the_reader_did() {
    previewed(|browser, _, root| {
        browser.run(
            "const details = document.createElement('details'); details.id = 'added'; details.innerHTML = '<summary>x</summary><input>'; \
             document.querySelector('main').append(details); details.open = true; details.querySelector('input').value = 'typed'; \
             document.querySelector('main details.tocd')?.setAttribute('open', ''); \
             document.querySelector('main a[href=\"/methode/\"]').focus(); scrollTo(0, 900); window.first = document.querySelector('main p')",
        );
        browser.wait_for("scrollY === 900");
        write(root, PAGE, &page("Essai, encore", "la suite"));
        browser.wait_for("document.querySelector('main').textContent.includes('Voici la suite.')");
        assert_eq!(browser.text("return document.title").split(',').nth(1).map(str::trim), Some("encore"));
        assert_eq!(browser.text("return document.querySelector('h1').textContent"), "Essai, encore");
        for kept in [
            "window.kept",
            "scrollY === 900",
            "document.activeElement.getAttribute('href') === '/methode/'",
            "document.querySelector('#added').open && document.querySelector('#added input').value === 'typed'",
            "window.first.isConnected",
            "document.querySelector('main').textContent.includes('La fin, la suite.')",
        ] {
            assert_eq!(browser.run(&format!("return Boolean({kept})")), true, "{kept}");
        }
        // Paragraphs come and go.
        edit(root, PAGE, |text| {
            text.replace("Le paragraphe 3.\n\n", "")
                .replace("Le paragraphe 9.", "Le paragraphe 9.\n\n- une liste\n- deux")
        });
        browser.wait_for("document.querySelector('main').textContent.includes('une liste')");
        assert_eq!(
            browser.run("return document.querySelector('main').textContent.includes('Le paragraphe 3.')"),
            false
        );
        let same = browser.run(
            "return (async () => { const served = new DOMParser().parseFromString(await (await fetch(location.pathname)).text(), 'text/html'); document.querySelector('#added').remove(); \
             const clean = (main) => { const copy = main.cloneNode(true); copy.querySelectorAll('[tabindex=\"0\"]').forEach((e) => e.matches('data') && e.removeAttribute('tabindex')); copy.querySelector('details.tocd')?.removeAttribute('open'); return copy.innerHTML }; \
             return clean(document.querySelector('main')) === clean(served.querySelector('main')) })()",
        );
        assert_eq!(same, true, "the patched page is the served page");
        assert_eq!(browser.run("return window.kept"), true, "nothing was loaded again");
    });
}

#[test]
fn what_is_wrong_lies_over_the_page_and_goes_by_itself() {
    previewed(|browser, _, root| {
        edit(root, PAGE, |text| text.replacen("---\n", "---\nzut: 1\n", 1));
        browser.wait_for(&beside(".errors"));
        let shown = browser.text(&format!("return {}.textContent", beside(".errors")));
        for words in ["1 erreur", "dernière version correcte", "error[unknown-key]", "content/pages/essai.md:2:1"] {
            assert!(shown.contains(words), "{words} is not in {shown}");
        }
        assert_eq!(browser.run(&format!("return {}.getBoundingClientRect().height > 60", beside(".errors"))), true);
        edit(root, PAGE, |text| text.replace("zut: 1\n", "").replace("le début", "la réparation"));
        browser.wait_for("document.querySelector('main').textContent.includes('la réparation')");
        browser.wait_for(&format!("!{}", beside(".errors")));
        assert_eq!(browser.run("return window.kept"), true);
        // Hidden by hand, it stays so until something else is wrong.
        edit(root, PAGE, |text| text.replacen("---\n", "---\nzut: 1\n", 1));
        browser.wait_for(&beside(".errors"));
        browser.run("dispatchEvent(new KeyboardEvent('keydown', {key: 'Escape'}))");
        browser.wait_for(&format!("{}.hidden", beside(".errors")));
        edit(root, PAGE, |text| text.replacen("zut: 1\n", "zut: 1\nflute: 2\n", 1));
        browser.wait_for(&format!(
            "{}?.textContent.includes('flute') && !{}.hidden",
            beside(".errors"),
            beside(".errors")
        ));
        // A broken configuration and a broken theme lie there too.
        edit(root, PAGE, |text| text.replace("zut: 1\nflute: 2\n", ""));
        browser.wait_for(&format!("!{}", beside(".errors")));
        edit(root, "book.toml", |text| text.replace("[book]", "[bok]"));
        browser.wait_for(&format!("{}?.textContent.includes('book.toml')", beside(".errors")));
        edit(root, "book.toml", |text| text.replace("[bok]", "[book]"));
        browser.wait_for(&format!("!{}", beside(".errors")));
    });
}

#[test]
fn a_stylesheet_is_swapped_and_anything_else_loads_the_page_again() {
    previewed(|browser, _, root| {
        write(root, "styles/own.css", "main { outline: 3px solid rgb(1, 2, 3) }");
        edit(root, "book.toml", |text| {
            text.replace("[output.html]\n", "[output.html]\nadditional-css = [\"styles/own.css\"]\n")
        });
        let outline =
            |colour: &str| format!("getComputedStyle(document.querySelector('main')).outlineColor === '{colour}'");
        browser.wait_for(&outline("rgb(1, 2, 3)"));
        write(root, "styles/own.css", "main { outline: 3px solid rgb(4, 5, 6) }");
        browser.wait_for(&outline("rgb(4, 5, 6)"));
        write(root, "styles/own.css", "main { outline: 3px solid rgb(7, 8, 9) }");
        browser.wait_for(&outline("rgb(7, 8, 9)"));
        // The theme's own, whose name changes with its content.
        write(root, "themes/mien/assets/style.css", "body { background: rgb(10, 11, 12) }");
        edit(root, "book.toml", |text| text.replace("[output.rubrique]\n", "[output.rubrique]\ntheme = \"mien\"\n"));
        browser.wait_for("getComputedStyle(document.body).backgroundColor === 'rgb(10, 11, 12)'");
        browser.wait_for("document.querySelectorAll('link[rel=stylesheet]').length === 2");
        assert_eq!(browser.run("return window.kept"), true, "nothing was loaded again");
        // A script cannot be taken back.
        write(root, "themes/mien/assets/site.js", "document.documentElement.dataset.mine = \"\";\n");
        browser.wait_for("document.documentElement.dataset.mine === ''");
        assert_eq!(browser.run("return window.kept ?? null"), serde_json::Value::Null);
    });
}

#[test]
fn a_draft_has_a_ribbon_until_it_is_published() {
    previewed(|browser, preview, root| {
        assert_eq!(browser.run(&format!("return {}", beside(".draft"))), serde_json::Value::Null);
        write(root, "content/pages/brouillon.md", "---\ntitle: Brouillon\ndraft: true\n---\n\nUn texte.\n");
        preview.until("the draft", |state| state["build"].as_u64() > Some(1));
        browser.open(&format!("{}brouillon/", preview.address));
        browser.wait_for(&format!("{}?.textContent.includes('pas publiée')", beside(".draft")));
        edit(root, "content/pages/brouillon.md", |text| text.replace("Un texte", "Un autre texte"));
        browser.wait_for("document.querySelector('main').textContent.includes('Un autre texte')");
        edit(root, "content/pages/brouillon.md", |text| text.replace("draft: true\n", ""));
        browser.wait_for(&format!("!{}", beside(".draft")));
        assert_eq!(browser.text("return document.querySelector('h1').textContent"), "Brouillon");
    });
}

#[test]
fn a_figure_shows_its_working_when_it_is_pointed_at_or_has_the_focus() {
    previewed(|browser, preview, _| {
        browser.open(&format!("{}decisions/san-2020-014/", preview.address));
        let working = |words: &str| {
            format!("!{0}.hidden && {0}.textContent.replace(/\\s/g, ' ').includes('{words}')", beside(".working"))
        };
        browser.wait_for("document.querySelector('main .fig data[value=\"2500\"]')?.tabIndex === 0");
        browser.run("document.querySelector('main .fig data[value=\"2500\"]').focus()");
        browser.wait_for(&working("2 500 € ÷ 97 000 €"));
        assert_eq!(
            browser.run(&format!(
                "return /content\\/decisions\\/2020\\/san-2020-014\\.md:\\d+/.test({}.textContent)",
                beside(".working")
            )),
            true
        );
        browser.run("dispatchEvent(new KeyboardEvent('keydown', {key: 'Escape'}))");
        browser.wait_for(&format!("{}.hidden", beside(".working")));
        browser.run("document.querySelector('main .fig data[value=\"97000\"]').dispatchEvent(new PointerEvent('pointerover', {bubbles: true, composed: true}))");
        browser.wait_for(&working("97"));
    });
}

#[test]
fn a_page_that_was_away_shows_what_happened_meanwhile() {
    previewed(|browser, preview, root| {
        browser.open(&format!("{}methode/", preview.address));
        write(root, PAGE, &page("Essai", "la suite"));
        preview.until("the edit", |state| state["build"].as_u64() > Some(1));
        browser.back();
        browser.wait_for("document.querySelector('main').textContent.includes('Voici la suite.')");
        // It goes away with its source.
        fs::remove_file(root.join(PAGE)).expect("removed");
        browser.wait_for("document.querySelector('.rub')?.textContent === '404'");
        write(root, PAGE, &page("Essai", "le retour"));
        browser.wait_for("document.querySelector('main').textContent.includes('Voici le retour.')");
    });
}

#[test]
fn a_book_without_a_good_site_says_why_and_then_shows_it() {
    with_a_browser(|browser| {
        let book = tempfile::tempdir().expect("a temporary folder");
        let made = Command::new(env!("CARGO_BIN_EXE_rubrique")).arg("init").arg(book.path()).output().expect("it runs");
        assert!(made.status.success());
        write(book.path(), PAGE, "---\ntitel: x\n---\n");
        let preview = Preview::start(book.path(), &["-p", "0"]);
        browser.open(&format!("{}essai/", preview.address));
        browser.wait_for("document.body.innerText.includes('content/pages/essai.md:2:1')");
        write(book.path(), PAGE, "---\ntitle: x\nzut: 1\n---\n");
        browser.wait_for("document.body.innerText.includes('content/pages/essai.md:3:1')");
        write(book.path(), PAGE, &page("Essai", "le début"));
        browser.wait_for("document.querySelector('h1')?.textContent === 'Essai'");
        is_well(browser);
    });
}
