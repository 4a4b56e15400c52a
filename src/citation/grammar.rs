//! Reads one citation: the points named before the article, the articles, their paragraphs and points. What a number means in an act
//! (« 22-1 », « 20-II », « 12-14 ») is not decided here, since the act is known only after: see `resolve`.
//!
//! Every function takes a place in the text and gives what it read with the place after it. Nothing looks ahead further than a few
//! tokens, and what failed is not read again from within, so the time is linear.

use std::ops::Range;

use crate::citation::lexer::{Kind, Text};
use crate::citation::words::{self, Count, Keyword};

/// One step below the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// A numbered paragraph, or a bare number.
    Paragraph(u32),
    /// A roman part of a law.
    Part(u8),
    /// « 7° ».
    Degree(u32),
    /// A lettered point, in lower case.
    Letter(u8),
    /// « point 11 ».
    Point(u32),
    /// A subparagraph by rank; 0 where the rank is not told (« dernier alinéa »).
    Alinea(u32),
    /// Deeper than any act's structure goes: « i) » under a point.
    Deeper,
}

impl Level {
    /// How deep it stands: a level replaces those of its own depth or deeper.
    fn depth(self) -> u8 {
        match self {
            Level::Part(_) => 0,
            Level::Paragraph(_) => 1,
            Level::Alinea(_) | Level::Degree(_) => 2,
            Level::Letter(_) | Level::Point(_) => 3,
            Level::Deeper => 4,
        }
    }
}

/// A subdivision: its levels, and where it is a range the last level of the range.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sub {
    pub path: Vec<Level>,
    pub to: Option<Level>,
    pub tokens: Range<usize>,
}

/// How an article or a point is joined to the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Join {
    /// Nothing stands between: the first one, « (4) (5) ».
    None,
    Comma,
    And,
    /// « , et ».
    CommaAnd,
    To,
}

impl Join {
    fn is_and(self) -> bool {
        matches!(self, Join::And | Join::CommaAnd)
    }
}

/// One article with what is named under it. « L. 34-5-1 » has the letter `L`, the number 34 and the tail 5, 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    pub letter: Option<char>,
    pub number: u32,
    /// « bis ».
    pub suffix: Option<String>,
    /// The numbers that follow with hyphens: part of the number, paragraphs or the end of a range, as the act has it.
    pub tail: Vec<u32>,
    pub subs: Vec<Sub>,
    pub join: Join,
    pub tokens: Range<usize>,
}

/// What a citation cites.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cited {
    Articles,
    Recitals,
    /// « du présent article ».
    ThisArticle,
    /// « du même article »: the last one cited.
    SameArticle,
    /// « paragraphes 1 à 4 » alone: of the article whose page it is, or of nothing.
    Bare,
}

/// A citation as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    pub cited: Cited,
    pub count: Count,
    /// Points named before the article, in the order of the text: each group stands under the next.
    pub before: Vec<Vec<Sub>>,
    pub items: Vec<Item>,
    pub tokens: Range<usize>,
}

/// A citation, or the token to go on from.
pub enum Reading {
    Citation(Citation),
    Nothing { resume: usize },
}

/// « 7° du III de l'article 20 » has two; no act has more than this.
const MAX_GROUPS: usize = 3;

/// « L. 123-4-5-6 » is as long as the numbers of codes get.
const MAX_TAIL: usize = 3;

/// No act has a fifth level under its articles.
const MAX_DEPTH: usize = 4;

/// The longest list of articles or points that is still a citation.
const MAX_LIST: usize = 200;

/// Reads a citation that starts at this token.
pub fn citation(text: &Text<'_>, at: usize) -> Reading {
    if let Some(citation) = articles(text, at).or_else(|| code_article(text, at)) {
        return Reading::Citation(citation);
    }
    match starts_points(text, at) {
        true => points_before(text, at),
        false => Reading::Nothing { resume: at + 1 },
    }
}

