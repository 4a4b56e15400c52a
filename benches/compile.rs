//! How long a clean build takes, where the time goes and how much memory it needs, for made books of 1,000, 10,000 and other numbers of decisions; what the
//! search index adds, and what a search moves.
//!
//! `cargo bench` measures 1,000 and 10,000 decisions, `cargo bench -- 100` a book of that size, `cargo bench -- --runs 9 1000` takes the median
//! of nine. Each run is a process of its own, as `rubrique build` is: nothing is warm but the disk's cache, and the peak memory is that run's.

mod book;
mod search;

use std::collections::BTreeMap;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};
use std::{env, fs};

use rayon::prelude::*;

use rubrique::analysis::book::{Book, Findings};
use rubrique::analysis::routes::Routes;
use rubrique::analysis::{Analysis, checks, figures, graph, rules, texts};
use rubrique::assemble;
use rubrique::compile;
use rubrique::compose::{Memory, World};
use rubrique::corpus::Corpus;
use rubrique::diag::{Severity, Sink};
use rubrique::io::{read, write};
use rubrique::memo::Memo;
use rubrique::model::fields::parse_date;
use rubrique::parse;
use rubrique::site::{Artifact, Site};
use rubrique::theme::Theme;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

const SIZES: &[usize] = &[1_000, 10_000];
const RUNS: usize = 5;
/// For a book of more than 1,000 decisions, unless `--runs` says so.
const RUNS_OF_LARGE: usize = 3;
const TODAY: &str = "2026-11-23";

/// The first argument of the processes that measure; the book's folder and that of the output follow.
const WHOLE: &str = "whole";
const WITH_SEARCH: &str = "with search";
const STAGES: &str = "stages";

/// The stages, in the order of the pipeline.
const NAMES: [&str; 7] = ["read", "parse", "figures", "texts and links", "graph", "compose and render", "write"];

fn main() -> Result<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    if let [kind, folder, output] = &arguments[..] {
        match kind.as_str() {
            WHOLE => return whole(Path::new(folder), Path::new(output), false),
            WITH_SEARCH => return whole(Path::new(folder), Path::new(output), true),
            STAGES => return stages(Path::new(folder), Path::new(output)),
            _ => {}
        }
    }
    // `cargo test --all-targets` runs benchmarks too, without this flag: they have nothing to prove there.
    if !arguments.iter().any(|argument| argument == "--bench") {
        return Ok(());
    }
    let (sizes, runs) = options(&arguments)?;
    // Outputs go at the end: a file system that has just removed thousands of files is slow to make new ones.
    let outputs = tempfile::tempdir()?;
    for decisions in sizes {
        let usual = if decisions > 1_000 { RUNS_OF_LARGE } else { RUNS };
        report(decisions, runs.unwrap_or(usual), outputs.path())?;
    }
    Ok(())
}

/// The sizes of the books, and how often each is built.
fn options(arguments: &[String]) -> Result<(Vec<usize>, Option<usize>)> {
    let (mut sizes, mut runs) = (Vec::new(), None);
    let mut rest = arguments.iter().filter(|argument| *argument != "--bench");
    while let Some(argument) = rest.next() {
        match argument.as_str() {
            "--runs" => runs = Some(rest.next().ok_or("--runs needs a number")?.parse()?),
            size => sizes.push(size.parse()?),
        }
    }
    Ok((if sizes.is_empty() { SIZES.to_vec() } else { sizes }, runs))
}

// ── one process for each run ──

