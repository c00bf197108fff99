//! What became of a write whose answer was lost, found out by reading back: right after it, or in a later run, where
//! the journal tells of it.

mod search;

use std::{collections::HashMap, sync::Arc, time::Duration};

use tokio::{
    sync::Mutex,
    time::{Instant, sleep},
};

use super::{
    client::Client,
    detached::blocking,
    patience::{Manner, Patience},
};
use crate::domain::{
    Call, Entry, EntryId, Field, Image, Intent, LicenseId, OperationKind, Outcome, Problem, Progress, Scope,
    Watch,
};

/// Rows on a page of a list that is read for this.
const PAGE_SIZE: u32 = 100;

/// The first wait between two looks; it doubles.
const FIRST_WAIT: Duration = Duration::from_millis(100);

/// What came instead of an answer where the journal does not tell.
const LEFT_OPEN: &str = "lictor ended before the answer came";

/// How long an open question is left alone after it could not be answered.
const LEFT_ALONE: Duration = Duration::from_secs(15);

/// A write of which nobody knows what became.
#[derive(Clone, Copy)]
pub(super) struct Question<'a> {
    pub(super) scope: Scope,
    pub(super) operation: OperationKind,
    pub(super) before: Option<&'a Image>,
    pub(super) after: Option<&'a Image>,
    /// Where it stands in the journal.
    pub(super) entry: Option<EntryId>,
}

impl<'a> Question<'a> {
    /// About a write of this run.
    pub(super) fn of(intent: &'a Intent) -> Self {
        let Intent { scope, operation, before, after, .. } = intent;
        Self {
            scope: *scope,
            operation: *operation,
            before: before.as_ref(),
            after: after.as_ref(),
            entry: None,
        }
    }

    /// About a write of the journal.
    fn of_entry(entry: &'a Entry) -> Self {
        let Entry { scope, operation, before, after, .. } = entry;
        Self {
            scope: *scope,
            operation: *operation,
            before: before.as_ref(),
            after: after.as_ref(),
            entry: Some(entry.entry),
        }
    }
}

/// What one look shows.
enum Found {
    Made(Option<LicenseId>),
    NotMade,
    /// It was not there, but the list changed while it was read, so that it may have been missed.
    Missed,
    Otherwise(Option<Image>),
    Unclear(String),
}

/// The scopes whose open questions have been looked at: when to look again, or never.
pub(super) type Looked = Mutex<HashMap<Scope, Option<Instant>>>;

impl Client {
    /// Reads back what became of a write, right after its answer was lost.
    pub(super) async fn settle(
        &self, question: &Question<'_>, reason: String, manner: Manner<'_>,
    ) -> Outcome {
        let until = Instant::now() + self.settling();
        let outcome = outcome(self.find_out(question, until, manner).await, reason);
        if matches!(outcome, Outcome::Unknown { .. }) {
            // Another call in this scope may find out more.
            self.looked().lock().await.insert(question.scope, Some(Instant::now() + LEFT_ALONE));
        }
        outcome
    }

    /// Settles what earlier runs left open in a scope, as the first call there does too, and tells `watch` of it.
    ///
    /// # Errors
    /// What is wrong with the log-in.
    pub async fn settle_scope(
        &self, scope: Scope, patience: Patience, watch: &dyn Watch,
    ) -> Result<(), Problem> {
        let first = Call::ListLicenses { scope, page_size: PAGE_SIZE, token: None };
        self.settle_what_is_open(&first, Manner { patience, watch }).await
    }

    /// Settles what was left open in the scope of a call, before anything else is done there: by earlier runs when the
    /// scope is first reached, and by whomever before each write, which would blur what became of the last.
    ///
    /// # Errors
    /// What is wrong with the log-in, which is tried once: the call has that problem too.
    pub(super) async fn settle_what_is_open(&self, call: &Call, manner: Manner<'_>) -> Result<(), Problem> {
        let (Some(journal), Some(scope)) = (self.journal(), call.scope().filter(|scope| scope.is_writable()))
        else {
            return Ok(());
        };
        // Whoever comes second waits for the first: what it is about to read may be what is being found out.
        let mut looked = self.looked().lock().await;
        let known = looked.get(&scope).is_some_and(|again| again.is_none_or(|again| Instant::now() < again));
        if known && !call.is_write() {
            return Ok(());
        }
        let journal = Arc::clone(journal);
        let open = match blocking(move || journal.unsettled(scope)).await? {
            Ok(open) => open,
            Err(reason) => {
                tracing::warn!("the journal cannot be read: {reason}");
                return Ok(());
            }
        };
        // All of them were sent before, so the time that a slow server gets runs for all of them together.
        let until = Instant::now() + self.settling();
        let mut again = None;
        for entry in open {
            let found = self.find_out(&Question::of_entry(&entry), until, manner).await;
            if let Err(problem) = found.as_ref()
                && problem.is_about_log_in()
            {
                return Err(problem.clone());
            }
            let failed = found.is_err();
            let reason = entry.detail.clone().unwrap_or_else(|| LEFT_OPEN.to_owned());
            let outcome = outcome(found, reason);
            if matches!(outcome, Outcome::Unknown { .. }) {
                again = Some(Instant::now() + LEFT_ALONE);
            } else {
                self.note_outcome(Some(entry.entry), &outcome, manner).await;
                manner.watch.progress(Progress::Settled { entry: Box::new(entry), outcome });
            }
            // Where one cannot be read, the others cannot either.
            if failed {
                break;
            }
        }
        looked.insert(scope, again);
        Ok(())
    }

