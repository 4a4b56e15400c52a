//! What a version-control history says of the book's files: the day and the words of each change. An input like any other; who made a change is
//! never asked.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use rustc_hash::FxBuildHasher;

use crate::model::value::Date;

/// The changes of the files that the book has now, whatever they were called before. Empty where no history is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    commits: Vec<Commit>,
    /// By the path from the root of the book: places in `commits`, the latest first.
    files: BTreeMap<String, Vec<usize>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commit {
    /// In full.
    pub id: String,
    pub day: Date,
    /// The first line of its message.
    pub subject: String,
}

/// How [`History::parse`] wants a commit to start: a mark, its id, its day, its subject.
pub const FORMAT: &str = "%x01%H %cs %s";
const MARK: char = '\u{1}';

impl History {
    /// Reads `git log -z --name-status -M --format=FORMAT`, the latest commit first. After each commit come its files, `M\0path\0` or
    /// `R097\0old\0new\0`; what is none of this is passed over.
    pub fn parse(log: &str) -> History {
        let mut history = History::default();
        let mut names = Names::default();
        let mut at = None;
        let mut fields = log.split('\0').map(|field| field.trim_start_matches('\n'));
        while let Some(field) = fields.next() {
            if let Some(head) = field.strip_prefix(MARK) {
                at = commit(head).map(|commit| {
                    history.commits.push(commit);
                    history.commits.len() - 1
                });
            }
            let name = match field.as_bytes().first() {
                Some(b'R') => fields.next().zip(fields.next()).and_then(|(old, new)| names.renamed(old, new)),
                Some(b'A') => fields.next().and_then(|path| names.ended(path)),
                Some(b'D') => fields.next().and_then(|path| names.ended(path)).and(None),
                Some(b'M' | b'T') => fields.next().and_then(|path| names.of(path)),
                Some(_) | None => None,
            };
            if let (Some(name), Some(at)) = (name, at) {
                history.files.entry(name).or_default().push(at);
            }
        }
        history
    }

    /// The changes of any of these files up to a day, the latest first, as places for [`History::at`].
    pub fn of<'a>(&self, paths: impl IntoIterator<Item = &'a str>, until: Date) -> Vec<usize> {
        let places: BTreeSet<usize> =
            paths.into_iter().flat_map(|path| self.files.get(path)).flatten().copied().collect();
        let mut places: Vec<usize> = places.into_iter().filter(|at| self.commits[*at].day <= until).collect();
        places.sort_by_key(|at| Reverse(self.commits[*at].day));
        places
    }

    pub fn at(&self, place: usize) -> &Commit {
        &self.commits[place]
    }

    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }
}

/// `0123… 2026-11-25 Its subject`.
fn commit(head: &str) -> Option<Commit> {
    let (id, rest) = head.split_once(' ')?;
    let (day, subject) = rest.split_once(' ').unwrap_or((rest, ""));
    Some(Commit { id: id.to_owned(), day: day.parse().ok()?, subject: subject.trim().to_owned() })
}

/// What files are called today that had these names before; none for a name that another file had. Told of changes from the latest to the first.
#[derive(Default)]
struct Names<'a>(HashMap<&'a str, Option<String>, FxBuildHasher>);

impl<'a> Names<'a> {
    fn of(&self, path: &str) -> Option<String> {
        self.0.get(path).cloned().unwrap_or_else(|| Some(path.to_owned()))
    }

    /// Before this, a file of that name was another one.
    fn ended(&mut self, path: &'a str) -> Option<String> {
        let name = self.of(path);
        self.0.insert(path, None);
        name
    }

    fn renamed(&mut self, old: &'a str, new: &'a str) -> Option<String> {
        let name = self.ended(new);
        self.0.insert(old, name.clone());
        name
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `id day subject` and its files, one a line: a log as git writes it.
    fn history(log: &str) -> History {
        let fields = log.lines().map(|line| match line.strip_prefix("* ") {
            Some(head) => format!("\0\u{1}{head}\0\n"),
            None => line.split_whitespace().map(|word| format!("{word}\0")).collect(),
        });
        History::parse(&fields.collect::<String>())
    }

    fn changes(history: &History, path: &str) -> String {
        let day = "2026-12-31".parse().expect("a day");
        history.of([path], day).iter().map(|at| history.at(*at).id.as_str()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn each_file_has_its_changes_the_latest_first() {
        let history = history(
            "* c 2026-03-01 Third\nM a.md\nT b.md\n* b 2026-02-01 Second\nM b.md\n* a 2026-01-01 First\nA a.md\nA b.md\n",
        );
        assert_eq!((changes(&history, "a.md"), changes(&history, "b.md")), ("c a".to_owned(), "c b a".to_owned()));
        assert_eq!(changes(&history, "c.md"), "");
        let both = history.of(["b.md", "a.md"], "2026-02-28".parse().expect("a day"));
        let said = both.iter().map(|at| format!("{} {}", history.at(*at).day, history.at(*at).subject));
        assert_eq!(said.collect::<Vec<_>>(), ["2026-02-01 Second", "2026-01-01 First"]);
    }

    #[test]
    fn a_file_keeps_its_history_under_a_new_name() {
        let log = "* d 2026-04-01 \nM new.md\n* c 2026-03-01 Move\nR097 old.md new.md\n* b 2026-02-01 Change\nM old.md\n* a 2026-01-01 Add\nA old.md\n";
        let history = history(log);
        assert_eq!((changes(&history, "new.md"), changes(&history, "old.md")), ("d c b a".to_owned(), String::new()));
    }

    #[test]
    fn a_name_that_another_file_had_before_brings_nothing_of_it() {
        let log = "* e 2026-05-01 .\nA a.md\n* d 2026-04-01 .\nD a.md\n* c 2026-03-01 .\nM a.md\n* b 2026-02-01 .\nR100 a.md b.md\n* a 2026-01-01 .\nA a.md\n";
        let history = history(log);
        assert_eq!((changes(&history, "a.md"), changes(&history, "b.md")), ("e".to_owned(), "b a".to_owned()));
    }

    #[test]
    fn what_is_no_log_is_no_history() {
        for text in [
            "",
            "\0\0\0",
            "fatal: not a repository",
            "\u{1}abc\0\nM\0a.md\0",
            "M\0a.md",
            "R\0a",
            "\u{1}a 2026-13-01 x\0M\0a.md\0",
        ] {
            assert!(History::parse(text).is_empty(), "{text:?}");
        }
    }
}
