//! What the program tells of its work: warnings always, each request with `-v`. On standard error, or where the
//! console has the terminal, in a file.

use std::{io, sync::Mutex};

use tracing::Level;
use tracing_subscriber::{Layer, filter::Targets, fmt, layer::SubscriberExt, util::SubscriberInitExt};

use super::failure::Failure;
use crate::files;

/// Only what this program itself tells: libraries below would tell of headers, and so of the token.
fn ours(level: Level) -> Targets {
    Targets::new().with_target("lictor", level)
}

/// Logs to standard error.
pub(super) fn to_standard_error(verbose: bool) {
    let level = if verbose { Level::DEBUG } else { Level::WARN };
    let lines = fmt::layer()
        .with_writer(io::stderr)
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
        .with_writer(Mutex::new(log))
        .with_ansi(false)
        .with_target(false)
        .log_internal_errors(false);
    let _ = tracing_subscriber::registry().with(lines.with_filter(ours(Level::DEBUG))).try_init();
    Ok(())
}
