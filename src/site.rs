//! The site as plain data: what stands at each path.
//!
//! A page is a recipe, rendered when it is written or served, so that memory does not grow with the output and the page a reader waits
//! for can come first. Rendering is pure: the same recipe gives the same bytes.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::diag::Diagnostic;

/// Renders one page, or says where the theme is broken.
pub type Recipe = Arc<dyn Fn() -> Result<Vec<u8>, Diagnostic> + Send + Sync>;

#[derive(Clone)]
pub enum Artifact {
    Bytes(Arc<[u8]>),
    Page(Recipe),
}

impl Artifact {
    pub fn bytes(&self) -> Result<Arc<[u8]>, Diagnostic> {
        match self {
            Artifact::Bytes(bytes) => Ok(bytes.clone()),
            Artifact::Page(recipe) => recipe().map(Arc::from),
        }
    }
}

/// Artifacts by their path in the output folder (`decisions/san-2020-014/index.html`).
#[derive(Clone, Default)]
pub struct Site {
    pub artifacts: BTreeMap<String, Artifact>,
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
    pub fn insert_bytes(&mut self, path: impl Into<String>, bytes: impl Into<Vec<u8>>) {
        self.artifacts.insert(path.into(), Artifact::Bytes(bytes.into().into()));
    }

    pub fn insert_page(&mut self, path: impl Into<String>, recipe: Recipe) {
        self.artifacts.insert(path.into(), Artifact::Page(recipe));
    }
}
