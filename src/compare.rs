//! What a change does to the site: two editions of one book, held against each other. Pure; where they come from is not its business.

mod markdown;

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::analysis::Analysis;
use crate::analysis::cases::{self, Case};
use crate::analysis::figures::EntityFigures;
use crate::analysis::medians;
use crate::analysis::naming::Clock;
use crate::analysis::routes::{self, Page};
use crate::analysis::texts::Target;
use crate::diag::{Diagnostic, Severity};
use crate::inputs::Inputs;
use crate::model::decision::NamedUntil;
use crate::model::value::{Choice, Decimal, Lang};
use crate::source::Sources;

pub use markdown::markdown;

/// One edition: what was read, what follows from it, what is wrong with it.
pub struct Edition<'a> {
    pub inputs: &'a Inputs,
    pub analysis: &'a Analysis,
    pub diagnostics: &'a [Diagnostic],
}

/// What a reviewer is told first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Something is broken: an address is lost without a redirect, or there are new errors.
    Mend,
    /// Something that a reader relies on changes.
    Review,
    /// Texts at the most.
    Nothing,
}

#[derive(Debug, Serialize)]
pub struct Comparison {
    pub version: u32,
    pub verdict: Verdict,
    /// Files that differ, by their path from the root of the book.
    pub files: Vec<String>,
    pub figures: Vec<FigureChange>,
    pub medians: Vec<Change>,
    pub pages: Pages,
    pub links: Links,
    pub naming: Vec<NameChange>,
    pub problems: Problems,
}

/// The figures of one sanctioned entity, as far as they changed.
#[derive(Debug, Serialize)]
pub struct FigureChange {
    pub decision: String,
    pub entity: String,
    pub changes: Vec<Change>,
}

/// A value that changed; none where there was none. Amounts and ratios are decimal strings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    pub what: String,
    pub old: Option<String>,
    pub new: Option<String>,
}

/// Addresses, from the root of the site.
#[derive(Debug, Default, Serialize)]
pub struct Pages {
    pub added: Vec<String>,
    /// Old address, new address: the old one redirects.
    pub moved: Vec<[String; 2]>,
    /// Lost without a redirect: whoever linked there finds nothing.
    pub lost: Vec<String>,
}

/// Links between documents.
#[derive(Debug, Default, Serialize)]
pub struct Links {
    pub gained: Vec<[String; 2]>,
    pub lost: Vec<[String; 2]>,
}

#[derive(Debug, Serialize)]
pub struct NameChange {
    pub decision: String,
    pub entity: String,
    /// What pages call it: its name, or its label.
    pub old: Option<String>,
    pub new: Option<String>,
    /// Until when it may be named.
    pub until_old: Option<String>,
    pub until_new: Option<String>,
}

/// What `check` says now and did not say before.
#[derive(Debug, Serialize)]
pub struct Problems {
    pub errors: usize,
    pub warnings: usize,
    pub new: Vec<Problem>,
    /// How many were mended.
    pub mended: usize,
}

#[derive(Debug, Serialize)]
pub struct Problem {
    pub severity: &'static str,
    pub code: &'static str,
    pub file: String,
    pub line: usize,
    pub message: String,
}

/// Compares two editions.
pub fn editions(old: &Edition<'_>, new: &Edition<'_>) -> Comparison {
    let mut comparison = Comparison {
        version: 1,
        verdict: Verdict::Nothing,
        files: new.inputs.differences(old.inputs),
        figures: figures(old, new),
        medians: medians(old, new),
        pages: pages(old, new),
        links: links(old, new),
        naming: naming(old, new),
        problems: problems(old, new),
    };
    comparison.verdict = verdict(&comparison);
    comparison
}

fn verdict(comparison: &Comparison) -> Verdict {
    let Comparison { figures, medians, pages, naming, problems, .. } = comparison;
    if !pages.lost.is_empty() || problems.errors > 0 {
        Verdict::Mend
    } else if figures.is_empty()
        && medians.is_empty()
        && naming.is_empty()
        && problems.new.is_empty()
        && pages.added.is_empty()
        && pages.moved.is_empty()
    {
        Verdict::Nothing
    } else {
        Verdict::Review
    }
}

/// The cases of the decisions that are built, by their name.
fn cases<'a>(edition: &'a Edition<'_>) -> BTreeMap<String, Case<'a>> {
    let Analysis { corpus, figures, routes, .. } = edition.analysis;
    let built = corpus.decisions().filter(|(document, _)| routes.is_built(document));
    let cases = built.flat_map(|(document, decision)| {
        cases::of(document.id(), decision, figures.get(document.id()).map_or(&[][..], Vec::as_slice))
    });
    cases.map(|case| (case.name(), case)).collect()
}

