//! How a text becomes terms: the words, numbers, decisions and articles that a reader may look for.
//!
//! The browser reads queries by the same grammar (`assets/search/terms.js` of the theme, with `numbers.js` for what has digits); `tests/search/terms.toml`
//! holds both to it. Terms are in lower case and keep their accents; [`fold`] takes these away.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::model::value::Lang;

use super::words;

/// Longer words are no words: a token, a key. They are cut.
const LONGEST: usize = 40;

/// The subdivisions of an article, at most: paragraph, point, number.
const DEEPEST: usize = 3;

/// In lower case and without accents: « Pénalité » gives « penalite ».
pub fn fold(term: &str) -> String {
    if term.is_ascii() {
        return term.to_ascii_lowercase();
    }
    normalised(term).nfd().filter(|c| !is_combining_mark(*c)).collect()
}

/// Gives each term of a text, in order. What one word gives (a compound and its parts, an article and its paragraphs) stands together.
pub fn each(text: &str, lang: Lang, mut take: impl FnMut(&str)) {
    let text = normalised(text);
    let mut scan = Scan { text: &text, at: 0, lang };
    while scan.next_word() {
        scan.word(&mut take);
    }
}

/// In lower case and one form of Unicode; one apostrophe, one hyphen, one space; ligatures apart.
fn normalised(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.nfc() {
        match c {
            '’' | 'ʼ' | '′' | '`' => out.push('\''),
            '‐' | '‑' | '‒' | '–' | '—' => out.push('-'),
            '\u{ad}' | '\u{200b}' => {}
            // No word that we know of: emoji, letters drawn as signs.
            '\u{10000}'.. => out.push(' '),
            'œ' | 'Œ' => out.push_str("oe"),
            'æ' | 'Æ' => out.push_str("ae"),
            c if c.is_ascii() => out.push(c.to_ascii_lowercase()),
            c if c.is_whitespace() => out.push(' '),
            c => out.extend(c.to_lowercase()),
        }
    }
    out
}

/// A normalised text, and how far it has been read.
#[derive(Clone, Copy)]
struct Scan<'a> {
    text: &'a str,
    at: usize,
    lang: Lang,
}

