//! What must never be seen: tokens, passwords, codes.

use std::fmt;

use secrecy::{ExposeSecret, SecretString};

/// A text that shows nowhere: not in [`Debug`], so not in logs, errors or panics. Wiped when dropped.
#[derive(Clone)]
pub struct Secret(SecretString);

impl Secret {
    /// Takes a text in.
    pub fn new(text: impl Into<String>) -> Self {
        Self(SecretString::from(text.into()))
    }

    /// The text, for the one place that needs it.
    #[must_use]
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }

    /// Whether there is nothing in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.expose().is_empty()
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self::new(text)
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Secret")
    }
}

impl PartialEq for Secret {
    fn eq(&self, other: &Self) -> bool {
        self.expose() == other.expose()
    }
}

impl Eq for Secret {}

/// Where a secret comes from: the environment, a file, a command.
pub trait SecretSource: fmt::Debug + Send + Sync {
    /// The secret as it is now. May take a while (a command has its own time limit), so it is never called where
    /// somebody waits for a key.
    ///
    /// # Errors
    /// Why there is none and what to do, for people; never a part of the secret.
    fn secret(&self) -> Result<Secret, String>;

    /// Whether asking again later may give another secret.
    fn can_change(&self) -> bool;
}

/// A secret that is at hand, such as that of a variable of the environment.
impl SecretSource for Secret {
    fn secret(&self) -> Result<Secret, String> {
        Ok(self.clone())
    }

    fn can_change(&self) -> bool {
        false
    }
}
