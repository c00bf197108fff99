//! Waiting where the server asks for it (429), for those who have nothing else to do meanwhile.

use std::time::Duration;

use tokio::time::sleep;

use super::Client;
use crate::domain::{Call, Problem, Reply};

/// The longest wait that is kept; beyond it people rather come back themselves.
pub const LONGEST_WAIT: Duration = Duration::from_mins(1);

/// How often a call is made at most.
const MOST_TRIES: u32 = 5;

impl Client {
    /// Makes a call like [`Client::execute`], with [`patiently`]; log-ins and codes are sent once all the same.
    ///
    /// # Errors
    /// As [`Client::execute`] and [`patiently`].
    pub async fn execute_patiently(&self, call: Call) -> Result<Reply, Problem> {
        if matches!(call, Call::LogIn(_) | Call::Verify(_)) {
            return self.execute(call).await;
        }
        patiently(|| self.execute(call.clone())).await
    }
}

/// Tries, and tries again after the time that a busy server asks for. Writes too: a server that is too busy has done
/// nothing.
///
/// # Errors
/// What the last try failed with; [`Problem::Busy`] when the server asks for more than [`LONGEST_WAIT`], names no
/// time, or stays busy.
pub async fn patiently<T, F>(mut attempt: impl FnMut() -> F) -> Result<T, Problem>
where
    F: Future<Output = Result<T, Problem>>,
{
    for _ in 1..MOST_TRIES {
        match attempt().await {
            Err(Problem::Busy { retry_after: Some(wait) }) if wait <= LONGEST_WAIT => {
                tracing::warn!("the server is busy; trying again in {} s", wait.as_secs());
                sleep(wait).await;
            }
            result => return result,
        }
    }
    attempt().await
}
