//! The only door to disk and clock. Everything behind it is a pure function of [`crate::inputs::Inputs`].

pub mod clock;
pub mod curl;
pub mod fs;
pub mod git;
pub mod read;
pub mod serve;
pub mod watch;
pub mod write;
