//! The theme: templates, words of the interface and assets, the built-in ones overlaid file by file by those of the book.
//!
//! [`Theme::load`] checks a theme once; [`Theme::page`] turns a finished view into HTML. Nothing is read from the disk here (the caller gives the
//! book's files), nothing is computed, and a template that asks for what is not there is an error at its line, never an empty string.

mod address;
mod assets;
mod card;
mod compact;
mod scripts;
mod styles;
mod words;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::str;
use std::sync::{Arc, OnceLock};

use include_dir::{Dir, DirEntry, include_dir};
use serde::Deserialize;
use tera::{Context, ErrorKind, Kwargs, State, Tera, TeraResult};

use crate::diag::nearest;
use crate::model::value::{Decimal, Lang};
use crate::typography;
use crate::view::View;
use crate::view::card::CardView;
use assets::Assets;
use words::Words;

static BUILT_IN: Dir = include_dir!("$CARGO_MANIFEST_DIR/themes/default");

/// The version of the structures in [`crate::view`] that this program fills. It grows when a field goes or changes its meaning.
pub const API: i64 = 1;

/// Where the built-in templates stay reachable when a book replaces them: `{% extends "default/decision.html" %}`.
const BUILT_IN_PREFIX: &str = "default/";

/// The template of pictures.
const CARD: &str = "card.svg";

/// What is wrong with a theme, and where. Lines and columns count from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThemeError {
    /// The path within the theme: `templates/decision.html`.
    pub file: String,
    pub line: usize,
    pub column: usize,
    pub message: String,
}

impl ThemeError {
    fn new(file: impl Into<String>, message: impl Into<String>) -> ThemeError {
        ThemeError { file: file.into(), line: 1, column: 1, message: message.into() }
    }

    /// An error at a byte of the file.
    fn at(file: &str, text: &str, byte: usize, message: impl Into<String>) -> ThemeError {
        let before = text.get(..byte).unwrap_or(text);
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        ThemeError {
            file: file.to_owned(),
            line: before.matches('\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
            message: message.into(),
        }
    }
}

/// A theme that has passed its checks.
#[derive(Debug)]
pub struct Theme {
    french: Tera,
    english: Tera,
    words: BTreeMap<&'static str, Words>,
    assets: Assets,
    fingerprint: blake3::Hash,
    /// The files that pictures are drawn with, and what came of them.
    card: BTreeMap<String, Vec<u8>>,
    fonts: OnceLock<Arc<resvg::usvg::fontdb::Database>>,
}

impl Theme {
    /// The built-in theme under the files of a book's own theme (path within the theme → bytes; an empty map for none).
    ///
    /// # Errors
    /// Everything that is wrong with the files: a template that does not parse or asks for a filter, function or component that does not
    /// exist, words that are not text, a stylesheet that asks for a missing file, a theme made for another version of the structures.
    pub fn load(overlay: &BTreeMap<String, Vec<u8>>) -> Result<Theme, Vec<ThemeError>> {
        let mut errors = Vec::new();
        check_api(overlay, &mut errors);
        let mut files = built_in_files();
        files.extend(overlay.iter().map(|(path, bytes)| (path.clone(), Cow::Borrowed(bytes.as_slice()))));
        let words = words::load(overlay, &mut errors);
        let assets = Assets::load(&files, &mut errors);
        let templates = templates(overlay, &mut errors);
        let renderer = |lang: Lang| renderer(lang, &templates, &words[lang.code()], &assets);
        match (renderer(Lang::Fr), renderer(Lang::En)) {
            (Ok(french), Ok(english)) if errors.is_empty() => {
                let of_cards = files.iter().filter(|(path, _)| path.starts_with("card/"));
                let card = of_cards.map(|(path, bytes)| (path.clone(), bytes.to_vec())).collect();
                let fingerprint = fingerprint(&files);
                Ok(Theme { french, english, words, assets, fingerprint, card, fonts: OnceLock::new() })
            }
            (Err(error), _) | (Ok(_), Err(error)) => {
                errors.extend(located(&error));
                Err(errors)
            }
            (Ok(_), Ok(_)) => Err(errors),
        }
    }

    /// The HTML of a page.
    ///
    /// # Errors
    /// The place of the template where it asked for a value that the page does not have.
    pub fn page(&self, view: &View) -> Result<String, ThemeError> {
        let template = view.template();
        let tera = if view.site().lang == Lang::En.code() { &self.english } else { &self.french };
        Context::from_serialize(view)
            .and_then(|context| tera.render(template, &context))
            .map_err(|error| located_in(&error, &format!("templates/{template}")))
    }

