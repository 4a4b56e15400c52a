//! What stands after the appeals that were decided by today.

use crate::model::decision::{Appeal, Decision, Fine};
use crate::model::value::{AppealOutcome, AppealState, Date, Decimal, ProvisionId};

/// The appeals decided on or before today, oldest first.
pub fn decided(decision: &Decision, today: Date) -> Vec<(&Appeal, Date)> {
    let mut decided: Vec<(&Appeal, Date)> = decision
        .appeals
        .iter()
        .filter(|appeal| appeal.outcome != AppealOutcome::Pending)
        .filter_map(|appeal| Some((appeal, appeal.date.as_ref()?.value)))
        .filter(|(_, day)| *day <= today)
        .collect();
    decided.sort_by_key(|(_, day)| *day);
    decided
}

/// Whether a ruling is about this entity: one that gives amounts speaks of the entities it names.
fn concerns(appeal: &Appeal, entity: usize) -> bool {
    appeal.fines.is_empty() || appeal.fines.iter().any(|fine| fine.entity == entity)
}

/// How the appeal of an entity stands. A ruling after today is still to come.
pub fn state(decision: &Decision, entity: usize, today: Date) -> AppealState {
    let decided = decided(decision, today);
    let is_decided = |appeal: &Appeal| decided.iter().any(|(other, _)| other.span == appeal.span);
    if decision.appeals.iter().any(|appeal| concerns(appeal, entity) && !is_decided(appeal)) {
        return AppealState::Pending;
    }
    match decided.iter().rev().find(|(appeal, _)| concerns(appeal, entity)).map(|(appeal, _)| appeal.outcome) {
        None => AppealState::None,
        Some(AppealOutcome::Pending) => AppealState::Pending,
        Some(AppealOutcome::Rejected) => AppealState::Rejected,
        Some(AppealOutcome::Reduced) => AppealState::Reduced,
        Some(AppealOutcome::Annulled) => AppealState::Annulled,
        Some(AppealOutcome::Withdrawn) => AppealState::Withdrawn,
    }
}

/// The entity's fine after each ruling in turn. An annulment that gives no amount leaves 0.
pub fn standing(decision: &Decision, entity: usize, imposed: Decimal, today: Date) -> Decimal {
    decided(decision, today).into_iter().fold(imposed, |standing, (appeal, _)| {
        match appeal.fines.iter().find(|fine| fine.entity == entity) {
            Some(new) => new.amount.value,
            None if appeal.outcome == AppealOutcome::Annulled && concerns(appeal, entity) => Decimal::ZERO,
            None => standing,
        }
    })
}

/// Whether a ruling decided by today has set this provision aside, itself or with what contains it.
pub fn is_set_aside(decision: &Decision, provision: &ProvisionId, today: Date) -> bool {
    decided(decision, today)
        .into_iter()
        .any(|(appeal, _)| appeal.set_aside.iter().any(|aside| aside.value.contains(provision)))
}

/// The provisions that a cap is measured by: the basis of the fines, without any the breaches, less what was set aside.
pub fn standing_basis(decision: &Decision, fines: &[&Fine], today: Date) -> Vec<ProvisionId> {
    let basis: Vec<ProvisionId> =
        fines.iter().flat_map(|fine| &fine.basis).map(|provision| provision.value.clone()).collect();
    let breaches = || decision.breaches.iter().map(|breach| breach.provision.value.clone()).collect();
    let relied_on: Vec<ProvisionId> = if basis.is_empty() { breaches() } else { basis };
    relied_on.into_iter().filter(|provision| !is_set_aside(decision, provision, today)).collect()
}
