//! Tokens of pages, through the walk and through a whole listing.

use std::{collections::HashSet, sync::Arc};

use fastrand::Rng;
use lictor::{
    api::{Access, Listing},
    domain::{License, LicenseId, LicensePage, PageToken, Problem, Scope, ScopeKind, Secret, Status, Walk},
};
use serde_json::json;
use url::{Url, form_urlencoded};
use uuid::Uuid;

use crate::{
    client::client,
    driver::Tally,
    mutation::{once_in, pick, text},
    support::canned::{Asked, Canned, json},
};

/// The most pages in a row that may bring nothing new, and some more.
const MANY: usize = 1_100;

/// Tokens of one listing: of any shape, predictable, or from a few that come again.
struct Tokens {
    few: Vec<String>,
    how: u8,
    number: u64,
}

impl Tokens {
    fn new(rng: &mut Rng) -> Self {
        let few = (0..rng.usize(1..4)).map(|_| text(rng)).collect();
        Self { few, how: rng.u8(..4), number: 0 }
    }

    /// The next; none at the end. An empty one is none on the wire, but the walk has to bear it too.
    fn next(&mut self, rng: &mut Rng) -> Option<String> {
        if once_in(rng, 12) {
            return None;
        }
        self.number += 1;
        Some(match self.how {
            0 => text(rng),
            1 => format!("page_size=1&page={}", self.number),
            2 => pick(rng, &self.few),
            _ => self.number.to_string(),
        })
    }
}

fn license(number: i64) -> License {
    let (name, sku) = (String::new(), format!("S-{number}"));
    License { id: LicenseId(number), name, description: None, sku, status: Status::Enabled }
}

/// Goes by the rules of the walk, kept anew beside it.
pub(super) fn walk(rng: &mut Rng, tally: &mut Tally) {
    let (mut walk, mut seen, mut tokens) = (Walk::default(), HashSet::new(), Tokens::new(rng));
    let is_endless = once_in(rng, 40);
    let steps_back = !is_endless && rng.bool();
    let mut accepted = 0;
    for number in 0..MANY {
        let Some(asked) = walk.next_token() else { break };
        let was_reading_again = walk.is_reading_again();
        assert_eq!(asked.is_none(), walk.pages_read() == 0 || was_reading_again && asked.is_none());
        let next = if is_endless { Some(number.to_string()) } else { tokens.next(rng) };
        let ids = if is_endless { 0 } else { rng.i64(0..3) };
        let page = LicensePage {
            next: next.clone().map(PageToken),
            licenses: (0..ids).map(|id| license(id + rng.i64(..3))).collect(),
            ..LicensePage::default()
        };
        let result = walk.accept(&page);
        if was_reading_again {
            tally.count("read again");
        } else {
            accepted += 1;
        }
        assert_eq!(walk.pages_read(), accepted, "each page counts once");
        match (&result, &next) {
            (Ok(()), None) if !walk.is_reading_again() => {
                tally.count("complete");
                assert!(walk.is_complete() && walk.next_token().is_none());
            }
            (Ok(()), Some(token)) if !was_reading_again => {
                assert!(seen.insert(token.clone()), "{token:?} was followed twice");
                assert_eq!(walk.next_token(), Some(Some(PageToken(token.clone()))));
            }
            (Ok(()), Some(token)) if !walk.is_reading_again() => {
                // Read once more, the last page may lead where it led before, or elsewhere.
                seen.insert(token.clone());
                assert_eq!(walk.next_token(), Some(Some(PageToken(token.clone()))));
            }
            (Ok(()), _) => {}
            (Err(problem), _) => {
                let is_known = next.is_some_and(|token| seen.contains(&token));
                tally.count(if *problem == Problem::Repeated { "repeated" } else { "endless" });
                assert!(was_reading_again || is_known == (*problem == Problem::Repeated), "{problem}");
                assert!(!walk.is_complete() && walk.next_token().is_none(), "it ends, and is not complete");
                return;
            }
        }
        if page.next.is_some() {
            assert!(!walk.is_complete(), "complete, and yet there is a token");
        }
        if steps_back && once_in(rng, 4) {
            walk.step_back(rng.usize(..4));
        }
    }
    assert!(walk.is_complete() || !is_endless, "an endless listing has an end");
}

/// Every token goes back to the server as it came.
pub(super) async fn listing(rng: &mut Rng, tally: &mut Tally) {
    let mut tokens = Tokens::new(rng);
    let pages: Vec<Option<String>> = (0..rng.usize(1..8)).map(|_| tokens.next(rng)).chain([None]).collect();
    let mut sent = pages.clone().into_iter();
    let script = std::sync::Mutex::new(move || sent.next().flatten());
    let server = Canned::answering(move |_| {
        let next = script.lock().expect("the lock")();
        json(200, &json!({"licenses": [{"id": 1}], "next": next}).to_string())
    });
    let access = Access::Token(Arc::new(Secret::from("token")));
    let client = client(&server.url(), access, super::session::TIMEOUT);
    let scope = Scope { kind: ScopeKind::Tenants, uuid: Uuid::from_u128(7) };
    let mut listing = Listing::new(client, scope, 10);
    let mut problem = None;
    while let Some(page) = listing.next_page().await {
        problem = page.err();
    }
    tally.count("a listing");
    let asked: Vec<Option<String>> = server.asked().iter().map(token_of).collect();
    let followed: Vec<Option<String>> = [None]
        .into_iter()
        .chain(pages.into_iter().take_while(|token| token.as_ref().is_some_and(|token| !token.is_empty())))
        .take(asked.len())
        .collect();
    assert_eq!(asked, followed);
    let distinct: HashSet<_> = asked.iter().collect();
    assert_eq!(distinct.len(), asked.len(), "a token was followed twice");
    assert_eq!(listing.is_complete(), problem.is_none(), "{problem:?}");
}

fn token_of(asked: &Asked) -> Option<String> {
    let target = Url::parse("http://h").and_then(|origin| origin.join(&asked.target)).expect("an address");
    let mut pairs = form_urlencoded::parse(target.query().unwrap_or_default().as_bytes());
    pairs.find(|(name, _)| name == "next").map(|(_, token)| token.into_owned())
}
