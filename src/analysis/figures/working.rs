//! How each figure was obtained, in words, French and English, with the places of its inputs.

use super::cap::WhyNoCap;
use super::{Base, Cap, CapRule, EntityFigures, Ratio, appeal};
use crate::corpus::Acts;
use crate::model::decision::Decision;
use crate::model::value::AppealState;
use crate::model::value::{Date, Decimal, Lang};
use crate::source::Span;
use crate::typography::{date, money, number, percent};
use crate::vocabulary;

/// One sum in words, and where its inputs stand.
#[derive(Clone, Debug, PartialEq)]
pub struct WorkingLine {
    pub fr: String,
    pub en: String,
    pub inputs: Vec<Span>,
}

impl WorkingLine {
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Fr => &self.fr,
            Lang::En => &self.en,
        }
    }
}

/// What the lines are written from.
struct Working<'a> {
    decision: &'a Decision,
    figures: &'a EntityFigures,
    acts: &'a Acts,
    today: Date,
}

/// The working of one entity: fine, base, ratio, days, cap, share, in this order, as far as they exist.
pub fn of(decision: &Decision, figures: &EntityFigures, acts: &Acts, today: Date) -> Vec<WorkingLine> {
    let working = Working { decision, figures, acts, today };
    [working.fine(), working.base(), working.ratio(), working.days(), working.cap(), working.share(), working.ceiling()]
        .into_iter()
        .flatten()
        .collect()
}

/// One line, written in each language by the same words.
fn line(inputs: Vec<Span>, words: impl Fn(Lang) -> String) -> Option<WorkingLine> {
    Some(WorkingLine { fr: words(Lang::Fr), en: words(Lang::En), inputs })
}

/// The French or the English of a pair.
fn say<'a>(lang: Lang, fr: &'a str, en: &'a str) -> &'a str {
    match lang {
        Lang::Fr => fr,
        Lang::En => en,
    }
}

