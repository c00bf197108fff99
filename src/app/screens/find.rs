//! The licenses that hold a text, in all scopes that the account can see: rows come while the search goes on.

use std::collections::BTreeMap;

use super::{Behaviour, Step, license::Detail};
use crate::{
    app::{
        cursor::Cursor,
        keymap::{Action, Context},
        model::{Shared, Tone},
        msg::RequestId,
    },
    domain::{
        Problem, Reply, ScopeEntry,
        search::{Found, Search, Ticket},
    },
};

/// The screen's state.
#[derive(Debug)]
pub struct Find {
    /// What is searched for.
    pub text: String,
    /// How far the search is.
    pub search: Search,
    /// What was found, in the order in which it came.
    pub found: Vec<Found>,
    /// Where the cursor is among the rows: what was found, then what was not searched.
    pub cursor: Cursor,
    requests: BTreeMap<RequestId, Ticket>,
}

/// A row of the screen.
#[derive(Debug)]
pub enum Row<'a> {
    /// A license that was found.
    Found(&'a Found),
    /// A scope that was not searched to its end, and why, where it was not stopped.
    Unsearched(&'a ScopeEntry, Option<&'a Problem>),
}

impl Find {
    /// Begins to search.
    pub fn open(text: &str, shared: &mut Shared) -> Self {
        let mut find = Self {
            text: text.to_owned(),
            search: Self::search(text, shared),
            found: Vec::new(),
            cursor: Cursor::default(),
            requests: BTreeMap::new(),
        };
        find.ask(shared);
        find
    }

    fn search(text: &str, shared: &Shared) -> Search {
        let page_size = shared.place.as_ref().map_or(1, |place| place.page_size);
        Search::new(text, None, page_size)
    }

    /// The oldest request under way.
    #[must_use]
    pub fn awaited(&self) -> Option<RequestId> {
        self.requests.keys().next().copied()
    }

    /// How many rows there are.
    #[must_use]
    pub fn row_count(&self) -> usize {
        self.found.len() + self.search.unsearched().len()
    }

    /// The rows.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        let unsearched = self.search.unsearched().iter();
        let unsearched = unsearched.map(|(entry, problem)| Row::Unsearched(entry, problem.as_ref()));
        self.found.iter().map(Row::Found).chain(unsearched)
    }

    fn ask(&mut self, shared: &mut Shared) {
        while let Some((ticket, call)) = self.search.ask() {
            self.requests.insert(shared.call(call), ticket);
        }
    }

    /// Asks nothing more; answers with whether anything was under way.
    fn stop(&mut self, shared: &mut Shared) -> bool {
        if self.search.is_done() {
            return false;
        }
        self.search.stop();
        for (request, _) in std::mem::take(&mut self.requests) {
            shared.cancel(Some(request));
        }
        true
    }

    fn search_anew(&mut self, shared: &mut Shared) {
        self.stop(shared);
        let text = std::mem::take(&mut self.text);
        *self = Self::open(&text, shared);
    }
}

impl Behaviour for Find {
    fn title(&self) -> &'static str {
        "Find"
    }

    fn contexts(&self) -> &'static [Context] {
        &[Context::Find, Context::Global, Context::Always]
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Step {
        match action {
            Action::Back if self.stop(shared) => {
                shared.say(Tone::Plain, format!("stopped: {}", self.search.in_words()));
            }
            Action::Back => return Step::Close,
            Action::Refresh => self.search_anew(shared),
            Action::Open => {
                let found = self.found.get(self.cursor.position).cloned();
                return found.map_or(Step::Stay, |found| {
                    Step::Open(Detail::open(found.entry.scope, found.license, shared).into())
                });
            }
            action if action.is_movement() => {
                self.cursor.step(action, self.row_count(), shared.size.table_rows());
            }
            _ => {}
        }
        Step::Stay
    }

    fn awaits(&self, id: RequestId) -> bool {
        self.requests.contains_key(&id)
    }

    fn replied(&mut self, id: RequestId, result: Result<Reply, Problem>, shared: &mut Shared) -> Step {
        let Some(ticket) = self.requests.remove(&id) else {
            return Step::Stay;
        };
        self.found.extend(self.search.take(ticket, result));
        self.ask(shared);
        if self.search.is_done() {
            let tone = if self.search.is_complete() { Tone::Good } else { Tone::Bad };
            shared.say(tone, self.search.in_words());
        }
        Step::Stay
    }

    fn held_up(&mut self, _id: RequestId, problem: &Problem, _shared: &mut Shared) {
        if matches!(problem, Problem::Busy { .. }) {
            self.search.is_busy();
        }
    }

    fn point(&mut self, row: usize, shared: &mut Shared) -> bool {
        let Some(row) = row.checked_sub(1) else { return false };
        self.cursor.point(row, self.row_count(), shared.size.table_rows())
    }

    fn resized(&mut self, shared: &mut Shared) {
        self.cursor.put(self.cursor.position, self.row_count(), shared.size.table_rows());
    }

    fn leave(&mut self, shared: &mut Shared) {
        self.stop(shared);
    }
}

#[cfg(test)]
mod tests;
