//! Taking a change back: what would be sent is shown first, and sent only on a yes, one change after the other.

use super::{Behaviour, Proposal, Step, batch::Batch, change::scrolled};
use crate::{
    app::{
        headless,
        keymap::{Action, Context},
        model::{Shared, Tone},
        msg::RequestId,
    },
    domain::{Call, Entry, EntryId, Problem, Reply, Scope, Undoing, Write},
};

/// The screen's state.
#[derive(Debug)]
pub struct Undo {
    /// Where the change was made.
    pub scope: Scope,
    /// The entry that is taken back; none for the last change of the scope.
    pub entry: Option<EntryId>,
    /// What can be taken back, and what cannot.
    pub undoing: Option<Undoing>,
    /// Why that could not be found out.
    pub problem: Option<Problem>,
    /// The looking that is under way.
    pub request: Option<RequestId>,
    /// What was sent of it.
    pub batch: Batch,
    /// How far the screen is scrolled.
    pub top: usize,
}

impl Undo {
    /// Looks at what would take the last change of a scope back.
    pub fn of_last(scope: Scope, shared: &mut Shared) -> Step {
        if !shared.may_write(scope, None) {
            return Step::Stay;
        }
        if let Some(waiting) = shared.requests.write_under_way_here() {
            // It would not be the last change that is taken back.
            let words = format!("still under way: {}; wait for its answer", waiting.call);
            shared.say(Tone::Plain, words);
            return Step::Stay;
        }
        Step::Open(Self::open(scope, None, shared).into())
    }

    /// Looks at what would take an entry of the journal back, with all others of its step.
    pub fn of_entry(entry: &Entry, shared: &mut Shared) -> Step {
        if shared.may_write(entry.scope, entry.id) {
            Step::Open(Self::open(entry.scope, Some(entry.entry), shared).into())
        } else {
            Step::Stay
        }
    }

    fn open(scope: Scope, entry: Option<EntryId>, shared: &mut Shared) -> Self {
        let mut undo = Self {
            scope,
            entry,
            undoing: None,
            problem: None,
            request: None,
            batch: Batch::default(),
            top: 0,
        };
        undo.prepare(shared);
        undo
    }

    /// Whether there is something to say yes to. What was sent is not sent again.
    #[must_use]
    pub fn can_be_done(&self) -> bool {
        self.awaited().is_none()
            && self.batch.stands().is_empty()
            && self.undoing.as_ref().is_some_and(|undoing| !undoing.undos.is_empty())
    }

    /// The request whose answer is awaited.
    #[must_use]
    pub fn awaited(&self) -> Option<RequestId> {
        self.request.or(self.batch.awaited())
    }

    /// The commands that do the same; none where there is nothing to be done.
    #[must_use]
    pub fn command(&self, shared: &Shared) -> Option<String> {
        headless::commands(&self.writes(), shared.place.as_ref())
    }

    fn writes(&self) -> Vec<Write> {
        let undos = self.undoing.iter().flat_map(|undoing| &undoing.undos);
        undos.map(|undo| undo.write.clone()).collect()
    }

    fn prepare(&mut self, shared: &mut Shared) {
        shared.cancel(self.request.take());
        // What was looked at stays what is meant, whatever has become the last change since.
        let known = self.undoing.as_ref().and_then(|undoing| undoing.undos.first());
        self.entry = self.entry.or(known.map(|undo| undo.entry));
        self.problem = None;
        self.undoing = None;
        self.batch = Batch::default();
        self.top = 0;
        let call = Call::PrepareUndo { scope: Some(self.scope), entry: self.entry };
        self.request = Some(shared.call(call));
    }

    /// What a yes leads to.
    fn confirm(&self, shared: &Shared) -> Step {
        if !self.can_be_done() {
            return Step::Stay;
        }
        let writes = self.writes();
        let question = shared.is_production().then(|| {
            let title = match writes.len() {
                1 => "Take it back?".to_owned(),
                count => format!("Take {count} changes back?"),
            };
            let mut lines: Vec<String> = writes.iter().map(ToString::to_string).collect();
            lines.push(format!("in {}", self.scope));
            (title, lines)
        });
        Step::Propose(Box::new(Proposal { writes, question }))
    }

    fn back(&mut self, shared: &mut Shared) -> Step {
        if !self.batch.is_sending() {
            return Step::Close;
        }
        self.batch.stop();
        shared.say(Tone::Plain, "what is sent cannot be called back; nothing more is sent");
        Step::Stay
    }
}

impl Behaviour for Undo {
    fn title(&self) -> &'static str {
        "Undo"
    }

    fn contexts(&self) -> &'static [Context] {
        if self.can_be_done() {
            &[Context::Confirm, Context::Undo, Context::Global, Context::Always]
        } else {
            &[Context::Undo, Context::Global, Context::Always]
        }
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Step {
        match action {
            Action::Back | Action::No => return self.back(shared),
            Action::Yes => return self.confirm(shared),
            Action::Refresh if !self.batch.is_sending() => self.prepare(shared),
            Action::CopyCommand => match self.command(shared) {
                Some(command) => shared.copy(command),
                None => shared.say(Tone::Plain, "there is nothing to send, and so no command"),
            },
            action if action.is_movement() => {
                let undoing = self.undoing.as_ref();
                let last = undoing.map_or(0, |undoing| {
                    let of_one = |undo: &crate::domain::Undo| undo.fields.len() + undo.remarks.len() + 3;
                    undoing.undos.iter().map(of_one).sum::<usize>() + undoing.refused.len()
                });
                self.top = scrolled(self.top, action, shared.size.body_rows(), last);
            }
            _ => {}
        }
        Step::Stay
    }

    fn send(&mut self, writes: Vec<Write>, shared: &mut Shared) {
        self.batch.send(writes, shared);
    }

    fn unsent(&self) -> usize {
        self.batch.unsent()
    }

    fn awaits(&self, id: RequestId) -> bool {
        self.awaited() == Some(id)
    }

    fn replied(&mut self, id: RequestId, result: Result<Reply, Problem>, shared: &mut Shared) -> Step {
        if self.batch.awaited() == Some(id) {
            self.batch.came(result, shared);
            return Step::Stay;
        }
        self.request = None;
        match result {
            Ok(Reply::UndoReady(undoing)) => self.undoing = Some(undoing),
            Ok(_) => {
                let reason = "the answer is not to the question".to_owned();
                self.problem = Some(Problem::Internal { reason });
            }
            Err(problem) => self.problem = Some(problem),
        }
        Step::Stay
    }

    fn leave(&mut self, shared: &mut Shared) {
        shared.cancel(self.request.take());
        let unsent = self.batch.unsent();
        if unsent > 0 {
            shared.say(Tone::Plain, format!("{unsent} of the changes to be taken back were not sent"));
        }
    }
}

#[cfg(test)]
mod tests;
