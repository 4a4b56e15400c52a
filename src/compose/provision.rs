//! The page of an article, and the index of all articles.

use std::collections::{BTreeMap, BTreeSet};

use crate::analysis::graph::Reliance;
use crate::analysis::routes::Page;
use crate::model::Document;
use crate::model::act::{Act, CapRow};
use crate::model::provision::{Provision, WHOLE};
use crate::model::value::{Decimal, Lang, Procedure, ProvisionId, Role};
use crate::typography::{self, date, percent};
use crate::view::parts::{DecisionRowView, LinkView};
use crate::view::provision::{
    ActView, ArticleIndexView, CapView, ParagraphGroupView, ParagraphTableView, ParagraphView, ProvisionView,
    RelatedView,
};
use crate::view::shared::Shared;
use crate::vocabulary::{self, say};

use super::decision::capitalised;
use super::frame::{self, Head};
use super::{World, cite, passages, rows, text};

/// What the page of an article is composed from.
struct Article<'w> {
    world: &'w World,
    document: &'w Document,
    provision: &'w Provision,
    id: &'w ProvisionId,
    act: &'w Act,
    lang: Lang,
}

pub fn view(world: &World, document: &Document, provision: &Provision, lang: Lang) -> Option<ProvisionView> {
    let corpus = &world.analysis.corpus;
    let id = corpus.articles.get(document.id())?;
    let article = Article { world, document, provision, id, act: corpus.acts.get(id.act())?, lang };
    let relying = world.relying(id);
    let (previous, next) = article.neighbours();
    Some(ProvisionView {
        site: world.frame(lang),
        page: frame::page(world, article.head(), lang),
        kicker_html: rows::heading(&article.full_name()),
        heading_html: rows::title_html(world, document.id(), lang),
        standfirst_html: text::html(world, document.id(), "standfirst", lang),
        version: article.version(),
        official: article.official(),
        paragraphs: provision.restated(id).iter().map(|(own, path)| article.paragraph(own, path)).collect(),
        caps: article.caps(),
        body: text::body(world, document, lang).map(|(body, _)| body),
        counts: rows::counts(world, relying, lang),
        relying: relying.len(),
        measures: rows::measures(world, relying, 12, |breached| id.contains(breached), lang),
        decisions: article.table(relying.len()),
        cited_by: article.cited_as_a_whole(),
        related: provision.related.iter().map(|related| article.related(&related.value)).collect(),
        checklists: provision
            .checklists
            .iter()
            .filter_map(|slug| rows::checklist_ref(world, &slug.value, lang))
            .collect(),
        sources: rows::sources(world, document, lang),
        reviewed: document.meta.reviewed.map(|day| rows::day(lang, day)),
        citation: cite::citation(world, document, Some(&article.short()), lang),
        previous,
        next,
    })
}

