//! Logging in, the second factor, leaving, and who one is.

use lictor::{
    api::Client,
    domain::{
        Account, Call, Challenge, Credentials, Factor, LogInStep, Problem, Reply, Scope, ScopeKind, Secret,
        Tokens, Verification,
    },
};
use serde_json::{Value, json as value};

use super::{
    renewal::{Kept, automatic, bearer, session, tokens},
    support::{delete, group, license, list, read},
};
use crate::support::canned::{Answer, Asked, Canned, answer, html, json};

pub(super) fn log_in() -> Call {
    Call::LogIn(Credentials { username: "ada".into(), password: Secret::from("pass-word") })
}

fn verify(challenge: Challenge, trust: bool) -> Call {
    Call::Verify(Verification { challenge, code: Secret::from("012345"), trust })
}

/// A server with these answers, a client that calls it, and what keeps its session.
fn bench(answers: impl IntoIterator<Item = Answer>) -> (Canned, Client, std::sync::Arc<Kept>) {
    let server = Canned::start(answers);
    let kept = Kept::empty();
    let client = session(&server.url(), &kept, None);
    (server, client, kept)
}

fn sent(asked: &Asked) -> Value {
    serde_json::from_str(&asked.body).expect("a JSON body")
}

async fn challenge(client: &Client) -> Challenge {
    match client.execute(log_in()).await {
        Ok(Reply::Challenged(challenge)) => challenge,
        other => panic!("{other:?}"),
    }
}

const PAGE: &str = r#"{"licenses":[]}"#;

#[tokio::test]
async fn a_log_in_sends_two_keys_and_no_authorization_and_keeps_what_it_gets() {
    let body = r#"{"access_token":"a1","refresh_token":"r1","token":null,"expires":9,"user":{}}"#;
    let (server, client, kept) = bench([json(200, body), json(200, PAGE)]);
    assert_eq!(client.execute(log_in()).await, Ok(Reply::LoggedIn));
    assert_eq!(kept.now(), Some(tokens("a1", Some("r1"))));
    client.execute(list(group())).await.expect("a page");
    let asked = server.asked();
    assert_eq!(asked[0].line(), "POST /api/v01/auth/login");
    assert_eq!(sent(&asked[0]), value!({"username": "ada", "password": "pass-word"}));
    assert_eq!(asked[0].header("content-type"), Some("application/json"));
    assert_eq!(asked[0].header("user-agent"), Some("lictor"));
    assert_eq!(bearer(&asked[0]), None);
    assert_eq!(bearer(&asked[1]), Some("a1"));
}

#[tokio::test]
async fn a_token_of_a_machine_does_where_there_is_no_other() {
    for body in [
        r#"{"token":"m1","access_token":null,"refresh_token":"r1"}"#,
        r#"{"token":"m1"}"#,
        r#"{"token":"m1","access_token":"","2fa_payload":null}"#,
    ] {
        let (_server, client, kept) = bench([json(200, body)]);
        assert_eq!(client.execute(log_in()).await, Ok(Reply::LoggedIn), "{body}");
        assert_eq!(kept.now(), Some(tokens("m1", None)), "{body}");
    }
}

