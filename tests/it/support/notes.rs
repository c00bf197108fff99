//! A journal in memory, which remembers in which order things were noted.

use std::sync::{Mutex, MutexGuard};

use lictor::domain::{Entry, EntryId, Image, Intent, Journal, LicenseId, Outcome, Scope, Standing};

/// One thing that was noted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Noted {
    Intent(EntryId, Intent),
    Outcome(EntryId, Outcome),
}

/// The journal.
#[derive(Debug, Default)]
pub(crate) struct Notes {
    state: Mutex<State>,
    /// Refuses every intent.
    is_full: bool,
    /// Refuses every outcome.
    takes_no_outcome: bool,
}

#[derive(Debug, Default)]
struct State {
    entries: Vec<Entry>,
    noted: Vec<Noted>,
    looks: usize,
}

impl Notes {
    /// With entries of earlier runs.
    pub(crate) fn with(entries: impl IntoIterator<Item = Entry>) -> Self {
        let notes = Self::default();
        notes.state().entries.extend(entries);
        notes
    }

    /// On a disk that takes nothing more.
    pub(crate) fn full() -> Self {
        Self { is_full: true, ..Self::default() }
    }

    /// On a disk that is full once the intent is written.
    pub(crate) fn without_outcomes() -> Self {
        Self { takes_no_outcome: true, ..Self::default() }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("the lock")
    }

    /// Everything that was noted, in order.
    pub(crate) fn noted(&self) -> Vec<Noted> {
        self.state().noted.clone()
    }

    /// The intents that were noted.
    pub(crate) fn intents(&self) -> Vec<Intent> {
        let noted = self.noted().into_iter();
        let intents = noted.filter_map(|noted| match noted {
            Noted::Intent(_, intent) => Some(intent),
            Noted::Outcome(..) => None,
        });
        intents.collect()
    }

    /// The outcomes that were noted.
    pub(crate) fn outcomes(&self) -> Vec<Outcome> {
        let noted = self.noted().into_iter();
        let outcomes = noted.filter_map(|noted| match noted {
            Noted::Outcome(_, outcome) => Some(outcome),
            Noted::Intent(..) => None,
        });
        outcomes.collect()
    }

    /// How often the open entries were asked for.
    pub(crate) fn looks(&self) -> usize {
        self.state().looks
    }
}

impl Journal for Notes {
    fn begin(&self, intent: &Intent) -> Result<EntryId, String> {
        if self.is_full {
            return Err("the disk is full".to_owned());
        }
        let mut state = self.state();
        let id = EntryId(state.entries.len() as u64 + 1);
        let entry = Entry { under_way: true, ..entry(id.0, intent.clone(), Standing::Unknown) };
        state.entries.push(entry);
        state.noted.push(Noted::Intent(id, intent.clone()));
        Ok(id)
    }

    fn end(&self, id: EntryId, outcome: &Outcome) -> Result<(), String> {
        if self.takes_no_outcome {
            return Err("the disk is full".to_owned());
        }
        let mut state = self.state();
        let entry = state.entries.iter_mut().find(|entry| entry.entry == id).expect("an entry");
        (entry.result, entry.under_way) = (outcome.standing(), false);
        if let Outcome::Done { id: Some(license) } = outcome {
            entry.id = Some(*license);
        }
        state.noted.push(Noted::Outcome(id, outcome.clone()));
        Ok(())
    }

    fn unsettled(&self, scope: Scope) -> Result<Vec<Entry>, String> {
        let mut state = self.state();
        state.looks += 1;
        let open =
            |entry: &&Entry| entry.scope == scope && entry.result == Standing::Unknown && !entry.under_way;
        Ok(state.entries.iter().filter(open).cloned().collect())
    }

    fn entries(&self) -> Result<Vec<Entry>, String> {
        Ok(self.state().entries.clone())
    }
}

/// An entry of an earlier run.
pub(crate) fn entry(number: u64, intent: Intent, result: Standing) -> Entry {
    let Intent { request, scope, operation, before, after, cause } = intent;
    let image: Option<&Image> = before.as_ref().or(after.as_ref());
    let id: Option<LicenseId> = image.and_then(|image| image.id);
    let sku = image.map(|image| image.sku.clone()).unwrap_or_default();
    Entry {
        entry: EntryId(number),
        time: "2026-01-02T03:04:05.678Z".to_owned(),
        user: "maria".to_owned(),
        host: "jump".to_owned(),
        ssh: None,
        profile: None,
        account: None,
        origin: "http://127.0.0.1".to_owned(),
        instance: "sandbox".to_owned(),
        scope,
        operation,
        id,
        sku,
        before,
        after,
        result,
        detail: None,
        reason: cause.reason,
        request,
        step: cause.step,
        undoes: cause.undoes,
        under_way: false,
    }
}
