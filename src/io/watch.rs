//! Hears that files of a book change: by the system's file events, and by looking again and again where they do not come.
//!
//! Events say that something happened near a path, never what: whoever hears of it reads again. Only the folders that a book is made of are
//! watched, and never its output.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use notify::event::{CreateKind, RemoveKind};
use notify::{ErrorKind, Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use crate::config::Config;
use crate::io::read::is_left_by_an_editor;

/// How often files are looked at where nobody says.
pub const POLL: Duration = Duration::from_millis(500);

/// How long the first event may take to arrive.
const PROBE: Duration = Duration::from_millis(700);

/// Why [`Watch::wait`] came back.
#[derive(Debug)]
pub enum Wake {
    /// Something happened to these paths, or near them.
    Changed(BTreeSet<PathBuf>),
    /// It is time to look.
    Poll,
    /// Nothing was heard for as long as was asked.
    Quiet,
}

/// Listens to one book until it is dropped.
pub struct Watch {
    root: PathBuf,
    watcher: Option<RecommendedWatcher>,
    poll: Option<Duration>,
    heard: Receiver<Heard>,
    sender: Sender<Heard>,
    interest: Arc<Mutex<Interest>>,
    trees: BTreeMap<PathBuf, RecursiveMode>,
    /// Whether folders came or went, so that the system's watches may no longer cover them all.
    folders_moved: bool,
    notices: Vec<String>,
}

enum Heard {
    Changed { paths: Vec<PathBuf>, folders: bool },
    Failed(notify::Error),
}

impl Watch {
    /// Listens for changes in the book's own folder; [`Watch::follow`] adds what its configuration names. With `poll` the system's events are not asked for.
    pub fn start(root: &Path, poll: Option<Duration>) -> Watch {
        let (sender, heard) = mpsc::channel();
        let mut watch = Watch {
            root: root.canonicalize().unwrap_or_else(|_| root.to_owned()),
            watcher: None,
            poll,
            heard,
            sender,
            interest: Arc::default(),
            trees: BTreeMap::new(),
            folders_moved: false,
            notices: Vec::new(),
        };
        if poll.is_none() {
            watch.listen();
        }
        watch
    }

    /// The book's folder, as the paths of [`Wake::Changed`] begin.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// What the person at the terminal should know, once.
    pub fn notices(&mut self) -> Vec<String> {
        std::mem::take(&mut self.notices)
    }

    /// Watches the folders that a configuration names, as they stand now.
    pub fn follow(&mut self, config: &Config) {
        let wanted = trees(&self.root, config);
        *self.interest.lock().unwrap_or_else(PoisonError::into_inner) = Interest::of(&self.root, config);
        if self.watcher.is_none() || wanted == self.trees && !self.folders_moved {
            return;
        }
        self.folders_moved = false;
        self.unwatch_all();
        for (folder, mode) in wanted {
            let Some(watcher) = &mut self.watcher else { return };
            match watcher.watch(&folder, mode) {
                Ok(()) => drop(self.trees.insert(folder, mode)),
                // It went away in between: the event of that leads here again.
                Err(_) if !folder.is_dir() => self.folders_moved = true,
                Err(error) => self.give_up(&error),
            }
        }
    }

    /// Whether the system's events arrive: changes the time of `book.toml` to what it is, and listens. What was heard besides is not lost. The files are
    /// looked at from then on where no event came.
    pub fn probe(&mut self) -> BTreeSet<PathBuf> {
        if let Some(kind) = distant(&self.root) {
            self.poll = Some(POLL);
            self.notices.push(format!(
                "the book lies on a shared folder ({kind}), where changes made elsewhere give no event: looking at the files every {} ms too",
                POLL.as_millis()
            ));
        }
        let toml = self.root.join("book.toml");
        let mut changed = BTreeSet::new();
        if self.watcher.is_none() || !touch(&toml) {
            return changed;
        }
        let end = Instant::now() + PROBE;
        while !changed.contains(&toml) {
            match self.wait(end.saturating_duration_since(Instant::now())) {
                Wake::Changed(paths) => changed.extend(paths),
                Wake::Poll => {}
                Wake::Quiet => {
                    self.look_instead("file events do not arrive here, as in some containers and network folders");
                    break;
                }
            }
        }
        changed
    }

    /// Waits for something to happen, so long at the most.
    pub fn wait(&mut self, longest: Duration) -> Wake {
        let polled = self.poll.filter(|poll| *poll <= longest);
        let first = match self.heard.recv_timeout(polled.unwrap_or(longest)) {
            Ok(heard) => heard,
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {
                return if polled.is_some() { Wake::Poll } else { Wake::Quiet };
            }
        };
        let mut changed = BTreeSet::new();
        self.take(first, &mut changed);
        self.take_waiting(&mut changed);
        Wake::Changed(changed)
    }

    /// What has been heard meanwhile, without waiting.
    pub fn take_waiting(&mut self, changed: &mut BTreeSet<PathBuf>) {
        while let Ok(heard) = self.heard.try_recv() {
            self.take(heard, changed);
        }
    }

    fn take(&mut self, heard: Heard, changed: &mut BTreeSet<PathBuf>) {
        match heard {
            Heard::Changed { paths, folders } => {
                self.folders_moved |= folders;
                changed.extend(paths);
            }
            Heard::Failed(error) => self.give_up(&error),
        }
    }

    fn listen(&mut self) {
        let (sender, interest) = (self.sender.clone(), self.interest.clone());
        *interest.lock().unwrap_or_else(PoisonError::into_inner) = Interest::of(&self.root, &Config::default());
        let hear = move |event: notify::Result<Event>| {
            let interest = interest.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(heard) = heard(event, &interest) {
                // Nobody listens any more when the program ends.
                let _ = sender.send(heard);
            }
        };
        match notify::recommended_watcher(hear) {
            Ok(watcher) => self.watcher = Some(watcher),
            Err(error) => self.give_up(&error),
        }
    }

    fn unwatch_all(&mut self) {
        let trees = std::mem::take(&mut self.trees);
        let Some(watcher) = &mut self.watcher else { return };
        for folder in trees.keys() {
            // One that went away is watched no more.
            let _ = watcher.unwatch(folder);
        }
    }

    /// From here on the files are looked at.
    fn give_up(&mut self, error: &notify::Error) {
        match limit(error) {
            Some(setting) => self.look_instead(&format!(
                "the system's limit on watched folders is reached; raise it with `sudo sysctl {setting}`"
            )),
            None => self.look_instead(&format!("the system cannot watch these folders ({error})")),
        }
    }

    fn look_instead(&mut self, why: &str) {
        let every = *self.poll.get_or_insert(POLL);
        self.watcher = None;
        self.trees.clear();
        let every = every.as_millis();
        self.notices.push(format!("{why}. Looking at the files every {every} ms instead (`--poll=MS` sets how often)"));
    }
}

/// What an event says, if it is about the book.
fn heard(event: notify::Result<Event>, interest: &Interest) -> Option<Heard> {
    let event = match event {
        Ok(event) => event,
        // A folder that went away while it was being watched is an event like others.
        Err(error) if matches!(error.kind, ErrorKind::PathNotFound | ErrorKind::WatchNotFound) => {
            return Some(Heard::Changed { paths: error.paths, folders: true });
        }
        Err(error) => return Some(Heard::Failed(error)),
    };
    if matches!(event.kind, EventKind::Access(_)) {
        return None;
    }
    if event.need_rescan() {
        return Some(Heard::Changed { paths: Vec::new(), folders: true });
    }
    let paths: Vec<PathBuf> = event.paths.into_iter().filter(|path| interest.has(path)).collect();
    let is_folder = matches!(event.kind, EventKind::Create(CreateKind::Folder) | EventKind::Remove(RemoveKind::Folder));
    let folders = is_folder || paths.iter().any(|path| path.is_dir());
    (!paths.is_empty()).then_some(Heard::Changed { paths, folders })
}

/// The setting that a full system would have to raise, with a value that is enough.
fn limit(error: &notify::Error) -> Option<&'static str> {
    const TOO_MANY_OPEN_FILES: i32 = 24;
    match &error.kind {
        ErrorKind::MaxFilesWatch => Some("fs.inotify.max_user_watches=524288"),
        ErrorKind::Io(error) if cfg!(target_os = "linux") && error.raw_os_error() == Some(TOO_MANY_OPEN_FILES) => {
            Some("fs.inotify.max_user_instances=512")
        }
        ErrorKind::Io(_)
        | ErrorKind::Generic(_)
        | ErrorKind::PathNotFound
        | ErrorKind::WatchNotFound
        | ErrorKind::InvalidConfig(_) => None,
    }
}

