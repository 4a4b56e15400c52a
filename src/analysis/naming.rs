//! The naming clock: whether a body's name may appear today, and that nobody has typed one where no clock could take it away.

use std::collections::BTreeSet;
use std::sync::Arc;

use aho_corasick::{AhoCorasick, MatchKind};
use unicode_normalization::UnicodeNormalization;

use crate::config::NamingPolicy;
use crate::corpus::Corpus;
use crate::diag::{Code, Diagnostic, Sink};
use crate::model::Document;
use crate::model::decision::{Decision, Entity, NamedUntil};
use crate::model::value::Date;
use crate::source::Span;

/// Who may be named, today, under the book's policy.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    pub policy: NamingPolicy,
    pub today: Date,
}

impl Clock {
    /// The name to print for an entity; none where only its label may appear. A natural person is never named.
    pub fn name<'a>(&self, decision: &Decision, entity: &'a Entity) -> Option<&'a str> {
        let name = entity.name.as_ref().filter(|_| !entity.natural_person)?;
        let allowed = match (decision.named_until(), self.policy) {
            (NamedUntil::Never, _) => false,
            (_, NamingPolicy::Public) => true,
            (until, NamingPolicy::Official) => until.allows(self.today),
        };
        allowed.then_some(name.value.as_str())
    }

    /// The last day on which the official text names the body, where that day has passed and the name is still shown.
    pub fn expired(&self, decision: &Decision, entity: &Entity) -> Option<Date> {
        match decision.named_until() {
            NamedUntil::Day(last) if last < self.today && self.name(decision, entity).is_some() => Some(last),
            _ => None,
        }
    }

    /// Whether a text holds a name that may not be printed today.
    pub fn hides(&self, decision: &Decision, text: &str) -> bool {
        let hidden = decision.entities.iter().filter(|entity| self.name(decision, entity).is_none());
        hidden.flat_map(|entity| entity.name.iter().chain(&entity.aliases)).any(|name| address_holds(text, &name.value))
    }
}

/// The names under the clock, ready to be looked for in texts.
pub struct ClockedNames {
    finder: Arc<Finder>,
    /// Where each name is given.
    places: Vec<Span>,
    policy: NamingPolicy,
}

struct Finder {
    names: Vec<ClockedName>,
    typed: AhoCorasick,
    /// The names as [`folded`] for addresses; which name each pattern is.
    in_addresses: (AhoCorasick, Vec<usize>),
}

#[derive(PartialEq, Eq)]
struct ClockedName {
    name: String,
    /// Never published, hence not to be kept under any policy.
    is_never: bool,
}

/// A name that a text holds: which one, and what there is to say.
pub struct TypedName {
    pub name: usize,
    pub diagnostic: Diagnostic,
}

impl ClockedNames {
    /// What an earlier compilation made of the same names is taken over.
    pub fn of(corpus: &Corpus, policy: NamingPolicy, earlier: Option<&ClockedNames>) -> Option<ClockedNames> {
        let clocked = corpus.decisions().filter(|(_, decision)| decision.named_until() != NamedUntil::Always);
        let (names, places): (Vec<ClockedName>, Vec<Span>) = clocked
            .flat_map(|(_, decision)| {
                let is_never = decision.named_until() == NamedUntil::Never;
                let names = decision.entities.iter().flat_map(|entity| entity.name.iter().chain(&entity.aliases));
                names.map(move |name| (ClockedName { name: name.value.clone(), is_never }, name.span))
            })
            .filter(|(name, _)| !name.name.is_empty())
            .unzip();
        let known = earlier.filter(|earlier| earlier.finder.names == names);
        let finder = match known {
            Some(known) => known.finder.clone(),
            None => Arc::new(Finder::of(names)?),
        };
        Some(ClockedNames { finder, places, policy })
    }

    /// Whether both find the same names in any text, wherever these are given.
    pub fn finds_as(&self, other: &ClockedNames) -> bool {
        Arc::ptr_eq(&self.finder, &other.finder) && self.policy == other.policy
    }

    /// Where a name is given.
    pub fn place(&self, name: usize) -> Option<Span> {
        self.places.get(name).copied()
    }

    /// Each name that stands in a text as a whole word, as cased. `place` turns a range of the text into a place.
    pub fn typed(&self, text: &str, place: impl Fn(std::ops::Range<usize>) -> Span) -> Vec<TypedName> {
        let words = self.finder.typed.find_iter(text).filter(|found| is_whole_word(text, found.range()));
        words
            .map(|found| {
                let name = found.pattern().as_usize();
                let diagnostic = self
                    .reported(name, place(found.range()))
                    .help("write `{{name}}`, or `{{name of …}}` with the decision's id");
                TypedName { name, diagnostic }
            })
            .collect()
    }

