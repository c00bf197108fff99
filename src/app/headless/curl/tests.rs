use super::*;
use crate::{app::testing::exchange, domain::Body};

fn with_body(text: &str) -> Exchange {
    let header = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    Exchange {
        request_headers: vec![
            header("accept", "application/json, text/plain;q=0.5"),
            header("user-agent", "lictor"),
            header("authorization", "…"),
            header("x-request-id", "1"),
            header("content-type", "application/json"),
        ],
        request_body: Some(Body { text: text.to_owned(), bytes: text.len() as u64, is_cut: false }),
        ..exchange("PUT", "https://lab.example.net/api/v01/x?a=b&c=d")
    }
}

#[test]
fn a_request_is_a_command_with_the_token_left_to_a_variable() {
    let expected = concat!(
        "curl -X PUT 'https://lab.example.net/api/v01/x?a=b&c=d' ",
        "-H 'accept: application/json, text/plain;q=0.5' -H 'user-agent: lictor' ",
        r#"-H "Authorization: Bearer $LICTOR_TOKEN" -H 'content-type: application/json' "#,
        r#"--data-raw '{"name":"A"}'"#
    );
    assert_eq!(curl(&with_body(r#"{"name":"A"}"#)).as_deref(), Some(expected));
    assert_eq!(curl(&exchange("GET", "https://x.net/")).as_deref(), Some("curl https://x.net/"));
}

#[test]
fn the_command_holds_nothing_that_a_shell_runs_or_that_cannot_be_seen() {
    for hostile in ["'; rm -rf ~ #", "$(reboot)", "`reboot`", "\u{1b}[2J", "a\nb", "\u{202e}gpj"] {
        let command = curl(&with_body(hostile)).expect("a command");
        assert!(!command.contains(char::is_control) && !command.contains('\u{202e}'), "{command}");
        // A shell takes the numbered form back; the plain one is read as words.
        if !command.contains("$'") {
            let words = shell_words::split(&command.replace("$LICTOR_TOKEN", "t")).expect("words");
            assert_eq!(words.last().map(String::as_str), Some(hostile));
        }
    }
}

#[test]
fn a_body_that_was_not_kept_whole_cannot_be_sent_again() {
    let mut exchange = with_body("x");
    exchange.request_body = exchange.request_body.map(|body| Body { is_cut: true, ..body });
    assert_eq!(curl(&exchange), None);
}
