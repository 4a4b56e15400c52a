//! What the edition covers: the articles, what is known of the decisions, and what is missing. Counted from what every other page is made of.

use std::collections::{BTreeMap, BTreeSet};

use crate::analysis::figures::{CapRule, EntityFigures};
use crate::analysis::medians;
use crate::analysis::routes::Page;
use crate::model::Document;
use crate::model::decision::Decision;
use crate::model::provision::Provision;
use crate::model::value::{BaseStatus, DecisionKind, DocId, Kind, Lang, Procedure, ProvisionId};
use crate::typography::{self, NBSP, plural};
use crate::view::parts::LinkView;
use crate::view::statistics::{
    CoverageView, CoveredActView, CoveredArticleView, CoveredArticlesView, GapView, GapsView, KnowledgeView, KnownView,
};
use crate::vocabulary::say;

use super::charts::count;
use super::frame::{self, Head};
use super::statistics::Words;
use super::{World, rows, text};

pub fn view(world: &World, lang: Lang) -> CoverageView {
    let mut words = Words::of(world, &Page::Coverage, lang);
    let title = words
        .title
        .clone()
        .unwrap_or_else(|| say(lang, "Ce que couvre cette édition", "What this edition covers").to_owned());
    let head = Head {
        page: Page::Coverage,
        title: title.clone(),
        description: words.id.as_ref().map(|id| rows::description(world, id, lang)).unwrap_or_default(),
        crumbs: Vec::new(),
        here: say(lang, "Couverture", "Coverage").to_owned(),
        document: words.id.as_ref().and_then(|id| world.document(id)),
    };
    let acts = acts(world, lang);
    let mut section = |id: &str, fr: &'static str, en: &'static str| {
        let (title, lead_html) = words.section(id);
        (title.unwrap_or_else(|| say(lang, fr, en).to_owned()), lead_html)
    };
    let (of_articles, of_decisions) = (
        section("articles", "Les articles", "The articles"),
        section("connu", "Ce que l’on sait des décisions", "What is known of the decisions"),
    );
    let of_gaps = section("manque", "Ce qui manque", "What is missing");
    let counts = [
        (say(lang, "Articles reformulés", "Articles restated"), restated(world).len()),
        (say(lang, "Décisions", "Decisions"), world.decisions.len()),
        (say(lang, "Points de contrôle", "Checklist items"), items(world).count()),
    ];
    CoverageView {
        site: world.frame(lang),
        page: frame::page(world, head, lang),
        heading_html: rows::heading(&title),
        standfirst_html: words.id.as_ref().and_then(|id| text::html(world, id, "standfirst", lang)),
        counts: counts
            .map(|(label, value)| rows::plain_figure(label, count(lang, value), Some(value.to_string())))
            .into(),
        articles: CoveredArticlesView { title: of_articles.0, lead_html: of_articles.1, acts },
        knowledge: KnowledgeView { title: of_decisions.0, lead_html: of_decisions.1, rows: knowledge(world, lang) },
        gaps: GapsView { title: of_gaps.0, lead_html: of_gaps.1, gaps: gaps(world, lang) },
        rest_html: words.rest(),
    }
}

// ── articles ──

/// The articles that have a page, each with its document.
fn restated(world: &World) -> BTreeMap<&ProvisionId, &Document> {
    let corpus = &world.analysis.corpus;
    let built = corpus.articles.iter().filter_map(|(id, article)| Some((article, world.document(id)?)));
    built.filter(|(_, document)| world.analysis.routes.is_built(document)).collect()
}

/// What each item of a checklist asks for, as articles.
fn items(world: &World) -> impl Iterator<Item = BTreeSet<ProvisionId>> {
    let lists = world.analysis.corpus.of_kind(Kind::Checklist).filter(|list| world.analysis.routes.is_built(list));
    let items = lists.filter_map(Document::as_checklist).flat_map(|list| list.items());
    items.map(|item| item.provisions.iter().map(|provision| provision.value.article()).collect())
}

