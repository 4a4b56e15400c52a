//! The words for every closed list of values, in both languages: typed tables, so that nothing is left without its words.

use crate::model::act::Numbering;
use crate::model::schema::Words;
use crate::model::value::{
    AppealOutcome, AppealState, BaseStatus, Choice, Court, DataKind, DecisionKind, Direction, EntityKind, Lang,
    Measure, Nature, Origin, PeopleScope, Perimeter, Period, Procedure, Role, Size,
};

/// The French or the English of a pair.
pub fn say(lang: Lang, fr: &'static str, en: &'static str) -> &'static str {
    match lang {
        Lang::Fr => fr,
        Lang::En => en,
    }
}

pub fn decision_kind(kind: DecisionKind, lang: Lang) -> &'static str {
    match kind {
        DecisionKind::Fine => say(lang, "Amende", "Fine"),
        DecisionKind::Reprimand => say(lang, "Rappel à l’ordre", "Reprimand"),
        DecisionKind::Injunction => say(lang, "Injonction", "Injunction"),
        DecisionKind::PenaltySettlement => say(lang, "Liquidation d’astreinte", "Settlement of a periodic penalty"),
        DecisionKind::Closing => say(lang, "Clôture", "Closing"),
        DecisionKind::Dismissal => say(lang, "Non-lieu", "Dismissal"),
    }
}

pub fn procedure(procedure: Procedure, lang: Lang) -> &'static str {
    match procedure {
        Procedure::Ordinary => say(lang, "Ordinaire", "Ordinary"),
        Procedure::Simplified => say(lang, "Simplifiée", "Simplified"),
    }
}

pub fn entity_kind(kind: EntityKind, lang: Lang) -> &'static str {
    match kind {
        EntityKind::Company => say(lang, "Entreprise", "Company"),
        EntityKind::LiberalProfessional => say(lang, "Profession libérale", "Liberal professional"),
        EntityKind::Association => say(lang, "Association", "Association"),
        EntityKind::PublicBody => say(lang, "Organisme public", "Public body"),
        EntityKind::State => say(lang, "État", "State"),
        EntityKind::Party => say(lang, "Parti politique", "Political party"),
        EntityKind::Other => say(lang, "Autre organisme", "Other body"),
    }
}

/// None where the size is unknown.
pub fn size(size: Size, lang: Lang) -> Option<&'static str> {
    match size {
        Size::Micro => Some(say(lang, "moins de 10 personnes", "fewer than 10 people")),
        Size::Small => Some(say(lang, "10 à 49 personnes", "10 to 49 people")),
        Size::Medium => Some(say(lang, "50 à 249 personnes", "50 to 249 people")),
        Size::Large => Some(say(lang, "250 personnes ou plus", "250 people or more")),
        Size::Unknown => None,
    }
}

pub fn role(role: Role, lang: Lang) -> &'static str {
    match role {
        Role::Controller => say(lang, "Responsable de traitement", "Controller"),
        Role::JointController => say(lang, "Responsable conjoint", "Joint controller"),
        Role::Processor => say(lang, "Sous-traitant", "Processor"),
    }
}

pub fn nature(nature: Nature, lang: Lang) -> &'static str {
    match nature {
        Nature::Turnover => say(lang, "chiffre d’affaires", "turnover"),
        Nature::ProfessionalIncome => {
            say(lang, "revenu professionnel, et non un chiffre d’affaires", "professional income, not a turnover")
        }
        Nature::Budget => say(lang, "budget", "budget"),
        Nature::OperatingIncome => say(lang, "produits d’exploitation", "operating income"),
        Nature::NetBankingIncome => say(lang, "produit net bancaire", "net banking income"),
        Nature::Premiums => say(lang, "primes d’assurance", "insurance premiums"),
    }
}

pub fn perimeter(perimeter: Perimeter, lang: Lang) -> &'static str {
    match perimeter {
        Perimeter::Person => say(lang, "de la personne", "of the person"),
        Perimeter::Entity => say(lang, "de l’organisme seul", "of the body alone"),
        Perimeter::Group => say(lang, "du groupe", "of the group"),
    }
}

