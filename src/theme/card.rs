//! Pictures: the template `card.svg` filled in, and drawn with the theme's own letters. Nothing is read from the disk: no font of the system, no
//! picture that a template leads to.

use std::collections::{BTreeMap, HashMap};
use std::io::Read as _;
use std::sync::Arc;

use flate2::read::ZlibDecoder;
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb};
use rustc_hash::FxBuildHasher;

/// Pixels, as the services that show them ask.
const WIDTH: u32 = 1200;
const HEIGHT: u32 = 630;
/// What a palette holds.
const COLOURS: usize = 256;

/// The fonts of the theme: what lies in its folder `card/`.
pub(super) fn fonts(files: &BTreeMap<String, Vec<u8>>) -> Arc<fontdb::Database> {
    let mut fonts = fontdb::Database::new();
    for (_, bytes) in files.iter().filter(|(path, _)| !path.ends_with(".txt")) {
        let font = if bytes.starts_with(b"wOFF") { unpacked(bytes) } else { Some(bytes.clone()) };
        font.into_iter().for_each(|font| fonts.load_font_data(font));
    }
    Arc::new(fonts)
}

/// An SVG as an indexed PNG, or why it cannot be drawn.
pub(super) fn drawn(svg: &str, fonts: &Arc<fontdb::Database>) -> Result<Vec<u8>, String> {
    let mut options = Options { fontdb: fonts.clone(), ..Options::default() };
    options.image_href_resolver.resolve_string = Box::new(|_, _| None);
    let tree = Tree::from_str(svg, &options).map_err(|error| error.to_string())?;
    let mut pixels = Pixmap::new(WIDTH, HEIGHT).ok_or("no memory for a picture")?;
    resvg::render(&tree, Transform::identity(), &mut pixels.as_mut());
    let colours: Vec<[u8; 3]> =
        pixels.pixels().iter().map(|pixel| [pixel.red(), pixel.green(), pixel.blue()]).collect();
    encoded(&colours).map_err(|error| error.to_string())
}

// ── PNG ──

fn encoded(pixels: &[[u8; 3]]) -> Result<Vec<u8>, png::EncodingError> {
    let (palette, indices) = indexed(pixels);
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, WIDTH, HEIGHT);
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::High);
    encoder.set_filter(png::Filter::NoFilter);
    encoder.set_palette(palette.concat());
    encoder.write_header()?.write_image_data(&indices)?;
    Ok(bytes)
}

/// A palette, and each pixel's place in it. Colours that are nearly the same share the most frequent of them where there are too many.
fn indexed(pixels: &[[u8; 3]]) -> (Vec<[u8; 3]>, Vec<u8>) {
    let mut counts: HashMap<[u8; 3], usize, FxBuildHasher> = HashMap::default();
    for run in pixels.chunk_by(|one, other| one == other) {
        *counts.entry(run[0]).or_default() += run.len();
    }
    let mut frequent: Vec<([u8; 3], usize)> = counts.into_iter().collect();
    frequent.sort_unstable_by(|(one, ones), (other, others)| (others, one).cmp(&(ones, other)));
    for bits in 0..8 {
        let bucket = |colour: [u8; 3]| colour.map(|part| part >> bits);
        let mut palette = Vec::new();
        let mut places: HashMap<[u8; 3], u8, FxBuildHasher> = HashMap::default();
        for (colour, _) in &frequent {
            if let std::collections::hash_map::Entry::Vacant(place) = places.entry(bucket(*colour))
                && let Ok(next) = u8::try_from(palette.len())
            {
                place.insert(next);
                palette.push(*colour);
            }
        }
        let whole = frequent.iter().all(|(colour, _)| places.contains_key(&bucket(*colour)));
        if whole && palette.len() <= COLOURS {
            let runs = pixels.chunk_by(|one, other| one == other);
            return (palette, runs.flat_map(|run| std::iter::repeat_n(places[&bucket(run[0])], run.len())).collect());
        }
    }
    (vec![[0; 3]], vec![0; pixels.len()])
}

// ── WOFF 1.0 (W3C Recommendation of 13 December 2012) ──

