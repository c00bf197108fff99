//! A write, from its guard to its end: the license is read anew and compared with what was seen, the intent is noted
//! in the journal, the request is sent once, and what came of it is noted too. Where the answer is lost, reading back
//! tells (API sections 1.3 to 1.5).

use std::sync::Arc;

use uuid::Uuid;

use super::{
    client::{Client, license_path, licenses_path},
    detached::blocking,
    failure,
    patience::Manner,
    settling::Question,
    transport::{Answer, Request},
    wire,
};
use crate::domain::{
    Call, Change, Draft, EntryId, FieldChange, Image, Intent, License, Operation, OperationKind, Outcome,
    Problem, Progress, Reply, Write,
};

/// What the guard lets pass.
struct Ready {
    before: Option<Image>,
    after: Option<Image>,
    /// What somebody else changed in other fields.
    merged: Vec<FieldChange>,
    request: Request,
}

/// What the guard finds.
enum Guarded {
    /// The write can be sent.
    Ready(Box<Ready>),
    /// Everything is as the write would make it.
    AlreadySo(Reply),
}

impl Client {
    /// Makes a write. It is sent once; only a server that is too busy (429), and so did nothing, gets it again.
    ///
    /// # Errors
    /// Whatever keeps it from being made; all but [`Problem::OutcomeUnknown`] and [`Problem::Different`] promise
    /// that nothing was changed.
    pub(super) async fn write(&self, write: &Write, manner: Manner<'_>) -> Result<Reply, Problem> {
        let ready = match self.guard(write, manner).await? {
            Guarded::Ready(ready) => ready,
            Guarded::AlreadySo(reply) => return Ok(reply),
        };
        let intent = Intent {
            request: Uuid::new_v4(),
            scope: write.scope,
            operation: kind(&write.operation),
            before: ready.before.clone(),
            after: ready.after.clone(),
            cause: write.cause.clone(),
        };
        let request = ready.request.identified_by(intent.request);
        let entry = self.note_intent(&intent).await?;
        let call = Call::from(write.clone());
        let sent = manner.write(|retries| {
            let (client, call, request, before) = (self.retrying(retries), &call, &request, &intent.before);
            async move {
                if retries > 0 {
                    client.still_so(write, before.as_ref()).await?;
                }
                client.ask(call, request).await.and_then(|answer| answered(write, &answer))
            }
        });
        let (outcome, failure) = match sent.await {
            Ok(id) => (Outcome::Done { id }, None),
            Err(Problem::OutcomeUnknown { reason }) => {
                manner.watch.progress(Progress::ReadingBack { reason: reason.clone() });
                let question = Question { entry, ..Question::of(&intent) };
                let outcome = self.settle(&question, reason, manner).await;
                manner.watch.progress(Progress::ReadBack { outcome: outcome.clone() });
                (outcome, None)
            }
            Err(problem) => {
                let given_up = matches!(problem, Problem::Busy { .. }) && manner.watch.gives_up();
                let told = if given_up { Problem::NotDone { reason: problem.message() } } else { problem };
                (unmade(&told), Some(told))
            }
        };
        self.note_outcome(entry, &outcome, manner).await;
        match failure {
            Some(problem) => Err(problem),
            None => told(outcome, intent.after.as_ref(), ready.merged),
        }
    }

    /// Reads the license that is to be changed, and compares it with what was seen. There is no version in the API
    /// (section 1.4), so this comparison is the only guard there is.
    async fn guard(&self, write: &Write, manner: Manner<'_>) -> Result<Guarded, Problem> {
        let (scope, seen) = match &write.operation {
            Operation::Create(draft) => return Ok(created(write, draft)),
            Operation::Update { seen, .. } | Operation::Delete { seen } => (write.scope, seen),
        };
        let read = manner.read(|retries| {
            let client = self.retrying(retries);
            async move { client.read_license(scope, seen.id).await }
        });
        let (fresh, _) = read.await?;
        match &write.operation {
            Operation::Update { change, .. } => updated(write, seen, change, fresh),
            Operation::Create(_) | Operation::Delete { .. } => deleted(write, seen, fresh),
        }
    }

    /// A busy server may have been waited for at length: what somebody else did meanwhile is not written over.
    async fn still_so(&self, write: &Write, before: Option<&Image>) -> Result<(), Problem> {
        let (Some(before), Some(id)) = (before, write.id()) else {
            return Ok(());
        };
        let (now, _) = self.read_license(write.scope, id).await?;
        let fields = before.differences_from(&Image::from(now.clone()));
        if fields.is_empty() { Ok(()) } else { Err(Problem::Conflict { fields, now: Box::new(now) }) }
    }

