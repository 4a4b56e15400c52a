//! How numbers, money, dates and sentences are set, in French and in English: the one formatter of the site.
//!
//! Pure functions over exact values; rounding happens here, once, and half away from zero. French code points follow the
//! *Lexique des règles typographiques en usage à l'Imprimerie nationale*: U+202F between thousands and before `%`, `;`, `!`, `?`;
//! U+00A0 before `:` and the units of money, inside « », after art., § and n°, and inside dates; U+2019 for the apostrophe.
//! Nothing here knows HTML but [`date_html`]; choosing *what* to print is the views' business.

use std::borrow::Cow;

use rust_decimal::RoundingStrategy;

use crate::model::value::{Date, Decimal, Lang};

/// No-break space, U+00A0.
pub const NBSP: char = '\u{a0}';
/// Narrow no-break space, U+202F.
pub const NNBSP: char = '\u{202f}';

/// Euros to the cent: « 885 739 € », « 97 000,50 € », €2,500. No decimals where the amount is whole.
pub fn money(lang: Lang, euros: Decimal) -> String {
    let euros = euros.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
    let amount = if euros.fract().is_zero() { number(lang, euros) } else { localise(lang, &format!("{euros:.2}")) };
    with_unit(lang, &amount, "€", "")
}

/// Euros for prose and charts: three significant digits from one million up (« 1,5 M€ », €14.9bn), exact below.
pub fn money_compact(lang: Lang, euros: Decimal) -> String {
    if euros < MILLION {
        return money(lang, euros);
    }
    let rounded = three_digits(euros);
    if rounded < BILLION {
        with_unit(lang, &number(lang, rounded / MILLION), "M€", "m")
    } else {
        with_unit(lang, &number(lang, rounded / BILLION), "Md€", "bn")
    }
}

const MILLION: Decimal = Decimal::from_parts(1_000_000, 0, 0, false, 0);
const BILLION: Decimal = Decimal::from_parts(1_000_000_000, 0, 0, false, 0);

fn with_unit(lang: Lang, amount: &str, french: &str, english: &str) -> String {
    match lang {
        Lang::Fr => format!("{amount}{NBSP}{french}"),
        Lang::En => format!("€{amount}{english}"),
    }
}

/// A ratio as a percentage with three significant digits: 0.0257731959 is « 2,58 % ».
///
/// Anything above zero and under 0.001 % is said in words, since a row of zeros reads as none.
pub fn percent(lang: Lang, ratio: Decimal) -> String {
    let hundredths = ratio.saturating_mul(Decimal::ONE_HUNDRED);
    if hundredths.is_zero() || hundredths >= LEAST_PERCENT {
        return with_percent(lang, &number(lang, three_digits(hundredths)));
    }
    let least = with_percent(lang, &number(lang, LEAST_PERCENT));
    match lang {
        Lang::Fr => format!("moins de {least}"),
        Lang::En => format!("less than {least}"),
    }
}

const LEAST_PERCENT: Decimal = Decimal::from_parts(1, 0, 0, false, 3);

fn with_percent(lang: Lang, amount: &str) -> String {
    match lang {
        Lang::Fr => format!("{amount}{NNBSP}%"),
        Lang::En => format!("{amount}%"),
    }
}

fn three_digits(value: Decimal) -> Decimal {
    value.round_sf_with_strategy(3, RoundingStrategy::MidpointAwayFromZero).unwrap_or(value)
}

/// Marks an amount or a percentage as approximate: « env. 6,25 % », about 6.25%.
pub fn about(lang: Lang, text: &str) -> String {
    match lang {
        Lang::Fr => format!("env.{NBSP}{text}"),
        Lang::En => format!("about {text}"),
    }
}

/// A number with its thousands grouped and its trailing zeros dropped: « 5 300 », 5,300; « 0,025 », 0.025.
pub fn number(lang: Lang, value: impl Into<Decimal>) -> String {
    localise(lang, &value.into().normalize().to_string())
}

