//! A decision's text and its data say the same: the amount of the fine, its share of the revenue, the day of the decision, of its publication and
//! of the ruling on appeal, and the articles breached.
//!
//! Only a sentence that is plainly about one of them is held against the front matter: a number may be that of another decision, of the law or
//! of the facts. [`Prose::numbers`] lists all of them with what each stands for, for a reader to check.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use crate::analysis::prose::{self, Number, Value};
use crate::analysis::texts::{Found, Mark, Target, Text};
use crate::diag::{Code, Diagnostic, Sink};
use crate::model::Document;
use crate::model::decision::{Decision, Revenue, RevenueAmount};
use crate::model::value::{Court, Date, Decimal, Lang, ProvisionId};
use crate::source::Span;
use crate::syntax::body::Leaf;

/// The texts of one decision in one language.
#[derive(Clone, Copy)]
pub struct Prose<'a> {
    pub document: &'a Document,
    pub decision: &'a Decision,
    pub lang: Lang,
}

/// A number of a text, and where the front matter says it.
pub struct Agreement {
    pub span: Span,
    pub written: String,
    pub value: Value,
    /// The key that holds it; none where the text alone says it.
    pub key: Option<&'static str>,
    /// Whether it belongs to a citation that the linker read: « article 32 ».
    pub is_cited: bool,
}

/// A sentence before one of its numbers or citations, in lower case.
struct Before {
    text: String,
    whole: String,
}

