//! One request, one answer.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::header::{self, HeaderName, HeaderValue};
use axum::http::{Method, StatusCode, Uri};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use percent_encoding::percent_decode_str;
use serde::Serialize;
use tokio::sync::watch;
use tokio_stream::StreamExt;
use tokio_stream::wrappers::WatchStream;

use super::host::Own;
use super::{Edition, Readers};
use crate::site::{Artifact, Site};

/// What the preview adds to the site stands under this folder, whose name no page can have.
const OWN_FOLDER: &str = "_rubrique/";

/// Its files, by name.
const OWN_FILES: &[(&str, &str)] = &[
    ("preview.js", include_str!("../preview/preview.js")),
    ("notices.js", include_str!("../preview/notices.js")),
    ("patch.js", include_str!("../preview/patch.js")),
    ("workings.js", include_str!("../preview/workings.js")),
    ("preview.css", include_str!("../preview/preview.css")),
];

/// What answers are made from.
pub struct Desk {
    pub run: String,
    pub own: Own,
    pub shown: watch::Receiver<Arc<Edition>>,
    pub readers: Arc<Readers>,
}

pub async fn answer(State(desk): State<Arc<Desk>>, request: Request) -> Response {
    if let Some(refusal) = refusal(&desk, &request) {
        return with_headers(refusal, None);
    }
    let edition = desk.shown.borrow().clone();
    let site = edition.site.clone();
    let path = percent_decode_str(request.uri().path()).decode_utf8_lossy().into_owned();
    let path = path.strip_prefix('/').unwrap_or(&path).to_owned();
    let response = match path.strip_prefix(OWN_FOLDER) {
        Some("events") => events(&desk, &parameter(request.uri(), "page")),
        Some("working") => {
            let value = parameter(request.uri(), "value");
            rendered(move || file("x.json", workings(&edition, &value).into())).await
        }
        Some(name) if let Some((name, text)) = OWN_FILES.iter().find(|(own, _)| *own == name) => {
            file(name, (*text).into())
        }
        Some(_) | None => {
            let uri = request.uri().clone();
            rendered(move || page(&desk, &edition, &path, &uri)).await
        }
    };
    with_headers(response, Some(&site))
}

/// Rendering takes time, which other requests need not wait for.
async fn rendered(render: impl FnOnce() -> Response + Send + 'static) -> Response {
    let done = tokio::task::spawn_blocking(render).await;
    done.unwrap_or_else(|_| (StatusCode::INTERNAL_SERVER_ERROR, "this page cannot be rendered\n").into_response())
}

/// What is not for this server, or asks it for more than to read.
fn refusal(desk: &Desk, request: &Request) -> Option<Response> {
    let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok());
    let Some(host) = host else {
        return Some((StatusCode::BAD_REQUEST, "a request must name its host\n").into_response());
    };
    if !desk.own.is_meant_by(host) {
        let own = desk.own.authority();
        let text =
            format!("this preview answers at http://{own}/ and to no other name; `-n HOST` gives it another one\n");
        return Some((StatusCode::FORBIDDEN, text).into_response());
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        let allow = [(header::ALLOW, "GET, HEAD")];
        return Some((StatusCode::METHOD_NOT_ALLOWED, allow, "this server is for reading\n").into_response());
    }
    None
}

