//! From what was read to the edition that is served: compiles, keeps the last good site, and remembers what was said.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use anyhow::Result;
use rayon::prelude::*;

use crate::compile;
use crate::diag::{Diagnostic, Outcome, Severity, Tally};
use crate::inputs::Inputs;
use crate::io::serve::{Edition, LazySite, Problems};
use crate::memo::Memo;
use crate::model::value::Lang;
use crate::report;
use crate::site::{Artifact, Site};
use crate::source::Sources;

/// How many diagnostics a page or a terminal is shown at once.
const MOST_SHOWN: usize = 30;
/// How many pages are rendered between two looks at what happens.
const AT_ONCE: usize = 32;

#[derive(Default)]
pub struct Press {
    memo: Memo,
    draft_memo: Arc<Mutex<Memo>>,
    /// What was read last, and is shown or has errors.
    read: Option<Outcome<Arc<Inputs>>>,
    /// Why nothing could be read since.
    failure: Option<String>,
    /// Errors and warnings of what was read.
    diagnostics: Vec<Diagnostic>,
    build: u64,
    good: Option<Good>,
    /// Pages that have not been rendered with a new theme yet, and what stood before it.
    unproved: Option<Unproved>,
    /// Pages that could not be rendered with a theme: they are tried first with the next one.
    suspects: Vec<String>,
    files: BTreeMap<String, u64>,
}

/// A site without errors, and where it came from.
#[derive(Clone)]
struct Good {
    build: u64,
    inputs: Arc<Inputs>,
    site: Arc<Site>,
    with_drafts: Arc<LazySite>,
}

struct Unproved {
    before: Option<Good>,
    pages: Vec<String>,
}

/// What came of a reading.
pub enum Pulled {
    /// Nothing to show.
    Nothing,
    /// The book could not be read.
    Failed { why: String },
    /// A site, good or kept back because of its errors.
    Site {
        changed: Vec<String>,
        pages: usize,
        diagnostics: Vec<Diagnostic>,
        /// Those of the diagnostics that were not there before.
        fresh: Vec<Diagnostic>,
        /// Addresses of drafts that were not there before, from the root of the site.
        drafts: Vec<String>,
    },
}

impl Press {
    /// What is shown, or would be but for its errors.
    pub fn read(&self) -> Option<&Inputs> {
        self.read.as_ref().map(|read| &*read.value)
    }

    pub fn sources(&self) -> Option<&Sources> {
        self.read().map(|inputs| &inputs.sources)
    }

    pub fn has_site(&self) -> bool {
        self.good.is_some()
    }

    /// Whether a reading says something else than the one before.
    pub fn differs(&self, read: &Result<Outcome<Inputs>>) -> bool {
        match (read, &self.read) {
            (Ok(read), Some(known)) => {
                self.failure.is_some()
                    || read.value.config != known.value.config
                    || read.diagnostics != known.diagnostics
                    || !read.value.differences(&known.value).is_empty()
            }
            (Ok(_), None) => true,
            (Err(error), _) => self.failure.as_deref() != Some(&format!("{error:#}")),
        }
    }

    /// Compiles what was read and makes it the next edition, or says why it cannot be. `first` are the addresses of the pages that matter most.
    pub fn pull(&mut self, read: Result<Outcome<Inputs>>, first: &[String]) -> Pulled {
        match read {
            Ok(read) => {
                let compiled = self.compile(read, first);
                self.take(compiled)
            }
            Err(error) => {
                let why = format!("{error:#}");
                self.build += 1;
                self.failure = Some(why.clone());
                Pulled::Failed { why }
            }
        }
    }

    /// The same, but for a reading that may be half of a save: with errors it is as if it had not been.
    pub fn pull_if_good(&mut self, inputs: Inputs, first: &[String]) -> Pulled {
        let diagnostics = self.read.as_ref().map(|read| read.diagnostics.clone()).unwrap_or_default();
        let compiled = self.compile(Outcome { value: inputs, diagnostics }, first);
        if Tally::of(&compiled.diagnostics).errors > 0 { Pulled::Nothing } else { self.take(compiled) }
    }

