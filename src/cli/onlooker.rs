//! What a command says of a call while its answer is awaited.

use super::{interruption::Interruption, voice::Voice};
use crate::{
    domain::{Outcome, Progress, Watch},
    text,
};

/// Tells on standard error how a call gets on.
#[derive(Debug)]
pub(super) struct Onlooker<'a> {
    pub(super) voice: &'a Voice,
    pub(super) interruption: &'a Interruption,
}

impl Watch for Onlooker<'_> {
    fn progress(&self, progress: Progress) {
        let words = match progress {
            Progress::Waiting { problem, delay } => {
                // Nothing is on its way meanwhile, so a signal may end the command.
                self.interruption.pause();
                format!("{problem}; trying again in {:.1} s", delay.as_secs_f64())
            }
            Progress::Trying => return self.interruption.go_on(),
            Progress::ReadingBack { reason } => {
                format!("no usable answer ({reason}); reading back what became of it")
            }
            Progress::Settled { entry, outcome } => {
                let what = format!("{} license {}", entry.operation.word(), entry.sku);
                format!("entry {} of the journal is settled: {what}: {}", entry.entry, word(&outcome))
            }
            Progress::NotNoted { reason } => format!("the journal of changes could not be written: {reason}"),
        };
        self.voice.note(&text::safe(&words));
    }
}

fn word(outcome: &Outcome) -> &'static str {
    outcome.standing().word()
}
