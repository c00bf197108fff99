//! Choosing a scope: the kinds as tabs, the scopes that the account can see, those pinned and used last first, or a
//! scope that is typed or pasted.

mod list;
mod navigation;
mod rows;
mod search;

use std::collections::BTreeMap;

use tui_input::Input;
use uuid::Uuid;

pub use list::{ScopeList, Way};
pub use rows::{By, Mark, Order};

use super::{Behaviour, Step, licenses::Licenses};
use crate::{
    app::{
        field,
        keymap::{Action, Context, KeyPress},
        model::{Shared, Tone},
        msg::RequestId,
    },
    domain::{Account, Call, Problem, Reply, ScopeEntry, ScopeKind, rules},
};

/// Where keys are looked up while nothing is typed.
const CONTEXTS: &[Context] = &[Context::Scopes, Context::List, Context::Global, Context::Always];

/// The screen's state.
#[derive(Debug)]
pub struct Scopes {
    /// The kind that is shown.
    pub kind: ScopeKind,
    /// Only the scopes under this one.
    pub parent: Option<ScopeEntry>,
    /// The scope that is being typed.
    pub entry: Option<Entry>,
    /// The text of the filter.
    pub filter: Input,
    /// Whether the filter is being typed.
    pub filtering: bool,
    /// The order of the rows.
    pub order: Order,
    /// What the server was asked to find; the list that is shown is then that of its findings.
    pub search: Option<String>,
    rows: Vec<rows::Row>,
    unfiltered: usize,
    trail: Vec<(ScopeKind, Option<ScopeEntry>)>,
    lists: BTreeMap<ListKey, ScopeList>,
    /// Where the cursor was before the filter.
    before_filter: Option<Uuid>,
    /// Whether the operator has moved: nothing is preselected from then on.
    moved: bool,
}

/// Which list: a kind, under a parent or not, whole or what the server found by a text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct ListKey {
    kind: ScopeKind,
    parent: Option<Uuid>,
    search: Option<String>,
}

/// A scope that is being typed.
#[derive(Debug, Default)]
pub struct Entry {
    /// The text.
    pub input: Input,
    /// What is wrong with it.
    pub fault: Option<String>,
}

impl Default for Scopes {
    fn default() -> Self {
        let mut scopes = Self {
            kind: ScopeKind::Groups,
            parent: None,
            entry: None,
            filter: Input::default(),
            filtering: false,
            order: Order::default(),
            search: None,
            rows: Vec::new(),
            unfiltered: 0,
            trail: Vec::new(),
            lists: BTreeMap::new(),
            before_filter: None,
            moved: false,
        };
        scopes.show_kind(ScopeKind::Groups);
        scopes
    }
}

impl Scopes {
    /// The scopes of a kind, behind the licenses of one of them that was asked for.
    #[must_use]
    pub fn behind(kind: ScopeKind) -> Self {
        let mut scopes = Self { moved: true, ..Self::default() };
        scopes.show_kind(kind);
        scopes
    }

    /// Notes that the operator knows where to go, so that nothing is preselected any more.
    pub fn note_moved(&mut self) {
        self.moved = true;
    }

    /// Takes in what the server tells of the account: the scopes that it administers are marked, and before the
    /// operator has moved, the cursor goes to the first of them.
    pub(in crate::app) fn account_came(&mut self, shared: &mut Shared) {
        let first = shared.account.as_ref().and_then(|account| account.scopes().next());
        if let Some(scope) = first.filter(|_| !self.moved) {
            if scope.kind != self.kind {
                self.show(scope.kind, shared);
            }
            self.list_mut().at = Some(scope.uuid);
        }
        self.anchor(shared);
    }

    /// Shows a kind without reading anything yet.
    fn show_kind(&mut self, kind: ScopeKind) {
        self.kind = kind;
        if self.parent.as_ref().is_some_and(|parent| kind <= parent.scope.kind) {
            self.parent = None;
            self.trail.clear();
        }
        self.lists.entry(self.key()).or_default();
    }

    fn key(&self) -> ListKey {
        let parent = self.parent.as_ref().map(|parent| parent.scope.uuid);
        ListKey { kind: self.kind, parent, search: self.search.clone() }
    }

    /// The list that is shown, if any of it was asked for.
    #[must_use]
    pub fn list(&self) -> Option<&ScopeList> {
        self.lists.get(&self.key())
    }

