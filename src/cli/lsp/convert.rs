//! Between our places and texts and those of the protocol.

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::str::FromStr as _;

use lsp_types::{
    CompletionItem, CompletionItemKind, CompletionTextEdit, DiagnosticRelatedInformation, DiagnosticSeverity,
    DocumentChangeOperation, DocumentChanges, Location, NumberOrString, OneOf, OptionalVersionedTextDocumentIdentifier,
    Position, RenameFile, ResourceOp, TextDocumentEdit, TextEdit, Uri, WorkspaceEdit,
};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use crate::diag::{Diagnostic, Severity};
use crate::editor::{self, Proposal, ProposalKind};
use crate::rename::Plan;
use crate::source::{SourceFile, Sources};

const KEPT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'.').remove(b'-').remove(b'_').remove(b'~').remove(b':');

/// The path of a `file:` address.
pub fn path_of(uri: &Uri) -> Option<PathBuf> {
    let rest = uri.as_str().strip_prefix("file://")?;
    let path = percent_decode_str(&rest[rest.find('/')?..]).decode_utf8().ok()?;
    // `/c:/book` is `c:/book` on Windows.
    let path = if cfg!(windows) { path.trim_start_matches('/') } else { &path };
    Some(PathBuf::from(path))
}

pub fn uri_of(path: &Path) -> Option<Uri> {
    let path = path.to_str()?.replace('\\', "/");
    let slash = if path.starts_with('/') { "" } else { "/" };
    Uri::from_str(&format!("file://{slash}{}", utf8_percent_encode(&path, KEPT))).ok()
}

fn position(text: &str, offset: usize) -> Position {
    let (line, character) = editor::place_of(text, offset);
    Position { line, character }
}

pub fn range(text: &str, bytes: Range<usize>) -> lsp_types::Range {
    lsp_types::Range { start: position(text, bytes.start), end: position(text, bytes.end) }
}

pub fn diagnostic(one: &Diagnostic, sources: &Sources, root: &Path) -> Option<lsp_types::Diagnostic> {
    let file = sources.get(one.span.file)?;
    let severity = match one.severity() {
        Severity::Error => DiagnosticSeverity::ERROR,
        Severity::Warning => DiagnosticSeverity::WARNING,
        Severity::Note => DiagnosticSeverity::INFORMATION,
    };
    let message = std::iter::once(&one.message).chain(&one.help).cloned().collect::<Vec<_>>().join("\n");
    let related = one.related.iter().filter_map(|related| {
        let file = sources.get(related.span.file)?;
        let location =
            Location { uri: uri_of(&root.join(&*file.path))?, range: range(&file.text, related.span.range()) };
        Some(DiagnosticRelatedInformation { location, message: related.message.clone() })
    });
    Some(lsp_types::Diagnostic {
        range: range(&file.text, one.span.range()),
        severity: Some(severity),
        code: Some(NumberOrString::String(one.code.id().to_owned())),
        source: Some("rubrique".to_owned()),
        message,
        related_information: Some(related.collect()),
        ..lsp_types::Diagnostic::default()
    })
}

/// The word that a completion replaces: an id, a dotted provision, an item's address.
pub fn word_before(text: &str, offset: usize) -> Range<usize> {
    let is_of_word = |c: char| c.is_alphanumeric() || "-_./".contains(c);
    let start = text[..offset]
        .rfind(|c| !is_of_word(c))
        .map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
    start..offset
}

pub fn completion(one: Proposal, file: &SourceFile, word: Range<usize>) -> CompletionItem {
    let kind = match one.kind {
        ProposalKind::Key => CompletionItemKind::PROPERTY,
        ProposalKind::Word => CompletionItemKind::ENUM_MEMBER,
        ProposalKind::Id => CompletionItemKind::REFERENCE,
        ProposalKind::Slot => CompletionItemKind::VALUE,
    };
    CompletionItem {
        label: one.text.trim_end_matches(": ").to_owned(),
        kind: Some(kind),
        detail: Some(one.detail),
        text_edit: Some(CompletionTextEdit::Edit(TextEdit { range: range(&file.text, word), new_text: one.text })),
        ..CompletionItem::default()
    }
}

/// The changes of a renaming, the texts before the files.
pub fn workspace_edit(plan: &Plan, sources: &Sources, root: &Path) -> WorkspaceEdit {
    let texts = plan.texts.iter().filter_map(|(path, text)| {
        let old = sources.by_path(path)?;
        let edit = TextEdit { range: range(&old.text, 0..old.text.len()), new_text: text.clone() };
        let text_document = OptionalVersionedTextDocumentIdentifier { uri: uri_of(&root.join(path))?, version: None };
        Some(DocumentChangeOperation::Edit(TextDocumentEdit { text_document, edits: vec![OneOf::Left(edit)] }))
    });
    let moves = plan.moves.iter().filter_map(|(from, to)| {
        let (old_uri, new_uri) = (uri_of(&root.join(from))?, uri_of(&root.join(to))?);
        Some(DocumentChangeOperation::Op(ResourceOp::Rename(RenameFile {
            old_uri,
            new_uri,
            options: None,
            annotation_id: None,
        })))
    });
    WorkspaceEdit {
        document_changes: Some(DocumentChanges::Operations(texts.chain(moves).collect())),
        ..WorkspaceEdit::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_and_paths_lead_to_each_other() {
        let path = Path::new("/livres/été 1/content/a.md");
        let uri = uri_of(path).expect("an address");
        assert_eq!(uri.as_str(), "file:///livres/%C3%A9t%C3%A9%201/content/a.md");
        if cfg!(not(windows)) {
            assert_eq!(path_of(&uri).as_deref(), Some(path));
        }
        assert!(path_of(&Uri::from_str("untitled:Untitled-1").expect("an address")).is_none());
    }
}
