//! The reports of panics.

use std::{
    io::{self, Write},
    path::PathBuf,
};

use jiff::Timestamp;

use crate::files;

/// Writes a report into a file of its own in the state directory of the user, for its owner only; answers with where.
///
/// # Errors
/// What the system says, and that there is no home.
pub fn write_panic_report(report: &str) -> io::Result<PathBuf> {
    let no_home = || io::Error::new(io::ErrorKind::NotFound, "there is no home");
    let time = Timestamp::now().strftime("%Y-%m-%dT%H-%M-%S.%3fZ");
    let path = files::state_directory().ok_or_else(no_home)?.join(format!("panic-{time}.txt"));
    files::append(&path)?.write_all(report.as_bytes())?;
    Ok(path)
}
