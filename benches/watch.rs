//! How fast the live preview shows a save, for made books of 1,000 decisions or another size: over HTTP, as a browser meets it.
//!
//! `cargo bench --bench watch` measures 1,000 decisions, `cargo bench --bench watch -- 10000` a book of that size. 40 edits, plain and atomic saves in turn: the time from
//! just before the save to the last byte of the page that has it. Then many more (`--edits 5000`), to see whether memory grows, and some seconds of doing nothing.

mod book;
#[path = "watch/stages.rs"]
mod stages;

use std::error::Error;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs, thread};

pub type Result<T> = std::result::Result<T, Box<dyn Error>>;

const TODAY: &str = "2026-11-23";
const MEASURED: usize = 40;
/// How long nothing happens while the processor's use is read.
const IDLE: Duration = Duration::from_secs(5);
const PATIENCE: Duration = Duration::from_secs(60);

fn main() -> Result<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    // `cargo test --all-targets` runs benchmarks too, without this flag: they have nothing to prove there.
    if !arguments.iter().any(|argument| argument == "--bench") {
        return Ok(());
    }
    let (mut sizes, mut edits) = (Vec::new(), 500);
    let mut rest = arguments.iter().filter(|argument| *argument != "--bench");
    while let Some(argument) = rest.next() {
        match argument.as_str() {
            "--edits" => edits = rest.next().ok_or("--edits needs a number")?.parse()?,
            size => sizes.push(size.parse()?),
        }
    }
    if sizes.is_empty() {
        sizes.push(1_000);
    }
    sizes.into_iter().try_for_each(|decisions| report(decisions, edits))
}

