//! What is said beside the data: on standard error, for people. A standard error that is gone is no reason to fail.

use std::{
    env,
    io::{self, IsTerminal, Write},
    sync::atomic::{AtomicBool, Ordering},
};

use super::arguments::{Colour, Drawing};

/// Standard error, and how it may look.
#[derive(Debug)]
pub(super) struct Voice {
    terminal: bool,
    coloured: bool,
    /// Whether nothing but text goes to the terminal.
    plain: bool,
    unfinished: AtomicBool,
}

impl Voice {
    /// The voice of this process.
    pub(super) fn new(drawing: &Drawing) -> Self {
        let terminal = io::stderr().is_terminal();
        let plain = is_plain(drawing);
        let coloured = !plain && is_coloured(drawing.color, terminal);
        Self { terminal, coloured, plain, unfinished: AtomicBool::new(false) }
    }

    /// Whether nothing but text goes to the terminal.
    pub(super) fn is_plain(&self) -> bool {
        self.plain
    }

    /// What went wrong, and what to do about it.
    pub(super) fn error(&self, message: &str, advice: &str) {
        let word = if self.coloured { "\u{1b}[1;31merror:\u{1b}[0m" } else { "error:" };
        self.note(&format!("{word} {message}"));
        if !advice.is_empty() {
            self.note(&format!("  {advice}"));
        }
    }

    /// Something worth knowing.
    pub(super) fn note(&self, text: &str) {
        self.end_progress();
        let _ = writeln!(io::stderr(), "{text}");
    }

    /// How far things have come; on a terminal only, each time over the last.
    pub(super) fn progress(&self, text: &str) {
        if self.terminal && !self.plain {
            self.unfinished.store(true, Ordering::Relaxed);
            let _ = write!(io::stderr(), "\r{text}\u{1b}[K");
        }
    }

    /// Takes the progress away.
    pub(super) fn end_progress(&self) {
        if self.unfinished.swap(false, Ordering::Relaxed) {
            let _ = write!(io::stderr(), "\r\u{1b}[K");
        }
    }

    /// Asks on the terminal; anything but a yes is a no.
    ///
    /// # Errors
    /// When the answer cannot be read.
    pub(super) fn asks(&self, question: &str) -> io::Result<bool> {
        self.end_progress();
        write!(io::stderr(), "{question} [y/N] ")?;
        let mut answer = String::new();
        io::stdin().read_line(&mut answer)?;
        Ok(matches!(answer.trim().to_lowercase().as_str(), "y" | "yes"))
    }

    /// Whether there is somebody to ask.
    pub(super) fn can_ask(&self) -> bool {
        self.terminal && io::stdin().is_terminal()
    }
}

/// Whether colours are to be used on a stream. `NO_COLOR` counts when it is not empty (no-color.org).
pub(super) fn is_coloured(colour: Colour, terminal: bool) -> bool {
    let unwanted = || env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty()) || is_dumb();
    match colour {
        Colour::Always => true,
        Colour::Never => false,
        Colour::Auto => terminal && !unwanted(),
    }
}

/// Whether nothing but text may go to the terminal: it takes no escape codes, or is to get none.
pub(super) fn is_plain(drawing: &Drawing) -> bool {
    drawing.plain || is_dumb()
}

/// Whether the terminal takes no escape codes.
fn is_dumb() -> bool {
    env::var_os("TERM").is_some_and(|term| term == "dumb")
}

/// Whether the terminal may take what is copied (OSC 52). The Linux console and the terminals of the VT series have no
/// clipboard; a multiplexer passes it on.
pub(super) fn has_clipboard() -> bool {
    let is_set = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
    let term = env::var("TERM").unwrap_or_default();
    is_set("TMUX") || is_set("STY") || !matches!(term.as_str(), "dumb" | "linux" | "vt100" | "vt220")
}

/// Whether the locale has texts in UTF-8: the first of the variables that is set says so (POSIX, section 8.2).
pub(super) fn is_utf8() -> bool {
    let set = |name| env::var(name).ok().filter(|value| !value.is_empty());
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(set).unwrap_or_default();
    let locale = locale.to_ascii_lowercase();
    locale.contains("utf-8") || locale.contains("utf8")
}
