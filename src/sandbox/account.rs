//! The account that can log in (API section 3).

use std::fmt;
use std::time::Duration;

/// Who can log in, how, and for how long.
#[derive(Clone)]
pub struct Account {
    /// Its name.
    pub username: String,
    /// Its password.
    pub password: String,
    /// What is asked for after the password; nothing where there is none.
    pub second_factor: Option<SecondFactor>,
    /// The code that is right at each log-in; a fresh one each time where there is none.
    pub code: Option<String>,
    /// How long an access token is good.
    pub access_lifetime: Duration,
    /// How long a refresh token is good.
    pub refresh_lifetime: Duration,
    /// Whether each refresh answers a new refresh token, and not only one that nears its end.
    pub rotate_refresh: bool,
}

/// What an account is asked for after its password.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SecondFactor {
    /// A code that comes by mail.
    Email,
    /// A code of an authenticator.
    Totp,
}

impl SecondFactor {
    /// The word in the answer to a log-in.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Totp => "totp",
        }
    }
}

impl Account {
    /// An account without a second factor, whose access tokens are good for five minutes and whose refresh tokens
    /// are good for a day.
    pub fn new(username: impl Into<String>, password: impl Into<String>) -> Self {
        Self {
            username: username.into(),
            password: password.into(),
            second_factor: None,
            code: None,
            access_lifetime: Duration::from_mins(5),
            refresh_lifetime: Duration::from_hours(24),
            rotate_refresh: false,
        }
    }
}

impl fmt::Debug for Account {
    /// Without the password and the code.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Account")
            .field("username", &self.username)
            .field("second_factor", &self.second_factor)
            .field("access_lifetime", &self.access_lifetime)
            .field("refresh_lifetime", &self.refresh_lifetime)
            .field("rotate_refresh", &self.rotate_refresh)
            .finish_non_exhaustive()
    }
}
