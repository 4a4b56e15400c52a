//! Which act a citation belongs to: the one named right after it, however it is tied to it (« du RGPD », "of the GDPR", « (loi n° 78-17) »).
//! An act that the book does not know is still an act: nothing of it may be taken for another's.

use std::sync::Arc;

use crate::citation::lexer::{Kind, Text};
use crate::citation::names::{Mention, Names};
use crate::citation::words::{self, Keyword};
use crate::model::act::Act;

/// An act that a text names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// One of the list of acts.
    Act(usize),
    /// « du décret n° 99-199 »: an act that no file describes.
    Unknown,
}

/// What follows a citation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum After {
    Act {
        bound: Bound,
        end: usize,
    },
    /// A contract, a deliberation: what was cited is no law.
    Private,
    Nothing,
}

/// The acts of the book, as far as their names matter.
pub struct Known {
    pub names: Names,
    /// For each act whether it is only a name, and the nouns it goes by: « loi », "act".
    acts: Vec<(bool, Vec<String>)>,
}

impl Known {
    pub fn of(acts: &[Arc<Act>]) -> Known {
        Known { names: Names::of(acts), acts: acts.iter().map(|act| (act.name_only, nouns_of(act))).collect() }
    }

    fn goes_by(&self, bound: Option<Bound>, noun: &str) -> bool {
        match bound {
            Some(Bound::Act(act)) => self.acts[act].1.iter().any(|known| known == noun),
            Some(Bound::Unknown) | None => false,
        }
    }
}

fn nouns_of(act: &Act) -> Vec<String> {
    let mut nouns = Vec::new();
    for name in &act.names {
        let text = Text::read(name);
        nouns.extend((0..text.len()).filter(|at| is_act_noun(&text, *at)).map(|at| text.word(at).to_owned()));
    }
    nouns.sort();
    nouns.dedup();
    nouns
}

/// The act that a text names at this token, citation or not: a known name, or the number or date of an unknown one.
pub fn mention(text: &Text<'_>, known: &Known, at: usize) -> Option<(Bound, usize)> {
    if let Some(mention) = known.names.at(text, at)
        && let Some(act) = mention.strong()
    {
        let alien = is_alien(text, mention.end) || at > 0 && is_alien(text, at - 1);
        return Some((if alien { Bound::Unknown } else { Bound::Act(act) }, mention.end));
    }
    numbered_act(text, at).map(|end| (Bound::Unknown, end))
}

/// What is named right after a citation that ends at `at`. `last` is the last act named before.
pub fn after(text: &Text<'_>, known: &Known, at: usize, last: Option<Bound>) -> After {
    let at = if text.keyword(at) == Some(Keyword::Neutral) { at + 1 } else { at };
    if text.is_sign(at, '(') || text.is_sign(at, '[') {
        return in_brackets(text, known, at, last);
    }
    let comma = text.is_sign(at, ',');
    if !comma && let Some((bound, end)) = mention(text, known, skip_quote(text, at)) {
        return After::Act { bound, end: skip_closing_quote(text, end) };
    }
    tied(text, known, if comma { at + 1 } else { at }, last)
}

/// « (loi Informatique et Libertés) », « [du code civil] », or an aside before the act: « (sécurité) du RGPD ».
fn in_brackets(text: &Text<'_>, known: &Known, open: usize, last: Option<Bound>) -> After {
    let inside = match mention(text, known, skip_quote(text, open + 1)) {
        Some((bound, end)) => After::Act { bound, end },
        None => tied(text, known, open + 1, last),
    };
    if let After::Act { bound, end } = inside {
        let closed = text.is_sign(end, ')') || text.is_sign(end, ']');
        return After::Act { bound, end: if closed { end + 1 } else { end } };
    }
    match (open + 1..open + MAX_ASIDE).find(|at| text.is_sign(*at, ')') || text.is_sign(*at, ']')) {
        Some(close) => tied(text, known, close + 1, last),
        None => After::Nothing,
    }
}

/// The longest aside, in tokens, that may stand between a citation and its act.
const MAX_ASIDE: usize = 12;

/// « du RGPD », « de la loi n° 78-17 », "of the Swiss Act".
fn tied(text: &Text<'_>, known: &Known, start: usize, last: Option<Bound>) -> After {
    if text.keyword(start) != Some(Keyword::Tie) && text.word(start) != "dudit" {
        return After::Nothing;
    }
    let english = text.word(start) == "of";
    let (mut alien, mut pointer) = (false, text.word(start) == "dudit");
    for at in start + 1..start + MAX_BETWEEN {
        let noun = Noun { at, last, pointer, alien };
        if text.keyword(at) == Some(Keyword::Private) && mention(text, known, at).is_none() {
            return After::Private;
        }
        if let Some(mention) = known.names.at(text, at) {
            return noun.mentioned(text, known, &mention);
        }
        match text.kind(at) {
            Some(Kind::Sign('\'' | '"') | Kind::Word(Keyword::Determiner | Keyword::Tie | Keyword::Neutral)) => {}
            Some(Kind::Word(Keyword::Pointer)) => pointer = true,
            Some(Kind::Word(Keyword::Act)) => return noun.unknown(text, known),
            Some(Kind::Word(Keyword::Alien)) => alien = true,
            Some(Kind::Word(Keyword::Plain)) if english && text.typed(at).contains(char::is_uppercase) => alien = true,
            _ => return After::Nothing,
        }
    }
    After::Nothing
}

/// "of the amended Swiss Federal Data Protection Act": how many tokens may stand before the noun.
const MAX_BETWEEN: usize = 9;

