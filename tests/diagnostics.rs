//! What a contributor is told: content with the expected diagnostic under the line. The fixtures are `tests/diagnostics/*.md`.
//!
//! A fixture holds files, each after a line `== PATH`; their lines are indented by two spaces. A line that starts with `//` is about the
//! line above it:
//!
//! ```text
//! == content/pages/x.md
//!   ---
//!   titel: Une page
//! //^^^^^ error[unknown-key]: a page has no key `titel`
//! // help: did you mean `title`?
//! // related: 4:3 the other one
//! ```
//!
//! Carets stand under the columns of the place, `|` marks a place without width, `^>` one that goes on over the next lines. The message,
//! `help` and `related` are parts of what is said; the last two are compared where they are written. Everything that is reported must be
//! expected. Before the first file: `@today DATE`, `@naming official|public`. After a path: `crlf`, `bom`, `nfd`. The acts of the
//! repository are in every book. `RUBRIQUE_BLESS=1` writes what is reported into the fixtures, to be read before it is kept.

// Each test binary uses its own part of what is shared.
#[allow(unused)]
mod common;

use std::collections::BTreeSet;
use std::fmt::Write as _;

use rubrique::compile;
use rubrique::config::{self, Config, NamingPolicy};
use rubrique::diag::code::ALL;
use rubrique::diag::{Code, Diagnostic};
use rubrique::io::read::{self, Settings};
use rubrique::memo::Memo;
use rubrique::model::value::{Choice, Date};
use rubrique::report;
use rubrique::source::{SourceFile, Sources, Span};

/// Codes that no fixture can show, and why.
const ELSEWHERE: &[(Code, &str)] = &[
    (Code::NotUtf8, "found while the disk is read: below"),
    (Code::FileTooLarge, "found while the disk is read: below"),
    (Code::PathCollision, "found while the disk is read: below"),
    (Code::OutsideRoot, "found while the disk is read: below"),
    (Code::ThemeInvalid, "found in templates: src/theme/tests.rs"),
];

struct Fixture {
    name: String,
    today: Date,
    naming: NamingPolicy,
    files: Vec<File>,
}

struct File {
    path: String,
    forms: Vec<&'static str>,
    text: String,
    expected: Vec<Expected>,
}

#[derive(Debug)]
struct Expected {
    line: usize,
    start: usize,
    /// None where the place goes on over the next lines.
    end: Option<usize>,
    title: String,
    message: String,
    help: Vec<String>,
    related: Vec<String>,
}

fn fixture(name: &str, text: &str) -> Fixture {
    let mut fixture =
        Fixture { name: name.into(), today: common::day("2026-11-23"), naming: NamingPolicy::Official, files: vec![] };
    for line in text.lines() {
        if let Some(head) = line.strip_prefix("== ") {
            let (path, forms) = path_and_forms(head);
            fixture.files.push(File { path: path.into(), forms, text: String::new(), expected: Vec::new() });
        } else if let Some(file) = fixture.files.last_mut() {
            file.take(line, name);
        } else if let Some(day) = line.strip_prefix("@today ") {
            fixture.today = common::day(day);
        } else if let Some(naming) = line.strip_prefix("@naming ") {
            fixture.naming = NamingPolicy::parse(naming).unwrap_or_else(|| panic!("{name}: {line}"));
        }
    }
    for file in &mut fixture.files {
        file.text = written(&file.text, &file.forms);
    }
    fixture
}

impl File {
    fn take(&mut self, line: &str, name: &str) {
        let Some(said) = line.strip_prefix("//") else {
            assert!(line.is_empty() || line.starts_with("  "), "{name}: neither content nor expectation: {line}");
            self.text.push_str(line.get(2..).unwrap_or(""));
            self.text.push('\n');
            return;
        };
        let said_more = said.trim_start();
        match (self.expected.last_mut(), said_more.split_once(": ")) {
            (Some(last), Some(("help", help))) => last.help.push(help.into()),
            (Some(last), Some(("related", related))) => last.related.push(related.into()),
            _ => self.expected.push(expected(said, self.text.lines().count().max(1), name)),
        }
    }
}