/// Groups the thousands of a plain decimal and gives it the language's decimal sign.
fn localise(lang: Lang, plain: &str) -> String {
    let (sign, digits) = plain.strip_prefix('-').map_or(("", plain), |digits| ("\u{2212}", digits));
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
    let (group, point) = match lang {
        Lang::Fr => (NNBSP, ','),
        Lang::En => (',', '.'),
    };
    let mut text = String::with_capacity(plain.len() + plain.len() / 2 + 3);
    text.push_str(sign);
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            text.push(group);
        }
        text.push(digit);
    }
    if !decimals.is_empty() {
        text.push(point);
        text.push_str(decimals);
    }
    text
}

/// The form of a word that goes with a number. French counts 0 and 1 as singular, English 1 alone.
pub fn plural<'a>(lang: Lang, count: u64, one: &'a str, other: &'a str) -> &'a str {
    let singular = match lang {
        Lang::Fr => count <= 1,
        Lang::En => count == 1,
    };
    if singular { one } else { other }
}

/// A date in full, as plain text: « 7 décembre 2020 », « 1er février 2024 », 7 December 2020.
pub fn date(lang: Lang, date: Date) -> String {
    date_with(lang, date, month_names(lang), "er")
}

/// [`date`] as HTML: « 1<sup>er</sup> février 2024 ». The `<time>` around it is the caller's.
pub fn date_html(lang: Lang, date: Date) -> String {
    date_with(lang, date, month_names(lang), "<sup>er</sup>")
}

/// A date for tables: « 7 déc. 2020 », 7 Dec 2020.
pub fn date_short(lang: Lang, date: Date) -> String {
    let months = match lang {
        Lang::Fr => &FRENCH_MONTHS_SHORT,
        Lang::En => &ENGLISH_MONTHS_SHORT,
    };
    date_with(lang, date, months, "er")
}

/// The name of a month (1 to 12) in full, lower case in French.
pub fn month(lang: Lang, month: i8) -> &'static str {
    month_names(lang)[(month.clamp(1, 12) - 1) as usize]
}

fn date_with(lang: Lang, date: Date, months: &[&str; 12], ordinal: &str) -> String {
    let (day, month, year) = (date.day(), months[(date.month() - 1) as usize], date.year());
    match lang {
        Lang::Fr if day == 1 => format!("{day}{ordinal}{NBSP}{month}{NBSP}{year}"),
        Lang::Fr => format!("{day}{NBSP}{month}{NBSP}{year}"),
        Lang::En => format!("{day} {month} {year}"),
    }
}

fn month_names(lang: Lang) -> &'static [&'static str; 12] {
    match lang {
        Lang::Fr => &FRENCH_MONTHS,
        Lang::En => &ENGLISH_MONTHS,
    }
}

