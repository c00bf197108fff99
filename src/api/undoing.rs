//! The journal, read; and the inverse of its entries, prepared from what the server holds today.

use std::sync::Arc;

use super::{client::Client, detached::blocking};
use crate::domain::{Entry, EntryId, Problem, Scope, Standing, Undoing, undo};

impl Client {
    /// All writes that the journal has of this server and instance, the oldest first.
    pub(super) async fn history(&self) -> Result<Vec<Entry>, Problem> {
        let Some(journal) = self.journal().map(Arc::clone) else {
            return Ok(Vec::new());
        };
        blocking(move || journal.entries()).await?.map_err(|reason| Problem::NoJournal { reason })
    }

    /// The inverse of an entry and of all others of its step; without an entry, of the last change in `scope` that
    /// was made and not taken back yet.
    pub(super) async fn prepare_undo(
        &self, scope: Option<Scope>, entry: Option<EntryId>,
    ) -> Result<Undoing, Problem> {
        let entries = self.history().await?;
        let chosen = match entry {
            Some(wanted) => entries.iter().find(|entry| entry.entry == wanted),
            None => entries.iter().rev().find(|entry| {
                scope.is_none_or(|scope| entry.scope == scope)
                    && entry.result == Standing::Done
                    && entry.undoes.is_none()
                    && !is_taken_back(&entries, entry)
            }),
        };
        let Some(chosen) = chosen else {
            let what = entry.map_or_else(
                || "a change that could be taken back".to_owned(),
                |entry| format!("entry {entry} of the journal at this server"),
            );
            return Err(Problem::NotFound { what, reason: None });
        };
        let of_step = |other: &&Entry| match chosen.step {
            Some(step) => other.step == Some(step) && other.result == Standing::Done,
            None => other.entry == chosen.entry,
        };
        let mut undoing = Undoing::default();
        for entry in entries.iter().rev().filter(of_step) {
            let prepared = if is_taken_back(&entries, entry) {
                Err("it has been taken back already".to_owned())
            } else {
                undo::prepare(entry, self.license_of(entry).await?)
            };
            match prepared {
                Ok(undo) => undoing.undos.push(undo),
                Err(why) => undoing.refused.push((entry.entry, why)),
            }
        }
        Ok(undoing)
    }

    async fn license_of(&self, entry: &Entry) -> Result<Option<crate::domain::License>, Problem> {
        let Some(id) = entry.id else {
            return Ok(None);
        };
        match self.read_license(entry.scope, id).await {
            Ok((license, _)) => Ok(Some(license)),
            Err(Problem::NotFound { .. }) => Ok(None),
            Err(problem) => Err(problem),
        }
    }
}

/// Whether a later write has taken the entry back, and that one stands.
fn is_taken_back(entries: &[Entry], entry: &Entry) -> bool {
    let takes_back = |other: &&Entry| other.undoes == Some(entry.entry) && other.result == Standing::Done;
    entries.iter().filter(takes_back).any(|other| other.entry > entry.entry && !is_taken_back(entries, other))
}
