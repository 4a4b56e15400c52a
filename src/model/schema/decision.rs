//! The front matter of a decision and its rows.

use super::Shape::*;
use super::documents::{EVERY, SOURCE};
use super::{Key, Map, Words as Closed, needed, optional, sometimes};
use crate::model::value::{
    AppealOutcome, BaseStatus, Court, DataKind, DecisionKind, Direction, EntityKind, Measure, Nature, Origin,
    PeopleScope, Perimeter, Period, Procedure, Role, Size,
};

/// A decision rests on at least one source.
pub const SOURCES_NEEDED: Key = needed(
    "sources",
    Rows(&SOURCE),
    "",
    ["at least one, the official text first", "au moins une source, l'officielle d'abord"],
);

pub static DECISION: Map = Map::of(
    "a decision",
    "decision",
    &[
        &[
            needed(
                "number",
                NumberOrNull,
                "{number}",
                [
                    "official number; `null` where none was published or seen. The file is named after it, and its year is that of `date`",
                    "numéro officiel ; `null` si aucun n'est connu",
                ],
            ),
            needed("date", Date, "{date}", ["the day of the decision", "jour de la décision"]),
            optional(
                "law-of",
                Date,
                "2017-03-01",
                [
                    "the day whose law applied, where it is not `date` (facts before 25 May 2018): caps and provisions are read at it",
                    "jour dont le droit s'applique, si ce n'est pas celui de la décision (faits antérieurs au 25 mai 2018)",
                ],
            ),
            optional(
                "published",
                Date,
                "{date}",
                [
                    "the day it became public; before it, the page is not built",
                    "jour de publication ; avant, la page n'existe pas",
                ],
            ),
            needed(
                "procedure",
                Choice(Closed::of::<Procedure>("Procedure")),
                "ordinary",
                [
                    "before the restricted committee, or its president alone",
                    "formation restreinte, ou son président seul",
                ],
            ),
            needed(
                "kind",
                Choice(Closed::of::<DecisionKind>("Kind of decision")),
                "fine",
                [
                    "what the decision does; `fine` and `penalty-settlement` have rows in `fines`, the others none",
                    "ce que fait la décision ; `fines` va avec fine et penalty-settlement seulement",
                ],
            ),
            needed(
                "title",
                Words,
                "À compléter : le fait, en une phrase simple",
                [
                    "heading of the page and its name everywhere: the fact in one plain sentence",
                    "titre de la page et son nom partout : le fait, en une phrase simple",
                ],
            ),
            optional(
                "standfirst",
                Words,
                "Amende de {{fine}}.",
                [
                    "one sentence under the title: amount and outcome; figures are written {{fine}}, {{ratio}}, {{cap}}…",
                    "une phrase sous le titre : montant et issue ; les chiffres s'écrivent {{fine}}, {{ratio}}, {{cap}}…",
                ],
            ),
            needed(
                "naming",
                Naming,
                "never",
                [
                    "until when a body may be named: `unlimited`, `never`, `not-public`, a time from publication (`2 years`), or a last day",
                    "jusqu'à quand l'organisme peut être nommé : unlimited, never, not-public, 2 years (depuis la publication) ou une date",
                ],
            ),
            needed("entities", Rows(&ENTITY), "", ["who was sanctioned", "qui est sanctionné"]),
            sometimes(
                "fines",
                Rows(&FINE),
                "",
                [
                    "one row per entity and legal basis; needed for a `fine` or a `penalty-settlement`",
                    "une ligne par entité et par fondement ; pour une amende ou une liquidation d'astreinte",
                ],
            ),
            optional(
                "revenue",
                Rows(&REVENUE),
                "[{amount: 97000, year: 2018, nature: turnover, perimeter: entity, status: stated}]",
                [
                    "what is known of the money, or that it is withheld or inapplicable",
                    "revenu connu, ou status: withheld s'il est masqué, inapplicable s'il est sans objet",
                ],
            ),
            optional(
                "appeals",
                Rows(&APPEAL),
                "[{court: conseil-etat, outcome: pending}]",
                ["appeals and their outcome", "recours et issue"],
            ),
            optional(
                "breaches",
                Rows(&BREACH),
                "[{provision: rgpd.32.1, measure: chiffrement, missing: Ce qui manquait., expected: Ce qui était attendu.}]",
                [
                    "one per provision, as precise as the source, no more",
                    "un manquement par disposition, aussi précis que la source",
                ],
            ),
            optional(
                "factors",
                Rows(&FACTOR),
                "[{letter: g, direction: aggravating, text: Données de santé.}]",
                ["what weighed, only as the decision says", "ce qui a pesé, si la décision le dit"],
            ),
            optional(
                "origin",
                List(&Choice(Closed::of::<Origin>("Origin"))),
                "[complaint, online-check]",
                ["how the authority came to know", "comment l'autorité l'a appris"],
            ),
            optional(
                "people",
                Map(&PEOPLE),
                "{value: 5300, unit: personnes, about: true, scope: breach}",
                ["how many people, or pieces of data", "combien de personnes ou de données"],
            ),
            optional("duration", Words, "environ quatre mois", ["how long it lasted", "combien de temps cela a duré"]),
            optional(
                "penalty",
                Map(&PENALTY),
                "{daily: 500, after-days: 90}",
                ["an injunction's periodic penalty", "astreinte d'une injonction, en euros par jour"],
            ),
            optional(
                "data-kinds",
                List(&Choice(Closed::of::<DataKind>("Kinds of data"))),
                "[health, identity]",
                ["which data", "quelles données"],
            ),
            optional(
                "checklist",
                List(&Item),
                "[cabinet-medical/cm-01]",
                ["the items that answer this decision", "points de contrôle qui y répondent"],
            ),
            SOURCES_NEEDED,
        ],
        EVERY,
    ],
);