impl Prose<'_> {
    /// Reports what the front matter contradicts.
    pub fn agrees(&self, body: Option<&Text>, words: &[(Arc<str>, Text)], sink: &Sink) {
        // A quote is not ours, and a correction tells what was wrong.
        let is_ours = |path: &str| !path.starts_with("revenue.") && !path.starts_with("corrections.");
        let words = words.iter().filter(|(path, _)| is_ours(path)).map(|(_, text)| text);
        for text in body.into_iter().chain(words) {
            for (at, leaf) in text.body.leaves.iter().enumerate().filter(|(_, leaf)| leaf.shown().len() > 3) {
                self.check_numbers(leaf, sink);
                self.check_articles(leaf, text.marks.iter().filter(|mark| mark.leaf == at), sink);
            }
        }
    }

    /// Every number of the body, with where the front matter says it.
    pub fn numbers(&self, body: &Text) -> Vec<Agreement> {
        let of_leaf = |(at, leaf): (usize, &Leaf)| {
            let shown = leaf.shown();
            let slots = slots(shown);
            let marks = body.marks.iter().filter(|mark| mark.leaf == at && matches!(mark.found, Found::Link(_)));
            let cited: Vec<Range<usize>> = marks.map(|mark| leaf.shown_range(mark.range.clone())).collect();
            let outside = move |number: &Number| !slots.iter().any(|slot| slot.contains(&number.range.start));
            let numbers = prose::numbers(self.lang, shown).into_iter().filter(outside);
            let agreement = |number: Number| Agreement {
                span: leaf.shown_span(number.range.clone()),
                written: shown[number.range.clone()].to_owned(),
                key: self.key_of(&number.value),
                is_cited: cited.iter().any(|cited| cited.contains(&number.range.start)),
                value: number.value,
            };
            numbers.map(agreement).collect::<Vec<_>>()
        };
        body.body.leaves.iter().enumerate().flat_map(of_leaf).collect()
    }

    fn check_numbers(&self, leaf: &Leaf, sink: &Sink) {
        let shown = leaf.shown();
        for number in prose::numbers(self.lang, shown) {
            let Some(before) = self.before(shown, number.range.start) else { continue };
            let after = &shown[number.range.end..];
            let wrong = match &number.value {
                Value::Euros(amount) => self.wrong_fine(*amount, &before),
                Value::Percent(percent) => self.wrong_share(*percent, &before, after),
                Value::Date(date) => self.wrong_date(*date, &before, after),
                Value::Count(_) => None,
            };
            let written = &shown[number.range.clone()];
            if let Some(said) = wrong {
                sink.report(
                    Diagnostic::new(
                        Code::ProseDisagrees,
                        leaf.shown_span(number.range),
                        format!("« {written} » is not what the front matter says: {said}"),
                    )
                    .help("correct the one that is wrong; a computed figure is better printed by a slot, such as {{fine}}"),
                );
            }
        }
    }

    /// The sentence before a place; none where it speaks of another decision.
    fn before(&self, shown: &str, at: usize) -> Option<Before> {
        let sentence = prose::sentence(shown, at);
        let whole = shown[sentence.clone()].to_lowercase().replace('’', "'");
        let own = self.decision.number.as_ref().map(|number| number.value.to_lowercase());
        let others = whole
            .match_indices("san-20")
            .filter(|(at, _)| !own.as_ref().is_some_and(|own| whole[*at..].starts_with(own)));
        let speaks_of_others = others.count() > 0;
        (!speaks_of_others)
            .then(|| Before { text: shown[sentence.start..at].to_lowercase().replace('’', "'"), whole })
    }

    /// « une amende de 3 000 € »: the amount of a row, of an entity, or of all.
    fn wrong_fine(&self, amount: Decimal, before: &Before) -> Option<String> {
        const OTHER: &[&str] = &[
            "plafon",
            "maxim",
            "limit",
            "jusqu'à",
            "au plus",
            "seuil",
            "encour",
            "peut",
            "pouv",
            "pourr",
            "rapporteur",
            "propos",
            "demand",
            "avait",
            "précéd",
            "autre",
            "astreinte",
            "up to",
            "at most",
            "cap ",
            "caps ",
            "ceiling",
            "can ",
            "could",
            "may ",
            "might",
            "earlier",
            "previous",
            "another",
            "penalty payment",
        ];
        let near = last_words(&before.text, 5);
        let is_fine = near
            .split(|c: char| !c.is_alphabetic())
            .any(|word| matches!(word, "amende" | "amendes" | "fine" | "fines" | "fined"));
        if !is_fine
            || near.contains(|c: char| c.is_ascii_digit() || c == '}')
            || OTHER.iter().any(|word| before.whole.contains(word))
        {
            return None;
        }
        let known = self.fines();
        let told = known.iter().map(Decimal::to_string).collect::<Vec<_>>().join(", ");
        (!known.is_empty() && !known.contains(&amount)).then(|| format!("the fines are of {told} euros"))
    }

    /// « soit 2,5 % du chiffre d'affaires »: the fine's share, rounded as it is written.
    fn wrong_share(&self, percent: Decimal, before: &Before, after: &str) -> Option<String> {
        const BASES: &[&str] = &[
            "du chiffre d'affaires",
            "de son chiffre d'affaires",
            "de ce chiffre d'affaires",
            "de ses revenus",
            "de ce revenu",
            "de son revenu",
            "de son budget",
            "of its turnover",
            "of turnover",
            "of the turnover",
            "of its revenue",
        ];
        let after = after.trim_start().to_lowercase().replace('’', "'");
        let told = ["soit", "représente", "that is", "represents", "i.e."];
        if !BASES.iter().any(|base| after.starts_with(base))
            || !told.iter().any(|word| last_words(&before.text, 4).contains(word))
        {
            return None;
        }
        let shares = self.shares();
        let rounds = |share: &Decimal| share.round_dp(percent.scale()) == percent.round_dp(percent.scale());
        let told = shares.iter().map(|share| share.round_dp(4).normalize().to_string()).collect::<Vec<_>>().join(", ");
        (!shares.is_empty() && !shares.iter().any(rounds)).then(|| format!("the fine is {told} % of it"))
    }

    fn wrong_date(&self, date: Date, before: &Before, after: &str) -> Option<String> {
        let near = before.text.trim_end().trim_end_matches(" le").trim_end_matches(" on");
        let own = self.decision.number.as_ref().map(|number| number.value.to_lowercase());
        let is_own =
            own.is_some_and(|own| [" du", " of", " dated"].iter().any(|tie| near.ends_with(&format!("{own}{tie}"))));
        let after = after.trim_start_matches([',', ' ', '\u{a0}']).to_lowercase().replace('’', "'");
        let pronounces = [
            "la cnil prononce",
            "la cnil sanctionne",
            "la cnil inflige",
            "the cnil fines",
            "the cnil fined",
            "the cnil imposed",
        ];
        let opens = before.text.trim().is_empty() || matches!(before.text.trim(), "le" | "on");
        if is_own || opens && pronounces.iter().any(|verb| after.starts_with(verb)) {
            let decided = self.decision.date.as_ref().filter(|decided| decided.value != date)?;
            return Some(format!("the decision is of {}", decided.value));
        }
        const PUBLISHED: &[&str] = &[
            "décision est publiée",
            "délibération est publiée",
            "décision est rendue publique",
            "délibération est rendue publique",
            "decision was published",
        ];
        if PUBLISHED.iter().any(|words| near.ends_with(words)) {
            let published = self.decision.published.as_ref().filter(|published| published.value != date)?;
            return Some(format!("it was published on {}", published.value));
        }
        self.wrong_ruling(date, near, opens, &after)
    }

    /// « Conseil d'État, 22 juillet 2022 », « le 22 juillet 2022, le Conseil d'État confirme ».
    fn wrong_ruling(&self, date: Date, near: &str, opens: bool, after: &str) -> Option<String> {
        const RULES: &[&str] = &[
            "rejette",
            "confirme",
            "annule",
            "ramène",
            "réduit",
            "écarte",
            "rejected",
            "dismissed",
            "upheld",
            "annulled",
            "reduced",
        ];
        let rules = after.strip_prefix("le conseil d'état ").or_else(|| after.strip_prefix("the conseil d'état "));
        let rules = rules.is_some_and(|rest| RULES.iter().any(|verb| rest.starts_with(verb)));
        let cites = near.ends_with("conseil d'état,") || near.ends_with("conseil d'état du");
        if !(opens && rules || cites && !after.contains("ecli")) {
            return None;
        }
        let appeals = self.decision.appeals.iter().filter(|appeal| appeal.court == Court::ConseilEtat);
        let days: Vec<Date> = appeals.filter_map(|appeal| Some(appeal.date.as_ref()?.value)).collect();
        let told = days.iter().map(Date::to_string).collect::<Vec<_>>().join(", ");
        (!days.is_empty() && opens && rules && !days.contains(&date))
            .then(|| format!("the Conseil d'État ruled on {told}"))
    }

    /// « un manquement à l'article 32 du RGPD »: one of the rows of `breaches`, or of the basis of a fine.
    fn check_articles<'m>(&self, leaf: &Leaf, marks: impl Iterator<Item = &'m Mark>, sink: &Sink) {
        let known: BTreeSet<ProvisionId> = self.provisions().map(ProvisionId::article).collect();
        for mark in marks {
            let Found::Link(Target::Provision(provision)) = &mark.found else { continue };
            let Some(before) = self.before(leaf.shown(), leaf.shown_range(mark.range.clone()).start) else { continue };
            let near = last_words(&before.text, 4);
            let is_breach = near.contains("manquement à")
                || near.contains("manquements à")
                || near.contains("breach of")
                || near.contains("infringement of");
            let denies = ["aucun", "pas ", "ni ", "écart", "no ", "not ", "n'est"]
                .iter()
                .any(|word| before.whole.contains(word));
            if !is_breach || denies || known.is_empty() || known.contains(&provision.article()) {
                continue;
            }
            let told = known.iter().map(|known| format!("`{known}`")).collect::<Vec<_>>().join(", ");
            sink.report(
                Diagnostic::new(
                    Code::ProseDisagrees,
                    leaf.source_span(mark.range.clone()),
                    format!("a breach of `{}` is not what the front matter says: {told}", provision.article()),
                )
                .help("correct the citation, or add the row to `breaches`"),
            );
        }
    }

    fn provisions(&self) -> impl Iterator<Item = &ProvisionId> {
        let basis = self.decision.fines.iter().flat_map(|fine| &fine.basis);
        let breached = self.decision.breaches.iter().map(|breach| &breach.provision);
        let set_aside = self.decision.appeals.iter().flat_map(|appeal| &appeal.set_aside);
        basis.chain(breached).chain(set_aside).map(|provision| &provision.value)
    }

    /// Amounts that a fine of this decision may be said to have: each row, each body's sum, all of them; as imposed, and after each appeal.
    fn fines(&self) -> BTreeSet<Decimal> {
        let decision = self.decision;
        let mut known: BTreeSet<Decimal> = decision.fines.iter().map(|fine| fine.imposed.value).collect();
        let of = |entity: usize| {
            decision.fines.iter().filter(|fine| fine.entity == entity).map(|fine| fine.imposed.value).sum::<Decimal>()
        };
        let entities = 0..decision.entities.len();
        known.extend(entities.clone().map(of).filter(|sum| !sum.is_zero()));
        known.extend(Some(entities.clone().map(of).sum()).filter(|sum: &Decimal| !sum.is_zero()));
        for appeal in &decision.appeals {
            known.extend(appeal.fines.iter().map(|fine| fine.amount.value));
            let after = |entity| {
                appeal
                    .fines
                    .iter()
                    .find(|fine| fine.entity == entity)
                    .map_or_else(|| of(entity), |fine| fine.amount.value)
            };
            known.extend(Some(entities.clone().map(after).sum::<Decimal>()).filter(|_| !appeal.fines.is_empty()));
        }
        known
    }

    /// Each fine in percent of each amount of revenue of the same body.
    fn shares(&self) -> Vec<Decimal> {
        let rows = self
            .decision
            .revenue
            .iter()
            .filter_map(|row| Some((row, exact(row)?)))
            .filter(|(_, euros)| !euros.is_zero());
        let fines = self.fines();
        rows.flat_map(|(_, euros)| {
            fines.iter().filter_map(move |fine| fine.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(euros))
        })
        .collect()
    }

    fn key_of(&self, value: &Value) -> Option<&'static str> {
        match value {
            Value::Euros(amount) | Value::Count(amount) => self.key_of_amount(*amount),
            Value::Percent(percent) => self
                .shares()
                .iter()
                .any(|share| share.round_dp(percent.scale()) == *percent)
                .then_some("fines ÷ revenue"),
            Value::Date(date) => self.key_of_date(*date),
        }
    }

    fn key_of_amount(&self, amount: Decimal) -> Option<&'static str> {
        let decision = self.decision;
        let is = |other: Decimal| other == amount;
        let years = decision.revenue.iter().filter_map(|row| row.year).map(Decimal::from);
        if self.fines().contains(&amount) {
            Some("fines")
        } else if decision.revenue.iter().filter_map(exact).any(is) || self.written_revenue().any(is) {
            Some("revenue")
        } else if decision.people.as_ref().is_some_and(|people| Decimal::from(people.value) == amount) {
            Some("people")
        } else if decision
            .penalty
            .as_ref()
            .is_some_and(|penalty| penalty.daily == amount || penalty.after_days.map(Decimal::from) == Some(amount))
        {
            Some("penalty")
        } else if years.into_iter().any(is) {
            Some("revenue.year")
        } else {
            None
        }
    }

    /// Amounts as written in another currency, and both ends of a range.
    fn written_revenue(&self) -> impl Iterator<Item = Decimal> {
        self.decision.revenue.iter().flat_map(|row| match &row.amount {
            RevenueAmount::Exact { written, .. } => written.iter().map(|written| written.amount).collect(),
            RevenueAmount::Range { low, high, .. } => vec![*low, *high],
            RevenueAmount::None => Vec::new(),
        })
    }

    fn key_of_date(&self, date: Date) -> Option<&'static str> {
        let decision = self.decision;
        let is = |other: &Option<crate::source::Spanned<Date>>| other.as_ref().is_some_and(|other| other.value == date);
        let keys = [("date", &decision.date), ("published", &decision.published), ("law-of", &decision.law_of)];
        let own = keys.iter().find(|(_, value)| is(value)).map(|(key, _)| *key);
        own.or_else(|| decision.appeals.iter().any(|appeal| is(&appeal.date)).then_some("appeals"))
    }
}

fn exact(row: &Revenue) -> Option<Decimal> {
    match &row.amount {
        RevenueAmount::Exact { euros, .. } => Some(*euros),
        RevenueAmount::Range { .. } | RevenueAmount::None => None,
    }
}

/// The last words of a text, as typed.
fn last_words(text: &str, count: usize) -> &str {
    let spaces = text.trim_end().match_indices(char::is_whitespace).map(|(at, _)| at).collect::<Vec<_>>();
    spaces.len().checked_sub(count).map_or(text, |at| &text[spaces[at]..])
}

fn slots(text: &str) -> Vec<Range<usize>> {
    let ends = |start: usize| text[start..].find("}}").map(|end| start..start + end);
    text.match_indices("{{").filter_map(|(start, _)| ends(start)).collect()
}
