//! Answers that say no: `{"error": "…"}` with the status that fits.

use std::fmt::Display;

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

/// Why a request is not granted.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// The token, or whatever else proves who calls, is missing or wrong.
    Unauthenticated(&'static str),
    /// The account lacks this role.
    Denied(&'static str),
    /// There is nothing at this address.
    NotFound(String),
    /// The path exists, for other methods.
    WrongMethod,
    /// The request is wrong: the field first, then what is wrong with it.
    Rejected(&'static str, String),
    /// The body is longer than is read.
    TooLong,
    /// The sandbox itself failed.
    Broken(String),
}

#[derive(Serialize)]
struct Body {
    error: String,
}

impl Refusal {
    /// A 401 about a token that was never given out, has ended, or is for another purpose.
    pub(super) const INVALID_TOKEN: Self = Self::Unauthenticated("the Bearer token is not valid");

    /// A 400 about one field of the request.
    pub(super) fn rejected(field: &'static str, reason: impl Into<String>) -> Self {
        Self::Rejected(field, reason.into())
    }

    /// A 404 about a scope, a license or an instance.
    pub(super) fn no_such(what: &str, which: impl Display) -> Self {
        Self::NotFound(format!("there is no {what} {which}"))
    }

    const fn status(&self) -> StatusCode {
        match self {
            Self::Unauthenticated(_) => StatusCode::UNAUTHORIZED,
            Self::Denied(_) => StatusCode::FORBIDDEN,
            Self::NotFound(_) => StatusCode::NOT_FOUND,
            Self::WrongMethod => StatusCode::METHOD_NOT_ALLOWED,
            Self::Rejected(..) => StatusCode::BAD_REQUEST,
            Self::TooLong => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Broken(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn text(self) -> String {
        match self {
            Self::Unauthenticated(reason) => reason.to_owned(),
            Self::Denied(role) => format!("the role {role} is required"),
            Self::NotFound(reason) | Self::Broken(reason) => reason,
            Self::WrongMethod => "this path does not take this method".to_owned(),
            Self::Rejected(field, reason) => format!("{field}: {reason}"),
            Self::TooLong => "body: longer than 1 MiB".to_owned(),
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let status = self.status();
        let mut response = (status, Json(Body { error: self.text() })).into_response();
        if status == StatusCode::UNAUTHORIZED {
            response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}

impl From<rusqlite::Error> for Refusal {
    fn from(error: rusqlite::Error) -> Self {
        tracing::error!(%error, "the database of the sandbox failed");
        Self::Broken(format!("the database failed: {error}"))
    }
}
