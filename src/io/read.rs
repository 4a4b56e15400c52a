//! Reads a book from disk: `book.toml`, content and acts, theme files, static files.
//!
//! What a contributor can get wrong (a file that is not UTF-8, two names that are one file elsewhere, a link out of the root) comes back
//! as diagnostics; only the disk itself gives an `Err`.

use std::collections::{BTreeMap, HashMap};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use anyhow::{Result, bail};
use rayon::prelude::*;
use unicode_normalization::UnicodeNormalization;
use walkdir::WalkDir;

use crate::config::{self, Config};
use crate::diag::{Code, Diagnostic, Outcome};
use crate::inputs::Inputs;
use crate::io::fs;
use crate::model::value::Date;
use crate::source::{FileId, SourceFile, Sources, Span};

/// A content file past this size is refused before it is parsed.
const MAX_CONTENT_BYTES: u64 = 4 * 1024 * 1024;

/// What the command line may set over `book.toml`.
#[derive(Clone, Debug)]
pub struct Settings {
    pub today: Date,
    pub drafts: bool,
    pub site_url: Option<String>,
}

/// The nearest folder, upwards from `start`, that holds a `book.toml`.
pub fn find_root(start: &Path) -> Result<PathBuf> {
    let start = fs::canonical(start)?;
    match start.ancestors().find(|folder| folder.join("book.toml").is_file()) {
        Some(root) => Ok(root.to_owned()),
        None => {
            bail!("no book.toml in {} nor in any folder above it; `rubrique init` makes a new book", start.display())
        }
    }
}

/// Reads everything that a compilation of the book at `root` depends on.
pub fn inputs(root: &Path, settings: &Settings) -> Result<Outcome<Inputs>> {
    let mut diagnostics = Vec::new();
    let mut sources = Sources::default();
    let mut config = read_config(root, &mut sources, &mut diagnostics)?;
    if let Some(url) = &settings.site_url {
        config.site_url = config::site_url(url).map_err(anyhow::Error::msg)?;
    }
    let mut unreadable = Vec::new();
    if is_inside(&config.src) {
        read_content(root, &config.src, &mut sources, &mut unreadable, &mut diagnostics)?;
    }
    let theme = match &config.theme {
        Some(name) => read_theme(root, name)?,
        None => BTreeMap::new(),
    };
    let mut statics = read_folder(&root.join("static"))?;
    for path in config.additional_css.iter().filter(|path| is_inside(path)) {
        statics.insert(path.clone(), fs::read(&root.join(path))?.into());
    }
    let Settings { today, drafts, .. } = *settings;
    Ok(Outcome { value: Inputs { config, sources, theme, statics, unreadable, today, drafts }, diagnostics })
}

fn read_config(root: &Path, sources: &mut Sources, diagnostics: &mut Vec<Diagnostic>) -> Result<Config> {
    let bytes = fs::read(&root.join("book.toml"))?;
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let file = SourceFile::new("book.toml", text);
    let parsed = config::parse(&file);
    let start = file.span(0..0);
    diagnostics.extend(parsed.diagnostics);
    let config = parsed.value;
    let outside =
        [("src", &config.src)].into_iter().chain(config.additional_css.iter().map(|path| ("additional-css", path)));
    for (key, path) in outside.filter(|(_, path)| !is_inside(path)) {
        let message = format!("`{key}` leads out of the book's folder: {path}");
        diagnostics.push(Diagnostic::new(Code::ConfigInvalid, start, message).help("give a path inside the book"));
    }
    if Path::new(&config.build_dir).starts_with(&config.src) {
        let message = format!("the output folder `{}` lies inside the content", config.build_dir);
        diagnostics.push(Diagnostic::new(Code::ConfigInvalid, start, message).help("choose another `build-dir`"));
    }
    sources.insert(file);
    Ok(config)
}

/// Whether a configured path is relative and stays where it is.
fn is_inside(path: &str) -> bool {
    !path.is_empty()
        && Path::new(path).components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir))
}

fn read_content(
    root: &Path,
    src: &str,
    sources: &mut Sources,
    unreadable: &mut Vec<FileId>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<()> {
    let folder = root.join(src);
    if !folder.is_dir() {
        bail!("cannot find the content folder {} (`[book] src` in book.toml)", folder.display());
    }
    let mut seen: HashMap<String, String> = HashMap::new();
    let (mut linked, mut found) = (Vec::new(), Vec::new());
    for entry in WalkDir::new(&folder).sort_by_file_name().follow_links(true) {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let path = error.path().map_or_else(String::new, |path| format!("{src}/{}", relative(&folder, path)));
                keep_place(&path, sources, unreadable);
                diagnostics.push(walk_problem(&path, &error)?);
                continue;
            }
        };
        if entry.path_is_symlink() {
            linked.push(entry.path().to_owned());
        }
        let name = entry.file_name().to_string_lossy();
        if !entry.file_type().is_file() || is_dropping(&name) || !(name.ends_with(".md") || name.ends_with(".yml")) {
            continue;
        }
        let path = format!("{src}/{}", relative(&folder, entry.path()));
        if leads_out(root, entry.path(), &linked)? {
            keep_place(&path, sources, unreadable);
            diagnostics.push(
                at_start(&path, Code::OutsideRoot, "this file is a link that leads out of the book's folder")
                    .help("copy the file into the book"),
            );
            continue;
        }
        let folded: String = path.nfc().collect::<String>().to_lowercase();
        if let Some(other) = seen.insert(folded, path.clone()) {
            keep_place(&path, sources, unreadable);
            diagnostics.push(
                at_start(
                    &path,
                    Code::PathCollision,
                    format!("`{path}` and `{other}` differ only by case or Unicode form"),
                )
                .help("rename one of the two"),
            );
            continue;
        }
        found.push((entry.into_path(), path));
    }
    let read: Result<Vec<_>> = found.par_iter().map(|(disk, path)| read_source(disk, path)).collect();
    for (file, problem) in read? {
        if let Some(problem) = problem {
            unreadable.push(file.id);
            diagnostics.push(problem);
        }
        sources.insert(file);
    }
    Ok(())
}

