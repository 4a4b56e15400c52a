//! Cuts a paragraph into tokens that look the same however it was typed: case and accents folded, every space, hyphen, apostrophe and
//! `n°` alike. Each token keeps the bytes it came from. Knows words and signs, not what a citation is.

use std::ops::Range;

use unicode_normalization::char::decompose_canonical;

use crate::citation::words::{self, Keyword};

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Word(Keyword),
    /// A run of digits.
    Number,
    /// A sign, folded: `-` for every dash, `'` for every apostrophe, `"` for every quotation mark, `°` for every degree.
    Sign(char),
    /// « n° », « no », « nº », « No. » before a number.
    NumberSign,
}

#[derive(Clone, Copy, Debug)]
struct Token {
    kind: Kind,
    /// Whether white space stands before it.
    spaced: bool,
    folded: (u32, u32),
    source: (u32, u32),
}

/// A paragraph and its tokens.
pub struct Text<'a> {
    source: &'a str,
    folded: String,
    tokens: Vec<Token>,
}

impl<'a> Text<'a> {
    /// Reads a paragraph in one pass.
    pub fn read(source: &'a str) -> Text<'a> {
        let mut text =
            Text { source, folded: String::with_capacity(source.len()), tokens: Vec::with_capacity(source.len() / 4) };
        let (mut at, mut spaced) = (0, false);
        while let Some(c) = source[at..].chars().next() {
            let end = at + run_of(&source.as_bytes()[at..], c);
            let folded = fold(c);
            match folded {
                Folded::Nothing => text.extend_last(at, end),
                Folded::Space => {}
                Folded::Sign(sign) => text.push(Kind::Sign(sign), sign.encode_utf8(&mut [0; 4]), spaced, at..end),
                Folded::Digits => text.digits(&source[at..end], spaced, at..end),
                Folded::Letters => text.letters(&source[at..end], spaced, at..end),
                Folded::Letter(letter) => text.letters(letter.encode_utf8(&mut [0; 4]), spaced, at..end),
                Folded::Two(letters) => text.letters(letters, spaced, at..end),
            }
            spaced = folded == Folded::Space || folded == Folded::Nothing && spaced;
            at = end;
        }
        text.close_word();
        text
    }

    pub fn len(&self) -> usize {
        self.tokens.len()
    }

    pub fn kind(&self, at: usize) -> Option<Kind> {
        self.tokens.get(at).map(|token| token.kind)
    }

    pub fn keyword(&self, at: usize) -> Option<Keyword> {
        match self.kind(at)? {
            Kind::Word(keyword) => Some(keyword),
            Kind::Number | Kind::Sign(_) | Kind::NumberSign => None,
        }
    }

    /// The folded text of a token; empty past the end.
    pub fn word(&self, at: usize) -> &str {
        match self.tokens.get(at) {
            Some(token) => &self.folded[token.folded.0 as usize..token.folded.1 as usize],
            None => "",
        }
    }

    pub fn is_sign(&self, at: usize, sign: char) -> bool {
        self.kind(at) == Some(Kind::Sign(sign))
    }

    /// Whether a token follows the one before it without white space.
    pub fn is_glued(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| !token.spaced)
    }

    /// The value of a number of at most `digits` digits.
    pub fn number(&self, at: usize, digits: usize) -> Option<u32> {
        if self.kind(at)? != Kind::Number || self.word(at).len() > digits {
            return None;
        }
        self.word(at).parse().ok()
    }

