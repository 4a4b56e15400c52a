//! Serves the preview over HTTP: the pages as a host would give them, and a stream of events that says when they change.
//!
//! The server knows no file: it answers from the [`Edition`] that was published last, whose pages are rendered when they are asked for. It
//! answers only to its own name, so that no page of another site can read the preview.

mod answer;
mod host;

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::net::{SocketAddr, TcpListener, ToSocketAddrs};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use anyhow::{Context, Result, bail};
use axum::Router;
use tokio::sync::watch;

use crate::site::Site;
use host::Own;

/// How many ports after a taken one are tried.
const TRIES: u16 = 100;

/// What is served from one moment to the next: the last good site, and what is wrong with what came after it.
pub struct Edition {
    /// Counts from 1 in a run of the program.
    pub build: u64,
    /// The build that made `site`; it stays behind `build` while there are errors. 0 before the first good one.
    pub site_build: u64,
    pub site: Arc<Site>,
    /// The site with its drafts, compiled when somebody asks for the page of one.
    pub with_drafts: Arc<LazySite>,
    pub problems: Problems,
    /// The build in which each published file, not a page, last changed: a page may show one without changing itself.
    pub files: BTreeMap<String, u64>,
}

pub type LazySite = LazyLock<Site, Box<dyn FnOnce() -> Site + Send>>;

/// What is wrong, as `check` prints it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problems {
    pub errors: usize,
    pub warnings: usize,
    pub report: String,
}

/// A port that is held, and answers nothing yet.
pub struct Door {
    listener: TcpListener,
    own: Own,
    /// Whether the port that was asked for belongs to somebody else.
    pub was_taken: bool,
}

impl Door {
    /// `http://127.0.0.1:3000/`
    pub fn address(&self) -> String {
        format!("http://{}/", self.own.authority())
    }

    pub fn port(&self) -> u16 {
        self.own.port
    }
}

/// Takes a port of a host: the one that is asked for, the next free one where it is taken, any free one for 0.
pub fn bind(host: &str, asked: u16) -> Result<Door> {
    let name = host.trim_start_matches('[').trim_end_matches(']');
    let found = (name, asked).to_socket_addrs().map(Iterator::collect);
    let addresses: Vec<SocketAddr> = found.with_context(|| format!("cannot find the host `{host}`"))?;
    let Some(first) = addresses.first() else { bail!("cannot find the host `{host}`") };
    let ports = if asked == 0 { 0..=0 } else { asked..=asked.saturating_add(TRIES) };
    for candidate in ports {
        let address = SocketAddr::new(first.ip(), candidate);
        match TcpListener::bind(address) {
            Ok(listener) => {
                let port = listener.local_addr().with_context(|| format!("cannot listen on {address}"))?.port();
                let own = Own { name: name.to_owned(), ip: first.ip(), port };
                return Ok(Door { listener, own, was_taken: asked != 0 && port != asked });
            }
            Err(error) if error.kind() == ErrorKind::AddrInUse => {}
            Err(error) => return Err(error).with_context(|| format!("cannot listen on {address}")),
        }
    }
    bail!("the ports {asked} to {} of {host} are all taken; `-p 0` takes any free one", asked.saturating_add(TRIES))
}

/// A running server. It ends with the program.
pub struct Server {
    editions: watch::Sender<Arc<Edition>>,
    readers: Arc<Readers>,
}

impl Server {
    /// Starts to answer, in a thread of its own.
    pub fn start(door: Door, first: Edition) -> Result<Server> {
        let (editions, shown) = watch::channel(Arc::new(first));
        let readers = Arc::<Readers>::default();
        let desk = Arc::new(answer::Desk { run: run_name(), own: door.own, shown, readers: readers.clone() });
        door.listener.set_nonblocking(true).context("cannot serve")?;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().context("cannot serve")?;
        let listener = door.listener;
        let serve = async move {
            let listener = tokio::net::TcpListener::from_std(listener)?;
            axum::serve(listener, Router::new().fallback(answer::answer).with_state(desk)).await
        };
        let run = move || runtime.block_on(serve);
        std::thread::Builder::new().name("serve".into()).spawn(run).context("cannot serve")?;
        Ok(Server { editions, readers })
    }

    /// From now on this is served, and open pages are told.
    pub fn publish(&self, edition: Edition) {
        self.editions.send_replace(Arc::new(edition));
    }

    /// What is served now.
    pub fn shown(&self) -> Arc<Edition> {
        self.editions.borrow().clone()
    }

    /// The addresses of the pages that somebody has open, from the root of the host.
    pub fn open_pages(&self) -> Vec<String> {
        self.readers.pages()
    }
}

/// Who has which page open.
#[derive(Default)]
struct Readers(Mutex<BTreeMap<String, usize>>);

impl Readers {
    fn pages(&self) -> Vec<String> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).keys().cloned().collect()
    }

    fn enter(self: &Arc<Readers>, page: &str) -> Reader {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner).entry(page.to_owned()).or_default() += 1;
        Reader { readers: self.clone(), page: page.to_owned() }
    }
}

/// One open page, until it is dropped.
struct Reader {
    readers: Arc<Readers>,
    page: String,
}

impl Drop for Reader {
    fn drop(&mut self) {
        let mut pages = self.readers.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = pages.entry(self.page.clone()).or_default();
        *count = count.saturating_sub(1);
        if *count == 0 {
            pages.remove(&self.page);
        }
    }
}

/// Tells two runs of the program apart: builds count from 1 in each.
fn run_name() -> String {
    let start = std::time::SystemTime::UNIX_EPOCH.elapsed().unwrap_or_default();
    format!("{:x}", start.as_nanos())
}
