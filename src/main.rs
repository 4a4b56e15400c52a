//! The program: runs the command line and ends with its status.

use std::process::ExitCode;

/// Pages are made of many small texts: this allocator takes an eighth less of a build's time than the system's.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    rubrique::cli::run()
}
