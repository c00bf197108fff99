//! Logging in and staying in (API section 3).

use std::fmt;

use super::secret::Secret;

/// Who logs in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credentials {
    /// The account's name.
    pub username: String,
    /// Its password.
    pub password: Secret,
}

/// Where the code of the second factor comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Factor {
    /// The server sends it by e-mail.
    Email,
    /// An authenticator shows it.
    Totp,
}

/// The server wants a second factor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Challenge {
    /// Which one.
    pub factor: Factor,
    /// What has to go back to the server with the code: JSON as it came.
    pub payload: Secret,
}

/// The answer to a challenge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verification {
    /// What it answers.
    pub challenge: Challenge,
    /// The code.
    pub code: Secret,
    /// Whether this device is not to be asked again.
    pub trust: bool,
}

/// What a log-in gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tokens {
    /// The Bearer token of the calls; lives minutes, or for ever where it is a machine's.
    pub access: Secret,
    /// What new access tokens are had with; lives days.
    pub refresh: Option<Secret>,
}

/// Keeps a session between runs: one profile at one server.
pub trait SessionKeeper: fmt::Debug + Send + Sync {
    /// The session that is kept, if any. Quick: neither network nor commands.
    ///
    /// # Errors
    /// Why it cannot be read and what to do, for people.
    fn load(&self) -> Result<Option<Tokens>, String>;

    /// Keeps a session in place of the last one.
    ///
    /// # Errors
    /// Why it cannot be kept, for people.
    fn save(&self, tokens: &Tokens) -> Result<(), String>;

    /// Forgets the session.
    ///
    /// # Errors
    /// Why it is still there, for people.
    fn forget(&self) -> Result<(), String>;
}
