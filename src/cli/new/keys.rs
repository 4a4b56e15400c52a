//! The keys that `rubrique new` writes, kind by kind: the table of `docs/content.md`, in French, for authors.
//!
//! A key that is [`Needed`](Presence::Needed) is written; the others are comments, each an example that holds once its `# ` is taken away.

use crate::model::value::Kind;

/// A top-level key of a front matter.
pub struct Key {
    pub name: &'static str,
    pub presence: Presence,
    pub shape: Shape,
    /// Its value, as YAML: a placeholder or an example. `{…}` is filled in, see [`super`].
    pub value: &'static str,
    /// What it means, for the author.
    pub meaning: &'static str,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    Needed,
    Optional,
}

/// What a value given on the command line is taken for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Words, whatever they look like.
    Text,
    /// Anything that YAML can write: a number, a date, a list.
    Yaml,
}

const fn needed(name: &'static str, shape: Shape, value: &'static str, meaning: &'static str) -> Key {
    Key { name, presence: Presence::Needed, shape, value, meaning }
}

const fn optional(name: &'static str, shape: Shape, value: &'static str, meaning: &'static str) -> Key {
    Key { name, presence: Presence::Optional, shape, value, meaning }
}

/// The keys of a kind, in the order in which they are written.
pub fn of(kind: Kind) -> Vec<&'static Key> {
    let own = match kind {
        Kind::Decision => DECISION,
        Kind::Provision => PROVISION,
        Kind::Checklist => CHECKLIST,
        Kind::Sector => SECTOR,
        Kind::Term => TERM,
        Kind::Page => PAGE,
    };
    let is_new = |key: &&Key| own.iter().all(|known| known.name != key.name);
    std::iter::once(&DRAFT).chain(own).chain(EVERY.iter().filter(is_new)).collect()
}

use Shape::{Text, Yaml};

/// Nothing that still holds a placeholder is published.
const DRAFT: Key =
    needed("draft", Yaml, "true", "brouillon : connu, pas publié ; retirez cette ligne quand la page est prête");

/// What every document may say.
const EVERY: &[Key] = &[
    optional("standfirst", Text, "Une phrase sous le titre.", "une phrase sous le titre"),
    optional("act", Yaml, "rgpd", "acte par défaut : celui d'un « article 6 » sans précision"),
    optional("slug-en", Yaml, "english-name", "fin de l'adresse anglaise, si elle diffère"),
    optional(
        "sources",
        Yaml,
        "[{id: texte, title: Comment citer la source, url: \"https://www.legifrance.gouv.fr/\"}]",
        "ce sur quoi le document s'appuie",
    ),
    optional("reviewed", Yaml, "{today}", "jour de la dernière relecture face aux sources"),
    optional("aliases", Yaml, "[/ancienne/adresse/]", "anciennes adresses, chacune redirigée"),
    optional(
        "allow",
        Yaml,
        "[{code: citation-unresolved, reason: Pourquoi}]",
        "fait taire un diagnostic de ce fichier ; voir `rubrique explain`",
    ),
];

const DECISION: &[Key] = &[
    needed("number", Yaml, "{number}", "numéro officiel ; null si aucun n'est connu"),
    needed("date", Yaml, "{date}", "jour de la décision"),
    optional("published", Yaml, "{date}", "jour de publication ; avant, la page n'existe pas"),
    optional(
        "law-of",
        Yaml,
        "2017-03-01",
        "jour dont le droit s'applique, si ce n'est pas celui de la décision (faits antérieurs au 25 mai 2018)",
    ),
    needed("procedure", Yaml, "ordinary", "ordinary (formation restreinte), simplified (son président seul)"),
    needed(
        "kind",
        Yaml,
        "fine",
        "fine, reprimand, injunction, penalty-settlement, closing, dismissal ; `fines` va avec fine et penalty-settlement seulement",
    ),
    needed("title", Text, "À compléter : le fait, en une phrase simple", "titre de la page et son nom partout"),
    optional(
        "standfirst",
        Text,
        "Amende de {{fine}}.",
        "une phrase sous le titre : montant et issue ; les chiffres s'écrivent {{fine}}, {{ratio}}, {{cap}}…",
    ),
    needed(
        "naming",
        Yaml,
        "never",
        "jusqu'à quand l'organisme peut être nommé : unlimited, never, not-public, 2 years (depuis la publication) ou une date",
    ),
    needed(
        "entities",
        Yaml,
        "\n  - id: organisme                    # un rôle, jamais un nom\n    label: \"À compléter : ce qui s'affiche à la place du nom\"\n    kind: company                    # company, liberal-professional, association, public-body, state, party, other\n    size: unknown                    # micro, small, medium, large, unknown\n    sector: {sector}\n    # name: SOCIÉTÉ X                # nom publié ; jamais pour une personne physique\n    # aliases: [Société X France]    # autres graphies du nom\n    # natural-person: true           # une personne physique n'est jamais nommée\n    # undertaking: true              # entreprise au sens du droit de la concurrence\n    # role: controller               # controller, joint-controller, processor",
        "qui est sanctionné",
    ),
    needed(
        "fines",
        Yaml,
        "\n  - imposed: 0                       # à compléter : montant prononcé, en euros\n    # basis: [rgpd.32.1]             # fondement",
        "une ligne par entité et par fondement",
    ),
    optional(
        "revenue",
        Yaml,
        "[{amount: 97000, year: 2018, nature: turnover, perimeter: entity, status: stated}]",
        "revenu connu, ou status: withheld s'il est masqué, inapplicable s'il est sans objet",
    ),
    optional(
        "appeals",
        Yaml,
        "[{court: conseil-etat, outcome: pending}]",
        "recours et issue : pending, rejected, reduced, annulled, withdrawn",
    ),
    optional(
        "breaches",
        Yaml,
        "[{provision: rgpd.32.1, measure: chiffrement, missing: Ce qui manquait., expected: Ce qui était attendu.}]",
        "un manquement par disposition, aussi précis que la source",
    ),
    optional(
        "factors",
        Yaml,
        "[{letter: g, direction: aggravating, text: Données de santé.}]",
        "ce qui a pesé, si la décision le dit",
    ),
    optional(
        "origin",
        Yaml,
        "[complaint, online-check]",
        "complaint, breach-notified, press, online-check, on-site, documents, hearing, report, other-authority, follow-up",
    ),
    optional(
        "people",
        Yaml,
        "{value: 5300, unit: personnes, about: true, scope: breach}",
        "combien de personnes ou de données",
    ),
    optional("duration", Text, "environ quatre mois", "combien de temps cela a duré"),
    optional("penalty", Yaml, "{daily: 500, after-days: 90}", "astreinte d'une injonction, en euros par jour"),
    optional("data-kinds", Yaml, "[health, identity]", "quelles données"),
    optional("checklist", Yaml, "[cabinet-medical/cm-01]", "points de contrôle qui y répondent"),
    needed(
        "sources",
        Yaml,
        "\n  - id: deliberation\n    title: \"À compléter : comment citer la décision\"\n    url: \"https://www.legifrance.gouv.fr/\"   # à compléter : l'adresse officielle\n    # consulted: {today}           # jour où cette adresse a été ouverte, si elle l'a été\n    # read-via: \"…\"                  # où le texte a été lu à la place",
        "au moins une source, l'officielle d'abord",
    ),
];

