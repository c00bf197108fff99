use super::*;
use crate::domain::{License, LicenseId, Status};

fn done(id: i64) -> Report {
    Report::done(LicenseId(id), "S".into(), None)
}

fn rejected(id: i64) -> Report {
    Report::failed(LicenseId(id), None, Problem::Rejected { status: 400, reason: None })
}

fn denied(id: i64) -> Report {
    Report::failed(LicenseId(id), None, Problem::Denied { role: "r", reason: None })
}

#[test]
fn all_done_is_done_and_some_done_is_in_part() {
    assert_eq!(exit_of(&[done(1), done(2)]), Exit::Done);
    assert_eq!(exit_of(&[done(1), rejected(2)]), Exit::InPart);
}

#[test]
fn failures_that_are_alike_have_their_own_code_and_others_are_in_part() {
    assert_eq!(exit_of(&[rejected(1), rejected(2)]), Exit::Rejected);
    assert_eq!(exit_of(&[rejected(1), denied(2)]), Exit::InPart);
}

#[test]
fn what_was_not_tried_has_no_say() {
    let left = Report::left_alone(LicenseId(2), "stopped before it");
    assert_eq!(exit_of(&[denied(1), left]), Exit::Forbidden);
}

#[test]
fn each_problem_has_its_word() {
    let word = |problem: Problem| Outcome::of(&problem).word();
    let reason = || "x".to_owned();
    assert_eq!(word(Problem::NotFound { what: reason(), reason: None }), "refused");
    assert_eq!(word(Problem::NotDone { reason: reason() }), "not done");
    assert_eq!(word(Problem::OutcomeUnknown { reason: reason() }), "unknown");
    assert_eq!(word(Problem::Different { fields: Vec::new() }), "different");
    assert_eq!(word(Problem::Conflict { fields: Vec::new(), now: Box::new(nobody()) }), "not done");
}

#[test]
fn json_has_the_documented_keys() {
    let json = serde_json::to_string(&done(1)).expect("JSON");
    assert_eq!(json, r#"{"id":1,"sku":"S","result":"done","reason":null}"#);
}

fn nobody() -> License {
    let (name, sku) = (String::new(), String::new());
    License { id: LicenseId(1), name, description: None, sku, status: Status::Enabled }
}
