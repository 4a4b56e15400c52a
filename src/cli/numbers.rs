//! `rubrique numbers`: every number that the texts of decisions say, with the key that says the same, or the reason why none does. What a second
//! reader holds against the sources; `check` itself reports only what the front matter contradicts.

use std::fmt::Write as _;

use anyhow::Result;
use clap::{Args, ValueEnum};
use serde::Serialize;

use super::{BookOptions, Ending, book, out};
use crate::analysis::Analysis;
use crate::analysis::prose::Value;
use crate::analysis::rules::{Agreement, Prose};
use crate::compile;
use crate::corpus::Corpus;
use crate::inputs::Inputs;
use crate::memo::Memo;
use crate::model::value::{Decimal, Lang};

#[derive(Args)]
pub struct Options {
    #[command(flatten)]
    book: BookOptions,
    /// Only what no key of the front matter and no act holds
    #[arg(long)]
    alone: bool,
    /// How to print the numbers
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Table,
    Json,
}

#[derive(Serialize)]
struct Row {
    file: String,
    line: usize,
    column: usize,
    written: String,
    kind: &'static str,
    /// The key of the front matter that says the same.
    key: Option<&'static str>,
    /// Why there is none.
    reason: Option<&'static str>,
}

#[derive(Serialize)]
struct Json<'a> {
    version: u32,
    numbers: &'a [Row],
}

/// The reason that leaves only the sources to check against.
const ALONE: &str = "told by the text alone";

pub fn run(options: &Options) -> Result<Ending> {
    let book = book::read(&options.book, true, None)?;
    let analysis = compile::analyse(&book.inputs, &mut Memo::default()).value;
    let mut rows = rows(&book.inputs, &analysis);
    if options.alone {
        rows.retain(|row| row.reason == Some(ALONE));
    }
    match options.format {
        Format::Table => out::print(&table(&rows))?,
        Format::Json => {
            let json = serde_json::to_string_pretty(&Json { version: 1, numbers: &rows })?;
            out::print(&format!("{json}\n"))?;
        }
    }
    Ok(Ending::Fine)
}

fn rows(inputs: &Inputs, analysis: &Analysis) -> Vec<Row> {
    let law = Law::of(&analysis.corpus);
    let mut rows = Vec::new();
    for (document, decision) in analysis.corpus.decisions() {
        for lang in Lang::ALL {
            let Some(body) = analysis.texts.body(document.id(), lang) else { continue };
            let numbers = Prose { document, decision, lang }.numbers(body);
            rows.extend(numbers.into_iter().filter_map(|number| row(inputs, &law, number)));
        }
    }
    rows
}

fn row(inputs: &Inputs, law: &Law, number: Agreement) -> Option<Row> {
    let file = inputs.sources.get(number.span.file)?;
    let start = file.position(number.span.start as usize);
    let (kind, value) = match number.value {
        Value::Euros(value) => ("amount", Some(value)),
        Value::Percent(value) => ("percentage", Some(value)),
        Value::Date(_) => ("date", None),
        Value::Count(value) => ("count", Some(value)),
    };
    let reason = match value {
        Some(value) if kind == "amount" && law.amounts.contains(&value) => "an amount of the law",
        Some(value) if kind == "percentage" && law.percents.contains(&value) => "a percentage of the law",
        Some(value) if kind == "count" && number.written.len() == 4 && is_year(value) => "a year",
        Some(_) if number.is_cited => "part of a citation",
        Some(_) | None => ALONE,
    };
    Some(Row {
        file: file.path.to_string(),
        line: start.line,
        column: start.column,
        written: number.written,
        kind,
        key: number.key,
        reason: number.key.is_none().then_some(reason),
    })
}

/// What the acts of the book themselves say in numbers: their tables of caps.
struct Law {
    amounts: Vec<Decimal>,
    percents: Vec<Decimal>,
}

impl Law {
    fn of(corpus: &Corpus) -> Law {
        let rows = || corpus.acts.values().flat_map(|act| &act.caps);
        Law { amounts: rows().map(|row| row.fixed).collect(), percents: rows().filter_map(|row| row.percent).collect() }
    }
}

fn is_year(value: Decimal) -> bool {
    (Decimal::from(1978)..=Decimal::from(2100)).contains(&value)
}

fn table(rows: &[Row]) -> String {
    let mut out = String::new();
    for row in rows {
        let says = row.key.map(|key| format!("= {key}")).or(row.reason.map(str::to_owned)).unwrap_or_default();
        let written: String = row.written.split_whitespace().collect::<Vec<_>>().join(" ");
        // Writing to a string cannot fail.
        let _ = writeln!(out, "{}:{}:{}\t{}\t{}\t{says}", row.file, row.line, row.column, row.kind, written);
    }
    out
}