fn acts(world: &World, lang: Lang) -> Vec<CoveredActView> {
    let (restated, mut asked) = (restated(world), BTreeMap::<ProvisionId, usize>::new());
    items(world).flatten().for_each(|article| *asked.entry(article).or_default() += 1);
    let articles: BTreeSet<&ProvisionId> = restated.keys().copied().chain(world.analysis.graph.relied_on()).collect();
    let mut acts: Vec<CoveredActView> = Vec::new();
    for act in world.analysis.corpus.acts.values().filter(|act| !act.name_only) {
        let own = articles.iter().filter(|article| article.act() == act.id);
        let row = |article: &&ProvisionId| CoveredArticleView {
            article: LinkView {
                href: restated
                    .get(*article)
                    .and_then(|document| world.document_href(document.id(), lang))
                    .unwrap_or_default(),
                text: act.cite_short(article, lang),
            },
            title: rows::provision_title(world, article, lang),
            restated: restated
                .get(*article)
                .and_then(|document| how_much(world, article, document.as_provision()?, lang)),
            decisions: world.relying(article).len(),
            items: asked.get(*article).copied().unwrap_or_default(),
            citing: citing(world, article),
        };
        let rows: Vec<CoveredArticleView> = own.map(row).collect();
        let name = typography::typeset(lang, act.title.get(lang)).into_owned();
        acts.extend((!rows.is_empty()).then_some(CoveredActView { name, rows }));
    }
    acts.sort_by_key(|act| std::cmp::Reverse(act.rows.iter().map(|row| row.decisions).sum::<usize>()));
    acts
}

/// How many pages cite an article or something in it.
fn citing(world: &World, article: &ProvisionId) -> usize {
    world.analysis.graph.passages_citing(article).map(|(edge, _)| &edge.from).collect::<BTreeSet<&DocId>>().len()
}

/// « en entier », « 4 paragraphes sur 4 »: of the paragraphs or parts that the act's file gives the article today.
fn how_much(world: &World, article: &ProvisionId, provision: &Provision, lang: Lang) -> Option<String> {
    let act = world.analysis.corpus.acts.get(article.act())?;
    let row = act.article_on(article.levels().next()?, world.inputs.today);
    let all = row.map_or(0, |row| usize::try_from(row.paragraphs.max(row.numbers)).unwrap_or(0).max(row.parts.len()));
    let first = |id: &str| id.split('.').next().map(str::to_owned);
    let done: BTreeSet<String> = provision.paragraphs.iter().filter_map(|one| first(&one.id.value)).collect();
    if all == 0 || done.is_empty() {
        let is_there = provision.text.is_some() || !done.is_empty();
        return is_there.then(|| say(lang, "en entier", "whole").to_owned());
    }
    let (of, noun) = match lang {
        Lang::Fr => ("sur", plural(lang, done.len(), "partie", "parties")),
        Lang::En => ("of", plural(lang, done.len(), "part", "parts")),
    };
    Some(format!("{}{NBSP}{noun} {of}{NBSP}{}", done.len(), all.max(done.len())))
}

// ── decisions ──

/// One decision, as what is known of it is asked.
struct Case<'w> {
    document: &'w Document,
    decision: &'w Decision,
    figures: &'w [EntityFigures],
    has_twin: bool,
}

impl Case<'_> {
    fn base(&self, status: BaseStatus) -> bool {
        self.figures.iter().any(|figures| figures.base.as_ref().is_some_and(|base| base.status == status))
    }

    fn cap(&self, rules: &[CapRule]) -> bool {
        self.figures.iter().any(|figures| rules.contains(&figures.cap.rule))
    }

    fn is_opened(&self) -> bool {
        self.document.meta.sources.iter().any(|source| source.consulted.is_some())
    }

    fn is_read(&self) -> bool {
        self.is_opened() || self.document.meta.sources.iter().any(|source| source.read_via.is_some())
    }

    fn has_revenue(&self) -> bool {
        self.figures.iter().any(|figures| figures.ratio.is_some() || figures.ratio_range.is_some())
    }

    /// A fine whose ratio nobody can compute although the body has a revenue.
    fn lacks_revenue(&self) -> bool {
        let is_fine = self.decision.kind == DecisionKind::Fine && self.figures.iter().any(|one| one.standing.is_some());
        is_fine && !self.has_revenue() && !self.base(BaseStatus::Inapplicable)
    }
}