/// Which paths a book is made of.
#[derive(Default)]
struct Interest {
    trees: Vec<PathBuf>,
    output: PathBuf,
}

impl Interest {
    fn of(root: &Path, config: &Config) -> Interest {
        let mut trees = vec![root.join("book.toml")];
        trees.extend(folders(root, config));
        trees.extend(config.additional_css.iter().map(|path| inside(root, path)));
        Interest { trees, output: inside(root, &config.build_dir) }
    }

    /// A folder on the way to a tree counts: the tree may come or go with it.
    fn has(&self, path: &Path) -> bool {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        !path.starts_with(&self.output)
            && !is_left_by_an_editor(&name)
            && self.trees.iter().any(|tree| path.starts_with(tree) || tree.starts_with(path))
    }
}

/// The folders that a book reads whole, whether they stand or not.
fn folders(root: &Path, config: &Config) -> Vec<PathBuf> {
    let theme = config.theme.iter().map(|name| inside(root, &format!("themes/{name}")));
    [inside(root, &config.src), root.join("static")].into_iter().chain(theme).collect()
}

/// What to ask the system to watch: the folders that stand, whole; those on the way to them, for what comes and goes there.
fn trees(root: &Path, config: &Config) -> BTreeMap<PathBuf, RecursiveMode> {
    let mut trees = BTreeMap::new();
    let mut alone = |path: &Path| {
        let above = path.ancestors().skip(1).take_while(|folder| folder.starts_with(root));
        for folder in above.filter(|folder| folder.is_dir()) {
            trees.entry(folder.to_owned()).or_insert(RecursiveMode::NonRecursive);
        }
    };
    alone(&root.join("book.toml"));
    config.additional_css.iter().for_each(|path| alone(&inside(root, path)));
    let folders = folders(root, config);
    folders.iter().for_each(|folder| alone(folder));
    for folder in folders.into_iter().filter(|folder| folder.is_dir()) {
        trees.insert(folder, RecursiveMode::Recursive);
    }
    trees
}

