//! Home, the index of decisions, sectors, checklists, and the pages of prose.

use std::collections::BTreeSet;

use crate::analysis::routes::{self, Page};
use crate::config::NamingPolicy;
use crate::model::Document;
use crate::model::checklist::{Checklist, Item, ItemAddress};
use crate::model::sector::Sector;
use crate::model::value::{DocId, Kind, Lang};
use crate::view::lists::{
    ChecklistIndexView, ChecklistItemView, ChecklistSectionView, ChecklistView, ChoiceView, DoorView, HomeView,
    SearchView, SectorIndexView, SectorView,
};
use crate::view::parts::BodyView;
use crate::view::site::{DownloadView, TextView};
use crate::vocabulary::say;

use super::frame::{self, Head};
use super::{World, charts, cite, explorer, provision, rows, text};

fn head<'a>(page: Page, title: String, description: &str, here: String) -> Head<'a> {
    Head { page, title, description: description.to_owned(), crumbs: Vec::new(), here, document: None }
}

// ── home ──

pub fn home(world: &World, lang: Lang) -> HomeView {
    let id = DocId::new(Kind::Page, "index");
    let document = world.document(&id);
    let title = document.map(|_| text::title(world, &id, lang)).unwrap_or_else(|| world.inputs.config.title.clone());
    let own = Head {
        document,
        ..head(
            Page::Home,
            format!("{}, {title}", world.inputs.config.title),
            &rows::description(world, &id, lang),
            String::new(),
        )
    };
    let recent = say(lang, "Les cinq dernières décisions", "The five latest decisions").to_owned();
    HomeView {
        site: world.frame(lang),
        page: frame::page(world, own, lang),
        heading_html: rows::heading(&title),
        standfirst_html: text::html(world, &id, "standfirst", lang),
        body: document.and_then(|document| text::body(world, document, lang)).map(|(body, _)| body),
        doors: doors(world, lang),
        strip: charts::share::for_home(world, lang),
        recent: rows::decision_table(world, world.decisions.iter().take(5), None, recent, lang),
        decisions_href: world.href(&Page::Decisions, lang),
        provisions: provision::most_relied_on(world, 8, lang),
        articles_href: world.href(&Page::Articles, lang),
        checklists: all_checklists(world, lang),
        sectors: all_sectors(world, lang),
    }
}

/// The ways in, for the three readers of the site.
fn doors(world: &World, lang: Lang) -> Vec<DoorView> {
    let door = |page: Page, title: &str, text: &str| DoorView {
        href: world.href(&page, lang),
        title: title.to_owned(),
        text: text.to_owned(),
    };
    vec![
        door(
            Page::Sectors,
            say(lang, "Je dirige une petite structure", "I run a small organisation"),
            say(
                lang,
                "Ce qui a été sanctionné dans mon secteur, ce que cela a coûté, et la liste des points à régler d’abord.",
                "What was punished in my sector, what it cost, and the list of points to settle first.",
            ),
        ),
        door(
            Page::Articles,
            say(lang, "Je suis DPO, RSSI ou avocat", "I am a DPO, a CISO or a lawyer"),
            say(
                lang,
                "Les décisions article par article, les recours, le plafond de chaque manquement et les sources.",
                "The decisions article by article, the appeals, the cap of each breach and the sources.",
            ),
        ),
        door(
            Page::Calculator,
            say(lang, "Je veux mesurer mon exposition", "I want to measure my exposure"),
            say(
                lang,
                "Le maximum prévu par les textes pour mon chiffre d’affaires, et les décisions sur des organismes comme le mien. Rien ne quitte la page.",
                "The maximum set by the law for my turnover, and the decisions on bodies like mine. Nothing leaves the page.",
            ),
        ),
    ]
}

fn all_checklists(world: &World, lang: Lang) -> Vec<crate::view::parts::ChecklistRefView> {
    world
        .analysis
        .corpus
        .of_kind(Kind::Checklist)
        .filter_map(|document| rows::checklist_ref(world, &document.id().slug, lang))
        .collect()
}

