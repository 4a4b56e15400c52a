//! `rubrique refs`: what the citation linker saw in one text, as the author of that text would check it.
//!
//! A document of the book is read as the book reads it: its words and its text, at its own date, with its own default act. Any other
//! text is read as Markdown, today, with no default. Citations that lead nowhere are shown, not reported: that is `check`'s business.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use clap::{Args, ValueEnum};
use serde::Serialize;

use super::{BookOptions, Ending, book, out};
use crate::analysis::Analysis;
use crate::analysis::texts::{self, TextId};
use crate::citation::{self, Linker, Status, Target};
use crate::compile;
use crate::diag::{Severity, Sink, nearest};
use crate::inputs::Inputs;
use crate::io::{fs, read};
use crate::memo::Memo;
use crate::model::Document;
use crate::model::fields::parse_date;
use crate::model::value::{Date, Lang};
use crate::source::{SourceFile, Sources};
use crate::syntax::body::{self, Leaf};
use crate::syntax::front_matter;

#[derive(Args)]
pub struct Options {
    /// The text: a Markdown file, or `-` for standard input
    file: PathBuf,
    /// The book's folder; the nearest one upwards that holds a book.toml without it
    #[arg(long, value_name = "DIR")]
    root: Option<PathBuf>,
    /// The act that a bare « article 6 » belongs to, such as rgpd
    #[arg(long, value_name = "ID")]
    act: Option<String>,
    /// The day at which the law is read, YYYY-MM-DD
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    as_of: Option<Date>,
    /// How to print what was seen
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Table,
    Json,
}

/// The JSON that `--format json` prints.
#[derive(Serialize)]
struct Json<'a> {
    version: u32,
    references: &'a [Row],
}

/// One reference. Lines and columns from 1, columns in Unicode scalar values, ends exclusive.
#[derive(Serialize)]
struct Row {
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    /// As the linker saw it: without emphasis.
    text: String,
    /// Dotted ids of provisions, ids of decisions.
    targets: Vec<String>,
    status: &'static str,
}

pub fn run(options: &Options) -> Result<Ending> {
    let disk = (options.file.as_os_str() != "-").then_some(options.file.as_path());
    let (file, problem) = read::text(disk, &options.file.to_string_lossy())?;
    if let Some(problem) = problem {
        let mut sources = Sources::default();
        sources.insert(file);
        book::print(&[problem], &sources);
        return Ok(Ending::ContentErrors);
    }
    let root = root(options.root.as_deref(), disk)?;
    let book = book::read(&BookOptions { root: Some(root), as_of: options.as_of }, true, None)?;
    let analysed = compile::analyse(&book.inputs, &mut Memo::default());
    let found: Vec<_> = book.diagnostics.into_iter().chain(analysed.diagnostics).collect();
    if found.iter().any(|one| one.severity() == Severity::Error) {
        out::tell(
            "warning: the book has errors, and what is wrong in it may be missing here; `rubrique check` says more",
        );
    }
    let reading =
        Reading { inputs: &book.inputs, analysis: &analysed.value, act: default_act(options, &analysed.value)? };
    let rows = match disk.and_then(|disk| path_in_book(disk, &book.root)) {
        Some(path) => reading.of_book(&path).unwrap_or_else(|| reading.of_text(&file)),
        None => reading.of_text(&file),
    };
    match options.format {
        Format::Table => out::print(&table(&rows))?,
        Format::Json => out::print(&json(&rows)?)?,
    }
    Ok(Ending::Fine)
}

/// The book that the acts are taken from: the one named, else the one that holds the file, else the one around us.
fn root(named: Option<&Path>, file: Option<&Path>) -> Result<PathBuf> {
    if let Some(named) = named {
        return Ok(named.to_owned());
    }
    let beside = file.and_then(|file| read::find_root(fs::canonical(file).ok()?.parent()?).ok());
    match beside {
        Some(root) => Ok(root),
        None => read::find_root(Path::new("."))
            .context("citations are read with the acts of a book; name one with `--root DIR`"),
    }
}

fn default_act<'a>(options: &'a Options, analysis: &Analysis) -> Result<Option<&'a str>> {
    let Some(id) = options.act.as_deref() else { return Ok(None) };
    let acts = &analysis.corpus.acts;
    if acts.contains_key(id) {
        return Ok(Some(id));
    }
    match nearest(id, acts.keys().map(String::as_str)) {
        Some(near) => bail!("no act has the id `{id}`; did you mean `{near}`?"),
        None => bail!("no act has the id `{id}`; acts are the files of content/acts/"),
    }
}

