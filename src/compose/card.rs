//! The picture of a page for messengers: the kicker, the title and the figures of a decision, else what the site is.

use crate::analysis::routes::Page;
use crate::model::value::{DocId, Kind, Lang};
use crate::theme;
use crate::typography;
use crate::view::card::{CardFigureView, CardLineView, CardView};
use crate::view::parts::FigureView;
use crate::view::site::ImageView;
use crate::vocabulary::say;

use super::charts::count;
use super::{World, decision, rows, text};

/// Where pictures stand.
pub const FOLDER: &str = "cards/";

/// The margins of the picture, and where its title starts.
const LEFT: u32 = 80;
const RIGHT: u32 = 1120;
const TITLE: u32 = 168;
/// Between two figures.
const GAP: u32 = 64;
/// Heights of letters: those of a title, from the largest, each with the most lines that it may take.
const SIZES: [(u32, usize); 3] = [(64, 3), (56, 4), (48, 4)];
const VALUE: u32 = 52;
const LABEL: u32 = 25;

/// The picture of a page, named after its content. None where the book wants none, and without a host: its address is always given in full.
pub fn image(world: &World, page: &Page, lang: Lang) -> Option<ImageView> {
    let routes = &world.analysis.routes;
    if !world.inputs.config.social_images || routes.origin.is_none() {
        return None;
    }
    let (card, alt) = match page {
        Page::Document(id) if id.kind == Kind::Decision => decided(world, id, lang)?,
        _ => general(world, lang),
    };
    let href = routes.absolute(&format!("{}{}", routes.base, path(world, &card)));
    Some(ImageView { href, alt })
}

/// Every picture of the site by its path.
pub fn all(world: &World) -> Vec<(String, CardView)> {
    if !world.inputs.config.social_images || world.analysis.routes.origin.is_none() {
        return Vec::new();
    }
    let decisions = world.decisions.iter().flat_map(|id| Lang::ALL.iter().map(move |lang| decided(world, id, *lang)));
    let general = Lang::ALL.iter().map(|lang| Some(general(world, *lang)));
    decisions.chain(general).flatten().map(|(card, _)| (path(world, &card), card)).collect()
}

/// The name follows from what is drawn and with what: where it stands already, it need not be drawn again.
fn path(world: &World, card: &CardView) -> String {
    let text = serde_json::to_vec(card).expect("a card is text and numbers");
    let mut hasher = blake3::Hasher::new();
    hasher.update(theme::card_version(&world.inputs.theme).as_bytes()).update(&text);
    format!("{FOLDER}{}.png", &hasher.finalize().to_hex()[..20])
}

// ── what they say ──

/// The picture of a decision, and the same in words. Names have passed the clock: the texts are those of the page.
fn decided(world: &World, id: &DocId, lang: Lang) -> Option<(CardView, String)> {
    let document = world.document(id)?;
    let (kicker, figures) = decision::in_short(world, document, document.as_decision()?, lang);
    Some(card(world, &kicker, &text::title(world, id, lang), &figures, lang))
}

fn general(world: &World, lang: Lang) -> (CardView, String) {
    let corpus = &world.analysis.corpus;
    let built = |kind| corpus.of_kind(kind).filter(|document| world.analysis.routes.is_built(document)).count();
    let counted = [
        (say(lang, "Décisions", "Decisions"), world.decisions.len()),
        (say(lang, "Articles de loi", "Articles of law"), built(Kind::Provision)),
        (say(lang, "Listes de contrôle", "Checklists"), built(Kind::Checklist)),
    ];
    let figures: Vec<FigureView> =
        counted.iter().map(|(label, value)| rows::plain_figure(label, count(lang, *value), None)).collect();
    let kicker = say(lang, "Base de connaissances, sources à l’appui", "A knowledge base, with its sources");
    card(world, kicker, &world.frame(lang).subtitle.clone(), &figures, lang)
}

fn card(world: &World, kicker: &str, title: &str, figures: &[FigureView], lang: Lang) -> (CardView, String) {
    let known: Vec<&FigureView> = figures.iter().filter(|figure| !figure.missing || figure.main).collect();
    let colon = say(lang, "\u{a0}: ", ": ");
    let said = known.iter().map(|figure| format!("{}{colon}{}", figure.label, figure.value));
    let alt = format!("{kicker}. {}", [title.to_owned()].into_iter().chain(said).collect::<Vec<_>>().join(". "));
    let (size, lines) = set(&plain(&typography::typeset(lang, title)));
    let view = CardView {
        brand: plain(&world.inputs.config.title),
        kicker: plain(kicker),
        size,
        lines: lines
            .into_iter()
            .zip(1..)
            .map(|(text, at)| CardLineView { text, y: TITLE + at * size + (at - 1) * size / 6 })
            .collect(),
        figures: placed(&known),
    };
    (view, alt)
}

