//! Log-ins over HTTP and over HTTPS: passwords, codes, trust, refreshing, leaving.

use std::net::IpAddr;
use std::time::Duration;

use lictor::sandbox::{Account, DEFAULT_TOKEN, Kind, Options, ROLES, SecondFactor, first_group};
use reqwest::{Client, RequestBuilder, StatusCode};
use serde_json::{Value, json};

use super::support::{Desk, Reply, reason, reply, scope};

const PASSWORD: &str = "correct horse";
const CODE: &str = "271828";

fn account() -> Account {
    Account::new("operator", PASSWORD)
}

fn with_code(option: SecondFactor) -> Account {
    Account { second_factor: Some(option), code: Some(CODE.to_owned()), ..account() }
}

/// Over HTTP and over HTTPS.
fn desks(account: Account) -> [Desk; 2] {
    Desk::of_each_kind(&Options { account: Some(account), ..Options::default() })
}

fn log_in_as(desk: &Desk, username: &str, password: &str) -> RequestBuilder {
    let body = json!({"username": username, "password": password});
    desk.client.post(desk.account_url("auth/login")).json(&body)
}

async fn log_in(desk: &Desk) -> Value {
    let (status, body) = reply(log_in_as(desk, "operator", PASSWORD)).await;
    assert_eq!(status, StatusCode::OK, "{body}");
    body
}

async fn verify(desk: &Desk, path: &str, body: Value) -> Reply {
    reply(desk.client.post(desk.account_url(path)).json(&body)).await
}

async fn call(desk: &Desk, path: &str, token: &Value) -> Reply {
    reply(desk.client.get(desk.account_url(path)).bearer_auth(token.as_str().unwrap())).await
}

async fn refresh(desk: &Desk, token: &Value) -> Reply {
    call(desk, "auth/access_token", token).await
}

/// Whether a token is good for calls.
async fn works(desk: &Desk, token: &Value) -> bool {
    let (status, body) = call(desk, "draas/sandbox/groups", token).await;
    assert!(status == StatusCode::OK || status == StatusCode::UNAUTHORIZED, "{body}");
    status == StatusCode::OK
}

#[tokio::test]
async fn a_password_gives_an_access_and_a_refresh_token() {
    for desk in desks(account()) {
        let tokens = log_in(&desk).await;
        assert!(works(&desk, &tokens["access_token"]).await);
        assert_eq!(tokens["token"], Value::Null);
        assert!(works(&desk, &json!(DEFAULT_TOKEN)).await, "the token of machines works too");
        let (status, refreshed) = refresh(&desk, &tokens["refresh_token"]).await;
        assert_eq!(status, StatusCode::OK);
        assert_eq!(refreshed.as_object().unwrap().keys().collect::<Vec<_>>(), ["access_token"]);
        assert!(works(&desk, &refreshed["access_token"]).await);
        assert!(works(&desk, &tokens["access_token"]).await, "the old one ends by itself");
    }
}

#[tokio::test]
async fn tokens_are_not_taken_for_one_another() {
    for desk in desks(account()) {
        let tokens = log_in(&desk).await;
        assert!(!works(&desk, &tokens["refresh_token"]).await);
        for token in [&tokens["access_token"], &json!(DEFAULT_TOKEN), &json!("made.up.token")] {
            assert_eq!(refresh(&desk, token).await.0, StatusCode::UNAUTHORIZED, "{token}");
        }
    }
}

#[tokio::test]
async fn wrong_credentials_are_refused_without_a_word_about_which() {
    for desk in desks(account()) {
        for (username, password) in [("operator", "wrong"), ("nobody", PASSWORD), ("operator", ""), ("", "")]
        {
            let (status, body) = reply(log_in_as(&desk, username, password)).await;
            assert_eq!(status, StatusCode::UNAUTHORIZED);
            assert_eq!(reason(&body), "the user name or the password is wrong", "{username}, {password}");
        }
    }
}

