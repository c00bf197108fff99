//! The requests under way, and those that are parked until the operator has logged in again.

mod stage;

use std::{collections::BTreeMap, time::Duration};

pub use stage::Stage;

use super::msg::RequestId;
use crate::domain::{Call, Credentials, LicenseId, Problem, Progress, Secret, Verification};

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
    /// What it is at, where that is not just the wait for its answer.
    pub stage: Option<Stage>,
    /// What of earlier runs was settled on its behalf, in words.
    pub settled: Vec<String>,
    /// Why the journal did not take its outcome.
    pub not_noted: Option<String>,
    /// Why it waits for a log-in instead of an answer.
    parked: Option<Problem>,
}

impl Waiting {
    fn new(call: Call, sent: Sending) -> Self {
        let settled = Vec::new();
        Self {
            call,
            since: None,
            sent,
            left_behind: None,
            stage: None,
            settled,
            not_noted: None,
            parked: None,
        }
    }

    /// Whether it waits for another try, so that nothing is on its way.
    #[must_use]
    pub fn waits_for_a_try(&self) -> bool {
        matches!(self.stage, Some(Stage::Waits { .. }))
    }
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
        self.waiting.insert(id, Waiting::new(call, sent));
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
        self.waiting.insert(id, Waiting { since: None, stage: None, parked: Some(problem), ..waiting });
    }

    /// Notes that a request that was answered is sent again, under its number.
    pub fn send_again(&mut self, id: RequestId, waiting: Waiting) -> Call {
        let sent = self.next_sending();
        let call = waiting.call.clone();
        self.waiting.insert(id, Waiting { since: None, sent, stage: None, parked: None, ..waiting });
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
            if let Some(Stage::Waits { since, .. }) = &mut waiting.stage {
                since.get_or_insert(now);
            }
        }
    }

    /// Takes notice of how a request gets on. One that is not awaited any more, or not by the network, has nothing to
    /// tell.
    pub fn progressed(&mut self, id: RequestId, progress: Progress) {
        let Some(waiting) = self.waiting.get_mut(&id).filter(|waiting| waiting.parked.is_none()) else {
            return;
        };
        match progress {
            Progress::Waiting { problem, delay } => {
                waiting.stage = Some(Stage::Waits { problem, delay, since: None });
            }
            Progress::ReadingBack { .. } => waiting.stage = Some(Stage::ReadsBack),
            Progress::Trying | Progress::ReadBack { .. } => waiting.stage = None,
            Progress::NotNoted { reason } => waiting.not_noted = Some(reason),
            Progress::Settled { .. } => waiting.settled.extend(progress.message()),
        }
    }

    /// What was asked and how it stands.
    #[must_use]
    pub fn get(&self, id: RequestId) -> Option<&Waiting> {
        self.waiting.get(&id)
    }

    /// Ends the wait of a write for another try, on our side; whether there was one.
    pub fn give_up(&mut self, id: RequestId) -> bool {
        match self.waiting.get_mut(&id) {
            Some(waiting) if waiting.call.is_write() && waiting.waits_for_a_try() => {
                waiting.stage = None;
                true
            }
            _ => false,
        }
    }

    /// The requests of this place that are at more than just the wait for their answers.
    pub fn staged(&self) -> impl Iterator<Item = (RequestId, &Call, &Stage)> {
        let here = self.waiting.iter().filter(|(_, waiting)| waiting.left_behind.is_none());
        here.filter_map(|(id, waiting)| Some((*id, &waiting.call, waiting.stage.as_ref()?)))
    }

    /// The writes of this place that wait for another try.
    pub fn writes_that_wait(&self) -> impl Iterator<Item = RequestId> {
        let here = self.waiting.iter().filter(|(_, waiting)| waiting.left_behind.is_none());
        here.filter(|(_, waiting)| waiting.call.is_write() && waiting.waits_for_a_try()).map(|(id, _)| *id)
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
