//! The page of a decision.

use serde::Serialize;

use super::chart::ChartView;
use super::parts::{
    BackReferenceView, BodyView, CitationView, DateView, DecisionTableView, FigureView, LinkView, ProvisionRefView,
    SourceView, TagView,
};
use super::shared::Shared;
use super::site::{PageView, SiteView};

/// One decision. Template `decision.html`.
#[derive(Clone, Debug, Serialize)]
pub struct DecisionView {
    /// What all pages share.
    pub site: Shared<SiteView>,
    /// What this page has of its own.
    pub page: PageView,
    /// Number, date and later changes: « Délibération SAN-2020-014 du 7 décembre 2020, réformée le 22 juillet 2022 ».
    pub kicker_html: String,
    /// The fact in one plain sentence.
    pub heading_html: String,
    /// Amount and outcome, in one sentence.
    pub standfirst_html: Option<String>,
    /// The figures, a row a sanctioned body. Never empty.
    pub entities: Vec<EntityFiguresView>,
    /// The sum of the fines, where several bodies are sanctioned.
    pub total: Option<FigureView>,
    /// The study, without its second section; none while it is still to be written: the page says so.
    pub body: Option<BodyView>,
    /// The second section of the study, the facts: it stands beside the identity list.
    pub facts_html: Option<String>,
    /// From the facts to this day, in order of time.
    pub timeline: Vec<StepView>,
    /// Where the decision stands among others; none without a ratio or a share of the cap.
    pub place: Option<ChartView>,
    /// Who, where, under which rules.
    pub identity: IdentityView,
    /// What was breached, in the order of the decision.
    pub breaches: Vec<BreachView>,
    /// The criteria of article 83(2) of the GDPR that the decision discusses.
    pub factors: Vec<FactorView>,
    /// What to do, as items of checklists: six at the most.
    pub actions: Vec<ActionView>,
    /// The checklists that these items come from, whole.
    pub checklists: Vec<LinkView>,
    /// Comparable cases, this one among them; none where there is nothing to compare.
    pub comparables: Option<DecisionTableView>,
    /// How the figures are computed, a block a sanctioned body.
    pub working: Vec<WorkingView>,
    /// The pages that cite this decision.
    pub cited_by: Vec<BackReferenceView>,
    /// What the page rests on. Never empty.
    pub sources: Vec<SourceView>,
    /// The day the page was last checked.
    pub reviewed: Option<DateView>,
    /// How to cite this page.
    pub citation: CitationView,
    /// The decision before this one in time.
    pub previous: Option<LinkView>,
    /// The decision after this one in time.
    pub next: Option<LinkView>,
}

/// The figures of one sanctioned body.
#[derive(Clone, Debug, Serialize)]
pub struct EntityFiguresView {
    /// The anchor of the row: the body's id.
    pub id: String,
    /// The name or label; none where the decision sanctions one body.
    pub who: Option<String>,
    /// Final fine, revenue base, ratio, share of the cap, in this order.
    pub figures: Vec<FigureView>,
}

/// A step of a decision's life.
#[derive(Clone, Debug, Serialize)]
pub struct StepView {
    /// When, in print: « Sept. 2019 », « 7 déc. 2020 », « Aujourd’hui ».
    pub when: String,
    /// The same for `<time datetime>`: a day, a month or a year; none for today.
    pub iso: Option<String>,
    /// What happened: « Sanction : 3 000 € ».
    pub text_html: String,
    /// A step that set or changed the sanction: its mark is red.
    pub main: bool,
}

/// Who was sanctioned, and how the case came about. A part that is unknown is absent and its line is not printed, unless it says otherwise.
#[derive(Clone, Debug, Serialize)]
pub struct IdentityView {
    /// The bodies. Never empty.
    pub bodies: Vec<SanctionedBodyView>,
    /// The sectors of these bodies.
    pub sectors: Vec<LinkView>,
    /// The provisions breached.
    pub provisions: Vec<ProvisionRefView>,
    /// « Ordinaire, décision publiée ».
    pub procedure: String,
    /// What kind of decision: « Amende et injonction ».
    pub kind: String,
    /// The day of publication; absent where it is unknown.
    pub published: Option<DateView>,
    /// How the CNIL learned of it: « Presse, contrôle en ligne ».
    pub origin: Option<String>,
    /// How many people or records: « Environ 5 300 séries d’images ».
    pub people: Option<String>,
    /// What kinds of data: « Santé, identité ».
    pub data_kinds: Option<String>,
    /// How long it lasted.
    pub duration: Option<String>,
    /// The periodic penalty: « 500 € par jour de retard après 90 jours ».
    pub penalty: Option<String>,
    /// The appeals; the page prints « Aucun recours connu » where there is none.
    pub appeals: Vec<AppealView>,
}

