//! `rubrique lsp`, driven over its protocol as an editor does.

use std::io::{BufReader, Write as _};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use serde_json::{Value, json};
use tempfile::TempDir;

use super::{book, rubrique, write};

/// An editor with one book open.
pub struct Editor {
    folder: TempDir,
    child: Child,
    stdin: Option<ChildStdin>,
    said: Receiver<Value>,
    /// Diagnostics by file, as told last.
    diagnostics: std::collections::BTreeMap<String, Value>,
    requests: i64,
}

impl Editor {
    pub fn open(folder: TempDir) -> Editor {
        let mut command = rubrique(folder.path(), &["lsp"]);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("the server starts");
        let (sender, said) = channel();
        let stdout = child.stdout.take().expect("a pipe");
        std::thread::spawn(move || {
            let mut stdout = BufReader::new(stdout);
            while let Some(message) = read(&mut stdout) {
                if sender.send(message).is_err() {
                    return;
                }
            }
        });
        let stdin = child.stdin.take();
        let mut editor = Editor { folder, child, stdin, said, diagnostics: Default::default(), requests: 0 };
        let root = editor.uri("");
        let answer = editor.ask("initialize", json!({"processId": null, "rootUri": root, "capabilities": {}}));
        assert_eq!(answer["serverInfo"]["name"], "rubrique");
        editor.tell("initialized", json!({}));
        editor
    }

    fn root(&self) -> PathBuf {
        self.folder.path().canonicalize().expect("a folder")
    }

    fn uri(&self, path: &str) -> String {
        let root = self.root();
        format!("file://{}", if path.is_empty() { root } else { root.join(path) }.display())
    }

    fn send(&mut self, message: &Value) {
        let text = message.to_string();
        let stdin = self.stdin.as_mut().expect("the pipe is open");
        write!(stdin, "Content-Length: {}\r\n\r\n{text}", text.len())
            .and_then(|()| stdin.flush())
            .expect("the server listens");
    }

    fn tell(&mut self, method: &str, params: Value) {
        self.send(&json!({"jsonrpc": "2.0", "method": method, "params": params}));
    }

    fn ask_raw(&mut self, method: &str, params: Value) -> Value {
        self.requests += 1;
        let id = self.requests;
        self.send(&json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}));
        loop {
            let message = self.said.recv_timeout(Duration::from_secs(60)).expect("the server answers");
            self.take(&message);
            if message["id"] == id && message.get("method").is_none() {
                return message;
            }
        }
    }

    fn ask(&mut self, method: &str, params: Value) -> Value {
        let message = self.ask_raw(method, params);
        assert!(message.get("error").is_none(), "{method}: {message}");
        message["result"].clone()
    }

    fn take(&mut self, message: &Value) {
        if message["method"] == "textDocument/publishDiagnostics" {
            let uri = message["params"]["uri"].as_str().expect("an address").to_owned();
            self.diagnostics.insert(uri, message["params"]["diagnostics"].clone());
        }
    }

    /// Shows a text to the server; the bar in it is the cursor, whose position it gives.
    pub fn shows(&mut self, path: &str, text: &str) -> Value {
        let at = text.find('|').expect("a cursor");
        let before = &text[..at];
        let line_start = before.rfind('\n').map_or(0, |end| end + 1);
        let position =
            json!({"line": before.matches('\n').count(), "character": before[line_start..].encode_utf16().count()});
        let uri = self.uri(path);
        let text = text.replacen('|', "", 1);
        self.tell(
            "textDocument/didOpen",
            json!({"textDocument": {"uri": uri, "languageId": "markdown", "version": 1, "text": text}}),
        );
        json!({"textDocument": {"uri": uri}, "position": position})
    }

    /// The codes that the file is told of, once the server has caught up.
    fn codes(&mut self, path: &str) -> Vec<String> {
        let uri = self.uri(path);
        // An answer comes after what was told before it.
        self.ask("textDocument/hover", json!({"textDocument": {"uri": uri}, "position": {"line": 0, "character": 0}}));
        let told = self.diagnostics.get(&uri).and_then(Value::as_array).cloned().unwrap_or_default();
        told.iter().map(|one| one["code"].as_str().expect("a code").to_owned()).collect()
    }

    pub fn labels(&mut self, at: Value) -> Vec<String> {
        let items = self.ask("textDocument/completion", at);
        items
            .as_array()
            .expect("items")
            .iter()
            .map(|item| item["label"].as_str().expect("a label").to_owned())
            .collect()
    }
}

