//! A search through all licenses that an account can see: which requests it takes, and what was found. It makes no
//! requests itself; whoever drives it makes them, a few at once, and brings the answers.

mod scopes;

use std::collections::VecDeque;

use hashbrown::HashMap;

use self::scopes::Scopes;
use super::{
    call::{Call, Reply},
    catalog::Words,
    license::License,
    problem::Problem,
    scope::{ScopeEntry, ScopeKind},
    walk::Walk,
};

/// How many requests may be under way at once. After a 429 it is one.
pub const AT_ONCE: usize = 8;

/// The number of a request of the search.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ticket(u64);

/// A license that was found, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The scope that it is listed in.
    pub entry: ScopeEntry,
    /// The license.
    pub license: License,
}

/// The search and how far it is.
#[derive(Debug)]
pub struct Search {
    words: Words,
    page_size: u32,
    scopes: Scopes,
    /// Scopes whose licenses are still to be read.
    waiting: VecDeque<Reading>,
    under_way: HashMap<Ticket, Option<Reading>>,
    tickets: u64,
    at_once: usize,
    stopped: bool,
    /// How many scopes were searched to the end.
    searched: usize,
    found: u64,
    found_in: usize,
    unsearched: Vec<(ScopeEntry, Option<Problem>)>,
}

/// One scope whose licenses are read, page by page.
#[derive(Debug)]
struct Reading {
    entry: ScopeEntry,
    walk: Walk,
    has_found: bool,
}

impl Search {
    /// A search for `text`, by the same words as a filter: in the scopes of `kind`, or where none is said, in the groups,
    /// and where the account may not list these, in the kind below.
    #[must_use]
    pub fn new(text: &str, kind: Option<ScopeKind>, page_size: u32) -> Self {
        Self {
            words: Words::new(text),
            page_size,
            scopes: Scopes::new(kind),
            waiting: VecDeque::new(),
            under_way: HashMap::new(),
            tickets: 0,
            at_once: AT_ONCE,
            stopped: false,
            searched: 0,
            found: 0,
            found_in: 0,
            unsearched: Vec::new(),
        }
    }

    /// The next request to make now; none where as many are under way as may be, or nothing is left to ask.
    pub fn ask(&mut self) -> Option<(Ticket, Call)> {
        if self.stopped || self.under_way.len() >= self.at_once {
            return None;
        }
        // Scopes that are being read come first: what is begun is brought to its end.
        if let Some(reading) = self.waiting.pop_front() {
            let token = reading.walk.next_token().unwrap_or_default();
            let call = Call::ListLicenses { scope: reading.entry.scope, page_size: self.page_size, token };
            return Some((self.give(Some(reading)), call));
        }
        let call = self.scopes.ask()?;
        Some((self.give(None), call))
    }

    fn give(&mut self, reading: Option<Reading>) -> Ticket {
        self.tickets += 1;
        let ticket = Ticket(self.tickets);
        self.under_way.insert(ticket, reading);
        ticket
    }

    /// Takes the answer to a request; what was found on it.
    pub fn take(&mut self, ticket: Ticket, result: Result<Reply, Problem>) -> Vec<Found> {
        match (self.under_way.remove(&ticket), result) {
            // It was stopped, and nobody waits for it.
            (None, _) => Vec::new(),
            (Some(None), result) => {
                let entries = self.scopes.take(result);
                let reading = |entry| Reading { entry, walk: Walk::default(), has_found: false };
                self.waiting.extend(entries.into_iter().map(reading));
                self.stop_if_in_vain();
                Vec::new()
            }
            (Some(Some(reading)), Ok(Reply::Licenses(page))) => self.take_page(reading, page),
            (Some(Some(reading)), Ok(_)) => {
                let reason = "an answer to another question".to_owned();
                self.unsearched.push((reading.entry, Some(Problem::Internal { reason })));
                Vec::new()
            }
            (Some(Some(reading)), Err(problem)) => {
                let ends_all = ends_all(&problem);
                self.unsearched.push((reading.entry, Some(problem)));
                if ends_all {
                    self.stop();
                }
                Vec::new()
            }
        }
    }

