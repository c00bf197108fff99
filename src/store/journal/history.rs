//! The entries that the lines of the journal make.

use std::collections::{BTreeMap, HashMap};

use uuid::Uuid;

use super::line::{self, Content, Noted, Read, Told};
use crate::domain::{Entry, EntryId, Standing};

/// An entry, and who is or was at work on it.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) entry: Entry,
    pub(super) writer: Uuid,
    /// Whether anything was noted of what came of it.
    pub(super) has_outcome: bool,
}

impl Found {
    /// The entry that an intent begins.
    pub(super) fn begun(entry: EntryId, time: String, noted: Noted) -> Self {
        let Noted { writer, user, host, ssh, profile, account, origin, instance, scope, .. } = noted;
        let Noted { operation, id, sku, before, after, reason, request, step, undoes, .. } = noted;
        let (result, detail, under_way) = (Standing::Unknown, None, false);
        let entry = Entry {
            entry,
            time,
            user,
            host,
            ssh,
            profile,
            account,
            origin,
            instance,
            scope,
            operation,
            id,
            sku,
            before,
            after,
            result,
            detail,
            reason,
            request,
            step,
            undoes,
            under_way,
        };
        Self { entry, writer, has_outcome: false }
    }

    /// Takes in what came of it. What is settled once stays so.
    pub(super) fn end(&mut self, told: Told) {
        if self.entry.result != Standing::Unknown {
            return;
        }
        self.has_outcome = true;
        self.entry.result = told.result;
        self.entry.detail = told.detail;
        self.entry.id = told.id.or(self.entry.id);
    }
}

/// All entries, the oldest first. What is not a line of ours is passed over: to tell of it is for the verification. A
/// line that was edited counts only where one that was not tells nothing else, so that it hides none.
pub(super) fn entries(bytes: &[u8]) -> Vec<Found> {
    let lines = bytes.split(|byte| *byte == b'\n').filter_map(line::read);
    let (true_ones, edited): (Vec<Read>, Vec<Read>) = lines.partition(|read| read.is_true);
    let mut all: BTreeMap<EntryId, Found> = BTreeMap::new();
    for line in true_ones.into_iter().chain(edited).map(|read| read.line) {
        match line.content {
            Content::Intent(noted) if line.entry == EntryId(line.number) => {
                all.entry(line.entry).or_insert_with(|| Found::begun(line.entry, line.time, *noted));
            }
            Content::Intent(_) => {}
            Content::Outcome(told) | Content::Settled(told) => {
                if let Some(found) = all.get_mut(&line.entry) {
                    found.end(told);
                }
            }
        }
    }
    all.into_values().collect()
}

/// Marks the entries that somebody may still be at work on, as `is_alive` tells of the writer of each.
pub(super) fn mark_under_way(all: &mut [Found], is_alive: impl Fn(Uuid) -> bool) {
    let mut known: HashMap<Uuid, bool> = HashMap::new();
    for found in all.iter_mut().filter(|found| !found.has_outcome) {
        found.entry.under_way = *known.entry(found.writer).or_insert_with(|| is_alive(found.writer));
    }
}
