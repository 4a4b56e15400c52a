//! Statuses, streams and colours, the same for every command.

use std::io::Read as _;
use std::process::Stdio;

use super::{book, folder, rubrique, run, write};

#[test]
fn help_names_every_command_in_one_line_each() {
    let ran = run(folder().path(), &["--help"]).ended(0);
    assert_eq!(ran.stderr, "");
    for command in ["init", "new", "build", "check", "figures", "refs", "explain", "completions"] {
        let line = ran.stdout.lines().find(|line| line.trim_start().starts_with(&format!("{command} ")));
        assert!(line.is_some_and(|line| line.len() < 100), "{command} in:\n{}", ran.stdout);
        let help = run(folder().path(), &[command, "--help"]).ended(0);
        assert!(help.stdout.contains("Usage: rubrique"), "{}", help.stdout);
    }
    assert!(run(folder().path(), &["--version"]).ended(0).stdout.starts_with("rubrique "));
}

#[test]
fn usage_errors_end_with_2_and_say_so_on_stderr() {
    let folder = folder();
    for arguments in [
        &["chek"][..],
        &["check", "--formt", "json"],
        &["check", "--format", "xml"],
        &["check", "--as-of", "2020-13-01"],
        &[],
    ] {
        let ran = run(folder.path(), arguments).ended(2);
        assert_eq!(ran.stdout, "");
        assert!(!ran.stderr.is_empty());
    }
}

#[test]
fn a_missing_book_is_refused_by_every_command_that_reads_one() {
    let folder = folder();
    for command in ["check", "figures", "build"] {
        run(folder.path(), &[command]).refused("rubrique init");
        run(folder.path(), &[command, "nowhere"]).refused("nowhere");
    }
}

#[test]
fn errors_of_content_end_with_1() {
    let book = book();
    write(book.path(), "content/pages/essai.md", "---\ntitel: Essai\n---\n");
    let ran = run(book.path(), &["check"]).ended(1);
    assert!(ran.stdout.contains("error[unknown-key]"), "{}", ran.stdout);
    assert!(ran.stderr.contains("2 erreurs"), "{}", ran.stderr);
    let figures = run(book.path(), &["figures"]).ended(1);
    assert_eq!(figures.stdout, "");
}

#[test]
fn a_file_that_is_not_utf8_is_an_error_of_content() {
    let book = book();
    write(book.path(), "content/pages/essai.md", b"---\ntitle: \xE9\n---\n");
    let ran = run(book.path(), &["check", "--format", "short"]).ended(1);
    assert!(ran.stdout.contains("content/pages/essai.md:2:8: error[not-utf8]"), "{}", ran.stdout);
}

#[test]
fn warnings_end_with_0_unless_denied() {
    let book = book();
    write(book.path(), "content/pages/essai.md", "---\ntitle: Essai\n---\n\nSelon l'article 6.\n");
    run(book.path(), &["check"]).ended(0);
    run(book.path(), &["check", "--deny", "warnings"]).ended(1);
}

#[test]
fn the_json_of_check_has_the_keys_of_the_contract() {
    let book = book();
    write(book.path(), "content/pages/essai.md", "---\ntitel: Essai\n---\n");
    let json = run(book.path(), &["check", "--format", "json"]).ended(1).json();
    let keys = |value: &serde_json::Value| value.as_object().expect("an object").keys().cloned().collect::<Vec<_>>();
    assert_eq!(keys(&json), ["version", "diagnostics", "errors", "warnings"]);
    let one = &json["diagnostics"][0];
    let expected =
        ["code", "severity", "message", "file", "line", "column", "end_line", "end_column", "help", "related"];
    assert_eq!(keys(one), expected);
}

#[test]
fn a_configuration_error_ends_with_2() {
    let book = book();
    write(book.path(), "book.toml", "[book]\ntitel = \"x\"\n");
    run(book.path(), &["check"]).ended(2);
}

#[test]
fn colours_are_for_terminals_and_for_who_asks() {
    let book = book();
    write(book.path(), "content/pages/essai.md", "---\ntitel: Essai\n---\n");
    let cases: &[(&[(&str, &str)], bool)] =
        &[(&[], false), (&[("CLICOLOR_FORCE", "1")], true), (&[("NO_COLOR", "1")], false)];
    for (variables, coloured) in cases {
        let output = rubrique(book.path(), &["check"]).envs(variables.iter().copied()).output().expect("it runs");
        assert_eq!(output.stdout.contains(&0x1B), *coloured, "{variables:?}");
    }
    let json =
        rubrique(book.path(), &["check", "--format", "json"]).env("CLICOLOR_FORCE", "1").output().expect("it runs");
    assert!(!json.stdout.contains(&0x1B));
}

#[test]
fn a_closed_pipe_ends_quietly() {
    for arguments in [&["explain"][..], &["check", "--help"], &["completions", "zsh"]] {
        let mut command = rubrique(folder().path(), arguments);
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).current_dir(env!("CARGO_MANIFEST_DIR"));
        let mut child = command.spawn().expect("the program starts");
        drop(child.stdout.take());
        let mut stderr = String::new();
        child.stderr.take().expect("stderr is piped").read_to_string(&mut stderr).expect("stderr is UTF-8");
        let status = child.wait().expect("the program ends");
        assert_eq!((status.code(), stderr.as_str()), (Some(0), ""), "{arguments:?}");
    }
}

#[test]
fn a_closed_stderr_changes_no_result() {
    let book = book();
    let mut child = rubrique(book.path(), &["check"])
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    drop(child.stderr.take());
    assert_eq!(child.wait().expect("the program ends").code(), Some(0));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error_of_output() {
    let full = std::fs::File::options().write(true).open("/dev/full").expect("Linux has one");
    let output = rubrique(folder().path(), &["explain"]).stdout(full).output().expect("the program starts");
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn completions_are_written_for_every_shell() {
    let shells = [
        ("bash", "complete -F"),
        ("zsh", "#compdef rubrique"),
        ("fish", "complete -c rubrique"),
        ("powershell", "Register-ArgumentCompleter"),
        ("elvish", "edit:completion"),
    ];
    for (shell, words) in shells {
        let ran = run(folder().path(), &["completions", shell]).ended(0);
        assert!(ran.stdout.contains(words) && ran.stdout.contains("refs"), "{shell}");
        assert_eq!(ran.stderr, "");
    }
    run(folder().path(), &["completions", "cmd"]).refused("cmd");
}

#[test]
fn explain_knows_every_code_and_the_nearest() {
    let ran = run(folder().path(), &["explain", "unknown-key"]).ended(0);
    assert!(ran.stdout.starts_with("unknown-key (error): "), "{}", ran.stdout);
    run(folder().path(), &["explain", "unknown-kez"]).refused("did you mean `unknown-key`?");
}
