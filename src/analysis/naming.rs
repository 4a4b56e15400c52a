//! The naming clock: whether a body's name may appear today, and that nobody has typed one where no clock could take it away.

use aho_corasick::{AhoCorasick, MatchKind};

use crate::config::NamingPolicy;
use crate::corpus::Corpus;
use crate::diag::{Code, Diagnostic, Sink};
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
pub struct ClockedNames<'a> {
    finder: AhoCorasick,
    names: Vec<ClockedName<'a>>,
    policy: NamingPolicy,
}

struct ClockedName<'a> {
    name: &'a str,
    span: Span,
    /// Never published, hence not to be kept under any policy.
    is_never: bool,
}

impl<'a> ClockedNames<'a> {
    pub fn of(corpus: &'a Corpus, policy: NamingPolicy) -> Option<ClockedNames<'a>> {
        let clocked = corpus.decisions().filter(|(_, decision)| decision.named_until() != NamedUntil::Always);
        let names: Vec<ClockedName<'_>> = clocked
            .flat_map(|(_, decision)| {
                let is_never = decision.named_until() == NamedUntil::Never;
                let names = decision.entities.iter().flat_map(|entity| entity.name.iter().chain(&entity.aliases));
                names.map(move |name| ClockedName { name: &name.value, span: name.span, is_never })
            })
            .filter(|name| !name.name.is_empty())
            .collect();
        let finder = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .build(names.iter().map(|name| name.name))
            .ok()?;
        Some(ClockedNames { finder, names, policy })
    }

    /// Reports each name that stands in a text as a whole word, as cased. `place` turns a range of the text into a place.
    pub fn check(&self, text: &str, place: impl Fn(std::ops::Range<usize>) -> Span, sink: &Sink) {
        for found in self.finder.find_iter(text) {
            if !is_whole_word(text, found.range()) {
                continue;
            }
            let name = &self.names[found.pattern().as_usize()];
            sink.report(
                self.typed(name, place(found.range()))
                    .help("write `{{name}}`, or `{{name of …}}` with the decision's id"),
            );
        }
    }

    /// Reports the address of a link in a text that spells a name: no clock could take it away.
    pub fn check_address(&self, address: &str, place: Span, sink: &Sink) {
        for name in self.names.iter().filter(|name| address_holds(address, name.name)) {
            sink.report(
                self.typed(name, place).help("list the address under `sources`, whose addresses the clock takes away"),
            );
        }
    }

    fn typed(&self, name: &ClockedName<'_>, place: Span) -> Diagnostic {
        let ClockedName { name, span, is_never } = name;
        let (code, message) = match self.policy {
            NamingPolicy::Public if !is_never => {
                (Code::NameTypedPublic, format!("« {name} » would stay here if the book followed the naming clock"))
            }
            NamingPolicy::Public | NamingPolicy::Official => {
                (Code::NameTyped, format!("« {name} » is a name under the naming clock"))
            }
        };
        Diagnostic::new(code, place, message).related(*span, "the name is given here")
    }
}

/// Notes each source whose address holds a name under the clock.
pub fn check_addresses(corpus: &Corpus, sink: &Sink) {
    for (document, decision) in corpus.decisions().filter(|(_, decision)| decision.named_until() != NamedUntil::Always)
    {
        let names: Vec<_> =
            decision.entities.iter().flat_map(|entity| entity.name.iter().chain(&entity.aliases)).collect();
        for source in &document.meta.sources {
            if let Some(name) = names.iter().find(|name| address_holds(&source.url.value, &name.value)) {
                sink.report(
                    Diagnostic::new(
                        Code::NameInAddress,
                        source.url.span,
                        format!("this address holds « {} »", name.value),
                    )
                    .help("once the name may no longer appear the source is printed without its address")
                    .related(name.span, "the name is given here"),
                );
            }
        }
    }
}

/// Whether an address spells a name, whatever stands between its words.
fn address_holds(address: &str, name: &str) -> bool {
    let fold = |text: &str| -> String {
        use unicode_normalization::UnicodeNormalization;
        text.nfd().filter(|c| c.is_ascii_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    let name = fold(name);
    name.len() > 2 && (fold(address).contains(&name) || fold(&percent_decoded(address)).contains(&name))
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
