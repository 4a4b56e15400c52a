//! The structure that ARCHITECTURE.md promises: imports go down, the edges alone touch the world, the law is content.

#[allow(unused)]
mod common;

use std::collections::BTreeSet;

/// A source file without its tests, its comments blanked.
struct Source {
    /// `analysis/figures/cap`.
    module: String,
    path: String,
    text: String,
    code: String,
}

fn sources() -> Vec<Source> {
    let files = common::files("src", ".rs");
    let tests: BTreeSet<String> = files.iter().flat_map(|(path, text)| test_files(path, text)).collect();
    let read = |(path, text): (String, String)| {
        let module = path.trim_start_matches("src/").trim_end_matches(".rs").to_owned();
        let tests = text.find("#[cfg(test)]\nmod ").unwrap_or(text.len());
        let code = text[..tests].lines().map(|line| if line.trim_start().starts_with("//") { "" } else { line });
        Source { module, path, code: code.collect::<Vec<_>>().join("\n"), text }
    };
    files.into_iter().filter(|(path, _)| !tests.contains(path)).map(read).collect()
}

/// The files that a module declares for tests alone.
fn test_files(path: &str, text: &str) -> Vec<String> {
    let folder = path.trim_end_matches(".rs").trim_end_matches("/lib");
    let declared = text.split("#[cfg(test)]\n").skip(1).filter_map(|rest| {
        let name = rest.lines().next()?.trim_start_matches("pub ").strip_prefix("mod ")?.strip_suffix(';')?;
        Some(format!("{folder}/{name}.rs"))
    });
    declared.collect()
}

/// `analysis` of `analysis/figures/cap`.
fn folder(module: &str) -> &str {
    module.split('/').next().unwrap_or(module)
}

fn architecture() -> String {
    common::read(&common::repository("ARCHITECTURE.md"))
}

/// The floors of ARCHITECTURE.md, highest first; what follows two names that are no modules is a remark.
fn floors(modules: &BTreeSet<String>) -> Vec<Vec<String>> {
    let text = architecture();
    let (_, table) = text.split_once("## Floors").expect("the floors have a heading");
    let table = table.split("```").nth(1).expect("the floors stand between fences");
    let names =
        |line: &str| line.split_whitespace().take_while(|name| modules.contains(*name)).map(str::to_owned).collect();
    table.lines().map(names).filter(|floor: &Vec<String>| !floor.is_empty()).collect()
}

/// The modules that a file imports, as floors name them.
fn imports(code: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        assert!(!rest.starts_with('{'), "one `use crate::…` a module");
        let name: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
        let is_value = rest.starts_with("model::value");
        found.insert(if is_value { "model/value".to_owned() } else { name });
    }
    found
}

