//! The one formatter: money, percentages, dates and French micro-typography, used by pages, workings and data.
//!
//! French code points: U+202F between groups of three digits and before `%` `;` `!` `?`, U+00A0 before `:` and `€`, inside « », after
//! `art.`, `§`, `n°`, and inside dates; ’ for the apostrophe. English: €2,500, 2.58%, 7 December 2020. Values are rounded once, here.

use std::borrow::Cow;

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

fn with_unit(lang: Lang, value: Decimal, fr: &str, en: &str) -> String {
    match lang {
        Lang::Fr => format!("{}{NBSP}{fr}", number(lang, value)),
        Lang::En => format!("€{}{en}", number(lang, value)),
    }
}

/// A ratio as a percentage: three significant digits, half away from zero, without trailing zeros; under 0.001 % it is said so.
pub fn percent(lang: Lang, ratio: Decimal) -> String {
    let percent = ratio * Decimal::ONE_HUNDRED;
    let least = Decimal::new(1, 3);
    let (text, less) = match percent {
        zero if zero.is_zero() => (number(lang, Decimal::ZERO), false),
        small if small < least => (number(lang, least), true),
        other => (number(lang, significant(other)), false),
    };
    match (lang, less) {
        (Lang::Fr, false) => format!("{text}{NNBSP}%"),
        (Lang::Fr, true) => format!("moins de {text}{NNBSP}%"),
        (Lang::En, false) => format!("{text}%"),
        (Lang::En, true) => format!("less than {text}%"),
    }
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

/// French micro-typography for prose as people type it; English is left as it is. What is right already stays.
pub fn typeset(lang: Lang, text: &str) -> Cow<'_, str> {
    typeset_between(lang, "", text, "")
}

/// The same for a piece of a text, given what stands before and after it.
pub fn typeset_between<'a>(lang: Lang, before: &str, text: &'a str, after: &str) -> Cow<'a, str> {
    if lang == Lang::En || !text.contains([' ', '\'', '\n']) {
        return Cow::Borrowed(text);
    }
    let whole = format!("{before}{text}{after}");
    let range = before.len()..before.len() + text.len();
    let mut out = String::with_capacity(text.len() + 16);
    for (at, c) in whole[range.clone()].char_indices().map(|(at, c)| (at + range.start, c)) {
        let (left, right) = (&whole[..at], &whole[at + c.len_utf8()..]);
        out.push(match c {
            ' ' | '\n' => space(left, right).unwrap_or(c),
            '\'' if is_apostrophe(left, right) => '’',
            other => other,
        });
    }
    Cow::Owned(out)
}

fn is_apostrophe(left: &str, right: &str) -> bool {
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    letter(left.chars().next_back()) && (letter(right.chars().next()) || right.starts_with(['«', '`']))
}

/// The space that belongs between two texts, where it is not an ordinary one.
fn space(left: &str, right: &str) -> Option<char> {
    let (last, next) = (left.chars().next_back()?, right.chars().next()?);
    match next {
        ';' | '!' | '?' | '%' => return Some(NNBSP),
        ':' | '»' | '€' => return Some(NBSP),
        _ => {}
    }
    if matches!(last, '«' | '§')
        || ends_with_word(left, "n°")
        || ends_with_word(left, "art.")
        || ends_with_word(left, "Art.")
    {
        return Some(NBSP);
    }
    if last.is_ascii_digit() && next.is_ascii_digit() {
        return is_group(left, right).then_some(NNBSP);
    }
    let is_unit = ["M€", "Md€", "k€"].iter().any(|unit| right.starts_with(unit));
    if last.is_ascii_digit() && is_unit {
        return Some(NBSP);
    }
    is_inside_date(left, right).then_some(NBSP)
}

fn ends_with_word(left: &str, word: &str) -> bool {
    left.strip_suffix(word).is_some_and(|rest| !rest.chars().next_back().is_some_and(char::is_alphanumeric))
}

/// « 2 500 »: one to three digits on the left, exactly three on the right.
fn is_group(left: &str, right: &str) -> bool {
    let before = left.bytes().rev().take_while(u8::is_ascii_digit).count();
    let after = right.bytes().take_while(u8::is_ascii_digit).count();
    (1..=3).contains(&before) && after == 3
}

/// « 7 décembre », « 1er février », « décembre 2020 ».
fn is_inside_date(left: &str, right: &str) -> bool {
    let starts_with_month = || MONTHS_FR.iter().any(|month| word_of(right) == *month);
    let day = left.strip_suffix("er").unwrap_or(left);
    let digits = day.bytes().rev().take_while(u8::is_ascii_digit).count();
    if (1..=2).contains(&digits) && starts_with_month() {
        return true;
    }
    let year = right.bytes().take_while(u8::is_ascii_digit).count();
    year == 4 && MONTHS_FR.iter().any(|month| ends_with_word(left, month))
}

