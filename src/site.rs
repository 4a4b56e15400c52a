//! The site as plain data: what stands at each path.
//!
//! A page is a recipe, rendered when it is written or served, so that memory does not grow with the output and the page a reader waits
//! for can come first. Rendering is pure: the same recipe gives the same bytes. What is no page is made once, when it is first asked for.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock};

use crate::diag::Diagnostic;

/// Renders one page, or says where the theme is broken.
pub type Recipe = Arc<dyn Fn() -> Result<Vec<u8>, Diagnostic> + Send + Sync>;

/// Made when it is first asked for, and kept.
pub type Lazy<T> = Arc<LazyLock<T, Box<dyn FnOnce() -> T + Send>>>;

pub fn lazy<T>(make: impl FnOnce() -> T + Send + 'static) -> Lazy<T> {
    Arc::new(LazyLock::new(Box::new(make)))
}

#[derive(Clone)]
pub enum Artifact {
    Bytes(Arc<[u8]>),
    Page(Recipe),
    File(Lazy<Arc<[u8]>>),
    /// Its name follows from its content, and it takes long to make: one that stands already is not made again.
    Picture(Recipe),
}

impl Artifact {
    pub fn bytes(&self) -> Result<Arc<[u8]>, Diagnostic> {
        match self {
            Artifact::Bytes(bytes) => Ok(bytes.clone()),
            Artifact::Page(recipe) | Artifact::Picture(recipe) => recipe().map(Arc::from),
            Artifact::File(bytes) => Ok((**bytes).clone()),
        }
    }
}

/// Files whose very names follow from their content: all names are found when one is asked for.
#[derive(Clone)]
pub struct Shelf {
    /// The start of all their paths: `search/`. Nothing else stands there but files of the book's own.
    pub folder: &'static str,
    pub files: Lazy<BTreeMap<String, Artifact>>,
}

/// Artifacts by their path in the output folder (`decisions/san-2020-014/index.html`).
#[derive(Clone, Default)]
pub struct Site {
    pub artifacts: BTreeMap<String, Artifact>,
    pub shelves: Vec<Shelf>,
    pub proof: Proof,
}

/// What the live preview shows besides the site, and a build never writes.
#[derive(Clone, Default)]
pub struct Proof {
    /// Paths of the pages of drafts, whether this site has them or only a build with drafts would.
    pub drafts: BTreeSet<String>,
    pub workings: Option<Workings>,
}

/// From an exact value as pages print it in `<data value>` to the workings of the figures that have it, as JSON.
pub type Workings = Arc<dyn Fn(&str) -> String + Send + Sync>;

impl Site {
    pub fn insert_bytes(&mut self, path: impl Into<String>, bytes: impl Into<Arc<[u8]>>) {
        self.artifacts.insert(path.into(), Artifact::Bytes(bytes.into()));
    }

    pub fn insert_page(&mut self, path: impl Into<String>, recipe: Recipe) {
        self.artifacts.insert(path.into(), Artifact::Page(recipe));
    }

    /// A file that is no page: made when it is first asked for.
    pub fn insert_file<T: Into<Arc<[u8]>>>(
        &mut self,
        path: impl Into<String>,
        make: impl FnOnce() -> T + Send + 'static,
    ) {
        self.artifacts.insert(path.into(), Artifact::File(lazy(|| make().into())));
    }

    /// What stands at a path.
    pub fn get(&self, path: &str) -> Option<Artifact> {
        let shelf = || self.shelves.iter().find(|shelf| path.starts_with(shelf.folder));
        let shelved = || shelf()?.files.get(path).cloned();
        self.artifacts.get(path).cloned().or_else(shelved)
    }

    /// The files of the shelves, whose names are found for it.
    pub fn shelved(&self) -> impl Iterator<Item = (&str, Artifact)> {
        let files = self.shelves.iter().flat_map(|shelf| shelf.files.iter());
        let ours = files.filter(|(path, _)| !self.artifacts.contains_key(*path));
        ours.map(|(path, artifact)| (path.as_str(), artifact.clone()))
    }

    /// Everything that the site is made of.
    pub fn all(&self) -> impl Iterator<Item = (&str, Artifact)> {
        let named = self.artifacts.iter().map(|(path, artifact)| (path.as_str(), artifact.clone()));
        named.chain(self.shelved())
    }
}