/// The sectors, those with most decisions first.
fn all_sectors(world: &World, lang: Lang) -> Vec<crate::view::parts::SectorRowView> {
    let mut sectors: Vec<_> = world
        .analysis
        .corpus
        .of_kind(Kind::Sector)
        .filter_map(|document| rows::sector_row(world, document, lang))
        .collect();
    sectors.sort_by_key(|sector| std::cmp::Reverse(sector.decisions));
    sectors
}

// ── sectors ──

pub fn sectors(world: &World, lang: Lang) -> SectorIndexView {
    let title = say(lang, "Les secteurs", "The sectors").to_owned();
    let description = say(
        lang,
        "Ce qui a été sanctionné chez des organismes comme le vôtre.",
        "What was punished in bodies like yours.",
    );
    SectorIndexView {
        site: world.frame(lang),
        page: frame::page(
            world,
            head(Page::Sectors, title.clone(), description, say(lang, "Secteurs", "Sectors").to_owned()),
            lang,
        ),
        heading_html: rows::heading(&title),
        standfirst_html: Some(rows::heading(description)),
        sectors: all_sectors(world, lang),
    }
}

pub fn sector(world: &World, document: &Document, sector: &Sector, lang: Lang) -> SectorView {
    let id = document.id();
    let ids = world.by_sector.get(&*id.slug).map_or(&[][..], Vec::as_slice);
    let caption = match lang {
        Lang::Fr => format!("{}, de la plus récente à la plus ancienne", rows::count_decisions(lang, ids.len())),
        Lang::En => format!("{}, most recent first", rows::count_decisions(lang, ids.len())),
    };
    SectorView {
        site: world.frame(lang),
        page: frame::page(world, document_head(world, document, Page::Sectors, lang), lang),
        heading_html: rows::title_html(world, id, lang),
        standfirst_html: text::html(world, id, "standfirst", lang),
        counts: rows::counts(world, ids, lang),
        strip: charts::place::of_sector(world, &id.slug, lang),
        body: body(world, document, lang),
        decisions: rows::decision_table(world, ids, None, caption, lang),
        measures: rows::measures(world, ids, 5, |_| true, lang),
        checklists: sector.checklists.iter().filter_map(|slug| rows::checklist_ref(world, &slug.value, lang)).collect(),
        neighbours: sector.neighbours.iter().map(|slug| rows::sector_link(world, &slug.value, lang)).collect(),
    }
}

pub fn body(world: &World, document: &Document, lang: Lang) -> Option<BodyView> {
    text::body(world, document, lang).map(|(body, _)| body)
}

fn document_head<'w>(world: &World, document: &'w Document, above: Page, lang: Lang) -> Head<'w> {
    let title = text::title(world, document.id(), lang);
    Head {
        page: Page::Document(document.id().clone()),
        here: title.clone(),
        title,
        description: rows::description(world, document.id(), lang),
        crumbs: vec![frame::nav_crumb(above, lang)],
        document: Some(document),
    }
}

// ── checklists ──

pub fn checklists(world: &World, lang: Lang) -> ChecklistIndexView {
    let title = say(lang, "Les listes de contrôle", "The checklists").to_owned();
    let description = say(
        lang,
        "Ce qu’il faut vérifier chez vous, avec la preuve à garder.",
        "What to check in your organisation, with the proof to keep.",
    );
    let here = say(lang, "Listes de contrôle", "Checklists").to_owned();
    ChecklistIndexView {
        site: world.frame(lang),
        page: frame::page(world, head(Page::Checklists, title.clone(), description, here), lang),
        heading_html: rows::heading(&title),
        standfirst_html: Some(rows::heading(description)),
        checklists: all_checklists(world, lang),
    }
}

