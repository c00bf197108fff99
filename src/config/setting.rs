//! The one table of settings: what each is called, what it holds, and which rule it has to pass.

use crate::domain::{Fault, rules};

/// One setting of a profile.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Setting {
    /// The server's origin.
    Url,
    /// The service provider's instance.
    Instance,
    /// The scope to work in.
    Scope,
    /// The word for the server on every screen.
    Label,
    /// Whether it is a production system.
    Production,
    /// The account that logs in.
    Username,
    /// The file that holds its password.
    PasswordFile,
    /// The command that prints its password.
    PasswordCommand,
    /// The file that holds a machine's token.
    TokenFile,
    /// The command that prints a machine's token.
    TokenCommand,
    /// How many licenses are asked for at once.
    PageSize,
    /// Whether nothing may be changed.
    ReadOnly,
    /// Whether each change needs a reason.
    RequireReason,
    /// How long one try may take, in seconds.
    Timeout,
    /// How long a connection may take, in seconds.
    ConnectTimeout,
    /// Certificate authorities beside the system's.
    CaFile,
    /// The client's certificate.
    ClientCertificate,
    /// The key to it.
    ClientKey,
    /// The proxy before the server.
    Proxy,
    /// Hosts that are reached without it.
    NoProxy,
    /// Who asks the proxy.
    ProxyUsername,
    /// The file that holds the password for the proxy.
    ProxyPasswordFile,
    /// The command that prints the password for the proxy.
    ProxyPasswordCommand,
    /// Whether pages are fetched before they are needed.
    ReadAhead,
}

/// What a setting is in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A text.
    Text,
    /// `true` or `false`.
    Switch,
    /// A number.
    Number,
    /// The path of a file: `~/` is the home, and a relative path begins at the configuration file.
    Path,
    /// A command and its arguments, without a shell.
    Command,
}

impl Setting {
    /// All settings, in the order in which they are shown.
    pub const ALL: [Self; 24] = [
        Self::Url,
        Self::Instance,
        Self::Scope,
        Self::Label,
        Self::Production,
        Self::ReadOnly,
        Self::RequireReason,
        Self::Username,
        Self::PasswordFile,
        Self::PasswordCommand,
        Self::TokenFile,
        Self::TokenCommand,
        Self::PageSize,
        Self::ReadAhead,
        Self::Timeout,
        Self::ConnectTimeout,
        Self::CaFile,
        Self::ClientCertificate,
        Self::ClientKey,
        Self::Proxy,
        Self::NoProxy,
        Self::ProxyUsername,
        Self::ProxyPasswordFile,
        Self::ProxyPasswordCommand,
    ];

    /// Its name in a file.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Url => "url",
            Self::Instance => "instance",
            Self::Scope => "scope",
            Self::Label => "label",
            Self::Production => "production",
            Self::Username => "username",
            Self::PasswordFile => "password_file",
            Self::PasswordCommand => "password_command",
            Self::TokenFile => "token_file",
            Self::TokenCommand => "token_command",
            Self::PageSize => "page_size",
            Self::ReadOnly => "read_only",
            Self::RequireReason => "require_reason",
            Self::Timeout => "timeout",
            Self::ConnectTimeout => "connect_timeout",
            Self::CaFile => "ca_file",
            Self::ClientCertificate => "client_certificate",
            Self::ClientKey => "client_key",
            Self::Proxy => "proxy",
            Self::NoProxy => "no_proxy",
            Self::ProxyUsername => "proxy_username",
            Self::ProxyPasswordFile => "proxy_password_file",
            Self::ProxyPasswordCommand => "proxy_password_command",
            Self::ReadAhead => "read_ahead",
        }
    }

    /// What it is in a file.
    #[must_use]
    pub fn form(self) -> Form {
        match self {
            Self::Production | Self::ReadOnly | Self::RequireReason | Self::ReadAhead => Form::Switch,
            Self::PageSize | Self::Timeout | Self::ConnectTimeout => Form::Number,
            Self::PasswordFile
            | Self::TokenFile
            | Self::CaFile
            | Self::ClientCertificate
            | Self::ClientKey
            | Self::ProxyPasswordFile => Form::Path,
            Self::PasswordCommand | Self::TokenCommand | Self::ProxyPasswordCommand => Form::Command,
            Self::Url
            | Self::Instance
            | Self::Scope
            | Self::Label
            | Self::Username
            | Self::Proxy
            | Self::NoProxy
            | Self::ProxyUsername => Form::Text,
        }
    }

    /// Whether it belongs to the profile's own server, so that it must not serve for another.
    #[must_use]
    pub fn is_of_server(self) -> bool {
        matches!(
            self,
            Self::Label
                | Self::Username
                | Self::PasswordFile
                | Self::PasswordCommand
                | Self::TokenFile
                | Self::TokenCommand
                | Self::ClientCertificate
                | Self::ClientKey
        )
    }

    /// What holds where nothing is said, for people.
    #[must_use]
    pub fn default_words(self) -> Option<&'static str> {
        match self {
            Self::Production | Self::ReadOnly | Self::RequireReason => Some("false"),
            Self::ReadAhead => Some("true"),
            Self::PageSize => Some("100"),
            Self::Timeout => Some("30"),
            Self::ConnectTimeout => Some("10"),
            _ => None,
        }
    }

    /// Checks a value.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn check(self, text: &str) -> Result<(), Fault> {
        match self {
            Self::Url => rules::origin(text).map(drop),
            Self::Instance => rules::instance(text).map(drop),
            Self::Scope => rules::scope(text).map(drop),
            Self::PageSize => rules::page_size(text).map(drop),
            Self::Timeout | Self::ConnectTimeout => rules::timeout(text).map(drop),
            Self::Production | Self::ReadOnly | Self::RequireReason | Self::ReadAhead => {
                super::switch(self.key(), text).map(drop)
            }
            Self::Proxy => super::proxy::parse(text).map(drop),
            Self::PasswordCommand | Self::TokenCommand | Self::ProxyPasswordCommand => {
                super::command_words(self.key(), text).map(drop)
            }
            _ if text.trim().is_empty() => Err(Fault::new(self.key(), "must not be empty")),
            _ => Ok(()),
        }
    }
}
