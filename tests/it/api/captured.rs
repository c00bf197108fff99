//! What went over the wire, captured to be shown: whole, bounded, and without what is secret.

use std::sync::{Arc, Mutex};

use lictor::domain::{
    Call, Challenge, Credentials, Exchange, Factor, LicenseId, Recorder, Secret, Verification,
};

use super::{
    renewal::{Kept, session, tokens},
    support::{LICENSE, client, create, group, list, read, rename},
};
use crate::support::canned::{Answer, Canned, answer, cut, json};

#[derive(Debug, Default)]
struct Tape(Mutex<Vec<Exchange>>);

impl Recorder for Tape {
    fn record(&self, exchange: Exchange) {
        self.0.lock().expect("the lock").push(exchange);
    }
}

impl Tape {
    fn exchanges(&self) -> Vec<Exchange> {
        self.0.lock().expect("the lock").clone()
    }
}

fn header<'a>(headers: &'a [(String, String)], name: &str) -> Option<&'a str> {
    headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
}

#[tokio::test]
async fn every_request_is_captured_with_its_answer() {
    let server = Canned::start([json(200, LICENSE), answer(204, &[("X-Made", "up")], "")]);
    let (client, tape) = (client(&server.url()), Arc::new(Tape::default()));
    client.record_to(Arc::clone(&tape) as _);
    client.execute(rename(&super::support::license(), "Mine")).await.expect("changed");
    let [read, written] = &tape.exchanges()[..] else { panic!("{tape:?}") };
    let address = format!("{}/api/v01/draas/sandbox/{}/customer_licenses/7", server.url(), group());
    assert_eq!((read.method.as_str(), written.method.as_str()), ("GET", "PUT"));
    assert_eq!((&read.url, &written.url, read.retries), (&address, &address, 0));
    assert!(read.request_body.is_none());
    let body = written.request_body.as_ref().expect("a body");
    assert_eq!(
        (body.text.as_str(), body.bytes),
        (&*server.asked()[1].body, server.asked()[1].body.len() as u64)
    );
    assert_eq!(header(&written.request_headers, "authorization"), Some("…"));
    assert_eq!(header(&written.request_headers, "user-agent"), Some("lictor"));
    assert_eq!(header(&written.request_headers, "x-request-id"), server.asked()[1].header("x-request-id"));
    let answered = read.answer.as_ref().expect("an answer");
    assert_eq!((answered.status, answered.body.text.as_str(), &answered.broken), (200, LICENSE, &None));
    let answered = written.answer.as_ref().expect("an answer");
    assert_eq!((answered.status, header(&answered.headers, "x-made")), (204, Some("up")));
    assert!(read.time.len() == "2026-01-02T03:04:05.678Z".len() && read.time.ends_with('Z'), "{}", read.time);
}

