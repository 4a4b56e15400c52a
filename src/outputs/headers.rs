//! `_headers`: the security and cache rules, for hosts that read such a file (Netlify, Cloudflare Pages and others).

use std::collections::BTreeSet;

use super::Book;
use crate::analysis::routes;
use crate::compose::CONTENT_SECURITY_POLICY;
use crate::model::value::Lang;

/// Files of `assets/` hold a hash of their content in their name.
const FOR_EVER: &str = "public, max-age=31536000, immutable";
/// Pages and data: ten minutes, then ask again.
const SHORT: &str = "public, max-age=600, must-revalidate";

/// Data and feeds: what stands beside the pages and changes with them.
const BESIDE: [&str; 4] = ["data/*", "feed.xml", "robots.txt", "sitemap.xml"];

/// The rules of all paths, then the cache rules. No path has two of these: hosts join the values of a header that is set twice.
pub fn headers(book: &Book<'_>) -> String {
    let base = &book.analysis.routes.base;
    let mut text = rule(base, "*", &everywhere());
    text.push_str(&rule(base, "assets/*", &[("Cache-Control", FOR_EVER)]));
    let pages = page_patterns(book);
    for pattern in pages.iter().map(String::as_str).chain(BESIDE) {
        text.push_str(&rule(base, pattern, &[("Cache-Control", SHORT)]));
    }
    text
}

fn everywhere() -> [(&'static str, &'static str); 4] {
    [
        ("Content-Security-Policy", CONTENT_SECURITY_POLICY),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "no-referrer"),
        ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"),
    ]
}

fn rule(base: &str, pattern: &str, headers: &[(&str, &str)]) -> String {
    let lines: String = headers.iter().map(|(name, value)| format!("  {name}: {value}\n")).collect();
    format!("{base}{pattern}\n{lines}")
}

/// The home page, and each folder of the root that holds pages.
fn page_patterns(book: &Book<'_>) -> BTreeSet<String> {
    let (corpus, routes) = (&book.analysis.corpus, &book.analysis.routes);
    let pages = routes::pages(corpus, routes);
    let paths = pages.iter().flat_map(|page| Lang::ALL.map(|lang| routes.path(corpus, page, lang)));
    paths.map(|path| path.split_once('/').map_or_else(String::new, |(folder, _)| format!("{folder}/*"))).collect()
}