    /// The picture of a page, as PNG.
    ///
    /// # Errors
    /// The place where the template asked for a value that there is not, or why what it gave is no picture.
    pub fn card(&self, card: &CardView) -> Result<Vec<u8>, ThemeError> {
        let file = format!("templates/{CARD}");
        let svg = Context::from_serialize(card).and_then(|context| self.french.render(CARD, &context));
        let svg = svg.map_err(|error| located_in(&error, &file))?;
        let fonts = self.fonts.get_or_init(|| card::fonts(&self.card));
        card::drawn(&svg, fonts).map_err(|why| ThemeError::new(file, why))
    }

    /// The files that pages ask for: their published path from the base of the site, and their bytes. Names change with their content.
    pub fn assets(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.assets.published()
    }

    /// Stands for every file of the theme: it changes when any of them does.
    pub fn fingerprint(&self) -> blake3::Hash {
        self.fingerprint
    }

    /// A word of the interface; the key itself where there is none.
    pub fn text<'a>(&'a self, lang: Lang, key: &'a str) -> &'a str {
        words::text(&self.words[lang.code()], key).unwrap_or(key)
    }
}

/// Stands for what pictures are drawn with, but for what they say: the template, the fonts, and the book's own theme, which may change either.
pub fn card_version(overlay: &BTreeMap<String, Arc<[u8]>>) -> blake3::Hash {
    let built_in = built_in_files().into_iter();
    let drawn_with = built_in.filter(|(path, _)| path.starts_with("card/") || path.ends_with(CARD));
    let own = overlay.iter().map(|(path, bytes)| (path.clone(), Cow::Borrowed(&**bytes)));
    fingerprint(&drawn_with.chain(own).collect())
}

fn fingerprint(files: &BTreeMap<String, Cow<[u8]>>) -> blake3::Hash {
    let mut hasher = blake3::Hasher::new();
    for (path, bytes) in files {
        hasher.update(path.as_bytes());
        hasher.update(&[0]);
        hasher.update(blake3::hash(bytes).as_bytes());
    }
    hasher.finalize()
}

#[derive(Deserialize)]
struct Manifest {
    api: i64,
}

/// A theme that does not say its version is read as this one's.
fn check_api(overlay: &BTreeMap<String, Vec<u8>>, errors: &mut Vec<ThemeError>) {
    const FILE: &str = "theme.toml";
    let Some(text) = overlay.get(FILE).and_then(|bytes| utf8(FILE, bytes, errors)) else { return };
    match toml::from_str::<Manifest>(text) {
        Ok(Manifest { api: API }) => {}
        Ok(Manifest { api }) => errors.push(ThemeError::new(
            FILE,
            format!("the theme is made for version {api} of the page structures, this program fills version {API} (docs/theme-api.md)"),
        )),
        Err(error) => errors.push(toml_error(FILE, text, &error)),
    }
}

fn toml_error(file: &str, text: &str, error: &toml::de::Error) -> ThemeError {
    ThemeError::at(file, text, error.span().map_or(0, |span| span.start), error.message())
}

fn utf8<'a>(file: &str, bytes: &'a [u8], errors: &mut Vec<ThemeError>) -> Option<&'a str> {
    str::from_utf8(bytes).map_err(|_| errors.push(ThemeError::new(file, "the file is not UTF-8"))).ok()
}

/// The files of the built-in theme, by their path in it.
pub fn built_in_files() -> BTreeMap<String, Cow<'static, [u8]>> {
    let mut files = BTreeMap::new();
    collect(&BUILT_IN, &mut files);
    files
}

fn collect(folder: &'static Dir, files: &mut BTreeMap<String, Cow<'static, [u8]>>) {
    for entry in folder.entries() {
        match entry {
            DirEntry::Dir(inner) => collect(inner, files),
            DirEntry::File(file) => {
                let path = file.path().to_string_lossy().replace('\\', "/");
                files.insert(path, Cow::Borrowed(file.contents()));
            }
        }
    }
}

/// A built-in file that every theme rests on.
fn built_in_text(path: &str) -> &'static str {
    BUILT_IN.get_file(path).and_then(|file| file.contents_utf8()).expect("the built-in theme has this file")
}

