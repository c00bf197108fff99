//! An API server of our own: the documented calls, over HTTP, on a seeded `SQLite` database.
//!
//! It is what `demo` and `sandbox` run and what the tests talk to, so it is written from the API's description
//! alone and imports nothing else of this crate: a client that misread the description meets a server that did not.
//!
//! | module | what lives there |
//! |---|---|
//! | `operation`, `routes` | the calls of the API, their roles, the router |
//! | `access`, `checks`, `refusal` | who may, what is wrong with a request, how that is said |
//! | `licenses`, `scopes`, `query`, `pages` | the answers |
//! | `database`, `seed`, `vocabulary` | the data behind them |
//! | `faults`, `wire` | answers that go wrong on purpose |
//! | `server`, `options`, `start_error` | the life of the server |

mod access;
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
mod start_error;
mod vocabulary;
mod wire;

use std::net::SocketAddr;
use std::sync::Arc;
use std::thread::JoinHandle;

use tokio::sync::oneshot;

use database::Database;
pub use faults::{Faults, FaultsError};
pub use operation::{Kind, ROLES};
pub use options::{DEFAULT_TOKEN, MOST_LICENSES, Options, UpdateReading};
pub use start_error::StartError;
pub use vocabulary::{SeedScope, first_group, seed_scopes};

/// The only instance (`{draas_instance}` of the paths) that the sandbox serves.
pub const INSTANCE: &str = "sandbox";

/// A running sandbox server. It stops when dropped.
#[derive(Debug)]
pub struct Sandbox {
    address: SocketAddr,
    database: Arc<Database>,
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
        let (thread, started) = server::spawn(options, stopped)?;
        Ok(Self {
            address: started.address,
            database: started.database,
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
        format!("http://{}", self.address)
    }

    /// Blocks until the data is in place.
    ///
    /// # Errors
    /// The database refused the data (a full disk, say), or the server stopped before it was done.
    pub fn wait_until_seeded(&self) -> Result<(), StartError> {
        self.database.wait().map_err(StartError::Seeding)
    }

    /// Lets requests that are being answered finish (for half a second at most) and returns when the server is gone.
    pub fn stop(self) {
        drop(self);
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
