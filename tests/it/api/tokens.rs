//! Tokens of machines, and where the Authorization header goes.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use lictor::{
    api::{Access, Client, Settings},
    domain::{LicenseId, Problem, Reply, Secret, SecretSource},
};

use super::{
    renewal::{Kept, bearer, session, tokens},
    support::{create, group, list, settings},
};
use crate::support::canned::{Canned, answer, json};

/// Gives one secret after the other, the last of them again and again; an empty one is a failure.
#[derive(Debug)]
struct Source {
    secrets: &'static [&'static str],
    asked: AtomicUsize,
}

impl Source {
    fn of(secrets: &'static [&'static str]) -> Arc<Self> {
        Arc::new(Self { secrets, asked: AtomicUsize::new(0) })
    }

    fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }
}

impl SecretSource for Source {
    fn secret(&self) -> Result<Secret, String> {
        let asked = self.asked.fetch_add(1, Ordering::SeqCst);
        match self.secrets.get(asked).or(self.secrets.last()) {
            Some(secret) if !secret.is_empty() => Ok(Secret::from(*secret)),
            _ => Err("`pass show lab` ended with status 1".to_owned()),
        }
    }

    fn can_change(&self) -> bool {
        true
    }
}

fn client(url: &str, source: Arc<dyn SecretSource>) -> Client {
    Client::new(Settings { access: Access::Token(source), ..settings(url) }).expect("a client")
}

fn only(good: &'static str) -> Canned {
    Canned::answering(move |asked| match bearer(asked) {
        Some(token) if token == good && asked.method == "POST" => json(200, r#"{"id":17}"#),
        Some(token) if token == good => json(200, r#"{"licenses":[]}"#),
        _ => json(401, r#"{"error":"expired"}"#),
    })
}

#[tokio::test]
async fn a_source_is_asked_at_the_first_call_and_again_after_a_refusal() {
    let (server, source) = (only("t2"), Source::of(&["t1", "t2"]));
    let client = client(&server.url(), Arc::clone(&source) as _);
    assert_eq!(source.asked(), 0);
    assert_eq!(client.execute(create("S")).await, Ok(Reply::Created(LicenseId(17))));
    client.execute(list(group())).await.expect("a page");
    assert_eq!((source.asked(), server.asked().len()), (2, 3));
}

#[tokio::test]
async fn the_same_token_again_is_not_sent_again() {
    let (server, source) = (only("t2"), Source::of(&["t1"]));
    let client = client(&server.url(), Arc::clone(&source) as _);
    let reason = Some("expired".to_owned());
    assert_eq!(client.execute(list(group())).await, Err(Problem::Unauthenticated { reason }));
    assert_eq!((source.asked(), server.asked().len()), (2, 1));
}

#[tokio::test]
async fn a_token_that_cannot_change_is_refused_once() {
    let server = only("t2");
    let client = client(&server.url(), Arc::new(Secret::from("t1")));
    assert!(matches!(client.execute(create("S")).await, Err(Problem::Unauthenticated { .. })));
    assert_eq!(server.asked().len(), 1);
}

#[tokio::test]
async fn a_source_that_fails_is_asked_again_by_the_next_call() {
    let (server, source) = (only("t1"), Source::of(&["", "t1"]));
    let client = client(&server.url(), Arc::clone(&source) as _);
    let reason = "`pass show lab` ended with status 1".to_owned();
    assert_eq!(client.execute(list(group())).await, Err(Problem::NoSecret { reason }));
    assert!(server.asked().is_empty());
    client.execute(list(group())).await.expect("a page");
}

#[tokio::test]
async fn no_redirect_carries_the_authorization_to_another_origin() {
    let other = Canned::answering(|_| json(200, r#"{"licenses":[]}"#));
    let elsewhere = format!("{}/x", other.url());
    let kept = Kept::with(tokens("a1", Some("r1")));
    for status in [301, 302, 303, 307, 308] {
        let location = elsewhere.clone();
        let server = Canned::answering(move |asked| match asked.target.as_str() {
            "/api/v01/auth/access_token" => answer(status, &[("Location", &location)], ""),
            _ if bearer(asked) == Some("t1") => answer(status, &[("Location", &location)], ""),
            _ => json(401, ""),
        });
        let token = client(&server.url(), Arc::new(Secret::from("t1")));
        let account = session(&server.url(), &kept, None);
        for client in [token, account] {
            let result = client.execute(list(group())).await;
            assert_eq!(result, Err(Problem::Redirected { to: elsewhere.clone() }), "{status}");
        }
    }
    assert!(other.asked().is_empty(), "nobody came there");
}

#[tokio::test]
async fn a_refresh_follows_no_redirect_at_all() {
    let server = Canned::answering(|asked| match asked.target.as_str() {
        "/api/v01/auth/access_token" => answer(307, &[("Location", "/api/v01/auth/access_token")], ""),
        _ => json(401, ""),
    });
    let client = session(&server.url(), &Kept::with(tokens("a1", Some("r1"))), None);
    assert!(matches!(client.execute(list(group())).await, Err(Problem::Redirected { .. })));
    assert_eq!(server.asked().len(), 2);
}
