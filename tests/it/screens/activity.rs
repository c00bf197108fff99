//! The requests that were made, as they look.

use std::time::Duration;

use insta::assert_snapshot;
use lictor::{
    app::{Model, Msg, layout::Size, start, update},
    domain::{Answered, Body, Exchange},
    ui::Theme,
};

use super::{group, named};
use crate::support::{
    console::{connected, place},
    screen::drawn,
};

const SIZES: [(u16, u16); 2] = [(80, 24), (120, 40)];

fn body(text: &str) -> Body {
    Body { text: text.to_owned(), bytes: text.len() as u64, is_cut: false }
}

fn headers(headers: &[(&str, &str)]) -> Vec<(String, String)> {
    headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

fn exchange(second: u32, method: &str, path: &str, answer: impl Into<Given>) -> Exchange {
    let sent =
        [("accept", "application/json, text/plain;q=0.5"), ("user-agent", "lictor"), ("authorization", "…")];
    Exchange {
        time: format!("2026-01-02T03:04:{second:02}.678Z"),
        method: method.to_owned(),
        url: format!("https://lab.example.net/api/v01/{path}"),
        retries: 0,
        request_headers: headers(&sent),
        request_body: None,
        answer: answer.into().0,
        took: Duration::from_millis(12),
    }
}

/// An answer, or why there is none.
struct Given(Result<Answered, String>);

impl From<Answered> for Given {
    fn from(answered: Answered) -> Self {
        Self(Ok(answered))
    }
}

impl From<&str> for Given {
    fn from(reason: &str) -> Self {
        Self(Err(reason.to_owned()))
    }
}

fn answered(status: u16, text: &str) -> Answered {
    let headers = headers(&[("content-type", "application/json"), ("server", "\u{1b}]0;x\u{7}")]);
    Answered { status, headers, body: body(text), broken: None }
}

pub(super) fn exchanges() -> Vec<Exchange> {
    let licenses = format!("draas/draas_v1/{}/customer_licenses", group());
    let lost = "the connection broke: connection reset by peer";
    let busy = Exchange { retries: 1, ..exchange(4, "PUT", &format!("{licenses}/7"), answered(429, "")) };
    let changed = Exchange {
        retries: 2,
        request_body: Some(body(r#"{"name":"Contact Center","description":"d","status":"enabled"}"#)),
        took: Duration::from_millis(2_345),
        ..exchange(9, "PUT", &format!("{licenses}/7"), answered(200, r#"{"ok":true,"at":[1,2]}"#))
    };
    vec![
        exchange(1, "GET", "system/users/local", answered(200, r#"{"username":"ada"}"#)),
        exchange(2, "GET", &format!("{licenses}?page_size=100"), answered(200, &"x".repeat(8000))),
        exchange(3, "PUT", &format!("{licenses}/7"), lost),
        busy,
        changed,
    ]
}

fn screen(size: (u16, u16), exchanges: Vec<Exchange>, keys: &[&str]) -> String {
    drawn(&model(size, exchanges, keys), Theme::default())
}

/// A console that has made these requests, after these keys.
pub(super) fn model((columns, rows): (u16, u16), exchanges: Vec<Exchange>, keys: &[&str]) -> Model {
    let mut model = Model::new(Size { columns, rows }, Vec::new());
    start(&mut model, Some(connected(place(), Some(group()))));
    for exchange in exchanges {
        update(&mut model, Msg::Exchanged(Box::new(exchange)));
    }
    for key in keys {
        update(&mut model, Msg::Key(key.parse().expect("a key")));
    }
    model
}

#[test]
fn activity() {
    for size in SIZES {
        assert_snapshot!(named("activity", size), screen(size, exchanges(), &["L", "j"]));
    }
}

#[test]
fn activity_in_full() {
    for size in SIZES {
        assert_snapshot!(named("activity_in_full", size), screen(size, exchanges(), &["L", "enter"]));
    }
}

#[test]
fn activity_unanswered() {
    assert_snapshot!(screen((80, 24), exchanges(), &["L", "j", "j", "enter"]));
}

#[test]
fn activity_empty() {
    assert_snapshot!(screen((80, 24), Vec::new(), &["L"]));
}

#[test]
fn no_size_is_too_small_for_activity() {
    for columns in [1, 7, 39, 40, 50, 110, 300] {
        for rows in [1, 9, 10, 24] {
            for keys in [&["L"][..], &["L", "enter", "G"]] {
                screen((columns, rows), exchanges(), keys);
            }
        }
    }
}
