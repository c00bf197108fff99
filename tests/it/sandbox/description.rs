//! The served description: anyone may read it, and each call that it describes answers as it says.

use lictor::sandbox::{Account, DEFAULT_TOKEN, Kind, Options, SecondFactor, first_group};
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

/// The paths that a test looks at.
fn paths(description: &Value, are_wanted: fn(&str) -> bool) -> Vec<(&String, &Value)> {
    description["paths"].as_object().unwrap().iter().filter(|(path, _)| are_wanted(path)).collect()
}

#[tokio::test]
async fn every_described_call_answers_its_first_described_status() {
    let desk = Desk::open();
    let description = description(&desk).await;
    for (path, item) in paths(&description, |path| path.contains("/draas/") || path == "/openapi.json") {
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
    for (path, item) in paths(&description, |path| path.contains("/draas/")) {
        for (method, operation) in item.as_object().unwrap().iter().filter(|(key, _)| *key != "parameters") {
            let success = if matches!(method.as_str(), "put" | "delete") { "204" } else { "200" };
            for status in [success, "400", "401", "403", "404", "500"] {
                assert!(operation["responses"].get(status).is_some(), "{method} {path} {status}");
            }
        }
    }
}

/// Makes each call of the account with the described bodies; the answers by their paths.
async fn calls_of_the_account(desk: &Desk, description: &Value) -> Vec<(&'static str, &'static str, Value)> {
    let mut answers: Vec<(&str, &str, Value)> = Vec::new();
    let mut tokens = json!({});
    let steps = [
        ("post", "/api/v01/auth/login", "challenge"),
        ("post", "/api/v01/auth/2fa", "session"),
        ("get", "/api/v01/auth/access_token", "refreshed"),
        ("get", "/api/v01/system/users/local", "account"),
        ("get", "/api/v01/auth/logout", ""),
    ];
    for (method, path, name) in steps {
        let operation = &description["paths"][path][method];
        let mut request = desk
            .client
            .request(method.to_uppercase().parse().unwrap(), format!("{}{path}", desk.sandbox.url()));
        if let Some(body) = example(description, &operation["requestBody"]) {
            let mut body = body.clone();
            if let Some(payload) = body.get_mut("2fa_payload") {
                *payload = answers[0].2["2fa_payload"].clone();
            }
            request = request.json(&body);
        }
        let token = match operation["security"].as_array().map(Vec::as_slice) {
            None => tokens["access_token"].as_str(),
            Some([]) => None,
            Some([required]) => required.get("refresh_token").and_then(|_| tokens["refresh_token"].as_str()),
            Some(other) => panic!("{other:?}"),
        };
        if let Some(token) = token {
            request = request.bearer_auth(token);
        }
        let (status, answer) = super::support::reply(request).await;
        assert_eq!(
            status.as_str(),
            operation["responses"].as_object().unwrap().keys().next().unwrap(),
            "{answer}"
        );
        if name == "session" {
            tokens = answer.clone();
        }
        answers.push((path, name, answer));
    }
    answers
}

#[tokio::test]
async fn every_described_call_of_the_account_answers_as_described() {
    let credentials = &description(&Desk::open()).await["components"]["examples"]["credentials"]["value"];
    let account = Account {
        second_factor: Some(SecondFactor::Email),
        code: Some("123456".to_owned()),
        ..Account::new(credentials["username"].as_str().unwrap(), credentials["password"].as_str().unwrap())
    };
    let desk = Desk::with(Options { account: Some(account), ..Options::default() });
    let description = description(&desk).await;
    for (path, name, answer) in calls_of_the_account(&desk, &description).await {
        match description["components"]["examples"].get(name) {
            Some(example) => assert_eq!(keys(&example["value"]), keys(&answer), "{path}"),
            None => assert_eq!(answer, Value::Null, "{path}"),
        }
    }
}

#[tokio::test]
async fn every_call_of_the_account_describes_its_documented_statuses() {
    let documented = [
        ("post", "/api/v01/auth/login", &["200", "400", "401", "500"][..]),
        ("post", "/api/v01/auth/2fa", &["200", "400", "500"]),
        ("post", "/api/v01/auth/2fa_totp", &["200", "400", "500"]),
        ("get", "/api/v01/auth/access_token", &["200", "401", "500"]),
        ("get", "/api/v01/auth/logout", &["200", "401", "500"]),
        ("get", "/api/v01/system/users/local", &["200", "401", "500"]),
    ];
    let description = description(&Desk::open()).await;
    let described = paths(&description, |path| path.starts_with("/api/") && !path.contains("/draas/"));
    assert_eq!(described.len(), documented.len());
    for (method, path, statuses) in documented {
        for status in statuses {
            let response = &description["paths"][path][method]["responses"][status];
            assert!(response.is_object(), "{method} {path} {status}");
        }
    }
}

fn keys(value: &Value) -> Vec<String> {
    value.as_object().unwrap().keys().cloned().collect()
}

#[tokio::test]
async fn the_examples_have_the_keys_of_the_answers() {
    let desk = Desk::open();
    let description = description(&desk).await;
    let examples = &description["components"]["examples"];
    let list = desk.request(Method::GET, &super::support::licenses()).send().await.unwrap();
    let list: Value = list.json().await.unwrap();
    assert_eq!(keys(&examples["licenses_page"]["value"]), keys(&list));
    assert_eq!(keys(&examples["licenses_page"]["value"]["licenses"][0]), keys(&list["licenses"][0]));
    let (_, read) = desk.get(&super::support::license(1)).await;
    assert_eq!(keys(&examples["license"]["value"]), keys(&read));
    assert!(examples["created"]["value"]["id"].is_i64());
}
