//! Lists as they were a while ago, as a server tells them that reads from a copy of the data.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use axum::body::Bytes;
use tokio::time::Instant;

/// The answers that may be given again, by what was asked.
#[derive(Debug, Default)]
pub(in crate::sandbox) struct Memory(Mutex<HashMap<String, (Instant, Bytes)>>);

impl Memory {
    /// The answer to the same question, if one was given at most `age` ago.
    pub(super) fn recall(&self, question: &str, age: Duration) -> Option<Bytes> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.get(question).filter(|(given, _)| given.elapsed() <= age).map(|(_, answer)| answer.clone())
    }

    /// Keeps an answer that was just given.
    pub(super) fn keep(&self, question: String, answer: Bytes) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.insert(question, (Instant::now(), answer));
    }
}
