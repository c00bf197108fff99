//! What is typed in the forms of consoles, one file for each console, so that it outlives whatever ends one.
//!
//! Beside each file lies one that its console holds locked for as long as it lives. The system lets go of the lock
//! however the process ends, and so tells who is gone.

use std::{
    collections::{BTreeMap, btree_map::Entry},
    fs::{self, File, TryLockError},
    io,
    os::unix::fs::MetadataExt,
    path::{Path, PathBuf},
};

use jiff::{Timestamp, ZonedDateTime, tz::TimeZone};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    domain::{DraftId, KeptForm, LeftForm},
    files,
};

/// The drafts of one console, and its way to those that others left behind.
#[derive(Debug, Default)]
pub struct Drafts {
    directory: Option<PathBuf>,
    /// What servers are called here whose origin is another each time: origin, name.
    names: Vec<(String, String)>,
    own: Option<Own>,
    /// What was offered and not answered yet.
    claims: BTreeMap<DraftId, Claim>,
}

/// The right to offer what was left behind, while no other console does.
#[derive(Debug)]
struct Claim {
    /// None where the system has no locks.
    _lock: Option<File>,
}

/// This console's own draft: it is there exactly as long as its lock is held.
#[derive(Debug)]
struct Own {
    id: DraftId,
    _lock: Option<File>,
}

#[derive(Serialize, Deserialize)]
struct Stored {
    /// RFC 3339, UTC.
    typed: String,
    form: KeptForm,
}

impl Drafts {
    /// Drafts that are kept nowhere.
    #[must_use]
    pub fn nowhere() -> Self {
        Self::default()
    }

    /// Drafts in a directory, which need not be there yet.
    #[must_use]
    pub fn in_directory(directory: PathBuf) -> Self {
        Self { directory: Some(directory), ..Self::default() }
    }

    /// The directory in the state directory of the user (XDG Base Directory Specification); none without a home.
    #[must_use]
    pub fn default_directory() -> Option<PathBuf> {
        Some(files::state_directory()?.join("drafts"))
    }

    /// Calls a server by a name of its own, for its origin is another on each start.
    #[must_use]
    pub fn naming(mut self, origin: &str, name: &str) -> Self {
        self.names.push((origin.to_owned(), name.to_owned()));
        self
    }

    fn name_of(&self, origin: &str) -> String {
        let name = self.names.iter().find(|(known, _)| known == origin).map(|(_, name)| name);
        name.map_or(origin, String::as_str).to_owned()
    }

    /// Keeps a form in place of what this console has kept before. When this returns, it is on the disk.
    ///
    /// # Errors
    /// What the system says; what was kept before is still there then.
    pub fn keep(&mut self, form: &KeptForm) -> io::Result<()> {
        let Some(directory) = &self.directory else {
            return Ok(());
        };
        if self.own.is_none() {
            let id = DraftId(Uuid::new_v4());
            let lock = lock(&lock_path(directory, id))
                .inspect_err(|error| tracing::warn!(%error, "no lock on the draft"))
                .ok();
            self.own = Some(Own { id, _lock: lock });
        }
        let Some(own) = &self.own else {
            return Ok(());
        };
        let form = KeptForm { origin: self.name_of(&form.origin), ..form.clone() };
        let stored = Stored { typed: Timestamp::now().to_string(), form };
        files::replace(&form_path(directory, own.id), &serde_json::to_vec_pretty(&stored)?)
    }

    /// Throws away what this console has kept.
    ///
    /// # Errors
    /// What the system says; it will be offered at the next start then.
    pub fn drop_own(&mut self) -> io::Result<()> {
        let (Some(directory), Some(own)) = (&self.directory, self.own.take()) else {
            return Ok(());
        };
        remove(directory, own.id)
    }

