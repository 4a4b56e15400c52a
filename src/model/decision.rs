//! A decision: one sanction as a case study. Facts only; what follows from them is computed elsewhere.
//!
//! `docs/content.md` is the schema in words. Amounts are euros, converted once here where a rate is given.

mod checks;
mod naming;
mod rows;

use crate::diag::{Code, Diagnostic};
use crate::model::checklist::ItemAddress;
use crate::model::fields::{self, Fields};
use crate::model::meta::Meta;
use crate::model::value::{
    AppealOutcome, BaseStatus, Court, DataKind, Date, Decimal, DecisionKind, Direction, EntityKind, Measure, Nature,
    Origin, PeopleScope, Perimeter, Period, Procedure, ProvisionId, Role, Size, Words,
};
use crate::source::{Span, Spanned};
pub use naming::{NamedUntil, Naming};

#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    /// The official number; none where none was published or seen.
    pub number: Option<Spanned<String>>,
    /// None only in a file whose date could not be read.
    pub date: Option<Spanned<Date>>,
    /// The day whose law applied, where it is not the decision's own.
    pub law_of: Option<Spanned<Date>>,
    pub published: Option<Spanned<Date>>,
    pub procedure: Procedure,
    pub kind: DecisionKind,
    pub naming: Naming,
    pub entities: Vec<Entity>,
    pub fines: Vec<Fine>,
    pub revenue: Vec<Revenue>,
    pub appeals: Vec<Appeal>,
    pub breaches: Vec<Breach>,
    pub factors: Vec<Factor>,
    pub origin: Vec<Origin>,
    pub people: Option<People>,
    pub duration: Option<Words>,
    pub penalty: Option<Penalty>,
    pub data_kinds: Vec<DataKind>,
    pub checklist: Vec<Spanned<ItemAddress>>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Entity {
    pub id: Spanned<String>,
    /// The published name; none for a natural person, or where none was published.
    pub name: Option<Spanned<String>>,
    pub aliases: Vec<Spanned<String>>,
    /// What is shown when the name may not be.
    pub label: Words,
    pub natural_person: bool,
    pub kind: EntityKind,
    /// In the sense of competition law (recital 150 GDPR): only an undertaking's cap has a percentage.
    pub undertaking: bool,
    pub size: Size,
    pub sector: Spanned<String>,
    pub role: Option<Role>,
}

/// One fine: an entity, an amount, a legal basis.
#[derive(Clone, Debug, PartialEq)]
pub struct Fine {
    /// Position in [`Decision::entities`].
    pub entity: usize,
    /// Euros.
    pub imposed: Spanned<Decimal>,
    pub basis: Vec<Spanned<ProvisionId>>,
}

/// What is known, or known to be withheld, of an entity's money.
#[derive(Clone, Debug, PartialEq)]
pub struct Revenue {
    pub entity: usize,
    pub amount: RevenueAmount,
    pub period: Period,
    pub year: Option<u16>,
    /// None where there is no amount to speak of.
    pub nature: Option<Nature>,
    pub perimeter: Option<Perimeter>,
    pub status: BaseStatus,
    /// Whether the ratio divides by this row.
    pub base: bool,
    /// Whether the cap's percentage applies to this row.
    pub undertaking: bool,
    pub about: bool,
    pub source: Option<Spanned<String>>,
    pub at: Option<String>,
    pub quote: Option<Words>,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq)]
pub enum RevenueAmount {
    /// Euros for the row's period, with the amount as written where it was in another currency.
    Exact { euros: Decimal, written: Option<ForeignAmount>, span: Span },
    /// Euros, low and high.
    Range { low: Decimal, high: Decimal, span: Span },
    /// Withheld or inapplicable: the row's status says which.
    None,
}

#[derive(Clone, Debug, PartialEq)]
pub struct ForeignAmount {
    pub amount: Decimal,
    pub currency: String,
    /// Euros for one unit.
    pub rate: Decimal,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Appeal {
    pub court: Court,
    pub number: Option<String>,
    pub ecli: Option<Spanned<String>>,
    /// None while it is pending.
    pub date: Option<Spanned<Date>>,
    pub outcome: AppealOutcome,
    /// An entity's new total, in euros.
    pub fines: Vec<FinalFine>,
    pub set_aside: Vec<Spanned<ProvisionId>>,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq)]