/// A configured path under the root; one that would lead out of it stays at the root, and is reported when it is read.
fn inside(root: &Path, path: &str) -> PathBuf {
    let parts = Path::new(path).components().filter(|part| matches!(part, Component::Normal(_)));
    parts.fold(root.to_owned(), |path, part| path.join(part))
}

/// Sets a file's time to what it is, which is an event and changes nothing. False where the system refuses.
fn touch(path: &Path) -> bool {
    let opened =
        if cfg!(windows) { std::fs::File::options().write(true).open(path) } else { std::fs::File::open(path) };
    let touched = opened.and_then(|file| file.set_modified(file.metadata()?.modified()?));
    touched.is_ok()
}

/// The kind of file system, where it is one that others write to behind the system's back.
fn distant(path: &Path) -> Option<String> {
    let mounts = std::fs::read_to_string("/proc/self/mountinfo").ok()?;
    distant_mount(&mounts, path).map(str::to_owned)
}

const DISTANT: &[&str] = &[
    "9p",
    "afs",
    "ceph",
    "cifs",
    "drvfs",
    "fakeowner",
    "nfs",
    "nfs4",
    "prl_fs",
    "smb3",
    "smbfs",
    "vboxsf",
    "virtiofs",
    "vmhgfs",
    "fuse.gcsfuse",
    "fuse.glusterfs",
    "fuse.grpcfuse",
    "fuse.osxfs",
    "fuse.rclone",
    "fuse.s3fs",
    "fuse.sshfs",
    "fuse.vmhgfs-fuse",
];

