//! Annotations for GitHub: what a workflow prints becomes a remark on the line of the pull request.
//!
//! GitHub shows ten annotations of each level for a step, and drops the rest without a word. The worst go first; what does not fit is listed as
//! plain lines of the log, where nothing is lost.

use std::fmt::Write as _;

use super::{Place, place};
use crate::diag::{Diagnostic, Severity};
use crate::source::Sources;

/// Annotations of one level that GitHub shows for one step.
const SHOWN: usize = 10;

/// Workflow commands, errors first; `prefix` leads from the top of the repository to the book.
pub fn github(diagnostics: &[Diagnostic], sources: &Sources, prefix: &str) -> String {
    let (mut out, mut rest) = (String::new(), String::new());
    for (severity, command) in [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Note, "notice")]
    {
        for (at, one) in diagnostics.iter().filter(|one| one.severity() == severity).enumerate() {
            if at < SHOWN {
                out.push_str(&annotation(command, one, sources, prefix));
            } else {
                rest.push_str(&super::short(std::slice::from_ref(one), sources));
            }
        }
    }
    if !rest.is_empty() {
        // Writing to a string cannot fail.
        let _ = writeln!(out, "::group::{} more", rest.lines().count());
        out.push_str(&commands_defused(&rest));
        out.push_str("::endgroup::\n");
    }
    out
}

fn annotation(command: &str, one: &Diagnostic, sources: &Sources, prefix: &str) -> String {
    let Place { file, start, end } = place(one.span, sources);
    let mut message = one.message.clone();
    for help in &one.help {
        message.push_str("\n→ ");
        message.push_str(help);
    }
    // Columns only make sense within one line.
    let columns = if start.line == end.line && end.column > start.column {
        format!(",col={},endColumn={}", start.column, end.column - 1)
    } else {
        format!(",col={}", start.column)
    };
    format!(
        "::{command} file={},line={},endLine={}{columns},title={}::{}\n",
        property(&format!("{prefix}{file}")),
        start.line,
        end.line,
        property(one.code.id()),
        data(&message)
    )
}

/// What stands after `::` ends at the line's end.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

/// A message that quotes a contributor's text must not be read as a command of the workflow.
fn commands_defused(lines: &str) -> String {
    lines.replace("::", ":\u{200b}:")
}
