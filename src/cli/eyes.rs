//! What a command that has several calls under way at once sees of them.

use std::sync::atomic::{AtomicBool, Ordering};

use crate::domain::{Problem, Progress, Watch};

/// Looks on at all of them together; what they wait for goes to the log.
#[derive(Debug, Default)]
pub(super) struct Eyes {
    is_busy: AtomicBool,
    stopped: AtomicBool,
}

impl Eyes {
    /// Whether the server has said that it is too busy (429).
    pub(super) fn is_busy(&self) -> bool {
        self.is_busy.load(Ordering::Relaxed)
    }

    /// Has no call tried again.
    pub(super) fn stop(&self) {
        self.stopped.store(true, Ordering::Relaxed);
    }
}

impl Watch for Eyes {
    fn progress(&self, progress: Progress) {
        if matches!(progress, Progress::Waiting { problem: Problem::Busy { .. }, .. }) {
            self.is_busy.store(true, Ordering::Relaxed);
        }
        if let Some(words) = progress.message() {
            tracing::warn!("{words}");
        }
    }

    fn gives_up(&self) -> bool {
        self.stopped.load(Ordering::Relaxed)
    }
}