impl Article<'_> {
    fn short(&self) -> String {
        capitalised(&self.act.cite(self.id, self.lang))
    }

    /// « Article 32 du RGPD ».
    fn full_name(&self) -> String {
        let short = self.act.cite_short(self.id, self.lang);
        let number = short.split_once('\u{a0}').map_or(short.as_str(), |(_, number)| number);
        let act = self.act.short.get(self.lang);
        match self.lang {
            Lang::Fr => format!("Article\u{a0}{number}, {act}"),
            Lang::En => format!("Article\u{a0}{number}, {act}"),
        }
    }

    fn head(&self) -> Head<'_> {
        let title = text::title(self.world, self.document.id(), self.lang);
        Head {
            page: Page::Document(self.document.id().clone()),
            title: format!("{} : {title}", self.short()).replace(" : ", say(self.lang, "\u{a0}: ", ": ")),
            description: rows::description(self.world, self.document.id(), self.lang),
            crumbs: vec![frame::nav_crumb(Page::Articles, self.lang)],
            here: self.short(),
            document: Some(self.document),
        }
    }

    fn version(&self) -> String {
        let today = date(self.lang, self.world.inputs.today);
        format!("{} {today}", say(self.lang, "Texte en vigueur le", "Text in force on"))
    }

    fn official(&self) -> Option<LinkView> {
        let href = self.act.official_address(self.id.levels().next(), self.lang)?;
        let words = match self.lang {
            Lang::Fr => format!("Texte officiel de l’article ({})", self.act.short.fr),
            Lang::En => format!("Official text of the article ({})", self.act.short.en),
        };
        Some(LinkView { href, text: words })
    }

    // ── paragraph by paragraph ──

    fn paragraph(&self, own: &ProvisionId, path: &str) -> ParagraphView {
        let decisions = self.decisions_on(own).len();
        let depth = own.levels().count() - self.id.levels().count();
        ParagraphView {
            id: row_anchor(own),
            label: row_label(own, depth),
            full_label: capitalised(&self.act.cite_short(own, self.lang)),
            depth: u8::try_from(depth).unwrap_or(3).clamp(1, 3),
            text_html: text::html(self.world, self.document.id(), path, self.lang).unwrap_or_default(),
            decisions,
            decisions_href: (decisions > 0).then(|| format!("#{}", group_id(own))),
            cited_by: self
                .citing(|cited| *cited == *own || (own.contains(cited) && !self.is_restated_below(own, cited))),
        }
    }

    /// Whether a more precise paragraph than `own` is restated for what was cited.
    fn is_restated_below(&self, own: &ProvisionId, cited: &ProvisionId) -> bool {
        self.restated().any(|other| other != *own && own.contains(&other) && other.contains(cited))
    }

    fn restated(&self) -> impl Iterator<Item = ProvisionId> {
        self.provision.restated(self.id).into_iter().map(|(own, _)| own)
    }

    /// The decisions that rest on this very paragraph, or on something in it that is not restated by itself: their ranks, and whether what they
    /// rest on was set aside.
    fn decisions_on(&self, own: &ProvisionId) -> BTreeMap<usize, bool> {
        let rests = |reliance: &&Reliance| {
            own.contains(&reliance.provision) && !self.is_restated_below(own, &reliance.provision)
        };
        self.ranked(self.world.analysis.graph.reliances(self.id).filter(rests))
    }

    fn ranked<'r>(&self, reliances: impl Iterator<Item = &'r Reliance>) -> BTreeMap<usize, bool> {
        let mut ranked: BTreeMap<usize, bool> = BTreeMap::new();
        for reliance in reliances {
            if let Some(rank) = self.world.rank(&reliance.decision) {
                *ranked.entry(rank).or_insert(true) &= reliance.set_aside;
            }
        }
        ranked
    }

    /// Every decision under the paragraph that it rests on: the nearest one that is restated, else the article as a whole.
    fn table(&self, decisions: usize) -> Option<ParagraphTableView> {
        let restated: BTreeSet<ProvisionId> = self.restated().collect();
        let mut by_paragraph: BTreeMap<ProvisionId, Vec<&Reliance>> = BTreeMap::new();
        for reliance in self.world.analysis.graph.reliances(self.id) {
            let holds = restated.iter().filter(|paragraph| paragraph.contains(&reliance.provision));
            let nearest = holds.max_by_key(|paragraph| paragraph.levels().count());
            by_paragraph.entry(nearest.unwrap_or(self.id).clone()).or_default().push(reliance);
        }
        let groups: Vec<ParagraphGroupView> = by_paragraph
            .into_iter()
            .map(|(paragraph, reliances)| self.group(&paragraph, self.ranked(reliances.into_iter())))
            .collect();
        let note = say(
            self.lang,
            "Une décision qui s’appuie sur plusieurs points de l’article paraît sous chacun. Le rôle est dit où l’organisme n’est pas responsable de traitement.",
            "A decision that rests on several points of the article stands under each. The role is said where the body is no controller.",
        );
        let caption = match self.lang {
            Lang::Fr => format!(
                "{}, par paragraphe retenu, de la plus récente à la plus ancienne",
                rows::count_decisions(self.lang, decisions)
            ),
            Lang::En => format!(
                "{}, by the paragraph relied on, most recent first",
                rows::count_decisions(self.lang, decisions)
            ),
        };
        let notes_html =
            vec![rows::heading(note), rows::known_revenue(self.world, self.world.relying(self.id), self.lang)];
        (!groups.is_empty()).then_some(ParagraphTableView { caption, groups, notes_html })
    }

    fn group(&self, paragraph: &ProvisionId, ranked: BTreeMap<usize, bool>) -> ParagraphGroupView {
        let is_restated = self.restated().any(|own| own == *paragraph);
        let is_unstated = paragraph == self.id && !self.provision.paragraphs.is_empty();
        let unstated = say(self.lang, "L’article, sans paragraphe précisé", "The article, no paragraph stated");
        let label = match is_unstated {
            true => unstated.to_owned(),
            false => capitalised(&self.act.cite_short(paragraph, self.lang)),
        };
        ParagraphGroupView {
            id: group_id(paragraph),
            label,
            href: is_restated.then(|| format!("#{}", row_anchor(paragraph))),
            decisions: ranked.len(),
            rows: ranked.into_iter().flat_map(|(rank, set_aside)| self.group_rows(rank, set_aside)).collect(),
        }
    }

    /// The rows of a decision, with what the article's reader asks besides: the role, and whether the point was set aside.
    fn group_rows(&self, rank: usize, set_aside: bool) -> Vec<Shared<DecisionRowView>> {
        let id = &self.world.decisions[rank];
        let roles = self.world.decision(id).into_iter().flat_map(|decision| &decision.entities);
        let roles: Vec<Option<Role>> =
            roles.map(|entity| entity.role.filter(|role| *role != Role::Controller)).collect();
        let off = set_aside.then(|| say(self.lang, "écarté sur recours", "set aside on appeal"));
        let detail = |entity: usize| {
            let role = roles.get(entity).copied().flatten().map(|role| vocabulary::role(role, self.lang));
            let words: Vec<&str> = role.into_iter().chain(off).collect();
            (!words.is_empty()).then(|| capitalised(&words.join(", ")))
        };
        let figures = self.world.figures(id).iter().map(|figures| figures.entity);
        let rows = self.world.rows(id, self.lang).iter().zip(figures);
        let row = |(row, entity): (&Shared<DecisionRowView>, usize)| match detail(entity) {
            None => row.clone(),
            detail => DecisionRowView { detail, ..(**row).clone() }.into(),
        };
        rows.map(row).collect()
    }

    fn citing(&self, keep: impl Fn(&ProvisionId) -> bool) -> Vec<crate::view::parts::BackReferenceView> {
        use crate::analysis::texts::Target;
        let citing = self.world.analysis.graph.passages_citing(self.id).filter(|(edge, _)| match &edge.to {
            Target::Provision(cited) => edge.from != *self.document.id() && keep(cited),
            Target::Document(_) | Target::Anchor(..) | Target::Item(_) | Target::File(_) => false,
        });
        passages::views(self.world, citing, self.lang)
    }

    /// Passages that cite the article itself, or a paragraph that is not restated here.
    fn cited_as_a_whole(&self) -> Vec<crate::view::parts::BackReferenceView> {
        let restated: BTreeSet<ProvisionId> = self.restated().collect();
        self.citing(|cited| !restated.iter().any(|paragraph| paragraph.contains(cited)))
    }

    // ── caps and neighbours ──

    fn caps(&self) -> Vec<CapView> {
        let today = self.world.inputs.today;
        let acts = self.world.analysis.corpus.acts.values();
        let covers = |row: &&CapRow| {
            row.procedure == Procedure::Ordinary
                && row.days.contains(today)
                && row
                    .provisions
                    .iter()
                    .any(|covered| covered.value.contains(self.id) || self.id.contains(&covered.value))
        };
        let mut caps: Vec<CapView> = Vec::new();
        for row in acts.flat_map(|act| &act.caps).filter(covers) {
            let cap = self.cap(row);
            if caps.iter().all(|known| known.text != cap.text) {
                caps.push(cap);
            }
        }
        caps
    }

    fn cap(&self, row: &CapRow) -> CapView {
        let lang = self.lang;
        let amount = typography::money_compact(lang, row.fixed);
        let text = match row.percent {
            Some(rate) => {
                let rate = percent(lang, rate / Decimal::ONE_HUNDRED);
                match lang {
                    Lang::Fr => format!(
                        "{amount} ; pour une entreprise, {rate} du chiffre d’affaires annuel mondial si ce montant est plus élevé"
                    ),
                    Lang::En => format!(
                        "{amount}; for an undertaking, {rate} of its worldwide annual turnover where that is higher"
                    ),
                }
            }
            None => amount,
        };
        let reference = rows::provision_ref(self.world, &row.under, self.world.inputs.today, lang);
        let note = row.note.as_ref().map(|note| note.get(lang)).filter(|note| !note.is_empty());
        CapView {
            text: typography::typeset(lang, &text).into_owned(),
            why_html: note.map(|note| rows::heading(&typography::typeset(lang, note))).unwrap_or_default(),
            provision: reference.href.map(|href| LinkView { href, text: reference.text }),
        }
    }

    fn related(&self, provision: &ProvisionId) -> RelatedView {
        let reference = rows::provision_ref(self.world, provision, self.world.inputs.today, self.lang);
        let title = self.world.analysis.corpus.acts.get(provision.act()).and_then(|act| {
            let row = act.article_on(provision.levels().next()?, self.world.inputs.today)?;
            Some(typography::typeset(self.lang, row.title.as_ref()?.get(self.lang)).into_owned())
        });
        RelatedView { href: reference.href, text: capitalised(&reference.text), title }
    }

    /// The restated articles of the act before and after this one.
    fn neighbours(&self) -> (Option<LinkView>, Option<LinkView>) {
        let own: BTreeSet<&ProvisionId> =
            self.world.analysis.corpus.articles.values().filter(|id| id.act() == self.id.act()).collect();
        let link = |id: &&ProvisionId| {
            let href = self.world.analysis.routes.provision_href(&self.world.analysis.corpus, id, self.lang)?;
            Some(LinkView { href, text: capitalised(&self.act.cite(id, self.lang)) })
        };
        let previous = own.iter().rev().find(|id| ***id < *self.id).and_then(link);
        let next = own.iter().find(|id| ***id > *self.id).and_then(link);
        (previous, next)
    }
}

