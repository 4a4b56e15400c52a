//! Figures as data: the rows of `rubrique figures` and of the data files. `docs/figures.md` names the keys.

use anyhow::Result;
use serde::Serialize;

use crate::analysis::figures::{Base, Cap, EntityFigures, Figures, FinePart, WorkingLine};
use crate::corpus::Corpus;
use crate::model::decision::Decision;
use crate::model::value::{Choice, Date, Decimal, DocId};
use crate::source::Sources;

/// One sanctioned entity of one decision. Amounts are decimal strings in euros; what does not exist is `null`, never 0.
#[derive(Clone, Debug, Serialize)]
pub struct FigureRow {
    pub decision: String,
    pub entity: String,
    pub imposed: Option<String>,
    #[serde(rename = "final")]
    pub standing: Option<String>,
    pub appeal: &'static str,
    pub base: Option<BaseRow>,
    pub ratio: Option<String>,
    pub ratio_imposed: Option<String>,
    pub ratio_range: Option<[String; 2]>,
    pub cap: CapRow,
    pub parts: Vec<PartRow>,
    pub share_of_cap: Option<String>,
    pub procedure_ceiling: Option<String>,
    pub days: Option<i64>,
    pub working: Vec<WorkingRow>,
}

#[derive(Clone, Debug, Serialize)]
pub struct BaseRow {
    pub annual: Option<String>,
    pub year: Option<u16>,
    pub nature: Option<&'static str>,
    pub perimeter: Option<&'static str>,
    pub status: &'static str,
    pub annualised: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub range: Option<[String; 2]>,
}

#[derive(Clone, Debug, Serialize)]
pub struct CapRow {
    pub amount: Option<String>,
    pub rule: &'static str,
    pub provision: Option<String>,
    pub percent_of: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
pub struct PartRow {
    pub imposed: String,
    pub basis: Vec<String>,
    pub cap: CapRow,
}

#[derive(Clone, Debug, Serialize)]
pub struct WorkingRow {
    pub fr: String,
    pub en: String,
    /// `content/decisions/2020/san-2020-014.md:25`.
    pub inputs: Vec<String>,
}

/// The rows of the decisions that `keep` lets through, in the order of their ids.
pub fn rows(corpus: &Corpus, figures: &Figures, sources: &Sources, keep: impl Fn(&DocId) -> bool) -> Vec<FigureRow> {
    let decisions = corpus.decisions().filter(|(document, _)| keep(document.id()));
    decisions
        .flat_map(|(document, decision)| {
            let figures = figures.get(document.id()).map_or(&[][..], Vec::as_slice);
            figures.iter().map(|figures| row(document.id(), decision, figures, sources))
        })
        .collect()
}

/// The row of one entity.
pub fn row(id: &DocId, decision: &Decision, figures: &EntityFigures, sources: &Sources) -> FigureRow {
    FigureRow {
        decision: id.slug.to_string(),
        entity: decision.entities[figures.entity].id.value.clone(),
        imposed: figures.imposed.map(plain),
        standing: figures.standing.map(plain),
        appeal: figures.appeal.word(),
        base: figures.base.as_ref().map(base_row),
        ratio: figures.ratio.map(|ratio| ratio.ten_decimals().to_string()),
        ratio_imposed: figures.ratio_imposed.map(|ratio| ratio.ten_decimals().to_string()),
        ratio_range: figures
            .ratio_range
            .map(|(low, high)| [low.ten_decimals().to_string(), high.ten_decimals().to_string()]),
        cap: cap_row(&figures.cap),
        parts: figures.parts.iter().map(part_row).collect(),
        share_of_cap: figures.share_of_cap.map(|share| share.ten_decimals().to_string()),
        procedure_ceiling: figures.procedure_ceiling.map(plain),
        days: figures.days.and_then(|days| days.try_into().ok()),
        working: figures.working.iter().map(|line| working_row(line, sources)).collect(),
    }
}

/// An amount without trailing zeros.
pub(super) fn plain(amount: Decimal) -> String {
    amount.normalize().to_string()
}

fn base_row(base: &Base) -> BaseRow {
    BaseRow {
        annual: base.annual.map(plain),
        year: base.year,
        nature: base.nature.map(Choice::word),
        perimeter: base.perimeter.map(Choice::word),
        status: base.status.word(),
        annualised: base.annualised,
        range: base.range.map(|(low, high)| [plain(low), plain(high)]),
    }
}

fn cap_row(cap: &Cap) -> CapRow {
    CapRow {
        amount: cap.amount.map(plain),
        rule: cap.rule.word(),
        provision: cap.provision.as_ref().map(ToString::to_string),
        percent_of: cap.percent_of.map(plain),
    }
}

fn part_row(part: &FinePart) -> PartRow {
    PartRow {
        imposed: plain(part.imposed),
        basis: part.basis.iter().map(ToString::to_string).collect(),
        cap: cap_row(&part.cap),
    }
}

fn working_row(line: &WorkingLine, sources: &Sources) -> WorkingRow {
    let inputs = line.inputs.iter().map(|span| sources.file_and_line(*span)).collect();
    WorkingRow { fr: line.fr.clone(), en: line.en.clone(), inputs }
}

#[derive(Serialize)]
struct Json<'a> {
    version: u32,
    as_of: String,
    figures: &'a [FigureRow],
}

