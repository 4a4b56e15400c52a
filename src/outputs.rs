//! What the build writes beside the pages, and what `figures` prints: data for programs.

pub mod figures;