fn report(decisions: usize, edits: usize) -> Result<()> {
    let folder = tempfile::tempdir()?;
    book::write(folder.path(), &Path::new(env!("CARGO_MANIFEST_DIR")).join("content/acts"), decisions)?;
    let files = files(folder.path())?;
    println!("\n{decisions} decisions");
    stages::report(folder.path())?;
    let start = Instant::now();
    let preview = Preview::start(folder.path())?;
    let page = files[0].page();
    preview.get(&page)?;
    let first = start.elapsed();
    line("first page after the start", first);
    // The first look of a run reads the book once more, to be sure.
    thread::sleep(Duration::from_secs(3));
    let before = preview.memory();
    let mut times = Vec::new();
    for number in 0..MEASURED {
        times.push(preview.edit(&files[number * 7919 % files.len()], number)?);
        // A writer's next save; and the whole look of this one is over.
        thread::sleep(Duration::from_millis(300));
    }
    for (name, mut times) in [
        ("save to served", times.clone()),
        ("  plain saves", times.iter().copied().step_by(2).collect()),
        ("  atomic saves", times.iter().copied().skip(1).step_by(2).collect()),
    ] {
        times.sort();
        let at = |hundredth: usize| times[(times.len() * hundredth / 100).min(times.len() - 1)];
        println!(
            "  {name:<28} median {:>7.1} ms   95th percentile {:>7.1} ms   longest {:>7.1} ms",
            ms(at(50)),
            ms(at(95)),
            ms(at(100))
        );
    }
    let (busy, measured) = (preview.processor(), Instant::now());
    thread::sleep(IDLE);
    if let (Some(before), Some(after)) = (busy, preview.processor()) {
        println!(
            "  {:<28} {:>7.2} %",
            "processor while idle",
            100.0 * (after - before) / measured.elapsed().as_secs_f64()
        );
    }
    let measured = preview.memory();
    for number in MEASURED..edits.max(MEASURED) {
        preview.edit(&files[number * 7919 % files.len()], number)?;
    }
    if let (Some(start), Some(measured), Some(end)) = (before, measured, preview.memory()) {
        println!(
            "  {:<28} {start:>7.1} MiB at the start, {measured:.1} after {MEASURED} edits, {end:.1} after {}",
            "memory",
            edits.max(MEASURED)
        );
    }
    Ok(())
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

fn line(name: &str, time: Duration) {
    println!("  {name:<28} {:>7.1} ms", ms(time));
}

/// A decision of the book.
struct File(PathBuf);

impl File {
    fn page(&self) -> String {
        format!("/decisions/{}/", self.0.file_stem().unwrap_or_default().to_string_lossy())
    }
}

fn files(folder: &Path) -> Result<Vec<File>> {
    let mut found = Vec::new();
    for year in fs::read_dir(folder.join("content/decisions"))? {
        for file in fs::read_dir(year?.path())? {
            let path = file?.path();
            if !path.to_string_lossy().ends_with(".en.md") {
                found.push(File(path));
            }
        }
    }
    found.sort_by(|one, other| one.0.cmp(&other.0));
    Ok(found)
}

struct Preview {
    child: Child,
    port: u16,
}

impl Preview {
    fn start(folder: &Path) -> Result<Preview> {
        let mut child = Command::new(env!("CARGO_BIN_EXE_rubrique"))
            .arg("watch")
            .arg(folder)
            .args(["-p", "0", "--as-of", TODAY])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let mut listening = String::new();
        BufReader::new(child.stdout.take().ok_or("stdout is piped")?).read_line(&mut listening)?;
        let port =
            listening.trim_end().trim_end_matches('/').rsplit_once(':').ok_or("it does not listen")?.1.parse()?;
        Ok(Preview { child, port })
    }

    /// One save; the time until the page that has it is there.
    fn edit(&self, file: &File, number: usize) -> Result<Duration> {
        let page = file.page();
        let mut events = self.ask(&format!("/_rubrique/events?page={page}"))?;
        let mut state = String::new();
        next(&mut events, &mut state)?;
        let text = fs::read_to_string(&file.0)?;
        let mark = format!("Une phrase nouvelle, numéro {number}.");
        let text = format!("{}\n\n{mark}\n", text.trim_end());
        let start = Instant::now();
        if number.is_multiple_of(2) {
            fs::write(&file.0, &text)?;
        } else {
            let beside = file.0.with_extension("tmp");
            fs::write(&beside, &text)?;
            fs::rename(&beside, &file.0)?;
        }
        while start.elapsed() < PATIENCE {
            next(&mut events, &mut state)?;
            if self.get(&page)?.contains(&mark) {
                return Ok(start.elapsed());
            }
        }
        Err(format!("{page} never shows its edit").into())
    }

    fn get(&self, page: &str) -> Result<String> {
        let mut text = String::new();
        self.ask(page)?.read_to_string(&mut text)?;
        if text.starts_with("HTTP/1.1 200") {
            Ok(text)
        } else {
            Err(format!("{page}: {}", text.lines().next().unwrap_or_default()).into())
        }
    }

    fn ask(&self, path: &str) -> Result<BufReader<TcpStream>> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port))?;
        stream.set_read_timeout(Some(PATIENCE))?;
        write!(stream, "GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nConnection: close\r\n\r\n", self.port)?;
        Ok(BufReader::new(stream))
    }

    /// MiB, where the system says so.
    fn memory(&self) -> Option<f64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).ok()?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
        Some(line.split_whitespace().next()?.parse::<f64>().ok()? / 1024.0)
    }

    /// Seconds of processor time so far, where the system says so: ticks of 1/100 s, the 14th and 15th fields.
    fn processor(&self) -> Option<f64> {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.child.id())).ok()?;
        let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
        let ticks = |at: usize| fields.get(at)?.parse::<f64>().ok();
        Some((ticks(11)? + ticks(12)?) / 100.0)
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Reads up to the end of the next message.
fn next(events: &mut BufReader<TcpStream>, state: &mut String) -> Result<()> {
    loop {
        state.clear();
        if events.read_line(state)? == 0 {
            return Err("the stream ended".into());
        }
        if state.starts_with("data: ") {
            return Ok(());
        }
    }
}