type Asked = (&'static str, &'static str, fn(&Case<'_>) -> bool);

/// What there may be to know of a decision.
const ASKED: &[Asked] = &[
    ("Décisions de l’édition", "Decisions of the edition", |_| true),
    ("Numéro publié", "Number published", |case| case.decision.number.is_some()),
    ("Montant de l’amende connu", "Amount of the fine known", |case| {
        case.figures.iter().any(|one| one.imposed.is_some())
    }),
    ("Revenu connu : le ratio est calculé", "Revenue known: the ratio is computed", |case| case.has_revenue()),
    ("Revenu masqué dans le texte publié", "Revenue withheld in the published text", |case| {
        case.base(BaseStatus::Withheld)
    }),
    ("Plafond établi", "Cap established", |case| case.cap(&[CapRule::Fixed, CapRule::Percent])),
    ("Plafond connu comme minimum", "Cap known as a minimum", |case| case.cap(&[CapRule::AtLeast])),
    ("Manquements rattachés à un article", "Breaches tied to an article", |case| {
        !rows::provisions_of(case.decision).is_empty()
    }),
    ("Recours vu", "Appeal seen", |case| !case.decision.appeals.is_empty()),
    ("Adresse d’une source ouverte par nous", "Address of a source opened by us", |case| case.is_opened()),
    ("Texte lu dans une copie ou une traduction", "Text read in a copy or a translation", |case| {
        case.is_read() && !case.is_opened()
    }),
    ("Connue par des listes ou des résumés", "Known from lists or summaries", |case| !case.is_read()),
    ("Points de contrôle rattachés", "Checklist items tied to it", |case| !case.decision.checklist.is_empty()),
    ("Texte anglais de l’étude", "English text of the study", |case| case.has_twin),
];

fn cases(world: &World) -> Vec<Case<'_>> {
    let case = |id| {
        let document = world.document(id)?;
        let has_twin = world.analysis.corpus.twins.contains_key(id);
        Some(Case { document, decision: document.as_decision()?, figures: world.figures(id), has_twin })
    };
    world.decisions.iter().filter_map(case).collect()
}

fn knowledge(world: &World, lang: Lang) -> Vec<KnownView> {
    let cases = cases(world);
    let of = |holds: fn(&Case<'_>) -> bool, procedure: Procedure| {
        cases.iter().filter(|case| case.decision.procedure == procedure && holds(case)).count()
    };
    let row = |(fr, en, holds): &Asked| KnownView {
        what: typography::typeset(lang, say(lang, fr, en)).into_owned(),
        ordinary: of(*holds, Procedure::Ordinary),
        simplified: of(*holds, Procedure::Simplified),
        all: cases.iter().filter(|case| holds(case)).count(),
    };
    ASKED.iter().map(row).collect()
}

// ── what is missing ──

fn gaps(world: &World, lang: Lang) -> Vec<GapView> {
    let (restated, cases) = (restated(world), cases(world));
    let relied_on = world.analysis.graph.relied_on();
    let article = |article: &ProvisionId| {
        let reference = rows::provision_ref(world, article, world.inputs.today, lang);
        LinkView { href: reference.href.unwrap_or_default(), text: reference.text }
    };
    let decisions = |holds: fn(&Case<'_>) -> bool| {
        let link = |case: &Case<'_>| {
            Some(LinkView {
                href: world.document_href(case.document.id(), lang)?,
                text: rows::short_name(case.decision, lang),
            })
        };
        cases.iter().filter(|case| holds(case)).filter_map(link).collect::<Vec<_>>()
    };
    let few = |(sector, ids): (&String, &Vec<DocId>)| {
        (ids.len() < medians::FEWEST_CASES).then(|| rows::sector_link(world, sector, lang))
    };
    let gap = |fr: &'static str, en: &'static str, links: Vec<LinkView>| GapView {
        title: say(lang, fr, en).to_owned(),
        links,
    };
    let gaps = [
        gap(
            "Articles retenus par une décision et que nous n’avons pas reformulés",
            "Articles that a decision rests on and that we have not restated",
            relied_on.into_iter().filter(|id| !restated.contains_key(id)).map(article).collect(),
        ),
        gap(
            "Articles reformulés sans décision",
            "Articles restated without a decision",
            restated.keys().filter(|id| world.relying(id).is_empty()).map(|id| article(id)).collect(),
        ),
        gap("Amendes sans revenu connu", "Fines without a known revenue", decisions(|case| case.lacks_revenue())),
        gap(
            "Décisions dont aucun texte n’a été lu",
            "Decisions of which no text was read",
            decisions(|case| !case.is_read()),
        ),
        gap("Décisions sans texte anglais", "Decisions without an English text", decisions(|case| !case.has_twin)),
        gap(
            "Secteurs de moins de cinq décisions, donc sans médiane",
            "Sectors of fewer than five decisions, hence without a median",
            world.by_sector.iter().filter_map(few).collect(),
        ),
    ];
    gaps.into_iter().filter(|gap| !gap.links.is_empty()).collect()
}
