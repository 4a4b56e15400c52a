//! What the search index holds: a record for each page, term, item of a checklist and paragraph of the law, as its page shows it.
//!
//! Names pass through the naming clock and figures through the formatter, as on the pages: what a page may not say, no record says.

mod facets;

use rayon::prelude::*;

use crate::analysis::figures::EntityFigures;
use crate::analysis::routes::Page;
use crate::model::Document;
use crate::model::act::Act;
use crate::model::checklist::Item;
use crate::model::decision::Decision;
use crate::model::value::{AppealState, Decimal, DocId, Kind, Lang, ProvisionId};
use crate::search::{Passage, Place, Record, RecordKind, Shown, Synonyms, Vocabulary};
use crate::typography::{date, date_short, money, typeset};
use crate::vocabulary::{self, say};

use super::decision::capitalised;
use super::{World, rows, text};

/// The records of the whole book, in the order that the index asks for.
pub fn records(world: &World) -> Vec<Record> {
    let corpus = &world.analysis.corpus;
    let kinds = [Kind::Page, Kind::Term, Kind::Sector, Kind::Checklist, Kind::Provision];
    let others = kinds.iter().flat_map(|kind| corpus.of_kind(*kind));
    let others: Vec<&Document> = others.filter(|document| world.analysis.routes.is_built(document)).collect();
    let decisions: Vec<&DocId> = world.decisions.iter().rev().collect();
    let mut records: Vec<Record> =
        others.into_par_iter().flat_map_iter(|document| of_document(world, document)).collect();
    records.par_extend(decisions.into_par_iter().filter_map(|id| decision(world, id)));
    records
}

/// The book's table of words that mean the same.
pub fn synonyms(world: &World) -> Synonyms {
    let rows = &world.analysis.corpus.synonyms.rows;
    Synonyms::new(rows.iter().map(|row| row.iter().map(|word| word.value.clone()).collect()))
}

/// What the index of a language knows besides: the acts that have pages here, and what decisions are chosen by.
pub fn vocabulary(world: &World, lang: Lang) -> Vocabulary {
    let corpus = &world.analysis.corpus;
    let has_pages = |act: &&std::sync::Arc<Act>| corpus.articles.values().any(|article| article.act() == act.id);
    let names = |act: &Act| {
        let short = [act.id.clone(), act.short.fr.clone(), act.short.en.clone()];
        let mut names: Vec<String> =
            short.into_iter().chain(act.names.iter().cloned()).map(|name| crate::search::terms::fold(&name)).collect();
        // The longest first: « règlement » must not be taken for the whole of « règlement général ».
        names.sort_by_key(|name| (std::cmp::Reverse(name.len()), name.clone()));
        names.dedup();
        names
    };
    let acts = corpus.acts.values().filter(has_pages).map(|act| (act.id.clone(), names(act))).collect();
    Vocabulary { lang, acts, facets: facets::facets(world, lang) }
}

/// A document, and what in it is found by itself.
fn of_document(world: &World, document: &Document) -> Vec<Record> {
    match document.id().kind {
        Kind::Page => page(world, document).into_iter().collect(),
        Kind::Term => term(world, document).into_iter().collect(),
        Kind::Sector => plain(world, document, RecordKind::Sector).into_iter().collect(),
        Kind::Checklist => checklist(world, document),
        Kind::Provision => provision(world, document),
        Kind::Decision => Vec::new(),
    }
}

// ── what every record has ──

/// What the record of a document is made of.
struct Source<'w> {
    world: &'w World,
    id: &'w DocId,
    has_twin: bool,
}

