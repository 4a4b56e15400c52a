//! « Parcours »: from the decision to this day, in order of time.

use crate::model::value::AppealState;
use crate::model::value::{AppealOutcome, Decimal};
use crate::typography::{date_short, money, typeset};
use crate::view::decision::StepView;
use crate::vocabulary;

use super::Case;

pub fn steps(case: &Case<'_>) -> Vec<StepView> {
    let mut steps: Vec<StepView> = sanction(case).into_iter().chain(publication(case)).chain(rulings(case)).collect();
    steps.sort_by(|a, b| a.iso.cmp(&b.iso));
    steps.push(today(case));
    for step in &mut steps {
        step.text_html = typeset(case.lang, &step.text_html).into_owned();
    }
    steps
}

fn sanction(case: &Case<'_>) -> Option<StepView> {
    let day = case.decision.date.as_ref()?.value;
    let imposed: Vec<Decimal> = case.world.figures(case.id()).iter().filter_map(|figures| figures.imposed).collect();
    let kind = vocabulary::decision_kind(case.decision.kind, case.lang);
    let text = match imposed.is_empty() {
        true => kind.to_owned(),
        false => format!("{kind}{} {}", case.say(" :", ":"), money(case.lang, imposed.iter().sum())),
    };
    Some(StepView { when: date_short(case.lang, day), iso: Some(day.to_string()), text_html: text, main: true })
}

fn publication(case: &Case<'_>) -> Option<StepView> {
    let day = case.decision.published.as_ref()?.value;
    if case.decision.date.as_ref().is_some_and(|date| date.value == day) {
        return None;
    }
    let text = case.say("Publication", "Publication").to_owned();
    Some(StepView { when: date_short(case.lang, day), iso: Some(day.to_string()), text_html: text, main: false })
}

fn rulings(case: &Case<'_>) -> Vec<StepView> {
    let decided = crate::analysis::figures::decided(case.decision, case.world.inputs.today);
    let step = |(appeal, day): (&crate::model::decision::Appeal, crate::model::value::Date)| {
        let court = vocabulary::court(appeal.court, case.lang);
        let total: Decimal = appeal.fines.iter().map(|fine| fine.amount.value).sum();
        let outcome = match appeal.outcome {
            AppealOutcome::Reduced if !appeal.fines.is_empty() => money(case.lang, total),
            AppealOutcome::Reduced => case.say("réduction", "reduction").to_owned(),
            AppealOutcome::Annulled => case.say("annulation", "annulment").to_owned(),
            AppealOutcome::Rejected => case.say("rejet du recours", "appeal dismissed").to_owned(),
            AppealOutcome::Withdrawn => case.say("désistement", "appeal withdrawn").to_owned(),
            AppealOutcome::Pending => case.say("en cours", "pending").to_owned(),
        };
        StepView {
            when: date_short(case.lang, day),
            iso: Some(day.to_string()),
            text_html: format!("{court}{} {outcome}", case.say(" :", ":")),
            main: matches!(appeal.outcome, AppealOutcome::Reduced | AppealOutcome::Annulled),
        }
    };
    decided.into_iter().map(step).collect()
}

/// How things stand on the day of the edition.
fn today(case: &Case<'_>) -> StepView {
    let states: Vec<AppealState> = case.world.figures(case.id()).iter().map(|figures| figures.appeal).collect();
    let text = if states.contains(&AppealState::Pending) {
        case.say("Recours en cours", "Appeal pending")
    } else if states.iter().all(|state| *state == AppealState::None) {
        case.say("Aucun recours connu", "No known appeal")
    } else {
        case.say("Recours jugé", "Appeal decided")
    };
    StepView { when: case.say("Aujourd’hui", "Today").to_owned(), iso: None, text_html: text.to_owned(), main: false }
}
