//! `rubrique new`: a document to start from.
//!
//! It is a draft that passes `check` as it is: every required key with a placeholder, the others as comments with what they mean. What
//! would not pass is refused, and nothing is written.

pub mod keys;

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::{Result, bail};
use clap::{Args, ValueEnum};

use super::{BookOptions, Ending, book, out};
use crate::compile;
use crate::corpus::Corpus;
use crate::diag::{Diagnostic, Severity, nearest};
use crate::inputs::Inputs;
use crate::io::fs;
use crate::memo::Memo;
use crate::model::schema::{Key, Shape};
use crate::model::value::{Choice, Date, DocId, Kind, is_slug};
use crate::report;
use crate::source::SourceFile;

#[derive(Args)]
pub struct Options {
    /// What to write
    #[arg(value_enum)]
    kind: NewKind,
    /// The document's id, which names its file: san-2020-014, rgpd-32, cabinet-medical
    id: String,
    /// The book's folder; the nearest one upwards that holds a book.toml without it
    #[arg(long, value_name = "DIR")]
    root: Option<PathBuf>,
    /// Set a key of the front matter; may be given several times
    #[arg(long = "field", value_name = "KEY=VALUE", value_parser = parse_field)]
    fields: Vec<(String, String)>,
}

#[derive(Clone, Copy, ValueEnum)]
enum NewKind {
    Decision,
    Provision,
    Checklist,
    Term,
    Page,
    Sector,
}

impl NewKind {
    fn kind(self) -> Kind {
        match self {
            NewKind::Decision => Kind::Decision,
            NewKind::Provision => Kind::Provision,
            NewKind::Checklist => Kind::Checklist,
            NewKind::Term => Kind::Term,
            NewKind::Page => Kind::Page,
            NewKind::Sector => Kind::Sector,
        }
    }
}

/// A longer id makes file names that some disks refuse.
const LONGEST_ID: usize = 100;

/// Values given on the command line, by key.
type Given = BTreeMap<String, String>;

pub fn run(options: &Options) -> Result<Ending> {
    let kind = options.kind.kind();
    let id = checked_id(kind, &options.id)?;
    let given = given(kind, &options.fields)?;
    let mut book = book::read(&BookOptions { root: options.root.clone(), as_of: None }, true, None)?;
    let analysed = compile::analyse(&book.inputs, &mut Memo::default());
    if let ending @ Ending::Failed = book::ending(&book.diagnostics, false) {
        book::print(&report::sorted(book.diagnostics, &book.inputs.sources), &book.inputs.sources);
        return Ok(ending);
    }
    let corpus = &analysed.value.corpus;
    refuse_taken(corpus, &book, kind, &id)?;
    let filling = Filling::new(kind, &id, &given, corpus, book.inputs.today)?;
    let path = path(&book.inputs.config.src, kind, &id, &filling.date);
    let text = document(kind, &given, &filling)?;
    let mistakes = mistakes_in(&mut book.inputs, &path, &text);
    if !mistakes.is_empty() {
        book::print(&mistakes, &book.inputs.sources);
        bail!("nothing was written: {path} would not pass `check`");
    }
    let disk = book.root.join(&path);
    fs::create_new(&disk, text.as_bytes())?;
    out::print(&format!("{}\n", disk.display()))?;
    Ok(Ending::Fine)
}

/// What `check` would say against a new file of the book.
fn mistakes_in(inputs: &mut Inputs, path: &str, text: &str) -> Vec<Diagnostic> {
    let file = SourceFile::new(path, text);
    let new = file.id;
    inputs.sources.insert(file);
    let found = compile::analyse(inputs, &mut Memo::default()).diagnostics;
    let is_mistake = |one: &Diagnostic| one.severity() == Severity::Error && one.span.file == new;
    report::sorted(found.into_iter().filter(is_mistake).collect(), &inputs.sources)
}

/// A well-formed id; a decision's may be given as its official number, `SAN-2020-014`.
fn checked_id(kind: Kind, written: &str) -> Result<String> {
    let id = if kind == Kind::Decision { written.to_ascii_lowercase() } else { written.to_owned() };
    if !is_slug(&id) {
        bail!("`{written}` is not a well-formed id: ids are lower-case ASCII letters, digits and hyphens");
    }
    if id.len() > LONGEST_ID {
        bail!("this id has {} characters; an id has at most {LONGEST_ID}", id.len());
    }
    Ok(id)
}

fn parse_field(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((key, value)) if !key.trim().is_empty() => Ok((key.trim().to_owned(), value.to_owned())),
        _ => Err("a field is KEY=VALUE, such as title=Essai".to_owned()),
    }
}

fn given(kind: Kind, fields: &[(String, String)]) -> Result<Given> {
    let known: Vec<&str> = keys::of(kind).iter().map(|key| key.name).collect();
    let mut given = Given::new();
    for (key, value) in fields {
        if !known.contains(&key.as_str()) {
            match nearest(key, known.iter().copied()) {
                Some(near) => bail!("this kind of document has no key `{key}`; did you mean `{near}`?"),
                None => bail!("this kind of document has no key `{key}`; it has {}", known.join(", ")),
            }
        }
        if given.insert(key.clone(), value.clone()).is_some() {
            bail!("the field `{key}` is given twice");
        }
    }
    Ok(given)
}

fn refuse_taken(corpus: &Corpus, book: &book::Book, kind: Kind, id: &str) -> Result<()> {
    let Some(document) = corpus.documents.get(&DocId::new(kind, id)) else { return Ok(()) };
    match book.inputs.sources.get(document.meta.file) {
        Some(file) => bail!("the id `{id}` is taken by {}", file.path),
        None => bail!("the id `{id}` is taken"),
    }
}

