//! The journal of changes: `journal.jsonl` in the state directory, readable by its owner only. Lines are only ever
//! appended, and chained by hashes, so that a line that was cut or edited shows.
//!
//! | module | what lives there |
//! |---|---|
//! | `line` | one line: JSON, and its seal |
//! | `ledger` | the file, its end, and the lock under which it is written |
//! | `entries` | the writes that the lines tell of |
//! | `verify` | whether it is as it was written |

mod entries;
mod ledger;
mod line;
mod verify;

use std::{
    env, io,
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

use jiff::Timestamp;
use tempfile::TempDir;
use uuid::Uuid;

use super::Running;
use crate::domain::{Entry, EntryId, Image, Intent, Journal, LicenseId, Outcome, Scope, Standing};
use ledger::Ledger;
use line::Note;

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
    state: PathBuf,
    ledger: Ledger,
    whereabouts: Whereabouts,
    user: String,
    host: String,
    ssh: Option<String>,
    /// That this program runs; said with the first intent.
    running: Mutex<Option<Running>>,
    /// Removed with the journal.
    _in_passing: Option<TempDir>,
}

impl FileJournal {
    /// The journal in a state directory. Nothing is read or written yet.
    #[must_use]
    pub fn new(state: &Path, whereabouts: Whereabouts) -> Self {
        Self {
            state: state.to_owned(),
            ledger: Ledger::in_directory(state),
            whereabouts,
            user: user(),
            host: nix::unistd::gethostname()
                .map_or_else(|_| String::new(), |name| name.to_string_lossy().into()),
            ssh: ssh(),
            running: Mutex::default(),
            _in_passing: None,
        }
    }

    /// A journal that is gone with the program, for changes that are no more than a trial.
    ///
    /// # Errors
    /// When the system gives no directory.
    pub fn in_passing(whereabouts: Whereabouts) -> io::Result<Self> {
        let directory = tempfile::tempdir()?;
        let journal = Self::new(directory.path(), whereabouts);
        Ok(Self { _in_passing: Some(directory), ..journal })
    }

    /// All writes of all servers, the oldest first.
    ///
    /// # Errors
    /// Why it cannot be read, for people.
    pub fn all_entries(state: &Path) -> Result<Vec<Entry>, String> {
        let ledger = Ledger::in_directory(state);
        let (text, _) = ledger.read().map_err(|error| unreadable(&ledger, &error))?;
        Ok(entries::of(&text, state))
    }

    /// What is wrong with the journal, in words; nothing where it is whole, or where there is none.
    ///
    /// # Errors
    /// Why it cannot be read, for people.
    pub fn verify(state: &Path) -> Result<Vec<String>, String> {
        let ledger = Ledger::in_directory(state);
        let (text, head) = ledger.read().map_err(|error| unreadable(&ledger, &error))?;
        Ok(verify::findings(&text, head.as_ref()))
    }

    fn append(&self, entry: Option<EntryId>, note: Note) -> Result<EntryId, String> {
        self.ledger
            .append(now(), entry, note)
            .map_err(|error| format!("{} cannot be written: {error}", self.ledger.path.display()))
    }

    /// The name by which others find out whether this program still runs.
    fn running(&self) -> Result<Uuid, String> {
        let mut running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(running) = &*running {
            return Ok(running.name());
        }
        let begun = Running::begin(&self.state)
            .map_err(|error| format!("{} cannot be written: {error}", self.state.display()))?;
        Ok(running.insert(begun).name())
    }
}

impl Journal for FileJournal {
    fn begin(&self, intent: &Intent) -> Result<EntryId, String> {
        let Intent { request, scope, operation, before, after, cause } = intent.clone();
        let license = before.as_ref().or(after.as_ref());
        let Whereabouts { origin, instance, profile, account } = self.whereabouts.clone();
        let intent = line::Intent {
            user: self.user.clone(),
            host: self.host.clone(),
            ssh: self.ssh.clone(),
            profile,
            account,
            origin,
            instance,
            scope,
            operation,
            id: license.and_then(|license| license.id),
            sku: license.map(|license| license.sku.clone()).unwrap_or_default(),
            before,
            after,
            reason: cause.reason,
            request,
            step: cause.step,
            undoes: cause.undoes,
            running: self.running()?,
        };
        self.append(None, Note::Intent(Box::new(intent)))
    }

    fn end(&self, entry: EntryId, outcome: &Outcome) -> Result<(), String> {
        let (id, now, detail) = parts(outcome);
        let result = outcome.standing();
        self.append(Some(entry), Note::Outcome(line::Outcome { result, id, detail, now })).map(drop)
    }

    fn unsettled(&self, scope: Scope) -> Result<Vec<Entry>, String> {
        if !self.ledger.has_open().map_err(|error| unreadable(&self.ledger, &error))? {
            return Ok(Vec::new());
        }
        let open =
            |entry: &Entry| entry.scope == scope && entry.result == Standing::Unknown && !entry.under_way;
        Ok(self.entries()?.into_iter().filter(open).collect())
    }

    fn entries(&self) -> Result<Vec<Entry>, String> {
        let Whereabouts { origin, instance, .. } = &self.whereabouts;
        let here = |entry: &Entry| entry.origin == *origin && entry.instance == *instance;
        Ok(Self::all_entries(&self.state)?.into_iter().filter(here).collect())
    }
}

/// What an outcome tells beside how the entry stands.
fn parts(outcome: &Outcome) -> (Option<LicenseId>, Option<Image>, Option<String>) {
    match outcome.clone() {
        Outcome::Done { id } => (id, None, None),
        Outcome::Refused { reason } | Outcome::NotDone { reason } | Outcome::Unknown { reason } => {
            (None, None, Some(reason))
        }
        Outcome::Different { now, reason } => (None, now, Some(reason)),
    }
}

fn unreadable(ledger: &Ledger, error: &io::Error) -> String {
    format!("{} cannot be read: {error}", ledger.path.display())
}

fn now() -> String {
    format!("{:.3}", Timestamp::now())
}

/// Who runs this program, by the system's own records.
fn user() -> String {
    let user = nix::unistd::User::from_uid(nix::unistd::Uid::current()).ok().flatten();
    user.map_or_else(|| nix::unistd::Uid::current().to_string(), |user| user.name)
}

/// Where the operator sits, by what the ssh server says.
fn ssh() -> Option<String> {
    let connection = env::var("SSH_CONNECTION").ok()?;
    connection.split_ascii_whitespace().next().map(str::to_owned)
}

#[cfg(test)]
mod tests;
