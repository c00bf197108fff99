//! How often each call was answered.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// Counts by method and path template.
#[derive(Debug, Default)]
pub(super) struct Answered(Mutex<HashMap<(String, String), usize>>);

impl Answered {
    pub(super) fn add(&self, method: &str, template: &str) {
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *counts.entry((method.to_owned(), template.to_owned())).or_default() += 1;
    }

    pub(super) fn count(&self, method: &str, template: &str) -> usize {
        let counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        counts.get(&(method.to_owned(), template.to_owned())).copied().unwrap_or_default()
    }
}
