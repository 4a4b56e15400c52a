//! The pictures that messengers show beside a link: made once, named after what they say, and only where the book wants them.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::{book, files, run, write};

const HOST: &str = "https://example.org/droit/";
const DECISION: &str = "content/decisions/2020/san-2020-014.md";

fn with_pictures() -> tempfile::TempDir {
    let book = book();
    let toml = fs::read_to_string(book.path().join("book.toml")).expect("book.toml");
    let own = "[output.rubrique]\n";
    assert!(toml.contains(own), "{toml}");
    write(book.path(), "book.toml", toml.replace(own, &format!("{own}social-images = true\n")));
    book
}

/// The pictures of the built book, by path.
fn pictures(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let built = root.join("book");
    let paths = files(&built).into_iter().filter(|path| path.ends_with(".png"));
    paths.map(|path| (path.clone(), fs::read(built.join(&path)).expect("a picture"))).collect()
}

fn head(root: &Path) -> String {
    fs::read_to_string(root.join("book/decisions/san-2020-014/index.html")).expect("a page")
}

#[test]
fn a_decision_has_a_picture_that_is_drawn_once() {
    let book = with_pictures();
    let root = book.path();
    let told = run(root, &["build", "-b", HOST]).ended(0).stderr;
    // One decision and the site itself, in two languages.
    assert!(told.contains("4 pictures drawn"), "{told}");
    let drawn = pictures(root);
    assert_eq!(drawn.len(), 4);
    for (path, bytes) in &drawn {
        assert_eq!(&bytes[1..4], b"PNG", "{path}");
        assert_eq!(bytes[16..24], [0, 0, 4, 176, 0, 0, 2, 118], "{path} is 1200 by 630");
        assert!(bytes.len() <= 60_000 && bytes.len() > 4_000, "{path} weighs {} bytes", bytes.len());
    }
    let page = head(root);
    let address =
        page.split("og:image\" content=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a picture");
    assert!(drawn.contains_key(address.strip_prefix(HOST).expect("in full")), "{address}");
    assert!(
        page.contains("summary_large_image") && page.contains("og:image:alt\" content=\"Délibération SAN-2020-014")
    );
    let again = run(root, &["build", "-b", HOST]).ended(0).stderr;
    assert!(!again.contains("drawn"), "{again}");
    assert!(pictures(root) == drawn);
}

#[test]
fn a_new_title_draws_its_own_picture_and_no_other() {
    let book = with_pictures();
    let root = book.path();
    run(root, &["build", "-b", HOST]).ended(0);
    let before = pictures(root);
    let text = fs::read_to_string(root.join(DECISION)).expect("a decision");
    write(root, DECISION, text.replacen("title: \"Un chirurgien", "title: \"Un praticien", 1));
    let told = run(root, &["build", "-b", HOST]).ended(0).stderr;
    assert!(told.contains("drawn"), "{told}");
    let after = pictures(root);
    assert_eq!(after.len(), 4, "the old one is gone");
    let kept = after.keys().filter(|path| before.contains_key(*path)).count();
    assert!((2..4).contains(&kept), "{kept} are kept");
}

#[test]
fn without_the_wish_or_a_host_there_is_none() {
    let plain = book();
    run(plain.path(), &["build", "-b", HOST]).ended(0);
    assert!(pictures(plain.path()).is_empty() && !head(plain.path()).contains("og:image"));
    let homeless = with_pictures();
    run(homeless.path(), &["build"]).ended(0);
    assert!(pictures(homeless.path()).is_empty());
}

#[test]
fn a_template_that_is_no_picture_is_an_error_at_its_file() {
    let book = with_pictures();
    let root = book.path();
    let toml = fs::read_to_string(root.join("book.toml")).expect("book.toml");
    write(root, "book.toml", toml.replace("social-images = true\n", "social-images = true\ntheme = \"mien\"\n"));
    write(root, "themes/mien/templates/card.svg", "<p>{{ kicker }}");
    let told = run(root, &["build", "-b", HOST]).ended(2).stderr;
    assert!(told.contains("templates/card.svg"), "{told}");
    assert!(!root.join("book/index.html").exists());
}
