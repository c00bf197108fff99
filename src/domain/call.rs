//! What may be asked of the API, and what comes back. The console and the command line both go through this door.

use std::{collections::VecDeque, fmt};

use uuid::Uuid;

use super::{
    account::Account,
    journal::{Entry, EntryId},
    license::{FieldChange, License, LicenseId},
    scope::{Scope, ScopeEntry, ScopeKind},
    session::{Challenge, Credentials, Verification},
    undo::Undoing,
    write::Write,
};

/// The token for the next page of a listing. Opaque: it is sent back as it came (API section 1.1).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PageToken(pub String);

/// How far a listing of scopes has come. [`Default`] is its start; a later one comes with each [`ScopePage`].
///
/// Where the server wants a parent and none was given (a system administrator's account, API section 4), the
/// listing goes through the scopes above, one after the other; what is left of that way stands here too.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct ScopeCursor {
    /// The token of the next page of the listing that is under way.
    pub token: Option<PageToken>,
    /// Set while the listing goes through the scopes above.
    pub descent: Option<Descent>,
}

/// The rest of a way through the scopes above. [`Default`] is its start, where the groups are still to be read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Descent {
    /// The parents still to be asked; the first is the one under way.
    pub parents: VecDeque<Uuid>,
    /// The token of the next page of groups, where there are more than have been read.
    pub more_groups: Option<PageToken>,
}

/// One thing to ask of the API.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Call {
    /// One page of the scopes of a kind (API section 4).
    ListScopes {
        /// Which kind.
        kind: ScopeKind,
        /// Only those under this scope.
        parent: Option<Scope>,
        /// Only those that the server finds by this text.
        search: Option<String>,
        /// Where to go on.
        from: ScopeCursor,
    },
    /// One page of licenses (API section 1.1).
    ListLicenses {
        /// Whose licenses.
        scope: Scope,
        /// The most records on the page; the server may send fewer.
        page_size: u32,
        /// The token of the page; none for the first.
        token: Option<PageToken>,
    },
    /// One license (API section 1.2); under groups only.
    ReadLicense {
        /// Where it lives.
        scope: Scope,
        /// Which one.
        id: LicenseId,
    },
    /// A change of licenses (API sections 1.3 to 1.5); under groups only.
    Write(Box<Write>),
    /// The changes that were made at this server and instance, as the journal on this machine has them.
    ReadJournal,
    /// What would take a change back, from the journal and the license as it is today. Nothing is changed by it.
    PrepareUndo {
        /// The scope whose last change is meant where no entry is named.
        scope: Option<Scope>,
        /// The entry; where it belongs to a step, the whole step is meant.
        entry: Option<EntryId>,
    },
    /// Log in (API section 3). Sent once, whatever comes of it: wrong passwords can lock an account.
    LogIn(Credentials),
    /// Answer the challenge that came to a log-in (API section 3). Sent once too.
    Verify(Verification),
    /// End the session (API section 3).
    LogOut,
    /// Who is logged in (API section 3.1).
    WhoAmI,
}

impl From<Write> for Call {
    fn from(write: Write) -> Self {
        Self::Write(Box::new(write))
    }
}

impl Call {
    /// Whether the call changes anything on the server.
    #[must_use]
    pub fn is_write(&self) -> bool {
        matches!(self, Self::Write(_))
    }