#[tokio::test]
async fn without_an_account_nobody_can_log_in() {
    let desk = Desk::open();
    assert_eq!(reply(log_in_as(&desk, "sandbox", DEFAULT_TOKEN)).await.0, StatusCode::UNAUTHORIZED);
    assert!(works(&desk, &json!(DEFAULT_TOKEN)).await);
}

#[tokio::test]
async fn a_log_in_says_exactly_what_is_asked() {
    let wrong = [
        (json!({"username": "operator"}), "password: is required"),
        (json!({"password": PASSWORD}), "username: is required"),
        (json!({"username": "operator", "password": 7}), "password: must be a string"),
        (
            json!({"username": "operator", "password": PASSWORD, "trust": true}),
            "body: takes username and password only, not \"trust\"",
        ),
        (json!(["operator", PASSWORD]), "body: must be a JSON object"),
    ];
    for desk in desks(account()) {
        for (body, expected) in &wrong {
            let (status, answer) = verify(&desk, "auth/login", body.clone()).await;
            assert_eq!((status, reason(&answer)), (StatusCode::BAD_REQUEST, *expected));
        }
        let long = "x".repeat(1024 * 1024);
        assert_eq!(reply(log_in_as(&desk, "operator", &long)).await.0, StatusCode::PAYLOAD_TOO_LARGE);
    }
}

#[tokio::test]
async fn five_wrong_passwords_in_a_row_lock_the_account() {
    for desk in desks(account()) {
        let wrong = async || reply(log_in_as(&desk, "operator", "wrong")).await;
        for _ in 0..4 {
            wrong().await;
        }
        log_in(&desk).await;
        for _ in 0..5 {
            assert!(reason(&wrong().await.1).contains("is wrong"));
        }
        reply(log_in_as(&desk, "nobody", "wrong")).await;
        for password in [PASSWORD, "wrong"] {
            let (status, body) = reply(log_in_as(&desk, "operator", password)).await;
            assert_eq!(status, StatusCode::UNAUTHORIZED);
            assert_eq!(reason(&body), "the account is locked after too many wrong passwords");
        }
    }
}

#[tokio::test]
async fn a_second_factor_is_asked_for_at_its_own_path() {
    let options = [
        (SecondFactor::Email, "email", "auth/2fa", "auth/2fa_totp"),
        (SecondFactor::Totp, "totp", "auth/2fa_totp", "auth/2fa"),
    ];
    for (option, word, path, other) in options {
        for desk in desks(with_code(option)) {
            let challenge = log_in(&desk).await;
            assert_eq!(challenge.as_object().unwrap().len(), 2, "{challenge}");
            assert_eq!(challenge["option"], word);
            assert_eq!(desk.sandbox.last_code().as_deref(), Some(CODE));
            let proof = json!({"2fa_payload": challenge["2fa_payload"], "code": CODE});
            assert_eq!(verify(&desk, other, proof.clone()).await.0, StatusCode::BAD_REQUEST);
            let (status, tokens) = verify(&desk, path, proof.clone()).await;
            assert_eq!(status, StatusCode::OK, "{tokens}");
            assert!(works(&desk, &tokens["access_token"]).await);
            assert_eq!(refresh(&desk, &tokens["refresh_token"]).await.0, StatusCode::OK);
            let (status, body) = verify(&desk, path, proof).await;
            assert_eq!(status, StatusCode::BAD_REQUEST, "a payload is used once");
            assert!(reason(&body).contains("log in again"), "{body}");
        }
    }
}

#[tokio::test]
async fn a_drawn_code_is_the_one_that_is_told() {
    for desk in desks(Account { code: None, ..with_code(SecondFactor::Email) }) {
        let challenge = log_in(&desk).await;
        let code = desk.sandbox.last_code().unwrap();
        let proof = json!({"2fa_payload": challenge["2fa_payload"], "code": code});
        assert_eq!(verify(&desk, "auth/2fa", proof).await.0, StatusCode::OK);
    }
}

