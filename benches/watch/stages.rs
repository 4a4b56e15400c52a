//! Where the time of one edit goes, without the disk, the server and the loop around them: the steps of `compile::compile` on a warm memo, then the
//! page that was edited.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use rubrique::analysis::book::Book;
use rubrique::analysis::routes::Routes;
use rubrique::analysis::{Analysis, checks, figures, graph, rules, texts};
use rubrique::assemble;
use rubrique::compile;
use rubrique::compose::World;
use rubrique::corpus::Corpus;
use rubrique::diag::Sink;
use rubrique::inputs::Inputs;
use rubrique::io::read;
use rubrique::memo::Memo;
use rubrique::model::fields::parse_date;
use rubrique::source::SourceFile;

const EDITS: usize = 40;

/// Prints the median of each step over some edits of different decisions.
pub fn report(folder: &Path) -> super::Result<()> {
    let settings = read::Settings { today: parse_date(super::TODAY)?, drafts: false, site_url: None };
    let mut inputs = Arc::new(read::inputs(folder, &settings)?.value);
    let mut memo = Memo::default();
    compile::compile(&inputs, &mut memo);
    let decisions: Vec<SourceFile> = decisions(&inputs);
    let mut laps: BTreeMap<usize, (&str, Vec<u128>)> = BTreeMap::new();
    for number in 0..EDITS {
        let file = &decisions[number * 7919 % decisions.len()];
        let text = format!("{}\n\nUne phrase nouvelle, numéro {number}.\n", file.text.trim_end());
        for (at, (name, micros)) in edit(&mut inputs, &mut memo, file, text)?.into_iter().enumerate() {
            laps.entry(at).or_insert((name, Vec::new())).1.push(micros);
        }
    }
    let median = |mut of: Vec<u128>| {
        of.sort_unstable();
        of[of.len() / 2] as f64 / 1e3
    };
    let laps: Vec<(&str, f64)> = laps.into_values().map(|(name, of)| (name, median(of))).collect();
    let sum: f64 = laps.iter().map(|(_, lap)| lap).sum();
    println!("  one edit, its page rendered  {sum:>7.1} ms");
    for (name, lap) in laps {
        println!("    {name:<26} {lap:>7.1} ms  {:>6.1} %", 100.0 * lap / sum);
    }
    Ok(())
}

/// The French texts of the decisions.
fn decisions(inputs: &Inputs) -> Vec<SourceFile> {
    let is_decision = |file: &&SourceFile| file.path.contains("/decisions/") && !file.path.ends_with(".en.md");
    inputs.sources.iter().filter(is_decision).cloned().collect()
}

/// The steps of one edit, each with its microseconds. What is small counts with the step that it precedes.
fn edit(
    inputs: &mut Arc<Inputs>,
    memo: &mut Memo,
    file: &SourceFile,
    text: String,
) -> super::Result<Vec<(&'static str, u128)>> {
    let mut watch = Watch { laps: Vec::new(), since: Instant::now() };
    let mut edited = (**inputs).clone();
    edited.sources.insert(SourceFile::new(file.path.clone(), text));
    *inputs = Arc::new(edited);
    watch.lap("inputs");
    let sink = Sink::default();
    let parsed = compile::parse_files(inputs, memo);
    watch.lap("parse");
    let corpus = Corpus::collect(parsed.iter().filter_map(|file| file.value.clone()), &sink);
    watch.lap("corpus");
    let figures = figures::compute(&corpus, inputs.today, &mut memo.figures);
    watch.lap("figures");
    let routes = Routes::of(inputs);
    let book = Arc::new(Book::of(&corpus, &routes, inputs));
    memo.findings.report(&book, &corpus, &routes, &sink, |document, sink| {
        checks::of_document(&corpus, document, sink);
        rules::of_document(inputs, &corpus, &figures, document, sink);
    });
    checks::of_book(&corpus, &inputs.config, inputs.sources.by_path("book.toml"), &sink);
    watch.lap("checks");
    let texts = texts::read(inputs, &corpus, &figures, &book, &mut memo.texts, &sink);
    watch.lap("texts and links");
    let graph = graph::build(&corpus, &texts, &book, inputs.today, &mut memo.graph);
    watch.lap("graph");
    let theme = memo.theme(&inputs.theme).map_err(|errors| format!("{errors:?}"))?;
    let world = World::new(inputs.clone(), Analysis { corpus, figures, routes, texts, graph }, &mut memo.pages);
    watch.lap("world");
    let site = assemble::site(world, theme);
    watch.lap("assemble");
    let slug = file.path.rsplit('/').next().unwrap_or_default().trim_end_matches(".md");
    let page = site.get(&format!("decisions/{slug}/index.html")).ok_or("the edited decision has a page")?;
    page.bytes().map_err(|error| error.message)?;
    watch.lap("the page");
    Ok(watch.laps)
}

struct Watch {
    laps: Vec<(&'static str, u128)>,
    since: Instant,
}

impl Watch {
    fn lap(&mut self, name: &'static str) {
        self.laps.push((name, self.since.elapsed().as_micros()));
        self.since = Instant::now();
    }
}
