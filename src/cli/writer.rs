//! Writes, one at a time: each is shielded from signals, and has the cause that the command line tells.

use uuid::Uuid;

use super::{commands::get, desk::Desk, failure::Failure};
use crate::{
    api::Client,
    domain::{Call, Cause, Change, Field, FieldChange, License, LicenseId, Problem, Reply, Scope, Write},
};

/// The hand that writes in one scope.
pub(super) struct Writer<'a> {
    desk: &'a Desk<'a>,
    client: Client,
    scope: Scope,
    cause: Cause,
}

impl<'a> Writer<'a> {
    /// A writer in the scope of the configuration.
    ///
    /// # Errors
    /// What is missing or wrong in the configuration, and what forbids changes.
    pub(super) async fn open(desk: &'a Desk<'a>) -> Result<Self, Failure> {
        let (client, scope) = desk.connect_to_write().await?;
        Ok(Self::at(desk, client, scope))
    }

    /// A writer in another scope than that of the configuration, once [`Desk::permit_writes`] permits it.
    pub(super) fn at(desk: &'a Desk<'a>, client: Client, scope: Scope) -> Self {
        let cause = Cause { reason: desk.reason(), ..Cause::default() };
        Self { desk, client, scope, cause }
    }

    /// The same for writes that belong to one step.
    pub(super) fn in_one_step(mut self) -> Self {
        self.cause.step = Some(Uuid::new_v4());
        self
    }

    /// The same for writes that are made for this reason.
    pub(super) fn because(mut self, reason: Option<String>) -> Self {
        self.cause.reason = reason;
        self
    }

    /// Where it writes.
    pub(super) fn scope(&self) -> Scope {
        self.scope
    }

    /// Reads a license right before it is changed.
    ///
    /// # Errors
    /// As [`Client::execute_with`]; a conflict when it is not as expected.
    pub(super) async fn read(&self, id: LicenseId, expected: &Expected) -> Result<License, Problem> {
        let license = get::read(self.desk, &self.client, self.scope, id).await?;
        expected.check(&license)?;
        Ok(license)
    }

    /// Changes a license that was just read; the license as it is afterwards.
    ///
    /// # Errors
    /// As [`Writer::send`].
    pub(super) async fn change(&self, seen: License, change: Change) -> Result<License, Problem> {
        match self.send(Write::update(self.scope, seen, change)).await? {
            Reply::Updated { license, .. } | Reply::AlreadySo { license, .. } => Ok(license),
            _ => Err(Problem::Internal { reason: "an answer to another question".into() }),
        }
    }

    /// Sends a write. Signals wait until it has come to its end, but for waits between two tries.
    ///
    /// # Errors
    /// As [`Client::execute_with`].
    pub(super) async fn send(&self, write: Write) -> Result<Reply, Problem> {
        let cause = Cause { undoes: write.cause.undoes, ..self.cause.clone() };
        let call = Call::from(write.because(cause));
        self.desk.interruption.shield(self.desk.execute(&self.client, call)).await
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
        if fields.is_empty() {
            Ok(())
        } else {
            Err(Problem::Conflict { fields, now: Box::new(license.clone()) })
        }
    }
}
