//! Each rule of the bodies, and that nothing more is asked.

use serde_json::{Value, json};

use super::{Change, Draft, Status, change, draft};
use crate::sandbox::options::UpdateReading::{Partial, Replace};
use crate::sandbox::refusal::Refusal;

fn drafted(body: &Value) -> Result<Draft, Refusal> {
    draft(body.to_string().as_bytes())
}

fn refused<T: std::fmt::Debug>(outcome: Result<T, Refusal>) -> String {
    match outcome {
        Err(Refusal::Rejected(field, reason)) => format!("{field}: {reason}"),
        other => panic!("not a 400: {other:?}"),
    }
}

#[test]
fn a_draft_needs_no_more_than_sku_and_name() {
    let expected =
        Draft { sku: "S".to_owned(), name: "N".to_owned(), description: None, status: Status::Enabled };
    assert_eq!(drafted(&json!({"sku": "S", "name": "N"})), Ok(expected));
}

#[test]
fn unknown_keys_are_ignored() {
    assert!(drafted(&json!({"sku": "S", "name": "N", "id": 7, "colour": ["red"]})).is_ok());
}

#[test]
fn the_longest_values_are_taken_and_one_more_character_is_not() {
    for (field, longest) in [("sku", 64), ("name", 128), ("description", 1024)] {
        let mut body = json!({"sku": "S", "name": "N"});
        body[field] = json!("ü".repeat(longest));
        assert!(drafted(&body).is_ok(), "{field}");
        body[field] = json!("ü".repeat(longest + 1));
        assert_eq!(refused(drafted(&body)), format!("{field}: must have at most {longest} characters"));
    }
}

#[test]
fn sku_and_name_must_say_something_on_one_line() {
    for field in ["sku", "name"] {
        let mut body = json!({"sku": "S", "name": "N"});
        for empty in ["", "   ", "\u{3000}", "\n"] {
            body[field] = json!(empty);
            assert_eq!(refused(drafted(&body)), format!("{field}: must not be empty"));
        }
        for control in ["a\tb", "a\u{0}", "\u{1b}[31mred", "a\u{9b}b"] {
            body[field] = json!(control);
            assert_eq!(refused(drafted(&body)), format!("{field}: must not contain control characters"));
        }
        body[field] = json!(17);
        assert_eq!(refused(drafted(&body)), format!("{field}: must be a string"));
        body.as_object_mut().unwrap().remove(field);
        assert_eq!(refused(drafted(&body)), format!("{field}: is required"));
    }
}

#[test]
fn descriptions_may_be_empty_and_have_lines() {
    for description in ["", "first\nsecond"] {
        let body = json!({"sku": "S", "name": "N", "description": description});
        assert_eq!(drafted(&body).unwrap().description.as_deref(), Some(description));
    }
    let body = json!({"sku": "S", "name": "N", "description": null});
    assert_eq!(refused(drafted(&body)), "description: must be a string");
}

#[test]
fn a_status_is_one_of_the_two() {
    for (word, status) in [("enabled", Status::Enabled), ("disabled", Status::Disabled)] {
        assert_eq!(drafted(&json!({"sku": "S", "name": "N", "status": word})).unwrap().status, status);
    }
    for wrong in ["Enabled", "", "suspended"] {
        let body = json!({"sku": "S", "name": "N", "status": wrong});
        assert_eq!(refused(drafted(&body)), "status: must be enabled or disabled");
    }
    assert_eq!(
        refused(drafted(&json!({"sku": "S", "name": "N", "status": true}))),
        "status: must be a string"
    );
}

#[test]
fn a_body_must_be_a_json_object() {
    for body in ["[]", "null", "\"text\"", "17"] {
        assert_eq!(refused(draft(body.as_bytes())), "body: must be a JSON object");
    }
    let deep = "[".repeat(100_000);
    for body in ["", "{", "{\"sku\": \"\\ud800\"}", "sku=S", &deep] {
        assert!(refused(draft(body.as_bytes())).starts_with("body: is not JSON: "), "{body:.20}");
    }
    assert!(refused(draft(b"{\"sku\": \"\xff\"}")).starts_with("body: is not JSON: "));
}

#[test]
fn a_change_never_names_the_sku() {
    for reading in [Partial, Replace] {
        assert_eq!(refused(change(br#"{"name": "N", "sku": "S"}"#, reading)), "sku: cannot be changed");
    }
}

#[test]
fn a_partial_change_leaves_alone_what_it_omits() {
    let nothing = Change { name: None, description: None, status: None };
    assert_eq!(change(b"{}", Partial), Ok(nothing));
}

#[test]
fn a_replacing_change_applies_the_defaults_of_what_it_omits() {
    let expected = Change {
        name: Some("N".to_owned()),
        description: Some(String::new()),
        status: Some(Status::Enabled),
    };
    assert_eq!(change(br#"{"name": "N"}"#, Replace), Ok(expected));
    assert_eq!(refused(change(b"{}", Replace)), "name: is required");
}