impl<'a> Scan<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    /// Moves to the next letter or digit; false where none is left.
    fn next_word(&mut self) -> bool {
        match self.rest().find(char::is_alphanumeric) {
            Some(skip) => {
                self.at += skip;
                true
            }
            None => false,
        }
    }

    /// Takes the longest start whose characters are all of a kind.
    fn run(&mut self, is_of_kind: impl Fn(char) -> bool) -> &'a str {
        let rest = self.rest();
        let run = &rest[..rest.find(|c| !is_of_kind(c)).unwrap_or(rest.len())];
        self.at += run.len();
        run
    }

    /// Takes from one to `most` digits that end where they end.
    fn digits(&mut self, most: usize) -> Option<&'a str> {
        let start = *self;
        let run = self.run(|c| c.is_ascii_digit());
        let is_whole = !self.rest().starts_with(char::is_alphanumeric);
        if (1..=most).contains(&run.len()) && is_whole {
            return Some(run);
        }
        *self = start;
        None
    }

    fn eat(&mut self, what: &str) -> bool {
        let found = self.rest().starts_with(what);
        self.at += if found { what.len() } else { 0 };
        found
    }

    fn spaces(&mut self) {
        self.run(|c| c == ' ');
    }

    /// Tries to take something; stays where it was if that is not there.
    fn attempt<T>(&mut self, take: impl FnOnce(&mut Scan<'a>) -> Option<T>) -> Option<T> {
        let start = *self;
        let taken = take(self);
        if taken.is_none() {
            *self = start;
        }
        taken
    }

    fn word(&mut self, take: &mut impl FnMut(&str)) {
        let start = *self;
        let word = self.run(char::is_alphanumeric);
        let is_number = word.bytes().all(|b| b.is_ascii_digit());
        if let Some(id) = self.attempt(|scan| scan.decision(word)) {
            take(&id);
            if let Some((_, bare)) = id.split_once('-').filter(|_| !is_number && id.len() > "san-2020".len()) {
                take(bare);
            }
        } else if let Some(day) = self.attempt(|scan| scan.day(word)) {
            take(&day);
        } else if self.articles(word, start, take) || self.rest().starts_with('-') && self.compound(word, take) {
            // They have given theirs.
        } else if is_number {
            take(&self.number(word));
        } else {
            plain(word, self.lang, take);
        }
    }

    // ── decisions and days ──

    /// « SAN-2020-14 », « san 2020 014 », « MED-2019-027 », « 2020-014 »: the number in three digits at least.
    fn decision(&mut self, word: &str) -> Option<String> {
        let is_bare = is_year(word);
        let (prefix, year) = match word.strip_prefix("san").filter(|rest| is_year(rest)) {
            _ if is_bare => ("", word),
            Some(year) => ("san", year),
            None => (word, self.year_after(word)?),
        };
        let is_ours = prefix == "san";
        let number = self.attempt(|scan| {
            let is_joined = scan.eat("-") || is_ours && scan.eat(" ");
            let number = if is_joined { scan.digits(if is_bare { 3 } else { 4 })? } else { return None };
            (!scan.rest().starts_with('-')).then_some(number)
        });
        match number {
            Some(number) if is_bare => Some(format!("{year}-{number:0>3}")),
            Some(number) => Some(format!("{prefix}-{year}-{number:0>3}")),
            None => is_ours.then(|| format!("san-{year}")),
        }
    }

    /// The year in « san-2020 », « san 2020 », « med-2019 ».
    fn year_after(&mut self, prefix: &str) -> Option<&'a str> {
        let is_prefix = (2..=5).contains(&prefix.len()) && prefix.bytes().all(|b| b.is_ascii_lowercase());
        let is_joined = is_prefix && (self.eat("-") || prefix == "san" && self.eat(" "));
        if is_joined { self.digits(4).filter(|year| is_year(year)) } else { None }
    }

    /// « 2024-01-31 ».
    fn day(&mut self, year: &str) -> Option<String> {
        let mut part = || self.eat("-").then(|| self.digits(2)).flatten().filter(|part| part.len() == 2);
        if !is_year(year) {
            return None;
        }
        Some(format!("{year}-{}-{}", part()?, part()?))
    }

    // ── articles ──

    /// « article 83, paragraphe 4 », « art. 32 § 1 a) », « articles 12, 13 et 14 », « L. 34-5 », « 83(4) ».
    fn articles(&mut self, word: &str, start: Scan<'a>, take: &mut impl FnMut(&str)) -> bool {
        let is_keyword = matches!(word, "art" | "article" | "articles");
        if is_keyword {
            self.eat(".");
            self.spaces();
        } else {
            // « art32 », « l34-5 » are one word, their number included.
            *self = start;
            self.eat("art");
        }
        let has_keyword = self.at > start.at;
        let Some(mut article) = self.attempt(|scan| scan.article(has_keyword)) else {
            self.at = start.at + word.len();
            return false;
        };
        loop {
            take(&article);
            for _ in 0..DEEPEST {
                let Some(level) = self.attempt(Scan::subdivision) else { break };
                article = format!("{article}-{level}");
                take(&article);
            }
            let next = self.attempt(|scan| {
                if !has_keyword || !scan.list_word() {
                    return None;
                }
                scan.article(true)
            });
            match next {
                Some(next) => article = next,
                None => return true,
            }
        }
    }

    /// A number of an article. Without a word before it, only one that cannot be another number: « L. 34-5 », « 83(4) », « 83 § 4 ».
    fn article(&mut self, has_keyword: bool) -> Option<String> {
        let letter = self.attempt(|scan| {
            let letter = scan.rest().chars().next().filter(|c| matches!(c, 'l' | 'r' | 'd'))?;
            scan.at += 1;
            scan.eat(".");
            scan.eat(" ");
            scan.rest().starts_with(|c: char| c.is_ascii_digit()).then_some(letter)
        });
        let mut number = self.digits(4)?.to_owned();
        let mut is_hyphened = false;
        while let Some(part) = self.attempt(|scan| scan.eat("-").then(|| scan.digits(3)).flatten()) {
            number = format!("{number}-{part}");
            is_hyphened = true;
        }
        let is_plain = has_keyword
            || letter.is_some() && is_hyphened
            || letter.is_none() && !is_hyphened && number.len() <= 3 && self.starts_subdivision();
        is_plain.then(|| format!("art{}{number}", letter.map(String::from).unwrap_or_default()))
    }

    fn starts_subdivision(&self) -> bool {
        let mut ahead = *self;
        let is_bracket = ahead.eat("(") && ahead.digits(2).is_some() && ahead.eat(")");
        let mut ahead = *self;
        ahead.eat(",");
        ahead.spaces();
        is_bracket || ahead.eat("§")
    }

    /// « , § 4 », « (a) », « , paragraphe 4 », « , point a) », « , IV », « , 7° ».
    fn subdivision(&mut self) -> Option<String> {
        if let Some(level) = self.attempt(Scan::bracketed) {
            return Some(level);
        }
        let has_comma = self.eat(",");
        self.spaces();
        if self.eat("§") || ["paragraphe ", "paragraph ", "par. "].iter().any(|word| self.eat(word)) {
            self.eat("§");
            self.spaces();
            return self.digits(2).map(str::to_owned);
        }
        self.eat("point ");
        let level = self.run(|c| c.is_ascii_alphanumeric());
        let is_letter = level.len() == 1 && level.bytes().all(|b| b.is_ascii_lowercase());
        let is_number = matches!(level.len(), 1 | 2) && level.bytes().all(|b| b.is_ascii_digit());
        let is_roman = has_comma && !level.is_empty() && level.bytes().all(|b| matches!(b, b'i' | b'v' | b'x'));
        let is_level = is_letter && self.eat(")") || is_number && self.eat("°") || is_roman;
        is_level.then(|| level.to_owned())
    }

    /// « (4) », « (a) ».
    fn bracketed(&mut self) -> Option<String> {
        if !self.eat("(") {
            return None;
        }
        let level = self.run(|c| c.is_ascii_alphanumeric());
        let is_number = matches!(level.len(), 1 | 2) && level.bytes().all(|b| b.is_ascii_digit());
        let is_letters = matches!(level.len(), 1..=4) && level.bytes().all(|b| b.is_ascii_lowercase());
        ((is_number || is_letters) && self.eat(")")).then(|| level.to_owned())
    }

    /// What joins the articles of a list.
    fn list_word(&mut self) -> bool {
        let has_comma = self.eat(",");
        self.spaces();
        let has_word = ["et ", "ou ", "à ", "and ", "or ", "to "].iter().any(|word| self.eat(word));
        has_comma || has_word
    }

    // ── numbers and compounds ──

    /// « 5 000 », « 2,58 %» and in English « 5,000 »: without separators, the decimals after a point.
    fn number(&mut self, first: &str) -> String {
        let mut number = first.to_owned();
        let may_group = first.len() <= 3;
        while may_group && let Some(group) = self.attempt(Scan::group) {
            number.push_str(group);
        }
        let decimals = self.attempt(|scan| {
            let is_point = scan.eat(".") || scan.lang == Lang::Fr && scan.eat(",");
            if is_point { scan.digits(LONGEST) } else { None }
        });
        if let Some(decimals) = decimals {
            number.push('.');
            number.push_str(decimals);
        }
        number
    }

    /// Three digits more.
    fn group(&mut self) -> Option<&'a str> {
        let is_joined = self.eat(" ") || self.lang == Lang::En && self.eat(",");
        if is_joined { self.digits(3).filter(|group| group.len() == 3) } else { None }
    }

    /// « sous-traitant » as its parts and as one word; « 78-17 » whole and as its parts. A compound with a common word is only its parts.
    fn compound(&mut self, first: &'a str, take: &mut impl FnMut(&str)) -> bool {
        let mut parts = vec![first];
        while let Some(part) =
            self.attempt(|scan| scan.eat("-").then(|| scan.run(char::is_alphanumeric)).filter(|part| !part.is_empty()))
        {
            parts.push(part);
        }
        if parts.len() == 1 {
            return false;
        }
        let has_digits = parts.iter().any(|part| part.bytes().any(|b| b.is_ascii_digit()));
        if has_digits {
            take(cut(&parts.join("-")));
        }
        parts.iter().for_each(|part| plain(part, self.lang, take));
        if !has_digits && !parts.iter().any(|part| words::is_common(part, self.lang)) {
            take(cut(&parts.concat()));
        }
        true
    }
}

/// Gives a word that is worth looking for.
fn plain(word: &str, lang: Lang, take: &mut impl FnMut(&str)) {
    let is_letter = word.chars().nth(1).is_none() && !word.starts_with(|c: char| c.is_ascii_digit());
    if !is_letter && !words::is_common(word, lang) {
        take(cut(word));
    }
}

fn cut(word: &str) -> &str {
    match word.char_indices().nth(LONGEST) {
        Some((at, _)) => &word[..at],
        None => word,
    }
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && (word.starts_with("19") || word.starts_with("20")) && word.bytes().all(|b| b.is_ascii_digit())
}
