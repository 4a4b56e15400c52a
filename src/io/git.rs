//! What git knows of a book: its files at a revision, what changed since, and when. The git program is asked, so that no library of ours has to
//! know its formats; where there is no git, no repository or no such revision, that is an answer like another.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::SystemTime;

use anyhow::{Context, Result, bail};
use tempfile::TempDir;

use crate::config::{Config, HistoryPolicy};
use crate::history::{self, History};
use crate::io::fs;

/// A larger file of an old revision is no content: it is put back empty of bytes but as large, so that reading it says so.
const LARGEST_BLOB: u64 = 8 * 1024 * 1024;

/// The repository that holds a book.
pub struct Repository {
    root: PathBuf,
    /// From the top of the repository to the book: nothing, or `docs/`.
    pub prefix: String,
    pub is_shallow: bool,
}

/// A revision of a book, put on the disk outside of the work tree until this is dropped.
pub struct Checkout {
    folder: TempDir,
}

impl Checkout {
    pub fn root(&self) -> &Path {
        self.folder.path()
    }
}

/// The repository of the book at `root`; none where it has none, or where there is no git.
pub fn repository(root: &Path) -> Option<Repository> {
    let said = ask(root, &["rev-parse", "--is-shallow-repository", "--show-prefix"]).ok()?;
    let said = String::from_utf8(said).ok()?;
    let (shallow, rest) = said.split_once('\n')?;
    Some(Repository {
        root: root.to_owned(),
        prefix: rest.trim_end_matches('\n').to_owned(),
        is_shallow: shallow == "true",
    })
}

/// The same, where a command cannot do without.
pub fn required(root: &Path) -> Result<Repository> {
    match repository(root) {
        Some(repository) => Ok(repository),
        None => bail!("{} is in no git repository, or there is no git", root.display()),
    }
}

impl Repository {
    /// The name of a revision in full.
    pub fn commit(&self, revision: &str) -> Result<String> {
        let said = ask(
            &self.root,
            &["rev-parse", "--verify", "--quiet", "--end-of-options", &format!("{revision}^{{commit}}")],
        );
        match said {
            Ok(said) => Ok(String::from_utf8_lossy(&said).trim().to_owned()),
            Err(_) if self.is_shallow => bail!(
                "this clone is shallow and has no revision `{revision}`: fetch it (`git fetch --unshallow`, or `fetch-depth: 0` in a workflow)"
            ),
            Err(_) => bail!("no revision `{revision}` in the repository of {}", self.root.display()),
        }
    }

    /// The book as it stood at a revision.
    pub fn checkout(&self, revision: &str) -> Result<Checkout> {
        let commit = self.commit(revision)?;
        let folder = TempDir::with_prefix("rubrique-").context("cannot make a temporary folder")?;
        let listed = ask(&self.root, &["ls-tree", "-r", "-z", "-l", "--full-tree", &commit])?;
        let entries: Vec<Entry> = listed.split(|byte| *byte == 0).filter_map(|row| entry(row, &self.prefix)).collect();
        if !entries.iter().any(|entry| entry.path == "book.toml") {
            bail!("no book.toml at revision `{revision}`: the book stood elsewhere, or was not there yet");
        }
        let blobs =
            self.blobs(entries.iter().filter(|entry| entry.size <= LARGEST_BLOB).map(|entry| entry.blob.as_str()))?;
        let mut blobs = blobs.into_iter();
        for entry in &entries {
            let path = folder.path().join(&entry.path);
            if entry.size > LARGEST_BLOB {
                fs::create_new(&path, &[])?;
                let file = std::fs::File::options().write(true).open(&path);
                file.and_then(|file| file.set_len(entry.size))
                    .with_context(|| format!("cannot write {}", path.display()))?;
            } else {
                fs::create_new(&path, &blobs.next().unwrap_or_default())?;
            }
        }
        Ok(Checkout { folder })
    }

    /// The bytes of blobs, in order, from one process.
    fn blobs<'a>(&self, names: impl Iterator<Item = &'a str>) -> Result<Vec<Vec<u8>>> {
        let names: Vec<&str> = names.collect();
        let asked = names.iter().map(|name| format!("{name}\n")).collect::<String>();
        let said = ask_with(&self.root, &["cat-file", "--batch"], asked.into_bytes())?;
        let mut rest = said.as_slice();
        names.iter().map(|name| next_blob(&mut rest).with_context(|| format!("git gave no blob {name}"))).collect()
    }

    /// The file that grows whenever HEAD moves.
    fn moves(&self) -> Option<PathBuf> {
        let said = ask(&self.root, &["rev-parse", "--git-path", "logs/HEAD"]).ok()?;
        Some(self.root.join(String::from_utf8_lossy(&said).trim_end_matches('\n')))
    }

    /// The files of the book that differ from those of a revision, by their path from its root; those that git does not know yet are among them.
    pub fn changed(&self, revision: &str) -> Result<Vec<String>> {
        let commit = self.commit(revision)?;
        let changed =
            ask(&self.root, &["diff", "--name-only", "-z", "--no-renames", "--relative", &commit, "--", "."])?;
        let new = ask(&self.root, &["ls-files", "--others", "--exclude-standard", "-z", "--", "."])?;
        let mut paths: Vec<String> = [changed, new]
            .iter()
            .flat_map(|said| said.split(|byte| *byte == 0))
            .filter(|path| !path.is_empty())
            .map(|path| String::from_utf8_lossy(path).into_owned())
            .collect();
        paths.sort();
        paths.dedup();
        Ok(paths)
    }
}