pub struct FinalFine {
    pub entity: usize,
    pub amount: Spanned<Decimal>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Breach {
    pub provision: Spanned<ProvisionId>,
    pub measure: Option<Measure>,
    pub missing: Option<Words>,
    pub expected: Option<Words>,
    /// The row's key in words and twins: the provision, with `-2` for its second breach.
    pub key: String,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Factor {
    /// The point of article 83(2), where the decision names it.
    pub letter: Option<char>,
    pub direction: Direction,
    pub text: Words,
}

#[derive(Clone, Debug, PartialEq)]
pub struct People {
    pub value: u64,
    pub unit: Option<Words>,
    pub about: bool,
    pub scope: Option<PeopleScope>,
}

/// An injunction's periodic penalty.
#[derive(Clone, Debug, PartialEq)]
pub struct Penalty {
    /// Euros a day.
    pub daily: Decimal,
    pub after_days: Option<u64>,
}

impl Decision {
    /// The day whose law applies: caps and provisions are read at it.
    pub fn law_day(&self) -> Option<Date> {
        self.law_of.as_ref().or(self.date.as_ref()).map(|date| date.value)
    }

    /// The year of the decision; none only in a file whose date could not be read.
    pub fn year(&self) -> Option<i16> {
        self.date.as_ref().map(|date| date.value.year())
    }

    /// The day from which the decision is public: before it, it is known but not built.
    pub fn public_from(&self) -> Option<Date> {
        self.published.as_ref().or(self.date.as_ref()).map(|date| date.value)
    }

    pub fn named_until(&self) -> NamedUntil {
        self.naming.until(self.public_from())
    }

    pub fn entity(&self, id: &str) -> Option<usize> {
        self.entities.iter().position(|entity| entity.id.value == id)
    }

    pub fn words<'a>(&'a self, words: &mut Vec<(String, &'a Words)>) {
        for entity in &self.entities {
            words.push((format!("entities.{}.label", entity.id.value), &entity.label));
        }
        for breach in &self.breaches {
            words.extend(breach.missing.iter().map(|text| (format!("breaches.{}.missing", breach.key), text)));
            words.extend(breach.expected.iter().map(|text| (format!("breaches.{}.expected", breach.key), text)));
        }
        for (at, factor) in self.factors.iter().enumerate() {
            words.push((format!("factors.{}.text", at + 1), &factor.text));
        }
        for (at, row) in self.revenue.iter().enumerate() {
            words.extend(row.quote.iter().map(|quote| (format!("revenue.{}.quote", at + 1), quote)));
        }
        words.extend(self.duration.iter().map(|duration| ("duration".to_owned(), duration)));
        words.extend(self.people.iter().filter_map(|p| p.unit.as_ref()).map(|unit| ("people.unit".to_owned(), unit)));
    }
}

pub fn lower(fields: &mut Fields<'_>, meta: &Meta) -> Decision {
    let (file, sink) = (fields.file, fields.sink);
    if !fields.is_written("number") {
        fields.required("number");
    }
    let number = fields
        .optional("number")
        .and_then(|node| fields::text(node, sink).map(|value| Spanned { value, span: node.span }));
    let date = fields.required_date("date");
    let entities = fields.list("entities", |node| rows::entity(node, file, sink));
    if fields.is_empty("entities") {
        report_none(fields, "entities", "a decision needs at least one entity")
    }
    if fields.is_empty("sources") {
        report_none(fields, "sources", "a decision needs at least one source")
    }
    let rows = rows::Rows { entities: &entities, file, sink };
    let decision = Decision {
        number,
        date,
        law_of: fields.date("law-of"),
        published: fields.date("published"),
        procedure: fields.required_choice("procedure").unwrap_or(Procedure::Ordinary),
        kind: fields.required_choice("kind").unwrap_or(DecisionKind::Fine),
        naming: fields.required("naming").and_then(|node| naming::lower(node, sink)).unwrap_or(Naming::Never),
        fines: fields.list("fines", |node| rows.fine(node)),
        revenue: fields.list("revenue", |node| rows.revenue(node)),
        appeals: fields.list("appeals", |node| rows.appeal(node)),
        breaches: rows::keyed(fields.list("breaches", |node| rows.breach(node))),
        factors: fields.list("factors", |node| rows.factor(node)),
        origin: fields.choices("origin"),
        people: fields.optional("people").and_then(|node| rows.people(node)),
        duration: fields.words("duration"),
        penalty: fields.optional("penalty").and_then(|node| rows.penalty(node)),
        data_kinds: fields.choices("data-kinds"),
        checklist: fields.list("checklist", |node| rows.item_address(node)),
        entities: entities.clone(),
    };
    checks::run(&decision, meta, fields);
    decision
}

fn report_none(fields: &Fields<'_>, key: &str, message: &str) {
    let place = fields.key_span(key).unwrap_or(Span { end: fields.span().start, ..fields.span() });
    let row = match key {
        "sources" => "`sources:` with the official text: {id: deliberation, title: …, url: …}",
        _ => "`entities:` with whom the decision is about: {id: societe, label: …, kind: …, sector: …}",
    };
    fields.sink.report(Diagnostic::new(Code::MissingKey, place, message).help(format!("add {row}")));
}
