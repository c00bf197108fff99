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
    /// Whose log-in it is about.
    pub username: String,
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

/// A session as it is kept between runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptSession {
    /// Whose it is: the user name of the log-in. None where it was kept before that was noted.
    pub username: Option<String>,
    /// What calls go with.
    pub tokens: Tokens,
}

impl KeptSession {
    /// Whose it is, where that is somebody else than `username`, to the letter: whether a server takes another spelling
    /// for the same account, nobody but the server knows. A session that does not say whose it is counts as theirs, so
    /// that those kept before go on; the next log-in gives it a name.
    #[must_use]
    pub fn owner_other_than(&self, username: Option<&str>) -> Option<&str> {
        let (owner, wanted) = (self.username.as_deref()?, username?);
        (owner.trim() != wanted.trim()).then_some(owner)
    }
}

/// Keeps a session between runs: one profile at one server.
pub trait SessionKeeper: fmt::Debug + Send + Sync {
    /// The session that is kept, if any. Quick: neither network nor commands.
    ///
    /// # Errors
    /// Why it cannot be read and what to do, for people.
    fn load(&self) -> Result<Option<KeptSession>, String>;

    /// Keeps a session in place of the last one.
    ///
    /// # Errors
    /// Why it cannot be kept, for people.
    fn save(&self, session: &KeptSession) -> Result<(), String>;

    /// Forgets the session.
    ///
    /// # Errors
    /// Why it is still there, for people.
    fn forget(&self) -> Result<(), String>;
}
