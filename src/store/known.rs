//! The scopes that were used last and those that are pinned, for each server and instance.
//!
//! They are a convenience: a file that cannot be read or written costs nothing but the memory of it.

use std::{
    collections::BTreeMap,
    fs::{self, File},
    io, mem,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

use crate::{domain::ScopeEntry, files};

/// How many of those used last are kept for a server.
const MOST_RECENT: usize = 20;

/// The scopes that are known at all servers.
#[derive(Debug, Default)]
pub struct KnownScopes {
    file: Option<PathBuf>,
    stored: Stored,
}

/// The scopes that are known at one server.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// Those used last, the latest first.
    pub recent: Vec<ScopeEntry>,
    /// Those that are pinned, in the order in which they were.
    pub pinned: Vec<ScopeEntry>,
}

/// The file, by server and instance. Files from before there were pins have the first part only.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Stored {
    servers: BTreeMap<String, Vec<ScopeEntry>>,
    #[serde(default)]
    pinned: BTreeMap<String, Vec<ScopeEntry>>,
}

impl KnownScopes {
    /// Scopes that are known no longer than the program runs.
    #[must_use]
    pub fn in_memory() -> Self {
        Self::default()
    }

    /// The scopes that a file remembers; none where there is no such file, or not one of ours.
    #[must_use]
    pub fn in_file(file: PathBuf) -> Self {
        let stored = read(&file).unwrap_or_default();
        Self { file: Some(file), stored }
    }

    /// The file in the state directory of the user (XDG Base Directory Specification); none without a home.
    #[must_use]
    pub fn default_file() -> Option<PathBuf> {
        Some(files::state_directory()?.join("recent.json"))
    }

    /// The scopes that are known at a server.
    #[must_use]
    pub fn at(&self, origin: &str, instance: &str) -> Known {
        let key = key(origin, instance);
        let of = |all: &BTreeMap<String, Vec<ScopeEntry>>| all.get(&key).cloned().unwrap_or_default();
        Known { recent: of(&self.stored.servers), pinned: of(&self.stored.pinned) }
    }

    /// Puts a scope first among those used last.
    pub fn remember(&mut self, origin: &str, instance: &str, entry: &ScopeEntry) {
        self.change(|stored| {
            let recent = stored.servers.entry(key(origin, instance)).or_default();
            recent.retain(|known| known.scope != entry.scope);
            recent.insert(0, entry.clone());
            recent.truncate(MOST_RECENT);
        });
    }

    /// Pins a scope, or no longer.
    pub fn pin(&mut self, origin: &str, instance: &str, entry: &ScopeEntry, pinned: bool) {
        self.change(|stored| {
            let pins = stored.pinned.entry(key(origin, instance)).or_default();
            pins.retain(|known| known.scope != entry.scope);
            if pinned {
                pins.push(entry.clone());
            }
        });
    }

    /// Changes what is stored. The file is read again first, for another console may have changed it since.
    fn change(&mut self, change: impl FnOnce(&mut Stored)) {
        let Some(file) = &self.file else {
            return change(&mut self.stored);
        };
        // Where there are no locks, two consoles that write in the same moment may lose one change.
        let lock = lock(file).inspect_err(|error| tracing::warn!(%error, "no lock on the known scopes"));
        let mut stored = read(file).unwrap_or_else(|| mem::take(&mut self.stored));
        change(&mut stored);
        if let Err(error) = write(file, &stored) {
            tracing::warn!(file = %file.display(), %error, "the known scopes are not remembered");
        }
        drop(lock);
        self.stored = stored;
    }
}

fn read(file: &Path) -> Option<Stored> {
    fs::read(file).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok())
}

fn write(file: &Path, stored: &Stored) -> io::Result<()> {
    files::replace(file, &serde_json::to_vec_pretty(stored)?)
}

/// Holds the other consoles of this user off until it is dropped.
fn lock(file: &Path) -> io::Result<File> {
    let lock = files::append(&file.with_extension("lock"))?;
    lock.lock()?;
    Ok(lock)
}

fn key(origin: &str, instance: &str) -> String {
    format!("{origin} {instance}")
}

#[cfg(test)]
mod tests;
