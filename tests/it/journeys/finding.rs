//! Licenses that are found in all scopes.

use lictor::sandbox::Options;

use crate::support::console::{Bench, Opens, Setting};

#[test]
fn a_license_of_any_group_is_found_and_opened() {
    let mut bench = Bench::with(&Setting { opens: Opens::Scopes, ..Setting::default() });
    bench
        .press("F")
        .sees(":find")
        .press("fax italia<enter>")
        .sees("Find")
        .sees(" found in ")
        .sees("DR-FAX-IT");
    let most = bench.sandbox().most_at_once();
    assert!(most <= 9, "{most} at once");
    bench
        .press("<enter>")
        .sees("Fax over IP Italia")
        .press("<esc>")
        .sees("Find")
        .press("<esc>")
        .sees("Scopes");
}

#[test]
fn esc_stops_the_search_and_says_what_was_not_searched() {
    let sandbox = Options { faults: "latency=300@list".parse().expect("faults"), ..Options::default() };
    let mut bench = Bench::with(&Setting { opens: Opens::Scopes, sandbox, ..Setting::default() });
    bench.press_without_waiting("F").press_without_waiting("fax<enter>");
    bench
        .waits_for(" searched · Esc stops")
        .press_without_waiting("<esc>")
        .sees("stopped: ")
        .sees("not searched");
    bench.press("<esc>").sees("Scopes");
}

#[test]
fn a_group_that_may_not_be_read_is_named() {
    let denied_roles = vec!["groups.instance.customer_licenses.list".to_owned()];
    let sandbox = Options { denied_roles, ..Options::default() };
    let mut bench = Bench::with(&Setting { opens: Opens::Scopes, sandbox, ..Setting::default() });
    bench.press("F").press("fax<enter>").sees("not searched: ").sees("0 found in 0 of");
}
