//! A file server on the loopback address, as plain as a host can be: `/x/` is `x/index.html`, anything missing is `404.html`.

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

pub struct Server {
    address: SocketAddr,
    asked: Asked,
}

/// The paths that were asked for, in order.
type Asked = Arc<Mutex<Vec<String>>>;

impl Server {
    /// Serves a folder until the test ends; under `/modules/`, the scripts of the theme as they are written.
    pub fn start(folder: &Path) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("an address");
        let folder = folder.to_owned();
        let asked = Asked::default();
        let notes = asked.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (folder, notes) = (folder.clone(), notes.clone());
                std::thread::spawn(move || answer(stream, &folder, &notes));
            }
        });
        Server { address, asked }
    }

    /// The paths of the files that were asked for so far.
    pub fn asked(&self) -> Vec<String> {
        self.asked.lock().map(|asked| asked.clone()).unwrap_or_default()
    }

    pub fn address(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }
}

/// Answers one request; a client that goes away is no matter.
fn answer(mut stream: TcpStream, folder: &Path, asked: &Asked) -> Option<()> {
    let mut request = String::new();
    let mut reader = BufReader::new(stream.try_clone().ok()?);
    reader.read_line(&mut request).ok()?;
    let mut line = String::new();
    while reader.read_line(&mut line).ok()? > 2 {
        line.clear();
    }
    let path = request.split(' ').nth(1)?.split(['?', '#']).next()?;
    asked.lock().ok()?.push(path.to_owned());
    let (status, file) = found(folder, path);
    let body = std::fs::read(&file).unwrap_or_default();
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        media_type(&file),
        body.len()
    );
    stream.write_all(head.as_bytes()).ok()?;
    stream.write_all(&body).ok()
}

fn found(folder: &Path, path: &str) -> (&'static str, PathBuf) {
    let inside = match path.strip_prefix("/modules/") {
        Some(module) => Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default/assets").join(module),
        None => folder.join(path.trim_start_matches('/')),
    };
    let file = if path.ends_with('/') { inside.join("index.html") } else { inside };
    if file.is_file() { ("200 OK", file) } else { ("404 Not Found", folder.join("404.html")) }
}

fn media_type(file: &Path) -> &'static str {
    match file.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css",
        Some("js") => "text/javascript",
        Some("json") => "application/json",
        Some("csv") => "text/csv; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("woff2") => "font/woff2",
        _ => "application/octet-stream",
    }
}
