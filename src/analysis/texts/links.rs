//! Relative links and `[[…]]`: what they lead to, or why they lead nowhere.

use crate::diag::{Code, Diagnostic};
use crate::model::checklist::ItemAddress;
use crate::model::value::{DocId, Lang, ProvisionId};
use crate::source::Span;
use crate::syntax::body::{Body, LinkKind};

use super::{Reading, Target};

/// The destination of each link of a text, in their order.
pub fn resolve(reading: &Reading<'_>, body: &Body, lang: Lang) -> Vec<Option<Target>> {
    body.links
        .iter()
        .map(|link| match link.kind {
            LinkKind::External => None,
            LinkKind::Wiki => wiki(reading, &link.dest, link.span),
            LinkKind::Relative if link.is_image => image(reading, &link.dest, link.span),
            LinkKind::Relative => relative(reading, &link.dest, lang, link.span),
        })
        .collect()
}

/// `[[san-2020-014]]`, `[[rgpd.32.1]]`, `[[rgpd-32]]`, `[[cabinet-medical/cm-07]]`, each with an optional `#heading`.
fn wiki(reading: &Reading<'_>, dest: &str, span: Span) -> Option<Target> {
    let (id, anchor) = match dest.split_once('#') {
        Some((id, anchor)) => (id.trim(), Some(anchor.trim())),
        None => (dest.trim(), None),
    };
    if let Some(found) = reading.find(id) {
        return match anchor {
            Some(anchor) => heading(reading, found, anchor, Lang::Fr, span),
            None => Some(Target::Document(found.clone())),
        };
    }
    if let Some(address) = ItemAddress::parse(id).filter(|address| reading.has_item(address)) {
        return Some(Target::Item(address));
    }
    if let Some(provision) = provision(reading, id) {
        return Some(Target::Provision(provision));
    }
    let unknown = Diagnostic::new(Code::UnknownDocument, span, format!("nothing has the id `{id}`"));
    reading.sink.report(
        reading.nearest_slug(unknown, id, |_| true).help(
            "link to a document by its file name, to a provision as rgpd.32.1, to an item as cabinet-medical/cm-07",
        ),
    );
    None
}

fn provision(reading: &Reading<'_>, id: &str) -> Option<ProvisionId> {
    use crate::model::act::Existence;
    let provision = ProvisionId::parse(id).filter(|provision| provision.levels().next().is_some())?;
    let act = reading.reader.corpus.acts.get(provision.act())?;
    let law_day = reading.document.as_decision().and_then(|decision| decision.law_day());
    let day = law_day.unwrap_or(reading.reader.inputs.today);
    (act.existence(&provision, day) != Existence::Impossible).then_some(provision)
}

/// `../provisions/rgpd-32.md#en-clair`, or `#en-clair` on the page itself.
fn relative(reading: &Reading<'_>, dest: &str, lang: Lang, span: Span) -> Option<Target> {
    let (path, anchor) = match dest.split_once('#') {
        Some((path, anchor)) => (path, Some(anchor)),
        None => (dest, None),
    };
    let target = if path.is_empty() { Some(reading.document.id()) } else { by_path(reading, path) };
    let Some(target) = target else {
        reading.sink.report(broken(reading, path, span));
        return None;
    };
    match anchor {
        Some(anchor) => heading(reading, target, anchor, lang, span),
        None => Some(Target::Document(target.clone())),
    }
}

/// `../../static/plan.png`: a file that is published as it is.
fn image(reading: &Reading<'_>, dest: &str, span: Span) -> Option<Target> {
    let path = from_root(reading, dest)?;
    match path.strip_prefix("static/").filter(|inside| reading.has_static(inside)) {
        Some(inside) => Some(Target::File(inside.to_owned())),
        None => {
            let missing = Diagnostic::new(Code::BrokenLink, span, format!("there is no image `{dest}`"));
            reading.sink.report(
                reading.nearest_static(missing, path.strip_prefix("static/").unwrap_or(&path)).help(
                    "images are files of `static/`, by their path relative to this document: ../../static/plan.png",
                ),
            );
            None
        }
    }
}

fn broken(reading: &Reading<'_>, path: &str, span: Span) -> Diagnostic {
    let name = path.rsplit('/').next().unwrap_or(path).trim_end_matches(".md");
    let broken = Diagnostic::new(Code::BrokenLink, span, format!("the link `{path}` leads to no document of the book"));
    reading
        .nearest_slug(broken, name, |_| true)
        .help("links to documents are relative paths to their .md files, or `[[id]]`")
}

/// A path relative to a document's file, from the root of the book; none where it leads out.
fn from_root(reading: &Reading<'_>, path: &str) -> Option<String> {
    let own = &reading.reader.inputs.sources.get(reading.document.meta.file)?.path;
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
fn by_path<'a>(reading: &Reading<'a>, path: &str) -> Option<&'a DocId> {
    reading.of_file(&from_root(reading, path)?)
}

/// A heading of a document, or one of the anchors that its page is known to have.
fn heading(reading: &Reading<'_>, id: &DocId, anchor: &str, lang: Lang, span: Span) -> Option<Target> {
    let known = reading.anchors(id, lang);
    if known.iter().any(|known| known == anchor) {
        return Some(Target::Anchor(id.clone(), anchor.to_owned()));
    }
    reading.sink.report(
        Diagnostic::new(Code::BrokenLink, span, format!("`{}` has no heading `#{anchor}`", id.slug))
            .nearest(anchor, known.iter().map(String::as_str))
            .help("the id of a heading is its text in lower case with hyphens, or what `{#id}` says"),
    );
    None
}