fn figures(old: &Edition<'_>, new: &Edition<'_>) -> Vec<FigureChange> {
    let (old, new) = (cases(old), cases(new));
    let (old_ranks, new_ranks) = (ranks(&old), ranks(&new));
    let names: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let change = |name: &String| {
        let mut changes = differences(old.get(name).map(|case| case.figures), new.get(name).map(|case| case.figures));
        if !changes.is_empty() {
            let ranked =
                |ranks: &Ranks, at: usize| ranks.get(name).and_then(|ranks| ranks[at]).map(|rank| rank.to_string());
            for (at, what) in ["rank-by-fine", "rank-by-ratio"].into_iter().enumerate() {
                changes.extend(changed(what, ranked(&old_ranks, at), ranked(&new_ranks, at)));
            }
        }
        let (decision, entity) = name.split_once('/')?;
        (!changes.is_empty()).then(|| FigureChange {
            decision: decision.to_owned(),
            entity: entity.to_owned(),
            changes,
        })
    };
    names.into_iter().filter_map(change).collect()
}

fn changed(what: &str, old: Option<String>, new: Option<String>) -> Option<Change> {
    (old != new).then(|| Change { what: what.to_owned(), old, new })
}

type Read = fn(&EntityFigures) -> Option<String>;

/// The figures that are compared, by the name that `rubrique figures` gives them.
const FIGURES: &[(&str, Read)] = &[
    ("imposed", |figures| figures.imposed.map(plain)),
    ("final", |figures| figures.standing.map(plain)),
    ("appeal", |figures| Some(figures.appeal.word().to_owned())),
    ("base", |figures| figures.base.as_ref()?.annual.map(plain)),
    ("ratio", |figures| figures.ratio.map(|ratio| ratio.ten_decimals().to_string())),
    ("cap", |figures| figures.cap.amount.map(plain)),
    ("cap-rule", |figures| Some(figures.cap.rule.word().to_owned())),
    ("share-of-cap", |figures| figures.share_of_cap.map(|share| share.ten_decimals().to_string())),
    ("days", |figures| figures.days.map(plain)),
];

fn differences(old: Option<&EntityFigures>, new: Option<&EntityFigures>) -> Vec<Change> {
    FIGURES.iter().filter_map(|(what, read)| changed(what, old.and_then(read), new.and_then(read))).collect()
}

fn plain(value: Decimal) -> String {
    value.normalize().to_string()
}

/// By fine and by ratio, the highest first; equals share a rank.
type Ranks = BTreeMap<String, [Option<usize>; 2]>;

fn ranks(cases: &BTreeMap<String, Case<'_>>) -> Ranks {
    let fines: Vec<Decimal> = cases.values().filter_map(Case::fine).collect();
    let ratios: Vec<Decimal> = cases.values().filter_map(|case| Some(case.figures.ratio?.value())).collect();
    let rank = |values: &[Decimal], own: Option<Decimal>| {
        own.map(|own| values.iter().filter(|value| **value > own).count() + 1)
    };
    let of =
        |case: &Case<'_>| [rank(&fines, case.fine()), rank(&ratios, case.figures.ratio.map(|ratio| ratio.value()))];
    cases.iter().map(|(name, case)| (name.clone(), of(case))).collect()
}

fn medians(old: &Edition<'_>, new: &Edition<'_>) -> Vec<Change> {
    let (old, new) = (medians_of(old), medians_of(new));
    let names: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    names.into_iter().filter_map(|name| changed(name, old.get(name).cloned(), new.get(name).cloned())).collect()
}

/// The medians of the whole book: of ratios by nature of base, of shares of the cap, of fines.
fn medians_of(edition: &Edition<'_>) -> BTreeMap<String, String> {
    let cases = cases(edition);
    let spreads = medians::spreads(cases.values().map(|case| case.figures));
    let known = spreads.into_iter().filter_map(|spread| Some((spread.nature, spread.median?)));
    let mut found: BTreeMap<String, String> =
        known.map(|(nature, median)| (format!("ratio/{}", nature.word()), rounded(median))).collect();
    let shares = cases.values().filter_map(Case::share).filter(|share| !share.is_unknown());
    found.extend(medians::of_shares(shares).map(|median| ("share-of-cap".to_owned(), rounded(median.value))));
    let fines = medians::of_amounts(cases.values().filter_map(Case::fine));
    found.extend(fines.map(|median| ("fine".to_owned(), plain(median))));
    found
}

fn rounded(value: Decimal) -> String {
    plain(value.round_dp(10))
}

/// The addresses of an edition, and where those that redirect lead.
struct Addresses {
    pages: BTreeSet<String>,
    redirects: BTreeMap<String, String>,
}

fn addresses(edition: &Edition<'_>) -> Addresses {
    let Analysis { corpus, routes, .. } = edition.analysis;
    let path = |page: &Page, lang| format!("/{}", routes.path(corpus, page, lang));
    let pages = routes::pages(corpus, routes);
    let pages = pages.iter().flat_map(|page| Lang::ALL.map(|lang| path(page, lang))).collect();
    let built = corpus.documents.values().filter(|document| routes.is_built(document));
    let redirects = built.flat_map(|document| {
        let own = path(&Page::Document(document.id().clone()), Lang::Fr);
        document.meta.aliases.iter().map(move |alias| (alias.value.clone(), own.clone()))
    });
    Addresses { pages, redirects: redirects.collect() }
}

