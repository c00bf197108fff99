//! What a request is at while its answer is awaited.

use std::time::Duration;

use crate::domain::Problem;

/// What a request is at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stage {
    /// A try failed; there will be another.
    Waits {
        /// Why it failed.
        problem: Problem,
        /// How long the wait is.
        delay: Duration,
        /// When the clock was first looked at; none before the first tick.
        since: Option<Duration>,
    },
    /// The answer to a write is lost, and what became of it is being found out.
    ReadsBack,
}

impl Stage {
    /// What is to be said of it, not yet safe to show.
    #[must_use]
    pub fn words(&self, now: Duration) -> String {
        match self {
            Self::Waits { problem, delay, since } => {
                let gone = now.saturating_sub(since.unwrap_or(now));
                let left = delay.saturating_sub(gone).as_millis().div_ceil(1000);
                let what = match problem {
                    // How long that is, the countdown says.
                    Problem::Busy { status, .. } => format!("the server is busy ({status})"),
                    problem => problem.message(),
                };
                format!("{what}: again in {left} s · Esc gives up")
            }
            Self::ReadsBack => "no answer: reading back what became of it".to_owned(),
        }
    }
}