fn word_of(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len());
    &text[..end]
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

    #[test]
    fn money_is_exact() {
        let cases = [
            ("885739", "885~739_€", "€885,739"),
            ("2500", "2~500_€", "€2,500"),
            ("97000.5", "97~000,50_€", "€97,000.50"),
            ("0", "0_€", "€0"),
            ("999", "999_€", "€999"),
            ("1000000.00", "1~000~000_€", "€1,000,000"),
        ];
        for (amount, fr, en) in cases {
            assert_eq!(
                (visible(&money(Lang::Fr, decimal(amount))), money(Lang::En, decimal(amount))),
                (fr.into(), en.into())
            );
        }
    }

    #[test]
    fn compact_money_is_for_prose() {
        let cases = [
            ("1500000", "1,5_M€", "€1.5m"),
            ("14900000000", "14,9_Md€", "€14.9bn"),
            ("10000000", "10_M€", "€10m"),
            ("999999", "999~999_€", "€999,999"),
            ("1851312842", "1,85_Md€", "€1.85bn"),
        ];
        for (amount, fr, en) in cases {
            let amount = decimal(amount);
            assert_eq!(
                (visible(&money_compact(Lang::Fr, amount)), money_compact(Lang::En, amount)),
                (fr.into(), en.into())
            );
        }
    }

    #[test]
    fn percentages_have_three_significant_digits() {
        let cases = [
            ("0.0257731958762886597938", "2,58~%", "2.58%"),
            ("0.0625", "6,25~%", "6.25%"),
            ("0.00025", "0,025~%", "0.025%"),
            ("0.000153", "0,0153~%", "0.0153%"),
            ("0.1240", "12,4~%", "12.4%"),
            ("0.00001", "0,001~%", "0.001%"),
            ("0.0000099", "moins de 0,001~%", "less than 0.001%"),
            ("0", "0~%", "0%"),
            ("0.02585", "2,59~%", "2.59%"),
            ("5", "500~%", "500%"),
            ("12.345", "1~235~%", "1,235%"),
            ("0.02", "2~%", "2%"),
        ];
        for (ratio, fr, en) in cases {
            assert_eq!(
                (visible(&percent(Lang::Fr, decimal(ratio))), percent(Lang::En, decimal(ratio))),
                (fr.into(), en.into())
            );
        }
    }

    #[test]
    fn dates_are_written_out() {
        assert_eq!(visible(&date(Lang::Fr, day("2020-12-07"))), "7_décembre_2020");
        assert_eq!(visible(&date(Lang::Fr, day("2024-02-01"))), "1er_février_2024");
        assert_eq!(visible(&date_html(Lang::Fr, day("2024-02-01"))), "1<sup>er</sup>_février_2024");
        assert_eq!(visible(&date_short(Lang::Fr, day("2022-07-22"))), "22_juil._2022");
        assert_eq!(visible(&date(Lang::En, day("2024-02-01"))), "1_February_2024");
        assert_eq!(visible(&date_short(Lang::En, day("2020-12-07"))), "7_Dec_2020");
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
            ("à 14:30, rapport 1:2", "à 14:30, rapport 1:2"),
            ("1 851 312 842 €", "1~851~312~842_€"),
            ("aujourd'hui 'entre quotes'", "aujourd’hui 'entre quotes'"),
        ];
        for (typed, set) in cases {
            assert_eq!(visible(&typeset(Lang::Fr, typed)), set);
            assert_eq!(typeset(Lang::En, typed), typed);
        }
    }

    #[test]
    fn pieces_know_their_neighbours() {
        assert_eq!(visible(&typeset_between(Lang::Fr, "RGPD", " ", "; ensuite")), "~");
        assert_eq!(visible(&typeset_between(Lang::Fr, "l", "'", "article")), "’");
    }

    proptest! {
        #[test]
        fn typesetting_twice_changes_nothing(text in "[a-zé0-9 '«»:;!?%€§n°.]{0,40}") {
            let once = typeset(Lang::Fr, &text).into_owned();
            prop_assert_eq!(typeset(Lang::Fr, &once).into_owned(), once);
        }

        #[test]
        fn typesetting_keeps_the_number_of_characters(text in "\\PC{0,40}") {
            prop_assert_eq!(typeset(Lang::Fr, &text).chars().count(), text.chars().count());
        }
    }
}
