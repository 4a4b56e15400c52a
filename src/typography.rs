//! The one formatter: money, percentages, dates and French micro-typography, used by pages, workings and data.
//!
//! French code points: U+202F between groups of three digits and before `%` `;` `!` `?`, U+00A0 before `:` and `€`, inside « », after
//! `art.`, `§`, `n°`, and inside dates; ’ for the apostrophe. English: €2,500, 2.58%, 7 December 2020. Values are rounded once, here.

use std::borrow::Cow;
use std::ops::Range;

use rust_decimal::RoundingStrategy;

use crate::model::value::{Date, Decimal, Lang};

/// No-break space.
pub const NBSP: char = '\u{a0}';
/// Narrow no-break space.
pub const NNBSP: char = '\u{202f}';

const MONTHS_FR: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];
const MONTHS_FR_SHORT: [&str; 12] =
    ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."];
const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A number with its digits grouped by three; as many decimals as it has.
pub fn number(lang: Lang, value: Decimal) -> String {
    let text = value.abs().to_string();
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let (group, point) = match lang {
        Lang::Fr => (NNBSP, ','),
        Lang::En => (',', '.'),
    };
    let mut out = String::new();
    if value.is_sign_negative() && !value.is_zero() {
        out.push('−');
    }
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            out.push(group);
        }
        out.push(digit);
    }
    if !fraction.is_empty() {
        out.push(point);
        out.push_str(fraction);
    }
    out
}

/// An amount in euros, exact: « 885 739 € », « 97 000,50 € », €2,500.
pub fn money(lang: Lang, euros: Decimal) -> String {
    let mut euros = euros.normalize();
    if euros.scale() > 0 {
        euros = euros.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
        euros.rescale(2);
    }
    with_unit(lang, euros, "€", "")
}

/// An amount for prose: from a million up with three significant digits and its unit, « 1,5 M€ », « 14,9 Md€ »; below, exact.
pub fn money_compact(lang: Lang, euros: Decimal) -> String {
    let (million, billion) = (Decimal::from(1_000_000), Decimal::from(1_000_000_000));
    let (unit, fr, en) = match euros {
        euros if euros >= billion => (billion, "Md€", "bn"),
        euros if euros >= million => (million, "M€", "m"),
        _ => return money(lang, euros),
    };
    let scaled = significant(euros / unit);
    with_unit(lang, scaled, fr, en)
}

/// A round amount in its compact form, any other exact: « 10 M€ », « 1 851 312 842 € ».
pub fn money_in_prose(lang: Lang, euros: Decimal) -> String {
    let is_round = (euros % Decimal::from(100_000)).is_zero();
    if is_round { money_compact(lang, euros) } else { money(lang, euros) }
}

fn with_unit(lang: Lang, value: Decimal, fr: &str, en: &str) -> String {
    match lang {
        Lang::Fr => format!("{}{NBSP}{fr}", number(lang, value)),
        Lang::En => format!("€{}{en}", number(lang, value)),
    }
}

/// A ratio as a percentage: three significant digits, half away from zero, without trailing zeros; under 0.001 % it is said so.
pub fn percent(lang: Lang, ratio: Decimal) -> String {
    let is_bound = is_bound(ratio);
    let text = number(lang, if is_bound { LEAST_PERCENT } else { significant(ratio * Decimal::ONE_HUNDRED) });
    match (lang, is_bound) {
        (Lang::Fr, false) => format!("{text}{NNBSP}%"),
        (Lang::Fr, true) => format!("moins de {text}{NNBSP}%"),
        (Lang::En, false) => format!("{text}%"),
        (Lang::En, true) => format!("less than {text}%"),
    }
}

/// Under this, a percentage is said to be less.
const LEAST_PERCENT: Decimal = Decimal::from_parts(1, 0, 0, false, 3);

fn is_bound(ratio: Decimal) -> bool {
    !ratio.is_zero() && ratio * Decimal::ONE_HUNDRED < LEAST_PERCENT
}

/// A ratio that rests on an estimate: « env. 6,25 % ». A bound is rough by itself: « moins de 0,001 % ».
pub fn percent_about(lang: Lang, ratio: Decimal) -> String {
    let text = percent(lang, ratio);
    if is_bound(ratio) { text } else { about(lang, &text) }
}

