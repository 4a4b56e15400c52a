//! What the HTML of a text promises, whatever the text, the marks and the destinations: it nests, it is safe, it says every word.

use std::collections::BTreeSet;

use proptest::prelude::*;
use rubrique::diag::Sink;
use rubrique::html::{self, Action, Destination, Labels, Mark, Options};
use rubrique::model::value::{Lang, Words};
use rubrique::source::{FileId, SourceFile, Span};
use rubrique::syntax::body::{self, Body};

const LABELS: Labels<'static> = Labels {
    footnotes: "Notes",
    back: "Retour à l’appel de note",
    table: "Tableau",
    note: "Note",
    tip: "Conseil",
    important: "Important",
    warning: "Attention",
    caution: "Prudence",
};

fn scan(text: &str) -> (SourceFile, Body) {
    let file = SourceFile::new("content/pages/x.md", text);
    let body = body::scan(&file, 0..text.len(), &Sink::default());
    (file, body)
}

fn write(file: &SourceFile, body: &Body, marks: &[Mark], destinations: &[Destination], lang: Lang) -> String {
    let options = Options { lang, labels: &LABELS, id_prefix: "" };
    html::body(file, 0..file.text.len(), body, marks, destinations, &options)
}

/// Every link of a text leads somewhere.
fn everywhere(body: &Body) -> Vec<Destination> {
    body.links.iter().map(|_| Destination { href: Some("/x/".to_owned()), text: Some("<titre>".to_owned()) }).collect()
}

/// Reads the tags of a page as strictly as can be: each closes what was opened last. Gives the ids and the anchors linked to.
fn check_nesting(html: &str) -> Result<(Vec<String>, BTreeSet<String>), String> {
    let (mut open, mut ids, mut anchors) = (Vec::new(), Vec::new(), BTreeSet::new());
    for piece in html.split('<').skip(1) {
        let (tag, text) = piece.split_once('>').ok_or("a `<` that is no tag")?;
        if text.contains('>') {
            return Err(format!("a `>` that is no tag: {text:?}"));
        }
        if let Some(name) = tag.strip_prefix('/') {
            if open.pop() != Some(name) {
                return Err(format!("</{name}> closes something else"));
            }
            continue;
        }
        let name = tag.split(' ').next().unwrap_or_default();
        if !TAGS.contains(&name) {
            return Err(format!("<{name}>"));
        }
        if name == "a" && open.contains(&"a") {
            return Err("a link in a link".to_owned());
        }
        check_attributes(&tag[name.len()..], &mut ids, &mut anchors)?;
        if !VOID.contains(&name) {
            open.push(name);
        }
    }
    if open.is_empty() { Ok((ids, anchors)) } else { Err(format!("left open: {open:?}")) }
}

fn check_attributes(written: &str, ids: &mut Vec<String>, anchors: &mut BTreeSet<String>) -> Result<(), String> {
    let mut rest = written;
    while let Some(start) = rest.strip_prefix(' ') {
        let name_end = start.find([' ', '=']).unwrap_or(start.len());
        let name = &start[..name_end];
        if !ATTRIBUTES.contains(&name) {
            return Err(format!("attribute {name:?} in {written:?}"));
        }
        rest = &start[name_end..];
        let Some(value) = rest.strip_prefix("=\"") else { continue };
        let end = value.find('"').ok_or("an attribute that is not closed")?;
        match name {
            "id" => ids.push(value[..end].to_owned()),
            "href" if value.starts_with('#') => drop(anchors.insert(value[1..end].to_owned())),
            _ => {}
        }
        rest = &value[end + 1..];
    }
    if rest.is_empty() { Ok(()) } else { Err(format!("{rest:?} in {written:?}")) }
}

const VOID: &[&str] = &["br", "hr", "img", "input"];
const TAGS: &[&str] = &[
    "a",
    "blockquote",
    "br",
    "caption",
    "code",
    "data",
    "dd",
    "del",
    "div",
    "dl",
    "dt",
    "em",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "img",
    "input",
    "label",
    "li",
    "ol",
    "p",
    "pre",
    "section",
    "span",
    "strong",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
];
const ATTRIBUTES: &[&str] = &[
    "alt",
    "aria-label",
    "checked",
    "class",
    "disabled",
    "href",
    "id",
    "loading",
    "rel",
    "role",
    "scope",
    "src",
    "start",
    "tabindex",
    "title",
    "type",
    "value",
];

/// What is left of a page when its tags are gone.
fn words_of(html: &str) -> String {
    let mut out = String::new();
    for piece in html.split('<') {
        out.push_str(piece.split_once('>').map_or(piece, |(_, text)| text));
    }
    out.replace("&#39;", "").replace("&amp;", "").chars().filter(|c| c.is_alphanumeric()).collect()
}

/// A link over the first stretch of a leaf from one word to another.
fn link_over(body: &Body, from: &str, to: &str) -> Vec<Mark> {
    let find = |leaf: usize| {
        let text = &body.leaves[leaf].text;
        let start = text.find(from)?;
        let end = start + text[start..].find(to)? + to.len();
        Some(Mark {
            leaf,
            range: start..end,
            action: Action::Link { href: "/x/".to_owned(), class: None, rel_external: false },
        })
    };
    (0..body.leaves.len()).find_map(find).into_iter().collect()
}

