//! One full and one bare example of every type of page, for the tests of the theme. The figures illustrate; they are not the book's.

use super::View;
use super::calculator::*;
use super::chart::*;
use super::decision::*;
use super::dictionary::*;
use super::explorer::*;
use super::lists::*;
use super::parts::*;
use super::provision::*;
use super::shared::Shared;
use super::site::*;
use super::statistics::*;

/// Every type of page with every field filled.
pub fn full() -> Vec<(&'static str, View)> {
    vec![
        ("home", View::Home(Box::new(home()))),
        ("explorer", View::Explorer(Box::new(explorer()))),
        ("year", View::Year(Box::new(year()))),
        ("decision", View::Decision(Box::new(decision()))),
        ("decision-several", View::Decision(Box::new(decision_of_several()))),
        ("articles", View::ArticleIndex(Box::new(article_index()))),
        ("provision", View::Provision(Box::new(provision()))),
        ("sectors", View::SectorIndex(Box::new(sector_index()))),
        ("sector", View::Sector(Box::new(sector()))),
        ("checklists", View::ChecklistIndex(Box::new(checklist_index()))),
        ("checklist", View::Checklist(Box::new(checklist()))),
        ("glossary", View::Glossary(Box::new(glossary()))),
        ("term", View::Term(Box::new(term()))),
        ("statistics", View::Statistics(Box::new(statistics()))),
        ("calculator", View::Calculator(Box::new(calculator()))),
        ("coverage", View::Coverage(Box::new(coverage()))),
        ("corrections", View::Corrections(Box::new(corrections()))),
        ("dictionary", View::Dictionary(Box::new(dictionary()))),
        ("search", View::Search(Box::new(search()))),
        ("page", View::Text(Box::new(text()))),
        ("404", View::NotFound(Box::new(not_found()))),
        ("redirect", View::Redirect(Box::new(redirect()))),
    ]
}

/// Every type of page with nothing that may be left out, in English.
pub fn bare() -> Vec<(&'static str, View)> {
    let site = bare_site;
    let page = bare_page;
    let heading_html = || "Heading".to_owned();
    vec![
        (
            "home",
            View::Home(Box::new(HomeView {
                site: site(),
                page: page(),
                heading_html: heading_html(),
                standfirst_html: None,
                body: None,
                doors: vec![],
                strip: None,
                recent: None,
                decisions_href: "/en/decisions/".to_owned(),
                provisions: vec![],
                articles_href: "/en/articles/".to_owned(),
                checklists: vec![],
                sectors: vec![],
            })),
        ),
        (
            "explorer",
            View::Explorer(Box::new(ExplorerView {
                site: site(),
                page: page(),
                heading_html: heading_html(),
                standfirst_html: None,
                coverage: None,
                counts: vec![],
                years: vec![],
                decisions: 0,
                facets: vec![],
                caption: String::new(),
                rows: vec![],
                notes_html: vec![],
                parts: vec![],
                previous: None,
                next: None,
            })),
        ),
        (
            "year",
            View::Year(Box::new(YearView {
                site: site(),
                page: page(),
                heading_html: heading_html(),
                standfirst_html: None,
                counts: vec![],
                table: None,
                changed: vec![],
                previous: None,
                next: None,
            })),
        ),
        ("decision", View::Decision(Box::new(bare_decision()))),
        (
            "articles",
            View::ArticleIndex(Box::new(ArticleIndexView {
                site: site(),
                page: page(),
                heading_html: heading_html(),
                standfirst_html: None,
                acts: vec![],
            })),
        ),
        ("provision", View::Provision(Box::new(bare_provision()))),
        (
            "sectors",
            View::SectorIndex(Box::new(SectorIndexView {
                site: site(),
                page: page(),
                heading_html: heading_html(),
                standfirst_html: None,
                sectors: vec![],
            })),
        ),
        (
            "sector",
            View::Sector(Box::new(SectorView {
                site: site(),
                page: page(),
                heading_html: heading_html(),
                standfirst_html: None,
                counts: vec![],
                body: None,
                decisions: None,
                measures: vec![],
                checklists: vec![],
                strip: None,
                neighbours: vec![],
            })),
        ),
        (
            "checklists",
            View::ChecklistIndex(Box::new(ChecklistIndexView {
                site: site(),
                page: page(),
                heading_html: heading_html(),
                standfirst_html: None,
                checklists: vec![],
            })),
        ),
        ("checklist", View::Checklist(Box::new(bare_checklist()))),
        (
            "term",
            View::Term(Box::new(TermView {
                site: site(),
                page: page(),
                kicker_html: String::new(),
                heading_html: heading_html(),
                equivalent: None,
                body: None,
                provisions: vec![],
                cited_by: vec![],
                sources: vec![],
                reviewed: None,
                previous: None,
                next: None,
            })),
        ),
        (
            "glossary",
            View::Glossary(Box::new(GlossaryView {
                site: site(),
                page: page(),
                heading_html: heading_html(),
                standfirst_html: None,
                initials: vec![],
                terms: vec![],
            })),
        ),
        (
            "search",
            View::Search(Box::new(SearchView {
                site: site(),
                page: page(),
                heading_html: heading_html(),
                standfirst_html: None,
                facets: vec![],
                sorts: vec![],
                decisions_href: "/base/en/decisions/".to_owned(),
                sectors_href: "/base/en/sectors/".to_owned(),
                names_expire: false,
                sectors: vec![],
                provisions: vec![],
                years: vec![],
                checklists: vec![],
            })),
        ),
        (
            "coverage",
            View::Coverage(Box::new(CoverageView {
                site: site(),
                page: page(),
                heading_html: heading_html(),
                standfirst_html: None,
                counts: vec![],
                articles: CoveredArticlesView { title: "Articles".to_owned(), lead_html: String::new(), acts: vec![] },
                knowledge: KnowledgeView { title: "Decisions".to_owned(), lead_html: String::new(), rows: vec![] },
                gaps: GapsView { title: "Missing".to_owned(), lead_html: String::new(), gaps: vec![] },
                rest_html: String::new(),
            })),
        ),
        (
            "corrections",
            View::Corrections(Box::new(CorrectionsView {
                site: site(),
                page: page(),
                heading_html: heading_html(),
                standfirst_html: None,
                body: None,
                corrections: vec![],
                changes: vec![],
            })),
        ),
        (
            "calculator",
            View::Calculator(Box::new(CalculatorView {
                site: site(),
                page: page(),
                heading_html: heading_html(),
                standfirst_html: None,
                kinds: vec![],
                caps: vec![],
                ceiling: None,
                sectors: vec![],
                sizes: vec![],
                table: None,
                rows: vec![],
                compared: "0 decisions".to_owned(),
                text_html: String::new(),
            })),
        ),
        (
            "dictionary",
            View::Dictionary(Box::new(DictionaryView {
                site: site(),
                page: page(),
                heading_html: heading_html(),
                standfirst_html: None,
                text_html: String::new(),
                sections: vec![],
            })),
        ),
        (
            "statistics",
            View::Statistics(Box::new(StatisticsView {
                site: site(),
                page: page(),
                heading_html: heading_html(),
                standfirst_html: None,
                coverage: "No decision.".to_owned(),
                counts: vec![],
                sections: vec![],
                rest_html: String::new(),
            })),
        ),
        (
            "page",
            View::Text(Box::new(TextView {
                site: site(),
                page: page(),
                heading_html: heading_html(),
                standfirst_html: None,
                body: None,
                downloads: vec![],
                citation: None,
                sources: vec![],
                reviewed: None,
            })),
        ),
        ("404", View::NotFound(Box::new(NotFoundView { site: site(), page: page(), hubs: vec![] }))),
        (
            "redirect",
            View::Redirect(Box::new(RedirectView {
                site: site(),
                page: page(),
                target: link("/en/decisions/san-2020-014/", "SAN-2020-014"),
            })),
        ),
    ]
}

fn link(href: &str, text: &str) -> LinkView {
    LinkView { href: href.to_owned(), text: text.to_owned() }
}

fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn texts(lines: &[&str]) -> Vec<String> {
    lines.iter().map(|line| (*line).to_owned()).collect()
}

fn day(iso: &str, long: &str, short: &str) -> DateView {
    DateView { iso: iso.to_owned(), long_html: long.to_owned(), short: short.to_owned() }
}

fn reviewed() -> Option<DateView> {
    Some(day("2026-11-23", "23 novembre 2026", "23 nov. 2026"))
}

fn tag(text: &str, estimated: bool) -> Option<TagView> {
    Some(TagView { text: text.to_owned(), estimated })
}

const CSP: &str =
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'";

fn site() -> Shared<SiteView> {
    SiteView {
        title: "Rubrique".to_owned(),
        subtitle: "Sanctions de la CNIL, commentées et chiffrées".to_owned(),
        lang: "fr".to_owned(),
        base_path: "/".to_owned(),
        home_href: "/".to_owned(),
        search_href: some("/recherche/"),
        index_href: some("/search/fr.bin"),
        edition: "Édition du 23 novembre 2026 : 43 décisions, dont 30 avec un revenu connu".to_owned(),
        footer: vec![
            vec![link("/methode/", "Méthode et sources"), link("/glossaire/", "Glossaire")],
            vec![link("/donnees/", "Données (CSV, JSON)"), link("/feed.xml", "Flux Atom")],
            vec![
                link("/mentions-legales/", "Mentions légales"),
                link("/confidentialite/", "Confidentialité"),
                link("/accessibilite/", "Accessibilité"),
            ],
        ],
        feed_href: some("/feed.xml"),
        repository_href: some("https://example.org/rubrique"),
        additional_css: texts(&["/own.css"]),
        csp: CSP.to_owned(),
    }
    .into()
}

fn bare_site() -> Shared<SiteView> {
    SiteView {
        title: "Rubrique".to_owned(),
        subtitle: "CNIL sanctions".to_owned(),
        lang: "en".to_owned(),
        base_path: "/base/".to_owned(),
        home_href: "/base/en/".to_owned(),
        search_href: None,
        index_href: None,
        edition: "Edition of 23 November 2026: 0 decisions".to_owned(),
        footer: vec![],
        feed_href: None,
        repository_href: None,
        additional_css: vec![],
        csp: CSP.to_owned(),
    }
    .into()
}

