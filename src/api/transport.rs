//! One request over HTTP: its address, its time limits, the trust in the server, the redirects, the whole answer.

use std::{sync::Arc, time::Duration};

use reqwest::{
    Method, Response,
    header::{
        ACCEPT, AUTHORIZATION, CONTENT_TYPE, DATE, HeaderMap, HeaderName, HeaderValue, LOCATION, RETRY_AFTER,
        USER_AGENT,
    },
};
use serde::Serialize;
use tokio::time::{Instant, timeout};
use url::Url;
use uuid::Uuid;

use super::{
    Network,
    capture::{Capture, Captures},
    mask::Mask,
    network::{self, Way},
    retry_after,
    settings::without_credentials,
    trouble::Trouble,
};
use crate::domain::{Problem, Recorder, Secret};

/// The largest body that is taken in, in bytes.
const LARGEST_BODY: usize = 64 * 1024 * 1024;

/// The most room that is made for a body because it is announced: a page of many licenses, and no more.
const LARGEST_RESERVED: usize = 1024 * 1024;

/// How much of an answer that says no is taken in: its words are shown, and nobody reads more.
const LARGEST_REFUSAL: usize = 256 * 1024;

/// How long nothing may come in the middle of an answer; half of the whole try where that is shorter.
const LONGEST_SILENCE: Duration = Duration::from_secs(15);

/// The path of the API, segment by segment (API section 1).
const API: [&str; 2] = ["api", "v01"];

/// How often a read follows a redirect within the origin.
const MOST_REDIRECTS: usize = 5;

/// What to send. It may hold a password, so there is no `Debug`.
pub(super) struct Request {
    method: Method,
    base: Base,
    path: Vec<String>,
    query: Vec<(&'static str, String)>,
    number: Option<Uuid>,
    body: Option<Vec<u8>>,
    secrets: Vec<Secret>,
    follows_redirects: bool,
}

/// Where a path starts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Base {
    /// `/api/v01`: what is about the account (API section 3).
    Api,
    /// The service provider's instance below it.
    Instance,
}

impl Request {
    /// A read of what lies at `path`, segment by segment, under the instance.
    pub(super) fn get(path: Vec<String>) -> Self {
        Self {
            method: Method::GET,
            base: Base::Instance,
            path,
            query: Vec::new(),
            number: None,
            body: None,
            secrets: Vec::new(),
            follows_redirects: true,
        }
    }

    /// A new record.
    pub(super) fn post(path: Vec<String>, body: &impl Serialize) -> Self {
        Self::new(Method::POST, path).with_body(body)
    }

    /// A changed record.
    pub(super) fn put(path: Vec<String>, body: &impl Serialize) -> Self {
        Self::new(Method::PUT, path).with_body(body)
    }

    /// The end of a record.
    pub(super) fn delete(path: Vec<String>) -> Self {
        Self::new(Method::DELETE, path)
    }

    /// The same beside the instances, not under one.
    pub(super) fn outside_instance(mut self) -> Self {
        self.base = Base::Api;
        self
    }

    /// The same, sent to one address only, whatever it answers.
    pub(super) fn once(mut self) -> Self {
        self.follows_redirects = false;
        self
    }

    /// With one more parameter in the query.
    pub(super) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.query.push((name, value.into()));
        self
    }

    /// With a number of its own, sent along as `X-Request-Id`.
    pub(super) fn identified_by(mut self, number: Uuid) -> Self {
        self.number = Some(number);
        self
    }

    /// With secrets in its body: what the server says is told without them.
    pub(super) fn in_confidence(mut self, secrets: impl IntoIterator<Item = Secret>) -> Self {
        self.secrets.extend(secrets);
        self
    }

    /// Whether it is about logging in, staying in or leaving (API section 3).
    fn is_about_account(&self) -> bool {
        self.base == Base::Api && self.path.first().is_some_and(|segment| segment == "auth")
    }

    fn new(method: Method, path: Vec<String>) -> Self {
        Self { method, follows_redirects: false, ..Self::get(path) }
    }

    /// What we send are texts and numbers under fixed names, which JSON can always hold.
    fn with_body(mut self, body: &impl Serialize) -> Self {
        self.body = serde_json::to_vec(body).ok();
        self
    }
}

