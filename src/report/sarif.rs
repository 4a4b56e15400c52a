//! SARIF 2.1.0, the format that code-scanning services read: rules with their explanations, results with their places.

use serde_json::{Value, json};

use super::{Place, place};
use crate::diag::code::ALL;
use crate::diag::{Code, Diagnostic, Severity};
use crate::source::{Sources, Span};

/// One run of `check`; `prefix` leads from the top of the repository to the book.
pub fn sarif(diagnostics: &[Diagnostic], sources: &Sources, prefix: &str) -> String {
    let results: Vec<Value> = diagnostics.iter().map(|one| result(one, sources, prefix)).collect();
    let sarif = json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "rubrique",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": ALL.iter().map(|code| rule(*code)).collect::<Vec<Value>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "originalUriBaseIds": {"SRCROOT": {"description": {"text": "the top of the repository"}}},
            "results": results,
        }],
    });
    format!("{sarif:#}\n")
}

fn rule(code: Code) -> Value {
    json!({
        "id": code.id(),
        "shortDescription": {"text": code.summary()},
        "fullDescription": {"text": code.explanation()},
        "defaultConfiguration": {"level": code.severity().name()},
    })
}

fn result(one: &Diagnostic, sources: &Sources, prefix: &str) -> Value {
    let text = std::iter::once(&one.message).chain(&one.help).cloned().collect::<Vec<_>>().join("\n");
    let mut result = json!({
        "ruleId": one.code.id(),
        "ruleIndex": ALL.iter().position(|code| *code == one.code),
        "level": one.severity().name(),
        "message": {"text": text},
        "locations": [{"physicalLocation": location(one.span, sources, prefix)}],
        "partialFingerprints": {"rubrique/v1": fingerprint(one, sources)},
    });
    if !one.related.is_empty() {
        let related = one.related.iter().enumerate().map(|(at, related)| {
            json!({
                "id": at,
                "message": {"text": related.message},
                "physicalLocation": location(related.span, sources, prefix),
            })
        });
        result["relatedLocations"] = related.collect();
    }
    if let Some(reason) = &one.allowed {
        result["suppressions"] = json!([{"kind": "inSource", "justification": reason}]);
        result["level"] = Severity::Note.name().into();
    }
    result
}

fn location(span: Span, sources: &Sources, prefix: &str) -> Value {
    let Place { file, start, end } = place(span, sources);
    json!({
        "artifactLocation": {"uri": uri(&format!("{prefix}{file}")), "uriBaseId": "SRCROOT"},
        "region": {
            "startLine": start.line,
            "startColumn": start.column,
            "endLine": end.line,
            "endColumn": end.column,
        },
    })
}

/// A path as a relative address: names of files may hold spaces and accents.
fn uri(path: &str) -> String {
    const KEPT: &percent_encoding::AsciiSet =
        &percent_encoding::NON_ALPHANUMERIC.remove(b'/').remove(b'.').remove(b'-').remove(b'_');
    percent_encoding::utf8_percent_encode(path, KEPT).to_string()
}

/// The same wherever the line moves to: code, file and message.
fn fingerprint(one: &Diagnostic, sources: &Sources) -> String {
    let said = format!("{}\n{}\n{}", one.code.id(), place(one.span, sources).file, one.message);
    blake3::hash(said.as_bytes()).to_hex()[..32].to_owned()
}
