//! From the lines of the journal to its entries.

use std::{collections::BTreeMap, path::Path};

use super::line::{self, Intent, Line, Note, Outcome};
use crate::{
    domain::{Entry, EntryId, Standing},
    store::Running,
};

/// The entries of a journal, the oldest first. What is damaged is left out: `verify` tells of it.
pub(super) fn of(text: &[u8], state: &Path) -> Vec<Entry> {
    let mut entries: BTreeMap<EntryId, (Entry, Option<uuid::Uuid>)> = BTreeMap::new();
    for text in text.split(|byte| *byte == b'\n') {
        let Ok(Line { entry, time, note, .. }) = line::read(&String::from_utf8_lossy(text)) else {
            continue;
        };
        match note {
            Note::Intent(intent) => {
                let running = intent.running;
                entries.insert(entry, (begun(entry, time, *intent), Some(running)));
            }
            Note::Outcome(outcome) => {
                if let Some((known, running)) = entries.get_mut(&entry) {
                    end(known, outcome);
                    *running = None;
                }
            }
        }
    }
    let mut alive: BTreeMap<uuid::Uuid, bool> = BTreeMap::new();
    let entries = entries.into_values().map(|(mut entry, running)| {
        entry.under_way =
            running.is_some_and(|name| *alive.entry(name).or_insert_with(|| Running::is_alive(state, name)));
        entry
    });
    entries.collect()
}

fn begun(entry: EntryId, time: String, intent: Intent) -> Entry {
    let Intent { user, host, ssh, profile, account, origin, instance, scope, .. } = intent;
    let Intent { operation, id, sku, before, after, reason, request, step, undoes, .. } = intent;
    Entry {
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
        result: Standing::Unknown,
        detail: None,
        reason,
        request,
        step,
        undoes,
        under_way: false,
    }
}

fn end(entry: &mut Entry, outcome: Outcome) {
    entry.result = outcome.result;
    entry.id = outcome.id.or(entry.id);
    entry.detail = outcome.detail;
}
