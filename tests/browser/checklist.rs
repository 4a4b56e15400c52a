//! Checklists: answering, the score in words, what the browser keeps and gives back, files to take away and take up again, paper; by keyboard; with
//! storage refused; without scripts.

use std::path::Path;

use serde_json::{Value, json};

use super::driver::{Browser, keys};
use super::in_a_browser;

const LIST: &str = "/listes/cabinet-medical/";
const ENGLISH: &str = "/en/checklists/medical-practice/";
const KEY: &str = "rubrique.checklist.cabinet-medical.1";

fn answer(browser: &Browser, item: &str, choice: &str) {
    browser.click(&format!("#{item} [value={choice}]"));
}

fn chosen(browser: &Browser, item: &str) -> Value {
    browser.run(&format!("return document.querySelector('#{item} :checked')?.value ?? null"))
}

fn words(browser: &Browser, selector: &str) -> String {
    browser.text(&format!("return document.querySelector({}).innerText", json!(selector)))
}

fn status(browser: &Browser) -> String {
    browser.text("return document.querySelector('[data-tools] [role=status]').textContent")
}

/// Gives the page a file, as a reader picks one.
fn open_file(browser: &Browser, path: &Path) {
    browser.type_into("[data-tools] [type=file]", path.to_str().expect("a path in UTF-8"));
}

/// How many items the list has, and what they all weigh.
fn size(browser: &Browser) -> (u64, u64) {
    let priorities =
        browser.run("return [...document.querySelectorAll('.items > li')].map((li) => Number(li.dataset.priority))");
    let priorities: Vec<u64> = serde_json::from_value(priorities).expect("numbers");
    (priorities.len() as u64, priorities.iter().map(|priority| 4 - priority).sum())
}

#[test]
fn nothing_is_kept_before_the_first_answer_and_all_goes_when_erased() {
    in_a_browser(|browser, server| {
        browser.open(&server.address(LIST));
        browser.click("[data-order]");
        assert_eq!(browser.run("return localStorage.length"), 0);
        assert!(words(browser, "[data-place]").starts_with("Rien n’est gardé"));
        answer(browser, "cm-02", "partly");
        browser.type_into("#cm-02 textarea", "Capture du réglage");
        assert_eq!(browser.run("return Object.keys(localStorage)"), json!([KEY]));
        assert!(words(browser, "[data-place]").starts_with("Vos réponses restent dans ce navigateur."));
        browser.open(&server.address(ENGLISH));
        assert_eq!(chosen(browser, "cm-02"), "partly", "the other language has the same answers");
        assert_eq!(browser.text("return document.querySelector('#cm-02 textarea').value"), "Capture du réglage");
        assert_eq!(chosen(browser, "cm-01"), Value::Null);
        browser.run("document.querySelector('[data-erase]').focus()");
        browser.press(keys::ENTER);
        assert_eq!(browser.accept_question(), "Erase your answer?");
        assert_eq!(browser.run("return localStorage.length"), 0);
        assert_eq!(chosen(browser, "cm-02"), Value::Null);
        assert_eq!(status(browser), "Your answers are erased.");
        assert_eq!(browser.run("return document.activeElement.matches('[data-erase]')"), true, "the focus stays");
    });
}

#[test]
fn the_score_is_in_words_and_weighs_by_priority() {
    in_a_browser(|browser, server| {
        browser.open(&server.address(LIST));
        let (items, weight) = size(browser);
        assert!(words(browser, ".count").starts_with(&format!("0 point sur {items} a une réponse.")));
        answer(browser, "cm-01", "yes");
        browser.type_into("#cm-01 textarea", "Capture du 3 mars");
        answer(browser, "cm-02", "partly");
        answer(browser, "cm-04", "na");
        answer(browser, "cm-05", "no");
        // Priorities 1, 1, 2, 2: three points, half of three, an item that weighs nothing, none.
        assert_eq!(
            words(browser, ".count"),
            format!("4 points sur {items} ont une réponse, dont 1 prouvé. Score\u{a0}: 4,5 sur {}.", weight - 2)
        );
        let section = words(browser, "section:has(#cm-01) .sum");
        assert!(section.starts_with("4 points sur 5 ont une réponse") && section.ends_with("4,5 sur 11."), "{section}");
        browser.click("#cm-05 [data-undo]");
        assert!(words(browser, ".count").starts_with("3 points"), "{}", words(browser, ".count"));
        assert_eq!(
            browser.text("return document.activeElement.name"),
            "cm-05",
            "the focus is not lost with the button"
        );
        let page = browser.text("return document.body.innerText").to_lowercase();
        assert!(!page.contains("vous êtes conforme") && page.contains("ne certifie rien"));
    });
}