/// Whether the citation has no word « article » of its own, and so counts only with an act named after it (« L 34-5 CPCE »).
pub fn needs_act(text: &Text<'_>, citation: &Citation) -> bool {
    code_letter(text, citation.tokens.start).is_some()
}

/// Another article after a citation that has its act: « articles 5 du RGPD **et 82** de la loi ». Counts only with an act after it.
pub fn continued(text: &Text<'_>, at: usize, cited: Cited) -> Option<Citation> {
    let (_, start) = join(text, at).filter(|(join, _)| *join != Join::To)?;
    let start = skip(text, start, |text, at| matches!(text.keyword(at), Some(Keyword::Determiner)));
    let (items, end) = items(text, start, Count::Many)?;
    Some(Citation { cited, count: Count::Many, before: Vec::new(), items, tokens: start..end })
}

/// « articles 5-1-e), 13 et 14 », « considérant 75 ».
fn articles(text: &Text<'_>, at: usize) -> Option<Citation> {
    let (cited, count) = match text.keyword(at)? {
        Keyword::Article(count) => (Cited::Articles, count),
        Keyword::Recital(count) => (Cited::Recitals, count),
        _ => return None,
    };
    let (items, end) = items(text, skip_number_sign(text, skip_stop(text, at)), count)?;
    Some(Citation { cited, count, before: Vec::new(), items, tokens: at..end })
}

fn code_article(text: &Text<'_>, at: usize) -> Option<Citation> {
    code_letter(text, at)?;
    let (items, end) = items(text, at, Count::Either)?;
    let hyphenated = items.iter().all(|item| !item.tail.is_empty());
    let cited = Cited::Articles;
    hyphenated.then_some(Citation { cited, count: Count::Either, before: Vec::new(), items, tokens: at..end })
}

/// « aux 5 et 6 de l'article 83 », « points (a) and (b) of Article 6(1) », « paragraphe 1 du présent article ».
fn points_before(text: &Text<'_>, start: usize) -> Reading {
    let mut groups = Vec::new();
    let (mut at, mut resume) = (start, start + 1);
    while groups.len() < MAX_GROUPS {
        let Some((subs, end)) = subdivisions(text, at, Place::Before) else { break };
        groups.push(subs);
        resume = if groups.len() == 1 { end } else { resume };
        let Some(next) = tie(text, end) else {
            return if is_paragraph_word(text, at) {
                Reading::Citation(of_no_number(Cited::Bare, groups, start..end))
            } else {
                Reading::Nothing { resume }
            };
        };
        let article = skip(text, next, |text, at| text.keyword(at) == Some(Keyword::Pointer));
        if let Some(citation) = articles(text, article) {
            return Reading::Citation(Citation { before: groups, tokens: start..citation.tokens.end, ..citation });
        }
        if let Some(cited) = pointed_article(text, next, article) {
            return Reading::Citation(of_no_number(cited, groups, start..article + 1));
        }
        at = next;
    }
    Reading::Nothing { resume }
}

fn of_no_number(cited: Cited, before: Vec<Vec<Sub>>, tokens: Range<usize>) -> Citation {
    Citation { cited, count: Count::One, before, items: Vec::new(), tokens }
}

/// « présent article », "that Article", with the pointer at `pointer` and the word « article » at `article`.
fn pointed_article(text: &Text<'_>, pointer: usize, article: usize) -> Option<Cited> {
    if pointer == article || !matches!(text.keyword(article), Some(Keyword::Article(Count::One))) {
        return None;
    }
    match text.word(pointer) {
        "present" | "this" => Some(Cited::ThisArticle),
        _ => Some(Cited::SameArticle),
    }
}

fn is_paragraph_word(text: &Text<'_>, at: usize) -> bool {
    matches!(text.word(at), "paragraphe" | "paragraphes" | "paragraph" | "paragraphs")
}

