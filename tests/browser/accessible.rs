//! Every type of page for those who do not read with their eyes alone: axe-core finds nothing, text may be spaced out, scripts may be off, and a
//! decision or a checklist prints on a few sheets. Pages with hard content are held to the same.

use std::path::Path;

use serde_json::{Value, json};
use tempfile::TempDir;

use super::driver::Browser;
use super::pages::{PAGES, WIDTHS};
use super::server::Server;
use super::{build, in_a_browser, is_well, with_a_browser};

const AXE: &str = include_str!("axe/axe.min.js");

/// WCAG 2.0 to 2.2, levels A and AA, and what axe calls best practices.
const RUN: &str = r#"
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const told = (violation) => violation.nodes.map((node) => `${violation.id}: ${violation.help}: ${node.html}`);
axe.run(document, {runOnly: {type: "tag", values: tags}, resultTypes: ["violations"]})
  .then((found) => done(found.violations.flatMap(told)), (error) => done([String(error)]));
"#;

/// What a reader may set in WCAG 1.4.12, by a sheet that no policy of the page forbids.
const SPACED: &str = "
const sheet = new CSSStyleSheet();
sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }');
document.adoptedStyleSheets = [sheet];
return document.documentElement.scrollWidth - document.documentElement.clientWidth;
";

fn violations(browser: &Browser) -> Vec<String> {
    // The page that is open keeps axe from one dress to the next.
    if browser.run("return typeof axe") != json!("object") {
        browser.run(AXE);
    }
    let found = browser.run_later(RUN, Value::Null);
    let told = found.as_array().expect("a list").iter();
    told.map(|one| one.as_str().expect("words").to_owned()).collect()
}

/// In light and dark, at each width.
fn in_every_dress(browser: &mut Browser, mut check: impl FnMut(&mut Browser, &str)) {
    for dark in [false, true] {
        browser.prefer_dark(dark);
        for width in WIDTHS {
            browser.resize(*width, 900);
            check(browser, &format!("{width} px, dark {dark}"));
        }
    }
}

#[test]
fn axe_finds_nothing_on_any_type_of_page() {
    in_a_browser(|browser, server| {
        let mut problems = Vec::new();
        for page in PAGES {
            browser.open(&server.address(page));
            in_every_dress(browser, |browser, dress| {
                problems.extend(violations(browser).iter().map(|problem| format!("{page} at {dress}: {problem}")));
            });
        }
        assert!(problems.is_empty(), "{}", problems.join("\n"));
    });
}

/// The check itself must be able to fail.
#[test]
fn axe_finds_a_picture_without_words() {
    in_a_browser(|browser, server| {
        browser.open(&server.address("/methode/"));
        browser.run("document.querySelector('main').append(document.createElement('img'))");
        let found = violations(browser);
        assert!(found.iter().any(|problem| problem.starts_with("image-alt")), "{found:?}");
    });
}

#[test]
fn text_that_is_spaced_out_does_not_run_off_the_page() {
    in_a_browser(|browser, server| {
        browser.resize(320, 900);
        for page in PAGES {
            browser.open(&server.address(page));
            assert_eq!(browser.run(SPACED), json!(0), "{page} scrolls sideways once its text is spaced out");
        }
    });
}

#[test]
fn without_scripts_every_page_says_what_it_says() {
    in_a_browser(|browser, server| {
        for page in
            ["/decisions/", "/statistiques/", "/listes/cabinet-medical/", "/recherche/", "/decisions/san-2020-014/"]
        {
            browser.scripts(false);
            browser.open(&server.address(page));
            browser.scripts(true);
            assert!(browser.text("return document.querySelector('main').innerText").len() > 500, "{page}");
            let shown = "return [...document.querySelectorAll('[data-theme-switch], .choose, .tools')].filter((one) => one.checkVisibility()).length";
            assert_eq!(browser.run(shown), json!(0), "{page} offers what only scripts can do");
        }
    });
}

#[test]
fn a_decision_prints_on_four_sheets_and_a_checklist_on_two() {
    in_a_browser(|browser, server| {
        for (page, most) in
            [("/decisions/san-2020-014/", 4), ("/decisions/san-2020-012/", 4), ("/listes/cabinet-medical/", 2)]
        {
            browser.open(&server.address(page));
            let sheets = browser.printed_pages();
            assert!(sheets <= most, "{page} prints on {sheets} sheets");
        }
    });
}

// ── hard content ──

