//! Listings whose pages are asked for a few at once: what the server sees of it.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};

use lictor::{
    api::Listing,
    domain::{Problem, foresight::documented_token},
    sandbox::{Options, Sandbox},
};

use super::support::{Bench, client, group};
use crate::support::canned::{Answer, Asked, Canned, Gate, answer, json};

const LIST: &str = "/api/v01/draas/{draas_instance}/groups/{uuid}/customer_licenses";

/// Reads to the end, or to a problem; the ids in their order.
async fn read(listing: &mut Listing) -> Result<Vec<i64>, Problem> {
    let mut ids = Vec::new();
    while let Some(page) = listing.next_page().await {
        ids.extend(page?.licenses.iter().map(|license| license.id.0));
    }
    Ok(ids)
}

fn slow(licenses: u32, faults: &str) -> Bench {
    Bench::with(Options { licenses, faults: faults.parse().expect("faults"), ..Options::default() })
}

fn lists(sandbox: &Sandbox) -> usize {
    sandbox.answered("GET", LIST)
}

/// A server of `pages` pages with one license each, whose answers are `special` where that has one: it is told the
/// number of the page and how often that was asked for before.
struct Numbered {
    canned: Canned,
    /// The numbers of the pages in the order in which they were asked for.
    asked: Arc<Mutex<Vec<u64>>>,
    most_at_once: Arc<AtomicUsize>,
}

impl Numbered {
    fn new(pages: u64, special: impl Fn(u64, usize) -> Option<Answer> + Send + Sync + 'static) -> Self {
        let asked = Arc::new(Mutex::new(Vec::new()));
        let (now, most_at_once) = (AtomicUsize::new(0), Arc::new(AtomicUsize::new(0)));
        let (times, order, most) =
            (Mutex::new(HashMap::new()), Arc::clone(&asked), Arc::clone(&most_at_once));
        let canned = Canned::answering(move |request| {
            most.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
            let number = number_of(request);
            order.lock().expect("the lock").push(number);
            let before = {
                let mut times = times.lock().expect("the lock");
                let count = times.entry(number).or_insert(0_usize);
                *count += 1;
                *count - 1
            };
            let answer = special(number, before).unwrap_or_else(|| page(number, pages));
            now.fetch_sub(1, Ordering::SeqCst);
            answer
        });
        Self { canned, asked, most_at_once }
    }

    fn listing(&self) -> Listing {
        Listing::new(client(&self.canned.url()), group(), 1)
    }

    fn asked(&self) -> Vec<u64> {
        self.asked.lock().expect("the lock").clone()
    }
}

fn number_of(request: &Asked) -> u64 {
    let query = request.target.split_once('?').map_or("", |(_, query)| query);
    let next = url::form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "next");
    next.map_or(1, |(_, token)| {
        (1..1_000).find(|number| documented_token(1, *number).0 == *token).expect("a documented token")
    })
}

fn page(number: u64, pages: u64) -> Answer {
    let next = if number < pages { documented_token(1, number + 1).0 } else { String::new() };
    json(
        200,
        &format!(
            r#"{{"results":{pages},"pages":{pages},"page":{number},"next":"{next}","licenses":[{{"id":{number}}}]}}"#
        ),
    )
}

#[tokio::test]
async fn a_few_pages_are_asked_for_at_once_and_each_once() {
    let bench = slow(400, "latency=20@list");
    let mut listing = Listing::new(bench.client.clone(), group(), 10);
    let ids = read(&mut listing).await.expect("a list");
    assert!(ids.is_sorted() && ids.len() == 400, "in the order of the server");
    assert_eq!(lists(&bench.sandbox), 40, "and nothing beyond the end");
    let most = bench.sandbox.most_at_once();
    assert!((2..=8).contains(&most), "{most}");
}

#[tokio::test]
async fn who_does_not_read_ahead_asks_for_one_page_at_a_time() {
    let bench = slow(100, "latency=5@list");
    let mut listing = Listing::new(bench.client.clone(), group(), 10).reading_ahead(false);
    listing.next_page().await.expect("a page").expect("a page");
    assert_eq!(lists(&bench.sandbox), 1);
    assert_eq!(read(&mut listing).await.expect("the rest").len(), 90);
    assert_eq!((bench.sandbox.most_at_once(), lists(&bench.sandbox)), (1, 10));
}

