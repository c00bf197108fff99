//! Floor 0: files that are their owner's only, and where they lie. Uses no other floor.

use std::{
    fs::{self, DirBuilder, File, OpenOptions},
    io::{self, Write},
    os::unix::fs::{DirBuilderExt, OpenOptionsExt},
    path::{Path, PathBuf},
};

use etcetera::BaseStrategy;
use tempfile::NamedTempFile;

/// The directory of the configuration (XDG Base Directory Specification); none without a home.
#[must_use]
pub fn configuration_directory() -> Option<PathBuf> {
    Some(etcetera::choose_base_strategy().ok()?.config_dir().join("lictor"))
}

/// The directory of what outlives a run (XDG Base Directory Specification); none without a home.
#[must_use]
pub fn state_directory() -> Option<PathBuf> {
    Some(etcetera::choose_base_strategy().ok()?.state_dir()?.join("lictor"))
}

/// Puts a file in place of another, or of none. It is whole at every moment, whoever reads or writes meanwhile, and
/// its owner's only; so is its directory, where that is new.
///
/// # Errors
/// What the system says; the file is as it was then.
pub fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    // A link leads to where its owner keeps the file.
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let mut beside = NamedTempFile::new_in(make_directory_of(&path)?)?;
    beside.write_all(bytes)?;
    beside.as_file().sync_all()?;
    beside.persist(path).map(drop).map_err(|error| error.error)
}

/// Opens a file to write behind what is in it; a new one is its owner's only.
///
/// # Errors
/// What the system says.
pub fn append(path: &Path) -> io::Result<File> {
    make_directory_of(path)?;
    OpenOptions::new().append(true).create(true).mode(0o600).open(path)
}

/// Whether files can be put into a directory, or, where it is not there, whether it could be made. For a moment a file
/// is.
///
/// # Errors
/// What the system says of the nearest directory that is there.
pub fn check_writable(directory: &Path) -> io::Result<()> {
    let there = directory.ancestors().find(|place| place.exists()).unwrap_or(Path::new("/"));
    NamedTempFile::new_in(there).map(drop)
}

fn make_directory_of(path: &Path) -> io::Result<&Path> {
    let directory = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    DirBuilder::new().recursive(true).mode(0o700).create(directory)?;
    Ok(directory)
}

#[cfg(test)]
mod tests;
