//! One request and its answer, as they can be shown: what is secret was left out when they were captured.

use std::{fmt, time::Duration};

/// What went over the wire. Neither tokens nor passwords nor codes are in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exchange {
    /// When it was sent: RFC 3339, UTC, with milliseconds.
    pub time: String,
    /// The method.
    pub method: String,
    /// The whole address.
    pub url: String,
    /// How many tries of the same request went before.
    pub retries: u32,
    /// The headers that were sent, in order; those that hold secrets as `…`.
    pub request_headers: Vec<(String, String)>,
    /// The body that was sent.
    pub request_body: Option<Body>,
    /// What came back, or why nothing did.
    pub answer: Result<Answered, String>,
    /// How long it took, to the last byte.
    pub took: Duration,
}

/// What came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    /// The status.
    pub status: u16,
    /// The headers, in order; those that hold secrets as `…`.
    pub headers: Vec<(String, String)>,
    /// The body, as far as it came.
    pub body: Body,
    /// Why the body did not come to its end.
    pub broken: Option<String>,
}

/// A body that can be shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Body {
    /// Its beginning.
    pub text: String,
    /// How many bytes the whole has.
    pub bytes: u64,
    /// Whether `text` is not all of it.
    pub is_cut: bool,
}

/// Somebody who keeps exchanges.
pub trait Recorder: fmt::Debug + Send + Sync {
    /// Takes one; quickly.
    fn record(&self, exchange: Exchange);
}
