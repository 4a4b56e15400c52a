//! `sitemap.xml`, where the site's host is known, and `robots.txt`.

use std::io;

use quick_xml::Writer;

use super::Book;
use super::feed::{element, write};
use crate::analysis::routes::{self, Page, is_home};
use crate::model::value::{Date, Lang};

pub const PATH: &str = "sitemap.xml";

/// Every page in every language, each with its counterparts. A sitemap holds addresses in full, so there is none without a host.
pub fn sitemap(book: &Book<'_>) -> Option<String> {
    book.analysis.routes.origin.as_ref()?;
    let pages = routes::pages(&book.analysis.corpus, &book.analysis.routes);
    let attributes =
        [("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9"), ("xmlns:xhtml", "http://www.w3.org/1999/xhtml")];
    Some(write(|xml| {
        xml.create_element("urlset").with_attributes(attributes).write_inner_content(|xml| {
            let each = |page| Lang::ALL.iter().map(move |lang| (page, *lang));
            pages.iter().flat_map(each).try_for_each(|(page, lang)| url(xml, book, page, lang))
        })?;
        Ok(())
    }))
}

fn url(xml: &mut Writer<Vec<u8>>, book: &Book<'_>, page: &Page, lang: Lang) -> io::Result<()> {
    xml.create_element("url").write_inner_content(|xml| {
        element(xml, "loc", &book.page_address(page, lang))?;
        if let Some(day) = last_change(book, page) {
            element(xml, "lastmod", &day.to_string())?;
        }
        let versions = [("fr", Lang::Fr), ("en", Lang::En), ("x-default", Lang::Fr)];
        versions.iter().try_for_each(|(code, lang)| {
            let href = book.page_address(page, *lang);
            let attributes = [("rel", "alternate"), ("hreflang", code), ("href", &href)];
            xml.create_element("xhtml:link").with_attributes(attributes).write_empty().map(|_| ())
        })
    })?;
    Ok(())
}

/// A real day or none: search engines stop believing a sitemap whose days are those of its builds.
fn last_change(book: &Book<'_>, page: &Page) -> Option<Date> {
    let documents = &book.analysis.corpus.documents;
    match page {
        Page::Document(id) => book.changed(documents.get(id)?),
        Page::Home => {
            let own = documents.values().find(|document| is_home(document.id())).and_then(|home| book.changed(home));
            own.max(latest_decision(book))
        }
        Page::Decisions => latest_decision(book),
        Page::Articles | Page::Sectors | Page::Checklists | Page::Glossary | Page::NotFound => None,
    }
}

fn latest_decision(book: &Book<'_>) -> Option<Date> {
    book.decisions().filter_map(|(document, _)| book.changed(document)).max()
}

/// Open to all.
pub fn robots(book: &Book<'_>) -> String {
    let mut text = "User-agent: *\nAllow: /\n".to_owned();
    if book.analysis.routes.origin.is_some() {
        text.push_str(&format!("\nSitemap: {}\n", book.file_address(PATH)));
    }
    text
}