/// The letters of the picture have no narrow space.
fn plain(text: &str) -> String {
    text.replace('\u{202f}', "\u{2009}")
}

// ── where it stands ──

/// Side by side, as many as there is room for.
fn placed(figures: &[&FigureView]) -> Vec<CardFigureView> {
    let mut x = LEFT;
    let mut placed = Vec::new();
    for figure in figures {
        let (label, value) = (plain(&figure.label), plain(&figure.value));
        let width = width(&value, VALUE).max(width(&label, LABEL));
        if x + width > RIGHT {
            break;
        }
        placed.push(CardFigureView { label, value, x });
        x += width + GAP;
    }
    placed
}

/// A title in lines, as large as it can be; cut with « … » where even small letters are too many.
fn set(title: &str) -> (u32, Vec<String>) {
    for (size, most) in SIZES {
        let lines = lines(title, size);
        if lines.len() <= most {
            return (size, lines);
        }
    }
    let (size, most) = SIZES[SIZES.len() - 1];
    let mut lines = lines(title, size);
    lines.truncate(most);
    if let Some(last) = lines.last_mut() {
        while width(&format!("{last}…"), size) > RIGHT - LEFT && last.pop().is_some() {}
        *last = format!("{}…", last.trim_end_matches([' ', ',', ';', ':', '\u{a0}']));
    }
    (size, lines)
}

fn lines(text: &str, size: u32) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split([' ', '\n']).filter(|word| !word.is_empty()) {
        let longer = lines.last().map(|line| format!("{line} {word}"));
        match (lines.last_mut(), longer) {
            (Some(line), Some(longer)) if width(&longer, size) <= RIGHT - LEFT => *line = longer,
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// How wide a text is in Source Serif 4 SemiBold, in units of the picture; rounded up.
fn width(text: &str, size: u32) -> u32 {
    text.chars().map(advance).sum::<u32>() * size / 1000 + 1
}

/// Thousandths of the height of the letters: the advances of the typeface, by groups.
fn advance(letter: char) -> u32 {
    match letter {
        '\u{2009}' => 160,
        ' ' | '\u{a0}' | '\'' | '’' | '"' => 240,
        'j' | '.' | ',' | ';' | ':' | '!' => 320,
        'i' | 'l' | '-' | 'î' | 'ï' | '°' => 360,
        'f' | 't' | 'I' | 'J' | '(' | ')' | '/' => 400,
        'r' | 's' | '?' | '“' | '”' | 'z' => 520,
        'a' | 'c' | 'e' | '0'..='9' | 'é' | 'è' | 'ê' | 'ë' | 'à' | 'â' | 'ç' | 'S' | '–' | '€' => 560,
        'g' | 'o' | 'v' | 'x' | 'y' | 'Z' | '«' | '»' | 'ô' => 600,
        'b' | 'd' | 'h' | 'k' | 'n' | 'p' | 'q' | 'u' | 'ù' | 'û' | 'E' | 'F' | 'L' | 'P' | 'B' | 'C' | 'T' | 'X'
        | 'Y' => 680,
        'A' | 'R' | 'V' | 'D' | 'G' | 'K' | 'N' | 'O' | 'Q' | 'U' | '&' | 'É' | 'À' => 760,
        _ => 1040,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_set_as_large_as_it_fits_and_never_runs_off() {
        let short = set("Un fait court");
        assert_eq!(short, (64, vec!["Un fait court".to_owned()]));
        let long = "Un titre qui ne finit pas ".repeat(12);
        let (size, lines) = set(long.trim_end());
        assert_eq!((size, lines.len()), (48, 4));
        assert!(lines[3].ends_with('…'), "{lines:?}");
        assert!(lines.iter().all(|line| width(line, size) <= RIGHT - LEFT), "{lines:?}");
        assert_eq!(lines[0].split(' ').next(), Some("Un"));
    }

    #[test]
    fn figures_stand_side_by_side_while_there_is_room() {
        let figure = |value: &str| rows::plain_figure("Amende", value.to_owned(), None);
        let figures = [figure("150 000 000 €"), figure("2,58 %"), figure("un très long texte de chiffre"), figure("1")];
        let placed = placed(&figures.iter().collect::<Vec<_>>());
        assert_eq!(placed.len(), 2);
        assert_eq!(placed[0].x, LEFT);
        assert!(placed[1].x > LEFT + width("150 000 000 €", VALUE));
    }
}
