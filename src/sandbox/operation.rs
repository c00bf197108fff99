//! The calls of the API: method, path, role. Everything else is looked up here.

use axum::routing::MethodFilter;

use super::account::SecondFactor;
use super::sessions::Purpose;

/// The four kinds of scope, outermost first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Groups: the only scopes whose licenses can be read one by one and changed.
    Groups,
    /// Distributors, under a group.
    Distributors,
    /// Resellers, under a distributor or directly under a group.
    Resellers,
    /// Tenants, under any of the others.
    Tenants,
}

impl Kind {
    /// All four, outermost first.
    pub const ALL: [Self; 4] = [Self::Groups, Self::Distributors, Self::Resellers, Self::Tenants];

    /// The word in paths, in roles and over the lists.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Groups => "groups",
            Self::Distributors => "distributors",
            Self::Resellers => "resellers",
            Self::Tenants => "tenants",
        }
    }

    /// The word for one of them.
    pub(super) const fn singular(self) -> &'static str {
        match self {
            Self::Groups => "group",
            Self::Distributors => "distributor",
            Self::Resellers => "reseller",
            Self::Tenants => "tenant",
        }
    }
}

/// Every role of the API, spelled as its description does (section 1 and section 4).
pub const ROLES: [&str; 12] = [
    "groups.list",
    "distributors.list",
    "resellers.list",
    "tenants.list",
    "groups.instance.customer_licenses.list",
    "distributors.instance.customer_licenses.list",
    "resellers.instance.customer_licenses.list",
    "tenants.instance.customer_licenses.list",
    "groups.instance.customer_licenses.instance.read",
    "groups.instance.customer_license.create",
    "groups.instance.customer_license.instance.update",
    "groups.instance.customer_license.instance.delete",
];

/// One call of the API.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Operation {
    /// List the scopes of a kind.
    Scopes(Kind),
    /// List the licenses of a scope.
    List(Kind),
    /// Read one license of a group.
    Read,
    /// Create a license in a group.
    Create,
    /// Modify a license of a group.
    Update,
    /// Delete a license of a group.
    Delete,
    /// Log in.
    LogIn,
    /// Prove the second factor.
    Verify(SecondFactor),
    /// Get a new access token.
    Refresh,
    /// Log out.
    LogOut,
    /// Read the own record.
    WhoAmI,
}

impl Operation {
    /// Every call: those that need a role in the order of [`ROLES`], then those of the account.
    pub(super) const ALL: [Self; 18] = [
        Self::Scopes(Kind::Groups),
        Self::Scopes(Kind::Distributors),
        Self::Scopes(Kind::Resellers),
        Self::Scopes(Kind::Tenants),
        Self::List(Kind::Groups),
        Self::List(Kind::Distributors),
        Self::List(Kind::Resellers),
        Self::List(Kind::Tenants),
        Self::Read,
        Self::Create,
        Self::Update,
        Self::Delete,
        Self::LogIn,
        Self::Verify(SecondFactor::Email),
        Self::Verify(SecondFactor::Totp),
        Self::Refresh,
        Self::LogOut,
        Self::WhoAmI,
    ];

    /// The call that has this path to itself, which those of the account do.
    pub(super) fn of_account_at(path: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|call| call.account_path() == Some(path))
    }

    /// The role that the call needs; those of the account need none.
    pub(super) const fn required_role(self) -> Option<&'static str> {
        Some(match self {
            Self::Scopes(kind) => ROLES[kind as usize],
            Self::List(kind) => ROLES[4 + kind as usize],
            Self::Read => ROLES[8],
            Self::Create => ROLES[9],
            Self::Update => ROLES[10],
            Self::Delete => ROLES[11],
            Self::LogIn | Self::Verify(_) | Self::Refresh | Self::LogOut | Self::WhoAmI => return None,
        })
    }

    /// The kind of token that the call needs (section 3).
    pub(super) const fn required_token(self) -> Option<Purpose> {
        match self {
            Self::LogIn | Self::Verify(_) => None,
            Self::Refresh => Some(Purpose::Refresh),
            _ => Some(Purpose::Access),
        }
    }

    /// The method of the call.
    pub(super) const fn method(self) -> MethodFilter {
        match self {
            Self::Create | Self::LogIn | Self::Verify(_) => MethodFilter::POST,
            Self::Update => MethodFilter::PUT,
            Self::Delete => MethodFilter::DELETE,
            _ => MethodFilter::GET,
        }
    }

    /// The method of the call, in a word.
    pub(super) const fn method_word(self) -> &'static str {
        match self.method() {
            MethodFilter::POST => "POST",
            MethodFilter::PUT => "PUT",
            MethodFilter::DELETE => "DELETE",
            _ => "GET",
        }
    }

    /// The path of the call, with the names of its parameters.
    pub(super) fn path(self) -> String {
        match self {
            Self::Scopes(kind) => format!("/api/v01/draas/{{draas_instance}}/{}", kind.word()),
            Self::List(kind) => format!("{}/{{uuid}}/customer_licenses", Self::Scopes(kind).path()),
            Self::Create => Self::List(Kind::Groups).path(),
            Self::Read | Self::Update | Self::Delete => format!("{}/{{id}}", Self::Create.path()),
            account => account.account_path().unwrap_or_default().to_owned(),
        }
    }

    /// The path of a call of the account.
    pub(super) const fn account_path(self) -> Option<&'static str> {
        match self {
            Self::LogIn => Some("/api/v01/auth/login"),
            Self::Verify(SecondFactor::Email) => Some("/api/v01/auth/2fa"),
            Self::Verify(SecondFactor::Totp) => Some("/api/v01/auth/2fa_totp"),
            Self::Refresh => Some("/api/v01/auth/access_token"),
            Self::LogOut => Some("/api/v01/auth/logout"),
            Self::WhoAmI => Some("/api/v01/system/users/local"),
            _ => None,
        }
    }
}
