//! The sandbox server, over real HTTP: what the API's description promises, and what goes wrong on purpose.

#![expect(clippy::unwrap_used, reason = "what these helpers expect is what the tests assert")]

mod support;

mod access;
mod answered;
mod authority;
mod description;
mod faults;
mod gzip;
mod licenses;
mod paging;
mod persistence;
mod refusals;
mod scopes;
mod sessions;
mod start;
mod tls;
