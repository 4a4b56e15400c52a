//! What readers come for, from the home page on: by keyboard, on a phone, without scripts unless what they want needs them; each within a number of links followed.

use serde_json::json;

use super::driver::{Browser, keys};
use super::in_a_browser;
use super::server::Server;

/// A reader with a phone and a keyboard.
struct Reader<'a> {
    browser: &'a Browser,
    followed: usize,
}

impl Reader<'_> {
    /// Follows a link: it must be there to be reached by the Tab key, and lead on by Enter.
    fn follow(&mut self, selector: &str) {
        self.press(selector, keys::ENTER);
        self.followed += 1;
    }

    /// Presses a key on what the Tab key leads to.
    fn press(&self, selector: &str, key: &str) {
        let script = format!(
            "const target = document.querySelector({});
             if (!target || target.tabIndex < 0 || target.getClientRects().length === 0) return false;
             target.focus();
             return document.activeElement === target",
            json!(selector)
        );
        assert_eq!(
            self.browser.run(&script),
            true,
            "the keyboard does not reach {selector} on {}",
            self.browser.text("return location.pathname")
        );
        self.browser.press(key);
    }

    /// What a part of the page says.
    fn reads(&self, selector: &str) -> String {
        let script = format!("return document.querySelector({})?.innerText ?? ''", json!(selector));
        self.browser.text(&script).replace(['\u{a0}', '\u{202f}'], " ")
    }

    fn has(&self, selector: &str) -> bool {
        self.browser.run(&format!("return document.querySelector({}) !== null", json!(selector))) == true
    }
}

/// Starts at the home page, without scripts; the task must be done with at most so many links.
fn task(most: usize, act: impl FnOnce(&mut Reader, &Server)) {
    from_home(false, most, act);
}

/// The same where scripts run.
fn scripted_task(most: usize, act: impl FnOnce(&mut Reader, &Server)) {
    from_home(true, most, act);
}

fn from_home(scripts: bool, most: usize, act: impl FnOnce(&mut Reader, &Server)) {
    in_a_browser(|browser, server| {
        browser.resize(390, 900);
        browser.scripts(scripts);
        browser.open(&server.address("/"));
        let mut reader = Reader { browser, followed: 0 };
        act(&mut reader, server);
        assert!(reader.followed <= most, "{} links followed, {most} at the most", reader.followed);
        browser.scripts(true);
    });
}

const HUB: &str = "a[href='/secteurs/sante-exercice-liberal/']";
const SURGEON: &str = "main a[href='/decisions/san-2020-014/']";

fn to_the_surgeon(reader: &mut Reader) {
    reader.follow(".doors a[href='/secteurs/']");
    reader.follow(HUB);
    reader.follow(SURGEON);
}

#[test]
fn an_owner_finds_comparable_sanctions_and_the_checklist() {
    task(2, |reader, _| {
        reader.follow(".doors a[href='/secteurs/']");
        reader.follow(HUB);
        assert!(reader.has("#decisions tbody tr") && reader.has("main a[href='/listes/cabinet-medical/']"));
    });
}

#[test]
fn an_owner_finds_what_to_do_with_the_proof_to_keep() {
    task(3, |reader, _| {
        to_the_surgeon(reader);
        assert!(reader.reads("#a-faire").contains("Preuve"), "{}", reader.reads("#a-faire"));
    });
}

#[test]
fn an_owner_prints_the_list_for_monday() {
    task(3, |reader, _| {
        reader.follow(".doors a[href='/secteurs/']");
        reader.follow(HUB);
        reader.follow("main a[href='/listes/cabinet-medical/']");
        assert!(reader.browser.printed_pages() <= 2);
    });
}

#[test]
fn a_dpo_finds_the_decisions_on_an_article_by_paragraph() {
    task(2, |reader, _| {
        reader.follow(".doors a[href='/articles/']");
        reader.follow("a[href='/articles/rgpd-32/']");
        assert!(reader.has("tbody .group a[href='#p1']"), "a group a paragraph");
    });
}

#[test]
fn a_dpo_chooses_the_processors_among_the_decisions_on_an_article() {
    scripted_task(2, |reader, _| {
        reader.follow("nav a[href='/decisions/']");
        reader.browser.wait_for("document.querySelector('.explore.on')");
        reader.press(".filters > summary", keys::ENTER);
        for choice in ["[name=a][value='rgpd.32']", "[name=role][value=processor]"] {
            reader.press(&format!("details:has(> fieldset {choice}) > summary"), keys::ENTER);
            reader.press(choice, keys::SPACE);
        }
        reader.browser.wait_for("location.search === '?a=rgpd.32&role=processor'");
        let cite = "const rows = [...document.querySelectorAll('.explore tbody .arts')]; return rows.length > 0 && rows.every((cell) => /\\b32\\b/.test(cell.textContent))";
        assert_eq!(reader.browser.run(cite), true, "each rests on the article");
        reader.follow(".explore tbody th a");
        assert!(reader.reads("main").contains("Sous-traitant"), "{}", reader.reads(".side"));
    });
}

#[test]
fn a_dpo_takes_the_ratio_the_share_and_the_citation_into_a_memo() {
    task(3, |reader, server| {
        to_the_surgeon(reader);
        let band = reader.reads(".band");
        assert!(band.contains("2,58 %") && band.contains("0,025 %"), "{band}");
        let cite = reader.reads("#citer");
        assert!(cite.contains("SAN-2020-014") && cite.contains("BibTeX"), "{cite}");
        reader.browser.run(&format!("location.href = '{}'", server.address("/donnees/")));
        reader.browser.wait_for("document.querySelector('main a[href$=\"data/decisions.csv\"]')");
    });
}