impl Working<'_> {
    fn fine(&self) -> Option<WorkingLine> {
        let (Some(imposed), Some(standing)) = (self.figures.imposed, self.figures.standing) else {
            return line(Vec::new(), |lang| say(lang, "Aucune amende.", "No fine.").to_owned());
        };
        let fines: Vec<_> = self.decision.fines.iter().filter(|fine| fine.entity == self.figures.entity).collect();
        let mut inputs: Vec<Span> = fines.iter().map(|fine| fine.imposed.span).collect();
        let rulings = appeal::decided(self.decision, self.today);
        let changed = rulings.iter().rev().find(|(appeal, _)| !appeal.fines.is_empty()).filter(|_| standing != imposed);
        inputs.extend(changed.iter().flat_map(|(appeal, _)| &appeal.fines).map(|fine| fine.amount.span));
        let since = rulings.last().map(|(_, day)| *day);
        line(inputs, |lang| {
            let sum = fines.iter().map(|fine| money(lang, fine.imposed.value)).collect::<Vec<_>>().join(" + ");
            let imposed = if fines.len() > 1 { format!("{sum} = {}", money(lang, imposed)) } else { sum };
            let mut text = format!("{} {imposed}", say(lang, "Amende prononcée :", "Fine imposed:"));
            if let Some(day) = since.filter(|_| self.figures.standing != self.figures.imposed) {
                let (became, on) = (say(lang, "ramenée à", "brought to"), say(lang, "le", "on"));
                text.push_str(&format!(
                    "{} {became} {} {on} {}",
                    say(lang, " ;", ";"),
                    money(lang, standing),
                    date(lang, day)
                ));
            }
            if self.figures.appeal == AppealState::Pending {
                text.push_str(say(
                    lang,
                    " ; recours en cours, montant susceptible d’évoluer",
                    "; appeal pending, the amount may change",
                ));
            }
            text + "."
        })
    }

    fn base(&self) -> Option<WorkingLine> {
        let Some(base) = &self.figures.base else {
            return line(Vec::new(), |lang| {
                say(
                    lang,
                    "Revenu de référence non publié : ratio non calculable.",
                    "Revenue base not published: no ratio can be computed.",
                )
                .to_owned()
            });
        };
        line(vec![base.span], |lang| {
            format!("{} {}.", say(lang, "Revenu de référence :", "Revenue base:"), base_words(base, lang))
        })
    }

    fn ratio(&self) -> Option<WorkingLine> {
        let base = self.figures.base.as_ref()?;
        if let Some((low, high)) = &self.figures.ratio_range {
            return line(vec![base.span], |lang| {
                let (from, to) = (percent(lang, low.value()), percent(lang, high.value()));
                format!(
                    "{} {} {to}.",
                    say(lang, "Amende ÷ revenu : entre", "Fine ÷ revenue: between"),
                    say(lang, &format!("{from} et"), &format!("{from} and"))
                )
            });
        }
        let ratio = self.figures.ratio?;
        line(vec![base.span], |lang| division(&ratio, lang))
    }

    fn days(&self) -> Option<WorkingLine> {
        let (ratio, days) = (self.figures.ratio?, self.figures.days?);
        line(Vec::new(), |lang| {
            let ten = number(lang, ratio.ten_decimals().normalize());
            let rounded = match days.is_zero() {
                true => say(lang, "moins d’un jour de revenu", "less than a day of revenue").to_owned(),
                false if days > Decimal::ONE => {
                    format!("{} {}", number(lang, days), say(lang, "jours de revenu", "days of revenue"))
                }
                false => format!("{} {}", number(lang, days), say(lang, "jour de revenu", "day of revenue")),
            };
            format!("{ten} × 365 : {rounded}.").replace(" : ", say(lang, " : ", ": "))
        })
    }

    fn cap(&self) -> Option<WorkingLine> {
        let cap = &self.figures.cap;
        let inputs = cap.span.into_iter().chain(cap.turnover_span).collect();
        line(inputs, |lang| cap_words(cap, self.acts, lang))
    }

    fn share(&self) -> Option<WorkingLine> {
        let share = self.figures.share_of_cap?;
        let is_unknown = self.figures.cap.rule == CapRule::AtLeast && share.value() > Decimal::ONE;
        line(Vec::new(), |lang| if is_unknown { no_share(&share, lang) } else { division(&share, lang) })
    }

    fn ceiling(&self) -> Option<WorkingLine> {
        let ceiling = self.figures.procedure_ceiling?;
        line(Vec::new(), |lang| {
            format!(
                "{} {}.",
                say(lang, "Plafond propre à la procédure simplifiée :", "The simplified procedure’s own ceiling:"),
                money(lang, ceiling)
            )
        })
    }
}

/// A fine above the least that its cap can be says that the cap was higher, not by how much.
fn no_share(share: &Ratio, lang: Lang) -> String {
    let (fine, least) = (money(lang, share.numerator), money(lang, share.denominator));
    match lang {
        Lang::Fr => format!(
            "{fine} dépassent {least}, le minimum du plafond : il tenait à un chiffre d’affaires inconnu, et la part ne peut être calculée."
        ),
        Lang::En => format!(
            "{fine} exceeds {least}, the least that the cap can be: it depended on an unknown turnover, and no share can be computed."
        ),
    }
}

/// « 2 500 € ÷ 97 000 € = 0,0257731959, soit 2,58 %. »
fn division(ratio: &Ratio, lang: Lang) -> String {
    let (numerator, denominator) = (money(lang, ratio.numerator), money(lang, ratio.denominator));
    let ten = number(lang, ratio.ten_decimals().normalize());
    format!("{numerator} ÷ {denominator} = {ten}, {} {}.", say(lang, "soit", "that is"), percent(lang, ratio.value()))
}

/// « 8 000 € par mois × 12 = 96 000 € (environ), revenu professionnel de la personne, donné par la décision ».
fn base_words(base: &Base, lang: Lang) -> String {
    let mut parts = vec![amount_words(base, lang)];
    parts.extend(base.nature.map(|nature| vocabulary::nature(nature, lang).to_owned()));
    parts.extend(base.perimeter.map(|perimeter| vocabulary::perimeter(perimeter, lang).to_owned()));
    parts.extend(base.year.map(|year| format!("{} {year}", say(lang, "exercice", "year"))));
    parts.push(vocabulary::base_status(base.status, lang).to_owned());
    if base.is_chosen {
        parts
            .push(say(lang, "retenu parmi plusieurs montants connus", "chosen among several known amounts").to_owned());
    }
    parts.retain(|part| !part.is_empty());
    parts.join(", ")
}