impl<'w> Source<'w> {
    fn new(world: &'w World, id: &'w DocId) -> Source<'w> {
        Source { world, id, has_twin: world.analysis.corpus.twins.contains_key(id) }
    }

    /// A record, its texts gathered for each language that the document is written in.
    fn record(
        &self,
        kind: RecordKind,
        direct: Vec<String>,
        texts: impl Fn(Lang) -> Vec<Passage>,
        shown: impl Fn(Lang) -> Option<Shown>,
    ) -> Option<Record> {
        Some(Record {
            kind,
            direct,
            shown: [shown(Lang::Fr)?, shown(Lang::En)?],
            french: texts(Lang::Fr),
            english: self.has_twin.then(|| texts(Lang::En)),
            decision: None,
        })
    }

    fn words(&self, path: &str, lang: Lang) -> Option<String> {
        text::plain(self.world, self.id, path, lang).filter(|words| !words.is_empty())
    }

    fn passage(&self, path: &str, lang: Lang, place: Place) -> Option<Passage> {
        Some(Passage { text: self.words(path, lang)?, place })
    }

    /// Title, summary and body, as written in a language.
    fn texts(&self, lang: Lang) -> Vec<Passage> {
        let head = [self.passage("title", lang, Place::Title), self.passage("standfirst", lang, Place::Lead)];
        let body = text::leaves(self.world, self.id, lang).into_iter().map(|text| Passage { text, place: Place::Body });
        head.into_iter().flatten().chain(body).collect()
    }

    /// The address from the site's root.
    fn path(&self, lang: Lang) -> String {
        self.world.analysis.routes.path(&self.world.analysis.corpus, &Page::Document(self.id.clone()), lang)
    }

    fn shown(&self, lang: Lang) -> Shown {
        let set = |words: String| typeset(lang, &words).into_owned();
        Shown {
            path: self.path(lang),
            title: set(text::title(self.world, self.id, lang)),
            summary: self.words("standfirst", lang).map(set).unwrap_or_default(),
            is_foreign: lang == Lang::En && !self.has_twin,
            ..Shown::default()
        }
    }
}

fn plain(world: &World, document: &Document, kind: RecordKind) -> Option<Record> {
    let source = Source::new(world, document.id());
    source.record(kind, Vec::new(), |lang| source.texts(lang), |lang| Some(source.shown(lang)))
}

fn page(world: &World, document: &Document) -> Option<Record> {
    plain(world, document, RecordKind::Page)
}

fn term(world: &World, document: &Document) -> Option<Record> {
    let source = Source::new(world, document.id());
    let own = document.as_term()?;
    let texts = |lang| {
        let forms = (0..own.forms.len()).filter_map(|at| source.passage(&format!("forms.{at}"), lang, Place::Lead));
        source.texts(lang).into_iter().chain(forms).collect()
    };
    let shown = |lang| {
        let summary = text::leaves(world, document.id(), lang).into_iter().next().unwrap_or_default();
        let title = capitalised(&text::title(world, document.id(), lang));
        let labels = own.english.iter().cloned().chain(cited(world, own.provisions.iter().map(|one| &one.value), lang));
        Some(Shown { title, summary, labels: labels.map(Passage::lead).collect(), ..source.shown(lang) })
    };
    source.record(RecordKind::Term, Vec::new(), texts, shown)
}

/// « art. 32, § 1, a) RGPD » for each provision.
fn cited<'a>(
    world: &'a World,
    provisions: impl IntoIterator<Item = &'a ProvisionId> + 'a,
    lang: Lang,
) -> impl Iterator<Item = String> + 'a {
    let act_of = |provision: &ProvisionId| world.analysis.corpus.acts.get(provision.act());
    provisions.into_iter().filter_map(move |provision| Some(act_of(provision)?.cite(provision, lang)))
}

// ── checklists ──

fn checklist(world: &World, document: &Document) -> Vec<Record> {
    let Some(list) = document.as_checklist() else { return Vec::new() };
    let source = Source::new(world, document.id());
    let texts = |lang| {
        let audience = source.passage("for", lang, Place::Lead);
        let sections = (1..=list.sections.len())
            .filter_map(|at| source.passage(&format!("sections.{at}.title"), lang, Place::Body));
        source.texts(lang).into_iter().chain(audience).chain(sections).collect()
    };
    let shown = |lang| {
        let titles = list.sectors.iter().map(|slug| rows::sector_link(world, &slug.value, lang).text);
        Some(Shown {
            line: source.words("for", lang).unwrap_or_default(),
            labels: titles.map(Passage::lead).collect(),
            ..source.shown(lang)
        })
    };
    let whole = source.record(RecordKind::Checklist, Vec::new(), texts, shown);
    whole.into_iter().chain(list.items().filter_map(|one| item(&source, one))).collect()
}