/// The headers that the site gives its hosts in `_headers`, and none that lets anything be kept or read from elsewhere.
fn with_headers(mut response: Response, site: Option<&Site>) -> Response {
    let headers = response.headers_mut();
    let hosts = site.and_then(|site| site.get("_headers")).and_then(|artifact| artifact.bytes().ok());
    for (name, value) in hosts.iter().flat_map(|bytes| everywhere(bytes)) {
        headers.insert(name, value);
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert("cross-origin-resource-policy", HeaderValue::from_static("same-origin"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response
}

/// The rules of `_headers` that hold for all paths: the first block.
fn everywhere(bytes: &[u8]) -> Vec<(HeaderName, HeaderValue)> {
    let text = String::from_utf8_lossy(bytes);
    let block = text.lines().skip(1).take_while(|line| line.starts_with(' '));
    let header = |line: &str| {
        let (name, value) = line.trim().split_once(": ")?;
        Some((name.parse().ok()?, value.parse().ok()?))
    };
    block.filter_map(header).collect()
}

fn file(name: &str, bytes: Bytes) -> Response {
    ([(header::CONTENT_TYPE, media_type(name))], bytes).into_response()
}

/// The value of `name` in the query, decoded; empty where there is none.
fn parameter(uri: &Uri, name: &str) -> String {
    let pairs = uri.query().unwrap_or_default().split('&').filter_map(|pair| pair.split_once('='));
    let value = pairs.filter(|(key, _)| *key == name).map(|(_, value)| value).next().unwrap_or_default();
    percent_decode_str(value).decode_utf8_lossy().into_owned()
}

// ── pages ──

/// The site that has something at a path; drafts have their pages in a site of their own.
fn site_for<'a>(edition: &'a Edition, path: &str) -> &'a Site {
    let is_draft = edition.site.proof.drafts.contains(path) && !edition.site.artifacts.contains_key(path);
    if is_draft { &edition.with_drafts } else { &edition.site }
}

/// `x/` is `x/index.html`, and nothing is ever looked for on the disk.
fn artifact_path(path: &str) -> String {
    if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() }
}

fn page(desk: &Desk, edition: &Edition, path: &str, uri: &Uri) -> Response {
    if edition.site.artifacts.is_empty() {
        return notice(desk, edition, StatusCode::SERVICE_UNAVAILABLE, &edition.problems.report);
    }
    let path = artifact_path(path);
    let site = site_for(edition, &path);
    if let Some(artifact) = site.get(&path) {
        return show(desk, edition, StatusCode::OK, &path, &artifact);
    }
    let folder = format!("{path}/index.html");
    if edition.site.artifacts.contains_key(&folder) || edition.site.proof.drafts.contains(&folder) {
        let query = uri.query().map(|query| format!("?{query}")).unwrap_or_default();
        return (StatusCode::FOUND, [(header::LOCATION, format!("{}/{query}", uri.path()))]).into_response();
    }
    match edition.site.artifacts.get("404.html") {
        Some(artifact) => show(desk, edition, StatusCode::NOT_FOUND, "404.html", artifact),
        None => (StatusCode::NOT_FOUND, "nothing stands here\n").into_response(),
    }
}

fn show(desk: &Desk, edition: &Edition, status: StatusCode, path: &str, artifact: &Artifact) -> Response {
    let bytes = match artifact.bytes() {
        Ok(bytes) => bytes,
        Err(diagnostic) => {
            return notice(
                desk,
                edition,
                StatusCode::INTERNAL_SERVER_ERROR,
                &format!("error: {}\n", diagnostic.message),
            );
        }
    };
    let media_type = media_type(path);
    let body = match media_type.starts_with("text/html") {
        // A page whose policy forbids every connection keeps that promise in the preview too: it does not follow its source.
        true if is_private(&bytes) => Bytes::from_owner(bytes),
        true => Bytes::from(with_script(&bytes, &script(desk, edition, path))),
        false => Bytes::from_owner(bytes),
    };
    (status, [(header::CONTENT_TYPE, media_type)], Body::from(body)).into_response()
}

/// Whether the policy in the head of a page forbids every connection.
fn is_private(page: &[u8]) -> bool {
    let policy = b"connect-src &#39;none&#39;";
    page.windows(policy.len()).take(1_000).any(|part| part == policy)
}

/// A page of our own where there is none of the site's: it says what is wrong, and goes by itself when that is mended.
fn notice(desk: &Desk, edition: &Edition, status: StatusCode, text: &str) -> Response {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    let script = script(desk, edition, "");
    let html = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>Rubrique</title>\n{script}</head>\n<body>\n<main><pre>{text}</pre></main>\n</body>\n</html>\n"
    );
    let policy = [(
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'",
    )];
    (status, policy, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], html).into_response()
}

/// The element that makes a page follow its source. It says which build the page is of.
fn script(desk: &Desk, edition: &Edition, path: &str) -> String {
    let draft = if edition.site.proof.drafts.contains(path) { " data-draft" } else { "" };
    let (run, build) = (&desk.run, edition.site_build);
    format!(
        "<script type=\"module\" src=\"/{OWN_FOLDER}preview.js\" data-run=\"{run}\" data-build=\"{build}\"{draft}></script>\n"
    )
}

