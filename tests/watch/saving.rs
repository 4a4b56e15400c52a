//! The ways in which editors save, and everything that can happen to a book besides: each seen without a restart.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::Path;
use std::time::Duration;

use super::client::Preview;
use super::{book, edit, settled, write};

/// A way of putting a text into a file.
pub type Way = (&'static str, fn(&Path, &str));

pub const WAYS: &[Way] = &[
    ("a plain write", |path, text| fs::write(path, text).expect("a file")),
    ("a rename over it", rename_over),
    ("delete and create", |path, text| {
        // It may be new.
        let _ = fs::remove_file(path);
        std::thread::sleep(Duration::from_millis(5));
        fs::write(path, text).expect("a file");
    }),
    ("two atomic saves in a row", |path, text| {
        rename_over(path, &format!("{text}\nAvant le formateur.\n"));
        rename_over(path, text);
    }),
    ("a slow write", |path, text| {
        let mut file = fs::File::create(path).expect("a file");
        for part in text.as_bytes().chunks(text.len() / 3 + 1) {
            file.write_all(part).expect("written");
            std::thread::sleep(Duration::from_millis(20));
        }
    }),
    ("Vim's way", |path, text| {
        let backup = path.with_extension("md~");
        let probe = path.with_file_name("4913");
        fs::write(path.with_file_name(".x.md.swp"), "b0VIM").expect("a file");
        fs::write(&probe, "").expect("a file");
        fs::remove_file(&probe).expect("removed");
        let had = fs::rename(path, &backup).is_ok();
        fs::write(path, text).expect("a file");
        if had {
            fs::remove_file(&backup).expect("removed");
        }
        fs::remove_file(path.with_file_name(".x.md.swp")).expect("removed");
    }),
    ("Emacs' way", |path, text| {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        let autosave = path.with_file_name(format!("#{name}#"));
        fs::write(&autosave, "---\nhalf").expect("a file");
        fs::write(path.with_file_name(format!(".#{name}")), "me@here").expect("a file");
        let _ = fs::copy(path, path.with_file_name(format!("{name}~")));
        fs::write(path, text).expect("a file");
        fs::remove_file(&autosave).expect("removed");
        fs::remove_file(path.with_file_name(format!(".#{name}"))).expect("removed");
    }),
];

fn rename_over(path: &Path, text: &str) {
    let temporary = path.with_file_name("save-4c1f.tmp");
    fs::write(&temporary, text).expect("a file");
    fs::rename(&temporary, path).expect("renamed");
}

const PAGE: &str = "content/pages/essai.md";

fn page(words: &str) -> String {
    format!("---\ntitle: Essai\n---\n\nVoici {words}.\n")
}

#[test]
fn every_way_of_saving_is_seen() {
    let book = book();
    write(book.path(), PAGE, page("le début"));
    let preview = Preview::start(book.path(), &["-p", "0"]);
    for (name, save) in WAYS {
        for round in 1..=2 {
            let words = format!("{name}, {round}");
            save(&book.path().join(PAGE), &page(&words));
            settled(&preview, book.path(), &words);
            let text = preview.get("/essai/").text();
            assert!(text.contains(&format!(", {round}.")), "{name}: {text}");
        }
    }
    let mut file = OpenOptions::new().append(true).open(book.path().join(PAGE)).expect("a file");
    write!(file, "\nUn ajout, fichier ouvert.\n").expect("written");
    settled(&preview, book.path(), "an append");
    assert!(preview.get("/essai/").text().contains("Un ajout, fichier ouvert."));
    drop(file);
}

#[test]
fn a_half_of_a_save_is_no_mistake() {
    let book = book();
    write(book.path(), PAGE, page("le début"));
    let preview = Preview::start(book.path(), &["-p", "0"]);
    let mut events = preview.events("/essai/");
    let mut build = events.next()["build"].as_u64();
    for round in 0..20 {
        let (_, save) = WAYS[round % 3];
        save(&book.path().join(PAGE), &page(&format!("le mot {round}")));
        while !preview.get("/essai/").text().contains(&format!("le mot {round}.")) {
            let state = events.next();
            assert_eq!(state["errors"], 0, "round {round}: {state}");
            assert!(state["build"].as_u64() > build, "builds go up");
            build = state["build"].as_u64();
        }
    }
}

#[test]
fn files_and_folders_come_go_and_are_renamed() {
    let book = book();
    let root = book.path();
    let preview = Preview::start(root, &["-p", "0"]);
    settled(&preview, root, "the start");
    // A folder with folders in it, made and filled at once.
    write(root, "content/pages/a/b/c/nouveau.md", page("un dossier neuf"));
    settled(&preview, root, "a new folder");
    assert_eq!(preview.get("/nouveau/").status, 200);
    fs::rename(root.join("content/pages/a"), root.join("content/pages/z")).expect("renamed");
    settled(&preview, root, "a renamed folder");
    edit(root, "content/pages/z/b/c/nouveau.md", |text| text + "\nDans le dossier renommé.\n");
    settled(&preview, root, "an edit in a renamed folder");
    assert!(preview.get("/nouveau/").text().contains("Dans le dossier renommé."));
    fs::rename(root.join("content/pages/z/b/c/nouveau.md"), root.join("content/pages/ailleurs.md")).expect("renamed");
    settled(&preview, root, "a renamed file");
    assert_eq!((preview.get("/nouveau/").status, preview.get("/ailleurs/").status), (404, 200));
    fs::remove_dir_all(root.join("content/pages")).expect("removed");
    settled(&preview, root, "a removed folder");
    assert_eq!(preview.get("/ailleurs/").status, 404);
    write(root, "content/pages/retour.md", page("le retour"));
    settled(&preview, root, "a folder that is back");
    edit(root, "content/pages/retour.md", |text| text + "\nEncore.\n");
    settled(&preview, root, "an edit in a folder that is back");
    // The whole content goes and comes back, as when a branch is checked out.
    fs::rename(root.join("content"), root.join("content.away")).expect("renamed");
    preview.until("errors", |state| state["errors"] != 0);
    fs::rename(root.join("content.away"), root.join("content")).expect("renamed");
    settled(&preview, root, "content that is back");
    edit(root, "content/pages/retour.md", |text| text + "\nToujours.\n");
    settled(&preview, root, "an edit in content that is back");
    assert!(preview.get("/retour/").text().contains("Toujours."));
}

#[test]
fn acts_theme_configuration_and_published_files_are_followed() {
    let book = book();
    let root = book.path();
    let preview = Preview::start(root, &["-p", "0"]);
    write(root, "static/CNAME", "example.org");
    settled(&preview, root, "static/ made");
    write(root, "static/CNAME", "example.net");
    settled(&preview, root, "a static file changed");
    edit(root, "book.toml", |text| text.replace("title = \"Ma base", "title = \"Notre base"));
    settled(&preview, root, "book.toml");
    write(root, "themes/mien/assets/style.css", "body { color: black }\n");
    edit(root, "book.toml", |text| with_keys(&text, "theme = \"mien\""));
    settled(&preview, root, "a theme");
    write(root, "themes/mien/assets/style.css", "body { color: navy }\n");
    settled(&preview, root, "a stylesheet");
    write(
        root,
        "themes/mien/templates/404.html",
        "{% extends \"default/404.html\" %}{% block head %}<meta name=\"x\" content=\"y\">{% endblock head %}",
    );
    settled(&preview, root, "a template");
    assert!(preview.get("/nowhere/").text().contains("<meta name=\"x\""));
    fs::remove_file(root.join("themes/mien/templates/404.html")).expect("removed");
    settled(&preview, root, "a template removed");
    edit(root, "content/acts/rgpd.yml", |text| {
        text.replacen("10000000", "10000001", 1).replacen("10_000_000", "10_000_001", 1)
    });
    settled(&preview, root, "an act");
    write(root, "styles/own.css", "p { margin: 0 }");
    edit(root, "book.toml", |text| {
        text.replace("[output.html]\n", "[output.html]\nadditional-css = [\"styles/own.css\"]\n")
    });
    settled(&preview, root, "a stylesheet of the book");
    write(root, "styles/own.css", "p { margin: 1px }");
    settled(&preview, root, "that stylesheet changed");
    let state = preview.state();
    assert_eq!(state["files"]["styles/own.css"], state["site"], "pages are told which file changed: {state}");
}

fn with_keys(book: &str, keys: &str) -> String {
    match book.contains("[output.rubrique]\n") {
        true => book.replace("[output.rubrique]\n", &format!("[output.rubrique]\n{keys}\n")),
        false => format!("{book}\n[output.rubrique]\n{keys}\n"),
    }
}

#[test]
fn a_template_that_fails_on_a_new_text_leaves_the_last_good_page() {
    let book = book();
    let root = book.path();
    edit(root, "book.toml", |text| with_keys(&text, "theme = \"mien\""));
    write(
        root,
        "themes/mien/templates/page.html",
        "{% extends \"default/page.html\" %}{% block head %}{% if heading_html == \"Boum\" %}{{ nowhere }}{% endif %}{% endblock head %}",
    );
    let preview = Preview::start(root, &["-p", "0"]);
    let good = preview.page("/methode/");
    let mut open = preview.events("/methode/");
    open.next();
    edit(root, "content/pages/methode.md", |text| text.replacen("title: Méthode", "title: Boum", 1));
    let state = preview.until("the template's mistake", |state| state["errors"] == 1);
    assert!(state["report"].as_str().is_some_and(|report| report.contains("templates/page.html")), "{state}");
    let shown = preview.get("/methode/");
    assert_eq!((shown.status, super::client::without_script(&shown.body)), (200, good));
    edit(root, "content/pages/methode.md", |text| text.replacen("title: Boum", "title: Bien", 1));
    settled(&preview, root, "another text");
    assert!(preview.get("/methode/").text().contains("Bien</h1>"));
}

#[test]
fn what_is_wrong_is_shown_over_the_last_good_site_and_goes_when_mended() {
    let book = book();
    let root = book.path();
    let mut preview = Preview::start(root, &["-p", "0"]);
    let home = preview.page("/");
    let toml = fs::read_to_string(root.join("book.toml")).expect("book.toml");
    let theme = with_keys(&toml, "theme = \"mien\"");
    // Each: what breaks, what the report must name, what mends.
    let break_toml = |text: &'static str| move |root: &Path| drop(write(root, "book.toml", text));
    type Step = Box<dyn Fn(&Path)>;
    let mend_toml = |text: String| -> Step { Box::new(move |root: &Path| drop(write(root, "book.toml", &text))) };
    let broken_theme: Step = {
        let theme = theme.clone();
        Box::new(move |root| {
            write(
                root,
                "themes/mien/templates/sectors.html",
                "{% extends \"base.html\" %}\n{% block main %}{{ nope.x }}{% endblock main %}",
            );
            write(root, "book.toml", &theme);
        })
    };
    let unparsed_theme: Step = {
        let theme = theme.clone();
        Box::new(move |root| {
            write(root, "themes/mien/templates/sectors.html", "{% if %}");
            write(root, "book.toml", &theme);
        })
    };
    let cases: Vec<(&str, Step, &str, Step)> = vec![
        ("a broken book.toml", Box::new(break_toml("[book\n")), "book.toml:1:", mend_toml(toml.clone())),
        (
            "an unknown key of book.toml",
            Box::new(break_toml("[book]\ntitel = \"x\"\n")),
            "book.toml:2:1",
            mend_toml(toml.clone()),
        ),
        (
            "no book.toml",
            Box::new(|root| fs::remove_file(root.join("book.toml")).expect("removed")),
            "book.toml",
            mend_toml(toml.clone()),
        ),
        (
            "a missing theme",
            Box::new({
                let theme = toml.clone();
                move |root| drop(write(root, "book.toml", with_keys(&theme, "theme = \"nulle-part\"")))
            }),
            "nulle-part",
            mend_toml(toml.clone()),
        ),
        (
            "a template that asks for what is not there",
            broken_theme,
            "templates/sectors.html:2:",
            mend_toml(toml.clone()),
        ),
        ("a template that does not parse", unparsed_theme, "templates/sectors.html:1:", mend_toml(toml.clone())),
        (
            "a file that is not UTF-8",
            Box::new(|root| drop(write(root, "content/pages/octets.md", b"---\ntitle: \xff\n---\n"))),
            "content/pages/octets.md:2:8",
            Box::new(|root| fs::remove_file(root.join("content/pages/octets.md")).expect("removed")),
        ),
        (
            "an empty file",
            Box::new(|root| drop(write(root, "content/pages/vide.md", ""))),
            "content/pages/vide.md",
            Box::new(|root| drop(write(root, "content/pages/vide.md", page("quelque chose")))),
        ),
    ];
    for (what, break_it, place, mend) in cases {
        break_it(root);
        let state = preview.until(what, |state| state["errors"] != 0);
        assert!(state["report"].as_str().expect("a report").contains(place), "{what}: {state}");
        assert_eq!(preview.page("/"), home, "{what}: the last good site stays");
        preview.says("the last good site stays");
        mend(root);
        preview.until(what, |state| state["errors"] == 0);
        settled(&preview, root, what);
        assert!(preview.is_running());
    }
}

#[test]
fn a_book_that_is_broken_from_the_start_says_so_until_it_is_mended() {
    let book = book();
    let root = book.path();
    write(root, PAGE, "---\ntitel: Essai\n---\n");
    let mut preview = Preview::start(root, &["-p", "0"]);
    let answer = preview.get("/");
    assert_eq!(answer.status, 503);
    assert!(
        answer.text().contains("content/pages/essai.md:2:1") && answer.text().contains("/_rubrique/preview.js"),
        "{}",
        answer.text()
    );
    preview.says("there is no site to show yet");
    write(root, PAGE, page("la suite"));
    settled(&preview, root, "mending");
}

#[test]
fn a_mistake_of_the_theme_that_few_pages_show_brings_the_old_site_back() {
    let book = book();
    let root = book.path();
    // One page of many fails, and neither the first of its folder nor one that somebody has open.
    for name in ["a1", "a2", "a3"] {
        write(root, &format!("content/decisions/2024/san-2024-00{}.md", &name[1..]), decision(&name[1..]));
    }
    write(root, "themes/mien/theme.toml", "api = 1\n");
    edit(root, "book.toml", |text| with_keys(&text, "theme = \"mien\""));
    let preview = Preview::start(root, &["-p", "0"]);
    settled(&preview, root, "the start");
    let before = preview.page("/decisions/san-2024-003/");
    let template = "{% extends \"default/decision.html\" %}\n{% block main %}{% if \"003\" in page.title %}{{ nope.x }}{% endif %}{{ super() }}{% endblock main %}";
    write(root, "themes/mien/templates/decision.html", template);
    let state = preview.until("the mistake", |state| state["errors"] != 0);
    assert!(state["report"].as_str().expect("a report").contains("templates/decision.html:2:"), "{state}");
    assert_eq!(preview.page("/decisions/san-2024-003/"), before);
    fs::remove_file(root.join("themes/mien/templates/decision.html")).expect("removed");
    settled(&preview, root, "mending");
}

fn decision(number: &str) -> String {
    format!(
        "---\nnumber: SAN-2024-00{number}\ndate: 2024-01-0{number}\nprocedure: ordinary\nkind: fine\ntitle: Un essai de numéro 00{number}\nnaming: never\nentities:\n  - {{id: societe, label: Une société, kind: company, sector: sante-exercice-liberal}}\nfines:\n  - {{imposed: 1000, basis: [rgpd.32]}}\nsources:\n  - {{id: deliberation, title: Délibération, url: \"https://example.org/\"}}\n---\n\nUn texte.\n"
    )
}

#[test]
fn drafts_stand_at_their_own_address_and_nowhere_else() {
    let book = book();
    let root = book.path();
    let mut preview = Preview::start(root, &["-p", "0"]);
    write(root, "content/decisions/2024/san-2024-001.md", decision("1").replacen("---\n", "---\ndraft: true\n", 1));
    preview.says(&format!("draft, not published: {}decisions/san-2024-001/", preview.address));
    settled(&preview, root, "a draft");
    let draft = preview.get("/decisions/san-2024-001/");
    assert_eq!(draft.status, 200);
    assert!(draft.text().contains("data-draft>") && draft.text().contains("Un texte."));
    assert_eq!(preview.get("/en/decisions/san-2024-001/").status, 200);
    assert!(!preview.get("/decisions/").text().contains("san-2024-001"), "lists are those of the site");
    assert!(!preview.get("/").text().contains("data-draft"));
    edit(root, "content/decisions/2024/san-2024-001.md", |text| text.replace("draft: true\n", ""));
    settled(&preview, root, "publishing it");
    assert!(!preview.get("/decisions/san-2024-001/").text().contains("data-draft"));
    assert!(preview.get("/decisions/").text().contains("san-2024-001"));
}

#[test]
fn a_figure_knows_its_working_and_the_lines_of_its_inputs() {
    let book = book();
    let preview = Preview::start(book.path(), &["-p", "0"]);
    let workings = |value: &str| -> serde_json::Value {
        serde_json::from_slice(&preview.get(&format!("/_rubrique/working?value={value}")).body).expect("JSON")
    };
    let found = workings("2500.00");
    assert_eq!(
        (&found[0]["decision"], &found[0]["fr"]),
        (&"san-2020-014".into(), &"/decisions/san-2020-014/".into()),
        "{found}"
    );
    let line = found[0]["working"]
        .as_array()
        .expect("lines")
        .iter()
        .find(|line| line["fr"].as_str().is_some_and(|text| text.contains("÷ 97")))
        .expect("a ratio");
    let place = line["inputs"][0].as_str().expect("a place").to_owned();
    let (file, number) = place.rsplit_once(':').expect("file and line");
    let text = fs::read_to_string(book.path().join(file)).expect("the file");
    let row = text.lines().nth(number.parse::<usize>().expect("a number") - 1).expect("the line");
    assert!(row.contains("97000"), "{row}");
    assert_eq!(workings("1.5"), serde_json::json!([]));
    assert_eq!(workings("x"), serde_json::json!([]));
}

#[test]
fn without_file_events_the_files_are_looked_at() {
    let book = book();
    let preview = Preview::start(book.path(), &["-p", "0", "--poll=50"]);
    for (name, save) in WAYS {
        save(&book.path().join(PAGE), &page(name));
        settled(&preview, book.path(), name);
        assert_eq!(preview.get("/essai/").status, 200, "{name}");
    }
    fs::remove_file(book.path().join(PAGE)).expect("removed");
    settled(&preview, book.path(), "a removal");
    assert_eq!(preview.get("/essai/").status, 404);
}

#[test]
fn the_output_folder_is_not_watched() {
    let book = book();
    let preview = Preview::start(book.path(), &["-p", "0"]);
    settled(&preview, book.path(), "the start");
    let run = std::process::Command::new(env!("CARGO_BIN_EXE_rubrique"))
        .arg("build")
        .arg(book.path())
        .output()
        .expect("it runs");
    assert!(run.status.success());
    write(book.path(), "book/index.html", "changed by hand");
    // What came after is seen, and is the first thing that is.
    write(book.path(), PAGE, page("la suite"));
    let state = preview.until("the page", |state| state["build"] != 1);
    assert_eq!(state["build"], 2, "{state}");
}
