//! The numbers that a sentence says: amounts in euros, percentages, dates, and whatever else is counted, as people write them in French and English.
//!
//! Knows figures and units, not what they are about. Numbers inside words, references and addresses (`SAN-2020-014`, 83.4) are not counted.

use std::ops::Range;

use crate::model::value::{Date, Decimal, Lang};
use crate::typography;

/// A number as written, with its unit.
#[derive(Clone, Debug, PartialEq)]
pub struct Number {
    pub range: Range<usize>,
    pub value: Value,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Euros(Decimal),
    Percent(Decimal),
    Date(Date),
    /// A count, a year, a delay: whatever has no unit known here.
    Count(Decimal),
}

/// What multiplies a number: « 18,8 millions ».
const SCALES: &[(&str, i64)] = &[
    ("milliards", 1_000_000_000),
    ("milliard", 1_000_000_000),
    ("millions", 1_000_000),
    ("million", 1_000_000),
    ("billion", 1_000_000_000),
    ("md", 1_000_000_000),
    ("m", 1_000_000),
    ("k", 1_000),
];

const EUROS: &[&str] = &["euros", "euro", "€", "eur"];
const PERCENT: &[&str] = &["%", "pour cent", "per cent", "percent"];

/// The numbers of a text, in order.
pub fn numbers(lang: Lang, text: &str) -> Vec<Number> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(next) = text[at..].find(|c: char| c.is_ascii_digit()) {
        let start = at + next;
        let (digits, value) = digits(lang, &text[start..]);
        let end = start + digits;
        at = end;
        if is_inside_a_word(text, start..end) {
            at += text[end..].find(|c: char| !is_of_word(c)).unwrap_or(text.len() - end);
            continue;
        }
        let Some(value) = value else { continue };
        let number = with_unit(lang, text, start..end, value);
        at = number.range.end.max(at);
        found.push(number);
    }
    found
}

fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || c == '-' || c == '_'
}

/// `SAN-2020-014`, `L34-5`, `3.4.1`; « 1er » and « 20e » are numbers all the same, and so is « 5 » in « 5% ».
fn is_inside_a_word(text: &str, range: Range<usize>) -> bool {
    let before = text[..range.start].chars().next_back();
    let after = &text[range.end..];
    let joins = before.is_some_and(|c| is_of_word(c) || "./°".contains(c));
    let goes_on = after.chars().next().is_some_and(|c| c == '-' || c == '_')
        || after.starts_with('.') && after[1..].starts_with(|c: char| c.is_alphanumeric());
    joins || goes_on
}

/// How many bytes a written number takes, and its value: `5 300`, `18,8`, `1,500,000`, `1.5`.
fn digits(lang: Lang, text: &str) -> (usize, Option<Decimal>) {
    let run = |from: usize| text[from..].find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len() - from);
    let mut end = run(0);
    let mut written = text[..end].to_owned();
    while let Some(separator) = text[end..].chars().next().filter(|c| is_group_separator(lang, *c)) {
        let from = end + separator.len_utf8();
        // A first group is short: « en 2018 300 dossiers » are two numbers. The limit bounds hostile runs.
        let is_first_group_short = written.len() != end || end <= 3;
        if !is_first_group_short || run(from) != 3 || written.starts_with('0') || end > 40 {
            break;
        }
        written.push_str(&text[from..from + 3]);
        end = from + 3;
    }
    if let Some(mark) = text[end..].chars().next().filter(|c| is_decimal_mark(lang, *c)) {
        let from = end + mark.len_utf8();
        let decimals = run(from);
        if decimals > 0 {
            written.push('.');
            written.push_str(&text[from..from + decimals]);
            end = from + decimals;
        }
    }
    (end, written.parse().ok())
}

fn is_group_separator(lang: Lang, c: char) -> bool {
    match lang {
        Lang::Fr => matches!(c, ' ' | '\u{a0}' | '\u{202f}'),
        Lang::En => c == ',',
    }
}

fn is_decimal_mark(lang: Lang, c: char) -> bool {
    match lang {
        Lang::Fr => c == ',',
        Lang::En => c == '.',
    }
}

fn with_unit(lang: Lang, text: &str, range: Range<usize>, value: Decimal) -> Number {
    if let Some((date, end)) = date(text, range.clone(), value) {
        return Number { range: range.start..end, value: Value::Date(date) };
    }
    let (scale, scaled) = scale(text, range.end);
    let value = value.checked_mul(Decimal::from(scale)).unwrap_or(value);
    if text[..range.start].ends_with('€') && lang == Lang::En {
        return Number { range: range.start - '€'.len_utf8()..scaled, value: Value::Euros(value) };
    }
    if let Some(end) = unit(text, scaled, EUROS) {
        return Number { range: range.start..end, value: Value::Euros(value) };
    }
    if let Some(end) = unit(text, scaled, PERCENT) {
        return Number { range: range.start..end, value: Value::Percent(value) };
    }
    Number { range: range.start..scaled, value: Value::Count(value) }
}

