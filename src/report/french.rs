//! Messages in French. Those who find a mistake say it once, in English; `messages.fr.txt` says the same in French, line by line, with its holes filled.

use std::sync::LazyLock;

use crate::diag::Diagnostic;

struct Row {
    /// What stands between the holes.
    english: Vec<&'static str>,
    /// The number of each hole of the English line.
    holes: Vec<usize>,
    french: &'static str,
}

static ROWS: LazyLock<Vec<Row>> = LazyLock::new(|| rows(include_str!("messages.fr.txt")));

fn rows(text: &'static str) -> Vec<Row> {
    let lines: Vec<&str> = text.lines().filter(|line| !line.is_empty() && !line.starts_with("# ")).collect();
    lines.chunks_exact(2).map(|pair| row(pair[0], pair[1])).collect()
}

fn row(english: &'static str, french: &'static str) -> Row {
    let (mut parts, mut holes, mut rest) = (Vec::new(), Vec::new(), english);
    while let Some((before, number, after)) = hole(rest) {
        parts.push(before);
        holes.push(number);
        rest = after;
    }
    parts.push(rest);
    Row { english: parts, holes, french }
}

/// What stands before the next `{1}`, its number, and what follows.
fn hole(text: &str) -> Option<(&str, usize, &str)> {
    let (at, _) = text.match_indices('{').find(|(at, _)| text[at + 1..].starts_with(|c: char| c.is_ascii_digit()))?;
    let number = text[at + 1..].chars().next()?.to_digit(10)?;
    Some((&text[..at], number as usize, text[at + 2..].strip_prefix('}')?))
}

impl Row {
    /// The words in the holes, by their numbers, where a message is of this row.
    fn matched<'a>(&self, message: &'a str) -> Option<Vec<(usize, &'a str)>> {
        let (last, firsts) = self.english.split_last()?;
        if firsts.is_empty() {
            return (message == *last).then(Vec::new);
        }
        let mut rest = message.strip_prefix(firsts[0])?;
        let mut found: Vec<(usize, &str)> = Vec::new();
        for (number, after) in self.holes.iter().zip(self.english[1..].iter()) {
            let is_last = found.len() + 1 == self.holes.len();
            let end = if is_last { rest.len().checked_sub(after.len())? } else { rest.find(after)? };
            let words = rest.get(..end)?;
            rest = rest[end..].strip_prefix(after)?;
            let is_other = found.iter().any(|(known, other)| known == number && *other != words);
            if words.is_empty() || is_other {
                return None;
            }
            found.push((*number, words));
        }
        Some(found)
    }
}

/// A message in French; none where the table does not know it.
pub fn of(message: &str) -> Option<String> {
    ROWS.iter().find_map(|row| {
        let words = row.matched(message)?;
        let mut out = String::new();
        let mut rest = row.french;
        while let Some((before, number, after)) = hole(rest) {
            out.push_str(before);
            let filled = words.iter().find(|(other, _)| *other == number).map_or("", |(_, words)| *words);
            out.push_str(&of(filled).unwrap_or_else(|| filled.to_owned()));
            rest = after;
        }
        Some(out + rest)
    })
}

/// The diagnostic in French; what the table does not know stays as it is.
pub fn translated(mut one: Diagnostic) -> Diagnostic {
    let french = |text: &mut String| {
        if let Some(french) = of(text) {
            *text = french;
        }
    };
    french(&mut one.message);
    one.help.iter_mut().for_each(french);
    one.related.iter_mut().for_each(|related| french(&mut related.message));
    one
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holes_are_filled_and_looked_up_in_their_turn() {
        assert_eq!(of("a page has no key `titel`").as_deref(), Some("une page n'a pas de clé `titel`"));
        assert_eq!(
            of("expected a list, found a plain value").as_deref(),
            Some("attendu : une liste ; trouvé : une valeur simple")
        );
        assert_eq!(of("a row of `fines` needs `basis`").as_deref(), Some("il manque `basis` à une ligne de `fines`"));
        assert_eq!(of("an unheard-of message"), None);
    }

    #[test]
    fn every_line_has_its_french_one_with_the_same_holes() {
        let text = include_str!("messages.fr.txt");
        assert_eq!(text.lines().filter(|line| !line.is_empty() && !line.starts_with("# ")).count() % 2, 0);
        for row in ROWS.iter() {
            let mut rest = row.french;
            while let Some((_, number, after)) = hole(rest) {
                assert!(row.holes.contains(&number), "{}", row.french);
                rest = after;
            }
        }
    }
}