/// How many commits of the content are looked at.
const MOST_COMMITS: &str = "--max-count=20000";

/// The history of a book's content, asked of git once, and again only when HEAD has moved.
#[derive(Default)]
pub struct Log {
    asked: bool,
    /// The file that tells of each move of HEAD, and when it last did.
    moves: Option<PathBuf>,
    moved: Option<SystemTime>,
    history: Arc<History>,
    pub is_shallow: bool,
}

impl Log {
    /// What is known of the content of the book at `root`, where its pages say anything of it: nothing without git or a repository, nor in a shallow clone, which would call the
    /// oldest change that it has the first one.
    pub fn history(&mut self, root: &Path, config: &Config) -> Arc<History> {
        if config.history == HistoryPolicy::None {
            return Arc::default();
        }
        let moved = |moves: &Option<PathBuf>| std::fs::metadata(moves.as_ref()?).ok()?.modified().ok();
        if !self.asked {
            self.moves = repository(root).and_then(|repository| {
                self.is_shallow = repository.is_shallow;
                (!repository.is_shallow).then(|| repository.moves()).flatten()
            });
        }
        let now = moved(&self.moves);
        if !self.asked || now != self.moved {
            (self.asked, self.moved) = (true, now);
            self.history = if self.is_shallow { Arc::default() } else { Arc::new(read_history(root, &config.src)) };
        }
        self.history.clone()
    }
}

/// Whatever a person's own settings say, the same log.
fn read_history(root: &Path, src: &str) -> History {
    let format = format!("--format=tformat:{}", history::FORMAT);
    let settings =
        ["--literal-pathspecs", "--no-replace-objects", "-c", "log.showSignature=false", "-c", "diff.renameLimit=1000"];
    let what = [
        "log",
        "-z",
        "--name-status",
        "-M50%",
        "--no-merges",
        "--topo-order",
        "--relative",
        "--encoding=UTF-8",
        "--no-color",
    ];
    let mut git = git(root, &[&settings[..], &what, &[MOST_COMMITS, &format, "--", src]].concat());
    // Git only looks: what a partial clone does not have is not fetched.
    git.env("GIT_NO_LAZY_FETCH", "1").env("GIT_OPTIONAL_LOCKS", "0");
    answer(git, Vec::new()).map(|said| History::parse(&String::from_utf8_lossy(&said))).unwrap_or_default()
}

struct Entry {
    blob: String,
    size: u64,
    path: String,
}

/// `100644 blob 0123…    1234\tdocs/book.toml`; links and submodules are no files of a book.
fn entry(row: &[u8], prefix: &str) -> Option<Entry> {
    let row = std::str::from_utf8(row).ok()?;
    let (head, path) = row.split_once('\t')?;
    let mut words = head.split_whitespace();
    let (mode, kind, blob, size) = (words.next()?, words.next()?, words.next()?, words.next()?);
    let path = path.strip_prefix(prefix)?;
    let is_plain = kind == "blob" && mode != "120000" && !path.split('/').any(|part| part == "..");
    is_plain.then(|| Some(Entry { blob: blob.to_owned(), size: size.parse().ok()?, path: path.to_owned() })).flatten()
}

/// `0123… blob 5\nbytes\n`.
fn next_blob(rest: &mut &[u8]) -> Option<Vec<u8>> {
    let end = rest.iter().position(|byte| *byte == b'\n')?;
    let size: usize = std::str::from_utf8(&rest[..end]).ok()?.rsplit(' ').next()?.parse().ok()?;
    let blob = rest.get(end + 1..end + 1 + size)?.to_vec();
    *rest = rest.get(end + 2 + size..)?;
    Some(blob)
}

fn ask(root: &Path, arguments: &[&str]) -> Result<Vec<u8>> {
    ask_with(root, arguments, Vec::new())
}

fn ask_with(root: &Path, arguments: &[&str], input: Vec<u8>) -> Result<Vec<u8>> {
    answer(git(root, arguments), input).with_context(|| format!("git {}", arguments.join(" ")))
}

fn git(root: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new("git");
    command.arg("-C").arg(root).args(["-c", "core.quotePath=false"]).args(arguments);
    command
}

/// What a git prints that ends well; what it complains of otherwise.
fn answer(mut git: Command, input: Vec<u8>) -> Result<Vec<u8>> {
    let child = git.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let mut child = child.context("cannot run git")?;
    let stdin = child.stdin.take();
    // Both ends of the pipes move at once: git answers before it has read everything.
    let writer = std::thread::spawn(move || stdin.map(|mut stdin| stdin.write_all(&input)));
    let output = child.wait_with_output().context("cannot run git")?;
    // A git that needs no more input closes its end.
    let _ = writer.join();
    if !output.status.success() {
        bail!("{}", String::from_utf8_lossy(&output.stderr).trim());
    }
    Ok(output.stdout)
}