/// A decision of a made book; `rest` are its other keys.
fn decision(number: &str, title: &str, rest: &str) -> String {
    format!(
        "---\nnumber: {number}\ndate: {}-03-15\nprocedure: ordinary\nnaming: unlimited\ntitle: \"{title}\"\n{rest}\n\
         sources: [{{id: deliberation, title: Délibération, url: 'https://www.legifrance.gouv.fr/cnil/id/CNILTEXT1'}}]\n---\n\n\
         ## L'essentiel\n\nAu titre de l'article 32, paragraphe 1, du RGPD.\n",
        &number[4..8]
    )
}

const ONE: &str = "entities: [{id: societe, label: Une société, kind: company, sector: essai, size: large}]";

/// Without revenue, without fine, an appeal that is pending, a title of 300 characters, two bodies, forty comparable cases.
fn hard_book() -> TempDir {
    let root = tempfile::tempdir().expect("a temporary folder");
    let write = |path: &str, text: &str| {
        let path = root.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    };
    let fine = "kind: fine\nfines: [{imposed: 900000, basis: [rgpd.32.1]}]\nbreaches: [{provision: rgpd.32.1, measure: chiffrement}]";
    let long = "Un titre qui ne finit pas ".repeat(12);
    write("book.toml", "[book]\ntitle = \"Essai\"\n");
    write("content/index.md", "---\ntitle: Accueil\n---\n");
    write("content/sectors/essai.md", "---\ntitle: Essai\n---\n");
    let acts = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/acts/rgpd.yml");
    write("content/acts/rgpd.yml", &std::fs::read_to_string(acts).expect("an act"));
    let decisions = [
        decision("SAN-2021-001", "Sans revenu connu", &format!("{ONE}\n{fine}")),
        decision("SAN-2021-002", "Sans amende", &format!("{ONE}\nkind: reprimand")),
        decision(
            "SAN-2021-003",
            "Recours en cours",
            &format!("{ONE}\n{fine}\nappeals: [{{court: conseil-etat, outcome: pending}}]"),
        ),
        decision("SAN-2021-004", long.trim_end(), &format!("{ONE}\n{fine}")),
        decision(
            "SAN-2021-005",
            "Deux organismes",
            "kind: fine\nentities:\n  - {id: une, label: La première société d'un groupe au nom très long, kind: company, sector: essai, size: large}\n  \
             - {id: autre, label: La seconde société, kind: company, sector: essai, size: small}\n\
             fines: [{entity: une, imposed: 150000000, basis: [rgpd.32.1]}, {entity: autre, imposed: 1000, basis: [rgpd.32.1]}]\n\
             revenue: [{entity: une, amount: 84000000000, year: 2020, nature: turnover, perimeter: group, status: filed}]",
        ),
    ];
    let comparable = (6..46).map(|at| {
        decision(&format!("SAN-2021-{at:03}"), &format!("Une affaire comparable, {at}"), &format!("{ONE}\n{fine}"))
    });
    for (at, text) in decisions.into_iter().chain(comparable).enumerate() {
        write(&format!("content/decisions/2021/san-2021-{:03}.md", at + 1), &text);
    }
    root
}

#[test]
fn hard_content_gives_decent_pages() {
    let root = hard_book();
    let site = build(root.path());
    with_a_browser(|browser| {
        let server = Server::start(site.path());
        let address = |at: usize| server.address(&format!("/decisions/san-2021-{at:03}/"));
        let mut problems = Vec::new();
        for at in 1..=5 {
            browser.open(&address(at));
            in_every_dress(browser, |browser, dress| {
                let found = browser.look().into_iter().chain(violations(browser));
                problems.extend(found.map(|problem| format!("decision {at} at {dress}: {problem}")));
            });
        }
        assert!(problems.is_empty(), "{}", problems.join("\n"));
        for (at, words) in
            [(1, "ratio non calculable"), (2, "Aucune amende"), (3, "susceptible d’évoluer"), (5, "La seconde société")]
        {
            browser.open(&address(at));
            let text = browser.text("return document.body.innerText");
            assert!(text.contains(words), "decision {at} does not say « {words} »:\n{text}");
        }
        browser.open(&address(1));
        let comparable = "return document.querySelectorAll('#comparables tbody tr').length";
        assert_eq!(browser.run(comparable), json!(6), "this case and five comparable ones");
        browser.open(&address(4));
        let title = browser.text("return document.title");
        assert!(title.chars().count() <= 65 && title.ends_with("(SAN-2021-004)"), "{title}");
        is_well(browser);
    });
}
