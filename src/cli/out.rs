//! Results go to stdout, everything else to stderr. Colours are dropped where nobody would see them.
//!
//! A reader that has had enough (`rubrique explain | head -1`) closes the pipe: that is no mistake, and nobody is left to tell.

use std::io::{ErrorKind, Write};

use anyhow::{Context, Result};

/// Writes a result to stdout. Fails where it cannot be written, a full disk for example.
pub fn print(text: &str) -> Result<()> {
    let mut stdout = anstream::stdout().lock();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        written => written.context("cannot write to standard output"),
    }
}

/// Says something to the person at the terminal, on stderr.
pub fn tell(text: &str) {
    let mut stderr = anstream::stderr().lock();
    // Where stderr itself is closed there is nowhere to say so.
    let _ = writeln!(stderr, "{text}");
}
