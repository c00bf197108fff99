//! Changes that are looked up and taken back; what comes of it is looked up in the server's database.

use std::sync::Arc;

use lictor::domain::Standing;

use crate::support::{
    console::{Bench, Setting},
    journal::MemoryJournal,
};

fn bench() -> (Bench, Arc<MemoryJournal>) {
    let journal = MemoryJournal::shared();
    let bench = Bench::with(&Setting { journal: Some(journal.clone()), ..Setting::default() });
    (bench, journal)
}

/// The first license of the group: its id and SKU.
fn first(bench: &Bench) -> (i64, String) {
    let group = lictor::sandbox::first_group().to_string();
    bench
        .database()
        .query_row("SELECT id, sku FROM license WHERE group_uuid = ?1 ORDER BY id LIMIT 1", [group], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .expect("a first license")
}

#[test]
fn an_edit_is_taken_back() {
    let (mut bench, _) = bench();
    let (id, _) = first(&bench);
    let before = bench.stored(id);
    bench.press("e<ctrl-u>Renamed<ctrl-s>").sees("saved license");
    bench.press("u").sees("Undo").sees("\"Renamed\" →").sees("Nothing is sent yet");
    assert_ne!(bench.stored(id), before);
    bench.press("y").sees("done: saved license").press("<esc>").sees("Licenses").sees_no("Renamed");
    assert_eq!(bench.stored(id), before);
}

#[test]
fn a_toggle_is_taken_back_and_n_leaves_it() {
    let (mut bench, _) = bench();
    let (id, _) = first(&bench);
    let before = bench.stored(id);
    bench.press("t").sees("turns it back");
    let turned = bench.stored(id);
    bench.press("u").press("n").sees("Licenses");
    assert_eq!(bench.stored(id), turned);
    bench.press("u").press("y").sees("done:");
    assert_eq!(bench.stored(id), before);
}

#[test]
fn a_new_license_is_taken_back() {
    let (mut bench, _) = bench();
    let before = bench.stored_count();
    bench.press("nNEW-1<tab>New<ctrl-s>").sees("created license");
    bench.press("u").sees("NEW-1").press("y").sees("done: deleted license").press("<esc>");
    assert_eq!((bench.stored_id("NEW-1"), bench.stored_count()), (None, before));
    bench.sees_no("NEW-1");
}

#[test]
fn a_deleted_license_comes_back_under_a_new_id_and_that_is_said_first() {
    let (mut bench, _) = bench();
    let (id, sku) = first(&bench);
    let before = bench.stored(id).expect("a record");
    bench.press(&format!("d{sku}<enter>")).sees("deleted license");
    bench.press("u").sees(&format!("gets a new id in place of {id}")).sees("does not come back");
    bench.press("y").sees("done: created license");
    let again = bench.stored_id(&sku).expect("it is back");
    assert_ne!(again, id);
    assert_eq!(bench.stored(again).expect("a record").name, before.name);
}

#[test]
fn u_goes_back_change_by_change_and_then_there_is_nothing_left() {
    let (mut bench, journal) = bench();
    let (id, _) = first(&bench);
    let before = bench.stored(id);
    bench.press("u").sees("There is nothing to take back").press("<esc>");
    bench.press("t").press("e<ctrl-u>Renamed<ctrl-s>").sees("saved license");
    bench.press("u").press("y").press("<esc>").press("u").press("y").sees("done:").press("<esc>");
    assert_eq!(bench.stored(id), before);
    bench.press("u").sees("There is nothing to take back");
    assert_eq!(journal.standings(), [Standing::Done; 4]);
}

#[test]
fn the_history_shows_the_changes_and_takes_back_any_of_them() {
    let (mut bench, _) = bench();
    let (id, sku) = first(&bench);
    let before = bench.stored(id);
    bench.press("H").sees("No change has been made here yet").press("<esc>");
    bench.press("e<ctrl-u>Renamed<ctrl-s>").sees("saved license").press("jt").sees("turns it back");
    bench.press("H").sees("2 changes").sees("maria@jump-1").sees(&sku);
    bench.press("j<enter>").sees("Change").sees("→ \"Renamed\"").sees("none was given");
    bench.press("u").sees("Undo").press("y").sees("done: saved").press("<esc><esc>");
    bench.sees("3 changes").sees("undone");
    assert_eq!(bench.stored(id), before);
    bench.press("/update<enter>").sees("3 changes");
}

#[test]
fn what_was_changed_again_since_is_not_taken_back_over_somebody_elses_head() {
    let (mut bench, _) = bench();
    let (id, _) = first(&bench);
    bench.press("e<ctrl-u>Mine<ctrl-s>").sees("saved license");
    let mut other = bench.beside(&Setting::default());
    other.press("e<ctrl-u>Theirs<ctrl-s>").sees("saved license");
    bench.press("u").sees("cannot be taken back").sees("changed again since");
    bench.press("y");
    assert_eq!(bench.stored(id).expect("a record").name, "Theirs");
}

#[test]
fn what_changes_between_the_look_and_the_yes_is_not_written_over() {
    let (mut bench, _) = bench();
    let (id, _) = first(&bench);
    bench.press("e<ctrl-u>Mine<ctrl-s>").sees("saved license").press("u").sees("Nothing is sent yet");
    let mut other = bench.beside(&Setting::default());
    other.press("e<ctrl-u>Theirs<ctrl-s>").sees("saved license");
    bench.press("y").sees("not done: changed meanwhile");
    assert_eq!(bench.stored(id).expect("a record").name, "Theirs");
}

#[test]
fn on_production_taking_back_asks_once_more() {
    let journal = Some(MemoryJournal::shared());
    let mut bench = Bench::with(&Setting { journal, production: true, ..Setting::default() });
    let (id, _) = first(&bench);
    let before = bench.stored(id);
    bench
        .press("ty")
        .sees("turns it back")
        .press("u")
        .press("y")
        .sees("Take it back?")
        .press("<enter>")
        .sees("Undo");
    assert_ne!(bench.stored(id), before);
    bench.press("y").press("y").sees("done:");
    assert_eq!(bench.stored(id), before);
}
