//! Writes `docs/theme-api.md` from the structures themselves: their comments are the reference, and a test fails when the two differ.

use std::env;
use std::fmt::Write;
use std::fs;

const FILES: [(&str, &str); 11] = [
    ("The frame", include_str!("site.rs")),
    ("Decisions", include_str!("decision.rs")),
    ("All decisions, and those of a year", include_str!("explorer.rs")),
    ("Provisions", include_str!("provision.rs")),
    ("Home, sectors, checklists, glossary", include_str!("lists.rs")),
    ("Statistics, years, coverage", include_str!("statistics.rs")),
    ("The data dictionary", include_str!("dictionary.rs")),
    ("The calculator", include_str!("calculator.rs")),
    ("Charts", include_str!("chart.rs")),
    ("Pictures", include_str!("card.rs")),
    ("Parts", include_str!("parts.rs")),
];

const INTRODUCTION: &str = "# What a theme may use

<!-- Written by `UPDATE=1 cargo test --lib theme_reference` from the comments of src/view/. Do not edit. -->

A theme of a book stands in `themes/NAME/` and is chosen by `[output.rubrique] theme = \"NAME\"`. Each of its files takes the place of the built-in one
of the same path; what it does not have comes from the built-in theme.

| path | what it is |
|---|---|
| `theme.toml` | `api = 1`: the version of the structures below that the theme was made for |
| `templates/*.html` | [Tera 2](https://keats.github.io/tera/) templates, one a type of page, `base.html` for their frame, `components.html` for the parts |
| `templates/card.svg`, `card/` | the picture of a page that messengers show (`social-images = true`), and the fonts that it is drawn with: TTF, OTF or WOFF |
| `i18n/fr.toml`, `i18n/en.toml` | the words of the interface; a theme may give some keys and leave the others |
| `assets/` | stylesheets, scripts, fonts, pictures; published under names that change with their content |

In a template:

- the fields of the page's structure are variables: `{{ heading_html | safe }}`, `{{ site.title }}`. Text is escaped; fields named `*_html` are safe HTML;
- a field that does not exist is an error at its place, a field that may be none is tested with `{% if %}`;
- `{{ t.sources }}` is a word of the interface, in a component after `@t` among its parameters;
- `{{ 3 | count(of=t.count_decisions) }}` prints a number with its word in the singular or the plural (`{n}` in the word is the number);
- `{{ site.base_path }}{{ asset(path=\"style.css\") }}` is the address of a file of `assets/`; in a stylesheet plain relative addresses do;
- `{% block styles %}` holds the stylesheets that one type of page has besides `style.css`, `{% block head %}` its scripts;
- `{% extends \"default/decision.html\" %}` extends the built-in template that this file replaces.

A script is an ES module: `<script type=\"module\" src=\"{{ site.base_path }}{{ asset(path=\"site.js\") }}\"></script>`. It is published as one file with the
modules that it imports, for which these forms are needed, each at the start of its line: `import { a, b as c } from \"./x.js\";`, and `export` before a
function, a class or a `const`. `import(\"./x.js\")` and `new URL(\"./x.svg\", import.meta.url)` ask for another file later.

Nothing is computed in a template: amounts, percentages, dates and addresses arrive printed, in the language of the page. No `style` attribute, handler or
inline script is possible: the Content-Security-Policy of the pages forbids them.
";

fn reference() -> String {
    let mut out = INTRODUCTION.to_owned();
    for (title, source) in FILES {
        write!(out, "\n## {title}\n").expect("a String can be written to");
        let source = source.split("#[cfg(test)]").next().unwrap_or_default();
        for line in source.lines() {
            out.push_str(&described(line));
        }
    }
    without_loose_comments(&out)
}

/// One line of source as one line of the reference; comments wait, marked, for what they describe.
fn described(line: &str) -> String {
    let trimmed = line.trim();
    if let Some(comment) = trimmed.strip_prefix("/// ") {
        return format!("\u{1}{comment}\n");
    }
    if let Some(name) = trimmed.strip_prefix("pub struct ").and_then(|rest| rest.strip_suffix(" {")) {
        return format!("\n### {name}\n\n\u{2}\n\n| field | type | meaning |\n|---|---|---|\n");
    }
    let field =
        trimmed.strip_prefix("pub ").and_then(|rest| rest.strip_suffix(',')).and_then(|rest| rest.split_once(": "));
    field.map_or(String::new(), |(name, kind)| format!("| `{name}` | {} | \u{2} |\n", kind_in_words(name, kind)))
}

/// Puts each comment (one line, marked 1) in the place that follows it (marked 2).
fn without_loose_comments(marked: &str) -> String {
    let mut out = String::new();
    let mut comment = String::new();
    for line in marked.lines() {
        if let Some(text) = line.strip_prefix('\u{1}') {
            comment = text.to_owned();
        } else {
            out.push_str(&line.replace('\u{2}', &comment));
            out.push('\n');
        }
    }
    out
}

fn kind_in_words(name: &str, kind: &str) -> String {
    let inside = |wrapper: &str| kind.strip_prefix(wrapper).and_then(|rest| rest.strip_suffix('>'));
    if let Some(inner) = inside("Option<") {
        return format!("{}, or none", kind_in_words(name, inner));
    }
    if let Some(inner) = inside("Shared<") {
        return kind_in_words(name, inner);
    }
    if let Some(inner) = inside("Vec<") {
        return format!("list of {}", kind_in_words(name, inner));
    }
    match kind {
        "String" if name.ends_with("_html") => "HTML".to_owned(),
        "String" => "text".to_owned(),
        "bool" => "true or false".to_owned(),
        "u8" | "u32" | "usize" => "number".to_owned(),
        structure => format!("[{structure}](#{})", structure.to_lowercase()),
    }
}

#[test]
fn theme_reference_says_what_the_structures_say() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/theme-api.md");
    let reference = reference();
    if env::var_os("UPDATE").is_some() {
        fs::write(path, &reference).unwrap();
    }
    let written = fs::read_to_string(path).unwrap_or_default();
    assert_eq!(written, reference, "run `UPDATE=1 cargo test --lib theme_reference`");
}

#[test]
fn every_field_is_described() {
    for (title, source) in FILES {
        let mut before = "";
        for line in source.lines().map(str::trim).filter(|line| !line.starts_with("#[")) {
            let is_public = line.starts_with("pub struct ") || line.starts_with("pub ") && line.ends_with(',');
            assert!(!is_public || before.starts_with("/// "), "{title}: {line}");
            before = line;
        }
    }
}