/// How a base is known, in a sentence.
pub fn base_status(status: BaseStatus, lang: Lang) -> &'static str {
    match status {
        BaseStatus::Stated => say(lang, "donné par la décision", "stated in the decision"),
        BaseStatus::Filed => say(lang, "comptes déposés", "filed accounts"),
        BaseStatus::Estimated => say(lang, "estimé d’après une autre source", "estimated from another source"),
        BaseStatus::Withheld => say(
            lang,
            "masqué dans la décision, ratio non calculable",
            "withheld in the decision, no ratio can be computed",
        ),
        BaseStatus::Inapplicable => {
            say(lang, "sans objet, l’organisme n’a pas de revenu", "not applicable, the body has no revenue")
        }
    }
}

/// The same in one word, for a tag.
pub fn base_tag(status: BaseStatus, lang: Lang) -> &'static str {
    match status {
        BaseStatus::Stated => say(lang, "publié", "published"),
        BaseStatus::Filed => say(lang, "comptes déposés", "filed accounts"),
        BaseStatus::Estimated => say(lang, "estimé", "estimated"),
        BaseStatus::Withheld => say(lang, "masqué", "withheld"),
        BaseStatus::Inapplicable => say(lang, "sans objet", "not applicable"),
    }
}

pub fn court(court: Court, lang: Lang) -> &'static str {
    match court {
        Court::ConseilEtat => "Conseil d’État",
        Court::Cjue => say(lang, "Cour de justice de l’Union européenne", "Court of Justice of the European Union"),
        Court::Other => say(lang, "Autre juridiction", "Another court"),
    }
}

pub fn appeal(state: AppealState, lang: Lang) -> &'static str {
    match state {
        AppealState::None => say(lang, "Aucun recours connu", "No known appeal"),
        AppealState::Pending => say(lang, "Recours en cours", "Appeal pending"),
        AppealState::Rejected => say(lang, "Recours rejeté", "Appeal dismissed"),
        AppealState::Reduced => say(lang, "Réduite sur recours", "Reduced on appeal"),
        AppealState::Annulled => say(lang, "Annulée sur recours", "Annulled on appeal"),
        AppealState::Withdrawn => say(lang, "Désistement", "Appeal withdrawn"),
    }
}

pub fn appeal_outcome(outcome: AppealOutcome, lang: Lang) -> &'static str {
    let state = match outcome {
        AppealOutcome::Pending => AppealState::Pending,
        AppealOutcome::Rejected => AppealState::Rejected,
        AppealOutcome::Reduced => AppealState::Reduced,
        AppealOutcome::Annulled => AppealState::Annulled,
        AppealOutcome::Withdrawn => AppealState::Withdrawn,
    };
    appeal(state, lang)
}

pub fn direction(direction: Direction, lang: Lang) -> &'static str {
    match direction {
        Direction::Aggravating => say(lang, "aggravante", "aggravating"),
        Direction::Mitigating => say(lang, "atténuante", "mitigating"),
    }
}

/// What a point of article 83(2) GDPR is about, in our words.
pub fn factor(letter: char, lang: Lang) -> Option<&'static str> {
    Some(match letter {
        'a' => say(lang, "Nature, gravité, durée.", "Nature, gravity, duration."),
        'b' => say(lang, "Intention ou négligence.", "Intent or negligence."),
        'c' => say(lang, "Mesures prises pour limiter le dommage.", "Steps taken to limit the harm."),
        'd' => say(lang, "Degré de responsabilité.", "Degree of responsibility."),
        'e' => say(lang, "Antécédents.", "Earlier infringements."),
        'f' => say(lang, "Coopération avec l’autorité.", "Cooperation with the authority."),
        'g' => say(lang, "Catégories de données.", "Categories of data."),
        'h' => say(lang, "Manière dont l’autorité l’a appris.", "How the authority came to know."),
        'i' => say(lang, "Respect de mesures antérieures.", "Compliance with earlier measures."),
        'j' => say(lang, "Codes de conduite ou certification.", "Codes of conduct or certification."),
        'k' => say(lang, "Autres circonstances.", "Other circumstances."),
        _ => return None,
    })
}

