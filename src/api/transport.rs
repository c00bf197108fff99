//! One request over HTTP: its address, its time limits, the trust in the server, the redirects, the whole answer.

use std::{fmt, time::Duration};

use reqwest::{
    Method, Response,
    header::{
        ACCEPT, AUTHORIZATION, CONTENT_TYPE, DATE, HeaderMap, HeaderName, HeaderValue, LOCATION, RETRY_AFTER,
    },
    redirect::Policy,
};
use serde_json::Value;
use tokio::time::Instant;
use url::Url;

use super::{
    Access, Settings, retry_after,
    trouble::{Trouble, root_cause},
};
use crate::domain::{Problem, Secret};

/// The largest body that is taken in, in bytes.
const LARGEST_BODY: usize = 64 * 1024 * 1024;

/// How often a read follows a redirect within the origin.
const MOST_REDIRECTS: usize = 5;

/// How long a connection may take at most; the limit of the whole try still holds.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// A connection that nobody uses is closed by us before the servers and proxies of this world close it: a write
/// on a connection that is just being closed has an unknown outcome.
const IDLE_TIMEOUT: Duration = Duration::from_secs(20);

/// The name goes without a version: servers trust a device by it (API section 3).
const USER_AGENT: &str = "lictor";

/// What to send.
#[derive(Clone, Debug)]
pub(super) struct Request {
    method: Method,
    path: Vec<String>,
    query: Vec<(&'static str, String)>,
    body: Option<Value>,
}

impl Request {
    /// A read of what lies at `path`, segment by segment, under the instance.
    pub(super) fn get(path: Vec<String>) -> Self {
        Self { method: Method::GET, path, query: Vec::new(), body: None }
    }

    /// A new record.
    pub(super) fn post(path: Vec<String>, body: Value) -> Self {
        Self { method: Method::POST, body: Some(body), ..Self::get(path) }
    }

    /// A changed record.
    pub(super) fn put(path: Vec<String>, body: Value) -> Self {
        Self { method: Method::PUT, body: Some(body), ..Self::get(path) }
    }

    /// The end of a record.
    pub(super) fn delete(path: Vec<String>) -> Self {
        Self { method: Method::DELETE, ..Self::get(path) }
    }

    /// With one more parameter in the query.
    pub(super) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.query.push((name, value.into()));
        self
    }

    fn is_read(&self) -> bool {
        self.method == Method::GET
    }
}

/// What came back: no redirect, and not yet judged.
#[derive(Debug)]
pub(super) struct Answer {
    /// The HTTP status.
    pub(super) status: u16,
    /// The type of the body, without parameters.
    pub(super) content_type: Option<String>,
    /// How long the server asks to stay away.
    pub(super) retry_after: Option<Duration>,
    /// The body, or why it did not come whole.
    pub(super) body: Result<Vec<u8>, Trouble>,
    /// Where it leads.
    pub(super) location: Option<String>,
}

impl Answer {
    /// Whether the server did what was asked.
    pub(super) fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    fn leads_to(&self) -> Option<&str> {
        match self.status {
            301 | 302 | 303 | 307 | 308 => self.location.as_deref(),
            _ => None,
        }
    }
}

/// The way to one instance of one server.
pub(super) struct Transport {
    http: reqwest::Client,
    base: Url,
    host: String,
    authorization: Option<HeaderValue>,
    timeout: Duration,
    connecting: Duration,
}

impl fmt::Debug for Transport {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Transport").field("base", &self.base.as_str()).finish_non_exhaustive()
    }
}

impl Transport {
    /// Nothing is sent yet.
    ///
    /// # Errors
    /// A token that no header can hold, an origin that takes no path, a machine without certificate authorities.
    pub(super) fn new(settings: Settings) -> Result<Self, Problem> {
        let host = host_of(&settings.origin);
        // Whoever came first has installed the same one.
        let _ = rustls::crypto::ring::default_provider().install_default();
        // Shorter than the whole, so that a connection that never was is told from an answer that never came.
        let connecting = CONNECT_TIMEOUT.min(settings.timeout.mul_f64(0.9));
        let mut builder = reqwest::Client::builder()
            .user_agent(USER_AGENT)
            .redirect(Policy::none())
            .referer(false)
            .timeout(settings.timeout)
            .connect_timeout(connecting)
            .pool_idle_timeout(IDLE_TIMEOUT);
        if settings.origin.scheme() == "http" {
            // On the machine itself: neither a proxy nor the machine's certificate authorities have a part in it.
            builder = builder.no_proxy().tls_certs_only([]);
        }
        let http = builder.build().map_err(|error| Problem::NotTrusted {
            host: host.clone(),
            reason: format!("nothing on this machine says whom to trust: {}", root_cause(&error)),
        })?;
        let token = match &settings.access {
            Access::Token(source) => Some(source.secret().map_err(|reason| Problem::NoSecret { reason })?),
            Access::Nobody | Access::Session(_) => None,
        };
        Ok(Self {
            http,
            base: base(settings.origin, &settings.instance)?,
            host,
            authorization: authorization(token.as_ref())?,
            timeout: settings.timeout,
            connecting,
        })
    }

