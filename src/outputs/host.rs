//! What hosts and search engines read: sitemap, robots, headers.

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use crate::analysis::routes::{self, Page};
use crate::compose::{CONTENT_SECURITY_POLICY, World};
use crate::model::value::{Date, Lang};

/// Every page in both languages, each with its twin. Only a site that knows its host has one: a sitemap holds whole addresses.
pub fn sitemap(world: &World) -> Option<Vec<u8>> {
    world.analysis.routes.origin.as_ref()?;
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
    write_sitemap(&mut writer, world).expect("writing to memory does not fail");
    let mut bytes = writer.into_inner();
    bytes.push(b'\n');
    Some(bytes)
}

fn write_sitemap(writer: &mut Writer<Vec<u8>>, world: &World) -> std::io::Result<()> {
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let set = writer.create_element("urlset").with_attributes([
        ("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9"),
        ("xmlns:xhtml", "http://www.w3.org/1999/xhtml"),
    ]);
    let analysis = &world.analysis;
    set.write_inner_content(|writer| {
        for page in routes::pages(&analysis.corpus, &analysis.routes) {
            for lang in Lang::ALL {
                write_url(writer, world, &page, lang)?;
            }
        }
        Ok(())
    })?;
    Ok(())
}

fn write_url(writer: &mut Writer<Vec<u8>>, world: &World, page: &Page, lang: Lang) -> std::io::Result<()> {
    let routes = &world.analysis.routes;
    let address = |lang| routes.absolute(&routes.href(&world.analysis.corpus, page, lang));
    writer.create_element("url").write_inner_content(|writer| {
        writer.create_element("loc").write_text_content(BytesText::new(&address(lang)))?;
        if let Some(day) = last_change(world, page) {
            writer.create_element("lastmod").write_text_content(BytesText::new(&day.to_string()))?;
        }
        for other in Lang::ALL {
            let href = address(other);
            let link = writer.create_element("xhtml:link");
            link.with_attributes([("rel", "alternate"), ("hreflang", other.code()), ("href", &href)]).write_empty()?;
        }
        Ok(())
    })?;
    Ok(())
}

/// The day a document was last checked, else the day its decision became public; none for lists, which change with what they list.
fn last_change(world: &World, page: &Page) -> Option<Date> {
    let Page::Document(id) = page else { return None };
    let document = world.analysis.corpus.documents.get(id)?;
    document.meta.reviewed.or(document.as_decision().and_then(|decision| decision.public_from()))
}

pub fn robots(world: &World) -> String {
    let routes = &world.analysis.routes;
    let sitemap = routes
        .origin
        .as_ref()
        .map(|_| format!("Sitemap: {}\n", routes.absolute(&format!("{}sitemap.xml", routes.base))));
    format!("User-agent: *\nAllow: /\n{}", sitemap.unwrap_or_default())
}

/// Headers for hosts that read them (`_headers` of Netlify, Cloudflare Pages and their like). The pages carry their policy themselves too.
pub fn headers(world: &World) -> String {
    let base = &world.analysis.routes.base;
    format!(
        "{base}*\n  Content-Security-Policy: {CONTENT_SECURITY_POLICY}; frame-ancestors 'none'\n  X-Content-Type-Options: nosniff\n  \
         Referrer-Policy: strict-origin-when-cross-origin\n  Permissions-Policy: interest-cohort=()\n  \
         Cache-Control: public, max-age=600, must-revalidate\n\n{base}assets/*\n  ! Cache-Control\n  \
         Cache-Control: public, max-age=31536000, immutable\n"
    )
}
