//! The requests under way.

use std::{collections::BTreeMap, time::Duration};

use super::msg::RequestId;
use crate::domain::{Call, LicenseId};

/// A request whose answer is not there yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// What was asked.
    pub call: Call,
    /// When the clock was first looked at; none before the first tick.
    pub since: Option<Duration>,
}

/// All requests under way, by number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Requests {
    given: u64,
    waiting: BTreeMap<RequestId, Waiting>,
}

impl Requests {
    /// Notes a new request.
    pub fn begin(&mut self, call: Call) -> RequestId {
        self.given += 1;
        let id = RequestId(self.given);
        self.waiting.insert(id, Waiting { call, since: None });
        id
    }

    /// Ends a request; none when it was not under way: its answer is late, doubled or cancelled.
    pub fn end(&mut self, id: RequestId) -> Option<Waiting> {
        self.waiting.remove(&id)
    }

    /// Lets time pass.
    pub fn tick(&mut self, now: Duration) {
        for waiting in self.waiting.values_mut() {
            waiting.since.get_or_insert(now);
        }
    }

    /// Since when a request is waited for, by the clock's ticks.
    #[must_use]
    pub fn since(&self, id: RequestId) -> Option<Duration> {
        self.waiting.get(&id)?.since
    }

    /// Whether anything is waited for.
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        !self.waiting.is_empty()
    }

    /// The oldest write under way.
    #[must_use]
    pub fn write_under_way(&self) -> Option<(RequestId, &Waiting)> {
        self.waiting.iter().find(|(_, waiting)| waiting.call.is_write()).map(|(id, waiting)| (*id, waiting))
    }

    /// Whether a write of this license is under way.
    #[must_use]
    pub fn is_changing(&self, license: LicenseId) -> bool {
        self.waiting.values().any(|waiting| match &waiting.call {
            Call::UpdateLicense { id, .. } | Call::DeleteLicense { id, .. } => *id == license,
            _ => false,
        })
    }
}
