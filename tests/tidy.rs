//! The rules of the house, kept by reading its source: imports go down, disk and clock stay at the edges, the law stays in content.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The floor of each module: a file imports only from lower floors, or from its own module. ARCHITECTURE.md draws the same house.
const FLOORS: &[(&str, u32)] = &[
    ("source", 0),
    ("diag", 1),
    ("view", 1),
    ("model::value", 2),
    ("site", 2),
    ("syntax", 3),
    ("report", 3),
    ("model", 4),
    ("config", 5),
    ("typography", 5),
    ("vocabulary", 5),
    ("citation", 5),
    ("corpus", 5),
    ("inputs", 6),
    ("parse", 6),
    ("memo", 6),
    ("html", 6),
    ("theme", 6),
    ("io", 7),
    ("analysis", 7),
    ("compose", 8),
    ("outputs", 9),
    ("assemble", 10),
    ("compile", 11),
    ("cli", 12),
    ("main", 13),
];

struct Source {
    /// `analysis/figures/cap`.
    module: String,
    /// Without the tests at its end.
    code: String,
    whole: String,
}

impl Source {
    fn top(&self) -> &str {
        self.module.split('/').next().unwrap_or_default()
    }

    /// `model/value` has a floor of its own.
    fn floor_name(&self) -> String {
        if self.module == "model/value" { "model::value".to_owned() } else { self.top().to_owned() }
    }
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every file of `src/` but `lib.rs` and files that are tests.
fn sources() -> Vec<Source> {
    let mut found = Vec::new();
    let mut folders = vec![root().join("src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder of src").flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.extend(read(&path));
            }
        }
    }
    found.sort_by(|a, b| a.module.cmp(&b.module));
    found
}

fn read(path: &Path) -> Option<Source> {
    let inside = path.strip_prefix(root().join("src")).expect("a file of src").with_extension("");
    let module = inside.to_string_lossy().replace('\\', "/");
    let is_test = module.ends_with("tests") || module.ends_with("examples") || module.ends_with("reference");
    if module == "lib" || is_test {
        return None;
    }
    let whole = fs::read_to_string(path).expect("a source file");
    let code = whole.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default().to_owned();
    Some(Source { module, code, whole })
}

/// The lines of code of a file: no comments, with their numbers.
fn lines(code: &str) -> impl Iterator<Item = (usize, &str)> {
    code.lines().enumerate().map(|(at, line)| (at + 1, line)).filter(|(_, line)| !line.trim_start().starts_with("//"))
}

fn nothing(problems: Vec<String>) {
    assert!(problems.is_empty(), "\n{}", problems.join("\n"));
}

#[test]
fn imports_only_go_down() {
    let floors: BTreeMap<&str, u32> = FLOORS.iter().copied().collect();
    let mut problems = Vec::new();
    for source in sources() {
        let own = source.floor_name();
        let Some(floor) = floors.get(own.as_str()) else {
            problems.push(format!("src/{}.rs: its module has no floor", source.module));
            continue;
        };
        for (at, line) in lines(&source.code) {
            for path in line.split("crate::").skip(1) {
                let top: String = path.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
                let below = if path.starts_with("model::value") { "model::value" } else { top.as_str() };
                let is_own = top == source.top() || top.is_empty();
                if !is_own && floors.get(below).is_none_or(|below| below >= floor) {
                    problems.push(format!(
                        "src/{}.rs:{at}: {own} stands on floor {floor} and imports {below}",
                        source.module
                    ));
                }
            }
        }
    }
    nothing(problems);
}

#[test]
fn disk_clock_and_terminal_stay_at_the_edges() {
    let edges = ["io", "cli", "main"];
    let words = [
        "std::fs",
        "std::env",
        "Timestamp::now",
        "SystemTime",
        "Instant::now",
        "println!",
        "eprintln!",
        "std::process",
    ];
    let mut problems = Vec::new();
    for source in sources().iter().filter(|source| !edges.contains(&source.top())) {
        for (at, line) in lines(&source.code) {
            problems.extend(
                words
                    .iter()
                    .filter(|word| line.contains(*word))
                    .map(|word| format!("src/{}.rs:{at}: {word}", source.module)),
            );
        }
    }
    nothing(problems);
}

#[test]
fn files_say_what_they_are_for_and_leave_nothing_half_done() {
    let leftovers = [".unwrap()", "todo!(", "unimplemented!(", "dbg!(", "#[ignore", "allow(dead_code", "FIXME", "XXX"];
    let mut problems = Vec::new();
    for source in sources() {
        if !source.whole.starts_with("//!") {
            problems.push(format!("src/{}.rs does not open with what it is for", source.module));
        }
        for (at, line) in lines(&source.code) {
            problems.extend(
                leftovers
                    .iter()
                    .filter(|word| line.contains(*word))
                    .map(|word| format!("src/{}.rs:{at}: {word}", source.module)),
            );
        }
    }
    nothing(problems);
}

#[test]
fn money_and_ratios_are_never_floats() {
    let is_float = |line: &str| {
        line.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').any(|word| word == "f32" || word == "f64")
    };
    // The YAML reader offers floats; they are thrown away for the text of the number.
    let others = sources().into_iter().filter(|source| source.module != "syntax/yaml");
    nothing(
        others
            .flat_map(|source| {
                let lines: Vec<usize> =
                    lines(&source.code).filter(|(_, line)| is_float(line)).map(|(at, _)| at).collect();
                lines.into_iter().map(move |at| format!("src/{}.rs:{at}", source.module))
            })
            .collect(),
    );
}

/// No act's id is known to the code that links, computes, names or shows: only `content/acts` knows the law.
#[test]
fn the_law_stands_in_content() {
    let ids = ["\"rgpd\"", "\"lil\"", "\"cpce\"", "\"RGPD\"", "\"GDPR\""];
    let mut problems = Vec::new();
    for source in sources().iter().filter(|source| source.top() != "cli") {
        for (at, line) in lines(&source.code) {
            problems.extend(
                ids.iter().filter(|id| line.contains(*id)).map(|id| format!("src/{}.rs:{at}: {id}", source.module)),
            );
        }
    }
    nothing(problems);
}

#[test]
fn architecture_names_the_modules_that_there_are() {
    let text = fs::read_to_string(root().join("ARCHITECTURE.md")).expect("ARCHITECTURE.md");
    let named: BTreeSet<&str> = text
        .split(['`', ' ', '\n', '*', '/'])
        .map(|word| word.trim_matches(['.', ',', '·', ';', ':', '(', ')']))
        .collect();
    let tops: BTreeSet<String> = sources().iter().map(|source| source.top().to_owned()).collect();
    nothing(
        tops.iter()
            .filter(|top| !named.contains(top.as_str()))
            .map(|top| format!("ARCHITECTURE.md does not name {top}"))
            .collect(),
    );
    let floors: BTreeSet<&str> = FLOORS.iter().map(|(name, _)| name.split("::").next().unwrap_or(name)).collect();
    nothing(
        floors.iter().filter(|name| !tops.contains(**name)).map(|name| format!("there is no module {name}")).collect(),
    );
}