#[test]
fn by_keyboard_alone_an_answer_its_proof_and_a_filter() {
    in_a_browser(|browser, server| {
        browser.open(&server.address(LIST));
        browser.tab_to("#cm-01 [type=radio]");
        browser.press(keys::SPACE);
        assert_eq!(chosen(browser, "cm-01"), "yes");
        for expected in ["partly", "no"] {
            browser.press(keys::DOWN);
            assert_eq!(chosen(browser, "cm-01"), expected);
        }
        browser.press(keys::TAB);
        browser.press("À faire lundi");
        assert_eq!(browser.text("return document.querySelector('#cm-01 textarea').value"), "À faire lundi");
        browser.run("document.querySelector('[data-show]').focus()");
        browser.press("les non");
        browser.wait_for("document.querySelector('[data-show]').value === 'no'");
        let shown = "return [...document.querySelectorAll('.items > li')].filter((li) => li.offsetHeight > 0).map((li) => li.id)";
        assert_eq!(browser.run(shown), json!(["cm-01"]));
        assert_eq!(status(browser), "1 point affiché.");
        answer(browser, "cm-01", "yes");
        assert_eq!(browser.run(shown), json!(["cm-01"]), "an item does not go while it is being answered");
    });
}

#[test]
fn items_stand_by_priority_and_back_in_the_order_of_the_list() {
    in_a_browser(|browser, server| {
        browser.open(&server.address(LIST));
        let ids = "return [...document.querySelectorAll('.items > li')].map((li) => li.id)";
        let before = browser.run(ids);
        browser.click("[data-order]");
        let by_section = "return [...document.querySelectorAll('.items')].map((list) => [...list.children].map((li) => Number(li.dataset.priority)))";
        let priorities: Vec<Vec<u8>> = serde_json::from_value(browser.run(by_section)).expect("numbers");
        assert!(priorities.iter().all(|section| section.is_sorted()), "{priorities:?}");
        assert_ne!(browser.run(ids), before);
        browser.click("[data-order]");
        assert_eq!(browser.run(ids), before);
    });
}

#[test]
fn a_browser_that_refuses_storage_says_so_and_works() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for refusal in [
        "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('refused', 'SecurityError') }})",
        "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') }",
    ] {
        in_a_browser(|browser, server| {
            browser.before_each_page(refusal);
            browser.save_into(folder.path());
            browser.open(&server.address(LIST));
            answer(browser, "cm-03", "yes");
            let place = words(browser, "[data-place]");
            assert!(place.starts_with("Votre navigateur refuse de garder vos réponses"), "{place}");
            assert!(words(browser, ".count").starts_with("1 point"));
            browser.click("[data-save]");
            let file = folder.path().join("cabinet-medical.json");
            assert!(browser.saved(&file).contains("cm-03"));
            std::fs::remove_file(file).expect("the file is there");
        });
    }
}

#[test]
fn answers_are_taken_away_and_taken_up_again_never_written_over_silently() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    in_a_browser(|browser, server| {
        browser.save_into(folder.path());
        browser.open(&server.address(LIST));
        answer(browser, "cm-01", "yes");
        browser.type_into("#cm-01 textarea", "=Capture; \"datée\"");
        answer(browser, "cm-02", "no");
        browser.click("[data-save]");
        browser.click("[data-csv]");
        let saved = folder.path().join("cabinet-medical.json");
        let file: Value = serde_json::from_str(&browser.saved(&saved)).expect("JSON");
        assert_eq!((&file["schema"], &file["list"]), (&json!("rubrique-checklist/1"), &json!("cabinet-medical")));
        assert_eq!((&file["answers"][0]["id"], &file["answers"][0]["choice"]), (&json!("cm-01"), &json!("yes")));
        let table = folder.path().join("cabinet-medical.csv");
        let text = browser.saved(&table);
        assert!(text.starts_with("\u{feff}\"Point\";\"Partie\";\"À vérifier\";\"Priorité\";\"Réponse\""), "{text}");
        assert_eq!(text.lines().count() as u64, 1 + size(browser).0, "all items, answered or not");
        assert!(text.contains("\"'=Capture; \"\"datée\"\"\""), "no cell that a spreadsheet would run: {text}");
        for path in [&saved, &table] {
            browser.click("[data-erase]");
            browser.accept_question();
            open_file(browser, path);
            browser.wait_for("!document.querySelector('[data-ask]').hidden");
            assert_eq!(chosen(browser, "cm-01"), Value::Null, "nothing is taken before the reader says so");
            assert!(words(browser, "[data-ask] p").contains("nouvelles\u{a0}: 2"), "{}", words(browser, "[data-ask]"));
            browser.click("[data-ask] button");
            assert_eq!((chosen(browser, "cm-01"), chosen(browser, "cm-02")), (json!("yes"), json!("no")));
            assert_eq!(browser.text("return document.querySelector('#cm-01 textarea').value"), "=Capture; \"datée\"");
            open_file(browser, path);
            browser.wait_for(
                "document.querySelector('[data-tools] [role=status]').textContent.includes('rien de nouveau')",
            );
        }
        answer(browser, "cm-02", "partly");
        for (button, expected) in [(3, "partly"), (1, "partly"), (2, "no")] {
            open_file(browser, &saved);
            browser.wait_for("!document.querySelector('[data-ask]').hidden");
            let asked = words(browser, "[data-ask]");
            assert!(
                asked.contains(
                    "cm-02\u{a0}: vous avez répondu «\u{a0}En partie\u{a0}», le fichier dit «\u{a0}Non\u{a0}»."
                ),
                "{asked}"
            );
            browser.click(&format!("[data-ask] button:nth-of-type({button})"));
            assert_eq!(chosen(browser, "cm-02"), expected, "{asked}");
            assert_eq!(browser.run("return document.activeElement.matches('[data-open]')"), true);
        }
    });
}

