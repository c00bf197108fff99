//! The licenses of one scope beside those of another, license by license.

use super::{Behaviour, Step, Written, bulk::Bulk, license::Detail};
use crate::{
    app::{
        cursor::Cursor,
        keymap::{Action, Context},
        model::{Shared, Tone},
        msg::RequestId,
        whole::Whole,
    },
    domain::{
        License, Problem, Reply, Scope, ScopeEntry,
        comparison::{Comparison, Pair, compare},
    },
};

/// The screen's state.
#[derive(Debug)]
pub struct Compared {
    /// The first scope.
    pub here: ScopeEntry,
    /// The licenses of both, the first scope's first.
    pub wholes: [Whole; 2],
    /// What differs, once all is read.
    pub comparison: Option<Comparison>,
    /// Where the cursor is among what differs.
    pub cursor: Cursor,
    /// Whether something was written since.
    pub is_stale: bool,
}

/// What differs.
#[derive(Clone, Copy, Debug)]
pub enum Difference<'a> {
    /// Only the first scope has it.
    OnlyHere(&'a License),
    /// Only the second has it.
    OnlyThere(&'a License),
    /// Both have it, and it is not the same.
    Unlike(&'a Pair),
}

impl Compared {
    /// Begins to read both.
    pub fn open(here: ScopeEntry, there: Scope, shared: &mut Shared) -> Self {
        let wholes = [Whole::open(here.scope, shared), Whole::open(there, shared)];
        Self { here, wholes, comparison: None, cursor: Cursor::default(), is_stale: false }
    }

    /// The second scope.
    #[must_use]
    pub fn there(&self) -> Scope {
        self.wholes[1].scope
    }

    /// Why one of them cannot be read.
    #[must_use]
    pub fn problem(&self) -> Option<(Scope, &Problem)> {
        self.wholes.iter().find_map(|whole| Some((whole.scope, whole.problem.as_ref()?)))
    }

    /// The oldest request under way.
    #[must_use]
    pub fn awaited(&self) -> Option<RequestId> {
        self.wholes.iter().filter_map(Whole::awaited).min()
    }

    /// What differs: what only the first scope has, what is not the same, what only the second has.
    pub fn differences(&self) -> impl Iterator<Item = Difference<'_>> {
        self.comparison.iter().flat_map(|comparison| {
            let here = comparison.only_a.iter().map(Difference::OnlyHere);
            let unlike = comparison.different.iter().map(Difference::Unlike);
            here.chain(unlike).chain(comparison.only_b.iter().map(Difference::OnlyThere))
        })
    }

    /// How many differences there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.comparison.as_ref().map_or(0, |comparison| {
            comparison.only_a.len() + comparison.different.len() + comparison.only_b.len()
        })
    }

    /// What came of it, in words.
    #[must_use]
    pub fn in_words(&self) -> String {
        let Some(comparison) = &self.comparison else {
            return String::new();
        };
        let Comparison { only_a, only_b, different, same } = comparison;
        let (here, there, unlike) = (only_a.len(), only_b.len(), different.len());
        format!("{here} only here · {unlike} unlike · {there} only there · {same} alike")
    }

    fn compare_anew(&mut self, shared: &mut Shared) {
        self.stop(shared);
        let cursor = self.cursor;
        *self = Self::open(self.here.clone(), self.there(), shared);
        self.cursor = cursor;
    }

    fn stop(&mut self, shared: &mut Shared) {
        for whole in &mut self.wholes {
            whole.stop(shared);
        }
    }

    fn open_current(&self, shared: &mut Shared) -> Step {
        let Some(current) = self.differences().nth(self.cursor.position) else {
            return Step::Stay;
        };
        let (scope, license) = match current {
            Difference::OnlyHere(license) => (self.here.scope, license),
            Difference::Unlike(pair) => (self.here.scope, &pair.a),
            Difference::OnlyThere(license) => (self.there(), license),
        };
        Step::Open(Detail::open(scope, license.clone(), shared).into())
    }

    /// Shows what would give the second scope what the first has. Nothing of the second goes.
    fn copy_there(&self, shared: &mut Shared) -> Step {
        let Some(comparison) = &self.comparison else {
            return Step::Stay;
        };
        if self.is_stale {
            shared.say(Tone::Plain, "something was changed since; r compares anew");
            return Step::Stay;
        }
        let operations = comparison.what_b_lacks();
        if operations.is_empty() {
            shared.say(Tone::Plain, "there is nothing to copy: the other scope has it all");
            return Step::Stay;
        }
        Bulk::carry_out(self.there(), operations, shared)
    }
}

impl Behaviour for Compared {
    fn title(&self) -> &'static str {
        "Compare"
    }

    fn contexts(&self) -> &'static [Context] {
        &[Context::Compared, Context::Global, Context::Always]
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Step {
        match action {
            Action::Back => return Step::Close,
            Action::Refresh => self.compare_anew(shared),
            Action::Open => return self.open_current(shared),
            Action::CopyThere => return self.copy_there(shared),
            action if action.is_movement() => {
                self.cursor.step(action, self.count(), shared.size.table_rows());
            }
            _ => {}
        }
        Step::Stay
    }

    fn awaits(&self, id: RequestId) -> bool {
        self.wholes.iter().any(|whole| whole.awaits(id))
    }

    fn replied(&mut self, id: RequestId, result: Result<Reply, Problem>, shared: &mut Shared) -> Step {
        if let Some(whole) = self.wholes.iter_mut().find(|whole| whole.awaits(id)) {
            whole.came(id, result, shared);
        }
        if self.wholes.iter().all(Whole::is_complete) {
            let [here, there] = &self.wholes;
            self.comparison = Some(compare(here.licenses(), there.licenses()));
            self.cursor.put(self.cursor.position, self.count(), shared.size.table_rows());
        }
        Step::Stay
    }

    fn held_up(&mut self, id: RequestId, problem: &Problem, shared: &mut Shared) {
        if let Some(whole) = self.wholes.iter_mut().find(|whole| whole.awaits(id)) {
            whole.held_up(id, problem, shared);
        }
    }

    fn written(&mut self, written: &Written, _shared: &mut Shared) {
        self.is_stale |= self.wholes.iter().any(|whole| whole.scope == written.scope);
    }

    fn point(&mut self, row: usize, shared: &mut Shared) -> bool {
        let Some(row) = row.checked_sub(1) else { return false };
        self.cursor.point(row, self.count(), shared.size.table_rows())
    }

    fn resized(&mut self, shared: &mut Shared) {
        self.cursor.put(self.cursor.position, self.count(), shared.size.table_rows());
    }

    fn leave(&mut self, shared: &mut Shared) {
        self.stop(shared);
    }
}

#[cfg(test)]
mod tests;