pub fn json(rows: &[FigureRow], as_of: Date) -> String {
    let json = Json { version: 1, as_of: as_of.to_string(), figures: rows };
    super::json(&json)
}

/// The columns of the CSV, first `decision`.
pub const COLUMNS: [&str; 24] = [
    "decision",
    "entity",
    "imposed",
    "final",
    "appeal",
    "base_annual",
    "base_low",
    "base_high",
    "base_year",
    "base_nature",
    "base_perimeter",
    "base_status",
    "base_annualised",
    "ratio",
    "ratio_imposed",
    "cap",
    "cap_rule",
    "cap_provision",
    "share_of_cap",
    "ratio_low",
    "ratio_high",
    "cap_percent_of",
    "procedure_ceiling",
    "days",
];

pub fn csv(rows: &[FigureRow]) -> Result<String> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(COLUMNS)?;
    for row in rows {
        writer.write_record(cells(row).iter().map(|cell| defused(cell)))?;
    }
    Ok(String::from_utf8(writer.into_inner()?)?)
}

/// The figures of a row as cells; empty where there is none.
pub fn cells(row: &FigureRow) -> [String; 24] {
    let base = row.base.as_ref();
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let range =
        |at: usize| base.and_then(|base| base.range.as_ref()).map(|range| range[at].clone()).unwrap_or_default();
    let ratio_range = |at: usize| row.ratio_range.as_ref().map(|range| range[at].clone()).unwrap_or_default();
    [
        row.decision.clone(),
        row.entity.clone(),
        text(&row.imposed),
        text(&row.standing),
        row.appeal.to_owned(),
        base.and_then(|base| base.annual.clone()).unwrap_or_default(),
        range(0),
        range(1),
        base.and_then(|base| base.year).map(|year| year.to_string()).unwrap_or_default(),
        base.and_then(|base| base.nature).unwrap_or_default().to_owned(),
        base.and_then(|base| base.perimeter).unwrap_or_default().to_owned(),
        base.map(|base| base.status).unwrap_or_default().to_owned(),
        base.map(|base| base.annualised.to_string()).unwrap_or_default(),
        text(&row.ratio),
        text(&row.ratio_imposed),
        text(&row.cap.amount),
        row.cap.rule.to_owned(),
        text(&row.cap.provision),
        text(&row.share_of_cap),
        ratio_range(0),
        ratio_range(1),
        text(&row.cap.percent_of),
        text(&row.procedure_ceiling),
        row.days.map(|days| days.to_string()).unwrap_or_default(),
    ]
}

/// What starts a formula in one spreadsheet or another (OWASP, CSV injection), full-width forms included.
const STARTS_A_FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// A cell that a spreadsheet would run as a formula starts with an apostrophe instead.
pub fn defused(cell: &str) -> String {
    if cell.starts_with(STARTS_A_FORMULA) { format!("'{cell}") } else { cell.to_owned() }
}

/// For a person at a terminal: the figures in columns, then how each was obtained.
pub fn table(rows: &[FigureRow]) -> String {
    let heads = ["decision", "entity", "imposed", "final", "base a year", "ratio", "cap", "rule", "share of cap"];
    let mut lines: Vec<Vec<String>> = vec![heads.map(str::to_owned).to_vec()];
    lines.extend(rows.iter().map(table_line));
    let mut out = columns(&lines);
    for row in rows {
        out.push_str(&format!("\n{} · {}\n", row.decision, row.entity));
        for line in &row.working {
            out.push_str(&format!("  {}", line.fr));
            if !line.inputs.is_empty() {
                out.push_str(&format!("  [{}]", line.inputs.join(", ")));
            }
            out.push('\n');
        }
    }
    out
}

fn table_line(row: &FigureRow) -> Vec<String> {
    let dash = |value: Option<&String>| value.cloned().unwrap_or_else(|| "–".to_owned());
    let base = match &row.base {
        None => "–".to_owned(),
        Some(base) => match (&base.annual, &base.range) {
            (Some(annual), _) => annual.clone(),
            (None, Some([low, high])) => format!("{low}–{high}"),
            (None, None) => base.status.to_owned(),
        },
    };
    vec![
        row.decision.clone(),
        row.entity.clone(),
        dash(row.imposed.as_ref()),
        dash(row.standing.as_ref()),
        base,
        dash(row.ratio.as_ref()),
        dash(row.cap.amount.as_ref()),
        row.cap.rule.to_owned(),
        dash(row.share_of_cap.as_ref()),
    ]
}

/// Aligns columns: words to the left, numbers to the right.
fn columns(lines: &[Vec<String>]) -> String {
    let count = lines.first().map_or(0, Vec::len);
    let widths: Vec<usize> =
        (0..count).map(|at| lines.iter().map(|line| line[at].chars().count()).max().unwrap_or(0)).collect();
    let mut out = String::new();
    for line in lines {
        for (at, (cell, width)) in line.iter().zip(&widths).enumerate() {
            let padding = " ".repeat(width - cell.chars().count());
            let is_number = (2..=6).contains(&at) || at == 8;
            let cell = if is_number { format!("{padding}{cell}") } else { format!("{cell}{padding}") };
            out.push_str(&cell);
            out.push_str("  ");
        }
        out.truncate(out.trim_end().len());
        out.push('\n');
    }
    out
}