/// The same, from the system's table of mounts (proc_pid_mountinfo(5)): the fifth field is the folder, the first after ` - ` the kind.
fn distant_mount<'a>(mounts: &'a str, path: &Path) -> Option<&'a str> {
    let row = |line: &'a str| {
        let (left, right) = line.split_once(" - ")?;
        Some((unescaped(left.split(' ').nth(4)?), right.split(' ').next()?))
    };
    // Of two mounts on one folder the later one is seen.
    let nearest = mounts
        .lines()
        .filter_map(row)
        .filter(|(folder, _)| path.starts_with(folder))
        .max_by_key(|(folder, _)| folder.len());
    nearest.map(|(_, kind)| kind).filter(|kind| DISTANT.contains(kind))
}

/// The table writes a space as `\040`, and few other characters so.
fn unescaped(field: &str) -> String {
    [("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")]
        .iter()
        .fold(field.to_owned(), |field, (code, character)| field.replace(code, character))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_mount_says_whether_others_write_there() {
        let mounts = "22 1 0:20 / / rw,relatime - ext4 /dev/vda rw\n\
            40 22 0:35 / /mnt/c rw shared:1 - 9p drvfs rw,aname=drvfs\n\
            41 22 0:36 / /mnt/c/my\\040books rw - ext4 /dev/vdb rw\n\
            42 22 0:37 / /data rw - tmpfs tmpfs rw\n\
            43 22 0:38 / /data rw - nfs4 server:/data rw\n";
        let kind = |path: &str| distant_mount(mounts, Path::new(path));
        assert_eq!(kind("/home/x"), None);
        assert_eq!(kind("/mnt/c/x"), Some("9p"));
        assert_eq!(kind("/mnt/c/my books/x"), None);
        assert_eq!(kind("/data/x"), Some("nfs4"));
        assert_eq!(kind("/database"), None);
    }

    #[test]
    fn the_output_and_what_editors_leave_are_of_no_interest() {
        let config =
            Config { theme: Some("mine".into()), additional_css: vec!["style/own.css".into()], ..Config::default() };
        let interest = Interest::of(Path::new("/b"), &config);
        for path in [
            "/b/book.toml",
            "/b/content",
            "/b/content/pages/x.md",
            "/b/themes",
            "/b/themes/mine/assets/style.css",
            "/b/static/.nojekyll",
            "/b/style/own.css",
        ] {
            assert!(interest.has(Path::new(path)), "{path}");
        }
        for path in [
            "/b/book/index.html",
            "/b/book",
            "/b/target/x",
            "/b/Cargo.toml",
            "/b/themes/other/x",
            "/b/content/4913",
            "/b/content/x.md~",
            "/b/content/.x.md.swp",
            "/b/content/.#x.md",
            "/b/content/#x.md#",
        ] {
            assert!(!interest.has(Path::new(path)), "{path}");
        }
    }

    #[test]
    fn a_full_system_is_told_which_setting_to_raise() {
        let full = notify::Error::new(ErrorKind::MaxFilesWatch);
        assert_eq!(limit(&full), Some("fs.inotify.max_user_watches=524288"));
        assert_eq!(limit(&notify::Error::generic("x")), None);
    }
}