/// Whether points could be named from here on. Bare numbers and letters need a word before them that calls for one.
fn starts_points(text: &Text<'_>, at: usize) -> bool {
    let called_for = at > 0 && words::BEFORE_BARE.contains(&text.word(at - 1));
    match text.kind(at) {
        Some(Kind::Word(Keyword::Paragraph(_) | Keyword::Point(_) | Keyword::Alinea(_) | Keyword::Ordinal(_))) => true,
        Some(Kind::Word(_)) => {
            roman(text, at).is_some() || letter(text, at).is_some() && (called_for || text.is_sign(at + 1, ')'))
        }
        Some(Kind::Number) => called_for || text.is_sign(at + 1, '°') || ordinal(text, at).is_some(),
        Some(Kind::Sign(sign)) => sign == '§' || sign == '(' && text.is_sign(at + 2, ')'),
        Some(Kind::NumberSign) | None => false,
    }
}

// Articles.

/// A list of articles: « 5-1-e), 13 et 14 », « 12 à 22 », « 20 et suivants ».
fn items(text: &Text<'_>, start: usize, count: Count) -> Option<(Vec<Item>, usize)> {
    let (first, mut at) = item(text, start, Join::None, count)?;
    let longest = if first.number > 999 { 5 } else { 3 };
    let mut items = vec![first];
    let mut closed = false;
    while items.len() < MAX_LIST {
        if let Some(end) = following(text, at) {
            return Some((items, end));
        }
        let Some((join, next)) = join(text, at) else { break };
        let Some((item, end)) = item(text, next, join, count) else { break };
        let sure = count == Count::Many && !(join == Join::Comma && closed);
        if item.letter.is_none() && text.word(next).len() > longest || !ends_well(text, end, sure) {
            break;
        }
        closed |= join.is_and();
        items.push(item);
        at = end;
    }
    Some((items, at))
}

/// « et suivants », "et seq.", "ff.".
fn following(text: &Text<'_>, at: usize) -> Option<usize> {
    let comma = if text.is_sign(at, ',') { at + 1 } else { at };
    let is_and = text.keyword(comma) == Some(Keyword::And);
    let word = if is_and { comma + 1 } else { at };
    let found =
        if is_and { words::FOLLOWING.contains(&text.word(word)) } else { matches!(text.word(word), "ff" | "sqq") };
    (found && !text.is_sign(word + 1, '\'')).then(|| match text.word(word) {
        "s" | "ss" | "seq" | "sq" | "sqq" | "ff" if text.is_sign(word + 1, '.') => word + 2,
        _ => word + 1,
    })
}

/// Whether a number that continues a list of articles is one: « 32 et 33 du RGPD », not « 32 et 33 000 euros ». Where the list is not
/// announced by a plural, a word that says nothing to us right after the number means that it counts something.
fn ends_well(text: &Text<'_>, at: usize, sure: bool) -> bool {
    match text.kind(at) {
        None => true,
        Some(Kind::Number | Kind::NumberSign) => false,
        Some(Kind::Sign(sign)) => !matches!(sign, '%' | '€' | '$' | '£' | '°' | '/'),
        Some(Kind::Word(keyword)) => match keyword {
            Keyword::Month | Keyword::Unit => false,
            Keyword::Tie
            | Keyword::And
            | Keyword::To
            | Keyword::Article(_)
            | Keyword::Recital(_)
            | Keyword::Neutral => true,
            _ => sure || is_capitals(text.typed(at)),
        },
    }
}

fn is_capitals(typed: &str) -> bool {
    typed.chars().nth(1).is_some() && typed.chars().all(char::is_uppercase)
}

