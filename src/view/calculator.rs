//! The calculator of the statutory maximum: all that its script needs stands in the page, since nothing is ever asked for or sent.

use serde::Serialize;

use super::chart::TableView;
use super::explorer::ExplorerRowView;
use super::parts::{ChecklistRefView, ProvisionRefView};
use super::shared::Shared;
use super::site::{PageView, SiteView};

/// The calculator. Without scripts it is the rule and a table. Template `calculator.html`.
#[derive(Clone, Debug, Serialize)]
pub struct CalculatorView {
    /// What all pages share; the policy of this page forbids it to send anything.
    pub site: Shared<SiteView>,
    /// What this page has of its own.
    pub page: PageView,
    /// The title.
    pub heading_html: String,
    /// One sentence.
    pub standfirst_html: Option<String>,
    /// The kinds of bodies, in order.
    pub kinds: Vec<BodyKindView>,
    /// The caps in force, each with the duties under it.
    pub caps: Vec<CapGroupView>,
    /// The ceiling of the simplified procedure; none where no act sets one.
    pub ceiling: Option<CeilingView>,
    /// The sectors.
    pub sectors: Vec<SectorChoiceView>,
    /// The sizes that are known.
    pub sizes: Vec<OptionView>,
    /// The caps for a few turnovers; none in a book whose acts set none.
    pub table: Option<TableView>,
    /// The decisions to compare with, most recent first, with what they can be compared by: `s` sector, `a` provisions, `k` kind, `z` size, `n` the
    /// nature of the revenue.
    pub rows: Vec<ExplorerRowView>,
    /// What is compared: « 95 décisions ».
    pub compared: String,
    /// What `content/pages/calculateur.md` says.
    pub text_html: String,
}

/// A value to choose.
#[derive(Clone, Debug, Serialize)]
pub struct OptionView {
    /// The value, the same in both languages.
    pub value: String,
    /// The words.
    pub text: String,
}

/// A kind of body.
#[derive(Clone, Debug, Serialize)]
pub struct BodyKindView {
    /// The value, the same in both languages: `company`.
    pub value: String,
    /// The words.
    pub text: String,
    /// Whether the percentage of turnover holds for it: `yes`, `no`, `maybe` (where it carries on an economic activity), `never-fined` for the State.
    pub undertaking: String,
}

/// A cap of the acts, and the duties under it.
#[derive(Clone, Debug, Serialize)]
pub struct CapGroupView {
    /// The provision that sets it.
    pub provision: ProvisionRefView,
    /// The fixed amount in euros: `10000000`.
    pub fixed: String,
    /// The percentage of the undertaking's turnover: `2`; none where the act sets only an amount.
    pub percent: Option<String>,
    /// « 10 M€ ou 2 % du chiffre d’affaires ».
    pub text: String,
    /// The duties that decisions rest on, those of most decisions first.
    pub duties: Vec<DutyView>,
    /// The other duties, as the law counts them.
    pub others: Vec<DutyView>,
}

/// A duty that may be breached: an article.
#[derive(Clone, Debug, Serialize)]
pub struct DutyView {
    /// The id of the article: `rgpd.32`.
    pub id: String,
    /// The article: « art. 32 RGPD ».
    pub provision: ProvisionRefView,
    /// In plain words: « Sécurité du traitement ».
    pub text: String,
}

/// The ceiling of the simplified procedure.
#[derive(Clone, Debug, Serialize)]
pub struct CeilingView {
    /// In print: « 20 000 € ».
    pub text: String,
    /// The provision that sets it.
    pub provision: ProvisionRefView,
    /// What the act's file says of it.
    pub note: String,
}

/// A sector to choose, with the checklists made for it.
#[derive(Clone, Debug, Serialize)]
pub struct SectorChoiceView {
    /// The id, the same in both languages.
    pub value: String,
    /// The title.
    pub text: String,
    /// Its hub.
    pub href: String,
    /// The checklists made for it.
    pub checklists: Vec<ChecklistRefView>,
}
