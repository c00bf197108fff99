//! Looking at the requests that were made.

use lictor::sandbox::{DEFAULT_TOKEN, Options};

use crate::support::console::{Bench, Setting};

#[test]
fn an_operator_looks_at_the_last_requests() {
    let mut bench = Bench::open();
    bench.press("t").sees("t turns it back").press("L").sees("Activity").sees("PUT").sees("GET");
    bench.press("<enter>").sees("Answer 204").sees("authorization: …").sees("x-request-id: ");
    bench
        .sees("\"status\": ")
        .press("y")
        .sees("copied")
        .press("<esc>")
        .sees("Path")
        .press("<esc>")
        .sees("Licenses");
}

#[test]
fn tries_are_counted_and_no_token_is_shown() {
    let faults = "status=503@list*2".parse().expect("faults");
    let mut bench =
        Bench::with(&Setting { sandbox: Options { faults, ..Options::default() }, ..Setting::default() });
    bench.press("LG").sees("503").press("g<enter>").sees_no(DEFAULT_TOKEN).press("<esc>");
    let tries: Vec<bool> =
        ["  0  ", "  1  ", "  2  "].iter().map(|tries| bench.screen().contains(tries)).collect();
    assert_eq!(tries, [true, true, true], "{}", bench.screen());
}