/// « 32 », « 5-1-e) », « L. 34-5 », « 34 bis », « premier », with what is named under it.
fn item(text: &Text<'_>, start: usize, join: Join, count: Count) -> Option<(Item, usize)> {
    let (letter, number) = match code_letter(text, start) {
        Some((letter, number)) => (Some(letter), number),
        None => (None, start),
    };
    let (number, mut at) = article_number(text, number)?;
    let suffix = suffix(text, at);
    at = suffix.as_ref().map_or(at, |(_, end)| *end);
    let mut tail = Vec::new();
    while tail.len() < MAX_TAIL && text.is_sign(at, '-') && text.is_glued(at) && text.is_glued(at + 1) {
        let Some(number) = text.number(at + 1, 5).filter(|_| !text.is_sign(at + 2, '°')) else { break };
        tail.push(number);
        at += 2;
    }
    let (subs, end) = subdivisions(text, at, Place::After(count)).unwrap_or((Vec::new(), at));
    let suffix = suffix.map(|(suffix, _)| suffix);
    Some((Item { letter, number, suffix, tail, subs, join, tokens: start..end }, end))
}

/// « 32 », « 1er », « premier ».
fn article_number(text: &Text<'_>, at: usize) -> Option<(u32, usize)> {
    if text.word(at) == "premier" {
        return Some((1, at + 1));
    }
    let number = text.number(at, 5)?;
    let ending = matches!(text.word(at + 1), "er" | "st") && text.is_glued(at + 1);
    let end = if ending { at + 2 } else { at + 1 };
    (!text.is_sign(end, '/') && !text.is_sign(end, '°')).then_some((number, end))
}

fn suffix(text: &Text<'_>, at: usize) -> Option<(String, usize)> {
    let word = if text.is_sign(at, '-') { at + 1 } else { at };
    words::SUFFIXES.contains(&text.word(word)).then(|| (text.word(word).to_owned(), word + 1))
}

/// « L. », « R », « D. » before the number of an article of a code; gives the token of the number.
fn code_letter(text: &Text<'_>, at: usize) -> Option<(char, usize)> {
    let letter = match text.typed(at) {
        "L" => 'L',
        "R" => 'R',
        "D" => 'D',
        "A" => 'A',
        _ => return None,
    };
    let number = skip(text, at + 1, |text, at| text.is_sign(at, '.') || text.is_sign(at, '*'));
    (text.kind(number) == Some(Kind::Number)).then_some((letter, number))
}

// Paragraphs, parts and points.

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Before the word « article ».
    Before,
    /// After the number of an article, in a list announced so.
    After(Count),
}

/// What an announced list counts: « paragraphes 1, 2 et 3 ».
#[derive(Clone, Copy)]
struct List {
    counts: fn(u32) -> Level,
    many: bool,
    /// Whether « et » has announced the last one.
    closed: bool,
}

/// One level as it is written.
struct Step {
    level: Level,
    end: usize,
    /// Under whatever stands before it, whatever its depth: « -7 » in « 20-III-7 ».
    below: bool,
    list: Option<List>,
}

impl Step {
    fn of(level: Level, end: usize) -> Option<Step> {
        Some(Step { level, end, below: false, list: None })
    }
}

/// A list of subdivisions: « , paragraphe 3, points b), c) et d) », « (1)(a) », « -1-e) », « III ».
fn subdivisions(text: &Text<'_>, start: usize, place: Place) -> Option<(Vec<Sub>, usize)> {
    let mut subs: Vec<Sub> = Vec::new();
    let mut list = None;
    let mut at = start;
    while subs.len() < MAX_LIST && may_go_on(text, at) {
        let bare = step(text, at, Join::None, place, subs.last(), list).map(|step| (Join::None, at, step));
        let found = bare.or_else(|| {
            let (join, next) = join(text, at).filter(|_| !subs.is_empty() || place != Place::Before)?;
            step(text, next, join, place, subs.last(), list).map(|step| (join, next, step))
        });
        let Some((join, from, step)) = found else { break };
        list =
            step.list.or(list).map(|list| List { closed: join.is_and() || step.list.is_none() && list.closed, ..list });
        at = step.end;
        add(&mut subs, join, step, from);
    }
    (!subs.is_empty()).then_some((subs, at))
}