/// The page with the script at the end of its head, or at its own end where it has no head.
fn with_script(page: &[u8], script: &str) -> Vec<u8> {
    let head = b"</head>";
    let at = page.windows(head.len()).position(|window| window.eq_ignore_ascii_case(head)).unwrap_or(page.len());
    [&page[..at], script.as_bytes(), &page[at..]].concat()
}

/// By the name's ending; text is UTF-8, as everything that the program writes.
fn media_type(path: &str) -> String {
    let kind = mime_guess::from_path(path).first_or_octet_stream();
    match kind.type_() == mime_guess::mime::TEXT {
        true => format!("{kind}; charset=utf-8"),
        false => kind.to_string(),
    }
}

fn workings(edition: &Edition, value: &str) -> String {
    let found = edition.site.proof.workings.as_ref().map(|workings| workings(value));
    found.unwrap_or_else(|| "[]".to_owned())
}

// ── events ──

/// What an open page is told: always the whole state, so that a message that is late or lost does no harm.
#[derive(Serialize)]
struct Told<'a> {
    run: &'a str,
    build: u64,
    site: u64,
    errors: usize,
    warnings: usize,
    report: &'a str,
    files: &'a BTreeMap<String, u64>,
}

/// The state now, and whenever it changes.
fn events(desk: &Desk, page: &str) -> Response {
    let (run, reader) = (desk.run.clone(), desk.readers.enter(page));
    let states = WatchStream::new(desk.shown.clone()).map(move |edition| {
        // The page counts as open for as long as this stream lives.
        let _ = &reader;
        Ok::<Event, Infallible>(event(&run, &edition))
    });
    Sse::new(states).keep_alive(KeepAlive::new().interval(Duration::from_secs(20))).into_response()
}

fn event(run: &str, edition: &Edition) -> Event {
    let Edition { build, site_build, problems, files, .. } = edition;
    let state = Told {
        run,
        build: *build,
        site: *site_build,
        errors: problems.errors,
        warnings: problems.warnings,
        report: &problems.report,
        files,
    };
    let data = serde_json::to_string(&state).unwrap_or_default();
    Event::default().id(build.to_string()).event("build").retry(Duration::from_millis(500)).data(data)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_stands_at_the_end_of_the_head() {
        let page = |html: &str| String::from_utf8(with_script(html.as_bytes(), "<S>")).unwrap();
        assert_eq!(page("<head>x</head><body>"), "<head>x<S></head><body>");
        assert_eq!(page("<HEAD></HEAD>"), "<HEAD><S></HEAD>");
        assert_eq!(page("text"), "text<S>");
    }

    #[test]
    fn media_types_follow_names() {
        let expected = [
            ("index.html", "text/html; charset=utf-8"),
            ("assets/style.1.css", "text/css; charset=utf-8"),
            ("assets/site.1.js", "text/javascript; charset=utf-8"),
            ("assets/x.woff2", "font/woff2"),
            ("assets/x.svg", "image/svg+xml"),
            ("data/decisions.json", "application/json"),
            ("data/decisions.csv", "text/csv; charset=utf-8"),
            ("feed.xml", "text/xml; charset=utf-8"),
            ("security.txt", "text/plain; charset=utf-8"),
            ("x.png", "image/png"),
            ("CNAME", "application/octet-stream"),
        ];
        for (path, kind) in expected {
            assert_eq!(media_type(path), kind, "{path}");
        }
    }

    #[test]
    fn headers_for_all_paths_are_the_first_block_of_the_file_for_hosts() {
        let file =
            b"/*\n  Content-Security-Policy: default-src 'none'\n  X-Y: z: a\n/assets/*\n  Cache-Control: immutable\n";
        let headers: Vec<(String, String)> = everywhere(file)
            .iter()
            .map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()))
            .collect();
        let expected = [("content-security-policy", "default-src 'none'"), ("x-y", "z: a")];
        assert_eq!(headers, expected.map(|(name, value)| (name.to_owned(), value.to_owned())));
    }
}
