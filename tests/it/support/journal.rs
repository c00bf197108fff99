//! A journal in memory, with times and numbers that are the same on each run.

use std::sync::{Arc, Mutex, MutexGuard};

use lictor::domain::{Entry, EntryId, Intent, Journal, Outcome, Scope, Standing};
use uuid::Uuid;

/// The changes, the oldest first.
#[derive(Debug, Default)]
pub(crate) struct MemoryJournal {
    entries: Mutex<Vec<Entry>>,
}

impl MemoryJournal {
    /// An empty journal, for one console or several.
    pub(crate) fn shared() -> Arc<Self> {
        Arc::default()
    }

    fn locked(&self) -> MutexGuard<'_, Vec<Entry>> {
        self.entries.lock().expect("nobody panicked with it")
    }

    /// Changes what is noted of an entry.
    pub(crate) fn amend(&self, entry: u64, amend: impl FnOnce(&mut Entry)) {
        let mut entries = self.locked();
        amend(entries.iter_mut().find(|known| known.entry == EntryId(entry)).expect("an entry"));
    }

    /// How the entries stand, the oldest first.
    pub(crate) fn standings(&self) -> Vec<Standing> {
        self.locked().iter().map(|entry| entry.result).collect()
    }

    /// The reasons of the entries, the oldest first.
    pub(crate) fn reasons(&self) -> Vec<Option<String>> {
        self.locked().iter().map(|entry| entry.reason.clone()).collect()
    }
}

impl Journal for MemoryJournal {
    fn begin(&self, intent: &Intent) -> Result<EntryId, String> {
        let mut entries = self.locked();
        let number = entries.len() as u64 + 1;
        let image = intent.before.as_ref().or(intent.after.as_ref()).expect("a license");
        entries.push(Entry {
            entry: EntryId(number),
            time: format!("2026-03-04T05:{:02}:06.789Z", number % 60),
            user: "maria".to_owned(),
            host: "jump-1".to_owned(),
            ssh: None,
            profile: None,
            account: None,
            origin: "http://127.0.0.1".to_owned(),
            instance: lictor::sandbox::INSTANCE.to_owned(),
            scope: intent.scope,
            operation: intent.operation,
            id: image.id,
            sku: image.sku.clone(),
            before: intent.before.clone(),
            after: intent.after.clone(),
            result: Standing::Unknown,
            detail: None,
            reason: intent.cause.reason.clone(),
            request: Uuid::from_u128(u128::from(number)),
            step: intent.cause.step,
            undoes: intent.cause.undoes,
            under_way: true,
        });
        Ok(EntryId(number))
    }

    fn end(&self, entry: EntryId, outcome: &Outcome) -> Result<(), String> {
        self.amend(entry.0, |entry| {
            entry.under_way = false;
            entry.result = outcome.standing();
            match outcome {
                Outcome::Done { id } => entry.id = id.or(entry.id),
                Outcome::Refused { reason }
                | Outcome::NotDone { reason }
                | Outcome::Different { reason, .. }
                | Outcome::Unknown { reason } => entry.detail = Some(reason.clone()),
            }
        });
        Ok(())
    }

    fn unsettled(&self, scope: Scope) -> Result<Vec<Entry>, String> {
        let is_open =
            |entry: &&Entry| entry.scope == scope && entry.result == Standing::Unknown && !entry.under_way;
        Ok(self.locked().iter().filter(is_open).cloned().collect())
    }

    fn entries(&self) -> Result<Vec<Entry>, String> {
        Ok(self.locked().clone())
    }
}
