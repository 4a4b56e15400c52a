//! Reads a book from disk: `book.toml`, content and acts, theme files, static files.
//!
//! What a contributor can get wrong (a file that is not UTF-8, two names that are one file elsewhere, a link out of the root) comes back
//! as diagnostics; only the disk itself gives an `Err`.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

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

/// Reads everything that a compilation of the book at `root` depends on, but for the history: that is [`super::git`]'s to tell.
pub fn inputs(root: &Path, settings: &Settings) -> Result<Outcome<Inputs>> {
    Reader::default().inputs(root, settings)
}

/// Reads a book again and again: a file that has not changed on the disk since is not read twice. What comes out is what a first reading gives.
#[derive(Default)]
pub struct Reader {
    texts: Shelf<(SourceFile, Option<Diagnostic>)>,
    files: Shelf<Arc<[u8]>>,
}

impl Reader {
    pub fn inputs(&mut self, root: &Path, settings: &Settings) -> Result<Outcome<Inputs>> {
        let mut diagnostics = Vec::new();
        let mut sources = Sources::default();
        let mut config = read_config(root, &mut sources, &mut diagnostics)?;
        if let Some(url) = &settings.site_url {
            config.site_url = config::site_url(url).map_err(anyhow::Error::msg)?;
        }
        let mut unreadable = Vec::new();
        if is_inside(&config.src) {
            let found = content_files(root, &config.src, &mut sources, &mut unreadable, &mut diagnostics)?;
            for (file, problem) in self.read_sources(&found)? {
                if let Some(problem) = problem {
                    unreadable.push(file.id);
                    diagnostics.push(problem);
                }
                sources.insert(file);
            }
        }
        let mut files = Shelf::default();
        let theme = match theme_folder(root, &config)? {
            Some(folder) => self.read_folder(&folder, &mut files)?,
            None => BTreeMap::new(),
        };
        let mut statics = self.read_folder(&root.join("static"), &mut files)?;
        for path in config.additional_css.iter().filter(|path| is_inside(path)) {
            statics.insert(path.clone(), self.read_file(&root.join(path), &mut files)?);
        }
        self.files = files;
        let Settings { today, drafts, .. } = *settings;
        let history = Arc::default();
        let inputs = Inputs { config, sources, theme, statics, unreadable, history, today, drafts };
        Ok(Outcome { value: inputs, diagnostics })
    }

    fn read_sources(&mut self, found: &[(PathBuf, String)]) -> Result<Vec<(SourceFile, Option<Diagnostic>)>> {
        let known = &self.texts;
        let read = |(disk, path): &(PathBuf, String)| known.read(disk, |size| read_source(disk, path, size));
        let read: Result<Vec<Kept<_>>> = found.par_iter().map(read).collect();
        let read = read?;
        let values = read.iter().map(|kept| kept.value.clone()).collect();
        self.texts = Shelf(found.iter().map(|(disk, _)| disk.clone()).zip(read).collect());
        Ok(values)
    }

    /// Every file of a folder by its relative path; nothing where there is no such folder.
    fn read_folder(&self, folder: &Path, files: &mut Shelf<Arc<[u8]>>) -> Result<BTreeMap<String, Arc<[u8]>>> {
        let mut found = BTreeMap::new();
        if !folder.is_dir() {
            return Ok(found);
        }
        for entry in WalkDir::new(folder).sort_by_file_name() {
            let entry = entry.map_err(|error| anyhow::anyhow!("cannot read {}: {error}", folder.display()))?;
            if entry.file_type().is_file() && !is_left_by_an_editor(&entry.file_name().to_string_lossy()) {
                found.insert(relative(folder, entry.path()), self.read_file(entry.path(), files)?);
            }
        }
        Ok(found)
    }

    fn read_file(&self, path: &Path, files: &mut Shelf<Arc<[u8]>>) -> Result<Arc<[u8]>> {
        let kept = self.files.read(path, |_| Ok(fs::read(path)?.into()))?;
        let bytes = kept.value.clone();
        files.0.insert(path.to_owned(), kept);
        Ok(bytes)
    }
}

/// What was read, by the path on the disk.
struct Shelf<T>(HashMap<PathBuf, Kept<T>>);

struct Kept<T> {
    stamp: Stamp,
    value: T,
}

impl<T> Default for Shelf<T> {
    fn default() -> Shelf<T> {
        Shelf(HashMap::new())
    }
}

impl<T: Clone> Shelf<T> {
    /// The value that stands for a file: the one from before where the disk says that nothing happened to it, else a new one. `read` is told the
    /// size in bytes.
    fn read(&self, path: &Path, read: impl FnOnce(u64) -> Result<T>) -> Result<Kept<T>> {
        // The stamp is older than what is read: a change in between makes the next reading look again.
        let (stamp, size) = Stamp::of(path)?;
        match self.0.get(path) {
            Some(kept) if kept.stamp.vouches_for(&stamp) => Ok(Kept { stamp, value: kept.value.clone() }),
            Some(_) | None => Ok(Kept { stamp, value: read(size)? }),
        }
    }
}

/// What the disk says of a file without reading it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stamp {
    modified: SystemTime,
    size: u64,
    /// Device, number and time of the last change of the file itself, where the system has them: a file that replaced another under an old date differs.
    identity: Option<(u64, u64, i64, i64)>,
    /// Whether it was last changed long enough before it was looked at: clocks of file systems tick, and two changes within a tick look like one.
    is_settled: bool,
}

