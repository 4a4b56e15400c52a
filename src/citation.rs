//! The citation linker: finds the citations of law and the decision numbers of a paragraph, binds each to its act and tells which
//! provisions it names and whether they exist. No markup is needed and no article number is known here: the acts' files say everything.
//!
//! The road of a paragraph: [`lexer`] makes tokens, [`grammar`] reads citations, [`binding`] finds the act named after each, this file
//! falls back on acts named earlier, [`resolve`] reads the numbers as that act numbers them. Builds no links and reports no diagnostics.

mod binding;
mod grammar;
mod lexer;
mod names;
mod resolve;
mod words;

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;
use std::sync::Arc;

use aho_corasick::AhoCorasick;
use rustc_hash::FxBuildHasher;

use crate::citation::binding::{After, Bound, Known};
use crate::citation::grammar::{Citation, Cited, Reading};
use crate::citation::lexer::{Kind, Text};
// Re-exported for callers: it stands below, where the pieces of a citation are made and shared.
pub use crate::citation::resolve::Target;
use crate::citation::resolve::{Piece, Resolver};
use crate::citation::words::{Count, Keyword};
use crate::model::act::{Act, Existence, Numbering};
use crate::model::value::{Date, ProvisionId};

#[cfg(test)]
mod tests;

/// Everything that the citations of a book can lead to. Built once per compilation.
#[derive(Clone)]
pub struct Linker {
    law: Arc<Law>,
    /// Ids of decisions by official number.
    decisions: Arc<HashMap<String, Arc<str>, FxBuildHasher>>,
}

/// What citations are read with, decisions apart: it changes with the acts, and seldom otherwise.
struct Law {
    acts: Vec<Arc<Act>>,
    known: Known,
    /// The letters that official numbers begin with: `SAN`, `SANPS`, `MED`.
    series: BTreeSet<String>,
    triggers: AhoCorasick,
}

impl Law {
    /// By identity: an act that was read again is another one.
    fn is_of(&self, acts: &[Arc<Act>], series: &BTreeSet<String>) -> bool {
        let same = self.acts.len() == acts.len() && self.acts.iter().zip(acts).all(|(own, act)| Arc::ptr_eq(own, act));
        same && self.series == *series
    }
}

/// What is known of the place of a paragraph.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The day at which the law is read.
    pub day: Date,
    /// The page's own act, which a citation without one means.
    pub default_act: Option<&'a str>,
    /// The article whose page it is: « paragraphe 1 du présent article ».
    pub this_article: Option<&'a ProvisionId>,
}

/// One citation, from its first word (« articles », or the point named before it) to its last number, or to its act where that follows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// Bytes of the paragraph.
    pub range: Range<usize>,
    pub parts: Vec<Part>,
    pub status: Status,
    /// What is wrong with the provisions named, in the order of the text.
    pub problems: Vec<Problem>,
}

/// One clickable piece: « 32 », « 33 », « 12 à 22 ». A range lists all its members. Has no targets unless the reference is linked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    pub range: Range<usize>,
    /// Shared, since a text may name the same range many times.
    pub targets: Arc<[Target]>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// The act is known and the provision exists, or existed on other days (see `problems`).
    Linked,
    /// An act or a decision that the book does not hold.
    Foreign,
    /// No act can be told.
    Unresolved,
    /// The act has no such provision.
    Impossible,
}

/// A provision that the act named does not have on the day of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// As written; its act is `provision.act()`.
    pub provision: ProvisionId,
    pub cause: Cause,
    /// What exists and comes nearest: what holds it, or the article with the next number.
    pub nearest: Option<ProvisionId>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    Impossible,
    /// It stood in the act on other days: no page of today's text stands for it.
    OtherDays,
}

