//! Taking a change back: what would be sent is shown first, and sent only on a yes, one change after the other.

use std::collections::VecDeque;

use super::{Behaviour, Proposal, Step, Written, change::scrolled};
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
    /// How each of the changes stands; empty until they are sent.
    pub stands: Vec<Stand>,
    /// How far the screen is scrolled.
    pub top: usize,
    /// The changes that are still to be sent, the one under way first.
    queue: VecDeque<Write>,
    sent: Option<RequestId>,
}

/// How a change stands that takes another back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stand {
    /// Its turn has not come.
    Waiting,
    /// It is sent; the answer is not there yet.
    UnderWay,
    /// It was made; in words.
    Done(String),
    /// It was not made, or nobody knows.
    Failed(Problem),
    /// It was not sent, because of what came before it.
    NotSent,
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
            stands: Vec::new(),
            top: 0,
            queue: VecDeque::new(),
            sent: None,
        };
        undo.prepare(shared);
        undo
    }

    /// Whether changes are being sent.
    #[must_use]
    pub fn is_sending(&self) -> bool {
        self.sent.is_some()
    }

    /// Whether there is something to say yes to. What was sent is not sent again.
    #[must_use]
    pub fn can_be_done(&self) -> bool {
        self.awaited().is_none()
            && self.stands.is_empty()
            && self.undoing.as_ref().is_some_and(|undoing| !undoing.undos.is_empty())
    }

    /// The request whose answer is awaited.
    #[must_use]
    pub fn awaited(&self) -> Option<RequestId> {
        self.request.or(self.sent)
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
        self.stands = Vec::new();
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

    fn send_next(&mut self, shared: &mut Shared) {
        let Some(write) = self.queue.front() else {
            return;
        };
        self.sent = Some(shared.call(Call::from(write.clone())));
        if let Some(stand) = self.stands.iter_mut().find(|stand| **stand == Stand::Waiting) {
            *stand = Stand::UnderWay;
        }
    }

    /// Sends nothing more.
    fn stop(&mut self) {
        self.queue.truncate(usize::from(self.sent.is_some()));
        for stand in self.stands.iter_mut().filter(|stand| **stand == Stand::Waiting) {
            *stand = Stand::NotSent;
        }
    }

    fn write_came(&mut self, result: Result<Reply, Problem>, shared: &mut Shared) {
        self.sent = None;
        let write = self.queue.pop_front();
        let stand = match (result, write) {
            (Ok(reply), Some(write)) => {
                let written = Written::from_reply(&Call::from(write), &reply);
                Stand::Done(written.map_or_else(String::new, |written| written.in_words().to_owned()))
            }
            (Ok(_), None) => Stand::Done(String::new()),
            (Err(problem), _) => Stand::Failed(problem),
        };
        let goes_on = !matches!(&stand, Stand::Failed(problem) if !is_about_one_license(problem));
        if let Some(place) = self.stands.iter_mut().find(|stand| **stand == Stand::UnderWay) {
            *place = stand;
        }
        if goes_on {
            self.send_next(shared);
        } else {
            self.stop();
        }
    }

    fn back(&mut self, shared: &mut Shared) -> Step {
        if !self.is_sending() {
            return Step::Close;
        }
        self.stop();
        shared.say(Tone::Plain, "what is sent cannot be called back; nothing more is sent");
        Step::Stay
    }
}

/// Whether a failure says nothing of how the changes of other licenses would fare.
fn is_about_one_license(problem: &Problem) -> bool {
    matches!(problem, Problem::Conflict { .. } | Problem::NotFound { .. } | Problem::Rejected { .. })
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
            Action::Refresh if !self.is_sending() => self.prepare(shared),
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
        self.stands = vec![Stand::Waiting; writes.len()];
        self.queue = writes.into();
        self.send_next(shared);
    }

    fn awaits(&self, id: RequestId) -> bool {
        self.awaited() == Some(id)
    }

    fn replied(&mut self, id: RequestId, result: Result<Reply, Problem>, shared: &mut Shared) -> Step {
        if self.sent == Some(id) {
            self.write_came(result, shared);
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
        let unsent = self.stands.iter().filter(|stand| **stand == Stand::Waiting).count();
        if unsent > 0 {
            shared.say(Tone::Plain, format!("{unsent} of the changes to be taken back were not sent"));
        }
    }
}

#[cfg(test)]
mod tests;