/// Template names and texts: the book's under their own name, the built-in ones under a prefix that Tera falls back to.
fn templates(overlay: &BTreeMap<String, Vec<u8>>, errors: &mut Vec<ThemeError>) -> Vec<(String, String)> {
    let built_in = built_in_files();
    let mut templates = Vec::new();
    for path in built_in.keys().filter_map(|path| path.strip_prefix("templates/")) {
        let text = built_in_text(&format!("templates/{path}"));
        templates.push((format!("{BUILT_IN_PREFIX}{path}"), text.to_owned()));
    }
    for (path, bytes) in overlay {
        let Some(name) = path.strip_prefix("templates/") else { continue };
        if let Some(text) = utf8(path, bytes, errors) {
            templates.push((name.to_owned(), text.to_owned()));
        }
    }
    templates
}

/// Tera for one language: the words, the filters and the functions must be there before the templates, which are checked against them.
fn renderer(lang: Lang, templates: &[(String, String)], words: &Words, assets: &Assets) -> TeraResult<Tera> {
    let mut tera = Tera::new();
    tera.set_fallback_prefixes([BUILT_IN_PREFIX])?;
    tera.autoescape_on([".html", ".svg"]);
    tera.global_context().insert("t", words);
    tera.register_filter("count", move |number: usize, arguments: Kwargs, _: &State| count(lang, number, &arguments));
    let paths = assets.paths();
    tera.register_function("asset", move |arguments: Kwargs, _: &State| asset(&paths, &arguments));
    tera.add_raw_templates(templates.iter().map(|(name, text)| (name.as_str(), text.as_str())))?;
    Ok(tera)
}

/// `{{ 3 | count(of=t.count_decisions) }}` → « 3 décisions ».
fn count(lang: Lang, number: usize, arguments: &Kwargs) -> TeraResult<String> {
    let forms = arguments.must_get::<&tera::Value>("of")?;
    let form = forms.get_from_path(typography::plural(lang, number, "one", "other")).and_then(|form| form.as_str());
    let form = form.ok_or_else(|| tera::Error::message("`of` must have the forms `one` and `other`"))?;
    Ok(form.replace("{n}", &typography::number(lang, Decimal::from(number))))
}

/// `{{ site.base_path }}{{ asset(path="style.css") }}` → the published path of a file of `assets/`.
fn asset(paths: &BTreeMap<String, String>, arguments: &Kwargs) -> TeraResult<String> {
    let path = arguments.must_get::<&str>("path")?;
    paths.get(path).cloned().ok_or_else(|| {
        let near = nearest(path, paths.keys().map(String::as_str));
        let hint = near.map_or(String::new(), |near| format!(", did you mean `{near}`?"));
        tera::Error::message(format!("the theme has no file `assets/{path}`{hint}"))
    })
}

/// What Tera refuses when it loads templates. It tells of all unknown filters, functions and components at once, as one printed report.
fn located(error: &tera::Error) -> Vec<ThemeError> {
    let ErrorKind::Msg(report) = error.kind() else { return vec![located_in(error, "templates")] };
    let told: Vec<ThemeError> = report.split("error: ").filter_map(reported).collect();
    if told.is_empty() { vec![located_in(error, "templates")] } else { told }
}

/// One message of a printed report: the message, then `--> 404.html:2:20` on a line of its own.
fn reported(message: &str) -> Option<ThemeError> {
    let (message, rest) = message.split_once('\n')?;
    let mut place = rest.lines().next()?.trim_start().strip_prefix("--> ")?.rsplitn(3, ':');
    let column = place.next()?.parse().ok()?;
    let line = place.next()?.parse().ok()?;
    Some(ThemeError { file: file_of(place.next()?), line, column, message: message.to_owned() })
}

/// Tera names a template and counts columns from 0; the contributor knows a file and counts from 1.
fn located_in(error: &tera::Error, fallback: &str) -> ThemeError {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => ThemeError {
            file: file_of(report.filename()),
            line: report.span().start_line,
            column: report.span().start_col + 1,
            message: report.message().to_owned(),
        },
        ErrorKind::MissingParent { current, .. } => ThemeError::new(file_of(current), error.to_string()),
        // The other kinds name no place of their own, and Tera may add to them.
        _ => ThemeError::new(fallback, error.to_string()),
    }
}

fn file_of(template: &str) -> String {
    match template.strip_prefix(BUILT_IN_PREFIX) {
        Some(name) => format!("templates/{name} (built-in)"),
        None => format!("templates/{template}"),
    }
}

#[cfg(test)]
mod tests;
