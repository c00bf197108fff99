use std::sync::Arc;

use super::*;
use crate::api::mask::Mask;
use crate::domain::{License, LicenseId, Scope, ScopeKind, Status, Write};

fn group() -> Scope {
    Scope { kind: ScopeKind::Groups, uuid: uuid::Uuid::from_u128(1) }
}

fn read() -> Call {
    Call::ReadLicense { scope: group(), id: LicenseId(7) }
}

fn delete() -> Call {
    let (name, sku) = ("Plan".to_owned(), "S".to_owned());
    let seen = License { id: LicenseId(7), name, description: None, sku, status: Status::Enabled };
    Call::from(Write::delete(group(), seen))
}

fn answer(status: u16, content_type: Option<&str>, body: &str) -> Answer {
    Answer {
        mask: Arc::default(),
        status,
        content_type: content_type.map(str::to_owned),
        retry_after: None,
        body: Ok(body.as_bytes().to_vec()),
        location: None,
    }
}

fn reason_of(content_type: Option<&str>, body: &str) -> Option<String> {
    reason(&answer(400, content_type, body))
}

#[test]
fn every_form_of_an_error_body_yields_the_servers_words() {
    let json = Some("application/json");
    assert_eq!(reason_of(json, r#"{"error":"SKU taken"}"#).as_deref(), Some("SKU taken"));
    assert_eq!(reason_of(json, r#"{"error":{"reason":"SKU taken"}}"#).as_deref(), Some("SKU taken"));
    assert_eq!(reason_of(Some("text/plain"), "SKU\n  taken\n").as_deref(), Some("SKU taken"));
    assert_eq!(reason_of(None, "").as_deref(), None);
    assert_eq!(reason_of(json, "null").as_deref(), None);
    assert_eq!(reason_of(json, r#"{"errors":["a"]}"#).as_deref(), Some(r#"{"errors":["a"]}"#));
    assert_eq!(reason_of(json, r#"{"error":"#).as_deref(), Some(r#"{"error":"#));
}

#[test]
fn a_web_page_yields_its_title_and_no_markup() {
    let page = "<html><head><title>502 Bad Gateway</title></head><body><h1>nginx</h1></body></html>";
    assert_eq!(reason_of(Some("text/html"), page).as_deref(), Some("502 Bad Gateway"));
    assert_eq!(reason_of(None, page).as_deref(), Some("502 Bad Gateway"));
    assert_eq!(reason_of(Some("text/html"), "<p>x").as_deref(), Some("a web page without a title"));
}

#[test]
fn the_servers_words_are_cut_short_at_whole_characters() {
    let reason = reason_of(Some("text/plain"), &"ü".repeat(10_000)).expect("a reason");
    assert_eq!(reason.chars().count(), LONGEST_REASON + 1);
    assert!(reason.ends_with('…'));
}

#[test]
fn each_status_has_its_problem() {
    let of = |status| problem(&read(), &answer(status, None, ""));
    let reason = None;
    assert_eq!(of(401), Problem::Unauthenticated { reason: None });
    let role = "groups.instance.customer_licenses.instance.read";
    assert_eq!(of(403), Problem::Denied { role, reason: None });
    assert_eq!(of(404), Problem::NotFound { what: "license 7".into(), reason: None });
    assert_eq!(of(429), Problem::Busy { status: 429, retry_after: None });
    for status in [400, 405, 409, 418, 422, 499] {
        assert_eq!(of(status), Problem::Rejected { status, reason: None });
    }
    for status in [500, 502, 503, 504, 599] {
        assert_eq!(of(status), Problem::ServerFailed { status, reason: reason.clone() });
    }
    for status in [304, 999] {
        assert!(!matches!(of(status), Problem::Rejected { .. }), "{status}");
    }
}

#[test]
fn a_server_that_fails_on_a_write_leaves_its_outcome_unknown() {
    let of = |status| problem(&delete(), &answer(status, None, r#"{"error":"no disk"}"#));
    for status in [500, 502, 503, 504] {
        let Problem::OutcomeUnknown { reason } = of(status) else {
            panic!("{status}: {:?}", of(status));
        };
        assert!(reason.contains(&status.to_string()) && reason.contains("no disk"), "{reason}");
    }
    assert!(matches!(of(429), Problem::Busy { .. }));
    assert!(matches!(of(400), Problem::Rejected { .. }));
}

#[test]
fn an_unreadable_success_says_what_it_is() {
    let of = |content_type, body: &str| {
        let error = serde_json::from_str::<Vec<u8>>(body).expect_err(body);
        broken(&answer(200, content_type, body), body.as_bytes(), &error).to_string()
    };
    assert_eq!(of(Some("text/html"), "<title>Sign in</title>"), r#"not JSON (text/html, title "Sign in")"#);
    assert_eq!(of(None, " "), "an empty body (status 200)");
    assert_eq!(of(None, "[1, 2"), "cut off after 5 bytes");
    assert!(of(Some("text/plain"), "hello").starts_with("not JSON (text/plain)"));
    assert!(of(None, "{}").starts_with("not as documented"));
}

#[test]
fn a_content_type_that_repeats_a_secret_is_told_without_it() {
    for body in ["no JSON", "<p>"] {
        let type_of_it = Some("text/s3cr3t-token");
        let answer = Answer {
            mask: Arc::new(Mask::new(vec!["s3cr3t-token".into()])),
            ..answer(200, type_of_it, body)
        };
        let error = serde_json::from_str::<Value>(body).expect_err("no JSON");
        let told = broken(&answer, body.as_bytes(), &error).to_string();
        assert!(told.starts_with("not JSON (text/…"), "{told}");
    }
}
