//! What every document may say, and the kinds whose front matter is small.

use super::Shape::*;
use super::{Key, Map, needed, optional};

/// What every document may say.
pub(super) const EVERY: &[Key] = &[
    needed(
        "title",
        Words,
        "{words}",
        [
            "heading of the page and its name everywhere: the fact in one plain sentence",
            "titre de la page et son nom partout : le fait, en une phrase simple",
        ],
    ),
    optional(
        "standfirst",
        Words,
        "Une phrase sous le titre.",
        ["one sentence under the title", "une phrase sous le titre"],
    ),
    optional(
        "act",
        Id,
        "rgpd",
        [
            "default act: what a bare « article 6 » of this text belongs to",
            "acte par défaut, auquel se rapporte un « article 6 » sans précision",
        ],
    ),
    optional(
        "slug-en",
        Id,
        "english-name",
        ["last part of the English address, where it differs", "fin de l'adresse anglaise, si elle diffère"],
    ),
    optional(
        "draft",
        Flag,
        "true",
        [
            "known, but not built; references to it print as plain text",
            "brouillon : connu mais pas publié ; les renvois restent du texte",
        ],
    ),
    optional(
        "allow",
        Rows(&ALLOW),
        "[{code: citation-unresolved, reason: Pourquoi}]",
        [
            "silences one diagnostic in this file; it is then a note with the reason",
            "fait taire un diagnostic de ce fichier, en disant pourquoi ; voir `rubrique explain`",
        ],
    ),
    optional(
        "sources",
        Rows(&SOURCE),
        "[{id: texte, title: Comment citer la source, url: \"https://www.legifrance.gouv.fr/\"}]",
        ["what the document rests on", "ce sur quoi le document s'appuie"],
    ),
    optional(
        "reviewed",
        Date,
        "{today}",
        ["the day it was last checked against its sources", "jour de la dernière relecture face aux sources"],
    ),
    optional(
        "corrections",
        Rows(&CORRECTION),
        "[{id: chiffre, date: {today}, was: \"Ce que la page disait.\", now: \"Ce qu'elle dit.\"}]",
        [
            "what the page said wrongly, once published; it then stands on the page of corrections and in its feed",
            "ce que la page a dit d'inexact une fois publiée ; repris sur la page des corrections et dans son flux",
        ],
    ),
    optional(
        "aliases",
        List(&Path),
        "[/ancienne/adresse/]",
        ["old addresses, `/old/address/`, each a redirect", "anciennes adresses, chacune redirigée"],
    ),
];

pub static ALLOW: Map = Map::of(
    "a row of `allow`",
    "allow",
    &[&[
        needed(
            "code",
            Code,
            "citation-unresolved",
            ["its name, from `rubrique explain`", "son nom, celui de `rubrique explain`"],
        ),
        needed("reason", Text, "Pourquoi", ["why it does not apply here", "pourquoi il ne s'applique pas ici"]),
    ]],
);

pub static CORRECTION: Map = Map::of(
    "a correction",
    "corrections",
    &[&[
        needed(
            "id",
            Id,
            "chiffre",
            ["unique in the document: part of its address", "unique dans le document : une partie de son adresse"],
        ),
        needed("date", Date, "{today}", ["the day of the correction", "jour de la correction"]),
        needed("was", Words, "Ce que la page disait.", ["what the page said", "ce que la page disait"]),
        needed("now", Words, "Ce qu'elle dit.", ["what it says now", "ce qu'elle dit maintenant"]),
        optional("why", Words, "La source lue depuis.", ["how it was found out", "ce qui l'a fait voir"]),
    ]],
);

pub static SOURCE: Map = Map::of(
    "a source",
    "sources",
    &[&[
        needed(
            "id",
            Id,
            "deliberation",
            ["local name, used by `revenue[].source`", "nom local, repris par `revenue[].source`"],
        ),
        needed(
            "title",
            Words,
            "À compléter : comment citer la décision",
            ["how the source is cited", "comment citer la source"],
        ),
        needed(
            "url",
            Web,
            "https://www.legifrance.gouv.fr/",
            [
                "where a reader can open it: the official one first",
                "adresse que le lecteur peut ouvrir, l'officielle d'abord",
            ],
        ),
        optional(
            "consulted",
            Date,
            "{today}",
            [
                "the day this very address was opened, if it was",
                "jour où cette adresse même a été ouverte, si elle l'a été",
            ],
        ),
        optional(
            "read-via",
            Words,
            "Une traduction",
            [
                "where its text was read instead: a copy, a translation",
                "où le texte a été lu à la place : copie, traduction",
            ],
        ),
        optional("archive", Web, "https://web.archive.org/", ["a kept copy", "copie conservée"]),
    ]],
);

