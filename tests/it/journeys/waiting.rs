//! Servers that ask for patience, and answers that are lost: what the operator sees, and what Esc does.

use lictor::{domain::Problem, sandbox::Options};

use crate::support::console::{Bench, Setting};

fn with_faults(faults: &str) -> Bench {
    let sandbox = Options { faults: faults.parse().expect(faults), ..Options::default() };
    Bench::with(&Setting { sandbox, ..Setting::default() })
}

#[test]
fn a_busy_server_is_waited_for_and_asked_again() {
    let mut bench = with_faults("retry-after=0@update*2,retry-after=0@read*2");
    let before = bench.stored(1).expect("a record").status;
    bench.press("t").sees("t turns it back");
    assert_ne!(bench.stored(1).expect("a record").status, before);
}

#[test]
fn a_change_that_waits_is_counted_down_and_given_up_with_esc() {
    let mut bench = with_faults("retry-after=3000@update*1");
    let before = bench.stored(1);
    bench.press_without_waiting("t").waits_for("the server is busy (429): again in");
    bench.sees("· Esc gives up").press("<esc>").sees("nothing was changed").sees("Licenses");
    assert_eq!(bench.stored(1), before);
    bench.press("t").sees("t turns it back");
}

#[test]
fn a_form_whose_change_was_given_up_keeps_what_was_typed() {
    let mut bench = with_faults("retry-after=3000@create*1");
    bench.press("nA-1<tab>Name").press_without_waiting("<ctrl-s>").waits_for("Esc gives up");
    bench.press("<esc>").sees("New license").sees("nothing was changed").sees("what you typed is kept");
    assert_eq!(bench.stored_id("A-1"), None);
    bench.press("<ctrl-s>").sees("created license");
}

#[test]
fn a_read_that_waits_is_left_with_esc() {
    let mut bench = with_faults("retry-after=3000@read*1");
    bench.press_without_waiting("<enter>").waits_for("the server is busy (429): again in");
    bench.press("<esc>").sees("Licenses").sees_no("busy");
}

#[test]
fn leaving_gives_up_what_only_waits() {
    let mut bench = with_faults("retry-after=3000@update");
    let before = bench.stored(1);
    bench.press_without_waiting("t").waits_for("Esc gives up").press_without_waiting("q");
    bench.sees("Leaving gives it up").press_without_waiting("y");
    let results = bench.finish_writes();
    assert!(matches!(results[..], [Err(Problem::NotDone { .. })]), "{results:?}");
    assert_eq!(bench.stored(1), before);
}

#[test]
fn reads_that_fail_are_tried_again_without_a_word() {
    with_faults("status=500@list*2").sees("100 read").sees_no("failed");
}

#[test]
fn lost_answers_are_read_back() {
    let mut bench = with_faults("lost@update*1,lost@delete*1");
    let sku = bench.stored(1).expect("a record").sku;
    bench.press("e!<ctrl-s>").sees("saved license");
    bench.press(&format!("d{sku}<enter>")).sees("deleted license");
    assert_eq!(bench.stored(1), None);
}