/// Three significant digits; from 100 up, whole.
fn significant(value: Decimal) -> Decimal {
    let rounded = if value >= Decimal::ONE_HUNDRED {
        Some(value.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero))
    } else {
        value.round_sf_with_strategy(3, RoundingStrategy::MidpointAwayFromZero)
    };
    rounded.unwrap_or(value).normalize()
}

/// « env. 6,25 % »: a value that rests on an estimate or on our own multiplication.
pub fn about(lang: Lang, text: &str) -> String {
    match lang {
        Lang::Fr => format!("env.{NBSP}{text}"),
        Lang::En => format!("about {text}"),
    }
}

/// « 7 décembre 2020 », « 1er février 2024 », 7 December 2020.
pub fn date(lang: Lang, date: Date) -> String {
    dated(lang, date, "er")
}

/// The same for a page, with its ordinal raised.
pub fn date_html(lang: Lang, date: Date) -> String {
    dated(lang, date, "<sup>er</sup>")
}

fn dated(lang: Lang, date: Date, first: &str) -> String {
    let ordinal = if lang == Lang::Fr && date.day() == 1 { first } else { "" };
    let month = match lang {
        Lang::Fr => MONTHS_FR[month_index(date)],
        Lang::En => MONTHS_EN[month_index(date)],
    };
    format!("{}{ordinal}{NBSP}{month}{NBSP}{}", date.day(), date.year())
}

/// For tables: « 7 déc. 2020 », 7 Dec 2020.
pub fn date_short(lang: Lang, date: Date) -> String {
    let month = match lang {
        Lang::Fr => MONTHS_FR_SHORT[month_index(date)],
        Lang::En => &MONTHS_EN[month_index(date)][..3],
    };
    format!("{}{NBSP}{month}{NBSP}{}", date.day(), date.year())
}

/// The month that a word names, 1 to 12, in either language.
pub fn month_of(word: &str) -> Option<i8> {
    let word = word.to_lowercase();
    let place = |months: &[&str; 12]| months.iter().position(|month| month.to_lowercase() == word);
    let place = place(&MONTHS_FR).or_else(|| place(&MONTHS_EN))?;
    i8::try_from(place + 1).ok()
}

fn month_index(date: Date) -> usize {
    usize::try_from(date.month() - 1).unwrap_or_default()
}

/// The form of a word after a number: in French 0 and 1 are singular, in English 1 alone.
pub fn plural<'a>(lang: Lang, count: usize, one: &'a str, other: &'a str) -> &'a str {
    let singular = match lang {
        Lang::Fr => count < 2,
        Lang::En => count == 1,
    };
    if singular { one } else { other }
}

/// French micro-typography for prose that people typed; English is left as it stands.
///
/// Spaces and apostrophes are exchanged one for one, never added or taken away: an address, `14:30` or `1:2` cannot change, and
/// [`typeset`] of its own result changes nothing.
pub fn typeset(lang: Lang, text: &str) -> Cow<'_, str> {
    apply(&exchanges(lang, text), text)
}

/// The same for a piece of a text, given what stands before and after it.
pub fn typeset_between<'a>(lang: Lang, before: &str, text: &'a str, after: &str) -> Cow<'a, str> {
    if lang == Lang::En || !text.contains(EXCHANGED) {
        return Cow::Borrowed(text);
    }
    let whole = format!("{before}{text}{after}");
    let mut exchanges = exchanges_in(&whole, before.len()..before.len() + text.len());
    exchanges.iter_mut().for_each(|exchange| exchange.at -= before.len());
    apply(&exchanges, text)
}

fn apply<'a>(exchanges: &[Exchange], text: &'a str) -> Cow<'a, str> {
    if exchanges.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut set = String::with_capacity(text.len() + 2 * exchanges.len());
    let mut done = 0;
    for exchange in exchanges {
        set.push_str(&text[done..exchange.at]);
        set.push(exchange.to);
        done = exchange.at + exchange.len;
    }
    set.push_str(&text[done..]);
    Cow::Owned(set)
}

