//! Which programs still run: each holds a lock on a file of its own for its life, so that another can tell whether
//! whoever began a thing may still be at work on it. However a program ends, the system takes its lock away.

use std::{
    fs::{self, File, OpenOptions, TryLockError},
    io,
    os::unix::fs::MetadataExt,
    path::{Path, PathBuf},
};

use uuid::Uuid;

use crate::files;

/// The sign that a program runs, for as long as it is held.
#[derive(Debug)]
pub struct Running {
    name: Uuid,
    path: PathBuf,
    _lock: File,
}

impl Running {
    /// Puts up the sign in the state directory, and takes down those of programs that have ended without doing so.
    ///
    /// # Errors
    /// What the system says.
    pub fn begin(directory: &Path) -> io::Result<Self> {
        let folder = directory.join("running");
        sweep(&folder);
        let name = Uuid::new_v4();
        let path = path(directory, name);
        loop {
            let lock = files::append(&path)?;
            lock.lock()?;
            // Somebody who swept between these two lines has taken the file away.
            if fs::metadata(&path)
                .is_ok_and(|there| there.ino() == lock.metadata().map_or(0, |own| own.ino()))
            {
                return Ok(Self { name, path, _lock: lock });
            }
        }
    }

    /// The name that things are marked with.
    #[must_use]
    pub fn name(&self) -> Uuid {
        self.name
    }

    /// Whether the program of a name runs, as far as can be told: where locks cannot be asked for, it is taken to run.
    #[must_use]
    pub fn is_alive(directory: &Path, name: Uuid) -> bool {
        !is_over(&path(directory, name))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.path);
    }
}

fn path(directory: &Path, name: Uuid) -> PathBuf {
    directory.join("running").join(format!("{name}.lock"))
}

/// Whether nobody holds the sign any more; then it is taken away.
fn is_over(path: &Path) -> bool {
    // Network file systems give such locks on files only that are open to be written.
    let file = match OpenOptions::new().write(true).open(path) {
        Ok(file) => file,
        Err(error) => return error.kind() == io::ErrorKind::NotFound,
    };
    match file.try_lock() {
        Ok(()) => {
            // The lock is held meanwhile, so that nobody takes the sign for a new one.
            let _ = fs::remove_file(path);
            true
        }
        Err(TryLockError::WouldBlock) => false,
        Err(TryLockError::Error(error)) => {
            tracing::warn!(path = %path.display(), %error, "whether a program still runs cannot be told");
            false
        }
    }
}

fn sweep(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for entry in entries.flatten() {
        is_over(&entry.path());
    }
}

#[cfg(test)]
mod tests;
