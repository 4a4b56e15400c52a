//! `rubrique links`, against a server of our own that answers well, elsewhere, not there, not now, nothing, and too much.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use super::{book, run, write};

/// Serves until the test ends; gives its address and the requests that came.
fn server() -> (String, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = format!("http://{}", listener.local_addr().expect("an address"));
    let asked = Arc::new(Mutex::new(Vec::new()));
    let (log, waits) = (asked.clone(), Arc::new(AtomicUsize::new(0)));
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let (log, waits) = (log.clone(), waits.clone());
            std::thread::spawn(move || answer(stream, &log, &waits));
        }
    });
    (address, asked)
}

fn answer(mut stream: TcpStream, log: &Mutex<Vec<String>>, waits: &AtomicUsize) {
    let mut lines = BufReader::new(stream.try_clone().expect("a socket")).lines();
    let request = lines.next().and_then(Result::ok).unwrap_or_default();
    let agent = lines
        .by_ref()
        .map_while(Result::ok)
        .take_while(|line| !line.is_empty())
        .find(|line| line.to_lowercase().starts_with("user-agent"));
    let path = request.split(' ').nth(1).unwrap_or_default().to_owned();
    log.lock().expect("no test fails here").push(format!("{path} {}", agent.unwrap_or_default()));
    let mut say = |text: &str| stream.write_all(text.as_bytes());
    // A reader that has enough closes the socket.
    let _ = match path.as_str() {
        "/ok" => say("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok"),
        "/moved" => {
            say("HTTP/1.1 301 Moved Permanently\r\nLocation: /ok\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        }
        "/gone" => say("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"),
        "/wait" if waits.fetch_add(1, Ordering::Relaxed) > 0 => {
            say("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        }
        "/wait" => {
            say("HTTP/1.1 429 Too Many Requests\r\nRetry-After: 1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        }
        "/refused" => say("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"),
        "/much" => {
            let started = say("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n");
            // 64 MiB at the most: the test is bounded even where nobody closes.
            (0..1024).try_fold(started, |_, _| say(&"x".repeat(65_536)).map(Ok)).unwrap_or(Ok(()))
        }
        _ => Ok(()),
    };
}

#[test]
fn every_kind_of_answer_is_told_and_remembered() {
    let (address, asked) = server();
    let book = book();
    let rows: String = ["ok", "moved", "gone", "wait", "refused", "nothing", "much"]
        .iter()
        .map(|path| format!("  - {{id: {path}, title: x, url: \"{address}/{path}\"}}\n"))
        .collect();
    let archive = rows.replace("/gone\"", "/gone\", archive: \"https://archive.example.org/1\"");
    write(
        book.path(),
        "content/pages/essai.md",
        format!("---\ntitle: Essai\nsources:\n{archive}---\n\n[Encore]({address}/ok#ici)\n"),
    );
    // Our own addresses are remembered as if they had been asked today: the test asks 127.0.0.1 alone.
    std::fs::remove_dir_all(book.path().join("content/decisions")).expect("the decisions");
    std::fs::remove_dir_all(book.path().join("content/provisions")).expect("the provisions");
    std::fs::remove_dir_all(book.path().join("content/glossary")).expect("the glossary");
    let links = |more: &[&str]| {
        run(book.path(), &[&["links", "--delay", "0", "--timeout", "5", "--as-of", "2026-11-25"], more].concat())
    };
    let json = links(&["--format", "json"]).ended(1).json();
    let rows = json.as_array().expect("rows");
    assert!(rows.iter().all(|row| row["url"].as_str().is_some_and(|url| url.starts_with(&address))), "{json}");
    for (path, state, status) in [
        ("ok", "alive", 200),
        ("moved", "moved", 200),
        ("gone", "dead", 404),
        ("wait", "alive", 200),
        ("refused", "unclear", 403),
        ("nothing", "silent", 0),
        ("much", "alive", 200),
    ] {
        let row = rows.iter().find(|row| row["url"] == format!("{address}/{path}")).expect("a row");
        assert_eq!((&row["state"], &row["status"]), (&state.into(), &status.into()), "{row}");
    }
    let requests = asked.lock().expect("the log").clone();
    assert!(requests.iter().all(|request| request.contains("rubrique-links/")), "{requests:?}");
    let table = links(&[]).ended(1).stdout;
    assert!(table.contains("dead (404): its archive is https://archive.example.org/1"), "{table}");
    assert!(table.contains(&format!("moved to {address}/ok")), "{table}");
    // What answered is not asked again until it is old.
    let times = |path: &str| asked.lock().expect("the log").iter().filter(|request| request.starts_with(path)).count();
    assert_eq!((times("/ok "), times("/gone ")), (2, 2));
    links(&["--max-age", "0"]).ended(1);
    assert!(times("/ok ") > 2);
}