    /// Looks more than once: a server behind a proxy that gave up may still be at work. That a write was not made is
    /// said only by a look that begins after `until`.
    ///
    /// # Errors
    /// What the last look failed with.
    async fn find_out(
        &self, question: &Question<'_>, until: Instant, manner: Manner<'_>,
    ) -> Result<Found, Problem> {
        let manner = manner.once_unless_busy();
        let mut wait = FIRST_WAIT;
        loop {
            let is_late = Instant::now() >= until;
            let found = manner.read(|retries| {
                let client = self.retrying(retries);
                async move { client.look(question).await }
            });
            let found = found.await;
            let is_open = match &found {
                Ok(Found::Made(_) | Found::Otherwise(_) | Found::Unclear(_)) => false,
                Ok(Found::NotMade | Found::Missed) => !is_late,
                Err(problem) => may_pass(problem) && !manner.watch.gives_up() && Instant::now() < until,
            };
            if !is_open {
                return found;
            }
            sleep(wait.min(until.saturating_duration_since(Instant::now()))).await;
            wait *= 2;
        }
    }

    async fn look(&self, question: &Question<'_>) -> Result<Found, Problem> {
        let (Some(Image { id: Some(id), .. }), OperationKind::Update | OperationKind::Delete) =
            (question.before, question.operation)
        else {
            return match question.after {
                Some(after) if question.operation == OperationKind::Create => {
                    self.look_for_new(question, after).await
                }
                _ => Ok(Found::Unclear("the journal does not tell enough of it".to_owned())),
            };
        };
        let now = match self.seen_since(question, *id).await? {
            Some(seen) => Some(seen),
            None => self.read_now(question.scope, *id).await?,
        };
        Ok(match (question.after, now) {
            (Some(after), Some(now)) => judged(question.before, after, now),
            (Some(_), None) => Found::Otherwise(None),
            (None, Some(_)) => Found::NotMade,
            (None, None) => Found::Made(Some(*id)),
        })
    }

    /// The license as the next write after this one found it. That tells what became of this one better than how the
    /// license is now, after the other.
    async fn seen_since(&self, question: &Question<'_>, id: LicenseId) -> Result<Option<Image>, Problem> {
        let Some(own) = question.entry else {
            return Ok(None);
        };
        let entries = self.history().await?;
        let next = entries
            .into_iter()
            .find(|entry| entry.entry > own && entry.scope == question.scope && entry.id == Some(id));
        Ok(next.and_then(|entry| entry.before))
    }

    async fn read_now(&self, scope: Scope, id: LicenseId) -> Result<Option<Image>, Problem> {
        match self.read_license(scope, id).await {
            Ok((license, _)) => Ok(Some(Image::from(license))),
            Err(Problem::NotFound { .. }) => Ok(None),
            Err(problem) => Err(problem),
        }
    }
}

/// What is found out, as an outcome. `reason` is what came instead of an answer.
fn outcome(found: Result<Found, Problem>, reason: String) -> Outcome {
    match found {
        Ok(Found::Made(id)) => Outcome::Done { id },
        Ok(Found::Otherwise(now)) => Outcome::Different { now, reason },
        Ok(Found::NotMade) => Outcome::NotDone { reason },
        Ok(Found::Missed) => {
            Outcome::Unknown { reason: format!("{reason}; reading back: the list changed while it was read") }
        }
        Ok(Found::Unclear(more)) => Outcome::Unknown { reason: format!("{reason}; {more}") },
        Err(problem) => Outcome::Unknown { reason: format!("{reason}; reading back: {}", problem.message()) },
    }
}

/// Whether the next look may get an answer where this one got none.
fn may_pass(problem: &Problem) -> bool {
    matches!(
        problem,
        Problem::TimedOut { .. }
            | Problem::Unreachable { .. }
            | Problem::ServerFailed { .. }
            | Problem::Broken { .. }
            | Problem::Busy { .. }
    )
}

/// Judges a change by how the license is now. Only the fields that were to change matter: the others are somebody
/// else's.
fn judged(before: Option<&Image>, after: &Image, now: Image) -> Found {
    let Some(before) = before else {
        return Found::Unclear("the journal does not tell what was before".to_owned());
    };
    let changed: Vec<Field> = before.differences_from(after).iter().map(|change| change.field).collect();
    if changed.iter().all(|field| now.text(*field) == after.text(*field)) {
        Found::Made(now.id)
    } else if changed.iter().all(|field| now.text(*field) == before.text(*field)) {
        Found::NotMade
    } else {
        Found::Otherwise(Some(now))
    }
}

#[cfg(test)]
mod tests;
