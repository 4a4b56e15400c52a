//! Old debts: what `check` found on the day that a book began to be checked, written into a file. They are notes from then on, and what comes new is
//! told as ever. A debt is known by its file, code and message, so that it may move within its file.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail};
use serde::{Deserialize, Serialize};

use super::place;
use crate::diag::{Diagnostic, Severity};
use crate::source::Sources;

#[derive(Clone, Debug, Serialize, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
#[serde(deny_unknown_fields)]
struct Debt {
    file: String,
    code: String,
    message: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    version: u32,
    debts: Vec<Debt>,
}

fn debt(one: &Diagnostic, sources: &Sources) -> Debt {
    Debt { file: place(one.span, sources).file, code: one.code.id().to_owned(), message: one.message.clone() }
}

/// Errors and warnings as a file, a debt a line, in the order in which they are reported.
pub fn written(diagnostics: &[Diagnostic], sources: &Sources) -> Result<String> {
    let debts: Vec<String> = diagnostics
        .iter()
        .filter(|one| one.severity() != Severity::Note)
        .map(|one| serde_json::to_string(&debt(one, sources)))
        .collect::<serde_json::Result<_>>()?;
    let lines = if debts.is_empty() { String::new() } else { format!("\n  {}\n", debts.join(",\n  ")) };
    Ok(format!("{{\"version\": 1, \"debts\": [{lines}]}}\n"))
}

/// Turns the debts of a file into notes. What it gives is the number of debts that have been paid: they can leave the file.
pub fn apply(text: &str, name: &str, diagnostics: &mut [Diagnostic], sources: &Sources) -> Result<usize> {
    let file: File =
        serde_json::from_str(text).with_context(|| format!("{name} is no baseline of `rubrique check`"))?;
    if file.version != 1 {
        bail!("{name} has the version {}; this program reads version 1", file.version);
    }
    let mut owed: BTreeMap<Debt, usize> = BTreeMap::new();
    for debt in file.debts {
        *owed.entry(debt).or_default() += 1;
    }
    for one in diagnostics.iter_mut().filter(|one| one.allowed.is_none()) {
        if let Some(left) = owed.get_mut(&debt(one, sources)).filter(|left| **left > 0) {
            *left -= 1;
            one.allowed = Some(format!("an old debt, listed in {name}"));
        }
    }
    Ok(owed.values().sum())
}