const PROVISION: &[Key] = &[
    needed("title", Text, "À compléter : intitulé de l'article", "titre de la page et son nom partout"),
    optional(
        "paragraphs",
        Yaml,
        "[{id: \"1\", text: Notre reformulation.}]",
        "notre reformulation, point par point : \"1\", \"1.a\", \"IV.7\"",
    ),
    optional("related", Yaml, "[rgpd.5.1.f]", "dispositions à lire avec"),
    optional("checklists", Yaml, "[cabinet-medical]", "listes qui mettent l'article en pratique"),
];

const CHECKLIST: &[Key] = &[
    needed("title", Text, "{words}", "titre de la page et son nom partout"),
    needed("for", Text, "À compléter : pour qui", "pour qui"),
    optional("minutes", Yaml, "30", "durée"),
    optional("sectors", Yaml, "[{sector}]", "secteurs"),
    needed(
        "sections",
        Yaml,
        "\n  - title: \"À compléter : une rubrique\"\n    items:\n      - id: {initials}-01                # unique dans la liste, jamais réutilisé\n        text: \"À compléter : un point auquel on répond par oui ou non.\"\n        priority: 2                  # 1 d'abord, 3 en dernier\n        # why: \"…\"                   # ce que cela a coûté à d'autres\n        # proof: \"…\"                 # preuve à garder\n        # provisions: [rgpd.32.1.a]  # ce qui le demande",
        "rubriques et points",
    ),
];

const SECTOR: &[Key] = &[
    needed("title", Text, "{words}", "titre de la page et son nom partout"),
    optional("neighbours", Yaml, "[{sector}]", "secteurs voisins"),
    optional("checklists", Yaml, "[cabinet-medical]", "listes de contrôle"),
];

const TERM: &[Key] = &[
    needed("title", Text, "{words}", "le terme ; il mène à cette page au premier emploi de chaque texte"),
    optional("forms", Yaml, "[violations de données]", "les autres formes qui y mènent, pluriel compris"),
    optional("english", Text, "English term", "équivalent anglais"),
    optional("provisions", Yaml, "[rgpd.4.12]", "où la loi le définit ou l'emploie"),
];

const PAGE: &[Key] = &[needed("title", Text, "{words}", "titre de la page et son nom partout")];

/// The text that a new document starts with.
pub fn text(kind: Kind) -> &'static str {
    match kind {
        Kind::Decision => {
            "## L'essentiel\n\nÀ compléter.\n\n## Ce qui s'est passé\n\nÀ compléter.\n\n## Ce que retient la décision\n\nÀ compléter.\n\n\
             ## Ce qui a pesé\n\nÀ compléter.\n\n## Ce qu'il faut retenir\n\nÀ compléter.\n"
        }
        Kind::Provision => "## En clair\n\nÀ compléter.\n\n## En pratique\n\nÀ compléter.\n",
        Kind::Checklist | Kind::Sector | Kind::Term | Kind::Page => "À compléter.\n",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::value::Choice;

    #[test]
    fn every_kind_has_a_title_and_no_key_twice() {
        for kind in Kind::ALL {
            let names: Vec<&str> = of(*kind).iter().map(|key| key.name).collect();
            assert!(names.contains(&"title") && names.contains(&"draft"), "{names:?}");
            let distinct: std::collections::BTreeSet<_> = names.iter().collect();
            assert_eq!(distinct.len(), names.len(), "{names:?}");
        }
    }
}
