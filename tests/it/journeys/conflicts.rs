//! Two operators on one group: nothing is lost, and each knows what happened.

use lictor::sandbox::Options;

use crate::support::{
    console::{Bench, Setting},
    journal::MemoryJournal,
};

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

fn name(bench: &Bench, id: i64) -> String {
    bench.stored(id).expect("a record").name
}

#[test]
fn both_change_the_name_and_the_second_keeps_his() {
    let mut one = Bench::open();
    let mut other = one.beside(&Setting::default());
    let (id, _) = first(&one);
    let base = name(&one, id);
    one.press("e<ctrl-u>Mine");
    other.press("e<ctrl-u>Theirs<ctrl-s>").sees("saved license");
    one.press("<ctrl-s>").sees("changed meanwhile").sees("Mine").sees("Theirs").sees(&base);
    assert_eq!(name(&one, id), "Theirs");
    one.press("<ctrl-s>").sees("choose mine or theirs for name first");
    assert_eq!(name(&one, id), "Theirs", "nothing goes out before it is chosen");
    one.press("<left><ctrl-s>").sees("saved license").sees("Mine");
    assert_eq!(name(&one, id), "Mine");
}

#[test]
fn both_change_the_name_and_the_second_lets_theirs_stay_but_saves_the_rest() {
    let mut one = Bench::open();
    let mut other = one.beside(&Setting::default());
    let (id, _) = first(&one);
    one.press("e<ctrl-u>Mine<tab><ctrl-u>My words");
    other.press("e<ctrl-u>Theirs<ctrl-s>").sees("saved license");
    one.press("<ctrl-s>").sees("changed meanwhile").press("<right><ctrl-s>").sees("saved license");
    let stored = one.stored(id).expect("a record");
    assert_eq!((stored.name.as_str(), stored.description.as_deref()), ("Theirs", Some("My words")));
}

#[test]
fn a_conflict_upon_a_conflict_is_chosen_again() {
    let mut one = Bench::open();
    let mut other = one.beside(&Setting::default());
    let (id, _) = first(&one);
    one.press("e<ctrl-u>Mine");
    other.press("e<ctrl-u>First<ctrl-s>").sees("saved license");
    one.press("<ctrl-s>").sees("First").press("<left>");
    other.press("e<ctrl-u>Second<ctrl-s>").sees("saved license");
    one.press("<ctrl-s>").sees("Second").sees("still to be chosen").press("<esc>").sees("Mine");
    assert_eq!(name(&one, id), "Second");
    one.press("<ctrl-s><space><ctrl-s>").sees("saved license");
    assert_eq!(name(&one, id), "Mine");
}

#[test]
fn changes_of_different_fields_are_merged_and_it_is_said() {
    let mut one = Bench::open();
    let mut other = one.beside(&Setting::default());
    let (id, _) = first(&one);
    one.press("e<ctrl-u>Mine");
    other.press("e<tab><ctrl-u>Theirs<ctrl-s>").sees("saved license");
    one.press("<ctrl-s>").sees(&format!("saved license {id}: name · merged with description, changed"));
    let stored = one.stored(id).expect("a record");
    assert_eq!((stored.name.as_str(), stored.description.as_deref()), ("Mine", Some("Theirs")));
}

#[test]
fn a_license_that_changed_is_not_deleted_until_that_is_confirmed_anew() {
    let mut one = Bench::open();
    let mut other = one.beside(&Setting::default());
    let (id, sku) = first(&one);
    one.press("d");
    other.press("e<ctrl-u>Theirs<ctrl-s>").sees("saved license");
    one.press(&format!("{sku}<enter>")).sees("Not deleted").sees("→ \"Theirs\"");
    one.press("<enter>").sees("Delete license");
    assert!(one.stored(id).is_some());
    one.press(&format!("{sku}<enter>")).sees("deleted license");
    assert_eq!(one.stored(id), None);
}

#[test]
fn what_the_other_has_deleted_is_told_and_leaves_the_table() {
    let mut one = Bench::open();
    let mut other = one.beside(&Setting::default());
    let (id, sku) = first(&one);
    one.press("e!");
    other.press(&format!("d{sku}<enter>")).sees("deleted license");
    one.press("<ctrl-s>").sees("not found").sees("what you typed is kept").press("<esc>y");
    one.sees("Licenses").sees_no(&format!(" {sku} "));
    assert_eq!(one.stored(id), None);
    let (_, next) = first(&one);
    other.press(&format!("d{next}<enter>")).sees("deleted license");
    one.press("t").sees("somebody has deleted it").sees_no(&format!(" {next} "));
}

#[test]
fn a_status_that_nobody_expected_is_not_turned_over() {
    let mut bench = Bench::open();
    let (id, _) = first(&bench);
    bench
        .database()
        .execute("UPDATE license_row SET status = 'locked' WHERE id = ?1", [id])
        .expect("a change");
    bench.press("t").sees("nothing was sent").sees("locked");
    assert_eq!(bench.stored(id).expect("a record").status, "locked");
}

#[test]
fn on_production_a_deletion_wants_the_scope_too() {
    let mut bench = Bench::with(&Setting { production: true, ..Setting::default() });
    let (id, sku) = first(&bench);
    bench
        .press(&format!("d{sku}<enter>"))
        .sees("On production, type the scope too")
        .press("groups/wrong<enter>");
    bench.sees("nothing was deleted");
    assert!(bench.stored(id).is_some());
    let group = lictor::sandbox::first_group();
    bench.press(&format!("<ctrl-u>groups/{group}<enter>")).sees("deleted license");
    assert_eq!(bench.stored(id), None);
}

#[test]
fn a_profile_that_demands_reasons_gets_one_for_each_change() {
    let journal = MemoryJournal::shared();
    let journaled = Some(journal.clone());
    let setting = Setting { needs_reason: true, journal: journaled, ..Setting::default() };
    let mut bench = Bench::with(&setting);
    let (_, sku) = first(&bench);
    bench.press("t").sees("Why?").press("<enter>").sees("demands a reason").press("ticket 7<enter>");
    bench.sees("turns it back");
    bench.press("e!<ctrl-s>").sees("ticket 7").press("<esc>").sees("Edit license");
    bench.press("<ctrl-s> b<enter>").sees("saved license");
    bench.press(&format!("d{sku}<enter>")).sees("Why?").press("<enter>").sees("deleted license");
    bench.press("u").sees("create license").press("y").sees("Why?").press("<enter>").sees("done: created");
    let given = ["ticket 7", "ticket 7 b", "ticket 7 b", "ticket 7 b"];
    assert_eq!(journal.reasons(), given.map(|reason| Some(reason.to_owned())));
}

#[test]
fn a_role_that_was_missing_is_named_at_its_keys_and_is_no_gate() {
    let role = "groups.instance.customer_license.instance.update";
    let sandbox = Options { denied_roles: vec![role.to_owned()], ..Options::default() };
    let mut bench = Bench::with(&Setting { size: (120, 40), sandbox, ..Setting::default() });
    bench.sees_no("lacks").press("t").sees("forbidden");
    bench.press("s").sees("e t: lacks").sees(role).sees("edit?");
    bench.press("t").sees("forbidden");
}