/// `content/decisions/2020/san-2020-014.md`; the home page lies at the top.
fn path(src: &str, kind: Kind, id: &str, date: &str) -> String {
    let folder = kind.word();
    match kind {
        Kind::Decision => {
            let year = year_in(id).unwrap_or_else(|| date.chars().take(4).collect());
            format!("{src}/{folder}/{year}/{id}.md")
        }
        Kind::Page if id == "index" => format!("{src}/index.md"),
        Kind::Provision | Kind::Checklist | Kind::Sector | Kind::Term | Kind::Page => format!("{src}/{folder}/{id}.md"),
    }
}

/// The year in `san-2020-014` or `simplifiee-2024-01-25-1`.
fn year_in(id: &str) -> Option<String> {
    let is_year = |part: &&str| part.len() == 4 && part.bytes().all(|b| b.is_ascii_digit());
    id.split('-').find(is_year).map(str::to_owned)
}

/// What stands for the `{…}` of the table of keys.
struct Filling {
    today: Date,
    /// The decision's day: as given, else today or the first day of the year that its number says.
    date: String,
    number: String,
    words: String,
    initials: String,
    /// A sector of the book.
    sector: String,
}

impl Filling {
    fn new(kind: Kind, id: &str, given: &Given, corpus: &Corpus, today: Date) -> Result<Filling> {
        let sector = corpus.of_kind(Kind::Sector).next().map(|sector| sector.id().slug.to_string());
        if kind == Kind::Decision && sector.is_none() && !given.contains_key("entities") {
            bail!("a decision needs a sector and the book has none: `rubrique new sector ID` writes one");
        }
        Ok(Filling {
            today,
            date: given.get("date").cloned().unwrap_or_else(|| day_of(id, today)),
            number: number(id),
            words: words(id),
            initials: id.split('-').filter_map(|part| part.chars().next()).collect(),
            sector: sector.unwrap_or_else(|| "secteur".to_owned()),
        })
    }

    fn fill(&self, text: &str) -> String {
        text.replace("{today}", &self.today.to_string())
            .replace("{date}", &self.date)
            .replace("{number}", &self.number)
            .replace("{words}", &self.words)
            .replace("{initials}", &self.initials)
            .replace("{sector}", &self.sector)
    }
}

fn day_of(id: &str, today: Date) -> String {
    match year_in(id) {
        Some(year) if year != today.year().to_string() => format!("{year}-01-01"),
        Some(_) | None => today.to_string(),
    }
}

/// `SAN-2020-014`, or `null` where the id is no official number.
fn number(id: &str) -> String {
    let parts: Vec<&str> = id.split('-').collect();
    let digits = |part: &str, count: usize| part.len() == count && part.bytes().all(|b| b.is_ascii_digit());
    match parts.as_slice() {
        ["san" | "sanps", year, serial] if digits(year, 4) && digits(serial, 3) => id.to_ascii_uppercase(),
        _ => "null".to_owned(),
    }
}

/// `violation-de-donnees` as a title to correct: « Violation de donnees ».
fn words(id: &str) -> String {
    let spaced = id.replace('-', " ");
    let mut letters = spaced.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn document(kind: Kind, given: &Given, filling: &Filling) -> Result<String> {
    let mut text = "---\n".to_owned();
    for key in keys::of(kind) {
        if is_left_out(key, given) {
            continue;
        }
        text.push_str(&lines(key, given.get(key.name), filling)?);
    }
    text.push_str("---\n\n");
    text.push_str(keys::text(kind));
    Ok(text)
}

/// Fines go with some kinds of decision only.
fn is_left_out(key: &Key, given: &Given) -> bool {
    let has_fines = given.get("kind").is_none_or(|kind| matches!(kind.as_str(), "fine" | "penalty-settlement"));
    key.name == "fines" && !has_fines && !given.contains_key("fines")
}

/// A key with what it means: `# jour de la décision` and `date: 2020-12-07` below it, or both on one line of comment.
fn lines(key: &'static Key, given: Option<&String>, filling: &Filling) -> Result<String> {
    let (name, meaning) = (key.name, keys::meaning(key));
    if let Some(value) = given {
        return Ok(format!("# {meaning}\n{}", yaml(name, &read_value(key.shape, value))?));
    }
    let fill = |text: &str| filling.fill(text);
    Ok(match key.shape {
        Shape::Rows(map) if key.example.is_empty() => {
            format!("# {meaning}\n{name}:{}\n", keys::first_row(map, 2, &fill))
        }
        _ if keys::is_written(key) => format!("# {meaning}\n{name}: {}\n", keys::value(key, &fill)),
        _ => format!("# {name}: {}  # {meaning}\n{}", keys::value(key, &fill), keys::inside(key, 2)),
    })
}

/// A value of the command line; what is no YAML is words.
fn read_value(shape: Shape, text: &str) -> serde_yaml::Value {
    use serde_yaml::Value::{Mapping, Sequence, String};
    match (shape, serde_yaml::from_str(text)) {
        (Shape::Words, _) | (_, Err(_)) | (Shape::Text, Ok(Mapping(_) | Sequence(_))) => String(text.to_owned()),
        (_, Ok(value)) => value,
    }
}

fn yaml(name: &str, value: &serde_yaml::Value) -> Result<String> {
    Ok(serde_yaml::to_string(&BTreeMap::from([(name, value)]))?)
}