    fn list_mut(&mut self) -> &mut ScopeList {
        let key = self.key();
        self.lists.entry(key).or_default()
    }

    /// How many rows are shown.
    #[must_use]
    pub fn row_count(&self) -> usize {
        self.rows.len()
    }

    /// How many rows there would be without the filter.
    #[must_use]
    pub fn unfiltered_count(&self) -> usize {
        self.unfiltered
    }

    /// The scope in a row, and its mark.
    #[must_use]
    pub fn row(&self, position: usize) -> Option<(&ScopeEntry, Option<Mark>)> {
        let listed = self.list().map_or(&[] as &[ScopeEntry], |list| &list.entries);
        let row = self.rows.get(position)?;
        Some((row.entry(listed)?, row.mark))
    }

    /// The scope that the cursor is on.
    #[must_use]
    pub fn current(&self) -> Option<ScopeEntry> {
        self.row(self.list()?.cursor.position).map(|(entry, _)| entry.clone())
    }

    fn lay_out(&mut self, shared: &Shared) {
        let pinned = shared.pinned.iter().map(|entry| (Mark::Pinned, entry.clone()));
        let recent = shared.recent.iter().map(|entry| (Mark::Recent, entry.clone()));
        let yours = shared.account.iter().flat_map(Account::scopes);
        let yours = yours.map(|scope| (Mark::Yours, ScopeEntry { scope, name: None }));
        let ingredients = rows::Ingredients {
            kind: self.kind,
            listed: self.list().map_or(&[], |list| &list.entries),
            marked: pinned.chain(recent).chain(yours).collect(),
            marked_first: self.parent.is_none() && self.search.is_none(),
            filter: if self.search.is_none() { self.filter.value() } else { "" },
            order: self.order,
        };
        (self.unfiltered, self.rows) = (ingredients.count(), ingredients.rows());
    }

    fn step(&mut self, action: Action, shared: &Shared) {
        let has_problem = self.list().is_some_and(|list| list.problem.is_some());
        let (length, height) = (self.rows.len(), shared.screenful(has_problem));
        self.list_mut().cursor.step(action, length, height);
        self.note_current();
    }

    fn note_current(&mut self) {
        if let Some(uuid) = self.current().map(|entry| entry.scope.uuid) {
            self.list_mut().at = Some(uuid);
        }
    }

    /// Lays the rows out after something has changed that they are made of; the cursor stays on its scope.
    fn anchor(&mut self, shared: &Shared) {
        self.lay_out(shared);
        let at = self.list().and_then(|list| list.at);
        let is_at =
            |position: &usize| self.row(*position).is_some_and(|(entry, _)| Some(entry.scope.uuid) == at);
        let found = at.and_then(|_| (0..self.rows.len()).find(is_at));
        let (length, height) = (self.rows.len(), shared.size.table_rows());
        let list = self.list_mut();
        let position = found.unwrap_or(list.cursor.position);
        list.cursor.put(position, length, height);
        self.note_current();
    }

    fn read_on(&mut self, shared: &mut Shared) {
        let (kind, parent) = (self.kind, self.parent.as_ref().map(|parent| parent.scope));
        let rows = self.rows.len();
        let height = shared.size.table_rows();
        let search = self.search.clone();
        let filtered = search.is_none() && !self.filter.value().is_empty();
        let list = self.list_mut();
        let wanted = !list.started || list.to_end || (!filtered && list.cursor.position + height >= rows);
        if !wanted || list.request.is_some() || list.problem.is_some() {
            return;
        }
        if let Some(from) = list.ask() {
            list.request = Some(shared.call(Call::ListScopes { kind, parent, search, from }));
        }
    }

    fn back(&mut self, shared: &mut Shared) -> Step {
        if self.entry.take().is_some() {
            return Step::Stay;
        }
        if self.filtering || !self.filter.value().is_empty() {
            self.clear_filter(shared);
            return Step::Stay;
        }
        if let Some(request) = self.list_mut().interrupt() {
            shared.cancel(Some(request));
            Self::say_stopped(shared);
            return Step::Stay;
        }
        if self.ascend(shared) { Step::Stay } else { Step::Close }
    }

    fn pin(&mut self, shared: &mut Shared) {
        match self.current() {
            Some(entry) => shared.turn_pin(entry),
            None => shared.say(Tone::Plain, "no scope is under the cursor"),
        }
        self.anchor(shared);
    }

