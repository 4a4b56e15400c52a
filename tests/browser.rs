//! The built site in a real browser (Debian's chromium and chromium-driver): every type of page, wide and narrow, light and dark, and what its scripts do.
//!
//! Nothing scrolls sideways, nothing is asked of another host, the fonts load, nothing is reported on the console. Without a driver the
//! tests say so and pass, except under `CI`, where they must run.

#[path = "browser/accessible.rs"]
mod accessible;
#[path = "browser/answers.rs"]
mod answers;
#[path = "common/built.rs"]
mod built;
#[path = "browser/calculator.rs"]
mod calculator;
#[path = "browser/checklist.rs"]
mod checklist;
#[allow(dead_code, reason = "shared with the tests of the preview without a browser")]
#[path = "watch/client.rs"]
mod client;
#[path = "browser/driver.rs"]
mod driver;
#[path = "browser/explorer.rs"]
mod explorer;
#[path = "browser/numbers.rs"]
mod numbers;
#[path = "browser/pages.rs"]
mod pages;
#[path = "browser/preview.rs"]
mod preview;
#[path = "browser/search.rs"]
mod search;
#[path = "browser/server.rs"]
mod server;
#[path = "browser/tasks.rs"]
mod tasks;
#[path = "browser/theme.rs"]
mod theme;
#[path = "browser/wire.rs"]
mod wire;

use std::path::Path;
use std::sync::{Mutex, OnceLock};

use built::{build, build_made_book};
use driver::Browser;
use server::Server;
use tempfile::TempDir;

/// A browser of its own, and the site at an address of its own: no test sees what another one stored. One test at a time: a browser is heavy.
///
/// What pages reported on the console, or asked of other hosts, fails the test at its end.
fn in_a_browser(test: impl FnOnce(&mut Browser, &Server)) {
    with_a_browser(|browser| {
        test(browser, &Server::start(site()));
        is_well(browser);
    });
}

/// A browser of its own, without a site.
fn with_a_browser(test: impl FnOnce(&mut Browser)) {
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    // A test that failed has let go of its browser all the same.
    let _turn = ONE_AT_A_TIME.lock().unwrap_or_else(|broken| broken.into_inner());
    let Some(mut browser) = Browser::start() else {
        assert!(std::env::var_os("CI").is_none(), "chromedriver is needed: tests/run installs it");
        eprintln!("SKIPPED: no chromedriver on this machine; tests/run installs Debian's");
        return;
    };
    browser.resize(1280, 900);
    browser.prefer_dark(false);
    test(&mut browser);
}

/// Nothing is wrong with the page, and nothing was reported on the console.
fn is_well(browser: &mut Browser) {
    let problems = browser.look();
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

/// A made book of 1,000 decisions, as the program builds it.
fn large_site() -> &'static Path {
    static SITE: OnceLock<TempDir> = OnceLock::new();
    SITE.get_or_init(|| build_made_book(1_000)).path()
}

/// The project's own content, as the program builds it.
fn site() -> &'static Path {
    static SITE: OnceLock<TempDir> = OnceLock::new();
    SITE.get_or_init(|| build(Path::new(env!("CARGO_MANIFEST_DIR")))).path()
}
