//! A sandbox and a client for it, one each per test.

use lictor::sandbox::{DEFAULT_TOKEN, Faults, Options, Sandbox, first_group};
use reqwest::{Client, Method, StatusCode};
use serde_json::Value;
use uuid::Uuid;

/// What came back: status and JSON (`null` for an empty body).
pub(super) type Reply = (StatusCode, Value);

/// A running sandbox and a way to talk to it.
pub(super) struct Desk {
    pub(super) sandbox: Sandbox,
    pub(super) client: Client,
}

impl Desk {
    /// With the default options.
    pub(super) fn open() -> Self {
        Self::with(Options::default())
    }

    pub(super) fn with(options: Options) -> Self {
        // Another test may have installed it already.
        let _ = rustls::crypto::ring::default_provider().install_default();
        Self {
            sandbox: Sandbox::start(options).unwrap(),
            client: Client::new(),
        }
    }

    pub(super) fn with_faults(faults: &str) -> Self {
        let faults: Faults = faults.parse().unwrap();
        Self::with(Options {
            faults,
            ..Options::default()
        })
    }

    /// The URL of what follows the instance in a path.
    pub(super) fn url(&self, path: &str) -> String {
        format!("{}/api/v01/draas/sandbox/{path}", self.sandbox.url())
    }

    pub(super) fn request(&self, method: Method, path: &str) -> reqwest::RequestBuilder {
        self.client
            .request(method, self.url(path))
            .bearer_auth(DEFAULT_TOKEN)
    }

    pub(super) async fn call(&self, method: Method, path: &str, body: Option<Value>) -> Reply {
        let request = self.request(method, path);
        let request = match body {
            Some(body) => request.json(&body),
            None => request,
        };
        reply(request).await
    }

    pub(super) async fn get(&self, path: &str) -> Reply {
        self.call(Method::GET, path, None).await
    }

    pub(super) async fn post(&self, path: &str, body: Value) -> Reply {
        self.call(Method::POST, path, Some(body)).await
    }

    pub(super) async fn put(&self, path: &str, body: Value) -> Reply {
        self.call(Method::PUT, path, Some(body)).await
    }

    pub(super) async fn delete(&self, path: &str) -> Reply {
        self.call(Method::DELETE, path, None).await
    }
}

/// Sends a request and reads the whole answer.
pub(super) async fn reply(request: reqwest::RequestBuilder) -> Reply {
    let response = request.send().await.unwrap();
    let status = response.status();
    let text = response.text().await.unwrap();
    let body = if text.is_empty() {
        Value::Null
    } else {
        serde_json::from_str(&text).unwrap()
    };
    (status, body)
}

/// The licenses of the first group.
pub(super) fn licenses() -> String {
    licenses_of(first_group())
}

pub(super) fn licenses_of(group: Uuid) -> String {
    format!("groups/{group}/customer_licenses")
}

/// One license of the first group.
pub(super) fn license(id: i64) -> String {
    format!("{}/{id}", licenses())
}

/// The reason in an error body.
pub(super) fn reason(body: &Value) -> &str {
    body["error"].as_str().unwrap()
}
