//! From text to structure: YAML with spans, fences, Markdown events, and the grammar of citations and slots.

pub mod body;
pub mod front_matter;
pub mod slot;
pub mod yaml;
