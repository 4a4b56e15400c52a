//! The grammar of `{{…}}`: a computed figure, or a name, printed in a text.

use crate::model::value::{Choice, is_slug};

/// What a slot prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SlotKind {
    Ratio,
    Fine,
    Imposed,
    Base,
    Cap,
    Share,
    Name,
}

impl Choice for SlotKind {
    const ALL: &'static [SlotKind] = &[
        SlotKind::Ratio,
        SlotKind::Fine,
        SlotKind::Imposed,
        SlotKind::Base,
        SlotKind::Cap,
        SlotKind::Share,
        SlotKind::Name,
    ];

    fn word(self) -> &'static str {
        match self {
            SlotKind::Ratio => "ratio",
            SlotKind::Fine => "fine",
            SlotKind::Imposed => "imposed",
            SlotKind::Base => "base",
            SlotKind::Cap => "cap",
            SlotKind::Share => "share",
            SlotKind::Name => "name",
        }
    }
}

/// Whose figure: `{{ratio}}`, `{{ratio of editeur}}` or `{{ratio of san-2020-015}}`, `{{ratio of san-2020-012/irlande}}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SlotOf<'a> {
    /// The page's own decision.
    Own,
    /// An entity of the page's own decision, or else a decision.
    Named(&'a str),
    /// An entity of a decision.
    EntityOf { decision: &'a str, entity: &'a str },
}

/// Reads what stands between `{{` and `}}`.
pub fn parse(inside: &str) -> Option<(SlotKind, SlotOf<'_>)> {
    let mut words = inside.split_ascii_whitespace();
    let kind = SlotKind::parse(words.next()?)?;
    let of = match (words.next(), words.next(), words.next()) {
        (None, ..) => SlotOf::Own,
        (Some("of"), Some(id), None) => match id.split_once('/') {
            Some((decision, entity)) if is_slug(decision) && is_slug(entity) => SlotOf::EntityOf { decision, entity },
            None if is_slug(id) => SlotOf::Named(id),
            _ => return None,
        },
        _ => return None,
    };
    Some((kind, of))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slots_name_a_figure_and_whose() {
        assert_eq!(parse("ratio"), Some((SlotKind::Ratio, SlotOf::Own)));
        assert_eq!(parse(" fine of editeur "), Some((SlotKind::Fine, SlotOf::Named("editeur"))));
        let of = SlotOf::EntityOf { decision: "san-2020-012", entity: "irlande" };
        assert_eq!(parse("name of san-2020-012/irlande"), Some((SlotKind::Name, of)));
        for wrong in
            ["", "total", "ratio editeur", "ratio of", "ratio of a b", "ratio of A", "ratio | upper", "name of a/b/c"]
        {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
    }
}
