//! What a command says of a call while its answer is awaited.

use std::sync::atomic::{AtomicBool, Ordering};

use super::{interruption::Interruption, voice::Voice};
use crate::{
    domain::{Progress, Watch},
    text,
};

/// Tells on standard error how a call gets on.
#[derive(Debug)]
pub(super) struct Onlooker<'a> {
    voice: &'a Voice,
    interruption: &'a Interruption,
    /// Whether a write was sent of which nobody knows what became.
    is_sent: AtomicBool,
}

impl<'a> Onlooker<'a> {
    /// Looks on at one call.
    pub(super) fn new(voice: &'a Voice, interruption: &'a Interruption) -> Self {
        Self { voice, interruption, is_sent: AtomicBool::new(false) }
    }
}

impl Watch for Onlooker<'_> {
    fn progress(&self, progress: Progress) {
        match &progress {
            // Nothing is on its way meanwhile, so a signal may end the command.
            Progress::Waiting { .. } if !self.is_sent.load(Ordering::Relaxed) => self.interruption.pause(),
            Progress::ReadingBack { .. } => self.is_sent.store(true, Ordering::Relaxed),
            Progress::Trying => self.interruption.go_on(),
            _ => {}
        }
        if let Some(words) = progress.message() {
            self.voice.note(&text::safe(&words));
        }
    }
}
