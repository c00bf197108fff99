use std::time::Duration;

use super::*;
use crate::domain::ReadOnly;

#[test]
fn every_problem_has_the_exit_code_of_the_table() {
    let text = || "x".to_owned();
    let table = [
        (Problem::Unauthenticated { reason: None }, 3),
        (Problem::Denied { role: "r", reason: None }, 4),
        (Problem::ReadOnly(ReadOnly::Session), 4),
        (Problem::ReadOnly(ReadOnly::Scope), 4),
        (Problem::NotFound { what: text(), reason: None }, 5),
        (Problem::Rejected { status: 400, reason: None }, 6),
        (Problem::Rejected { status: 409, reason: None }, 6),
        (Problem::Rejected { status: 422, reason: None }, 6),
        (Problem::Busy { retry_after: None }, 7),
        (Problem::Unreachable { host: text(), reason: text() }, 7),
        (Problem::NotTrusted { host: text(), reason: text() }, 7),
        (Problem::TimedOut { after: Duration::from_secs(1) }, 7),
        (Problem::ServerFailed { status: 500, reason: None }, 7),
        (Problem::Redirected { to: text() }, 7),
        (Problem::Broken { reason: text() }, 7),
        (Problem::Repeated, 7),
        (Problem::NotDone { reason: text() }, 7),
        (Problem::OutcomeUnknown { reason: text() }, 8),
        (Problem::Conflict { fields: Vec::new() }, 9),
        (Problem::Different { fields: Vec::new() }, 9),
        (Problem::Internal { reason: text() }, 1),
    ];
    for (problem, code) in table {
        assert_eq!(Exit::from(&problem).code(), code, "{problem:?}");
    }
}

#[test]
fn signals_are_told_as_shells_do() {
    assert_eq!(Exit::Signal(2).code(), 130);
    assert_eq!(Exit::Signal(15).code(), 143);
}

#[test]
fn the_help_names_every_code() {
    for code in ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "130"] {
        let line = format!("\n  {code:<5}");
        assert!(EXIT_CODES.contains(&line), "{code}");
    }
}