fn page(title: &str, current: usize, crumbs: &[(&str, &str)]) -> PageView {
    let sections = [
        ("/decisions/", "Décisions"),
        ("/articles/", "Articles"),
        ("/secteurs/", "Secteurs"),
        ("/listes/", "Listes de contrôle"),
        ("/glossaire/", "Glossaire"),
        ("/methode/", "Méthode"),
    ];
    let nav = sections.iter().enumerate().map(|(at, (href, text))| NavView {
        href: (*href).to_owned(),
        text: (*text).to_owned(),
        current: at == current,
    });
    let crumb = |(href, text): &(&str, &str)| CrumbView {
        href: (!href.is_empty()).then(|| (*href).to_owned()),
        text: (*text).to_owned(),
    };
    PageView {
        title: title.to_owned(),
        description: "Amende de 3 000 €, ramenée à 2 500 €.".to_owned(),
        canonical: some("https://example.org/decisions/san-2020-014/"),
        alternates: vec![AlternateView { lang: "en".to_owned(), href: "https://example.org/en/".to_owned() }],
        other_language: Some(LanguageLinkView {
            lang: "en".to_owned(),
            href: "/en/decisions/san-2020-014/".to_owned(),
            text: "English".to_owned(),
            anchors: "l-essentiel=in-short".to_owned(),
        }),
        nav: nav.collect(),
        crumbs: crumbs.iter().map(crumb).collect(),
        text_lang: None,
        linked_data_html: some(r#"{"@context":"https://schema.org"}"#),
        no_index: false,
        report_href: some("https://example.org/rubrique/issues/new"),
        edit_href: some("https://example.org/rubrique/edit/main/content/x.md"),
        review_due: Some(day("2027-11-23", "23 novembre 2027", "23 nov. 2027")),
        history: Some(HistoryView {
            last: day("2026-11-25", "25 novembre 2026", "25 nov. 2026"),
            changes: vec![
                ChangeView {
                    day: day("2026-11-25", "25 novembre 2026", "25 nov. 2026"),
                    text: some("Chiffre d’affaires : l’exercice 2019, non 2018"),
                    href: some("https://example.org/depot/commit/0123abcd"),
                },
                ChangeView { day: day("2026-11-23", "23 novembre 2026", "23 nov. 2026"), text: None, href: None },
            ],
            older: 12,
        }),
        corrections: vec![correction()],
        feed_href: some("/corrections/feed.xml"),
        image: Some(ImageView {
            href: "https://example.org/cards/0123abcd.png".to_owned(),
            alt: "Des images médicales en libre accès. Amende définitive : 2 500 €".to_owned(),
        }),
    }
}

fn bare_page() -> PageView {
    PageView {
        title: "Title".to_owned(),
        description: String::new(),
        canonical: None,
        alternates: vec![],
        other_language: None,
        nav: vec![],
        crumbs: vec![],
        text_lang: some("fr"),
        linked_data_html: None,
        no_index: true,
        report_href: None,
        edit_href: None,
        review_due: None,
        history: None,
        corrections: vec![],
        feed_href: None,
        image: None,
    }
}

fn figure(label: &str, value: &str, exact: Option<&str>, notes: &[&str]) -> FigureView {
    FigureView {
        label: label.to_owned(),
        value: value.to_owned(),
        exact: exact.map(str::to_owned),
        missing: exact.is_none(),
        main: label.starts_with("Amende définitive"),
        notes_html: texts(notes),
        tag: None,
    }
}

fn cell(text: &str, exact: Option<&str>) -> CellView {
    CellView { text: text.to_owned(), exact: exact.map(str::to_owned), missing: exact.is_none(), note: None, tag: None }
}

fn provision_ref(short: &str, set_aside: bool) -> ProvisionRefView {
    ProvisionRefView {
        href: some("/articles/rgpd-32/#p1"),
        short: short.to_owned(),
        text: format!("Art. {short} du RGPD"),
        set_aside,
    }
}

fn rows() -> Vec<DecisionRowView> {
    let base = |who: &str, number: &str, date: DateView| DecisionRowView {
        href: "/decisions/san-2020-015/".to_owned(),
        number: number.to_owned(),
        date,
        who: who.to_owned(),
        detail: None,
        sector: link("/secteurs/sante-exercice-liberal/", "Santé, exercice libéral"),
        provisions: vec![provision_ref("32", false), provision_ref("33", false)],
        fine: cell("6 000 €", Some("6000")),
        base: CellView { tag: tag("estimé", true), ..cell("env. 96 000 €", Some("96000")) },
        ratio: cell("env. 6,25 %", Some("0.0625000000")),
        share: cell("0,06 %", Some("0.0006000000")),
        here: false,
    };
    vec![
        DecisionRowView {
            provisions: vec![provision_ref("32", false), provision_ref("33", true)],
            fine: cell("2 500 €", Some("2500")),
            base: cell("97 000 €", Some("97000")),
            ratio: cell("2,58 %", Some("0.0257731959")),
            share: cell("0,025 %", Some("0.0002500000")),
            here: true,
            ..base(
                "Médecin libéral, chirurgie orthopédique",
                "SAN-2020-014",
                day("2020-12-07", "7 décembre 2020", "7 déc. 2020"),
            )
        },
        base(
            "Radiologue libéral, environ cinq ans d’exposition",
            "SAN-2020-015",
            day("2020-12-07", "7 décembre 2020", "7 déc. 2020"),
        ),
        DecisionRowView {
            detail: some("9 salariés"),
            fine: cell("20 000 €", Some("20000")),
            base: cell("885 739 €", Some("885739")),
            ratio: cell("2,26 %", Some("0.0225800000")),
            ..base("Société de traduction", "SAN-2019-006", day("2019-06-13", "13 juin 2019", "13 juin 2019"))
        },
        DecisionRowView {
            provisions: vec![provision_ref("15", false), provision_ref("32", false)],
            fine: cell("5 000 €", Some("5000")),
            base: cell("non publié", None),
            ratio: cell("non calculable", None),
            share: CellView {
                note: some("25 % du plafond de la procédure"), ..cell("0,025 %", Some("0.0002500000"))
            },
            ..base("Chirurgien-dentiste", "Simplifiée", day("2024-01-31", "31 janvier 2024", "31 janv. 2024"))
        },
        DecisionRowView {
            provisions: vec![ProvisionRefView { href: None, ..provision_ref("82 LIL", false) }],
            fine: cell("aucune amende", None),
            base: cell("sans objet", None),
            ratio: cell("sans objet", None),
            share: cell("sans objet", None),
            ..base("Ministère de l’intérieur", "SAN-2021-003", day("2021-01-12", "12 janvier 2021", "12 janv. 2021"))
        },
    ]
}

fn table(caption: &str) -> DecisionTableView {
    DecisionTableView {
        caption: caption.to_owned(),
        rows: rows().into_iter().map(|row| DecisionRowView { here: false, ..row }.into()).collect(),
        notes_html: texts(&[
            "Revenu connu pour 3 décisions sur 5. <a href=\"/methode/\">Règles d’arrondi et limites</a>.",
        ]),
    }
}

fn decision_refs() -> Vec<DecisionRefView> {
    let decision = |number: &str, who: &str, fine: &str, set_aside| DecisionRefView {
        href: "/decisions/san-2020-014/".to_owned(),
        number: number.to_owned(),
        short: number.to_owned(),
        who: who.to_owned(),
        fine: fine.to_owned(),
        year: "2020".to_owned(),
        set_aside,
    };
    vec![
        decision("SAN-2020-014", "Médecin libéral, chirurgie orthopédique", "2 500 €", false),
        decision("SAN-2020-015", "Médecin libéral, radiologie", "6 000 €", true),
    ]
}

fn back_references() -> Vec<BackReferenceView> {
    vec![
        BackReferenceView {
            href: "/decisions/san-2020-015/#essentiel".to_owned(),
            text: "Un radiologue laisse ses images sans protection".to_owned(),
            kind: "décision".to_owned(),
            passages: vec![PassageView {
                href: "/decisions/san-2020-015/#essentiel".to_owned(),
                html:
                    "Le même jour, la CNIL sanctionne un autre médecin pour d’autres faits : <mark>SAN-2020-014</mark>."
                        .to_owned(),
            }],
        },
        BackReferenceView {
            href: "/glossaire/violation/".to_owned(),
            text: "Violation de données à caractère personnel".to_owned(),
            kind: "terme".to_owned(),
            passages: vec![],
        },
    ]
}

fn sources() -> Vec<SourceView> {
    vec![
        SourceView {
            id: "source-deliberation".to_owned(),
            title: "CNIL, délibération SAN-2020-014 du 7 décembre 2020".to_owned(),
            href: some("https://www.legifrance.gouv.fr/cnil/id/CNILTEXT000042675720"),
            host: some("legifrance.gouv.fr"),
            consulted: None,
            read_via: Some(link("https://gdprhub.eu/index.php?title=CNIL", "gdprhub.eu")),
            archive_href: some("https://web.archive.org/"),
        },
        SourceView {
            id: "source-conseil-etat".to_owned(),
            title: "Conseil d’État, 22 juillet 2022, n° 449694".to_owned(),
            href: some("https://www.conseil-etat.fr/fr/arianeweb/CE/decision/2022-07-22/449694"),
            host: some("conseil-etat.fr"),
            consulted: reviewed(),
            read_via: None,
            archive_href: None,
        },
        SourceView {
            id: "source-retiree".to_owned(),
            title: "Communiqué, dont l’adresse n’est plus imprimée".to_owned(),
            href: None,
            host: None,
            consulted: None,
            read_via: None,
            archive_href: None,
        },
    ]
}

fn measures() -> Vec<MeasureView> {
    let measure = |name: &str| MeasureView {
        id: format!("mesure-{}", name.to_lowercase().replace(' ', "-")),
        name: name.to_owned(),
        count: 2,
        decisions: decision_refs(),
        expected: Some(ExpectedView {
            html: "Chiffrer le disque et les sauvegardes.".to_owned(),
            lang: some("fr"),
            decision: link("/decisions/san-2020-014/", "SAN-2020-014"),
        }),
        items: vec![link(
            "/listes/cabinet-medical/#cm-02",
            "Chiffrer le disque du serveur d’images et chaque sauvegarde",
        )],
    };
    vec![measure("Chiffrement"), measure("Mots de passe")]
}

fn checklist_refs() -> Vec<ChecklistRefView> {
    let checklist = |title: &str, items, decisions| ChecklistRefView {
        href: "/listes/cabinet-medical/".to_owned(),
        title: title.to_owned(),
        audience_html: some("Médecins, dentistes et leur secrétariat."),
        items,
        decisions,
        minutes: Some(25),
    };
    vec![checklist("Cabinet médical ou dentaire", 24, 31), checklist("Violation de données : les 72 heures", 17, 1)]
}

fn provision_rows() -> Vec<ProvisionRowView> {
    [
        ("32", "RGPD", "Sécurité du traitement", 61),
        ("13", "RGPD", "Information des personnes", 48),
        ("5", "RGPD", "Principes, dont la conservation", 44),
        ("82", "LIL", "Cookies et autres traceurs", 31),
        ("33", "RGPD", "Notification à la CNIL", 11),
        ("L. 34-5", "CPCE", "Prospection par voie électronique", 1),
    ]
    .map(|(number, act, title, decisions)| ProvisionRowView {
        href: "/articles/rgpd-32/".to_owned(),
        number: number.to_owned(),
        act: act.to_owned(),
        title: title.to_owned(),
        decisions,
    })
    .into()
}

fn sector_rows() -> Vec<SectorRowView> {
    ["Santé, exercice libéral", "Santé, établissements", "Commerce", "Plateformes numériques", "Énergie"]
        .map(|title| SectorRowView {
            href: "/secteurs/sante-exercice-liberal/".to_owned(),
            title: title.to_owned(),
            standfirst_html: some("Médecins, dentistes, infirmiers et autres soignants à leur compte."),
            decisions: 4,
            fines: some("de 2 500 € à 6 000 €"),
        })
        .into()
}

fn body() -> BodyView {
    let html = "<h2 id=\"essentiel\">L’essentiel</h2>\
<p>Pour consulter ses images à distance, un chirurgien orthopédiste ouvre les ports de la box de son domicile. Pendant environ quatre mois, plus de 5 300 séries d’images médicales sont lisibles sur Internet, sans authentification. Les ordinateurs et le disque ne sont pas chiffrés.</p>\
<p>Le 22 juillet 2022, le Conseil d’État confirme le défaut de sécurité, écarte le défaut de notification et ramène l’amende à <data value=\"2500\">2 500 €</data> (<a href=\"/articles/rgpd-32/\">articles 32</a> et <a href=\"/articles/rgpd-33/\">33 du RGPD</a>).</p>\
<h2 id=\"faits\">Ce qui s’est passé</h2>\
<p>Le praticien garde des images chez lui. Il veut y accéder de l’extérieur par un VPN. Pour le faire fonctionner, il place sa box en mode DMZ : tous les ports sont ouverts. Son logiciel d’imagerie comporte une fonction serveur, restée <em>active</em>.</p>\
<ul><li>Contre le praticien : des données de santé, un accès sans authentification.</li><li>En sa faveur : la réaction dès le lendemain et la coopération.</li></ul>\
<h2 id=\"retenir\">Ce qu’il faut retenir</h2>\
<ol><li>N’ouvrez que les flux nécessaires. Le mode DMZ d’une box expose tout ce qui est derrière.</li><li>Chiffrez les disques des postes et des supports.</li></ol>\
<blockquote><p>La formation restreinte considère que le responsable de traitement aurait dû s’assurer que la configuration du réseau informatique ne conduisait pas à rendre les données librement accessibles sur Internet.</p></blockquote>";
    BodyView::new(
        html,
        vec![
            link("#essentiel", "L’essentiel"),
            link("#faits", "Ce qui s’est passé"),
            link("#retenir", "Ce qu’il faut retenir"),
        ],
    )
}

fn decision_figures() -> Vec<FigureView> {
    vec![
        figure(
            "Amende définitive",
            "2 500 €",
            Some("2500"),
            &["Prononcée par la CNIL : 3 000 €.", "Réduite de 16,7 % sur recours."],
        ),
        FigureView {
            tag: tag("publié", false),
            ..figure(
                "Revenu de référence",
                "97 000 €",
                Some("97000"),
                &["Revenus annuels déclarés du praticien, et non un chiffre d’affaires."],
            )
        },
        figure(
            "Amende ÷ revenu",
            "2,58 %",
            Some("0.0257731959"),
            &["Soit environ 9 jours de revenu.", "<a href=\"#calcul\">Comment c’est calculé</a>"],
        ),
        figure(
            "Part du plafond légal",
            "0,025 %",
            Some("0.0002500000"),
            &[
                "Plafond applicable : 10 M€ (<a href=\"/articles/rgpd-83/#p4\">art. 83, § 4</a>), car 2 % du revenu est inférieur.",
            ],
        ),
    ]
}

fn decision() -> DecisionView {
    DecisionView {
        site: site(),
        page: page(
            "Images médicales en libre accès : 2 500 € (SAN-2020-014)",
            0,
            &[("/decisions/", "Décisions"), ("/decisions/#annee-2020", "2020"), ("", "SAN-2020-014")],
        ),
        kicker_html: "Délibération SAN-2020-014 du 7 décembre 2020, réformée le 22 juillet 2022".to_owned(),
        heading_html: "Un chirurgien laisse plus de 5 300 séries d’images médicales en libre accès".to_owned(),
        standfirst_html: some(
            "Amende de 3 000 €, ramenée à 2 500 € par le Conseil d’État : le défaut de sécurité est confirmé, le défaut de notification est écarté.",
        ),
        entities: vec![EntityFiguresView { id: "medecin".to_owned(), who: None, figures: decision_figures() }],
        total: None,
        body: Some(BodyView { rest_html: String::new(), ..body() }),
        facts_html: Some(body().rest_html),
        timeline: timeline(),
        place: Some(chart("situation")),
        identity: identity(),
        breaches: breaches(),
        factors: factors(),
        actions: actions(),
        checklists: vec![link("/listes/cabinet-medical/", "Cabinet médical ou dentaire")],
        comparables: Some(DecisionTableView {
            rows: rows().into_iter().map(Shared::new).collect(),
            ..table("Même secteur ou mêmes manquements, de la plus proche à la plus lointaine")
        }),
        working: vec![working(None)],
        cited_by: back_references(),
        sources: sources(),
        reviewed: reviewed(),
        citation: citation(),
        previous: Some(link("/decisions/san-2020-013/", "SAN-2020-013")),
        next: Some(link("/decisions/san-2020-015/", "SAN-2020-015")),
    }
}

fn citation() -> CitationView {
    CitationView {
        text: "Rubrique, « Un chirurgien (SAN-2020-014) », https://example.org/decisions/san-2020-014/.".to_owned(),
        bibtex: "@misc{rubrique-san-2020-014,\n  title = {{Un chirurgien}}\n}".to_owned(),
        csl_json: "[\n  {\n    \"id\": \"rubrique-san-2020-014\"\n  }\n]".to_owned(),
    }
}

fn timeline() -> Vec<StepView> {
    [
        ("Sept. 2019", Some("2019-09"), "Contrôles en ligne", false),
        ("7 déc. 2020", Some("2020-12-07"), "Sanction : 3 000 €", true),
        ("22 juil. 2022", Some("2022-07-22"), "Conseil d’État : 2 500 €", true),
        ("Aujourd’hui", None, "Décision définitive", false),
    ]
    .map(|(when, iso, text, main)| StepView {
        when: when.to_owned(),
        iso: iso.map(str::to_owned),
        text_html: text.to_owned(),
        main,
    })
    .into()
}

fn identity() -> IdentityView {
    IdentityView {
        bodies: vec![SanctionedBodyView {
            who: "Médecin libéral, chirurgie orthopédique".to_owned(),
            label: None,
            note: some("nom non publié"),
            role: some("Responsable de traitement"),
            size: some("moins de 10 personnes"),
        }],
        sectors: vec![link("/secteurs/sante-exercice-liberal/", "Santé, exercice libéral")],
        provisions: vec![provision_ref("32, § 1", false), provision_ref("33, § 1", true)],
        procedure: "Ordinaire, décision publiée".to_owned(),
        kind: "Amende".to_owned(),
        published: Some(day("2020-12-17", "17 décembre 2020", "17 déc. 2020")),
        origin: some("Presse, contrôle en ligne"),
        people: some("Plus de 5 300 séries d’images médicales"),
        data_kinds: some("Santé, identité"),
        duration: some("Environ quatre mois"),
        penalty: some("500 € par jour de retard après 90 jours"),
        appeals: vec![AppealView {
            text: "Conseil d’État, n° 449694".to_owned(),
            href: some("https://www.conseil-etat.fr/fr/arianeweb/CE/decision/2022-07-22/449694"),
            outcome: "Réduite le 22 juillet 2022".to_owned(),
            ecli: some("ECLI:FR:CECHR:2022:449694.20220722"),
        }],
    }
}

fn breaches() -> Vec<BreachView> {
    let breach = |id: &str, short: &str, measure: &str| BreachView {
        id: id.to_owned(),
        provision: provision_ref(short, false),
        measure: some(measure),
        who: None,
        missing_html: some("Ports de la box ouverts sans filtrage ; serveur d’images joignable depuis Internet."),
        expected_html: some(
            "Accès distant par VPN limité aux postes utiles, redirections désactivées, test depuis l’extérieur.",
        ),
        status: "Confirmé".to_owned(),
        set_aside: false,
    };
    vec![
        breach("manquement-rgpd-32-1", "32, § 1", "Sécurité"),
        BreachView { expected_html: None, ..breach("manquement-rgpd-32-1-a", "32, § 1, a)", "Chiffrement") },
        BreachView {
            provision: provision_ref("33, § 1", true),
            set_aside: true,
            status: "Écarté sur recours".to_owned(),
            ..breach("manquement-rgpd-33-1", "33, § 1", "Notification")
        },
    ]
}

fn factors() -> Vec<FactorView> {
    vec![
        FactorView {
            letter: some("g"),
            name: some("Catégories de données."),
            direction: "aggravante".to_owned(),
            aggravating: true,
            text_html: "Données de santé.".to_owned(),
        },
        FactorView {
            letter: None,
            name: None,
            direction: "atténuante".to_owned(),
            aggravating: false,
            text_html: "Fonction serveur coupée et ports fermés dès le lendemain de l’alerte.".to_owned(),
        },
    ]
}

fn actions() -> Vec<ActionView> {
    [
        (
            "Vérifier depuis l’extérieur qu’aucun port de la box n’est ouvert",
            Some("Depuis un téléphone hors Wi-Fi, ou par votre prestataire."),
            2,
        ),
        ("Chiffrer le disque du serveur d’images et chaque sauvegarde", None, 9),
        ("Réserver l’accès distant à un VPN nominatif avec double authentification", None, 6),
    ]
    .map(|(text, why, decisions)| ActionView {
        href: "/listes/cabinet-medical/#cm-01".to_owned(),
        text_html: text.to_owned(),
        why_html: why.map(str::to_owned),
        proof_html: some("capture datée du test."),
        decisions,
    })
    .into()
}

fn working(who: Option<&str>) -> WorkingView {
    WorkingView {
        who: who.map(str::to_owned),
        lines: texts(&[
            "2 500 € ÷ 97 000 € = 0,025773, arrondi à 2,58 %",
            "2 500 € ÷ 10 000 000 € = 0,00025, soit 0,025 %",
        ]),
        inputs: vec![RevenueView {
            text: "97 000 € en 2018".to_owned(),
            nature: "revenus professionnels de la personne".to_owned(),
            status: TagView { text: "publié".to_owned(), estimated: false },
            base: true,
            source: Some(link("#source-deliberation", "délibération, § 56")),
            quote: some("Ses revenus se sont élevés à 97 000 euros pour l’année 2018."),
            quote_lang: some("fr"),
        }],
        explanations_html: texts(&[
            "Le plafond est le plus élevé de 10 M€ et de 2 % du chiffre d’affaires annuel mondial ; ici 2 % de 97 000 € font 1 940 €, donc 10 M€ s’appliquent. <a href=\"/methode/\">Règles d’arrondi et limites</a>.",
        ]),
    }
}

/// Two bodies of one group, one of them without a known revenue.
fn decision_of_several() -> DecisionView {
    let mut unknown = decision_figures();
    unknown[1] =
        figure("Revenu de référence", "Masqué dans la décision", None, &["La délibération occulte ce chiffre."]);
    unknown[2] = figure("Amende ÷ revenu", "Non calculable", None, &[]);
    let entity = |id: &str, who: &str, figures| EntityFiguresView { id: id.to_owned(), who: some(who), figures };
    DecisionView {
        entities: vec![
            entity("editeur", "Société éditrice", decision_figures()),
            entity("filiale", "Filiale irlandaise", unknown),
        ],
        total: Some(figure(
            "Total des amendes",
            "100 000 000 €",
            Some("100000000"),
            &["Chaque ratio est calculé par organisme."],
        )),
        body: None,
        working: vec![working(Some("Société éditrice")), working(Some("Filiale irlandaise"))],
        page: PageView { text_lang: some("fr"), ..decision().page },
        ..decision()
    }
}

fn bare_decision() -> DecisionView {
    DecisionView {
        site: bare_site(),
        page: bare_page(),
        kicker_html: "Decision of 31 January 2024".to_owned(),
        heading_html: "Heading".to_owned(),
        standfirst_html: None,
        entities: vec![EntityFiguresView {
            id: "a".to_owned(),
            who: None,
            figures: vec![figure("Final fine", "No fine", None, &[])],
        }],
        total: None,
        body: None,
        facts_html: None,
        timeline: vec![],
        place: None,
        identity: IdentityView {
            bodies: vec![SanctionedBodyView {
                who: "A dentist".to_owned(),
                label: None,
                note: None,
                role: None,
                size: None,
            }],
            sectors: vec![],
            provisions: vec![],
            procedure: "Simplified".to_owned(),
            kind: "Reprimand".to_owned(),
            published: None,
            origin: None,
            people: None,
            data_kinds: None,
            duration: None,
            penalty: None,
            appeals: vec![],
        },
        breaches: vec![],
        factors: vec![],
        actions: vec![],
        checklists: vec![],
        comparables: None,
        working: vec![],
        cited_by: vec![],
        sources: vec![],
        reviewed: None,
        citation: citation(),
        previous: None,
        next: None,
    }
}

fn home() -> HomeView {
    let door = |href: &str, title: &str, text: &str| DoorView {
        href: href.to_owned(),
        title: title.to_owned(),
        text: text.to_owned(),
    };
    HomeView {
        site: site(),
        page: page("Rubrique : qui la CNIL sanctionne, et à quel prix", 9, &[]),
        heading_html: "Qui la CNIL sanctionne, et à quel prix".to_owned(),
        standfirst_html: some(
            "Chaque décision est rapportée au revenu de l’organisme et au plafond légal, puis traduite en points à vérifier chez vous.",
        ),
        body: Some(BodyView::new(
            "<h2 id=\"lire\">Comment lire ce site</h2><p>Le grand chiffre est l’amende qui reste après les recours.</p>",
            vec![link("#lire", "Comment lire ce site")],
        )),
        doors: vec![
            door(
                "/secteurs/",
                "Je dirige une petite structure",
                "Sanctions des cabinets, commerces et associations, et la liste des points à régler d’abord.",
            ),
            door(
                "/decisions/",
                "Je suis DPO, RSSI ou avocat",
                "Décisions par article et par secteur, citations exactes, recours et renvois vers Légifrance.",
            ),
            door(
                "/listes/",
                "Je veux vérifier chez moi",
                "Des listes à imprimer : ce qu’il faut faire, et la preuve à garder.",
            ),
        ],
        strip: Some(chart("part-du-plafond")),
        recent: Some(table("Les cinq plus récentes")),
        decisions_href: "/decisions/".to_owned(),
        provisions: provision_rows(),
        articles_href: "/articles/".to_owned(),
        checklists: checklist_refs(),
        sectors: sector_rows(),
    }
}

fn explorer() -> ExplorerView {
    let value = |value: &str, text: &str, decisions, depth| FacetValueView {
        value: value.to_owned(),
        text: text.to_owned(),
        decisions,
        depth,
    };
    let facet = |key: &str, title: &str, values| FacetView { key: key.to_owned(), title: title.to_owned(), values };
    let row_facet = |key: &str, values: &str| RowFacetView { key: key.to_owned(), values: values.to_owned() };
    let row = |row: &Shared<DecisionRowView>| ExplorerRowView {
        facets: vec![row_facet("y", "2020"), row_facet("a", "rgpd.32 rgpd.32.1")],
        row: row.clone(),
    };
    ExplorerView {
        site: site(),
        page: page("Décisions", 0, &[("", "Décisions")]),
        heading_html: "Toutes les décisions".to_owned(),
        standfirst_html: some("Chaque amende est rapportée au revenu de l’organisme et au plafond légal."),
        coverage: some("Une partie des décisions n’est pas publiée : cette liste n’est pas complète."),
        counts: vec![
            figure("Décisions", "43", Some("43"), &["De 2018 à 2026."]),
            figure("Avec un revenu connu", "30", Some("30"), &[]),
        ],
        years: vec![link("/decisions/2020/", "2020"), link("/decisions/2019/", "2019")],
        decisions: 43,
        facets: vec![
            facet("y", "Année", vec![value("2020", "2020", 6, 1), value("2019", "2019", 5, 1)]),
            facet(
                "a",
                "Article",
                vec![value("rgpd.32", "art. 32 RGPD", 4, 1), value("rgpd.32.1", "art. 32, § 1 RGPD", 2, 2)],
            ),
            facet(
                "z",
                "Taille",
                vec![value("micro", "moins de 10 personnes", 4, 1), value("unknown", "Inconnu", 0, 1)],
            ),
        ],
        caption: "5 décisions sur 43, de la plus récente à la plus ancienne".to_owned(),
        rows: table("").rows.iter().map(row).collect(),
        notes_html: vec!["Revenu connu pour 3 décisions sur 5.".to_owned()],
        parts: vec!["/decisions/page-2/".to_owned()],
        previous: Some(link("/decisions/", "Décisions plus récentes")),
        next: Some(link("/decisions/page-2/", "Décisions plus anciennes")),
    }
}

fn year() -> YearView {
    let decision = decision_refs().remove(0);
    YearView {
        site: site(),
        page: page("2020", 0, &[("/decisions/", "Décisions"), ("", "2020")]),
        heading_html: "Les décisions de 2020".to_owned(),
        standfirst_html: some("Ce que la CNIL a sanctionné en 2020."),
        counts: vec![figure("Décisions", "5", Some("5"), &["Procédure ordinaire : 5"])],
        table: Some(table("5 décisions, de la plus récente à la plus ancienne")),
        changed: vec![ChangedView {
            decision,
            outcome: "Réduite sur recours".to_owned(),
            before: some("3 000 € avant recours"),
        }],
        previous: Some(link("/decisions/2019/", "2019")),
        next: Some(link("/decisions/2021/", "2021")),
    }
}

fn article_index() -> ArticleIndexView {
    ArticleIndexView {
        site: site(),
        page: page("Articles", 1, &[("", "Articles")]),
        heading_html: "Les articles, et ce qu’ils coûtent".to_owned(),
        standfirst_html: some("Les obligations que la CNIL sanctionne, texte par texte."),
        acts: vec![ActView {
            id: "rgpd".to_owned(),
            name: "Règlement général sur la protection des données".to_owned(),
            short: "RGPD".to_owned(),
            number: some("règlement (UE) 2016/679"),
            official: Some(link("http://data.europa.eu/eli/reg/2016/679/oj", "EUR-Lex")),
            provisions: provision_rows(),
        }],
    }
}

fn provision() -> ProvisionView {
    ProvisionView {
        site: site(),
        page: page(
            "Article 32 du RGPD : sécurité du traitement",
            1,
            &[("/articles/", "Articles"), ("/articles/#rgpd", "RGPD"), ("", "Article 32")],
        ),
        kicker_html: "Article 32 du RGPD".to_owned(),
        heading_html: "Sécurité du traitement".to_owned(),
        standfirst_html: some("Le responsable et son sous-traitant protègent les données selon le risque."),
        version: "En vigueur le 23 novembre 2026".to_owned(),
        official: Some(link("http://data.europa.eu/eli/reg/2016/679/art_32/oj", "EUR-Lex, article 32")),
        paragraphs: paragraphs(),
        caps: vec![CapView {
            text: "10 M€ ou 2 % du chiffre d’affaires annuel mondial, le plus élevé des deux".to_owned(),
            why_html: "Obligations du responsable et du sous-traitant.".to_owned(),
            provision: Some(link("/articles/rgpd-83/#p4", "Art. 83, § 4, a)")),
        }],
        body: Some(body()),
        counts: vec![
            figure("Décisions", "61", Some("61"), &["Dont 3 écartées sur recours."]),
            FigureView { missing: false, ..figure("Amendes", "de 2 500 € à 1 500 000 €", None, &[]) },
            figure(
                "Amende ÷ revenu, médiane",
                "1,2 %",
                Some("0.0120000000"),
                &["n = 12 sur 61 décisions ; revenu inconnu pour les autres."],
            ),
        ],
        relying: 61,
        measures: measures(),
        decisions: Some(paragraph_table()),
        cited_by: back_references(),
        related: vec![
            RelatedView {
                href: some("/articles/rgpd-33/"),
                text: "Article 33".to_owned(),
                title: some("Notification à la CNIL"),
            },
            RelatedView { href: None, text: "Considérant 83".to_owned(), title: None },
        ],
        checklists: checklist_refs(),
        sources: sources(),
        reviewed: reviewed(),
        citation: citation(),
        previous: Some(link("/articles/rgpd-31/", "Article 31")),
        next: Some(link("/articles/rgpd-33/", "Article 33 : notification à la CNIL")),
    }
}

fn paragraph_table() -> ParagraphTableView {
    let group = |id: &str, label: &str, href: Option<&str>| ParagraphGroupView {
        id: format!("decisions-{id}"),
        label: label.to_owned(),
        href: href.map(str::to_owned),
        decisions: 2,
        rows: rows().into_iter().map(Shared::new).collect(),
    };
    ParagraphTableView {
        caption: "2 décisions, par paragraphe retenu, de la plus récente à la plus ancienne".to_owned(),
        groups: vec![
            group("article", "L’article, sans paragraphe précisé", None),
            group("p1", "§ 1", Some("#p1")),
            group("p1-a", "§ 1, a)", Some("#p1-a")),
        ],
        notes_html: vec!["Revenu connu pour 2 décisions sur 2.".to_owned()],
    }
}

fn paragraphs() -> Vec<ParagraphView> {
    let paragraph = |id: &str, label: &str, depth, text: &str, decisions: usize, cited_by| ParagraphView {
        id: id.to_owned(),
        label: label.to_owned(),
        full_label: format!("Point {label}"),
        depth,
        text_html: text.to_owned(),
        decisions,
        decisions_href: (decisions > 0).then(|| format!("#decisions-{id}")),
        cited_by,
    };
    vec![
        paragraph(
            "p1",
            "1",
            1,
            "Le responsable du traitement et le sous-traitant prennent des mesures techniques et organisationnelles à la hauteur du risque. Ils tiennent compte de l’état des connaissances, du coût, de la nature des données et de la gravité pour les personnes.",
            2,
            back_references(),
        ),
        paragraph(
            "p1-a",
            "a)",
            2,
            "Rendre les données illisibles à qui n’y a pas droit : pseudonymisation, chiffrement.",
            2,
            vec![],
        ),
        paragraph("p1-a-i", "i", 3, "Un point plus profond, pour les actes qui en ont.", 0, vec![]),
        paragraph(
            "p2",
            "2",
            1,
            "Le risque à mesurer est celui d’une destruction, d’une perte, d’une altération ou d’une divulgation.",
            0,
            back_references(),
        ),
    ]
}

fn bare_provision() -> ProvisionView {
    ProvisionView {
        site: bare_site(),
        page: bare_page(),
        kicker_html: "Article 32 GDPR".to_owned(),
        heading_html: "Heading".to_owned(),
        standfirst_html: None,
        version: "In force on 23 November 2026".to_owned(),
        official: None,
        paragraphs: vec![],
        caps: vec![],
        body: None,
        counts: vec![],
        relying: 0,
        measures: vec![],
        decisions: None,
        cited_by: vec![],
        related: vec![],
        checklists: vec![],
        sources: vec![],
        reviewed: None,
        citation: citation(),
        previous: None,
        next: None,
    }
}

fn sector_index() -> SectorIndexView {
    SectorIndexView {
        site: site(),
        page: page("Secteurs", 2, &[("", "Secteurs")]),
        heading_html: "Votre secteur".to_owned(),
        standfirst_html: some("Ce que la CNIL a sanctionné chez des organismes comme le vôtre."),
        sectors: sector_rows(),
    }
}

fn sector() -> SectorView {
    SectorView {
        site: site(),
        page: page("Santé, exercice libéral", 2, &[("/secteurs/", "Secteurs"), ("", "Santé, exercice libéral")]),
        heading_html: "Santé, exercice libéral".to_owned(),
        standfirst_html: some("Médecins, dentistes, infirmiers et autres soignants à leur compte."),
        counts: vec![
            figure("Décisions", "4", Some("4"), &[]),
            FigureView { missing: false, ..figure("Amendes", "de 2 500 € à 6 000 €", None, &[]) },
            figure("Amende ÷ revenu", "Trop peu de décisions pour une médiane", None, &["n = 2 sur 4 décisions."]),
        ],
        body: Some(body()),
        decisions: Some(table("4 décisions, de la plus récente à la plus ancienne")),
        measures: measures(),
        checklists: checklist_refs(),
        strip: Some(chart("poids")),
        neighbours: vec![link("/secteurs/sante-etablissements/", "Santé, établissements")],
    }
}

fn checklist_index() -> ChecklistIndexView {
    ChecklistIndexView {
        site: site(),
        page: page("Listes de contrôle", 3, &[("", "Listes de contrôle")]),
        heading_html: "Listes de contrôle".to_owned(),
        standfirst_html: some("Ce que les décisions demandent, en points à vérifier et à prouver."),
        checklists: checklist_refs(),
    }
}

fn checklist() -> ChecklistView {
    let section = |number: usize| ChecklistSectionView {
        id: format!("section-{number}"),
        title_html: ["Le réseau et les machines", "Les accès", "Les patients"][number - 1].to_owned(),
        items: (1..=8).map(|at| checklist_item((number - 1) * 8 + at)).collect(),
    };
    ChecklistView {
        site: site(),
        page: page(
            "Liste de contrôle : cabinet médical",
            3,
            &[("/listes/", "Listes de contrôle"), ("", "Cabinet médical")],
        ),
        id: "cabinet-medical".to_owned(),
        heading_html: "Cabinet médical ou dentaire".to_owned(),
        standfirst_html: some("Les points que les décisions ont trouvés en défaut, dans l’ordre où les traiter."),
        audience_html: some("Médecins, dentistes et leur secrétariat."),
        minutes: Some(25),
        items: 24,
        sections: (1..=3).map(section).collect(),
        body: Some(body()),
        sectors: vec![link("/secteurs/sante-exercice-liberal/", "Santé, exercice libéral")],
        sources: sources(),
        reviewed: reviewed(),
        printed_address: some("https://example.org/listes/cabinet-medical/"),
    }
}

fn checklist_item(number: usize) -> ChecklistItemView {
    ChecklistItemView {
        id: format!("cm-{number:02}"),
        text_html: "Aucun port de la box n’est ouvert vers l’intérieur du cabinet, sauf besoin écrit".to_owned(),
        why_html: some("Un serveur d’images joignable depuis Internet se trouve en quelques minutes."),
        proof_html: (!number.is_multiple_of(5)).then(|| "Capture datée d’un test fait de l’extérieur.".to_owned()),
        priority: 1 + (number % 3) as u8,
        provisions: vec![provision_ref("32, § 1", false), provision_ref("32, § 1, b)", false)],
        cost: (!number.is_multiple_of(4)).then(|| "2 décisions, de 2 500 € à 6 000 €".to_owned()),
        decisions: if number.is_multiple_of(4) { vec![] } else { decision_refs() },
    }
}

fn bare_checklist() -> ChecklistView {
    ChecklistView {
        site: bare_site(),
        page: bare_page(),
        id: "cabinet-medical".to_owned(),
        heading_html: "Heading".to_owned(),
        standfirst_html: None,
        audience_html: None,
        minutes: None,
        items: 1,
        sections: vec![ChecklistSectionView {
            id: "s1".to_owned(),
            title_html: "Section".to_owned(),
            items: vec![ChecklistItemView {
                id: "x-01".to_owned(),
                text_html: "Item".to_owned(),
                why_html: None,
                proof_html: None,
                priority: 2,
                provisions: vec![],
                cost: None,
                decisions: vec![],
            }],
        }],
        body: None,
        sectors: vec![],
        sources: vec![],
        reviewed: None,
        printed_address: None,
    }
}

fn term() -> TermView {
    TermView {
        site: site(),
        page: page("Violation de données", 4, &[("/glossaire/", "Glossaire"), ("", "Violation de données")]),
        kicker_html: "Glossaire".to_owned(),
        heading_html: "Violation de données".to_owned(),
        equivalent: Some(EquivalentView { lang: "en".to_owned(), text: "personal data breach".to_owned() }),
        body: Some(body()),
        provisions: vec![provision_ref("4, 12)", false)],
        cited_by: back_references(),
        sources: sources(),
        reviewed: None,
        previous: Some(link("/glossaire/traitement/", "Traitement")),
        next: Some(link("/glossaire/zone/", "Zone")),
    }
}

fn glossary() -> GlossaryView {
    let term = |id: &str, term: &str, english: &str| TermRowView {
        id: id.to_owned(),
        href: format!("/glossaire/{id}/"),
        term: term.to_owned(),
        equivalent: Some(EquivalentView { lang: "en".to_owned(), text: english.to_owned() }),
        sentence: "Une faille de sécurité qui entraîne la perte ou la divulgation de données.".to_owned(),
        lang: some("fr"),
    };
    GlossaryView {
        site: site(),
        page: page("Glossaire", 4, &[("", "Glossaire")]),
        heading_html: "Glossaire".to_owned(),
        standfirst_html: some("Les mots du droit, en phrases courtes."),
        initials: vec![link("#astreinte", "A"), link("#violation", "V")],
        terms: vec![
            term("astreinte", "Astreinte", "periodic penalty payment"),
            term("violation", "Violation de données", "personal data breach"),
        ],
    }
}

fn search() -> SearchView {
    SearchView {
        site: site(),
        page: page("Recherche", 9, &[("", "Recherche")]),
        heading_html: "Recherche".to_owned(),
        standfirst_html: some("Un mot, un article, un numéro de décision."),
        facets: vec![ChoiceView { key: "y".to_owned(), title: "Année".to_owned() }],
        sorts: vec![ChoiceView { key: "fine".to_owned(), title: "Amende".to_owned() }],
        decisions_href: "/decisions/".to_owned(),
        sectors_href: "/secteurs/".to_owned(),
        names_expire: true,
        sectors: sector_rows(),
        provisions: provision_rows(),
        years: vec![link("/decisions/2020/", "2020")],
        checklists: checklist_refs(),
    }
}

fn dictionary() -> DictionaryView {
    let key = |id: &str, name: &str, inside: Option<LinkView>, presence: Option<String>| DictionaryKeyView {
        id: id.to_owned(),
        name: name.to_owned(),
        kind: "un mot parmi".to_owned(),
        inside,
        presence,
        meaning_html: "Ce que fait la décision ; <code>fines</code> va avec <code>fine</code>.".to_owned(),
        words: vec![
            DictionaryWordView { word: "fine".to_owned(), text: some("Amende") },
            DictionaryWordView { word: "closing".to_owned(), text: None },
        ],
    };
    let map = |id: &str, name: Option<String>, keys| DictionaryMapView { id: id.to_owned(), name, keys };
    DictionaryView {
        site: site(),
        page: page("Dictionnaire des données", 9, &[("", "Dictionnaire des données")]),
        heading_html: "Dictionnaire des données".to_owned(),
        standfirst_html: some("Chaque clé, ce qu’elle veut dire et ce qu’on peut y écrire."),
        text_html: "<p>La même table sert à la vérification.</p>".to_owned(),
        sections: vec![DictionarySectionView {
            id: "decision".to_owned(),
            title: "Décision".to_owned(),
            lead_html: "Dans <code>content/decisions/</code>.".to_owned(),
            maps: vec![
                map("decision", None, vec![key("decision-fines", "fines", Some(link("#in-fines", "fines")), None)]),
                map("in-fines", some("fines"), vec![key("fines-imposed", "imposed", None, some("obligatoire"))]),
            ],
        }],
    }
}

fn statistics() -> StatisticsView {
    StatisticsView {
        site: site(),
        page: page("Les sanctions en chiffres", 4, &[("", "Statistiques")]),
        heading_html: "Les sanctions en chiffres".to_owned(),
        standfirst_html: some("Ce que pèsent les amendes, ce qu’elles visent."),
        coverage: "72 décisions, 79 organismes sanctionnés.".to_owned(),
        counts: vec![figure("Décisions", "72", Some("72"), &[])],
        sections: vec![StatisticsSectionView {
            id: "plafond".to_owned(),
            title: "La part du plafond légal".to_owned(),
            lead_html: "<p>Chaque article a son plafond.</p>".to_owned(),
            charts: vec![chart("part-du-plafond")],
            decisions: Some(table("Du plus élevé au plus faible")),
            measures: measures(),
            csv_href: some("/data/statistics/ratio.csv"),
            further: vec![link("/articles/", "Tous les articles")],
        }],
        rest_html: "<h2 id=\"methode\">Méthode</h2><p>Chaque chiffre se recalcule.</p>".to_owned(),
    }
}

fn calculator() -> CalculatorView {
    let duty = |number: &str, text: &str| DutyView {
        id: format!("rgpd.{number}"),
        provision: provision_ref(number, false),
        text: text.to_owned(),
    };
    CalculatorView {
        site: site(),
        page: page("Le calculateur", 5, &[("", "Calculateur")]),
        heading_html: "Ce que les textes permettent".to_owned(),
        standfirst_html: some("Le maximum prévu pour votre chiffre d’affaires."),
        kinds: vec![BodyKindView {
            value: "company".to_owned(),
            text: "Entreprise".to_owned(),
            undertaking: "yes".to_owned(),
        }],
        caps: vec![CapGroupView {
            provision: provision_ref("83, § 4", false),
            fixed: "10000000".to_owned(),
            percent: some("2"),
            text: "10 M€, ou 2 % du chiffre d’affaires".to_owned(),
            duties: vec![duty("32", "Sécurité du traitement")],
            others: vec![duty("27", "Représentant dans l’Union")],
        }],
        ceiling: Some(CeilingView {
            text: "20 000 €".to_owned(),
            provision: provision_ref("22-1", false),
            note: "Plafond de la procédure simplifiée.".to_owned(),
        }),
        sectors: vec![SectorChoiceView {
            value: "sante-exercice-liberal".to_owned(),
            text: "Santé, exercice libéral".to_owned(),
            href: "/secteurs/sante-exercice-liberal/".to_owned(),
            checklists: checklist_index().checklists,
        }],
        sizes: vec![OptionView { value: "micro".to_owned(), text: "moins de 10 personnes".to_owned() }],
        table: chart("exemples").table,
        rows: explorer().rows,
        compared: "43 décisions".to_owned(),
        text_html: "<h2 id=\"regle\">La règle</h2><p>Le plus élevé des deux montants.</p>".to_owned(),
    }
}

fn matrix() -> MatrixView {
    let head = |href: Option<&str>, text: &str, full: Option<&str>| MatrixHeadView {
        href: href.map(str::to_owned),
        text: text.to_owned(),
        full: full.map(str::to_owned),
    };
    let cell = |text: &str, level| MatrixCellView { text: text.to_owned(), level };
    MatrixView {
        caption: "Nombre de décisions".to_owned(),
        corner: "Secteur".to_owned(),
        columns: vec![
            head(Some("/articles/rgpd-32/"), "32", Some("art. 32 RGPD")),
            head(None, "82 LIL", Some("art. 82 LIL")),
        ],
        rows: vec![MatrixRowView {
            head: head(Some("/secteurs/sante/"), "Santé", None),
            cells: vec![cell("12", 4), cell("0", 0)],
            total: "14".to_owned(),
        }],
    }
}

fn chart(id: &str) -> ChartView {
    let drawing = |kind: &str, width: &str| DrawingView {
        kind: kind.to_owned(),
        width: width.to_owned(),
        height: "118".to_owned(),
        paths: vec![
            PathView { class: "grid".to_owned(), d: "M8 44H352".to_owned() },
            PathView { class: "m".to_owned(), d: "M105 44a5 5 0 1 0 0 .1z".to_owned() },
        ],
        labels: vec![LabelView {
            class: "row".to_owned(),
            x: "0".to_owned(),
            y: "20".to_owned(),
            text: "PME".to_owned(),
        }],
    };
    ChartView {
        id: id.to_owned(),
        title: "L’amende en part du plafond légal".to_owned(),
        finding: "Au moins la moitié des 71 amendes ne dépassent pas 2,5\u{202F}% de leur plafond.".to_owned(),
        reading: "Échelle logarithmique.".to_owned(),
        key: vec![KeyView { class: "m".to_owned(), d: "M12 8a4 4 0 1 0 0 .1z".to_owned(), text: "établi".to_owned() }],
        drawings: vec![drawing("wide", "1176"), drawing("narrow", "360")],
        matrix: Some(matrix()),
        notes: texts(&["4 sans part du plafond."]),
        values_title: "Les 71 valeurs en tableau".to_owned(),
        decisions: Some(table("De la plus forte part à la plus faible")),
        table: Some(values_table()),
        values: Some(link("/statistiques/#plafond", "Les valeurs en tableau")),
        csv_href: some("/data/statistics/share-of-cap.csv"),
        limits: texts(&["Il ne dit pas ce que risque un organisme donné."]),
    }
}

fn values_table() -> TableView {
    let column = |text: &str, numeric| ColumnView { text: text.to_owned(), numeric };
    let row = |here| TableRowView {
        href: some("/decisions/2020/"),
        head: "2020".to_owned(),
        note: some("Année entière"),
        words: texts(&["Ordinaire"]),
        cells: vec![cell("8", Some("8"))],
        here,
    };
    TableView {
        caption: "Décisions par année".to_owned(),
        columns: vec![column("Année", false), column("Procédure", false), column("Décisions", true)],
        rows: vec![row(false), row(true)],
        notes: texts(&["Décisions publiées."]),
    }
}

fn text() -> TextView {
    TextView {
        site: site(),
        page: page("Méthode", 5, &[("", "Méthode")]),
        heading_html: "Méthode et sources".to_owned(),
        standfirst_html: some("D’où viennent les chiffres, et ce qu’ils ne disent pas."),
        body: Some(body()),
        citation: Some(citation()),
        downloads: vec![DownloadView {
            href: "/data/decisions.csv".to_owned(),
            text: "Décisions, une ligne par organisme".to_owned(),
            format: "CSV".to_owned(),
        }],
        sources: sources(),
        reviewed: reviewed(),
    }
}

fn not_found() -> NotFoundView {
    NotFoundView {
        site: site(),
        page: page("Page introuvable", 9, &[]),
        hubs: vec![link("/decisions/", "Décisions"), link("/articles/", "Articles"), link("/secteurs/", "Secteurs")],
    }
}

fn redirect() -> RedirectView {
    RedirectView {
        site: site(),
        page: page("Cette page a changé d’adresse", 9, &[]),
        target: link("/decisions/san-2020-014/", "SAN-2020-014"),
    }
}

fn correction() -> CorrectionView {
    CorrectionView {
        id: "decision-san-2020-014-revenu".to_owned(),
        href: "/corrections/#decision-san-2020-014-revenu".to_owned(),
        page: link("/decisions/san-2020-014/", "Des images médicales en libre accès"),
        day: day("2026-11-25", "25 novembre 2026", "25 nov. 2026"),
        was_html: "L’exercice était donné comme 2019.".to_owned(),
        now_html: "Il est celui de 2018.".to_owned(),
        why_html: some("Le texte de la délibération, <em>§ 56</em>."),
        lang: some("fr"),
    }
}

fn corrections() -> CorrectionsView {
    let change = |text: Option<String>, href: Option<String>| ChangeView {
        day: day("2026-11-25", "25 novembre 2026", "25 nov. 2026"),
        text,
        href,
    };
    CorrectionsView {
        site: site(),
        page: page("Corrections", 5, &[("", "Corrections")]),
        heading_html: "Corrections".to_owned(),
        standfirst_html: some("Ce que ce site a dit d’inexact."),
        body: Some(BodyView::new("<p>Chaque correction reste ici.</p>", vec![])),
        corrections: vec![correction()],
        changes: vec![
            SiteChangeView {
                change: change(some("Relire les recours"), some("https://example.org/depot/commit/0123abcd")),
                pages: vec![link("/decisions/san-2020-014/", "Des images"), link("/methode/", "Méthode")],
                others: 3,
            },
            SiteChangeView { change: change(None, None), pages: vec![], others: 0 },
        ],
    }
}

fn coverage() -> CoverageView {
    let article = |href: &str, title: Option<String>, restated: Option<String>| CoveredArticleView {
        article: link(href, "art. 32"),
        title,
        restated,
        decisions: 61,
        items: 104,
        citing: 72,
    };
    CoverageView {
        site: site(),
        page: page("Couverture", 5, &[("", "Couverture")]),
        heading_html: "Ce que couvre cette édition".to_owned(),
        standfirst_html: some("Article par article."),
        counts: vec![figure("Articles reformulés", "48", Some("48"), &[])],
        articles: CoveredArticlesView {
            title: "Les articles".to_owned(),
            lead_html: "<p>Ceux que nous reformulons.</p>".to_owned(),
            acts: vec![CoveredActView {
                name: "Règlement (UE) 2016/679".to_owned(),
                rows: vec![
                    article("/articles/rgpd-32/", some("Sécurité du traitement"), some("4 parties sur 4")),
                    article("", None, None),
                ],
            }],
        },
        knowledge: KnowledgeView {
            title: "Ce que l’on sait des décisions".to_owned(),
            lead_html: "<p>Par procédure.</p>".to_owned(),
            rows: vec![KnownView { what: "Revenu connu".to_owned(), ordinary: 18, simplified: 2, all: 20 }],
        },
        gaps: GapsView {
            title: "Ce qui manque".to_owned(),
            lead_html: "<p>À compléter.</p>".to_owned(),
            gaps: vec![GapView {
                title: "Amendes sans revenu connu".to_owned(),
                links: vec![link("/decisions/san-2020-014/", "SAN-2020-014"), link("", "art. 58 RGPD")],
            }],
        },
        rest_html: "<h2>Et encore</h2><p>Rien d’autre.</p>".to_owned(),
    }
}