/// `   ^^^^ error[code]: message`, the columns counted after the slashes.
fn expected(said: &str, line: usize, name: &str) -> Expected {
    let marks: String = said.chars().skip_while(|c| *c == ' ').take_while(|c| "^|>".contains(*c)).collect();
    assert!(!marks.is_empty(), "{name}: no marks in `//{said}`");
    let start = said.chars().take_while(|c| *c == ' ').count() + 1;
    let rest: String = said.chars().skip(start - 1 + marks.chars().count()).collect();
    let (title, message) = rest.trim().split_once("]: ").unwrap_or((rest.trim().trim_end_matches(']'), ""));
    let end = match marks.as_str() {
        "|" => Some(start),
        open if open.ends_with('>') => None,
        carets => Some(start + carets.len()),
    };
    let title = format!("{title}]");
    Expected { line, start, end, title, message: message.into(), help: Vec::new(), related: Vec::new() }
}

/// How editors and systems write a text.
const FORMS: &[&str] = &["crlf", "bom", "nfd"];

fn path_and_forms(head: &str) -> (&str, Vec<&'static str>) {
    let (mut path, mut forms) = (head, Vec::new());
    while let Some((rest, form)) =
        path.rsplit_once(' ').and_then(|(rest, last)| Some((rest, *FORMS.iter().find(|form| **form == last)?)))
    {
        path = rest;
        forms.push(form);
    }
    (path, forms)
}

fn written(text: &str, forms: &[&str]) -> String {
    use unicode_normalization::UnicodeNormalization;
    forms.iter().fold(text.to_owned(), |text, form| match *form {
        "crlf" => text.replace('\n', "\r\n"),
        "bom" => format!("\u{feff}{text}"),
        _ => text.nfd().collect(),
    })
}

/// Everything reported about a fixture's book, in order.
fn reported(fixture: &Fixture, acts: &[(String, String)], memo: &mut Memo) -> (Vec<Diagnostic>, Sources) {
    let files = acts.iter().map(|(path, text)| (path.as_str(), text.as_str()));
    let own = fixture.files.iter().map(|file| (file.path.as_str(), file.text.as_str()));
    let (config, mut found) = match fixture.files.iter().find(|file| file.path == "book.toml") {
        Some(file) => {
            let parsed = config::parse(&SourceFile::new("book.toml", file.text.as_str()));
            (parsed.value, parsed.diagnostics)
        }
        None => (Config { naming: fixture.naming, ..Config::default() }, Vec::new()),
    };
    let inputs = common::inputs(files.chain(own), config, fixture.today);
    found.extend(compile::analyse(&inputs, memo).diagnostics);
    (report::sorted(found, &inputs.sources), inputs.sources)
}

/// What an expectation line would say of a diagnostic.
struct Said {
    path: String,
    line: usize,
    start: usize,
    end: Option<usize>,
    title: String,
    related: Vec<String>,
}

fn said(one: &Diagnostic, sources: &Sources) -> Said {
    let (path, start, end) = place(one.span, sources);
    let related = one.related.iter().map(|related| {
        let (other, at, _) = place(related.span, sources);
        let file = if other == path { String::new() } else { format!("{other}:") };
        format!("{file}{}:{} {}", at.line, at.column, related.message)
    });
    Said {
        line: start.line,
        start: start.column,
        end: (start.line == end.line).then_some(end.column),
        title: format!("{}[{}]", one.severity().name(), one.code.id()),
        related: related.collect(),
        path,
    }
}

