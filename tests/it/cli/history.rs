//! What pages say of their own past: the history in the repository that a book is kept in, and the corrections in its files.

use std::fs;
use std::path::Path;

use super::git::{commit, git, repository};
use super::{book, files, folder, rubrique, run, write};

fn page(root: &Path, address: &str) -> String {
    let path = root.join("book").join(address).join("index.html");
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn append(root: &Path, path: &str, text: &str) {
    let old = fs::read_to_string(root.join(path)).expect("a file of the book");
    write(root, path, format!("{old}\n{text}\n"));
}

/// Every page of the built book, one after the other.
fn everything(root: &Path) -> String {
    let book = root.join("book");
    files(&book).iter().filter_map(|path| fs::read_to_string(book.join(path)).ok()).collect()
}

#[test]
fn a_page_tells_its_changes_and_keeps_them_under_a_new_name() {
    let book = repository();
    let root = book.path();
    append(root, "content/pages/methode.md", "Une phrase de plus.");
    commit(root, "Dire <comment> on relit");
    git(root, &["mv", "content/pages/methode.md", "content/pages/regles.md"]);
    commit(root, "Renommer la page");
    run(root, &["build"]).ended(0);
    let page = page(root, "regles");
    let told: Vec<usize> = ["Renommer la page", "Dire &lt;comment&gt; on relit", "début"]
        .iter()
        .map(|subject| page.find(subject).unwrap_or_else(|| panic!("no {subject} in {page}")))
        .collect();
    assert!(told.is_sorted(), "the latest change stands first");
    assert!(page.contains("Historique de la page"));
    let all = everything(root);
    assert!(!all.contains("Essai <") && !all.contains("essai@example.org"), "who made a change is on no page");
}

#[test]
fn the_same_history_gives_the_same_bytes() {
    let book = repository();
    run(book.path(), &["build", "-d", "one", "--as-of", "2026-11-25"]).ended(0);
    let copy = folder();
    git(copy.path(), &["clone", "-q", book.path().to_str().expect("a path"), "clone"]);
    let clone = copy.path().join("clone");
    run(&clone, &["build", "-d", "two", "--as-of", "2026-11-25"]).ended(0);
    let (one, two) = (book.path().join("one"), clone.join("two"));
    assert_eq!(files(&one), files(&two));
    for path in files(&one) {
        assert!(fs::read(one.join(&path)).expect("a file") == fs::read(two.join(&path)).expect("a file"), "{path}");
    }
}

#[test]
fn without_a_whole_history_a_page_tells_none() {
    let book = repository();
    append(book.path(), "content/pages/methode.md", "Une phrase de plus.");
    commit(book.path(), "Une phrase");
    let copy = folder();
    let address = format!("file://{}", book.path().display());
    git(copy.path(), &["clone", "-q", "--depth", "1", &address, "clone"]);
    let clone = copy.path().join("clone");
    let told = run(&clone, &["build"]).ended(0).stderr;
    assert!(told.contains("this clone is shallow"), "{told}");
    assert!(!everything(&clone).contains("Historique de la page"));
}

#[test]
fn a_book_without_a_repository_or_a_machine_without_git_is_as_good() {
    let plain = book();
    let ran = run(plain.path(), &["build"]).ended(0);
    assert!(!ran.stderr.contains("git"), "{}", ran.stderr);
    assert!(!everything(plain.path()).contains("Historique de la page"));
    let kept = repository();
    let ended = rubrique(kept.path(), &["build"]).env("PATH", "").output().expect("the program starts");
    assert!(ended.status.success());
    assert!(!everything(kept.path()).contains("Historique de la page"));
}

#[test]
fn a_message_that_spells_a_hidden_name_or_shows_what_is_a_persons_stays_out() {
    let book = repository();
    let root = book.path();
    let decision = "---\nnumber: SAN-2020-099\ndate: 2020-12-07\nprocedure: ordinary\nkind: reprimand\nnaming: not-public\ntitle: Un rappel\n\
         entities: [{id: societe, name: ZORGLUB SANTÉ, label: Une société, kind: company, sector: sante-exercice-liberal}]\n\
         sources: [{id: texte, title: Texte, url: 'https://www.legifrance.gouv.fr/x'}]\n---\n\nUn texte.\n";
    write(root, "content/decisions/2020/san-2020-099.md", decision);
    commit(root, "Ajouter zorglub-sante");
    append(root, "content/decisions/2020/san-2020-099.md", "Encore.");
    commit(root, "Demandé par jeanne.exemple@societe.fr");
    append(root, "content/decisions/2020/san-2020-099.md", "Toujours.");
    commit(root, "Dire ce qui manquait");
    run(root, &["build"]).ended(0);
    let all = everything(root).to_lowercase();
    assert!(all.contains("dire ce qui manquait"));
    assert!(!all.contains("zorglub") && !all.contains("jeanne"));
}

#[test]
fn a_book_may_show_days_alone_or_nothing_and_nothing_of_the_future() {
    let book = repository();
    let root = book.path();
    let toml = fs::read_to_string(root.join("book.toml")).expect("book.toml");
    let own = "[output.rubrique]\n";
    assert!(toml.contains(own), "{toml}");
    let with = |policy: &str| write(root, "book.toml", toml.replace(own, &format!("{own}history = \"{policy}\"\n")));
    with("dates");
    run(root, &["build"]).ended(0);
    let told = page(root, "glossaire/violation-de-donnees");
    assert!(told.contains("Historique de la page") && !told.contains("début"));
    with("none");
    run(root, &["build"]).ended(0);
    assert!(!everything(root).contains("Historique de la page"));
    write(root, "book.toml", &toml);
    run(root, &["build", "--as-of", "2023-01-01"]).ended(0);
    assert!(!everything(root).contains("Historique de la page"));
}

#[test]
fn a_correction_stands_on_its_page_on_the_page_of_corrections_and_in_the_feed() {
    let book = book();
    let root = book.path();
    let path = "content/decisions/2020/san-2020-014.md";
    let decision = fs::read_to_string(root.join(path)).expect("a decision");
    let corrections = "corrections:\n  \
         - {id: base, date: 2026-03-02, was: \"L'amende de 9 000 € reposait sur l'article 999 du RGPD.\", now: \"Elle repose sur l'article 32.\", why: Le texte lu depuis.}\n  \
         - {id: jour, date: 2026-05-04, was: \"Le 1er mai.\", now: \"Le 4 mai.\"}\nreviewed: 2026-01-01\n#";
    write(root, path, decision.replacen("reviewed:", corrections, 1));
    let english = "---\ntitle: Images\ncorrections: {base: {was: It rested on another article., now: It rests on Article 32.}}\n---\n";
    write(root, "content/decisions/2020/san-2020-014.en.md", english);
    run(root, &["build", "--as-of", "2026-04-01"]).ended(0);
    let all = page(root, "corrections");
    assert!(all.contains("id=\"decisions-san-2020-014-base\"") && all.contains("article 999"), "{all}");
    assert!(!all.contains("Le 4 mai"), "a correction of the future is not told");
    assert!(page(root, "decisions/san-2020-014").contains("/corrections/#decisions-san-2020-014-base"));
    assert!(page(root, "en/corrections").contains("It rested on another article."));
    let feed = |path: &str| fs::read_to_string(root.join("book").join(path)).expect("a feed");
    assert!(feed("corrections/feed.xml").contains("Avant\u{a0}: L’amende"), "{}", feed("corrections/feed.xml"));
    assert!(feed("en/corrections/feed.xml").contains("Now: It rests on Article 32."));
    assert!(feed("feed.xml").contains("<updated>2026-03-02T00:00:00Z</updated>"));
    run(root, &["build", "--as-of", "2026-06-01"]).ended(0);
    let all = page(root, "corrections");
    assert!(all.find("Le 4 mai") < all.find("article 999"), "the latest stands first");
}

#[test]
fn two_corrections_of_one_page_have_two_ids() {
    let book = book();
    let row = "{id: jour, date: 2026-03-02, was: Avant., now: Après.}";
    let text = fs::read_to_string(book.path().join("content/pages/methode.md")).expect("a page");
    write(
        book.path(),
        "content/pages/methode.md",
        text.replacen("title:", &format!("corrections: [{row}, {row}]\ntitle:"), 1),
    );
    let ran = run(book.path(), &["check", "--lang", "en"]).ended(1);
    assert!(
        ran.stderr.contains("the id `jour` is used twice") || ran.stdout.contains("the id `jour` is used twice"),
        "{}{}",
        ran.stdout,
        ran.stderr
    );
}
