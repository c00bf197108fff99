//! What became of a license on the server, for every screen that shows it.

use crate::domain::{Call, Change, Field, FieldChange, License, LicenseId, Operation, Problem, Reply, Scope};

/// What a write has made of a license, or has shown of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Where.
    pub scope: Scope,
    /// What became of the license.
    pub outcome: Outcome,
    summary: String,
}

/// What the server holds of a license now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is new.
    Created(License),
    /// It is so now.
    Updated(License),
    /// It is no more.
    Deleted(LicenseId),
}

impl Written {
    /// What a reply says was written, if it is one to a write.
    #[must_use]
    pub fn from_reply(call: &Call, reply: &Reply) -> Option<Self> {
        let Call::Write(write) = call else {
            return None;
        };
        let (outcome, summary) = match (&write.operation, reply) {
            (Operation::Create(draft), Reply::Created(id)) => {
                let license = draft.clone().with_id(*id);
                let summary = format!("created license {id}, {}", license.sku);
                (Outcome::Created(license), summary)
            }
            (Operation::Update { change, .. }, Reply::Updated { license, merged }) => {
                (Outcome::Updated(license.clone()), updated_words(change, license, merged))
            }
            (Operation::Update { .. }, Reply::AlreadySo { license, .. }) => {
                let summary = format!("nothing sent: license {} was so already", license.id);
                (Outcome::Updated(license.clone()), summary)
            }
            (Operation::Delete { seen }, Reply::Deleted) => {
                (Outcome::Deleted(seen.id), format!("deleted license {}", seen.id))
            }
            _ => return None,
        };
        Some(Self { scope: write.scope, outcome, summary })
    }

    /// What a write that was not made has shown of its license: somebody else has changed it, or it is no more.
    #[must_use]
    pub fn from_problem(call: &Call, problem: &Problem) -> Option<Self> {
        let Call::Write(write) = call else {
            return None;
        };
        let id = write.id()?;
        let outcome = match problem {
            Problem::Conflict { now, .. } => Outcome::Updated((**now).clone()),
            Problem::NotFound { .. } => Outcome::Deleted(id),
            _ => return None,
        };
        Some(Self { scope: write.scope, outcome, summary: problem.message() })
    }

    /// What was done, for the operator.
    #[must_use]
    pub fn in_words(&self) -> &str {
        &self.summary
    }
}

fn updated_words(change: &Change, license: &License, merged: &[FieldChange]) -> String {
    let fields = change.fields();
    let saved = match fields.as_slice() {
        [only] if only.field == Field::Status => {
            format!("{} is {} now · t turns it back", license.sku, license.status)
        }
        _ => format!("saved license {}: {}", license.id, field_words(&fields)),
    };
    if merged.is_empty() {
        return saved;
    }
    format!("{saved} · merged with {}, changed meanwhile by somebody else", field_words(merged))
}

fn field_words(changes: &[FieldChange]) -> String {
    changes.iter().map(|change| change.field.word()).collect::<Vec<_>>().join(", ")
}
