//! Floor 1: where to connect to and how, put together from layers: what was said on the command line, the
//! environment, and later a profile; the first layer that says something wins. May use: [`domain`](crate::domain).
//!
//! Values are checked when they are asked for, so that a wrong one troubles only the commands that use it.

mod environment;
mod switch;

use std::{fmt, time::Duration};

use url::Url;

use crate::domain::{Fault, Scope, Secret, rules};

pub use environment::environment;
pub use switch::switch;

/// Where a value was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// An option of the command line, by its name.
    Option(&'static str),
    /// A variable of the environment, by its name.
    Variable(&'static str),
}

impl fmt::Display for Source {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Option(name) | Self::Variable(name) => formatter.write_str(name),
        }
    }
}

/// A value as it was said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The value.
    pub text: String,
    /// Where it was said.
    pub source: Source,
}

impl Said {
    /// A value from `source`.
    pub fn new(text: impl Into<String>, source: Source) -> Self {
        Self { text: text.into(), source }
    }
}

/// What one source says; or, put together, what all of them say.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// The server's origin.
    pub url: Option<Said>,
    /// The service provider's instance.
    pub instance: Option<Said>,
    /// The scope to work in.
    pub scope: Option<Said>,
    /// The Bearer token.
    pub token: Option<Secret>,
    /// Whether nothing may be changed.
    pub read_only: Option<Said>,
    /// How long one try may take, in seconds.
    pub timeout: Option<Said>,
}

/// A value that is needed and that no layer gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// Where the server is.
    Url,
    /// The service provider's instance.
    Instance,
    /// The scope to work in.
    Scope,
    /// The Bearer token.
    Token,
}

impl Missing {
    /// What is missing, and how to say it.
    #[must_use]
    pub fn advice(self) -> &'static str {
        match self {
            Self::Url => "the URL of the server: --url or LICTOR_URL",
            Self::Instance => "the instance: --instance or LICTOR_INSTANCE",
            Self::Scope => "the scope: --scope or LICTOR_SCOPE, as KIND/UUID; `lictor scopes` lists them",
            Self::Token => "the access token: the environment variable LICTOR_TOKEN",
        }
    }
}

impl Config {
    /// What this layer says, and where it says nothing, what the next one says.
    #[must_use]
    pub fn or(self, next: Self) -> Self {
        Self {
            url: self.url.or(next.url),
            instance: self.instance.or(next.instance),
            scope: self.scope.or(next.scope),
            token: self.token.or(next.token),
            read_only: self.read_only.or(next.read_only),
            timeout: self.timeout.or(next.timeout),
        }
    }

    /// The server's origin.
    ///
    /// # Errors
    /// What [`rules::origin`] refuses.
    pub fn origin(&self) -> Result<Option<Url>, Fault> {
        checked(self.url.as_ref(), rules::origin)
    }

    /// The service provider's instance.
    ///
    /// # Errors
    /// What [`rules::instance`] refuses.
    pub fn instance(&self) -> Result<Option<String>, Fault> {
        checked(self.instance.as_ref(), rules::instance)
    }

    /// The scope to work in.
    ///
    /// # Errors
    /// What [`rules::scope`] refuses.
    pub fn scope(&self) -> Result<Option<Scope>, Fault> {
        checked(self.scope.as_ref(), rules::scope)
    }

    /// How long one try may take.
    ///
    /// # Errors
    /// What [`rules::timeout`] refuses.
    pub fn timeout(&self) -> Result<Option<Duration>, Fault> {
        checked(self.timeout.as_ref(), rules::timeout)
    }

    /// Whether nothing may be changed. A word that is neither yes nor no is refused: this switch is there for
    /// safety, and must not be off by a typing error.
    ///
    /// # Errors
    /// What [`switch`] refuses.
    pub fn read_only(&self) -> Result<bool, Fault> {
        let rule = |text: &str| switch("read-only", text);
        Ok(checked(self.read_only.as_ref(), rule)?.unwrap_or_default())
    }

    /// Whether nothing is said about where to connect to.
    #[must_use]
    pub fn names_no_server(&self) -> bool {
        self.url.is_none() && self.instance.is_none() && self.token.is_none()
    }
}

/// The value, checked; a fault tells where the value came from when that is out of sight.
fn checked<T>(said: Option<&Said>, rule: impl FnOnce(&str) -> Result<T, Fault>) -> Result<Option<T>, Fault> {
    let Some(said) = said else {
        return Ok(None);
    };
    rule(&said.text).map(Some).map_err(|fault| match said.source {
        Source::Option(_) => fault,
        Source::Variable(name) => Fault { message: format!("{} (in {name})", fault.message), ..fault },
    })
}

#[cfg(test)]
mod tests;