    /// Sends a request and takes in the answer. Reads follow a few redirects within the origin, writes none.
    ///
    /// # Errors
    /// No answer at all, or one that leads elsewhere.
    pub(super) async fn send(&self, request: &Request) -> Result<Answer, Trouble> {
        let mut url = self.url(request);
        let mut followed = 0;
        loop {
            let answer = self.send_once(request, url.clone()).await?;
            let Some(location) = answer.leads_to() else {
                return Ok(answer);
            };
            let target = url.join(location).map_err(|_| Trouble::Redirected { to: location.to_owned() })?;
            let within = target.origin() == self.base.origin() && target.username().is_empty();
            if !within || !request.is_read() || followed == MOST_REDIRECTS {
                return Err(Trouble::Redirected { to: without_query(target) });
            }
            followed += 1;
            url = target;
        }
    }

    async fn send_once(&self, request: &Request, url: Url) -> Result<Answer, Trouble> {
        let method = request.method.as_str();
        let path = url.path().to_owned();
        let started = Instant::now();
        let mut builder = self
            .http
            .request(request.method.clone(), url)
            .header(ACCEPT, "application/json, text/plain;q=0.5");
        if let Some(authorization) = &self.authorization {
            builder = builder.header(AUTHORIZATION, authorization.clone());
        }
        if let Some(body) = &request.body {
            builder = builder.json(body);
        }
        let response = match builder.send().await {
            Ok(response) => response,
            Err(error) => {
                let trouble = self.trouble(&error);
                let milliseconds = started.elapsed().as_millis();
                tracing::debug!(method, path, milliseconds, %trouble, "no answer");
                return Err(trouble);
            }
        };
        let answer = self.take_in(response).await;
        let milliseconds = started.elapsed().as_millis();
        let bytes = answer.body.as_ref().map_or(0, Vec::len);
        tracing::debug!(method, path, status = answer.status, milliseconds, bytes, "answered");
        Ok(answer)
    }

    async fn take_in(&self, response: Response) -> Answer {
        let headers = response.headers();
        let wait = text_of(headers, &RETRY_AFTER)
            .and_then(|wait| retry_after::parse(&wait, text_of(headers, &DATE).as_deref()));
        let content_type = text_of(headers, &CONTENT_TYPE)
            .and_then(|text| Some(text.split(';').next()?.trim().to_ascii_lowercase()));
        Answer {
            status: response.status().as_u16(),
            content_type,
            retry_after: wait,
            location: text_of(headers, &LOCATION),
            body: self.body(response).await,
        }
    }

    async fn body(&self, mut response: Response) -> Result<Vec<u8>, Trouble> {
        let mut body = Vec::new();
        loop {
            match response.chunk().await {
                Ok(None) => return Ok(body),
                Ok(Some(chunk)) if chunk.len() > LARGEST_BODY - body.len() => {
                    let reason = format!("more than {} MiB", LARGEST_BODY >> 20);
                    return Err(Trouble::Broken { reason });
                }
                Ok(Some(chunk)) => body.extend_from_slice(&chunk),
                Err(error) => return Err(self.trouble(&error).after(body.len())),
            }
        }
    }

    fn trouble(&self, error: &reqwest::Error) -> Trouble {
        Trouble::of(error, &self.host, self.timeout, self.connecting)
    }

    fn url(&self, request: &Request) -> Url {
        let mut url = self.base.clone();
        if let Ok(mut segments) = url.path_segments_mut() {
            segments.extend(&request.path);
        }
        if !request.query.is_empty() {
            url.query_pairs_mut().extend_pairs(&request.query);
        }
        url
    }
}

fn base(mut origin: Url, instance: &str) -> Result<Url, Problem> {
    let taken = origin.path_segments_mut().map(|mut segments| {
        segments.clear().extend(["api", "v01", "draas", instance]);
    });
    match taken {
        Ok(()) => Ok(origin),
        Err(()) => Err(Problem::Internal { reason: "the origin takes no path".to_owned() }),
    }
}

fn authorization(token: Option<&Secret>) -> Result<Option<HeaderValue>, Problem> {
    let Some(token) = token else {
        return Ok(None);
    };
    let header = HeaderValue::from_str(&format!("Bearer {}", token.expose()));
    let mut header = header.map_err(|_| Problem::Unauthenticated {
        reason: Some("the token holds a character that no token has; nothing was sent".to_owned()),
    })?;
    header.set_sensitive(true);
    Ok(Some(header))
}

fn host_of(origin: &Url) -> String {
    match (origin.host_str(), origin.port_or_known_default()) {
        (Some(host), Some(port)) => format!("{host}:{port}"),
        _ => origin.to_string(),
    }
}

fn text_of(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    Some(String::from_utf8_lossy(headers.get(name)?.as_bytes()).into_owned())
}

/// Where a redirect leads, for people: what follows `?` may be secret and says nothing.
fn without_query(mut url: Url) -> String {
    url.set_query(None);
    url.set_fragment(None);
    // Only addresses without a host refuse this, and those have neither.
    let _ = url.set_username("");
    let _ = url.set_password(None);
    url.to_string()
}