fn amount_words(base: &Base, lang: Lang) -> String {
    let about = if base.about { say(lang, "environ ", "about ") } else { "" };
    match (base.annual, base.range, base.written) {
        (Some(annual), _, Some(written)) if base.annualised => {
            format!(
                "{about}{} {} × 12 = {}",
                money(lang, written),
                say(lang, "par mois", "a month"),
                money(lang, annual)
            )
        }
        (Some(annual), ..) => match &base.foreign {
            Some(foreign) => format!(
                "{about}{} {} × {} = {}",
                number(lang, foreign.amount),
                foreign.currency,
                number(lang, foreign.rate),
                money(lang, annual)
            ),
            None => format!("{about}{}", money(lang, annual)),
        },
        (None, Some((low, high)), _) => {
            format!(
                "{} {} {} {}",
                say(lang, "entre", "between"),
                money(lang, low),
                say(lang, "et", "and"),
                money(lang, high)
            )
        }
        (None, None, _) => String::new(),
    }
}

/// « Plafond : 10 000 000 € (art. 83, § 4 RGPD) ; 2 % × 97 000 € = 1 940 €, inférieur au montant fixe. »
fn cap_words(cap: &Cap, acts: &Acts, lang: Lang) -> String {
    let (Some(amount), Some(provision)) = (cap.amount, &cap.provision) else {
        return no_cap_words(cap.why_none, lang).to_owned();
    };
    let reference = acts.get(provision.act()).map_or_else(|| provision.to_string(), |act| act.cite(provision, lang));
    let head = format!("{} {} ({reference})", say(lang, "Plafond :", "Cap:"), money(lang, amount));
    let semicolon = say(lang, " ;", ";");
    let tail = match (cap.rule, cap.percent, cap.percent_of, cap.fixed) {
        (CapRule::Percent, Some(rate), Some(turnover), Some(fixed)) => {
            format!(
                "{semicolon} {} {} {}",
                taken(rate, turnover, lang),
                say(lang, "dépasse le montant fixe de", "exceeds the fixed amount of"),
                money(lang, fixed)
            )
        }
        (CapRule::Fixed, Some(rate), Some(turnover), _) => {
            format!(
                "{semicolon} {}, {}",
                taken(rate, turnover, lang),
                say(lang, "ne dépasse pas le montant fixe", "does not exceed the fixed amount")
            )
        }
        (CapRule::AtLeast, Some(rate), ..) => format!(
            "{semicolon} {} {}",
            say(
                lang,
                "c’est un minimum, car le plafond est plus haut si",
                "this is a lower bound, the cap being higher if"
            ),
            say(
                lang,
                &format!(
                    "{} du chiffre d’affaires de l’entreprise, inconnu, le dépasse",
                    percent(lang, rate / Decimal::ONE_HUNDRED)
                ),
                &format!(
                    "{} of the undertaking’s unknown turnover exceeds it",
                    percent(lang, rate / Decimal::ONE_HUNDRED)
                ),
            )
        ),
        _ => String::new(),
    };
    head + &tail + "."
}

fn no_cap_words(why: WhyNoCap, lang: Lang) -> &'static str {
    let (fr, en) = match why {
        WhyNoCap::State => (
            "Aucun plafond : un traitement de l’État ne peut pas donner lieu à une amende.",
            "No cap: processing by the State cannot be fined.",
        ),
        WhyNoCap::Settlement => (
            "Aucun plafond d’amende : c’est la liquidation d’une astreinte.",
            "No cap on fines applies: this settles a periodic penalty.",
        ),
        WhyNoCap::NotCovered => (
            "Aucun plafond : les textes tenus ici n’en fixent pas pour ces dispositions.",
            "No cap: the acts held here set none for these provisions.",
        ),
    };
    vocabulary::say(lang, fr, en)
}

/// « 2 % × 97 000 € = 1 940 € ».
fn taken(rate: Decimal, turnover: Decimal, lang: Lang) -> String {
    let share = (turnover * rate / Decimal::ONE_HUNDRED).normalize();
    format!("{} × {} = {}", percent(lang, rate / Decimal::ONE_HUNDRED), money(lang, turnover), money(lang, share))
}