#[tokio::test]
async fn five_wrong_codes_end_a_log_in() {
    for desk in desks(with_code(SecondFactor::Email)) {
        let challenge = log_in(&desk).await;
        let proof = |code: &str| json!({"2fa_payload": challenge["2fa_payload"], "code": code});
        for _ in 0..5 {
            let (status, body) = verify(&desk, "auth/2fa", proof("000000")).await;
            assert_eq!((status, reason(&body)), (StatusCode::BAD_REQUEST, "code: is wrong"));
        }
        let (status, body) = verify(&desk, "auth/2fa", proof(CODE)).await;
        assert_eq!(status, StatusCode::BAD_REQUEST);
        assert_eq!(reason(&body), "2fa_payload: is not valid, or no longer; log in again");
        let again = log_in(&desk).await;
        let proof = json!({"2fa_payload": again["2fa_payload"], "code": CODE});
        assert_eq!(verify(&desk, "auth/2fa", proof).await.0, StatusCode::OK);
    }
}

#[tokio::test]
async fn a_wrong_proof_says_what_is_wrong() {
    let wrong = [
        (json!({"code": CODE}), "2fa_payload: is required"),
        (json!({"2fa_payload": "p"}), "code: is required"),
        (json!({"2fa_payload": "p", "code": 271_828}), "code: must be a string"),
        (json!({"2fa_payload": "p", "code": CODE, "trust": "yes"}), "trust: must be true or false"),
        (json!({"2fa_payload": "p", "code": CODE}), "2fa_payload: is not valid, or no longer; log in again"),
    ];
    let [desk, _] = desks(with_code(SecondFactor::Email));
    for (body, expected) in wrong {
        let (status, answer) = verify(&desk, "auth/2fa", body).await;
        assert_eq!((status, reason(&answer)), (StatusCode::BAD_REQUEST, expected));
    }
}

#[tokio::test]
async fn a_trusted_device_is_known_by_its_user_agent() {
    for desk in desks(with_code(SecondFactor::Email)) {
        let log_in_with = async |agent: &'static str| {
            reply(log_in_as(&desk, "operator", PASSWORD).header("user-agent", agent)).await.1
        };
        let prove = async |challenge: &Value, trust: bool| {
            let body = json!({"2fa_payload": challenge["2fa_payload"], "code": CODE, "trust": trust});
            let request = desk.client.post(desk.account_url("auth/2fa")).header("user-agent", "lictor");
            assert_eq!(reply(request.json(&body)).await.0, StatusCode::OK);
        };
        prove(&log_in_with("lictor").await, false).await;
        let challenge = log_in_with("lictor").await;
        assert!(challenge["2fa_payload"].is_string(), "not trusted unless it is said");
        prove(&challenge, true).await;
        assert!(log_in_with("lictor").await["access_token"].is_string());
        assert!(log_in_with("another").await["2fa_payload"].is_string());
        assert!(log_in(&desk).await["2fa_payload"].is_string(), "without any user agent");
        desk.sandbox.end_sessions();
        assert!(log_in_with("lictor").await["access_token"].is_string(), "trust outlives sessions");
    }
}

#[tokio::test]
async fn a_trusted_device_is_known_by_its_address() {
    let [here, _] = desks(with_code(SecondFactor::Email));
    let elsewhere = Client::builder().local_address(IpAddr::from([127, 0, 0, 2])).build().unwrap();
    let proof = json!({"2fa_payload": log_in(&here).await["2fa_payload"], "code": CODE, "trust": true});
    assert_eq!(verify(&here, "auth/2fa", proof).await.0, StatusCode::OK);
    assert!(log_in(&here).await["access_token"].is_string());
    let there = Desk { client: elsewhere, ..here };
    assert!(log_in(&there).await["2fa_payload"].is_string());
}

