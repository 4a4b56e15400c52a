//! `feed.xml` and `en/feed.xml`: new decisions and corrections, as Atom (RFC 4287).

use std::cmp::Reverse;
use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use crate::analysis::routes::Page;
use crate::compose::{self, World};
use crate::model::Document;
use crate::model::decision::Decision;
use crate::model::value::{Date, Lang};
use crate::vocabulary::say;

const ENTRIES: usize = 30;

type Xml = Writer<Vec<u8>>;

/// One decision in the feed.
struct Entry<'a> {
    document: &'a Document,
    published: Option<Date>,
    updated: Date,
}

pub fn path(lang: Lang) -> &'static str {
    match lang {
        Lang::Fr => "feed.xml",
        Lang::En => "en/feed.xml",
    }
}

/// The decisions that changed last, the newest first among those of one day.
pub fn atom(world: &World, lang: Lang) -> String {
    write(|xml| feed(xml, world, lang))
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

fn feed(xml: &mut Xml, world: &World, lang: Lang) -> io::Result<()> {
    let entries = entries(world);
    let updated = entries.iter().map(|entry| entry.updated).max().unwrap_or(world.inputs.today);
    let own = super::file_address(world, path(lang));
    let home = super::address(world, &Page::Home, lang);
    let config = &world.inputs.config;
    let attributes = [("xmlns", "http://www.w3.org/2005/Atom"), ("xml:lang", lang.code())];
    xml.create_element("feed").with_attributes(attributes).write_inner_content(|xml| {
        element(xml, "id", &permanent_id(world, "", lang))?;
        element(xml, "title", &config.title)?;
        element(xml, "subtitle", say(lang, "Décisions nouvelles et corrigées", "New and corrected decisions"))?;
        element(xml, "updated", &instant(updated))?;
        link(xml, "self", "application/atom+xml", &own)?;
        link(xml, "alternate", "text/html", &home)?;
        let authors = if config.authors.is_empty() { std::slice::from_ref(&config.title) } else { &config.authors };
        for author in authors {
            xml.create_element("author").write_inner_content(|xml| element(xml, "name", author))?;
        }
        entries.iter().try_for_each(|one| entry(xml, world, one, lang))
    })?;
    Ok(())
}

fn entries(world: &World) -> Vec<Entry<'_>> {
    let changed = |(document, decision): (_, &Decision)| {
        Some(Entry { document, published: decision.public_from(), updated: super::changed(world, document)? })
    };
    let mut entries: Vec<Entry<'_>> = super::decisions(world).filter_map(changed).collect();
    entries.sort_by_key(|entry| Reverse((entry.updated, entry.published, entry.document.id())));
    entries.truncate(ENTRIES);
    entries
}

fn entry(xml: &mut Xml, world: &World, entry: &Entry<'_>, lang: Lang) -> io::Result<()> {
    let id = entry.document.id();
    let address = super::address(world, &Page::Document(id.clone()), lang);
    xml.create_element("entry").write_inner_content(|xml| {
        element(xml, "id", &permanent_id(world, &id.slug, lang))?;
        element(xml, "title", &compose::plain_words(world, id, "title", lang).unwrap_or_default())?;
        link(xml, "alternate", "text/html", &address)?;
        if let Some(day) = entry.published {
            element(xml, "published", &instant(day))?;
        }
        element(xml, "updated", &instant(entry.updated))?;
        compose::plain_words(world, id, "standfirst", lang).map_or(Ok(()), |summary| element(xml, "summary", &summary))
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
