//! Lets things go wrong around one request: before it, instead of it or after it.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse as _, Response};
use futures_util::{StreamExt as _, stream};
use serde_json::{Value, json};

use super::Fault;
use crate::sandbox::operation::Operation;
use crate::sandbox::query::{Page, Query};
use crate::sandbox::routes::Service;
use crate::sandbox::wire::{Peer, Shears};

/// How many bytes of a slow body come at once.
const PIECE: usize = 64;

/// The layer around each call of the API.
pub(in crate::sandbox) async fn meddle(
    State((service, operation)): State<(Arc<Service>, Operation)>, ConnectInfo(peer): ConnectInfo<Peer>,
    mut request: Request, next: Next,
) -> Response {
    let shears = peer.shears;
    for fault in service.faults.decide(operation) {
        tracing::debug!(?fault, ?operation, "something goes wrong on purpose");
        match fault {
            Fault::Latency(delay) => tokio::time::sleep(delay).await,
            Fault::Status(status) => return refused(status),
            Fault::Html(status) => return page_of_a_proxy(status),
            Fault::RetryAfter(seconds) => return too_many(seconds),
            Fault::Late(delay) => {
                later(delay, next, request);
                return page_of_a_proxy(StatusCode::GATEWAY_TIMEOUT.as_u16());
            }
            Fault::Slow(pause) => return slowly(next.run(request).await, pause).await,
            Fault::Huge => return huge(),
            Fault::Stale(age) => return stale(&service, age, next, request).await,
            Fault::Garbage => return garbage(),
            Fault::Truncate => return truncated(next.run(request).await, &shears).await,
            Fault::Reset => {
                shears.reset();
                return unsent();
            }
            Fault::Lost => {
                drop(next.run(request).await);
                shears.close();
                return unsent();
            }
            Fault::Repeat => {
                // The answer is looked into, so it has to come as it is.
                request.headers_mut().remove(header::ACCEPT_ENCODING);
                let query = Query::parse(request.uri().query().unwrap_or_default());
                return repeated(next.run(request).await, &query).await;
            }
        }
    }
    next.run(request).await
}

/// Carries a request out when nobody waits for its answer any more.
fn later(delay: Duration, next: Next, request: Request) {
    #[expect(
        clippy::disallowed_methods,
        reason = "it outlives its request on purpose, and ends with the server"
    )]
    tokio::spawn(async move {
        tokio::time::sleep(delay).await;
        drop(next.run(request).await);
    });
}

/// Sends the body in small pieces, one after each pause.
async fn slowly(response: Response, pause: Duration) -> Response {
    let (mut head, body) = response.into_parts();
    head.headers.remove(header::CONTENT_LENGTH);
    let pieces = stream::unfold(whole(body).await, move |mut rest| async move {
        if rest.is_empty() {
            return None;
        }
        tokio::time::sleep(pause).await;
        let piece = rest.split_to(rest.len().min(PIECE));
        Some((Ok::<_, Infallible>(piece), rest))
    });
    Response::from_parts(head, Body::from_stream(pieces))
}

/// The beginning of an answer, and then blanks without end.
fn huge() -> Response {
    const BLANKS: &[u8] = &[b' '; 64 * 1024];
    let start = Bytes::from_static(b"{\"results\": 1, \"licenses\": [");
    let body = stream::iter([start]).chain(stream::repeat(Bytes::from_static(BLANKS)));
    ([(header::CONTENT_TYPE, "application/json")], Body::from_stream(body.map(Ok::<_, Infallible>)))
        .into_response()
}

/// Answers as it did a while ago, if it was asked the same then.
async fn stale(service: &Service, age: Duration, next: Next, mut request: Request) -> Response {
    if request.method() != Method::GET {
        return next.run(request).await;
    }
    request.headers_mut().remove(header::ACCEPT_ENCODING);
    let question = request.uri().to_string();
    if let Some(known) = service.faults.memory.recall(&question, age) {
        return ([(header::CONTENT_TYPE, "application/json")], known).into_response();
    }
    let (head, body) = next.run(request).await.into_parts();
    let answer = whole(body).await;
    if head.status.is_success() {
        service.faults.memory.keep(question, answer.clone());
    }
    Response::from_parts(head, Body::from(answer))
}

/// The answer that a cut connection will never carry.
fn unsent() -> Response {
    StatusCode::INTERNAL_SERVER_ERROR.into_response()
}

fn status_of(number: u16) -> StatusCode {
    StatusCode::from_u16(number).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

fn refused(status: u16) -> Response {
    let reason = status_of(status).canonical_reason().unwrap_or("no such status");
    (status_of(status), Json(json!({ "error": format!("fault: {reason}") }))).into_response()
}

fn page_of_a_proxy(status: u16) -> Response {
    let status = status_of(status);
    let page = format!(
        "<!DOCTYPE html>\n<html>\n<head><title>{status}</title></head>\n<body>\n<center><h1>{status}</h1></center>\n\
         <hr><center>proxy</center>\n</body>\n</html>\n"
    );
    (status, Html(page)).into_response()
}

fn too_many(seconds: u32) -> Response {
    let mut headers = HeaderMap::new();
    headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    (headers, refused(429)).into_response()
}

fn garbage() -> Response {
    ([(header::CONTENT_TYPE, "application/json")], "{\"results\": 1, \"licenses\": [oops").into_response()
}

/// Lets half of the announced body out. An answer without one is not sent at all: there is nothing else to cut.
async fn truncated(response: Response, shears: &Shears) -> Response {
    let (head, body) = response.into_parts();
    let whole = whole(body).await;
    if whole.is_empty() {
        shears.close();
    } else {
        shears.close_in_body(whole.len() / 2);
    }
    Response::from_parts(head, Body::from(whole))
}

/// Puts the token that was asked with into the answer, or else the first that there is.
async fn repeated(response: Response, query: &Query) -> Response {
    let (mut head, body) = response.into_parts();
    let whole = whole(body).await;
    let Ok(Value::Object(mut envelope)) = serde_json::from_slice::<Value>(&whole) else {
        return Response::from_parts(head, Body::from(whole));
    };
    if envelope.contains_key("pages") {
        let own = query.page().map(Page::token).unwrap_or_default();
        let token = query.get("next").map(Value::from).or_else(|| envelope.remove("next"));
        envelope.insert("next".to_owned(), token.unwrap_or_else(|| Value::from(own)));
    }
    head.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(head, Body::from(Value::Object(envelope).to_string()))
}

/// Our own answers are in memory already, so neither a limit nor an error applies.
async fn whole(body: Body) -> Bytes {
    to_bytes(body, usize::MAX).await.unwrap_or_default()
}
