//! Writes, one at a time: each is shielded from signals, and one whose answer is lost is settled by reading back.

mod settle;

use super::{commands::get, desk::Desk, failure::Failure};
use crate::{
    api::{Client, patiently},
    domain::{Call, Change, Field, FieldChange, License, LicenseId, Problem, Reply, Scope},
};

/// The hand that writes in one scope.
pub(super) struct Writer<'a> {
    desk: &'a Desk<'a>,
    client: Client,
    scope: Scope,
}

impl<'a> Writer<'a> {
    /// A writer in the scope of the configuration.
    ///
    /// # Errors
    /// What is missing or wrong in the configuration, and what forbids changes.
    pub(super) async fn open(desk: &'a Desk<'a>) -> Result<Self, Failure> {
        let (client, scope) = desk.connect_to_write().await?;
        Ok(Self { desk, client, scope })
    }

    /// Where it writes.
    pub(super) fn scope(&self) -> Scope {
        self.scope
    }

    /// Reads a license right before it is changed.
    ///
    /// # Errors
    /// As [`Client::execute_patiently`]; a conflict when it is not as expected.
    pub(super) async fn read(&self, id: LicenseId, expected: &Expected) -> Result<License, Problem> {
        let license = get::read(&self.client, self.scope, id).await?;
        expected.check(&license)?;
        Ok(license)
    }

    /// Changes a license that was just read; the license as it is afterwards.
    ///
    /// # Errors
    /// As [`Writer::send`].
    pub(super) async fn change(&self, id: LicenseId, change: Change) -> Result<License, Problem> {
        let call = Call::UpdateLicense { scope: self.scope, id, change };
        match self.send(call).await? {
            Reply::Updated(license) => Ok(license),
            _ => Err(Problem::Internal { reason: "an answer to another question".into() }),
        }
    }

    /// Sends a write. When nobody knows what became of it, reading back tells, where it can.
    ///
    /// # Errors
    /// As [`Client::execute_patiently`]. After reading back: [`Problem::NotDone`] when nothing was changed,
    /// [`Problem::Different`] when something else was than was sent, [`Problem::OutcomeUnknown`] when that tells
    /// nothing either.
    pub(super) async fn send(&self, call: Call) -> Result<Reply, Problem> {
        let sent = patiently(|| self.desk.interruption.shield(self.client.execute(call.clone()))).await;
        let Err(Problem::OutcomeUnknown { reason }) = sent else {
            return sent;
        };
        self.desk.note(&format!("no usable answer ({reason}); reading back what became of it"));
        let settled = settle::settle(&self.client, call, reason).await;
        if settled.is_ok() {
            self.desk.note("the change was made");
        }
        settled
    }
}

/// What the caller believes a license to be like.
#[derive(Debug, Default)]
pub(super) struct Expected(pub(super) Vec<(Field, String)>);

impl Expected {
    fn check(&self, license: &License) -> Result<(), Problem> {
        let differs = |(field, value): &(Field, String)| {
            let now = license.text(*field);
            (now != value).then(|| FieldChange {
                field: *field,
                before: value.clone(),
                after: now.to_owned(),
            })
        };
        let fields: Vec<FieldChange> = self.0.iter().filter_map(differs).collect();
        if fields.is_empty() { Ok(()) } else { Err(Problem::Conflict { fields }) }
    }
}
