use std::time::Duration;

use super::*;
use crate::{
    app::{Effect, Msg, keymap::KeyPress, screens::Screen, testing::*},
    domain::{Answered, Body, Exchange},
};

fn exchanged(desk: &mut Desk, url: &str) {
    desk.send(Msg::Exchanged(Box::new(exchange("GET", url))));
}

fn with_three() -> Desk {
    let mut desk = Desk::on_three();
    for number in 1..4 {
        exchanged(&mut desk, &format!("https://lab.example.net/{number}"));
    }
    desk.press("L");
    desk
}

#[track_caller]
fn activity(desk: &Desk) -> &Activity {
    match desk.model.front() {
        Some(Screen::Activity(activity)) => activity,
        other => panic!("no activity but {other:?}"),
    }
}

/// The address under the cursor, or in the detail.
#[track_caller]
fn at(desk: &Desk) -> String {
    activity(desk).current(&desk.model.shared).expect("a request").exchange.url.clone()
}

#[test]
fn the_latest_request_comes_first_and_the_cursor_stays_on_its_own() {
    let mut desk = with_three();
    assert_eq!((desk.title(), at(&desk).as_str()), ("Activity", "https://lab.example.net/3"));
    desk.press("j");
    exchanged(&mut desk, "https://lab.example.net/4");
    assert_eq!((at(&desk).as_str(), activity(&desk).cursor.position), ("https://lab.example.net/2", 2));
    desk.press("g");
    assert_eq!(at(&desk), "https://lab.example.net/4");
    desk.press("L");
    assert_eq!(desk.model.screens.iter().filter(|screen| matches!(screen, Screen::Activity(_))).count(), 1);
    desk.press("esc");
    assert_eq!(desk.title(), "Licenses");
}

#[test]
fn a_request_in_full_stays_though_it_is_let_go_of() {
    let mut desk = with_three();
    desk.press("enter");
    for number in 0..300 {
        exchanged(&mut desk, &format!("https://lab.example.net/later/{number}"));
    }
    assert_eq!(at(&desk), "https://lab.example.net/3");
    desk.press("esc");
    assert_eq!(desk.title(), "Activity");
    assert!(activity(&desk).detail.is_none());
}

#[test]
fn y_copies_a_command_for_curl_from_the_list_and_from_the_detail() {
    let mut desk = with_three();
    for keys in ["y", "enter y"] {
        let effects = desk.press(keys);
        let copied = Effect::Copy("curl https://lab.example.net/3".to_owned());
        assert!(effects.contains(&copied), "{effects:?}");
        assert_eq!(desk.notice(), "copied");
    }
}

#[test]
fn without_requests_nothing_is_copied_or_opened() {
    let mut desk = Desk::unconfigured();
    desk.press("L enter");
    assert!(!desk.press("y").iter().any(|effect| matches!(effect, Effect::Copy(_))));
    assert!(activity(&desk).detail.is_none());
}

#[test]
fn the_detail_is_safe_to_show_and_spreads_json_over_lines() {
    let body = Body { text: r#"{"name":"A"}"#.into(), bytes: 12, is_cut: false };
    let answered =
        Answered { status: 200, headers: vec![("x-evil".into(), "\u{1b}[2J".into())], body, broken: None };
    let exchange = Exchange { answer: Ok(answered), ..exchange("GET", "https://lab.example.net/") };
    let mut exchanges = crate::app::exchanges::Exchanges::default();
    exchanges.take(exchange);
    let detail = Detail::new(Arc::clone(exchanges.get(0).expect("one")));
    let lines = detail.lines(80);
    assert!(lines.contains(&Line::Text("x-evil: \\u{1b}[2J".into())), "{lines:?}");
    assert!(lines.contains(&Line::Text("  \"name\": \"A\"".into())), "{lines:?}");
    let narrow = detail.lines(10);
    let fits = |line: &Line| match line {
        Line::Heading(_) => true,
        Line::Text(text) | Line::Remark(text) => crate::text::width(text) <= 10,
    };
    assert!(narrow.iter().all(fits) && narrow.len() > lines.len());
}

#[test]
fn a_long_detail_scrolls_to_its_end_and_no_further() {
    let mut desk = Desk::on_three();
    let body = Body { text: "x".repeat(8000), bytes: 9000, is_cut: true };
    let answered = Answered { status: 200, headers: Vec::new(), body, broken: None };
    let exchange = Exchange { answer: Ok(answered), ..exchange("GET", "https://lab.example.net/") };
    desk.send(Msg::Exchanged(Box::new(exchange)));
    desk.press("L enter G");
    let top = |desk: &Desk| activity(desk).detail.as_ref().expect("a detail").top;
    let end = top(&desk);
    assert!(end > 50, "{end}");
    desk.press("j");
    assert_eq!(top(&desk), end);
    desk.press("g");
    assert_eq!(top(&desk), 0);
}

#[test]
fn times_have_the_unit_that_fits() {
    assert_eq!(took(Duration::from_micros(12_700)), "12 ms");
    assert_eq!(took(Duration::from_millis(61_250)), "61.2 s");
}

#[test]
fn its_key_can_be_bound_anew() {
    let mut desk = with_three();
    desk.press("esc");
    let keys = ["f9".to_owned()];
    desk.model.shared.keymap.bind("global", "activity", &keys).expect("bound");
    desk.send(Msg::Key("f9".parse::<KeyPress>().expect("a key")));
    assert_eq!(desk.title(), "Activity");
}
