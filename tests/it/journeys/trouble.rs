//! What the operator sees when things go wrong: the words, and that nothing is lost.

use lictor::sandbox::{self, Options};

use crate::support::console::{Bench, Setting};

fn with_faults(faults: &str) -> Bench {
    let sandbox = Options { faults: faults.parse().expect(faults), ..Options::default() };
    Bench::with(&Setting { sandbox, ..Setting::default() })
}

#[test]
fn a_failing_server_is_told_and_r_tries_again() {
    let mut bench = with_faults("status=500@list*3");
    bench.sees("the server failed (500)").sees("nothing read yet").press("r").sees("100 read");
    bench.sees_no("failed");
}

#[test]
fn a_page_that_fails_leaves_the_rows() {
    let mut bench = with_faults("status=503@read*3,html=502@read*3");
    bench.press("<enter>").sees("the server failed").sees("from the list").press("r").press("r");
    bench.sees("as the server sent it");
}

#[test]
fn a_missing_role_is_named() {
    let denied = vec!["groups.instance.customer_license.create".to_owned()];
    let sandbox = Options { denied_roles: denied, ..Options::default() };
    let mut bench = Bench::with(&Setting { sandbox, ..Setting::default() });
    bench.press("nA-1<tab>Name<ctrl-s>").sees("groups.instance.customer_license.create").sees("A-1");
    assert_eq!(bench.stored_id("A-1"), None);
}

#[test]
fn a_lost_answer_is_read_back_and_nothing_is_sent_twice() {
    let mut bench = with_faults("lost@create*1");
    bench.press("nA-1<tab>Name<ctrl-s>").sees("created license").sees("A-1").sees("Licenses");
    let group = sandbox::first_group().to_string();
    let count: i64 = bench
        .database()
        .query_row("SELECT count(*) FROM license WHERE sku = 'A-1' AND group_uuid = ?1", [group], |row| {
            row.get(0)
        })
        .expect("a count");
    assert_eq!(count, 1, "the server acted once");
}

#[test]
fn a_connection_cut_before_the_server_acts_keeps_the_form() {
    let mut bench = with_faults("reset@update*1");
    bench.press("e!<ctrl-s>").sees("Edit license").sees("what you typed is kept");
    bench.press("<ctrl-s>").sees("saved license");
}

#[test]
fn a_circle_of_pages_stops_with_a_word() {
    let mut bench = with_faults("repeat@list");
    bench.press("G").sees("the same page again").sees("the end is not known");
}

#[test]
fn answers_that_are_no_json_or_cut_off_are_told() {
    let mut bench = with_faults("garbage@list*3,truncate@list*3");
    bench.sees("the answer is broken").press("r").sees("the answer is broken").press("r").sees("100 read");
}

#[test]
fn a_license_that_is_gone_is_told_when_it_is_opened() {
    let mut bench = Bench::open();
    bench.database().execute("DELETE FROM license_row WHERE id = 1", []).expect("gone");
    bench.press("<enter>").sees("not found").sees("from the list");
}

#[test]
fn leaving_waits_for_a_write_under_way() {
    let mut bench = with_faults("latency=300@update");
    bench
        .press_without_waiting("t")
        .press_without_waiting("q")
        .sees("Still under way")
        .press_without_waiting("y");
    assert!(bench.console().has_writes_under_way());
    let results = bench.finish_writes();
    assert_eq!(results.len(), 1);
    assert!(results[0].is_ok(), "{results:?}");
}
