//! What must agree within one decision's front matter. Each check is one function; the list is [`run`].

use std::collections::HashMap;

use super::{Decision, Entity, RevenueAmount};
use crate::diag::{Code, Diagnostic, Sink};
use crate::model::fields::{Fields, parse_date};
use crate::model::meta::{Meta, duplicate_id};
use crate::model::value::{AppealOutcome, Choice, Decimal, DecisionKind, EntityKind};
use crate::source::Span;

pub fn run(decision: &Decision, meta: &Meta, fields: &Fields<'_>) {
    let sink = fields.sink;
    number_agrees(decision, meta, sink);
    dates_in_order(decision, sink);
    entities_are_distinct(&decision.entities, sink);
    nobody_is_named(&decision.entities, sink);
    kind_and_fines_agree(decision, fields);
    the_state_is_not_fined(decision, sink);
    bases_are_marked(decision, sink);
    revenue_sources_exist(decision, meta, sink);
    appeals_agree(decision, sink);
}

/// `SAN-YYYY-NNN`: the year is the decision's, and the file is named after the number.
fn number_agrees(decision: &Decision, meta: &Meta, sink: &Sink) {
    let Some(number) = &decision.number else { return };
    let Some(year) = number_year(&number.value) else {
        sink.report(
            Diagnostic::new(Code::NumberMismatch, number.span, format!("`{}` is not a decision number", number.value))
                .help("official numbers read SAN-2020-014; where none was published write `number: null`"),
        );
        return;
    };
    if number.value.to_lowercase() != *meta.id.slug {
        sink.report(
            Diagnostic::new(
                Code::NumberMismatch,
                number.span,
                format!("the file of {} is not named after it", number.value),
            )
            .help(format!("rename the file to {}.md, or correct the number", number.value.to_lowercase())),
        );
    }
    if let Some(date) = decision.date.as_ref().filter(|date| i32::from(date.value.year()) != year) {
        sink.report(
            Diagnostic::new(
                Code::NumberMismatch,
                number.span,
                format!("the number says {year}, the date {}", date.value.year()),
            )
            .help("correct one of the two")
            .related(date.span, "the date is here"),
        );
    }
}

/// The year inside an official number (`SAN-2020-014`, `SANPS-2023-004`).
fn number_year(number: &str) -> Option<i32> {
    let mut parts = number.split('-');
    let (prefix, year, serial) = (parts.next()?, parts.next()?, parts.next()?);
    let digits = |part: &str, len: usize| part.len() == len && part.bytes().all(|b| b.is_ascii_digit());
    let well_formed =
        matches!(prefix, "SAN" | "SANPS") && digits(year, 4) && digits(serial, 3) && parts.next().is_none();
    well_formed.then(|| year.parse().ok()).flatten()
}

fn dates_in_order(decision: &Decision, sink: &Sink) {
    let Some(date) = &decision.date else { return };
    if let Some(published) = decision.published.as_ref().filter(|published| published.value < date.value) {
        sink.report(
            Diagnostic::new(Code::DateOrder, published.span, "published before it was decided")
                .related(date.span, "decided here"),
        );
    }
    if let Some(law_of) = decision.law_of.as_ref().filter(|law_of| law_of.value > date.value) {
        sink.report(
            Diagnostic::new(Code::DateOrder, law_of.span, "the law of a later day cannot have applied")
                .related(date.span, "decided here"),
        );
    }
    for ruled in
        decision.appeals.iter().filter_map(|appeal| appeal.date.as_ref()).filter(|ruled| ruled.value < date.value)
    {
        sink.report(
            Diagnostic::new(Code::DateOrder, ruled.span, "ruled on before it was decided")
                .related(date.span, "decided here"),
        );
    }
}

fn entities_are_distinct(entities: &[Entity], sink: &Sink) {
    let mut first: HashMap<&str, Span> = HashMap::new();
    for entity in entities {
        if let Some(first) = first.insert(&entity.id.value, entity.id.span) {
            sink.report(duplicate_id(&entity.id, first));
        }
    }
}

fn nobody_is_named(entities: &[Entity], sink: &Sink) {
    for entity in entities.iter().filter(|entity| entity.natural_person) {
        for name in entity.name.iter().chain(&entity.aliases) {
            sink.report(
                Diagnostic::new(Code::NaturalPersonNamed, name.span, "a natural person is never named")
                    .help("remove `name` and `aliases`; the label stands in their place"),
            );
        }
    }
}

fn kind_and_fines_agree(decision: &Decision, fields: &Fields<'_>) {
    let wants_fines = matches!(decision.kind, DecisionKind::Fine | DecisionKind::PenaltySettlement);
    let Some(place) = fields.key_span("kind") else { return };
    if wants_fines && fields.is_empty("fines") {
        fields.sink.report(
            Diagnostic::new(
                Code::KindMismatch,
                place,
                format!("a decision of kind `{}` has no row in `fines`", decision.kind.word()),
            )
            .help("add `fines: [{imposed: …, basis: […]}]`, or change the kind"),
        );
    }
    if let Some(fine) = decision.fines.first().filter(|_| !wants_fines) {
        fields.sink.report(
            Diagnostic::new(
                Code::KindMismatch,
                place,
                format!("a decision of kind `{}` imposes no fine", decision.kind.word()),
            )
            .help("change the kind to `fine`, or remove the fines")
            .related(fine.imposed.span, "a fine is here"),
        );
    }
}