/// Files that editors and systems leave behind.
fn is_dropping(name: &str) -> bool {
    name.starts_with('.') || name.starts_with('#') || name.ends_with('~')
}

fn relative(folder: &Path, path: &Path) -> String {
    let inside = path.strip_prefix(folder).unwrap_or(path);
    inside.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

/// Only what a link led to can lie elsewhere; `linked` are the links met on the way.
fn leads_out(root: &Path, path: &Path, linked: &[PathBuf]) -> Result<bool> {
    let is_linked = linked.iter().any(|link| path.starts_with(link));
    Ok(is_linked && !fs::canonical(path)?.starts_with(fs::canonical(root)?))
}

/// A link that leads nowhere or in a circle is the contributor's; anything else is the disk's.
fn walk_problem(path: &str, error: &walkdir::Error) -> Result<Diagnostic> {
    let is_broken_link = error.path().is_some_and(|path| path.is_symlink());
    if error.loop_ancestor().is_some() || is_broken_link {
        return Ok(at_start(path, Code::OutsideRoot, format!("the link `{path}` leads nowhere")).help("remove it"));
    }
    bail!("cannot read {path}: {error}")
}

/// A file that is not read still has a place that messages can name.
fn keep_place(path: &str, sources: &mut Sources, unreadable: &mut Vec<FileId>) {
    let file = SourceFile::new(path, "");
    unreadable.push(file.id);
    sources.insert(file);
}

fn at_start(path: &str, code: Code, message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(code, Span::new(FileId::of(path), 0..0), message)
}

fn read_source(disk: &Path, path: &str) -> Result<(SourceFile, Option<Diagnostic>)> {
    let size = std::fs::metadata(disk).map_or(0, |metadata| metadata.len());
    let bytes = if size > MAX_CONTENT_BYTES { Err(size) } else { Ok(fs::read(disk)?) };
    Ok(decode(path, bytes))
}

/// Reads a text that need not be in a book, standard input where `disk` is none. The diagnostic says why it is no text.
pub fn text(disk: Option<&Path>, name: &str) -> Result<(SourceFile, Option<Diagnostic>)> {
    let limit = MAX_CONTENT_BYTES + 1;
    let bytes = match disk {
        Some(path) => fs::read_at_most(path, limit)?,
        None => fs::read_stdin(limit)?,
    };
    let size = bytes.len() as u64;
    Ok(decode(name, if size > MAX_CONTENT_BYTES { Err(size) } else { Ok(bytes) }))
}

/// The text that some bytes are, or that so many bytes would be.
fn decode(path: &str, bytes: Result<Vec<u8>, u64>) -> (SourceFile, Option<Diagnostic>) {
    let text = match bytes {
        Ok(bytes) => String::from_utf8(bytes),
        Err(size) => {
            let file = SourceFile::new(path, "");
            let message = format!("the file has {size} bytes or more; a content file has at most {MAX_CONTENT_BYTES}");
            let problem = Diagnostic::new(Code::FileTooLarge, file.span(0..0), message).help("split the text");
            return (file, Some(problem));
        }
    };
    match text {
        Ok(text) => (SourceFile::new(path, text), None),
        Err(error) => {
            let valid = error.utf8_error().valid_up_to();
            let file = SourceFile::new(path, String::from_utf8_lossy(error.as_bytes()));
            let problem = Diagnostic::new(Code::NotUtf8, file.span(valid..valid), "this byte is not UTF-8 text")
                .help("save the file again in UTF-8");
            (file, Some(problem))
        }
    }
}

fn read_theme(root: &Path, name: &str) -> Result<BTreeMap<String, Arc<[u8]>>> {
    let folder = root.join("themes").join(name);
    if name == "default" && !folder.is_dir() {
        return Ok(BTreeMap::new());
    }
    if !folder.is_dir() {
        bail!("cannot find the theme folder {} (`[output.rubrique] theme` in book.toml)", folder.display());
    }
    read_folder(&folder)
}

/// Every file of a folder by its relative path; nothing where there is no such folder.
fn read_folder(folder: &Path) -> Result<BTreeMap<String, Arc<[u8]>>> {
    let mut files = BTreeMap::new();
    if !folder.is_dir() {
        return Ok(files);
    }
    for entry in WalkDir::new(folder).sort_by_file_name() {
        let entry = entry.map_err(|error| anyhow::anyhow!("cannot read {}: {error}", folder.display()))?;
        let name = entry.file_name().to_string_lossy();
        if entry.file_type().is_file() && !name.ends_with('~') && !name.ends_with(".swp") {
            files.insert(relative(folder, entry.path()), fs::read(entry.path())?.into());
        }
    }
    Ok(files)
}
