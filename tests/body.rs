//! What `body::scan` promises of any text: places that are true, ids that are unique, addresses that are safe.

use std::collections::BTreeSet;

use proptest::prelude::*;
use rubrique::diag::{Code, Diagnostic, Sink};
use rubrique::source::SourceFile;
use rubrique::syntax::body::{self, Body, LinkKind};

fn scan(text: &str) -> (SourceFile, Body, Vec<Diagnostic>) {
    let file = SourceFile::new("content/pages/x.md", text);
    let sink = Sink::default();
    let body = body::scan(&file, 0..text.len(), &sink);
    (file, body, sink.into_vec())
}

/// The text under each diagnostic of a code.
fn places(text: &str, code: Code) -> Vec<String> {
    let (file, _, diagnostics) = scan(text);
    let found = diagnostics.iter().filter(|diagnostic| diagnostic.code == code);
    found.map(|diagnostic| file.text[diagnostic.span.range()].to_owned()).collect()
}

#[test]
fn refused_addresses_are_reported_where_they_stand() {
    for (text, expected) in [
        ("[a](javascript:x)", &["javascript:x"][..]),
        ("[a](JaVaScRiPt:x) <vbscript:y>", &["JaVaScRiPt:x", "vbscript:y"]),
        ("[a](&#x6a;avascript:x)", &["[a](&#x6a;avascript:x)"]),
        ("[a](//evil.example) [b](/\\evil.example)", &["//evil.example", "/\\evil.example"]),
        ("![a](https://evil.example/x.png)", &["https://evil.example/x.png"]),
        ("![a](data:image/png,x)", &["data:image/png,x"]),
        ("[r]\n\n[r]: data:x", &["data:x"]),
        ("text\n\n[unused]: file:///etc/passwd", &["file:///etc/passwd"]),
        ("[a](https://cnil.fr) <mailto:a@b.fr> <a@b.fr> [b](../x.md#y) ![c](c.png)", &[]),
    ] {
        assert_eq!(places(text, Code::BadAddress), expected, "{text}");
    }
}

#[test]
fn raw_html_is_reported_once_per_block() {
    for (text, expected) in [
        ("a <b>c</b>", &["<b>", "</b>"][..]),
        ("<div>\nx\n</div>\n\ny", &["<div>\nx\n</div>"]),
        ("<!-- note -->\n", &["<!-- note -->"]),
        ("`<b>` \\<b> 1 < 2", &[]),
    ] {
        assert_eq!(places(text, Code::RawHtml), expected, "{text}");
    }
}

#[test]
fn wiki_links_in_tables_keep_their_id() {
    let (_, body, _) = scan("| a |\n|---|\n| [[rgpd.32\\|l'article 32]] |\n");
    let links: Vec<_> = body.links.iter().map(|link| (link.dest.as_str(), link.has_text)).collect();
    assert_eq!(links, [("rgpd.32", true)]);
}

#[test]
fn ids_of_headings_are_unique_and_not_the_frames() {
    let ids = |text| scan(text).1.headings.into_iter().map(|heading| heading.id).collect::<Vec<_>>();
    assert_eq!(ids("## L'essentiel\n\n## L'essentiel\n"), ["l-essentiel", "l-essentiel-2"]);
    assert_eq!(ids("## A\n\n## B {#a}\n"), ["a-2", "a"]);
    assert_eq!(ids("## Fnref 1\n"), ["section-fnref-1-2"]);
    assert_eq!(ids("## Où ? « 2 500 € »\n\n## 日本\n"), ["ou-2-500", "section"]);
}

#[test]
fn slots_are_found_whatever_the_parser_makes_of_them() {
    let text = "Soit {{ratio of a_b_c}}, `{{fine}}`, [le {{name}} lié](x.md), **{{cap}}** et &amp; {{base\n";
    let (file, body, _) = scan(text);
    let found: Vec<_> = body.slots.iter().map(|slot| (slot.text.as_str(), &file.text[slot.span.range()])).collect();
    let ratio = "{{ratio of a_b_c}}";
    assert_eq!(found[0], (ratio, ratio));
    assert_eq!(found.iter().map(|(text, _)| *text).collect::<Vec<_>>(), [ratio, "{{name}}", "{{cap}}", "{{base"]);
}

/// Pieces that Markdown means something by, next to each other in every way.
const MARKDOWN: &str = r"(\PC{0,3}|[a-c é\n]|\n\n|\*\*?|_|~~|`{1,3}|\[\[?|\]\]?|\(|\)|!|\||\|---\|\n|> |- |1\. |\[x\] |#{1,4} |\{#[ab]\}|\{\{|\}\}|<|>|</?b>|<!--|-->|&amp;|&lt;|\\|\[\^a\]|\[\^a\]: |: |javascript:|https://x\.y|\n    |\t|\r\n|= |---\n|\[!NOTE\]\n){0,40}";

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn any_text_gives_a_body_whose_places_are_true(text in MARKDOWN) {
        let (file, body, diagnostics) = scan(&text);
        for leaf in &body.leaves {
            let ends: Vec<usize> = leaf.text.char_indices().map(|(at, _)| at).chain([leaf.text.len()]).collect();
            for window in ends.windows(2) {
                let place = leaf.source_span(window[0]..window[1]).range();
                prop_assert!(file.text.get(place.clone()).is_some(), "{place:?} in {text:?}");
                let c = &leaf.text[window[0]..window[1]];
                if c.chars().all(char::is_alphabetic) && !text.contains('&') {
                    prop_assert_eq!(&file.text[place], c, "in {:?}", &text);
                }
            }
            prop_assert!(file.text.get(leaf.source_span(0..leaf.text.len()).range()).is_some());
        }
        for link in &body.links {
            prop_assert!(body.leaves[link.leaf].text.get(link.range.clone()).is_some());
            let is_script = link.kind != LinkKind::Wiki && link.dest.to_lowercase().starts_with("javascript:");
            prop_assert!(!is_script || diagnostics.iter().any(|diagnostic| diagnostic.code == Code::BadAddress));
        }
        for slot in &body.slots {
            prop_assert!(body.leaves[slot.leaf].text.get(slot.range.clone()).is_some());
            prop_assert!(slot.text.starts_with("{{"));
        }
        for diagnostic in &diagnostics {
            prop_assert!(file.text.get(diagnostic.span.range()).is_some());
        }
        let ids: BTreeSet<_> = body.headings.iter().map(|heading| &heading.id).collect();
        prop_assert_eq!(ids.len(), body.headings.len());
    }
}
