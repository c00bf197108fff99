//! `completions` and `man`: what the command line says of itself.

use std::io::{self, Write};

use clap::CommandFactory;
use clap_complete::{Shell, generate};
use clap_mangen::Man;

use crate::cli::{arguments::Arguments, exit::Exit, failure::Failure};

/// Prints a script that completes commands in a shell.
///
/// # Errors
/// When standard output does not take it.
pub(in crate::cli) fn completions(shell: Shell) -> Result<Exit, Failure> {
    let mut script = Vec::new();
    generate(shell, &mut Arguments::command(), "lictor", &mut script);
    print(&script)
}

/// Prints the manual page.
///
/// # Errors
/// When standard output does not take it.
pub(in crate::cli) fn manual() -> Result<Exit, Failure> {
    let mut page = Vec::new();
    Man::new(Arguments::command()).render(&mut page)?;
    print(&page)
}

fn print(bytes: &[u8]) -> Result<Exit, Failure> {
    let mut stdout = io::stdout().lock();
    stdout.write_all(bytes)?;
    stdout.flush()?;
    Ok(Exit::Done)
}
