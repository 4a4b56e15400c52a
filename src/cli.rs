//! The command line: options, what goes to stdout and what to stderr, exit status.
//!
//! 0: nothing wrong, warnings included. 1: errors in the content, or warnings under `--deny warnings`. 2: usage, configuration, theme,
//! input or output.

mod book;
mod build;
mod check;
mod diff;
mod explain;
mod figures;
mod fix;
mod init;
mod links;
mod lsp;
mod new;
mod numbers;
mod out;
mod refs;
mod rename;
mod schema;
mod theme;
mod watch;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

use crate::model::fields::parse_date;
use crate::model::value::{Date, Lang};

#[derive(Parser)]
#[command(
    name = "rubrique",
    version,
    about = "Case studies of CNIL sanctions, the law behind them and checklists, as one cross-linked website"
)]
struct Options {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Make a new knowledge base, ready to be checked and built
    Init(init::Options),
    /// Write a document to start from: every required key, and the others as comments
    New(new::Options),
    /// Write the website
    Build(build::Options),
    /// Show the website in a browser while it is written: it follows every change
    #[command(visible_alias = "serve")]
    Watch(watch::Options),
    /// Say everything that is wrong with the book, in one run
    Check(check::Options),
    /// Say what the book as it stands does to figures, pages, links and names, compared with a revision
    Diff(diff::Options),
    /// Give a document another id: its files, every reference to it, a redirect from its old addresses
    Rename(rename::Options),
    /// Ask every address that the book leads to whether it still answers
    Links(links::Options),
    /// Serve an editor: diagnostics, completion, hover, references, renaming, over standard input and output
    Lsp(lsp::Options),
    /// Print every computed figure with its working
    Figures(figures::Options),
    /// List every number of the decisions' texts, with the key that says the same or why none does
    Numbers(numbers::Options),
    /// Print what the citation linker saw in one text
    Refs(refs::Options),
    /// Print the JSON Schema of a kind's front matter
    Schema(schema::Options),
    /// What a book's own theme can override, and a copy of a built-in file to start from
    Theme(theme::Options),
    /// Say what a diagnostic means and how to mend it
    Explain {
        /// A code, such as `unknown-key`; all of them without it
        code: Option<String>,
    },
    /// Write the completions of a shell
    Completions { shell: clap_complete::Shell },
}

/// What every command that reads a book takes.
#[derive(clap::Args)]
struct BookOptions {
    /// The book's folder; the nearest one upwards that holds a book.toml without it
    root: Option<PathBuf>,
    /// The build's today, YYYY-MM-DD
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    as_of: Option<Date>,
}

/// `fr` or `en`.
fn parse_lang(text: &str) -> Result<Lang, String> {
    let known = Lang::ALL.into_iter().find(|lang| lang.code() == text);
    known.ok_or_else(|| "`fr` or `en`".to_owned())
}

/// How a command ended.
enum Ending {
    Fine,
    ContentErrors,
    Failed,
}

impl From<Ending> for ExitCode {
    fn from(ending: Ending) -> ExitCode {
        match ending {
            Ending::Fine => ExitCode::SUCCESS,
            Ending::ContentErrors => ExitCode::from(1),
            Ending::Failed => ExitCode::from(2),
        }
    }
}

/// Runs the command that the arguments name.
pub fn run() -> ExitCode {
    let result = match Options::parse().command {
        Command::Init(options) => init::run(&options),
        Command::New(options) => new::run(&options),
        Command::Build(options) => build::run(&options),
        Command::Watch(options) => watch::run(&options),
        Command::Check(options) => check::run(&options),
        Command::Diff(options) => diff::run(&options),
        Command::Rename(options) => rename::run(&options),
        Command::Links(options) => links::run(&options),
        Command::Lsp(options) => lsp::run(&options),
        Command::Figures(options) => figures::run(&options),
        Command::Numbers(options) => numbers::run(&options),
        Command::Refs(options) => refs::run(&options),
        Command::Schema(options) => schema::run(&options),
        Command::Theme(options) => theme::run(&options),
        Command::Explain { code } => explain::run(code.as_deref()),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Options::command(), "rubrique", &mut script);
            out::print(&String::from_utf8_lossy(&script)).map(|()| Ending::Fine)
        }
    };
    match result {
        Ok(ending) => ending.into(),
        Err(error) => {
            out::tell(&format!("error: {error:#}"));
            Ending::Failed.into()
        }
    }
}
