//! Who may: the Bearer token (section 3 of the API) and the roles (section 1).

use axum::http::{HeaderMap, header};

use super::operation::Operation;
use super::refusal::Refusal;
use super::sessions::{Purpose, Sessions, now};

/// Who makes a call.
#[derive(Debug, Clone)]
pub(super) enum Caller {
    /// Whoever: the call takes no token.
    Anybody,
    /// Whoever has the token that never ends.
    Machine,
    /// The account, with this token of a session.
    Account(String),
}

/// Everybody is a system administrator here, less the denied roles.
pub(super) struct Access {
    pub(super) token: String,
    pub(super) denied_roles: Vec<String>,
    pub(super) sessions: Sessions,
}

impl Access {
    /// Whose token the request carries; it must be one for this purpose.
    pub(super) fn authenticate(&self, headers: &HeaderMap, purpose: Purpose) -> Result<Caller, Refusal> {
        let Some(value) = headers.get(header::AUTHORIZATION) else {
            return Err(Refusal::Unauthenticated("a Bearer token is required"));
        };
        let token = match value.as_bytes().split_at_checked(BEARER.len()) {
            Some((scheme, token)) if scheme.eq_ignore_ascii_case(BEARER) => token,
            _ => return Err(Refusal::INVALID_TOKEN),
        };
        if purpose == Purpose::Access && token == self.token.as_bytes() {
            return Ok(Caller::Machine);
        }
        match str::from_utf8(token) {
            Ok(token) if self.sessions.redeem(token, purpose, now()) => Ok(Caller::Account(token.to_owned())),
            _ => Err(Refusal::INVALID_TOKEN),
        }
    }

    /// Whether the account has the role of the call, if it needs one.
    pub(super) fn admit(&self, operation: Operation) -> Result<(), Refusal> {
        match operation.required_role() {
            Some(role) if self.denied_roles.iter().any(|denied| denied == role) => Err(Refusal::Denied(role)),
            Some(_) | None => Ok(()),
        }
    }
}

const BEARER: &[u8] = b"Bearer ";
