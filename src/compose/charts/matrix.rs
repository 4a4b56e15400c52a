//! Counts where rows meet columns: articles by sector, missing measures by year. Tables, so that every count is a number; the tint only helps the
//! eye.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use crate::model::value::{Choice, DocId, Lang, Measure, ProvisionId};
use crate::view::chart::{ChartView, MatrixCellView, MatrixHeadView, MatrixRowView, MatrixView};
use crate::vocabulary::{self, say};

use super::{count, data_href};
use crate::compose::{World, provision, rows};

pub const ARTICLES: &str = "articles-by-sector";
pub const MEASURES: &str = "measures";

/// So many articles have a column.
const MOST_COLUMNS: usize = 12;

/// The deepest tint.
const DEEPEST: usize = 4;

// ── articles by sector ──

pub fn articles(world: &World, lang: Lang) -> ChartView {
    let title = say(lang, "Les articles retenus, secteur par secteur", "The articles relied on, sector by sector");
    let columns: Vec<&ProvisionId> =
        provision::relied_on(world).into_iter().take(MOST_COLUMNS).map(|(article, _)| article).collect();
    let counts = |(sector, ids): (&String, &Vec<DocId>)| {
        let row = columns.iter().map(|article| shared(ids, world.relying(article))).collect();
        let link = rows::sector_link(world, sector, lang);
        let head = MatrixHeadView { href: Some(link.href), text: link.text, full: None };
        (head, row, ids.len())
    };
    let mut sectors: Vec<(MatrixHeadView, Vec<usize>, usize)> =
        world.by_sector.iter().filter(|(_, ids)| !ids.is_empty()).map(counts).collect();
    sectors.sort_by_key(|(_, _, decisions)| Reverse(*decisions));
    let heads = columns.iter().map(|article| {
        let reference = rows::provision_ref(world, article, world.inputs.today, lang);
        MatrixHeadView { href: reference.href, text: reference.short, full: Some(reference.text) }
    });
    let matrix = matrix(
        say(
            lang,
            "Nombre de décisions ; à droite, toutes celles du secteur",
            "Number of decisions; on the right, all of the sector's",
        ),
        say(lang, "Secteur", "Sector"),
        heads.collect(),
        sectors,
        lang,
    );
    ChartView {
        finding: articles_finding(world, &columns, lang),
        reading: articles_reading(world, columns.len(), lang),
        notes: vec![say(
            lang,
            "Une décision compte dans chaque article qu’elle retient et dans chaque secteur de ses organismes. Un article écarté ensuite par le juge reste compté.",
            "A decision counts under each article that it rests on and in each sector of its bodies. An article that a court set aside later is still counted.",
        )
        .to_owned()],
        matrix,
        csv_href: Some(data_href(world, ARTICLES)),
        limits: articles_limits(lang),
        ..super::blank("articles-par-secteur", title)
    }
}

/// How many ids stand in both lists.
fn shared(one: &[DocId], other: &[DocId]) -> usize {
    let other: BTreeSet<&DocId> = other.iter().collect();
    one.iter().filter(|id| other.contains(id)).count()
}

fn articles_finding(world: &World, columns: &[&ProvisionId], lang: Lang) -> String {
    let Some(first) = columns.first() else {
        return say(lang, "Aucun article retenu à ce jour.", "No article relied on to date.").to_owned();
    };
    let name = rows::provision_ref(world, first, world.inputs.today, lang).text;
    let relying = world.relying(first);
    let decisions = rows::count_decisions(lang, relying.len());
    let touched = world.by_sector.values().filter(|ids| shared(ids, relying) > 0).count();
    let sectors = world.by_sector.values().filter(|ids| !ids.is_empty()).count();
    match lang {
        Lang::Fr => format!(
            "Le plus souvent retenu : {name}, par {decisions}, dans {} des {} secteurs.",
            count(lang, touched),
            count(lang, sectors)
        ),
        Lang::En => format!(
            "Relied on most often: {name}, by {decisions}, in {} of the {} sectors.",
            count(lang, touched),
            count(lang, sectors)
        ),
    }
}