impl Stamp {
    /// A coarse file system (FAT) counts in steps of two seconds.
    const TICK: Duration = Duration::from_secs(2);

    fn of(path: &Path) -> Result<(Stamp, u64)> {
        let now = SystemTime::now();
        let metadata = fs::metadata(path)?;
        let modified = metadata.modified().unwrap_or(now);
        let identity = identity(&metadata);
        let changed = identity.map_or(modified, |(_, _, seconds, _)| {
            modified.max(SystemTime::UNIX_EPOCH + Duration::from_secs(seconds.max(0).unsigned_abs()))
        });
        let is_settled = now.duration_since(changed).is_ok_and(|age| age > Stamp::TICK);
        let size = metadata.len();
        Ok((Stamp { modified, size, identity, is_settled }, size))
    }

    /// Whether a file that looked like this and now looks like `now` holds what it held.
    fn vouches_for(&self, now: &Stamp) -> bool {
        self.is_settled && (self.modified, self.size, self.identity) == (now.modified, now.size, now.identity)
    }
}

#[cfg(unix)]
fn identity(metadata: &std::fs::Metadata) -> Option<(u64, u64, i64, i64)> {
    use std::os::unix::fs::MetadataExt;
    Some((metadata.dev(), metadata.ino(), metadata.ctime(), metadata.ctime_nsec()))
}

#[cfg(not(unix))]
fn identity(_: &std::fs::Metadata) -> Option<(u64, u64, i64, i64)> {
    None
}

/// A first look at files that have just changed (paths on the disk): the same inputs with what those of them hold now that stood in the book before.
/// Takes nothing away: what is gone, empty, new, no text or `book.toml` waits for a whole reading. None where nothing differs.
pub fn first_look(root: &Path, known: &Inputs, changed: &BTreeSet<PathBuf>) -> Option<Inputs> {
    let mut inputs = known.clone();
    let differing = changed.iter().filter(|disk| look(root, &mut inputs, disk)).count();
    (differing > 0).then_some(inputs)
}

/// Whether a file holds something else than the inputs did, which then have it.
fn look(root: &Path, inputs: &mut Inputs, disk: &Path) -> bool {
    let is_plain =
        |metadata: std::fs::Metadata| metadata.is_file() && (1..=MAX_CONTENT_BYTES).contains(&metadata.len());
    if !std::fs::symlink_metadata(disk).is_ok_and(is_plain) {
        return false;
    }
    let Ok(bytes) = fs::read(disk) else { return false };
    let path = relative(root, disk);
    match inputs.sources.by_path(&path) {
        Some(known) if path != "book.toml" && !inputs.unreadable.contains(&known.id) => {
            let Ok(text) = String::from_utf8(bytes) else { return false };
            let file = SourceFile::new(path, text);
            let differs = file.hash != known.hash;
            inputs.sources.insert(file);
            differs
        }
        Some(_) => false,
        None => published(inputs, &path).is_some_and(|known| {
            let differs = **known != *bytes;
            *known = bytes.into();
            differs
        }),
    }
}

/// Where the bytes of a file of the theme or of `static/`, or of a stylesheet of the book, stand in the inputs.
fn published<'a>(inputs: &'a mut Inputs, path: &str) -> Option<&'a mut Arc<[u8]>> {
    let theme = inputs.config.theme.as_deref();
    let in_theme = path.strip_prefix("themes/").and_then(|path| path.strip_prefix(theme?)?.strip_prefix('/'));
    match in_theme {
        Some(inside) => inputs.theme.get_mut(inside),
        None => inputs.statics.get_mut(path.strip_prefix("static/").unwrap_or(path)),
    }
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

/// The content files to read, by their path on the disk and from the root, in order; what is none of them is reported.
fn content_files(
    root: &Path,
    src: &str,
    sources: &mut Sources,
    unreadable: &mut Vec<FileId>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<Vec<(PathBuf, String)>> {
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
    Ok(found)
}

/// Files that editors and systems leave behind.
fn is_dropping(name: &str) -> bool {
    name.starts_with('.') || name.starts_with('#') || is_left_by_an_editor(name)
}

/// What editors put beside a file while they hold or save it: Vim's `4913`, `.x.swp` and `x~`, Emacs' `.#x` and `#x#`. A published file may well start with
/// a dot (`.nojekyll`).
pub fn is_left_by_an_editor(name: &str) -> bool {
    let is_swap = [".swp", ".swo", ".swx"].iter().any(|ending| name.ends_with(ending));
    name == "4913"
        || name.ends_with('~')
        || is_swap
        || name.starts_with(".#")
        || name.starts_with('#') && name.ends_with('#')
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

fn read_source(disk: &Path, path: &str, size: u64) -> Result<(SourceFile, Option<Diagnostic>)> {
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

/// The folder of the book's own theme files; none where it has none.
fn theme_folder(root: &Path, config: &Config) -> Result<Option<PathBuf>> {
    let Some(name) = &config.theme else { return Ok(None) };
    let folder = root.join("themes").join(name);
    if folder.is_dir() {
        return Ok(Some(folder));
    }
    if name == "default" {
        return Ok(None);
    }
    bail!("cannot find the theme folder {} (`[output.rubrique] theme` in book.toml)", folder.display());
}
