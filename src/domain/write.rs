//! A change to the licenses of a group: what it makes of which license, and why.

use std::fmt;

use uuid::Uuid;

use super::{
    journal::EntryId,
    license::{Change, Draft, License, LicenseId},
    scope::Scope,
};

/// A change that is to be made (API sections 1.3 to 1.5); under groups only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Write {
    /// Where.
    pub scope: Scope,
    /// What.
    pub operation: Operation,
    /// Why.
    pub cause: Cause,
}

/// What a write makes of a license.
///
/// `seen` is the license as whoever asks for the change believes it to be. It is compared with a fresh read before
/// anything is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Operation {
    /// A new one.
    Create(Draft),
    /// Another name, description or status.
    Update {
        /// The license as it was seen.
        seen: License,
        /// What changes.
        change: Change,
    },
    /// None.
    Delete {
        /// The license as it was seen.
        seen: License,
    },
}

/// Why a write is made. It goes into the journal, never to the server.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cause {
    /// The operator's own words; a profile may demand them.
    pub reason: Option<String>,
    /// What all writes of one step, such as one command with several ids, have in common.
    pub step: Option<Uuid>,
    /// The entry of the journal that this write takes back.
    pub undoes: Option<EntryId>,
}

impl Write {
    /// A new license.
    #[must_use]
    pub fn create(scope: Scope, draft: Draft) -> Self {
        Self { scope, operation: Operation::Create(draft), cause: Cause::default() }
    }

    /// A change of a license that was `seen`.
    #[must_use]
    pub fn update(scope: Scope, seen: License, change: Change) -> Self {
        Self { scope, operation: Operation::Update { seen, change }, cause: Cause::default() }
    }

    /// The end of a license that was `seen`.
    #[must_use]
    pub fn delete(scope: Scope, seen: License) -> Self {
        Self { scope, operation: Operation::Delete { seen }, cause: Cause::default() }
    }

    /// The same for another cause.
    #[must_use]
    pub fn because(self, cause: Cause) -> Self {
        Self { cause, ..self }
    }

    /// The license that is changed; none for a new one.
    #[must_use]
    pub fn id(&self) -> Option<LicenseId> {
        self.seen().map(|seen| seen.id)
    }

    /// The license as it was seen; none for a new one.
    #[must_use]
    pub fn seen(&self) -> Option<&License> {
        match &self.operation {
            Operation::Create(_) => None,
            Operation::Update { seen, .. } | Operation::Delete { seen } => Some(seen),
        }
    }

    /// The SKU of the license.
    #[must_use]
    pub fn sku(&self) -> &str {
        match &self.operation {
            Operation::Create(draft) => &draft.sku,
            Operation::Update { seen, .. } | Operation::Delete { seen } => &seen.sku,
        }
    }

    /// The role that the API documents for it, spelled as there (API section 1).
    #[must_use]
    pub fn required_role(&self) -> &'static str {
        match self.operation {
            Operation::Create(_) => "groups.instance.customer_license.create",
            Operation::Update { .. } => "groups.instance.customer_license.instance.update",
            Operation::Delete { .. } => "groups.instance.customer_license.instance.delete",
        }
    }
}

impl fmt::Display for Write {
    /// What is being done, as an operator would say it: "change license 17".
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.operation {
            Operation::Create(draft) => write!(formatter, "create license {}", draft.sku),
            Operation::Update { seen, .. } => write!(formatter, "change license {}", seen.id),
            Operation::Delete { seen } => write!(formatter, "delete license {}", seen.id),
        }
    }
}
