//! The journal of changes: what is noted when, what is settled, and what is not sent.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicUsize, Ordering},
};

use lictor::{
    api::{Care, Client, Patience, Settings},
    domain::{
        Call, Cause, Entry, EntryId, Image, Intent, Journal, License, LicenseId, OperationKind, Outcome,
        Problem, Progress, Reply, Standing, Watch,
    },
};
use tokio::task::JoinSet;
use uuid::Uuid;

use super::support::{Bench, LICENSE, create, delete, group, license, list, read, rename, settings};
use crate::support::{
    canned::{Answer, Asked, Canned, Gate, answer, json},
    notes::{Noted, Notes, entry},
};

fn noting(url: &str, notes: &Arc<Notes>) -> Client {
    let base = settings(url);
    let journal: Arc<dyn Journal> = Arc::clone(notes) as _;
    Client::new(Settings { care: Care { journal: Some(journal), ..base.care }, ..base }).expect("a client")
}

/// A create whose outcome nobody knows.
fn open_create(number: u64, sku: &str) -> Entry {
    let after = Image {
        id: None,
        name: "New".into(),
        description: None,
        sku: sku.into(),
        status: lictor::domain::Status::Disabled,
    };
    entry(number, intent(OperationKind::Create, None, Some(after)), Standing::Unknown)
}

fn intent(operation: OperationKind, before: Option<Image>, after: Option<Image>) -> Intent {
    let (request, cause) = (Uuid::new_v4(), Cause::default());
    Intent { request, scope: group(), operation, before, after, cause }
}

/// A change of name whose outcome nobody knows.
fn open_rename(number: u64, seen: &License, name: &str) -> Entry {
    let after = License { name: name.into(), ..seen.clone() };
    let intent = intent(OperationKind::Update, Some(Image::from(seen.clone())), Some(Image::from(after)));
    entry(number, intent, Standing::Unknown)
}

#[derive(Debug, Default)]
struct Heard(Mutex<Vec<Progress>>);

impl Watch for Heard {
    fn progress(&self, progress: Progress) {
        self.0.lock().expect("the lock").push(progress);
    }
}