impl Linker {
    /// A linker for these acts and decisions, each decision by its official number (`SAN-2020-014`) with its id (`san-2020-014`). What an
    /// earlier linker made of the same acts is taken over.
    pub fn new<'a>(
        acts: impl IntoIterator<Item = &'a Arc<Act>>,
        decisions: impl IntoIterator<Item = (&'a str, &'a Arc<str>)>,
        earlier: Option<&Linker>,
    ) -> Linker {
        let acts: Vec<Arc<Act>> = acts.into_iter().cloned().collect();
        let decisions: HashMap<String, Arc<str>, FxBuildHasher> =
            decisions.into_iter().map(|(number, id)| (number.to_owned(), id.clone())).collect();
        let mut series: BTreeSet<String> = ["SAN".to_owned(), "SANPS".to_owned()].into();
        for letters in decisions.keys().filter_map(|number| series_of(number)) {
            if !series.contains(letters) {
                series.insert(letters.to_owned());
            }
        }
        let law = match earlier {
            Some(earlier) if earlier.law.is_of(&acts, &series) => earlier.law.clone(),
            Some(_) | None => {
                Arc::new(Law { known: Known::of(&acts), triggers: triggers(&acts, &series), acts, series })
            }
        };
        Linker { law, decisions: Arc::new(decisions) }
    }

    /// Whether both read any text alike, but for the decisions that they know.
    pub fn reads_as(&self, other: &Linker) -> bool {
        Arc::ptr_eq(&self.law, &other.law)
    }

    /// The id of the decision with an official number.
    pub fn decision(&self, number: &str) -> Option<&Arc<str>> {
        self.decisions.get(number)
    }

    /// The references of one paragraph: plain text, with U+FFFC in the place of each character of code and of existing links. In order, not
    /// overlapping. Takes time linear in the text.
    pub fn references(&self, paragraph: &str, context: &Context<'_>) -> Vec<Reference> {
        self.references_asking(paragraph, context, &mut Vec::new())
    }

    /// The same, with every number that was looked for among the decisions: nothing else about them shows in the references.
    pub fn references_asking(&self, paragraph: &str, context: &Context<'_>, asked: &mut Vec<String>) -> Vec<Reference> {
        if !self.law.triggers.is_match(paragraph) {
            return Vec::new();
        }
        let text = Text::read(paragraph);
        let mut seen = self.read(&text, asked);
        chain(&text, &mut seen);
        self.resolve(&text, seen, context)
    }

    /// Every citation and decision number, each citation with the acts named around it.
    fn read(&self, text: &Text<'_>, asked: &mut Vec<String>) -> Vec<Seen> {
        let mut seen = Vec::new();
        let mut last: Option<(Bound, usize)> = None;
        let mut at = 0;
        while at < text.len() {
            if let Some(mention) = binding::mention(text, &self.law.known, at) {
                last = Some(mention);
                at = mention.1;
            } else if let Some(decision) = self.number(text, at, asked) {
                at = decision.tokens.end;
                seen.push(Seen::Decision(decision));
            } else {
                at = match grammar::citation(text, at) {
                    Reading::Citation(citation) => self.bind(text, citation, &mut last, &mut seen),
                    Reading::Nothing { resume } => resume,
                };
            }
        }
        seen
    }

    /// Finds the act named after a citation, and the citations that go on after it; gives the token to read on from.
    fn bind(
        &self,
        text: &Text<'_>,
        citation: Citation,
        last: &mut Option<(Bound, usize)>,
        seen: &mut Vec<Seen>,
    ) -> usize {
        let end = citation.tokens.end;
        let bare = citation.cited == Cited::Bare;
        let after = if bare {
            After::Nothing
        } else {
            binding::after(text, &self.law.known, end, last.map(|(bound, _)| bound))
        };
        let before = last.map(|(bound, _)| bound);
        let adjacent = last.is_some_and(|(_, end)| is_adjacent(text, end..citation.tokens.start));
        let (after, end) = match after {
            After::Private => return end,
            After::Nothing if grammar::needs_act(text, &citation) => return end,
            After::Nothing => (None, end),
            After::Act { bound, end } => (Some(bound), end),
        };
        if let Some(bound) = after {
            *last = Some((bound, end));
        }
        let (cited, count) = (citation.cited, citation.count);
        seen.push(Seen::Citation(Box::new(Bindable { citation, after, before, adjacent, end })));
        if after.is_none() || count != Count::Many {
            return end;
        }
        self.continuation(text, end, cited, last, seen).unwrap_or(end)
    }

    /// « articles 5 du RGPD **et 82 de la loi Informatique et Libertés** ».
    fn continuation(
        &self,
        text: &Text<'_>,
        at: usize,
        cited: Cited,
        last: &mut Option<(Bound, usize)>,
        seen: &mut Vec<Seen>,
    ) -> Option<usize> {
        let citation = grammar::continued(text, at, cited)?;
        let after = binding::after(text, &self.law.known, citation.tokens.end, last.map(|(bound, _)| bound));
        let After::Act { bound, end } = after else { return None };
        *last = Some((bound, end));
        let after = Some(bound);
        seen.push(Seen::Citation(Box::new(Bindable { citation, after, before: None, adjacent: false, end })));
        Some(end)
    }

    /// « SAN-2020-014 ».
    fn number(&self, text: &Text<'_>, at: usize, asked: &mut Vec<String>) -> Option<DecisionNumber> {
        let Some(Kind::Word(_)) = text.kind(at) else { return None };
        let series = self.law.series.get(text.typed(at))?;
        let glued = (at + 1..at + 5).all(|at| text.is_glued(at));
        let numbers = (text.kind(at + 2), text.kind(at + 4)) == (Some(Kind::Number), Some(Kind::Number));
        if !glued || !numbers || !text.is_sign(at + 1, '-') || !text.is_sign(at + 3, '-') {
            return None;
        }
        let number = format!("{series}-{}-{}", text.word(at + 2), text.word(at + 4));
        let id = self.decisions.get(&number).map(|id| id.to_string());
        asked.push(number);
        let well_formed = series.starts_with("SAN") && text.word(at + 2).len() == 4 && text.word(at + 4).len() == 3;
        (id.is_some() || well_formed).then_some(DecisionNumber { tokens: at..at + 5, id })
    }

    fn resolve(&self, text: &Text<'_>, seen: Vec<Seen>, context: &Context<'_>) -> Vec<Reference> {
        let mut law = OnDay { acts: &self.law.acts, context, resolvers: HashMap::new(), last_article: None };
        let mut references = Vec::new();
        for seen in seen {
            match seen {
                Seen::Decision(number) => references.push(number.reference(text)),
                Seen::Citation(found) => {
                    let pieces = law.pieces(text, &found);
                    references.extend(law.references(text, &found, pieces));
                }
            }
        }
        references
    }
}

