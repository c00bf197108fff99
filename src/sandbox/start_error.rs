//! Why a sandbox did not start. Each message says what to do about it.

use std::error::Error;
use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;

use super::operation::ROLES;
use super::options::MOST_LICENSES;

/// Why a sandbox did not start, or did not get its data.
#[derive(Debug)]
pub enum StartError {
    /// More licenses than [`MOST_LICENSES`] were asked for.
    TooManyLicenses {
        /// How many were asked for.
        asked: u32,
    },
    /// A role to deny is none of the API's.
    UnknownRole {
        /// The role as given.
        role: String,
    },
    /// A certificate or a key cannot be served.
    Tls {
        /// Which of them.
        what: &'static str,
        /// What is wrong with it.
        reason: String,
    },
    /// The address cannot be listened on.
    Address {
        /// The address as given.
        address: SocketAddr,
        /// What the system said.
        source: io::Error,
    },
    /// The database file cannot be created, read or written.
    Database {
        /// The file as given; `None` is the database in memory.
        path: Option<PathBuf>,
        /// What was wrong with it.
        reason: String,
    },
    /// The file holds something else than the data of a sandbox.
    NotOurs {
        /// The file as given.
        path: PathBuf,
    },
    /// The data could not be filled in.
    Seeding(String),
    /// The system has no thread or event loop to give.
    Thread(io::Error),
}

impl fmt::Display for StartError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooManyLicenses { asked } => {
                write!(formatter, "{asked} licenses are too many; ask for {MOST_LICENSES} or fewer")
            }
            Self::UnknownRole { role } => {
                write!(formatter, "there is no role {role:?} to deny; the roles are {}", ROLES.join(", "))
            }
            Self::Tls { what, reason } => {
                write!(
                    formatter,
                    "cannot serve https: {what}: {reason}; give certificates and their key as PEM"
                )
            }
            Self::Address { address, source } => write!(
                formatter,
                "cannot listen on {address}: {source}; choose another address, or port 0 for any free port"
            ),
            Self::Database { path: Some(path), reason } => write!(
                formatter,
                "cannot use {} as the database: {reason}; choose a file in a folder you may write to, or none to keep \
                 the data in memory",
                path.display()
            ),
            Self::Database { path: None, reason } => {
                write!(formatter, "cannot keep a database in memory: {reason}; give it a file instead")
            }
            Self::NotOurs { path } => write!(
                formatter,
                "{} does not hold the data of a sandbox (of this version); choose another file, or move it away to \
                 start afresh",
                path.display()
            ),
            Self::Seeding(reason) => {
                write!(formatter, "cannot fill the database: {reason}; make room or ask for fewer licenses")
            }
            Self::Thread(source) => {
                write!(
                    formatter,
                    "the system has no thread left for the server: {source}; end other programs first"
                )
            }
        }
    }
}

impl Error for StartError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Address { source, .. } | Self::Thread(source) => Some(source),
            _ => None,
        }
    }
}
