//! An API server of our own: the documented calls, over HTTP, on a seeded `SQLite` database.
//!
//! It is what `demo` and `sandbox` run and what the tests talk to, so it is written from the API's description
//! alone and imports nothing else of this crate: a client that misread the description meets a server that did not.
//!
//! | module | what lives there |
//! |---|---|
//! | `operation`, `routes`, `answered` | the calls of the API, their roles, the router, how often each was answered |
//! | `access`, `checks`, `refusal` | who may, what is wrong with a request, how that is said |
//! | `account`, `sessions`, `whoami` | who can log in, what comes of it, what the account is told of itself |
//! | `licenses`, `scopes`, `query`, `pages` | the answers |
//! | `database`, `seed`, `vocabulary` | the data behind them |
//! | `faults`, `wire` | answers that go wrong on purpose |
//! | `tls` | HTTPS |
//! | `server`, `options`, `start_error` | the life of the server |

mod access;
mod account;
mod answered;
mod checks;
mod database;
mod faults;
mod licenses;
mod operation;
mod options;
mod pages;
mod query;
mod refusal;
mod routes;
mod scopes;
mod seed;
mod server;
mod sessions;
mod start_error;
mod tls;
mod vocabulary;
mod whoami;
mod wire;

use std::fmt;
use std::net::SocketAddr;
use std::sync::Arc;
use std::thread::JoinHandle;

use tokio::sync::oneshot;

pub use account::{Account, SecondFactor};
pub use faults::{Faults, FaultsError};
pub use operation::{Kind, ROLES};
pub use options::{DEFAULT_TOKEN, MOST_LICENSES, Options, UpdateReading};
use routes::Service;
pub use start_error::StartError;
pub use tls::Tls;
pub use vocabulary::{SeedScope, first_group, seed_scopes};

/// The only instance (`{draas_instance}` of the paths) that the sandbox serves.
pub const INSTANCE: &str = "sandbox";

/// A running sandbox server. It stops when dropped.
pub struct Sandbox {
    address: SocketAddr,
    service: Arc<Service>,
    /// Whether it speaks HTTPS.
    secure: bool,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Sandbox {
    /// Opens the database, binds the address and serves on a thread of its own.
    ///
    /// Returns as soon as connections are taken; the data is filled in meanwhile, and requests wait for it.
    /// May be called with or without an async runtime around it.
    ///
    /// # Errors
    /// Options that cannot be served, an address that cannot be bound, a file that cannot be used.
    pub fn start(options: Options) -> Result<Self, StartError> {
        options.check()?;
        let (stop, stopped) = oneshot::channel();
        // A fault cuts a whole connection, which must not be shared by other requests then, as HTTP/2 would.
        let with_http2 = options.faults == Faults::default();
        let acceptor = options.tls.as_ref().map(|tls| tls.acceptor(with_http2)).transpose()?;
        let secure = acceptor.is_some();
        let (thread, started) = server::spawn(options, acceptor, stopped)?;
        Ok(Self {
            address: started.address,
            service: started.service,
            secure,
            stop: Some(stop),
            thread: Some(thread),
        })
    }

    /// Where it listens; the port is the real one also when port 0 was asked for.
    #[must_use]
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// The origin to configure in a client, without `/api/v01`.
    #[must_use]
    pub fn url(&self) -> String {
        let scheme = if self.secure { "https" } else { "http" };
        format!("{scheme}://{}", self.address)
    }

    /// How many requests with this method and to this path were answered so far, whatever the answer was, and also
    /// when a fault cut the connection instead. The path is a template of the description, such as
    /// `/api/v01/draas/{draas_instance}/groups`; a request is counted before its answer is sent.
    #[must_use]
    pub fn answered(&self, method: &str, path: &str) -> usize {
        self.service.answered.count(method, path)
    }

    /// The most requests that were being answered at the same moment so far; what a fault delays is being answered.
    #[must_use]
    pub fn most_at_once(&self) -> usize {
        self.service.answered.most()
    }

    /// How many requests are being answered now. One whose client went away is none of them, once that is noticed.
    #[must_use]
    pub fn at_work(&self) -> usize {
        self.service.answered.now()
    }

    /// The code that the last log-in that asked for one waits or waited for.
    #[must_use]
    pub fn last_code(&self) -> Option<String> {
        self.service.access.sessions.last_code()
    }

    /// Refuses every access token that was given to a log-in so far. Refresh tokens stay good, and so does
    /// [`Options::token`].
    pub fn expire_access(&self) {
        self.service.access.sessions.expire_access();
    }

    /// Refuses every access and refresh token that was given to a log-in so far. Trusted devices stay trusted, and
    /// [`Options::token`] stays good.
    pub fn end_sessions(&self) {
        self.service.access.sessions.end_all();
    }

    /// Lets nothing go wrong on purpose any more.
    pub fn end_faults(&self) {
        self.service.faults.end();
    }

    /// Blocks until the data is in place.
    ///
    /// # Errors
    /// The database refused the data (a full disk, say), or the server stopped before it was done.
    pub fn wait_until_seeded(&self) -> Result<(), StartError> {
        self.service.database.wait().map_err(StartError::Seeding)
    }

    /// Lets requests that are being answered finish (for half a second at most) and returns when the server is gone.
    pub fn stop(self) {
        drop(self);
    }
}

impl fmt::Debug for Sandbox {
    /// Where it listens, and none of its secrets.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Sandbox").field("url", &self.url()).finish_non_exhaustive()
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            // An error means that the server is gone already.
            let _ = stop.send(());
        }
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::error!("the sandbox server ended in a panic");
        }
    }
}