/// The font inside a WOFF file: the same tables, each unpacked; none where the file is broken.
fn unpacked(woff: &[u8]) -> Option<Vec<u8>> {
    const HEADER: usize = 44;
    const ENTRY: usize = 20;
    let count = usize::from(u16::from_be_bytes(woff.get(12..14)?.try_into().ok()?));
    let number = |at: usize| usize::try_from(u32::from_be_bytes(woff.get(at..at + 4)?.try_into().ok()?)).ok();
    let mut font = woff.get(4..8)?.to_vec();
    let power = count.checked_ilog2()?;
    let range = (1usize << power) * 16;
    for part in [count, range, usize::try_from(power).ok()?, (count * 16).checked_sub(range)?] {
        font.extend(u16::try_from(part).ok()?.to_be_bytes());
    }
    let mut tables: Vec<u8> = Vec::new();
    for at in (0..count).map(|entry| HEADER + entry * ENTRY) {
        let (start, packed, length) = (number(at + 4)?, number(at + 8)?, number(at + 12)?);
        let bytes = woff.get(start..start.checked_add(packed)?)?;
        let offset = 12 + 16 * count + tables.len();
        if packed < length {
            ZlibDecoder::new(bytes).take(u64::try_from(length).ok()?).read_to_end(&mut tables).ok()?;
        } else {
            tables.extend(bytes);
        }
        tables.resize(tables.len().next_multiple_of(4), 0);
        font.extend(woff.get(at..at + 4)?);
        font.extend(woff.get(at + 16..at + 20)?);
        font.extend(u32::try_from(offset).ok()?.to_be_bytes());
        font.extend(u32::try_from(length).ok()?.to_be_bytes());
    }
    font.extend(tables);
    Some(font)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fonts_of_the_theme_are_whole() {
        let files = super::super::built_in_files().into_iter().filter(|(path, _)| path.starts_with("card/"));
        let fonts = fonts(&files.map(|(path, bytes)| (path, bytes.into_owned())).collect());
        let families: Vec<&str> =
            fonts.faces().filter_map(|face| face.families.first()).map(|(name, _)| name.as_str()).collect();
        assert!(families.iter().any(|name| name.starts_with("Source Serif 4")), "{families:?}");
        assert!(families.iter().any(|name| name.starts_with("Source Sans 3")), "{families:?}");
        assert_eq!(unpacked(b"wOFF"), None);
    }

    #[test]
    fn letters_are_drawn() {
        let files = super::super::built_in_files().into_iter().filter(|(path, _)| path.starts_with("card/"));
        let fonts = fonts(&files.map(|(path, bytes)| (path, bytes.into_owned())).collect());
        for family in ["Source Serif 4 SemiBold", "Source Sans 3"] {
            let svg = |text: &str| {
                format!(
                    "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1200 630'><rect width='1200' height='630' fill='white'/><text x='9' y='99' font-size='60' font-family=\"'{family}'\">{text}</text></svg>"
                )
            };
            let (with, without) = (drawn(&svg("Amende : 2\u{2009}500\u{a0}€"), &fonts), drawn(&svg(""), &fonts));
            assert!(with.expect("a picture").len() > without.expect("a picture").len() + 500, "{family}");
        }
    }

    #[test]
    fn a_picture_of_many_colours_keeps_the_most_frequent_ones() {
        let few = vec![[1, 2, 3], [1, 2, 3], [9, 9, 9]];
        assert_eq!(indexed(&few), (vec![[1, 2, 3], [9, 9, 9]], vec![0, 0, 1]));
        let many: Vec<[u8; 3]> =
            (0..=255).flat_map(|red| [[red, 0, 0], [red, 128, 64]]).chain([[255, 128, 64]; 9]).collect();
        let (palette, places) = indexed(&many);
        assert!(palette.len() <= COLOURS && palette[0] == [255, 128, 64]);
        assert_eq!(palette[usize::from(*places.last().expect("a pixel"))], [255, 128, 64]);
    }

    #[test]
    fn what_is_no_svg_is_said() {
        let fonts = Arc::new(fontdb::Database::new());
        assert!(drawn("<p>", &fonts).is_err());
    }
}