static FRENCH_MONTHS: [&str; 12] = [
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
static FRENCH_MONTHS_SHORT: [&str; 12] =
    ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juill.", "août", "sept.", "oct.", "nov.", "déc."];
static ENGLISH_MONTHS: [&str; 12] = [
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
static ENGLISH_MONTHS_SHORT: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// French micro-typography for prose that people typed; English is left as it stands.
///
/// Spaces and apostrophes are exchanged one for one, never added or taken away: an address, `14:30` or `1:2` cannot change, and
/// [`typeset`] of its own result changes nothing.
pub fn typeset(lang: Lang, text: &str) -> Cow<'_, str> {
    let exchanges = exchanges(lang, text);
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

/// One character to be set as another: the `len` bytes at byte `at` become `to`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exchange {
    pub at: usize,
    pub len: usize,
    pub to: char,
}

/// What [`typeset`] would change, in the order of the text, for writers that hold the text in pieces.
pub fn exchanges(lang: Lang, text: &str) -> Vec<Exchange> {
    match lang {
        Lang::Fr => text.char_indices().filter_map(|(at, written)| exchange(text, at, written)).collect(),
        Lang::En => Vec::new(),
    }
}

fn exchange(text: &str, at: usize, written: char) -> Option<Exchange> {
    let len = written.len_utf8();
    let (before, after) = (&text[..at], &text[at + len..]);
    let to = match written {
        '\'' if is_apostrophe(before, after) => '’',
        ' ' | NBSP | NNBSP => space_between(before, after)?,
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
    (is_money_unit(after) || ends_with_abbreviation(before) || joins_date(before, after)).then_some(NBSP)
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

/// « art. 32 », « § 56 », « n° 78-17 ».
fn ends_with_abbreviation(before: &str) -> bool {
    let whole_word = |rest: &str| !rest.chars().next_back().is_some_and(char::is_alphanumeric);
    before.ends_with('§')
        || ["art.", "Art.", "n°", "N°"].iter().any(|word| before.strip_suffix(word).is_some_and(whole_word))
}

/// « 7 décembre », « 1er février », « décembre 2020 ».
fn joins_date(before: &str, after: &str) -> bool {
    if after.starts_with(|c: char| c.is_ascii_digit()) {
        let digits = after.bytes().take_while(u8::is_ascii_digit).count();
        return digits == 4 && FRENCH_MONTHS.contains(&last_word(before));
    }
    let day = last_word(before);
    let day = day.strip_suffix("er").unwrap_or(day);
    (1..=2).contains(&day.len())
        && day.bytes().all(|b| b.is_ascii_digit())
        && FRENCH_MONTHS.contains(&first_word(after))
}

fn first_word(text: &str) -> &str {
    text.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default()
}

fn last_word(text: &str) -> &str {
    text.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Shows the spaces that matter: `~` for U+00A0, `_` for U+202F.
    fn visible(text: &str) -> String {
        text.replace(NBSP, "~").replace(NNBSP, "_")
    }

    fn decimal(text: &str) -> Decimal {
        text.parse().expect("a decimal")
    }

    #[test]
    fn money_is_exact() {
        for (amount, french, english) in [
            ("0", "0~€", "€0"),
            ("500", "500~€", "€500"),
            ("2500", "2_500~€", "€2,500"),
            ("2500.00", "2_500~€", "€2,500"),
            ("885739", "885_739~€", "€885,739"),
            ("97000.5", "97_000,50~€", "€97,000.50"),
            ("0.05", "0,05~€", "€0.05"),
            ("14900000000", "14_900_000_000~€", "€14,900,000,000"),
            ("1234.565", "1_234,57~€", "€1,234.57"),
            ("0.996", "1~€", "€1"),
        ] {
            assert_eq!(visible(&money(Lang::Fr, decimal(amount))), french, "{amount}");
            assert_eq!(money(Lang::En, decimal(amount)), english, "{amount}");
        }
    }

    #[test]
    fn compact_money_starts_at_one_million() {
        for (amount, french, english) in [
            ("999999", "999_999~€", "€999,999"),
            ("999999.99", "999_999,99~€", "€999,999.99"),
            ("1000000", "1~M€", "€1m"),
            ("1500000", "1,5~M€", "€1.5m"),
            ("1255000", "1,26~M€", "€1.26m"),
            ("325000000", "325~M€", "€325m"),
            ("999999999", "1~Md€", "€1bn"),
            ("14900000000", "14,9~Md€", "€14.9bn"),
            ("1234567890123", "1_230~Md€", "€1,230bn"),
        ] {
            assert_eq!(visible(&money_compact(Lang::Fr, decimal(amount))), french, "{amount}");
            assert_eq!(money_compact(Lang::En, decimal(amount)), english, "{amount}");
        }
    }

    #[test]
    fn percentages_have_three_significant_digits() {
        for (ratio, french, english) in [
            ("0", "0_%", "0%"),
            ("0.0000000000", "0_%", "0%"),
            ("0.0257731959", "2,58_%", "2.58%"),
            ("0.000153", "0,0153_%", "0.0153%"),
            ("0.124", "12,4_%", "12.4%"),
            ("0.00025", "0,025_%", "0.025%"),
            ("0.0625", "6,25_%", "6.25%"),
            ("0.00001", "0,001_%", "0.001%"),
            ("0.0000099999", "moins de 0,001_%", "less than 0.001%"),
            ("0.0000000001", "moins de 0,001_%", "less than 0.001%"),
            ("0.02575", "2,58_%", "2.58%"),
            ("0.9996", "100_%", "100%"),
            ("1", "100_%", "100%"),
            ("12.5", "1_250_%", "1,250%"),
        ] {
            assert_eq!(visible(&percent(Lang::Fr, decimal(ratio))), french, "{ratio}");
            assert_eq!(percent(Lang::En, decimal(ratio)), english, "{ratio}");
        }
    }

    #[test]
    fn dates_keep_together_and_the_first_is_ordinal() {
        let day = |month, day| Date::new(2020, month, day).expect("a day");
        assert_eq!(visible(&date(Lang::Fr, day(12, 7))), "7~décembre~2020");
        assert_eq!(visible(&date(Lang::Fr, day(2, 1))), "1er~février~2020");
        assert_eq!(visible(&date_html(Lang::Fr, day(2, 1))), "1<sup>er</sup>~février~2020");
        assert_eq!(visible(&date_short(Lang::Fr, day(12, 7))), "7~déc.~2020");
        assert_eq!(date(Lang::En, day(12, 7)), "7 December 2020");
        assert_eq!(date_html(Lang::En, day(2, 1)), "1 February 2020");
        assert_eq!(date_short(Lang::En, day(12, 7)), "7 Dec 2020");
        assert_eq!((month(Lang::Fr, 8), month(Lang::En, 8)), ("août", "August"));
    }

    #[test]
    fn words_agree_with_their_number() {
        let forms = |lang| [0, 1, 2].map(|count| plural(lang, count, "one", "other"));
        assert_eq!(forms(Lang::Fr), ["one", "one", "other"]);
        assert_eq!(forms(Lang::En), ["other", "one", "other"]);
        assert_eq!((visible(&number(Lang::Fr, 5300)), number(Lang::En, 5300)), ("5_300".into(), "5,300".into()));
        assert_eq!((visible(&about(Lang::Fr, "5")), about(Lang::En, "5")), ("env.~5".into(), "about 5".into()));
    }

    #[test]
    fn french_prose_gets_its_spaces_and_apostrophes() {
        for (typed, set) in [
            ("l'article 32 : « oui » ; non !", "l’article 32~: «~oui~»_; non_!"),
            ("Vraiment ?!", "Vraiment_?!"),
            ("aujourd'hui, qu'« il »", "aujourd’hui, qu’«~il~»"),
            ("2 500 € ou 1,5 M€, 14,9 Md€", "2_500~€ ou 1,5~M€, 14,9~Md€"),
            ("1 234 567 personnes", "1_234_567 personnes"),
            ("2,58 %, 20 % du total", "2,58_%, 20_% du total"),
            ("art. 32, § 56, n° 78-17", "art.~32, §~56, n°~78-17"),
            ("le 7 décembre 2020 et le 1er février", "le 7~décembre~2020 et le 1er~février"),
            ("depuis mai 2018", "depuis mai~2018"),
            ("(voir l'annexe : {{ratio}} ; fin)", "(voir l’annexe~: {{ratio}}_; fin)"),
            ("déjà\u{a0}% et\u{202f}: bien", "déjà_% et~: bien"),
        ] {
            assert_eq!(visible(&typeset(Lang::Fr, typed)), set, "{typed}");
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

    proptest! {
        #[test]
        fn typesetting_twice_is_typesetting_once(text in "([a-z0-9 '«»;:!?%€§\u{a0}\u{202f}]|mai |2020|art\\. |n° |M€|1er ){0,40}") {
            let once = typeset(Lang::Fr, &text).into_owned();
            prop_assert_eq!(typeset(Lang::Fr, &once), &*once);
            prop_assert_eq!(once.chars().count(), text.chars().count());
        }

        #[test]
        fn any_text_can_be_set(text in any::<String>()) {
            let once = typeset(Lang::Fr, &text).into_owned();
            prop_assert_eq!(typeset(Lang::Fr, &once), &*once);
        }
    }
}
