//! The API client over real HTTP: against the sandbox, and against servers that answer oddly.

mod calls;
mod errors;
mod listing;
mod odd;
mod privacy;
mod scopes;
mod support;
mod trust;
mod writes;