pub fn checklist(world: &World, document: &Document, list: &Checklist, lang: Lang) -> ChecklistView {
    let id = document.id();
    let page = frame::page(world, document_head(world, document, Page::Checklists, lang), lang);
    let section = |(at, section): (usize, &crate::model::checklist::Section)| ChecklistSectionView {
        id: format!("partie-{}", at + 1),
        title_html: text::html(world, id, &format!("sections.{}.title", at + 1), lang).unwrap_or_default(),
        items: section.items.iter().map(|item| checklist_item(world, id, item, lang)).collect(),
    };
    ChecklistView {
        site: world.frame(lang),
        printed_address: page.canonical.clone(),
        page,
        id: id.slug.to_string(),
        heading_html: rows::title_html(world, id, lang),
        standfirst_html: text::html(world, id, "standfirst", lang),
        audience_html: text::html(world, id, "for", lang),
        minutes: list.minutes.and_then(|minutes| u32::try_from(minutes).ok()),
        items: list.items().count(),
        sections: list.sections.iter().enumerate().map(section).collect(),
        body: body(world, document, lang),
        sectors: list.sectors.iter().map(|slug| rows::sector_link(world, &slug.value, lang)).collect(),
        sources: rows::sources(world, document, lang),
        reviewed: document.meta.reviewed.map(|day| rows::day(lang, day)),
    }
}

fn checklist_item(world: &World, list: &DocId, item: &Item, lang: Lang) -> ChecklistItemView {
    let words = |part: &str| text::html(world, list, &format!("items.{}.{part}", item.id.value), lang);
    let address = ItemAddress { checklist: list.slug.to_string(), item: item.id.value.clone() };
    let on_it = world.analysis.graph.decisions_of_item(&address);
    let ranks: BTreeSet<usize> = on_it.filter_map(|id| world.rank(id)).collect();
    let ids: Vec<DocId> = ranks.into_iter().map(|rank| world.decisions[rank].clone()).collect();
    let range = rows::fine_range(world, &ids, lang);
    let cost = range.map(|range| format!("{}, {range}", rows::count_decisions(lang, ids.len())));
    let day = world.inputs.today;
    ChecklistItemView {
        id: item.id.value.clone(),
        text_html: words("text").unwrap_or_default(),
        why_html: words("why"),
        proof_html: words("proof"),
        priority: item.priority,
        provisions: item
            .provisions
            .iter()
            .map(|provision| rows::provision_ref(world, &provision.value, day, lang))
            .collect(),
        cost,
        decisions: ids.iter().filter_map(|id| rows::decision_ref(world, id, false, lang)).collect(),
    }
}

// ── search ──

pub fn search(world: &World, lang: Lang) -> SearchView {
    let words = routes::words_of_page(&Page::Search).filter(|id| world.document(id).is_some());
    let own = words.as_ref().map(|id| text::title(world, id, lang));
    let title = own.unwrap_or_else(|| say(lang, "Recherche", "Search").to_owned());
    let description = words.as_ref().map(|id| rows::description(world, id, lang)).unwrap_or_default();
    let here = say(lang, "Recherche", "Search").to_owned();
    SearchView {
        site: world.frame(lang),
        page: frame::page(world, head(Page::Search, title.clone(), &description, here), lang),
        heading_html: rows::heading(&title),
        standfirst_html: words.as_ref().and_then(|id| text::html(world, id, "standfirst", lang)),
        facets: explorer::titles(lang),
        sorts: sorts(lang),
        decisions_href: world.href(&Page::Decisions, lang),
        sectors_href: world.href(&Page::Sectors, lang),
        names_expire: world.inputs.config.naming == NamingPolicy::Official,
        sectors: all_sectors(world, lang),
        provisions: provision::most_relied_on(world, 12, lang),
        years: explorer::years(world, lang),
        checklists: all_checklists(world, lang),
    }
}

/// What decisions are sorted by, after how well they answer.
fn sorts(lang: Lang) -> Vec<ChoiceView> {
    let words = [
        ("date", say(lang, "Date", "Date")),
        ("fine", say(lang, "Amende", "Fine")),
        ("ratio", say(lang, "Amende ÷ revenu", "Fine ÷ revenue")),
        ("share", say(lang, "Part du plafond", "Share of the cap")),
        ("revenue", say(lang, "Revenu", "Revenue")),
    ];
    words.map(|(key, title)| ChoiceView { key: key.to_owned(), title: title.to_owned() }).into()
}

