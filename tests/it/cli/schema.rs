//! `rubrique schema`: what it says of the front matter is what `check` says.

use std::fs;
use std::path::Path;

use jsonschema::Validator;
use serde_json::Value;

use super::{files, run};

const KINDS: [(&str, &str); 7] = [
    ("decision", "content/decisions"),
    ("provision", "content/provisions"),
    ("checklist", "content/checklists"),
    ("sector", "content/sectors"),
    ("term", "content/glossary"),
    ("page", "content/pages"),
    ("act", "content/acts"),
];

fn schema(kinds: &[&str]) -> Value {
    let arguments: Vec<&str> = ["schema"].iter().chain(kinds).copied().collect();
    let ran = run(Path::new(env!("CARGO_MANIFEST_DIR")), &arguments).ended(0);
    serde_json::from_str(&ran.stdout).expect("it is JSON")
}

fn validator(kinds: &[&str]) -> Validator {
    jsonschema::draft202012::new(&schema(kinds)).expect("it is a schema")
}

/// What the files of a folder say, English texts left out: those hold words alone.
fn front_matters(folder: &str) -> Vec<(String, Value)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let originals = files(&root).into_iter().filter(|path| !path.ends_with(".en.md"));
    let read = |path: String| {
        let text = fs::read_to_string(root.join(&path)).expect("it is UTF-8");
        let yaml = if path.ends_with(".md") { text.split("---\n").nth(1).expect("it has one") } else { &text };
        let value = serde_yaml::from_str(yaml).unwrap_or_else(|error| panic!("{path}: {error}"));
        (path, value)
    };
    originals.map(read).collect()
}

#[test]
fn all_content_holds_by_the_schema_of_its_kind_and_by_the_one_of_all() {
    let any = validator(&[]);
    for (kind, folder) in KINDS {
        let own = validator(&[kind]);
        let documents = front_matters(folder);
        assert!(!documents.is_empty(), "{folder}");
        for (path, value) in documents {
            let errors: Vec<String> = own.iter_errors(&value).map(|error| error.to_string()).collect();
            assert!(errors.is_empty(), "{folder}/{path}: {errors:#?}");
            assert!(any.is_valid(&value), "{folder}/{path}");
        }
    }
}

#[test]
fn what_check_refuses_the_schema_refuses() {
    let decision = validator(&["decision"]);
    let (_, whole) = front_matters("content/decisions/2020").swap_remove(0);
    let changed = |change: &dyn Fn(&mut Value)| {
        let mut value = whole.clone();
        change(&mut value);
        value
    };
    assert!(decision.is_valid(&whole));
    let needed = schema(&["decision"])["required"].as_array().expect("a list").clone();
    assert!(needed.len() >= 8);
    for key in needed.iter().filter_map(Value::as_str) {
        let without = changed(&|value| drop(value.as_object_mut().map(|map| map.remove(key))));
        assert!(!decision.is_valid(&without), "`{key}` is needed");
    }
    let mistakes: [(&str, Value); 9] = [
        ("unknown", 1.into()),
        ("date", "7 décembre 2020".into()),
        ("procedure", "rapide".into()),
        ("naming", "3 weeks".into()),
        ("entities", Value::Array(Vec::new())),
        ("origin", serde_json::json!(["rumour"])),
        ("people", serde_json::json!({"value": -3})),
        ("fines", serde_json::json!([{"imposed": "3000 €"}])),
        ("checklist", serde_json::json!(["cm-01"])),
    ];
    for (key, mistake) in mistakes {
        assert!(!decision.is_valid(&changed(&|value| value[key] = mistake.clone())), "{key}: {mistake}");
    }
}
