//! Quick fixes: what `check --fix` would do, and what the help of a diagnostic proposes where one edit does it.

use std::collections::HashMap;

use lsp_types::{CodeAction, CodeActionKind, CodeActionOrCommand, TextEdit, Uri, WorkspaceEdit};

use super::convert;
use crate::diag::{Code, Diagnostic, Sink};
use crate::fix::{Change, Edit};
use crate::model::fields::parse_amount;
use crate::source::SourceFile;
use crate::syntax::front_matter;

/// A closed list longer than this is for completion.
const MOST_WORDS: usize = 8;

/// The quick fixes that the help of a diagnostic proposes.
pub fn of(one: &Diagnostic, file: &SourceFile, uri: &Uri) -> Vec<CodeActionOrCommand> {
    let mut actions = Vec::new();
    for new in written_instead(one, file) {
        let edit = Edit { range: one.span.range(), new: new.clone(), change: Change::Reference };
        let title = format!("Écrire `{new}`");
        actions.push(action(title, &[edit], CodeActionKind::QUICKFIX, file, uri));
    }
    actions
}

/// One of the edits of `check --fix`; keys are put in order with the whole file alone.
pub fn of_edit(edit: &Edit, file: &SourceFile, uri: &Uri) -> Option<CodeActionOrCommand> {
    let title = match edit.change {
        Change::Date | Change::Reference | Change::Unicode => format!("Écrire `{}`", edit.new),
        Change::Spaces => "Mettre l’espace".to_owned(),
        Change::Order => return None,
    };
    Some(action(title, std::slice::from_ref(edit), CodeActionKind::QUICKFIX, file, uri))
}

/// All that `check --fix` would do to a file, in one edit.
pub fn all(file: &SourceFile, new: String, uri: &Uri) -> CodeActionOrCommand {
    let edit = Edit { range: 0..file.text.len(), new, change: Change::Order };
    action("Mettre le fichier en forme".to_owned(), &[edit], CodeActionKind::SOURCE_FIX_ALL, file, uri)
}

/// What could stand at the place of a diagnostic.
fn written_instead(one: &Diagnostic, file: &SourceFile) -> Vec<String> {
    let written = file.text.get(one.span.range()).unwrap_or_default();
    let of_help = |before: &str, after: &str| {
        let helps = one.help.iter().filter_map(|help| help.strip_prefix(before)?.strip_suffix(after));
        helps.map(str::to_owned).collect::<Vec<_>>()
    };
    let nearest: Vec<String> = of_help("did you mean `", "`?").iter().map(|near| instead(written, near)).collect();
    match one.code {
        Code::NameTyped | Code::NameTypedPublic => vec!["{{name}}".to_owned()],
        Code::RawHtml if !written.contains(['`', '\n']) => vec![format!("`{written}`")],
        Code::HeadingLevel => {
            let levels = of_help("start with `", "`").into_iter().chain(of_help("write `", "`"));
            levels.map(|level| format!("{level}{}", written.trim_start_matches('#'))).collect()
        }
        Code::BadAmount => plain_amount(written).into_iter().collect(),
        Code::BadValue if nearest.is_empty() => {
            let lists = of_help("allowed: ", "");
            let words: Vec<&str> = lists.iter().flat_map(|list| list.split(", ")).collect();
            if words.len() > MOST_WORDS {
                Vec::new()
            } else {
                words.iter().map(|word| instead(written, word)).collect()
            }
        }
        _ => nearest,
    }
}

/// `3 000,50 €` as `3000.50`.
fn plain_amount(written: &str) -> Option<String> {
    let digits: String = written.chars().filter(|c| !c.is_whitespace() && !matches!(c, '€' | '"' | '\'')).collect();
    let plain = digits.replace(',', ".");
    parse_amount(&plain).ok().filter(|_| plain != written).map(|_| plain)
}

/// A key that the front matter lacks, to be filled in.
pub fn added(one: &Diagnostic, file: &SourceFile, uri: &Uri) -> Option<CodeActionOrCommand> {
    if one.code != Code::MissingKey {
        return None;
    }
    let key = one.help.iter().find_map(|help| help.strip_prefix("add `")?.split("`").next())?;
    let yaml = front_matter::split(file, &Sink::default()).yaml;
    // A key of a row has its place in the row, which only its author knows.
    let is_of_the_document = one.message.split('`').next().is_some_and(|what| !what.contains("row"))
        && one.span.start as usize <= yaml.start + file.text[yaml.clone()].find(|c: char| !c.is_whitespace())?;
    let line = format!("{key} \n");
    let edit = Edit { range: yaml.start..yaml.start, new: line, change: Change::Order };
    is_of_the_document.then(|| action(format!("Ajouter `{key}`"), &[edit], CodeActionKind::QUICKFIX, file, uri))
}

/// The quotes or brackets around a word stay.
fn instead(written: &str, near: &str) -> String {
    let inside = written.trim_matches(['"', '\'', '[', ']', '{', '}']);
    if inside.is_empty() || inside == written { near.to_owned() } else { written.replacen(inside, near, 1) }
}

#[allow(clippy::mutable_key_type)] // The protocol's own type of a map by address.
fn action(title: String, edits: &[Edit], kind: CodeActionKind, file: &SourceFile, uri: &Uri) -> CodeActionOrCommand {
    let edit = WorkspaceEdit {
        changes: Some(HashMap::from([(uri.clone(), text_edits(edits, file))])),
        ..WorkspaceEdit::default()
    };
    CodeActionOrCommand::CodeAction(CodeAction { title, kind: Some(kind), edit: Some(edit), ..CodeAction::default() })
}

fn text_edits(edits: &[Edit], file: &SourceFile) -> Vec<TextEdit> {
    let edits = edits.iter();
    edits
        .map(|edit| TextEdit { range: convert::range(&file.text, edit.range.clone()), new_text: edit.new.clone() })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quick_fix_keeps_what_stands_around_a_word() {
        assert_eq!(instead("\"publik\"", "public"), "\"public\"");
        assert_eq!(instead("titel", "title"), "title");
        assert_eq!(instead("[[cabinet-medicl]]", "cabinet-medical"), "[[cabinet-medical]]");
    }

    #[test]
    fn amounts_are_read_as_in_france() {
        for (written, plain) in [("3 000 €", "3000"), ("\"97 000,50\"", "97000.50"), ("1.500.000", ""), ("abc", "")] {
            assert_eq!(plain_amount(written).unwrap_or_default(), plain, "{written}");
        }
    }
}
