//! The requests under way, and those that are parked until the operator has logged in again.

use std::{collections::BTreeMap, time::Duration};

use super::msg::RequestId;
use crate::domain::{Call, Credentials, LicenseId, Problem, Secret, Verification};

/// A request whose answer is not there yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// What was asked; passwords and codes are left out.
    pub call: Call,
    /// When the clock was first looked at; none before the first tick.
    pub since: Option<Duration>,
    /// Its place in the order in which requests were sent, those that were sent again counted anew.
    pub sent: Sending,
    /// The label of the place that it was sent to, where the console has left that place since.
    pub left_behind: Option<String>,
    /// Why it waits for a log-in instead of an answer.
    parked: Option<Problem>,
}

/// A place in the order of sending.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sending(u64);

/// All requests under way, by number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Requests {
    given: u64,
    sent: Sending,
    waiting: BTreeMap<RequestId, Waiting>,
}

impl Requests {
    /// Notes a new request.
    pub fn begin(&mut self, call: &Call) -> RequestId {
        self.given += 1;
        let id = RequestId(self.given);
        let sent = self.next_sending();
        let call = without_secrets(call);
        self.waiting.insert(id, Waiting { call, since: None, sent, left_behind: None, parked: None });
        id
    }

    fn next_sending(&mut self) -> Sending {
        self.sent.0 += 1;
        self.sent
    }

    /// The last request that was sent, or sent again.
    #[must_use]
    pub fn last_sent(&self) -> Sending {
        self.sent
    }

    /// Ends a request that is no longer wanted; answers with whether the API was at work on it.
    pub fn forget(&mut self, id: RequestId) -> bool {
        self.waiting.remove(&id).is_some_and(|waiting| waiting.parked.is_none())
    }

    /// Ends a request that was answered; none when no answer was due: it is late or doubled, or the request was
    /// cancelled.
    pub fn answered(&mut self, id: RequestId) -> Option<Waiting> {
        if self.is_parked(id) { None } else { self.waiting.remove(&id) }
    }

    /// Keeps a request that was answered with `problem` until the operator has logged in. It keeps its number.
    pub fn park(&mut self, id: RequestId, waiting: Waiting, problem: Problem) {
        self.waiting.insert(id, Waiting { since: None, parked: Some(problem), ..waiting });
    }

    /// Notes that a request that was answered is sent again, under its number.
    pub fn send_again(&mut self, id: RequestId, waiting: Waiting) -> Call {
        let sent = self.next_sending();
        let call = waiting.call.clone();
        self.waiting.insert(id, Waiting { since: None, sent, parked: None, ..waiting });
        call
    }

    /// Takes out all parked requests, with the problem of each.
    pub fn take_parked(&mut self) -> Vec<(RequestId, Waiting, Problem)> {
        let parked = self.waiting.extract_if(.., |_, waiting| waiting.parked.is_some());
        parked
            .filter_map(|(id, mut waiting)| {
                let problem = waiting.parked.take()?;
                Some((id, waiting, problem))
            })
            .collect()
    }

    /// Whether a request waits for a log-in.
    #[must_use]
    pub fn is_parked(&self, id: RequestId) -> bool {
        self.waiting.get(&id).is_some_and(|waiting| waiting.parked.is_some())
    }

    /// How many requests wait for a log-in.
    #[must_use]
    pub fn parked(&self) -> usize {
        self.waiting.values().filter(|waiting| waiting.parked.is_some()).count()
    }

    /// The request under way that reads the account.
    #[must_use]
    pub fn reading_account(&self) -> Option<RequestId> {
        self.waiting.iter().find(|(_, waiting)| waiting.call == Call::WhoAmI).map(|(id, _)| *id)
    }

    /// Leaves the place with this label: writes under way stay, everything else goes. Answers with the requests
    /// that the API was at work on.
    pub fn leave_behind(&mut self, label: &str) -> Vec<RequestId> {
        for waiting in self.waiting.values_mut() {
            waiting.left_behind.get_or_insert_with(|| label.to_owned());
        }
        let gone = self.waiting.extract_if(.., |_, waiting| !waiting.call.is_write());
        gone.filter(|(_, waiting)| waiting.parked.is_none()).map(|(id, _)| id).collect()
    }

    /// Lets time pass.
    pub fn tick(&mut self, now: Duration) {
        for waiting in self.under_way() {
            waiting.since.get_or_insert(now);
        }
    }

    fn under_way(&mut self) -> impl Iterator<Item = &mut Waiting> {
        self.waiting.values_mut().filter(|waiting| waiting.parked.is_none())
    }

    /// Since when a request is waited for, by the clock's ticks.
    #[must_use]
    pub fn since(&self, id: RequestId) -> Option<Duration> {
        self.waiting.get(&id)?.since
    }

    /// Whether an answer is waited for. A parked request waits for the operator, and needs no clock.
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        self.waiting.values().any(|waiting| waiting.parked.is_none())
    }

    /// The oldest write under way.
    #[must_use]
    pub fn write_under_way(&self) -> Option<(RequestId, &Waiting)> {
        self.waiting.iter().find(|(_, waiting)| waiting.call.is_write()).map(|(id, waiting)| (*id, waiting))
    }

    /// The oldest write under way at the place where the console is.
    #[must_use]
    pub fn write_under_way_here(&self) -> Option<&Waiting> {
        self.waiting.values().find(|waiting| waiting.call.is_write() && waiting.left_behind.is_none())
    }

    /// Whether a write of this license is under way.
    #[must_use]
    pub fn is_changing(&self, license: LicenseId) -> bool {
        self.waiting
            .values()
            .filter(|waiting| waiting.left_behind.is_none())
            .any(|waiting| matches!(&waiting.call, Call::Write(write) if write.id() == Some(license)))
    }
}

/// What is remembered of a call while its answer is awaited.
fn without_secrets(call: &Call) -> Call {
    match call {
        Call::LogIn(credentials) => {
            Call::LogIn(Credentials { password: Secret::new(""), ..credentials.clone() })
        }
        Call::Verify(verification) => {
            Call::Verify(Verification { code: Secret::new(""), ..verification.clone() })
        }
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests;
