//! One renewal at a time: those who need another pass meanwhile wait for it and share what comes of it, good or bad.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use tokio::{
    sync::{Mutex, OwnedMutexGuard},
    time::Instant,
};

use super::{bearer::Pass, detached::to_the_end};
use crate::domain::Problem;

/// The server did not accept a pass (401).
pub(super) struct Refusal {
    /// Which one.
    pub(super) generation: u64,
    /// What the server said.
    pub(super) reason: Option<String>,
}

/// Where passes come from.
pub(super) trait Issuer: Send + 'static {
    /// The pass that the next call can go with as it is.
    fn at_hand(&self, now: Instant) -> Option<Pass>;

    /// Gets one that is not at hand, or another after a refusal; nothing when there is no other.
    fn issue(
        &mut self, refusal: Option<Refusal>,
    ) -> impl Future<Output = Result<Option<Pass>, Problem>> + Send;
}

/// An issuer that is asked for one pass at a time. What it does is done to the end, even when the call that needs it
/// is cancelled: a refresh that is cut off could lose a refresh token for good.
pub(super) struct SingleFlight<I> {
    held: Arc<Mutex<Held<I>>>,
    /// How many times a pass was issued, or not. Read before waiting, it tells whether the wait was for that.
    ended: Arc<AtomicU64>,
}

pub(super) struct Held<I> {
    pub(super) issuer: I,
    /// What came of the last time, for those who waited for it.
    pub(super) last: Result<Option<Pass>, Problem>,
}

impl<I: Issuer> SingleFlight<I> {
    pub(super) fn new(issuer: I) -> Self {
        let held = Held { issuer, last: Ok(None) };
        Self { held: Arc::new(Mutex::new(held)), ended: Arc::new(AtomicU64::new(0)) }
    }

    /// What the next call goes with.
    ///
    /// # Errors
    /// Why there is nothing to go with.
    pub(super) async fn pass(&self) -> Result<Option<Pass>, Problem> {
        self.get(None).await
    }

    /// What a call goes with after a refusal; nothing when there is no other.
    ///
    /// # Errors
    /// Why another cannot be had.
    pub(super) async fn renew(&self, refusal: Refusal) -> Result<Option<Pass>, Problem> {
        self.get(Some(refusal)).await
    }

    /// Waits until nothing is under way, and keeps all else waiting.
    pub(super) async fn lock(&self) -> OwnedMutexGuard<Held<I>> {
        Arc::clone(&self.held).lock_owned().await
    }

    async fn get(&self, refusal: Option<Refusal>) -> Result<Option<Pass>, Problem> {
        let before = self.ended.load(Ordering::Acquire);
        let mut held = self.lock().await;
        if self.ended.load(Ordering::Acquire) != before {
            match &held.last {
                Err(problem) => return Err(problem.clone()),
                Ok(None) if refusal.is_some() => return Ok(None),
                Ok(_) => {}
            }
        }
        if let Some(pass) = held.issuer.at_hand(Instant::now())
            && refusal.as_ref().is_none_or(|refusal| refusal.generation != pass.generation)
        {
            return Ok(Some(pass));
        }
        let ended = Arc::clone(&self.ended);
        let issue = async move {
            held.last = held.issuer.issue(refusal).await;
            ended.fetch_add(1, Ordering::Release);
            held.last.clone()
        };
        to_the_end(issue).await?
    }
}

#[cfg(test)]
mod tests;
