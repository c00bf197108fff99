//! The changes that were made at this server, as the journal on this machine has them; the latest first.

use std::{cmp::Ordering, collections::HashMap};

use tui_input::Input;

use super::{Behaviour, Step, Written, change::ChangeDetail, undo::Undo};
use crate::{
    app::{
        cursor::Cursor,
        field,
        keymap::{Action, Context, KeyPress},
        model::{Shared, Tone},
        msg::RequestId,
    },
    domain::{Call, Entry, EntryId, Problem, Reply, Standing},
};

/// The screen's state.
#[derive(Debug, Default)]
pub struct History {
    /// The changes, the latest first.
    pub entries: Vec<Entry>,
    /// Whether the journal has been read.
    pub is_read: bool,
    /// Where the cursor is among the rows.
    pub cursor: Cursor,
    /// The text of the filter.
    pub filter: Input,
    /// Whether the filter is being typed.
    pub filtering: bool,
    /// The order of the rows.
    pub order: Order,
    /// The reading under way.
    pub request: Option<RequestId>,
    /// Why the journal could not be read.
    pub problem: Option<Problem>,
    /// The places of the entries that the filter lets pass, in order.
    rows: Vec<usize>,
    /// Which entry each that was taken back was taken back by.
    undone: HashMap<EntryId, EntryId>,
    /// The entry that the cursor is on: it stays on it whatever comes in between.
    at: Option<EntryId>,
    /// Whether something was written since the journal was read.
    is_stale: bool,
}

/// A column to sort by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum By {
    /// When it was made.
    #[default]
    Time,
    /// Who made it.
    Who,
    /// What kind of change it was.
    Operation,
    /// The license.
    Id,
    /// Its SKU.
    Sku,
    /// What became of it.
    Result,
}

/// An order of the rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Order {
    /// The column.
    pub by: By,
    /// Whether it is turned round; times begin with the latest, everything else with the least.
    pub turned: bool,
}

impl By {
    fn next(self) -> Self {
        match self {
            Self::Time => Self::Who,
            Self::Who => Self::Operation,
            Self::Operation => Self::Id,
            Self::Id => Self::Sku,
            Self::Sku => Self::Result,
            Self::Result => Self::Time,
        }
    }

    fn compare(self, one: &Entry, other: &Entry) -> Ordering {
        match self {
            Self::Time => other.entry.cmp(&one.entry),
            Self::Who => who(one).cmp(&who(other)),
            Self::Operation => one.operation.word().cmp(other.operation.word()),
            Self::Id => one.id.cmp(&other.id),
            Self::Sku => one.sku.cmp(&other.sku),
            Self::Result => one.result.word().cmp(other.result.word()),
        }
    }
}

/// Who made a change, and where.
#[must_use]
pub fn who(entry: &Entry) -> String {
    format!("{}@{}", entry.user, entry.host)
}

/// How an entry stands. Words that ask for somebody's care are in capitals.
#[must_use]
pub fn standing(entry: &Entry, is_undone: bool) -> &'static str {
    match entry.result {
        _ if entry.under_way => "UNDER WAY",
        Standing::Unknown => "UNKNOWN",
        Standing::Different => "DIFFERENT",
        Standing::Done if is_undone => "undone",
        standing => standing.word(),
    }
}

impl History {
    /// Opens the list and reads the journal.
    pub fn open(shared: &mut Shared) -> Self {
        let mut history = Self::default();
        history.read(shared);
        history
    }

    /// The rows: the entries that the filter lets pass.
    pub fn rows(&self) -> impl Iterator<Item = &Entry> {
        self.rows.iter().filter_map(|place| self.entries.get(*place))
    }

    /// How many rows there are.
    #[must_use]
    pub fn row_count(&self) -> usize {
        self.rows.len()
    }

    /// The entry that took another back, if one did.
    #[must_use]
    pub fn undone_by(&self, entry: &Entry) -> Option<EntryId> {
        self.undone.get(&entry.entry).copied()
    }

    /// The entry under the cursor.
    #[must_use]
    pub fn current(&self) -> Option<&Entry> {
        self.entries.get(*self.rows.get(self.cursor.position)?)
    }

    /// How many entries there are whose end nobody knows.
    #[must_use]
    pub fn unknown(&self) -> usize {
        self.entries.iter().filter(|entry| entry.under_way || entry.result == Standing::Unknown).count()
    }

    fn read(&mut self, shared: &mut Shared) {
        shared.cancel(self.request.take());
        self.problem = None;
        self.is_stale = false;
        self.request = Some(shared.call(Call::ReadJournal));
    }

    fn take(&mut self, mut entries: Vec<Entry>, shared: &Shared) {
        entries.reverse();
        let taken_back = entries.iter().filter(|entry| entry.result == Standing::Done);
        self.undone = taken_back.filter_map(|entry| Some((entry.undoes?, entry.entry))).collect();
        self.entries = entries;
        self.is_read = true;
        self.arrange(shared);
    }

