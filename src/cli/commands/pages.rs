//! `completions` and `man`: what the command line says of itself.

use std::{
    fs,
    io::{self, Write},
    path::Path,
};

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

/// Prints the manual page, or writes one for each command into a directory.
///
/// # Errors
/// When standard output or the directory does not take it.
pub(in crate::cli) fn manual(out: Option<&Path>) -> Result<Exit, Failure> {
    if let Some(directory) = out {
        let written = fs::create_dir_all(directory)
            .and_then(|()| clap_mangen::generate_to(Arguments::command(), directory));
        let refused =
            |error| Failure::Other(format!("{} cannot be written to: {error}", directory.display()));
        return written.map(|()| Exit::Done).map_err(refused);
    }
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