/// What came back: no redirect, and not yet judged. It may hold tokens, so there is no `Debug`.
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
    /// What the server must not tell: what the request held in confidence, and those before it.
    pub(super) mask: Arc<Mask>,
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
    way: Way,
    captures: Captures,
    api: Url,
    instance: Url,
}

impl Transport {
    /// Nothing is sent yet.
    ///
    /// # Errors
    /// An origin that takes no path.
    pub(super) fn new(
        origin: &Url, instance: &str, network: Network, timeout: Duration,
    ) -> Result<Self, Problem> {
        Ok(Self {
            api: below(origin.clone(), &API)?,
            instance: below(origin.clone(), &[API[0], API[1], "draas", instance])?,
            way: Way::new(origin, network, timeout),
            captures: Captures::default(),
        })
    }

    /// From now on, `recorder` is told of every request and its answer. The first one stays.
    pub(super) fn record_to(&self, recorder: Arc<dyn Recorder>) {
        self.captures.record_to(recorder);
    }

    /// From now on, what a server says is told without these too.
    pub(super) fn keep_to_ourselves(&self, secrets: &[Secret]) {
        self.captures.remember(secrets);
    }

    /// Where it leads, for people.
    pub(super) fn address(&self) -> &str {
        self.instance.as_str()
    }

    /// Sends a request and takes in the answer. Reads follow a few redirects within the origin, all else none. The
    /// authorization goes to the origin and nowhere else.
    ///
    /// # Errors
    /// No answer at all, or one that leads elsewhere.
    pub(super) async fn send(
        &self, request: &Request, authorization: Option<&HeaderValue>,
    ) -> Result<Answer, Trouble> {
        self.send_again(request, authorization, 0).await
    }

    /// As [`Transport::send`], after so many tries of the same.
    ///
    /// # Errors
    /// As there.
    pub(super) async fn send_again(
        &self, request: &Request, authorization: Option<&HeaderValue>, retries: u32,
    ) -> Result<Answer, Trouble> {
        let mut url = self.url(request);
        let mut followed = 0;
        loop {
            let answer = self.send_once(request, url.clone(), authorization, retries).await?;
            let Some(location) = answer.leads_to() else {
                return Ok(answer);
            };
            let told = |to: &str| Trouble::Redirected { to: answer.mask.over(to).into_owned() };
            let target = url.join(location).map_err(|_| told(location))?;
            let within = target.origin() == self.api.origin() && target.username().is_empty();
            if !within || !request.follows_redirects || followed == MOST_REDIRECTS {
                return Err(told(&without_query(target)));
            }
            followed += 1;
            url = target;
        }
    }

    async fn send_once(
        &self, request: &Request, url: Url, authorization: Option<&HeaderValue>, retries: u32,
    ) -> Result<Answer, Trouble> {
        let http = self.way.http().await?;
        let method = request.method.as_str();
        let path = url.path().to_owned();
        let started = Instant::now();
        let mut builder =
            http.request(request.method.clone(), url).header(ACCEPT, "application/json, text/plain;q=0.5");
        builder = builder.header(USER_AGENT, network::USER_AGENT);
        if let Some(authorization) = authorization {
            builder = builder.header(AUTHORIZATION, authorization.clone());
        }
        if let Some(number) = request.number {
            builder = builder.header("X-Request-Id", number.to_string());
        }
        if let Some(body) = &request.body {
            builder = builder.header(CONTENT_TYPE, "application/json").body(body.clone());
        }
        let token = authorization.and_then(|header| header.to_str().ok()?.strip_prefix("Bearer "));
        let secrets: Vec<Secret> = request.secrets.iter().cloned().chain(token.map(Secret::from)).collect();
        let mask = self.captures.remember(&secrets);
        let sent = builder.build().map_err(|error| self.way.trouble(&error))?;
        let capture = self.captures.begin(&sent, request.is_about_account(), retries, Arc::clone(&mask));
        let response = match http.execute(sent).await {
            Ok(response) => response,
            Err(error) => {
                let trouble = self.way.trouble(&error);
                if let Some(capture) = capture {
                    capture.unanswered(&trouble.to_string());
                }
                let milliseconds = started.elapsed().as_millis();
                tracing::debug!(method, path, milliseconds, %trouble, "no answer");
                return Err(trouble);
            }
        };
        let answer = self.take_in(response, mask, capture).await;
        let milliseconds = started.elapsed().as_millis();
        let bytes = answer.body.as_ref().map_or(0, Vec::len);
        tracing::debug!(method, path, status = answer.status, milliseconds, bytes, "answered");
        Ok(answer)
    }

