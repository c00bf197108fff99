//! Filters and orders that are being worked out elsewhere, because it takes longer than a key may be held up.

use std::{collections::BTreeMap, time::Duration};

use super::msg::ArrangementId;

/// What is done in place, as [`View::effort`](crate::domain::catalog::View::effort) counts: a millisecond or two.
pub const IN_PLACE: usize = 20_000;

/// How long something may take before the screen speaks of it: shorter waits are not worth a flicker.
const UNSEEN: Duration = Duration::from_millis(100);

/// All that is being worked out, by number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrangements {
    /// The most effort that is made in place.
    pub in_place: usize,
    given: u64,
    /// With the time when the clock was first looked at.
    under_way: BTreeMap<ArrangementId, Option<Duration>>,
}

impl Default for Arrangements {
    fn default() -> Self {
        Self { in_place: IN_PLACE, given: 0, under_way: BTreeMap::new() }
    }
}

impl Arrangements {
    /// Notes a new one.
    pub fn begin(&mut self) -> ArrangementId {
        self.given += 1;
        let id = ArrangementId(self.given);
        self.under_way.insert(id, None);
        id
    }

    /// Ends one, because its result came or is no longer wanted; whether it was under way. The result of one that was
    /// not is late, and nobody's.
    pub fn end(&mut self, id: ArrangementId) -> bool {
        self.under_way.remove(&id).is_some()
    }

    /// Ends all of them, and says which.
    pub fn end_all(&mut self) -> Vec<ArrangementId> {
        std::mem::take(&mut self.under_way).into_keys().collect()
    }

    /// Whether a result is waited for.
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        !self.under_way.is_empty()
    }

    /// Lets time pass.
    pub fn tick(&mut self, now: Duration) {
        for since in self.under_way.values_mut() {
            since.get_or_insert(now);
        }
    }

    /// How long one takes already, where that is long enough to speak of.
    #[must_use]
    pub fn seen_for(&self, id: ArrangementId, now: Duration) -> Option<Duration> {
        let elapsed = now.saturating_sub((*self.under_way.get(&id)?)?);
        (elapsed >= UNSEEN).then_some(elapsed)
    }
}

#[cfg(test)]
mod tests;
