//! The account that is logged in (API section 3.1). All of it is hints: what the server allows, only the server knows.

use super::scope::Scope;

/// What the server tells of the account.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Account {
    /// Its name.
    pub username: String,
    /// Its address.
    pub email: Option<String>,
    /// Whether the server wants another password soon.
    pub must_change_password: bool,
    /// What it administers, in the server's order.
    pub administers: Vec<Administered>,
    /// Roles by name, and whether the account has them; the first mention counts.
    pub roles: Vec<(String, bool)>,
}

/// One thing that an account administers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Administered {
    /// The server's word for the level: `system`, `group`, `reseller` …
    pub level: String,
    /// The scope, where the level is one that has licenses.
    pub scope: Option<Scope>,
}

impl Account {
    /// The scopes that it administers.
    pub fn scopes(&self) -> impl Iterator<Item = Scope> {
        self.administers.iter().filter_map(|administered| administered.scope)
    }

    /// Whether the account has a role; none where the server does not say.
    #[must_use]
    pub fn has_role(&self, role: &str) -> Option<bool> {
        self.roles.iter().find(|(name, _)| name == role).map(|(_, allowed)| *allowed)
    }
}
