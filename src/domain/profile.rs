//! A server to connect to, as an operator names it.

/// A profile that is to be written into the configuration. Every value is checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewProfile {
    /// What it is called, as [`rules::profile_name`](super::rules::profile_name) lets pass.
    pub name: String,
    /// The server's origin, as [`rules::origin`](super::rules::origin) lets pass.
    pub url: String,
    /// The service provider's instance, as [`rules::instance`](super::rules::instance) lets pass.
    pub instance: String,
    /// The name of the account that logs in.
    pub username: Option<String>,
}

/// What a profile of the configuration says of its server, as it stands there. Nothing of it is checked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WrittenProfile {
    /// What it is called.
    pub name: String,
    /// The server's origin.
    pub url: String,
    /// The service provider's instance.
    pub instance: String,
    /// The name of the account that logs in; empty where none is said.
    pub username: String,
}
