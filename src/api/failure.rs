//! Answers that say no, as the problem that a call has. The API documents no error bodies (API section 2), so every
//! form that its relatives use is understood, and all else is shown as it came, cut short.

use std::borrow::Cow;

use serde_json::Value;

use super::{
    markup::{fold, is_page, title},
    transport::Answer,
    trouble::Trouble,
};
use crate::domain::{Call, Problem};

/// The most characters that are taken over from the server's words.
const LONGEST_REASON: usize = 400;

/// The most bytes of them that are looked at: far more than is shown, so that no secret is cut in the middle.
const LONGEST_LOOK: usize = 64 * 1024;

/// The problem that an answer other than a success stands for.
pub(super) fn problem(call: &Call, answer: &Answer) -> Problem {
    let reason = reason(answer);
    match answer.status {
        401 => Problem::Unauthenticated { reason },
        403 => match call.required_role() {
            Some(role) => Problem::Denied { role, reason },
            None => Problem::Forbidden { reason },
        },
        404 => Problem::NotFound { what: what(call), reason },
        status @ 429 => Problem::Busy { status, retry_after: answer.retry_after },
        status @ 400..=499 => Problem::Rejected { status, reason },
        status @ 500.. if call.is_write() => {
            Problem::OutcomeUnknown { reason: Problem::ServerFailed { status, reason }.message() }
        }
        status @ 503 if answer.retry_after.is_some() => {
            Problem::Busy { status, retry_after: answer.retry_after }
        }
        status @ 500.. => Problem::ServerFailed { status, reason },
        status => {
            let reason = format!("the status {status} has no meaning here");
            if call.is_write() { Problem::OutcomeUnknown { reason } } else { Problem::Broken { reason } }
        }
    }
}

/// What a call is about, for "not found".
fn what(call: &Call) -> String {
    match call {
        Call::ReadLicense { id, .. } => format!("license {id}"),
        Call::Write(write) => match write.id() {
            Some(id) => format!("license {id}"),
            None => write.scope.to_string(),
        },
        Call::ListLicenses { scope, .. } => scope.to_string(),
        Call::ListScopes { kind, .. } => kind.to_string(),
        Call::ReadJournal | Call::PrepareUndo { .. } => "the change".to_owned(),
        Call::LogIn(_) | Call::Verify(_) | Call::LogOut | Call::WhoAmI => {
            "the account's side of the API".to_owned()
        }
    }
}

/// The server's own words in the body of an answer that says no.
pub(super) fn reason(answer: &Answer) -> Option<String> {
    let text = String::from_utf8_lossy(answer.body.as_deref().ok()?);
    if is_page(answer.content_type.as_deref(), &text) {
        return Some(title(&text).map_or_else(
            || "a web page without a title".to_owned(),
            |title| short(&hidden(&title, answer)),
        ));
    }
    let words = match serde_json::from_str::<Value>(&text) {
        Ok(value) => Cow::Owned(words(&value)),
        Err(_) => text,
    };
    // Before it is cut short: a part of a secret is one too.
    let words = short(&hidden(&fold(&words), answer));
    (!words.is_empty()).then_some(words)
}

/// The words within the JSON forms that are known; else the JSON itself.
fn words(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Object(object) => {
            let inner = ["error", "reason", "message", "detail"].into_iter().find_map(|key| object.get(key));
            inner.map_or_else(|| value.to_string(), words)
        }
        other => other.to_string(),
    }
}

/// What is wrong with the body of a success that could not be read.
pub(super) fn broken(answer: &Answer, body: &[u8], error: &serde_json::Error) -> Trouble {
    let text = String::from_utf8_lossy(body);
    let content_type = answer.content_type.as_deref();
    let told_type = content_type.map(|told| short(&answer.mask.over(told)));
    let told_type = told_type.as_deref();
    let reason = if text.trim().is_empty() {
        format!("an empty body (status {})", answer.status)
    } else if is_page(content_type, &text) {
        let title = title(&text).map_or_else(
            || "no title".to_owned(),
            |title| format!("title {:?}", short(&hidden(&title, answer))),
        );
        format!("not JSON ({}, {title})", told_type.unwrap_or("a web page"))
    } else if error.is_eof() {
        format!("cut off after {} bytes", body.len())
    } else if error.is_data() {
        format!("not as documented: {}", answer.mask.over(&error.to_string()))
    } else {
        format!("not JSON ({}): {error}", told_type.unwrap_or("no content type"))
    };
    Trouble::Broken { reason }
}

/// The beginning of a text of the server's without what it must not tell.
fn hidden(text: &str, answer: &Answer) -> String {
    answer.mask.over(&text[..text.floor_char_boundary(LONGEST_LOOK)]).into_owned()
}

fn short(text: &str) -> String {
    match text.char_indices().nth(LONGEST_REASON) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests;
