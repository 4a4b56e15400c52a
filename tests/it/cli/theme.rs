//! `rubrique theme`.

use super::{book, run, write};

fn read(folder: &std::path::Path, path: &str) -> String {
    std::fs::read_to_string(folder.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

#[test]
fn what_can_be_overridden_is_listed_and_copied() {
    let book = book();
    let list = |book: &std::path::Path| run(book, &["theme", "list"]).ended(0).stdout;
    assert!(list(book.path()).lines().any(|line| line == "templates/decision.html"));
    run(book.path(), &["theme", "eject", "templates/decision.html"]).refused("no theme of its own");
    let settings =
        read(book.path(), "book.toml").replace("[output.rubrique]\n", "[output.rubrique]\ntheme = \"mien\"\n");
    write(book.path(), "book.toml", settings);
    write(book.path(), "themes/mien/theme.toml", "api = 1\n");
    run(book.path(), &["theme", "eject", "templates/decison.html"]).refused("did you mean `templates/decision.html`?");
    run(book.path(), &["theme", "eject", "templates/decision.html"]).ended(0);
    run(book.path(), &["theme", "eject", "assets/style.css"]).ended(0);
    run(book.path(), &["theme", "eject", "templates/decision.html"]).refused("cannot write");
    let listed = list(book.path());
    assert!(listed.lines().any(|line| line == "templates/decision.html\tyours"), "{listed}");
    let ran = run(book.path(), &["check"]).ended(0);
    assert!(!ran.stderr.contains("has changed since"), "{}", ran.stderr);
    run(book.path(), &["build", "-d", "site"]).ended(0);
    // As if the built-in file had been another one on that day.
    let copied = read(book.path(), "themes/mien/copied.toml");
    let line = copied.lines().find(|line| line.contains("decision.html")).expect("its line");
    write(book.path(), "themes/mien/copied.toml", copied.replace(line, "\"templates/decision.html\" = \"0\""));
    assert!(list(book.path()).contains("templates/decision.html\tyours; the built-in one has changed"));
    let ran = run(book.path(), &["check"]).ended(0);
    assert!(ran.stderr.contains("themes/mien/templates/decision.html was copied from"), "{}", ran.stderr);
    assert!(!ran.stderr.contains("style.css"), "{}", ran.stderr);
}
