//! Compressed answers: only where both sides want them.

use lictor::sandbox::{DEFAULT_TOKEN, Options, Sandbox};
use reqwest::{Client, Method, Response, StatusCode};
use serde_json::Value;

use super::support::{Desk, license, licenses};

/// A desk whose client leaves answers as they are.
fn desk(gzip: bool, faults: &str) -> Desk {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let options = Options { gzip, faults: faults.parse().unwrap(), ..Options::default() };
    Desk { sandbox: Sandbox::start(options).unwrap(), client: Client::builder().no_gzip().build().unwrap() }
}

async fn get(desk: &Desk, path: &str, accepted: &str) -> Response {
    let request = desk.request(Method::GET, path).header("accept-encoding", accepted);
    let response = request.send().await.unwrap();
    assert_eq!(response.status(), StatusCode::OK);
    response
}

fn is_compressed(response: &Response) -> bool {
    response.headers().get("content-encoding").is_some_and(|encoding| encoding == "gzip")
}

fn hundred() -> String {
    format!("{}?page_size=100", licenses())
}

#[tokio::test]
async fn a_long_answer_is_compressed_for_who_asks() {
    let desk = desk(true, "");
    let plain = get(&desk, &hundred(), "identity").await;
    assert!(!is_compressed(&plain));
    let plain = plain.bytes().await.unwrap();
    let response = get(&desk, &hundred(), "br;q=1, gzip;q=0.5").await;
    assert!(is_compressed(&response));
    let compressed = response.bytes().await.unwrap();
    assert!(compressed.len() < plain.len() / 2, "{} of {}", compressed.len(), plain.len());
    assert!(compressed.starts_with(&[0x1f, 0x8b]), "the sign of gzip");
    let decoding = Client::new().get(desk.url(&hundred())).bearer_auth(DEFAULT_TOKEN).send().await.unwrap();
    assert!(decoding.bytes().await.unwrap() == plain);
}

#[tokio::test]
async fn a_short_answer_is_not_nor_is_one_for_who_refuses() {
    let desk = desk(true, "");
    assert!(!is_compressed(&get(&desk, &license(1), "gzip").await));
    assert!(!is_compressed(&get(&desk, &hundred(), "gzip;q=0").await));
}

#[tokio::test]
async fn nothing_is_compressed_unless_the_sandbox_is_told_to() {
    assert!(!is_compressed(&get(&desk(false, ""), &hundred(), "gzip").await));
}

#[tokio::test]
async fn faults_work_on_compressed_answers() {
    let desk = desk(true, "truncate@list*1,repeat@list*1,garbage@list*1");
    let truncated = get(&desk, &hundred(), "gzip").await;
    assert!(is_compressed(&truncated));
    assert!(truncated.bytes().await.is_err());
    let repeated: Value = get(&desk, &hundred(), "gzip").await.json().await.unwrap();
    assert!(repeated["next"].is_string());
    let garbage = get(&desk, &hundred(), "gzip").await;
    assert!(garbage.json::<Value>().await.is_err());
}
