//! A license is read before it is changed: what somebody else did meanwhile is kept, or nothing is sent.

use std::sync::Arc;

use lictor::{
    api::{Care, Client, Patience, Settings},
    domain::{Cause, Field, FieldChange, License, Outcome, Problem, Progress, Reply, Watch, Write},
};

use super::support::{LICENSE, client, delete, group, license, rename, settings};
use crate::support::{
    canned::{Answer, Canned, answer, json},
    notes::Notes,
};

fn renamed(name: &str) -> Answer {
    json(200, &LICENSE.replace("Plan", name))
}

fn change(field: Field, before: &str, after: &str) -> FieldChange {
    FieldChange { field, before: before.into(), after: after.into() }
}

#[tokio::test]
async fn a_conflict_tells_the_license_as_it_is_now_and_nothing_is_sent() {
    let server = Canned::start([renamed("Theirs")]);
    let told = client(&server.url()).execute(rename(&license(), "Mine")).await;
    let now = Box::new(License { name: "Theirs".into(), ..license() });
    let fields = vec![change(Field::Name, "Plan", "Theirs")];
    assert_eq!(told, Err(Problem::Conflict { fields, now }));
    assert_eq!(server.asked().len(), 1);
}

#[tokio::test]
async fn a_license_that_changed_in_whichever_field_is_not_deleted() {
    let disabled = LICENSE.replace("enabled", "disabled");
    for (now, field) in [(renamed("Theirs"), Field::Name), (json(200, &disabled), Field::Status)] {
        let server = Canned::start([now]);
        let told = client(&server.url()).execute(delete(&license())).await;
        assert!(
            matches!(&told, Err(Problem::Conflict { fields, .. }) if fields.len() == 1 && fields[0].field == field),
            "{told:?}"
        );
        assert_eq!(server.asked().len(), 1);
    }
}

#[tokio::test]
async fn a_license_that_is_gone_is_neither_changed_nor_deleted() {
    for call in [rename(&license(), "Mine"), delete(&license())] {
        let server = Canned::start([json(404, r#"{"error":"gone"}"#)]);
        let told = client(&server.url()).execute(call).await;
        assert!(matches!(&told, Err(Problem::NotFound { what, .. }) if what == "license 7"), "{told:?}");
        assert_eq!(server.asked().len(), 1);
    }
}

#[tokio::test]
async fn a_missing_and_an_empty_description_are_alike_to_the_guard() {
    let server = Canned::start([json(200, &LICENSE.replace(r#""d""#, r#""""#)), answer(204, &[], "")]);
    let seen = License { description: None, ..license() };
    assert_eq!(client(&server.url()).execute(delete(&seen)).await, Ok(Reply::Deleted));
}

#[tokio::test]
async fn after_a_wait_for_a_busy_server_the_license_is_read_again() {
    let busy = || answer(429, &[("Retry-After", "0")], "");
    let done = || answer(204, &[], "");
    let server = Canned::start([renamed("Plan"), busy(), renamed("Plan"), done()]);
    let told = client(&server.url()).execute_patiently(rename(&license(), "Mine")).await;
    assert!(matches!(told, Ok(Reply::Updated { .. })), "{told:?}");
    let methods: Vec<_> = server.asked().into_iter().map(|asked| asked.method).collect();
    assert_eq!(methods, ["GET", "PUT", "GET", "PUT"]);

    let notes = Arc::new(Notes::default());
    let server = Canned::start([renamed("Plan"), busy(), renamed("Theirs"), done()]);
    let client = noting(&server, &notes, false);
    let told = client.execute_patiently(rename(&license(), "Mine")).await;
    assert!(matches!(told, Err(Problem::Conflict { .. })), "{told:?}");
    assert_eq!(server.asked().len(), 3, "what they wrote is not written over");
    assert!(matches!(notes.outcomes()[..], [Outcome::NotDone { .. }]), "{notes:?}");
}

fn noting(server: &Canned, notes: &Arc<Notes>, needs_reason: bool) -> Client {
    let base = settings(&server.url());
    let journal: Arc<dyn lictor::domain::Journal> = Arc::clone(notes) as _;
    let care = Care { journal: Some(journal), needs_reason, ..base.care };
    Client::new(Settings { care, ..base }).expect("a client")
}

#[tokio::test]
async fn where_reasons_are_demanded_nothing_is_read_or_sent_without_one() {
    let server = Canned::start([json(200, r#"{"id":1}"#)]);
    let notes = Arc::new(Notes::default());
    let client = noting(&server, &notes, true);
    let because = |reason: Option<&str>| {
        let lictor::domain::Call::Write(write) = super::support::create("S") else { panic!("no write") };
        let cause = Cause { reason: reason.map(str::to_owned), ..Cause::default() };
        Write::because(*write, cause).into()
    };
    for reason in [None, Some(""), Some(" \t")] {
        assert_eq!(client.execute(because(reason)).await, Err(Problem::NoReason));
    }
    assert!(server.asked().is_empty() && notes.noted().is_empty());
    assert!(client.execute(because(Some("ticket 4711"))).await.is_ok());
    assert_eq!(notes.intents()[0].cause.reason.as_deref(), Some("ticket 4711"));
    assert_eq!(notes.intents()[0].scope, group());
}

/// Gives up as soon as there is a wait.
#[derive(Debug)]
struct Impatient;

impl Watch for Impatient {
    fn progress(&self, _: Progress) {}

    fn gives_up(&self) -> bool {
        true
    }
}

#[tokio::test]
async fn a_write_that_is_given_up_while_it_waits_is_not_done() {
    let server = Canned::start([json(200, LICENSE), answer(429, &[("Retry-After", "3000")], "")]);
    let notes = Arc::new(Notes::default());
    let client = noting(&server, &notes, false);
    let told = client.execute_with(delete(&license()), Patience::SCREEN, &Impatient).await;
    assert!(matches!(&told, Err(Problem::NotDone { reason }) if reason.contains("429")), "{told:?}");
    assert!(matches!(notes.outcomes()[..], [Outcome::NotDone { .. }]), "{notes:?}");
    assert_eq!(server.asked().len(), 2);
}
