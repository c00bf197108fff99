//! Several licenses at once; what comes of it is looked up in the server's database.

use std::time::Duration;

use lictor::{domain::Standing, sandbox::Options};

use crate::support::{
    console::{Bench, Setting},
    journal::MemoryJournal,
};

/// How many licenses of the first group have a status.
fn with_status(bench: &Bench, status: &str) -> i64 {
    let group = lictor::sandbox::first_group().to_string();
    let sql = "SELECT count(*) FROM license WHERE group_uuid = ?1 AND status = ?2";
    bench.database().query_row(sql, [&group, status], |row| row.get(0)).expect("a count")
}

fn with_faults(faults: &str) -> Bench {
    let sandbox = Options { licenses: 240, faults: faults.parse().expect(faults), ..Options::default() };
    Bench::with(&Setting { sandbox, ..Setting::default() })
}

#[test]
fn several_are_disabled_after_a_look_and_the_whole_is_taken_back() {
    let journal = MemoryJournal::shared();
    let mut bench = Bench::with(&Setting { journal: Some(journal.clone()), ..Setting::default() });
    let before = with_status(&bench, "enabled");
    bench
        .press("<space><space><space><space><space><space>")
        .sees("6 marked")
        .press("t")
        .sees("Disable licenses");
    bench.sees("Nothing is sent yet").sees("Status: \"enabled\" → \"disabled\"");
    assert_eq!(with_status(&bench, "enabled"), before, "nothing was sent");
    bench.press("y").sees("disable: ");
    let after = with_status(&bench, "enabled");
    assert!(after < before);
    assert!(journal.standings().iter().all(|standing| *standing == Standing::Done));
    bench.press("u").sees("of one step are taken back").press("y").sees("taken back.");
    assert_eq!(with_status(&bench, "enabled"), before);
}

#[test]
fn all_that_the_filter_shows_is_deleted_once_the_verb_is_typed() {
    let mut bench = Bench::open();
    bench.press("Gg").sees("complete");
    let before = bench.stored_count();
    bench.press("/FAX<enter>*").sees(" marked");
    bench.press("d").sees("Delete licenses").sees("Type delete and Enter").sees("goes: ");
    bench.press("remove<enter>").sees("Not the word");
    assert_eq!(bench.stored_count(), before);
    bench.press("<ctrl-u>delete<enter>").sees("delete: ").sees(" done");
    assert!(bench.stored_count() < before);
    bench.press("<esc>").sees("Licenses").sees_no(" marked").sees("nothing matches the filter");
}

#[test]
fn a_description_is_given_to_all_that_are_marked() {
    let mut bench = Bench::open();
    bench.press("<space><space>e").sees("What 2 licenses are to have in common").sees("each keeps its own");
    bench.press("<tab>Ticket 4711<ctrl-s>").sees("→ \"Ticket 4711\"").press("y").sees("edit: 2 done");
    let group = lictor::sandbox::first_group().to_string();
    let sql = "SELECT count(*) FROM license WHERE group_uuid = ?1 AND description = 'Ticket 4711'";
    let count: i64 = bench.database().query_row(sql, [&group], |row| row.get(0)).expect("a count");
    assert_eq!(count, 2);
}

#[test]
fn the_bar_counts_and_esc_stops_after_the_row_under_way() {
    let mut bench = with_faults("latency=40@update");
    bench
        .press("Gg")
        .sees("complete")
        .press("/FAX<enter>*")
        .press("t")
        .press_without_waiting("disable<enter>");
    bench.waits_for(" 2/").press_without_waiting("<esc>").waits_until(|bench| bench.shows("not sent"));
    bench.press("").sees("done").sees("not sent");
    bench.tick(Duration::from_secs(1)).press("<esc>").sees(" marked");
}

#[test]
fn what_is_not_read_is_not_marked_and_that_is_said() {
    let mut bench = Bench::open();
    bench.press("*").sees("Mark 100 rows?").sees("the server has more").press("n").sees_no(" marked");
    bench.press("*y").sees("100 marked");
}