#[test]
fn a_ciso_finds_which_measures_recur_and_the_items_that_answer_them() {
    task(2, |reader, _| {
        reader.follow(".doors a[href='/articles/']");
        reader.follow("a[href='/articles/rgpd-32/']");
        assert!(reader.has(".br a[href^='/listes/']") && reader.has(".br .nums a[href^='/decisions/']"));
    });
}

#[test]
fn a_lawyer_finds_what_the_appeal_changed_and_the_exact_source() {
    task(3, |reader, _| {
        to_the_surgeon(reader);
        let timeline = reader.reads(".time");
        assert!(timeline.contains("Conseil d’État"), "{timeline}");
        let band = reader.reads(".band");
        assert!(band.contains("2 500 €") && band.contains("3 000 €"), "both amounts: {band}");
        assert!(
            reader.has("#sources a[rel=external]")
                && reader.reads("main").contains("ECLI:FR:CECHR:2022:449694.20220722")
        );
        let sources = reader.reads("#sources");
        assert!(sources.contains("Consulté le") || sources.contains("Texte lu dans"), "how it was read: {sources}");
    });
}

#[test]
fn counsel_finds_the_cap_for_two_billion_and_the_ceiling_of_the_simplified_procedure() {
    task(1, |reader, _| {
        reader.follow(".doors a[href='/calculateur/']");
        let page = reader.reads("main");
        for said in ["2 Md€", "40 000 000 €", "80 000 000 €", "Si la CNIL choisit la procédure simplifiée : 20 000 €"]
        {
            assert!(page.contains(said), "{said}: {page}");
        }
    });
}

#[test]
fn counsel_calculates_the_cap_for_two_billion() {
    scripted_task(1, |reader, _| {
        reader.follow(".doors a[href='/calculateur/']");
        reader.browser.wait_for("document.querySelector('[data-calculator]:not([hidden])')");
        reader.press("#turnover", "2 Md");
        reader.press("[name=duty][value='rgpd.32']", keys::SPACE);
        assert!(reader.reads("[data-amount]").contains("40 000 000 €"), "{}", reader.reads("[data-amount]"));
        assert!(
            reader.reads("[data-workings]").contains("2 % de 2 000 000 000 €"),
            "{}",
            reader.reads("[data-workings]")
        );
    });
}

#[test]
fn someone_with_a_breach_searches_for_a_leak() {
    scripted_task(1, |reader, _| {
        reader.browser.press("/");
        reader.browser.press("fuite 72 heures");
        reader.browser.wait_for("document.querySelector('.hits:not([hidden]) a')");
        reader.browser.press(keys::ENTER);
        reader.browser.wait_for("location.search === '?q=fuite+72+heures' && document.querySelector('.results h2 a')");
        reader.follow(".results a[href^='/listes/violation-72-heures/']");
        assert!(reader.reads("main").contains("72"));
    });
}

#[test]
fn someone_with_a_breach_finds_the_seventy_two_hours() {
    task(1, |reader, _| {
        reader.follow("main a[href='/listes/violation-72-heures/']");
        assert!(reader.reads("main").contains("72"));
    });
}

#[test]
fn a_town_hall_sees_no_blank_where_there_is_no_turnover() {
    task(2, |reader, _| {
        reader.follow(".doors a[href='/secteurs/']");
        reader.follow("a[href='/secteurs/collectivites-et-services-publics/']");
        let blank =
            "return [...document.querySelectorAll('#decisions td')].filter((cell) => !cell.textContent.trim()).length";
        assert!(reader.has("#decisions td"));
        assert_eq!(reader.browser.run(blank), 0);
    });
}

#[test]
fn a_journalist_finds_the_largest_ratios_and_what_they_cover() {
    task(2, |reader, _| {
        reader.follow("nav a[href='/statistiques/']");
        reader.follow("a[href='#ratios']");
        let falls = "const ratios = [...document.querySelectorAll('#ratios td.main data')].map((data) => Number(data.value)); return ratios.length > 4 && ratios[0] >= ratios.at(-1)";
        assert_eq!(reader.browser.run(falls), true);
        assert!(reader.reads("main").contains("revenu connu pour"), "the coverage");
    });
}

#[test]
fn a_sceptic_sees_how_a_ratio_was_obtained() {
    task(4, |reader, _| {
        to_the_surgeon(reader);
        reader.follow(".band a[href='#calcul']");
        let working = reader.reads("#calcul");
        assert!(working.contains("2 500 € ÷ 97 000 €") && working.contains("2,58 %"), "{working}");
    });
}

#[test]
fn english_counsel_stays_on_the_page() {
    task(4, |reader, _| {
        to_the_surgeon(reader);
        reader.follow("a[hreflang=en]");
        assert_eq!(reader.browser.text("return location.pathname"), "/en/decisions/san-2020-014/");
    });
}

#[test]
fn english_counsel_stays_at_the_same_place_of_the_page() {
    scripted_task(5, |reader, _| {
        to_the_surgeon(reader);
        reader.follow(".band a[href='#calcul']");
        reader.follow("a[hreflang=en]");
        reader.browser.wait_for("location.pathname === '/en/decisions/san-2020-014/'");
        let heading = "return document.querySelector(location.hash || 'nothing')?.innerText ?? ''";
        let said = reader.browser.text(heading);
        assert!(said.contains("€2,500 ÷ €97,000"), "the working, in English: {said}");
    });
}