/// Rows that may say which entity they are about.
const ENTITY_OF_ROW: Key = optional(
    "entity",
    Id,
    "organisme",
    ["one of `entities`; may be left out where there is one", "une des entités ; facultatif s'il n'y en a qu'une"],
);

pub static ENTITY: Map = Map::of(
    "an entity",
    "entities",
    &[&[
        needed(
            "id",
            Id,
            "organisme",
            ["a role, never a name: `societe`, `editeur`; local to the file", "un rôle, jamais un nom"],
        ),
        needed(
            "label",
            Words,
            "À compléter : ce qui s'affiche à la place du nom",
            [
                "what stands in the name's place; it must identify nobody",
                "ce qui s'affiche à la place du nom ; n'identifie personne",
            ],
        ),
        needed(
            "kind",
            Choice(Closed::of::<EntityKind>("Kind of body")),
            "company",
            ["what sort of body", "sorte d'organisme"],
        ),
        optional(
            "size",
            Choice(Closed::of::<Size>("Size")),
            "unknown",
            ["by staff; `unknown` where it is not said", "effectif ; unknown si rien n'est dit"],
        ),
        needed("sector", Id, "{sector}", ["one of `content/sectors/`", "un des secteurs"]),
        optional(
            "name",
            Text,
            "SOCIÉTÉ X",
            ["the published name; never for a natural person", "nom publié ; jamais pour une personne physique"],
        ),
        optional(
            "aliases",
            List(&Text),
            "[Société X France]",
            ["other spellings that the clock must know", "autres graphies du nom"],
        ),
        optional(
            "natural-person",
            Flag,
            "true",
            ["a natural person is never named", "une personne physique n'est jamais nommée"],
        ),
        optional(
            "undertaking",
            Flag,
            "true",
            [
                "in the sense of competition law: only then has its cap a percentage. Default: yes for `company` and `liberal-professional`, else no",
                "entreprise au sens du droit de la concurrence : son plafond a alors un pourcentage",
            ],
        ),
        optional(
            "role",
            Choice(Closed::of::<Role>("Role")),
            "controller",
            ["controller or processor", "responsable ou sous-traitant"],
        ),
    ]],
);

const CURRENCY: [Key; 3] = [
    optional("currency", Text, "USD", ["another currency than EUR", "autre monnaie que l'euro"]),
    optional("rate", Rate, "0.8334", ["euros for one unit of it", "cours, en euros"]),
    optional("rate-source", Text, "Banque de France", ["where the rate is from", "origine du cours"]),
];

pub static FINE: Map = Map::of(
    "a row of `fines`",
    "fines",
    &[
        &[
            needed("imposed", Amount, "0", ["as the CNIL imposed it", "à compléter : montant prononcé, en euros"]),
            optional("basis", List(&Provision), "[rgpd.32.1]", ["what the fine rests on", "fondement"]),
        ],
        &[ENTITY_OF_ROW],
        &CURRENCY,
    ],
);

pub static REVENUE: Map = Map::of(
    "a row of `revenue`",
    "revenue",
    &[
        &[ENTITY_OF_ROW],
        &[
            sometimes(
                "amount",
                Amount,
                "97000",
                [
                    "or `range` in its place; neither where `status` is `withheld` or `inapplicable`",
                    "ou une fourchette ; rien si masqué ou sans objet",
                ],
            ),
            optional(
                "range",
                Map(&RANGE),
                "{from: 1000000, to: 2000000}",
                ["where only bounds are known", "si seules des bornes sont connues"],
            ),
            needed(
                "status",
                Choice(Closed::of::<BaseStatus>("How a revenue is known")),
                "stated",
                ["how it is known", "comment on le connaît"],
            ),
            sometimes(
                "nature",
                Choice(Closed::of::<Nature>("Nature of a revenue")),
                "turnover",
                [
                    "what kind of money; not needed where there is no amount",
                    "nature du montant ; pas s'il n'y en a pas",
                ],
            ),
            sometimes(
                "perimeter",
                Choice(Closed::of::<Perimeter>("Perimeter")),
                "entity",
                [
                    "whose; not needed where there is no amount",
                    "périmètre : personne, organisme, groupe ; pas s'il n'y a pas de montant",
                ],
            ),
            optional(
                "period",
                Choice(Closed::of::<Period>("Period")),
                "year",
                [
                    "`year` where it is not said; a month is multiplied by 12, and the page says so",
                    "année si rien n'est dit ; un mois est multiplié par 12, ce que la page dit",
                ],
            ),
            optional("year", Between(1978, 2100), "2018", ["year of the accounts", "exercice"]),
            optional(
                "base",
                Flag,
                "true",
                [
                    "the row that the ratio divides by: what the decision itself retained, else the body's last closed year before it. A single row needs no mark",
                    "la ligne par laquelle on divise : celle que la décision retient, sinon le dernier exercice clos avant elle",
                ],
            ),
            optional(
                "undertaking",
                Flag,
                "true",
                [
                    "the row that the cap's percentage applies to: the turnover of the whole economic unit",
                    "la ligne dont le plafond prend un pourcentage : l'unité économique entière",
                ],
            ),
            optional("about", Flag, "true", ["« environ »", "montant approché"]),
            optional("source", Id, "deliberation", ["one of `sources`", "une des sources"]),
            optional("at", Text, "§ 56", ["where in it", "endroit dans la source"]),
            optional("quote", Words, "…", ["its words", "ses mots"]),
        ],
        &CURRENCY,
    ],
);