#[test]
fn marks_cross_emphasis_and_every_tag_nests() {
    for text in [
        "les articles **32** et 33 du RGPD.",
        "**voir l'article 32** et 33 du RGPD.",
        "les articles 32 et **33 du RGPD, enfin**.",
        "*les **articles 32* et 33 du RGPD**.",
        "**les *articles 32* et 33** du RGPD",
        "les articles `32` et 33 du RGPD",
        "les articles 32[^a] et 33 du RGPD\n\n[^a]: note",
        "les articles [32](x.md) et 33 du RGPD",
        "les articles 32  \net 33 du RGPD",
        "| les articles **32** et 33 du RGPD |\n|---|\n",
        "- les articles 32 et 33 du RGPD\n    [^a]: note",
    ] {
        let (file, body) = scan(text);
        let html = write(&file, &body, &link_over(&body, "article", "RGPD"), &everywhere(&body), Lang::Fr);
        assert!(html.contains("<a href=\"/x/\""), "{html}");
        check_nesting(&html).unwrap_or_else(|problem| panic!("{problem}: {html}"));
    }
}

#[test]
fn a_link_never_stands_in_a_link() {
    for text in ["[x <https://y.fr> t](q.md)", "[a [[b]] c](d.md)", "[x[^1]](y.md)\n\n[^1]: z", "[![a](b.png)](c.md)"] {
        let (file, body) = scan(text);
        let html = write(&file, &body, &[], &everywhere(&body), Lang::Fr);
        check_nesting(&html).unwrap_or_else(|problem| panic!("{problem}: {html}"));
    }
}

const MARKDOWN: &str = r#"(\PC{0,3}|[a-c é'\n]|\n\n|\*\*?|_|~~|`{1,3}|\[\[?|\]\]?|\]\(|\(|\)|!|\||\|---\|\n|\| a \| b \|\n|--\|:-:\|\n|> |- |1\. |\[x\] |#{1,4} |\{#[ab"]\}|\{\{|\}\}|<|>|"|</?b onclick=x>|<script>|<!--|-->|&amp;|&lt;|\\|\[\^a\]|\[\^a\]: |: |javascript:|<https://x\.y>|\n    |\t|\r\n|= |---\n|\[!NOTE\]\n|```rust\n|Table : ){0,40}"#;

/// Marks that keep the rules: in order, not overlapping, on whole characters.
fn marks_on(body: &Body, cuts: &[(usize, usize, bool)]) -> Vec<Mark> {
    let mut marks: Vec<Mark> = Vec::new();
    for (leaf, text) in body.leaves.iter().map(|leaf| &leaf.text).enumerate() {
        let mut from = 0;
        for (skip, length, is_link) in cuts {
            let mut ends = text[from..].char_indices().map(|(at, c)| from + at + c.len_utf8()).skip(*skip);
            let (Some(start), Some(end)) = (ends.next(), ends.nth(*length)) else { break };
            let action = match is_link {
                true => Action::Link { href: "/\"<x>/".to_owned(), class: Some("term"), rel_external: true },
                false => Action::Value { text: "2 500 <€>".to_owned(), exact: Some("\"2500".to_owned()) },
            };
            marks.push(Mark { leaf, range: start..end, action });
            from = end;
        }
    }
    marks
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn any_text_gives_html_that_nests(
        text in MARKDOWN,
        cuts in prop::collection::vec((0_usize..6, 0_usize..8, any::<bool>()), 0..4),
        leads in any::<bool>(),
    ) {
        let (file, body) = scan(&text);
        let destinations = if leads { everywhere(&body) } else { Vec::new() };
        let marks = marks_on(&body, &cuts);
        let html = write(&file, &body, &marks, &destinations, Lang::Fr);
        let (ids, anchors) = match check_nesting(&html) {
            Ok(found) => found,
            Err(problem) => return Err(TestCaseError::fail(format!("{problem}: {html}"))),
        };
        let unique: BTreeSet<String> = ids.iter().cloned().collect();
        prop_assert_eq!(unique.len(), ids.len(), "an id twice: {}", html);
        prop_assert!(anchors.is_subset(&unique), "an anchor that is nowhere: {}", html);
        for (at, leaf) in body.leaves.iter().enumerate() {
            let ends: Vec<usize> = leaf.text.char_indices().map(|(end, _)| end).chain([leaf.text.len()]).collect();
            for start in ends.iter().step_by(3) {
                html::part_plain(&body, at, *start..leaf.text.len(), &marks, &destinations, Lang::Fr);
                html::part_plain(&body, at, 0..*start, &marks, &destinations, Lang::Fr);
            }
        }
    }

    #[test]
    fn marks_change_no_word(text in MARKDOWN, cuts in prop::collection::vec((0_usize..6, 0_usize..8, Just(true)), 0..4)) {
        let (file, body) = scan(&text);
        let plain = write(&file, &body, &[], &[], Lang::En);
        let marked = write(&file, &body, &marks_on(&body, &cuts), &[], Lang::En);
        prop_assert_eq!(words_of(&plain), words_of(&marked));
        prop_assert_eq!(words_of(&write(&file, &body, &[], &[], Lang::Fr)), words_of(&plain));
    }

    #[test]
    fn words_are_safe_too(
        text in r#"(\PC{0,3}|[a-c é']|\[\[|\]\]|\||\{\{|\}\}|<b>|&|")"#,
        more in r#"([a-c é']|\[\[|\]\]|\||\{\{|\}\}|<b>|&|"|\n){0,20}"#,
        cuts in prop::collection::vec((0_usize..4, 0_usize..5, any::<bool>()), 0..4),
        verbatim in any::<bool>(),
    ) {
        let text = text + &more;
        let span = Span::new(FileId::of("x"), 10..10 + text.len());
        let words = Words { text, span, verbatim: verbatim.then_some(10) };
        let body = body::of_words(&words);
        let marks = marks_on(&body, &cuts);
        let html = html::words(&body, &marks, &everywhere(&body), Lang::Fr);
        if let Err(problem) = check_nesting(&html) {
            return Err(TestCaseError::fail(format!("{problem}: {html}")));
        }
        html::plain(&body, &marks, &everywhere(&body), Lang::Fr);
    }
}