    /// The role that the API documents for the call, spelled as there (API sections 1 and 4); none for those about
    /// the account itself.
    #[must_use]
    pub fn required_role(&self) -> Option<&'static str> {
        Some(match self {
            Self::ListScopes { kind: ScopeKind::Groups, .. } => "groups.list",
            Self::ListScopes { kind: ScopeKind::Distributors, .. } => "distributors.list",
            Self::ListScopes { kind: ScopeKind::Resellers, .. } => "resellers.list",
            Self::ListScopes { kind: ScopeKind::Tenants, .. } => "tenants.list",
            Self::ListLicenses { scope, .. } => match scope.kind {
                ScopeKind::Groups => "groups.instance.customer_licenses.list",
                ScopeKind::Distributors => "distributors.instance.customer_licenses.list",
                ScopeKind::Resellers => "resellers.instance.customer_licenses.list",
                ScopeKind::Tenants => "tenants.instance.customer_licenses.list",
            },
            Self::ReadLicense { .. } | Self::PrepareUndo { .. } => {
                "groups.instance.customer_licenses.instance.read"
            }
            Self::Write(write) => write.required_role(),
            Self::ReadJournal | Self::LogIn(_) | Self::Verify(_) | Self::LogOut | Self::WhoAmI => {
                return None;
            }
        })
    }

    /// The scope that the call is about; none for the lists of scopes and for the account.
    #[must_use]
    pub fn scope(&self) -> Option<Scope> {
        match self {
            Self::ListScopes { .. }
            | Self::ReadJournal
            | Self::LogIn(_)
            | Self::Verify(_)
            | Self::LogOut
            | Self::WhoAmI => None,
            Self::PrepareUndo { scope, .. } => *scope,
            Self::ListLicenses { scope, .. } | Self::ReadLicense { scope, .. } => Some(*scope),
            Self::Write(write) => Some(write.scope),
        }
    }
}

impl fmt::Display for Call {
    /// What is being done, as an operator would say it: "read license 17".
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ListScopes { kind, .. } => write!(formatter, "list {kind}"),
            Self::ListLicenses { .. } => write!(formatter, "list licenses"),
            Self::ReadLicense { id, .. } => write!(formatter, "read license {id}"),
            Self::Write(change) => change.fmt(formatter),
            Self::ReadJournal => write!(formatter, "read the journal"),
            Self::PrepareUndo { .. } => write!(formatter, "prepare to take a change back"),
            Self::LogIn(_) => write!(formatter, "log in"),
            Self::Verify(_) => write!(formatter, "verify the code"),
            Self::LogOut => write!(formatter, "log out"),
            Self::WhoAmI => write!(formatter, "read the account"),
        }
    }
}

/// One page of scopes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScopePage {
    /// The scopes, in the server's order.
    pub entries: Vec<ScopeEntry>,
    /// Where to go on; none at the end.
    pub next: Option<ScopeCursor>,
}

/// One page of licenses (API section 1.1).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LicensePage {
    /// The server's count, for what it is worth: it is not a grand total.
    pub results: Option<u64>,
    /// How many pages there are, as the server says.
    pub pages: Option<u64>,
    /// Which page this is, as the server says.
    pub page: Option<u64>,
    /// The token of the next page; its absence, and nothing else, is the end.
    pub next: Option<PageToken>,
    /// The licenses, in the server's order.
    pub licenses: Vec<License>,
}

/// What came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    /// To [`Call::ListScopes`].
    Scopes(ScopePage),
    /// To [`Call::ListLicenses`].
    Licenses(LicensePage),
    /// To [`Call::ReadLicense`].
    License {
        /// The license.
        license: License,
        /// The body as the server sent it.
        body: String,
    },
    /// To a [`Call::Write`] that creates: the id of the new license.
    Created(LicenseId),
    /// To a [`Call::Write`] that changes.
    Updated {
        /// The license as it was sent, merged from a fresh read and the change.
        license: License,
        /// What somebody else changed in other fields since the license was seen: `before` as it was seen, `after`
        /// as it is now.
        merged: Vec<FieldChange>,
    },
    /// To a [`Call::Write`] that changes, where somebody else had made it so: nothing was sent.
    AlreadySo {
        /// The license as it is.
        license: License,
        /// What somebody else changed in other fields since the license was seen.
        merged: Vec<FieldChange>,
    },
    /// To a [`Call::Write`] that deletes.
    Deleted,
    /// To [`Call::ReadJournal`]: the oldest first.
    Journal(Vec<Entry>),
    /// To [`Call::PrepareUndo`].
    UndoReady(Undoing),
    /// To [`Call::LogIn`] and [`Call::Verify`]: calls go with the new session from now on.
    LoggedIn,
    /// To [`Call::LogIn`] where the server wants a second factor.
    Challenged(Challenge),
    /// To [`Call::LogOut`]: the session is forgotten here. Whether the server was told so too.
    LoggedOut {
        /// Whether the server ended the session as well.
        told: bool,
    },
    /// To [`Call::WhoAmI`].
    Account(Account),
}

#[cfg(test)]
mod tests;
