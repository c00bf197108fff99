//! When an access token expires. It says so itself, in the clear (RFC 7519 section 4.1); nothing is verified, that is
//! the server's business. What is found here only saves a refused call, so what is not known is simply waited for.

use std::time::{Duration, SystemTime};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::Deserialize;
use tokio::time::Instant;

use crate::domain::Secret;

/// A token is refreshed at most this long before it expires.
const LONGEST_MARGIN: Duration = Duration::from_secs(30);

/// When to refresh a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Expiry {
    /// None where the token does not say, or not credibly.
    due: Option<Instant>,
}

#[derive(Deserialize)]
struct Claims {
    #[serde(default)]
    iat: Option<f64>,
    #[serde(default)]
    exp: Option<f64>,
}

impl Expiry {
    /// Of a token that came from the server just now. How long it lives, by the server's own clock, is counted from
    /// here, so the clock of this machine need not be right; only without an issue time is `wall` asked, in seconds
    /// since 1970.
    pub(super) fn of_received(token: &Secret, now: Instant, wall: f64) -> Self {
        let lifetime = claims(token).and_then(|claims| match claims {
            Claims { iat: Some(iat), exp: Some(exp) } => Some(exp - iat),
            Claims { iat: None, exp: Some(exp) } => Some(exp - wall),
            Claims { exp: None, .. } => None,
        });
        // Nobody issues tokens that have expired: one of the clocks is wrong.
        let lifetime = lifetime.filter(|lifetime| *lifetime > 0.0).and_then(seconds);
        Self { due: lifetime.and_then(|lifetime| now.checked_add(lifetime.checked_sub(margin(lifetime))?)) }
    }

    /// Of a token that was kept for a while: only the clock of this machine can tell how old it is.
    pub(super) fn of_kept(token: &Secret, now: Instant, wall: f64) -> Self {
        let due = claims(token).and_then(|Claims { iat, exp }| {
            let left = seconds((exp? - wall).max(0.0))?;
            let lifetime = iat.zip(exp).and_then(|(iat, exp)| seconds(exp - iat)).unwrap_or(left);
            now.checked_add(left.saturating_sub(margin(lifetime)))
        });
        Self { due }
    }

    /// Whether it is time to refresh.
    pub(super) fn is_due(self, now: Instant) -> bool {
        self.due.is_some_and(|due| due <= now)
    }
}

fn margin(lifetime: Duration) -> Duration {
    LONGEST_MARGIN.min(lifetime / 10)
}

fn seconds(seconds: f64) -> Option<Duration> {
    Duration::try_from_secs_f64(seconds).ok()
}

fn claims(token: &Secret) -> Option<Claims> {
    let payload = token.expose().split('.').nth(1)?;
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(payload.trim_end_matches('=')).ok()?).ok()
}

/// The seconds since 1970 by the clock of this machine.
pub(super) fn wall_clock() -> f64 {
    #[expect(
        clippy::disallowed_methods,
        reason = "the expiry of a kept token is told by the clock on the wall"
    )]
    let now = SystemTime::now();
    now.duration_since(SystemTime::UNIX_EPOCH).map_or(0.0, |since| since.as_secs_f64())
}

#[cfg(test)]
mod tests;
