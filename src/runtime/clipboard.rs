//! The clipboard of the operator's own machine, reached through the terminal: OSC 52.

use std::{
    env,
    io::{self, Write as _},
};

use base64::{Engine as _, engine::general_purpose::STANDARD};

/// The most bytes that a string may have for GNU screen to pass it on.
const SCREEN_PIECE: usize = 76;

/// What stands between us and the terminal that has the clipboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Between {
    Nothing,
    Tmux,
    Screen,
}

/// Asks the terminal to put a text on the clipboard. Whether it does, it does not tell. Where the terminal has not
/// been taken over, nothing is written.
///
/// # Errors
/// When the terminal cannot be written to.
pub(super) fn copy(text: &str) -> io::Result<()> {
    if !crossterm::terminal::is_raw_mode_enabled().unwrap_or_default() {
        return Ok(());
    }
    let is_set = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
    let between = match (is_set("TMUX"), is_set("STY")) {
        (true, _) => Between::Tmux,
        (false, true) => Between::Screen,
        (false, false) => Between::Nothing,
    };
    let mut out = io::stdout().lock();
    out.write_all(sequence(text, between).as_bytes())?;
    out.flush()
}

fn sequence(text: &str, between: Between) -> String {
    let encoded = STANDARD.encode(text);
    let plain = format!("\x1b]52;c;{encoded}\x07");
    match between {
        Between::Nothing => plain,
        Between::Tmux => format!("\x1bPtmux;{}\x1b\\", plain.replace('\x1b', "\x1b\x1b")),
        Between::Screen => {
            let pieces = plain.as_bytes().chunks(SCREEN_PIECE).map(String::from_utf8_lossy);
            let pieces: Vec<String> = pieces.map(|piece| format!("\x1bP{piece}\x1b\\")).collect();
            pieces.concat()
        }
    }
}

#[cfg(test)]
mod tests;
