//! `rubrique init`: a new knowledge base that passes `check` and that `build` turns into a site.
//!
//! Its law is that of our own book, so that it is kept true in one place. The rest stands in `starter/`.
//! Writes all of it or, where anything stands in the way, nothing.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use clap::Args;

use super::{Ending, out};
use crate::io::fs;

#[derive(Args)]
pub struct Options {
    /// The folder to make the book in; the current one without it
    dir: Option<PathBuf>,
}

macro_rules! ours {
    ($path:literal) => {
        ($path, include_str!(concat!("../../", $path)))
    };
}

macro_rules! starter {
    ($path:literal) => {
        ($path, include_str!(concat!("../../starter/", $path)))
    };
}

/// What is written: path and text.
const FILES: &[(&str, &str)] = &[
    starter!("book.toml"),
    (".gitignore", include_str!("../../starter/gitignore")),
    starter!("content/index.md"),
    starter!("content/pages/methode.md"),
    starter!("content/pages/mentions-legales.md"),
    starter!("content/checklists/cabinet-medical.md"),
    starter!("content/sectors/sante-exercice-liberal.md"),
    starter!("content/decisions/2020/san-2020-014.md"),
    starter!("content/provisions/rgpd-32.md"),
    ours!("content/glossary/violation-de-donnees.md"),
    ours!("content/acts/rgpd.yml"),
    ours!("content/acts/lil.yml"),
    ours!("content/acts/cpce.yml"),
];

/// Files that are published as they are go here.
const STATIC: &str = "static";

pub fn run(options: &Options) -> Result<Ending> {
    let root = options.dir.clone().unwrap_or_else(|| PathBuf::from("."));
    refuse_what_stands(&root)?;
    for (path, text) in FILES {
        fs::create_new(&root.join(path), text.as_bytes())?;
    }
    fs::create_dir_all(&root.join(STATIC))?;
    let paths: String = FILES.iter().map(|(path, _)| format!("{}\n", root.join(path).display())).collect();
    out::print(&paths)?;
    let at = options.dir.as_ref().map_or_else(String::new, |dir| format!(" {}", dir.display()));
    out::tell(&format!(
        "a new book: `rubrique check{at}` says what is wrong with it, `rubrique build{at}` writes its site"
    ));
    Ok(Ending::Fine)
}

fn refuse_what_stands(root: &Path) -> Result<()> {
    if root.join("book.toml").exists() {
        bail!("{} holds a book already: {} exists", root.display(), root.join("book.toml").display());
    }
    let standing: Vec<String> = FILES
        .iter()
        .map(|(path, _)| root.join(path))
        .filter(|path| path.symlink_metadata().is_ok())
        .map(|path| path.display().to_string())
        .collect();
    if !standing.is_empty() {
        bail!("nothing was written, since these files exist: {}", standing.join(", "));
    }
    Ok(())
}
