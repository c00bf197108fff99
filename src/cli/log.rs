//! What the program tells of its work: warnings always, each request with `-v`. On standard error, or where the
//! console has the terminal, in a file.

use std::{
    io::{self, Write},
    sync::Mutex,
};

use tracing::Level;
use tracing_subscriber::{Layer, filter::Targets, fmt, layer::SubscriberExt, util::SubscriberInitExt};

use super::failure::Failure;
use crate::{files, text};

/// Only what this program itself tells: libraries below would tell of headers, and so of the token.
fn ours(level: Level) -> Targets {
    Targets::new().with_target("lictor", level)
}

/// Takes a line at a time, and makes all that is in it visible: servers' words get into the log too.
struct Visible<W>(W);

impl<W: Write> Write for Visible<W> {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        let words = String::from_utf8_lossy(line);
        let words = text::safe(words.strip_suffix('\n').unwrap_or(&words));
        self.0.write_all(format!("{words}\n").as_bytes())?;
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// Logs to standard error.
pub(super) fn to_standard_error(verbose: bool) {
    let level = if verbose { Level::DEBUG } else { Level::WARN };
    let lines = fmt::layer()
        .with_writer(|| Visible(io::stderr()))
        .with_ansi_sanitization(false)
        .with_ansi(false)
        .without_time()
        .with_target(false)
        .log_internal_errors(false);
    // A second subscriber is refused; there is none.
    let _ = tracing_subscriber::registry().with(lines.with_filter(ours(level))).try_init();
}

/// Logs to `lictor.log` in the state directory (XDG Base Directory Specification), readable by its owner only.
///
/// # Errors
/// When the file cannot be written.
pub(super) fn to_file() -> Result<(), Failure> {
    let directory = files::state_directory();
    let file = directory
        .ok_or_else(|| Failure::Other("there is no place for a log file".to_owned()))?
        .join("lictor.log");
    let log = files::append(&file)
        .map_err(|error| Failure::Other(format!("{} cannot be written: {error}", file.display())))?;
    let lines = fmt::layer()
        .with_writer(Mutex::new(Visible(log)))
        .with_ansi_sanitization(false)
        .with_ansi(false)
        .with_target(false)
        .log_internal_errors(false);
    let _ = tracing_subscriber::registry().with(lines.with_filter(ours(Level::DEBUG))).try_init();
    Ok(())
}
