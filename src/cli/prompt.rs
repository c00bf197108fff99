//! Questions on the terminal: the question on standard error, the answer on standard input.

use std::io::{self, Write};

use rustix::termios::{LocalModes, OptionalActions, tcgetattr, tcsetattr};

use super::interruption::Interruption;
use crate::domain::Secret;

/// Asks for a line of text.
///
/// # Errors
/// When the terminal fails, or nothing comes any more.
pub(super) fn line(question: &str) -> io::Result<String> {
    write!(io::stderr(), "{question}: ")?;
    answer()
}

/// Asks for a secret. What is typed does not show, and however the program ends, the terminal shows again what is
/// typed afterwards.
///
/// # Errors
/// When the terminal fails, or nothing comes any more.
pub(super) fn secret(question: &str, interruption: &Interruption) -> io::Result<Secret> {
    let shown = tcgetattr(io::stdin())?;
    let mut hidden = shown.clone();
    hidden.local_modes.remove(LocalModes::ECHO);
    hidden.local_modes.insert(LocalModes::ECHONL);
    write!(io::stderr(), "{question}: ")?;
    interruption.restores(Some(shown.clone()));
    let answer = tcsetattr(io::stdin(), OptionalActions::Flush, &hidden)
        .map_err(io::Error::from)
        .and_then(|()| answer());
    tcsetattr(io::stdin(), OptionalActions::Now, &shown)?;
    interruption.restores(None);
    answer.map(Secret::from)
}

fn answer() -> io::Result<String> {
    let mut answer = String::new();
    if io::stdin().read_line(&mut answer)? == 0 {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    answer.truncate(answer.trim_end_matches(['\r', '\n']).len());
    Ok(answer)
}
