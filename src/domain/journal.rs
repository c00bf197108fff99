//! The journal of changes: what is noted before a write is sent, and after it has come to its end.

use std::fmt;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    license::{self, Draft, Field, FieldChange, License, LicenseId, Status},
    scope::Scope,
    write::Cause,
};

/// The number of an entry: it is what `undo` takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EntryId(pub u64);

impl fmt::Display for EntryId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

/// What kind of change an entry is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum OperationKind {
    /// A new license.
    Create,
    /// Other values of a license.
    Update,
    /// The end of a license.
    Delete,
}

impl OperationKind {
    /// The kind in a word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Update => "update",
            Self::Delete => "delete",
        }
    }
}

/// A license as it was or was to be; one that is to be created has no id yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Image {
    /// The server's id.
    pub id: Option<LicenseId>,
    /// Name.
    pub name: String,
    /// Description.
    pub description: Option<String>,
    /// Stock keeping unit.
    pub sku: String,
    /// Status.
    pub status: Status,
}

impl Image {
    /// The text of a field: a missing description is empty.
    #[must_use]
    pub fn text(&self, field: Field) -> &str {
        match field {
            Field::Sku => &self.sku,
            Field::Name => &self.name,
            Field::Description => self.description.as_deref().unwrap_or_default(),
            Field::Status => self.status.word(),
        }
    }

    /// The fields in which `now` is not like this image: `before` as here, `after` as there.
    #[must_use]
    pub fn differences_from(&self, now: &Self) -> Vec<FieldChange> {
        license::differences(|field| self.text(field), |field| now.text(field))
    }

    /// Takes a field over from another image. The SKU stays: the API cannot change it (API section 1.4).
    pub(super) fn take_over(&mut self, field: Field, from: &Self) {
        match field {
            Field::Sku => {}
            Field::Name => self.name.clone_from(&from.name),
            Field::Description => self.description.clone_from(&from.description),
            Field::Status => self.status.clone_from(&from.status),
        }
    }

    /// The license, where it has an id.
    #[must_use]
    pub fn license(&self) -> Option<License> {
        let Self { id, name, description, sku, status } = self.clone();
        id.map(|id| License { id, name, description, sku, status })
    }

    /// What it takes to create it anew.
    #[must_use]
    pub fn draft(&self) -> Draft {
        let Self { id: _, name, description, sku, status } = self.clone();
        Draft { sku, name, description, status }
    }
}

impl From<License> for Image {
    fn from(license: License) -> Self {
        let License { id, name, description, sku, status } = license;
        Self { id: Some(id), name, description, sku, status }
    }
}

impl From<Draft> for Image {
    fn from(draft: Draft) -> Self {
        let Draft { sku, name, description, status } = draft;
        Self { id: None, name, description, sku, status }
    }
}

/// A write that is about to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Intent {
    /// The number of the request: it is sent along as `X-Request-Id`.
    pub request: Uuid,
    /// Where.
    pub scope: Scope,
    /// What kind of change.
    pub operation: OperationKind,
    /// The license as it was read right before; none for a new one.
    pub before: Option<Image>,
    /// The license as it is to be; none for one that is to go.
    pub after: Option<Image>,
    /// Why.
    pub cause: Cause,
}

/// What came of a write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It was made. `id` is that of a new license.
    Done {
        /// The license's id.
        id: Option<LicenseId>,
    },
    /// The server said no; nothing was changed.
    Refused {
        /// What it said.
        reason: String,
    },
    /// It never came to the point where the server acts on it, or reading back showed that nothing was changed.
    NotDone {
        /// What went wrong.
        reason: String,
    },
    /// It went wrong, and reading back showed something else than was sent.
    Different {
        /// What the server holds.
        now: Option<Image>,
        /// What went wrong.
        reason: String,
    },
    /// It went wrong, and reading back told nothing either.
    Unknown {
        /// What went wrong.
        reason: String,
    },
}

impl Outcome {
    /// How the entry stands then.
    #[must_use]
    pub fn standing(&self) -> Standing {
        match self {
            Self::Done { .. } => Standing::Done,
            Self::Refused { .. } => Standing::Refused,
            Self::NotDone { .. } => Standing::NotDone,
            Self::Different { .. } => Standing::Different,
            Self::Unknown { .. } => Standing::Unknown,
        }
    }
}

/// How an entry stands, in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Standing {
    /// The change was made.
    #[serde(rename = "done")]
    Done,
    /// The server said no.
    #[serde(rename = "refused")]
    Refused,
    /// Nothing was changed.
    #[serde(rename = "not done")]
    NotDone,
    /// Something else was changed than was sent.
    #[serde(rename = "different")]
    Different,
    /// Nobody knows (yet).
    #[serde(rename = "unknown")]
    Unknown,
}

impl Standing {
    /// The word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Refused => "refused",
            Self::NotDone => "not done",
            Self::Different => "different",
            Self::Unknown => "unknown",
        }
    }
}

/// One write, with all that is known of it. The keys, in this order, are also its form in JSON output.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// Its number.
    pub entry: EntryId,
    /// When it was about to be sent: RFC 3339, UTC, with milliseconds.
    pub time: String,
    /// Who, on this machine.
    pub user: String,
    /// On which machine.
    pub host: String,
    /// From where, by `SSH_CONNECTION`.
    pub ssh: Option<String>,
    /// By which profile.
    pub profile: Option<String>,
    /// As which account of the server, as far as it is known.
    pub account: Option<String>,
    /// At which server.
    pub origin: String,
    /// In which instance.
    pub instance: String,
    /// In which scope.
    pub scope: Scope,
    /// What kind of change.
    pub operation: OperationKind,
    /// The license; none for a new one that did not come to be.
    pub id: Option<LicenseId>,
    /// Its SKU.
    pub sku: String,
    /// The license before; none for a new one.
    pub before: Option<Image>,
    /// The license after, as it was sent; none for one that is to go.
    pub after: Option<Image>,
    /// How it stands.
    pub result: Standing,
    /// What was said of the result: by the server, or by the network.
    pub detail: Option<String>,
    /// Why, in the operator's words.
    pub reason: Option<String>,
    /// The number of the request.
    pub request: Uuid,
    /// What the writes of one step have in common.
    pub step: Option<Uuid>,
    /// The entry that this one takes back.
    pub undoes: Option<EntryId>,
    /// Whether the program that wrote the intent may still be at work on it.
    #[serde(skip)]
    pub under_way: bool,
}

/// Where changes are noted. One is bound to one server and one instance, for as long as a client lives.
pub trait Journal: fmt::Debug + Send + Sync {
    /// Notes what is about to be sent. When this returns, it is on the disk.
    ///
    /// # Errors
    /// Why it cannot be noted, for people. The write must not be sent then.
    fn begin(&self, intent: &Intent) -> Result<EntryId, String>;

    /// Notes what came of it: the first time right after, a second time when an unknown outcome is settled.
    ///
    /// # Errors
    /// Why it cannot be noted, for people.
    fn end(&self, entry: EntryId, outcome: &Outcome) -> Result<(), String>;

    /// The writes in a scope of which nobody knows what became, but for those that are still under way.
    ///
    /// # Errors
    /// Why it cannot be read, for people.
    fn unsettled(&self, scope: Scope) -> Result<Vec<Entry>, String>;

    /// All writes that were noted at this server and instance, the oldest first.
    ///
    /// # Errors
    /// Why it cannot be read, for people.
    fn entries(&self) -> Result<Vec<Entry>, String>;
}
