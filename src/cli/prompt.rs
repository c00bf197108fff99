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
    let mut answer = String::new();
    if io::stdin().read_line(&mut answer)? == 0 {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    answer.truncate(answer.trim_end_matches(['\r', '\n']).len());
    Ok(answer)
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
    interruption.restores(Some(shown.clone()));
    // Before the question, so that nothing that is typed in answer to it shows or is thrown away.
    let hiding = tcsetattr(io::stdin(), OptionalActions::Flush, &hidden).map_err(io::Error::from);
    let answer = hiding.and_then(|()| line(question));
    tcsetattr(io::stdin(), OptionalActions::Now, &shown)?;
    interruption.restores(None);
    answer.map(Secret::from)
}