    fn open_entry(entry: ScopeEntry, shared: &mut Shared) -> Step {
        Step::Open(Licenses::open(entry, shared).into())
    }

    fn accept(&mut self, shared: &mut Shared) -> Step {
        let Some(entry) = &mut self.entry else {
            self.keep_filter(shared);
            self.read_on(shared);
            return Step::Stay;
        };
        match rules::scope(entry.input.value()) {
            Ok(scope) => {
                self.entry = None;
                let known =
                    shared.recent.iter().chain(&shared.pinned).find(|known| known.scope == scope).cloned();
                Self::open_entry(known.unwrap_or(ScopeEntry { scope, name: None }), shared)
            }
            Err(fault) => {
                entry.fault = Some(fault.message);
                Step::Stay
            }
        }
    }
}

impl Behaviour for Scopes {
    fn title(&self) -> &'static str {
        "Scopes"
    }

    fn contexts(&self) -> &'static [Context] {
        if self.entry.is_some() {
            &[Context::Entry, Context::Always]
        } else if self.filtering {
            &[Context::Filter, Context::Always]
        } else {
            CONTEXTS
        }
    }

    fn point(&mut self, row: usize, shared: &mut Shared) -> bool {
        let Some(row) = row.checked_sub(1) else { return false };
        let (length, height) = (self.rows.len(), shared.size.table_rows());
        let was_there = self.list_mut().cursor.point(row, length, height);
        self.note_current();
        self.read_on(shared);
        was_there
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Step {
        self.moved = true;
        match action {
            Action::Back => return self.back(shared),
            Action::Accept => return self.accept(shared),
            Action::Open => match self.current() {
                Some(entry) => return Self::open_entry(entry, shared),
                None => Self::say_none(shared),
            },
            Action::TypeScope => self.entry = Some(Entry::default()),
            Action::Pin => self.pin(shared),
            Action::Filter => self.start_filter(shared),
            Action::NextKind => self.show(self.neighbour(true), shared),
            Action::PreviousKind => self.show(self.neighbour(false), shared),
            Action::ShowKind(kind) => self.show(kind, shared),
            Action::Descend => self.descend(shared),
            Action::Ascend => self.ascend_or_say(shared),
            Action::Sort => {
                self.order = self.order.next();
                self.anchor(shared);
            }
            Action::ReverseSort => {
                self.order = self.order.turned();
                self.anchor(shared);
            }
            Action::Refresh => {
                shared.cancel(self.list_mut().start_over());
                self.anchor(shared);
            }
            Action::Last => {
                self.list_mut().to_end = true;
                self.step(Action::Last, shared);
            }
            Action::NextPage => self.step(Action::PageDown, shared),
            Action::PreviousPage => self.step(Action::PageUp, shared),
            action if action.is_movement() => self.step(action, shared),
            _ => {}
        }
        self.read_on(shared);
        Step::Stay
    }

    fn type_key(&mut self, press: KeyPress, shared: &mut Shared) -> Step {
        if let Some(entry) = &mut self.entry {
            if field::type_key(&mut entry.input, press) {
                entry.fault = None;
            }
        } else if self.filtering && field::type_key(&mut self.filter, press) {
            self.anchor(shared);
        }
        Step::Stay
    }

    fn paste(&mut self, text: &str, shared: &mut Shared) {
        if let Some(entry) = &mut self.entry {
            field::paste(&mut entry.input, text);
            entry.fault = None;
        } else if self.filtering && field::paste(&mut self.filter, text) {
            self.anchor(shared);
        }
    }

    fn awaits(&self, id: RequestId) -> bool {
        self.list_awaiting(id).is_some()
    }

    fn replied(&mut self, id: RequestId, result: Result<Reply, Problem>, shared: &mut Shared) -> Step {
        let Some(key) = self.list_awaiting(id) else { return Step::Stay };
        let to_end = self.list().is_some_and(|list| list.to_end);
        if !self.is_refused_search(&key, &result, shared)
            && let Some(list) = self.lists.get_mut(&key)
        {
            list.take(result);
        }
        self.anchor(shared);
        if to_end {
            self.step(Action::Last, shared);
        }
        self.read_on(shared);
        Step::Stay
    }

    fn resized(&mut self, shared: &mut Shared) {
        self.anchor(shared);
    }

    fn enter(&mut self, shared: &mut Shared) {
        self.anchor(shared);
        self.read_on(shared);
    }
}

#[cfg(test)]
mod tests;
