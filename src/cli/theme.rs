//! `rubrique theme list|eject FILE`: what a book's own theme may override, and a copy of a built-in file to start from.
//!
//! An ejected file says where it came from in `copied.toml` beside it, so that `list`, `check` and `build` can tell when the built-in one has moved on.

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::{Context as _, Result, bail};
use clap::{Args, Subcommand};

use super::{BookOptions, Ending, book, out};
use crate::diag::nearest;
use crate::inputs::Inputs;
use crate::io::fs;
use crate::theme;

#[derive(Args)]
pub struct Options {
    #[command(subcommand)]
    action: Action,
}

#[derive(Subcommand)]
enum Action {
    /// What can be overridden, and what this book overrides
    List {
        /// The book's folder; the nearest one upwards that holds a book.toml without it
        #[arg(long, value_name = "DIR")]
        root: Option<PathBuf>,
    },
    /// Copy a built-in file into the book's theme, to start from
    Eject {
        /// Its path in the theme: templates/decision.html
        file: String,
        /// The book's folder; the nearest one upwards that holds a book.toml without it
        #[arg(long, value_name = "DIR")]
        root: Option<PathBuf>,
    },
}

/// Where an ejected file came from: its path and the hash of the built-in file.
const COPIED: &str = "copied.toml";

pub fn run(options: &Options) -> Result<Ending> {
    match &options.action {
        Action::List { root } => list(root.clone()),
        Action::Eject { file, root } => eject(file, root.clone()),
    }
}

fn list(root: Option<PathBuf>) -> Result<Ending> {
    let book = book::read(&BookOptions { root, as_of: None }, true, None)?;
    let moved = moved_on(&book.inputs);
    let theme = &book.inputs.theme;
    let line = |path: &String| {
        let state = match (theme.contains_key(path), moved.contains(path)) {
            (false, _) => "",
            (true, false) => "\tyours",
            (true, true) => "\tyours; the built-in one has changed since you copied it",
        };
        format!("{path}{state}\n")
    };
    let built_in = theme::built_in_files();
    let own = theme.keys().filter(|path| !built_in.contains_key(*path) && *path != COPIED);
    out::print(&built_in.keys().map(line).chain(own.map(|path| format!("{path}\tyours alone\n"))).collect::<String>())?;
    Ok(Ending::Fine)
}

fn eject(file: &str, root: Option<PathBuf>) -> Result<Ending> {
    let book = book::read(&BookOptions { root, as_of: None }, true, None)?;
    let built_in = theme::built_in_files();
    let Some(bytes) = built_in.get(file) else {
        let near = nearest(file, built_in.keys().map(String::as_str));
        let hint = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
        bail!("the built-in theme has no file `{file}`{hint} (`rubrique theme list` names them)");
    };
    let Some(name) = &book.inputs.config.theme else {
        bail!(
            "the book has no theme of its own: write `theme = \"mon-theme\"` under [output.rubrique] in book.toml, and make the folder themes/mon-theme/"
        );
    };
    let folder = book.root.join("themes").join(name);
    let path = folder.join(file);
    fs::create_new(&path, bytes)?;
    let mut copied = copied(&book.inputs);
    copied.insert(file.to_owned(), hash(bytes));
    let text = toml::to_string(&copied).context("paths and hashes are text")?;
    fs::replace(
        &folder.join(COPIED),
        format!(
            "# Written by `rubrique theme eject`: the built-in files that those of this theme were copied from.\n{text}"
        )
        .as_bytes(),
    )?;
    out::print(&format!("{}\n", path.display()))?;
    Ok(Ending::Fine)
}

fn hash(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex()[..32].to_owned()
}

fn copied(inputs: &Inputs) -> BTreeMap<String, String> {
    let text = inputs.theme.get(COPIED).map(|bytes| String::from_utf8_lossy(bytes).into_owned());
    text.and_then(|text| toml::from_str(&text).ok()).unwrap_or_default()
}

/// The files of the book's theme whose built-in original is not what it was when they were copied.
fn moved_on(inputs: &Inputs) -> Vec<String> {
    let built_in = theme::built_in_files();
    let differs = |(path, known): &(String, String)| built_in.get(path).is_none_or(|bytes| hash(bytes) != *known);
    let still_there = |(path, _): &(String, String)| inputs.theme.contains_key(path);
    copied(inputs).into_iter().filter(still_there).filter(differs).map(|(path, _)| path).collect()
}

/// Says on stderr which files of the theme were copied from another version of the built-in ones.
pub fn tell_moved_on(inputs: &Inputs) {
    let name = inputs.config.theme.as_deref().unwrap_or_default();
    for path in moved_on(inputs) {
        out::tell(&format!(
            "warning: themes/{name}/{path} was copied from a built-in file that has changed since: compare the two, then eject it again or drop its line from {COPIED}"
        ));
    }
}
