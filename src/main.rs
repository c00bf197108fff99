//! The console of a licensing API, from the command line. Everything is in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    lictor::cli::run()
}
