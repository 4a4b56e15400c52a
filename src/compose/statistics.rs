//! The statistics: each chart as a section, with the words of `content/pages/statistiques.md` above it.

use std::collections::BTreeMap;

use crate::analysis::routes::{self, Page};
use crate::model::value::{DocId, Lang};
use crate::typography::{NBSP, plural};
use crate::view::chart::ChartView;
use crate::view::parts::LinkView;
use crate::view::statistics::{StatisticsSectionView, StatisticsView};
use crate::vocabulary::say;

use super::charts::{self, all_cases, appeals, count, matrix, ratio, revenue, share, years};
use super::frame::{self, Head};
use super::{World, rows, text};

pub fn view(world: &World, lang: Lang) -> StatisticsView {
    let words = Words::of(world, &Page::Statistics, lang);
    let title = words.title.clone().unwrap_or_else(|| say(lang, "Statistiques", "Statistics").to_owned());
    let head = Head {
        page: Page::Statistics,
        title: title.clone(),
        description: words.id.as_ref().map(|id| rows::description(world, id, lang)).unwrap_or_default(),
        crumbs: Vec::new(),
        here: say(lang, "Statistiques", "Statistics").to_owned(),
        document: words.id.as_ref().and_then(|id| world.document(id)),
    };
    let mut words = words;
    let sections = sections(world, &mut words, lang);
    StatisticsView {
        site: world.frame(lang),
        page: frame::page(world, head, lang),
        heading_html: rows::heading(&title),
        standfirst_html: words.id.as_ref().and_then(|id| text::html(world, id, "standfirst", lang)),
        coverage: coverage(world, lang),
        counts: rows::counts(world, &world.decisions, lang),
        sections,
        rest_html: words.rest(),
    }
}

fn sections(world: &World, words: &mut Words, lang: Lang) -> Vec<StatisticsSectionView> {
    let mut section = |id: &str, fr: &'static str, en: &'static str, charts: Vec<ChartView>| {
        let (title, lead_html) = words.section(id);
        StatisticsSectionView {
            id: id.to_owned(),
            title: title.unwrap_or_else(|| say(lang, fr, en).to_owned()),
            lead_html,
            charts,
            decisions: None,
            measures: Vec::new(),
            csv_href: None,
            further: Vec::new(),
        }
    };
    let cap = section(
        share::SECTION,
        "La part du plafond légal",
        "The share of the statutory cap",
        vec![share::chart(world, lang)],
    );
    let revenue = section(
        "revenu",
        "L’amende et le revenu",
        "The fine and the revenue",
        vec![ratio::by_class(world, lang), revenue::chart(world, lang)],
    );
    let ratios = StatisticsSectionView {
        decisions: ratio::table(world, lang),
        csv_href: Some(charts::data_href(world, ratio::DATA)),
        ..section(ratio::TABLE, "Les ratios les plus élevés", "The highest ratios", Vec::new())
    };
    let appeals =
        section("recours", "Ce que les recours en laissent", "What appeals leave", vec![appeals::chart(world, lang)]);
    let years = section(
        "annees",
        "Année par année",
        "Year by year",
        vec![years::counts(world, lang), years::amounts(world, lang)],
    );
    let articles = StatisticsSectionView {
        further: vec![LinkView {
            href: world.href(&Page::Articles, lang),
            text: say(lang, "Tous les articles", "All articles").to_owned(),
        }],
        ..section("articles", "Article par article", "Article by article", vec![matrix::articles(world, lang)])
    };
    let measures = StatisticsSectionView {
        measures: rows::measures(world, &world.decisions, usize::MAX, |_| true, lang),
        ..section(
            "mesures-manquantes",
            "Les mesures qui manquent",
            "The missing measures",
            vec![matrix::measures(world, lang)],
        )
    };
    vec![cap, revenue, ratios, appeals, years, articles, measures]
}

/// « 72 décisions publiées ici, 79 organismes sanctionnés : plafond établi ou minimum connu pour 71, revenu connu pour 18. »
fn coverage(world: &World, lang: Lang) -> String {
    let cases = all_cases(world);
    let decisions = rows::count_decisions(lang, world.decisions.len());
    let (bodies, capped) = (count(lang, cases.len()), cases.iter().filter(|case| case.share().is_some()).count());
    let with_ratio = cases.iter().filter(|case| case.figures.ratio.is_some()).count();
    let (capped, with_ratio) = (count(lang, capped), count(lang, with_ratio));
    match lang {
        Lang::Fr => format!(
            "{decisions}, {bodies} {}{NBSP}: plafond légal connu pour {capped}, revenu connu pour {with_ratio}. Une partie des sanctions n’est pas publiée, et celles de la procédure simplifiée ne le sont que sans nom.",
            plural(lang, cases.len(), "organisme sanctionné", "organismes sanctionnés")
        ),
        Lang::En => format!(
            "{decisions}, {bodies} sanctioned {}: statutory cap known for {capped}, revenue known for {with_ratio}. Some sanctions are not published, and those of the simplified procedure only without a name.",
            plural(lang, cases.len(), "body", "bodies")
        ),
    }
}

/// The authored words of one of the site's own pages, section by section.
pub struct Words {
    pub id: Option<DocId>,
    pub title: Option<String>,
    /// By the id of their heading: the heading as plain text, and the text under it.
    sections: BTreeMap<String, (String, String)>,
    /// The ids, in order.
    order: Vec<String>,
}

impl Words {
    pub fn of(world: &World, page: &Page, lang: Lang) -> Words {
        let id = routes::words_of_page(page).filter(|id| world.document(id).is_some());
        let body = id.as_ref().and_then(|id| text::body(world, world.document(id)?, lang)).map(|(body, _)| body);
        let mut words = Words {
            title: id.as_ref().map(|id| text::title(world, id, lang)),
            id,
            sections: BTreeMap::new(),
            order: Vec::new(),
        };
        for (heading, html) in body.iter().flat_map(|body| body.headings.iter().zip(body.sections())) {
            let id = heading.href.trim_start_matches('#').to_owned();
            words.order.push(id.clone());
            words.sections.insert(id, (heading.text.clone(), html.to_owned()));
        }
        words
    }

    /// Takes what stands under the heading of this id: the heading, and the text.
    pub fn section(&mut self, id: &str) -> (Option<String>, String) {
        match self.sections.remove(id) {
            Some((heading, html)) => {
                let text = html.split_once("</h2>").map_or("", |(_, text)| text);
                (Some(heading), text.to_owned())
            }
            None => (None, String::new()),
        }
    }

    /// What no section has taken, headings included.
    pub fn rest(&self) -> String {
        self.order.iter().filter_map(|id| self.sections.get(id)).map(|(_, html)| html.as_str()).collect()
    }
}

/// Gives the rows of a file, a header first.
type Rows = fn(&World) -> Vec<Vec<String>>;

/// The files of the charts, by their paths.
pub fn data() -> [(String, Rows); 7] {
    let files = [
        (share::DATA, share::data as Rows),
        (ratio::DATA, ratio::data),
        (appeals::DATA, appeals::data),
        (years::DATA, years::data),
        (years::FINES, years::fines),
        (matrix::ARTICLES, matrix::articles_data),
        (matrix::MEASURES, matrix::measures_data),
    ];
    files.map(|(name, rows)| (charts::data_path(name), rows))
}
