use std::time::Duration;

use super::*;
use crate::domain::{Distrust, Factor, License, LicenseId, LogInStep, ReadOnly, Status};

#[test]
fn refusals_have_the_exit_codes_of_the_table() {
    let reason = None;
    let rejected = |status| Problem::Rejected { status, reason: None };
    let put_off =
        |status| Problem::LogInPutOff { step: LogInStep::Password, status, retry_after: None, reason: None };
    let table = [
        (Problem::Unauthenticated { reason: None }, 3),
        (Problem::NotLoggedIn, 3),
        (Problem::SessionEnded { reason: None }, 3),
        (Problem::NoLogIn { reason: None }, 5),
        (put_off(423), 3),
        (put_off(408), 7),
        (put_off(429), 7),
        (Problem::NeedsCode { factor: Factor::Totp }, 3),
        (Problem::OthersSession { owner: "anna".into(), named: "ben".into() }, 3),
        (Problem::LogInRefused { step: LogInStep::Password, reason: None }, 3),
        (Problem::NoSecret { reason: String::new() }, 3),
        (Problem::Denied { role: "r", reason }, 4),
        (Problem::Forbidden { reason: None }, 4),
        (Problem::ReadOnly(ReadOnly::Session), 4),
        (Problem::ReadOnly(ReadOnly::Scope), 4),
        (not_found(), 5),
        (rejected(400), 6),
        (rejected(409), 6),
        (rejected(422), 6),
        (Problem::Conflict { fields: Vec::new(), now: Box::new(nobody()) }, 9),
        (Problem::Different { fields: Vec::new() }, 9),
    ];
    holds(&table);
}

#[test]
fn failures_have_the_exit_codes_of_the_table() {
    let (host, reason) = ("h".to_owned(), "x".to_owned());
    let (other_host, other) = (host.clone(), reason.clone());
    let after = Duration::from_secs(1);
    let table = [
        (Problem::Busy { status: 429, retry_after: None }, 7),
        (Problem::Unreachable { host, reason }, 7),
        (Problem::NotTrusted { host: other_host, reason: other, cause: Distrust::Certificate }, 7),
        (Problem::TimedOut { after }, 7),
        (server_failed(), 7),
        (Problem::Redirected { to: String::new() }, 7),
        (Problem::Broken { reason: String::new() }, 7),
        (Problem::NotDone { reason: String::new() }, 7),
        (Problem::Repeated, 7),
        (Problem::Endless { reason: String::new() }, 7),
        (unknown(), 8),
        (Problem::Internal { reason: String::new() }, 1),
    ];
    holds(&table);
}

fn holds(table: &[(Problem, u8)]) {
    for (problem, code) in table {
        assert_eq!(Exit::from(problem).code(), *code, "{problem:?}");
    }
}

fn not_found() -> Problem {
    Problem::NotFound { what: String::new(), reason: None }
}

fn server_failed() -> Problem {
    Problem::ServerFailed { status: 500, reason: None }
}

fn unknown() -> Problem {
    Problem::OutcomeUnknown { reason: String::new() }
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

fn nobody() -> License {
    let (name, sku) = (String::new(), String::new());
    License { id: LicenseId(1), name, description: None, sku, status: Status::Enabled }
}
