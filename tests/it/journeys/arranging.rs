//! Filtering and sorting on a thread of its own, as it is with many rows.

use std::time::Duration;

use crate::support::console::{Bench, Setting};

/// A console that does none of it in place.
fn elsewhere() -> Bench {
    Bench::with(&Setting { arranges_in_place: Some(0), ..Setting::default() })
}

/// The SKU of a license in the middle of the first group, and its id.
fn some_license(bench: &Bench) -> (String, i64) {
    let group = lictor::sandbox::first_group().to_string();
    bench
        .database()
        .query_row(
            "SELECT sku, id FROM license WHERE group_uuid = ?1 ORDER BY id LIMIT 1 OFFSET 122",
            [group],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .expect("a license")
}

#[test]
fn an_operator_sees_no_difference() {
    let mut bench = elsewhere();
    bench.press("G").sees("240, complete");
    let (sku, _) = some_license(&bench);
    bench.press(&format!("/{sku}")).sees(&sku).sees("1 of 240 read").press("<enter><enter>");
    bench.sees("as the server sent it").press("<esc>").sees("1 of 240 read");
    bench
        .press("<esc>")
        .sees_no("1 of 240 read")
        .press("ss")
        .sees("by SKU up")
        .press("S")
        .sees("by SKU down");
    bench.press("r").sees("by SKU down").sees("240, complete").press("ssss").sees_no("by SKU");
}

#[test]
fn what_is_typed_in_one_piece_with_the_filter_changes_the_license_that_it_finds() {
    let mut bench = elsewhere();
    bench.press("G");
    let (sku, id) = some_license(&bench);
    let before = bench.stored(id).expect("a license").status;
    let others = |bench: &Bench| -> i64 {
        let query = "SELECT count(*) FROM license WHERE status = 'enabled' AND id <> ?1";
        bench.database().query_row(query, [id], |row| row.get(0)).expect("a count")
    };
    let others_before = others(&bench);
    bench.press(&format!("g/{sku}<enter>t"));
    assert_ne!(bench.stored(id).expect("a license").status, before);
    assert_eq!(others(&bench), others_before);
}

#[test]
fn rows_that_come_while_they_are_sorted_go_where_they_belong() {
    let mut bench = elsewhere();
    bench.press_without_waiting("GSSss").press("").sees("240, complete").sees("by NAME up");
}

#[test]
fn the_screen_says_that_it_sorts_when_that_takes_long_and_esc_cancels() {
    let mut bench = elsewhere();
    bench.press_without_waiting("S").sees_no("sorting");
    bench.tick(Duration::from_secs(10)).sees_no("sorting");
    bench.tick(Duration::from_secs(11)).sees("sorting by ID down …").sees("Esc cancels · 1.0 s");
    bench.press_without_waiting("<esc>").sees_no("sorting").sees("the rows are as they were");
    bench.press("").sees_no("by ID");
}

#[test]
fn the_screen_says_that_it_filters_while_the_words_are_typed() {
    let mut bench = elsewhere();
    bench.press_without_waiting("/plan").tick(Duration::from_secs(10)).tick(Duration::from_secs(11));
    bench.sees("filtering …").sees("filter: plan");
    bench.press("").sees("\"plan\":").sees_no("filtering …");
}
