//! The rows on the screen: scopes that are pinned, those used lately, those of the account, then the others.

use hashbrown::{HashMap, HashSet};
use uuid::Uuid;

use crate::domain::{ScopeEntry, ScopeKind};

/// Why a scope stands out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// The operator pinned it.
    Pinned,
    /// It was used lately.
    Recent,
    /// The account administers it.
    Yours,
}

impl Mark {
    /// The mark's word on the screen.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Pinned => "pinned",
            Self::Recent => "recent",
            Self::Yours => "yours",
        }
    }
}

/// One row: where its scope is found, and its mark.
#[derive(Clone, Debug)]
pub(super) struct Row {
    source: Source,
    pub(super) mark: Option<Mark>,
}

#[derive(Clone, Debug)]
enum Source {
    /// Known apart from the list.
    Known(ScopeEntry),
    /// At this place in the list.
    Listed(usize),
}

impl Row {
    pub(super) fn entry<'a>(&'a self, listed: &'a [ScopeEntry]) -> Option<&'a ScopeEntry> {
        match &self.source {
            Source::Known(entry) => Some(entry),
            Source::Listed(index) => listed.get(*index),
        }
    }
}

/// The order of the rows. Those with a mark come first in all of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Order {
    /// By what.
    pub by: By,
    /// Turned round.
    pub descending: bool,
}

/// What scopes are ordered by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum By {
    /// As the server sends them.
    #[default]
    Server,
    /// By name.
    Name,
    /// By UUID.
    Uuid,
}

impl Order {
    pub(super) fn next(self) -> Self {
        let by = match self.by {
            By::Server => By::Name,
            By::Name => By::Uuid,
            By::Uuid => By::Server,
        };
        Self { by, descending: false }
    }

    pub(super) fn turned(self) -> Self {
        Self { descending: !self.descending, ..self }
    }

    fn sort(self, rows: &mut [Row], listed: &[ScopeEntry]) {
        match self.by {
            By::Server => {}
            By::Name => rows.sort_by_cached_key(|row| {
                row.entry(listed).map(|entry| entry.label().to_lowercase()).unwrap_or_default()
            }),
            By::Uuid => rows.sort_by_key(|row| row.entry(listed).map(|entry| entry.scope.uuid)),
        }
        if self.descending {
            rows.reverse();
        }
    }
}

/// What the rows are made of.
pub(super) struct Ingredients<'a> {
    pub(super) kind: ScopeKind,
    pub(super) listed: &'a [ScopeEntry],
    /// Scopes with a mark, in the order in which they come first; the first mark of a scope counts.
    pub(super) marked: Vec<(Mark, ScopeEntry)>,
    /// Whether those with a mark come first, also where the list does not hold them.
    pub(super) marked_first: bool,
    pub(super) filter: &'a str,
    pub(super) order: Order,
}

impl Ingredients<'_> {
    /// How many rows there are without the filter.
    pub(super) fn count(&self) -> usize {
        let is_listed = |scope| self.listed.iter().any(|listed| listed.scope == scope);
        let marked =
            self.marked.iter().filter(|(_, entry)| self.marked_first && entry.scope.kind == self.kind);
        let alone: HashSet<Uuid> = marked
            .map(|(_, entry)| entry.scope)
            .filter(|scope| !is_listed(*scope))
            .map(|scope| scope.uuid)
            .collect();
        self.listed.len() + alone.len()
    }

    pub(super) fn rows(self) -> Vec<Row> {
        let wanted = self.filter.to_lowercase();
        let shows = |entry: &ScopeEntry| {
            wanted.is_empty()
                || entry.label().to_lowercase().contains(&wanted)
                || entry.scope.uuid.to_string().contains(&wanted)
        };
        let mut marks: HashMap<Uuid, Mark> = HashMap::new();
        let mut rows = Vec::new();
        for (mark, entry) in self.marked.into_iter().filter(|(_, entry)| entry.scope.kind == self.kind) {
            if marks.contains_key(&entry.scope.uuid) {
                continue;
            }
            marks.insert(entry.scope.uuid, mark);
            if self.marked_first {
                let entry = named(entry, self.listed);
                if shows(&entry) {
                    rows.push(Row { source: Source::Known(entry), mark: Some(mark) });
                }
            }
        }
        let first = rows.len();
        for (index, entry) in self.listed.iter().enumerate() {
            let mark = marks.get(&entry.scope.uuid).copied();
            if shows(entry) && !(self.marked_first && mark.is_some()) {
                rows.push(Row { source: Source::Listed(index), mark });
            }
        }
        self.order.sort(&mut rows[first..], self.listed);
        rows
    }
}

/// A scope that was once typed has no name of its own; the server's list may know it.
fn named(entry: ScopeEntry, listed: &[ScopeEntry]) -> ScopeEntry {
    match entry.name {
        Some(_) => entry,
        None => listed.iter().find(|listed| listed.scope == entry.scope).cloned().unwrap_or(entry),
    }
}
