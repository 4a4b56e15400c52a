//! The fields of the data files with their words, as tables: what a key or a column means is written here and nowhere else.

use crate::analysis::figures::CapRule;
use crate::model::value::{
    AppealOutcome, AppealState, BaseStatus, Choice, Court, DataKind, DecisionKind, Direction, EntityKind, Measure,
    Nature, Origin, PeopleScope, Perimeter, Procedure, Role, Size,
};

/// A key of an object.
pub struct Field {
    pub name: &'static str,
    pub shape: Shape,
    /// `null` where there is nothing of the kind.
    pub nullable: bool,
    pub may_be_absent: bool,
    pub title_fr: &'static str,
    pub fr: &'static str,
    pub title_en: &'static str,
    pub en: &'static str,
}

/// What a value looks like.
pub enum Shape {
    /// Of the format: 1.
    Version,
    Text,
    Address,
    /// `YYYY-MM-DD`.
    Day,
    /// A decimal string, in euros.
    Amount,
    /// A decimal string with 10 decimals.
    Ratio,
    Whole,
    Flag,
    /// One word of a closed list.
    Choice(fn() -> Vec<&'static str>),
    Object(&'static [Field]),
    List(&'static Shape),
    /// Low and high.
    Pair(&'static Shape),
}

impl Shape {
    /// The fields of an object, or of the objects of a list.
    pub fn fields(&'static self) -> &'static [Field] {
        match self {
            Shape::Object(fields) => fields,
            Shape::List(item) | Shape::Pair(item) => item.fields(),
            Shape::Version
            | Shape::Text
            | Shape::Address
            | Shape::Day
            | Shape::Amount
            | Shape::Ratio
            | Shape::Whole
            | Shape::Flag
            | Shape::Choice(_) => &[],
        }
    }

    /// The closed list that a value or its items are taken from.
    pub fn words(&self) -> Vec<&'static str> {
        match self {
            Shape::Choice(words) => words(),
            Shape::List(item) | Shape::Pair(item) => item.words(),
            Shape::Version
            | Shape::Text
            | Shape::Address
            | Shape::Day
            | Shape::Amount
            | Shape::Ratio
            | Shape::Whole
            | Shape::Flag
            | Shape::Object(_) => Vec::new(),
        }
    }
}

/// A column of the CSV.
pub struct Column {
    pub name: &'static str,
    /// The field of a decision whose value it prints: `figures.base.year`.
    pub prints: &'static str,
}

fn words<T: Choice>() -> Vec<&'static str> {
    T::ALL.iter().map(|choice| choice.word()).collect()
}

/// The field of a decision at a path; lists count as what they list.
pub fn at(path: &str) -> Option<&'static Field> {
    let mut fields: &'static [Field] = DECISION;
    let mut found = None;
    for name in path.split('.') {
        let field = fields.iter().find(|field| field.name == name)?;
        fields = field.shape.fields();
        found = Some(field);
    }
    found
}

const fn field(name: &'static str, shape: Shape, fr: [&'static str; 2], en: [&'static str; 2]) -> Field {
    let ([title_fr, fr], [title_en, en]) = (fr, en);
    Field { name, shape, nullable: false, may_be_absent: false, title_fr, fr, title_en, en }
}

const fn nullable(name: &'static str, shape: Shape, fr: [&'static str; 2], en: [&'static str; 2]) -> Field {
    Field { nullable: true, ..field(name, shape, fr, en) }
}

const fn maybe(name: &'static str, shape: Shape, fr: [&'static str; 2], en: [&'static str; 2]) -> Field {
    Field { may_be_absent: true, ..field(name, shape, fr, en) }
}

const fn column(name: &'static str, prints: &'static str) -> Column {
    Column { name, prints }
}

/// The file.
pub const FILE: &[Field] = &[
    field(
        "version",
        Shape::Version,
        ["Version", "La version de ce format."],
        ["Version", "The version of this format."],
    ),
    field(
        "as_of",
        Shape::Day,
        ["À la date du", "Le jour où tout, dans ce fichier, vaut ainsi."],
        ["As of", "The day on which everything in this file stands so."],
    ),
    field(
        "decisions",
        Shape::List(&Shape::Object(DECISION)),
        ["Décisions", "Chaque décision publiée ici, dans l’ordre des identifiants."],
        ["Decisions", "Every decision published here, in the order of their ids."],
    ),
];

/// A decision.
const DECISION: &[Field] = &[
    field(
        "id",
        Shape::Text,
        ["Identifiant", "L’identifiant de la décision, stable."],
        ["Id", "The stable id of the decision."],
    ),
    field(
        "address",
        Shape::Address,
        ["Adresse", "La page de la décision : complète si l’hôte du site est connu, sinon depuis sa racine."],
        ["Address", "The page of the decision: in full where the site’s host is known, else from its root."],
    ),
    field("address_en", Shape::Address, ["Adresse (en)", "La page anglaise."], ["Address (en)", "The English page."]),
    nullable(
        "number",
        Shape::Text,
        ["Numéro", "Le numéro officiel ; vide si aucun n’a été publié."],
        ["Number", "The official number; empty where none was published."],
    ),
    nullable("date", Shape::Day, ["Date", "La date de la décision."], ["Date", "The day of the decision."]),
    nullable(
        "law_of",
        Shape::Day,
        ["Droit applicable", "Le jour dont le droit s’applique : celui de la décision, sauf mention contraire."],
        ["Law of", "The day whose law applied: the decision’s own unless it says otherwise."],
    ),
    nullable(
        "published",
        Shape::Day,
        ["Publication", "Le jour de sa publication."],
        ["Published", "The day it was published."],
    ),
    field(
        "procedure",
        Shape::Choice(words::<Procedure>),
        ["Procédure", "Ordinaire, ou simplifiée (loi n° 78-17, art. 22-1)."],
        ["Procedure", "Ordinary, or simplified (Law No. 78-17, art. 22-1)."],
    ),
    field(
        "kind",
        Shape::Choice(words::<DecisionKind>),
        [
            "Nature",
            "Ce que fait la décision : amende, rappel à l’ordre, injonction, liquidation d’astreinte, clôture, non-lieu.",
        ],
        [
            "Kind",
            "What the decision does: fine, reprimand, injunction, settlement of a periodic penalty, closing, dismissal.",
        ],
    ),
    field("title", Shape::Text, ["Titre", "Le fait, en une phrase."], ["Title", "The fact, in one sentence."]),
    field(
        "title_en",
        Shape::Text,
        ["Titre (en)", "Le fait, en une phrase, en anglais ; en français faute de texte anglais."],
        ["Title (en)", "The fact, in one sentence, in English; in French where there is no English."],
    ),
    nullable(
        "standfirst",
        Shape::Text,
        ["Chapeau", "Le montant et l’issue, en une phrase."],
        ["Standfirst", "Amount and outcome, in one sentence."],
    ),
    nullable(
        "standfirst_en",
        Shape::Text,
        ["Chapeau (en)", "Le montant et l’issue, en une phrase, en anglais ; en français faute de texte anglais."],
        ["Standfirst (en)", "Amount and outcome, in one sentence, in English; in French where there is no English."],
    ),
    field(
        "sectors",
        Shape::List(&Shape::Text),
        ["Secteurs", "Les secteurs des organismes sanctionnés."],
        ["Sectors", "The sectors of the sanctioned bodies."],
    ),
    field(
        "entities",
        Shape::List(&Shape::Object(ENTITY)),
        ["Organismes", "Les organismes sanctionnés."],
        ["Bodies", "The sanctioned bodies."],
    ),
    field(
        "provisions",
        Shape::List(&Shape::Text),
        [
            "Dispositions",
            "Les dispositions sur lesquelles repose la décision : bases des amendes et manquements (`rgpd.32.1.a`).",
        ],
        ["Provisions", "What the decision rests on: the bases of the fines and the breaches (`rgpd.32.1.a`)."],
    ),
    field(
        "breaches",
        Shape::List(&Shape::Object(BREACH)),
        ["Manquements", "Les manquements, dans l’ordre de la décision."],
        ["Breaches", "The breaches, in the order of the decision."],
    ),
    field(
        "factors",
        Shape::List(&Shape::Object(FACTOR)),
        ["Critères", "Les circonstances retenues (RGPD, art. 83, paragraphe 2)."],
        ["Factors", "The circumstances taken into account (GDPR, article 83(2))."],
    ),
    field(
        "appeals",
        Shape::List(&Shape::Object(APPEAL)),
        ["Recours", "Les recours connus ; un recours jugé après la date du fichier y est pendant."],
        ["Appeals", "The known appeals; one decided after the day of the file is pending in it."],
    ),
    field(
        "origin",
        Shape::List(&Shape::Choice(words::<Origin>)),
        ["Origine", "Comment l’autorité l’a appris."],
        ["Origin", "How the authority came to know."],
    ),
    nullable(
        "people",
        Shape::Object(PEOPLE),
        ["Personnes", "Combien de personnes ou d’enregistrements."],
        ["People", "How many people or records."],
    ),
    nullable(
        "duration",
        Shape::Text,
        ["Durée", "Combien de temps le manquement a duré."],
        ["Duration", "How long the breach lasted."],
    ),
    nullable(
        "duration_en",
        Shape::Text,
        ["Durée (en)", "Combien de temps le manquement a duré, en anglais ; en français faute de texte anglais."],
        ["Duration (en)", "How long the breach lasted, in English; in French where there is no English."],
    ),
    nullable(
        "penalty",
        Shape::Object(PENALTY),
        ["Astreinte", "L’astreinte dont une injonction est assortie."],
        ["Periodic penalty", "The periodic penalty of an injunction."],
    ),
    field(
        "data_kinds",
        Shape::List(&Shape::Choice(words::<DataKind>)),
        ["Données", "Les catégories de données."],
        ["Data", "The kinds of data."],
    ),
    field(
        "checklist",
        Shape::List(&Shape::Text),
        ["Points de contrôle", "Ce qu’il faut faire : liste et point (`cabinet-medical/cm-07`)."],
        ["Checklist items", "What to do: list and item (`cabinet-medical/cm-07`)."],
    ),
    field(
        "figures",
        Shape::List(&Shape::Object(FIGURES)),
        ["Chiffres", "Les chiffres calculés, un objet par organisme, dans l’ordre des organismes."],
        ["Figures", "The computed figures, an object per body, in the order of the bodies."],
    ),
    field(
        "sources",
        Shape::List(&Shape::Object(SOURCE)),
        ["Sources", "Ce sur quoi la page repose."],
        ["Sources", "What the page rests on."],
    ),
    nullable(
        "reviewed",
        Shape::Day,
        ["Vérification", "Le jour de la dernière vérification."],
        ["Reviewed", "The day it was last checked."],
    ),
];

/// A sanctioned body.
const ENTITY: &[Field] = &[
    field(
        "id",
        Shape::Text,
        ["Identifiant", "L’identifiant de l’organisme dans la décision : un rôle, jamais un nom."],
        ["Id", "The id of the body in the decision: a role, never a name."],
    ),
    field(
        "who",
        Shape::Text,
        ["Organisme", "Le nom s’il peut paraître, sinon la désignation générique."],
        ["Body", "The name where it may appear, else the generic label."],
    ),
    field(
        "who_en",
        Shape::Text,
        [
            "Organisme (en)",
            "Le nom s’il peut paraître, sinon la désignation générique, en anglais ; en français faute de texte anglais.",
        ],
        [
            "Body (en)",
            "The name where it may appear, else the generic label, in English; in French where there is no English.",
        ],
    ),
    field(
        "named",
        Shape::Flag,
        ["Nommé", "Si l’organisme est désigné par son nom."],
        ["Named", "Whether the body is designated by its name."],
    ),
    field(
        "natural_person",
        Shape::Flag,
        ["Personne physique", "Une personne physique n’est jamais nommée."],
        ["Natural person", "A natural person is never named."],
    ),
    field(
        "kind",
        Shape::Choice(words::<EntityKind>),
        ["Type d’organisme", "Entreprise, profession libérale, association, organisme public, État, parti, autre."],
        ["Kind of body", "Company, liberal professional, association, public body, State, party, other."],
    ),
    field(
        "undertaking",
        Shape::Flag,
        [
            "Entreprise au sens de la concurrence",
            "Seule une entreprise en ce sens a un plafond en pourcentage (RGPD, considérant 150).",
        ],
        [
            "Undertaking",
            "Only an undertaking in competition law’s sense has a cap with a percentage (GDPR, recital 150).",
        ],
    ),
    field(
        "size",
        Shape::Choice(words::<Size>),
        ["Taille", "Moins de 10, 50, 250 personnes, ou plus."],
        ["Size", "Fewer than 10, 50, 250 people, or more."],
    ),
    field("sector", Shape::Text, ["Secteur", "L’identifiant du secteur."], ["Sector", "The id of the sector."]),
    nullable(
        "role",
        Shape::Choice(words::<Role>),
        ["Rôle", "Responsable de traitement, conjoint, ou sous-traitant."],
        ["Role", "Controller, joint controller or processor."],
    ),
];

/// A breach.
const BREACH: &[Field] = &[
    field(
        "provision",
        Shape::Text,
        ["Disposition", "La disposition méconnue."],
        ["Provision", "The provision breached."],
    ),
    nullable(
        "measure",
        Shape::Choice(words::<Measure>),
        ["Mesure", "La mesure en cause."],
        ["Measure", "The measure that the breach was about."],
    ),
    field(
        "set_aside",
        Shape::Flag,
        ["Écarté", "Si un recours jugé à la date du fichier l’a écarté."],
        ["Set aside", "Whether an appeal decided by the day of the file set it aside."],
    ),
];

/// A circumstance.
const FACTOR: &[Field] = &[
    nullable(
        "letter",
        Shape::Text,
        ["Lettre", "Le point de l’article 83, paragraphe 2, si la décision le nomme."],
        ["Letter", "The point of article 83(2), where the decision names it."],
    ),
    field(
        "direction",
        Shape::Choice(words::<Direction>),
        ["Sens", "Circonstance aggravante ou atténuante."],
        ["Direction", "Aggravating or mitigating."],
    ),
];

/// An appeal.
const APPEAL: &[Field] = &[
    field(
        "court",
        Shape::Choice(words::<Court>),
        ["Juridiction", "La juridiction saisie."],
        ["Court", "The court seized."],
    ),
    nullable("number", Shape::Text, ["Numéro", "Le numéro de l’affaire."], ["Number", "The number of the case."]),
    nullable(
        "ecli",
        Shape::Text,
        ["ECLI", "L’identifiant européen de la jurisprudence."],
        ["ECLI", "The European case law identifier."],
    ),
    nullable("date", Shape::Day, ["Date", "Le jour de l’arrêt."], ["Date", "The day of the ruling."]),
    field(
        "outcome",
        Shape::Choice(words::<AppealOutcome>),
        ["Issue", "Pendant, rejeté, réduction, annulation, désistement."],
        ["Outcome", "Pending, rejected, reduced, annulled, withdrawn."],
    ),
    field(
        "set_aside",
        Shape::List(&Shape::Text),
        ["Dispositions écartées", "Les dispositions que l’arrêt écarte, avec ce qu’elles contiennent."],
        ["Provisions set aside", "The provisions that the ruling sets aside, with all that they hold."],
    ),
];

/// How many people or records.
const PEOPLE: &[Field] = &[
    field("value", Shape::Whole, ["Nombre", "Combien."], ["Number", "How many."]),
    nullable("unit", Shape::Text, ["Unité", "Ce qui est compté."], ["Unit", "What is counted."]),
    nullable(
        "unit_en",
        Shape::Text,
        ["Unité (en)", "Ce qui est compté, en anglais ; en français faute de texte anglais."],
        ["Unit (en)", "What is counted, in English; in French where there is no English."],
    ),
    field(
        "about",
        Shape::Flag,
        ["Environ", "Si le nombre est approché."],
        ["About", "Whether the number is approximate."],
    ),
    nullable(
        "scope",
        Shape::Choice(words::<PeopleScope>),
        ["Portée", "Les personnes touchées par le manquement, ou par le traitement."],
        ["Scope", "People touched by the breach, or by the processing."],
    ),
];

/// A periodic penalty.
const PENALTY: &[Field] = &[
    field("daily", Shape::Amount, ["Par jour", "Euros par jour de retard."], ["A day", "Euros for each day of delay."]),
    nullable(
        "after_days",
        Shape::Whole,
        ["Délai", "Après combien de jours elle court."],
        ["Delay", "After how many days it runs."],
    ),
];

/// The computed figures of one body, as `rubrique figures` prints them.
const FIGURES: &[Field] = &[
    field(
        "decision",
        Shape::Text,
        ["Décision", "L’identifiant de la décision."],
        ["Decision", "The id of the decision."],
    ),
    field(
        "entity",
        Shape::Text,
        ["Organisme", "L’identifiant de l’organisme dans la décision."],
        ["Body", "The id of the body in the decision."],
    ),
    nullable(
        "imposed",
        Shape::Amount,
        ["Amende prononcée", "La somme des amendes de l’organisme, en euros ; vide sans amende."],
        ["Fine imposed", "The sum of the body’s fines, in euros; empty without a fine."],
    ),
    nullable(
        "final",
        Shape::Amount,
        ["Amende en vigueur", "Ce qui reste après les recours jugés à la date du fichier, en euros."],
        ["Final fine", "What stands after the appeals decided by the day of the file, in euros."],
    ),
    field(
        "appeal",
        Shape::Choice(words::<AppealState>),
        ["État du recours", "Aucun, pendant, rejeté, réduction, annulation, désistement."],
        ["State of the appeal", "None, pending, rejected, reduced, annulled, withdrawn."],
    ),
    nullable(
        "base",
        Shape::Object(BASE),
        ["Revenu de référence", "Le revenu par lequel l’amende est divisée ; vide si rien n’est connu."],
        ["Base", "The revenue that the fine is divided by; empty where nothing is known."],
    ),
    nullable(
        "ratio",
        Shape::Ratio,
        ["Part du revenu", "Amende en vigueur ÷ revenu annuel, 10 décimales."],
        ["Ratio", "Final fine ÷ annual revenue, 10 decimals."],
    ),
    nullable(
        "ratio_imposed",
        Shape::Ratio,
        ["Part du revenu, amende prononcée", "Amende prononcée ÷ revenu annuel, 10 décimales."],
        ["Ratio imposed", "Fine imposed ÷ annual revenue, 10 decimals."],
    ),
    nullable(
        "ratio_range",
        Shape::Pair(&Shape::Ratio),
        ["Part du revenu, fourchette", "Les deux bornes, si le revenu est une fourchette."],
        ["Range of the ratio", "Its two ends, where the base is a range."],
    ),
    field(
        "cap",
        Shape::Object(CAP),
        ["Plafond légal", "Le plafond du manquement le plus grave encore debout (RGPD, art. 83, paragraphe 3)."],
        ["Legal cap", "The cap of the gravest breach that still stands (GDPR, article 83(3))."],
    ),
    field(
        "parts",
        Shape::List(&Shape::Object(PART)),
        ["Amendes distinctes", "Si l’organisme a plusieurs amendes : chacune, avec son plafond."],
        ["Several fines", "Where the body has several fines: each, with its cap."],
    ),
    nullable(
        "share_of_cap",
        Shape::Ratio,
        ["Part du plafond", "Amende en vigueur ÷ plafond, 10 décimales."],
        ["Share of the cap", "Final fine ÷ cap, 10 decimals."],
    ),
    nullable(
        "procedure_ceiling",
        Shape::Amount,
        ["Plafond de la procédure", "Le plafond propre à la procédure simplifiée, en euros."],
        ["Ceiling of the procedure", "The simplified procedure’s own ceiling, in euros."],
    ),
    nullable(
        "days",
        Shape::Whole,
        ["Jours de revenu", "Combien de jours de revenu l’amende représente (part × 365, arrondi au pair)."],
        ["Days of revenue", "How many days of revenue the fine comes to (ratio × 365, half to even)."],
    ),
    field(
        "working",
        Shape::List(&Shape::Object(WORKING)),
        ["Calcul", "Les calculs, en toutes lettres."],
        ["Working", "The sums in words."],
    ),
];

/// The revenue that a fine is compared with.
const BASE: &[Field] = &[
    nullable(
        "annual",
        Shape::Amount,
        ["Revenu annuel", "Euros par an ; vide s’il est occulté, sans objet ou une fourchette."],
        ["Annual revenue", "Euros a year; empty where it is withheld, inapplicable or a range."],
    ),
    nullable("year", Shape::Whole, ["Exercice", "L’année de ce revenu."], ["Year", "The year of this revenue."]),
    nullable(
        "nature",
        Shape::Choice(words::<Nature>),
        ["Nature du revenu", "Ce que le montant mesure ; deux natures ne se comparent pas."],
        ["Nature of the revenue", "What the amount measures; two natures do not compare."],
    ),
    nullable(
        "perimeter",
        Shape::Choice(words::<Perimeter>),
        ["Périmètre", "La personne, l’entité ou le groupe."],
        ["Perimeter", "The person, the entity or the group."],
    ),
    field(
        "status",
        Shape::Choice(words::<BaseStatus>),
        ["Statut du revenu", "Publié, déposé, estimé, occulté dans la décision, ou sans objet."],
        ["Status of the revenue", "Stated, filed, estimated, withheld in the decision, or inapplicable."],
    ),
    field(
        "annualised",
        Shape::Flag,
        ["Annualisé", "Si un montant mensuel a été multiplié par 12."],
        ["Annualised", "Whether a monthly amount was multiplied by 12."],
    ),
    maybe(
        "range",
        Shape::Pair(&Shape::Amount),
        ["Fourchette", "Le bas et le haut, en euros par an ; absent si le montant est exact."],
        ["Range", "Low and high, in euros a year; absent where the amount is exact."],
    ),
];

/// A legal cap.
const CAP: &[Field] = &[
    nullable(
        "amount",
        Shape::Amount,
        ["Plafond", "En euros ; vide s’il n’y en a pas."],
        ["Cap", "In euros; empty where there is none."],
    ),
    field(
        "rule",
        Shape::Choice(words::<CapRule>),
        [
            "Règle du plafond",
            "Montant fixe, pourcentage, au moins le montant fixe (chiffre d’affaires inconnu), ou aucun.",
        ],
        ["Rule of the cap", "Fixed amount, percentage, at least the fixed amount (turnover unknown), or none."],
    ),
    nullable(
        "provision",
        Shape::Text,
        ["Disposition du plafond", "La disposition qui le fixe (`rgpd.83.4`)."],
        ["Provision of the cap", "The provision that sets it (`rgpd.83.4`)."],
    ),
    nullable(
        "percent_of",
        Shape::Amount,
        ["Assiette du pourcentage", "Le chiffre d’affaires dont le pourcentage a été pris, en euros."],
        ["Turnover of the percentage", "The turnover that the percentage was taken of, in euros."],
    ),
];

/// One of several fines.
const PART: &[Field] = &[
    field("imposed", Shape::Amount, ["Amende", "Prononcée, en euros."], ["Fine", "Imposed, in euros."]),
    field(
        "basis",
        Shape::List(&Shape::Text),
        ["Base légale", "Les dispositions de cette amende."],
        ["Basis", "The provisions of this fine."],
    ),
    field(
        "cap",
        Shape::Object(CAP),
        ["Plafond", "Celui de sa propre base légale."],
        ["Cap", "That of its own legal basis."],
    ),
];

/// A line of the working.
const WORKING: &[Field] = &[
    field("fr", Shape::Text, ["En français", "La ligne, en français."], ["In French", "The line in French."]),
    field("en", Shape::Text, ["En anglais", "La ligne, en anglais."], ["In English", "The line in English."]),
    field(
        "inputs",
        Shape::List(&Shape::Text),
        ["Données d’entrée", "Où chaque donnée est écrite, dans les sources du site : fichier et ligne."],
        ["Inputs", "Where each input is written, in the sources of the site: file and line."],
    ),
];

/// A source.
const SOURCE: &[Field] = &[
    field(
        "id",
        Shape::Text,
        ["Identifiant", "L’identifiant de la source dans la page."],
        ["Id", "The id of the source in the page."],
    ),
    field("title", Shape::Text, ["Titre", "De quel texte il s’agit."], ["Title", "Which text it is."]),
    field(
        "title_en",
        Shape::Text,
        ["Titre (en)", "De quel texte il s’agit, en anglais ; en français faute de texte anglais."],
        ["Title (en)", "Which text it is, in English; in French where there is no English."],
    ),
    nullable(
        "url",
        Shape::Address,
        ["Adresse de la source", "Vide si elle contient un nom qui ne peut plus paraître."],
        ["Address of the source", "Empty where it holds a name that may no longer appear."],
    ),
    nullable("archive", Shape::Address, ["Archive", "Une copie conservée."], ["Archive", "A kept copy."]),
    nullable(
        "consulted",
        Shape::Day,
        ["Consultation", "Le jour où cette adresse a été ouverte, si elle l’a été."],
        ["Consulted", "The day this very address was opened, if it was."],
    ),
];

/// The columns of the CSV, in their order.
pub const COLUMNS: &[Column] = &[
    column("decision", "figures.decision"),
    column("entity", "figures.entity"),
    column("number", "number"),
    column("date", "date"),
    column("published", "published"),
    column("procedure", "procedure"),
    column("kind", "kind"),
    column("title", "title"),
    column("who", "entities.who"),
    column("entity_kind", "entities.kind"),
    column("size", "entities.size"),
    column("sector", "entities.sector"),
    column("role", "entities.role"),
    column("provisions", "provisions"),
    column("imposed", "figures.imposed"),
    column("final", "figures.final"),
    column("appeal", "figures.appeal"),
    column("base_annual", "figures.base.annual"),
    column("base_low", "figures.base.range"),
    column("base_high", "figures.base.range"),
    column("base_year", "figures.base.year"),
    column("base_nature", "figures.base.nature"),
    column("base_perimeter", "figures.base.perimeter"),
    column("base_status", "figures.base.status"),
    column("base_annualised", "figures.base.annualised"),
    column("ratio", "figures.ratio"),
    column("ratio_imposed", "figures.ratio_imposed"),
    column("cap", "figures.cap.amount"),
    column("cap_rule", "figures.cap.rule"),
    column("cap_provision", "figures.cap.provision"),
    column("share_of_cap", "figures.share_of_cap"),
    column("ratio_low", "figures.ratio_range"),
    column("ratio_high", "figures.ratio_range"),
    column("cap_percent_of", "figures.cap.percent_of"),
    column("procedure_ceiling", "figures.procedure_ceiling"),
    column("days", "figures.days"),
    column("title_en", "title_en"),
    column("who_en", "entities.who_en"),
    column("named", "entities.named"),
    column("natural_person", "entities.natural_person"),
    column("undertaking", "entities.undertaking"),
    column("set_aside", "breaches.set_aside"),
    column("measures", "breaches.measure"),
    column("people", "people.value"),
    column("address", "address"),
    column("source", "sources.url"),
    column("reviewed", "reviewed"),
];
