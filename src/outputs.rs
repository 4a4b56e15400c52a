//! What the build writes beside the pages: data for programs, feeds, and what hosts and search engines read.

mod decisions;
mod feed;
pub mod figures;
mod host;
mod links;
mod schema;

use crate::compose::World;
use crate::model::value::Lang;
use crate::site::Site;

/// Adds every file that is no page.
pub fn add(site: &mut Site, world: &World) {
    let rows = decisions::rows(world);
    site.insert_bytes("data/decisions.json", decisions::json(&rows, world.inputs.today));
    site.insert_bytes("data/decisions.csv", decisions::csv(&rows));
    site.insert_bytes("data/schema.json", schema::json());
    site.insert_bytes("data/links.json", links::json(world));
    site.insert_bytes("feed.xml", feed::atom(world, Lang::Fr));
    site.insert_bytes("en/feed.xml", feed::atom(world, Lang::En));
    site.insert_bytes("robots.txt", host::robots(world));
    site.insert_bytes("_headers", host::headers(world));
    if let Some(sitemap) = host::sitemap(world) {
        site.insert_bytes("sitemap.xml", sitemap);
    }
}
