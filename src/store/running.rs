//! Which of our programs are still running: each holds a lock on a file of its own for as long as it lives. However it
//! ends, the system lets go of the lock.

use std::{
    fs::{self, File, TryLockError},
    io,
    path::{Path, PathBuf},
};

use uuid::Uuid;

use crate::files;

/// A program that runs, for as long as this is held.
#[derive(Debug)]
pub struct Running {
    name: Uuid,
    path: PathBuf,
    _lock: File,
}

impl Running {
    /// Says that this program runs.
    ///
    /// # Errors
    /// What the system says.
    pub fn begin(state: &Path) -> io::Result<Self> {
        let name = Uuid::new_v4();
        let path = path_of(state, name);
        let lock = files::append(&path)?;
        lock.lock()?;
        Ok(Self { name, path, _lock: lock })
    }

    /// The name by which others may ask for it.
    #[must_use]
    pub fn name(&self) -> Uuid {
        self.name
    }

    /// Whether the program with this name still runs. Where that cannot be found out, it does: then nobody meddles
    /// with what is its own.
    #[must_use]
    pub fn is_alive(state: &Path, name: Uuid) -> bool {
        let path = path_of(state, name);
        let file = match File::open(&path) {
            Ok(file) => file,
            Err(error) => return error.kind() != io::ErrorKind::NotFound,
        };
        match file.try_lock() {
            Ok(()) => {
                // Left behind by one that was killed.
                let _ = fs::remove_file(&path);
                false
            }
            Err(TryLockError::WouldBlock | TryLockError::Error(_)) => true,
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.path);
    }
}

fn path_of(state: &Path, name: Uuid) -> PathBuf {
    state.join("running").join(format!("{name}.lock"))
}

#[cfg(test)]
mod tests;
