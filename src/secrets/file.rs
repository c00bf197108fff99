//! A secret in a file.

use std::{
    fs,
    io::Read,
    os::unix::fs::{MetadataExt, OpenOptionsExt},
    path::{Path, PathBuf},
};

use rustix::fs::OFlags;

use crate::domain::{Secret, SecretSource};

/// The most bytes that a file with a secret may have.
const LARGEST: u64 = 64 * 1024;

/// A file whose first line is a secret. It has to be its owner's only.
#[derive(Clone, Debug)]
pub struct SecretFile {
    path: PathBuf,
}

impl SecretFile {
    /// The secret in the file at `path`; nothing is read yet.
    #[must_use]
    pub fn new(path: PathBuf) -> Self {
        Self { path }
    }
}

impl SecretSource for SecretFile {
    fn secret(&self) -> Result<Secret, String> {
        read(&self.path)
    }

    fn can_change(&self) -> bool {
        true
    }
}

fn read(path: &Path) -> Result<Secret, String> {
    let shown = path.display();
    let unreadable = |error| format!("the file {shown} cannot be read: {error}");
    // The file that is looked at is the one that is read, whoever moves files meanwhile.
    // A pipe without a writer must not hold us up.
    let flags = i32::try_from(OFlags::NONBLOCK.bits()).unwrap_or_default();
    let file = fs::File::options().read(true).custom_flags(flags).open(path).map_err(unreadable)?;
    let about = file.metadata().map_err(unreadable)?;
    if !about.is_file() {
        return Err(format!("{shown} is not a file"));
    }
    refuse_mode(path, about.mode())?;
    let mut bytes = Vec::new();
    file.take(LARGEST + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() as u64 > LARGEST {
        return Err(format!("the file {shown} is too large for a secret"));
    }
    let text = String::from_utf8(bytes).map_err(|_| format!("the file {shown} is not UTF-8 text"))?;
    let empty = || format!("the first line of {shown} is empty; it must be the secret");
    first_line(&text).map(Secret::from).ok_or_else(empty)
}

/// The secret of the one who runs the program, on its standard input: the first line of it.
///
/// # Errors
/// Why there is none.
pub fn secret_of_input(input: impl Read) -> Result<Secret, String> {
    let mut bytes = Vec::new();
    let unreadable = |error| format!("standard input cannot be read: {error}");
    input.take(LARGEST + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() as u64 > LARGEST {
        return Err("there is too much on standard input for a secret".to_owned());
    }
    let text = String::from_utf8(bytes).map_err(|_| "standard input is not UTF-8 text".to_owned())?;
    first_line(&text).map(Secret::from).ok_or_else(|| "there is no secret on standard input".to_owned())
}

/// The first line of a text, if there is anything on it: without the mark that some editors put before a text to name
/// its encoding, and without its end, whichever system wrote it.
pub(super) fn first_line(text: &str) -> Option<&str> {
    let line = text.trim_start_matches('\u{feff}').split('\n').next()?.trim_end_matches('\r');
    (!line.trim().is_empty()).then_some(line)
}

/// Refuses a file with a secret that others than its owner can read.
///
/// # Errors
/// The words, with the command that mends it.
pub fn refuse_if_others_read(path: &Path) -> Result<(), String> {
    match fs::metadata(path) {
        Ok(about) => refuse_mode(path, about.mode()),
        Err(error) => Err(format!("the file {} cannot be read: {error}", path.display())),
    }
}

fn refuse_mode(path: &Path, mode: u32) -> Result<(), String> {
    let of_others = mode & 0o077;
    if of_others == 0 {
        return Ok(());
    }
    let quoted = shell_words::quote(&path.to_string_lossy()).into_owned();
    Err(format!("the file {} can be read by others; mend it with: chmod 600 {quoted}", path.display()))
}

#[cfg(test)]
mod tests;