/// The file's path from the root, with `/`; none where it lies elsewhere.
fn path_in_book(file: &Path, root: &Path) -> Option<String> {
    let (file, root) = (fs::canonical(file).ok()?, fs::canonical(root).ok()?);
    let inside = file.strip_prefix(root).ok()?;
    Some(inside.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/"))
}

/// What a text is read with.
struct Reading<'a> {
    inputs: &'a Inputs,
    analysis: &'a Analysis,
    /// The default act that the command line sets.
    act: Option<&'a str>,
}

impl Reading<'_> {
    /// The references of a document or of its English text; none where the file is no readable document of the book.
    fn of_book(&self, path: &str) -> Option<Vec<Row>> {
        let file = self.inputs.sources.by_path(path)?;
        let (document, lang) = self.document(file)?;
        let is_its = |id: &TextId| id.document == *document.id() && id.lang == lang && id.is_cited();
        let texts = self.analysis.texts.iter().filter(|(id, _)| is_its(id));
        let leaves = texts.flat_map(|(_, text)| &text.body.leaves);
        let context = texts::citation_context(&self.analysis.corpus, document, self.inputs.today);
        Some(self.rows(file, leaves, context))
    }

    fn document(&self, file: &SourceFile) -> Option<(&Document, Lang)> {
        let corpus = &self.analysis.corpus;
        let original = corpus.documents.values().find(|document| document.meta.file == file.id);
        original.map(|document| (document, Lang::Fr)).or_else(|| {
            let twin = corpus.twins.values().find(|twin| twin.file == file.id)?;
            Some((corpus.documents.get(&twin.id)?, Lang::En))
        })
    }

    /// The references of any text; front matter is skipped.
    fn of_text(&self, file: &SourceFile) -> Vec<Row> {
        let sink = Sink::default();
        let body = front_matter::split(file, &sink).body;
        let is_whole = !sink.into_vec().is_empty();
        let range = if is_whole { 0..file.text.len() } else { body };
        let body = body::scan(file, range, &Sink::default());
        let context = citation::Context { day: self.inputs.today, default_act: None, this_article: None };
        self.rows(file, &body.leaves, context)
    }

    fn rows<'l>(
        &self,
        file: &SourceFile,
        leaves: impl IntoIterator<Item = &'l Leaf>,
        context: citation::Context<'_>,
    ) -> Vec<Row> {
        let context = citation::Context { default_act: self.act.or(context.default_act), ..context };
        let linker = compile::linker(&self.analysis.corpus);
        let mut rows: Vec<Row> = leaves.into_iter().flat_map(|leaf| rows_of(&linker, file, leaf, &context)).collect();
        rows.sort_by_key(|row| (row.line, row.column));
        rows
    }
}

fn rows_of(linker: &Linker, file: &SourceFile, leaf: &Leaf, context: &citation::Context<'_>) -> Vec<Row> {
    let references = linker.references(&leaf.text, context);
    let row = |reference: citation::Reference| {
        let span = leaf.source_span(reference.range.clone()).range();
        let (start, end) = (file.position(span.start), file.position(span.end));
        Row {
            line: start.line,
            column: start.column,
            end_line: end.line,
            end_column: end.column,
            text: leaf.text[reference.range].to_owned(),
            targets: reference.parts.iter().flat_map(|part| part.targets.iter()).map(target).collect(),
            status: word(reference.status),
        }
    };
    references.into_iter().map(row).collect()
}

fn target(target: &Target) -> String {
    match target {
        Target::Provision(provision) => provision.to_string(),
        Target::Decision(id) => id.clone(),
    }
}

fn word(status: Status) -> &'static str {
    match status {
        Status::Linked => "linked",
        Status::Foreign => "foreign",
        Status::Unresolved => "unresolved",
        Status::Impossible => "impossible",
    }
}

fn json(rows: &[Row]) -> Result<String> {
    let text = serde_json::to_string_pretty(&Json { version: 1, references: rows })?;
    Ok(text + "\n")
}

/// `12:3  linked  rgpd.32 rgpd.33  articles 32 et 33 du RGPD`, in columns.
fn table(rows: &[Row]) -> String {
    let cells: Vec<[String; 4]> = rows
        .iter()
        .map(|row| {
            let targets = if row.targets.is_empty() { "-".to_owned() } else { row.targets.join(" ") };
            [format!("{}:{}", row.line, row.column), row.status.to_owned(), targets, one_line(&row.text)]
        })
        .collect();
    let width = |at: usize| cells.iter().map(|row| row[at].chars().count()).max().unwrap_or_default();
    let (place, status, targets) = (width(0), width(1), width(2));
    cells.iter().map(|[a, b, c, text]| format!("{a:place$}  {b:status$}  {c:targets$}  {text}\n")).collect()
}

/// Breaks become spaces, and nothing is left that a terminal would obey.
fn one_line(text: &str) -> String {
    let shown: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    shown.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}
