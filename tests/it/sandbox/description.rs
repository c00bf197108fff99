//! The served description: anyone may read it, and each call that it describes answers as it says.

use lictor::sandbox::{DEFAULT_TOKEN, Kind, first_group};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use super::support::{Desk, scope};

async fn description(desk: &Desk) -> Value {
    let response = desk.client.get(format!("{}/openapi.json", desk.sandbox.url())).send().await.unwrap();
    assert_eq!(response.status(), StatusCode::OK);
    assert_eq!(response.headers()["content-type"], "application/json");
    response.json().await.unwrap()
}

/// The value, or what its reference leads to.
fn resolved<'a>(description: &'a Value, value: &'a Value) -> &'a Value {
    match value["$ref"].as_str() {
        Some(to) => description.pointer(to.trim_start_matches('#')).unwrap(),
        None => value,
    }
}

/// The path with its parameters filled in, and the query that it requires.
fn filled(path: &str) -> String {
    let kind = Kind::ALL.into_iter().find(|kind| path.contains(&format!("/{}", kind.word())));
    let uuid = kind.map_or_else(first_group, |kind| scope(kind).uuid);
    let address = path
        .replace("{draas_instance}", "sandbox")
        .replace("{uuid}", &uuid.to_string())
        .replace("{id}", "240");
    match kind {
        Some(kind) if kind != Kind::Groups && !path.contains("{uuid}") => {
            format!("{address}?parent={}", first_group())
        }
        _ => address,
    }
}

/// An example of the operation's body, if it has one.
fn example<'a>(description: &'a Value, content: &'a Value) -> Option<&'a Value> {
    let examples = content["content"]["application/json"]["examples"].as_object()?;
    Some(&resolved(description, examples.values().next()?)["value"])
}

#[tokio::test]
async fn every_described_call_answers_its_first_described_status() {
    let desk = Desk::open();
    let description = description(&desk).await;
    for (path, item) in description["paths"].as_object().unwrap() {
        // In the order of the description, a license is deleted last: it is found by then.
        for method in ["get", "post", "put", "delete"] {
            let Some(operation) = item.get(method) else {
                continue;
            };
            let url = format!("{}{}", desk.sandbox.url(), filled(path));
            let mut request = desk.client.request(method.to_uppercase().parse().unwrap(), url);
            if operation["security"] != json!([]) {
                request = request.bearer_auth(DEFAULT_TOKEN);
            }
            if let Some(body) = example(&description, &operation["requestBody"]) {
                request = request.json(body);
            }
            let answered = request.send().await.unwrap().status();
            let described = operation["responses"].as_object().unwrap().keys().next().unwrap();
            assert_eq!(answered.as_str(), described, "{method} {path}");
        }
    }
}

#[tokio::test]
async fn every_call_describes_its_documented_statuses() {
    let desk = Desk::open();
    let description = description(&desk).await;
    let calls =
        description["paths"].as_object().unwrap().iter().filter(|(path, _)| path.starts_with("/api/"));
    for (path, item) in calls {
        for (method, operation) in item.as_object().unwrap().iter().filter(|(key, _)| *key != "parameters") {
            let success = if matches!(method.as_str(), "put" | "delete") { "204" } else { "200" };
            for status in [success, "400", "401", "403", "404", "500"] {
                assert!(operation["responses"].get(status).is_some(), "{method} {path} {status}");
            }
        }
    }
}

#[tokio::test]
async fn the_examples_have_the_keys_of_the_answers() {
    let desk = Desk::open();
    let description = description(&desk).await;
    let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    let examples = &description["components"]["examples"];
    let list = desk.request(Method::GET, &super::support::licenses()).send().await.unwrap();
    let list: Value = list.json().await.unwrap();
    assert_eq!(keys(&examples["licenses_page"]["value"]), keys(&list));
    assert_eq!(keys(&examples["licenses_page"]["value"]["licenses"][0]), keys(&list["licenses"][0]));
    let (_, read) = desk.get(&super::support::license(1)).await;
    assert_eq!(keys(&examples["license"]["value"]), keys(&read));
    assert!(examples["created"]["value"]["id"].is_i64());
}