/// Where a French text lacks a space: before a high sign that closes a clause, inside guillemets, between a number and its unit. Where the rules are
/// silent (`14:30`, `https://`, `:)`) nothing is missing, and nothing is where any space stands already.
pub fn missing_spaces(text: &str) -> Vec<usize> {
    let lacks = |(at, c): &(usize, char)| lacks_space(&text[..*at], *c, &text[at + c.len_utf8()..]);
    text.char_indices().filter(lacks).map(|(at, c)| if c == '«' { at + c.len_utf8() } else { at }).collect()
}

fn lacks_space(before: &str, c: char, after: &str) -> bool {
    let Some(previous) = before.chars().next_back() else { return c == '«' && opens_word(after) };
    let follows_word = previous.is_alphanumeric() || ")]}»”.…".contains(previous);
    match c {
        '«' => opens_word(after),
        '»' => !previous.is_whitespace() && previous != '«',
        ':' | ';' | '!' | '?' => follows_word && closes_clause(after.chars().next()) && !ends_in_address(before),
        '%' => previous.is_ascii_digit() && closes_clause(after.chars().next()) && !ends_in_address(before),
        '€' | 'M' | 'k' => previous.is_ascii_digit() && is_money_unit(&format!("{c}{after}")),
        _ => false,
    }
}

fn opens_word(after: &str) -> bool {
    after.chars().next().is_some_and(|c| !c.is_whitespace() && c != '»')
}

/// One character to be set as another: the `len` bytes at byte `at` become `to`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Exchange {
    at: usize,
    len: usize,
    to: char,
}

/// What [`typeset`] changes, in the order of the text.
fn exchanges(lang: Lang, text: &str) -> Vec<Exchange> {
    match lang {
        Lang::Fr => exchanges_in(text, 0..text.len()),
        Lang::En => Vec::new(),
    }
}

fn exchanges_in(text: &str, range: Range<usize>) -> Vec<Exchange> {
    let written = text[range.clone()].match_indices(EXCHANGED);
    written.filter_map(|(at, written)| exchange(text, range.start + at, written.chars().next()?)).collect()
}

/// The characters that may be set as another.
const EXCHANGED: [char; 5] = [' ', '\'', '\n', NBSP, NNBSP];

fn exchange(text: &str, at: usize, written: char) -> Option<Exchange> {
    let len = written.len_utf8();
    let (before, after) = (&text[..at], &text[at + len..]);
    let to = match written {
        '\'' if is_apostrophe(before, after) => '’',
        ' ' | '\n' | NBSP | NNBSP => space_between(before, after)?,
        _ => return None,
    };
    (to != written).then_some(Exchange { at, len, to })
}

fn is_apostrophe(before: &str, after: &str) -> bool {
    let follows_letter = before.chars().next_back().is_some_and(char::is_alphabetic);
    let precedes_word = after.chars().next().is_some_and(|c| !c.is_whitespace() && !".,;:!?)]»'".contains(c));
    follows_letter && precedes_word && !ends_in_address(before)
}

fn ends_in_address(before: &str) -> bool {
    let token = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    token.contains("://") || token.contains('@') || token.contains("www.")
}

/// The space that belongs between two texts, or none where the rules are silent.
fn space_between(before: &str, after: &str) -> Option<char> {
    let mut following = after.chars();
    let first = following.next()?;
    let previous = before.chars().next_back()?;
    match first {
        '»' => return Some(NBSP),
        ':' if closes_clause(following.next()) => return Some(NBSP),
        ';' | '!' | '?' | '%' if closes_clause(following.next()) => return Some(NNBSP),
        _ => {}
    }
    if previous == '«' {
        return Some(NBSP);
    }
    if first.is_ascii_digit() && previous.is_ascii_digit() && joins_thousands(before, after) {
        return Some(NNBSP);
    }
    let joins = is_money_unit(after) || is_large_number(before, after) || ends_with_abbreviation(before);
    (joins || joins_date(before, after)).then_some(NBSP)
}

/// Whether a high sign followed by this is punctuation, and not the start of an operator, an option or an address.
fn closes_clause(next: Option<char>) -> bool {
    next.is_none_or(|c| c.is_whitespace() || "!?.,;)]»”\"…[(".contains(c))
}

/// « 2 500 », « 1 234 567 »: one to three digits, then three and no more; « 2018 500 » and « 01 53 73 » are no number.
fn joins_thousands(before: &str, after: &str) -> bool {
    let leading = before.len() - before.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let outside = before[..before.len() - leading].chars().next_back();
    let trailing = after.bytes().take_while(u8::is_ascii_digit).count();
    (1..=3).contains(&leading)
        && trailing == 3
        && outside.is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '-' | '.' | ',' | '/' | ':'))
}

