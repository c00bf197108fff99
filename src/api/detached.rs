//! Work that is carried on elsewhere: what blocks, and what must not be cut off.

use tokio::task::{JoinError, spawn_blocking};

use crate::domain::Problem;

/// Does what may block, where nobody waits for a key.
///
/// # Errors
/// When it panics.
pub(super) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Problem> {
    spawn_blocking(work).await.map_err(|error| broken_off(&error))
}

/// Does what is finished even when those who wait for it give up.
///
/// # Errors
/// When it panics.
pub(super) async fn to_the_end<T: Send + 'static>(
    work: impl Future<Output = T> + Send + 'static,
) -> Result<T, Problem> {
    #[expect(
        clippy::disallowed_methods,
        reason = "a call that is cancelled must not cut off the work of a session; `finish` waits for it"
    )]
    let task = tokio::spawn(work);
    task.await.map_err(|error| broken_off(&error))
}

fn broken_off(error: &JoinError) -> Problem {
    let how = if error.is_panic() { "panicked" } else { "was stopped" };
    Problem::Internal { reason: format!("work in the background {how}") }
}
