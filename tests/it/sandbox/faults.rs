//! Each kind of fault, as a client sees it. The broken connections are looked at from a bare socket.

use std::io::{self, Read as _, Write as _};
use std::net::TcpStream;

use lictor::sandbox::DEFAULT_TOKEN;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use super::support::{Desk, license, licenses, reason};

/// Sends a request from a bare socket and reads all that comes until the other side ends it.
fn raw(desk: &Desk, method: &str, path: &str, body: &str) -> (Vec<u8>, io::Result<usize>) {
    let mut socket = TcpStream::connect(desk.sandbox.address()).unwrap();
    let request = format!(
        "{method} /api/v01/draas/sandbox/{path} HTTP/1.1\r\nHost: sandbox\r\nAuthorization: Bearer {DEFAULT_TOKEN}\r\n\
         Content-Length: {}\r\n\r\n{body}",
        body.len()
    );
    socket.write_all(request.as_bytes()).unwrap();
    let mut answer = Vec::new();
    let outcome = socket.read_to_end(&mut answer);
    (answer, outcome)
}

const DRAFT: &str = r#"{"sku": "NEW-1", "name": "N"}"#;

#[tokio::test]
async fn a_status_is_answered_instead_of_acting() {
    let desk = Desk::with_faults("status=500@create*1,status=409@delete");
    let (status, body) = desk.post(&licenses(), json!({"sku": "NEW-1", "name": "N"})).await;
    assert_eq!((status, reason(&body)), (StatusCode::INTERNAL_SERVER_ERROR, "fault: Internal Server Error"));
    assert_eq!(desk.delete(&license(1)).await.0, StatusCode::CONFLICT);
    assert_eq!(desk.count().await, 240);
    desk.create("NEW-1").await;
}

#[tokio::test]
async fn every_operation_can_answer_a_500() {
    let desk = Desk::with_faults("status=500");
    let replies = [
        desk.get("groups").await,
        desk.get(&licenses()).await,
        desk.get(&license(1)).await,
        desk.post(&licenses(), json!({})).await,
        desk.put(&license(1), json!({})).await,
        desk.delete(&license(1)).await,
    ];
    assert!(replies.iter().all(|(status, _)| *status == StatusCode::INTERNAL_SERVER_ERROR), "{replies:?}");
}

#[tokio::test]
async fn a_proxy_answers_a_titled_page() {
    let desk = Desk::with_faults("html=502@list");
    let response = desk.request(Method::GET, &licenses()).send().await.unwrap();
    assert_eq!(response.status(), StatusCode::BAD_GATEWAY);
    assert!(response.headers()["content-type"].to_str().unwrap().starts_with("text/html"));
    assert!(response.text().await.unwrap().contains("<title>502 Bad Gateway</title>"));
}

