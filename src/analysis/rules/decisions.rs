//! Rules about one decision's front matter: its fines, its law, its sources, its review.

use crate::analysis::figures::{Cap, CapRule, EntityFigures, Figures};
use crate::analysis::texts::{Found, Target, Text};
use crate::corpus::Corpus;
use crate::diag::{Code, Diagnostic, Sink};
use crate::model::Document;
use crate::model::decision::{Decision, Fine};
use crate::model::value::{Date, Decimal, DecisionKind, Lang, ProvisionId};
use crate::source::Span;
use crate::typography;

/// A fine is at most the maximum of its legal basis, and at most the ceiling of its procedure. Where the maximum is only a lower bound nothing can
/// be said.
pub fn fines_under_their_cap(document: &Document, decision: &Decision, figures: &Figures, sink: &Sink) {
    for figures in figures.get(document.id()).into_iter().flatten() {
        let fines: Vec<&Fine> = decision.fines.iter().filter(|fine| fine.entity == figures.entity).collect();
        let Some(first) = fines.first() else { continue };
        let parts = figures.parts.iter().map(|part| (part.imposed, &part.cap, part.span));
        let whole = figures.standing.filter(|_| figures.parts.is_empty());
        let whole = whole.map(|standing| (standing, &figures.cap, first.imposed.span));
        for (amount, cap, span) in parts.chain(whole) {
            above_cap(amount, cap, span, sink);
        }
        above_ceiling(figures, first.imposed.span, sink);
    }
}

fn above_cap(amount: Decimal, cap: &Cap, span: Span, sink: &Sink) {
    let Some(most) = cap.amount.filter(|_| matches!(cap.rule, CapRule::Fixed | CapRule::Percent)) else { return };
    if amount <= most {
        return;
    }
    let money = |amount| typography::money(Lang::En, amount);
    let message = format!("a fine of {} is above its legal maximum of {}", money(amount), money(most));
    let mut diagnostic = Diagnostic::new(Code::FineAboveCap, span, message)
        .help("check the amount, its `basis`, and the row of `revenue` marked `undertaking`");
    if let Some(row) = cap.span {
        diagnostic = diagnostic.related(row, "the maximum is here");
    }
    if let Some(turnover) = cap.turnover_span {
        diagnostic = diagnostic.related(turnover, "its turnover is here");
    }
    sink.report(diagnostic);
}

fn above_ceiling(figures: &EntityFigures, span: Span, sink: &Sink) {
    let above = figures.procedure_ceiling.zip(figures.imposed).filter(|(ceiling, imposed)| imposed > ceiling);
    if let Some((ceiling, imposed)) = above {
        let money = |amount| typography::money(Lang::En, amount);
        let message =
            format!("a fine of {} is above the {} of the simplified procedure", money(imposed), money(ceiling));
        sink.report(
            Diagnostic::new(Code::FineAboveCap, span, message).help("check the amount, or write `procedure: ordinary`"),
        );
    }
}

/// An act that did not yet apply on the day whose law applied was not breached.
pub fn acts_in_force(corpus: &Corpus, decision: &Decision, sink: &Sink) {
    let Some(day) = decision.law_day() else { return };
    let provisions = decision.breaches.iter().map(|breach| &breach.provision);
    for provision in provisions.chain(decision.fines.iter().flat_map(|fine| &fine.basis)) {
        let Some(act) = corpus.acts.get(provision.value.act()) else { continue };
        if let Some(from) = act.applies_from.filter(|from| day < *from) {
            let message =
                format!("{} applies since {from} only, and the law of this decision is that of {day}", act.short.fr);
            sink.report(
                Diagnostic::new(Code::BeforeInForce, provision.span, message)
                    .help("correct `date` or `law-of`, or name the provision that applied then"),
            );
        }
    }
}

/// A reader can check a decision where an official body publishes it.
pub fn an_official_source(document: &Document, domains: &[String], sink: &Sink) {
    let sources = &document.meta.sources;
    let is_official = |address: &str| domains.iter().any(|domain| is_of_domain(address, domain));
    if let Some(first) = sources.first().filter(|_| !sources.iter().any(|source| is_official(&source.url.value))) {
        sink.report(
            Diagnostic::new(Code::NoOfficialSource, first.url.span, "none of the sources is official")
                .help("add the text on Légifrance, at the CNIL or at the court; `official-domains` in book.toml lists whom the book trusts"),
        );
    }
}

/// Whether an address is of a domain or of one of its subdomains.
fn is_of_domain(address: &str, domain: &str) -> bool {
    let host = address.split_once("://").map_or(address, |(_, rest)| rest);
    let host = host.split(['/', '?', '#', ':']).next().unwrap_or(host).to_lowercase();
    host.strip_suffix(domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

/// A document is read again against its sources after some months. Time alone makes no book wrong: this is a note.
pub fn review_not_due(document: &Document, months: u64, today: Date, sink: &Sink) {
    let Some((reviewed, place)) = document.meta.reviewed.zip(document.meta.reviewed_at) else { return };
    if let Some(due) = review_due(reviewed, months).filter(|due| *due <= today) {
        sink.report(
            Diagnostic::new(Code::ReviewDue, place, format!("the review of {} was due on {due}", reviewed))
                .help("read it again against its sources, then write today's date"),
        );
    }
}

/// The day from which a document is due for another review.
pub fn review_due(reviewed: Date, months: u64) -> Option<Date> {
    let months = i32::try_from(months).ok().filter(|months| *months > 0)?;
    reviewed.checked_add(jiff::Span::new().try_months(months).ok()?).ok()
}

/// Each article that a decision found breached is cited in its text.
pub fn breaches_are_told(decision: &Decision, body: &Text, sink: &Sink) {
    // What settles or closes an injunction refers to the decision that told the breach.
    if matches!(decision.kind, DecisionKind::PenaltySettlement | DecisionKind::Closing) {
        return;
    }
    let cited: Vec<&ProvisionId> = body.marks.iter().filter_map(cited).chain(linked(body)).collect();
    let mut said: Vec<ProvisionId> = Vec::new();
    for breach in &decision.breaches {
        let article = breach.provision.value.article();
        if said.contains(&article) || cited.iter().any(|cited| cited.article() == article) {
            continue;
        }
        sink.report(
            Diagnostic::new(
                Code::BreachUnmentioned,
                breach.provision.span,
                format!("the text never mentions `{article}`, which the decision found breached"),
            )
            .help("say in the text what was breached, or remove the row"),
        );
        said.push(article);
    }
}

fn cited(mark: &crate::analysis::texts::Mark) -> Option<&ProvisionId> {
    match &mark.found {
        Found::Link(Target::Provision(provision)) => Some(provision),
        _ => None,
    }
}

fn linked(body: &Text) -> impl Iterator<Item = &ProvisionId> {
    body.destinations.iter().filter_map(|target| match target {
        Some(Target::Provision(provision)) => Some(provision),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn domains_hold_their_subdomains_and_no_others() {
        assert!(is_of_domain("https://www.cnil.fr/fr/x", "cnil.fr"));
        assert!(is_of_domain("https://CNIL.fr", "cnil.fr"));
        assert!(!is_of_domain("https://pascnil.fr/", "cnil.fr"));
        assert!(!is_of_domain("https://cnil.fr.example.org/", "cnil.fr"));
    }
}
