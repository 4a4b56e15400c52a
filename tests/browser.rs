//! The built site in a real browser (Debian's chromium and chromium-driver): every type of page, wide and narrow, light and dark.
//!
//! Nothing scrolls sideways, nothing is asked of another host, the fonts load, nothing is reported on the console. Without a driver the
//! test says so and passes, except under `CI`, where it must run.

#[path = "browser/driver.rs"]
mod driver;
#[path = "browser/server.rs"]
mod server;

use std::path::Path;
use std::process::Command;

use driver::Browser;
use server::Server;

/// One page of each type, in both languages.
const PAGES: &[&str] = &[
    "/",
    "/decisions/",
    "/decisions/san-2020-014/",
    "/decisions/san-2020-012/",
    "/decisions/san-2021-003/",
    "/articles/",
    "/articles/rgpd-32/",
    "/secteurs/",
    "/secteurs/sante-exercice-liberal/",
    "/listes/",
    "/listes/cabinet-medical/",
    "/glossaire/",
    "/methode/",
    "/donnees/",
    "/mentions-legales/",
    "/nowhere/",
    "/en/",
    "/en/decisions/san-2020-014/",
    "/en/articles/gdpr-32/",
    "/en/checklists/medical-practice/",
    "/en/glossary/",
];

const WIDTHS: &[u32] = &[1280, 390, 320];

#[test]
fn every_type_of_page_holds_in_a_real_browser() {
    let Some(mut browser) = Browser::start() else {
        assert!(std::env::var_os("CI").is_none(), "chromedriver is needed: tests/run installs it");
        eprintln!("SKIPPED: no chromedriver on this machine; tests/run installs Debian's");
        return;
    };
    let site = tempfile::tempdir().expect("a temporary folder");
    build(site.path());
    let server = Server::start(site.path());
    let mut problems = Vec::new();
    for dark in [false, true] {
        browser.prefer_dark(dark);
        for width in WIDTHS {
            browser.resize(*width, 900);
            for page in PAGES {
                browser.open(&server.address(page));
                problems.extend(
                    browser.look().into_iter().map(|problem| format!("{page} at {width} px, dark {dark}: {problem}")),
                );
            }
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

/// The project's own content, as the program builds it.
fn build(output: &Path) {
    let root = env!("CARGO_MANIFEST_DIR");
    let run = Command::new(env!("CARGO_BIN_EXE_rubrique"))
        .args(["build", root, "-d"])
        .arg(output)
        .output()
        .expect("the program runs");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
}
