//! One file to one document, twin, act or table of synonyms: which kind it is, its id, its front matter, its body.
//!
//! A pure function of the file alone, so that it can be remembered by the file's hash.

use std::sync::Arc;

use crate::corpus::Parsed;
use crate::diag::{Code, Diagnostic, Outcome, Sink};
use crate::model::value::{Choice, DocId, Kind, is_slug};
use crate::model::{self, act, synonyms, twin};
use crate::source::SourceFile;
use crate::syntax::front_matter::{self, Fences};
use crate::syntax::yaml::{self, Node, Value};

/// What a path says about a file.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Place<'a> {
    Act(&'a str),
    Synonyms,
    Document(Kind, &'a str),
    Twin(Kind, &'a str),
}

/// Names that Windows keeps for devices, whatever their extension.
const RESERVED: &[&str] = &[
    "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "lpt1", "lpt2",
    "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

/// Parses a file of the content folder `src`.
pub fn file(file: &SourceFile, src: &str) -> Outcome<Option<Parsed>> {
    let sink = Sink::default();
    let value = place(file, src, &sink).and_then(|place| parse(file, place, &sink));
    Outcome { value, diagnostics: sink.into_vec() }
}

fn parse(file: &SourceFile, place: Place<'_>, sink: &Sink) -> Option<Parsed> {
    match place {
        Place::Act(id) => {
            let root = yaml::parse(file, 0..file.text.len(), sink)?;
            act::lower(file, id, &root, sink).map(|act| Parsed::Act(Arc::new(act)))
        }
        Place::Synonyms => {
            let root = yaml::parse(file, 0..file.text.len(), sink)?;
            synonyms::lower(file, &root, sink).map(|table| Parsed::Synonyms(Arc::new(table)))
        }
        Place::Document(kind, slug) => {
            let (fences, unsaid) = (front_matter::split(file, sink), Sink::default());
            let (root, sink) = tree(file, &fences, sink, &unsaid);
            model::lower(file, DocId::new(kind, slug), &root, fences.body, sink)
                .map(|doc| Parsed::Document(Arc::new(doc)))
        }
        Place::Twin(kind, slug) => {
            let (fences, unsaid) = (front_matter::split(file, sink), Sink::default());
            let (root, sink) = tree(file, &fences, sink, &unsaid);
            Some(Parsed::Twin(Arc::new(twin::lower(file, DocId::new(kind, slug), &root, fences.body, sink))))
        }
    }
}

/// The tree of a front matter, and where to say what is wrong in it. One that cannot be read is one mistake: an empty tree stands for
/// it, so that others may still lead to the document, and what it lacks goes unsaid.
fn tree<'a>(file: &SourceFile, fences: &Fences, sink: &'a Sink, unsaid: &'a Sink) -> (Node, &'a Sink) {
    let read = if fences.are_whole { yaml::parse(file, fences.yaml.clone(), sink) } else { None };
    match read {
        Some(root) => (root, sink),
        None => (Node { value: Value::Map(Vec::new()), span: file.span(fences.yaml.clone()) }, unsaid),
    }
}

/// The kind and the id of a file, from its path: `content/decisions/2020/san-2020-014.md`.
fn place<'a>(file: &'a SourceFile, src: &str, sink: &Sink) -> Option<Place<'a>> {
    let path = file.path.strip_prefix(src)?.strip_prefix('/')?;
    let (folders, name) = path.rsplit_once('/').unwrap_or(("", path));
    let top = folders.split('/').next().unwrap_or_default();
    let (stem, is_twin) = match (name.strip_suffix(".en.md"), name.strip_suffix(".md")) {
        (Some(stem), _) => (stem, true),
        (None, Some(stem)) => (stem, false),
        (None, None) => (name.trim_end_matches(".yml"), false),
    };
    if !is_slug(stem) || RESERVED.contains(&stem) {
        sink.report(
            Diagnostic::new(Code::BadFileName, file.span(0..0), format!("the file name `{name}` gives no id"))
                .help("lower-case ASCII letters, digits and hyphens, and no name that Windows reserves"),
        );
        return None;
    }
    let is_markdown = name.ends_with(".md");
    let kind = match top {
        "" if stem == "index" => Some(Kind::Page),
        "" if name == "search.yml" => return Some(Place::Synonyms),
        "acts" if !is_markdown => return Some(Place::Act(stem)),
        other => Kind::parse(other).filter(|_| is_markdown),
    };
    match kind {
        Some(kind) if is_twin => Some(Place::Twin(kind, stem)),
        Some(kind) => Some(Place::Document(kind, stem)),
        None => {
            let folders = Kind::ALL.iter().map(|kind| kind.word()).chain(["acts"]);
            sink.report(
                Diagnostic::new(Code::UnknownFolder, file.span(0..0), format!("`{path}` lies in no folder of a known kind"))
                    .nearest(top, folders)
                    .help("documents are .md files in decisions, provisions, checklists, sectors, glossary or pages; acts are .yml files in acts"),
            );
            None
        }
    }
}
