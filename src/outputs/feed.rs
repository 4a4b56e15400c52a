//! `feed.xml` and `en/feed.xml`: new decisions and corrections, as Atom (RFC 4287).

use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use crate::analysis::routes::Page;
use crate::compose::{self, World};
use crate::model::decision::Decision;
use crate::model::value::{Date, DocId, Lang};
use crate::vocabulary::say;

/// How many entries a feed has at the most.
pub(super) const ENTRIES: usize = 30;

type Xml = Writer<Vec<u8>>;

pub fn path(lang: Lang) -> &'static str {
    match lang {
        Lang::Fr => "feed.xml",
        Lang::En => "en/feed.xml",
    }
}

/// The decisions that changed last, the newest first among those of one day.
pub fn atom(world: &World, lang: Lang) -> String {
    let changed = |(document, decision): (_, &Decision)| {
        Some((super::changed(world, document)?, decision.public_from(), document.id()))
    };
    let mut decisions: Vec<_> = super::decisions(world).filter_map(changed).collect();
    decisions.sort_unstable_by(|one, other| other.cmp(one));
    decisions.truncate(ENTRIES);
    let entry = |(updated, published, id): (Date, Option<Date>, &DocId)| Entry {
        id: id.slug.to_string(),
        title: compose::plain_words(world, id, "title", lang).unwrap_or_default(),
        address: super::address(world, &Page::Document(id.clone()), lang),
        published,
        updated,
        summary: compose::plain_words(world, id, "standfirst", lang),
    };
    let feed = Feed {
        path: path(lang).to_owned(),
        id: String::new(),
        subtitle: say(lang, "Décisions nouvelles et corrigées", "New and corrected decisions"),
        page: Page::Home,
        entries: decisions.into_iter().map(entry).collect(),
    };
    text(world, &feed, lang)
}

/// A document in UTF-8, indented, with its declaration.
pub(super) fn write(inside: impl FnOnce(&mut Xml) -> io::Result<()>) -> String {
    let mut xml = Writer::new_with_indent(Vec::new(), b' ', 2);
    let written =
        xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None))).and_then(|()| inside(&mut xml));
    written.expect("memory takes what is written");
    let mut text = String::from_utf8(xml.into_inner()).expect("what is written is text");
    text.push('\n');
    text
}

/// An element that holds text alone.
pub(super) fn element(xml: &mut Xml, name: &str, text: &str) -> io::Result<()> {
    xml.create_element(name).write_text_content(BytesText::new(&printable(text)))?;
    Ok(())
}

/// XML 1.0 has no way to write most control characters.
fn printable(text: &str) -> String {
    text.chars()
        .filter(|c| matches!(c, '\t' | '\n' | '\r') || !(c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}')))
        .collect()
}

/// A feed, all but its entries' form.
pub(super) struct Feed {
    pub path: String,
    /// The part of its id that is its own.
    pub id: String,
    pub subtitle: &'static str,
    /// The page of the same subject.
    pub page: Page,
    pub entries: Vec<Entry>,
}

pub(super) struct Entry {
    /// The part of its id that is its own.
    pub id: String,
    pub title: String,
    pub address: String,
    pub published: Option<Date>,
    pub updated: Date,
    pub summary: Option<String>,
}

/// A feed as Atom.
pub(super) fn text(world: &World, feed: &Feed, lang: Lang) -> String {
    write(|xml| write_feed(xml, world, feed, lang))
}

fn write_feed(xml: &mut Xml, world: &World, feed: &Feed, lang: Lang) -> io::Result<()> {
    let updated = feed.entries.iter().map(|entry| entry.updated).max().unwrap_or(world.inputs.today);
    let config = &world.inputs.config;
    let attributes = [("xmlns", "http://www.w3.org/2005/Atom"), ("xml:lang", lang.code())];
    xml.create_element("feed").with_attributes(attributes).write_inner_content(|xml| {
        element(xml, "id", &permanent_id(world, &feed.id, lang))?;
        element(xml, "title", &config.title)?;
        element(xml, "subtitle", feed.subtitle)?;
        element(xml, "updated", &instant(updated))?;
        link(xml, "self", "application/atom+xml", &super::file_address(world, &feed.path))?;
        link(xml, "alternate", "text/html", &super::address(world, &feed.page, lang))?;
        let authors = if config.authors.is_empty() { std::slice::from_ref(&config.title) } else { &config.authors };
        for author in authors {
            xml.create_element("author").write_inner_content(|xml| element(xml, "name", author))?;
        }
        feed.entries.iter().try_for_each(|entry| write_entry(xml, world, entry, lang))
    })?;
    Ok(())
}

fn write_entry(xml: &mut Xml, world: &World, entry: &Entry, lang: Lang) -> io::Result<()> {
    xml.create_element("entry").write_inner_content(|xml| {
        element(xml, "id", &permanent_id(world, &entry.id, lang))?;
        element(xml, "title", &entry.title)?;
        link(xml, "alternate", "text/html", &entry.address)?;
        if let Some(day) = entry.published {
            element(xml, "published", &instant(day))?;
        }
        element(xml, "updated", &instant(entry.updated))?;
        entry.summary.as_ref().map_or(Ok(()), |summary| element(xml, "summary", summary))
    })?;
    Ok(())
}

fn link(xml: &mut Xml, rel: &str, kind: &str, href: &str) -> io::Result<()> {
    xml.create_element("link").with_attributes([("rel", rel), ("type", kind), ("href", href)]).write_empty()?;
    Ok(())
}

/// Ids of entries never change: they are made of the decision's id, not of the address of the day.
fn permanent_id(world: &World, slug: &str, lang: Lang) -> String {
    let host = world
        .analysis
        .routes
        .origin
        .as_deref()
        .and_then(|origin| origin.split_once("://"))
        .map_or("localhost", |(_, host)| host);
    let host = host.split(':').next().unwrap_or(host);
    format!("tag:{host},2020:rubrique/{}/{slug}", lang.code())
}

/// A day as Atom wants it: decisions have no hour.
fn instant(day: Date) -> String {
    format!("{day}T00:00:00Z")
}