fn is_money_unit(after: &str) -> bool {
    let sign = after.strip_prefix("Md").or_else(|| after.strip_prefix(['M', 'k'])).unwrap_or(after);
    sign.starts_with('€')
}

/// « 1,2 million », « 30 milliards ».
fn is_large_number(before: &str, after: &str) -> bool {
    before.ends_with(|c: char| c.is_ascii_digit())
        && ["million", "millions", "milliard", "milliards"].contains(&first_word(after))
}

/// « art. 32 », « § 56 », « n° 78-17 ».
fn ends_with_abbreviation(before: &str) -> bool {
    if !before.ends_with(['.', '°', '§']) {
        return false;
    }
    let whole_word = |rest: &str| !rest.chars().next_back().is_some_and(char::is_alphanumeric);
    before.ends_with('§')
        || ["art.", "Art.", "n°", "N°"].iter().any(|word| before.strip_suffix(word).is_some_and(whole_word))
}

/// « 7 décembre », « 1er février », « décembre 2020 ».
fn joins_date(before: &str, after: &str) -> bool {
    if after.starts_with(|c: char| c.is_ascii_digit()) {
        let digits = after.bytes().take_while(u8::is_ascii_digit).count();
        return digits == 4 && MONTHS_FR.contains(&last_word(before));
    }
    // Most words are no day, and need not be looked at whole.
    if !before.ends_with(|c: char| c.is_ascii_digit() || c == 'r') {
        return false;
    }
    let day = last_word(before);
    let day = day.strip_suffix("er").unwrap_or(day);
    (1..=2).contains(&day.len()) && day.bytes().all(|b| b.is_ascii_digit()) && MONTHS_FR.contains(&first_word(after))
}

fn first_word(text: &str) -> &str {
    text.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default()
}