/// Whether a level, or what joins one, could stand here: most words end a citation, and this tells it at once.
fn may_go_on(text: &Text<'_>, at: usize) -> bool {
    match text.kind(at) {
        Some(Kind::Number | Kind::NumberSign) => true,
        Some(Kind::Sign(sign)) => matches!(sign, ',' | ';' | '(' | '-' | '.' | '§' | '&'),
        Some(Kind::Word(Keyword::Plain)) => text.typed(at).len() <= 6,
        Some(Kind::Word(keyword)) => !matches!(keyword, Keyword::Article(_) | Keyword::Recital(_)),
        None => false,
    }
}

/// Puts a level in its place: the end of a range, under the last subdivision, or beside it.
fn add(subs: &mut Vec<Sub>, join: Join, step: Step, from: usize) {
    let tokens = from..step.end;
    let Some(last) = subs.last_mut() else {
        return subs.push(Sub { path: vec![step.level], to: None, tokens });
    };
    if join == Join::To && last.to.is_none() {
        last.to = Some(step.level);
        last.tokens.end = step.end;
        return;
    }
    let mut path = last.path.clone();
    if !step.below {
        path.truncate(path.iter().take_while(|level| level.depth() < step.level.depth()).count());
    }
    path.push(step.level);
    let under = path.len() > last.path.len() && last.to.is_none();
    if under && matches!(join, Join::None | Join::Comma) {
        last.path = path;
        last.tokens.end = step.end;
    } else {
        subs.push(Sub { path, to: None, tokens });
    }
}

/// One level at this token. The forms are tried from the surest to the barest.
fn step(text: &Text<'_>, at: usize, join: Join, place: Place, last: Option<&Sub>, list: Option<List>) -> Option<Step> {
    glued(text, at, join, place, last)
        .or_else(|| announced(text, at, join))
        .or_else(|| ordinal(text, skip_articles(text, at, join)).and_then(|(level, end)| Step::of(level, end)))
        .or_else(|| bracketed(text, at, join, last).filter(|_| join == Join::None || last.is_some()))
        .or_else(|| lettered(text, at))
        .or_else(|| degree(text, skip_articles(text, at, join)).and_then(|(level, end)| Step::of(level, end)))
        .or_else(|| part(text, at, join, place, last))
        .or_else(|| listed(text, at, join, place, last, list))
}

/// « -III », « .1 », « -e) », without white space.
fn glued(text: &Text<'_>, at: usize, join: Join, place: Place, last: Option<&Sub>) -> Option<Step> {
    let sign = text.is_sign(at, '-') || text.is_sign(at, '.');
    let follows = match last {
        Some(last) => last.path.len() < MAX_DEPTH,
        None => place != Place::Before,
    };
    if join != Join::None || !sign || !follows || !text.is_glued(at) || !text.is_glued(at + 1) {
        return None;
    }
    let next = at + 1;
    if let Some((level, end)) = degree(text, next) {
        return Some(Step { level, end, below: true, list: None });
    }
    let level = match (text.number(next, 3), roman(text, next), letter(text, next)) {
        (Some(number), _, _) => Level::Paragraph(number),
        (None, Some(part), _) => Level::Part(part),
        (None, None, Some(letter)) => Level::Letter(letter),
        (None, None, None) => return None,
    };
    let lettered = matches!(level, Level::Letter(_));
    let end = if lettered { skip_bracket(text, next + 1) } else { next + 1 };
    Some(Step { level, end, below: !lettered, list: None })
}

