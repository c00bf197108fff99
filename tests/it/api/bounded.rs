//! Answers without bounds end in a message: in time, in size, in depth, in pages.

use std::{
    process::Command,
    sync::atomic::{AtomicUsize, Ordering},
    time::Duration,
};

use lictor::{
    api::{Client, Listing, Settings},
    domain::Problem,
};

use tokio::time::Instant;

use super::support::{Bench, client, create, group, list, settings};
use crate::support::{
    canned::{Answer, Canned, answer, json},
    command::Shell,
    packed,
};

async fn broken(answer: Answer) -> String {
    let server = Canned::start([answer]);
    match client(&server.url()).execute(list(group())).await {
        Err(Problem::Broken { reason }) => reason,
        other => panic!("{other:?}"),
    }
}

/// A head that announces more than will ever come.
fn stalled(body: &str) -> Answer {
    let head = "HTTP/1.1 200 X\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n";
    Answer::Stalled(format!("{head}{body}").into_bytes())
}

fn packed(mebibytes: usize) -> Answer {
    let body = packed::spaces(mebibytes);
    let head = format!(
        "HTTP/1.1 200 X\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    Answer::Bytes([head.into_bytes(), body].concat())
}

#[tokio::test]
async fn an_answer_that_stops_in_the_middle_is_not_waited_for_until_the_time_is_up() {
    let limit = Duration::from_secs(4);
    let server = Canned::start([stalled(r#"{"licenses":["#)]);
    let client = Client::new(Settings { timeout: limit, ..settings(&server.url()) }).expect("a client");
    let started = Instant::now();
    let told = client.execute(list(group())).await;
    let Err(Problem::Broken { reason }) = &told else { panic!("{told:?}") };
    assert_eq!(reason, "cut off after 13 bytes: nothing came for 2.0 s");
    assert!(started.elapsed() < limit, "{:?}", started.elapsed());
}

#[tokio::test]
async fn a_write_whose_answer_stops_in_the_middle_is_read_back() {
    let timeout = Duration::from_millis(600);
    let server = Canned::start([stalled(r#"{"id""#), json(200, r#"{"licenses":[]}"#)]);
    let client = Client::new(Settings { timeout, ..settings(&server.url()) }).expect("a client");
    let told = client.execute(create("S")).await;
    assert!(matches!(told, Err(Problem::NotDone { .. })), "{told:?}");
}

#[tokio::test]
async fn an_answer_that_comes_slowly_comes() {
    let bench = Bench::with_faults("slow=1@list*1");
    assert!(bench.execute(list(group())).await.is_ok());
}

#[tokio::test]
async fn an_answer_that_unpacks_without_bounds_is_not_taken_in() {
    assert_eq!(broken(packed(200)).await, "more than 64 MiB");
}

#[test]
fn memory_stays_flat_whatever_an_answer_unpacks_to() {
    // A gibibyte, three times, with less than one to live in.
    let server = Canned::start([packed(1024)]);
    let shell = Shell::at(&server.url());
    let list = shell.command(&["list"]);
    let mut limited = Command::new("sh");
    limited.arg("-c").arg("ulimit -v 900000 && exec \"$0\" list").arg(list.get_program()).env_clear();
    for (name, value) in list.get_envs() {
        limited.env(name, value.expect("a value"));
    }
    let output = limited.env("MALLOC_ARENA_MAX", "2").output().expect("it runs");
    let told = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(7), "{told}");
    assert!(told.contains("more than 64 MiB"), "{told}");
}

#[tokio::test]
async fn an_answer_without_a_floor_is_broken_and_nothing_overflows() {
    let deep = "[".repeat(1_000_000);
    assert!(broken(json(200, &deep)).await.contains("recursion limit"));
    let inside = format!(r#"{{"licenses":[{{"id":1,"name":{deep}"#);
    assert!(broken(json(200, &inside)).await.starts_with("not as documented"));
    let beside = format!(r#"{{"licenses":[],"more":{deep}"#);
    assert!(broken(json(200, &beside)).await.contains("cut off"));
    let server = Canned::start([json(400, &format!(r#"{{"error":{deep}"#))]);
    let told = client(&server.url()).execute(list(group())).await;
    assert!(
        matches!(&told, Err(Problem::Rejected { reason: Some(reason), .. }) if reason.len() < 2_000),
        "{told:?}"
    );
}

#[tokio::test]
async fn a_refusal_without_bounds_is_told_by_its_beginning() {
    let server = Canned::start([answer(400, &[("Content-Type", "text/plain")], &"no ".repeat(10 << 20))]);
    let told = client(&server.url()).execute(list(group())).await;
    assert!(
        matches!(&told, Err(Problem::Rejected { reason: Some(reason), .. }) if reason.starts_with("no no") && reason.len() < 500),
        "{told:?}"
    );
}

#[tokio::test]
async fn a_token_that_no_address_can_hold_is_broken() {
    let long = "x".repeat(20_000);
    let told = broken(json(200, &format!(r#"{{"licenses":[],"next":"{long}"}}"#))).await;
    assert!(told.contains("`next` is too long"), "{told}");
}

/// A server whose list has ever another page, each with this body between.
fn endless(page: &'static str) -> Canned {
    let pages = AtomicUsize::new(0);
    Canned::answering(move |_| {
        let next = pages.fetch_add(1, Ordering::SeqCst);
        json(200, &format!(r#"{{{page},"next":"page-{next}"}}"#))
    })
}

#[tokio::test]
async fn a_listing_that_brings_nothing_new_ends_with_a_word() {
    for page in [r#""licenses":[]"#, r#""licenses":[{"id":1,"sku":"S"},{"id":2,"sku":"T"}]"#] {
        let server = endless(page);
        let mut listing = Listing::new(client(&server.url()), group(), 10);
        let problem = loop {
            if let Err(problem) = listing.next_page().await.expect("a page or a problem") {
                break problem;
            }
        };
        assert!(
            matches!(&problem, Problem::Endless { reason } if reason.contains("1000 pages")),
            "{problem}"
        );
        assert!(listing.next_page().await.is_none() && !listing.is_complete());
        assert!((1_000..1_010).contains(&server.asked().len()), "{}", server.asked().len());
    }
}

#[test]
fn a_list_of_scopes_that_brings_nothing_new_ends_with_a_word() {
    let server = endless(r#""groups":[]"#);
    Shell::at(&server.url()).run(&["scopes", "groups"]).fails(7, "1000 pages in a row brought nothing new");
}