fn report(decisions: usize, runs: usize, outputs: &Path) -> Result<()> {
    let folder = tempfile::tempdir()?;
    book::write(folder.path(), &Path::new(env!("CARGO_MANIFEST_DIR")).join("content/acts"), decisions)?;
    let ([whole, searchable, stages], site) = medians([WHOLE, WITH_SEARCH, STAGES], folder.path(), outputs, runs)?;
    let sum: f64 = NAMES.iter().map(|name| stages[*name]).sum();
    let seconds = whole["build"] / 1e6;
    println!("\n{decisions} decisions, {} files written, median of {runs}; without the search index", whole["files"]);
    println!(
        "  {:<20} {:>9.1} ms            {:.0} decisions a second",
        "clean build",
        seconds * 1e3,
        decisions as f64 / seconds
    );
    print_used(&whole);
    for name in NAMES {
        println!("  {name:<20} {:>9.1} ms  {:>6.1} %", stages[name] / 1e3, 100.0 * stages[name] / sum);
    }
    println!("  {:<20} {:>9.1} ms", "same again", whole["again"] / 1e3);
    println!("  with the search index, {} files", searchable["files"]);
    println!("  {:<20} {:>9.1} ms", "clean build", searchable["build"] / 1e3);
    print_used(&searchable);
    println!("  what the search index adds");
    let more = |name: &str| searchable.get(name).zip(whole.get(name)).map(|(with, without)| with - without);
    println!("  {:<20} {:>9.2} s", "to the build", more("build").unwrap_or_default() / 1e6);
    for (name, what, unit, scale) in [("processor", "of processors", "s", 1.0), ("peak", "peak memory", "MiB", 1024.0)]
    {
        match more(name) {
            Some(more) => println!("  {what:<20} {:>9.2} {unit}", more / scale),
            None => println!("  {what:<20} {:>9}", "unknown here"),
        }
    }
    search::report(&site)
}

/// What a build took of the machine.
fn print_used(measured: &BTreeMap<String, f64>) {
    if let Some(processor) = measured.get("processor") {
        println!("  {:<20} {:>9.1} ms", "of processors", processor * 1e3);
    }
    match measured.get("peak") {
        Some(kib) => println!("  {:<20} {:>9.1} MiB", "peak memory", kib / 1024.0),
        None => println!("  {:<20} {:>9}", "peak memory", "unknown here"),
    }
}

/// Runs this program on the book again and again, for each kind in turn; the median of each value that it prints, and the site with a search that was built last.
fn medians<const KINDS: usize>(
    kinds: [&str; KINDS],
    folder: &Path,
    outputs: &Path,
    runs: usize,
) -> Result<([BTreeMap<String, f64>; KINDS], PathBuf)> {
    let mut values: [BTreeMap<String, Vec<f64>>; KINDS] = std::array::from_fn(|_| BTreeMap::new());
    let mut site = PathBuf::new();
    for _ in 0..runs.max(1) {
        for (kind, values) in kinds.iter().zip(&mut values) {
            let into = tempfile::tempdir_in(outputs)?.keep();
            let output = Command::new(env::current_exe()?).arg(kind).arg(folder).arg(&into).output()?;
            if !output.status.success() {
                return Err(String::from_utf8_lossy(&output.stderr).into());
            }
            for line in String::from_utf8(output.stdout)?.lines() {
                let (name, value) = line.split_once('\t').ok_or("a measure is a name and a value")?;
                values.entry(name.to_owned()).or_default().push(value.parse()?);
            }
            if *kind == WITH_SEARCH {
                site = into;
            }
        }
    }
    let median = |mut values: Vec<f64>| {
        values.sort_by(f64::total_cmp);
        values[values.len() / 2]
    };
    Ok((values.map(|own| own.into_iter().map(|(name, values)| (name, median(values))).collect()), site))
}

fn print(name: &str, value: impl std::fmt::Display) {
    println!("{name}\t{value}");
}

/// The most memory that this process ever held, in KiB, where the system says so.
fn peak() -> Option<u64> {
    peak_of("self")
}

/// The same of a process that runs.
fn peak_of(process: &str) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse().ok()
}

/// The seconds that this process has kept processors busy, where the system says so. Of more use than the clock on a machine that others use.
fn processor_time() -> Option<f64> {
    // Ticks of 1/100 s, the 14th and 15th fields; the second one, a name in brackets, may hold spaces.
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks = |at: usize| fields.get(at)?.parse::<f64>().ok();
    Some((ticks(11)? + ticks(12)?) / 100.0)
}

fn settings() -> Result<read::Settings> {
    Ok(read::Settings { today: parse_date(TODAY)?, drafts: false, site_url: Some("/".to_owned()) })
}

