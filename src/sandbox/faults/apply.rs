//! Lets things go wrong around one request: before it, instead of it or after it.

use std::sync::Arc;

use axum::Json;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse as _, Response};
use serde_json::{Value, json};

use super::Fault;
use crate::sandbox::operation::Operation;
use crate::sandbox::query::{Page, Query};
use crate::sandbox::routes::Service;
use crate::sandbox::wire::{Peer, Shears};

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
