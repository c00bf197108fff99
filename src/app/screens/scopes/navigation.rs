//! From kind to kind, down into a scope's children, and back up.

use super::{CONTEXTS, Scopes};
use crate::{
    app::{
        keymap::Action,
        model::{Shared, Tone},
    },
    domain::{ScopeEntry, ScopeKind},
};
use tui_input::Input;

impl Scopes {
    /// The key that takes a scope that is typed, or else the command.
    #[must_use]
    pub fn typing_key(shared: &Shared) -> String {
        let key = shared.keymap.label(CONTEXTS, Action::TypeScope);
        if key.is_empty() { ":scope".to_owned() } else { key }
    }

    pub(super) fn say_stopped(shared: &mut Shared) {
        let refresh = shared.keymap.label(CONTEXTS, Action::Refresh);
        let typing = Self::typing_key(shared);
        shared
            .say(Tone::Plain, format!("stopped; {refresh} reads anew, {typing} takes a scope that you type"));
    }

    pub(super) fn say_none(shared: &mut Shared) {
        let typing = Self::typing_key(shared);
        shared.say(Tone::Plain, format!("no scope is under the cursor; {typing} takes one that you type"));
    }

    /// The way from the top to the list that is shown: kinds and the parents between them.
    #[must_use]
    pub fn path(&self) -> Vec<String> {
        let levels = self.trail.iter().map(|(kind, parent)| (*kind, parent.as_ref()));
        let levels = levels.chain([(self.kind, self.parent.as_ref())]);
        levels
            .flat_map(|(kind, parent)| {
                parent.map(ScopeEntry::label).into_iter().chain([kind.title().to_owned()])
            })
            .collect()
    }

    pub(super) fn show(&mut self, kind: ScopeKind, shared: &mut Shared) {
        shared.cancel(self.list_mut().interrupt());
        self.forget_search(shared);
        self.filter = Input::default();
        self.show_kind(kind);
        self.anchor(shared);
        self.read_on(shared);
    }

    pub(super) fn neighbour(&self, forward: bool) -> ScopeKind {
        let kinds = ScopeKind::ALL;
        let at = kinds.iter().position(|kind| *kind == self.kind).unwrap_or_default();
        kinds[(at + if forward { 1 } else { kinds.len() - 1 }) % kinds.len()]
    }

    pub(super) fn descend(&mut self, shared: &mut Shared) {
        let Some(entry) = self.current() else { return };
        let Some(below) = entry.scope.kind.below() else {
            return shared.say(Tone::Plain, "a tenant has nothing below it; Enter shows its licenses");
        };
        shared.cancel(self.list_mut().interrupt());
        self.forget_search(shared);
        self.trail.push((self.kind, self.parent.clone()));
        self.parent = Some(entry);
        self.show(below, shared);
    }

    pub(super) fn ascend(&mut self, shared: &mut Shared) -> bool {
        let Some((kind, parent)) = self.trail.pop() else {
            return false;
        };
        shared.cancel(self.list_mut().interrupt());
        self.forget_search(shared);
        let trail = std::mem::take(&mut self.trail);
        self.parent = parent;
        self.show(kind, shared);
        self.trail = trail;
        true
    }

    pub(super) fn ascend_or_say(&mut self, shared: &mut Shared) {
        if !self.ascend(shared) {
            shared.say(Tone::Plain, "there is nothing above");
        }
    }
}