impl Drop for Editor {
    fn drop(&mut self) {
        // A test that failed leaves no server behind.
        drop(self.stdin.take());
        if std::thread::panicking() {
            let _ = self.child.kill();
        }
        let _ = self.child.wait();
    }
}

fn read(stdout: &mut impl std::io::BufRead) -> Option<Value> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if stdout.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match line.trim().split_once(": ") {
            Some(("Content-Length", value)) => length = value.parse().ok()?,
            Some(_) => {}
            None => break,
        }
    }
    let mut bytes = vec![0; length];
    stdout.read_exact(&mut bytes).ok()?;
    serde_json::from_slice(&bytes).ok()
}

const PAGE: &str = "content/pages/essai.md";

fn page(text: &str) -> String {
    format!("---\ntitle: Essai\n---\n\n{text}\n")
}

#[test]
fn what_is_typed_is_checked_before_it_is_saved() {
    let mut editor = Editor::open(book());
    editor.shows(PAGE, "---\ntitel: Essai|\n---\n");
    let codes = editor.codes(PAGE);
    assert!(codes.contains(&"unknown-key".to_owned()), "{codes:?}");
    let uri = editor.uri(PAGE);
    let told = editor.diagnostics[&uri].as_array().expect("diagnostics").clone();
    let range = told.iter().find(|one| one["code"] == "unknown-key").expect("the key")["range"].clone();
    assert_eq!(range, json!({"start": {"line": 1, "character": 0}, "end": {"line": 1, "character": 5}}));
    let actions = editor.ask(
        "textDocument/codeAction",
        json!({"textDocument": {"uri": uri}, "range": range, "context": {"diagnostics": []}}),
    );
    assert_eq!(actions[0]["edit"]["changes"][&uri][0]["newText"], "title", "{actions}");
    let change =
        json!({"textDocument": {"uri": uri, "version": 2}, "contentChanges": [{"text": "---\ntitle: Essai\n---\n"}]});
    editor.tell("textDocument/didChange", change);
    assert_eq!(editor.codes(PAGE), [""; 0]);
    assert!(!editor.root().join(PAGE).exists());
}

/// What each quick fix at the cursor would make of the text, by its title.
fn quick_fixes(editor: &mut Editor, path: &str, text: &str) -> std::collections::BTreeMap<String, String> {
    let at = editor.shows(path, text);
    let text = text.replacen('|', "", 1);
    let params = json!({
        "textDocument": at["textDocument"],
        "range": {"start": at["position"], "end": at["position"]},
        "context": {"diagnostics": []},
    });
    let actions = editor.ask("textDocument/codeAction", params);
    let uri = editor.uri(path);
    let made = |action: &Value| {
        let edits = action["edit"]["changes"][&uri].as_array().expect("edits");
        edits.iter().rev().fold(text.clone(), |text, edit| {
            let (from, to) = (offset(&text, &edit["range"]["start"]), offset(&text, &edit["range"]["end"]));
            format!("{}{}{}", &text[..from], edit["newText"].as_str().expect("a text"), &text[to..])
        })
    };
    let actions = actions.as_array().expect("actions");
    actions.iter().map(|action| (action["title"].as_str().expect("a title").to_owned(), made(action))).collect()
}

/// The byte of a place, in texts of one byte a unit before it on its line.
fn offset(text: &str, place: &Value) -> usize {
    let line = place["line"].as_u64().expect("a line") as usize;
    let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
    let units = place["character"].as_u64().expect("a unit") as usize;
    text[start..].char_indices().nth(units).map_or(text.len(), |(at, _)| start + at)
}

