//! Floor 1: the API over HTTP. The only place that names reqwest.
//!
//! A [`Call`](crate::domain::Call) goes in, a [`Reply`](crate::domain::Reply) or a
//! [`Problem`](crate::domain::Problem) comes out. May use: [`domain`](crate::domain).
//!
//! | module | what lives there |
//! |---|---|
//! | `settings` | where the API is and how to speak to it |
//! | `client` | which requests a call takes |
//! | `auth` | log in, second factor, refresh, log out, who one is |
//! | `bearer`, `session`, `single_flight` | who calls: a machine's token or an account's session, renewed once for all |
//! | `transport` | one request: addresses, redirects, bounded bodies |
//! | `capture` | what went over the wire, to be shown; without what is secret |
//! | `network` | the way to the server: proxy, certificates, time limits |
//! | `probe` | what lies on that way, step by step |
//! | `trouble` | a request without a whole answer, and what that means for reads and for writes |
//! | `failure`, `markup`, `mask` | answers that say no, in words, without what is secret |
//! | `wire` | JSON and the domain |
//! | `scopes` | the lists of scopes, and the way to them through the groups |
//! | `detached` | work that blocks, and work that must not be cut off |
//! | `writing`, `settling` | a write from its guard to its end, and what became of one whose answer was lost |
//! | `undoing` | the journal, read, and the inverse of its entries |
//! | `listing` | whole lists |
//! | `patience`, `retry_after` | trying again, and waiting where the server asks for it |

mod auth;
mod bearer;
mod capture;
mod client;
mod detached;
mod failure;
mod listing;
mod markup;
mod mask;
mod network;
mod patience;
pub mod probe;
mod retry_after;
mod scopes;
mod session;
mod settings;
mod settling;
mod single_flight;
mod transport;
mod trouble;
mod undoing;
mod wire;
mod writing;

use std::time::Duration;

pub use client::Client;
pub use listing::Listing;
pub use patience::{LONGEST_WAIT, Patience};
pub use settings::{Access, AutomaticLogIn, Care, File, Identity, Network, Proxy, SessionAccess, Settings};
pub use wire::license_page;

/// How long one try may take unless the operator says otherwise.
pub const DEFAULT_TIMEOUT: Duration = Duration::from_secs(30);