fn item(source: &Source<'_>, item: &Item) -> Option<Record> {
    let id = &item.id.value;
    let path = |part: &str| format!("items.{id}.{part}");
    let texts = |lang| {
        let parts = [("text", Place::Title), ("why", Place::Body), ("proof", Place::Body)];
        parts.into_iter().filter_map(|(part, place)| source.passage(&path(part), lang, place)).collect()
    };
    let shown = |lang| {
        let whole = source.shown(lang);
        let labels = cited(source.world, item.provisions.iter().map(|one| &one.value), lang);
        Some(Shown {
            path: format!("{}#{id}", whole.path),
            title: source.words(&path("text"), lang)?,
            line: whole.title,
            summary: source.words(&path("why"), lang).unwrap_or_default(),
            labels: labels.chain([id.clone()]).map(Passage::lead).collect(),
            is_foreign: whole.is_foreign,
        })
    };
    source.record(RecordKind::Item, Vec::new(), texts, shown)
}

// ── the law ──

fn provision(world: &World, document: &Document) -> Vec<Record> {
    let corpus = &world.analysis.corpus;
    let found = corpus.articles.get(document.id()).and_then(|article| Some((article, corpus.acts.get(article.act())?)));
    let (Some((article, act)), Some(own)) = (found, document.as_provision()) else { return Vec::new() };
    let source = Source::new(world, document.id());
    let shown = |lang: Lang| {
        let title = format!("{} : {}", capitalised(&act.cite(article, lang)), text::title(world, document.id(), lang));
        let title = title.replace(" : ", say(lang, "\u{a0}: ", ": "));
        let official =
            article.levels().next().and_then(|number| act.article_on(number, world.inputs.today)?.title.as_ref());
        let labels =
            official.map(|title| title.get(lang).to_owned()).into_iter().chain([act.title.get(lang).to_owned()]);
        let line = rows::count_decisions(lang, world.relying(article).len());
        Some(Shown {
            title,
            line,
            labels: cited(world, [article], lang).chain(labels).map(Passage::lead).collect(),
            ..source.shown(lang)
        })
    };
    let texts = |lang| source.texts(lang).into_iter().chain(source.passage("text", lang, Place::Body)).collect();
    let whole = source.record(RecordKind::Provision, direct(article), texts, shown);
    let restated = own.restated(article).into_iter().filter(|(own, _)| own != article);
    let paragraphs = restated.filter_map(|(own, path)| paragraph(&source, act, &own, &path));
    whole.into_iter().chain(paragraphs).collect()
}

fn paragraph(source: &Source<'_>, act: &Act, own: &ProvisionId, path: &str) -> Option<Record> {
    let texts = |lang| source.passage(path, lang, Place::Body).into_iter().collect();
    let shown = |lang| {
        let whole = source.shown(lang);
        let cited = act.cite(own, lang);
        Some(Shown {
            path: format!("{}#{}", whole.path, own.anchor()?),
            title: capitalised(&cited),
            line: whole.title,
            summary: source.words(path, lang)?,
            labels: vec![Passage::lead(cited)],
            is_foreign: whole.is_foreign,
        })
    };
    source.record(RecordKind::Paragraph, direct(own), texts, shown)
}

/// `art32-1-a` and `rgpd/art32-1-a`, as the grammar of queries writes them.
fn direct(provision: &ProvisionId) -> Vec<String> {
    let levels: Vec<String> = provision.levels().map(str::to_lowercase).collect();
    let article = format!("art{}", levels.join("-"));
    vec![format!("{}/{article}", provision.act()), article]
}

// ── decisions ──

fn decision(world: &World, id: &DocId) -> Option<Record> {
    let decision = world.decision(id)?;
    let source = Source::new(world, id);
    let texts = |lang| {
        let label = |entity: &str| source.passage(&format!("entities.{entity}.label"), lang, Place::Lead);
        let labels = decision.entities.iter().filter_map(|entity| label(&entity.id.value));
        let breaches =
            decision.breaches.iter().flat_map(|breach| ["missing", "expected"].map(|part| (&breach.key, part)));
        let breaches = breaches.map(|(key, part)| format!("breaches.{key}.{part}"));
        let factors = (1..=decision.factors.len()).map(|at| format!("factors.{at}.text"));
        let rest = breaches.chain(factors).chain(["duration".to_owned(), "people.unit".to_owned()]);
        let rest = rest.filter_map(|path| source.passage(&path, lang, Place::Body));
        // What is written at the end of a page moves no passage before it.
        labels.chain(rest).chain(source.texts(lang)).collect()
    };
    let shown = |lang| {
        let (line, labels) = (line(world, id, decision, lang), labels(world, id, decision, lang));
        Some(Shown { line, labels, ..source.shown(lang) })
    };
    let direct = decision.number.iter().flat_map(|number| {
        let mut keys = Vec::new();
        crate::search::terms::each(&number.value, Lang::Fr, |term| keys.push(term.to_owned()));
        keys
    });
    let record = source.record(RecordKind::Decision, direct.collect(), texts, shown)?;
    Some(Record { decision: Some(facets::traits(world, id)), ..record })
}

