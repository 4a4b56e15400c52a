//! Charts: drawings made of finished numbers, their values in a table, and what they do not say.

use serde::Serialize;

use super::parts::{CellView, DecisionTableView, LinkView};

/// A chart with everything that belongs to it.
#[derive(Clone, Debug, Serialize)]
pub struct ChartView {
    /// The anchor.
    pub id: String,
    /// What is drawn, without a claim.
    pub title: String,
    /// What it shows, in a sentence with its numbers.
    pub finding: String,
    /// Unit, number of cases, scale.
    pub reading: String,
    /// What each mark stands for.
    pub key: Vec<KeyView>,
    /// The drawing for a page, and the one for a phone; none where there is nothing to draw, which `finding` says.
    pub drawings: Vec<DrawingView>,
    /// A table of counts in place of a drawing.
    pub matrix: Option<MatrixView>,
    /// What is not drawn, and why.
    pub notes: Vec<String>,
    /// Above the values: « Les 71 valeurs en tableau ».
    pub values_title: String,
    /// The values, where each is a decision.
    pub decisions: Option<DecisionTableView>,
    /// The values, where they are something else.
    pub table: Option<TableView>,
    /// Where the values stand in a table, if not here.
    pub values: Option<LinkView>,
    /// The values as a file.
    pub csv_href: Option<String>,
    /// What the chart does not say, a sentence an entry.
    pub limits: Vec<String>,
}

/// A mark and its meaning.
#[derive(Clone, Debug, Serialize)]
pub struct KeyView {
    /// The classes of the mark.
    pub class: String,
    /// The mark as the data of a path, in a square of 16 units.
    pub d: String,
    /// What it stands for.
    pub text: String,
}

/// A drawing: an `svg` of paths, then labels.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DrawingView {
    /// `wide` or `narrow`: the stylesheet shows one of them.
    pub kind: String,
    /// In units of the drawing.
    pub width: String,
    /// In units of the drawing.
    pub height: String,
    /// From the lowest to the uppermost.
    pub paths: Vec<PathView>,
    /// Over the paths.
    pub labels: Vec<LabelView>,
}

/// Lines or marks of one kind.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PathView {
    /// What they are: `grid`, `cap` (a threshold of the law), `med` (a median), `m` (marks) and more.
    pub class: String,
    /// The data of the path.
    pub d: String,
}

/// Words in a drawing.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LabelView {
    /// What they are: `tick`, `row`, `sub`, `cap`, `med`, with `mid` or `end` where they stand in the middle of or before their place.
    pub class: String,
    /// Their place.
    pub x: String,
    /// Their base line.
    pub y: String,
    /// The words.
    pub text: String,
}

/// A table whose rows are no decisions.
#[derive(Clone, Debug, Serialize)]
pub struct TableView {
    /// What the table shows.
    pub caption: String,
    /// The heads of its columns: the first over the heads of rows, then words, then numbers.
    pub columns: Vec<ColumnView>,
    /// The rows.
    pub rows: Vec<TableRowView>,
    /// What the reader must know to read it.
    pub notes: Vec<String>,
}

/// The head of a column.
#[derive(Clone, Debug, Serialize)]
pub struct ColumnView {
    /// The words.
    pub text: String,
    /// Numbers stand under it.
    pub numeric: bool,
}

/// A row.
#[derive(Clone, Debug, Serialize)]
pub struct TableRowView {
    /// Where the head of the row leads, if anywhere.
    pub href: Option<String>,
    /// The head of the row.
    pub head: String,
    /// Under the head of the row.
    pub note: Option<String>,
    /// Cells of words.
    pub words: Vec<String>,
    /// Cells of numbers.
    pub cells: Vec<CellView>,
    /// The row is what the page is about.
    pub here: bool,
}

/// Counts where rows meet columns.
#[derive(Clone, Debug, Serialize)]
pub struct MatrixView {
    /// What is counted.
    pub caption: String,
    /// Over the heads of the rows.
    pub corner: String,
    /// The heads of the columns.
    pub columns: Vec<MatrixHeadView>,
    /// The rows.
    pub rows: Vec<MatrixRowView>,
}

/// The head of a row or a column.
#[derive(Clone, Debug, Serialize)]
pub struct MatrixHeadView {
    /// Where it leads, if anywhere.
    pub href: Option<String>,
    /// Short: « 32 », « 82 LIL ».
    pub text: String,
    /// In full, for those who hear the page; none where `text` is enough.
    pub full: Option<String>,
}

/// A row of counts.
#[derive(Clone, Debug, Serialize)]
pub struct MatrixRowView {
    /// Its head.
    pub head: MatrixHeadView,
    /// A cell a column.
    pub cells: Vec<MatrixCellView>,
    /// All decisions of the row: no sum of its cells, since one decision may stand in several.
    pub total: String,
}

/// A count.
#[derive(Clone, Debug, Serialize)]
pub struct MatrixCellView {
    /// In print.
    pub text: String,
    /// The tint, from 0 for none to 4 for the most.
    pub level: usize,
}
