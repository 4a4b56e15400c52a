//! `rubrique lsp`: a language server over standard input and output. What is open in the editor stands over what the disk holds; the book is compiled
//! when nothing more is waiting, with everything that earlier compilations found out.

mod actions;
mod convert;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use clap::Args;
use lsp_server::{Connection, ErrorCode, Message, Notification, Request, Response};
use lsp_types::{
    CodeActionOrCommand, CodeActionParams, CompletionItem, CompletionParams, DidChangeTextDocumentParams,
    DidCloseTextDocumentParams, DidOpenTextDocumentParams, DocumentFormattingParams, GotoDefinitionParams, Hover,
    HoverContents, HoverParams, InitializeParams, Location, MarkupContent, MarkupKind, PublishDiagnosticsParams,
    ReferenceParams, RenameParams, TextDocumentPositionParams, TextEdit, Uri, WorkspaceEdit,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::Ending;
use crate::analysis::Analysis;
use crate::compile;
use crate::diag::Diagnostic;
use crate::editor::{self, Book, SymbolKind};
use crate::fix::{self, Edit};
use crate::inputs::Inputs;
use crate::io::clock;
use crate::io::read::{self, Reader, Settings};
use crate::memo::Memo;
use crate::model::value::{DocId, is_slug};
use crate::report;
use crate::source::{SourceFile, Span};

#[derive(Args)]
pub struct Options {
    /// The book's folder; without it the one that the editor opens, or the nearest above
    #[arg(long, value_name = "DIR")]
    root: Option<PathBuf>,
}

pub fn run(options: &Options) -> Result<Ending> {
    let (connection, threads) = Connection::stdio();
    serve(options, &connection)?;
    drop(connection);
    threads.join().context("the editor's pipe broke")?;
    Ok(Ending::Fine)
}

fn capabilities() -> Value {
    json!({
        "textDocumentSync": {"openClose": true, "change": 1, "save": true},
        "completionProvider": {"triggerCharacters": ["[", "{", ":", " ", "/", "."]},
        "hoverProvider": true,
        "definitionProvider": true,
        "referencesProvider": true,
        "renameProvider": true,
        "codeActionProvider": {"codeActionKinds": ["quickfix", "source.fixAll"]},
        "documentFormattingProvider": true,
    })
}

fn serve(options: &Options, connection: &Connection) -> Result<()> {
    let (id, params) = connection.initialize_start()?;
    let params: InitializeParams = serde_json::from_value(params)?;
    let server_info = json!({"name": "rubrique", "version": env!("CARGO_PKG_VERSION")});
    connection.initialize_finish(id, json!({"capabilities": capabilities(), "serverInfo": server_info}))?;
    let root = root(options, &params)?;
    let mut server = Server {
        root,
        connection,
        reader: Reader::default(),
        memo: Memo::default(),
        open: BTreeMap::new(),
        told: BTreeSet::new(),
        edition: None,
    };
    server.compile()?;
    server.run()
}

fn root(options: &Options, params: &InitializeParams) -> Result<PathBuf> {
    if let Some(root) = &options.root {
        return read::find_root(root);
    }
    let folders = params.workspace_folders.iter().flatten().map(|folder| &folder.uri);
    // Older editors name one folder alone.
    #[allow(deprecated)]
    let folders = folders.chain(params.root_uri.as_ref());
    let found = folders.filter_map(convert::path_of).find_map(|folder| read::find_root(&folder).ok());
    found.map_or_else(|| read::find_root(Path::new(".")), Ok)
}

struct Server<'a> {
    root: PathBuf,
    connection: &'a Connection,
    reader: Reader,
    memo: Memo,
    /// Texts as the editor has them, by their path from the root.
    open: BTreeMap<String, String>,
    /// Files that the editor shows diagnostics for.
    told: BTreeSet<String>,
    edition: Option<Edition>,
}

struct Edition {
    inputs: Inputs,
    analysis: Analysis,
    diagnostics: Vec<Diagnostic>,
}

