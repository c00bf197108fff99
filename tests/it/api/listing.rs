//! Whole lists, page by page.

use std::collections::HashSet;

use lictor::{api::Listing, domain::Problem, sandbox::Options};

use super::support::{Bench, client, group};
use crate::support::canned::{Answer, Canned, answer, json};

#[tokio::test]
async fn a_listing_reads_every_page_once() {
    let bench = Bench::with(Options { licenses: 95, ..Options::default() });
    let mut listing = Listing::new(bench.client.clone(), group(), 10);
    let mut ids = HashSet::new();
    let mut pages = 0;
    while let Some(page) = listing.next_page().await {
        pages += 1;
        ids.extend(page.expect("a page").licenses.into_iter().map(|license| license.id));
    }
    assert_eq!((pages, ids.len()), (10, 95));
    assert!(listing.is_complete());
}

#[tokio::test]
async fn a_listing_that_goes_round_in_circles_ends_with_a_word_and_all_rows() {
    let bench = Bench::with_faults("repeat@list");
    let mut listing = Listing::new(bench.client.clone(), group(), 10);
    let mut rows = 0;
    let problem = loop {
        match listing.next_page().await.expect("a page or a problem") {
            Ok(page) => rows += page.licenses.len(),
            Err(problem) => break problem,
        }
    };
    assert_eq!(problem, Problem::Repeated);
    assert!(rows >= 10);
    assert!(listing.next_page().await.is_none());
    assert!(!listing.is_complete());
}

#[tokio::test]
async fn a_page_that_fails_can_be_asked_for_again() {
    let page = |next: &str| json(200, &format!(r#"{{"licenses":[],"next":"{next}"}}"#));
    // A page is tried three times before it counts as failed.
    let failed = [Answer::Nothing, Answer::Nothing, Answer::Nothing];
    let answers = [page("two")].into_iter().chain(failed).chain([page("")]);
    let server = Canned::start(answers);
    let mut listing = Listing::new(client(&server.url()), group(), 10);
    assert!(listing.next_page().await.expect("a page").is_ok());
    assert!(matches!(listing.next_page().await, Some(Err(Problem::Broken { .. }))));
    assert!(listing.next_page().await.expect("a page").is_ok());
    assert!(listing.next_page().await.is_none());
    assert!(listing.is_complete());
    assert_eq!(server.asked().len(), 5);
    assert!(server.lines()[1..].iter().all(|line| line.ends_with("next=two")));
}

#[tokio::test]
async fn the_page_after_is_asked_for_while_a_page_is_used() {
    let page = |next: &str| json(200, &format!(r#"{{"licenses":[],"next":"{next}"}}"#));
    let server = Canned::start([page("two"), page("three"), page("")]);
    let mut listing = Listing::new(client(&server.url()), group(), 10);
    listing.next_page().await.expect("a page").expect("a page");
    // Nothing is asked of the listing here, and yet the next page comes.
    while server.asked().len() < 2 {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn a_busy_server_is_asked_again_when_it_says_so() {
    let busy = answer(429, &[("Retry-After", "0")], "");
    let server = Canned::start([busy.clone(), busy, json(200, r#"{"licenses":[]}"#)]);
    let mut listing = Listing::new(client(&server.url()), group(), 10);
    assert!(listing.next_page().await.expect("a page").is_ok());
    assert_eq!(server.asked().len(), 3);
}

#[tokio::test]
async fn a_server_that_asks_for_too_much_patience_gets_none() {
    let server = Canned::start([answer(429, &[("Retry-After", "61")], "")]);
    let mut listing = Listing::new(client(&server.url()), group(), 10);
    assert!(matches!(listing.next_page().await, Some(Err(Problem::Busy { .. }))));
    assert_eq!(server.asked().len(), 1);
}