pub static RANGE: Map = Map::of(
    "a range",
    "range",
    &[&[
        needed("from", Amount, "1000000", ["at least", "au moins"]),
        needed("to", Amount, "2000000", ["at most", "au plus"]),
    ]],
);

pub static APPEAL: Map = Map::of(
    "an appeal",
    "appeals",
    &[&[
        needed("court", Choice(Closed::of::<Court>("Court")), "conseil-etat", ["who ruled, or will", "juridiction"]),
        needed(
            "outcome",
            Choice(Closed::of::<AppealOutcome>("Outcome of an appeal")),
            "pending",
            ["`reduced` needs `fines`", "issue ; reduced demande `fines`"],
        ),
        sometimes(
            "date",
            Date,
            "2022-07-22",
            [
                "the ruling; not needed while `pending`",
                "jour de la décision rendue ; pas tant que le recours est en cours",
            ],
        ),
        optional(
            "number",
            Text,
            "\"449694\"",
            ["in quotes where it looks like a number", "entre guillemets s'il a l'air d'un nombre"],
        ),
        optional(
            "ecli",
            Text,
            "\"ECLI:FR:CECHR:2022:449694.20220722\"",
            ["the date in it is the ruling's", "la date qu'il contient est celle de la décision rendue"],
        ),
        optional("fines", Rows(&FINAL_FINE), "[{final: 2500}]", ["an entity's new total", "nouveau total de l'entité"]),
        optional(
            "set-aside",
            List(&Provision),
            "[rgpd.33]",
            ["breaches that no longer stand, each with all below it", "manquements écartés, avec leurs subdivisions"],
        ),
        optional("note", Text, "…", ["a remark for editors; not printed", "remarque, non publiée"]),
    ]],
);

pub static FINAL_FINE: Map = Map::of(
    "a row of an appeal's `fines`",
    "appeal-fines",
    &[&[ENTITY_OF_ROW, needed("final", Amount, "2500", ["its new total, in euros", "son nouveau total, en euros"])]],
);

pub static BREACH: Map = Map::of(
    "a breach",
    "breaches",
    &[&[
        needed(
            "provision",
            Provision,
            "rgpd.32.1",
            ["must exist on the day of the law that applied", "doit exister au jour du droit appliqué"],
        ),
        optional(
            "measure",
            Choice(Closed::of::<Measure>("Measure")),
            "chiffrement",
            ["what the breach was about: joins decisions to each other and to checklists", "l'objet du manquement"],
        ),
        optional("missing", Words, "Ce qui manquait.", ["what was missing", "ce qui manquait"]),
        optional("expected", Words, "Ce qui était attendu.", ["what was expected", "ce qui était attendu"]),
    ]],
);

pub static FACTOR: Map = Map::of(
    "a factor",
    "factors",
    &[&[
        optional(
            "letter",
            Letter,
            "g",
            [
                "point of article 83(2) GDPR, where the decision names it",
                "lettre de l'article 83, § 2, du RGPD, si la décision la cite",
            ],
        ),
        needed(
            "direction",
            Choice(Closed::of::<Direction>("Direction")),
            "aggravating",
            ["which way it weighed", "aggravante, atténuante"],
        ),
        needed("text", Words, "Données de santé.", ["in our words", "en nos mots"]),
    ]],
);

pub static PEOPLE: Map = Map::of(
    "`people`",
    "people",
    &[&[
        needed("value", Whole, "5300", ["how many", "combien"]),
        optional("unit", Words, "personnes", ["of what, « séries d'images »", "de quoi"]),
        optional("about", Flag, "true", ["« environ »", "nombre approché"]),
        optional(
            "scope",
            Choice(Closed::of::<PeopleScope>("Scope")),
            "breach",
            ["concerned by the breach, or by the whole processing", "par le manquement, ou par le traitement"],
        ),
    ]],
);

pub static PENALTY: Map = Map::of(
    "`penalty`",
    "penalty",
    &[&[
        needed("daily", Amount, "500", ["euros a day", "euros par jour"]),
        optional("after-days", Whole, "90", ["from when", "délai en jours"]),
    ]],
);
