//! Where the API is, who calls it, and what lies between.

use std::{fmt, path::PathBuf, sync::Arc, time::Duration};

use url::Url;

use crate::domain::{Journal, Secret, SecretSource, SessionKeeper};

/// Where the API is and how to speak to it. No secret shows in [`Debug`].
#[derive(Clone, Debug)]
pub struct Settings {
    /// Scheme, host and port, as [`rules::origin`](crate::domain::rules::origin) lets pass.
    pub origin: Url,
    /// The service provider's instance, as [`rules::instance`](crate::domain::rules::instance) lets pass.
    pub instance: String,
    /// Who calls.
    pub access: Access,
    /// The way to the server.
    pub network: Network,
    /// How long one try may take, from its start to the last byte of the answer.
    pub timeout: Duration,
    /// How careful to be with changes.
    pub care: Care,
}

/// How careful to be with changes.
#[derive(Clone, Debug)]
pub struct Care {
    /// Refuse every call that would change something.
    pub read_only: bool,
    /// Refuse every change without a reason.
    pub needs_reason: bool,
    /// Where changes are noted; none notes them nowhere.
    pub journal: Option<Arc<dyn Journal>>,
    /// How long a change whose answer was lost is looked for before it counts as not made.
    pub settling: Duration,
}

impl Default for Care {
    /// Changes are allowed without a reason, and noted nowhere.
    fn default() -> Self {
        Self { read_only: false, needs_reason: false, journal: None, settling: SETTLING }
    }
}

/// Long enough for a server that is slow to carry out what its proxy has given up on.
const SETTLING: Duration = Duration::from_secs(3);

/// Who calls: what goes into the Authorization header (API section 3).
#[derive(Clone, Debug)]
pub enum Access {
    /// Nobody. The server refuses most calls.
    Nobody,
    /// A machine, with a token of its own. It is asked for when the first call is made, and once more when the
    /// server refuses it and the source can give another.
    Token(Arc<dyn SecretSource>),
    /// An account that logs in.
    Session(SessionAccess),
}

/// How an account logs in and stays in.
#[derive(Clone, Debug)]
pub struct SessionAccess {
    /// Keeps the session between runs.
    pub keeper: Arc<dyn SessionKeeper>,
    /// Whose session it has to be; none takes whosever is kept.
    pub username: Option<String>,
    /// Logs in without asking anybody, at most once for each client.
    pub automatic: Option<AutomaticLogIn>,
}

/// What a log-in without questions needs.
#[derive(Clone, Debug)]
pub struct AutomaticLogIn {
    /// The account's name.
    pub username: String,
    /// Its password.
    pub password: Arc<dyn SecretSource>,
    /// The code of the second factor, should there be one.
    pub code: Option<Secret>,
}

/// The way to the server.
#[derive(Clone, Debug, Default)]
pub struct Network {
    /// What stands between.
    pub proxy: Proxy,
    /// Certificate authorities beside those of the system, in PEM.
    pub authorities: Option<File>,
    /// Who we are to a server that asks for a certificate.
    pub identity: Option<Identity>,
    /// How long a connection may take; none leaves it to the client.
    pub connect_timeout: Option<Duration>,
}

/// The proxy between us and the server. Neither user name nor password shows in [`Debug`].
#[derive(Clone)]
pub enum Proxy {
    /// As `HTTPS_PROXY`, `ALL_PROXY` and `NO_PROXY` say.
    Environment {
        /// Hosts that are reached without it beside those of `NO_PROXY`.
        except: Option<String>,
    },
    /// None, whatever the environment says.
    Direct,
    /// This one.
    Through {
        /// Its address: `http`, `https`, `socks5` (names are looked up here) or `socks5h` (there).
        url: Url,
        /// What it asks for.
        credentials: Option<(String, Arc<dyn SecretSource>)>,
        /// Hosts that are reached without it, as in `NO_PROXY`.
        except: Option<String>,
    },
}

impl Default for Proxy {
    fn default() -> Self {
        Self::Environment { except: None }
    }
}

impl fmt::Debug for Proxy {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Environment { except } => {
                formatter.debug_struct("Environment").field("except", except).finish()
            }
            Self::Direct => formatter.write_str("Direct"),
            Self::Through { url, credentials, except } => formatter
                .debug_struct("Through")
                .field("url", &without_credentials(url).as_str())
                .field("has_credentials", &credentials.is_some())
                .field("except", except)
                .finish(),
        }
    }
}

/// An address without user name and password.
pub(super) fn without_credentials(url: &Url) -> Url {
    let mut url = url.clone();
    // Only addresses without a host refuse this, and those have neither.
    let _ = url.set_username("");
    let _ = url.set_password(None);
    url
}

/// A client certificate and its key.
#[derive(Clone, Debug)]
pub struct Identity {
    /// The certificate and those that vouch for it, in PEM.
    pub certificate: File,
    /// The private key, in PEM.
    pub key: Secret,
    /// Where the key was read.
    pub key_path: PathBuf,
}

/// A file as it was read; the path is for messages.
#[derive(Clone)]
pub struct File {
    /// Where it was read.
    pub path: PathBuf,
    /// What was in it.
    pub bytes: Vec<u8>,
}

impl fmt::Debug for File {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("File").field(&self.path).finish()
    }
}
