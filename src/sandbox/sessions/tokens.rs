//! The tokens that were given out: shaped like JWTs, found by their exact text.

use std::collections::HashMap;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use uuid::Uuid;

/// What a token is good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::sandbox) enum Purpose {
    /// Calls.
    Access,
    /// New access tokens.
    Refresh,
}

impl Purpose {
    /// The word in the claims.
    const fn word(self) -> &'static str {
        match self {
            Self::Access => "access",
            Self::Refresh => "refresh",
        }
    }
}

/// What is known of a token.
#[derive(Clone)]
pub(super) struct Grant {
    /// The log-in that it comes from.
    pub(super) session: Uuid,
    pub(super) purpose: Purpose,
    /// Since when it is good, when half of that is over, and until when; all since the year 1970.
    issued: Duration,
    half_life: Duration,
    expires: Duration,
    /// The refresh token that is refused from this token's first use on.
    pub(super) supersedes: Option<String>,
}

impl Grant {
    pub(super) fn new(session: Uuid, purpose: Purpose, lifetime: Duration, now: Duration) -> Self {
        let [half_life, expires] = [lifetime / 2, lifetime].map(|life| now.saturating_add(life));
        Self { session, purpose, issued: now, half_life, expires, supersedes: None }
    }

    /// Whether it is in the last half of its life.
    pub(super) fn nears_its_end(&self, now: Duration) -> bool {
        now >= self.half_life
    }
}

/// Every token that may still be good.
#[derive(Default)]
pub(super) struct Tokens {
    grants: HashMap<String, Grant>,
}

impl Tokens {
    /// Gives out a token. The claims are in whole seconds, as usual; what counts is the exact grant.
    pub(super) fn give(&mut self, subject: &str, grant: Grant) -> String {
        let claims = json!({
            "sub": subject,
            "iat": grant.issued.as_secs(),
            "exp": grant.expires.as_secs(),
            "jti": Uuid::new_v4(),
            "type": grant.purpose.word(),
        });
        let signature = [Uuid::new_v4(), Uuid::new_v4()].map(Uuid::into_bytes).concat();
        let token = format!(
            "{}.{}.{}",
            encoded(&json!({"alg": "HS256", "typ": "JWT"})),
            encoded(&claims),
            URL_SAFE_NO_PAD.encode(signature)
        );
        self.grants.retain(|_, known| known.expires > grant.issued);
        self.grants.insert(token.clone(), grant);
        token
    }

    /// Uses a token: what is known of it, if it is good. Its first use ends the token that it supersedes.
    pub(super) fn redeem(&mut self, token: &str, purpose: Purpose, now: Duration) -> Option<Grant> {
        let grant = self.grants.get(token)?;
        if grant.purpose != purpose || grant.expires <= now {
            return None;
        }
        let grant = grant.clone();
        if let Some(old) = &grant.supersedes {
            self.grants.remove(old);
        }
        Some(grant)
    }

    /// Ends the session that a token belongs to.
    pub(super) fn end_session_of(&mut self, token: &str) {
        if let Some(session) = self.grants.get(token).map(|grant| grant.session) {
            self.grants.retain(|_, grant| grant.session != session);
        }
    }

    /// Ends all tokens of a purpose.
    pub(super) fn end(&mut self, purpose: Purpose) {
        self.grants.retain(|_, grant| grant.purpose != purpose);
    }
}

fn encoded(part: &Value) -> String {
    URL_SAFE_NO_PAD.encode(part.to_string())
}