fn articles_reading(world: &World, columns: usize, lang: Lang) -> String {
    let (decisions, columns) = (count(lang, world.decisions.len()), count(lang, columns));
    match lang {
        Lang::Fr => format!(
            "Nombre de décisions, n = {decisions}. Les {columns} articles les plus retenus ; plus la case est foncée, plus le nombre est grand."
        ),
        Lang::En => format!(
            "Number of decisions, n = {decisions}. The {columns} articles most relied on; the deeper the tint, the larger the number."
        ),
    }
}

fn articles_limits(lang: Lang) -> Vec<String> {
    let limits = [
        (
            "Il ne dit pas quel secteur respecte le mieux la loi : un secteur plus contrôlé compte plus de décisions.",
            "It does not say which sector keeps best to the law: a sector that is inspected more has more decisions.",
        ),
        (
            "Il ne pèse pas les manquements : une case compte des décisions, pas leur gravité ni leur montant.",
            "It does not weigh the breaches: a cell counts decisions, not their gravity or their amount.",
        ),
    ];
    limits.map(|(fr, en)| say(lang, fr, en).to_owned()).into()
}

/// The rows of the file: a sector and an article each, whatever their number.
pub fn articles_data(world: &World) -> Vec<Vec<String>> {
    let header = ["sector", "provision", "decisions"].map(str::to_owned);
    let articles = provision::relied_on(world);
    let row = |(sector, ids): (&String, &Vec<DocId>)| {
        let cells = articles.iter().map(|(article, _)| (article, shared(ids, world.relying(article))));
        let counted = cells.filter(|(_, decisions)| *decisions > 0);
        counted.map(|(article, n)| vec![sector.clone(), article.to_string(), n.to_string()]).collect::<Vec<_>>()
    };
    std::iter::once(header.into()).chain(world.by_sector.iter().flat_map(row)).collect()
}

// ── measures by year ──

pub fn measures(world: &World, lang: Lang) -> ChartView {
    let title =
        say(lang, "Les mesures qui manquaient, année par année", "The measures that were missing, year by year");
    let year_of = |id: &DocId| world.decision(id).and_then(|decision| decision.year());
    let years: Vec<i16> = world.decisions.iter().filter_map(year_of).collect::<BTreeSet<_>>().into_iter().collect();
    let by_measure = rows::by_measure(world, &world.decisions, |_| true);
    let counts = by_measure.iter().map(|(measure, ids)| {
        let in_year = |year: &i16| ids.iter().filter(|id| year_of(id) == Some(*year)).count();
        let head = MatrixHeadView {
            href: Some(format!("#{}", rows::measure_anchor(*measure))),
            text: vocabulary::measure(*measure, lang).to_owned(),
            full: None,
        };
        (head, years.iter().map(in_year).collect(), ids.len())
    });
    let heads = years.iter().map(|year| {
        let href = world.href(&crate::analysis::routes::Page::Year(*year), lang);
        MatrixHeadView { href: Some(href), text: year.to_string(), full: None }
    });
    let matrix = matrix(
        say(
            lang,
            "Nombre de décisions ; chaque mesure mène à ses décisions et aux points à vérifier",
            "Number of decisions; each measure leads to its decisions and to what to check",
        ),
        say(lang, "Mesure", "Measure"),
        heads.collect(),
        counts.collect(),
        lang,
    );
    ChartView {
        finding: measures_finding(&by_measure, lang),
        reading: measures_reading(&by_measure, world.decisions.len(), lang),
        notes: vec![
            say(
                lang,
                "Une décision compte une fois par mesure. Ce que le juge a écarté ne compte pas.",
                "A decision counts once a measure. What a court set aside does not count.",
            )
            .to_owned(),
        ],
        matrix,
        csv_href: Some(data_href(world, MEASURES)),
        limits: measures_limits(lang),
        ..super::blank("mesures-par-annee", title)
    }
}

