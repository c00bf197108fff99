//! The scopes that were used last, for each server and instance.
//!
//! They are a convenience: a file that cannot be read or written costs nothing but the memory of it.

use std::{
    collections::BTreeMap,
    fs::{self, DirBuilder, File, OpenOptions},
    io::{self, Write},
    os::unix::fs::{DirBuilderExt, OpenOptionsExt},
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

use crate::domain::ScopeEntry;

/// How many are kept for a server.
const MOST: usize = 20;

/// The scopes used last, the latest first.
#[derive(Debug, Default)]
pub struct RecentScopes {
    file: Option<PathBuf>,
    servers: BTreeMap<String, Vec<ScopeEntry>>,
}

#[derive(Serialize, Deserialize)]
struct Stored {
    servers: BTreeMap<String, Vec<ScopeEntry>>,
}

impl RecentScopes {
    /// Scopes that are remembered no longer than the program runs.
    #[must_use]
    pub fn in_memory() -> Self {
        Self::default()
    }

    /// The scopes that a file remembers; none where there is no such file, or not one of ours.
    #[must_use]
    pub fn in_file(file: PathBuf) -> Self {
        let stored = fs::read(&file).ok().and_then(|bytes| serde_json::from_slice::<Stored>(&bytes).ok());
        Self { file: Some(file), servers: stored.map(|stored| stored.servers).unwrap_or_default() }
    }

    /// The file in the state directory of the user (XDG Base Directory Specification); none without a home.
    #[must_use]
    pub fn default_file() -> Option<PathBuf> {
        use etcetera::BaseStrategy;
        let directories = etcetera::choose_base_strategy().ok()?;
        Some(directories.state_dir()?.join("lictor").join("recent.json"))
    }

    /// The scopes used last at a server.
    #[must_use]
    pub fn at(&self, origin: &str, instance: &str) -> Vec<ScopeEntry> {
        self.servers.get(&key(origin, instance)).cloned().unwrap_or_default()
    }

    /// Puts a scope first.
    pub fn remember(&mut self, origin: &str, instance: &str, entry: &ScopeEntry) {
        let recent = self.servers.entry(key(origin, instance)).or_default();
        recent.retain(|known| known.scope != entry.scope);
        recent.insert(0, entry.clone());
        recent.truncate(MOST);
        if let Some(file) = &self.file
            && let Err(error) = self.write(file)
        {
            tracing::warn!(file = %file.display(), %error, "the scopes used last are not remembered");
        }
    }

    /// Writes beside the file and puts it in its place, so that it is whole at every moment.
    fn write(&self, file: &Path) -> io::Result<()> {
        let directory = file.parent().unwrap_or(Path::new("."));
        DirBuilder::new().recursive(true).mode(0o700).create(directory)?;
        let beside = file.with_extension(format!("{}.new", std::process::id()));
        let mut options = OpenOptions::new();
        let mut written: File = options.write(true).create(true).truncate(true).mode(0o600).open(&beside)?;
        let stored = Stored { servers: self.servers.clone() };
        serde_json::to_writer_pretty(&mut written, &stored)?;
        written.flush()?;
        fs::rename(&beside, file)
    }
}

fn key(origin: &str, instance: &str) -> String {
    format!("{origin} {instance}")
}

#[cfg(test)]
mod tests;
