//! Reads the rows of a decision: entities, fines, revenue, appeals, breaches and the rest.

use super::{Appeal, Breach, Entity, Factor, FinalFine, Fine, ForeignAmount, Penalty, People, Revenue, RevenueAmount};
use crate::diag::{Code, Diagnostic, Sink};
use crate::model::checklist::ItemAddress;
use crate::model::fields::{self, Fields};
use crate::model::schema::{self, Map};
use crate::model::value::{
    AppealOutcome, BaseStatus, Choice, Court, Decimal, Direction, EntityKind, Period, Size, Words,
};
use crate::source::{SourceFile, Span, Spanned};
use crate::syntax::yaml::Node;

pub fn entity(node: &Node, file: &SourceFile, sink: &Sink) -> Option<Entity> {
    let mut fields = Fields::of(node, &schema::ENTITY, file, sink)?;
    let id = fields.required_slug("id");
    let label = fields.required_words("label");
    let kind = fields.required_choice("kind").unwrap_or(EntityKind::Other);
    let undertaking = matches!(kind, EntityKind::Company | EntityKind::LiberalProfessional);
    let sector = fields.required_slug("sector");
    let natural_person = fields.flag("natural-person").unwrap_or(false);
    let name = spanned_text(&mut fields, "name");
    let aliases =
        fields.list("aliases", |node| fields::text(node, sink).map(|value| Spanned { value, span: node.span }));
    let (undertaking, size, role) = (
        fields.flag("undertaking").unwrap_or(undertaking),
        fields.choice("size").unwrap_or(Size::Unknown),
        fields.choice("role"),
    );
    fields.finish();
    let id = id?;
    // An entity whose label or sector is missing still stands: the rows that name it are not wrong.
    let label = label.unwrap_or_else(|| Words { text: id.value.clone(), span: id.span, verbatim: None });
    let sector = sector.unwrap_or_else(|| Spanned { value: String::new(), span: id.span });
    Some(Entity { id, name, aliases, label, natural_person, kind, undertaking, size, sector, role })
}

fn spanned_text(fields: &mut Fields<'_>, key: &'static str) -> Option<Spanned<String>> {
    let sink = fields.sink;
    let node = fields.optional(key)?;
    fields::text(node, sink).map(|value| Spanned { value, span: node.span })
}

/// Breach rows of one provision are told apart by `-2`, `-3`: twins translate them by these keys.
pub fn keyed(mut breaches: Vec<Breach>) -> Vec<Breach> {
    for at in 0..breaches.len() {
        let earlier = breaches[..at].iter().filter(|b| b.provision.value == breaches[at].provision.value).count();
        if earlier > 0 {
            breaches[at].key = format!("{}-{}", breaches[at].provision.value, earlier + 1);
        }
    }
    breaches
}

/// Reads the rows that may name one of the decision's entities.
pub struct Rows<'a> {
    pub entities: &'a [Entity],
    pub file: &'a SourceFile,
    pub sink: &'a Sink,
}

