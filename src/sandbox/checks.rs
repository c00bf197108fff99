//! What a body may say. Each rule is here once; the first that is broken is the reason of the refusal.

#[cfg(test)]
mod tests;

use serde_json::{Map, Value};

use super::options::UpdateReading;
use super::refusal::Refusal;
use super::sessions::{Credentials, Proof};

const LONGEST_SKU: usize = 64;
const LONGEST_NAME: usize = 128;
const LONGEST_DESCRIPTION: usize = 1024;

/// The two statuses that the API documents (section 1.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Status {
    Enabled,
    Disabled,
}

impl Status {
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Enabled => "enabled",
            Self::Disabled => "disabled",
        }
    }
}

/// A license to create.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Draft {
    pub(super) sku: String,
    pub(super) name: String,
    pub(super) description: Option<String>,
    pub(super) status: Status,
}

/// What to set in a license; the rest stays.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Change {
    pub(super) name: Option<String>,
    pub(super) description: Option<String>,
    pub(super) status: Option<Status>,
}

/// Reads the body of a create (section 1.3).
pub(super) fn draft(body: &[u8]) -> Result<Draft, Refusal> {
    let body = object(body)?;
    Ok(Draft {
        sku: required("sku", sku(&body)?)?,
        name: required("name", name(&body)?)?,
        description: description(&body)?,
        status: status(&body)?.unwrap_or(Status::Enabled),
    })
}

/// Reads the body of a modify (section 1.4), whose omitted fields the reading fills in or leaves alone.
pub(super) fn change(body: &[u8], reading: UpdateReading) -> Result<Change, Refusal> {
    let body = object(body)?;
    if body.contains_key("sku") {
        return Err(Refusal::rejected("sku", "cannot be changed"));
    }
    let change = Change { name: name(&body)?, description: description(&body)?, status: status(&body)? };
    match reading {
        UpdateReading::Partial => Ok(change),
        UpdateReading::Replace => Ok(Change {
            name: Some(required("name", change.name)?),
            description: Some(change.description.unwrap_or_default()),
            status: Some(change.status.unwrap_or(Status::Enabled)),
        }),
    }
}

/// Reads the body of a log-in (section 3), which has no other keys.
pub(super) fn credentials(body: &[u8]) -> Result<Credentials, Refusal> {
    let body = object(body)?;
    if let Some(key) = body.keys().find(|key| !["username", "password"].contains(&key.as_str())) {
        return Err(Refusal::rejected("body", format!("takes username and password only, not {key:?}")));
    }
    Ok(Credentials {
        username: required("username", text("username", usize::MAX, &body)?)?,
        password: required("password", text("password", usize::MAX, &body)?)?,
    })
}

/// Reads the body of the second step of a log-in (section 3).
pub(super) fn proof(body: &[u8]) -> Result<Proof, Refusal> {
    let body = object(body)?;
    let trust = match body.get("trust") {
        None => false,
        Some(Value::Bool(trust)) => *trust,
        Some(_) => return Err(Refusal::rejected("trust", "must be true or false")),
    };
    Ok(Proof {
        payload: required("2fa_payload", text("2fa_payload", usize::MAX, &body)?)?,
        code: required("code", text("code", usize::MAX, &body)?)?,
        trust,
    })
}

fn object(body: &[u8]) -> Result<Map<String, Value>, Refusal> {
    match serde_json::from_slice(body) {
        Ok(Value::Object(object)) => Ok(object),
        Ok(_) => Err(Refusal::rejected("body", "must be a JSON object")),
        Err(error) => Err(Refusal::rejected("body", format!("is not JSON: {error}"))),
    }
}

fn required<T>(field: &'static str, value: Option<T>) -> Result<T, Refusal> {
    value.ok_or_else(|| Refusal::rejected(field, "is required"))
}

fn sku(body: &Map<String, Value>) -> Result<Option<String>, Refusal> {
    word("sku", LONGEST_SKU, body)
}

fn name(body: &Map<String, Value>) -> Result<Option<String>, Refusal> {
    word("name", LONGEST_NAME, body)
}

fn description(body: &Map<String, Value>) -> Result<Option<String>, Refusal> {
    text("description", LONGEST_DESCRIPTION, body)
}

fn status(body: &Map<String, Value>) -> Result<Option<Status>, Refusal> {
    match text("status", usize::MAX, body)?.as_deref() {
        None => Ok(None),
        Some("enabled") => Ok(Some(Status::Enabled)),
        Some("disabled") => Ok(Some(Status::Disabled)),
        Some(_) => Err(Refusal::rejected("status", "must be enabled or disabled")),
    }
}

/// A text on one line that says something.
fn word(field: &'static str, longest: usize, body: &Map<String, Value>) -> Result<Option<String>, Refusal> {
    let value = text(field, longest, body)?;
    match value.as_deref() {
        Some(text) if text.trim().is_empty() => Err(Refusal::rejected(field, "must not be empty")),
        Some(text) if text.chars().any(char::is_control) => {
            Err(Refusal::rejected(field, "must not contain control characters"))
        }
        Some(_) | None => Ok(value),
    }
}

/// A text of at most so many characters; a present `null` is none.
fn text(field: &'static str, longest: usize, body: &Map<String, Value>) -> Result<Option<String>, Refusal> {
    match body.get(field) {
        None => Ok(None),
        Some(Value::String(text)) if text.chars().count() > longest => {
            Err(Refusal::rejected(field, format!("must have at most {longest} characters")))
        }
        Some(Value::String(text)) => Ok(Some(text.clone())),
        Some(_) => Err(Refusal::rejected(field, "must be a string")),
    }
}
