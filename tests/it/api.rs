//! The API client over real HTTP: against the sandbox, and against servers that answer oddly.

mod ahead;
mod bounded;
mod calls;
mod captured;
mod errors;
mod guard;
mod listing;
mod network;
mod noting;
mod odd;
mod owners;
mod privacy;
mod probe;
mod renewal;
mod scopes;
mod sessions;
mod support;
mod tokens;
mod trust;
mod writes;
