//! The program: runs the command line and ends with its status.

use std::process::ExitCode;

fn main() -> ExitCode {
    rubrique::cli::run()
}
