//! The Atom feeds: the newest decisions, in French and English.

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use crate::analysis::routes::Page;
use crate::compose::{self, World};
use crate::model::Document;
use crate::model::decision::Decision;
use crate::model::value::{Date, DocId, Lang};

/// How many decisions a feed holds.
const MOST: usize = 30;

pub fn atom(world: &World, lang: Lang) -> Vec<u8> {
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
    write(&mut writer, world, lang).expect("writing to memory does not fail");
    let mut bytes = writer.into_inner();
    bytes.push(b'\n');
    bytes
}

type Xml = Writer<Vec<u8>>;

fn write(writer: &mut Xml, world: &World, lang: Lang) -> std::io::Result<()> {
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let feed = writer
        .create_element("feed")
        .with_attributes([("xmlns", "http://www.w3.org/2005/Atom"), ("xml:lang", lang.code())]);
    feed.write_inner_content(|writer| {
        let routes = &world.analysis.routes;
        let home = routes.absolute(&routes.href(&world.analysis.corpus, &Page::Home, lang));
        let newest = world.decisions.iter().take(MOST);
        let entries: Vec<(&Document, &Decision)> = newest
            .filter_map(|id| world.analysis.corpus.documents.get(id))
            .filter_map(|document| Some((document, document.as_decision()?)))
            .collect();
        let updated = entries.iter().map(|(document, decision)| updated(document, decision, world.inputs.today)).max();
        element(writer, "title", &world.inputs.config.title)?;
        element(writer, "id", &permanent(world, "", lang))?;
        link(writer, "alternate", &home)?;
        let own = if lang == Lang::En { "en/feed.xml" } else { "feed.xml" };
        link(writer, "self", &routes.absolute(&format!("{}{own}", routes.base)))?;
        element(writer, "updated", &instant(updated.unwrap_or(world.inputs.today)))?;
        writer
            .create_element("author")
            .write_inner_content(|writer| element(writer, "name", &world.inputs.config.title))?;
        entries.iter().try_for_each(|(document, decision)| entry(writer, world, document, decision, lang))
    })?;
    Ok(())
}

fn entry(writer: &mut Xml, world: &World, document: &Document, decision: &Decision, lang: Lang) -> std::io::Result<()> {
    let id = document.id();
    let words = |path: &str| compose::plain_words(world, id, path, lang);
    let routes = &world.analysis.routes;
    let address = routes.absolute(&routes.href(&world.analysis.corpus, &Page::Document(id.clone()), lang));
    writer.create_element("entry").write_inner_content(|writer| {
        element(writer, "title", &words("title").unwrap_or_default())?;
        element(writer, "id", &permanent_of(world, id, lang))?;
        link(writer, "alternate", &address)?;
        if let Some(day) = decision.public_from() {
            element(writer, "published", &instant(day))?;
        }
        element(writer, "updated", &instant(updated(document, decision, world.inputs.today)))?;
        words("standfirst").map_or(Ok(()), |summary| element(writer, "summary", &summary))
    })?;
    Ok(())
}

fn element(writer: &mut Xml, name: &str, text: &str) -> std::io::Result<()> {
    writer.create_element(name).write_text_content(BytesText::new(text)).map(|_| ())
}

fn link(writer: &mut Xml, rel: &str, href: &str) -> std::io::Result<()> {
    writer.create_element("link").with_attributes([("rel", rel), ("href", href)]).write_empty().map(|_| ())
}

/// The day the page was last checked, else the day the decision became public.
fn updated(document: &Document, decision: &Decision, today: Date) -> Date {
    document.meta.reviewed.or(decision.public_from()).unwrap_or(today)
}

fn instant(day: Date) -> String {
    format!("{day}T00:00:00Z")
}

/// Ids of entries never change: they are made of the decision's id, not of the address of the day.
fn permanent_of(world: &World, id: &DocId, lang: Lang) -> String {
    permanent(world, &id.slug, lang)
}

fn permanent(world: &World, slug: &str, lang: Lang) -> String {
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
