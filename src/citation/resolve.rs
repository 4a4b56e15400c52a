//! What a citation means in an act: « 22-1 » is an article of a law, « 5-1 » article 5, paragraph 1 of a regulation, « 12-14 » a range.
//! Gives the provisions with whether they exist. Does not know how a text names an act.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use crate::citation::grammar::{Citation, Cited, Item, Join, Level, Sub, roman_numeral};
use crate::citation::words::Count;
use crate::model::act::{Act, Existence, Numbering};
use crate::model::value::{Date, ProvisionId};

/// What a part of a text links to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    Provision(ProvisionId),
    /// A decision's id.
    Decision(String),
}

/// One clickable piece of a citation.
#[derive(Clone, Debug)]
pub struct Piece {
    pub tokens: Range<usize>,
    /// What it links to, without what cannot exist. Shared, since a text may name the same range many times.
    pub targets: Arc<[Target]>,
    /// What the act does not have, or had on other days.
    pub wrong: Option<(ProvisionId, Existence)>,
}

/// An act on a day, with what was already looked up in it.
pub struct Resolver<'a> {
    pub act: &'a Act,
    pub day: Date,
    known: HashMap<ProvisionId, Existence>,
    ranges: HashMap<(u32, u32), Piece>,
}

/// How many points named before (or after) are combined with each article. « a) et b) des paragraphes 1 et 2 » has two by two; no citation
/// comes near this bound, which keeps hostile text from multiplying.
const MAX_COMBINED: usize = 16;