/// What a paragraph holds, in order.
enum Seen {
    Decision(DecisionNumber),
    Citation(Box<Bindable>),
}

struct DecisionNumber {
    tokens: Range<usize>,
    id: Option<String>,
}

impl DecisionNumber {
    fn reference(self, text: &Text<'_>) -> Reference {
        let range = text.bytes(self.tokens);
        let status = if self.id.is_some() { Status::Linked } else { Status::Foreign };
        let targets = self.id.map(Target::Decision).into_iter().collect();
        Reference { range: range.clone(), parts: vec![Part { range, targets }], status, problems: Vec::new() }
    }
}

/// A citation and the acts named around it.
struct Bindable {
    citation: Citation,
    after: Option<Bound>,
    /// The last act named before it.
    before: Option<Bound>,
    /// Whether that act stands right before it: « RGPD, art. 32 ».
    adjacent: bool,
    /// The token after the citation and its act.
    end: usize,
}

/// « l'article 32 et l'article 33 du RGPD »: the act named after the last of a chain is the act of all.
fn chain(text: &Text<'_>, seen: &mut [Seen]) {
    let mut next: Option<(usize, Bound, bool)> = None;
    for seen in seen.iter_mut().rev() {
        let Seen::Citation(found) = seen else {
            next = None;
            continue;
        };
        let mut chained = false;
        if let Some((start, bound, in_chain)) = next
            && found.after.is_none()
            && !found.adjacent
            && is_chained(text, found.end..start, in_chain)
        {
            found.after = Some(bound);
            chained = true;
        }
        next = found.after.map(|bound| (found.citation.tokens.start, bound, chained));
    }
}

/// The most tokens between two citations of a chain: « , ainsi qu'à l' ».
const MAX_LINK: usize = 7;

/// Whether only « et », « , » and small words stand between two citations; a comma alone will do inside a longer chain.
fn is_chained(text: &Text<'_>, between: Range<usize>, in_chain: bool) -> bool {
    if between.is_empty() || between.len() > MAX_LINK {
        return false;
    }
    let linking = |at: usize| match text.kind(at) {
        Some(Kind::Sign(sign)) => matches!(sign, ',' | ';' | '\'' | '/'),
        Some(Kind::Word(Keyword::And | Keyword::To | Keyword::Tie | Keyword::Determiner)) => true,
        _ => matches!(text.word(at), "au" | "aux" | "ainsi" | "que" | "qu" | "as" | "well" | "in"),
    };
    let joined = |at: usize| text.keyword(at) == Some(Keyword::And) || matches!(text.word(at), "ainsi" | "well");
    between.clone().all(linking) && (in_chain || between.clone().any(joined))
}

