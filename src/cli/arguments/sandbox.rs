//! The words of `sandbox`.

use std::{net::SocketAddr, path::PathBuf, time::Duration};

use clap::{Args, ValueEnum};

use super::Demo;
use crate::domain::Scope;

/// `sandbox`
#[derive(Args, Debug)]
pub(in crate::cli) struct Sandbox {
    /// Address and port to listen on; port 0 takes a free one
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:0")]
    pub(in crate::cli) listen: SocketAddr,
    #[command(flatten)]
    pub(in crate::cli) data: Demo,
    /// The access token that is accepted always, besides those of log-ins
    #[arg(long, value_name = "TOKEN", default_value = crate::sandbox::DEFAULT_TOKEN)]
    pub(in crate::cli) token: String,
    /// Roles that the account lacks
    #[arg(long, value_name = "ROLE,…", value_delimiter = ',')]
    pub(in crate::cli) deny: Vec<String>,
    /// The scopes that the account is said to administer; the whole system where none is named
    #[arg(long, value_name = "KIND/UUID,…", value_delimiter = ',')]
    pub(in crate::cli) admin_of: Vec<Scope>,
    #[command(flatten)]
    pub(in crate::cli) account: SandboxAccount,
    #[command(flatten)]
    pub(in crate::cli) tls: SandboxTls,
    /// Compress long answers for clients that take gzip
    #[arg(long)]
    pub(in crate::cli) gzip: bool,
    /// What goes wrong on purpose: KIND[=VALUE][@OPERATION][*COUNT][%PERCENT],…
    ///
    /// Kinds: status=NNN, html=NNN, retry-after=SECONDS, latency=MILLISECONDS, late=MILLISECONDS (a 504, carried out
    /// later), slow=MILLISECONDS, stale=MILLISECONDS (lists as they were), garbage, huge, truncate, reset, lost,
    /// repeat. PERCENT is how likely it is; seed=N among them draws other lots. Operations: scopes, list, read, create,
    /// update, delete, login, verify, refresh, logout, whoami; all of them where none is named.
    #[arg(long, value_name = "SPEC", default_value = "")]
    pub(in crate::cli) faults: String,
}

/// Who can log in to the sandbox.
#[derive(Args, Debug)]
pub(in crate::cli) struct SandboxAccount {
    /// Name of the account that can log in
    #[arg(long, value_name = "NAME", requires = "password")]
    pub(in crate::cli) user: Option<String>,
    /// Password of the account; this is a sandbox, so everybody on the machine may see it
    #[arg(long, value_name = "TEXT", requires = "user")]
    pub(in crate::cli) password: Option<String>,
    /// What a log-in asks for after the password
    #[arg(long, value_name = "OPTION", requires = "user")]
    pub(in crate::cli) two_factor: Option<TwoFactor>,
    /// The code of the second factor; otherwise a new one is told on standard error at each log-in
    #[arg(long, value_name = "CODE", requires = "user")]
    pub(in crate::cli) code: Option<String>,
    /// How long the access tokens of log-ins are good; fractions are allowed [default: 300]
    #[arg(long, value_name = "SECONDS", requires = "user", value_parser = seconds)]
    pub(in crate::cli) access_lifetime: Option<Duration>,
}

/// What a log-in to the sandbox asks for after the password.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum TwoFactor {
    /// A code that comes by mail
    Email,
    /// A code of an authenticator
    Totp,
}

/// What the sandbox serves HTTPS with.
#[derive(Args, Debug)]
pub(in crate::cli) struct SandboxTls {
    /// Serve https with this certificate and those after it in the file, as PEM
    #[arg(long, value_name = "FILE", requires = "key")]
    pub(in crate::cli) certificate: Option<PathBuf>,
    /// The private key of the certificate, as PEM
    #[arg(long, value_name = "FILE", requires = "certificate")]
    pub(in crate::cli) key: Option<PathBuf>,
}

/// Reads a number of seconds, which may have a fraction.
fn seconds(text: &str) -> Result<Duration, String> {
    let number = text.parse::<f64>().map_err(|error| error.to_string())?;
    Duration::try_from_secs_f64(number).map_err(|error| error.to_string())
}