fn the_state_is_not_fined(decision: &Decision, sink: &Sink) {
    for fine in &decision.fines {
        let entity = &decision.entities[fine.entity];
        if entity.kind == EntityKind::State {
            sink.report(
                Diagnostic::new(Code::StateFined, fine.imposed.span, "the State cannot be fined")
                    .help("a public body that can be fined is `kind: public-body`")
                    .related(entity.id.span, "this entity is the State"),
            );
        }
    }
}

fn bases_are_marked(decision: &Decision, sink: &Sink) {
    for (at, entity) in decision.entities.iter().enumerate() {
        let rows: Vec<_> = decision.revenue.iter().filter(|row| row.entity == at).collect();
        let marked: Vec<_> = rows.iter().filter(|row| row.base).collect();
        if let [first, second, ..] = marked[..] {
            sink.report(
                Diagnostic::new(
                    Code::TwoBases,
                    second.span,
                    format!("two rows of `{}` are marked `base`", entity.id.value),
                )
                .help("mark the amount that the decision itself retained, else the last closed year before it")
                .related(first.span, "the other one is here"),
            );
        }
        let amounts: Vec<_> = rows.iter().filter(|row| row.amount != RevenueAmount::None).collect();
        if let ([first, second, ..], true) = (&amounts[..], marked.is_empty()) {
            sink.report(
                Diagnostic::new(
                    Code::NoBaseMarked,
                    second.span,
                    format!("several amounts for `{}` and none marked `base`", entity.id.value),
                )
                .help("add `base: true` to the row that the ratio divides by")
                .related(first.span, "another amount is here"),
            );
        }
    }
}

fn revenue_sources_exist(decision: &Decision, meta: &Meta, sink: &Sink) {
    for source in decision.revenue.iter().filter_map(|row| row.source.as_ref()) {
        if !meta.sources.iter().any(|known| known.id.value == source.value) {
            let ids = meta.sources.iter().map(|known| known.id.value.as_str());
            sink.report(
                Diagnostic::new(Code::UnknownDocument, source.span, format!("no source has the id `{}`", source.value))
                    .nearest(&source.value, ids)
                    .help("name one of the ids under `sources`"),
            );
        }
    }
}

/// An ECLI carries the day of the ruling and the number; a final amount is at most the imposed one.
fn appeals_agree(decision: &Decision, sink: &Sink) {
    for appeal in &decision.appeals {
        if let (Some(ecli), Some(date)) = (&appeal.ecli, &appeal.date) {
            let inside = ecli.value.rsplit('.').next().filter(|tail| tail.len() == 8).map(|tail| {
                format!(
                    "{}-{}-{}",
                    tail.get(..4).unwrap_or(""),
                    tail.get(4..6).unwrap_or(""),
                    tail.get(6..).unwrap_or("")
                )
            });
            if let Some(Ok(inside)) = inside.map(|text| parse_date(&text)).filter(|d| *d != Ok(date.value)) {
                sink.report(
                    Diagnostic::new(
                        Code::NumberMismatch,
                        ecli.span,
                        format!("the ECLI says {inside}, the ruling {}", date.value),
                    )
                    .related(date.span, "the date is here"),
                );
            }
        }
        if !appeal.fines.is_empty() && !matches!(appeal.outcome, AppealOutcome::Reduced | AppealOutcome::Annulled) {
            sink.report(
                Diagnostic::new(
                    Code::AmountMismatch,
                    appeal.span,
                    format!("an appeal that is `{}` changes no amount", appeal.outcome.word()),
                )
                .help("`reduced` or `annulled` changes amounts"),
            );
        }
        if appeal.fines.is_empty() && appeal.outcome == AppealOutcome::Reduced && !decision.fines.is_empty() {
            sink.report(
                Diagnostic::new(Code::AmountMismatch, appeal.span, "a reduced fine needs its new amount")
                    .help("add `fines: [{final: …}]` with each entity's new total"),
            );
        }
        for new in &appeal.fines {
            let imposed: Decimal =
                decision.fines.iter().filter(|fine| fine.entity == new.entity).map(|fine| fine.imposed.value).sum();
            if new.amount.value > imposed && !imposed.is_zero() {
                sink.report(
                    Diagnostic::new(
                        Code::AmountMismatch,
                        new.amount.span,
                        format!("{} is more than the {imposed} imposed", new.amount.value),
                    )
                    .help("an appeal of the sanctioned body cannot raise its fine"),
                );
            }
        }
    }
}
