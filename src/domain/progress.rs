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
    /// Reading back is over.
    ReadBack {
        /// What it showed.
        outcome: Outcome,
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

impl Progress {
    /// What is to be said of it, not yet safe to show; nothing of a try that has begun, and of a reading back whose
    /// result comes as the call's own problem.
    #[must_use]
    pub fn message(&self) -> Option<String> {
        Some(match self {
            Self::Waiting { problem, delay } => {
                format!("{problem}; trying again in {:.1} s", delay.as_secs_f64())
            }
            Self::ReadingBack { reason } => {
                format!("no usable answer ({reason}); reading back what became of it")
            }
            Self::ReadBack { outcome: Outcome::Done { .. } } => "the change was made".to_owned(),
            Self::Settled { entry, outcome } => {
                let (operation, sku) = (entry.operation.word(), &entry.sku);
                format!("entry {}, {operation} {sku}: settled: {}", entry.entry, outcome.standing().word())
            }
            Self::NotNoted { reason } => format!("the journal of changes could not be written: {reason}"),
            Self::Trying | Self::ReadBack { .. } => return None,
        })
    }
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