#[tokio::test]
async fn too_many_requests_say_when_to_come_back() {
    let desk = Desk::with_faults("retry-after=7*1");
    let response = desk.request(Method::GET, &licenses()).send().await.unwrap();
    assert_eq!(response.status(), StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(response.headers()["retry-after"], "7");
    assert_eq!(desk.count().await, 240);
}

#[tokio::test]
async fn a_delay_changes_nothing_else() {
    let desk = Desk::with_faults("latency=1,latency=2");
    assert_eq!(desk.count().await, 240);
}

#[tokio::test]
async fn a_stop_does_not_wait_for_a_long_delay() {
    let desk = Desk::with_faults("latency=3600000");
    let mut socket = TcpStream::connect(desk.sandbox.address()).unwrap();
    let request = format!(
        "GET /api/v01/draas/sandbox/groups HTTP/1.1\r\nHost: sandbox\r\nAuthorization: Bearer {DEFAULT_TOKEN}\r\n\r\n"
    );
    socket.write_all(request.as_bytes()).unwrap();
    desk.sandbox.stop();
    let mut answer = Vec::new();
    assert!(socket.read_to_end(&mut answer).is_err() || answer.is_empty());
}

#[tokio::test]
async fn what_a_proxy_gave_up_on_is_carried_out_later() {
    let desk = Desk::with_faults("late=1@create*1");
    let response = desk.request(Method::POST, &licenses()).body(DRAFT).send().await.unwrap();
    assert_eq!(response.status(), StatusCode::GATEWAY_TIMEOUT);
    // Until it is there: nothing else is there to wait for.
    while desk.count().await == 240 {}
    assert_eq!(desk.count().await, 241);
}

#[tokio::test]
async fn a_slow_body_comes_whole_in_the_end() {
    let desk = Desk::with_faults("slow=1@list");
    assert_eq!(desk.count().await, 240);
}

#[tokio::test]
async fn a_huge_body_goes_on_and_on() {
    let desk = Desk::with_faults("huge@read");
    let mut response = desk.request(Method::GET, &license(1)).send().await.unwrap();
    let mut bytes = 0;
    while bytes < 10 * 1024 * 1024 {
        bytes += response.chunk().await.unwrap().expect("no end").len();
    }
}

#[tokio::test]
async fn a_stale_list_does_not_know_what_was_done_since() {
    let desk = Desk::with_faults("stale=3600000@list");
    assert_eq!(desk.count().await, 240);
    desk.create("NEW-1").await;
    assert_eq!(desk.count().await, 240);
    assert_eq!(desk.get(&license(286)).await.0, StatusCode::OK);
    let desk = Desk::with_faults("stale=0@list");
    assert_eq!(desk.count().await, 240);
    desk.create("NEW-1").await;
    // A list that is this old is forgotten as soon as the clock has moved.
    while desk.count().await == 240 {}
}

#[tokio::test]
async fn garbage_is_a_200_that_is_not_json() {
    let desk = Desk::with_faults("garbage@read");
    let response = desk.request(Method::GET, &license(1)).send().await.unwrap();
    assert_eq!(response.status(), StatusCode::OK);
    assert!(serde_json::from_str::<Value>(&response.text().await.unwrap()).is_err());
}

#[tokio::test]
async fn a_truncated_answer_ends_in_the_middle_of_the_announced_body() {
    let desk = Desk::with_faults("truncate@list*2");
    let (answer, outcome) = raw(&desk, "GET", &licenses(), "");
    assert!(outcome.is_ok(), "{outcome:?}");
    let answer = String::from_utf8_lossy(&answer).into_owned();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    assert!(head.starts_with("HTTP/1.1 200 OK"), "{head}");
    let announced = head.lines().find_map(|line| line.strip_prefix("content-length: ")).unwrap();
    let announced: usize = announced.parse().unwrap();
    assert!(body.starts_with("{\"results\":240"), "{body}");
    assert!(!body.is_empty() && body.len() < announced, "{} of {announced}", body.len());

    let response = desk.request(Method::GET, &licenses()).send().await.unwrap();
    assert_eq!(response.status(), StatusCode::OK);
    assert!(response.text().await.is_err());
    assert_eq!(desk.count().await, 240);
}

#[tokio::test]
async fn a_truncated_answer_without_a_body_is_none_at_all() {
    let desk = Desk::with_faults("truncate@delete");
    let (answer, _) = raw(&desk, "DELETE", &license(1), "");
    assert!(answer.is_empty(), "{answer:?}");
    assert_eq!(desk.get(&license(1)).await.0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_reset_breaks_the_connection_before_anything_is_done() {
    let desk = Desk::with_faults("reset@create*2");
    let (answer, outcome) = raw(&desk, "POST", &licenses(), DRAFT);
    assert!(answer.is_empty(), "{answer:?}");
    assert_eq!(outcome.unwrap_err().kind(), io::ErrorKind::ConnectionReset);
    assert!(desk.request(Method::POST, &licenses()).body(DRAFT).send().await.is_err());
    assert_eq!(desk.count().await, 240);
    desk.create("NEW-1").await;
}

#[tokio::test]
async fn a_lost_answer_leaves_the_work_done() {
    let desk = Desk::with_faults("lost@create*1,lost@update*1,lost@delete*1");
    let (answer, outcome) = raw(&desk, "POST", &licenses(), DRAFT);
    assert_eq!((answer.as_slice(), outcome.unwrap()), (&[][..], 0));
    let (status, body) = desk.post(&licenses(), json!({"sku": "NEW-1", "name": "N"})).await;
    assert_eq!(
        (status, reason(&body)),
        (StatusCode::BAD_REQUEST, "sku: already used by license 286 in this group")
    );

    assert!(desk.request(Method::PUT, &license(286)).body(r#"{"name": "N2"}"#).send().await.is_err());
    assert_eq!(desk.get(&license(286)).await.1["name"], "N2");

    assert!(desk.request(Method::DELETE, &license(286)).send().await.is_err());
    assert_eq!(desk.get(&license(286)).await.0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_repeated_list_asks_for_the_same_page_for_ever() {
    let desk = Desk::with_faults("repeat@list");
    let (_, first) = desk.get(&format!("{}?page_size=100", licenses())).await;
    let next = first["next"].as_str().unwrap();
    let mut pages = Vec::new();
    for _ in 0..5 {
        let (status, page) = desk.get(&format!("{}?next={}", licenses(), next.replace('=', "%3D"))).await;
        assert_eq!((status, page["next"].as_str()), (StatusCode::OK, Some(next)));
        pages.push(page);
    }
    assert!(pages.iter().all(|page| *page == pages[0] && page["page"] == 2));

    let (_, only) = desk.get(&format!("{}?page_size=1000", licenses())).await;
    assert!(only["next"].is_string(), "a list of one page repeats as well");
}

#[tokio::test]
async fn the_other_operations_do_not_repeat() {
    let desk = Desk::with_faults("repeat");
    assert!(desk.get(&license(1)).await.1.get("next").is_none());
    assert_eq!(desk.put(&license(1), json!({"name": "N"})).await, (StatusCode::NO_CONTENT, Value::Null));
}

#[tokio::test]
async fn faults_do_not_spare_anyone_the_token() {
    let desk = Desk::with_faults("status=503*1");
    let response = desk.client.get(desk.url("groups")).send().await.unwrap();
    assert_eq!(response.status(), StatusCode::UNAUTHORIZED);
    assert_eq!(desk.get("groups").await.0, StatusCode::SERVICE_UNAVAILABLE);
}
