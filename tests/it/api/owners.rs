//! Whose session is kept: a run that names a user never goes as another.

use std::sync::Arc;

use lictor::domain::{Call, Challenge, Credentials, KeptSession, Problem, Reply, Secret, Verification};

use super::{
    renewal::{Kept, automatic, bearer, session_of, tokens},
    support::{create, group, list},
};
use crate::support::canned::{Asked, Canned, json};

const LOG_IN: &str = "POST /api/v01/auth/login";
const REFRESH: &str = "GET /api/v01/auth/access_token";
const PAGE: &str = r#"{"licenses":[]}"#;

/// A server whose tokens say whose they are: `anna-1`, after a refresh `anna-2`. The first ones are refused where they
/// have expired.
fn server(has_expired: bool) -> Canned {
    Canned::answering(move |asked| match (asked.line().as_str(), bearer(asked)) {
        (LOG_IN, _) => {
            let name = if asked.body.contains("ada") { "ada" } else { "ben" };
            json(200, &format!(r#"{{"access_token":"{name}-1","refresh_token":"{name}-r"}}"#))
        }
        (REFRESH, Some(token)) => {
            json(200, &format!(r#"{{"access_token":"{}-2"}}"#, token.trim_end_matches("-r")))
        }
        (_, Some(token)) if has_expired && token.ends_with("-1") => json(401, ""),
        (line, _) if line.starts_with("POST") => json(200, r#"{"id":17}"#),
        _ => json(200, PAGE),
    })
}

fn session_of_user(name: &str) -> KeptSession {
    let tokens = tokens(&format!("{name}-1"), Some(&format!("{name}-r")));
    KeptSession { username: Some(name.to_owned()), tokens }
}

fn kept_of(name: &str) -> Arc<Kept> {
    let kept = Kept::empty();
    kept.put_session(session_of_user(name));
    kept
}

fn bearers(server: &Canned) -> Vec<Option<String>> {
    server.asked().iter().map(|asked| bearer(asked).map(str::to_owned)).collect()
}

fn log_in(username: &str) -> Call {
    Call::LogIn(Credentials { username: username.into(), password: Secret::from("pass-word") })
}

#[tokio::test]
async fn a_session_of_another_user_is_not_used_and_says_whose_it_is() {
    let server = server(false);
    let kept = kept_of("anna");
    let client = session_of(&server.url(), &kept, Some("ben"), None);
    for call in [list(group()), create("S")] {
        let problem = client.execute(call).await.expect_err("anna's session");
        assert_eq!(problem, Problem::OthersSession { owner: "anna".into(), named: "ben".into() });
        assert!(problem.asks_for_log_in() && problem.is_about_log_in());
        assert!(problem.with_advice().contains("anna") && problem.with_advice().contains("lictor login"));
    }
    assert!(server.asked().is_empty());
    assert_eq!(kept.session_now(), Some(session_of_user("anna")), "it is still there for her");
}

#[tokio::test]
async fn a_password_begins_a_session_of_the_named_user_in_place_of_anothers() {
    let server = server(false);
    let kept = kept_of("anna");
    let client = session_of(&server.url(), &kept, Some("ada"), Some(automatic(None)));
    client.execute(list(group())).await.expect("a page");
    assert_eq!(bearers(&server), [None, Some("ada-1".to_owned())]);
    assert_eq!(kept.session_now(), Some(session_of_user("ada")));
}

#[tokio::test]
async fn a_session_is_used_by_its_own_user_and_where_nobody_is_named() {
    for named in [Some("anna"), Some(" anna "), None] {
        let server = server(true);
        let kept = kept_of("anna");
        let client = session_of(&server.url(), &kept, named, None);
        client.execute(list(group())).await.expect("a page");
        let kept = kept.session_now().expect("a session");
        assert_eq!(kept.username.as_deref(), Some("anna"), "a refresh leaves the name");
        assert_eq!(kept.tokens, tokens("anna-2", Some("anna-r")));
    }
    // To the letter: what the server takes for the same, nobody else knows.
    let server = server(false);
    let client = session_of(&server.url(), &kept_of("anna"), Some("Anna"), None);
    assert!(matches!(client.execute(list(group())).await, Err(Problem::OthersSession { .. })));
}

#[tokio::test]
async fn a_session_that_does_not_say_whose_it_is_is_used_and_gets_no_name_by_itself() {
    let server = server(true);
    let kept = Kept::with(tokens("anna-1", Some("anna-r")));
    let client = session_of(&server.url(), &kept, Some("ben"), None);
    client.execute(list(group())).await.expect("a page");
    assert_eq!(kept.session_now().expect("a session").username, None);
    assert_eq!(client.execute(log_in("ben")).await, Ok(Reply::LoggedIn));
    assert_eq!(kept.session_now(), Some(session_of_user("ben")));
}

#[tokio::test]
async fn a_run_goes_on_as_the_one_that_it_began_as() {
    let server = server(true);
    let kept = kept_of("anna");
    let client = session_of(&server.url(), &kept, None, None);
    client.execute(list(group())).await.expect("a page");
    // Ben logs in beside it: the run refreshes its own session, and leaves his to be found.
    kept.put_session(session_of_user("ben"));
    let other = session_of(&server.url(), &Kept::empty(), None, None);
    assert_eq!(other.execute(log_in("ben")).await, Ok(Reply::LoggedIn));
    client.execute(list(group())).await.expect("a page");
    let tokens: Vec<_> = server.asked().iter().filter_map(|asked| bearer(asked).map(str::to_owned)).collect();
    assert!(tokens.iter().all(|token| token.starts_with("anna")), "{tokens:?}");
    assert_eq!(kept.session_now(), Some(session_of_user("ben")));
}

#[tokio::test]
async fn a_refresh_does_not_take_the_place_of_a_session_that_somebody_else_began_meanwhile() {
    let kept = kept_of("anna");
    let theirs = Arc::clone(&kept);
    let server = Canned::answering(move |asked: &Asked| match (asked.line().as_str(), bearer(asked)) {
        (REFRESH, _) => {
            theirs.put_session(session_of_user("ben"));
            json(200, r#"{"access_token":"anna-2"}"#)
        }
        (_, Some("anna-2")) => json(200, PAGE),
        _ => json(401, ""),
    });
    let client = session_of(&server.url(), &kept, Some("anna"), None);
    for _ in 0..2 {
        client.execute(list(group())).await.expect("a page");
    }
    assert_eq!(kept.session_now(), Some(session_of_user("ben")));
}

#[tokio::test]
async fn whoever_logs_in_by_hand_is_the_one_from_then_on_after_a_second_factor_too() {
    let server = Canned::start([
        json(200, r#"{"2fa_payload":"p"}"#),
        json(200, r#"{"access_token":"carl-1"}"#),
        json(200, PAGE),
    ]);
    let kept = kept_of("anna");
    let client = session_of(&server.url(), &kept, Some("ben"), None);
    let Ok(Reply::Challenged(challenge)) = client.execute(log_in("carl")).await else {
        panic!("a challenge");
    };
    let Challenge { username, .. } = &challenge;
    assert_eq!(username, "carl");
    let verification = Verification { challenge, code: Secret::from("123456"), trust: false };
    assert_eq!(client.execute(Call::Verify(verification)).await, Ok(Reply::LoggedIn));
    client.execute(list(group())).await.expect("a page");
    assert_eq!(kept.session_now().expect("a session").username.as_deref(), Some("carl"));
}

#[tokio::test]
async fn leaving_ends_what_is_kept_whosever_it_is() {
    let server = Canned::start([json(200, "")]);
    let kept = kept_of("anna");
    let client = session_of(&server.url(), &kept, Some("ben"), None);
    assert_eq!(client.execute(Call::LogOut).await, Ok(Reply::LoggedOut { told: true }));
    assert_eq!((bearers(&server), kept.now()), (vec![Some("anna-1".to_owned())], None));
    assert_eq!(client.execute(list(group())).await, Err(Problem::NotLoggedIn));
}