// ── pages of prose ──

pub fn text_page(world: &World, document: &Document, lang: Lang) -> TextView {
    let id = document.id();
    let title = text::title(world, id, lang);
    let own = Head {
        page: Page::Document(id.clone()),
        here: title.clone(),
        title,
        description: rows::description(world, id, lang),
        crumbs: Vec::new(),
        document: Some(document),
    };
    let mut shown = body(world, document, lang);
    if &*id.slug == "mentions-legales" {
        let publisher = publisher(world, lang);
        let body = shown.get_or_insert_with(|| BodyView::new("", Vec::new()));
        body.lead_html = publisher + &body.lead_html;
    }
    let is_data = &*id.slug == "donnees";
    TextView {
        site: world.frame(lang),
        page: frame::page(world, own, lang),
        heading_html: rows::title_html(world, id, lang),
        standfirst_html: text::html(world, id, "standfirst", lang),
        body: shown,
        downloads: if is_data { downloads(world, lang) } else { Vec::new() },
        citation: is_data.then(|| cite::citation(world, document, None, lang)),
        sources: rows::sources(world, document, lang),
        reviewed: document.meta.reviewed.map(|day| rows::day(lang, day)),
    }
}

/// Who publishes and hosts the site; what is not filled in is said to be missing.
fn publisher(world: &World, lang: Lang) -> String {
    let publisher = &world.inputs.config.publisher;
    let rows = [
        (say(lang, "Éditeur", "Publisher"), &publisher.name),
        (say(lang, "Adresse", "Address"), &publisher.address),
        (say(lang, "Contact", "Contact"), &publisher.contact),
        (say(lang, "Direction de la publication", "Publication director"), &publisher.director),
        (say(lang, "Hébergeur", "Host"), &publisher.host_name),
        (say(lang, "Adresse de l’hébergeur", "Address of the host"), &publisher.host_address),
        (say(lang, "Téléphone de l’hébergeur", "Telephone of the host"), &publisher.host_telephone),
    ];
    let missing = say(lang, "non renseigné à ce jour", "not filled in to date");
    let entry = |(label, value): (&str, &String)| {
        let value = if value.trim().is_empty() { missing } else { value };
        format!("<dt>{label}</dt><dd>{}</dd>", crate::html::escape(value))
    };
    format!("<dl class=\"idf\">{}</dl>", rows.map(entry).concat())
}

fn downloads(world: &World, lang: Lang) -> Vec<DownloadView> {
    let base = &world.analysis.routes.base;
    let file = |path: &str, format: &str, fr: &'static str, en: &'static str| DownloadView {
        href: format!("{base}{path}"),
        text: say(lang, fr, en).to_owned(),
        format: format.to_owned(),
    };
    vec![
        DownloadView {
            href: world.href(&Page::Dictionary, lang),
            ..file("", "HTML", "Le dictionnaire des données, champ par champ", "The data dictionary, field by field")
        },
        file(
            "data/decisions.csv",
            "CSV",
            "Décisions et chiffres, une ligne par organisme",
            "Decisions and figures, a row a body",
        ),
        file(
            "data/decisions.json",
            "JSON",
            "Décisions et chiffres, avec le détail de chaque calcul",
            "Decisions and figures, with the working of each",
        ),
        file("data/links.json", "JSON", "Tous les liens entre les pages", "Every link between the pages"),
        file(
            "data/schema.json",
            "JSON Schema",
            "Le même dictionnaire, pour les programmes",
            "The same dictionary, for programs",
        ),
        file(
            "data/SHA256SUMS",
            "SHA-256",
            "Les sommes de contrôle de tous les fichiers de données",
            "The checksums of all data files",
        ),
    ]
}