#[tokio::test]
async fn trust_does_not_replace_the_password() {
    let [desk, _] = desks(with_code(SecondFactor::Email));
    let challenge = log_in(&desk).await;
    let proof = json!({"2fa_payload": challenge["2fa_payload"], "code": CODE, "trust": true});
    assert_eq!(verify(&desk, "auth/2fa", proof).await.0, StatusCode::OK);
    assert_eq!(reply(log_in_as(&desk, "operator", "wrong")).await.0, StatusCode::UNAUTHORIZED);
    assert!(log_in(&desk).await["access_token"].is_string());
}

#[tokio::test]
async fn an_access_token_is_refused_after_its_lifetime() {
    for desk in desks(Account { access_lifetime: Duration::ZERO, ..account() }) {
        let tokens = log_in(&desk).await;
        assert!(!works(&desk, &tokens["access_token"]).await);
        let (status, refreshed) = refresh(&desk, &tokens["refresh_token"]).await;
        assert_eq!(status, StatusCode::OK);
        assert!(!works(&desk, &refreshed["access_token"]).await);
    }
}

#[tokio::test]
async fn a_refresh_token_is_refused_after_its_lifetime() {
    for desk in desks(Account { refresh_lifetime: Duration::ZERO, ..account() }) {
        let tokens = log_in(&desk).await;
        assert!(works(&desk, &tokens["access_token"]).await);
        assert_eq!(refresh(&desk, &tokens["refresh_token"]).await.0, StatusCode::UNAUTHORIZED);
    }
}

#[tokio::test]
async fn access_can_be_made_to_expire_at_once() {
    for desk in desks(account()) {
        let tokens = log_in(&desk).await;
        desk.sandbox.expire_access();
        assert!(!works(&desk, &tokens["access_token"]).await);
        assert!(works(&desk, &json!(DEFAULT_TOKEN)).await);
        let (_, refreshed) = refresh(&desk, &tokens["refresh_token"]).await;
        assert!(works(&desk, &refreshed["access_token"]).await);
        assert_eq!(desk.sandbox.answered("GET", "/api/v01/auth/access_token"), 1);
        assert_eq!(desk.sandbox.answered("POST", "/api/v01/auth/login"), 1);
    }
}

#[tokio::test]
async fn sessions_can_be_ended_at_once() {
    for desk in desks(account()) {
        let tokens = log_in(&desk).await;
        desk.sandbox.end_sessions();
        assert!(!works(&desk, &tokens["access_token"]).await);
        assert_eq!(refresh(&desk, &tokens["refresh_token"]).await.0, StatusCode::UNAUTHORIZED);
        assert!(works(&desk, &log_in(&desk).await["access_token"]).await);
    }
}

#[tokio::test]
async fn a_rotated_refresh_token_ends_when_its_successor_is_at_work() {
    for desk in desks(Account { rotate_refresh: true, ..account() }) {
        let first = log_in(&desk).await["refresh_token"].clone();
        let (_, second) = refresh(&desk, &first).await;
        assert_ne!(second["refresh_token"], first);
        assert_eq!(refresh(&desk, &first).await.0, StatusCode::OK, "the answer may have been lost");
        assert!(works(&desk, &second["access_token"]).await);
        assert_eq!(refresh(&desk, &first).await.0, StatusCode::UNAUTHORIZED);
        let (_, third) = refresh(&desk, &second["refresh_token"]).await;
        assert_eq!(refresh(&desk, &third["refresh_token"]).await.0, StatusCode::OK);
        assert_eq!(refresh(&desk, &second["refresh_token"]).await.0, StatusCode::UNAUTHORIZED);
    }
}

