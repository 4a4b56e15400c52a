//! `rubrique watch`: reads at the first event, serves, and reads again when the tree is quiet.
//!
//! Nothing is guessed from events. The first look takes only what an event names and the book knows, so that a writer sees a save at once; the whole look,
//! once the tree is quiet, finds everything else. What a first look would take away or call wrong waits for it: half of a save is no mistake.

mod press;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::Result;
use clap::Args;

use super::{BookOptions, Ending, book, out};
use crate::diag::{Outcome, Tally};
use crate::inputs::Inputs;
use crate::io::clock;
use crate::io::git::Log;
use crate::io::read::{self, Reader, Settings};
use crate::io::serve::{self, Server};
use crate::io::watch::{Wake, Watch};
use crate::typography::plural;
use press::{Press, Pulled};

/// How long nothing happens in a quiet tree: longer than an editor takes between two steps of one save.
const QUIET: Duration = Duration::from_millis(30);
/// How long a tree may be busy before it is read all the same.
const BUSY: Duration = Duration::from_millis(500);
/// How often the day is looked at.
const MINUTE: Duration = Duration::from_secs(60);
/// How many drafts are announced at once.
const MOST_DRAFTS: usize = 5;

#[derive(Args)]
pub struct Options {
    #[command(flatten)]
    book: BookOptions,
    /// The port; the next free one where it is taken, any free one for 0
    #[arg(short, long, default_value_t = 3000)]
    port: u16,
    /// The name or address to listen on
    #[arg(short = 'n', long, value_name = "HOST", default_value = "127.0.0.1")]
    hostname: String,
    /// Open the site in a browser
    #[arg(short, long)]
    open: bool,
    /// Look at the files every so many milliseconds, where the system does not tell of changes
    #[arg(long, value_name = "MS", num_args = 0..=1, require_equals = true, default_missing_value = "500", value_parser = clap::value_parser!(u64).range(20..=3_600_000))]
    poll: Option<u64>,
    /// Show drafts as if they were published: in lists and figures too
    #[arg(long)]
    drafts: bool,
}

pub fn run(options: &Options) -> Result<Ending> {
    let root = book::root(&options.book)?;
    let door = serve::bind(&options.hostname, options.port)?;
    if door.was_taken {
        out::tell(&format!("port {} is taken: using {}", options.port, door.port()));
    }
    let address = door.address();
    let start = Instant::now();
    let mut watch = Watch::start(&root, options.poll.map(Duration::from_millis));
    let mut source = Source { options, address: address.clone(), reader: Reader::default(), log: Log::default() };
    let mut press = Press::default();
    let first = source.read(&watch);
    if let Ok(read) = &first {
        watch.follow(&read.value.config);
    }
    let pulled = press.pull(first, &[]);
    let server = Server::start(door, press.edition())?;
    out::print(&format!("listening on {address}\n"))?;
    let mut desk = Desk { watch, source, press, server, address };
    desk.say(&pulled, start);
    if options.open
        && let Err(error) = open::that_detached(&desk.address)
    {
        out::tell(&format!("cannot open a browser ({error}): open {} yourself", desk.address));
    }
    desk.begin();
    loop {
        desk.turn();
    }
}

/// Where the book is read from, and with what.
struct Source<'a> {
    options: &'a Options,
    address: String,
    reader: Reader,
    log: Log,
}

impl Source<'_> {
    fn read(&mut self, watch: &Watch) -> Result<Outcome<Inputs>> {
        let today = book::today(&self.options.book)?;
        let settings = Settings { today, drafts: self.options.drafts, site_url: Some(self.address.clone()) };
        let mut read = self.reader.inputs(watch.root(), &settings)?;
        read.value.history = self.log.history(watch.root(), &read.value.config);
        Ok(read)
    }
}

/// Everything that a turn of the loop works with.
struct Desk<'a> {
    watch: Watch,
    source: Source<'a>,
    press: Press,
    server: Server,
    address: String,
}