#[tokio::test]
async fn no_more_pages_are_asked_for_than_hold_what_is_wanted() {
    let bench = slow(400, "latency=5@list");
    let mut listing = Listing::new(bench.client.clone(), group(), 10).of_at_most(25);
    for _ in 0..3 {
        listing.next_page().await.expect("a page").expect("a page");
    }
    assert_eq!((bench.sandbox.at_work(), lists(&bench.sandbox)), (0, 3));
}

#[tokio::test]
async fn a_server_that_is_busy_once_is_asked_for_one_page_at_a_time_from_then_on() {
    let (all_came, asked_again) = (Gate::default(), Gate::default());
    let came = AtomicUsize::new(0);
    let server = Numbered::new(30, move |number, before| {
        if came.fetch_add(1, Ordering::SeqCst) + 1 == 7 {
            all_came.open();
        }
        match (number, before) {
            (4, 0) => {
                all_came.wait();
                return Some(answer(429, &[("Retry-After", "0")], ""));
            }
            (4, 1) => asked_again.open(),
            (2..=7, 0) => asked_again.wait(),
            _ => {}
        }
        None
    });
    let mut listing = server.listing();
    assert_eq!(read(&mut listing).await.expect("a list"), (1..=30).collect::<Vec<_>>());
    let mut asked = server.asked();
    asked[1..7].sort_unstable();
    let one_by_one = [4, 3].into_iter().chain(5..=30);
    assert_eq!(asked, (1..=7).chain(one_by_one).collect::<Vec<_>>());
    assert_eq!(server.most_at_once.load(Ordering::SeqCst), 6);
}

#[tokio::test]
async fn a_page_that_fails_before_its_turn_is_asked_for_again_and_no_failure_is_told() {
    for failure in [Answer::Nothing, answer(500, &[], ""), answer(403, &[], ""), json(200, "{")] {
        let server =
            Numbered::new(12, move |number, before| (number == 5 && before == 0).then(|| failure.clone()));
        let mut listing = server.listing();
        assert_eq!(read(&mut listing).await.expect("a list"), (1..=12).collect::<Vec<_>>());
        assert!(listing.is_complete());
    }
}

#[tokio::test]
async fn a_page_that_fails_in_its_turn_too_ends_the_listing_there() {
    let server = Numbered::new(12, |number, _| (number == 5).then(|| answer(403, &[], "")));
    let mut listing = server.listing();
    let mut ids = Vec::new();
    let problem = loop {
        match listing.next_page().await.expect("a page or a problem") {
            Ok(page) => ids.extend(page.licenses.iter().map(|license| license.id.0)),
            Err(problem) => break problem,
        }
    };
    assert!(matches!(problem, Problem::Denied { .. }), "{problem:?}");
    assert_eq!((ids, listing.is_complete()), (vec![1, 2, 3, 4], false));
}

#[tokio::test]
async fn pages_that_are_not_what_their_tokens_say_are_read_in_sequence() {
    let server = Numbered::new(12, |number, _| (number == 5).then(|| page(6, 12)));
    assert_eq!(
        read(&mut server.listing()).await.expect("a list"),
        [1, 2, 3, 4, 6, 7, 8, 9, 10, 11, 12],
        "as one finds them who knows nothing of numbers"
    );
}

#[tokio::test]
async fn a_server_that_goes_round_in_circles_is_found_out_ahead_too() {
    let circle = |number| {
        let next = documented_token(1, 2).0;
        let body = format!(r#"{{"pages":9,"page":{number},"next":"{next}","licenses":[{{"id":{number}}}]}}"#);
        json(200, &body)
    };
    let server = Numbered::new(9, move |number, _| (number == 5).then(|| circle(5)));
    let mut listing = server.listing();
    assert_eq!(read(&mut listing).await, Err(Problem::Repeated));
    assert!(listing.next_page().await.is_none() && !listing.is_complete());
}

#[tokio::test]
async fn a_listing_that_is_dropped_leaves_nothing_running() {
    // The first rule lets the first page through, untouched by the second.
    let bench = slow(400, "stale=0@list*1,latency=600000@list");
    let mut listing = Listing::new(bench.client.clone(), group(), 10);
    listing.next_page().await.expect("a page").expect("a page");
    while bench.sandbox.at_work() < 6 {
        tokio::task::yield_now().await;
    }
    drop(listing);
    while bench.sandbox.at_work() > 0 {
        tokio::task::yield_now().await;
    }
}
