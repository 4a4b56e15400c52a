//! A running `rubrique watch` and what a browser would ask of it, with nothing in between but sockets.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use serde_json::Value;

/// The day of all previews.
pub const TODAY: &str = "2026-11-23";

/// How long anything may take to settle on a machine that is busy with other things.
pub const PATIENCE: Duration = Duration::from_secs(30);

pub struct Preview {
    child: Child,
    /// `http://127.0.0.1:PORT/`
    pub address: String,
    pub port: u16,
    stderr: Receiver<String>,
    said: Vec<String>,
}

pub struct Answer {
    pub status: u16,
    pub headers: BTreeMap<String, String>,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

impl Preview {
    pub fn start(root: &Path, arguments: &[&str]) -> Preview {
        let mut child = Command::new(env!("CARGO_BIN_EXE_rubrique"))
            .arg("watch")
            .arg(root)
            .args(["--as-of", TODAY])
            .args(arguments)
            .env_remove("SOURCE_DATE_EPOCH")
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let stdout = lines(child.stdout.take().expect("stdout is piped"));
        let stderr = lines(child.stderr.take().expect("stderr is piped"));
        let line = stdout.recv_timeout(PATIENCE).unwrap_or_else(|_| {
            panic!("it never listens: {:?}", stderr.try_iter().collect::<Vec<_>>());
        });
        let address = line.strip_prefix("listening on ").expect("the line says where").to_owned();
        let port = address.trim_end_matches('/').rsplit_once(':').expect("a port").1.parse().expect("a number");
        Preview { child, address, port, stderr, said: Vec::new() }
    }

    pub fn get(&self, path: &str) -> Answer {
        self.ask(&format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nConnection: close\r\n\r\n", self.port))
    }

    /// Sends a request as it stands.
    pub fn ask(&self, request: &str) -> Answer {
        let mut stream = self.connect();
        stream.write_all(request.as_bytes()).expect("it reads");
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).expect("it answers");
        let end = bytes.windows(4).position(|window| window == b"\r\n\r\n").expect("an answer has a head");
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let mut lines = head.lines();
        let status = lines.next().and_then(|line| line.split(' ').nth(1)?.parse().ok()).expect("a status");
        let headers =
            lines.filter_map(|line| line.split_once(": ")).map(|(name, value)| (name.to_lowercase(), value.to_owned()));
        Answer { status, headers: headers.collect(), body: bytes.split_off(end + 4) }
    }

    /// What the page at a path holds without the script that the preview adds: it must have been there, once, if it is a page.
    pub fn page(&self, path: &str) -> Vec<u8> {
        without_script(&self.get(path).body)
    }

    /// The messages that an open page gets.
    pub fn events(&self, page: &str) -> Events {
        let mut stream = self.connect();
        let head = format!("GET /_rubrique/events?page={page} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n\r\n", self.port);
        stream.write_all(head.as_bytes()).expect("it reads");
        Events { lines: BufReader::new(stream) }
    }

    /// What an open page would be told now.
    pub fn state(&self) -> Value {
        self.events("/").next()
    }

    /// Waits until what pages are told is as it should be.
    pub fn until(&self, what: &str, holds: impl Fn(&Value) -> bool) -> Value {
        let mut events = self.events("/");
        loop {
            let state = events.next_or(what);
            if holds(&state) {
                return state;
            }
        }
    }

    /// Everything on stderr until a line holds `words`.
    pub fn says(&mut self, words: &str) -> String {
        let start = Instant::now();
        while start.elapsed() < PATIENCE {
            if self.said.iter().any(|line| line.contains(words)) {
                return self.said.join("\n");
            }
            if let Ok(line) = self.stderr.recv_timeout(Duration::from_millis(100)) {
                self.said.push(line);
            }
        }
        panic!("{words:?} is not in:\n{}", self.said.join("\n"));
    }

    pub fn is_running(&mut self) -> bool {
        self.child.try_wait().expect("a child").is_none()
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).expect("it listens");
        stream.set_read_timeout(Some(PATIENCE)).expect("a timeout");
        stream
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub struct Events {
    lines: BufReader<TcpStream>,
}

impl Events {
    pub fn next(&mut self) -> Value {
        self.next_or("a message")
    }

    /// The next message; `what` is said where none comes.
    fn next_or(&mut self, what: &str) -> Value {
        let mut line = String::new();
        loop {
            line.clear();
            let read = self.lines.read_line(&mut line);
            assert!(read.as_ref().is_ok_and(|bytes| *bytes > 0), "waiting for {what}: {read:?}");
            if let Some(data) = line.strip_prefix("data: ") {
                return serde_json::from_str(data).expect("a message is JSON");
            }
        }
    }
}

fn lines(stream: impl Read + Send + 'static) -> Receiver<String> {
    let (sender, receiver) = channel();
    std::thread::spawn(move || {
        // A test that is over no longer listens.
        BufReader::new(stream).lines().map_while(Result::ok).try_for_each(|line| sender.send(line))
    });
    receiver
}

pub fn without_script(page: &[u8]) -> Vec<u8> {
    let find = |bytes: &[u8], words: &[u8]| bytes.windows(words.len()).position(|window| window == words);
    let Some(start) = find(page, b"<script type=\"module\" src=\"/_rubrique/") else { return page.to_vec() };
    let end = start + find(&page[start..], b"</script>\n").expect("the script ends") + b"</script>\n".len();
    let rest = [&page[..start], &page[end..]].concat();
    assert!(find(&rest, b"_rubrique").is_none(), "the preview adds one script and nothing else");
    rest
}
