//! Bodies, right and wrong, and what a page has to be like that was made of one.

use fastrand::Rng;
use lictor::domain::{Call, LicensePage, Operation, PageToken};
use serde_json::{Value, json};

use super::{calls, http};
use crate::{
    mutation::{break_bytes, change_value, number, once_in, pick, text},
    support::canned::Asked,
};

/// The body and the status of an answer; where `is_right`, those that the API documents.
pub(super) fn of(rng: &mut Rng, call: &Call, asked: &Asked, token: &str, is_right: bool) -> (Vec<u8>, u16) {
    let (right, status) = documented(rng, call, asked);
    if is_right {
        return (right.to_string().into_bytes(), status);
    }
    let status = if once_in(rng, 3) { http::status(rng) } else { status };
    let mut body = match rng.u8(..16) {
        0 => Vec::new(),
        1 => nested(rng, &right),
        2 => doubled(rng, &right),
        3 => numbers(rng, &right),
        4..7 => words(rng, token),
        7 => page_of_html(rng, token),
        8..12 => {
            let mut right = right;
            (0..=rng.usize(..3)).for_each(|_| change_value(rng, &mut right));
            right.to_string().into_bytes()
        }
        _ => right.to_string().into_bytes(),
    };
    if once_in(rng, 4) {
        break_bytes(rng, &mut body);
    }
    (body, status)
}

fn documented(rng: &mut Rng, call: &Call, asked: &Asked) -> (Value, u16) {
    let license = calls::license();
    let one = json!({"name": license.name, "description": "d", "sku": license.sku, "status": "enabled"});
    match call {
        Call::ListScopes { kind, .. } => {
            let entry = json!({"uuid": calls::group().uuid, "name": text(rng)});
            (json!({"results": 1, (kind.word()): [entry, {}], "next": next(rng)}), 200)
        }
        Call::ListLicenses { .. } => (page(rng), 200),
        Call::ReadLicense { .. } => (one, 200),
        Call::Write(write) => match (&write.operation, asked.method.as_str()) {
            (Operation::Create(_), "GET") => (page(rng), 200),
            (_, "GET") => (one, 200),
            (Operation::Create(_), _) => (json!({"id": rng.u32(..)}), 200),
            _ => (Value::Null, 204),
        },
        Call::LogIn(_) if rng.bool() => (json!({"2fa_payload": {"a": text(rng)}, "option": "totp"}), 200),
        Call::LogIn(_) | Call::Verify(_) => {
            (json!({"access_token": "fresh-access", "refresh_token": "fresh-refresh", "token": null}), 200)
        }
        _ => {
            let role = json!({"name": text(rng), "allowed": true});
            let admin = json!({"level": "group", "reference": calls::group().uuid});
            (json!({"username": text(rng), "admin_of": [admin], "profile": {"api_rules": [role]}}), 200)
        }
    }
}

fn page(rng: &mut Rng) -> Value {
    let license = |number: usize, rng: &mut Rng| {
        let status = pick(rng, &["enabled", "disabled", "odd"]);
        json!({"id": number, "name": text(rng), "description": text(rng), "sku": text(rng), "status": status})
    };
    let licenses: Vec<Value> = (0..rng.usize(..6)).map(|number| license(number, rng)).collect();
    json!({"results": 1, "pages": 2, "page": 1, "licenses": licenses, "next": next(rng)})
}

fn next(rng: &mut Rng) -> Value {
    if rng.bool() { Value::Null } else { text(rng).into() }
}