fn row_anchor(own: &ProvisionId) -> String {
    own.anchor().unwrap_or_else(|| WHOLE.to_owned())
}

/// « 1 », « a) », « 7° »; « Art. » for the article itself.
fn row_label(own: &ProvisionId, depth: usize) -> String {
    let last = own.levels().last().unwrap_or_default();
    let is_number = last.bytes().all(|b| b.is_ascii_digit());
    let is_letter = last.len() == 1 && last.bytes().all(|b| b.is_ascii_lowercase());
    match depth {
        0 => "Art.".to_owned(),
        _ if is_letter => format!("{last})"),
        2 if is_number => format!("{last}°"),
        _ => last.to_owned(),
    }
}

/// Where the decisions that rest on a paragraph stand in the table.
fn group_id(paragraph: &ProvisionId) -> String {
    format!("decisions-{}", row_anchor(paragraph))
}

/// All articles that the book restates or that a decision rests on, act by act.
pub fn index(world: &World, lang: Lang) -> ArticleIndexView {
    let corpus = &world.analysis.corpus;
    let restated =
        corpus.articles.iter().filter(|(id, _)| world.document_href(id, lang).is_some()).map(|(_, article)| article);
    let relied_on = world.analysis.graph.relied_on();
    let articles: BTreeSet<&ProvisionId> = restated.chain(relied_on).collect();
    let acts = corpus.acts.values().filter(|act| !act.name_only).map(|act| {
        let own = articles.iter().filter(|article| {
            article.act() == act.id
                && act.article_on(article.levels().next().unwrap_or_default(), world.inputs.today).is_some()
        });
        ActView {
            id: act.id.clone(),
            name: typography::typeset(lang, act.title.get(lang)).into_owned(),
            short: act.short.get(lang).to_owned(),
            number: act.identifiers.get("celex").map(|celex| format!("CELEX {celex}")),
            official: act
                .official_address(None, lang)
                .map(|href| LinkView { href, text: say(lang, "Texte officiel", "Official text").to_owned() }),
            provisions: own.filter_map(|article| rows::provision_row(world, article, lang)).collect(),
        }
    });
    let head = Head {
        page: Page::Articles,
        title: say(lang, "Les articles sanctionnés", "The articles behind the sanctions").to_owned(),
        description: say(
            lang,
            "Chaque article de loi, reformulé, avec les décisions qui s’y appuient.",
            "Each article of law, restated, with the decisions that rest on it.",
        )
        .to_owned(),
        crumbs: Vec::new(),
        here: say(lang, "Articles", "Articles").to_owned(),
        document: None,
    };
    ArticleIndexView {
        site: world.frame(lang),
        heading_html: rows::heading(&head.title),
        standfirst_html: Some(rows::heading(&head.description)),
        page: frame::page(world, head, lang),
        acts: by_weight(acts.filter(|act| !act.provisions.is_empty()).collect()),
    }
}

