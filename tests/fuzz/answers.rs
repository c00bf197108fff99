//! What a server answers, or whatever else is at that address, through the real client.

mod bodies;
mod calls;
mod client;
mod http;
mod server;

use std::time::Duration;

use fastrand::Rng;
use lictor::{
    domain::{Call, Problem, Reply},
    text,
};
use tokio::{runtime, time::timeout};

use self::{
    calls::{Asking, CODE, PASSWORD, TOKENS},
    client::Tape,
    server::Served,
};
use crate::driver::{Tally, fuzz};

/// What has to be met.
const NEEDS: [&str; 15] = [
    "list scopes",
    "list licenses",
    "read",
    "create",
    "update",
    "delete",
    "log in",
    "verify",
    "log out",
    "who am I",
    "yes",
    "no",
    "a page as it was sent",
    "a write that was sent",
    "a write that was sent again",
];

/// How long a call may take. The limits that the client is given come to much less.
const LONGEST: Duration = Duration::from_secs(20);

#[test]
fn whatever_is_answered_the_client_tells_what_happened() {
    let runtime = runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    fuzz("answers", &NEEDS, move |rng, tally| runtime.block_on(one(rng, tally)));
}

async fn one(rng: &mut Rng, tally: &mut Tally) {
    let Asking { word, call, patience } = calls::any(rng);
    let token = TOKENS[rng.usize(..TOKENS.len())];
    let served = Served::new(rng.fork(), call.clone(), token);
    let tape = Tape::default();
    let client = client::new(rng, &served.url(), token, &tape);
    let asked = timeout(LONGEST, client.execute_with(call.clone(), patience, &tape));
    let result = asked.await.unwrap_or_else(|_| panic!("{call} hangs"));
    tally.count(word);
    tally.count(if result.is_ok() { "yes" } else { "no" });
    let secret = match &call {
        Call::LogIn(_) => PASSWORD,
        Call::Verify(_) => CODE,
        _ => token,
    };
    is_safe(&result, &tape, secret);
    is_sent_once(tally, &call, &served);
    is_as_sent(tally, &call, &result, &served);
}

/// Neither what is told nor what is kept to be shown holds the secret that was sent, and what is told can be put on a terminal.
fn is_safe(result: &Result<Reply, Problem>, tape: &Tape, secret: &str) {
    let mut told = tape.told();
    if let Err(problem) = result {
        told.extend([problem.to_string(), problem.with_advice(), format!("{problem:?}")]);
    }
    for words in told {
        assert!(!words.contains(secret), "{secret} is told: {words:?}");
        let safe = text::safe(&words);
        assert!(!safe.chars().any(char::is_control), "{safe:?}");
    }
}

/// A write goes out again only where the server said that it did nothing; a log-in and a code never do.
fn is_sent_once(tally: &mut Tally, call: &Call, served: &Served) {
    let sent = served.sent();
    if sent.is_empty() {
        return;
    }
    tally.count("a write that was sent");
    let again = &sent[..sent.len() - 1];
    let may_again = call.is_write() && again.iter().all(|answer| server::says_that_nothing_was_done(answer));
    assert!(again.is_empty() || may_again, "{call} was sent {} times: {sent:#?}", sent.len());
    if !again.is_empty() {
        tally.count("a write that was sent again");
    }
}

/// A page says what was sent, no more and no less.
fn is_as_sent(tally: &mut Tally, call: &Call, result: &Result<Reply, Problem>, served: &Served) {
    let Some(body) = served.whole_body() else { return };
    match (call, result) {
        (Call::ListLicenses { .. }, Ok(Reply::Licenses(page))) => {
            tally.count("a page as it was sent");
            bodies::is_page(page, &body);
        }
        (Call::ReadLicense { .. }, Ok(Reply::License { body: kept, .. })) => assert_eq!(*kept, body),
        _ => {}
    }
}
