//! A plan, before it is carried out: its changes are compared with the licenses as they are now, and with what the
//! journal knows of earlier tries. What comes of it is shown as any change of several licenses is.

use super::{Behaviour, Step, bulk::Bulk};
use crate::{
    app::{
        keymap::{Action, Context},
        model::Shared,
        msg::RequestId,
        whole::Whole,
    },
    domain::{
        Call, Entry, Problem, Reply,
        plan::{Before, Plan, Present},
    },
};

/// The screen's state.
#[derive(Debug)]
pub struct Planned {
    /// The file that it was read from.
    pub file: String,
    /// The plan.
    pub plan: Plan,
    /// The licenses of its scope.
    pub whole: Whole,
    /// Why the journal cannot be read.
    pub problem: Option<Problem>,
    request: Option<RequestId>,
    entries: Option<Vec<Entry>>,
    is_gone: bool,
}

impl Planned {
    /// Looks at how the changes of a plan stand.
    ///
    /// # Errors
    /// Why the plan cannot be carried out from here, for people.
    pub fn open(file: String, plan: Plan, shared: &mut Shared) -> Result<Step, String> {
        let Some(place) = shared.place.as_ref() else {
            return Err("not connected yet".to_owned());
        };
        if (&place.origin, &place.instance) != (&plan.origin, &plan.instance) {
            let Plan { origin, instance, .. } = &plan;
            return Err(format!("{file} is a plan for {instance} at {origin}; switch to its profile first"));
        }
        if plan.operations.is_empty() {
            return Err(format!("{file} is a plan without changes"));
        }
        if !shared.may_write(plan.scope, None) {
            return Ok(Step::Stay);
        }
        let whole = Whole::open(plan.scope, shared);
        let request = Some(shared.call(Call::ReadJournal));
        let planned = Self { file, plan, whole, problem: None, request, entries: None, is_gone: false };
        Ok(Step::Open(planned.into()))
    }

    /// The request whose answer is awaited.
    #[must_use]
    pub fn awaited(&self) -> Option<RequestId> {
        self.whole.awaited().or(self.request)
    }

    fn look_again(&mut self, shared: &mut Shared) {
        self.stop(shared);
        self.problem = None;
        self.whole = Whole::open(self.plan.scope, shared);
        self.request = Some(shared.call(Call::ReadJournal));
    }

    fn stop(&mut self, shared: &mut Shared) {
        self.whole.stop(shared);
        shared.cancel(self.request.take());
    }

    /// Shows the changes once all is known.
    fn show_if_known(&mut self, shared: &Shared) -> Step {
        let Some(entries) = self.entries.as_ref().filter(|_| self.whole.is_complete()) else {
            return Step::Stay;
        };
        self.is_gone = true;
        let before = Before::of(self.plan.id, entries);
        let licenses = self.whole.licenses();
        Bulk::apply(self.plan.clone(), &before, &Present::of(&licenses), shared)
    }
}

impl Behaviour for Planned {
    fn title(&self) -> &'static str {
        "Apply plan"
    }

    fn contexts(&self) -> &'static [Context] {
        &[Context::Looking, Context::Global, Context::Always]
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Step {
        match action {
            Action::Back => return Step::Close,
            Action::Refresh => self.look_again(shared),
            _ => {}
        }
        Step::Stay
    }

    fn awaits(&self, id: RequestId) -> bool {
        self.whole.awaits(id) || self.request == Some(id)
    }

    fn replied(&mut self, id: RequestId, result: Result<Reply, Problem>, shared: &mut Shared) -> Step {
        if self.whole.awaits(id) {
            self.whole.came(id, result, shared);
            return self.show_if_known(shared);
        }
        self.request = None;
        match result {
            Ok(Reply::Journal(entries)) => self.entries = Some(entries),
            Ok(_) => {
                let reason = "the answer is not to the question".to_owned();
                self.problem = Some(Problem::Internal { reason });
            }
            Err(problem) => self.problem = Some(problem),
        }
        self.show_if_known(shared)
    }

    fn held_up(&mut self, id: RequestId, problem: &Problem, shared: &mut Shared) {
        if self.whole.awaits(id) {
            self.whole.held_up(id, problem, shared);
        }
    }

    fn leave(&mut self, shared: &mut Shared) {
        self.stop(shared);
    }

    fn is_gone(&self) -> bool {
        self.is_gone
    }
}

#[cfg(test)]
mod tests;