/// The act that most decisions rest on first.
fn by_weight(mut acts: Vec<ActView>) -> Vec<ActView> {
    acts.sort_by_key(|act| {
        std::cmp::Reverse(act.provisions.iter().map(|provision| provision.decisions).sum::<usize>())
    });
    acts
}

/// The articles of today's law that decisions rest on, with their number, most first.
pub fn relied_on(world: &World) -> Vec<(&ProvisionId, usize)> {
    let today = world.inputs.today;
    let is_todays = |article: &&ProvisionId| {
        let act = world.analysis.corpus.acts.get(article.act());
        act.is_some_and(|act| act.article_on(article.levels().next().unwrap_or_default(), today).is_some())
    };
    let articles = world.analysis.graph.relied_on().into_iter().filter(is_todays);
    let mut articles: Vec<(&ProvisionId, usize)> =
        articles.map(|article| (article, world.relying(article).len())).collect();
    articles.sort_by_key(|(article, count)| (std::cmp::Reverse(*count), *article));
    articles
}

/// The articles most often relied on, for the home page.
pub fn most_relied_on(world: &World, most: usize, lang: Lang) -> Vec<crate::view::parts::ProvisionRowView> {
    let articles = relied_on(world).into_iter().take(most);
    articles.filter_map(|(article, _)| rows::provision_row(world, article, lang)).collect()
}
