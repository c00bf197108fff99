//! Several changes, sent one after the other. What fails for one license holds up no other; what would fail for all
//! stops the rest.

use std::time::Duration;

use super::Written;
use crate::{
    app::{model::Shared, msg::RequestId},
    domain::{Call, Problem, Reply, Write},
};

/// The changes, and how each stands.
#[derive(Debug, Default)]
pub struct Batch {
    writes: Vec<Write>,
    stands: Vec<Stand>,
    /// The first change whose turn has not come.
    next: usize,
    sent: Option<RequestId>,
    /// When the first answer came, as the clock told it, for the rate of those after it.
    first_answer: Option<Duration>,
}

/// How a change stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stand {
    /// Its turn has not come.
    Waiting,
    /// It is sent; the answer is not there yet.
    UnderWay,
    /// It was made; in words.
    Done(String),
    /// Nothing had to be sent: somebody else had made it so.
    Unchanged,
    /// It was not made, or nobody knows.
    Failed(Problem),
    /// It was not sent, because of what came before it, or because the operator stopped.
    NotSent,
}

impl Stand {
    /// Whether nobody knows what became of it.
    #[must_use]
    pub fn is_unknown(&self) -> bool {
        matches!(self, Self::Failed(Problem::OutcomeUnknown { .. }))
    }
}

/// How many changes stand so.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Made.
    pub done: usize,
    /// As they should be already.
    pub unchanged: usize,
    /// Not made.
    pub refused: usize,
    /// Nobody knows.
    pub unknown: usize,
    /// Not sent, or not yet.
    pub unsent: usize,
}

impl Batch {
    /// How each of the changes stands, in their order; empty until they are sent.
    #[must_use]
    pub fn stands(&self) -> &[Stand] {
        &self.stands
    }

    /// Whether changes are being sent.
    #[must_use]
    pub fn is_sending(&self) -> bool {
        self.sent.is_some()
    }

    /// The request whose answer is awaited.
    #[must_use]
    pub fn awaited(&self) -> Option<RequestId> {
        self.sent
    }

    /// How many are still to be sent.
    #[must_use]
    pub fn unsent(&self) -> usize {
        self.stands.iter().filter(|stand| **stand == Stand::Waiting).count()
    }

    /// How many have had their turn and were answered.
    #[must_use]
    pub fn answered(&self) -> usize {
        self.next - usize::from(self.is_sending())
    }

    /// The change under way, or the last that had its turn.
    #[must_use]
    pub fn position(&self) -> usize {
        self.next.saturating_sub(1)
    }

    /// Changes a second since the first answer; none before there is something to go by.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "a rate is no exact thing")]
    pub fn rate(&self, now: Duration) -> Option<f64> {
        let elapsed = now.checked_sub(self.first_answer?)?.as_secs_f64();
        let since = self.answered().checked_sub(1).filter(|count| *count > 0)?;
        (elapsed > 0.0).then(|| since as f64 / elapsed)
    }

    /// How many stand how.
    #[must_use]
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for stand in &self.stands {
            let count = match stand {
                Stand::Done(_) => &mut counts.done,
                Stand::Unchanged => &mut counts.unchanged,
                Stand::Failed(_) if stand.is_unknown() => &mut counts.unknown,
                Stand::Failed(_) => &mut counts.refused,
                Stand::Waiting | Stand::UnderWay | Stand::NotSent => &mut counts.unsent,
            };
            *count += 1;
        }
        counts
    }

    /// Sends the first of `writes`; the others follow as the answers come.
    pub fn send(&mut self, writes: Vec<Write>, shared: &mut Shared) {
        let stands = vec![Stand::Waiting; writes.len()];
        *self = Self { writes, stands, ..Self::default() };
        self.send_next(shared);
    }

    fn send_next(&mut self, shared: &mut Shared) {
        if let Some(stand) = self.stands.get_mut(self.next).filter(|stand| **stand == Stand::Waiting) {
            *stand = Stand::UnderWay;
            self.sent = Some(shared.call(Call::from(self.writes[self.next].clone())));
            self.next += 1;
        }
    }

    /// Sends nothing more. What is under way cannot be called back.
    pub fn stop(&mut self) {
        for stand in &mut self.stands[self.next..] {
            *stand = Stand::NotSent;
        }
    }

    /// Takes the answer that is awaited.
    pub fn came(&mut self, result: Result<Reply, Problem>, shared: &mut Shared) {
        self.sent = None;
        self.first_answer.get_or_insert(shared.now);
        let position = self.position();
        let stand = match result {
            Ok(Reply::AlreadySo { .. }) => Stand::Unchanged,
            Ok(reply) => {
                let call = Call::from(self.writes[position].clone());
                let written = Written::from_reply(&call, &reply);
                Stand::Done(written.map_or_else(String::new, |written| written.in_words().to_owned()))
            }
            Err(problem) => Stand::Failed(problem),
        };
        let goes_on = !matches!(&stand, Stand::Failed(problem) if !is_about_one_license(problem));
        self.stands[position] = stand;
        if goes_on {
            self.send_next(shared);
        } else {
            self.stop();
        }
    }
}

/// Whether a failure says nothing of how the changes of other licenses would fare.
fn is_about_one_license(problem: &Problem) -> bool {
    matches!(problem, Problem::Conflict { .. } | Problem::NotFound { .. } | Problem::Rejected { .. })
}

impl Counts {
    /// The counts in words, those that are none left out: "58 done · 1 refused".
    #[must_use]
    pub fn in_words(&self) -> String {
        let words = [
            (self.done, "done"),
            (self.unchanged, "unchanged"),
            (self.refused, "refused"),
            (self.unknown, "unknown"),
            (self.unsent, "not sent"),
        ];
        let told = words.iter().filter(|(count, _)| *count > 0);
        told.map(|(count, word)| format!("{count} {word}")).collect::<Vec<_>>().join(" · ")
    }
}
