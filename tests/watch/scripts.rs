//! Random scripts of edits. Whatever happened, and however it was saved: once the tree is quiet, every byte is that of a fresh build.

use std::fs;
use std::path::{Path, PathBuf};

use super::client::Preview;
use super::saving::WAYS;
use super::{book, settled, settled_or_broken, write};

/// Numbers that look drawn at random and are the same for a seed (xorshift64*).
struct Draw(u64);

impl Draw {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % limit
    }

    fn of<'a, T>(&mut self, table: &'a [T]) -> &'a T {
        &table[self.below(table.len())]
    }
}

/// Files of the content, in order.
fn documents(root: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![root.join("content")];
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
            match path.is_dir() {
                true => folders.push(path),
                false if path.extension().is_some_and(|extension| extension == "md") => found.push(path),
                false => {}
            }
        }
    }
    found.sort();
    found
}

const SENTENCES: &[&str] = &[
    "Voir l'article 32 du RGPD.",
    "La violation de données est revue dans [[san-2020-014]].",
    "L'amende est de {{fine of san-2020-014}}, soit {{ratio of san-2020-014}} du revenu.",
    "Une phrase sans lien.",
    "Un [[lien-qui-ne-mene-nulle-part]].",
    "L'article 999 du RGPD.",
    "SAN-2020-014",
];

/// One thing that a writer may do; its words.
fn step(root: &Path, draw: &mut Draw, number: usize) -> String {
    let documents = documents(root);
    let (way, save) = *draw.of(WAYS);
    let name = format!("page-{}", draw.below(4));
    match draw.below(14) {
        0..=4 => {
            let path = draw.of(&documents).clone();
            let text = fs::read_to_string(&path).expect("a text");
            let sentence = draw.of(SENTENCES);
            save(&path, &format!("{text}\n{sentence} ({number})\n"));
            format!("{} by {way}: {sentence}", path.display())
        }
        5 => {
            let path = write(root, &format!("content/pages/{name}.md"), "");
            save(&path, &format!("---\ntitle: Page {number}\ndraft: {}\n---\n\nTexte.\n", draw.below(3) == 0));
            format!("{name} made by {way}")
        }
        6 => {
            let folder = format!("content/pages/f{}", draw.below(2));
            write(root, &format!("{folder}/g/{name}-f.md"), format!("---\ntitle: Dossier {number}\n---\n"));
            format!("{folder} made")
        }
        7 => {
            let from = root.join(format!("content/pages/f{}", draw.below(2)));
            let to = root.join(format!("content/pages/h{number}"));
            let renamed = fs::rename(&from, &to).is_ok();
            format!("{} renamed: {renamed}", from.display())
        }
        8 => {
            let path = draw.of(&documents);
            fs::remove_file(path).expect("removed");
            format!("{} removed", path.display())
        }
        9 => {
            let path = draw.of(&documents);
            fs::rename(path, path.with_file_name(format!("{name}-{number}.md"))).expect("renamed");
            format!("{} renamed", path.display())
        }
        10 => {
            let css = ["body { color: navy }", "body { color: url(nowhere.svg) }", ""];
            let css = draw.of(&css);
            write(root, "themes/mien/assets/style.css", css);
            format!("style {css:?}")
        }
        11 => {
            let template = ["{% extends \"default/404.html\" %}", "{{ nope }}", "{% if %}"];
            let template = draw.of(&template);
            save(&write(root, "themes/mien/templates/404.html", ""), template);
            format!("template {template:?} by {way}")
        }
        12 => {
            let theme = ["", "theme = \"mien\"\n", "naming = \"public\"\n", "nope = 1\n"];
            let keys = draw.of(&theme);
            save(&root.join("book.toml"), &format!("[book]\ntitle = \"Livre {number}\"\n\n[output.rubrique]\n{keys}"));
            format!("book.toml {keys:?} by {way}")
        }
        _ => {
            write(root, "static/fichier.txt", number.to_string());
            write(root, "content/pages/4913", "");
            write(root, "content/pages/.#page-1.md", "x");
            "a static file, and droppings".to_owned()
        }
    }
}

/// Puts back what makes the book good again.
fn mend(root: &Path, first: &[(PathBuf, Vec<u8>)]) {
    for path in documents(root) {
        if !first.iter().any(|(other, _)| *other == path) {
            fs::remove_file(path).expect("removed");
        }
    }
    let _ = fs::remove_dir_all(root.join("themes/mien/templates"));
    write(root, "themes/mien/assets/style.css", "body { margin: 0 }");
    for (path, bytes) in first {
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, bytes).expect("a file");
    }
}

fn run(seed: u64, steps: usize, arguments: &[&str]) {
    let book = book();
    let root = book.path();
    write(root, "themes/mien/theme.toml", "api = 1\n");
    let first: Vec<(PathBuf, Vec<u8>)> = documents(root)
        .into_iter()
        .chain([root.join("book.toml")])
        .map(|path| (path.clone(), fs::read(path).expect("a file")))
        .collect();
    let preview = Preview::start(root, arguments);
    let mut draw = Draw(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    let mut done = vec![format!("seed {seed}")];
    for number in 0..steps {
        // Several at once, often: the watcher must not need them one by one.
        for _ in 0..=draw.below(3) {
            done.push(step(root, &mut draw, number));
        }
        settled_or_broken(&preview, root, &done.join("\n"));
        if number % 6 == 5 {
            mend(root, &first);
            done.push("mended".to_owned());
            settled(&preview, root, &done.join("\n"));
        }
    }
}

#[test]
fn after_any_script_of_edits_every_byte_is_that_of_a_fresh_build() {
    for seed in 1..=3 {
        run(seed, 18, &["-p", "0"]);
    }
}

#[test]
fn and_so_it_is_where_the_files_are_looked_at() {
    run(11, 12, &["-p", "0", "--poll=40"]);
}