/// « paragraphe 4 », « § 4 », « points a) », « alinéa f) », « n° 11 ».
fn announced(text: &Text<'_>, at: usize, join: Join) -> Option<Step> {
    let at = skip_articles(text, at, join);
    let (counts, count): (fn(u32) -> Level, Count) = match text.kind(at)? {
        Kind::Word(Keyword::Paragraph(count)) => (Level::Paragraph, count),
        Kind::Word(Keyword::Point(count)) => (Level::Point, count),
        Kind::Word(Keyword::Alinea(count)) => (Level::Alinea, count),
        Kind::Sign('§') => (Level::Paragraph, if text.is_sign(at + 1, '§') { Count::Many } else { Count::Either }),
        Kind::NumberSign if join != Join::And => (Level::Point, Count::One),
        _ => return None,
    };
    let next = skip(text, skip_stop(text, at), |text, at| text.is_sign(at, '§'));
    let next = skip_number_sign(text, next);
    if text.word(at) == "par" && !text.is_sign(at + 1, '.') {
        return None;
    }
    let (level, end) = announced_value(text, next, counts)?;
    Some(Step { level, end, below: false, list: Some(List { counts, many: count != Count::One, closed: false }) })
}

fn announced_value(text: &Text<'_>, at: usize, counts: fn(u32) -> Level) -> Option<(Level, usize)> {
    if let Some(step) = bracketed(text, at, Join::None, None).or_else(|| lettered(text, at)) {
        let level = if let Level::Paragraph(number) = step.level { counts(number) } else { step.level };
        return Some((level, step.end));
    }
    if let Some(found) = degree(text, at) {
        return Some(found);
    }
    if let Some(number) = text.number(at, 3) {
        let ending = text.is_glued(at + 1) && words::ORDINAL_ENDINGS.contains(&text.word(at + 1));
        return Some((counts(number), skip_bracket(text, if ending { at + 2 } else { at + 1 })));
    }
    match (text.keyword(at)?, roman(text, at), letter(text, at)) {
        (Keyword::Ordinal(rank), _, _) => Some((counts(rank), at + 1)),
        (_, Some(part), _) => Some((Level::Part(part), at + 1)),
        (_, None, Some(letter)) if !text.is_sign(at + 1, '\'') => Some((Level::Letter(letter), at + 1)),
        _ => None,
    }
}

/// « deuxième alinéa », « 1er alinéa », « premier et troisième alinéas », "first subparagraph".
fn ordinal(text: &Text<'_>, start: usize) -> Option<(Level, usize)> {
    let (rank, end) = rank(text, start)?;
    let mut at = end;
    for _ in 0..MAX_ORDINALS {
        let level = match text.kind(at)? {
            Kind::Word(Keyword::Alinea(_)) => Level::Alinea(rank),
            Kind::Word(Keyword::Paragraph(_)) => Level::Paragraph(rank),
            Kind::Word(Keyword::And | Keyword::Tie | Keyword::Determiner | Keyword::Ordinal(_)) | Kind::Sign(',') => {
                at += 1;
                continue;
            }
            _ => return None,
        };
        return Some((level, if at == end { at + 1 } else { end }));
    }
    None
}

/// « premier, deuxième et troisième alinéas » and a little more.
const MAX_ORDINALS: usize = 8;

fn rank(text: &Text<'_>, at: usize) -> Option<(u32, usize)> {
    if let Some(Keyword::Ordinal(rank)) = text.keyword(at) {
        return Some((rank, at + 1));
    }
    let number = text.number(at, 2)?;
    (text.is_glued(at + 1) && words::ORDINAL_ENDINGS.contains(&text.word(at + 1))).then_some((number, at + 2))
}

/// « (1) », « (a) », « (III) ».
fn bracketed(text: &Text<'_>, at: usize, join: Join, last: Option<&Sub>) -> Option<Step> {
    if !text.is_sign(at, '(') || !text.is_sign(at + 2, ')') {
        return None;
    }
    if let Some(number) = text.number(at + 1, 3) {
        return Step::of(Level::Paragraph(number), at + 3);
    }
    let under_letter = join == Join::None && matches!(last.and_then(|sub| sub.path.last()), Some(Level::Letter(_)));
    let small_roman = text.word(at + 1).bytes().all(|b| matches!(b, b'i' | b'v' | b'x'));
    let level = match (roman(text, at + 1), letter(text, at + 1)) {
        (_, _) if under_letter && small_roman => Level::Deeper,
        (Some(part), _) => Level::Part(part),
        (None, Some(letter)) => Level::Letter(letter),
        (None, None) => return None,
    };
    Step::of(level, at + 3)
}

