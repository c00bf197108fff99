//! What a sandbox is started with.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;

use uuid::Uuid;

use super::account::Account;
use super::faults::Faults;
use super::operation::{Kind, ROLES};
use super::start_error::StartError;
use super::tls::Tls;

/// The token that is accepted unless [`Options::token`] says otherwise.
pub const DEFAULT_TOKEN: &str = "sandbox-token";

/// The most licenses that the first group may be seeded with.
pub const MOST_LICENSES: u32 = 1_000_000;

/// How the sandbox is to behave.
#[derive(Debug, Clone)]
pub struct Options {
    /// Address and port; port 0 takes a free one.
    pub listen: SocketAddr,
    /// The file that keeps the data; none keeps it in memory. A file that holds sandbox data already is served as
    /// it is.
    pub database: Option<PathBuf>,
    /// Licenses to seed in the first group, at most [`MOST_LICENSES`]; the other groups have a fixed few.
    pub licenses: u32,
    /// The Bearer token that is accepted always, besides those of log-ins.
    pub token: String,
    /// Who can log in; nobody where there is none.
    pub account: Option<Account>,
    /// Told of each code of a second factor that was drawn because [`Account::code`] gives none.
    pub tell_code: fn(&str),
    /// The scopes that the own record names as administered; the whole system where there are none. A hint to
    /// clients, which limits nothing.
    pub administers: Vec<(Kind, Uuid)>,
    /// Roles that everybody lacks, each one of [`ROLES`].
    pub denied_roles: Vec<String>,
    /// What goes wrong on purpose.
    pub faults: Faults,
    /// What a PUT that omits a field does to it.
    pub update: UpdateReading,
    /// Serves HTTPS instead of HTTP.
    pub tls: Option<Tls>,
    /// Compresses long answers for clients that take gzip.
    pub gzip: bool,
}

/// The two readings of a PUT that omits a field; the API's description allows either (section 1.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum UpdateReading {
    /// An omitted field keeps its value.
    #[default]
    Partial,
    /// An omitted field takes its documented default: an empty description, status `enabled`. A name has no
    /// default, so a PUT without one is refused.
    Replace,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            database: None,
            licenses: 240,
            token: DEFAULT_TOKEN.to_owned(),
            account: None,
            tell_code: |_| {},
            administers: Vec::new(),
            denied_roles: Vec::new(),
            faults: Faults::default(),
            update: UpdateReading::default(),
            tls: None,
            gzip: false,
        }
    }
}

impl Options {
    /// Refuses what could not be served, before anything is opened.
    pub(super) fn check(&self) -> Result<(), StartError> {
        if self.licenses > MOST_LICENSES {
            return Err(StartError::TooManyLicenses { asked: self.licenses });
        }
        match self.denied_roles.iter().find(|role| !ROLES.contains(&role.as_str())) {
            Some(role) => Err(StartError::UnknownRole { role: role.clone() }),
            None => Ok(()),
        }
    }
}