#[test]
fn a_file_of_another_list_or_of_no_list_changes_nothing() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).expect("a file");
        path
    };
    in_a_browser(|browser, server| {
        browser.save_into(folder.path());
        browser.open(&server.address("/listes/mots-de-passe/"));
        let first = browser.text("return document.querySelector('.items > li').id");
        answer(browser, &first, "yes");
        browser.click("[data-save]");
        browser.click("[data-csv]");
        let other = folder.path().join("mots-de-passe.json");
        let table = folder.path().join("mots-de-passe.csv");
        browser.saved(&other);
        browser.saved(&table);
        browser.open(&server.address(LIST));
        answer(browser, "cm-01", "no");
        let kept = browser.text(&format!("return localStorage.getItem('{KEY}')"));
        for (path, said) in [
            (&other, "contient les réponses d’une autre liste"),
            (&table, "contient les réponses d’une autre liste"),
            (&file("photo.json", &[0xff, 0xd8, 0, 1]), "n’est pas un fichier de réponses"),
            (&file("other.json", b"{\"schema\": \"something-else\"}"), "n’est pas un fichier de réponses"),
            (&file("broken.json", b"{\"schema\": \"rubrique-checklist/1\", \"list\": \"cabinet-medical\", \"answers\": [{\"id\": 3}]}"), "n’est pas un fichier de réponses"),
            (&file("table.csv", b"Point;R\xe9ponse;Liste\ncm-01;peut-\xeatre;cabinet-medical\n"), "n’est pas un fichier de réponses"),
            (&file("empty.csv", b"\n"), "n’est pas un fichier de réponses"),
        ] {
            browser.run("document.querySelector('[data-tools] [role=status]').textContent = ''");
            open_file(browser, path);
            browser.wait_for("document.querySelector('[data-tools] [role=status]').textContent");
            assert!(status(browser).contains(said), "{}: {}", path.display(), status(browser));
            assert_eq!(browser.text(&format!("return localStorage.getItem('{KEY}')")), kept);
        }
        let english = file("plan.csv", "List,Item,Answer,Date,Proof or note\ncabinet-medical,cm-06,yes,3/11/2026,Receipt\ncabinet-medical,cm-07,,,\n".as_bytes());
        open_file(browser, &english);
        browser.wait_for("!document.querySelector('[data-ask]').hidden");
        browser.click("[data-ask] button");
        assert_eq!((chosen(browser, "cm-06"), chosen(browser, "cm-07")), (json!("yes"), Value::Null));
        assert_eq!(browser.text("return document.querySelector('#cm-06 [type=date]').value"), "2026-11-03");
    });
}

