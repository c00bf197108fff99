//! A request as a command for curl, ready to be pasted into a shell. The token is left to a variable.

use super::quoted;
use crate::domain::Exchange;

/// Headers that curl sets itself, that are secret, or that say that it is this very request.
const LEFT_OUT: [&str; 6] =
    ["authorization", "proxy-authorization", "cookie", "host", "content-length", "x-request-id"];

/// The command; none where the body was not kept whole.
#[must_use]
pub fn curl(exchange: &Exchange) -> Option<String> {
    let mut words = vec!["curl".to_owned()];
    if exchange.method != "GET" {
        words.extend(["-X".to_owned(), quoted(&exchange.method)]);
    }
    words.push(quoted(&exchange.url));
    for (name, value) in &exchange.request_headers {
        if name.eq_ignore_ascii_case("authorization") {
            words.push(r#"-H "Authorization: Bearer $LICTOR_TOKEN""#.to_owned());
        } else if !LEFT_OUT.iter().any(|left_out| name.eq_ignore_ascii_case(left_out)) {
            words.extend(["-H".to_owned(), quoted(&format!("{name}: {value}"))]);
        }
    }
    if let Some(body) = &exchange.request_body {
        if body.is_cut {
            return None;
        }
        words.extend(["--data-raw".to_owned(), quoted(&body.text)]);
    }
    Some(words.join(" "))
}

#[cfg(test)]
mod tests;