    fn compile(&mut self, read: Outcome<Inputs>, first: &[String]) -> Compiled {
        let inputs = Arc::new(read.value);
        let Outcome { value: mut site, diagnostics: mut found } = compile::compile(&inputs, &mut self.memo);
        let pages = site.artifacts.values().filter(|artifact| matches!(artifact, Artifact::Page(_))).count();
        let has_new_theme =
            self.good.as_ref().map_or(!inputs.theme.is_empty(), |good| good.inputs.theme != inputs.theme);
        let mut unproved = Vec::new();
        if has_new_theme {
            let (sample, rest) = sample(&site, first, &self.suspects);
            found.extend(render(&site, &sample));
            unproved = rest;
        } else if Tally::of(&found).errors == 0 {
            found.extend(open_pages(&mut site, first));
        }
        let read = Outcome { value: inputs, diagnostics: read.diagnostics };
        let all =
            read.diagnostics.iter().cloned().chain(found).filter(|one| one.severity() != Severity::Note).collect();
        let diagnostics = report::sorted(all, &read.value.sources);
        Compiled { read, site, pages, diagnostics, unproved, has_new_theme }
    }

    fn take(&mut self, compiled: Compiled) -> Pulled {
        let Compiled { read, site, pages, diagnostics, unproved, has_new_theme } = compiled;
        let earlier = self.read.as_ref();
        let changed = earlier.map_or_else(Vec::new, |earlier| read.value.differences(&earlier.value));
        let said: HashSet<&Diagnostic> = self.diagnostics.iter().collect();
        let fresh = diagnostics.iter().filter(|one| !said.contains(one)).take(MOST_SHOWN).cloned().collect();
        let mut drafts = Vec::new();
        self.build += 1;
        self.failure = None;
        if Tally::of(&diagnostics).errors == 0 {
            drafts = self.new_drafts(&site);
            let before = self.good.take();
            if let Some(before) = &before {
                let changed = read.value.published_differences(&before.inputs);
                self.files.extend(changed.map(|path| (path.clone(), self.build)));
            }
            if has_new_theme {
                self.unproved = Some(Unproved { before, pages: unproved });
            }
            self.good = Some(self.good(read.value.clone(), site));
        } else {
            self.unproved = None;
        }
        self.read = Some(read);
        self.diagnostics = diagnostics.clone();
        Pulled::Site { changed, pages, diagnostics, fresh, drafts }
    }

    fn good(&self, inputs: Arc<Inputs>, site: Site) -> Good {
        let (memo, published) = (self.draft_memo.clone(), inputs.clone());
        let with_drafts: LazySite = LazyLock::new(Box::new(move || {
            let drafts = Inputs { drafts: true, ..(*published).clone() };
            let mut memo = memo.lock().unwrap_or_else(PoisonError::into_inner);
            compile::compile(&Arc::new(drafts), &mut memo).value
        }));
        Good { build: self.build, inputs, site: Arc::new(site), with_drafts: Arc::new(with_drafts) }
    }

    /// French addresses: the English ones follow from them.
    fn new_drafts(&self, site: &Site) -> Vec<String> {
        let known = |path: &String| self.good.as_ref().is_some_and(|good| good.site.proof.drafts.contains(path));
        let new = site.proof.drafts.iter().filter(|path| !path.starts_with("en/") && !known(path));
        new.map(|path| path.trim_end_matches("index.html").to_owned()).collect()
    }

    // ── the rest of a new theme ──

    pub fn has_unproved(&self) -> bool {
        self.unproved.is_some()
    }

    /// Renders some more pages with a new theme. Where one cannot be, what stood before the theme comes back, with what is wrong.
    pub fn prove_more(&mut self) -> Pulled {
        let (Some(unproved), Some(good)) = (&mut self.unproved, &self.good) else { return Pulled::Nothing };
        let pages = unproved.pages.split_off(unproved.pages.len().saturating_sub(AT_ONCE));
        let broken = render(&good.site, &pages);
        if broken.is_empty() {
            if unproved.pages.is_empty() {
                self.unproved = None;
                self.suspects.clear();
            }
            return Pulled::Nothing;
        }
        self.suspects.extend(pages);
        self.good = self.unproved.take().and_then(|unproved| unproved.before);
        self.build += 1;
        if let Some(good) = &mut self.good {
            good.build = self.build;
        }
        self.diagnostics.extend(broken.clone());
        Pulled::Site {
            changed: Vec::new(),
            pages: 0,
            diagnostics: self.diagnostics.clone(),
            fresh: broken,
            drafts: Vec::new(),
        }
    }

    // ── what is served ──