impl Edition {
    fn book(&self) -> Book<'_> {
        Book { inputs: &self.inputs, analysis: &self.analysis }
    }

    /// What takes no judgement in a file.
    fn edits(&self, file: &SourceFile) -> Vec<Edit> {
        let edits = fix::edits(&self.inputs, &self.analysis, &self.diagnostics, |other| other.id == file.id);
        edits.into_values().flatten().collect()
    }

    /// The file after that; none where it is as it should be.
    fn mended(&self, file: &SourceFile) -> Option<String> {
        fix::mended(file, &self.inputs, &self.analysis, &self.diagnostics)
    }
}

impl Server<'_> {
    fn run(&mut self) -> Result<()> {
        let mut is_stale = false;
        loop {
            // Whoever types fast is compiled once.
            let waiting =
                if is_stale { self.connection.receiver.try_recv().ok() } else { self.connection.receiver.recv().ok() };
            match waiting {
                Some(Message::Request(request)) => {
                    if self.connection.handle_shutdown(&request)? {
                        return Ok(());
                    }
                    if std::mem::take(&mut is_stale) {
                        self.compile()?;
                    }
                    let response = self.answer(request);
                    self.connection.sender.send(Message::Response(response))?;
                }
                Some(Message::Notification(notification)) => is_stale |= self.note(&notification),
                Some(Message::Response(_)) => {}
                None if is_stale => {
                    self.compile()?;
                    is_stale = false;
                }
                // The editor is gone.
                None => return Ok(()),
            }
        }
    }

    /// Whether something changed.
    fn note(&mut self, notification: &Notification) -> bool {
        let method = notification.method.as_str();
        let told = match method {
            "textDocument/didOpen" => parsed::<DidOpenTextDocumentParams>(&notification.params)
                .and_then(|told| Some((self.path(&told.text_document.uri)?, Some(told.text_document.text)))),
            "textDocument/didChange" => {
                parsed::<DidChangeTextDocumentParams>(&notification.params).and_then(|mut told| {
                    Some((self.path(&told.text_document.uri)?, Some(told.content_changes.pop()?.text)))
                })
            }
            "textDocument/didClose" => parsed::<DidCloseTextDocumentParams>(&notification.params)
                .and_then(|told| Some((self.path(&told.text_document.uri)?, None))),
            "textDocument/didSave" | "workspace/didChangeWatchedFiles" => return true,
            _ => None,
        };
        match told {
            Some((path, Some(text))) => self.open.insert(path, text).is_none() || method == "textDocument/didChange",
            Some((path, None)) => self.open.remove(&path).is_some(),
            None => false,
        }
    }

    /// The path of a file from the root, with `/`.
    fn path(&self, uri: &Uri) -> Option<String> {
        let path = convert::path_of(uri)?;
        let inside = path.strip_prefix(&self.root).ok()?;
        Some(inside.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/"))
    }

    fn compile(&mut self) -> Result<()> {
        let settings = Settings { today: clock::today()?, drafts: true, site_url: None };
        let (mut inputs, mut found) = match self.reader.inputs(&self.root, &settings) {
            Ok(read) => (read.value, read.diagnostics),
            // A book that cannot be read for the moment keeps what was known of it.
            Err(error) => return self.say(&format!("{error:#}")),
        };
        for (path, text) in &self.open {
            if inputs.sources.by_path(path).is_none() && !self.is_content(path, &inputs) {
                continue;
            }
            let file = SourceFile::new(path.as_str(), text.as_str());
            inputs.unreadable.retain(|id| *id != file.id);
            found.retain(|one| one.span.file != file.id || path == "book.toml");
            inputs.sources.insert(file);
        }
        let analysed = compile::analyse(&inputs, &mut self.memo);
        found.extend(analysed.diagnostics);
        let diagnostics = report::sorted(found, &inputs.sources);
        let edition = Edition { inputs, analysis: analysed.value, diagnostics };
        self.publish(&edition)?;
        self.edition = Some(edition);
        Ok(())
    }

    /// Whether a file that the disk does not have yet would be part of the book.
    fn is_content(&self, path: &str, inputs: &Inputs) -> bool {
        let inside = path.strip_prefix(inputs.config.src.as_str()).is_some_and(|rest| rest.starts_with('/'));
        inside && (path.ends_with(".md") || path.ends_with(".yml"))
    }

    fn publish(&mut self, edition: &Edition) -> Result<()> {
        let mut by_file: BTreeMap<String, Vec<lsp_types::Diagnostic>> =
            std::mem::take(&mut self.told).into_iter().map(|path| (path, Vec::new())).collect();
        for one in &edition.diagnostics {
            let Some(file) = edition.inputs.sources.get(one.span.file) else { continue };
            let shown = convert::diagnostic(one, &edition.inputs.sources, &self.root);
            by_file.entry(file.path.to_string()).or_default().extend(shown);
        }
        for (path, diagnostics) in by_file {
            if !diagnostics.is_empty() {
                self.told.insert(path.clone());
            }
            let Some(uri) = convert::uri_of(&self.root.join(&path)) else { continue };
            self.notify(
                "textDocument/publishDiagnostics",
                PublishDiagnosticsParams { uri, diagnostics, version: None },
            )?;
        }
        Ok(())
    }

    fn notify(&self, method: &str, params: impl Serialize) -> Result<()> {
        let notification = Notification::new(method.to_owned(), params);
        Ok(self.connection.sender.send(Message::Notification(notification))?)
    }

    fn say(&self, text: &str) -> Result<()> {
        self.notify("window/logMessage", json!({"type": 1, "message": text}))
    }

    fn answer(&self, Request { id, method, params }: Request) -> Response {
        let Some(edition) = &self.edition else { return Response::new_ok(id, Value::Null) };
        let answered = match method.as_str() {
            "textDocument/completion" => with(params, |params| self.completion(edition, &params)),
            "textDocument/hover" => with(params, |params| self.hover(edition, &params)),
            "textDocument/definition" => with(params, |params| self.definition(edition, &params)),
            "textDocument/references" => with(params, |params| self.references(edition, &params)),
            "textDocument/rename" => match parsed::<RenameParams>(&params) {
                Some(params) => {
                    self.rename(edition, &params).map(|edit| serde_json::to_value(edit).unwrap_or_default())
                }
                None => Ok(Value::Null),
            },
            "textDocument/formatting" => with(params, |params| self.formatting(edition, &params)),
            "textDocument/codeAction" => with(params, |params| self.actions(edition, &params)),
            _ => return Response::new_err(id, ErrorCode::MethodNotFound as i32, format!("no method {method}")),
        };
        match answered {
            Ok(value) => Response::new_ok(id, value),
            Err(error) => Response::new_err(id, ErrorCode::RequestFailed as i32, format!("{error:#}")),
        }
    }

    /// The file and the byte that a request is about.
    fn place<'e>(&self, edition: &'e Edition, at: &TextDocumentPositionParams) -> Option<(&'e SourceFile, usize)> {
        let file = edition.inputs.sources.by_path(&self.path(&at.text_document.uri)?)?;
        Some((file, editor::offset_of(&file.text, at.position.line, at.position.character)))
    }

    fn completion(&self, edition: &Edition, params: &CompletionParams) -> Option<Vec<CompletionItem>> {
        let (file, offset) = self.place(edition, &params.text_document_position)?;
        let word = convert::word_before(&file.text, offset);
        let proposals = editor::completions(edition.book(), file, offset);
        Some(proposals.into_iter().map(|one| convert::completion(one, file, word.clone())).collect())
    }

    fn hover(&self, edition: &Edition, params: &HoverParams) -> Option<Hover> {
        let (file, offset) = self.place(edition, &params.text_document_position_params)?;
        let symbol = editor::symbol(edition.book(), file, offset)?;
        let value = editor::hover(edition.book(), &symbol)?;
        let contents = HoverContents::Markup(MarkupContent { kind: MarkupKind::Markdown, value });
        Some(Hover { contents, range: Some(convert::range(&file.text, symbol.span.range())) })
    }

    fn definition(&self, edition: &Edition, params: &GotoDefinitionParams) -> Option<Location> {
        let (file, offset) = self.place(edition, &params.text_document_position_params)?;
        let symbol = editor::symbol(edition.book(), file, offset)?;
        self.location(edition, editor::definition(edition.book(), &symbol)?)
    }

    fn references(&self, edition: &Edition, params: &ReferenceParams) -> Option<Vec<Location>> {
        let (file, offset) = self.place(edition, &params.text_document_position)?;
        let id = document_at(edition, file, offset)?;
        Some(
            editor::references(edition.book(), &id)
                .into_iter()
                .filter_map(|span| self.location(edition, span))
                .collect(),
        )
    }

    fn location(&self, edition: &Edition, span: Span) -> Option<Location> {
        let file = edition.inputs.sources.get(span.file)?;
        Some(Location {
            uri: convert::uri_of(&self.root.join(&*file.path))?,
            range: convert::range(&file.text, span.range()),
        })
    }

    fn rename(&self, edition: &Edition, params: &RenameParams) -> Result<WorkspaceEdit> {
        let (file, offset) =
            self.place(edition, &params.text_document_position).context("this file is no part of the book")?;
        let id = document_at(edition, file, offset).context("nothing here has an id")?;
        anyhow::ensure!(is_slug(&params.new_name), "an id is lower-case ASCII letters, digits and hyphens");
        let is_taken = edition.analysis.corpus.get(id.kind, &params.new_name).is_some();
        anyhow::ensure!(!is_taken, "the id `{}` is taken", params.new_name);
        let plan = crate::rename::plan(&edition.inputs, &edition.analysis, &id, &params.new_name);
        Ok(convert::workspace_edit(&plan, &edition.inputs.sources, &self.root))
    }

    /// What the help lines of the diagnostics at a place propose.
    fn actions(&self, edition: &Edition, params: &CodeActionParams) -> Option<Vec<CodeActionOrCommand>> {
        let file = edition.inputs.sources.by_path(&self.path(&params.text_document.uri)?)?;
        let at = |place: lsp_types::Position| editor::offset_of(&file.text, place.line, place.character);
        let (start, end) = (at(params.range.start), at(params.range.end));
        let here: Vec<&Diagnostic> = edition
            .diagnostics
            .iter()
            .filter(|one| one.span.file == file.id && one.span.start as usize <= end && start <= one.span.end as usize)
            .collect();
        let uri = &params.text_document.uri;
        let mut actions: Vec<_> = here.iter().flat_map(|one| actions::of(one, file, uri)).collect();
        let edits = edition.edits(file);
        let edits = edits.iter().filter(|edit| edit.range.start <= end && start <= edit.range.end);
        actions.extend(edits.filter_map(|edit| actions::of_edit(edit, file, uri)));
        actions.extend(here.iter().filter_map(|one| actions::added(one, file, uri)));
        actions.extend(edition.mended(file).map(|text| actions::all(file, text, uri)));
        Some(actions)
    }

    /// What `check --fix` would do to the file.
    fn formatting(&self, edition: &Edition, params: &DocumentFormattingParams) -> Option<Vec<TextEdit>> {
        let file = edition.inputs.sources.by_path(&self.path(&params.text_document.uri)?)?;
        let range = convert::range(&file.text, 0..file.text.len());
        Some(edition.mended(file).map(|new_text| TextEdit { range, new_text }).into_iter().collect())
    }
}

/// The document that a place speaks of; the file's own where nothing stands there.
fn document_at(edition: &Edition, file: &SourceFile, offset: usize) -> Option<DocId> {
    let book = edition.book();
    let own = || edition.analysis.corpus.of_file(file.id).map(|document| document.id().clone());
    match editor::symbol(book, file, offset).map(|symbol| symbol.kind) {
        Some(SymbolKind::Target(target)) => editor::document_of(book, &target),
        Some(SymbolKind::Slot(slot)) => Some(slot.decision),
        Some(SymbolKind::Key(_)) | None => own(),
    }
}

fn parsed<T: DeserializeOwned>(params: &Value) -> Option<T> {
    serde_json::from_value(params.clone()).ok()
}

/// An answer, `null` where there is none.
fn with<P: DeserializeOwned, T: Serialize>(params: Value, answer: impl FnOnce(P) -> Option<T>) -> Result<Value> {
    let answered = parsed(&params).and_then(answer);
    Ok(serde_json::to_value(answered)?)
}
