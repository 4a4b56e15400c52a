//! What a search moves over the wire in the page of results, and Pagefind's figures for the same pages where it is installed (`pip install 'pagefind[bin]'`).

#[allow(dead_code, reason = "shared with the tests in a browser")]
#[path = "../../tests/browser/driver.rs"]
mod driver;
#[path = "../../tests/browser/server.rs"]
mod server;
#[path = "../../tests/browser/wire.rs"]
mod wire;

use std::collections::BTreeSet;
use std::error::Error;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use std::{fs, thread};

use serde_json::json;

use driver::Browser;
use server::Server;
use wire::QUESTIONS;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// Prints what answers in a built site move, the client included.
pub fn report(site: &Path) -> Result<()> {
    let Some(mut browser) = Browser::start() else {
        println!("  what a search moves is not measured: chromedriver is not here (tests/run installs it)");
        return Ok(());
    };
    browser.resize(1280, 900);
    let ask = |(_, question): &(&str, &str)| wire::first_and_next(&mut browser, site, question).map(wire::Wire::all);
    let ours: Vec<[usize; 2]> = QUESTIONS.iter().map(ask).collect();
    print_answers(&ours);
    pagefind(&mut browser, site)
}

fn print_answers(answers: &[[usize; 2]]) {
    for (at, which) in ["first answer", "next answer"].into_iter().enumerate() {
        let sum: usize = answers.iter().map(|answer| answer[at]).sum();
        let worst = answers.iter().map(|answer| answer[at]).max().unwrap_or_default();
        println!("  {which:<20} {:>9.1} kB           worst {:.1} kB", kb(sum / answers.len()), kb(worst));
    }
}

fn kb(bytes: usize) -> f64 {
    bytes as f64 / 1e3
}

// ── Pagefind ──

/// Where a page to measure Pagefind from stands in the site.
const PAGE: &str = "pagefind/measure.html";

/// Ten results with all that a list of them shows.
const ASK: &str = "(async () => {
  const { search } = await import('/pagefind/pagefind.js');
  const { results } = await search(arguments[0]);
  await Promise.all(results.slice(0, 10).map((result) => result.data()));
  done(results.length);
})();";

fn pagefind(browser: &mut Browser, site: &Path) -> Result<()> {
    let Some((seconds, peak)) = indexed(site)? else {
        println!("  Pagefind is not measured: it is not here (pip install 'pagefind[bin]')");
        return Ok(());
    };
    fs::write(site.join(PAGE), "<!doctype html><html lang=\"fr\"><title>Pagefind</title>")?;
    println!("  Pagefind on the same pages");
    println!("  {:<20} {:>9.2} s", "index", seconds.as_secs_f64());
    println!("  {:<20} {:>9.1} MiB", "peak memory", peak as f64 / 1024.0);
    let answers: Vec<[usize; 2]> = QUESTIONS.iter().map(|(_, question)| asked(browser, site, question)).collect();
    print_answers(&answers);
    Ok(())
}

/// The first answer, and the next one after that to another question.
fn asked(browser: &mut Browser, site: &Path, question: &str) -> [usize; 2] {
    let ask = |browser: &Browser, server: &Server, question: &str| {
        browser.run_later(ASK, json!(question));
        server.asked().into_iter().collect::<BTreeSet<String>>()
    };
    let [first, next] = [Server::start(site), Server::start(site)];
    browser.open(&first.address(&format!("/{PAGE}")));
    let all = ask(browser, &first, question);
    browser.open(&next.address(&format!("/{PAGE}")));
    let before = ask(browser, &next, QUESTIONS[0].1);
    let after = ask(browser, &next, question);
    [weight(site, all.iter()), weight(site, after.difference(&before))]
}

/// The bytes of files: scripts as hosts send them; the rest is compressed already.
fn weight<'a>(site: &Path, paths: impl Iterator<Item = &'a String>) -> usize {
    let bundle = paths.filter(|path| path.starts_with("/pagefind/") && !path.ends_with(PAGE));
    bundle
        .map(|path| {
            let bytes = fs::read(site.join(path.trim_start_matches('/'))).unwrap_or_default();
            if path.ends_with(".js") { wire::gzip(&bytes) } else { bytes.len() }
        })
        .sum()
}

/// Lets Pagefind index the main part of each page; how long it takes, and the most memory that it holds, in KiB. None where it is not installed.
fn indexed(site: &Path) -> Result<Option<(Duration, u64)>> {
    let start = Instant::now();
    let mut command = Command::new("python3");
    command.args(["-m", "pagefind", "--silent", "--root-selector", "main", "--site"]).arg(site);
    let Ok(mut child) = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn() else { return Ok(None) };
    let mut peak = 0;
    loop {
        // The wheel's Python becomes Pagefind itself: one process from start to end.
        peak = super::peak_of(&child.id().to_string()).unwrap_or(peak);
        if let Some(status) = child.try_wait()? {
            return Ok(status.success().then(|| (start.elapsed(), peak)));
        }
        thread::sleep(Duration::from_millis(5));
    }
}