pub fn origin(origin: Origin, lang: Lang) -> &'static str {
    match origin {
        Origin::Complaint => say(lang, "plainte", "complaint"),
        Origin::BreachNotified => say(lang, "violation notifiée", "notified breach"),
        Origin::Press => say(lang, "presse", "press"),
        Origin::OnlineCheck => say(lang, "contrôle en ligne", "online check"),
        Origin::OnSite => say(lang, "contrôle sur place", "on-site inspection"),
        Origin::Documents => say(lang, "contrôle sur pièces", "documentary check"),
        Origin::Hearing => say(lang, "audition", "hearing"),
        Origin::Report => say(lang, "signalement", "report"),
        Origin::OtherAuthority => say(lang, "autre autorité", "another authority"),
        Origin::FollowUp => say(lang, "suites d’une mise en demeure", "follow-up of a formal notice"),
    }
}

pub fn data_kind(kind: DataKind, lang: Lang) -> &'static str {
    match kind {
        DataKind::Identity => say(lang, "identité", "identity"),
        DataKind::Contact => say(lang, "coordonnées", "contact details"),
        DataKind::Health => say(lang, "santé", "health"),
        DataKind::Genetic => say(lang, "données génétiques", "genetic data"),
        DataKind::Biometric => say(lang, "données biométriques", "biometric data"),
        DataKind::Nir => say(lang, "numéro de sécurité sociale", "social security number"),
        DataKind::Financial => say(lang, "données bancaires ou financières", "bank or financial data"),
        DataKind::Location => say(lang, "localisation", "location"),
        DataKind::Credentials => say(lang, "identifiants et mots de passe", "credentials"),
        DataKind::Trackers => say(lang, "traceurs", "trackers"),
        DataKind::Communications => say(lang, "communications", "communications"),
        DataKind::Employment => say(lang, "vie professionnelle", "working life"),
        DataKind::Browsing => say(lang, "navigation", "browsing"),
        DataKind::Criminal => say(lang, "infractions", "offences"),
        DataKind::Political => say(lang, "opinions politiques", "political opinions"),
        DataKind::IntimateLife => say(lang, "vie intime", "intimate life"),
        DataKind::Minors => say(lang, "données de mineurs", "data of minors"),
        DataKind::Images => say(lang, "images", "images"),
        DataKind::Family => say(lang, "situation familiale", "family situation"),
        DataKind::Consumption => say(lang, "consommation", "consumption"),
        DataKind::IdentityDocuments => say(lang, "pièces d’identité", "identity documents"),
    }
}

pub fn measure(measure: Measure, lang: Lang) -> &'static str {
    match measure {
        Measure::Chiffrement => say(lang, "Chiffrement", "Encryption"),
        Measure::Authentification => say(lang, "Authentification", "Authentication"),
        Measure::MotsDePasse => say(lang, "Mots de passe", "Passwords"),
        Measure::Habilitations => say(lang, "Habilitations", "Access rights"),
        Measure::ControleDAcces => say(lang, "Contrôle d’accès", "Access control"),
        Measure::FiltrageReseau => say(lang, "Filtrage du réseau", "Network filtering"),
        Measure::Journalisation => say(lang, "Journalisation", "Logging"),
        Measure::Supervision => say(lang, "Supervision", "Monitoring"),
        Measure::TestsDeSecurite => say(lang, "Tests de sécurité", "Security testing"),
        Measure::Cloisonnement => say(lang, "Cloisonnement", "Segregation"),
        Measure::ProcedureDeMigration => say(lang, "Procédure de migration", "Migration procedure"),
        Measure::DureeDeConservation => say(lang, "Durée de conservation", "Retention"),
        Measure::Minimisation => say(lang, "Minimisation", "Minimisation"),
        Measure::Finalite => say(lang, "Finalité", "Purpose"),
        Measure::BaseLegale => say(lang, "Base légale", "Legal basis"),
        Measure::Consentement => say(lang, "Consentement", "Consent"),
        Measure::RefusDesTraceurs => say(lang, "Refus des traceurs", "Refusal of trackers"),
        Measure::Information => say(lang, "Information", "Information"),
        Measure::DroitDAcces => say(lang, "Droit d’accès", "Right of access"),
        Measure::Rectification => say(lang, "Rectification", "Rectification"),
        Measure::Effacement => say(lang, "Effacement", "Erasure"),
        Measure::Opposition => say(lang, "Opposition", "Objection"),
        Measure::ExerciceDesDroits => say(lang, "Exercice des droits", "Exercise of rights"),
        Measure::ContratDeSousTraitance => say(lang, "Contrat de sous-traitance", "Processor contract"),
        Measure::InstructionsDuResponsable => say(lang, "Instructions du responsable", "Controller’s instructions"),
        Measure::Registre => say(lang, "Registre", "Records"),
        Measure::Notification => say(lang, "Notification", "Notification"),
        Measure::InformationDesPersonnes => {
            say(lang, "Information des personnes sur la violation", "Telling people of the breach")
        }
        Measure::AnalyseDImpact => say(lang, "Analyse d’impact", "Impact assessment"),
        Measure::Delegue => say(lang, "Délégué à la protection des données", "Data protection officer"),
        Measure::Cooperation => say(lang, "Coopération", "Cooperation"),
        Measure::ResponsabiliteConjointe => say(lang, "Responsabilité conjointe", "Joint controllership"),
        Measure::FormalitesPrealables => say(lang, "Formalités préalables", "Prior formalities"),
        Measure::ProtectionParDefaut => say(lang, "Protection par défaut", "Protection by default"),
        Measure::DonneesSensibles => say(lang, "Données sensibles", "Sensitive data"),
        Measure::Prospection => say(lang, "Prospection", "Direct marketing"),
    }
}

