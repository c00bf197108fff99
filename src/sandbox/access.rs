//! Who may: the Bearer token (section 3 of the API) and the roles (section 1).

use axum::http::{HeaderMap, header};

use super::operation::Operation;
use super::refusal::Refusal;

/// The one account of the sandbox: a system administrator, less the denied roles.
#[derive(Debug)]
pub(super) struct Access {
    token: String,
    denied_roles: Vec<String>,
}

impl Access {
    pub(super) const fn new(token: String, denied_roles: Vec<String>) -> Self {
        Self { token, denied_roles }
    }

    /// Whether the request carries the token.
    pub(super) fn authenticate(&self, headers: &HeaderMap) -> Result<(), Refusal> {
        let Some(value) = headers.get(header::AUTHORIZATION) else {
            return Err(Refusal::Unauthenticated("a Bearer token is required"));
        };
        match value.as_bytes().split_at_checked(BEARER.len()) {
            Some((scheme, token))
                if scheme.eq_ignore_ascii_case(BEARER) && token == self.token.as_bytes() =>
            {
                Ok(())
            }
            _ => Err(Refusal::Unauthenticated("the Bearer token is not valid")),
        }
    }

    /// Whether the account has the role of the call.
    pub(super) fn admit(&self, operation: Operation) -> Result<(), Refusal> {
        let role = operation.required_role();
        if self.denied_roles.iter().any(|denied| denied == role) {
            Err(Refusal::Denied(role))
        } else {
            Ok(())
        }
    }
}

const BEARER: &[u8] = b"Bearer ";
