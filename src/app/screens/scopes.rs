//! Choosing a scope: the kinds as tabs, the scopes that the account can see, the ones used last first, or a scope
//! that is typed or pasted.

mod list;

use std::collections::BTreeMap;

use tui_input::Input;
use uuid::Uuid;

pub use list::{By, Order, Row, ScopeList};

use super::{Behaviour, Step, licenses::Licenses};
use crate::{
    app::{
        field,
        keymap::{Action, Context, KeyPress},
        model::{Shared, Tone},
        msg::RequestId,
    },
    domain::{Call, Problem, Reply, ScopeEntry, ScopeKind, rules},
};

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
    trail: Vec<(ScopeKind, Option<ScopeEntry>)>,
    lists: BTreeMap<(ScopeKind, Option<Uuid>), ScopeList>,
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
        Self {
            kind: ScopeKind::Groups,
            parent: None,
            entry: None,
            filter: Input::default(),
            filtering: false,
            order: Order::default(),
            trail: Vec::new(),
            lists: BTreeMap::from([((ScopeKind::Groups, None), ScopeList::default())]),
        }
    }
}

impl Scopes {
    /// Shows a kind without reading anything yet.
    pub fn show_kind(&mut self, kind: ScopeKind) {
        self.kind = kind;
        if self.parent.as_ref().is_some_and(|parent| kind <= parent.scope.kind) {
            self.parent = None;
            self.trail.clear();
        }
        self.lists.entry(self.key()).or_default();
    }

    fn key(&self) -> (ScopeKind, Option<Uuid>) {
        (self.kind, self.parent.as_ref().map(|parent| parent.scope.uuid))
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

    /// The rows that are shown.
    #[must_use]
    pub fn rows<'a>(&'a self, shared: &'a Shared) -> Vec<Row<'a>> {
        let recent = if self.parent.is_none() { shared.recent.as_slice() } else { &[] };
        list::rows(self.list(), self.kind, recent, self.filter.value(), self.order)
    }

    /// The scope that the cursor is on.
    #[must_use]
    pub fn current(&self, shared: &Shared) -> Option<ScopeEntry> {
        let position = self.list()?.cursor.position;
        self.rows(shared).get(position).map(|row| row.entry.clone())
    }

    fn step(&mut self, action: Action, shared: &Shared) {
        let (length, height) = (self.rows(shared).len(), shared.size.table_rows());
        self.list_mut().cursor.step(action, length, height);
        self.note_current(shared);
    }

    fn note_current(&mut self, shared: &Shared) {
        if let Some(entry) = self.current(shared) {
            self.list_mut().at = Some(entry.scope.uuid);
        }
    }

    /// Keeps the cursor on its scope after the rows have changed.
    fn anchor(&mut self, shared: &Shared) {
        let rows = self.rows(shared);
        let at = self.list().and_then(|list| list.at);
        let found = at.and_then(|uuid| rows.iter().position(|row| row.entry.scope.uuid == uuid));
        let (length, height) = (rows.len(), shared.size.table_rows());
        let list = self.list_mut();
        let position = found.unwrap_or(list.cursor.position);
        list.cursor.put(position, length, height);
        self.note_current(shared);
    }

    fn read_on(&mut self, shared: &mut Shared) {
        let (kind, parent) = (self.kind, self.parent.as_ref().map(|parent| parent.scope));
        let rows = self.rows(shared).len();
        let height = shared.size.table_rows();
        let filtered = !self.filter.value().is_empty();
        let list = self.list_mut();
        let wanted = !list.started || list.to_end || (!filtered && list.cursor.position + height >= rows);
        if !wanted || list.request.is_some() || list.problem.is_some() {
            return;
        }
        if let Some(from) = list.ask() {
            list.request = Some(shared.call(Call::ListScopes { kind, parent, search: None, from }));
        }
    }

    fn show(&mut self, kind: ScopeKind, shared: &mut Shared) {
        shared.cancel(self.list_mut().interrupt());
        self.filter = Input::default();
        self.show_kind(kind);
        self.anchor(shared);
        self.read_on(shared);
    }

    fn neighbour(&self, forward: bool) -> ScopeKind {
        let kinds = ScopeKind::ALL;
        let at = kinds.iter().position(|kind| *kind == self.kind).unwrap_or_default();
        kinds[(at + if forward { 1 } else { kinds.len() - 1 }) % kinds.len()]
    }

    fn descend(&mut self, shared: &mut Shared) {
        let Some(entry) = self.current(shared) else { return };
        let Some(below) = entry.scope.kind.below() else {
            return shared.say(Tone::Plain, "a tenant has nothing below it; Enter shows its licenses");
        };
        self.trail.push((self.kind, self.parent.clone()));
        shared.cancel(self.list_mut().interrupt());
        self.parent = Some(entry);
        self.show(below, shared);
    }

    fn ascend(&mut self, shared: &mut Shared) -> bool {
        let Some((kind, parent)) = self.trail.pop() else {
            return false;
        };
        shared.cancel(self.list_mut().interrupt());
        let trail = std::mem::take(&mut self.trail);
        self.parent = parent;
        self.show(kind, shared);
        self.trail = trail;
        true
    }

    fn ascend_or_say(&mut self, shared: &mut Shared) {
        if !self.ascend(shared) {
            shared.say(Tone::Plain, "there is nothing above");
        }
    }

    fn back(&mut self, shared: &mut Shared) -> Step {
        if self.entry.take().is_some() {
            return Step::Stay;
        }
        if self.filtering || !self.filter.value().is_empty() {
            self.filtering = false;
            self.filter = Input::default();
            self.anchor(shared);
            return Step::Stay;
        }
        if let Some(request) = self.list_mut().interrupt() {
            shared.cancel(Some(request));
            shared.say(Tone::Plain, "stopped; r reads anew, a takes a scope that you type");
            return Step::Stay;
        }
        if self.ascend(shared) { Step::Stay } else { Step::Close }
    }

    fn open_entry(entry: ScopeEntry, shared: &mut Shared) -> Step {
        Step::Open(Licenses::open(entry, shared).into())
    }

    fn accept(&mut self, shared: &mut Shared) -> Step {
        let Some(entry) = &mut self.entry else {
            self.filtering = false;
            return Step::Stay;
        };
        match rules::scope(entry.input.value()) {
            Ok(scope) => {
                self.entry = None;
                let known = shared.recent.iter().find(|recent| recent.scope == scope).cloned();
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
            &[Context::Scopes, Context::List, Context::Global, Context::Always]
        }
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Step {
        match action {
            Action::Back => return self.back(shared),
            Action::Accept => return self.accept(shared),
            Action::Open => match self.current(shared) {
                Some(entry) => return Self::open_entry(entry, shared),
                None => shared.say(Tone::Plain, "no scope is under the cursor; a takes one that you type"),
            },
            Action::TypeScope => self.entry = Some(Entry::default()),
            Action::Filter => self.filtering = true,
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
        self.lists.values().any(|list| list.request == Some(id))
    }

    fn replied(&mut self, id: RequestId, result: Result<Reply, Problem>, shared: &mut Shared) -> Step {
        if let Some(list) = self.lists.values_mut().find(|list| list.request == Some(id)) {
            list.take(result);
        }
        if self.list().is_some_and(|list| list.to_end) {
            self.step(Action::Last, shared);
        } else {
            self.anchor(shared);
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