pub static PROVISION: Map = Map::of(
    "a provision",
    "provision",
    &[
        &[
            needed(
                "title",
                Words,
                "À compléter : intitulé de l'article",
                ["heading of the article, in our words", "intitulé de l'article, en nos mots"],
            ),
            optional(
                "text",
                Words,
                "Notre reformulation de l'article entier.",
                [
                    "our own restatement of an article in one piece, or of what stands before its first paragraph",
                    "notre reformulation d'un article d'un seul tenant, ou de ce qui précède son premier paragraphe",
                ],
            ),
            optional(
                "paragraphs",
                Rows(&PARAGRAPH),
                "[{id: \"1\", text: Notre reformulation.}]",
                ["our own restatement, paragraph by paragraph", "notre reformulation, paragraphe par paragraphe"],
            ),
            optional("related", List(&Provision), "[rgpd.5.1.f]", ["to be read with it", "dispositions à lire avec"]),
            optional(
                "checklists",
                List(&Id),
                "[cabinet-medical]",
                ["checklists that put it into practice", "listes de contrôle qui le mettent en pratique"],
            ),
        ],
        EVERY,
    ],
);

pub static PARAGRAPH: Map = Map::of(
    "a paragraph",
    "paragraphs",
    &[&[
        needed(
            "id",
            Text,
            "\"1\"",
            [
                "from the article inwards: `\"1\"`, `\"1.a\"`, `\"IV.7\"`; it must exist in the act",
                "à partir de l'article : `\"1\"`, `\"1.a\"`, `\"IV.7\"` ; doit exister dans l'acte",
            ],
        ),
        needed("text", Words, "Notre reformulation.", ["what it says, in our words", "ce qu'il dit, en nos mots"]),
    ]],
);

pub static CHECKLIST: Map = Map::of(
    "a checklist",
    "checklist",
    &[
        &[
            needed("for", Words, "À compléter : pour qui", ["whom it serves", "pour qui"]),
            optional("minutes", Whole, "30", ["how long it takes", "durée, en minutes"]),
            optional("sectors", List(&Id), "[{sector}]", ["where it serves", "secteurs"]),
            needed("sections", Rows(&SECTION), "", ["groups of items", "rubriques et points"]),
        ],
        EVERY,
    ],
);

pub static SECTION: Map = Map::of(
    "a section",
    "sections",
    &[&[
        needed("title", Words, "À compléter : une rubrique", ["heading of the group", "titre de la rubrique"]),
        optional("items", Rows(&ITEM), "", ["what to check", "points à vérifier"]),
    ]],
);

pub static ITEM: Map = Map::of(
    "an item",
    "items",
    &[&[
        needed(
            "id",
            Id,
            "{initials}-01",
            ["`cm-07`: unique in the list, never reused", "unique dans la liste, jamais réutilisé"],
        ),
        needed(
            "text",
            Words,
            "À compléter : un point auquel on répond par oui ou non.",
            ["one check that can be answered yes or no", "un point auquel on répond par oui ou non"],
        ),
        optional(
            "priority",
            Between(1, 3),
            "2",
            ["1 is first, 3 last; 2 where it is not said", "1 d'abord, 3 en dernier ; 2 si rien n'est dit"],
        ),
        optional("why", Words, "Ce que cela a coûté.", ["what it cost others", "ce que cela a coûté à d'autres"]),
        optional("proof", Words, "Un document daté.", ["what to keep as proof", "preuve à garder"]),
        optional(
            "provisions",
            List(&Provision),
            "[rgpd.32.1.a]",
            ["what asks for it", "dispositions qui le demandent"],
        ),
    ]],
);

pub static SECTOR: Map = Map::of(
    "a sector",
    "sector",
    &[
        &[
            optional("neighbours", List(&Id), "[{sector}]", ["sectors next to it", "secteurs voisins"]),
            optional("checklists", List(&Id), "[cabinet-medical]", ["checklists for it", "listes de contrôle"]),
        ],
        EVERY,
    ],
);

pub static TERM: Map = Map::of(
    "a glossary term",
    "term",
    &[
        &[
            needed(
                "title",
                Words,
                "{words}",
                [
                    "the term; its first use in each text leads to its entry",
                    "le terme ; au premier emploi dans chaque texte, il mène à son entrée",
                ],
            ),
            optional(
                "forms",
                List(&Words),
                "[violations de données]",
                [
                    "every written form that leads to it, plural included; the title is one by itself",
                    "toutes les formes écrites qui y mènent, pluriel compris ; le titre en est une",
                ],
            ),
            optional("english", Text, "English term", ["its English equivalent", "équivalent anglais"]),
            optional(
                "provisions",
                List(&Provision),
                "[rgpd.4.12]",
                ["where the law defines or uses it", "où la loi le définit ou l'emploie"],
            ),
        ],
        EVERY,
    ],
);

/// `content/search.yml`.
pub static SEARCH: Map = Map::of(
    "search.yml",
    "search",
    &[&[optional(
        "synonyms",
        List(&List(&Text)),
        "",
        [
            "rows of words that mean the same, in both languages; a word stands in one row only",
            "lignes de mots de même sens, dans les deux langues ; un mot n'est que dans une ligne",
        ],
    )]],
);

pub static PAGE: Map = Map::of("a page", "page", &[&[], EVERY]);