/// Whether an act named before these tokens stands right before what follows them.
fn is_adjacent(text: &Text<'_>, between: Range<usize>) -> bool {
    between.len() <= MAX_LINK
        && between.into_iter().all(|at| match text.kind(at) {
            Some(Kind::Sign(sign)) => matches!(sign, ',' | '(' | '[' | '\'' | ':' | '"'),
            _ => words::BETWEEN.contains(&text.word(at)),
        })
}

/// The acts on the day of a text, with what the text has cited so far.
struct OnDay<'a, 'c> {
    acts: &'a [Arc<Act>],
    context: &'a Context<'c>,
    resolvers: HashMap<usize, Resolver<'a>>,
    last_article: Option<ProvisionId>,
}

/// What became of a citation.
enum Pieces {
    /// Bound to an act of the book; `sure` unless only the page's default act says so.
    Of {
        act: usize,
        pieces: Vec<Piece>,
        sure: bool,
    },
    Without(Status),
    /// No citation after all.
    None,
}

impl<'a> OnDay<'a, '_> {
    fn pieces(&mut self, text: &Text<'_>, found: &Bindable) -> Pieces {
        match found.citation.cited {
            Cited::Articles | Cited::Recitals => self.of_articles(text, found),
            Cited::ThisArticle => self.under(self.context.this_article.cloned(), found),
            Cited::SameArticle => {
                let article = self.last_article.clone().or_else(|| self.context.this_article.cloned());
                self.under(article, found)
            }
            Cited::Bare => self.bare(found),
        }
    }

    fn of_articles(&mut self, text: &Text<'_>, found: &Bindable) -> Pieces {
        let default = || self.context.default_act.and_then(|id| self.position(id)).map(Bound::Act);
        let Some(bound) = found.after.or(found.before).or_else(default) else {
            return Pieces::Without(Status::Unresolved);
        };
        let Bound::Act(act) = bound else { return Pieces::Without(Status::Foreign) };
        let named_for_it = found.after.is_some() || found.adjacent;
        let described = &self.acts[act];
        if !named_for_it && !described.name_only && !resolve::fits(&found.citation, described) {
            return Pieces::Without(Status::Unresolved);
        }
        if described.name_only {
            return Pieces::Without(Status::Foreign);
        }
        let comma = text.is_sign(found.citation.tokens.end, ',');
        let pieces = self.resolver(act).pieces(&found.citation, comma);
        Pieces::Of { act, pieces, sure: found.after.is_some() || found.before.is_some() }
    }

    /// Points of an article named otherwise than by its number.
    fn under(&mut self, article: Option<ProvisionId>, found: &Bindable) -> Pieces {
        let Some(article) = article.map(|article| article.article()) else { return Pieces::None };
        let Some(act) = self.position(article.act()) else { return Pieces::None };
        let pieces = self.resolver(act).pieces_under(&article, &found.citation);
        Pieces::Of { act, pieces, sure: true }
    }

    /// « paragraphes 1 à 4 » alone: of the page's own article if it has them, and if the text has not turned to another article.
    fn bare(&mut self, found: &Bindable) -> Pieces {
        let this = self.context.this_article.map(ProvisionId::article);
        if self.last_article.is_some() && self.last_article != this {
            return Pieces::None;
        }
        match self.under(this, found) {
            Pieces::Of { pieces, .. } if pieces.iter().any(|piece| piece.wrong.is_some()) => Pieces::None,
            other => other,
        }
    }

    fn position(&self, id: &str) -> Option<usize> {
        self.acts.iter().position(|act| act.id == id)
    }

    fn resolver(&mut self, act: usize) -> &mut Resolver<'a> {
        let (acts, day) = (self.acts, self.context.day);
        self.resolvers.entry(act).or_insert_with(|| Resolver::new(&acts[act], day))
    }

    /// The references of a citation: one, or one for each run of parts of the same status.
    fn references(&mut self, text: &Text<'_>, found: &Bindable, pieces: Pieces) -> Vec<Reference> {
        let (act, pieces, sure) = match pieces {
            Pieces::Of { act, pieces, sure } => (act, pieces, sure),
            Pieces::Without(status) => return vec![without_targets(text, found, status)],
            Pieces::None => return Vec::new(),
        };
        let resolver = self.resolvers.get_mut(&act).expect("the pieces were made by this act's resolver");
        let mut runs: Vec<(Status, Range<usize>, Reference)> = Vec::new();
        for piece in pieces {
            let status = status_of(&piece, sure, resolver);
            let tokens = piece.tokens.clone();
            let (part, problem) = finish(text, piece, status, resolver);
            if let Some(id) = part.targets.last().and_then(provision) {
                self.last_article = Some(id.article());
            }
            match runs.last_mut() {
                Some((known, run, reference)) if *known == status => {
                    run.end = tokens.end;
                    reference.parts.push(part);
                    reference.problems.extend(problem);
                }
                _ => {
                    let reference =
                        Reference { range: 0..0, parts: vec![part], status, problems: problem.into_iter().collect() };
                    runs.push((status, tokens, reference));
                }
            }
        }
        if let Some((_, run, _)) = runs.first_mut() {
            run.start = found.citation.tokens.start;
        }
        if let Some((_, run, _)) = runs.last_mut() {
            run.end = found.end;
        }
        runs.into_iter().map(|(_, run, reference)| Reference { range: text.bytes(run), ..reference }).collect()
    }
}

