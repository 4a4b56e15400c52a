//! `rubrique refs`.

use super::{OURS, book, folder, run, run_with_stdin, write};

fn ours() -> &'static std::path::Path {
    std::path::Path::new(OURS)
}

#[test]
fn a_paragraph_of_law_has_its_references_in_order_with_their_places() {
    let text = "Été : articles 32 et 33 du RGPD, puis SAN-2020-014.\n\nVoir l'article 6, l'article 200 du RGPD\net l'article 1er du code civil.\n";
    let ran = run_with_stdin(ours(), &["refs", "-", "--format", "json"], text.as_bytes()).ended(0);
    let expected = serde_json::json!({"version": 1, "references": [
        {"line": 1, "column": 7, "end_line": 1, "end_column": 32, "text": "articles 32 et 33 du RGPD", "targets": ["rgpd.32", "rgpd.33"], "status": "linked"},
        {"line": 1, "column": 39, "end_line": 1, "end_column": 51, "text": "SAN-2020-014", "targets": ["san-2020-014"], "status": "linked"},
        {"line": 3, "column": 8, "end_line": 3, "end_column": 17, "text": "article 6", "targets": [], "status": "unresolved"},
        {"line": 3, "column": 21, "end_line": 3, "end_column": 40, "text": "article 200 du RGPD", "targets": [], "status": "impossible"},
        {"line": 4, "column": 6, "end_line": 4, "end_column": 31, "text": "article 1er du code civil", "targets": [], "status": "foreign"},
    ]});
    assert_eq!(ran.json(), expected);
    assert_eq!(ran.stderr, "");
}

#[test]
fn the_keys_stand_in_the_order_of_the_contract() {
    let ran = run_with_stdin(ours(), &["refs", "-", "--format", "json"], b"article 32 du RGPD").ended(0);
    let keys = ["version", "references", "line", "column", "end_line", "end_column", "text", "targets", "status"];
    let places: Vec<_> =
        keys.iter().map(|key| ran.stdout.find(&format!("\"{key}\"")).expect("the key is there")).collect();
    assert!(places.is_sorted(), "{}", ran.stdout);
}

#[test]
fn the_table_is_aligned() {
    let text = "articles 32 et 33 du RGPD\n\narticle 6\n\n- article 200\n  du RGPD\n";
    let ran = run_with_stdin(ours(), &["refs", "-"], text.as_bytes()).ended(0);
    let expected = "1:1  linked      rgpd.32 rgpd.33  articles 32 et 33 du RGPD\n\
                    3:1  unresolved  -                article 6\n\
                    5:3  impossible  -                article 200 du RGPD\n";
    assert_eq!(ran.stdout, expected);
}

#[test]
fn code_and_links_are_left_alone() {
    let text = "`article 32 du RGPD` [article 33 du RGPD](https://example.org/)\n\n    article 5 du RGPD\n";
    let ran = run_with_stdin(ours(), &["refs", "-", "--format", "json"], text.as_bytes()).ended(0);
    assert_eq!(ran.json(), serde_json::json!({"version": 1, "references": []}));
}

#[test]
fn an_act_on_the_command_line_is_the_default() {
    let ran = run_with_stdin(ours(), &["refs", "-", "--act", "rgpd"], b"article 6").ended(0);
    assert_eq!(ran.stdout, "1:1  linked  rgpd.6  article 6\n");
    run_with_stdin(ours(), &["refs", "-", "--act", "rgdp"], b"").refused("did you mean `rgpd`?");
}

#[test]
fn a_document_of_the_book_is_read_as_the_book_reads_it() {
    let book = book();
    let page = "---\ntitle: Essai\nstandfirst: Selon l'article 5.\nact: rgpd\nsources: [{id: s, title: Article 99 du RGPD, url: 'https://example.org/'}]\n---\n\n## L'article 32\n";
    write(book.path(), "content/pages/essai.md", page);
    let ran = run(book.path(), &["refs", "content/pages/essai.md"]).ended(0);
    assert_eq!(ran.stdout, "3:21  linked  rgpd.5   article 5\n8:6   linked  rgpd.32  article 32\n");
}

#[test]
fn a_decision_is_read_at_the_day_of_its_law() {
    let book = book();
    let text = "L'article 47 de la loi Informatique et Libertés.\n";
    let head = "procedure: ordinary\nkind: reprimand\ntitle: Essai\nnaming: never\nentities: [{id: e, label: E, kind: company, sector: sante-exercice-liberal}]\nsources: [{id: s, title: S, url: 'https://example.org/'}]\n";
    let decision = format!("---\nnumber: SAN-2018-099\ndate: 2018-06-21\nlaw-of: 2017-03-01\n{head}---\n\n{text}");
    write(book.path(), "content/decisions/2018/san-2018-099.md", decision);
    let then = run(book.path(), &["refs", "content/decisions/2018/san-2018-099.md"]).ended(0);
    assert!(then.stdout.contains("linked  lil.47"), "{}", then.stdout);
}

#[test]
fn front_matter_of_a_text_outside_the_book_is_skipped() {
    let (book, elsewhere) = (book(), folder());
    let text = "---\ntitle: article 5 du RGPD\n---\narticle 32 du RGPD\n";
    write(elsewhere.path(), "note.md", text);
    let root = book.path().to_str().expect("a UTF-8 path");
    let ran = run(elsewhere.path(), &["refs", "note.md", "--root", root]).ended(0);
    assert_eq!(ran.stdout, "4:1  linked  rgpd.32  article 32 du RGPD\n");
}

#[test]
fn without_a_book_the_refusal_says_what_to_do() {
    let elsewhere = folder();
    write(elsewhere.path(), "note.md", "article 32 du RGPD\n");
    run(elsewhere.path(), &["refs", "note.md"]).refused("--root DIR");
    run_with_stdin(elsewhere.path(), &["refs", "-"], b"").refused("--root DIR");
    run(elsewhere.path(), &["refs", "note.md", "--root", "nowhere"]).refused("nowhere");
}

#[test]
fn what_cannot_be_read_is_named() {
    run(ours(), &["refs", "nowhere.md"]).refused("nowhere.md");
    run(ours(), &["refs", "src"]).refused("src");
    run(ours(), &["refs"]).refused("<FILE>");
    run(ours(), &["refs", "-", "--as-of", "2020-02-30"]).refused("2020-02-30");
    run(ours(), &["refs", "-", "--format", "xml"]).refused("xml");
}

#[test]
fn a_text_that_is_not_utf8_is_an_error_of_content() {
    let ran = run_with_stdin(ours(), &["refs", "-"], b"l'article \xE9").ended(1);
    assert_eq!(ran.stdout, "");
    assert!(ran.stderr.contains("error[not-utf8]") && ran.stderr.contains("-:1:11"), "{}", ran.stderr);
}
