//! `rubrique check --fix`: writes what [`crate::fix`] proposes, each file whole, and says what changed. With `--dry-run` it prints the difference.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::Result;
use similar::TextDiff;

use super::out;
use crate::compile;
use crate::diag::Diagnostic;
use crate::fix::{self, Change};
use crate::inputs::Inputs;
use crate::io::fs;
use crate::memo::Memo;
use crate::model::value::Lang;
use crate::source::SourceFile;
use crate::typography::plural;
use crate::vocabulary::say;

/// One edit can make room for the next: a renamed reference for the order of keys. More turns than this are a mistake of ours.
const MOST_TURNS: usize = 8;

/// How many changes of each sort a file gets, by its path.
pub type Changes = BTreeMap<String, BTreeMap<Change, usize>>;

/// Mends the inputs until nothing is left to mend, in the files that may change. `found` is what reading them from the disk has said.
pub fn mend(inputs: &mut Inputs, found: &[Diagnostic], only: Option<&BTreeSet<String>>) -> Changes {
    let mut changes = Changes::new();
    let mut memo = Memo::default();
    for _ in 0..MOST_TURNS {
        let analysed = compile::analyse(inputs, &mut memo);
        let diagnostics: Vec<Diagnostic> = found.iter().chain(&analysed.diagnostics).cloned().collect();
        let edits = fix::edits(inputs, &analysed.value, &diagnostics, |file| {
            only.is_none_or(|only| only.contains(&*file.path))
        });
        if edits.is_empty() {
            break;
        }
        for (path, edits) in edits {
            let Some(file) = inputs.sources.by_path(&path) else { continue };
            let text = fix::applied(&file.text, &edits);
            inputs.sources.insert(SourceFile::new(path.as_str(), text));
            let counts = changes.entry(path).or_default();
            edits.iter().for_each(|edit| *counts.entry(edit.change).or_default() += 1);
        }
    }
    changes
}

/// Writes the files that changed, each whole, and says of each in one line what was done to it.
pub fn write(root: &Path, inputs: &Inputs, changes: &Changes, lang: Lang) -> Result<()> {
    for (path, counts) in changes {
        let Some(file) = inputs.sources.by_path(path) else { continue };
        fs::replace(&root.join(path), file.text.as_bytes())?;
        let said: Vec<String> = counts.iter().map(|(change, count)| words(*change, *count, lang)).collect();
        out::tell(&format!("{path}{}{}", say(lang, " : ", ": "), said.join(", ")));
    }
    Ok(())
}

fn words(change: Change, count: usize, lang: Lang) -> String {
    let (fr, en) = match change {
        Change::Date => (["date", "dates"], ["date", "dates"]),
        Change::Reference => (
            ["renvoi suit son renommage", "renvois suivent leur renommage"],
            ["reference follows its renaming", "references follow their renaming"],
        ),
        Change::Unicode => (
            ["mot en Unicode composé", "mots en Unicode composé"],
            ["word in composed Unicode", "words in composed Unicode"],
        ),
        Change::Spaces => (["espace", "espaces"], ["space", "spaces"]),
        Change::Order => return say(lang, "clés en ordre", "keys in order").to_owned(),
    };
    let [one, many] = if lang == Lang::Fr { fr } else { en };
    format!("{count} {}", plural(lang, count, one, many))
}

/// What would be written, as a unified difference.
pub fn difference(before: &Inputs, after: &Inputs, changes: &Changes) -> String {
    let of_file = |path: &String| {
        let (old, new) = (before.sources.by_path(path)?, after.sources.by_path(path)?);
        let diff = TextDiff::from_lines(&*old.text, &*new.text);
        Some(diff.unified_diff().header(&format!("a/{path}"), &format!("b/{path}")).to_string())
    };
    changes.keys().filter_map(of_file).collect()
}