/// The word after an offset, spaces skipped, and where it ends.
fn word_at(text: &str, at: usize) -> (&str, usize) {
    let rest = text[at..].trim_start_matches([' ', '\u{a0}', '\u{202f}', '\n']);
    let start = text.len() - rest.len();
    let end = start + rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
    (&text[start..end], end)
}

/// « 7 décembre 2020 », « 1er juin 2021 », "7 December 2020".
fn date(text: &str, range: Range<usize>, value: Decimal) -> Option<(Date, usize)> {
    let day = i8::try_from(value).ok().filter(|day| range.len() <= 2 && (1..=31).contains(day))?;
    let after = text[range.end..].strip_prefix("er").map_or(range.end, |_| range.end + 2);
    let (month, end) = word_at(text, after);
    let month = typography::month_of(month)?;
    let (year, end) = word_at(text, end);
    let year = year.parse().ok().filter(|_| year.len() == 4)?;
    Some((Date::new(year, month, day).ok()?, end))
}

fn scale(text: &str, at: usize) -> (i64, usize) {
    let (word, end) = word_at(text, at);
    let word = word.to_lowercase();
    let known = SCALES.iter().find(|(name, _)| *name == word);
    // « 5 m » is a length: letters alone scale only what is in euros.
    let known = known.filter(|(name, _)| name.len() > 2 || unit(text, end, EUROS).is_some());
    known.map_or((1, at), |(_, scale)| (*scale, end))
}

/// Where a unit that follows ends: « € », « euros », « d'euros », "of euros".
fn unit(text: &str, at: usize, units: &[&str]) -> Option<usize> {
    let rest = text[at..].trim_start_matches([' ', '\u{a0}', '\u{202f}', '\n']);
    let rest = ["d'", "d’", "of "].iter().find_map(|tie| rest.strip_prefix(tie)).unwrap_or(rest);
    let named = units.iter().find(|unit| rest.get(..unit.len()).is_some_and(|head| head.eq_ignore_ascii_case(unit)))?;
    let goes_on = rest[named.len()..].starts_with(char::is_alphanumeric) && named.ends_with(char::is_alphanumeric);
    (!goes_on).then(|| text.len() - rest.len() + named.len())
}

/// The sentence around a place. An abbreviation may cut one short, which only makes it say less.
pub fn sentence(text: &str, at: usize) -> Range<usize> {
    let ends = |(found, mark): (usize, &str)| {
        let end = found + mark.len();
        text[end..].chars().next().is_none_or(char::is_whitespace).then_some(end)
    };
    const ENDS: [char; 5] = ['.', '!', '?', ';', ':'];
    let start = text[..at].rmatch_indices(ENDS).find_map(ends).unwrap_or(0);
    let end = text[at..].match_indices(ENDS).find_map(|(found, mark)| ends((at + found, mark))).unwrap_or(text.len());
    start..end
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The numbers of a text, as `what was written = what it is`.
    fn read(lang: Lang, text: &str) -> Vec<String> {
        let shown = |number: Number| {
            let value = match number.value {
                Value::Euros(value) => format!("€ {}", value.normalize()),
                Value::Percent(value) => format!("% {}", value.normalize()),
                Value::Date(date) => date.to_string(),
                Value::Count(value) => value.normalize().to_string(),
            };
            format!("{} = {value}", &text[number.range])
        };
        numbers(lang, text).into_iter().map(shown).collect()
    }

    #[test]
    fn amounts_percentages_dates_and_counts_are_told_apart() {
        let french = "Le 7 décembre 2020 et le 1er juin 2021, 3 000 € et 18,8 millions d'euros, 2\u{a0}% de 5\u{202f}300 séries en 2018, 1,5 M€.";
        assert_eq!(
            read(Lang::Fr, french),
            [
                "7 décembre 2020 = 2020-12-07",
                "1er juin 2021 = 2021-06-01",
                "3 000 € = € 3000",
                "18,8 millions d'euros = € 18800000",
                "2\u{a0}% = % 2",
                "5\u{202f}300 = 5300",
                "2018 = 2018",
                "1,5 M€ = € 1500000",
            ]
        );
        let english = "On 7 December 2020, €3,000 of €1.5 million, 2.5% of 1,500,000 people.";
        assert_eq!(
            read(Lang::En, english),
            [
                "7 December 2020 = 2020-12-07",
                "€3,000 = € 3000",
                "€1.5 million = € 1500000",
                "2.5% = % 2.5",
                "1,500,000 = 1500000",
            ]
        );
    }

    #[test]
    fn references_are_no_numbers() {
        assert!(read(Lang::Fr, "SAN-2020-014, L34-5, v1.2.3 et 2020-12-07").is_empty());
    }

    #[test]
    fn hostile_runs_of_digits_are_read_without_a_panic() {
        for text in ["9".repeat(60), "1 ".repeat(50), "1 000".repeat(30), "1,".repeat(20), "€1".to_owned()] {
            numbers(Lang::Fr, &text);
            numbers(Lang::En, &text);
        }
    }
}