    pub fn edition(&self) -> Edition {
        let good = self.good.clone();
        Edition {
            build: self.build,
            site_build: good.as_ref().map_or(0, |good| good.build),
            site: good.as_ref().map_or_else(Arc::default, |good| good.site.clone()),
            with_drafts: good.map_or_else(nothing, |good| good.with_drafts),
            problems: self.problems(),
            files: self.files.clone(),
        }
    }

    fn problems(&self) -> Problems {
        if let Some(why) = &self.failure {
            return Problems { errors: 1, warnings: 0, report: format!("error: {why}\n") };
        }
        let Tally { errors, warnings, .. } = Tally::of(&self.diagnostics);
        let Some(sources) = self.sources() else { return Problems::default() };
        let mut ordered = self.diagnostics.clone();
        ordered.sort_by_key(Diagnostic::severity);
        let shown = ordered.len().min(MOST_SHOWN);
        let mut report = report::human(&ordered[..shown], sources, false, Lang::En);
        if shown < ordered.len() {
            report.push_str(&format!("and {} more: `rubrique check` prints them all\n", ordered.len() - shown));
        }
        Problems { errors, warnings, report }
    }
}

fn nothing() -> Arc<LazySite> {
    let nothing: LazySite = LazyLock::new(Box::new(Site::default));
    Arc::new(nothing)
}

struct Compiled {
    read: Outcome<Arc<Inputs>>,
    site: Site,
    pages: usize,
    diagnostics: Vec<Diagnostic>,
    unproved: Vec<String>,
    has_new_theme: bool,
}

/// Whether two readings found the same. A file that was listed and is gone when it is opened tells of a save that goes on, as often as it is met.
pub fn agree(one: &Result<Outcome<Inputs>>, other: &Result<Outcome<Inputs>>) -> bool {
    match (one, other) {
        (Ok(one), Ok(other)) => {
            one.value.config == other.value.config
                && one.diagnostics == other.diagnostics
                && one.value.differences(&other.value).is_empty()
        }
        (Err(one), Err(other)) => !is_gone(one) && format!("{one:#}") == format!("{other:#}"),
        (Ok(_), Err(_)) | (Err(_), Ok(_)) => false,
    }
}

fn is_gone(error: &anyhow::Error) -> bool {
    error.downcast_ref::<std::io::Error>().is_some_and(|error| error.kind() == std::io::ErrorKind::NotFound)
}

/// Pages of all types, those at the addresses `first` and the suspects among them, and all the others.
fn sample(site: &Site, first: &[String], suspects: &[String]) -> (Vec<String>, Vec<String>) {
    let mut folders = BTreeSet::new();
    let wanted: BTreeSet<String> = paths(first).chain(suspects.iter().cloned()).collect();
    let pages = site.artifacts.iter().filter(|(_, artifact)| matches!(artifact, Artifact::Page(_)));
    pages.map(|(path, _)| path.clone()).partition(|path| {
        // `decisions/x/index.html` and `decisions/y/index.html` are of one type.
        let folder = path.rsplitn(3, '/').nth(2).map(str::to_owned);
        wanted.contains(path) || folder.is_none_or(|folder| folders.insert(folder))
    })
}

/// The paths of pages in the site.
fn paths(addresses: &[String]) -> impl Iterator<Item = String> {
    addresses.iter().map(|address| format!("{}index.html", address.trim_start_matches('/')))
}

/// Renders the pages at these addresses now, and keeps them: somebody waits for them, and a template may fail on what their text has become.
fn open_pages(site: &mut Site, addresses: &[String]) -> Vec<Diagnostic> {
    let mut broken = Vec::new();
    for path in paths(addresses) {
        let Some(page @ Artifact::Page(_)) = site.artifacts.get_mut(&path) else { continue };
        match page.bytes() {
            Ok(bytes) => *page = Artifact::Bytes(bytes),
            Err(diagnostic) => broken.push(diagnostic),
        }
    }
    broken.dedup();
    broken
}

/// What the theme makes impossible, said once.
fn render(site: &Site, pages: &[String]) -> Vec<Diagnostic> {
    let render = |path: &String| site.artifacts.get(path).and_then(|artifact| artifact.bytes().err());
    let mut broken: Vec<Diagnostic> = pages.par_iter().filter_map(render).collect();
    broken.sort_by(|one, other| one.message.cmp(&other.message));
    broken.dedup();
    broken
}
