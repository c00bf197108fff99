//! JSON and the domain. Unknown fields are tolerated, unknown statuses kept, odd types of what merely informs
//! overlooked; what a record cannot do without is insisted on.

mod account;
mod lenient;

use std::borrow::Cow;

use serde::{Deserialize, de::Error as _};
use serde_json::{Error, Map, Value, json};
use uuid::Uuid;

use crate::domain::{
    Draft, License, LicenseId, LicensePage, PageToken, Scope, ScopeEntry, ScopeKind, Status,
};

pub(super) use account::{
    LogInAnswer, account, log_in_answer, log_in_body, refreshed, second_factor, verification_body,
};

#[derive(Deserialize)]
struct ListBody<'a> {
    #[serde(default)]
    results: Value,
    #[serde(default)]
    pages: Value,
    #[serde(default)]
    page: Value,
    #[serde(default)]
    next: Value,
    #[serde(borrow)]
    licenses: Vec<ListedBody<'a>>,
}

#[derive(Deserialize)]
struct ListedBody<'a> {
    #[serde(deserialize_with = "lenient::id")]
    id: i64,
    #[serde(borrow, default, deserialize_with = "lenient::text")]
    name: Option<Cow<'a, str>>,
    #[serde(borrow, default, deserialize_with = "lenient::text")]
    description: Option<Cow<'a, str>>,
    #[serde(borrow, default, deserialize_with = "lenient::text")]
    sku: Option<Cow<'a, str>>,
    #[serde(borrow, default, deserialize_with = "lenient::text")]
    status: Option<Cow<'a, str>>,
}

impl ListedBody<'_> {
    fn license(self) -> License {
        License {
            id: LicenseId(self.id),
            name: self.name.unwrap_or_default().into_owned(),
            description: self.description.map(Cow::into_owned),
            sku: self.sku.unwrap_or_default().into_owned(),
            status: Status::from_word(&self.status.unwrap_or_default()),
        }
    }
}

#[derive(Deserialize)]
struct CreatedBody {
    #[serde(deserialize_with = "lenient::id")]
    id: i64,
}

/// A page of licenses (API section 1.1).
///
/// # Errors
/// No JSON, no `licenses`, a license without an id, a `next` that cannot be sent back.
pub fn license_page(body: &[u8]) -> Result<LicensePage, Error> {
    // Whether all is text is soon told, of each piece it takes longer. What is none may stand where nobody looks.
    let body: ListBody = match str::from_utf8(body) {
        Ok(text) => serde_json::from_str(text),
        Err(_) => serde_json::from_slice(body),
    }?;
    Ok(LicensePage {
        results: lenient::count(&body.results),
        pages: lenient::count(&body.pages),
        page: lenient::count(&body.page),
        next: next(&body.next)?,
        licenses: body.licenses.into_iter().map(ListedBody::license).collect(),
    })
}

/// A license as it is read alone (API section 1.2): without an id, so the one that was asked for is put in.
///
/// # Errors
/// No JSON, or an object that has nothing of a license.
pub(super) fn license(body: &[u8], id: LicenseId) -> Result<License, Error> {
    let mut object: Map<String, Value> = serde_json::from_slice(body)?;
    if !["name", "sku", "status"].iter().any(|key| object.contains_key(*key)) {
        return Err(Error::custom("neither `name` nor `sku` nor `status`"));
    }
    object.insert("id".to_owned(), id.0.into());
    Ok(ListedBody::deserialize(Value::Object(object))?.license())
}

/// The id of a license that was created (API section 1.3).
///
/// # Errors
/// No JSON, or no id.
pub(super) fn created(body: &[u8]) -> Result<LicenseId, Error> {
    let body: CreatedBody = serde_json::from_slice(body)?;
    Ok(LicenseId(body.id))
}

/// A page of scopes (API section 4) and the token of the next. Entries without a UUID lead nowhere and are left out.
///
/// # Errors
/// No JSON, no list in it, a `next` that cannot be sent back.
pub(super) fn scope_page(
    body: &[u8], kind: ScopeKind,
) -> Result<(Vec<ScopeEntry>, Option<PageToken>), Error> {
    let value: Value = serde_json::from_slice(body)?;
    let Value::Object(mut object) = value else {
        return Err(Error::custom("not an object"));
    };
    let next = next(object.get("next").unwrap_or(&Value::Null))?;
    // The list is said to bear the kind's name; the only list there is does as well.
    let list = object.remove(kind.word()).or_else(|| object.into_values().find(Value::is_array));
    match list {
        Some(Value::Array(list)) => Ok((list.iter().filter_map(|entry| scope(entry, kind)).collect(), next)),
        _ => Err(Error::custom(format_args!("missing list `{kind}`"))),
    }
}

fn scope(entry: &Value, kind: ScopeKind) -> Option<ScopeEntry> {
    let uuid = Uuid::try_parse(entry.get("uuid")?.as_str()?.trim()).ok()?;
    let name = entry.get("name").and_then(Value::as_str).map(str::to_owned);
    Some(ScopeEntry { scope: Scope { kind, uuid }, name })
}

/// The longest token that is sent back, in bytes; servers take no longer addresses.
const LONGEST_TOKEN: usize = 16 * 1024;

/// The token of the next page; null and emptiness are absence (API section 1.1).
fn next(value: &Value) -> Result<Option<PageToken>, Error> {
    match value {
        Value::Null | Value::Bool(false) => Ok(None),
        Value::String(token) if token.is_empty() => Ok(None),
        Value::String(token) if token.len() > LONGEST_TOKEN => Err(Error::custom("`next` is too long")),
        Value::String(token) => Ok(Some(PageToken(token.clone()))),
        Value::Number(number) => Ok(Some(PageToken(number.to_string()))),
        _ => Err(Error::custom("`next` is no text")),
    }
}

/// The body that creates a license (API section 1.3).
pub(super) fn create_body(draft: &Draft) -> Value {
    let mut body = json!({ "name": draft.name, "sku": draft.sku, "status": draft.status });
    if let Some(description) = &draft.description {
        body["description"] = description.as_str().into();
    }
    body
}

/// The body that changes a license into `merged` (API section 1.4). Whether a PUT leaves alone what it omits is not
/// known, so everything is sent that the server has; the SKU never is.
pub(super) fn update_body(merged: &License) -> Value {
    let mut body = json!({ "name": merged.name });
    if let Some(description) = &merged.description {
        body["description"] = description.as_str().into();
    }
    if !merged.status.word().is_empty() {
        body["status"] = merged.status.word().into();
    }
    body
}

#[cfg(test)]
mod tests;