#[test]
fn mechanical_remedies_are_quick_fixes() {
    let folder = book();
    write(folder.path(), "content/pages/neuve.md", "---\ntitle: Neuve\naliases: [/ancienne/]\n---\n");
    let mut editor = Editor::open(folder);
    let cases = [
        (
            "---\ntitle: Essai\nreviewed: 07/12/2|020\n---\n",
            "Écrire `2020-12-07`",
            "---\ntitle: Essai\nreviewed: 2020-12-07\n---\n",
        ),
        ("---\ntitle: Essai\n---\n\n[[anci|enne]]\n", "Écrire `neuve`", "---\ntitle: Essai\n---\n\n[[neuve]]\n"),
        ("---\ntitle: Essai\n---\n\nÉté|: oui.\n", "Mettre l’espace", "---\ntitle: Essai\n---\n\nÉté : oui.\n"),
        ("---\ntitle: Essai\n---\n\ne\u{301}t|e\u{301}\n", "Écrire `été`", "---\ntitle: Essai\n---\n\nété\n"),
        (
            "---\ntitle: Essai\n---\n\n### Sous|-titre\n",
            "Écrire `## Sous-titre`",
            "---\ntitle: Essai\n---\n\n## Sous-titre\n",
        ),
        (
            "---\ntitle: Essai\n---\n\nDu <b|> gras\n",
            "Écrire `\u{60}<b>\u{60}`",
            "---\ntitle: Essai\n---\n\nDu `<b>` gras\n",
        ),
        ("---\n|draft: true\n---\n", "Ajouter `title:`", "---\ntitle: \ndraft: true\n---\n"),
        (
            "---\naliases: []\ntitle: Essai\n---\n\nUne |:\u{a0}deux;\n",
            "Mettre le fichier en forme",
            "---\ntitle: Essai\naliases: []\n---\n\nUne :\u{a0}deux ;\n",
        ),
    ];
    for (number, (text, title, wanted)) in cases.into_iter().enumerate() {
        let fixes = quick_fixes(&mut editor, &format!("content/pages/essai-{number}.md"), text);
        assert_eq!(fixes.get(title).map(String::as_str), Some(wanted), "{text}: {fixes:#?}");
    }
    let decision = "---\nprocedure: |rapide\nfines:\n  - imposed: 3 000 €\n---\n";
    let fixes = quick_fixes(&mut editor, "content/decisions/2021/essai.md", decision);
    assert_eq!(fixes.keys().filter(|title| title.starts_with("Écrire")).count(), 2, "{fixes:#?}");
    let amount = decision.replace('|', "").replace("3 000", "3| 000");
    let fixes = quick_fixes(&mut editor, "content/decisions/2021/autre.md", &amount);
    assert!(fixes.get("Écrire `3000`").is_some_and(|text| text.contains("- imposed: 3000\n")), "{fixes:#?}");
}

#[test]
fn formatting_does_what_check_fix_does() {
    let mut editor = Editor::open(book());
    let at = editor.shows(PAGE, "---\nreviewed: 7/12/2020\ntitle: \"Essai: un\"|\n---\n");
    let params = json!({"textDocument": at["textDocument"], "options": {"tabSize": 2, "insertSpaces": true}});
    let edits = editor.ask("textDocument/formatting", params.clone());
    assert_eq!(edits[0]["newText"], "---\ntitle: \"Essai : un\"\nreviewed: 2020-12-07\n---\n", "{edits}");
    let change = json!({"textDocument": {"uri": at["textDocument"]["uri"], "version": 2}, "contentChanges": [{"text": edits[0]["newText"]}]});
    editor.tell("textDocument/didChange", change);
    assert_eq!(editor.ask("textDocument/formatting", params), json!([]));
}

#[test]
fn a_change_in_one_file_is_told_in_the_other() {
    let folder = book();
    write(folder.path(), PAGE, page("Voir [[autre]]."));
    write(folder.path(), "content/pages/autre.md", page("Texte."));
    let mut editor = Editor::open(folder);
    assert_eq!(editor.codes(PAGE), [""; 0]);
    std::fs::remove_file(editor.root().join("content/pages/autre.md")).expect("a file");
    editor.tell("workspace/didChangeWatchedFiles", json!({"changes": []}));
    assert_eq!(editor.codes(PAGE), ["unknown-document"]);
}

#[test]
fn keys_words_ids_provisions_items_and_slots_are_proposed() {
    let decision = "content/decisions/2021/essai.md";
    for (path, text, proposed, absent) in [
        (decision, "---\nnumber: null\n|\n---\n".to_owned(), "procedure", "number"),
        (decision, "---\nprocedure: |\n---\n".to_owned(), "simplified", "procedure"),
        (
            decision,
            "---\nentities:\n  - id: x\n    sector: |\n---\n".to_owned(),
            "sante-exercice-liberal",
            "cabinet-medical",
        ),
        (decision, "---\nbreaches:\n  - {provision: |}\n---\n".to_owned(), "rgpd.32", "provision"),
        (decision, "---\nchecklist: [|]\n---\n".to_owned(), "cabinet-medical/cm-01", "rgpd.32"),
        (PAGE, page("é 𝄞 [[cab|"), "cabinet-medical", "ratio"),
        (PAGE, page("{{|"), "ratio", "cabinet-medical"),
        (PAGE, page("{{fine of |"), "san-2020-014", "cabinet-medical"),
    ] {
        let mut editor = Editor::open(book());
        let at = editor.shows(path, &text);
        let labels = editor.labels(at);
        assert!(labels.contains(&proposed.to_owned()), "{text}: {labels:?}");
        assert!(!labels.contains(&absent.to_owned()), "{text}: {labels:?}");
    }
}