/// « a) ».
fn lettered(text: &Text<'_>, at: usize) -> Option<Step> {
    let letter = letter(text, at)?;
    (text.is_sign(at + 1, ')') && text.is_glued(at + 1)).then(|| Step::of(Level::Letter(letter), at + 2))?
}

/// « 7° ».
fn degree(text: &Text<'_>, at: usize) -> Option<(Level, usize)> {
    let number = text.number(at, 2)?;
    text.is_sign(at + 1, '°').then_some((Level::Degree(number), at + 2))
}

/// « III », where a word does not follow that would make « I » the English pronoun.
fn part(text: &Text<'_>, at: usize, join: Join, place: Place, last: Option<&Sub>) -> Option<Step> {
    let at = if join == Join::None { at } else { skip_articles(text, at, join) };
    let part = roman(text, at)?;
    let after_part = matches!(last.and_then(|sub| sub.path.first()), Some(Level::Part(_)));
    let fits = match join {
        Join::None => place != Place::Before || last.is_none(),
        Join::Comma => true,
        Join::And | Join::CommaAnd | Join::To => after_part,
    };
    let pronoun = match text.kind(at + 1) {
        Some(Kind::Word(keyword)) => matches!(keyword, Keyword::Plain | Keyword::Unit | Keyword::Month),
        Some(Kind::Number) => !text.is_sign(at + 2, '°'),
        Some(Kind::Sign(sign)) => sign == '\'',
        Some(Kind::NumberSign) | None => false,
    };
    (fits && !(pronoun && text.word(at).len() == 1)).then(|| Step::of(Level::Part(part), at + 1))?
}

/// A bare number or letter in an announced list: the 4 of « paragraphes 1 et 4 », the b of « points a et b ».
fn listed(
    text: &Text<'_>,
    at: usize,
    join: Join,
    place: Place,
    last: Option<&Sub>,
    list: Option<List>,
) -> Option<Step> {
    let first = place == Place::Before && last.is_none() && join == Join::None;
    let bare = List { counts: Level::Paragraph, many: true, closed: false };
    let list = if first || place == Place::Before && list.is_none() { bare } else { list? };
    let open = match join {
        Join::None => first,
        Join::Comma => list.many && !list.closed,
        Join::And | Join::To => list.many || place != Place::After(Count::Many),
        Join::CommaAnd => list.many && !(list.closed && place == Place::After(Count::Many)),
    };
    let fresh = first.then_some(bare);
    let at = skip_articles(text, at, join);
    if let Some(letter) = letter(text, at).filter(|_| !text.is_sign(at + 1, '\'')) {
        let after_letter = matches!(last.and_then(|sub| sub.path.last()), Some(Level::Letter(_)));
        let fits = first || after_letter && join != Join::None;
        return fits.then_some(Step { level: Level::Letter(letter), end: at + 1, below: false, list: fresh });
    }
    let number = text.number(at, if place == Place::Before && first { 2 } else { 3 })?;
    let counted =
        matches!(last.and_then(|sub| sub.path.last()), Some(Level::Letter(_) | Level::Part(_) | Level::Degree(_)));
    let sure = list.many;
    (open && !counted && ends_well(text, at + 1, sure || place == Place::Before)).then(|| Step {
        level: (list.counts)(number),
        end: at + 1,
        below: false,
        list: fresh,
    })
}

// Small words and signs.

