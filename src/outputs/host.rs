//! What hosts and search engines read: sitemap, robots, headers.

use std::collections::BTreeSet;
use std::io;

use quick_xml::Writer;

use crate::analysis::routes::{self, Page, is_home};
use crate::compose::{self, CONTENT_SECURITY_POLICY, PRIVATE_POLICY, World};
use crate::model::value::{Date, Lang};

use super::feed::{element, write};
use super::{address, changed, decisions, file_address};

/// Every page in every language, each with its counterparts.
pub fn sitemap(world: &World) -> String {
    let pages = routes::pages(&world.analysis.corpus, &world.analysis.routes);
    let attributes =
        [("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9"), ("xmlns:xhtml", "http://www.w3.org/1999/xhtml")];
    write(|xml| {
        xml.create_element("urlset").with_attributes(attributes).write_inner_content(|xml| {
            let each = |page| Lang::ALL.iter().map(move |lang| (page, *lang));
            pages.iter().flat_map(each).try_for_each(|(page, lang)| url(xml, world, page, lang))
        })?;
        Ok(())
    })
}

fn url(xml: &mut Writer<Vec<u8>>, world: &World, page: &Page, lang: Lang) -> io::Result<()> {
    xml.create_element("url").write_inner_content(|xml| {
        element(xml, "loc", &address(world, page, lang))?;
        if let Some(day) = last_change(world, page) {
            element(xml, "lastmod", &day.to_string())?;
        }
        let versions = [("fr", Lang::Fr), ("en", Lang::En), ("x-default", Lang::Fr)];
        versions.iter().try_for_each(|(code, lang)| {
            let href = address(world, page, *lang);
            let attributes = [("rel", "alternate"), ("hreflang", code), ("href", &href)];
            xml.create_element("xhtml:link").with_attributes(attributes).write_empty().map(|_| ())
        })
    })?;
    Ok(())
}

/// A real day or none: search engines stop believing a sitemap whose days are those of its builds.
fn last_change(world: &World, page: &Page) -> Option<Date> {
    let documents = &world.analysis.corpus.documents;
    match page {
        Page::Document(id) => {
            let document = documents.get(id)?;
            changed(world, document).max(compose::last_change(world, document))
        }
        Page::Home => {
            let own = documents.values().find(|document| is_home(document.id())).and_then(|home| changed(world, home));
            own.max(latest_decision(world))
        }
        Page::Decisions | Page::MoreDecisions(_) => latest_decision(world),
        Page::Year(year) => {
            let of_year = decisions(world).filter(|(_, decision)| decision.year() == Some(*year));
            of_year.filter_map(|(document, _)| changed(world, document)).max()
        }
        Page::Articles | Page::Sectors | Page::Checklists | Page::Glossary | Page::Dictionary | Page::NotFound => None,
        Page::Statistics | Page::Calculator => latest_decision(world),
        Page::Coverage => latest_decision(world),
        Page::Corrections => compose::corrections(world, Lang::Fr).first().map(|told| told.day),
        Page::Search => None,
    }
}

fn latest_decision(world: &World) -> Option<Date> {
    decisions(world).filter_map(|(document, _)| changed(world, document)).max()
}

/// Open to all.
pub fn robots(world: &World) -> String {
    let mut text = "User-agent: *\nAllow: /\n".to_owned();
    if world.analysis.routes.origin.is_some() {
        text.push_str(&format!("\nSitemap: {}\n", file_address(world, "sitemap.xml")));
    }
    text
}

/// Files whose name holds a hash of their content.
const FOR_EVER: &str = "public, max-age=31536000, immutable";
/// Pages and data: ten minutes, then ask again.
const SHORT: &str = "public, max-age=600, must-revalidate";

/// Data, feeds and the heads of the search index: what stands beside the pages and changes with them.
const BESIDE: [&str; 6] = ["data/*", "feed.xml", "robots.txt", "search/en.bin", "search/fr.bin", "sitemap.xml"];

/// What is named after its content.
const NAMED: [&str; 3] = ["assets/*", "search/en/*", "search/fr/*"];

/// Headers for hosts that read them (Netlify, Cloudflare Pages and their like): the rules of all paths, then the cache rules. No path gets
/// two of the latter: hosts join the values of a header that is set twice. The pages carry their policy themselves too; `frame-ancestors`
/// counts in a header only.
pub fn headers(world: &World) -> String {
    let base = &world.analysis.routes.base;
    let policy = format!("{CONTENT_SECURITY_POLICY}; frame-ancestors 'none'");
    let everywhere = [
        ("Content-Security-Policy", policy.as_str()),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "strict-origin-when-cross-origin"),
        ("Permissions-Policy", "browsing-topics=(), camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ];
    let mut text = rule(base, "*", &everywhere);
    for pattern in NAMED {
        text.push_str(&rule(base, pattern, &[("Cache-Control", FOR_EVER)]));
    }
    let pages = page_patterns(world);
    for pattern in pages.iter().map(String::as_str).chain(BESIDE) {
        text.push_str(&rule(base, pattern, &[("Cache-Control", SHORT)]));
    }
    // A host that joins both policies applies both; one that takes the last has the narrower one.
    let private = format!("{PRIVATE_POLICY}; frame-ancestors 'none'");
    for lang in Lang::ALL {
        let calculator = world.analysis.routes.path(&world.analysis.corpus, &Page::Calculator, lang);
        text.push_str(&rule(base, &calculator, &[("Content-Security-Policy", &private)]));
    }
    text
}

fn rule(base: &str, pattern: &str, headers: &[(&str, &str)]) -> String {
    let lines: String = headers.iter().map(|(name, value)| format!("  {name}: {value}\n")).collect();
    format!("{base}{pattern}\n{lines}")
}

/// The home page, and each folder of the root that holds pages.
fn page_patterns(world: &World) -> BTreeSet<String> {
    let (corpus, routes) = (&world.analysis.corpus, &world.analysis.routes);
    let pages = routes::pages(corpus, routes);
    let paths = pages.iter().flat_map(|page| Lang::ALL.map(|lang| routes.path(corpus, page, lang)));
    paths.map(|path| path.split_once('/').map_or_else(String::new, |(folder, _)| format!("{folder}/*"))).collect()
}
