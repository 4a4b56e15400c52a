//! The server: whom it answers, what it gives, and how it starts.

use std::net::TcpListener;

use super::client::Preview;
use super::{book, edit, settled, write};

#[test]
fn a_fresh_build_and_the_preview_give_the_same_bytes() {
    let book = book();
    let preview = Preview::start(book.path(), &["-p", "0"]);
    settled(&preview, book.path(), "the start");
    let built = tempfile::tempdir().expect("a temporary folder");
    let run = std::process::Command::new(env!("CARGO_BIN_EXE_rubrique"))
        .args([
            "build",
            &book.path().display().to_string(),
            "--as-of",
            super::client::TODAY,
            "-b",
            &preview.address,
            "-d",
        ])
        .arg(built.path())
        .output()
        .expect("it runs");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    for path in [
        "index.html",
        "404.html",
        "decisions/san-2020-014/index.html",
        "en/index.html",
        "data/decisions.json",
        "sitemap.xml",
        "_headers",
    ] {
        let expected = std::fs::read(built.path().join(path)).expect("a file");
        let served = preview.get(&format!("/{path}"));
        assert_eq!(super::client::without_script(&served.body), expected, "{path}");
        assert_eq!(path.ends_with(".html"), served.body != expected, "{path} has a script if it is a page");
    }
}

#[test]
fn answers_are_those_of_a_host_and_are_never_kept() {
    let book = book();
    write(book.path(), "static/x.pdf", "%PDF");
    write(book.path(), "static/.well-known/security.txt", "Contact: x");
    let preview = Preview::start(book.path(), &["-p", "0"]);
    let kinds = [
        ("/", 200, "text/html; charset=utf-8"),
        ("/?x=1", 200, "text/html; charset=utf-8"),
        ("/nowhere/", 404, "text/html; charset=utf-8"),
        ("/x.pdf", 200, "application/pdf"),
        ("/.well-known/security.txt", 200, "text/plain; charset=utf-8"),
        ("/data/decisions.json", 200, "application/json"),
        ("/_rubrique/preview.js", 200, "text/javascript; charset=utf-8"),
        ("/_rubrique/preview.css", 200, "text/css; charset=utf-8"),
        ("/_rubrique/nothing", 404, "text/html; charset=utf-8"),
    ];
    for (path, status, kind) in kinds {
        let answer = preview.get(path);
        assert_eq!((answer.status, answer.headers["content-type"].as_str()), (status, kind), "{path}");
        assert_eq!(answer.headers["cache-control"], "no-store", "{path}");
        assert!(answer.headers["content-security-policy"].contains("frame-ancestors 'none'"), "{path}");
        assert!(!answer.headers.contains_key("access-control-allow-origin"), "{path}");
    }
    let folder = preview.get("/decisions?tri=date");
    assert_eq!((folder.status, folder.headers["location"].as_str()), (302, "/decisions/?tri=date"));
    let head =
        preview.ask(&format!("HEAD / HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nConnection: close\r\n\r\n", preview.port));
    assert_eq!((head.status, head.body.len()), (200, 0));
    assert_eq!(head.headers["content-length"], preview.get("/").headers["content-length"]);
    let post = preview.ask(&format!(
        "POST / HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
        preview.port
    ));
    assert_eq!((post.status, post.headers["allow"].as_str()), (405, "GET, HEAD"));
}

#[test]
fn nothing_outside_the_site_can_be_asked_for() {
    let book = book();
    let preview = Preview::start(book.path(), &["-p", "0"]);
    for path in [
        "/../book.toml",
        "/book.toml",
        "/content/index.md",
        "/..%2fbook.toml",
        "/%2e%2e/book.toml",
        "/assets/../../book.toml",
        "//etc/passwd",
        "/%2fetc/passwd",
        "/..\\book.toml",
        "/%00",
        "/%ff",
        "/decisions/../../book.toml",
        "/_rubrique/../preview.js",
        "/_rubrique/%2e%2e/%2e%2e/Cargo.toml",
    ] {
        let answer = preview.get(path);
        assert_eq!(answer.status, 404, "{path}");
        assert!(!answer.text().contains("[book]"), "{path}");
    }
}

#[test]
fn only_its_own_name_is_answered() {
    let book = book();
    let preview = Preview::start(book.path(), &["-p", "0"]);
    let status =
        |path: &str, host: &str| preview.ask(&format!("GET {path} HTTP/1.1\r\n{host}Connection: close\r\n\r\n")).status;
    let port = preview.port;
    for host in [format!("127.0.0.1:{port}"), format!("localhost:{port}")] {
        assert_eq!(status("/", &format!("Host: {host}\r\n")), 200, "{host}");
    }
    for host in [
        format!("evil.example:{port}"),
        "127.0.0.1".to_owned(),
        format!("127.0.0.1.evil.example:{port}"),
        format!("127.0.0.1:{}", port ^ 1),
    ] {
        for path in ["/", "/data/decisions.json", "/_rubrique/events", "/_rubrique/working?value=1", "/nowhere"] {
            assert_eq!(status(path, &format!("Host: {host}\r\n")), 403, "{host}{path}");
        }
    }
    assert_eq!(status("/", ""), 400);
}

#[test]
fn a_taken_port_is_said_and_the_next_free_one_used() {
    let book = book();
    let taken = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let port = taken.local_addr().expect("an address").port();
    let mut preview = Preview::start(book.path(), &["-p", &port.to_string()]);
    assert!(preview.port > port, "{} after {port}", preview.port);
    preview.says(&format!("port {port} is taken: using {}", preview.port));
    assert_eq!(preview.get("/").status, 200);
}

#[test]
fn the_other_name_and_a_name_that_does_not_exist() {
    let book = book();
    let command = |arguments: &[&str]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_rubrique"));
        command.args(arguments).arg(book.path());
        command.output().expect("it runs")
    };
    assert!(command(&["serve", "--help"]).status.success());
    let nowhere = command(&["serve", "-n", "no-such-host.invalid", "-p", "0"]);
    assert_eq!(nowhere.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&nowhere.stderr).contains("cannot find the host `no-such-host.invalid`"));
}

#[test]
fn builds_are_counted_and_each_message_is_the_whole_state() {
    let book = book();
    let preview = Preview::start(book.path(), &["-p", "0"]);
    let mut events = preview.events("/decisions/");
    let first = events.next();
    assert_eq!((&first["build"], &first["site"], &first["errors"]), (&1.into(), &1.into(), &0.into()));
    edit(book.path(), "content/index.md", |text| text + "\nUn mot de plus.\n");
    let second = events.next();
    assert!(second["build"].as_u64() > Some(1) && second["site"] == second["build"], "{second}");
    assert_eq!(second["run"], first["run"]);
    assert!(preview.get("/").text().contains(&format!("data-build=\"{}\"", second["site"])));
    edit(book.path(), "content/index.md", |text| text.replacen("---\n", "---\nzut: 1\n", 1));
    let third = events.next();
    assert!(third["build"].as_u64() > second["build"].as_u64() && third["site"] == second["site"], "{third}");
    assert!(third["report"].as_str().expect("a report").contains("content/index.md:2:1"), "{third}");
    assert!(preview.get("/").text().contains("Un mot de plus."), "the last good site stays");
    edit(book.path(), "content/index.md", |text| text.replacen("zut: 1\n", "", 1));
    let last = events.next();
    assert_eq!((&last["errors"], &last["report"]), (&0.into(), &"".into()));
    assert_eq!(last["site"], last["build"]);
}