#[tokio::test]
async fn the_intent_is_noted_before_the_request_and_has_its_number() {
    let notes = Arc::new(Notes::default());
    let (seen_by_server, early) = (Arc::clone(&notes), Arc::new(AtomicUsize::new(0)));
    let counted = Arc::clone(&early);
    let server = Canned::answering(move |asked| match asked.method.as_str() {
        "GET" => json(200, LICENSE),
        method => {
            let [.., Noted::Intent(_, intent)] = &seen_by_server.noted()[..] else {
                return json(500, "{}");
            };
            let number = intent.request.to_string();
            counted.fetch_add(usize::from(asked.header("x-request-id") == Some(&number)), Ordering::SeqCst);
            if method == "POST" { json(200, r#"{"id":9}"#) } else { answer(204, &[], "") }
        }
    });
    let client = noting(&server.url(), &notes);
    for call in [create("S"), rename(&license(), "X"), delete(&license())] {
        client.execute(call).await.expect("done");
    }
    assert_eq!(early.load(Ordering::SeqCst), 3);
    let ids: Vec<_> = [9, 7, 7].map(|id| Outcome::Done { id: Some(LicenseId(id)) }).to_vec();
    assert_eq!(notes.outcomes(), ids);
    let intents = notes.intents();
    assert_eq!(intents[1].before, Some(Image::from(license())));
    assert_eq!(intents[1].after.as_ref().map(|image| image.name.as_str()), Some("X"));
    assert_eq!(intents[2].after, None);
    assert!(
        server
            .asked()
            .iter()
            .filter(|asked| asked.method == "GET")
            .all(|asked| asked.header("x-request-id").is_none())
    );
}

#[tokio::test]
async fn what_cannot_be_noted_is_not_sent() {
    let notes = Arc::new(Notes::full());
    let server = Canned::start([json(200, LICENSE)]);
    let client = noting(&server.url(), &notes);
    for call in [create("S"), rename(&license(), "X"), delete(&license())] {
        let reason = "the disk is full".to_owned();
        assert_eq!(client.execute(call).await, Err(Problem::NoJournal { reason }));
    }
    assert!(server.asked().iter().all(|asked| asked.method == "GET"));
}

#[tokio::test]
async fn an_outcome_that_cannot_be_noted_is_told_and_the_write_stands() {
    let notes = Arc::new(Notes::without_outcomes());
    let server = Canned::start([json(200, r#"{"id":9}"#)]);
    let heard = Heard::default();
    let client = noting(&server.url(), &notes);
    let told = client.execute_with(create("S"), Patience::NONE, &heard).await;
    assert_eq!(told, Ok(Reply::Created(LicenseId(9))));
    assert!(matches!(heard.0.lock().expect("the lock")[..], [Progress::NotNoted { .. }]));
}

#[tokio::test]
async fn each_end_of_a_write_is_noted_as_what_it_is() {
    let lost = || Answer::Nothing;
    let as_is = || json(200, LICENSE);
    let third = || json(200, &LICENSE.replace("Plan", "Third"));
    let standing = async |answers: Vec<Answer>| {
        let notes = Arc::new(Notes::default());
        let server = Canned::start(answers);
        let told = noting(&server.url(), &notes).execute(rename(&license(), "X")).await;
        let outcomes = notes.outcomes();
        assert_eq!(outcomes.len(), 1, "{told:?}");
        outcomes[0].standing()
    };
    let made = json(200, &LICENSE.replace("Plan", "X"));
    assert_eq!(standing(vec![as_is(), answer(204, &[], "")]).await, Standing::Done);
    assert_eq!(standing(vec![as_is(), lost(), made]).await, Standing::Done);
    for status in [400, 403, 404, 409, 422] {
        assert_eq!(standing(vec![as_is(), json(status, "{}")]).await, Standing::Refused, "{status}");
    }
    assert_eq!(standing(vec![as_is(), lost(), as_is()]).await, Standing::NotDone);
    for status in [401, 429] {
        assert_eq!(standing(vec![as_is(), json(status, "{}")]).await, Standing::NotDone, "{status}");
    }
    assert_eq!(standing(vec![as_is(), json(502, ""), third()]).await, Standing::Different);
    assert_eq!(standing(vec![as_is(), json(504, ""), json(404, "")]).await, Standing::Different);
    assert_eq!(standing(vec![as_is(), lost()]).await, Standing::Unknown);
}

#[tokio::test]
async fn a_server_that_cannot_be_reached_any_more_leaves_the_write_not_done() {
    let notes = Arc::new(Notes::default());
    let client = noting("http://127.0.0.1:1", &notes);
    assert!(matches!(client.execute(create("S")).await, Err(Problem::Unreachable { .. })));
    assert!(matches!(notes.outcomes()[..], [Outcome::NotDone { .. }]), "{notes:?}");
}

#[tokio::test]
async fn a_lost_answer_to_a_create_is_settled_by_the_sku() {
    for (faults, is_done) in [("lost@create", true), ("reset@create", false)] {
        let bench = Bench::with_faults(faults);
        let notes = Arc::new(Notes::default());
        let client = noting(&bench.sandbox.url(), &notes);
        let told = client.execute(create("LOST-1")).await;
        match &told {
            Ok(Reply::Created(id)) if is_done => assert_eq!(bench.license(*id).await.sku, "LOST-1"),
            Err(Problem::NotDone { .. }) if !is_done => {}
            other => panic!("{other:?}"),
        }
    }
}

#[tokio::test]
async fn a_license_that_may_have_been_missed_in_a_list_that_changed_leaves_a_create_unknown() {
    let list = |shrinks: bool| {
        move |request: &Asked| {
            let is_first = !request.target.contains("next=");
            match (request.method.as_str(), is_first, shrinks) {
                ("POST", ..) => Answer::Nothing,
                (_, true, _) => json(200, r#"{"results":2,"pages":2,"licenses":[{"id":1}],"next":"two"}"#),
                (_, false, false) => json(200, r#"{"results":2,"pages":2,"licenses":[{"id":2}]}"#),
                (_, false, true) => json(200, r#"{"results":1,"pages":1,"licenses":[]}"#),
            }
        }
    };
    for shrinks in [true, false] {
        let notes = Arc::new(Notes::default());
        let server = Canned::answering(list(shrinks));
        let told = noting(&server.url(), &notes).execute(create("LOST-1")).await;
        match &told {
            Err(Problem::OutcomeUnknown { .. }) if shrinks => {
                assert!(matches!(notes.outcomes()[..], [Outcome::Unknown { .. }]), "{notes:?}");
            }
            Err(Problem::NotDone { .. }) if !shrinks => {}
            other => panic!("{other:?}"),
        }
        let looks = server.lines().iter().filter(|line| line.starts_with("GET")).count();
        assert!(looks > 2, "it was looked for more than once: {looks}");
    }
}

#[tokio::test]
async fn a_license_that_another_entry_made_is_not_taken_for_ours() {
    let page = r#"{"licenses":[{"id":5,"sku":"S","name":"New","status":"disabled"}]}"#;
    let mut other = open_create(1, "S");
    (other.result, other.id) = (Standing::Done, Some(LicenseId(5)));
    let notes = Arc::new(Notes::with([other]));
    let server = Canned::start([Answer::Nothing, json(200, page)]);
    let told = noting(&server.url(), &notes).execute(create("S")).await;
    assert!(matches!(told, Err(Problem::NotDone { .. })), "{told:?}");

    let alone = Arc::new(Notes::default());
    let server = Canned::start([Answer::Nothing, json(200, page)]);
    let told = noting(&server.url(), &alone).execute(create("S")).await;
    assert_eq!(told, Ok(Reply::Created(LicenseId(5))));
}

#[tokio::test]
async fn two_licenses_with_the_sku_leave_a_create_unknown() {
    let one = r#"{"id":5,"sku":"S","name":"New","status":"disabled"}"#;
    let page = format!(r#"{{"licenses":[{one},{}]}}"#, one.replace('5', "6"));
    let server = Canned::start([Answer::Nothing, json(200, &page)]);
    let told = noting(&server.url(), &Arc::default()).execute(create("S")).await;
    assert!(
        matches!(&told, Err(Problem::OutcomeUnknown { reason }) if reason.contains("5 and 6")),
        "{told:?}"
    );
}

#[tokio::test]
async fn what_earlier_runs_left_open_is_settled_before_anything_else_in_its_scope() {
    let bench = Bench::open();
    let seen = bench.page(group()).await.licenses.remove(0);
    let open = [open_rename(1, &license_of(&seen, "Old"), &seen.name), open_rename(2, &seen, "Never")];
    let notes = Arc::new(Notes::with(open));
    let client = noting(&bench.sandbox.url(), &notes);
    client.execute(Call::ReadJournal).await.expect("no scope, so nothing is settled");
    assert_eq!(notes.looks(), 0);
    let heard = Heard::default();
    client.execute_with(list(group()), Patience::NONE, &heard).await.expect("a page");
    let settled = notes.noted();
    assert!(matches!(settled[0], Noted::Outcome(EntryId(1), Outcome::Done { .. })), "{settled:?}");
    assert!(matches!(settled[1], Noted::Outcome(EntryId(2), Outcome::NotDone { .. })), "{settled:?}");
    let words: Vec<_> = heard.0.lock().expect("the lock").iter().filter_map(Progress::message).collect();
    let words_of = |entry, word| format!("entry {entry}, update {}: settled: {word}", seen.sku);
    assert_eq!(words, [words_of(1, "done"), words_of(2, "not done")]);
    client.execute(read(seen.id)).await.expect("a license");
    assert_eq!((notes.looks(), notes.noted().len()), (1, 2), "they are looked at once");
}

fn license_of(license: &License, name: &str) -> License {
    License { name: name.into(), ..license.clone() }
}

#[tokio::test]
async fn calls_that_come_together_settle_once_and_wait_for_it() {
    let gate = Gate::default();
    let held = gate.clone();
    let server = Canned::answering(move |asked| {
        let is_single = asked.target.ends_with("/7");
        if is_single {
            json(200, &LICENSE.replace("Plan", "X")).behind(&held)
        } else {
            json(200, r#"{"licenses":[]}"#)
        }
    });
    let notes = Arc::new(Notes::with([open_rename(1, &license(), "X")]));
    let client = noting(&server.url(), &notes);
    let mut calls = JoinSet::new();
    for _ in 0..5 {
        let client = client.clone();
        calls.spawn(async move { client.execute(list(group())).await });
    }
    while server.asked().is_empty() {
        tokio::task::yield_now().await;
    }
    assert_eq!(server.asked().len(), 1, "nothing else is read before");
    gate.open();
    for result in calls.join_all().await {
        result.expect("a page");
    }
    assert_eq!((notes.looks(), notes.outcomes().len(), server.asked().len()), (1, 1, 6));
}

#[tokio::test]
async fn a_refused_token_is_the_calls_own_problem_and_leaves_the_entry_open() {
    let server = Canned::start([json(401, r#"{"error":"who?"}"#)]);
    let notes = Arc::new(Notes::with([open_rename(1, &license(), "X")]));
    let told = noting(&server.url(), &notes).execute(list(group())).await;
    assert!(matches!(told, Err(Problem::Unauthenticated { .. })), "{told:?}");
    assert!(notes.noted().is_empty());
}

#[tokio::test]
async fn what_stays_unknown_is_left_alone_for_a_while_and_hinders_nobody() {
    let server = Canned::answering(|asked| {
        let is_single = asked.target.contains("customer_licenses/");
        if is_single { json(403, "{}") } else { json(200, r#"{"licenses":[]}"#) }
    });
    let other = License { id: LicenseId(8), ..license() };
    let notes = Arc::new(Notes::with([open_rename(1, &license(), "X"), open_rename(2, &other, "Y")]));
    let client = noting(&server.url(), &notes);
    for _ in 0..2 {
        client.execute(list(group())).await.expect("a page");
    }
    assert_eq!((notes.looks(), notes.noted().len(), server.asked().len()), (1, 0, 3));
}

#[tokio::test]
async fn reading_back_from_a_silent_server_ends_with_the_time_limit() {
    let server = Canned::start([json(200, LICENSE), Answer::Silence]);
    let base = settings(&server.url());
    let timeout = base.care.settling;
    let client = Client::new(Settings { timeout, ..base }).expect("a client");
    let told = client.execute(rename(&license(), "X")).await;
    assert!(matches!(told, Err(Problem::OutcomeUnknown { .. })), "{told:?}");
    assert_eq!(server.asked().len(), 3, "the guard, the write and one look");
}

#[tokio::test]
async fn reading_back_waits_where_a_busy_server_asks_for_it() {
    let busy = || answer(429, &[("Retry-After", "1")], "");
    let made = json(200, &LICENSE.replace("Plan", "X"));
    let server = Canned::start([json(200, LICENSE), Answer::Nothing, busy(), made]);
    let heard = Heard::default();
    let client = noting(&server.url(), &Arc::default());
    let told = client.execute_with(rename(&license(), "X"), Patience::COMMAND, &heard).await;
    assert!(matches!(told, Ok(Reply::Updated { .. })), "{told:?}");
    let heard = heard.0.lock().expect("the lock");
    assert!(
        matches!(
            heard[..],
            [
                Progress::ReadingBack { .. },
                Progress::Waiting { .. },
                Progress::Trying,
                Progress::ReadBack { .. }
            ]
        ),
        "{heard:?}"
    );
}

#[tokio::test]
async fn the_last_change_or_a_whole_step_is_prepared_to_be_taken_back() {
    let step = Some(Uuid::new_v4());
    let done = |number, name: &str| Entry {
        result: Standing::Done,
        ..open_rename(number, &license_of(&license(), name), "Plan")
    };
    let of_step = |entry| Entry { step, ..entry };
    let taken_back = Entry { undoes: Some(EntryId(4)), ..done(5, "Older") };
    let entries = [of_step(done(1, "A")), of_step(done(2, "B")), done(3, "C"), done(4, "D"), taken_back];
    let server = Canned::start([json(200, LICENSE)]);
    let client = noting(&server.url(), &Arc::new(Notes::with(entries)));
    let prepare = async |entry: Option<u64>| {
        let call = Call::PrepareUndo { scope: Some(group()), entry: entry.map(EntryId) };
        match client.execute(call).await {
            Ok(Reply::UndoReady(undoing)) => undoing,
            other => panic!("{other:?}"),
        }
    };
    let numbers =
        |undoing: &lictor::domain::Undoing| undoing.undos.iter().map(|undo| undo.entry.0).collect::<Vec<_>>();
    assert_eq!(numbers(&prepare(None).await), [3], "what was taken back is not the last change");
    assert_eq!(numbers(&prepare(Some(1)).await), [2, 1], "the latest of a step first");
    let again = prepare(Some(4)).await;
    assert_eq!(again.refused, [(EntryId(4), "it has been taken back already".to_owned())]);
    assert!(server.asked().iter().all(|asked| asked.method == "GET"), "nothing is changed by it");
    let unknown = Call::PrepareUndo { scope: None, entry: Some(EntryId(99)) };
    assert!(matches!(client.execute(unknown).await, Err(Problem::NotFound { .. })));
}