#[tokio::test]
async fn logging_out_ends_this_session_and_no_other() {
    for desk in desks(account()) {
        let (one, other) = (log_in(&desk).await, log_in(&desk).await);
        let refreshed = refresh(&desk, &one["refresh_token"]).await.1;
        assert_eq!(call(&desk, "auth/logout", &one["refresh_token"]).await.0, StatusCode::UNAUTHORIZED);
        assert_eq!(call(&desk, "auth/logout", &one["access_token"]).await, (StatusCode::OK, Value::Null));
        assert!(!works(&desk, &one["access_token"]).await);
        assert!(!works(&desk, &refreshed["access_token"]).await);
        assert_eq!(refresh(&desk, &one["refresh_token"]).await.0, StatusCode::UNAUTHORIZED);
        assert_eq!(call(&desk, "auth/logout", &one["access_token"]).await.0, StatusCode::UNAUTHORIZED);
        assert!(works(&desk, &other["access_token"]).await);
        assert_eq!(call(&desk, "auth/logout", &json!(DEFAULT_TOKEN)).await.0, StatusCode::OK);
        assert!(works(&desk, &json!(DEFAULT_TOKEN)).await, "the token of machines never ends");
    }
}

#[tokio::test]
async fn an_account_is_told_who_it_is() {
    let denied = "groups.instance.customer_license.create";
    let options =
        Options { account: Some(account()), denied_roles: vec![denied.to_owned()], ..Options::default() };
    for desk in Desk::of_each_kind(&options) {
        let tokens = log_in(&desk).await;
        let (status, own) = call(&desk, "system/users/local", &tokens["access_token"]).await;
        assert_eq!(status, StatusCode::OK);
        assert_eq!(own["username"], "operator");
        assert_eq!(own["email"], "operator@example.net");
        assert_eq!(own["need_password_change"], false);
        assert_eq!(own["admin_of"], json!([{"level": "system"}]));
        let rules = own["profile"]["api_rules"].as_array().unwrap();
        let names: Vec<&str> = rules.iter().map(|rule| rule["name"].as_str().unwrap()).collect();
        assert_eq!(names, ROLES);
        for rule in rules {
            assert_eq!(rule["allowed"], rule["name"] != denied, "{rule}");
        }
        assert_eq!(
            rules[9],
            json!({
                "method": "POST",
                "url": "/api/v01/draas/{draas_instance}/groups/{uuid}/customer_licenses",
                "allowed": false,
                "name": denied,
            })
        );
    }
}

#[tokio::test]
async fn the_machine_is_told_who_it_is() {
    let scopes = [(Kind::Groups, first_group()), (Kind::Resellers, scope(Kind::Resellers).uuid)];
    let options = Options { account: Some(account()), administers: scopes.to_vec(), ..Options::default() };
    for desk in Desk::of_each_kind(&options) {
        let (_, own) = call(&desk, "system/users/local", &json!(DEFAULT_TOKEN)).await;
        assert_eq!(own["username"], "sandbox");
        assert_eq!(
            own["admin_of"],
            json!([
                {"level": "group", "reference": scopes[0].1},
                {"level": "reseller", "reference": scopes[1].1},
            ])
        );
    }
}

#[tokio::test]
async fn faults_reach_the_calls_of_the_account() {
    let faults =
        "status=500@login*1,status=501@verify*1,status=502@refresh*1,status=503@whoami*1,status=504@logout*1";
    let options = Options {
        account: Some(with_code(SecondFactor::Email)),
        faults: faults.parse().unwrap(),
        ..Options::default()
    };
    for desk in Desk::of_each_kind(&options) {
        assert_eq!(reply(log_in_as(&desk, "operator", PASSWORD)).await.0.as_u16(), 500);
        let proof = json!({"2fa_payload": log_in(&desk).await["2fa_payload"], "code": CODE});
        assert_eq!(verify(&desk, "auth/2fa", proof.clone()).await.0.as_u16(), 501);
        let (status, tokens) = verify(&desk, "auth/2fa", proof).await;
        assert_eq!(status, StatusCode::OK, "nothing was done before");
        let token = &tokens["access_token"];
        let steps = [
            ("auth/access_token", &tokens["refresh_token"], 502),
            ("system/users/local", token, 503),
            ("auth/logout", token, 504),
        ];
        for (path, token, status) in steps {
            assert_eq!(call(&desk, path, token).await.0.as_u16(), status);
            assert_eq!(call(&desk, path, token).await.0, StatusCode::OK);
        }
    }
}