fn pages(old: &Edition<'_>, new: &Edition<'_>) -> Pages {
    let (old, new) = (addresses(old), addresses(new));
    let mut pages = Pages { added: new.pages.difference(&old.pages).cloned().collect(), ..Pages::default() };
    for gone in old.pages.iter().chain(old.redirects.keys()).filter(|path| !new.pages.contains(*path)) {
        match new.redirects.get(gone) {
            Some(_) if old.redirects.contains_key(gone) => {}
            Some(to) => pages.moved.push([gone.clone(), to.clone()]),
            None => pages.lost.push(gone.clone()),
        }
    }
    pages
}

fn links(old: &Edition<'_>, new: &Edition<'_>) -> Links {
    let (old, new) = (edges(old), edges(new));
    Links { gained: new.difference(&old).cloned().collect(), lost: old.difference(&new).cloned().collect() }
}

fn edges(edition: &Edition<'_>) -> BTreeSet<[String; 2]> {
    edition.analysis.graph.edges().map(|edge| [edge.from.slug.to_string(), target(&edge.to)]).collect()
}

/// What a link leads to, as one would write it.
fn target(to: &Target) -> String {
    match to {
        Target::Provision(provision) => provision.to_string(),
        Target::Document(id) => id.slug.to_string(),
        Target::Anchor(id, anchor) => format!("{}#{anchor}", id.slug),
        Target::Item(address) => format!("{}/{}", address.checklist, address.item),
        Target::File(path) => path.clone(),
    }
}

fn naming(old: &Edition<'_>, new: &Edition<'_>) -> Vec<NameChange> {
    let (old_names, new_names) = (names(old), names(new));
    let both = new_names.iter().filter_map(|(name, new)| Some((name, old_names.get(name)?, new)));
    let differing = both.filter(|(_, old, new)| old != new);
    let change = |(name, old, new): (&String, &Named, &Named)| {
        let (decision, entity) = name.split_once('/').unwrap_or((name, ""));
        NameChange {
            decision: decision.to_owned(),
            entity: entity.to_owned(),
            old: Some(old.shown.clone()),
            new: Some(new.shown.clone()),
            until_old: Some(old.until.clone()),
            until_new: Some(new.until.clone()),
        }
    };
    differing.map(change).collect()
}

#[derive(PartialEq, Eq)]
struct Named {
    shown: String,
    until: String,
}

/// What pages call each body, and until when its name may stand.
fn names(edition: &Edition<'_>) -> BTreeMap<String, Named> {
    let clock = Clock { policy: edition.inputs.config.naming, today: edition.inputs.today };
    let named = |case: &Case<'_>| Named {
        shown: clock.name(case.decision, case.entity).unwrap_or(&case.entity.label.text).to_owned(),
        until: match case.decision.named_until() {
            NamedUntil::Always => "always".to_owned(),
            NamedUntil::Never => "never".to_owned(),
            NamedUntil::Day(day) => day.to_string(),
        },
    };
    cases(edition).iter().map(|(name, case)| (name.clone(), named(case))).collect()
}

fn problems(old: &Edition<'_>, new: &Edition<'_>) -> Problems {
    let fresh = unknown(new.diagnostics, &new.inputs.sources, old.diagnostics, &old.inputs.sources);
    let mended = unknown(old.diagnostics, &old.inputs.sources, new.diagnostics, &new.inputs.sources);
    let count = |severity| fresh.iter().filter(|one| one.severity() == severity).count();
    Problems {
        errors: count(Severity::Error),
        warnings: count(Severity::Warning),
        mended: mended.iter().filter(|one| one.severity() != Severity::Note).count(),
        new: fresh
            .iter()
            .filter(|one| one.severity() != Severity::Note)
            .map(|one| problem(one, &new.inputs.sources))
            .collect(),
    }
}

/// The diagnostics of one edition that another does not have, wherever they stand in their file.
pub fn unknown<'a>(
    own: &'a [Diagnostic],
    sources: &Sources,
    others: &[Diagnostic],
    other_sources: &Sources,
) -> Vec<&'a Diagnostic> {
    let key = |one: &Diagnostic, sources: &Sources| {
        let path = sources.get(one.span.file).map(|file| file.path.clone()).unwrap_or_default();
        (path, one.code, one.message.clone(), one.severity())
    };
    let mut known: BTreeMap<_, usize> = BTreeMap::new();
    for one in others {
        *known.entry(key(one, other_sources)).or_default() += 1;
    }
    let is_new = |one: &&Diagnostic| match known.get_mut(&key(one, sources)) {
        Some(left) if *left > 0 => {
            *left -= 1;
            false
        }
        _ => true,
    };
    own.iter().filter(is_new).collect()
}

fn problem(one: &Diagnostic, sources: &Sources) -> Problem {
    let file = sources.get(one.span.file);
    Problem {
        severity: one.severity().name(),
        code: one.code.id(),
        file: file.map(|file| file.path.to_string()).unwrap_or_default(),
        line: file.map_or(1, |file| file.position(one.span.start as usize).line),
        message: one.message.clone(),
    }
}
