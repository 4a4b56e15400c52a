//! `rubrique links`: asks every address that the book leads to whether it still answers. Slowly for each host, several hosts at once, with a memory and a
//! name of its own. Never part of `build` or `check`: those ask nothing of the network.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context as _, Result};
use clap::{Args, ValueEnum};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::{BookOptions, Ending, book, out};
use crate::analysis::Analysis;
use crate::compile;
use crate::inputs::Inputs;
use crate::io::{clock, curl, fs};
use crate::memo::Memo;
use crate::model::fields::parse_date;
use crate::model::value::Date;
use crate::syntax::body::LinkKind;

#[derive(Args)]
pub struct Options {
    #[command(flatten)]
    book: BookOptions,
    /// Where what was answered is remembered, relative to the book's folder
    #[arg(long, value_name = "FILE", default_value = ".rubrique-links.json")]
    cache: PathBuf,
    /// Days for which an address that answered is not asked again
    #[arg(long, value_name = "DAYS", default_value_t = 30)]
    max_age: i32,
    /// Milliseconds between two questions to one host
    #[arg(long, value_name = "MS", default_value_t = 2000)]
    delay: u64,
    /// Seconds that an answer may take
    #[arg(long, value_name = "SECONDS", default_value_t = 20)]
    timeout: u64,
    /// Hosts asked at once
    #[arg(long, value_name = "N", default_value_t = 8)]
    jobs: usize,
    /// How to print the answers
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Table,
    Json,
}

/// How an address is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum State {
    Alive,
    /// It answers from another address.
    Moved,
    /// It says that there is nothing (404, 410).
    Dead,
    /// It answers something that tells neither: a refusal, a failure, « too many questions ».
    Unclear,
    /// It does not answer.
    Silent,
}

/// What is remembered of an address.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Known {
    state: State,
    status: u16,
    /// The day on which it was asked, YYYY-MM-DD.
    checked: String,
    /// Where it leads, or why nothing is known.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    detail: String,
}

/// An address of the book.
struct Address {
    url: String,
    /// The first place that leads there, `content/x.md:12`.
    place: String,
    archive: Option<String>,
}

#[derive(Serialize)]
struct Row<'a> {
    url: &'a str,
    place: &'a str,
    #[serde(flatten)]
    known: &'a Known,
    archive: Option<&'a str>,
}

pub fn run(options: &Options) -> Result<Ending> {
    let book = book::read(&options.book, true, None)?;
    let analysis = compile::analyse(&book.inputs, &mut Memo::default()).value;
    let addresses = addresses(&book.inputs, &analysis);
    let cache = book.root.join(&options.cache);
    let mut known = remembered(&cache)?;
    known.retain(|url, _| addresses.iter().any(|address| address.url == *url));
    let today = book.inputs.today;
    let due = addresses
        .iter()
        .filter(|address| known.get(&address.url).is_none_or(|known| is_due(known, options.max_age, today)));
    let due: Vec<&str> = due.map(|address| address.url.as_str()).collect();
    out::tell(&format!("{} addresses, {} to ask", addresses.len(), due.len()));
    known.extend(ask_all(options, &due, today)?);
    fs::replace(&cache, format!("{}\n", serde_json::to_string_pretty(&known)?).as_bytes())?;
    let rows: Vec<Row<'_>> = addresses.iter().filter_map(|address| row(address, &known)).collect();
    match options.format {
        Format::Table => out::print(&table(&rows))?,
        Format::Json => out::print(&format!("{}\n", serde_json::to_string_pretty(&rows)?))?,
    }
    let has_dead = rows.iter().any(|row| row.known.state == State::Dead);
    Ok(if has_dead { Ending::ContentErrors } else { Ending::Fine })
}

/// Every address once, in their order: sources, and links out of texts.
fn addresses(inputs: &Inputs, analysis: &Analysis) -> Vec<Address> {
    let mut found: BTreeMap<String, Address> = BTreeMap::new();
    let mut add = |url: &str, span, archive: Option<&str>| {
        let url = url.split('#').next().unwrap_or(url).to_owned();
        let place = || inputs.sources.file_and_line(span);
        let address = found.entry(url.clone()).or_insert_with(|| Address { url, place: place(), archive: None });
        address.archive = address.archive.take().or(archive.map(str::to_owned));
    };
    for document in analysis.corpus.documents.values() {
        for source in &document.meta.sources {
            add(&source.url.value, source.url.span, source.archive.as_ref().map(|archive| archive.value.as_str()));
        }
    }
    for (_, text) in analysis.texts.iter() {
        let external =
            text.body.links.iter().filter(|link| link.kind == LinkKind::External && link.dest.starts_with("http"));
        external.for_each(|link| add(&link.dest, link.span, None));
    }
    found.into_values().collect()
}