// ── what is measured ──

/// A build into an empty folder, as the command does it; then the same again over its own output.
fn whole(folder: &Path, output: &Path, search: bool) -> Result<()> {
    let start = Instant::now();
    let written = build(folder, output, search)?;
    print("build", start.elapsed().as_micros());
    if let Some(seconds) = processor_time() {
        print("processor", seconds);
    }
    if let Some(kib) = peak() {
        print("peak", kib);
    }
    print("files", written.changed);
    let start = Instant::now();
    build(folder, output, search)?;
    print("again", start.elapsed().as_micros());
    Ok(())
}

fn build(folder: &Path, output: &Path, search: bool) -> Result<write::Written> {
    let read = read::inputs(folder, &settings()?)?;
    let mut compiled = compile::compile(&Arc::new(read.value), &mut Memo::default());
    let errors = compiled.diagnostics.iter().filter(|one| one.severity() == Severity::Error);
    if let Some(error) = errors.chain(&read.diagnostics).next() {
        return Err(format!("the made book is wrong: {}", error.message).into());
    }
    if !search {
        compiled.value.shelves.clear();
    }
    write::site(output, &compiled.value).map_err(|error| format!("{error:?}").into())
}

/// The steps of `compile::compile`, one by one. What is small (checks, routes, the theme) counts with the stage that it precedes.
fn stages(folder: &Path, output: &Path) -> Result<()> {
    let mut watch = Watch(Instant::now());
    let inputs = Arc::new(read::inputs(folder, &settings()?)?.value);
    watch.lap(NAMES[0]);
    let sink = Sink::default();
    let files: Vec<_> = inputs.sources.iter().filter(|file| &*file.path != "book.toml").collect();
    let parsed: Vec<_> = files.par_iter().map(|file| parse::file(file, &inputs.config.src)).collect();
    let corpus = Corpus::collect(parsed.into_iter().filter_map(|file| file.value), &sink);
    watch.lap(NAMES[1]);
    let figures = figures::compute(&corpus, inputs.today, &mut figures::Memory::default());
    watch.lap(NAMES[2]);
    let routes = Routes::of(&inputs);
    let book = Arc::new(Book::of(&corpus, &routes, &inputs));
    Findings::default().report(&book, &corpus, &routes, &sink, |document, sink| {
        checks::of_document(&corpus, document, sink);
        rules::of_document(&inputs, &corpus, &figures, document, sink);
    });
    checks::of_book(&corpus, &inputs.config, inputs.sources.by_path("book.toml"), &sink);
    let texts = texts::read(&inputs, &corpus, &figures, &book, &mut texts::Memory::default(), &sink);
    watch.lap(NAMES[3]);
    let graph = graph::build(&corpus, &texts, &book, inputs.today, &mut graph::Memory::default());
    watch.lap(NAMES[4]);
    let analysis = Analysis { corpus, figures, routes, texts, graph };
    let theme = Theme::load(&BTreeMap::new()).map_err(|errors| format!("{errors:?}"))?;
    let site = assemble::site(World::new(inputs.clone(), analysis, &mut Memory::default()), Arc::new(theme));
    let rendered = render(&site)?;
    watch.lap(NAMES[5]);
    write::site(output, &rendered).map_err(|error| format!("{error:?}"))?;
    watch.lap(NAMES[6]);
    Ok(())
}

/// The same site with every page rendered.
fn render(site: &Site) -> Result<Site> {
    let pages: std::result::Result<Vec<_>, _> = site
        .artifacts
        .par_iter()
        .map(|(path, artifact)| Ok((path.clone(), Artifact::Bytes(artifact.bytes().map_err(|error| error.message)?))))
        .collect();
    let artifacts = pages.map_err(|message: String| message)?.into_iter().collect();
    Ok(Site { artifacts, ..Site::default() })
}

/// Prints the time since it was last asked.
struct Watch(Instant);

impl Watch {
    fn lap(&mut self, name: &str) {
        let lap: Duration = self.0.elapsed();
        print(name, lap.as_micros());
        self.0 = Instant::now();
    }
}