/// « SAN-2020-014 · Médecin libéral · 7 déc. 2020 · 2 500 € · 2,58 % du revenu ».
fn line(world: &World, id: &DocId, decision: &Decision, lang: Lang) -> String {
    let figures = world.figures(id);
    let fine = total(figures).map_or_else(|| rows::fine_words(decision, lang).to_owned(), |fine| money(lang, fine));
    let highest = figures.iter().max_by_key(|one| one.ratio.map(|ratio| ratio.value()));
    let ratio = highest.and_then(|one| text::ratio(one, lang)).map(|ratio| {
        let up_to = if figures.len() > 1 { say(lang, "jusqu’à ", "up to ") } else { "" };
        format!("{up_to}{ratio} {}", say(lang, "du revenu", "of revenue"))
    });
    let day = decision.date.as_ref().map(|day| date_short(lang, day.value));
    let parts = [Some(rows::number_of(decision, lang)), text::who(world, id, 0, lang), day, Some(fine), ratio];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// The fines that stand, of all bodies together.
fn total(figures: &[EntityFigures]) -> Option<Decimal> {
    figures.iter().filter_map(|figures| figures.standing).reduce(|sum, fine| sum + fine)
}

/// What the page says in its own language: who and what, in the words of closed lists, the law, the figures.
fn labels(world: &World, id: &DocId, decision: &Decision, lang: Lang) -> Vec<Passage> {
    let names = decision.entities.iter().filter_map(|entity| world.clock.name(decision, entity));
    let known_by = [rows::number_of(decision, lang)].into_iter().chain(names.map(str::to_owned));
    let mut labels = Vec::new();
    labels.extend(decision.date.as_ref().map(|day| format!("{} {}", date(lang, day.value), day.value)));
    labels.push(vocabulary::decision_kind(decision.kind, lang).to_owned());
    for (at, entity) in decision.entities.iter().enumerate() {
        labels.extend(entity.role.map(|role| vocabulary::role(role, lang).to_owned()));
        labels.push(vocabulary::entity_kind(entity.kind, lang).to_owned());
        labels.push(rows::sector_link(world, &entity.sector.value, lang).text);
        if let Some(figures) = world.figures(id).iter().find(|figures| figures.entity == at) {
            labels.extend(figures.standing.map(|fine| money(lang, fine)));
            labels.extend(figures.imposed.filter(|fine| figures.standing != Some(*fine)).map(|fine| money(lang, fine)));
            labels.extend(text::base(figures, lang));
            labels.extend(text::ratio(figures, lang));
        }
    }
    labels.extend(cited(world, &rows::provisions_of(decision), lang));
    labels.extend(
        decision
            .breaches
            .iter()
            .filter_map(|breach| breach.measure)
            .map(|one| vocabulary::measure(one, lang).to_owned()),
    );
    labels.extend(decision.origin.iter().map(|origin| vocabulary::origin(*origin, lang).to_owned()));
    labels.extend(decision.data_kinds.iter().map(|kind| vocabulary::data_kind(*kind, lang).to_owned()));
    for appeal in &decision.appeals {
        labels.push(vocabulary::court(appeal.court, lang).to_owned());
        labels.extend(appeal.number.clone());
        labels.extend(appeal.ecli.as_ref().map(|ecli| ecli.value.clone()));
    }
    // « Aucun recours » would let every decision answer « recours ».
    let appeals = world.figures(id).iter().map(|figures| figures.appeal).filter(|state| *state != AppealState::None);
    labels.extend(appeals.map(|state| vocabulary::appeal(state, lang).to_owned()));
    known_by.map(Passage::title).chain(labels.into_iter().map(Passage::lead)).collect()
}