#[test]
fn when_the_list_changes_answers_stay_by_id() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    in_a_browser(|browser, server| {
        browser.save_into(folder.path());
        browser.open(&server.address(LIST));
        // As the reader left it: the list had an item that is gone, and lacked two that it has today.
        browser.run(&format!(
            "const ids = [...document.querySelectorAll('.items > li')].map((li) => li.id);
             const answer = (id, choice) => ({{ id, choice, note: 'Classeur bleu', date: '', text: 'Un point retiré' }});
             localStorage.setItem('{KEY}', JSON.stringify({{ items: ids.slice(2).concat('cm-99'), answers: [answer('cm-99', 'yes'), answer('cm-05', 'no')] }}))"
        ));
        browser.open(&server.address(LIST));
        assert_eq!(
            words(browser, "[data-banner]").trim(),
            "2 points ajoutés depuis votre dernière visite\u{a0}: cm-01 cm-02"
        );
        assert_eq!(chosen(browser, "cm-05"), "no");
        assert!(
            words(browser, "[data-others]").contains("cm-99\u{a0}: Un point retiré (Oui, Classeur bleu)"),
            "{}",
            words(browser, "[data-others]")
        );
        assert!(words(browser, ".count").starts_with("1 point"), "what is gone does not count");
        answer(browser, "cm-01", "yes");
        browser.click("[data-save]");
        assert!(browser.saved(&folder.path().join("cabinet-medical.json")).contains("cm-99"));
        browser.open(&server.address(LIST));
        assert_eq!(browser.run("return document.querySelector('[data-banner]').hidden"), true, "said once");
        assert!(words(browser, "[data-others]").contains("cm-99"), "what is gone is kept");
        // Another window answers.
        browser.run(&format!(
            "localStorage.setItem('{KEY}', JSON.stringify({{ items: [], answers: [{{ id: 'cm-08', choice: 'na', note: '', date: '', text: '' }}] }}));
             dispatchEvent(new StorageEvent('storage', {{ key: '{KEY}' }}))"
        ));
        assert_eq!((chosen(browser, "cm-08"), chosen(browser, "cm-01")), (json!("na"), Value::Null));
        // What is kept cannot be read: put aside, and not written over.
        browser.run(&format!("localStorage.setItem('{KEY}', 'not JSON')"));
        browser.open(&server.address(LIST));
        answer(browser, "cm-01", "yes");
        assert_eq!(browser.text(&format!("return localStorage.getItem('{KEY}.unreadable')")), "not JSON");
    });
}

/// Every list of 24 items at the most, and the longest one that we have.
const PRINTED: &[&str] =
    &[LIST, ENGLISH, "/listes/securite-de-base/", "/listes/mots-de-passe/", "/listes/editeur-sous-traitant/"];

#[test]
fn lists_print_on_two_sheets_empty_or_filled_in() {
    in_a_browser(|browser, server| {
        for scripts in [false, true] {
            browser.scripts(scripts);
            for list in PRINTED {
                browser.open(&server.address(list));
                let sheets = browser.printed_pages();
                assert!((1..=2).contains(&sheets), "{list}: {sheets} sheets, scripts {scripts}");
            }
        }
        browser.open(&server.address(LIST));
        assert!(size(browser).0 >= 24, "the list that the promise is about");
        browser.run("for (const radio of document.querySelectorAll('.items [value=partly]')) radio.click()");
        browser.run("const show = document.querySelector('[data-show]'); show.value = 'no'; show.dispatchEvent(new Event('change'))");
        assert_eq!(browser.printed_pages(), 2, "with answers, and all items whatever the filter");
    });
}

#[test]
fn without_scripts_the_list_is_whole_and_nothing_dead_shows() {
    in_a_browser(|browser, server| {
        browser.scripts(false);
        browser.open(&server.address(LIST));
        let dead = "return [...document.querySelectorAll('main button, main input, main select, main textarea')].filter((one) => one.offsetWidth > 0).length";
        assert_eq!(browser.run(dead), 0);
        let boxes = "return [...document.querySelectorAll('.items .box')].filter((box) => box.offsetWidth > 0).length";
        assert_eq!(browser.run(boxes), size(browser).0);
    });
}

/// What tools like axe look for first: every field has a name, every group too, targets are large enough, the tools hold in 320 pixels.
#[test]
fn fields_have_names_and_targets_are_large_enough() {
    in_a_browser(|browser, server| {
        browser.resize(320, 900);
        browser.open(&server.address(ENGLISH));
        answer(browser, "cm-01", "yes");
        let nameless = "return [...document.querySelectorAll('main input, main select, main textarea')].filter((field) => !field.labels?.length && !field.ariaLabel).length";
        assert_eq!(browser.run(nameless), 0);
        let groups = "return [...document.querySelectorAll('fieldset')].filter((one) => !document.getElementById(one.getAttribute('aria-labelledby'))?.textContent.trim()).length";
        assert_eq!(browser.run(groups), 0);
        let small = "return [...document.querySelectorAll('.items label, .answers button, .more:not([hidden]) button')].map((one) => one.getBoundingClientRect()).filter((box) => box.width > 0 && (box.height < 24 || box.width < 24)).length";
        assert_eq!(browser.run(small), 0);
        let problems = browser.look();
        assert!(problems.is_empty(), "{}", problems.join("\n"));
    });
}
