//! Where licenses live: groups, distributors, resellers and tenants.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::rules::{self, Fault};

/// The four kinds of scope, from the top of the hierarchy down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ScopeKind {
    /// A provider's customer group; the only kind under which licenses can be changed.
    Groups,
    /// A distributor under a group.
    Distributors,
    /// A reseller under a distributor or a group.
    Resellers,
    /// A tenant under any of the others.
    Tenants,
}

impl ScopeKind {
    /// All kinds, in the order of the hierarchy.
    pub const ALL: [Self; 4] = [Self::Groups, Self::Distributors, Self::Resellers, Self::Tenants];

    /// The word that stands for the kind in API paths and in `KIND/UUID`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Groups => "groups",
            Self::Distributors => "distributors",
            Self::Resellers => "resellers",
            Self::Tenants => "tenants",
        }
    }

    /// The kind's name on a tab.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Groups => "Groups",
            Self::Distributors => "Distributors",
            Self::Resellers => "Resellers",
            Self::Tenants => "Tenants",
        }
    }

    /// One of the kind, within a sentence.
    #[must_use]
    pub fn singular(self) -> &'static str {
        match self {
            Self::Groups => "group",
            Self::Distributors => "distributor",
            Self::Resellers => "reseller",
            Self::Tenants => "tenant",
        }
    }

    /// The kind that is looked at first below a scope of this kind; a tenant has nothing below it.
    #[must_use]
    pub fn below(self) -> Option<Self> {
        match self {
            Self::Groups => Some(Self::Distributors),
            Self::Distributors => Some(Self::Resellers),
            Self::Resellers => Some(Self::Tenants),
            Self::Tenants => None,
        }
    }
}

impl fmt::Display for ScopeKind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.word())
    }
}

impl FromStr for ScopeKind {
    type Err = Fault;

    fn from_str(text: &str) -> Result<Self, Fault> {
        Self::ALL.into_iter().find(|kind| kind.word() == text).ok_or_else(|| {
            Fault::new("kind", format!("{text:?} is not one of groups, distributors, resellers, tenants"))
        })
    }
}

/// One scope: a kind and the UUID of the object. Written as `groups/UUID`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Scope {
    /// What the scope is.
    pub kind: ScopeKind,
    /// Which one it is.
    pub uuid: Uuid,
}

impl Scope {
    /// Whether the API can read single licenses here, and create, change and delete them. It does so under
    /// groups only (API section 1); all other scopes are for reading.
    #[must_use]
    pub fn is_writable(self) -> bool {
        self.kind == ScopeKind::Groups
    }

    /// A form for narrow places: the kind and the first eight digits of the UUID.
    #[must_use]
    pub fn short(self) -> String {
        let (start, _, _, _) = self.uuid.as_fields();
        format!("{}/{start:08x}…", self.kind)
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}/{}", self.kind, self.uuid)
    }
}

impl FromStr for Scope {
    type Err = Fault;

    fn from_str(text: &str) -> Result<Self, Fault> {
        rules::scope(text)
    }
}

impl Serialize for Scope {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Scope {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// A scope as the API lists it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScopeEntry {
    /// Which scope.
    pub scope: Scope,
    /// Its name, where the server sends one.
    pub name: Option<String>,
}

impl ScopeEntry {
    /// What to call the scope: its name, else its UUID.
    #[must_use]
    pub fn label(&self) -> String {
        match &self.name {
            Some(name) if !name.trim().is_empty() => name.clone(),
            _ => self.scope.uuid.to_string(),
        }
    }
}
