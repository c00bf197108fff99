//! The journal of changes, in a file of the state directory: `journal.jsonl`, one JSON document a line.
//!
//! A write has a line before it is sent, which is on the disk by then, and one when its outcome is known; one more
//! when an unknown outcome is settled. Lines are only ever added, and each holds the hash of the one before, so that
//! it shows when any of them is edited, cut out or moved. Several programs may write at once.
//!
//! | module | what lives there |
//! |---|---|
//! | `line` | one line: its form, its hash |
//! | `head` | how far the journal goes, and what is open |
//! | `file` | adding lines, one program at a time |
//! | `history` | the entries that lines make |
//! | `verification` | whether all is as it was written |
//! | `author` | who makes changes |

mod author;
mod file;
mod head;
mod history;
mod line;
mod verification;

use std::{
    collections::HashSet,
    io,
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
};

use tempfile::TempDir;

use self::{
    author::Author,
    file::JournalFile,
    head::{Head, Open},
    history::{Found, entries, mark_under_way},
    line::{Content, Noted, Told},
};
use super::running::Running;
use crate::domain::{Entry, EntryId, Intent, Journal, Outcome, Scope, Standing};

pub use verification::{Flaw, Verification};

/// Where and as whom changes are made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Whereabouts {
    /// The server.
    pub origin: String,
    /// The instance.
    pub instance: String,
    /// The profile that led there.
    pub profile: Option<String>,
    /// The account of the server, as far as it is known.
    pub account: Option<String>,
}

/// The journal of a state directory, as changes at one server and instance are noted in it.
#[derive(Debug)]
pub struct FileJournal {
    place: Place,
    whereabouts: Whereabouts,
    author: Author,
    at_work: Mutex<AtWork>,
}

/// Where the journal is.
#[derive(Debug)]
enum Place {
    Kept(PathBuf),
    Temporary(TempDir),
    /// There is no home for it.
    Nowhere,
}

/// What this client is doing.
#[derive(Debug, Default)]
struct AtWork {
    /// Its sign, from its first write on.
    running: Option<Running>,
    /// The entries that it has begun and of which nothing was noted since.
    begun: HashSet<EntryId>,
}

impl FileJournal {
    /// The journal of a state directory, which need not be there yet. Nothing is read or written.
    #[must_use]
    pub fn new(state: &Path, whereabouts: Whereabouts) -> Self {
        Self::at(Place::Kept(state.to_owned()), whereabouts)
    }

    /// A journal that is gone when nobody uses it any more, for changes that are no more than a trial.
    ///
    /// # Errors
    /// When there is no place for temporary files.
    pub fn in_passing(whereabouts: Whereabouts) -> io::Result<Self> {
        let directory = tempfile::Builder::new().prefix("lictor-").tempdir()?;
        Ok(Self::at(Place::Temporary(directory), whereabouts))
    }

    /// The journal of an account that has no home: there are no entries, and no change can be noted.
    #[must_use]
    pub fn homeless(whereabouts: Whereabouts) -> Self {
        Self::at(Place::Nowhere, whereabouts)
    }

    fn at(place: Place, whereabouts: Whereabouts) -> Self {
        Self { place, whereabouts, author: Author::of_this_process(), at_work: Mutex::default() }
    }

    /// All entries of the journal of a state directory, at whatever server, the oldest first.
    ///
    /// # Errors
    /// Why it cannot be read, for people.
    pub fn all_entries(state: &Path) -> Result<Vec<Entry>, String> {
        let file = JournalFile::in_directory(state);
        let bytes = file.bytes().map_err(|error| complaint(&file.path, &error))?;
        let mut all = entries(&bytes);
        mark_under_way(&mut all, |writer| Running::is_alive(state, writer));
        Ok(all.into_iter().map(|found| found.entry).collect())
    }

    /// Whether the journal of a state directory is as it was written; one that is not there is.
    ///
    /// # Errors
    /// Why it cannot be read, for people.
    pub fn verify(state: &Path) -> Result<Verification, String> {
        let file = JournalFile::in_directory(state);
        let (bytes, head) = file.bytes_and_head().map_err(|error| complaint(&file.path, &error))?;
        Ok(verification::examine(&bytes, head.as_ref()))
    }

    fn directory(&self) -> Option<&Path> {
        match &self.place {
            Place::Kept(directory) => Some(directory),
            Place::Temporary(directory) => Some(directory.path()),
            Place::Nowhere => None,
        }
    }

    fn at_work(&self) -> MutexGuard<'_, AtWork> {
        self.at_work.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn is_ours(&self, entry: &Entry) -> bool {
        entry.origin == self.whereabouts.origin && entry.instance == self.whereabouts.instance
    }