    fn take_page(&mut self, mut reading: Reading, page: super::call::LicensePage) -> Vec<Found> {
        let accepted = reading.walk.accept(&page);
        let licenses = page.licenses.into_iter().filter(|license| self.words.are_in(license));
        let found: Vec<Found> =
            licenses.map(|license| Found { entry: reading.entry.clone(), license }).collect();
        self.found += found.len() as u64;
        if !found.is_empty() && !std::mem::replace(&mut reading.has_found, true) {
            self.found_in += 1;
        }
        match accepted {
            Err(problem) => self.unsearched.push((reading.entry, Some(problem))),
            Ok(()) if reading.walk.is_complete() => self.searched += 1,
            Ok(()) => self.waiting.push_front(reading),
        }
        found
    }

    /// Takes notice that the server is too busy (429): from now on one request is under way at a time.
    pub fn is_busy(&mut self) {
        self.at_once = 1;
    }

    /// Asks nothing more. What was not read to its end counts as not searched; the requests under way are those whose
    /// answers are not wanted any more.
    pub fn stop(&mut self) -> Vec<Ticket> {
        self.stopped = true;
        let under_way: Vec<(Ticket, Option<Reading>)> = self.under_way.drain().collect();
        let unread = under_way.iter().any(|(_, reading)| reading.is_none());
        self.scopes.stop(unread);
        let mut tickets = Vec::new();
        let mut left: Vec<ScopeEntry> = Vec::new();
        for (ticket, reading) in under_way {
            tickets.push(ticket);
            left.extend(reading.map(|reading| reading.entry));
        }
        left.extend(self.waiting.drain(..).map(|reading| reading.entry));
        self.unsearched.extend(left.into_iter().map(|entry| (entry, None)));
        tickets
    }

    fn stop_if_in_vain(&mut self) {
        if self.scopes.problem().is_some_and(ends_all) {
            self.stop();
        }
    }

    /// Whether nothing is under way and nothing left to ask.
    #[must_use]
    pub fn is_done(&self) -> bool {
        let all_asked = self.stopped || (self.waiting.is_empty() && self.scopes.is_done());
        self.under_way.is_empty() && all_asked
    }

    /// Whether all scopes that the account can see were searched to the end.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.is_done() && self.unsearched.is_empty() && self.scopes.is_complete()
    }

    /// The kind of the scopes that are searched.
    #[must_use]
    pub fn kind(&self) -> ScopeKind {
        self.scopes.kind()
    }

    /// How many scopes are known.
    #[must_use]
    pub fn known(&self) -> usize {
        self.scopes.known()
    }

    /// How many of them were searched to the end.
    #[must_use]
    pub fn searched(&self) -> usize {
        self.searched
    }

    /// How many licenses were found.
    #[must_use]
    pub fn found(&self) -> u64 {
        self.found
    }

    /// In how many scopes.
    #[must_use]
    pub fn found_in(&self) -> usize {
        self.found_in
    }

    /// The scopes that were not searched to the end, and why; no reason where the search was stopped.
    #[must_use]
    pub fn unsearched(&self) -> &[(ScopeEntry, Option<Problem>)] {
        &self.unsearched
    }

    /// Why not all scopes are known, if so.
    #[must_use]
    pub fn scopes_problem(&self) -> Option<&Problem> {
        self.scopes.problem()
    }

    /// What came of it so far, in words: "12 found in 3 of 200 groups; 1 not searched".
    #[must_use]
    pub fn in_words(&self) -> String {
        let (found, places, known, kind) = (self.found, self.found_in, self.known(), self.kind());
        let mut words = vec![format!("{found} found in {places} of {known} {kind}")];
        if !self.unsearched.is_empty() {
            words.push(format!("{} not searched", self.unsearched.len()));
        }
        if !self.scopes.is_complete() && self.is_done() {
            words.push(format!("there may be more {kind}"));
        }
        words.join("; ")
    }
}

/// Whether a failure would meet every other request too.
fn ends_all(problem: &Problem) -> bool {
    problem.is_about_log_in()
}

#[cfg(test)]
mod tests;
