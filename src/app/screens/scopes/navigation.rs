//! From kind to kind, down into a scope's children, and back up.

use super::Scopes;
use crate::{
    app::model::{Shared, Tone},
    domain::{ScopeEntry, ScopeKind},
};
use tui_input::Input;

impl Scopes {
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