    /// The names that the address of a link in a text spells: no clock could take them away.
    pub fn in_address(&self, address: &str, place: Span) -> Vec<TypedName> {
        let (finder, names) = &self.finder.in_addresses;
        let readings = [folded(address), folded(&percent_decoded(address))];
        let found = readings.iter().flat_map(|reading| finder.find_overlapping_iter(reading));
        let found: BTreeSet<usize> = found.map(|found| names[found.pattern().as_usize()]).collect();
        found
            .into_iter()
            .map(|name| {
                let diagnostic = self
                    .reported(name, place)
                    .help("list the address under `sources`, whose addresses the clock takes away");
                TypedName { name, diagnostic }
            })
            .collect()
    }

    fn reported(&self, name: usize, place: Span) -> Diagnostic {
        let ClockedName { name: typed, is_never } = &self.finder.names[name];
        let (code, message) = match self.policy {
            NamingPolicy::Public if !is_never => {
                (Code::NameTypedPublic, format!("« {typed} » would stay here if the book followed the naming clock"))
            }
            NamingPolicy::Public | NamingPolicy::Official => {
                (Code::NameTyped, format!("« {typed} » is a name under the naming clock"))
            }
        };
        Diagnostic::new(code, place, message).related(self.places[name], "the name is given here")
    }
}

impl Finder {
    fn of(names: Vec<ClockedName>) -> Option<Finder> {
        let typed = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .build(names.iter().map(|name| &name.name))
            .ok()?;
        let spelt = names.iter().enumerate().map(|(at, name)| (at, folded(&name.name)));
        let (places, spelt): (Vec<usize>, Vec<String>) = spelt.filter(|(_, name)| is_telling(name)).unzip();
        let in_addresses = (AhoCorasick::new(&spelt).ok()?, places);
        Some(Finder { names, typed, in_addresses })
    }
}

/// Notes each source of a decision whose address holds a name under the clock.
pub fn check_addresses(document: &Document, sink: &Sink) {
    let clocked = document.as_decision().filter(|decision| decision.named_until() != NamedUntil::Always);
    let entities = clocked.iter().flat_map(|decision| &decision.entities);
    let names: Vec<_> = entities.flat_map(|entity| entity.name.iter().chain(&entity.aliases)).collect();
    for source in &document.meta.sources {
        if let Some(name) = names.iter().find(|name| address_holds(&source.url.value, &name.value)) {
            sink.report(
                Diagnostic::new(Code::NameInAddress, source.url.span, format!("this address holds « {} »", name.value))
                    .help("once the name may no longer appear the source is printed without its address")
                    .related(name.span, "the name is given here"),
            );
        }
    }
}

/// The names that may not appear today, to be looked for in what is no text of the book.
pub struct Hidden(Option<AhoCorasick>);

impl Hidden {
    pub fn of(corpus: &Corpus, clock: Clock) -> Hidden {
        let hidden = corpus.decisions().flat_map(|(_, decision)| {
            let entities = decision.entities.iter().filter(move |entity| clock.name(decision, entity).is_none());
            entities.flat_map(|entity| entity.name.iter().chain(&entity.aliases))
        });
        let names: Vec<String> = hidden.map(|name| folded(&name.value)).filter(|name| is_telling(name)).collect();
        Hidden(AhoCorasick::new(names).ok())
    }

    /// Whether a text spells one of them, whatever stands between its words.
    pub fn are_in(&self, text: &str) -> bool {
        self.0.as_ref().is_none_or(|names| names.is_match(&folded(text)))
    }
}

/// Whether an address spells a name, whatever stands between its words.
fn address_holds(address: &str, name: &str) -> bool {
    let name = folded(name);
    is_telling(&name) && (folded(address).contains(&name) || folded(&percent_decoded(address)).contains(&name))
}

/// Letters and digits alone, without accents or case.
fn folded(text: &str) -> String {
    text.nfd().filter(|c| c.is_ascii_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Whether a folded name is long enough to be known by.
fn is_telling(name: &str) -> bool {
    name.len() > 2
}

/// `Sant%C3%A9` as people read it.
fn percent_decoded(address: &str) -> String {
    let bytes = address.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = (bytes[at] == b'%').then(|| address.get(at + 1..at + 3)).flatten();
        match hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) => {
                decoded.push(byte);
                at += 3;
            }
            None => {
                decoded.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&decoded).into_owned()
}

fn is_whole_word(text: &str, range: std::ops::Range<usize>) -> bool {
    let joins = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    !joins(text[..range.start].chars().next_back()) && !joins(text[range.end..].chars().next())
}
