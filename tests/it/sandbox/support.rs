//! A sandbox and a client for it, one each per test.

use lictor::sandbox::{DEFAULT_TOKEN, Kind, Options, Sandbox, SeedScope, first_group, seed_scopes};
use reqwest::{Client, Method, RequestBuilder, StatusCode};
use serde_json::{Value, json};
use uuid::Uuid;

use super::authority::Authority;

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
        Self { sandbox: Sandbox::start(options).unwrap(), client: Client::new() }
    }

    pub(super) fn with_faults(faults: &str) -> Self {
        Self::with(Options { faults: faults.parse().unwrap(), ..Options::default() })
    }

    /// One of each: over HTTP and over HTTPS.
    pub(super) fn of_each_kind(options: &Options) -> [Self; 2] {
        let authority = Authority::new();
        let secure = Options { tls: Some(authority.tls()), ..options.clone() };
        let client = authority.trusting().build().unwrap();
        [Self::with(options.clone()), Self { sandbox: Sandbox::start(secure).unwrap(), client }]
    }

    /// The URL of what follows the version in a path.
    pub(super) fn account_url(&self, path: &str) -> String {
        format!("{}/api/v01/{path}", self.sandbox.url())
    }

    /// The URL of what follows the instance in a path.
    pub(super) fn url(&self, path: &str) -> String {
        format!("{}/api/v01/draas/sandbox/{path}", self.sandbox.url())
    }

    /// A request with the token.
    pub(super) fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.client.request(method, self.url(path)).bearer_auth(DEFAULT_TOKEN)
    }

    pub(super) async fn get(&self, path: &str) -> Reply {
        reply(self.request(Method::GET, path)).await
    }

    pub(super) async fn post(&self, path: &str, body: Value) -> Reply {
        reply(self.request(Method::POST, path).json(&body)).await
    }

    pub(super) async fn put(&self, path: &str, body: Value) -> Reply {
        reply(self.request(Method::PUT, path).json(&body)).await
    }

    pub(super) async fn delete(&self, path: &str) -> Reply {
        reply(self.request(Method::DELETE, path)).await
    }

    /// Creates a license in the first group and answers its id.
    pub(super) async fn create(&self, sku: &str) -> i64 {
        let (status, body) = self.post(&licenses(), json!({"sku": sku, "name": "Made by a test"})).await;
        assert_eq!(status, StatusCode::OK, "{body}");
        body["id"].as_i64().unwrap()
    }

    /// How many licenses the first group has.
    pub(super) async fn count(&self) -> i64 {
        self.get(&licenses()).await.1["results"].as_i64().unwrap()
    }

    /// Follows the pages of a list from the path on and answers each of them.
    pub(super) async fn pages(&self, path: &str) -> Vec<Value> {
        let separator = if path.contains('?') { '&' } else { '?' };
        let mut pages = vec![self.page(path).await];
        while let Some(next) = pages.last().unwrap()["next"].as_str() {
            let next: String = url::form_urlencoded::byte_serialize(next.as_bytes()).collect();
            let page = self.page(&format!("{path}{separator}next={next}")).await;
            pages.push(page);
        }
        pages
    }

    async fn page(&self, path: &str) -> Value {
        let (status, body) = self.get(path).await;
        assert_eq!(status, StatusCode::OK, "{path}: {body}");
        body
    }
}

/// Sends a request and reads the whole answer.
pub(super) async fn reply(request: RequestBuilder) -> Reply {
    let response = request.send().await.unwrap();
    let status = response.status();
    let text = response.text().await.unwrap();
    let body = if text.is_empty() { Value::Null } else { serde_json::from_str(&text).unwrap() };
    (status, body)
}

/// The path to the licenses of the first group.
pub(super) fn licenses() -> String {
    licenses_of(Kind::Groups, first_group())
}

/// The path to the licenses of a scope.
pub(super) fn licenses_of(kind: Kind, uuid: Uuid) -> String {
    format!("{}/{uuid}/customer_licenses", kind.word())
}

/// The path to one license of the first group.
pub(super) fn license(id: i64) -> String {
    format!("{}/{id}", licenses())
}

/// The reason in an error body.
pub(super) fn reason(body: &Value) -> &str {
    body["error"].as_str().unwrap()
}

/// The groups, in the order they are listed in.
pub(super) fn groups() -> Vec<SeedScope> {
    seed_scopes().iter().copied().filter(|scope| scope.kind == Kind::Groups).collect()
}

/// The first scope of a kind under the first group.
pub(super) fn scope(kind: Kind) -> SeedScope {
    *seed_scopes().iter().find(|scope| scope.kind == kind && scope.group == first_group()).unwrap()
}

/// The rows of a list's pages, one after the other.
pub(super) fn rows(pages: &[Value], key: &str) -> Vec<Value> {
    pages.iter().flat_map(|page| page[key].as_array().unwrap().clone()).collect()
}