    fn noted(&self, intent: &Intent, directory: &Path) -> io::Result<Noted> {
        let mut at_work = self.at_work();
        let writer = match &at_work.running {
            Some(running) => running.name(),
            None => at_work.running.insert(Running::begin(directory)?).name(),
        };
        let Author { user, host, ssh } = self.author.clone();
        let Whereabouts { origin, instance, profile, account } = self.whereabouts.clone();
        let Intent { request, scope, operation, before, after, cause } = intent.clone();
        let image = before.as_ref().or(after.as_ref());
        Ok(Noted {
            writer,
            user,
            host,
            ssh,
            profile,
            account,
            origin,
            instance,
            scope,
            operation,
            id: image.and_then(|image| image.id),
            sku: image.map(|image| image.sku.clone()).unwrap_or_default(),
            before,
            after,
            reason: cause.reason,
            request,
            step: cause.step,
            undoes: cause.undoes,
        })
    }
}

impl Journal for FileJournal {
    fn begin(&self, intent: &Intent) -> Result<EntryId, String> {
        let Some(directory) = self.directory() else {
            return Err("there is no home for it; set HOME or XDG_STATE_HOME".to_owned());
        };
        let file = JournalFile::in_directory(directory);
        let begin = || {
            let noted = self.noted(intent, directory)?;
            file.append(|_| Some((None, Content::Intent(Box::new(noted)))))
        };
        let entry = begin().map_err(|error| complaint(&file.path, &error))?;
        let entry = entry.ok_or("nothing was written")?;
        self.at_work().begun.insert(entry);
        Ok(entry)
    }

    fn end(&self, entry: EntryId, outcome: &Outcome) -> Result<(), String> {
        let Some(directory) = self.directory() else {
            return Ok(());
        };
        let file = JournalFile::in_directory(directory);
        let is_begun = self.at_work().begun.contains(&entry);
        let told = Told::from(outcome);
        let appended = file.append(|head| {
            let open = head.open.iter().find(|open| open.entry == entry)?;
            match (open.unknown, told.result) {
                // That it is still not known is nothing new.
                (Some(_), Standing::Unknown) => None,
                (None, _) if is_begun => Some((Some(entry), Content::Outcome(told))),
                _ => Some((Some(entry), Content::Settled(told))),
            }
        });
        appended.map_err(|error| complaint(&file.path, &error))?;
        self.at_work().begun.remove(&entry);
        Ok(())
    }

    fn unsettled(&self, scope: Scope) -> Result<Vec<Entry>, String> {
        let Some(directory) = self.directory() else {
            return Ok(Vec::new());
        };
        let file = JournalFile::in_directory(directory);
        let open = || -> io::Result<Vec<Found>> {
            let mut open = found(&file, &file.state()?.head)?;
            open.retain(|found| self.is_ours(&found.entry) && found.entry.scope == scope);
            mark_under_way(&mut open, |writer| Running::is_alive(directory, writer));
            open.retain(|found| !found.entry.under_way);
            if open.is_empty() {
                return Ok(open);
            }
            // A program that had ended by the time it was looked for may have noted an outcome right before.
            let now = file.state()?.head.open;
            open.retain(|found| now.iter().any(|open| open.entry == found.entry.entry));
            Ok(open)
        };
        let open = open().map_err(|error| complaint(&file.path, &error))?;
        Ok(open.into_iter().map(|found| found.entry).collect())
    }

    fn entries(&self) -> Result<Vec<Entry>, String> {
        let Some(directory) = self.directory() else {
            return Ok(Vec::new());
        };
        let mut all = Self::all_entries(directory)?;
        all.retain(|entry| self.is_ours(entry));
        Ok(all)
    }
}

/// The writes that are open by a head.
fn found(file: &JournalFile, head: &Head) -> io::Result<Vec<Found>> {
    let mut all = Vec::new();
    for Open { entry, intent, unknown } in &head.open {
        let Some(line) = file.line(*intent)?.filter(|line| line.entry == *entry) else {
            continue;
        };
        let Content::Intent(noted) = line.content else {
            continue;
        };
        let mut found = Found::begun(*entry, line.time, *noted);
        let unknown = unknown.map(|span| file.line(span)).transpose()?.flatten();
        if let Some(Content::Outcome(told) | Content::Settled(told)) = unknown.map(|line| line.content) {
            found.end(told);
        }
        all.push(found);
    }
    Ok(all)
}

/// What went wrong with the journal, and what to do.
fn complaint(path: &Path, error: &io::Error) -> String {
    let directory = path.parent().unwrap_or(path).display();
    format!("{}: {error} (look at the owner, the mode and the free space of {directory})", path.display())
}

#[cfg(test)]
mod tests;
