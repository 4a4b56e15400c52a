//! The switch between light and dark.

use super::driver::keys;
use super::in_a_browser;

const BACKGROUND: &str = "return getComputedStyle(document.body).backgroundColor";
const LIGHT: &str = "rgb(253, 253, 252)";
const DARK: &str = "rgb(19, 21, 24)";

#[test]
fn a_choice_of_theme_is_kept_and_going_back_to_the_system_s_forgets_it() {
    in_a_browser(|browser, server| {
        browser.prefer_dark(false);
        browser.open(&server.address("/"));
        assert_eq!(browser.text(BACKGROUND), LIGHT);
        assert_eq!(browser.run("return localStorage.length"), 0, "nothing is kept before a choice");
        browser.run("document.querySelector('[data-theme-switch]').focus()");
        browser.press(keys::ENTER);
        assert_eq!(browser.text(BACKGROUND), DARK);
        assert_eq!(browser.text("return document.activeElement.textContent"), "Thème clair");
        browser.open(&server.address("/en/decisions/"));
        assert_eq!(browser.text(BACKGROUND), DARK, "the choice holds on other pages");
        assert_eq!(browser.text("return JSON.stringify(localStorage)"), r#"{"rubrique.theme":"dark"}"#);
        browser.click("[data-theme-switch]");
        assert_eq!(browser.text(BACKGROUND), LIGHT);
        assert_eq!(browser.run("return localStorage.length"), 0, "the system's theme needs no key");
        browser.prefer_dark(true);
        browser.wait_for("document.querySelector('[data-theme-switch]').textContent === 'Light theme'");
        assert_eq!(browser.text(BACKGROUND), DARK);
    });
}

#[test]
fn a_browser_that_refuses_storage_still_switches() {
    in_a_browser(|browser, server| {
        browser.prefer_dark(false);
        browser.before_each_page("Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('refused', 'SecurityError') }})");
        browser.open(&server.address("/"));
        for colour in [DARK, LIGHT, DARK] {
            browser.click("[data-theme-switch]");
            assert_eq!(browser.text(BACKGROUND), colour);
        }
    });
}

#[test]
fn without_scripts_the_system_s_theme_holds_and_no_switch_shows() {
    in_a_browser(|browser, server| {
        browser.prefer_dark(true);
        browser.scripts(false);
        browser.open(&server.address("/"));
        assert_eq!(browser.text(BACKGROUND), DARK);
        assert_eq!(browser.run("return document.querySelector('[data-theme-switch]').offsetWidth"), 0);
    });
}