/// Without a floor, or nearly so.
fn nested(rng: &mut Rng, right: &Value) -> Vec<u8> {
    let depth = pick(rng, &[3, 100, 127, 128, 129, 5_000]);
    let (open, close) = pick(rng, &[("[", "]"), ("{\"a\":", "}"), ("{\"error\":", "}")]);
    let inner = if rng.bool() { right.to_string() } else { "1".to_owned() };
    let deep = format!("{}{inner}{}", open.repeat(depth), close.repeat(if rng.bool() { depth } else { 0 }));
    if rng.bool() { deep.into_bytes() } else { format!(r#"{{"licenses":[],"error":{deep}}}"#).into_bytes() }
}

/// With a key that stands there twice.
fn doubled(rng: &mut Rng, right: &Value) -> Vec<u8> {
    let keys: Vec<String> = right.as_object().into_iter().flatten().map(|(key, _)| key.clone()).collect();
    let key = if keys.is_empty() { "id".to_owned() } else { pick(rng, &keys) };
    let inner = right.to_string();
    let inner = inner.trim_start_matches('{').trim_end_matches('}');
    format!("{{{}:{},{inner}}}", json!(key), json!(text(rng))).into_bytes()
}

/// With a number at an edge in place of one.
fn numbers(rng: &mut Rng, right: &Value) -> Vec<u8> {
    let from = pick(rng, &["\"id\":0", "\"id\":1", "\"results\":1", "\"pages\":2"]);
    let name = from.split(':').next().expect("a name");
    right.to_string().replacen(from, &format!("{name}:{}", number(rng)), 1).into_bytes()
}

/// What a server says of a failure, which may repeat what it was sent.
fn words(rng: &mut Rng, token: &str) -> Vec<u8> {
    let secret = pick(rng, &[token, calls::PASSWORD, calls::CODE, ""]);
    let plain = |rng: &mut Rng| if rng.bool() { "refused".to_owned() } else { text(rng) };
    let between = pick(rng, &["", " ", "\n", "\u{202e}", "\u{1b}[2J"]);
    let words = format!("{}{between}{secret}{}", plain(rng), plain(rng));
    let body = match rng.u8(..6) {
        0 => return words.into_bytes(),
        1 => json!({"error": {"reason": words}}),
        // Not as a name: what a license is called is shown to the letter.
        2 => json!({"licenses": [{"id": words}], "id": words}),
        3 => json!({"message": [words], "next": {}}),
        4 => json!(words),
        _ => json!({"error": words}),
    };
    body.to_string().into_bytes()
}

fn page_of_html(rng: &mut Rng, token: &str) -> Vec<u8> {
    let told = match rng.u8(..4) {
        0 => entities(token),
        1 => token.to_owned(),
        2 => "&#27;[2J&#x202e;&amp;amp;&#0;&#1114112;&".to_owned(),
        _ => text(rng),
    };
    let open = pick(rng, &["<title>", "<TITLE lang='de'>", "<html><title", "  <title>\n"]);
    format!("{open}{}{told}{}</title><p>", text(rng), text(rng)).into_bytes()
}

/// A text as numbers of characters.
fn entities(text: &str) -> String {
    text.chars()
        .flat_map(|character| ["&#".to_owned(), u32::from(character).to_string(), ";".to_owned()])
        .collect()
}

/// Insists that a page tells what a body says: read by another reader, by the leniency that is promised.
pub(super) fn is_page(page: &LicensePage, body: &str) {
    let sent: Value = match serde_json::from_str(body) {
        Ok(sent) => sent,
        // What is passed over may be deeper, and its numbers larger, than what is taken in.
        Err(error)
            if ["recursion limit", "out of range"].iter().any(|why| error.to_string().contains(why)) =>
        {
            return;
        }
        Err(error) => panic!("{error}: {body}"),
    };
    let list = sent["licenses"].as_array().unwrap_or_else(|| panic!("no list: {body}"));
    let told: Vec<Value> = page.licenses.iter().map(|license| json!(license)).collect();
    let expected: Vec<Value> = list.iter().map(license).collect();
    assert_eq!(told, expected, "{body}");
    let next = match &sent["next"] {
        Value::String(token) => Some(token.clone()).filter(|token| !token.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    };
    assert_eq!(page.next, next.map(PageToken), "{body}");
}

fn license(sent: &Value) -> Value {
    let text = |key: &str| match &sent[key] {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    };
    let id = text("id").and_then(|id| id.trim().parse::<i64>().ok());
    let [name, sku, status] = ["name", "sku", "status"].map(|key| text(key).unwrap_or_default());
    json!({"id": id, "name": name, "description": text("description"), "sku": sku, "status": status})
}
