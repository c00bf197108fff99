//! Answers that say no, in every form that servers have for it.

use std::time::Duration;

use lictor::domain::{LicenseId, Problem};

use super::support::{client, create, delete, group, license, list, read, rename};
use crate::support::canned::{Canned, answer, html, json};

const ID: LicenseId = LicenseId(7);

async fn problem(answers: Vec<crate::support::canned::Answer>, call: lictor::domain::Call) -> Problem {
    let server = Canned::start(answers);
    client(&server.url()).execute(call).await.expect_err("a problem")
}

#[tokio::test]
async fn the_servers_words_are_found_in_every_form_of_body() {
    let page = "<html><title>Bad &amp; sad</title><body>markup</body></html>";
    for (answer, words) in [
        (json(400, r#"{"error":"SKU taken"}"#), Some("SKU taken")),
        (json(400, r#"{"error":{"reason":"SKU taken"}}"#), Some("SKU taken")),
        (answer(400, &[("Content-Type", "text/plain")], "SKU\r\ntaken"), Some("SKU taken")),
        (answer(400, &[], ""), None),
        (html(400, page), Some("Bad & sad")),
    ] {
        let expected = Problem::Rejected { status: 400, reason: words.map(str::to_owned) };
        assert_eq!(problem(vec![answer], list(group())).await, expected);
    }
}

#[tokio::test]
async fn undocumented_statuses_have_their_problems_too() {
    let of = async |status: u16| problem(vec![json(status, r#"{"error":"x"}"#)], create("S")).await;
    let reason = || Some("x".to_owned());
    assert_eq!(of(401).await, Problem::Unauthenticated { reason: reason() });
    let role = "groups.instance.customer_license.create";
    assert_eq!(of(403).await, Problem::Denied { role, reason: reason() });
    let what = group().to_string();
    assert_eq!(of(404).await, Problem::NotFound { what, reason: reason() });
    for status in [405, 409, 422] {
        assert_eq!(of(status).await, Problem::Rejected { status, reason: reason() });
    }
    for status in [500, 502, 503, 504] {
        assert!(matches!(of(status).await, Problem::OutcomeUnknown { .. }), "{status}");
    }
}

#[tokio::test]
async fn a_busy_server_says_how_long_to_wait() {
    let of = async |headers: &[(&str, &str)]| {
        problem(vec![json(200, super::support::LICENSE), answer(429, headers, "")], delete(&license())).await
    };
    let wait = |seconds| Problem::Busy { status: 429, retry_after: Some(Duration::from_secs(seconds)) };
    assert_eq!(of(&[("Retry-After", "17")]).await, wait(17));
    assert_eq!(of(&[]).await, Problem::Busy { status: 429, retry_after: None });
    let date = ("Date", "Sun, 06 Nov 1994 08:49:37 GMT");
    assert_eq!(of(&[date, ("Retry-After", "Sun, 06 Nov 1994 08:50:37 GMT")]).await, wait(60));
}

#[tokio::test]
async fn a_role_that_is_missing_for_the_read_before_a_change_is_that_of_reading() {
    let denied = problem(vec![json(403, "{}")], rename(&license(), "X")).await;
    let role = "groups.instance.customer_licenses.instance.read";
    assert!(matches!(denied, Problem::Denied { role: told, .. } if told == role), "{denied:?}");
}

#[tokio::test]
async fn a_change_of_a_license_that_is_gone_by_then_is_not_found() {
    let answers = vec![json(200, super::support::LICENSE), json(404, "{}")];
    let gone = problem(answers, rename(&license(), "X")).await;
    assert!(matches!(gone, Problem::NotFound { .. }), "{gone:?}");
}

#[tokio::test]
async fn a_redirect_within_the_origin_is_followed_by_reads() {
    let body = super::support::LICENSE;
    let server = Canned::start([
        answer(307, &[("Location", "/elsewhere?a=b")], ""),
        answer(301, &[("Location", "further")], ""),
        json(200, body),
    ]);
    client(&server.url()).execute(read(ID)).await.expect("a license");
    let targets: Vec<String> = server.asked().into_iter().map(|asked| asked.target).collect();
    assert_eq!(targets[1..], ["/elsewhere?a=b", "/further"]);
}

#[tokio::test]
async fn a_redirect_that_never_ends_is_given_up() {
    let server = Canned::start([answer(302, &[("Location", "/again")], "")]);
    let problem = client(&server.url()).execute(read(ID)).await.expect_err("no end");
    assert!(matches!(problem, Problem::Redirected { .. }), "{problem:?}");
    assert_eq!(server.asked().len(), 6);
}

#[tokio::test]
async fn a_redirect_to_another_origin_is_refused_and_gets_no_token() {
    let thief = Canned::start([json(200, super::support::LICENSE)]);
    let location = format!("{}/x?secret=1", thief.url());
    let found = problem(vec![answer(302, &[("Location", &location)], "")], read(ID)).await;
    assert_eq!(found, Problem::Redirected { to: format!("{}/x", thief.url()) });
    assert!(thief.asked().is_empty());
}

#[tokio::test]
async fn writes_follow_no_redirect() {
    let redirect = || answer(307, &[("Location", "/x")], "");
    let license_first = vec![json(200, super::support::LICENSE), redirect()];
    for (call, mut answers) in [(create("S"), vec![redirect()]), (delete(&license()), license_first)] {
        let requests = answers.len();
        answers.push(json(200, r#"{"id":1}"#));
        let server = Canned::start(answers);
        let found = client(&server.url()).execute(call).await;
        assert!(matches!(found, Err(Problem::Redirected { .. })), "{found:?}");
        assert_eq!(server.asked().len(), requests);
    }
}