fn remembered(cache: &std::path::Path) -> Result<BTreeMap<String, Known>> {
    if !cache.is_file() {
        return Ok(BTreeMap::new());
    }
    serde_json::from_slice(&fs::read(cache)?)
        .with_context(|| format!("{} is no memory of `rubrique links`", cache.display()))
}

/// What answered well is not asked again for a while; the rest is, each time.
fn is_due(known: &Known, days: i32, today: Date) -> bool {
    let checked = parse_date(&known.checked).ok();
    let until = checked.and_then(|day| day.checked_add(jiff::Span::new().days(days.clamp(0, 3650))).ok());
    !matches!(known.state, State::Alive | State::Moved) || until.is_none_or(|until| until <= today)
}

/// Hosts in parallel, each host's addresses one after the other.
fn ask_all(options: &Options, due: &[&str], today: Date) -> Result<BTreeMap<String, Known>> {
    let mut hosts: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for url in due {
        let host = url.split('/').nth(2).unwrap_or_default();
        hosts.entry(host).or_default().push(url);
    }
    let ask_host = |urls: &Vec<&str>| -> Result<Vec<(String, Known)>> {
        let ask_one = |(at, url): (usize, &&str)| {
            if at > 0 {
                clock::wait(Duration::from_millis(options.delay));
            }
            Ok(((*url).to_owned(), ask(options, url, today)?))
        };
        urls.iter().enumerate().map(ask_one).collect()
    };
    let hosts: Vec<Vec<&str>> = hosts.into_values().collect();
    let workers = rayon::ThreadPoolBuilder::new().num_threads(options.jobs.clamp(1, 32)).build()?;
    let answers: Result<Vec<_>> = workers.install(|| hosts.par_iter().map(ask_host).collect());
    Ok(answers?.into_iter().flatten().collect())
}

/// The longest that a server may make us wait before a second question.
const LONGEST_WAIT: u64 = 30;

fn ask(options: &Options, url: &str, today: Date) -> Result<Known> {
    let agent = concat!(
        "rubrique-links/",
        env!("CARGO_PKG_VERSION"),
        " (checks the sources of a knowledge base, one request each)"
    );
    let mut answer = curl::ask(url, agent, options.timeout)?;
    if answer.status == 429
        && let Some(wait) = answer.retry_after.filter(|wait| *wait <= LONGEST_WAIT)
    {
        clock::wait(Duration::from_secs(wait));
        answer = curl::ask(url, agent, options.timeout)?;
    }
    let state = match answer.status {
        200..=299 if answer.redirects > 0 => State::Moved,
        // A page longer than what we take of it is there.
        200..=299 => State::Alive,
        404 | 410 => State::Dead,
        0 => State::Silent,
        _ => State::Unclear,
    };
    let detail = match state {
        State::Moved => answer.address,
        State::Silent => answer.error,
        State::Alive | State::Dead | State::Unclear => String::new(),
    };
    Ok(Known { state, status: answer.status, checked: today.to_string(), detail })
}

fn row<'a>(address: &'a Address, known: &'a BTreeMap<String, Known>) -> Option<Row<'a>> {
    let archive = address.archive.as_deref();
    Some(Row { url: &address.url, place: &address.place, known: known.get(&address.url)?, archive })
}

/// What a person has something to do about, and a count of the rest.
fn table(rows: &[Row<'_>]) -> String {
    let mut out = String::new();
    for row in rows.iter().filter(|row| row.known.state != State::Alive) {
        let said = match (row.known.state, row.archive) {
            (State::Dead, Some(archive)) => format!("dead ({}): its archive is {archive}", row.known.status),
            (State::Dead, None) => format!("dead ({}): look for a copy and give it as `archive`", row.known.status),
            (State::Moved, _) => format!("moved to {}", row.known.detail),
            (State::Unclear, _) => format!("unclear ({}): open it in a browser", row.known.status),
            (State::Silent | State::Alive, _) => format!("no answer: {}", row.known.detail),
        };
        // Writing to a string cannot fail.
        let _ = writeln!(out, "{}\t{}\t{said}", row.place, row.url);
    }
    let alive = rows.iter().filter(|row| row.known.state == State::Alive).count();
    let _ = writeln!(out, "{alive} of {} answer where they stand", rows.len());
    out
}