fn place(span: Span, sources: &Sources) -> (String, rubrique::source::Position, rubrique::source::Position) {
    let file = sources.get(span.file).expect("a diagnostic is about a file of the book");
    let range = span.range();
    assert!(file.text.get(range.clone()).is_some(), "{}: {range:?} is no part of the file", file.path);
    (file.path.to_string(), file.position(range.start), file.position(range.end))
}

fn matches(expected: &Expected, one: &Diagnostic, said: &Said) -> bool {
    (expected.line, expected.start, expected.end, &expected.title) == (said.line, said.start, said.end, &said.title)
        && one.message.contains(&expected.message)
        && expected.help.iter().all(|part| one.help.iter().any(|help| help.contains(part.as_str())))
        && expected.related.iter().all(|part| said.related.iter().any(|related| related.contains(part.as_str())))
}

fn check(fixture: &Fixture, acts: &[(String, String)], memo: &mut Memo) -> Vec<String> {
    let (diagnostics, sources) = reported(fixture, acts, memo);
    let mut left: Vec<(&str, &Expected)> =
        fixture.files.iter().flat_map(|file| file.expected.iter().map(|one| (file.path.as_str(), one))).collect();
    let mut wrong = Vec::new();
    for one in &diagnostics {
        let said = said(one, &sources);
        match left.iter().position(|(path, expected)| *path == said.path && matches(expected, one, &said)) {
            Some(at) => {
                left.remove(at);
            }
            None => wrong.push(format!("{}: not expected:\n{}", fixture.name, annotation(one, &said))),
        }
    }
    wrong.extend(left.iter().map(|(path, one)| format!("{}: not reported: {path} {one:?}", fixture.name)));
    wrong
}

/// A diagnostic as an expectation is written.
fn annotation(one: &Diagnostic, said: &Said) -> String {
    let marks = match said.end {
        Some(end) if end == said.start => "|".to_owned(),
        Some(end) => "^".repeat(end - said.start),
        None => "^>".to_owned(),
    };
    let mut lines = format!("//{}{marks} {}: {}\n", " ".repeat(said.start - 1), said.title, one.message);
    for help in &one.help {
        // Writing to a string cannot fail.
        let _ = writeln!(lines, "// help: {help}");
    }
    for related in &said.related {
        let _ = writeln!(lines, "// related: {related}");
    }
    lines
}

/// The fixture with what is reported now under its lines.
fn blessed(text: &str, fixture: &Fixture, acts: &[(String, String)], memo: &mut Memo) -> String {
    let (diagnostics, sources) = reported(fixture, acts, memo);
    let said: Vec<(&Diagnostic, Said)> = diagnostics.iter().map(|one| (one, said(one, &sources))).collect();
    let (mut out, mut path, mut number) = (String::new(), "", 0);
    let mut lines = text.lines().filter(|line| !line.starts_with("//")).peekable();
    while let Some(line) = lines.next() {
        let _ = writeln!(out, "{line}");
        // The first line of an empty file is its head.
        let is_empty = lines.peek().is_none_or(|next| next.starts_with("== "));
        match line.strip_prefix("== ") {
            Some(head) => (path, number) = (path_and_forms(head).0, usize::from(is_empty)),
            None => number += 1,
        }
        let here = said.iter().filter(|(_, said)| said.path == path && said.line == number && !path.is_empty());
        here.for_each(|(one, said)| out.push_str(&annotation(one, said)));
    }
    out
}