fn provision(target: &Target) -> Option<&ProvisionId> {
    match target {
        Target::Provision(id) => Some(id),
        Target::Decision(_) => None,
    }
}

/// A citation of an act that the book does not hold, or of none.
fn without_targets(text: &Text<'_>, found: &Bindable, status: Status) -> Reference {
    let part = |tokens: Range<usize>| Part { range: text.bytes(tokens), targets: Arc::default() };
    let parts = found.citation.items.iter().map(|item| part(item.tokens.clone())).collect();
    let range = text.bytes(found.citation.tokens.start..found.end);
    Reference { range, parts, status, problems: Vec::new() }
}

/// Only an act that the text names makes a number impossible; one past the end of the default act may well be another act's.
fn status_of(piece: &Piece, sure: bool, resolver: &mut Resolver<'_>) -> Status {
    match &piece.wrong {
        Some((id, Existence::Impossible)) if !sure && resolver.existence(&id.article()) == Existence::Impossible => {
            Status::Unresolved
        }
        Some((_, Existence::Impossible)) => Status::Impossible,
        Some(_) | None => Status::Linked,
    }
}

fn finish(text: &Text<'_>, piece: Piece, status: Status, resolver: &mut Resolver<'_>) -> (Part, Option<Problem>) {
    let problem = |(provision, existence): (ProvisionId, Existence)| Problem {
        cause: if existence == Existence::OtherDays { Cause::OtherDays } else { Cause::Impossible },
        nearest: resolver.nearest(&provision),
        provision,
    };
    let problem = if status == Status::Unresolved { None } else { piece.wrong.map(problem) };
    let targets = if status == Status::Linked { piece.targets } else { Arc::default() };
    (Part { range: text.bytes(piece.tokens), targets }, problem)
}

/// The letters that an official number begins with, where it has the form `SAN-2020-014`.
fn series_of(number: &str) -> Option<&str> {
    let mut parts = number.split('-');
    let letters = parts.next().filter(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphabetic()))?;
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let parts: Vec<&str> = parts.collect();
    (parts.len() == 2 && parts.into_iter().all(digits)).then_some(letters)
}

/// One of these stands in every text that holds a reference; what holds none need not be read. The invisible characters may part a word.
fn triggers(acts: &[Arc<Act>], series: &BTreeSet<String>) -> AhoCorasick {
    let mut words: Vec<String> = ["art", "consid", "recital", "paragra", "\u{AD}", "\u{200B}", "\u{2060}", "\u{FEFF}"]
        .map(String::from)
        .to_vec();
    words.extend(series.iter().cloned());
    let codes = acts.iter().filter(|act| act.numbering == Numbering::Code).flat_map(|act| &act.names);
    words.extend(codes.map(|name| name.chars().take_while(char::is_ascii_alphanumeric).collect()));
    words.retain(|word| !word.is_empty());
    AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .build(&words)
        .expect("a few short words are far below the size that an automaton can have")
}