impl Desk<'_> {
    /// Sees whether events arrive, and looks once more: files may have changed while the first reading went on.
    fn begin(&mut self) {
        let heard = Instant::now();
        let changed = self.watch.probe();
        self.tell_notices();
        self.first_look(&changed, heard);
        self.whole_look(heard);
    }

    fn turn(&mut self) {
        let wake = self.watch.wait(if self.press.has_unproved() { Duration::ZERO } else { MINUTE });
        let heard = Instant::now();
        match wake {
            Wake::Changed(changed) => {
                self.first_look(&changed, heard);
                self.settle(heard);
                self.whole_look(heard);
            }
            Wake::Poll => self.whole_look(heard),
            Wake::Quiet if self.press.has_unproved() => {
                let pulled = self.press.prove_more();
                self.publish(&pulled, heard);
            }
            Wake::Quiet if self.is_another_day() => self.whole_look(heard),
            Wake::Quiet => {}
        }
        self.tell_notices();
    }

    fn is_another_day(&self) -> bool {
        let shown = self.press.read().map(|inputs| inputs.today);
        book::today(&self.source.options.book).is_ok_and(|today| shown.is_some_and(|shown| shown != today))
    }

    /// Waits until nothing happens any more, and looks at what happens meanwhile.
    fn settle(&mut self, since: Instant) {
        while since.elapsed() < BUSY {
            match self.watch.wait(QUIET) {
                Wake::Changed(changed) => self.first_look(&changed, Instant::now()),
                Wake::Poll | Wake::Quiet => return,
            }
        }
    }

    /// Shows what stood in the book before and changed, if nothing is wrong with it.
    fn first_look(&mut self, changed: &BTreeSet<PathBuf>, heard: Instant) {
        let mut changed = changed.clone();
        loop {
            let Some(inputs) = self.press.read().and_then(|known| read::first_look(self.watch.root(), known, &changed))
            else {
                return;
            };
            let before = changed.len();
            // A file may have been written on while it was read.
            let mut more = BTreeSet::new();
            self.watch.take_waiting(&mut more);
            if more.is_empty() {
                let pulled = self.press.pull_if_good(inputs, &self.server.open_pages());
                return self.publish(&pulled, heard);
            }
            changed.extend(more);
            if heard.elapsed() > BUSY && changed.len() == before {
                return;
            }
        }
    }

    /// Reads the whole book, and shows what is different. Two readings must agree on it: the first may have met the next save half done.
    fn whole_look(&mut self, heard: Instant) {
        let mut read = self.look_once();
        let start = Instant::now();
        while start.elapsed() < BUSY && self.press.differs(&read) {
            self.settle(start);
            let again = self.look_once();
            if press::agree(&read, &again) {
                break;
            }
            read = again;
        }
        if self.press.differs(&read) {
            let pulled = self.press.pull(read, &self.server.open_pages());
            self.publish(&pulled, heard);
        }
    }

    /// The watches follow the configuration before the files are read, so that no change falls in between.
    fn look_once(&mut self) -> Result<Outcome<Inputs>> {
        if let Some(known) = self.press.read() {
            self.watch.follow(&known.config);
        }
        let read = self.source.read(&self.watch)?;
        if self.press.read().is_none_or(|known| known.config != read.value.config) {
            self.watch.follow(&read.value.config);
            return self.source.read(&self.watch);
        }
        Ok(read)
    }

    fn publish(&self, pulled: &Pulled, heard: Instant) {
        if !matches!(pulled, Pulled::Nothing) {
            self.server.publish(self.press.edition());
            self.say(pulled, heard);
        }
    }

    fn tell_notices(&mut self) {
        self.watch.notices().iter().for_each(|notice| out::tell(notice));
    }

    /// One line a build; what is wrong only where it was not said before.
    fn say(&self, pulled: &Pulled, heard: Instant) {
        let (time, took) = (clock::time_of_day(), heard.elapsed().as_millis());
        match pulled {
            Pulled::Nothing => {}
            Pulled::Failed { why } => out::tell(&format!("{time}  error: {why}\n          {}", self.what_stays())),
            Pulled::Site { changed, pages, diagnostics, fresh, drafts } => {
                let what = what(changed);
                let tally = Tally::of(diagnostics);
                let counted = |number, word: &str| format!("{number} {}", plural_of(number, word));
                if let Some(sources) = self.press.sources() {
                    book::print(fresh, sources);
                }
                match tally.errors {
                    0 => out::tell(&format!("{time}  {what}{}, {took} ms", counted(*pages, "page"))),
                    errors => out::tell(&format!("{time}  {what}{}: {}", counted(errors, "error"), self.what_stays())),
                }
                for draft in drafts.iter().take(MOST_DRAFTS) {
                    out::tell(&format!("          draft, not published: {}{draft}", self.address));
                }
            }
        }
    }

    fn what_stays(&self) -> &'static str {
        if self.press.has_site() { "the last good site stays" } else { "there is no site to show yet" }
    }
}

fn plural_of(number: usize, word: &str) -> String {
    plural(crate::model::value::Lang::En, number, word, &format!("{word}s")).to_owned()
}

/// « content/pages/methode.md: », « 14 files: ».
fn what(changed: &[String]) -> String {
    match changed {
        [] => String::new(),
        [one] => format!("{one}: "),
        [one, two] => format!("{one}, {two}: "),
        many => format!("{} files: ", many.len()),
    }
}
