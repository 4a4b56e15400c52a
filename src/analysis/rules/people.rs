//! No text shows a natural person's e-mail address, telephone number or social-security number.
//!
//! Article 5(1)(c) GDPR: a case study needs none of them. Addresses of offices (`contact@…`) and numbers that many share are let through.

use std::ops::Range;

use crate::analysis::texts::Text;
use crate::diag::{Code, Diagnostic, Sink};
use crate::source::Span;

/// Hosts where people, not bodies, have their letter box.
const PRIVATE_HOSTS: &[&str] = &[
    "gmail.com",
    "orange.fr",
    "wanadoo.fr",
    "free.fr",
    "sfr.fr",
    "laposte.net",
    "hotmail.com",
    "hotmail.fr",
    "outlook.com",
    "outlook.fr",
    "yahoo.fr",
    "yahoo.com",
    "icloud.com",
    "live.fr",
    "proton.me",
    "protonmail.com",
    "gmx.fr",
    "bbox.fr",
];

/// Hosts kept for examples (RFC 2606).
const EXAMPLE_HOSTS: &[&str] = &["example.org", "example.com", "example.net", "example.fr", "exemple.fr"];

pub fn are_not_exposed(text: &Text, sink: &Sink) {
    for leaf in &text.body.leaves {
        let shown = leaf.shown();
        for (range, what) in found(shown) {
            report(what, leaf.shown_span(range), sink);
        }
    }
    for link in &text.body.links {
        let address = link.dest.strip_prefix("mailto:").filter(|address| is_personal_address(address));
        let telephone = link.dest.strip_prefix("tel:").filter(|number| is_personal_number(number));
        if let Some(what) = address.map(|_| What::Email).or(telephone.map(|_| What::Telephone)) {
            report(what, link.span, sink);
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    Email,
    Telephone,
    Nir,
}

fn report(what: What, span: Span, sink: &Sink) {
    let what = match what {
        What::Email => "this looks like a person's e-mail address",
        What::Telephone => "this looks like a person's telephone number",
        What::Nir => "this is a social-security number (its key is right)",
    };
    sink.report(
        Diagnostic::new(Code::PersonalData, span, what)
            .help("take it out of the text, and out of the history if it was published"),
    );
}

/// Whether a text that is no part of the book, such as the message of a commit, shows what belongs to a person.
pub fn is_exposed(text: &str) -> bool {
    !found(text).is_empty()
}

fn found(text: &str) -> Vec<(Range<usize>, What)> {
    let mut found: Vec<(Range<usize>, What)> = text
        .match_indices('@')
        .map(|(at, _)| address_around(text, at))
        .filter(|range| is_personal_address(&text[range.clone()]))
        .map(|range| (range, What::Email))
        .collect();
    for range in runs_of_digits(text) {
        let run = &text[range.clone()];
        if is_nir(run) {
            found.push((range, What::Nir));
        } else if is_personal_number(run) {
            found.push((range, What::Telephone));
        }
    }
    found
}

fn address_around(text: &str, at: usize) -> Range<usize> {
    let is_of_address = |c: char| c.is_alphanumeric() || "._-+".contains(c);
    let start = text[..at]
        .rfind(|c| !is_of_address(c))
        .map_or(0, |before| before + text[before..].chars().next().map_or(1, char::len_utf8));
    let end = at + 1 + text[at + 1..].find(|c| !is_of_address(c)).unwrap_or(text.len() - at - 1);
    let end = start + text[start..end].trim_end_matches(['.', '-']).len();
    start..end.max(at + 1)
}

/// `prenom.nom@…`, or any box at a host where people have theirs.
fn is_personal_address(address: &str) -> bool {
    let Some((local, host)) = address.split_once('@') else { return false };
    let host = host.to_lowercase();
    if local.is_empty() || !host.contains('.') || EXAMPLE_HOSTS.contains(&host.as_str()) {
        return false;
    }
    let is_name = |part: &str| part.chars().count() > 1 && part.chars().all(char::is_alphabetic);
    let is_full_name =
        local.split_once('.').is_some_and(|(first, last)| is_name(first) && last.split(['-', '.']).all(is_name));
    is_full_name || PRIVATE_HOSTS.contains(&host.as_str())
}

/// Digits with single spaces, dots or hyphens between them, `+` before, `A` and `B` of Corsica among them.
fn runs_of_digits(text: &str) -> Vec<Range<usize>> {
    let is_separator = |c: char| matches!(c, ' ' | '.' | '-' | '\u{a0}' | '\u{202f}' | '(' | ')');
    let mut runs: Vec<Range<usize>> = Vec::new();
    let mut open: Option<(usize, usize)> = None;
    let mut gap = 0;
    for (at, c) in text.char_indices() {
        let corsican = matches!(c, 'A' | 'B') && open.is_some() && gap == 0;
        match open {
            _ if c.is_ascii_digit() || corsican => {
                open = Some((open.map_or(at, |(start, _)| start), at + 1));
                gap = 0;
            }
            None if c == '+' => open = Some((at, at + 1)),
            Some(_) if is_separator(c) && gap < 2 => gap += 1,
            Some((start, end)) => {
                runs.push(start..end);
                (open, gap) = (None, 0);
            }
            None => {}
        }
    }
    runs.extend(open.map(|(start, end)| start..end));
    runs
}

fn plain(run: &str) -> String {
    run.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '+').collect()
}

/// A French mobile number: landlines are mostly those of bodies.
fn is_personal_number(run: &str) -> bool {
    let plain = plain(run);
    let national =
        plain.strip_prefix("+33").or_else(|| plain.strip_prefix("0033")).map(|rest| rest.trim_start_matches('0'));
    let national = national.or_else(|| plain.strip_prefix('0'));
    national
        .is_some_and(|rest| rest.len() == 9 && rest.starts_with(['6', '7']) && rest.bytes().all(|b| b.is_ascii_digit()))
}

/// 13 digits and a key of two: 97 less the remainder by 97 (décret n° 82-103). 2A and 2B count as 19 and 18.
fn is_nir(run: &str) -> bool {
    let plain = plain(run).replacen("2A", "19", 1).replacen("2B", "18", 1);
    if plain.len() != 15 || !plain.starts_with(['1', '2']) || !plain.bytes().all(|b| b.is_ascii_digit()) {
        return false;
    }
    let (number, key) = plain.split_at(13);
    let (Ok(number), Ok(key)) = (number.parse::<u64>(), key.parse::<u64>()) else { return false };
    97 - number % 97 == key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_belongs_to_a_person_is_told_from_what_belongs_to_a_body() {
        let kinds = |text: &str| {
            found(text).into_iter().map(|(range, what)| (text[range].to_owned(), what)).collect::<Vec<_>>()
        };
        assert_eq!(
            kinds("Écrire à jeanne.exemple@societe.fr."),
            [("jeanne.exemple@societe.fr".to_owned(), What::Email)]
        );
        assert_eq!(kinds("au 06 12 34 56 78, ou"), [("06 12 34 56 78".to_owned(), What::Telephone)]);
        assert_eq!(kinds("+33 (0)6.12.34.56.78"), [("+33 (0)6.12.34.56.78".to_owned(), What::Telephone)]);
        assert_eq!(kinds("n° 2 55 08 14 168 025 38"), [("2 55 08 14 168 025 38".to_owned(), What::Nir)]);
        for body in [
            "contact@cnil.fr",
            "dpo@example.org",
            "01 53 73 22 22",
            "2 55 08 14 168 025 39",
            "a@b",
            "@",
            "le 06/12/2020",
        ] {
            assert_eq!(kinds(body), [], "{body}");
        }
    }
}
