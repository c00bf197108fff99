//! Trying again: reads after a failure that may pass, and whatever a busy server asks to be sent later.

use std::time::Duration;

use tokio::time::sleep;

use crate::domain::{Problem, Progress, Watch};

/// The longest wait that a command without a screen keeps; beyond it people rather come back themselves.
pub const LONGEST_WAIT: Duration = Duration::from_mins(1);

/// The wait after the first failure; it doubles with each further one.
const FIRST_WAIT: Duration = Duration::from_millis(200);

/// How often a wait looks whether it is still wanted.
const SLICE: Duration = Duration::from_millis(100);

/// How much is put up with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patience {
    /// How often a read is tried that fails in a way that may pass.
    pub tries: u32,
    /// How often a call is made to a server that is busy.
    pub busy_tries: u32,
    /// The longest wait that a server may ask for.
    pub longest_wait: Duration,
}

impl Patience {
    /// Everything is tried once.
    pub const NONE: Self = Self { tries: 1, busy_tries: 1, longest_wait: Duration::ZERO };

    /// That of a command: it ends by itself before long.
    pub const COMMAND: Self = Self { tries: 3, busy_tries: 5, longest_wait: LONGEST_WAIT };

    /// That of a screen, where somebody sees the time pass and can give up.
    pub const SCREEN: Self = Self { tries: 3, busy_tries: 50, longest_wait: Duration::from_hours(1) };

    /// How long to wait before the next try; none where this failure is the answer.
    fn wait_after(self, problem: &Problem, retries: u32) -> Option<Duration> {
        match problem {
            Problem::Busy { retry_after: Some(wait), .. } => {
                (retries + 1 < self.busy_tries && *wait <= self.longest_wait).then_some(*wait)
            }
            // A try that ran into its time limit has already been waited for at length.
            Problem::TimedOut { .. } => (retries + 2 < self.tries).then(|| backoff(retries)),
            Problem::Unreachable { .. }
            | Problem::ServerFailed { .. }
            | Problem::Broken { .. }
            | Problem::Busy { retry_after: None, .. } => (retries + 1 < self.tries).then(|| backoff(retries)),
            _ => None,
        }
    }

    /// The same for a write: only a server that is too busy (429) has surely done nothing.
    fn wait_after_write(self, problem: &Problem, retries: u32) -> Option<Duration> {
        matches!(problem, Problem::Busy { .. }).then(|| self.wait_after(problem, retries)).flatten()
    }
}

/// Twice as long each time, give or take a half, so that many who failed together do not come back together.
fn backoff(retries: u32) -> Duration {
    FIRST_WAIT.saturating_mul(1 << retries.min(6)).mul_f64(0.5 + fastrand::f64())
}

/// Notes in the log what nobody watches.
#[derive(Clone, Copy, Debug)]
pub(super) struct Logged;

impl Watch for Logged {
    fn progress(&self, progress: Progress) {
        if let Some(words) = progress.message() {
            tracing::warn!("{words}");
        }
    }
}

/// How a call is made: how much is put up with, and who is told.
#[derive(Clone, Copy)]
pub(super) struct Manner<'a> {
    pub(super) patience: Patience,
    pub(super) watch: &'a dyn Watch,
}

impl Manner<'_> {
    /// The same with one try, but for a server that is busy.
    pub(super) fn once_unless_busy(self) -> Self {
        Self { patience: Patience { tries: 1, ..self.patience }, ..self }
    }

    /// Tries a read until it succeeds, fails for good, or is given up. `attempt` is told how many went before.
    ///
    /// # Errors
    /// What the last try failed with.
    pub(super) async fn read<T, F>(self, attempt: impl Fn(u32) -> F) -> Result<T, Problem>
    where
        F: Future<Output = Result<T, Problem>>,
    {
        self.repeat(attempt, Patience::wait_after).await
    }

    /// Tries a write, and once more each time that the server is too busy to act on it.
    ///
    /// # Errors
    /// What the last try failed with.
    pub(super) async fn write<T, F>(self, attempt: impl Fn(u32) -> F) -> Result<T, Problem>
    where
        F: Future<Output = Result<T, Problem>>,
    {
        self.repeat(attempt, Patience::wait_after_write).await
    }

    async fn repeat<T, F>(
        self, attempt: impl Fn(u32) -> F, wait_after: fn(Patience, &Problem, u32) -> Option<Duration>,
    ) -> Result<T, Problem>
    where
        F: Future<Output = Result<T, Problem>>,
    {
        let mut retries = 0;
        loop {
            let problem = match attempt(retries).await {
                Ok(value) => return Ok(value),
                Err(problem) => problem,
            };
            let Some(delay) = wait_after(self.patience, &problem, retries) else {
                return Err(problem);
            };
            self.watch.progress(Progress::Waiting { problem: problem.clone(), delay });
            if !self.wait(delay).await {
                return Err(problem);
            }
            self.watch.progress(Progress::Trying);
            retries += 1;
        }
    }

    /// Waits; whether it was not given up meanwhile.
    async fn wait(self, delay: Duration) -> bool {
        let mut left = delay;
        while !left.is_zero() && !self.watch.gives_up() {
            let slice = left.min(SLICE);
            sleep(slice).await;
            left -= slice;
        }
        !self.watch.gives_up()
    }
}

#[cfg(test)]
mod tests;