impl<'a> Resolver<'a> {
    pub fn new(act: &'a Act, day: Date) -> Resolver<'a> {
        Resolver { act, day, known: HashMap::new(), ranges: HashMap::new() }
    }

    /// The pieces of a citation of articles or recitals. `comma` says that a comma closes it: « l'article 4, 11, du Règlement ».
    pub fn pieces(&mut self, citation: &Citation, comma: bool) -> Vec<Piece> {
        if citation.cited == Cited::Recitals {
            return self.recitals(&citation.items);
        }
        if let Some(pieces) = self.definitions(citation, comma) {
            return pieces;
        }
        let mut pieces = Vec::new();
        let mut at = 0;
        while at < citation.items.len() {
            let item = &citation.items[at];
            let end = citation.items.get(at + 1).filter(|next| next.join == Join::To);
            let pointed = at == 0 || citation.count == Count::Many;
            let before = if pointed { citation.before.as_slice() } else { &[] };
            match end {
                Some(end) => pieces.push(self.range(item, end)),
                None => self.item(item, before, citation, &mut pieces),
            }
            at += if end.is_some() { 2 } else { 1 };
        }
        pieces
    }

    /// The pieces of points of an article that is named elsewhere: « paragraphe 1 du présent article ».
    pub fn pieces_under(&mut self, article: &ProvisionId, citation: &Citation) -> Vec<Piece> {
        let levels: Vec<String> = article.levels().map(str::to_owned).collect();
        let place = ArticlePlace { levels, prefix: Vec::new() };
        self.points(&place, &citation.before, citation.tokens.end)
    }

    // Articles.

    fn item(&mut self, item: &Item, before: &[Vec<Sub>], citation: &Citation, pieces: &mut Vec<Piece>) {
        let place = match self.place(item, citation.count) {
            Place::Article(place) => place,
            Place::Range(from, to) => {
                return pieces.push(self.articles_between(from, to, item.tokens.clone()));
            }
        };
        if before.is_empty() {
            return self.item_alone(item, &place, pieces);
        }
        let combined = combine(&item.subs, before);
        if citation.items.len() > 1 || item.subs.len() > 1 {
            let start = if item.join == Join::None { citation.tokens.start } else { item.tokens.start };
            let provisions = combined.iter().take(MAX_COMBINED).flat_map(|sub| self.provisions(&place, sub)).collect();
            return pieces.push(self.piece(start..item.tokens.end, provisions));
        }
        let under = item.subs.first().map(|sub| sub.path.clone()).unwrap_or_default();
        let place = ArticlePlace { prefix: [place.prefix.clone(), under].concat(), ..place };
        pieces.extend(self.points(&place, before, item.tokens.end));
    }

    fn item_alone(&mut self, item: &Item, place: &ArticlePlace, pieces: &mut Vec<Piece>) {
        if item.subs.is_empty() {
            let provisions = vec![self.id(place, &[])];
            return pieces.push(self.piece(item.tokens.clone(), provisions));
        }
        for (rank, sub) in item.subs.iter().enumerate() {
            let provisions = self.provisions(place, sub);
            let start = if rank == 0 { item.tokens.start } else { sub.tokens.start };
            pieces.push(self.piece(start..sub.tokens.end, provisions));
        }
    }

    /// One piece for each point named before the article; the last goes on to the end of the citation.
    fn points(&mut self, place: &ArticlePlace, before: &[Vec<Sub>], end: usize) -> Vec<Piece> {
        let Some((inner, outer)) = before.split_first() else { return Vec::new() };
        let outer = combine(&[], outer);
        let mut pieces = Vec::new();
        for (rank, sub) in inner.iter().enumerate() {
            let mut provisions = Vec::new();
            for above in outer.iter().take(MAX_COMBINED) {
                let path = [above.path.as_slice(), &sub.path].concat();
                provisions.extend(self.provisions(place, &Sub { path, ..sub.clone() }));
            }
            let end = if rank + 1 == inner.len() { end } else { sub.tokens.end };
            pieces.push(self.piece(sub.tokens.start..end, provisions));
        }
        pieces
    }

    fn range(&mut self, from: &Item, to: &Item) -> Piece {
        let tokens = from.tokens.start..to.tokens.end;
        let bare = |item: &Item| {
            item.subs.is_empty() && item.tail.is_empty() && item.letter.is_none() && item.suffix.is_none()
        };
        if bare(from) && bare(to) && from.number < to.number {
            return self.articles_between(from.number, to.number, tokens);
        }
        let mut provisions = Vec::new();
        for item in [from, to] {
            if let Place::Article(place) = self.place(item, Count::One) {
                match item.subs.last() {
                    Some(sub) => provisions.extend(self.provisions(&place, sub)),
                    None => provisions.push(self.id(&place, &[])),
                }
            }
        }
        self.piece(tokens, provisions)
    }

    /// The articles from one number to another: both ends, and between them those that the act has on that day.
    fn articles_between(&mut self, from: u32, to: u32, tokens: Range<usize>) -> Piece {
        if let Some(piece) = self.ranges.get(&(from, to)) {
            return Piece { tokens, ..piece.clone() };
        }
        let (first, last) = (self.article(&from.to_string()), self.article(&to.to_string()));
        let rows = self.act.articles.iter().filter(|row| row.days.contains(self.day));
        let mut articles: Vec<ProvisionId> = rows
            .map(|row| self.article(&row.article))
            .filter(|article| first < *article && *article < last)
            .chain([first.clone(), last.clone()])
            .collect();
        articles.sort();
        articles.dedup();
        let piece = self.piece(tokens, articles);
        self.ranges.insert((from, to), piece.clone());
        piece
    }

    fn article(&self, number: &str) -> ProvisionId {
        ProvisionId::new(&self.act.id, [number])
    }

    /// Where an article's number leads by the numbering of the act.
    fn place(&mut self, item: &Item, count: Count) -> Place {
        let number = item.number.to_string();
        let hyphenated = || item.tail.iter().fold(number.clone(), |all, part| format!("{all}-{part}"));
        if let [to] = item.tail[..]
            && self.is_range(item, to, count)
        {
            return Place::Range(item.number, to);
        }
        let (mut article, mut prefix) = (number.clone(), Vec::new());
        match self.act.numbering {
            Numbering::Eu => prefix.extend(item.tail.iter().map(|number| Level::Paragraph(*number))),
            Numbering::Law => article = hyphenated(),
            Numbering::Code if item.letter.is_some() => article = hyphenated(),
            Numbering::Code => article = self.code_number(hyphenated()),
        }
        if let Some(suffix) = &item.suffix {
            article = format!("{article}-{suffix}");
        }
        if let Some(letter) = item.letter {
            article = format!("{letter}{article}");
        }
        Place::Article(ArticlePlace { levels: vec![article], prefix })
    }

    fn is_range(&mut self, item: &Item, to: u32, count: Count) -> bool {
        let plain = item.subs.is_empty() && item.letter.is_none() && item.suffix.is_none() && item.number < to;
        plain
            && match self.act.numbering {
                Numbering::Eu => self.is_eu_range(item.number, to, count),
                Numbering::Law => self.is_law_range(item.number, to, count),
                Numbering::Code => false,
            }
    }

    /// « articles 12-14 » against « article 5-1 »: a plural without a letter is a range; otherwise only where no such paragraph exists.
    fn is_eu_range(&mut self, from: u32, to: u32, count: Count) -> bool {
        count == Count::Many || self.exists(&[to]) && !self.exists(&[from, to])
    }

    /// « articles 20-22 » against « article 22-1 »: a range only where both ends are articles and the whole is none.
    fn is_law_range(&self, from: u32, to: u32, count: Count) -> bool {
        let listed = |number: &str| self.act.articles.iter().any(|row| row.article == number);
        let ends = listed(&from.to_string()) && listed(&to.to_string());
        count == Count::Many && ends && !listed(&format!("{from}-{to}"))
    }

    /// « article 34-5 CPCE » means L. 34-5 where that is the one the act has.
    fn code_number(&self, number: String) -> String {
        let listed = |number: &str| self.act.articles.iter().any(|row| row.article == number);
        let lettered = format!("L{number}");
        if !listed(&number) && listed(&lettered) { lettered } else { number }
    }

    fn exists(&mut self, levels: &[u32]) -> bool {
        let levels: Vec<String> = levels.iter().map(u32::to_string).collect();
        let id = ProvisionId::new(&self.act.id, levels.iter().map(String::as_str));
        self.existence(&id) == Existence::Exists
    }

    /// « l'article 4, 11, du Règlement »: the numbers are definitions of article 4, not articles.
    fn definitions(&mut self, citation: &Citation, comma: bool) -> Option<Vec<Piece>> {
        let (first, rest) = citation.items.split_first()?;
        let plain = |item: &Item| {
            item.subs.is_empty() && item.tail.is_empty() && item.letter.is_none() && item.suffix.is_none()
        };
        let single = citation.count != Count::Many && self.act.numbering == Numbering::Eu && citation.before.is_empty();
        let second = rest.first().filter(|second| second.join == Join::Comma)?;
        if !single || !plain(first) || !rest.iter().all(|item| plain(item) && item.join != Join::To) {
            return None;
        }
        let definitions = self.act.article_on(&first.number.to_string(), self.day).is_some_and(|row| row.numbers > 0);
        let closed = comma && rest.len() == 1;
        if !(definitions || closed) || !rest.iter().all(|item| self.exists(&[first.number, item.number])) {
            return None;
        }
        let place = ArticlePlace { levels: vec![first.number.to_string()], prefix: Vec::new() };
        let mut pieces = Vec::new();
        for item in rest {
            let start = if std::ptr::eq(item, second) { first.tokens.start } else { item.tokens.start };
            let provisions = vec![self.id(&place, &[Level::Point(item.number)])];
            pieces.push(self.piece(start..item.tokens.end, provisions));
        }
        Some(pieces)
    }

    fn recitals(&mut self, items: &[Item]) -> Vec<Piece> {
        let mut pieces: Vec<Piece> = Vec::new();
        let mut at = 0;
        while at < items.len() {
            let item = &items[at];
            let end = items.get(at + 1).filter(|next| next.join == Join::To);
            let last = end.map(|end| end.number).or(item.tail.first().copied()).unwrap_or(item.number);
            let numbers =
                if item.number <= last && last <= self.act.recitals { item.number..=last } else { last..=last };
            let ids = numbers.map(|n| ProvisionId::new(&self.act.id, ["recital", n.to_string().as_str()])).collect();
            let tokens = item.tokens.start..end.unwrap_or(item).tokens.end;
            pieces.push(self.piece(tokens, ids));
            at += if end.is_some() { 2 } else { 1 };
        }
        pieces
    }

    // Provisions.

    /// A subdivision of an article; a range gives all its members if its end exists.
    fn provisions(&mut self, place: &ArticlePlace, sub: &Sub) -> Vec<ProvisionId> {
        let first = self.id(place, &sub.path);
        let (Some(to), Some((from, above))) = (sub.to, sub.path.split_last()) else { return vec![first] };
        let at = |level: Level| [above, &[level]].concat();
        let last = self.id(place, &at(to));
        let members = members(*from, to);
        if members.is_empty() || self.existence(&last) != Existence::Exists {
            return vec![first, last];
        }
        members.into_iter().map(|level| self.id(place, &at(level))).collect()
    }

    /// The id of levels under an article. A subparagraph counts as its paragraph: as the article's own where the structure numbers it,
    /// else as what holds it. Nothing goes deeper than the structure does.
    fn id(&mut self, place: &ArticlePlace, path: &[Level]) -> ProvisionId {
        let mut levels = place.levels.clone();
        for level in place.prefix.iter().chain(path) {
            let text = match level {
                Level::Paragraph(number) | Level::Degree(number) | Level::Point(number) => number.to_string(),
                Level::Part(number) => roman_numeral(*number),
                Level::Letter(letter) => char::from(*letter).to_string(),
                Level::Deeper => break,
                Level::Alinea(number) if levels.len() == 1 && *number > 0 => number.to_string(),
                Level::Alinea(_) => continue,
            };
            levels.push(text);
            let id = ProvisionId::new(&self.act.id, levels.iter().map(String::as_str));
            if matches!(level, Level::Alinea(_)) && self.existence(&id) != Existence::Exists {
                levels.pop();
            }
        }
        ProvisionId::new(&self.act.id, levels.iter().map(String::as_str))
    }

    /// Whether a provision exists, looked up once.
    pub fn existence(&mut self, id: &ProvisionId) -> Existence {
        if let Some(existence) = self.known.get(id) {
            return *existence;
        }
        let existence = self.act.existence(id, self.day);
        self.known.insert(id.clone(), existence);
        existence
    }

    /// What exists and comes nearest to a provision that does not: what holds it, else the article with the next number.
    pub fn nearest(&mut self, id: &ProvisionId) -> Option<ProvisionId> {
        let levels: Vec<&str> = id.levels().collect();
        let smallest = if id.is_recital() { 2 } else { 1 };
        let held = (smallest..levels.len())
            .rev()
            .map(|depth| ProvisionId::new(&self.act.id, levels[..depth].iter().copied()))
            .find(|above| self.existence(above) == Existence::Exists);
        let number = levels.get(smallest - 1).and_then(|level| level.parse::<u32>().ok());
        held.or_else(|| if id.is_recital() { self.last_recital() } else { self.nearest_article(number?) })
    }

    fn last_recital(&self) -> Option<ProvisionId> {
        let number = self.act.recitals.to_string();
        (self.act.recitals > 0).then(|| ProvisionId::new(&self.act.id, ["recital", number.as_str()]))
    }

    fn nearest_article(&self, number: u32) -> Option<ProvisionId> {
        let rows = self.act.articles.iter().filter(|row| row.days.contains(self.day));
        let numbered = rows.filter_map(|row| Some((row.article.parse::<u32>().ok()?.abs_diff(number), &row.article)));
        numbered.min_by_key(|(distance, _)| *distance).map(|(_, article)| self.article(article))
    }

    fn piece(&mut self, tokens: Range<usize>, provisions: Vec<ProvisionId>) -> Piece {
        let mut linked: Vec<Target> = Vec::with_capacity(provisions.len());
        let mut wrong: Option<(ProvisionId, Existence)> = None;
        for id in provisions {
            let target = match self.existence(&id) {
                Existence::Exists => id,
                Existence::NotListed => id.article(),
                Existence::OtherDays => {
                    wrong.get_or_insert((id.clone(), Existence::OtherDays));
                    id
                }
                Existence::Impossible => {
                    wrong = wrong
                        .filter(|(_, known)| *known == Existence::Impossible)
                        .or(Some((id, Existence::Impossible)));
                    continue;
                }
            };
            let target = Target::Provision(target);
            if linked.last() != Some(&target) {
                linked.push(target);
            }
        }
        Piece { tokens, targets: linked.into(), wrong }
    }
}

enum Place {
    Article(ArticlePlace),
    Range(u32, u32),
}

/// An article, and the levels under it that its number already holds (« 5-1 »).
struct ArticlePlace {
    levels: Vec<String>,
    prefix: Vec<Level>,
}

/// Whether the number can be one of the act's: no `L. 34-5` in a regulation, no part III either.
pub fn fits(citation: &Citation, act: &Act) -> bool {
    let lettered = citation.items.iter().any(|item| item.letter.is_some());
    let subs = citation.before.iter().flatten().chain(citation.items.iter().flat_map(|item| &item.subs));
    let of_a_law = subs.flat_map(|sub| &sub.path).any(|level| matches!(level, Level::Part(_) | Level::Degree(_)));
    match act.numbering {
        Numbering::Eu => !lettered && !of_a_law,
        Numbering::Law => !lettered,
        Numbering::Code => true,
    }
}

/// Points named before the article under each of those named after it: the outermost level first.
fn combine(after: &[Sub], before: &[Vec<Sub>]) -> Vec<Sub> {
    let root = Sub { path: Vec::new(), to: None, tokens: 0..0 };
    let mut combined = if after.is_empty() { vec![root] } else { after.iter().take(MAX_COMBINED).cloned().collect() };
    for group in before.iter().rev() {
        let above = std::mem::take(&mut combined);
        for outer in above.iter().take(MAX_COMBINED) {
            combined.extend(group.iter().take(MAX_COMBINED).map(|sub| Sub {
                path: [outer.path.as_slice(), &sub.path].concat(),
                to: sub.to,
                tokens: sub.tokens.clone(),
            }));
        }
    }
    combined
}

/// The levels of a range, both ends included; none where they do not follow each other.
fn members(from: Level, to: Level) -> Vec<Level> {
    fn all<T: Copy>(numbers: impl Iterator<Item = T>, level: fn(T) -> Level) -> Vec<Level> {
        numbers.map(level).collect()
    }
    match (from, to) {
        (Level::Paragraph(from), Level::Paragraph(to)) => all(from..=to, Level::Paragraph),
        (Level::Degree(from), Level::Degree(to)) => all(from..=to, Level::Degree),
        (Level::Point(from), Level::Point(to)) => all(from..=to, Level::Point),
        (Level::Part(from), Level::Part(to)) => all(from..=to, Level::Part),
        (Level::Letter(from), Level::Letter(to)) => all(from..=to, Level::Letter),
        (Level::Alinea(from), Level::Alinea(to)) => all(from..=to, Level::Alinea),
        (
            Level::Paragraph(_)
            | Level::Degree(_)
            | Level::Point(_)
            | Level::Part(_)
            | Level::Letter(_)
            | Level::Alinea(_)
            | Level::Deeper,
            _,
        ) => Vec::new(),
    }
}