fn measures_finding(by_measure: &[(Measure, Vec<&DocId>)], lang: Lang) -> String {
    let Some((first, ids)) = by_measure.first() else {
        return say(lang, "Aucune mesure manquante à ce jour.", "No missing measure to date.").to_owned();
    };
    let name = vocabulary::measure(*first, lang);
    let decisions = rows::count_decisions(lang, ids.len());
    match lang {
        Lang::Fr => format!("Ce qui manque le plus souvent : « {} », dans {decisions}.", name.to_lowercase()),
        Lang::En => format!("Missing most often: “{}”, in {decisions}.", name.to_lowercase()),
    }
}

fn measures_reading(by_measure: &[(Measure, Vec<&DocId>)], all: usize, lang: Lang) -> String {
    let with: BTreeSet<&&DocId> = by_measure.iter().flat_map(|(_, ids)| ids).collect();
    let (with, all) = (count(lang, with.len()), count(lang, all));
    match lang {
        Lang::Fr => {
            format!("Nombre de décisions, n = {with} sur {all} : celles dont un manquement tient à une mesure précise.")
        }
        Lang::En => {
            format!("Number of decisions, n = {with} of {all}: those with a breach that comes down to one measure.")
        }
    }
}

fn measures_limits(lang: Lang) -> Vec<String> {
    let limits = [
        (
            "Il ne dit pas qu’une mesure absente du tableau est facultative : il ne compte que ce que des décisions ont reproché.",
            "It does not say that a measure missing from the table is optional: it counts only what decisions found fault with.",
        ),
        (
            "Un manquement peut tenir à plusieurs mesures ; la principale seule est comptée.",
            "A breach may come down to several measures; only the main one is counted.",
        ),
    ];
    limits.map(|(fr, en)| say(lang, fr, en).to_owned()).into()
}

/// The rows of the file: a measure and a decision each.
pub fn measures_data(world: &World) -> Vec<Vec<String>> {
    let header = ["measure", "decision", "date"].map(str::to_owned);
    let by_measure = rows::by_measure(world, &world.decisions, |_| true);
    let day = |id: &DocId| world.decision(id)?.date.as_ref().map(|date| date.value.to_string());
    let row = |measure: Measure, id: &DocId| {
        vec![measure.word().to_owned(), id.slug.to_string(), day(id).unwrap_or_default()]
    };
    let rows = by_measure.iter().flat_map(|(measure, ids)| ids.iter().map(|id| row(*measure, id)).collect::<Vec<_>>());
    std::iter::once(header.into()).chain(rows).collect()
}

// ── the table ──

/// None where there is no row.
fn matrix(
    caption: &str,
    corner: &str,
    columns: Vec<MatrixHeadView>,
    rows: Vec<(MatrixHeadView, Vec<usize>, usize)>,
    lang: Lang,
) -> Option<MatrixView> {
    let most = rows.iter().flat_map(|(_, counts, _)| counts).copied().max().unwrap_or_default();
    let cell = |n: usize| MatrixCellView { text: count(lang, n), level: level(n, most) };
    let row = |(head, counts, total): (MatrixHeadView, Vec<usize>, usize)| MatrixRowView {
        head,
        cells: counts.into_iter().map(cell).collect(),
        total: count(lang, total),
    };
    (!rows.is_empty()).then(|| MatrixView {
        caption: caption.to_owned(),
        corner: corner.to_owned(),
        columns,
        rows: rows.into_iter().map(row).collect(),
    })
}

/// From 0 for none to the deepest tint for the most; each step is a doubling, since counts differ by factors.
fn level(n: usize, most: usize) -> usize {
    if n == 0 {
        return 0;
    }
    let halvings = (most / n).ilog2() as usize;
    DEEPEST.saturating_sub(halvings).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tints_halve_from_the_most_down() {
        assert_eq!([0, 1, 2, 4, 5, 9, 10, 19, 20, 40].map(|n| level(n, 40)), [0, 1, 1, 1, 1, 2, 2, 3, 3, 4]);
        assert_eq!([0, 1, 2].map(|n| level(n, 2)), [0, 3, 4]);
    }

    #[test]
    fn no_row_is_no_table() {
        assert!(matrix("", "", Vec::new(), Vec::new(), Lang::Fr).is_none());
    }
}