    /// Nothing is sent that is not noted.
    async fn note_intent(&self, intent: &Intent) -> Result<Option<EntryId>, Problem> {
        let Some(journal) = self.journal().map(Arc::clone) else {
            return Ok(None);
        };
        let intent = intent.clone();
        let noted = blocking(move || journal.begin(&intent)).await?;
        noted.map(Some).map_err(|reason| Problem::NoJournal { reason })
    }

    /// The write is made or not, whether that can be noted or not: so that is only told.
    pub(super) async fn note_outcome(&self, entry: Option<EntryId>, outcome: &Outcome, manner: Manner<'_>) {
        let (Some(journal), Some(entry)) = (self.journal().map(Arc::clone), entry) else {
            return;
        };
        let noted = outcome.clone();
        let noted = blocking(move || journal.end(entry, &noted)).await;
        if let Err(reason) = noted.unwrap_or_else(|problem| Err(problem.message())) {
            manner.watch.progress(Progress::NotNoted { reason });
        }
    }
}

/// The outcome of a write that made nothing: the server has said no to it, or did not come to look at it.
fn unmade(problem: &Problem) -> Outcome {
    let reason = match problem {
        Problem::NotDone { reason } => reason.clone(),
        problem => problem.message(),
    };
    match problem {
        Problem::Denied { .. } | Problem::NotFound { .. } | Problem::Rejected { .. } => {
            Outcome::Refused { reason }
        }
        _ => Outcome::NotDone { reason },
    }
}

fn kind(operation: &Operation) -> OperationKind {
    match operation {
        Operation::Create(_) => OperationKind::Create,
        Operation::Update { .. } => OperationKind::Update,
        Operation::Delete { .. } => OperationKind::Delete,
    }
}

fn created(write: &Write, draft: &Draft) -> Guarded {
    let request = Request::post(licenses_path(write.scope), &wire::create_body(draft));
    let after = Some(Image::from(draft.clone()));
    Guarded::Ready(Box::new(Ready { before: None, after, merged: Vec::new(), request }))
}

fn updated(write: &Write, seen: &License, change: &Change, fresh: License) -> Result<Guarded, Problem> {
    let fields = change.conflicts_with(&fresh);
    if !fields.is_empty() {
        return Err(Problem::Conflict { fields, now: Box::new(fresh) });
    }
    let wanted = change.applied_to(&fresh);
    let ours = |field: &FieldChange| change.fields().iter().any(|change| change.field == field.field);
    let merged: Vec<_> = seen.differences_from(&fresh).into_iter().filter(|field| !ours(field)).collect();
    if wanted == fresh {
        return Ok(Guarded::AlreadySo(Reply::AlreadySo { license: wanted, merged }));
    }
    let request = Request::put(license_path(write.scope, seen.id), &wire::update_body(&wanted));
    let (before, after) = (Some(Image::from(fresh)), Some(Image::from(wanted)));
    Ok(Guarded::Ready(Box::new(Ready { before, after, merged, request })))
}

fn deleted(write: &Write, seen: &License, fresh: License) -> Result<Guarded, Problem> {
    let fields = seen.differences_from(&fresh);
    if !fields.is_empty() {
        return Err(Problem::Conflict { fields, now: Box::new(fresh) });
    }
    let request = Request::delete(license_path(write.scope, seen.id));
    let before = Some(Image::from(fresh));
    Ok(Guarded::Ready(Box::new(Ready { before, after: None, merged: Vec::new(), request })))
}

/// What an answer that says yes tells: the id of a new license.
fn answered(write: &Write, answer: &Answer) -> Result<Option<crate::domain::LicenseId>, Problem> {
    if !matches!(write.operation, Operation::Create(_)) {
        return Ok(write.id());
    }
    let body = answer.body.as_ref().map_err(|trouble| trouble.clone().of_write())?;
    wire::created(body).map(Some).map_err(|error| failure::broken(answer, body, &error).of_write())
}

/// An outcome, as whoever asked for the write is told.
fn told(outcome: Outcome, after: Option<&Image>, merged: Vec<FieldChange>) -> Result<Reply, Problem> {
    match (outcome, after) {
        (Outcome::Done { .. }, None) => Ok(Reply::Deleted),
        (Outcome::Done { id }, Some(after)) => match (after.license(), id) {
            (Some(license), _) => Ok(Reply::Updated { license, merged }),
            (None, Some(id)) => Ok(Reply::Created(id)),
            (None, None) => Err(Problem::Internal { reason: "a new license without an id".to_owned() }),
        },
        (Outcome::Refused { reason } | Outcome::NotDone { reason }, _) => Err(Problem::NotDone { reason }),
        (Outcome::Unknown { reason }, _) => Err(Problem::OutcomeUnknown { reason }),
        (Outcome::Different { now: Some(now), .. }, Some(after)) => {
            Err(Problem::Different { fields: after.differences_from(&now) })
        }
        (Outcome::Different { .. }, _) => Err(Problem::Different { fields: Vec::new() }),
    }
}
