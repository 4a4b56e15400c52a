//! « Comment ces chiffres sont calculés », after the sums: what the base is worth, which cap was used and why, what would change the result.

use crate::analysis::figures::{Cap, CapRule, EntityFigures};
use crate::analysis::routes::Page;
use crate::html::escape;
use crate::model::value::{AppealState, BaseStatus, Decimal, DecisionKind, DocId, Kind, Lang, Nature};
use crate::typography::{money_in_prose, percent, typeset};

use super::Case;

/// The explanations of one body's figures, as HTML, in the order of the sums.
pub fn explanations(case: &Case<'_>, figures: &EntityFigures) -> Vec<String> {
    let words = [base(case, figures), cap(case, figures), appeal(case, figures)];
    let mut lines: Vec<String> =
        words.into_iter().flatten().map(|line| escape(&typeset(case.lang, &line)).into_owned()).collect();
    lines.extend(rules(case));
    lines
}

/// What kind of amount the ratio divides by, or what is missing for one.
fn base(case: &Case<'_>, figures: &EntityFigures) -> Option<String> {
    let is_fine = figures.standing.is_some() && case.decision.kind == DecisionKind::Fine;
    let Some(base) = figures.base.as_ref().filter(|base| base.annual.is_some() || base.range.is_some()) else {
        let text = case.say(
            "Un revenu publié pour l’année précédente permettrait de calculer le ratio ; il n’est jamais estimé d’après un secteur.",
            "A published revenue for the preceding year would give a ratio; it is never estimated from a sector.",
        );
        let is_unknown = figures.base.as_ref().is_none_or(|base| base.status != BaseStatus::Inapplicable);
        return Some(text.to_owned()).filter(|_| is_fine && is_unknown);
    };
    let nature = match base.nature? {
        Nature::ProfessionalIncome => case.say(
            "Le revenu d’un praticien n’est pas un chiffre d’affaires : ce ratio n’est mêlé à aucun autre dans une médiane.",
            "A practitioner’s income is not a turnover: this ratio is mixed with no other in a median.",
        ),
        Nature::Turnover => return rough(case, figures),
        Nature::Budget | Nature::OperatingIncome | Nature::NetBankingIncome | Nature::Premiums => case.say(
            "Ce montant n’est pas un chiffre d’affaires : ce ratio ne se compare qu’à ceux de même nature.",
            "This amount is not a turnover: this ratio compares only with those of the same nature.",
        ),
    };
    Some([Some(nature.to_owned()), rough(case, figures)].into_iter().flatten().collect::<Vec<_>>().join(" "))
}

/// Why « env. » stands before the ratio.
fn rough(case: &Case<'_>, figures: &EntityFigures) -> Option<String> {
    let base = figures.base.as_ref()?;
    let is_rough = base.about || base.annualised || base.status == BaseStatus::Estimated;
    let text = case.say(
        "L’une des données est approchée : le ratio l’est aussi.",
        "One of the inputs is approximate, and so is the ratio.",
    );
    is_rough.then(|| text.to_owned())
}

/// Which of the fixed amount and the percentage counts, and from which turnover on it would be the other.
fn cap(case: &Case<'_>, figures: &EntityFigures) -> Option<String> {
    let cap = &figures.cap;
    let fixed = cap.fixed?;
    let rule = match (cap.rule, cap.percent) {
        (CapRule::None, _) => return None,
        (_, None) => None,
        (CapRule::Fixed, Some(_)) if !case.decision.entities[figures.entity].undertaking => Some(
            case.say(
                "Cet organisme n’est pas une entreprise au sens du droit de la concurrence : seul le montant fixe s’applique.",
                "This body is not an undertaking in the sense of competition law: the fixed amount alone applies.",
            )
            .to_owned(),
        ),
        (CapRule::Fixed | CapRule::Percent | CapRule::AtLeast, Some(rate)) => Some(switch(case, cap, fixed, rate)),
    };
    let alone = case.say(
        "Un seul plafond par organisme : celui du manquement le plus grave, jamais une somme.",
        "One cap a body: that of the gravest breach, never a sum.",
    );
    let several = super::rows::provisions_of(case.decision).len() > 1;
    let words: Vec<String> = rule.into_iter().chain(several.then(|| alone.to_owned())).collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// « Le pourcentage (2 %) l’emporte au-delà de 500 M€ de chiffre d’affaires mondial ; … ».
fn switch(case: &Case<'_>, cap: &Cap, fixed: Decimal, rate: Decimal) -> String {
    let share = rate / Decimal::ONE_HUNDRED;
    let threshold = money_in_prose(case.lang, (fixed / share).normalize());
    let (rate, fixed) = (percent(case.lang, share), money_in_prose(case.lang, fixed));
    let after = match (cap.rule, case.lang) {
        (CapRule::AtLeast, Lang::Fr) => " : avec un tel revenu, le plafond serait plus haut et la part plus faible.",
        (CapRule::AtLeast, Lang::En) => ": with such a revenue the cap would be higher and the share lower.",
        (CapRule::Fixed | CapRule::Percent | CapRule::None, _) => ".",
    };
    match case.lang {
        Lang::Fr => format!(
            "Le plafond est le plus élevé de deux montants, {fixed} ou {rate} du chiffre d’affaires mondial de l’entreprise ; \
             le pourcentage l’emporte au-delà de {threshold}{after}"
        ),
        Lang::En => format!(
            "The cap is the higher of two amounts, {fixed} or {rate} of the worldwide turnover of the undertaking; \
             the percentage prevails above {threshold}{after}"
        ),
    }
}

fn appeal(case: &Case<'_>, figures: &EntityFigures) -> Option<String> {
    let text = case.say(
        "Un recours est en cours : le montant, le ratio et la part du plafond peuvent encore changer.",
        "An appeal is pending: the amount, the ratio and the share of the cap may still change.",
    );
    (figures.appeal == AppealState::Pending).then(|| text.to_owned())
}

/// Where the rules stand, if the book says them.
fn rules(case: &Case<'_>) -> Option<String> {
    let method = DocId::new(Kind::Page, "methode");
    let document = case.world.document(&method).filter(|document| case.world.analysis.routes.is_built(document))?;
    let href = case.world.href(&Page::Document(document.id().clone()), case.lang);
    let words = case.say("Règles de calcul, d’arrondi et limites", "Rules of computation, rounding and limits");
    Some(format!("<a href=\"{}\">{words}</a>.", escape(&href)))
}