fn last_word(text: &str) -> &str {
    text.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn decimal(text: &str) -> Decimal {
        text.parse().expect("a decimal")
    }

    fn day(text: &str) -> Date {
        text.parse().expect("a date")
    }

    /// Non-breaking spaces made visible: `_` is U+00A0, `~` is U+202F.
    fn visible(text: &str) -> String {
        text.replace(NBSP, "_").replace(NNBSP, "~")
    }

    /// The scripts of the pages answer the same file: tests/browser/numbers.rs.
    #[test]
    fn numbers_look_as_the_table_says() {
        let table = include_str!("../tests/data/numbers.txt");
        for line in table.lines().filter(|line| !line.starts_with('#')) {
            let cells: Vec<&str> = line.split(" | ").collect();
            let &[function, value, fr, en] = cells.as_slice() else { panic!("four cells: {line}") };
            let print = |lang| match function {
                "number" => number(lang, decimal(value)),
                "money" => money(lang, decimal(value)),
                "money_compact" => money_compact(lang, decimal(value)),
                "percent" => percent(lang, decimal(value)),
                "date" => date(lang, day(value)),
                other => panic!("no function {other}"),
            };
            assert_eq!((visible(&print(Lang::Fr)), visible(&print(Lang::En))), (fr.into(), en.into()), "{line}");
        }
    }

    #[test]
    fn dates_have_a_form_for_pages_and_one_for_tables() {
        assert_eq!(visible(&date_html(Lang::Fr, day("2024-02-01"))), "1<sup>er</sup>_février_2024");
        assert_eq!(visible(&date_short(Lang::Fr, day("2022-07-22"))), "22_juil._2022");
        assert_eq!(visible(&date_short(Lang::En, day("2020-12-07"))), "7_Dec_2020");
    }

    #[test]
    fn an_estimate_is_said_unless_a_bound_says_it() {
        assert_eq!(visible(&percent_about(Lang::Fr, decimal("0.0625"))), "env._6,25~%");
        assert_eq!(visible(&percent_about(Lang::Fr, decimal("0.0000071"))), "moins de 0,001~%");
        assert_eq!(visible(&percent_about(Lang::En, decimal("0.00001"))), "about 0.001%");
    }

    #[test]
    fn plurals_follow_the_language() {
        assert_eq!([0, 1, 2].map(|n| plural(Lang::Fr, n, "un", "des")), ["un", "un", "des"]);
        assert_eq!([0, 1, 2].map(|n| plural(Lang::En, n, "one", "some")), ["some", "one", "some"]);
    }

    #[test]
    fn french_prose_is_typeset() {
        let cases = [
            ("l'amende", "l’amende"),
            ("Vraiment ? Oui ; non !", "Vraiment~? Oui~; non~!"),
            ("Amende : 2 500 € (2,58 %)", "Amende_: 2~500_€ (2,58~%)"),
            ("« Rubrique » dit", "«_Rubrique_» dit"),
            ("art. 32, § 1, n° 4", "art._32, §_1, n°_4"),
            ("le 7 décembre 2020 et le 1er février", "le 7_décembre_2020 et le 1er_février"),
            ("10 M€ et 1,2 Md€", "10_M€ et 1,2_Md€"),
            ("en 2020 500 personnes", "en 2020 500 personnes"),
            ("1,2 million de comptes, des millions", "1,2_million de comptes, des millions"),
            ("à 14:30, rapport 1:2", "à 14:30, rapport 1:2"),
            ("1 851 312 842 €", "1~851~312~842_€"),
            ("aujourd'hui 'entre quotes'", "aujourd’hui 'entre quotes'"),
            ("Vraiment ?! qu'« il »", "Vraiment~?! qu’«_il_»"),
            ("(voir l'annexe : {{ratio}} ; fin)", "(voir l’annexe_: {{ratio}}~; fin)"),
            ("déjà\u{a0}% et\u{202f}: bien", "déjà~% et_: bien"),
        ];
        for (typed, set) in cases {
            assert_eq!(visible(&typeset(Lang::Fr, typed)), set);
            assert_eq!(typeset(Lang::En, typed), typed);
        }
    }

    #[test]
    fn what_is_no_prose_is_left_alone() {
        for typed in [
            "14:30",
            "1:2",
            "https://x.fr/?a=1;b=2!c:d'e",
            "contact@l'exemple.fr",
            "a != b, :smile, ?x=1",
            "'mot' et les chefs' ",
            "en 2018 500 personnes",
            "01 53 73 22 22",
            "SAN-2020 014",
            "quart. 5",
            "0,123 456",
            "",
            " ",
            ":",
        ] {
            assert_eq!(typeset(Lang::Fr, typed), typed);
        }
        assert_eq!(typeset(Lang::En, "it's 50 % : « no » !"), "it's 50 % : « no » !");
    }

    #[test]
    fn pieces_know_their_neighbours() {
        assert_eq!(visible(&typeset_between(Lang::Fr, "RGPD", " ", "; ensuite")), "~");
        assert_eq!(visible(&typeset_between(Lang::Fr, "l", "'", "article")), "’");
    }

    proptest! {
        #[test]
        fn typesetting_twice_is_typesetting_once(text in "([a-z0-9 '«»;:!?%€§\u{a0}\u{202f}\n]|mai |2020|art\\. |n° |M€|1er ){0,40}") {
            let once = typeset(Lang::Fr, &text).into_owned();
            prop_assert_eq!(typeset(Lang::Fr, &once), &*once);
        }

        #[test]
        fn typesetting_twice_changes_nothing(text in "[a-zé0-9 '«»:;!?%€§n°.]{0,40}") {
            let once = typeset(Lang::Fr, &text).into_owned();
            prop_assert_eq!(typeset(Lang::Fr, &once).into_owned(), once);
        }

        #[test]
        fn pieces_are_set_as_the_whole_is(left in "[a-z0-9 '«:;%€\n]{0,8}", piece in "[a-z0-9 '«:;%€\n]{0,8}", right in "[a-z0-9 »:;%€]{0,8}") {
            let whole = typeset(Lang::Fr, &format!("{left}{piece}{right}")).into_owned();
            let middle: String = whole.chars().skip(left.chars().count()).take(piece.chars().count()).collect();
            prop_assert_eq!(typeset_between(Lang::Fr, &left, &piece, &right), middle);
        }

        #[test]
        fn typesetting_keeps_the_number_of_characters(text in "\\PC{0,40}") {
            prop_assert_eq!(typeset(Lang::Fr, &text).chars().count(), text.chars().count());
        }
    }
}