#[tokio::test]
async fn tries_are_counted_and_broken_answers_kept_as_far_as_they_came() {
    let server = Canned::start([
        Answer::Nothing,
        cut(json(200, r#"{"licenses":[]}"#), 4),
        json(200, r#"{"licenses":[]}"#),
    ]);
    let (client, tape) = (client(&server.url()), Arc::new(Tape::default()));
    client.record_to(Arc::clone(&tape) as _);
    client.execute_patiently(list(group())).await.expect("a page");
    let exchanges = tape.exchanges();
    assert_eq!(exchanges.iter().map(|exchange| exchange.retries).collect::<Vec<_>>(), [0, 1, 2]);
    assert!(exchanges[0].answer.as_ref().is_err_and(|reason| reason.contains("the connection broke")));
    let broken = exchanges[1].answer.as_ref().expect("an answer");
    assert_eq!(broken.body.text, r#"{"licenses""#);
    assert!(broken.broken.as_ref().is_some_and(|reason| reason.contains("cut off after 11 bytes")));
}

#[tokio::test]
async fn nothing_secret_is_captured_of_a_session() {
    let login = r#"{"2fa_payload":"payload-s3cr3t","option":"totp"}"#;
    let issued = r#"{"access_token":"access-s3cr3t","refresh_token":"refresh-s3cr3t","jwt":"other-s3cr3t"}"#;
    let server = Canned::start([
        json(400, r#"{"error":"what is pw-s3cr3t?"}"#),
        json(200, login),
        json(400, r#"{"error":{"reason":"code-s3cr3t is wrong"}}"#),
        answer(200, &[("Content-Type", "application/json"), ("Set-Cookie", "sid=cookie-s3cr3t")], issued),
        json(200, r#"{"licenses":[],"echo":"Bearer access-s3cr3t, pw-s3cr3t and code-s3cr3t"}"#),
        json(401, r#"{"error":"access-s3cr3t expired"}"#),
        json(200, r#"{"access_token":"fresh-s3cr3t"}"#),
        json(200, r#"{"id":7,"echo":"refresh-s3cr3t fresh-s3cr3t"}"#),
        json(200, "[\"bare-s3cr3t\"]"),
    ]);
    let client = session(&server.url(), &Kept::with(tokens("old-s3cr3t", None)), None);
    let tape = Arc::new(Tape::default());
    client.record_to(Arc::clone(&tape) as _);
    let credentials = || Credentials { username: "ada".into(), password: Secret::from("pw-s3cr3t") };
    let challenge = Challenge {
        username: "ada".into(),
        factor: Factor::Totp,
        payload: Secret::from("\"payload-s3cr3t\""),
    };
    let verification =
        || Verification { challenge: challenge.clone(), code: Secret::from("code-s3cr3t"), trust: true };
    for call in [
        Call::LogIn(credentials()),
        Call::LogIn(credentials()),
        Call::Verify(verification()),
        Call::Verify(verification()),
        list(group()),
        create("S"),
        Call::LogIn(credentials()),
    ] {
        let _ = client.execute(call).await;
    }
    let exchanges = tape.exchanges();
    assert_eq!(exchanges.len(), 9, "{exchanges:#?}");
    let told = format!("{exchanges:?}");
    assert!(!told.contains("s3cr3t"), "{told}");
    assert!(told.contains(r#"{\"username\":\"ada\",\"password\":\"…\"}"#), "{told}");
    assert!(told.contains("what is …?") && told.contains(r#"\"echo\":\"Bearer …, … and …\""#), "{told}");
    assert_eq!(exchanges[7].retries, 1, "it was sent again with another token");
}

#[tokio::test]
async fn nothing_secret_is_captured_in_another_form() {
    let server = Canned::start([
        json(200, r#"{"access_token":"access-s3cr3t/1","refresh_token":"refresh-s3cr3t"}"#),
        answer(
            200,
            &[("Content-Type", "application/json"), ("X-Echo", "Basic YWRhOnB3LXMzY3IzdA==")],
            r#"{"licenses":[],"echo":"access-s3cr3t\/1, access-s3cr3t%2F1, \u0070\u0077-s3cr3t, 70772d733363723374"}"#,
        ),
    ]);
    let client = session(&server.url(), &Kept::empty(), None);
    let tape = Arc::new(Tape::default());
    client.record_to(Arc::clone(&tape) as _);
    let password = Secret::from("pw-s3cr3t");
    client.execute(Call::LogIn(Credentials { username: "ada".into(), password })).await.expect("a session");
    client.execute(list(group())).await.expect("a page");
    let exchanges = tape.exchanges();
    let answered = exchanges[1].answer.as_ref().expect("an answer");
    assert_eq!(answered.body.text, r#"{"licenses":[],"echo":"…, …, …, …"}"#);
    let echo = header(&answered.headers, "x-echo").expect("a header");
    assert!(echo.contains('…') && !echo.contains("B3LXMzY3"), "{echo}");
}

#[tokio::test]
async fn large_bodies_are_kept_by_their_beginning() {
    let body = format!(r#"{{"name":"{}","sku":"S","status":"enabled"}}"#, "x".repeat(100_000));
    let server = Canned::start([json(200, &body)]);
    let (client, tape) = (client(&server.url()), Arc::new(Tape::default()));
    client.record_to(Arc::clone(&tape) as _);
    client.execute(read(LicenseId(7))).await.expect("a license");
    let exchanges = tape.exchanges();
    let kept = &exchanges[0].answer.as_ref().expect("an answer").body;
    assert_eq!((kept.text.len(), kept.bytes, kept.is_cut), (8192, body.len() as u64, true));
}