/// A sanctioned body.
#[derive(Clone, Debug, Serialize)]
pub struct SanctionedBodyView {
    /// The name, or the label where the name may not be shown.
    pub who: String,
    /// The label, where `who` is the name.
    pub label: Option<String>,
    /// What to know about the name: « nom non publié », « nom retiré du texte officiel depuis le 1er janvier 2023 ».
    pub note: Option<String>,
    /// « Responsable de traitement ».
    pub role: Option<String>,
    /// « Moyenne entreprise ».
    pub size: Option<String>,
}

/// An appeal.
#[derive(Clone, Debug, Serialize)]
pub struct AppealView {
    /// « Conseil d’État, n° 449694 ».
    pub text: String,
    /// The official text, if it is among the sources.
    pub href: Option<String>,
    /// « Réduite le 22 juillet 2022 », « En cours : le montant est susceptible d’évoluer ».
    pub outcome: String,
    /// The European case law identifier.
    pub ecli: Option<String>,
}

/// A breach, under one provision.
#[derive(Clone, Debug, Serialize)]
pub struct BreachView {
    /// The anchor: `manquement-rgpd-32-1`.
    pub id: String,
    /// The provision breached.
    pub provision: ProvisionRefView,
    /// The measure: « Chiffrement ».
    pub measure: Option<String>,
    /// Which of the bodies, where not all of them did it.
    pub who: Option<String>,
    /// What was missing; none where the source does not say: the page says so.
    pub missing_html: Option<String>,
    /// What was expected; none where the source does not say: the page says so.
    pub expected_html: Option<String>,
    /// What became of it: « Confirmé », « Écarté sur recours », « Définitif », « Recours en cours ».
    pub status: String,
    /// Set aside on appeal.
    pub set_aside: bool,
}

/// A criterion of article 83(2).
#[derive(Clone, Debug, Serialize)]
pub struct FactorView {
    /// The letter of the criterion; none where the decision does not tie the fact to one.
    pub letter: Option<String>,
    /// What the criterion is about: « Gravité, durée, portée ».
    pub name: Option<String>,
    /// « Circonstance aggravante », « Circonstance atténuante ».
    pub direction: String,
    /// It made the sanction heavier.
    pub aggravating: bool,
    /// The fact.
    pub text_html: String,
}

/// An item of a checklist, as the answer to what went wrong.
#[derive(Clone, Debug, Serialize)]
pub struct ActionView {
    /// The item on the page of its checklist.
    pub href: String,
    /// What to do.
    pub text_html: String,
    /// Why.
    pub why_html: Option<String>,
    /// How to prove that it is done.
    pub proof_html: Option<String>,
    /// How many decisions show its cost.
    pub decisions: usize,
}

/// How the figures of one body are computed.
#[derive(Clone, Debug, Serialize)]
pub struct WorkingView {
    /// The body; none where the decision sanctions one.
    pub who: Option<String>,
    /// The sums, a line each: « 2 500 € ÷ 97 000 € = 0,025773, arrondi à 2,58 % ».
    pub lines: Vec<String>,
    /// The revenue rows that were read, the base first.
    pub inputs: Vec<RevenueView>,
    /// In words: which amount is the base and why, which cap and why, what would change the result.
    pub explanations_html: Vec<String>,
}

/// A revenue that a source states.
#[derive(Clone, Debug, Serialize)]
pub struct RevenueView {
    /// « 97 000 € en 2018 », « Masqué dans la décision ».
    pub text: String,
    /// « Revenus professionnels », « Chiffre d’affaires du groupe ».
    pub nature: String,
    /// « publié », « estimé : 8 000 € par mois × 12 ».
    pub status: TagView,
    /// The ratio divides by this one.
    pub base: bool,
    /// Where it was read: a source of this page, « § 56 » after it.
    pub source: Option<LinkView>,
    /// The words of the source.
    pub quote: Option<String>,
    /// The language of the words of the source.
    pub quote_lang: Option<String>,
}