#[tokio::test]
async fn a_challenge_is_answered_where_its_kind_says_with_the_payload_to_the_letter() {
    let payload = r#"{"z":1.10,"a":[12345678901234567890123,null,"\u00e9"]}"#;
    for (option, factor, path) in [
        (r#","option":"totp""#, Factor::Totp, "/api/v01/auth/2fa_totp"),
        (r#","option":"email""#, Factor::Email, "/api/v01/auth/2fa"),
        (r#","option":"pigeon""#, Factor::Email, "/api/v01/auth/2fa"),
        ("", Factor::Email, "/api/v01/auth/2fa"),
    ] {
        let body = format!(r#"{{"access_token":null,"2fa_payload":{payload}{option}}}"#);
        let answers = [json(200, &body), json(200, r#"{"access_token":"a1","refresh_token":"r1"}"#)];
        let (server, client, kept) = bench(answers);
        let challenge = challenge(&client).await;
        assert_eq!((challenge.factor, challenge.payload.expose()), (factor, payload));
        assert_eq!(kept.now(), None);
        assert_eq!(client.execute(verify(challenge, true)).await, Ok(Reply::LoggedIn));
        assert_eq!(kept.now(), Some(tokens("a1", Some("r1"))));
        let asked = &server.asked()[1];
        assert_eq!(asked.line(), format!("POST {path}"));
        assert_eq!(bearer(asked), None);
        assert_eq!(asked.body, format!(r#"{{"2fa_payload":{payload},"code":"012345","trust":true}}"#));
    }
}

#[tokio::test]
async fn trust_is_named_only_where_it_is_given_and_a_wrong_code_leaves_the_challenge_to_be_answered() {
    let (server, client, kept) = bench([
        json(200, r#"{"2fa_payload":"p"}"#),
        json(400, r#"{"error":"wrong code 012345"}"#),
        json(200, r#"{"access_token":"a1"}"#),
    ]);
    let challenge = challenge(&client).await;
    let refused = client.execute(verify(challenge.clone(), false)).await;
    let reason = Some("wrong code …".to_owned());
    assert_eq!(refused, Err(Problem::LogInRefused { step: LogInStep::Code, reason }));
    assert_eq!(sent(&server.asked()[1]), value!({"2fa_payload": "p", "code": "012345"}));
    assert_eq!(client.execute(verify(challenge, false)).await, Ok(Reply::LoggedIn));
    assert_eq!((server.asked().len(), kept.saves()), (3, 1));
}

#[tokio::test]
async fn a_refused_log_in_is_sent_once_and_says_why() {
    let words = "account is locked for 15 minutes";
    for status in [400, 401, 403, 422] {
        let (server, client, kept) = bench([json(status, &format!(r#"{{"error":{{"reason":"{words}"}}}}"#))]);
        let reason = Some(words.to_owned());
        let refused = client.execute_patiently(log_in()).await;
        assert_eq!(refused, Err(Problem::LogInRefused { step: LogInStep::Password, reason }));
        assert_eq!((server.asked().len(), kept.saves()), (1, 0));
    }
}

#[tokio::test]
async fn a_log_in_that_has_to_wait_says_what_for_and_until_when_and_is_sent_once() {
    for (status, headers, body, said) in [
        (423, &[("Retry-After", "900")][..], "", &["the account is locked", "in 900 s", "unlock"][..]),
        (423, &[], r#"{"error":"three wrong passwords"}"#, &["locked", "three wrong passwords", "unlock"]),
        (429, &[("Retry-After", "30")], "", &["no log-in for now", "in 30 s", "nothing was tried again"]),
        (429, &[], r#"{"error":"slow down"}"#, &["no log-in for now", "slow down", "wait"]),
        (429, &[], "", &["no log-in for now", "wait"]),
        (408, &[], "", &["waited too long for the log-in", "sent once, so nothing was tried again"]),
        (503, &[("Retry-After", "5")], "", &["too busy for a log-in (503)", "in 5 s"]),
    ] {
        let (server, client, kept) = bench([answer(status, headers, body)]);
        let problem = client.execute_patiently(log_in()).await.expect_err("it has to wait");
        assert!(matches!(problem, Problem::LogInPutOff { step: LogInStep::Password, .. }), "{problem:?}");
        let words = problem.with_advice();
        assert!(said.iter().all(|said| words.contains(said)), "{words}");
        assert_eq!((server.asked().len(), kept.saves()), (1, 0));
        // The same without questions.
        let by_itself = session(&server.url(), &kept, Some(automatic(None)));
        assert_eq!(by_itself.execute_patiently(list(group())).await, Err(problem));
        assert_eq!(server.asked().len(), 2);
    }
}

#[tokio::test]
async fn a_code_that_has_to_wait_says_so() {
    let (_server, client, _) =
        bench([json(200, r#"{"2fa_payload":"p"}"#), answer(429, &[("Retry-After", "30")], "")]);
    let challenge = challenge(&client).await;
    let problem = client.execute(verify(challenge, false)).await.expect_err("it has to wait");
    assert!(problem.message().contains("no code for now") && problem.message().contains("in 30 s"));
}

#[tokio::test]
async fn what_a_server_repeats_of_a_log_in_is_told_without_the_secrets() {
    let long = format!("{}{}", "x".repeat(395), "pw-hunter2");
    for (status, body) in [
        (401, r#"{"error":"no such password: pw-hunter2"}"#.to_owned()),
        (500, r#"{"error":"boom {\"password\":\"pw-hunter2\"}"}"#.to_owned()),
        (400, long),
        (502, "<html><title>pw-hunter2</title></html>".to_owned()),
    ] {
        let (_server, client, _) = bench([answer(status, &[], &body)]);
        let credentials = Credentials { username: "anna".into(), password: "pw-hunter2".into() };
        let refused = client.execute(Call::LogIn(credentials)).await.expect_err("refused");
        assert!(!format!("{refused} {refused:?}").contains("pw-hunt"), "{status}: {refused}");
    }
}

#[tokio::test]
async fn what_a_server_repeats_of_a_log_in_in_another_form_is_told_without_the_secrets() {
    let escaped = "pass-word".bytes().map(|byte| format!("\\u{byte:04x}")).collect::<Vec<_>>().concat();
    let quoted = serde_json::to_string(&format!(r#"you sent {{"p":"{escaped}"}}"#)).expect("JSON");
    for said in [
        r#""you sent username=ada&password=pass%2Dword""#,
        r#""you sent %70%61%73%73%2d%77%6f%72%64""#,
        r#""you sent Basic YWRhOnBhc3Mtd29yZA==""#,
        r#""you sent 706173732D776F7264""#,
        r#""you sent PASS-WORD""#,
        &quoted,
    ] {
        let (_server, client, _) = bench([json(401, &format!(r#"{{"error":{said}}}"#))]);
        let words = client.execute(log_in()).await.expect_err("refused").message();
        assert!(words.contains('…'), "{words}");
        for part in ["pass", "PASS", "YWRhOnBhc3M", "706173", "%70", "u0070"] {
            let told = words.replace("&password=", "");
            assert!(!told.contains(part), "{words}");
        }
    }
}

#[tokio::test]
async fn tokens_and_passwords_that_were_told_before_are_not_told_by_a_later_refusal() {
    let token = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI3In0eyJzdWIiOiI3.s1gn4tur3-s1gn4tur3";
    let issued = format!(r#"{{"access_token":"{token}","refresh_token":"r3fr3sh-t0k3n"}}"#);
    let said = [
        r#"{"error":"payload eyJzdWIiOiI3In0eyJzdWIiOiI3 of the token"}"#,
        r#"{"error":"s1gn4tur3-s1gn4tur3 does not match"}"#,
        r#"{"error":"r3fr3sh%2Dt0k3n is for another place"}"#,
        r#"{"error":"pass\\u002dword does not help"}"#,
    ];
    let answers = std::iter::once(json(200, &issued)).chain(said.iter().map(|said| json(403, said)));
    let (_server, client, _) = bench(answers);
    assert_eq!(client.execute(log_in()).await, Ok(Reply::LoggedIn));
    for said in said {
        let words = client.execute(list(group())).await.expect_err("refused").message();
        assert!(words.contains('…'), "{said}: {words}");
    }
}

#[tokio::test]
async fn a_refresh_that_is_refused_whatever_the_status_ends_the_session() {
    for status in [400, 401, 403, 404, 405, 410, 422] {
        let server = Canned::start([json(401, ""), json(status, r#"{"error":"no"}"#)]);
        let kept = Kept::with(tokens("a1", Some("r1")));
        let client = session(&server.url(), &kept, None);
        let problem = client.execute(list(group())).await.expect_err("no session");
        assert!(matches!(problem, Problem::SessionEnded { .. }), "{status}: {problem:?}");
        assert_eq!(kept.now(), None, "{status}");
    }
}

#[tokio::test]
async fn a_refusal_does_not_show_what_else_is_in_it() {
    let (_server, client, _) = bench([json(401, r#"{"2fa_payload":"s3cr3t","token":null}"#)]);
    let refused = client.execute(log_in()).await;
    assert_eq!(refused, Err(Problem::LogInRefused { step: LogInStep::Password, reason: None }));
}

#[tokio::test]
async fn nothing_makes_a_log_in_go_twice() {
    let busy = answer(429, &[("Retry-After", "0")], "");
    let elsewhere = answer(307, &[("Location", "/api/v01/auth/login")], "");
    let (server, client, _) = bench([busy, elsewhere, Answer::Nothing, json(503, ""), html(200, "<p>")]);
    assert!(matches!(client.execute_patiently(log_in()).await, Err(Problem::LogInPutOff { .. })));
    assert!(matches!(client.execute_patiently(log_in()).await, Err(Problem::Redirected { .. })));
    assert!(matches!(client.execute_patiently(log_in()).await, Err(Problem::Broken { .. })));
    assert!(matches!(
        client.execute_patiently(log_in()).await,
        Err(Problem::ServerFailed { status: 503, .. })
    ));
    assert!(matches!(client.execute_patiently(log_in()).await, Err(Problem::Broken { .. })));
    assert_eq!(server.asked().len(), 5);
}

#[tokio::test]
async fn a_server_without_a_log_in_and_one_that_says_nothing_are_told_apart() {
    let (_server, client, _) =
        bench([json(404, ""), json(200, r#"{"hello":"s3cr3t"}"#), json(200, r#""s3cr3t""#)]);
    match client.execute(log_in()).await {
        Err(problem @ Problem::NoLogIn { .. }) => {
            let words = problem.with_advice();
            assert!(words.contains("a log-in at this address") && words.contains("LICTOR_TOKEN"), "{words}");
        }
        other => panic!("{other:?}"),
    }
    for _ in 0..2 {
        match client.execute(log_in()).await {
            Err(Problem::Broken { reason }) => assert!(!reason.contains("s3cr3t"), "{reason}"),
            other => panic!("{other:?}"),
        }
    }
}

#[tokio::test]
async fn that_there_is_no_log_in_is_not_taken_for_a_license_or_scopes_that_are_not_there() {
    let scopes = Call::ListScopes {
        kind: ScopeKind::Groups,
        parent: None,
        search: None,
        from: lictor::domain::ScopeCursor::default(),
    };
    for call in [scopes, delete(&license()), read(license().id)] {
        let server = Canned::start([json(404, "")]);
        let client = session(&server.url(), &Kept::empty(), Some(automatic(None)));
        assert_eq!(client.execute_patiently(call).await, Err(Problem::NoLogIn { reason: None }));
        assert_eq!(server.asked().len(), 1);
    }
}

#[tokio::test]
async fn leaving_tells_the_server_and_forgets_whether_it_heard_or_not() {
    for (reply, told) in [(json(200, ""), true), (json(500, ""), false), (Answer::Nothing, false)] {
        let server = Canned::start([reply]);
        let kept = Kept::with(tokens("a1", Some("r1")));
        let client = session(&server.url(), &kept, Some(automatic(None)));
        assert_eq!(client.execute(Call::LogOut).await, Ok(Reply::LoggedOut { told }));
        let asked = server.asked();
        assert_eq!((asked[0].line().as_str(), bearer(&asked[0])), ("GET /api/v01/auth/logout", Some("a1")));
        assert_eq!(kept.now(), None);
        assert_eq!(client.execute(list(group())).await, Err(Problem::NotLoggedIn));
        assert_eq!(server.asked().len(), 1, "nobody logs in again by itself after that");
    }
}

#[tokio::test]
async fn leaving_without_a_session_tells_nobody() {
    let (server, client, _) = bench([json(200, "")]);
    assert_eq!(client.execute(Call::LogOut).await, Err(Problem::NotLoggedIn));
    assert!(server.asked().is_empty());
}

#[tokio::test]
async fn a_session_that_cannot_be_removed_is_said_to_be_still_there() {
    let server = Canned::start([json(200, "")]);
    let kept = Kept::with(tokens("a1", None)).stuck();
    let client = session(&server.url(), &kept, None);
    match client.execute(Call::LogOut).await {
        Err(Problem::StillKept { reason }) => assert!(reason.contains("the disk is full"), "{reason}"),
        other => panic!("{other:?}"),
    }
    assert_eq!(client.execute(list(group())).await, Err(Problem::NotLoggedIn), "it is not taken up again");
}

#[tokio::test]
async fn a_session_that_cannot_be_kept_is_good_for_this_run() {
    let server = Canned::start([json(200, r#"{"access_token":"a1"}"#), json(200, PAGE)]);
    let kept = Kept::empty().stuck();
    let client = session(&server.url(), &kept, None);
    assert_eq!(client.execute(log_in()).await, Ok(Reply::LoggedIn));
    client.execute(list(group())).await.expect("a page");
}

#[tokio::test]
async fn who_one_is_is_asked_beside_the_instances() {
    let uuid = group().uuid;
    let body = format!(
        r#"{{"username":"ada","email":"ada@example.net","need_password_change":true,"id":7,
        "admin_of":[{{"level":"system","reference":null}},{{"level":"Group","reference":"{uuid}"}},
        {{"level":"tenants","reference":"{uuid}"}},{{"level":"reseller","reference":"x"}},7],
        "profile":{{"name":"p","api_rules":[{{"name":"groups.list","allowed":true,"method":"GET"}},
        {{"name":"tenants.list","allowed":false}},{{"allowed":true}},{{"name":null}}]}}}}"#
    );
    let server = Canned::start([json(200, &body), json(200, "{}"), json(200, "[]")]);
    let client = session(&server.url(), &Kept::with(tokens("a1", None)), None);
    let Ok(Reply::Account(account)) = client.execute(Call::WhoAmI).await else { panic!("an account") };
    let asked = &server.asked()[0];
    assert_eq!((asked.line().as_str(), bearer(asked)), ("GET /api/v01/system/users/local", Some("a1")));
    assert_eq!((account.username.as_str(), account.email.as_deref()), ("ada", Some("ada@example.net")));
    assert!(account.must_change_password);
    let levels: Vec<&str> = account.administers.iter().map(|one| one.level.as_str()).collect();
    assert_eq!(levels, ["system", "Group", "tenants", "reseller"]);
    let scopes = [group(), Scope { kind: ScopeKind::Tenants, uuid }];
    assert_eq!(account.scopes().collect::<Vec<_>>(), scopes);
    assert_eq!(account.roles, [("groups.list".to_owned(), true), ("tenants.list".to_owned(), false)]);
    assert_eq!(client.execute(Call::WhoAmI).await, Ok(Reply::Account(Account::default())));
    assert!(matches!(client.execute(Call::WhoAmI).await, Err(Problem::Broken { .. })));
}

#[tokio::test]
async fn a_token_of_its_own_has_nothing_to_log_in_to() {
    let server = Canned::start([json(200, "{}")]);
    let client = super::support::client(&server.url());
    assert!(matches!(client.execute(log_in()).await, Err(Problem::Internal { .. })));
    assert_eq!(client.execute(Call::LogOut).await, Ok(Reply::LoggedOut { told: false }));
    assert!(server.asked().is_empty());
}

#[tokio::test]
async fn a_new_log_in_takes_the_place_of_any_session() {
    let (server, client, kept) = bench([
        json(200, r#"{"access_token":"a1","refresh_token":"r1"}"#),
        json(200, r#"{"access_token":"a2"}"#),
        json(200, PAGE),
    ]);
    for _ in 0..2 {
        assert_eq!(client.execute(log_in()).await, Ok(Reply::LoggedIn));
    }
    assert_eq!(kept.now(), Some(Tokens { access: Secret::from("a2"), refresh: None }));
    client.execute(list(group())).await.expect("a page");
    assert_eq!(bearer(&server.asked()[2]), Some("a2"));
}
