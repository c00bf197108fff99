//! What became of a write whose answer was lost, found out by reading back: right after it, or in a later run, where
//! the journal tells of it.

use std::{collections::HashMap, sync::Arc, time::Duration};

use tokio::{
    sync::Mutex,
    time::{Instant, sleep},
};

use super::{client::Client, detached::blocking, patience::Manner};
use crate::domain::{
    Call, Entry, EntryId, Field, Image, Intent, LicenseId, OperationKind, Outcome, Problem, Progress, Reply,
    Scope, Standing, Walk,
};

/// Rows on a page of a list that is searched for a new license.
const PAGE_SIZE: u32 = 100;

/// The first wait between two looks; it doubles.
const FIRST_WAIT: Duration = Duration::from_millis(100);

/// The longest wait between two looks.
const LONGEST_WAIT: Duration = Duration::from_secs(1);

/// How many looks in a row may fail before the question is left open.
const MOST_UNCLEAR: u32 = 3;

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
    Otherwise(Option<Image>),
    Unclear(String),
}

/// The scopes whose open questions have been looked at: when to look again, or never.
pub(super) type Looked = Mutex<HashMap<Scope, Option<Instant>>>;

impl Client {
    /// Reads back what became of a write, more than once: a server behind a proxy that gave up may still be at work
    /// on it. That it was not made is said only at the end of the time that is given to that.
    pub(super) async fn settle(&self, question: &Question<'_>, reason: String) -> Outcome {
        let (mut waited, mut wait, mut unclear) = (Duration::ZERO, FIRST_WAIT, 0);
        loop {
            let outcome = match self.look(question).await {
                Ok(Found::Made(id)) => return Outcome::Done { id },
                Ok(Found::Otherwise(now)) => return Outcome::Different { now, reason },
                Ok(Found::NotMade) => Outcome::NotDone { reason: reason.clone() },
                Ok(Found::Unclear(more)) => Outcome::Unknown { reason: format!("{reason}; {more}") },
                Err(problem) => {
                    Outcome::Unknown { reason: format!("{reason}; reading back: {}", problem.message()) }
                }
            };
            let over = waited >= self.settling();
            // A look that fails tells nothing, so the last one is worth another try.
            unclear = if matches!(outcome, Outcome::Unknown { .. }) { unclear + 1 } else { 0 };
            if over && (unclear == 0 || unclear > MOST_UNCLEAR) {
                return outcome;
            }
            let wait_now = if over { wait } else { wait.min(self.settling().saturating_sub(waited)) };
            sleep(wait_now).await;
            waited += wait_now;
            wait = (wait * 2).min(LONGEST_WAIT);
        }
    }

    /// Settles what was left open in the scope of a call, before anything else is done there: by earlier runs when the
    /// scope is first reached, and by whomever before each write, which would blur what became of the last.
    pub(super) async fn settle_what_is_open(&self, call: &Call, manner: Manner<'_>) {
        let (Some(journal), Some(scope)) = (self.journal(), call.scope().filter(|scope| scope.is_writable()))
        else {
            return;
        };
        // Whoever comes second waits for the first: what it is about to read may be what is being found out.
        let mut looked = self.looked().lock().await;
        let known = looked.get(&scope).is_some_and(|again| again.is_none_or(|again| Instant::now() < again));
        if known && !call.is_write() {
            return;
        }
        let journal = Arc::clone(journal);
        let open = match blocking(move || journal.unsettled(scope)).await {
            Ok(Ok(open)) => open,
            Ok(Err(reason)) => return tracing::warn!("the journal cannot be read: {reason}"),
            Err(problem) => return tracing::warn!("the journal cannot be read: {problem}"),
        };
        let mut all = true;
        for entry in open {
            let reason =
                entry.detail.clone().unwrap_or_else(|| "lictor ended before the answer came".to_owned());
            let outcome = self.settle(&Question::of_entry(&entry), reason).await;
            if matches!(outcome, Outcome::Unknown { .. }) {
                all = false;
                continue;
            }
            self.note_outcome(Some(entry.entry), &outcome, manner).await;
            manner.watch.progress(Progress::Settled { entry: Box::new(entry), outcome });
        }
        looked.insert(scope, if all { None } else { Some(Instant::now() + LEFT_ALONE) });
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

    /// Walks the list for the SKU. A license that the journal knows from another write is not the one; among the
    /// rest nothing tells a new license from an older one, so more than one, or one that is not as it was sent,
    /// leaves the question open.
    async fn look_for_new(&self, question: &Question<'_>, sent: &Image) -> Result<Found, Problem> {
        let scope = question.scope;
        let mut walk = Walk::default();
        let mut found: Vec<Image> = Vec::new();
        while let Some(token) = walk.next_token() {
            let call = Call::ListLicenses { scope, page_size: PAGE_SIZE, token: token.clone() };
            let Reply::Licenses(page) = self.list_licenses(&call, scope, PAGE_SIZE, token.as_ref()).await?
            else {
                return Err(Problem::Internal { reason: "an answer to another question".to_owned() });
            };
            walk.accept(&page)?;
            for license in page.licenses {
                if license.sku == sent.sku && found.iter().all(|known| known.id != Some(license.id)) {
                    found.push(Image::from(license));
                }
            }
        }
        let others = self.made_by_others(question).await?;
        found.retain(|license| license.id.is_some_and(|id| !others.contains(&id)));
        Ok(match &found[..] {
            [] => Found::NotMade,
            [only] if sent.differences_from(only).is_empty() => Found::Made(only.id),
            several => {
                let ids: Vec<String> =
                    several.iter().filter_map(|license| license.id).map(|id| id.to_string()).collect();
                Found::Unclear(format!("the SKU is that of license {}", ids.join(" and ")))
            }
        })
    }

    /// The licenses of the scope that other writes of the journal made or met.
    async fn made_by_others(&self, question: &Question<'_>) -> Result<Vec<LicenseId>, Problem> {
        let (scope, own) = (question.scope, question.entry);
        let entries = self.history().await?;
        let others = entries.iter().filter(|entry| entry.scope == scope && Some(entry.entry) != own);
        let known =
            |entry: &&Entry| entry.operation != OperationKind::Create || entry.result == Standing::Done;
        // A license that was changed or deleted after this write was noted may well be the one it made.
        let earlier = |entry: &&Entry| {
            entry.operation == OperationKind::Create || own.is_some_and(|own| entry.entry < own)
        };
        Ok(others.filter(known).filter(earlier).filter_map(|entry| entry.id).collect())
    }
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