    async fn take_in(&self, response: Response, mask: Arc<Mask>, capture: Option<Capture>) -> Answer {
        let headers = response.headers();
        let wait = text_of(headers, &RETRY_AFTER)
            .and_then(|wait| retry_after::parse(&wait, text_of(headers, &DATE).as_deref()));
        let content_type = text_of(headers, &CONTENT_TYPE)
            .and_then(|text| Some(text.split(';').next()?.trim().to_ascii_lowercase()));
        let status = response.status().as_u16();
        let location = text_of(headers, &LOCATION);
        let kept = capture.map(|capture| (capture, headers.clone()));
        let (body, trouble) = self.body(response).await;
        if let Some((capture, headers)) = kept {
            capture.answered(status, &headers, &body, trouble.as_ref().map(ToString::to_string));
        }
        let body = trouble.map_or(Ok(body), Err);
        Answer { status, content_type, retry_after: wait, location, body, mask }
    }

    /// The body, unpacked, as far as it comes, and why not to its end. However much a server sends and however well it
    /// is packed, no more is held than the largest body.
    async fn body(&self, mut response: Response) -> (Vec<u8>, Option<Trouble>) {
        let silence = LONGEST_SILENCE.min(self.way.timeout() / 2);
        let is_refusal = !response.status().is_success();
        // What is announced is a hint and no promise; what is packed becomes larger.
        let announced = response.content_length().and_then(|bytes| usize::try_from(bytes).ok());
        let mut body = Vec::with_capacity(announced.unwrap_or_default().min(LARGEST_RESERVED));
        loop {
            let Ok(chunk) = timeout(silence, response.chunk()).await else {
                let reason = format!("nothing came for {:.1} s", silence.as_secs_f64());
                let trouble = Trouble::Broken { reason }.after(body.len());
                return (body, Some(trouble));
            };
            match chunk {
                Ok(None) => return (body, None),
                Ok(Some(chunk)) if is_refusal && chunk.len() > LARGEST_REFUSAL - body.len() => {
                    body.extend_from_slice(&chunk[..LARGEST_REFUSAL - body.len()]);
                    return (body, None);
                }
                Ok(Some(chunk)) if chunk.len() > LARGEST_BODY - body.len() => {
                    let reason = format!("more than {} MiB", LARGEST_BODY >> 20);
                    return (body, Some(Trouble::Broken { reason }));
                }
                Ok(Some(chunk)) => body.extend_from_slice(&chunk),
                Err(error) => {
                    let trouble = self.way.trouble(&error).after(body.len());
                    return (body, Some(trouble));
                }
            }
        }
    }

    fn url(&self, request: &Request) -> Url {
        let base = match request.base {
            Base::Api => &self.api,
            Base::Instance => &self.instance,
        };
        let mut url = base.clone();
        if let Ok(mut segments) = url.path_segments_mut() {
            segments.extend(&request.path);
        }
        if !request.query.is_empty() {
            url.query_pairs_mut().extend_pairs(&request.query);
        }
        url
    }
}

fn below(mut origin: Url, path: &[&str]) -> Result<Url, Problem> {
    let taken = origin.path_segments_mut().map(|mut segments| {
        segments.clear().extend(path);
    });
    match taken {
        Ok(()) => Ok(origin),
        Err(()) => Err(Problem::Internal { reason: "the origin takes no path".to_owned() }),
    }
}

fn text_of(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    Some(String::from_utf8_lossy(headers.get(name)?.as_bytes()).into_owned())
}

/// Where a redirect leads, for people: what follows `?` may be secret and says nothing.
fn without_query(mut url: Url) -> String {
    url.set_query(None);
    url.set_fragment(None);
    without_credentials(&url).to_string()
}