    /// Chooses and sorts the rows, and puts the cursor back on its entry.
    fn arrange(&mut self, shared: &Shared) {
        let wanted = self.filter.value().to_lowercase();
        let passes = |entry: &&Entry| wanted.is_empty() || searched(entry).contains(&wanted);
        let mut rows: Vec<(usize, &Entry)> =
            self.entries.iter().enumerate().filter(|(_, entry)| passes(entry)).collect();
        let Order { by, turned } = self.order;
        rows.sort_by(|(_, one), (_, other)| {
            let order = by.compare(one, other);
            if turned { order.reverse() } else { order }
        });
        self.rows = rows.into_iter().map(|(place, _)| place).collect();
        let found = self.rows().position(|entry| Some(entry.entry) == self.at);
        self.put(found.unwrap_or(self.cursor.position), shared);
    }

    fn put(&mut self, position: usize, shared: &Shared) {
        self.cursor.put(position, self.rows.len(), shared.size.table_rows());
        self.note_current();
    }

    fn note_current(&mut self) {
        if let Some(entry) = self.current() {
            self.at = Some(entry.entry);
        }
    }

    fn clear_filter(&mut self, shared: &Shared) {
        self.filtering = false;
        self.filter = Input::default();
        self.arrange(shared);
    }

    fn back(&mut self, shared: &mut Shared) -> Step {
        if self.filtering || !self.filter.value().is_empty() {
            self.clear_filter(shared);
            return Step::Stay;
        }
        Step::Close
    }

    /// Opens what is asked for of the entry under the cursor.
    fn with_current(&self, action: Action, shared: &mut Shared) -> Step {
        let Some(entry) = self.current() else {
            shared.say(Tone::Plain, "no change is under the cursor");
            return Step::Stay;
        };
        match action {
            Action::Undo => Undo::of_entry(entry, shared),
            _ => Step::Open(ChangeDetail::new(entry.clone(), self.undone_by(entry)).into()),
        }
    }
}

/// The text that the filter looks at.
fn searched(entry: &Entry) -> String {
    let id = entry.id.map(|id| id.to_string()).unwrap_or_default();
    let reason = entry.reason.as_deref().unwrap_or_default();
    let (who, standing, scope) = (who(entry), standing(entry, false), entry.scope.to_string());
    let texts =
        [&entry.time, &*who, &scope, entry.operation.word(), &id, &entry.sku, standing, reason].join("\n");
    texts.to_lowercase()
}

impl Behaviour for History {
    fn title(&self) -> &'static str {
        "History"
    }

    fn contexts(&self) -> &'static [Context] {
        if self.filtering {
            &[Context::Filter, Context::Always]
        } else {
            &[Context::History, Context::List, Context::Global, Context::Always]
        }
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Step {
        match action {
            Action::Back => return self.back(shared),
            Action::Open | Action::Undo => return self.with_current(action, shared),
            Action::Refresh => self.read(shared),
            Action::Filter => self.filtering = true,
            Action::Accept => self.filtering = false,
            Action::Sort => {
                self.order = Order { by: self.order.by.next(), turned: false };
                self.arrange(shared);
            }
            Action::ReverseSort => {
                self.order.turned = !self.order.turned;
                self.arrange(shared);
            }
            action if action.is_movement() => {
                self.cursor.step(action, self.rows.len(), shared.size.table_rows());
                self.note_current();
            }
            _ => {}
        }
        Step::Stay
    }

    fn point(&mut self, row: usize, shared: &mut Shared) -> bool {
        let Some(row) = row.checked_sub(1) else { return false };
        let was_there = self.cursor.point(row, self.rows.len(), shared.size.table_rows());
        self.note_current();
        was_there
    }

    fn type_key(&mut self, press: KeyPress, shared: &mut Shared) -> Step {
        if self.filtering && field::type_key(&mut self.filter, press) {
            self.arrange(shared);
        }
        Step::Stay
    }

    fn paste(&mut self, text: &str, shared: &mut Shared) {
        if self.filtering && field::paste(&mut self.filter, text) {
            self.arrange(shared);
        }
    }

    fn awaits(&self, id: RequestId) -> bool {
        self.request == Some(id)
    }

    fn replied(&mut self, _id: RequestId, result: Result<Reply, Problem>, shared: &mut Shared) -> Step {
        self.request = None;
        match result {
            Ok(Reply::Journal(entries)) => self.take(entries, shared),
            Ok(_) => {
                let reason = "the answer is not to the question".to_owned();
                self.problem = Some(Problem::Internal { reason });
            }
            Err(problem) => self.problem = Some(problem),
        }
        Step::Stay
    }

    fn written(&mut self, _written: &Written, _shared: &mut Shared) {
        self.is_stale = true;
    }

    fn resized(&mut self, shared: &mut Shared) {
        self.put(self.cursor.position, shared);
    }

    fn enter(&mut self, shared: &mut Shared) {
        if self.is_stale {
            self.read(shared);
        }
    }

    fn leave(&mut self, shared: &mut Shared) {
        shared.cancel(self.request.take());
    }
}

#[cfg(test)]
mod tests;
