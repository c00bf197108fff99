//! HTTPS: what is negotiated, who is let in, and that nobody is kept waiting by a bad client.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;

use lictor::sandbox::{DEFAULT_TOKEN, Options, Sandbox, StartError, Tls};
use reqwest::{ClientBuilder, StatusCode, Version};
use serde_json::{Value, json};

use super::authority::Authority;
use super::support::{Desk, licenses, reason};

/// A desk over HTTPS, whose client is finished by the test.
fn desk(faults: &str, finish: impl Fn(ClientBuilder) -> ClientBuilder) -> Desk {
    let authority = Authority::new();
    let options =
        Options { tls: Some(authority.tls()), faults: faults.parse().unwrap(), ..Options::default() };
    Desk { sandbox: Sandbox::start(options).unwrap(), client: finish(authority.trusting()).build().unwrap() }
}

async fn version(desk: &Desk) -> Version {
    let response = desk.request(reqwest::Method::GET, "groups").send().await.unwrap();
    assert_eq!(response.status(), StatusCode::OK);
    response.version()
}

#[tokio::test]
async fn http_2_is_spoken_with_who_can() {
    let able = desk("", |client| client);
    assert!(able.sandbox.url().starts_with("https://127.0.0.1:"), "{}", able.sandbox.url());
    assert_eq!(version(&able).await, Version::HTTP_2);
    assert_eq!(able.create("OVER-HTTP-2").await, 286);
    assert_eq!(version(&desk("", ClientBuilder::http1_only)).await, Version::HTTP_11);
    // A fault cuts a connection, and HTTP/2 would share it.
    assert_eq!(version(&desk("status=500@read", |client| client)).await, Version::HTTP_11);
}

#[tokio::test]
async fn plain_http_stays_http_1() {
    assert_eq!(version(&Desk::open()).await, Version::HTTP_11);
}

#[tokio::test]
async fn a_client_that_trusts_others_turns_away_and_the_next_one_is_served() {
    let desk = desk("", |client| client);
    let stranger = Authority::new().trusting().build().unwrap();
    assert!(stranger.get(desk.url("groups")).send().await.is_err());
    assert_eq!(desk.count().await, 240);
}

#[tokio::test]
async fn who_does_not_shake_hands_keeps_nobody_waiting() {
    let desk = desk("", |client| client);
    let _silent = TcpStream::connect(desk.sandbox.address()).unwrap();
    let mut plain = TcpStream::connect(desk.sandbox.address()).unwrap();
    plain.write_all(b"GET /openapi.json HTTP/1.1\r\nHost: sandbox\r\n\r\n").unwrap();
    let mut answer = Vec::new();
    let _ = plain.read_to_end(&mut answer);
    assert!(!answer.starts_with(b"HTTP"), "{answer:?}");
    assert_eq!(desk.count().await, 240);
    desk.sandbox.stop();
}

#[tokio::test]
async fn connections_are_cut_above_tls_too() {
    let desk = desk("reset@create*1,lost@create*1,truncate@list*1", |client| client);
    let draft = json!({"sku": "NEW-1", "name": "N"});
    let create = || desk.request(reqwest::Method::POST, &licenses()).json(&draft);
    assert!(create().send().await.is_err(), "reset");
    assert!(create().send().await.is_err(), "lost");
    let (status, body) = desk.post(&licenses(), draft.clone()).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    assert_eq!(reason(&body), "sku: already used by license 286 in this group");

    let response = desk.request(reqwest::Method::GET, &licenses()).send().await.unwrap();
    assert_eq!(response.status(), StatusCode::OK);
    assert!(response.text().await.is_err(), "truncate");
    assert_eq!(desk.count().await, 241);
}

#[tokio::test]
async fn a_certificate_of_the_client_can_be_wanted() {
    let (servers, clients) = (Authority::new(), Authority::new());
    let tls = Tls { client_authorities: Some(clients.pem().into_bytes()), ..servers.tls() };
    let sandbox = Sandbox::start(Options { tls: Some(tls), ..Options::default() }).unwrap();
    let url = format!("{}/openapi.json", sandbox.url());
    let known = servers.trusting().identity(clients.identity()).build().unwrap();
    let unknown = servers.trusting().identity(servers.identity()).build().unwrap();
    let bare = servers.trusting().build().unwrap();
    assert!(bare.get(&url).send().await.is_err());
    assert!(unknown.get(&url).send().await.is_err());
    let response = known.get(&url).send().await.unwrap();
    assert_eq!(response.json::<Value>().await.unwrap()["openapi"], "3.1.0");
}

#[test]
fn certificates_and_keys_that_cannot_be_served_are_refused_with_advice() {
    let good = Authority::new().tls();
    let another = Authority::new().tls();
    let nonsense = b"nonsense".to_vec();
    let wrong = [
        (Tls { certificate: nonsense.clone(), ..good.clone() }, "the certificate: there is none"),
        (Tls { key: nonsense.clone(), ..good.clone() }, "the key: "),
        (Tls { key: another.key, ..good.clone() }, "the certificate and the key: "),
        (
            Tls { client_authorities: Some(nonsense), ..good.clone() },
            "the authorities of clients: there is none",
        ),
        (Tls { client_authorities: Some(CUT.to_vec()), ..good.clone() }, "the authorities of clients: "),
    ];
    for (tls, reason) in wrong {
        let error = Sandbox::start(Options { tls: Some(tls), ..Options::default() }).unwrap_err();
        assert!(matches!(error, StartError::Tls { .. }), "{error:?}");
        assert!(error.to_string().starts_with(&format!("cannot serve https: {reason}")), "{error}");
        assert!(error.to_string().ends_with("; give certificates and their key as PEM"), "{error}");
    }
}

/// A certificate that ends too early.
const CUT: &[u8] = b"-----BEGIN CERTIFICATE-----\nTUlJQg==\n-----END CERTIFICATE-----\n";

#[test]
fn what_is_shown_of_it_holds_no_key() {
    let tls = Authority::new().tls();
    let key = String::from_utf8(tls.key.clone()).unwrap();
    let secret = key.lines().nth(1).unwrap();
    let shown = format!("{:?}", Options { tls: Some(tls), ..Options::default() });
    assert!(shown.contains("BEGIN CERTIFICATE") && !shown.contains(secret), "{shown}");
}

#[tokio::test]
async fn the_token_is_asked_for_as_always() {
    let desk = desk("", |client| client);
    let response = desk.client.get(desk.url("groups")).send().await.unwrap();
    assert_eq!(response.status(), StatusCode::UNAUTHORIZED);
    let response = desk.client.get(desk.url("groups")).bearer_auth(DEFAULT_TOKEN).send().await.unwrap();
    assert_eq!(response.status(), StatusCode::OK);
}