    /// What was left behind at a server and an instance by consoles that are gone, the latest first. It is not
    /// offered by another console until it is answered with [`forget`](Self::forget) or [`leave`](Self::leave).
    /// What cannot be read is passed over, and stays.
    pub fn left_behind(&mut self, origin: &str, instance: &str) -> Vec<LeftForm> {
        let Some(directory) = self.directory.clone() else {
            return Vec::new();
        };
        let name = self.name_of(origin);
        let mut found = Vec::new();
        for id in ids(&directory) {
            let is_here = |stored: &Stored| stored.form.origin == name && stored.form.instance == instance;
            let is_own = self.own.as_ref().is_some_and(|own| own.id == id);
            if is_own || !read(&directory, id).is_some_and(|stored| is_here(&stored)) {
                continue;
            }
            // An unanswered offer of this very console is made again.
            if let Entry::Vacant(free) = self.claims.entry(id) {
                let Some(claim) = claim(&lock_path(&directory, id)) else { continue };
                free.insert(claim);
            }
            // It may have been answered elsewhere while its lock was waited for.
            match read(&directory, id) {
                Some(stored) => found.push((id, stored)),
                None => {
                    let _ = self.forget(id);
                }
            }
        }
        found.sort_by(|(_, one), (_, other)| other.typed.cmp(&one.typed));
        let left = |(id, stored): (DraftId, Stored)| LeftForm {
            id,
            form: KeptForm { origin: origin.to_owned(), ..stored.form },
            typed: in_words(&stored.typed),
        };
        found.into_iter().map(left).collect()
    }

    /// Throws away what was left behind.
    ///
    /// # Errors
    /// What the system says; it will be offered at the next start then.
    pub fn forget(&mut self, id: DraftId) -> io::Result<()> {
        // The lock goes with the claim, after the file.
        let _claim = self.claims.remove(&id);
        self.directory.as_ref().map_or(Ok(()), |directory| remove(directory, id))
    }

    /// Leaves what was left behind for another time, or for another console.
    pub fn leave(&mut self, id: DraftId) {
        self.claims.remove(&id);
    }
}

fn form_path(directory: &Path, id: DraftId) -> PathBuf {
    directory.join(id.0.to_string()).with_extension("json")
}

fn lock_path(directory: &Path, id: DraftId) -> PathBuf {
    directory.join(id.0.to_string()).with_extension("lock")
}

fn ids(directory: &Path) -> Vec<DraftId> {
    let Ok(entries) = fs::read_dir(directory) else {
        return Vec::new();
    };
    let id = |path: PathBuf| {
        let is_form = path.extension().is_some_and(|extension| extension == "json");
        let stem = path.file_stem().filter(|_| is_form)?.to_str()?;
        stem.parse().ok().map(DraftId)
    };
    entries.filter_map(Result::ok).filter_map(|entry| id(entry.path())).collect()
}

fn read(directory: &Path, id: DraftId) -> Option<Stored> {
    let bytes = fs::read(form_path(directory, id)).ok()?;
    serde_json::from_slice(&bytes).inspect_err(|error| tracing::warn!(%error, "not a draft")).ok()
}

/// The form first: without it, its lock means nothing.
fn remove(directory: &Path, id: DraftId) -> io::Result<()> {
    for path in [form_path(directory, id), lock_path(directory, id)] {
        match fs::remove_file(path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(())
}

/// Locks a file of one's own. Somebody may have looked at it and removed it meanwhile; then it is made anew.
fn lock(path: &Path) -> io::Result<File> {
    loop {
        let file = files::append(path)?;
        file.lock()?;
        if is_still(&file, path) {
            return Ok(file);
        }
    }
}

/// The lock of a console that is gone; none while it lives, or while another console asks about its form. Where the
/// system has no locks, nobody is known to live, and a draft that is offered twice is better than one that is lost.
fn claim(path: &Path) -> Option<Claim> {
    let file = files::append(path).inspect_err(|error| tracing::warn!(%error, "no lock on a draft")).ok()?;
    match file.try_lock() {
        Ok(()) => is_still(&file, path).then_some(Claim { _lock: Some(file) }),
        Err(TryLockError::WouldBlock) => None,
        Err(TryLockError::Error(error)) => {
            tracing::warn!(%error, "no lock on a draft");
            Some(Claim { _lock: None })
        }
    }
}

/// Whether a path still leads to an open file.
fn is_still(file: &File, path: &Path) -> bool {
    let same =
        |(one, other): (fs::Metadata, fs::Metadata)| (one.dev(), one.ino()) == (other.dev(), other.ino());
    file.metadata().and_then(|open| Ok((open, fs::metadata(path)?))).is_ok_and(same)
}

/// A time for people, where they are: without the day when that is today.
fn in_words(typed: &str) -> String {
    let Ok(time) = typed.parse::<Timestamp>() else {
        return "some time ago".to_owned();
    };
    let zone = TimeZone::system();
    let (time, now) = (ZonedDateTime::new(time, zone.clone()), ZonedDateTime::new(Timestamp::now(), zone));
    let form = if time.date() == now.date() { "%H:%M" } else { "%Y-%m-%d %H:%M" };
    time.strftime(form).to_string()
}

#[cfg(test)]
mod tests;