#[test]
fn every_fixture_is_told_what_it_expects_and_nothing_else() {
    let (acts, mut memo) = (common::acts(), Memo::default());
    let mut wrong = Vec::new();
    for (path, text) in common::files("tests/diagnostics", ".md") {
        let fixture = fixture(&path, &text);
        if std::env::var_os("RUBRIQUE_BLESS").is_some() {
            let blessed = blessed(&text, &fixture, &acts, &mut memo);
            std::fs::write(common::repository(&path), blessed).expect("the fixtures can be written");
        } else {
            wrong.extend(check(&fixture, &acts, &mut memo));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn every_code_is_shown_by_a_fixture() {
    let fixtures = common::files("tests/diagnostics", ".md");
    let shown: BTreeSet<&str> = fixtures.iter().flat_map(|(_, text)| text.lines()).filter_map(code_of).collect();
    for code in ALL {
        let elsewhere = ELSEWHERE.iter().any(|(other, _)| other == code);
        assert_eq!(shown.contains(code.id()), !elsewhere, "`{}` wants a fixture in tests/diagnostics/", code.id());
    }
}

fn code_of(line: &str) -> Option<&str> {
    let said = line.strip_prefix("//")?.trim_start().trim_start_matches(['^', '|', '>']).trim_start();
    let (severity, rest) = said.split_once('[')?;
    matches!(severity, "error" | "warning" | "note").then(|| rest.split(']').next()).flatten()
}

#[test]
fn every_remedy_is_there() {
    let without: Vec<&str> = ALL.iter().filter(|code| code.explanation().len() < 40).map(|code| code.id()).collect();
    assert!(without.is_empty(), "{without:?}");
}

#[test]
fn everything_that_is_said_is_said_in_french() {
    // What the YAML reader itself says stays as it is where the table does not know it.
    let (acts, mut memo, mut missing) = (common::acts(), Memo::default(), BTreeSet::new());
    for (path, text) in common::files("tests/diagnostics", ".md") {
        for one in reported(&fixture(&path, &text), &acts, &mut memo).0 {
            let related = one.related.iter().map(|related| &related.message);
            for said in std::iter::once(&one.message).chain(&one.help).chain(related) {
                if report::french::of(said).is_none() {
                    missing.insert(said.clone());
                }
            }
        }
    }
    assert!(
        missing.is_empty(),
        "src/report/messages.fr.txt lacks:\n{}",
        missing.into_iter().collect::<Vec<_>>().join("\n")
    );
}

// ── what is found while the disk is read ──

/// The codes reported about a book whose content holds these bytes.
fn on_disk(files: &[(&str, &[u8])]) -> Vec<(Code, String)> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    std::fs::write(folder.path().join("book.toml"), "").expect("a writable folder");
    for (path, bytes) in files {
        let path = folder.path().join("content").join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a writable folder");
        std::fs::write(path, bytes).expect("a writable folder");
    }
    read_codes(folder.path())
}

fn read_codes(root: &std::path::Path) -> Vec<(Code, String)> {
    let settings = Settings { today: common::day("2026-11-23"), drafts: false, site_url: None };
    let book = read::inputs(root, &settings).expect("a book");
    let inputs = book.value;
    let analysed = compile::analyse(&inputs, &mut Memo::default());
    let found = book.diagnostics.into_iter().chain(analysed.diagnostics);
    let mut codes: Vec<(Code, String)> = found
        .filter(|one| one.code != Code::PublisherMissing)
        .map(|one| {
            let path = inputs.sources.get(one.span.file).map(|file| file.path.to_string());
            (one.code, path.unwrap_or_default())
        })
        .collect();
    codes.sort();
    codes
}

const PAGE: &[u8] = b"---\ntitle: Une page\n---\n";

#[test]
fn a_file_that_is_not_utf8_is_one_error() {
    let latin1 = b"---\ntitle: Une page \xe9crite\n---\n";
    assert_eq!(on_disk(&[("pages/x.md", latin1)]), [(Code::NotUtf8, "content/pages/x.md".into())]);
    let utf16 = b"\xff\xfe-\0-\0-\0\n\0";
    assert_eq!(on_disk(&[("pages/x.md", utf16)]), [(Code::NotUtf8, "content/pages/x.md".into())]);
}

#[test]
fn a_file_of_five_megabytes_is_one_error() {
    let large = [PAGE, &b"Une phrase. ".repeat(450_000)].concat();
    assert_eq!(on_disk(&[("pages/x.md", &large)]), [(Code::FileTooLarge, "content/pages/x.md".into())]);
}

#[cfg(target_os = "linux")]
#[test]
fn names_that_are_one_file_elsewhere_collide() {
    let found = on_disk(&[("pages/x.md", PAGE), ("Pages/x.md", PAGE)]);
    assert!(found.iter().any(|(code, _)| *code == Code::PathCollision), "{found:?}");
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_root_is_not_followed() {
    let (folder, outside) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    std::fs::write(folder.path().join("book.toml"), "").expect("a writable folder");
    std::fs::create_dir_all(folder.path().join("content/pages")).expect("a writable folder");
    std::fs::write(outside.path().join("secret.md"), PAGE).expect("a writable folder");
    let link = |from: std::path::PathBuf, to: &str| {
        std::os::unix::fs::symlink(from, folder.path().join(to)).expect("a link");
    };
    link(outside.path().join("secret.md"), "content/pages/x.md");
    link(outside.path().to_owned(), "content/glossary");
    link(outside.path().join("nothing.md"), "content/pages/y.md");
    let codes: Vec<Code> = read_codes(folder.path()).into_iter().map(|(code, _)| code).collect();
    assert_eq!(codes, [Code::OutsideRoot, Code::OutsideRoot, Code::OutsideRoot]);
}

// ── too long for a fixture ──

/// What one hostile page, or front matter, leads to: it is read in little time and without a panic.
fn codes_of(path: &str, text: &str) -> Vec<Code> {
    let inputs = common::inputs([(path, text)], Config::default(), common::day("2026-11-23"));
    compile::analyse(&inputs, &mut Memo::default()).diagnostics.into_iter().map(|one| one.code).collect()
}

#[test]
fn a_small_file_never_becomes_a_large_one() {
    let laughs: String = (1..9).fold("a0: &a0 [rire, rire]\n".to_owned(), |text, at| {
        let before = at - 1;
        format!("{text}a{at}: &a{at} [*a{before}, *a{before}, *a{before}, *a{before}, *a{before}, *a{before}]\n")
    });
    let page = |front: &str| codes_of("content/pages/x.md", &format!("---\n{front}\n---\n"));
    assert_eq!(page(&format!("title: x\n{laughs}")), [Code::YamlSyntax]);
    assert_eq!(page(&format!("title: {}x{}", "[".repeat(5_000), "]".repeat(5_000))), [Code::YamlSyntax]);
    assert_eq!(page(&format!("title: {}", "{a: ".repeat(5_000))), [Code::YamlSyntax]);
    assert_eq!(page(&format!("title: x\nforms: [{}]", "a, ".repeat(60_000))), [Code::YamlSyntax]);
    let keys: String = (0..3_000).map(|at| format!("k{at}: 1\n")).collect();
    assert_eq!(page(&format!("title: x\n{keys}")).len(), 3_000);
}

#[test]
fn deep_and_long_texts_are_read_in_little_time() {
    let start = std::time::Instant::now();
    let long = [
        "> ".repeat(20_000),
        "- ".repeat(20_000),
        "[".repeat(20_000),
        "[[".repeat(20_000),
        "{{".repeat(20_000),
        "{{ratio ".repeat(20_000),
        "*a ".repeat(20_000),
        "`".repeat(20_000),
        "<".repeat(20_000),
        "![](".repeat(10_000),
        "article 32 ".repeat(10_000),
        "articles 1 à 99999999999999999999 du RGPD ".repeat(2_000),
        "article 5, paragraphe 1, point ".repeat(5_000),
        "SAN-2020-014 ".repeat(10_000),
        "| a ".repeat(10_000),
        "[^a]".repeat(10_000),
    ];
    for text in &long {
        codes_of("content/pages/x.md", &format!("---\ntitle: x\n---\n{text}\n"));
    }
    assert!(start.elapsed().as_secs() < 120, "{:?}", start.elapsed());
}
