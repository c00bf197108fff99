//! Pictures of all licenses that the account can see: how many are enabled and disabled in each scope, which SKUs there
//! are most of, and on which days something was changed from here.

use std::collections::BTreeMap;

use super::{Behaviour, Step, change::scrolled};
use crate::{
    app::{
        keymap::{Action, Context},
        model::{Shared, Tone},
        msg::RequestId,
    },
    domain::{
        self, Call, Problem, Reply,
        overview::changes_by_day,
        search::{Search, Ticket},
    },
};

/// The screen's state.
#[derive(Debug)]
pub struct Overview {
    /// How far the counting is.
    pub search: Search,
    /// What was counted.
    pub counted: domain::Overview,
    /// On which days changes were made, and how many; the latest day last.
    pub days: Vec<(String, u64)>,
    /// How far the scopes are scrolled.
    pub top: usize,
    journal: Option<RequestId>,
    requests: BTreeMap<RequestId, Ticket>,
}

impl Overview {
    /// Begins to count.
    pub fn open(shared: &mut Shared) -> Self {
        let page_size = shared.place.as_ref().map_or(1, |place| place.page_size);
        let mut overview = Self {
            search: Search::new("", None, page_size),
            counted: domain::Overview::default(),
            days: Vec::new(),
            top: 0,
            journal: Some(shared.call(Call::ReadJournal)),
            requests: BTreeMap::new(),
        };
        overview.ask(shared);
        overview
    }

    /// The oldest request under way.
    #[must_use]
    pub fn awaited(&self) -> Option<RequestId> {
        self.requests.keys().next().copied()
    }

    /// What was counted and what was not, in words.
    #[must_use]
    pub fn in_words(&self) -> String {
        let statuses = self.counted.in_all();
        let (searched, known, kind) = (self.search.searched(), self.search.known(), self.search.kind());
        let mut words = vec![statuses.in_words(), format!("{searched} of {known} {kind} counted")];
        if self.search.is_done() && !self.search.is_complete() {
            words.push("not all".to_owned());
        }
        words.join(" · ")
    }

    fn ask(&mut self, shared: &mut Shared) {
        while let Some((ticket, call)) = self.search.ask() {
            self.requests.insert(shared.call(call), ticket);
        }
    }

    /// Asks nothing more; answers with whether anything was under way.
    fn stop(&mut self, shared: &mut Shared) -> bool {
        shared.cancel(self.journal.take());
        if self.search.is_done() {
            return false;
        }
        self.search.stop();
        for (request, _) in std::mem::take(&mut self.requests) {
            shared.cancel(Some(request));
        }
        true
    }

    /// Says why not all is counted, once nothing more comes.
    fn tell_the_end(&self, shared: &mut Shared) {
        if !self.search.is_done() || self.search.is_complete() {
            return;
        }
        let mut unsearched = self.search.unsearched().iter();
        let first = unsearched.find_map(|(entry, problem)| Some((entry, problem.as_ref()?)));
        let problem = first.map(|(entry, problem)| format!("{}: {}", entry.label(), problem.message()));
        let problem = problem.or_else(|| self.search.scopes_problem().map(Problem::message));
        let count = self.search.unsearched().len();
        let words = problem.map_or_else(String::new, |problem| format!(" · {problem}"));
        shared.say(Tone::Bad, format!("not counted: {count} {}{words}", self.search.kind()));
    }
}

impl Behaviour for Overview {
    fn title(&self) -> &'static str {
        "Overview"
    }

    fn contexts(&self) -> &'static [Context] {
        &[Context::Overview, Context::Global, Context::Always]
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Step {
        match action {
            Action::Back if self.stop(shared) => {
                shared.say(Tone::Plain, format!("stopped: {}", self.in_words()));
            }
            Action::Back => return Step::Close,
            Action::Refresh => {
                self.stop(shared);
                *self = Self::open(shared);
            }
            action if action.is_movement() => {
                let last = self.counted.by_scope().len().saturating_sub(1);
                self.top = match action {
                    Action::Last => last,
                    action => scrolled(self.top, action, shared.size.body_rows(), last),
                };
            }
            _ => {}
        }
        Step::Stay
    }

    fn awaits(&self, id: RequestId) -> bool {
        self.journal == Some(id) || self.requests.contains_key(&id)
    }

    fn replied(&mut self, id: RequestId, result: Result<Reply, Problem>, shared: &mut Shared) -> Step {
        if self.journal == Some(id) {
            self.journal = None;
            match result {
                Ok(Reply::Journal(entries)) => self.days = changes_by_day(&entries),
                Ok(_) => {}
                Err(problem) => shared.complain(&problem),
            }
        } else if let Some(ticket) = self.requests.remove(&id) {
            for found in self.search.take(ticket, result) {
                self.counted.count(&found.entry, &found.license);
            }
            self.ask(shared);
            self.tell_the_end(shared);
        }
        Step::Stay
    }

    fn held_up(&mut self, id: RequestId, problem: &Problem, _shared: &mut Shared) {
        if self.requests.contains_key(&id) && matches!(problem, Problem::Busy { .. }) {
            self.search.is_busy();
        }
    }

    fn leave(&mut self, shared: &mut Shared) {
        self.stop(shared);
    }
}

#[cfg(test)]
mod tests;