/// A comma, « et », « à », a hyphen that stands free.
fn join(text: &Text<'_>, at: usize) -> Option<(Join, usize)> {
    let comma = text.is_sign(at, ',') || text.is_sign(at, ';');
    if let Some(end) = conjunction(text, if comma { at + 1 } else { at }) {
        return Some((if comma { Join::CommaAnd } else { Join::And }, end));
    }
    if comma {
        return Some((Join::Comma, at + 1));
    }
    let to = text.keyword(at) == Some(Keyword::To) || text.is_sign(at, '-');
    let au = text.word(at) == "au" && text.is_sign(at + 2, '°');
    (to || au).then_some((Join::To, at + 1))
}

/// « et », « ou », « et/ou », « ainsi que », "as well as".
fn conjunction(text: &Text<'_>, at: usize) -> Option<usize> {
    match (text.word(at), text.word(at + 1), text.word(at + 2)) {
        ("et" | "and", "/", "ou" | "or") => Some(at + 3),
        ("as", "well", "as") => Some(at + 3),
        ("ainsi", "que" | "qu", _) => Some(at + 2),
        ("&", _, _) => Some(at + 1),
        _ => (text.keyword(at) == Some(Keyword::And)).then_some(at + 1),
    }
}

/// « de l' », « du », "of the".
fn tie(text: &Text<'_>, at: usize) -> Option<usize> {
    let at = if text.is_sign(at, ',') { at + 1 } else { at };
    if text.keyword(at) != Some(Keyword::Tie) && text.word(at) != "dudit" {
        return None;
    }
    Some(skip(text, at + 1, |text, at| text.keyword(at) == Some(Keyword::Determiner) || text.is_sign(at, '\'')))
}

/// Goes past at most three tokens of a kind.
fn skip(text: &Text<'_>, at: usize, skipped: fn(&Text<'_>, usize) -> bool) -> usize {
    (at..at + 3).find(|at| !skipped(text, *at)).unwrap_or(at + 3)
}

/// Past « du », « aux », « the » in a list of points: « du paragraphe 1 et du paragraphe 2 ».
fn skip_articles(text: &Text<'_>, at: usize, join: Join) -> usize {
    let skipped = |text: &Text<'_>, at: usize| {
        matches!(text.keyword(at), Some(Keyword::Tie | Keyword::Determiner))
            && text.typed(at) != "D"
            && text.typed(at) != "L"
            || matches!(text.word(at), "au" | "aux" | "'")
    };
    if join == Join::None { at } else { skip(text, at, skipped) }
}

/// Past a word and its full stop, if it is an abbreviation.
fn skip_stop(text: &Text<'_>, at: usize) -> usize {
    let stop = words::ABBREVIATIONS.contains(&text.word(at)) && text.is_sign(at + 1, '.');
    if stop { at + 2 } else { at + 1 }
}

fn skip_number_sign(text: &Text<'_>, at: usize) -> usize {
    if text.kind(at) == Some(Kind::NumberSign) { at + 1 } else { at }
}

fn skip_bracket(text: &Text<'_>, at: usize) -> usize {
    if text.is_sign(at, ')') && text.is_glued(at) { at + 1 } else { at }
}

/// A single unaccented letter (« à » is none).
fn letter(text: &Text<'_>, at: usize) -> Option<u8> {
    match text.typed(at).as_bytes() {
        [letter] if letter.is_ascii_alphabetic() => Some(letter.to_ascii_lowercase()),
        _ => None,
    }
}

/// A roman number in capitals, up to XXXIX.
fn roman(text: &Text<'_>, at: usize) -> Option<u8> {
    let typed = text.typed(at);
    let units = typed.trim_start_matches('X');
    let (tens, units) = (typed.len() - units.len(), UNITS.iter().position(|unit| *unit == units)?);
    (!typed.is_empty() && tens <= 3).then_some((tens * 10 + units) as u8)
}

const UNITS: [&str; 10] = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];

/// The roman number of a part, in capitals.
pub fn roman_numeral(number: u8) -> String {
    format!("{}{}", "X".repeat(usize::from(number / 10)), UNITS[usize::from(number % 10)])
}