impl<'a> Rows<'a> {
    fn fields(&self, node: &'a Node, map: &'static Map) -> Option<Fields<'a>> {
        Fields::of(node, map, self.file, self.sink)
    }

    /// The entity that a row names; the only one where it names none.
    fn entity(&self, fields: &mut Fields<'_>) -> Option<usize> {
        let Some(id) = fields.slug("entity") else {
            if fields.is_written("entity") || self.entities.is_empty() {
                return None;
            }
            if self.entities.len() > 1 {
                let place = Span { end: fields.span().start + 1, ..fields.span() };
                let ids: Vec<&str> = self.entities.iter().map(|entity| entity.id.value.as_str()).collect();
                self.sink.report(
                    Diagnostic::new(Code::EntityMissing, place, "this row does not say which entity it is about")
                        .help(format!("add `entity:` with one of: {}", ids.join(", "))),
                );
                return None;
            }
            return Some(0);
        };
        let found = self.entities.iter().position(|entity| entity.id.value == id.value);
        if found.is_none() {
            let ids = self.entities.iter().map(|entity| entity.id.value.as_str());
            self.sink.report(
                Diagnostic::new(Code::UnknownDocument, id.span, format!("the decision has no entity `{}`", id.value))
                    .nearest(&id.value, ids),
            );
        }
        found
    }

    pub fn fine(&self, node: &'a Node) -> Option<Fine> {
        let mut fields = self.fields(node, &schema::FINE)?;
        let entity = self.entity(&mut fields);
        let imposed = fields.required("imposed").and_then(|node| fields::amount(node, self.sink));
        let rate = self.rate(&mut fields);
        let basis = fields.provisions("basis");
        fields.finish();
        // An amount that could not be read has been reported; the row stays, so that its provisions are checked in the same run.
        let imposed = imposed.unwrap_or(Spanned { value: Decimal::ZERO, span: node.span });
        let euros = rate.map_or(imposed.value, |rate| imposed.value * rate.rate);
        Some(Fine { entity: entity?, imposed: Spanned { value: euros, span: imposed.span }, basis })
    }

    pub fn revenue(&self, node: &'a Node) -> Option<Revenue> {
        let mut fields = self.fields(node, &schema::REVENUE)?;
        let entity = self.entity(&mut fields);
        let status = fields.required_choice("status").unwrap_or(BaseStatus::Stated);
        let period = fields.choice("period").unwrap_or(Period::Year);
        let amount = self.revenue_amount(&mut fields, status);
        let needs_nature = matches!(status, BaseStatus::Stated | BaseStatus::Filed | BaseStatus::Estimated);
        let nature = if needs_nature { fields.required_choice("nature") } else { fields.choice("nature") };
        let perimeter = if needs_nature { fields.required_choice("perimeter") } else { fields.choice("perimeter") };
        let row = Revenue {
            entity: entity.unwrap_or(usize::MAX),
            amount,
            period,
            year: self.year(&mut fields),
            nature,
            perimeter,
            status,
            base: fields.flag("base").unwrap_or(false),
            undertaking: fields.flag("undertaking").unwrap_or(false),
            about: fields.flag("about").unwrap_or(false),
            source: fields.slug("source"),
            at: fields.text("at"),
            quote: fields.words("quote"),
            span: node.span,
        };
        fields.finish();
        entity.map(|_| row)
    }

    fn year(&self, fields: &mut Fields<'a>) -> Option<u16> {
        let node = fields.optional("year")?;
        match fields::whole(node, self.sink)? {
            year @ 1978..=2100 => Some(year as u16),
            other => {
                let message = format!("`{other}` is no year of accounts");
                self.sink
                    .report(Diagnostic::new(Code::BadDate, node.span, message).help("write the year in four digits"));
                None
            }
        }
    }

    /// `amount`, or `range: {from, to}`; neither where the status says that there is nothing to read.
    fn revenue_amount(&self, fields: &mut Fields<'a>, status: BaseStatus) -> RevenueAmount {
        let amount_node = fields.optional("amount");
        let range_node = fields.optional("range");
        let rate = self.rate(fields);
        let silent = matches!(status, BaseStatus::Withheld | BaseStatus::Inapplicable);
        match (amount_node, range_node) {
            (Some(node), _) | (None, Some(node)) if silent => {
                self.sink.report(
                    Diagnostic::new(
                        Code::WrongType,
                        node.span,
                        format!("a row that is `{}` has no amount", status.word()),
                    )
                    .help("remove the amount, or change `status`"),
                );
                RevenueAmount::None
            }
            (Some(node), Some(range)) => {
                self.sink.report(
                    Diagnostic::new(Code::WrongType, range.span, "a row has an amount or a range, not both")
                        .related(node.span, "the amount is here"),
                );
                RevenueAmount::None
            }
            (Some(node), None) => self.exact(node, rate),
            (None, Some(node)) => self.range(node, rate.as_ref()),
            (None, None) => {
                if !silent {
                    fields.required("amount");
                }
                RevenueAmount::None
            }
        }
    }

    fn exact(&self, node: &Node, rate: Option<ForeignAmount>) -> RevenueAmount {
        let Some(amount) = fields::amount(node, self.sink) else { return RevenueAmount::None };
        let written = rate.map(|rate| ForeignAmount { amount: amount.value, ..rate });
        let euros = written.as_ref().map_or(amount.value, |foreign| foreign.amount * foreign.rate);
        if euros.is_zero() {
            self.sink.report(
                Diagnostic::new(Code::BadAmount, node.span, "a revenue of 0 cannot be divided by")
                    .help("unknown: leave the row out; blanked in the decision: `status: withheld`; none by nature: `status: inapplicable`"),
            );
            return RevenueAmount::None;
        }
        RevenueAmount::Exact { euros: euros.normalize(), written, span: node.span }
    }

    fn range(&self, node: &'a Node, rate: Option<&ForeignAmount>) -> RevenueAmount {
        let Some(mut fields) = self.fields(node, &schema::RANGE) else { return RevenueAmount::None };
        let low = fields.required("from").and_then(|node| fields::amount(node, self.sink));
        let high = fields.required("to").and_then(|node| fields::amount(node, self.sink));
        fields.finish();
        let (Some(low), Some(high)) = (low, high) else { return RevenueAmount::None };
        if low.value >= high.value || low.value.is_zero() {
            self.sink.report(
                Diagnostic::new(
                    Code::BadAmount,
                    low.span,
                    "a range goes from a smaller amount above 0 to a larger one",
                )
                .related(high.span, "the other end is here"),
            );
            return RevenueAmount::None;
        }
        let factor = rate.map_or(Decimal::ONE, |rate| rate.rate);
        RevenueAmount::Range { low: low.value * factor, high: high.value * factor, span: node.span }
    }

    /// `currency`, `rate`, `rate-source`: none for euros. A rate whose currency was forgotten would silently change nothing.
    fn rate(&self, fields: &mut Fields<'a>) -> Option<ForeignAmount> {
        let currency_node = fields.optional("currency");
        let rate_node = fields.optional("rate");
        let source = fields.text("rate-source");
        let Some(node) = currency_node else {
            rate_node.inspect(|node| self.report_rate(node, "a rate needs its currency"));
            return None;
        };
        let currency = fields::text(node, self.sink)?;
        if currency == "EUR" {
            rate_node.inspect(|node| self.report_rate(node, "an amount in euros has no rate"));
            return None;
        }
        let Some((rate_node, _)) = rate_node.zip(source) else {
            self.report_rate(node, &format!("an amount in {currency} needs a rate and its source"));
            return None;
        };
        let text = fields::text(rate_node, self.sink)?;
        match fields::parse_rate(&text) {
            Ok(rate) if !rate.is_zero() => Some(ForeignAmount { amount: Decimal::ZERO, currency, rate }),
            Ok(_) | Err(_) => {
                self.report_rate(rate_node, &format!("`{text}` is not a rate: euros for one {currency}"));
                None
            }
        }
    }

    fn report_rate(&self, node: &Node, message: &str) {
        self.sink.report(Diagnostic::new(Code::ForeignCurrency, node.span, message).help(
            "write `currency: USD`, `rate: 0.8334` (euros for one unit) and `rate-source: …`, or leave the row out",
        ));
    }

    pub fn appeal(&self, node: &'a Node) -> Option<Appeal> {
        let mut fields = self.fields(node, &schema::APPEAL)?;
        let outcome = fields.required_choice("outcome").unwrap_or(AppealOutcome::Pending);
        let date = if outcome == AppealOutcome::Pending { fields.date("date") } else { fields.required_date("date") };
        let appeal = Appeal {
            court: fields.required_choice("court").unwrap_or(Court::Other),
            number: fields.text("number"),
            ecli: spanned_text(&mut fields, "ecli"),
            date,
            outcome,
            fines: fields.list("fines", |node| self.final_fine(node)),
            set_aside: fields.provisions("set-aside"),
            span: node.span,
        };
        fields.text("note");
        fields.finish();
        Some(appeal)
    }

    fn final_fine(&self, node: &'a Node) -> Option<FinalFine> {
        let mut fields = self.fields(node, &schema::FINAL_FINE)?;
        let entity = self.entity(&mut fields);
        let amount = fields.required("final").and_then(|node| fields::amount(node, self.sink));
        fields.finish();
        Some(FinalFine { entity: entity?, amount: amount? })
    }

    pub fn breach(&self, node: &'a Node) -> Option<Breach> {
        let mut fields = self.fields(node, &schema::BREACH)?;
        let provision = fields.required("provision").and_then(|node| fields::provision(node, self.sink));
        let (measure, missing, expected) =
            (fields.choice("measure"), fields.words("missing"), fields.words("expected"));
        fields.finish();
        let provision = provision?;
        Some(Breach { key: provision.value.to_string(), provision, measure, missing, expected })
    }

    pub fn factor(&self, node: &'a Node) -> Option<Factor> {
        let mut fields = self.fields(node, &schema::FACTOR)?;
        let letter = fields.optional("letter").and_then(|node| self.letter(node));
        let direction = fields.required_choice("direction").unwrap_or(Direction::Aggravating);
        let text = fields.required_words("text");
        fields.finish();
        Some(Factor { letter, direction, text: text? })
    }

    fn letter(&self, node: &Node) -> Option<char> {
        let text = fields::text(node, self.sink)?;
        let mut letters = text.chars();
        if let (Some(letter @ 'a'..='k'), None) = (letters.next(), letters.next()) {
            return Some(letter);
        }
        self.sink.report(
            Diagnostic::new(Code::BadValue, node.span, format!("`{text}` is no point of article 83(2)"))
                .help("a letter from a to k"),
        );
        None
    }

    pub fn people(&self, node: &'a Node) -> Option<People> {
        let mut fields = self.fields(node, &schema::PEOPLE)?;
        let value = fields.required("value").and_then(|node| fields::whole(node, self.sink));
        let (unit, about, scope) =
            (fields.words("unit"), fields.flag("about").unwrap_or(false), fields.choice("scope"));
        fields.finish();
        Some(People { value: value?, unit, about, scope })
    }

    pub fn penalty(&self, node: &'a Node) -> Option<Penalty> {
        let mut fields = self.fields(node, &schema::PENALTY)?;
        let daily = fields.required("daily").and_then(|node| fields::amount(node, self.sink));
        let after_days = fields.whole("after-days");
        fields.finish();
        Some(Penalty { daily: daily?.value, after_days })
    }

    pub fn item_address(&self, node: &'a Node) -> Option<Spanned<ItemAddress>> {
        let text = fields::text(node, self.sink)?;
        let address = ItemAddress::parse(&text);
        if address.is_none() {
            self.sink.report(
                Diagnostic::new(Code::BadId, node.span, format!("`{text}` is not the address of a checklist item"))
                    .help("an item's address is its list and its id: cabinet-medical/cm-07"),
            );
        }
        address.map(|value| Spanned { value, span: node.span })
    }
}