/// The noun of an act tied to a citation, and what was said before it.
struct Noun {
    at: usize,
    last: Option<Bound>,
    /// « du même règlement », "of that Act".
    pointer: bool,
    /// Another country's, or of a name that we do not know.
    alien: bool,
}

impl Noun {
    fn mentioned(&self, text: &Text<'_>, known: &Known, mention: &Mention) -> After {
        let end = mention.end;
        if let Some(act) = mention.strong() {
            let bound = if self.alien || is_alien(text, end) { Bound::Unknown } else { Bound::Act(act) };
            return After::Act { bound, end: skip_closing_quote(text, end) };
        }
        if self.alien || !stands_alone(text, end) {
            return After::Act { bound: Bound::Unknown, end: numbered_act(text, self.at).unwrap_or(end) };
        }
        let acts = || mention.names.iter().map(|name| name.act);
        let held = acts().find(|act| !known.acts[*act].0);
        let same = acts().any(|act| self.last == Some(Bound::Act(act)));
        let spoken_of = end == self.at + 1 && known.goes_by(self.last, text.word(self.at));
        let back = same || spoken_of && (self.pointer || held.is_none());
        let bound = match (back, held.or_else(|| acts().next())) {
            (true, _) => self.last.unwrap_or(Bound::Unknown),
            (false, Some(act)) => Bound::Act(act),
            (false, None) => Bound::Unknown,
        };
        After::Act { bound, end }
    }

    /// « du code », "of the Act": the act spoken of if it goes by that noun, else one that we do not know.
    fn unknown(&self, text: &Text<'_>, known: &Known) -> After {
        let end = numbered_act(text, self.at).unwrap_or(self.at + 1);
        let back = !self.alien && stands_alone(text, self.at + 1) && known.goes_by(self.last, text.word(self.at));
        let bound = if back { self.last } else { None };
        After::Act { bound: bound.unwrap_or(Bound::Unknown), end }
    }
}

/// « décret n° 99-199 », « règlement (UE) 2021/1119 », « loi du 29 juillet 1881 », "Law of July 29, 1881".
fn numbered_act(text: &Text<'_>, start: usize) -> Option<usize> {
    if !is_act_noun(text, start) {
        return None;
    }
    let union = bracketed_union(text, start + 1).unwrap_or(start + 1);
    let sign = text.kind(union) == Some(Kind::NumberSign);
    let at = if sign { union + 1 } else { union };
    if text.kind(at) == Some(Kind::Number) {
        return numbered(text, at, sign);
    }
    dated(text, start + 1)
}

fn bracketed_union(text: &Text<'_>, at: usize) -> Option<usize> {
    let is_union = |at| words::UNIONS.contains(&text.word(at));
    match text.is_sign(at, '(') {
        true => (is_union(at + 1) && text.is_sign(at + 2, ')')).then_some(at + 3),
        false => is_union(at).then_some(at + 1),
    }
}

/// « 2016/679 », « 78-17 », « 2002/58/CE »; one number alone only after « n° ».
fn numbered(text: &Text<'_>, at: usize, sign: bool) -> Option<usize> {
    let linked =
        |at: usize| (text.is_sign(at, '/') || text.is_sign(at, '-')) && text.is_glued(at) && text.is_glued(at + 1);
    if !linked(at + 1) || text.kind(at + 2) != Some(Kind::Number) {
        return sign.then_some(at + 1);
    }
    let union = linked(at + 3) && words::UNIONS.contains(&text.word(at + 4));
    Some(if union { at + 5 } else { at + 3 })
}

/// « du 29 juillet 1881 », "of July 29, 1881", "of 29 July 1881".
fn dated(text: &Text<'_>, tie: usize) -> Option<usize> {
    if !matches!(text.word(tie), "du" | "of") {
        return None;
    }
    let is_month = |at| text.keyword(at) == Some(Keyword::Month);
    let day = |at: usize| if matches!(text.word(at + 1), "er" | "st" | "nd" | "rd" | "th") { at + 2 } else { at + 1 };
    let after_day = text.number(tie + 1, 2).map(|_| day(tie + 1));
    let end = match after_day {
        Some(month) if is_month(month) => month + 1,
        Some(_) => return None,
        None if is_month(tie + 1) && text.number(tie + 2, 2).is_some() => {
            let end = day(tie + 2);
            if text.is_sign(end, ',') && text.kind(end + 1) == Some(Kind::Number) { end + 1 } else { end }
        }
        None => return None,
    };
    Some(if text.number(end, 4).is_some() { end + 1 } else { end })
}

/// Whether nothing after a generic name makes it the name of another act.
fn stands_alone(text: &Text<'_>, end: usize) -> bool {
    match text.kind(end) {
        None => true,
        Some(Kind::Number | Kind::NumberSign) => false,
        Some(Kind::Sign(_)) => bracketed_union(text, end).is_none(),
        Some(Kind::Word(keyword)) => {
            keyword != Keyword::Alien
                && !words::UNIONS.contains(&text.word(end))
                && (!words::COMPLEMENTS.contains(&text.word(end)))
        }
    }
}

fn is_alien(text: &Text<'_>, at: usize) -> bool {
    text.keyword(at) == Some(Keyword::Alien)
}

fn is_act_noun(text: &Text<'_>, at: usize) -> bool {
    text.keyword(at) == Some(Keyword::Act)
}

fn skip_quote(text: &Text<'_>, at: usize) -> usize {
    if text.is_sign(at, '"') { at + 1 } else { at }
}

fn skip_closing_quote(text: &Text<'_>, at: usize) -> usize {
    let closing = matches!(text.typed(at), "»" | "”" | "›") || text.is_sign(at, '"') && text.is_glued(at);
    if closing { at + 1 } else { at }
}
