//! How often each call was answered, and how many requests are at it at the same moment.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Counts of requests.
#[derive(Debug, Default)]
pub(super) struct Answered {
    /// By method and path template.
    counts: Mutex<HashMap<(String, String), usize>>,
    at_work: Mutex<AtWork>,
}

/// How many requests are being answered.
#[derive(Debug, Default)]
struct AtWork {
    now: usize,
    most: usize,
}

impl Answered {
    pub(super) fn add(&self, method: &str, template: &str) {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        *counts.entry((method.to_owned(), template.to_owned())).or_default() += 1;
    }

    pub(super) fn count(&self, method: &str, template: &str) -> usize {
        let counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        counts.get(&(method.to_owned(), template.to_owned())).copied().unwrap_or_default()
    }

    /// Counts a request in, for as long as what comes back is held: also one whose client goes away ends thereby.
    pub(super) fn begin(&self) -> Working<'_> {
        let mut at_work = self.at_work();
        at_work.now += 1;
        at_work.most = at_work.most.max(at_work.now);
        Working(self)
    }

    /// How many requests are being answered.
    pub(super) fn now(&self) -> usize {
        self.at_work().now
    }

    /// The most that were being answered at the same moment.
    pub(super) fn most(&self) -> usize {
        self.at_work().most
    }

    fn at_work(&self) -> MutexGuard<'_, AtWork> {
        self.at_work.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A request that is being answered.
#[derive(Debug)]
pub(super) struct Working<'a>(&'a Answered);

impl Drop for Working<'_> {
    fn drop(&mut self) {
        self.0.at_work().now -= 1;
    }
}
