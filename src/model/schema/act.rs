//! `content/acts/ID.yml`: the law as content.

use super::Shape::*;
use super::{Key, Map, Words, needed, optional};
use crate::model::act::Numbering;
use crate::model::value::Procedure;

pub static ACT: Map = Map::of(
    "an act",
    "act",
    &[&[
        needed("title", Map(&BILINGUAL), "", ["full name", "nom complet"]),
        needed(
            "short",
            Map(&BILINGUAL),
            "",
            ["short name: it stands in tables and links", "nom court, celui des tableaux et des liens"],
        ),
        needed(
            "numbering",
            Choice(Words::of::<Numbering>("Numbering")),
            "eu",
            [
                "how its provisions are numbered: article, paragraph, point · article, roman part, number · `L. 34-5`",
                "façon de numéroter : article, paragraphe, point · article, partie, numéro · `L. 34-5`",
            ],
        ),
        optional(
            "slug-en",
            Id,
            "gdpr",
            ["the act's id in English addresses", "identifiant dans les adresses anglaises"],
        ),
        optional(
            "names",
            Map(&NAMES),
            "",
            [
                "every name and abbreviation that the linker matches in a text; spaces, apostrophes, hyphens and « n° » need no variants",
                "noms et abréviations reconnus dans un texte",
            ],
        ),
        optional(
            "generic",
            Map(&NAMES),
            "",
            [
                "weak names (« le Règlement ») that bind only right after a citation",
                "noms faibles, qui ne valent qu'après une citation",
            ],
        ),
        optional(
            "name-only",
            Flag,
            "true",
            [
                "recognised, never linked, so that nothing of it is taken for another act",
                "reconnu, jamais lié, pour que rien de lui ne soit pris pour un autre",
            ],
        ),
        optional("identifiers", Texts, "{celex: 32016R0679}", ["CELEX, ELI, LEGI, JORF", "identifiants officiels"]),
        optional("links", Map(&LINKS), "", ["official addresses", "adresses officielles"]),
        optional(
            "complete",
            Flag,
            "true",
            [
                "all its articles are listed: another number is impossible",
                "tous les articles sont là : un autre numéro est impossible",
            ],
        ),
        optional("recitals", Whole, "173", ["how many", "nombre de considérants"]),
        optional("articles", Rows(&ARTICLE_ROW), "", ["structure", "structure"]),
        optional("caps", Rows(&CAP_ROW), "", ["legal maximums", "plafonds"]),
        optional(
            "applies-from",
            Date,
            "2018-05-25",
            [
                "the day from which it applies: nothing breached it before",
                "jour depuis lequel il s'applique : nul n'y manque avant",
            ],
        ),
        optional(
            "source",
            Text,
            "…",
            ["for editors: where the structure was read", "pour les rédacteurs : où la structure a été lue"],
        ),
        optional("note", Text, "…", ["for editors", "pour les rédacteurs"]),
    ]],
);

pub static BILINGUAL: Map = Map::of(
    "a text in both languages",
    "bilingual",
    &[&[needed("fr", Text, "…", ["in French", "en français"]), needed("en", Text, "…", ["in English", "en anglais"])]],
);

pub static NAMES: Map = Map::of(
    "the names of an act",
    "names",
    &[&[
        optional("fr", List(&Text), "[RGPD]", ["in French", "en français"]),
        optional("en", List(&Text), "[GDPR]", ["in English", "en anglais"]),
    ]],
);

pub static LINKS: Map = Map::of(
    "`links`",
    "links",
    &[&[
        optional("fr", Map(&LINK_TEMPLATES), "", ["of the French text", "du texte français"]),
        optional("en", Map(&LINK_TEMPLATES), "", ["of the English text", "du texte anglais"]),
        optional(
            "articles",
            Texts,
            "",
            ["articles with an address of their own", "articles qui ont leur propre adresse"],
        ),
    ]],
);

pub static LINK_TEMPLATES: Map = Map::of(
    "link templates",
    "link-templates",
    &[&[
        optional(
            "act",
            Text,
            "…",
            ["the whole act; identifiers are filled in", "l'acte entier ; les identifiants sont insérés"],
        ),
        optional(
            "article",
            Text,
            "…",
            ["one article; `{article}` is filled in", "un article ; `{article}` est inséré"],
        ),
    ]],
);

const DAYS: [Key; 2] = [
    optional("from", Date, "2018-05-25", ["first day; open where absent", "premier jour ; ouvert si absent"]),
    optional("to", Date, "2022-01-24", ["last day; open where absent", "dernier jour ; ouvert si absent"]),
];

pub static ARTICLE_ROW: Map = Map::of(
    "a row of `articles`",
    "articles",
    &[
        &[
            needed("article", Text, "\"32\"", ["its number, in quotes", "numéro, entre guillemets"]),
            optional("title", Map(&BILINGUAL), "", ["heading", "intitulé"]),
            optional(
                "paragraphs",
                Whole,
                "4",
                [
                    "numbered 1 to n; absent: the article is in one piece",
                    "nombre de paragraphes ; absent : d'un seul tenant",
                ],
            ),
            optional("numbers", Whole, "26", ["numbered definitions 1 to n", "définitions numérotées"]),
            optional("parts", List(&Text), "[I, II]", ["roman parts", "parties (I, II…)"]),
            optional(
                "points",
                Texts,
                "{\"1\": d}",
                [
                    "per paragraph or part (`\"0\"`: directly under the article), the last letter or the number of points",
                    "par paragraphe ou partie (`\"0\"` : sous l'article même), la dernière lettre ou le nombre",
                ],
            ),
            optional(
                "complete",
                Flag,
                "false",
                [
                    "`false`: subdivisions other than those listed may exist; `true` where it is not said",
                    "`false` : d'autres subdivisions peuvent exister",
                ],
            ),
            optional("note", Text, "…", ["for editors", "pour les rédacteurs"]),
        ],
        &DAYS,
    ],
);

pub static CAP_ROW: Map = Map::of(
    "a row of `caps`",
    "caps",
    &[
        &[
            needed(
                "under",
                Provision,
                "rgpd.83.4",
                ["the provision that sets the cap", "disposition qui fixe le plafond"],
            ),
            optional(
                "provisions",
                List(&Provision),
                "[rgpd.32]",
                ["those it applies to, each with all below it", "dispositions visées, subdivisions comprises"],
            ),
            needed("fixed", Amount, "10_000_000", ["euros", "euros"]),
            optional(
                "percent",
                Percent,
                "2",
                [
                    "of the undertaking's turnover: `2` for 2 %; absent: none",
                    "part du chiffre d'affaires : `2` pour 2 %",
                ],
            ),
            optional(
                "procedure",
                Choice(Words::of::<Procedure>("Procedure")),
                "ordinary",
                [
                    "`ordinary` where it is not said; `simplified`: a ceiling of that procedure, no provisions needed",
                    "simplified : plafond propre à la procédure simplifiée, sans dispositions",
                ],
            ),
            needed("source", Text, "…", ["where the row was read", "où la ligne a été lue"]),
            optional("note", Map(&BILINGUAL), "", ["what a page says of it", "ce que la page en dit"]),
        ],
        &DAYS,
    ],
);