fn period(period: Period, lang: Lang) -> &'static str {
    match period {
        Period::Year => say(lang, "année", "year"),
        Period::Month => say(lang, "mois", "month"),
    }
}

fn people_scope(scope: PeopleScope, lang: Lang) -> &'static str {
    match scope {
        PeopleScope::Breach => say(lang, "par le manquement", "by the breach"),
        PeopleScope::Processing => say(lang, "par le traitement", "by the processing"),
    }
}

fn numbering(numbering: Numbering, lang: Lang) -> &'static str {
    match numbering {
        Numbering::Eu => say(lang, "article, paragraphe, point", "article, paragraph, point"),
        Numbering::Law => say(lang, "article, partie, numéro", "article, roman part, number"),
        Numbering::Code => say(lang, "article de code (L. 34-5)", "article of a code (L. 34-5)"),
    }
}

/// What each word of a closed list of the schema means: the word as it is written, and the one that a page prints for it. The lists are known by
/// what the schema calls them.
pub fn of_list(list: Words, lang: Lang) -> Vec<(&'static str, &'static str)> {
    match list.name {
        "Procedure" => said(lang, procedure),
        "Kind of decision" => said(lang, decision_kind),
        "Kind of body" => said(lang, entity_kind),
        "Size" => said(lang, |one, lang| size(one, lang).unwrap_or(say(lang, "inconnu", "unknown"))),
        "Role" => said(lang, role),
        "Nature of a revenue" => said(lang, nature),
        "Perimeter" => said(lang, perimeter),
        "Period" => said(lang, period),
        "How a revenue is known" => said(lang, base_tag),
        "Court" => said(lang, court),
        "Outcome of an appeal" => said(lang, appeal_outcome),
        "Direction" => said(lang, direction),
        "Origin" => said(lang, origin),
        "Kinds of data" => said(lang, data_kind),
        "Measure" => said(lang, measure),
        "Scope" => said(lang, people_scope),
        "Numbering" => said(lang, numbering),
        // A test holds every list of the schema against this table.
        _ => Vec::new(),
    }
}

fn said<T: Choice>(lang: Lang, say: impl Fn(T, Lang) -> &'static str) -> Vec<(&'static str, &'static str)> {
    T::ALL.iter().map(|one| (one.word(), say(*one, lang))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::schema;
    use crate::model::value::Kind;

    #[test]
    fn every_word_that_the_schema_allows_has_its_words() {
        let roots: Vec<_> = Kind::ALL.iter().map(|kind| schema::of(*kind)).chain([&schema::ACT]).collect();
        let keys = schema::all(&roots).into_iter().flat_map(|map| map.keys());
        let lists: Vec<Words> = keys.filter_map(|key| key.shape.words()).collect();
        assert!(lists.len() >= 17);
        for (list, lang) in lists.into_iter().flat_map(|list| Lang::ALL.map(|lang| (list, lang))) {
            let said = of_list(list, lang);
            assert_eq!(said.iter().map(|(word, _)| *word).collect::<Vec<_>>(), (list.all)(), "{}", list.name);
            assert!(said.iter().all(|(_, meaning)| !meaning.is_empty()), "{}", list.name);
        }
    }
}
