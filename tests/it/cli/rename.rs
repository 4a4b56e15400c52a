//! `rubrique rename`.

use super::git::{commit, repository};
use super::{book, run, write};

fn read(folder: &std::path::Path, path: &str) -> String {
    std::fs::read_to_string(folder.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

#[test]
fn a_checklist_takes_its_references_along() {
    let book = repository();
    write(
        book.path(),
        "content/pages/essai.md",
        "---\ntitle: Essai\n---\n\n[[cabinet-medical]], [[cabinet-medical/cm-01|ce point]], [la liste](../checklists/cabinet-medical.md) ; cabinet-medical reste.\n",
    );
    write(book.path(), "content/checklists/cabinet-medical.en.md", "---\ntitle: Medical practice\n---\n");
    commit(book.path(), "avant");
    let ran = run(book.path(), &["rename", "cabinet-medical", "cabinet"]).ended(0);
    assert!(
        ran.stdout.contains("content/checklists/cabinet-medical.md → content/checklists/cabinet.md"),
        "{}",
        ran.stdout
    );
    assert!(read(book.path(), "content/checklists/cabinet.en.md").contains("Medical practice"));
    assert_eq!(
        read(book.path(), "content/pages/essai.md"),
        "---\ntitle: Essai\n---\n\n[[cabinet]], [[cabinet/cm-01|ce point]], [la liste](../checklists/cabinet.md) ; cabinet-medical reste.\n"
    );
    assert!(read(book.path(), "content/decisions/2020/san-2020-014.md").contains("cabinet/cm-01"));
    assert!(read(book.path(), "content/checklists/cabinet.md").contains("/listes/cabinet-medical/"));
    run(book.path(), &["check"]).ended(0);
    // Every old address leads to the new page, in its own language.
    run(book.path(), &["diff", "HEAD"]).ended(0);
    run(book.path(), &["build", "-d", "site"]).ended(0);
    assert!(read(book.path(), "site/listes/cabinet-medical/index.html").contains("/listes/cabinet/"));
    // An English address that the document chose stays.
    assert!(read(book.path(), "site/en/checklists/medical-practice/index.html").contains("/listes/cabinet/"));
}

#[test]
fn an_old_english_address_leads_to_the_english_page() {
    let book = repository();
    write(book.path(), "content/pages/ici.md", "---\ntitle: Ici\n---\n");
    commit(book.path(), "avant");
    run(book.path(), &["rename", "ici", "la"]).ended(0);
    run(book.path(), &["diff", "HEAD"]).ended(0);
    run(book.path(), &["build", "-d", "site"]).ended(0);
    assert!(read(book.path(), "site/ici/index.html").contains("href=\"/la/\""));
    assert!(read(book.path(), "site/en/ici/index.html").contains("href=\"/en/la/\""));
}

#[test]
fn slots_of_a_renamed_decision_follow() {
    let book = book();
    write(
        book.path(),
        "content/decisions/2021/simplifiee-2021-01.md",
        "---\nnumber: null\ndate: 2021-01-05\nprocedure: ordinary\nkind: fine\ntitle: Un cas\nnaming: never\nentities: [{id: societe, label: Une société, kind: company, sector: sante-exercice-liberal}]\nfines: [{imposed: 3000, basis: [rgpd.32]}]\nsources: [{id: d, title: t, url: \"https://www.cnil.fr/\"}]\n---\n",
    );
    write(
        book.path(),
        "content/pages/essai.md",
        "---\ntitle: Essai\n---\n\n{{fine of simplifiee-2021-01}}, {{name of simplifiee-2021-01/societe}}\n",
    );
    run(book.path(), &["rename", "simplifiee-2021-01", "simplifiee-2021-02"]).ended(0);
    assert!(
        read(book.path(), "content/pages/essai.md")
            .contains("{{fine of simplifiee-2021-02}}, {{name of simplifiee-2021-02/societe}}")
    );
    run(book.path(), &["check"]).ended(0);
}

#[test]
fn what_would_not_pass_is_refused_and_nothing_is_written() {
    let book = repository();
    for (old, new, said) in [
        ("rien", "autre", "nothing has the id `rien`"),
        ("cabinet-medicl", "autre", "did you mean `cabinet-medical`?"),
        ("cabinet-medical", "Pas Un Id", "is not a well-formed id"),
        ("methode", "mentions-legales", "exists already"),
        ("san-2020-014", "san-2020-099", "would not pass `check`"),
        ("rgpd-32", "rgpd-3200", "would not pass `check`"),
    ] {
        run(book.path(), &["rename", old, new]).refused(said);
    }
    run(book.path(), &["rename", "cabinet-medical", "cabinet", "--dry-run"]).ended(0);
    run(book.path(), &["diff", "HEAD", "--format", "json"]).ended(0);
    assert!(book.path().join("content/checklists/cabinet-medical.md").is_file());
}