#[test]
fn imports_only_go_down() {
    let sources = sources();
    let modules: BTreeSet<String> = sources.iter().map(|source| source.module.clone()).collect();
    let floors = floors(&modules);
    let floor_of = |module: &str| {
        let exact = floors.iter().position(|floor| floor.iter().any(|name| name == module));
        exact.or_else(|| floors.iter().position(|floor| floor.iter().any(|name| name == folder(module))))
    };
    let mut wrong = Vec::new();
    for source in sources.iter().filter(|source| source.module != "lib") {
        let Some(own) = floor_of(&source.module) else {
            wrong.push(format!("{} stands on no floor", source.path));
            continue;
        };
        for import in imports(&source.code).iter().filter(|import| **import != folder(&source.module)) {
            match floor_of(import) {
                Some(floor) if floor > own => {}
                // Of one floor, from right to left.
                Some(floor) if floor == own && is_left_of(import, &source.module, &floors[own]) => {}
                _ => wrong.push(format!("{} imports `{import}`, which is not below it", source.path)),
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

fn is_left_of(import: &str, module: &str, floor: &[String]) -> bool {
    let place = |name: &str| floor.iter().position(|other| other == name || other == folder(name));
    place(import) < place(module)
}

#[test]
fn only_the_edges_touch_the_world() {
    let world = [
        "std::fs",
        "std::env",
        "SystemTime",
        "Instant::now",
        "Zoned::now",
        "Timestamp::now",
        "println!",
        "eprintln!",
        "print!(",
        "std::net",
        "std::process",
    ];
    // Network, threads and the crates that bring them stay behind the door.
    let door_only = ["std::net", "std::thread", "tokio", "axum::", "notify::"];
    let is_edge = |module: &str| matches!(folder(module), "io" | "cli" | "main");
    let mut wrong = Vec::new();
    for source in sources().iter().filter(|source| folder(&source.module) != "io") {
        wrong.extend(
            door_only.iter().filter(|word| source.code.contains(**word)).map(|word| format!("{}: {word}", source.path)),
        );
    }
    for source in sources().iter().filter(|source| !is_edge(&source.module)) {
        wrong.extend(
            world.iter().filter(|word| source.code.contains(**word)).map(|word| format!("{}: {word}", source.path)),
        );
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn every_file_says_what_it_is_for_and_leaves_nothing_undone() {
    let refused = [
        ".unwrap()",
        "todo!(",
        "unimplemented!(",
        "dbg!(",
        "#[ignore",
        "allow(dead_code",
        "f32",
        "f64",
        "FIXME",
        "XXX",
    ];
    let mut wrong = Vec::new();
    for source in sources() {
        if !source.text.starts_with("//! ") && source.module != "main" {
            wrong.push(format!("{} does not open with `//!`", source.path));
        }
        for (number, line) in source.code.lines().enumerate() {
            // The YAML reader's visitor must take floats, to drop them.
            let is_visitor = source.module == "syntax/yaml" && line.contains("fn visit_f64");
            for word in refused.iter().filter(|word| line.contains(**word) && !is_visitor) {
                wrong.push(format!("{}:{}: {word}", source.path, number + 1));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn the_law_is_content() {
    let acts: Vec<String> = common::acts()
        .iter()
        .map(|(path, _)| path.trim_start_matches("content/acts/").trim_end_matches(".yml").to_owned())
        .collect();
    // The code that links, computes and names knows no provision either; elsewhere one may stand in an example.
    let holds_no_law = |module: &str| {
        module.starts_with("citation") || module.starts_with("analysis/figures") || module == "analysis/naming"
    };
    let mut wrong = Vec::new();
    // Examples of the schema name an act, as documents do.
    let is_example = |module: &str| folder(module) == "cli" || module.starts_with("model/schema/");
    for source in sources().iter().filter(|source| !is_example(&source.module)) {
        for literal in source.code.split('"').skip(1).step_by(2) {
            let (act, levels) = literal.split_once('.').unwrap_or((literal, ""));
            // Some ids are common words of the language too.
            let is_word = levels.is_empty() && source.module == "citation/words";
            let is_act = acts.iter().any(|known| known == act) && !is_word && !levels.contains(' ');
            let is_number = literal.len() > 1 && literal.bytes().all(|b| b.is_ascii_digit());
            if is_act && levels.is_empty() || holds_no_law(&source.module) && (is_act || is_number) {
                wrong.push(format!("{}: \"{literal}\"", source.path));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn architecture_and_the_source_name_the_same_modules() {
    let modules: BTreeSet<String> = sources().iter().map(|source| source.module.clone()).collect();
    let text = architecture();
    let named: BTreeSet<&str> = text.split('`').skip(1).step_by(2).collect();
    let is_named = |module: &str| {
        let inner = module.match_indices('/').map(|(at, _)| &module[at + 1..]);
        std::iter::once(module).chain(inner).any(|name| named.contains(name))
    };
    // A folder's own file goes with the modules in it, and a command with « one file a command ».
    let goes_without = |module: &str| {
        module == "lib"
            || folder(module) == "cli"
            || modules.iter().any(|other| other.starts_with(&format!("{module}/")))
    };
    let unnamed: Vec<&String> = modules.iter().filter(|module| !is_named(module) && !goes_without(module)).collect();
    assert!(unnamed.is_empty(), "ARCHITECTURE.md does not name {unnamed:?}");
    let folders: BTreeSet<&str> = modules.iter().map(|module| folder(module)).collect();
    let is_module = |name: &&str| {
        name.split_once('/')
            .is_some_and(|(folder, rest)| folders.contains(folder) && !rest.is_empty() && !rest.contains('.'))
    };
    let exists = |name: &str| common::repository(&format!("src/{name}.rs")).is_file();
    let gone: Vec<&&str> = named.iter().filter(|name| is_module(name) && !exists(name)).collect();
    assert!(gone.is_empty(), "ARCHITECTURE.md names what src/ has not: {gone:?}");
}