#[test]
fn a_completion_replaces_the_word_before_the_cursor() {
    let mut editor = Editor::open(book());
    let at = editor.shows(PAGE, &page("é 𝄞 [[cab|"));
    let items = editor.ask("textDocument/completion", at);
    let item =
        items.as_array().expect("items").iter().find(|item| item["label"] == "cabinet-medical").expect("the list");
    // « é 𝄞 [[ »: the clef is two units.
    let place = |character: u32| json!({"line": 4, "character": character});
    assert_eq!(item["textEdit"]["range"], json!({"start": place(7), "end": place(10)}));
}

#[test]
fn a_place_says_what_it_is_and_where_it_is_defined() {
    for (text, said, file) in [
        ("Selon l'article 3|2 du RGPD.", "art.\u{a0}32\u{a0}RGPD", "content/provisions/rgpd-32.md"),
        ("Voir [[san-2020|-014]].", "2\u{202f}500\u{a0}€", "content/decisions/2020/san-2020-014.md"),
        ("Soit {{ratio of san-2020|-014}}.", "97", "content/decisions/2020/san-2020-014.md"),
        ("Voir [[cabinet-medical/cm-0|1]].", "Preuve", "content/checklists/cabinet-medical.md"),
    ] {
        let mut editor = Editor::open(book());
        let at = editor.shows(PAGE, &page(text));
        let hover = editor.ask("textDocument/hover", at.clone());
        assert!(hover["contents"]["value"].as_str().is_some_and(|value| value.contains(said)), "{text}: {hover}");
        let definition = editor.ask("textDocument/definition", at);
        assert_eq!(definition["uri"], editor.uri(file), "{text}: {definition}");
    }
    let mut editor = Editor::open(book());
    let at = editor.shows(PAGE, "---\ntit|le: Essai\n---\n");
    assert!(
        editor.ask("textDocument/hover", at)["contents"]["value"].as_str().is_some_and(|value| value.contains("titre"))
    );
}

#[test]
fn who_speaks_of_a_document_and_its_new_name_everywhere() {
    let folder = book();
    write(folder.path(), PAGE, page("Voir [[cabinet-medical]]."));
    let mut editor = Editor::open(folder);
    let at = editor.shows("content/pages/autre.md", &page("Encore [[cabinet-|medical/cm-01]]."));
    let found = editor.ask("textDocument/references", json!({"textDocument": at["textDocument"], "position": at["position"], "context": {"includeDeclaration": false}}));
    let files: Vec<&str> = found.as_array().expect("places").iter().filter_map(|place| place["uri"].as_str()).collect();
    for path in [PAGE, "content/pages/autre.md", "content/decisions/2020/san-2020-014.md"] {
        assert!(files.contains(&editor.uri(path).as_str()), "{path}: {files:?}");
    }
    let rename = |name: &str| json!({"textDocument": at["textDocument"], "position": at["position"], "newName": name});
    let edit = editor.ask("textDocument/rename", rename("cabinet"));
    let changes = edit["documentChanges"].as_array().expect("changes");
    let edited = changes.iter().find(|change| change["textDocument"]["uri"] == editor.uri(PAGE)).expect("the page");
    assert!(edited["edits"][0]["newText"].as_str().is_some_and(|text| text.contains("[[cabinet]]")), "{edited}");
    assert!(changes.iter().any(|change| change["kind"] == "rename" && change["newUri"] == editor.uri("content/checklists/cabinet.md")));
    let refused = editor.ask_raw("textDocument/rename", rename("Pas un id"));
    assert!(refused["error"]["message"].as_str().is_some_and(|message| message.contains("lower-case")), "{refused}");
}

#[test]
fn an_unknown_method_is_refused_and_shutdown_ends_well() {
    let mut editor = Editor::open(book());
    assert_eq!(editor.ask_raw("textDocument/inconnu", json!({}))["error"]["code"], -32601);
    editor.tell("textDocument/didOpen", json!({"wrong": true}));
    editor.ask("shutdown", Value::Null);
    editor.tell("exit", Value::Null);
    assert!(editor.child.wait().expect("it ends").success());
}