    /// The text of a token as it was typed.
    pub fn typed(&self, at: usize) -> &'a str {
        self.tokens.get(at).map_or("", |token| &self.source[token.source.0 as usize..token.source.1 as usize])
    }

    /// The bytes of the paragraph that these tokens cover. The tokens must not be empty.
    pub fn bytes(&self, tokens: Range<usize>) -> Range<usize> {
        let start = self.tokens.get(tokens.start).map_or(0, |token| token.source.0 as usize);
        let end = self.tokens.get(tokens.end.wrapping_sub(1)).map_or(start, |token| token.source.1 as usize);
        start..end
    }

    fn extend_last(&mut self, at: usize, end: usize) {
        if let Some(last) = self.tokens.last_mut()
            && last.source.1 as usize == at
        {
            last.source.1 = end as u32;
        }
    }

    fn push(&mut self, kind: Kind, folded: &str, spaced: bool, source: Range<usize>) {
        self.close_word();
        let start = self.folded.len() as u32;
        self.folded.push_str(folded);
        let folded = (start, self.folded.len() as u32);
        self.tokens.push(Token { kind, spaced, folded, source: (source.start as u32, source.end as u32) });
    }

    /// Adds to the last token.
    fn grow(&mut self, folded: &str, end: usize) {
        self.folded.push_str(folded);
        if let Some(last) = self.tokens.last_mut() {
            last.folded.1 = self.folded.len() as u32;
            last.source.1 = end as u32;
        }
    }

    fn letters(&mut self, typed: &str, spaced: bool, source: Range<usize>) {
        let start = self.folded.len();
        match self.tokens.last().map(|last| last.kind) {
            Some(Kind::Word(_)) if !spaced => self.grow(typed, source.end),
            _ => self.push(Kind::Word(Keyword::Plain), typed, spaced, source),
        }
        self.folded[start..].make_ascii_lowercase();
    }

    fn digits(&mut self, typed: &str, spaced: bool, source: Range<usize>) {
        match self.tokens.last().map(|last| last.kind) {
            // An invisible character may part two runs of digits.
            Some(Kind::Number) if !spaced => self.grow(typed, source.end),
            _ => {
                self.close_word();
                self.merge_number_sign();
                self.push(Kind::Number, typed, spaced, source);
            }
        }
    }

    /// A word is complete: looks up what it means.
    fn close_word(&mut self) {
        if let Some(last) = self.tokens.last()
            && last.kind == Kind::Word(Keyword::Plain)
        {
            let keyword = words::keyword(self.word(self.tokens.len() - 1));
            let last = self.tokens.len() - 1;
            self.tokens[last].kind = Kind::Word(keyword);
        }
    }

    /// Makes one token of « n° », « no » or « No. » when a number follows.
    fn merge_number_sign(&mut self) {
        let Some(last) = self.tokens.len().checked_sub(1) else { return };
        let signed = self.is_sign(last, '°') || self.is_sign(last, '.');
        let Some(word) = (if signed { last.checked_sub(1) } else { Some(last) }) else { return };
        if !words::NUMBER_SIGNS.contains(&self.word(word)) {
            return;
        }
        let end = self.tokens[last].source.1;
        self.tokens.truncate(word + 1);
        self.tokens[word].kind = Kind::NumberSign;
        self.tokens[word].source.1 = end;
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Folded {
    /// A mark that belongs to the character before it, or shows nothing.
    Nothing,
    Space,
    Sign(char),
    /// A run of ASCII digits.
    Digits,
    /// A run of ASCII letters.
    Letters,
    Letter(char),
    Two(&'static str),
}

/// The bytes that are read at once: a run of ASCII letters or digits, else one character.
fn run_of(bytes: &[u8], c: char) -> usize {
    let end = |inside: fn(&u8) -> bool| bytes.iter().position(|byte| !inside(byte)).unwrap_or(bytes.len());
    match c {
        'a'..='z' | 'A'..='Z' => end(u8::is_ascii_alphabetic),
        '0'..='9' => end(u8::is_ascii_digit),
        _ => c.len_utf8(),
    }
}

fn fold(c: char) -> Folded {
    match c {
        'a'..='z' | 'A'..='Z' => Folded::Letters,
        '0'..='9' => Folded::Digits,
        ' ' | '\n' | '\t' | '\r' => Folded::Space,
        '!'..='~' => Folded::Sign(if c == '`' { '\'' } else { c }),
        _ => fold_other(c),
    }
}

fn fold_other(c: char) -> Folded {
    match c {
        '\u{300}'..='\u{36F}'
        | '\u{AD}'
        | '\u{200B}'..='\u{200F}'
        | '\u{2060}'
        | '\u{FE00}'..='\u{FE0F}'
        | '\u{FEFF}' => Folded::Nothing,
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE58}' | '\u{FE63}' | '\u{FF0D}' => Folded::Sign('-'),
        '‘' | '’' | '‛' | 'ʼ' | '′' | '´' | '＇' => Folded::Sign('\''),
        '«' | '»' | '“' | '”' | '„' | '‟' | '‹' | '›' | '″' => Folded::Sign('"'),
        '°' | 'º' | '˚' | 'ᵒ' => Folded::Sign('°'),
        '№' => Folded::Two("no"),
        'œ' | 'Œ' => Folded::Two("oe"),
        'æ' | 'Æ' => Folded::Two("ae"),
        'ᵉ' => Folded::Letter('e'),
        'ʳ' => Folded::Letter('r'),
        _ if c.is_whitespace() => Folded::Space,
        _ if c.is_alphabetic() => Folded::Letter(base(c)),
        _ => Folded::Sign(c),
    }
}

/// A letter in lower case without its accents.
fn base(c: char) -> char {
    let mut first = None;
    decompose_canonical(c, |part| first = first.or(Some(part)));
    let letter = first.unwrap_or(c);
    letter.to_lowercase().next().unwrap_or(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(source: &str) -> Vec<String> {
        let text = Text::read(source);
        (0..text.len()).map(|at| text.word(at).to_owned()).collect()
    }

    #[test]
    fn typography_does_not_change_the_tokens() {
        let plain = words("l'article 5-1-e) du règlement n° 2016/679");
        for typed in [
            "l’article\u{a0}5–1‑e) du règlement nº\u{202f}2016/679",
            "L'ARTICLE 5-1-E)\ndu re\u{301}glement no 2016/679",
            "l'article\u{2009}5\u{2212}1-e) du règlement No. 2016/679",
        ] {
            let seen = words(typed);
            assert_eq!(seen.len(), plain.len(), "{typed}");
            assert!(seen.iter().zip(&plain).all(|(a, b)| a == b || b == "n"), "{seen:?}");
        }
    }

    #[test]
    fn tokens_keep_the_bytes_they_came_from() {
        let source = "alinéa f) de l’arti\u{ad}cle\u{a0}83";
        let text = Text::read(source);
        let last = text.len() - 1;
        assert_eq!(text.typed(0), "alinéa");
        assert_eq!(text.typed(last), "83");
        assert_eq!(text.word(last - 1), "article");
        assert_eq!(&source[text.bytes(0..3)], "alinéa f)");
    }
}
