//! Creating, editing, toggling, cloning and deleting.

use lictor::sandbox::{Options, UpdateReading};

use crate::support::console::{Bench, Setting};

/// The SKU and the id of the license under the cursor when the table opens.
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
fn an_operator_creates_a_license() {
    let mut bench = Bench::open();
    let before = bench.stored_count();
    bench.press("n").sees("New license").press("NEW-1<tab>Brand new plan<tab>For tests<tab> ");
    bench.sees("(x) disabled").press("<ctrl-s>").sees("created license").sees("NEW-1");
    let id = bench.stored_id("NEW-1").expect("in the database");
    let stored = bench.stored(id).expect("a record");
    assert_eq!((stored.name.as_str(), stored.status.as_str()), ("Brand new plan", "disabled"));
    assert_eq!(stored.description.as_deref(), Some("For tests"));
    assert_eq!(bench.stored_count(), before + 1);
    bench.press("<enter>").sees("License").sees("Brand new plan");
}

#[test]
fn an_operator_edits_a_license_and_sees_what_will_change() {
    let mut bench = Bench::open();
    let (id, sku) = first(&bench);
    let before = bench.stored(id).expect("a record");
    bench.press("e").sees("Edit license").sees("cannot be changed").sees("nothing is changed yet");
    bench
        .press("<ctrl-u>Renamed")
        .sees("* was")
        .sees("saves 1 field")
        .press("<ctrl-s>")
        .sees("saved license");
    let after = bench.stored(id).expect("a record");
    assert_eq!(after.name, "Renamed");
    assert_eq!((after.sku, after.description, after.status), (sku, before.description, before.status));
}

#[test]
fn an_edit_is_safe_on_a_server_that_replaces_what_is_left_out() {
    let sandbox = Options { update: UpdateReading::Replace, ..Options::default() };
    let mut bench = Bench::with(&Setting { sandbox, ..Setting::default() });
    let (id, _) = first(&bench);
    bench.press("t").sees("turns it back");
    let turned = bench.stored(id).expect("a record");
    bench.press("e<ctrl-u>Renamed<ctrl-s>").sees("saved license");
    let after = bench.stored(id).expect("a record");
    assert_eq!(after.name, "Renamed");
    assert_eq!((after.description, after.status), (turned.description, turned.status));
}

#[test]
fn an_operator_turns_a_license_off_and_on_again() {
    let mut bench = Bench::open();
    let (id, sku) = first(&bench);
    let before = bench.stored(id).expect("a record");
    let turned = if before.status == "enabled" { "disabled" } else { "enabled" };
    bench.press("t").sees(&format!("{sku} is {turned} now"));
    assert_eq!(bench.stored(id).expect("a record").status, turned);
    bench.press("t").sees(&format!("{sku} is {} now", before.status));
    assert_eq!(bench.stored(id), Some(before));
}

#[test]
fn an_operator_clones_a_license() {
    let mut bench = Bench::open();
    let (id, _) = first(&bench);
    let original = bench.stored(id).expect("a record");
    bench.press("c").sees("New license").press("<ctrl-u>CLONE-1<ctrl-s>").sees("created license");
    let clone = bench.stored(bench.stored_id("CLONE-1").expect("stored")).expect("a record");
    assert_eq!((&clone.name, &clone.status), (&original.name, &original.status));
    assert_eq!(
        clone.description.filter(|text| !text.is_empty()),
        original.description.filter(|text| !text.is_empty())
    );
}

#[test]
fn an_operator_deletes_a_license_by_typing_its_sku() {
    let mut bench = Bench::open();
    let (id, sku) = first(&bench);
    let before = bench.stored_count();
    bench.press("d").sees("Delete license").press("wrong<enter>").sees("nothing was deleted");
    assert_eq!(bench.stored_count(), before);
    bench.press(&format!("<ctrl-u>{sku}<enter>")).sees("deleted license").sees("Licenses");
    assert_eq!(bench.stored(id), None);
    assert_eq!(bench.stored_count(), before - 1);
    bench.press("G").sees(&format!("{}, complete", before - 1));
}

#[test]
fn an_operator_deletes_from_the_detail_and_comes_back_to_the_table() {
    let mut bench = Bench::open();
    let (id, sku) = first(&bench);
    bench.press("<enter>d").press(&format!("{sku}<enter>")).sees("Licenses").sees("deleted license");
    assert_eq!(bench.stored(id), None);
}

#[test]
fn a_taken_sku_comes_back_beside_its_field_with_everything_typed() {
    let mut bench = Bench::open();
    let (_, sku) = first(&bench);
    bench.press("n").press(&format!("{sku}<tab>Double<ctrl-s>"));
    bench.sees("New license").sees("already used").sees("Double").sees("what you typed is kept");
    bench.press("-2<ctrl-s>").sees("created license");
    assert!(bench.stored_id(&format!("{sku}-2")).is_some());
}

#[test]
fn a_change_by_somebody_else_of_the_same_field_is_not_overwritten() {
    let mut bench = Bench::open();
    let (id, _) = first(&bench);
    bench.press("e<ctrl-u>Mine");
    bench.database().execute("UPDATE license_row SET name = 'Theirs' WHERE id = ?1", [id]).expect("a change");
    bench.press("<ctrl-s>").sees("changed meanwhile").sees("Theirs").sees("Mine");
    assert_eq!(bench.stored(id).expect("a record").name, "Theirs");
}

#[test]
fn a_change_by_somebody_else_of_another_field_is_kept() {
    let mut bench = Bench::open();
    let (id, _) = first(&bench);
    bench.press("e<ctrl-u>Mine");
    bench
        .database()
        .execute("UPDATE license_row SET description = 'Theirs' WHERE id = ?1", [id])
        .expect("a change");
    bench.press("<ctrl-s>").sees("saved license");
    let stored = bench.stored(id).expect("a record");
    assert_eq!((stored.name.as_str(), stored.description.as_deref()), ("Mine", Some("Theirs")));
}

#[test]
fn on_production_saving_asks_first_and_no_means_no() {
    let mut bench = Bench::with(&Setting { production: true, ..Setting::default() });
    let (id, _) = first(&bench);
    let before = bench.stored(id);
    bench.sees("PRODUCTION").press("e!<ctrl-s>").sees("Save:").press("<enter>").sees("Edit license");
    assert_eq!(bench.stored(id), before);
    bench.press("<ctrl-s>y").sees("saved license");
    assert_ne!(bench.stored(id), before);
}

#[test]
fn read_only_refuses_every_change() {
    let mut bench = Bench::with(&Setting { read_only: true, ..Setting::default() });
    let before = bench.stored_count();
    for key in ["n", "e", "c", "d", "t"] {
        bench.press(key).sees("read-only").sees("Licenses");
    }
    assert_eq!(bench.stored_count(), before);
}
