//! Relative links and `[[…]]`: what they lead to, or why they lead nowhere.

use crate::diag::{Code, Diagnostic, Sink};
use crate::model::Document;
use crate::model::checklist::ItemAddress;
use crate::model::value::{DocId, Kind, Lang, ProvisionId};
use crate::source::Span;
use crate::syntax::body::{Body, LinkKind};

use super::{Reader, Target};

/// The destination of each link of a text, in their order.
pub fn resolve(reader: &Reader<'_>, document: &Document, body: &Body, lang: Lang, sink: &Sink) -> Vec<Option<Target>> {
    body.links
        .iter()
        .map(|link| match link.kind {
            LinkKind::External => None,
            LinkKind::Wiki => wiki(reader, document, &link.dest, link.span, sink),
            LinkKind::Relative if link.is_image => image(reader, document, &link.dest, link.span, sink),
            LinkKind::Relative => relative(reader, document, &link.dest, lang, link.span, sink),
        })
        .collect()
}

/// `[[san-2020-014]]`, `[[rgpd.32.1]]`, `[[rgpd-32]]`, `[[cabinet-medical/cm-07]]`, each with an optional `#heading`.
fn wiki(reader: &Reader<'_>, document: &Document, dest: &str, span: Span, sink: &Sink) -> Option<Target> {
    let (id, anchor) = match dest.split_once('#') {
        Some((id, anchor)) => (id.trim(), Some(anchor.trim())),
        None => (dest.trim(), None),
    };
    if let Some(found) = reader.corpus.find(id) {
        return match anchor {
            Some(anchor) => heading(reader, found.id(), anchor, Lang::Fr, span, sink),
            None => Some(Target::Document(found.id().clone())),
        };
    }
    if let Some(address) = ItemAddress::parse(id).filter(|address| reader.corpus.item(address).is_some()) {
        return Some(Target::Item(address));
    }
    if let Some(provision) = provision(reader, document, id) {
        return Some(Target::Provision(provision));
    }
    let slugs = reader.corpus.documents.keys().map(|id| &*id.slug);
    sink.report(
        Diagnostic::new(Code::UnknownDocument, span, format!("nothing has the id `{id}`")).nearest(id, slugs).help(
            "link to a document by its file name, to a provision as rgpd.32.1, to an item as cabinet-medical/cm-07",
        ),
    );
    None
}

fn provision(reader: &Reader<'_>, document: &Document, id: &str) -> Option<ProvisionId> {
    use crate::model::act::Existence;
    let provision = ProvisionId::parse(id).filter(|provision| provision.levels().next().is_some())?;
    let act = reader.corpus.acts.get(provision.act())?;
    let day = document.as_decision().and_then(|decision| decision.law_day()).unwrap_or(reader.inputs.today);
    (act.existence(&provision, day) != Existence::Impossible).then_some(provision)
}

/// `../provisions/rgpd-32.md#en-clair`, or `#en-clair` on the page itself.
fn relative(
    reader: &Reader<'_>,
    document: &Document,
    dest: &str,
    lang: Lang,
    span: Span,
    sink: &Sink,
) -> Option<Target> {
    let (path, anchor) = match dest.split_once('#') {
        Some((path, anchor)) => (path, Some(anchor)),
        None => (dest, None),
    };
    let target = if path.is_empty() { Some(document.id().clone()) } else { by_path(reader, document, path) };
    let Some(target) = target else {
        sink.report(broken(reader, path, span));
        return None;
    };
    match anchor {
        Some(anchor) => heading(reader, &target, anchor, lang, span, sink),
        None => Some(Target::Document(target)),
    }
}

/// `../../static/plan.png`: a file that is published as it is.
fn image(reader: &Reader<'_>, document: &Document, dest: &str, span: Span, sink: &Sink) -> Option<Target> {
    let path = from_root(reader, document, dest)?;
    match path.strip_prefix("static/").filter(|inside| reader.inputs.statics.contains_key(*inside)) {
        Some(inside) => Some(Target::File(inside.to_owned())),
        None => {
            let files = reader.inputs.statics.keys().map(String::as_str);
            sink.report(
                Diagnostic::new(Code::BrokenLink, span, format!("there is no image `{dest}`"))
                    .nearest(path.strip_prefix("static/").unwrap_or(&path), files)
                    .help(
                        "images are files of `static/`, by their path relative to this document: ../../static/plan.png",
                    ),
            );
            None
        }
    }
}

fn broken(reader: &Reader<'_>, path: &str, span: Span) -> Diagnostic {
    let name = path.rsplit('/').next().unwrap_or(path).trim_end_matches(".md");
    Diagnostic::new(Code::BrokenLink, span, format!("the link `{path}` leads to no document of the book"))
        .nearest(name, reader.corpus.documents.keys().map(|id| &*id.slug))
        .help("links to documents are relative paths to their .md files, or `[[id]]`")
}

/// A path relative to a document's file, from the root of the book; none where it leads out.
fn from_root(reader: &Reader<'_>, document: &Document, path: &str) -> Option<String> {
    let own = &reader.inputs.sources.get(document.meta.file)?.path;
    let mut parts: Vec<&str> = own.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            other => parts.push(other),
        }
    }
    Some(parts.join("/"))
}

/// The document whose file stands at a path relative to this document's file.
fn by_path(reader: &Reader<'_>, document: &Document, path: &str) -> Option<DocId> {
    let file = reader.inputs.sources.by_path(&from_root(reader, document, path)?)?;
    let corpus = reader.corpus;
    let original = corpus.documents.values().find(|other| other.meta.file == file.id).map(Document::id);
    let twin = || corpus.twins.values().find(|twin| twin.file == file.id).map(|twin| &twin.id);
    original.or_else(twin).cloned()
}

/// A heading of a document, or one of the anchors that its page is known to have.
fn heading(reader: &Reader<'_>, id: &DocId, anchor: &str, lang: Lang, span: Span, sink: &Sink) -> Option<Target> {
    let none = Vec::new();
    let of = |lang| reader.headings.get(&(id.clone(), lang)).unwrap_or(&none);
    let own = page_anchors(reader, id);
    let known: Vec<&String> = of(lang).iter().chain(of(Lang::Fr)).chain(&own).collect();
    if known.iter().any(|known| *known == anchor) {
        return Some(Target::Anchor(id.clone(), anchor.to_owned()));
    }
    sink.report(
        Diagnostic::new(Code::BrokenLink, span, format!("`{}` has no heading `#{anchor}`", id.slug))
            .nearest(anchor, known.iter().map(|known| known.as_str()))
            .help("the id of a heading is its text in lower case with hyphens, or what `{#id}` says"),
    );
    None
}

/// The anchors that a page has besides its headings: items, paragraphs.
fn page_anchors(reader: &Reader<'_>, id: &DocId) -> Vec<String> {
    let Some(document) = reader.corpus.documents.get(id) else { return Vec::new() };
    match id.kind {
        Kind::Checklist => document.as_checklist().map(|list| list.items().map(|item| item.id.value.clone()).collect()),
        Kind::Provision => document.as_provision().map(|provision| {
            let anchor = |id: &str| format!("p{}", id.to_lowercase().replace('.', "-"));
            provision.paragraphs.iter().map(|paragraph| anchor(&paragraph.id.value)).collect()
        }),
        Kind::Decision | Kind::Sector | Kind::Term | Kind::Page => None,
    }
    .unwrap_or_default()
}
