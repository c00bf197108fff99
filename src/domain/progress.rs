//! What a call does while its answer is awaited.

use std::{fmt, time::Duration};

use super::{
    journal::{Entry, Outcome},
    problem::Problem,
};

/// Something to know of a call under way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Progress {
    /// A try failed, and there will be another after a while.
    Waiting {
        /// Why it failed.
        problem: Problem,
        /// How long the wait is.
        delay: Duration,
    },
    /// A try has begun after a wait.
    Trying,
    /// The answer to a write is lost; what became of it is found out by reading back.
    ReadingBack {
        /// What came instead of the answer.
        reason: String,
    },
    /// What became of a write of an earlier run is known now.
    Settled {
        /// The write, as it stood in the journal.
        entry: Box<Entry>,
        /// What became of it.
        outcome: Outcome,
    },
    /// A write has come to its end, but the journal does not take it.
    NotNoted {
        /// Why.
        reason: String,
    },
}

/// Somebody who wants to know.
pub trait Watch: fmt::Debug + Send + Sync {
    /// Takes notice; quickly.
    fn progress(&self, progress: Progress);

    /// Whether waiting for another try is no longer wanted.
    fn gives_up(&self) -> bool {
        false
    }
}

/// Nobody.
#[derive(Clone, Copy, Debug)]
pub struct Unwatched;

impl Watch for Unwatched {
    fn progress(&self, _: Progress) {}
}
