//! Listings that others change while they are read. The others are another client of the same server: the program
//! without a screen, or where the API could not do it, since it puts every license at the end, the database itself.

use lictor::{
    app::screens::{Screen, licenses::Licenses},
    sandbox::{self, Options},
};
use rusqlite::params;

use crate::support::{
    command::Shell,
    console::{Bench, Setting},
};

const CHANGED: &str = "changed while it was read · r reads anew";

const LIST: &str = "/api/v01/draas/{draas_instance}/groups/{uuid}/customer_licenses";

/// How many licenses there are at first, with the ids from 1 on. The one that is to come ahead is left out.
const LICENSES: u32 = 600;
const ROOM: i64 = 5;

/// What somebody else does to the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Deed {
    PutInAhead,
    PutInBehind,
    DeleteAhead,
    DeleteBehind,
}

const DEEDS: [Deed; 4] = [Deed::PutInAhead, Deed::PutInBehind, Deed::DeleteAhead, Deed::DeleteBehind];

impl Deed {
    /// Does it, at once.
    fn is_done(self, bench: &Bench) {
        let others = Shell::at(&bench.url());
        match self {
            Self::PutInAhead => put_in(bench, ROOM),
            Self::PutInBehind => {
                others.run(&["create", "--sku", "BEHIND-1", "--name", "Behind"]).works();
            }
            Self::DeleteAhead => {
                others.run(&["delete", "3", "--yes"]).works();
            }
            Self::DeleteBehind => {
                others.run(&["delete", &LICENSES.to_string(), "--yes"]).works();
            }
        }
    }
}

/// Puts a license in, among those that were there before.
fn put_in(bench: &Bench, id: i64) {
    bench
        .database()
        .execute(
            "INSERT INTO license_row (id, group_number, sku, name, status)
             SELECT ?1, group_number, ?2, 'Ahead', 'enabled' FROM license_row WHERE id = 1",
            params![id, format!("AHEAD-{id}")],
        )
        .expect("a row");
}

/// A console on a list with room for one more license ahead.
fn reading(reads_ahead: bool, page_size: u32, faults: &str) -> Bench {
    let faults = faults.parse().expect("faults");
    let sandbox = Options { licenses: LICENSES, faults, ..Options::default() };
    let mut bench = Bench::with(&Setting { page_size, reads_ahead, sandbox, ..Setting::default() });
    bench.database().execute("DELETE FROM license_row WHERE id = ?1", [ROOM]).expect("room");
    bench.press("r").sees_no("changed");
    bench
}

fn licenses(bench: &Bench) -> &Licenses {
    match bench.console().model().screens.last() {
        Some(Screen::Licenses(licenses)) => licenses,
        other => panic!("{other:?}"),
    }
}

fn pages_read(bench: &Bench) -> usize {
    licenses(bench).listing.walk.pages_read()
}

/// The ids of all rows that the operator can see, from the first screen to the last.
fn seen(bench: &mut Bench) -> Vec<i64> {
    let rows = licenses(bench).view.len();
    let mut ids: Vec<i64> = Vec::new();
    bench.press("g");
    while ids.len() < rows {
        let before = ids.len();
        let screen = bench.screen();
        for id in screen
            .lines()
            .filter_map(|line| line.trim_start_matches('"').split_whitespace().next()?.parse().ok())
        {
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        assert!(ids.len() > before, "no new row:\n{screen}");
        bench.press("<pagedown>");
    }
    ids
}

/// What the server holds, in its order.
fn held(bench: &Bench) -> Vec<i64> {
    let database = bench.database();
    let mut statement =
        database.prepare("SELECT id FROM license WHERE group_uuid = ?1 ORDER BY id").expect("the table");
    let ids = statement.query_map([sandbox::first_group().to_string()], |row| row.get(0)).expect("rows");
    ids.map(|id| id.expect("an id")).collect()
}

/// What the list may lack: the one row that came or moved ahead of what was read, and nothing else.
#[track_caller]
fn lacks_no_more_than_one(deed: Deed, seen: &[i64], held: &[i64]) {
    assert!(
        seen.is_sorted_by(|one, next| one < next),
        "{deed:?}: each once, in the order of the server: {seen:?}"
    );
    let lacking: Vec<&i64> = held.iter().filter(|id| !seen.contains(id)).collect();
    match deed {
        Deed::PutInAhead => assert_eq!(lacking, [&ROOM], "{deed:?}"),
        Deed::DeleteAhead => assert!(lacking.len() == 1, "{deed:?}: {lacking:?}"),
        Deed::PutInBehind | Deed::DeleteBehind => assert!(lacking.is_empty(), "{deed:?}: {lacking:?}"),
    }
}

/// The operator reads anew, as was said, and has the list as it is.
#[track_caller]
fn reading_anew_mends_it(bench: &mut Bench) {
    bench.press("r").press("G").sees_no("changed while").sees_no("gaps");
    let held = held(bench);
    bench.sees(&format!("{}, complete", held.len()));
    assert_eq!(seen(bench), held);
}

#[test]
fn a_list_that_others_change_between_two_pages_is_said_to_have_changed_and_reading_anew_mends_it() {
    for reads_ahead in [true, false] {
        for deed in DEEDS {
            let mut bench = reading(reads_ahead, 200, "");
            bench.press("]").sees("page 2 of 3");
            assert_eq!(pages_read(&bench), 2, "held between two pages");
            bench.sees_no("changed");
            deed.is_done(&bench);
            bench
                .press("]")
                .sees("page 3 of 3")
                .sees("the list")
                .sees(CHANGED)
                .sees("complete but may have gaps");
            let (seen, held) = (seen(&mut bench), held(&bench));
            lacks_no_more_than_one(deed, &seen, &held);
            bench.sees(&format!("{}, complete but may have gaps", seen.len()));
            reading_anew_mends_it(&mut bench);
        }
    }
}

#[test]
fn a_row_that_is_met_twice_stands_once_with_its_later_values() {
    let mut bench = reading(true, 200, "");
    let last_of_page = licenses(&bench).listing.catalog.row(199).expect("a row").id.0;
    Deed::PutInAhead.is_done(&bench);
    let rename = format!("UPDATE license_row SET name = 'Later' WHERE id = {last_of_page}");
    bench.database().execute(&rename, []).expect("a later value");
    bench.press("]").sees(CHANGED).sees("399 read, more on the server");
    bench.press("/Later").sees("1 of 399 read").sees(&last_of_page.to_string());
}

#[test]
fn a_list_that_others_change_on_the_way_to_its_end_is_said_to_have_changed() {
    for reads_ahead in [true, false] {
        for deed in DEEDS {
            let mut bench = reading(reads_ahead, 10, "latency=2@list");
            bench.press_without_waiting("G").waits_until(|bench| pages_read(bench) >= 4);
            deed.is_done(&bench);
            bench.waits_until(|bench| licenses(bench).progress().is_none());
            bench.press("").sees(CHANGED).sees("complete but may have gaps");
            let (seen, held) = (seen(&mut bench), held(&bench));
            assert!(seen.is_sorted_by(|one, next| one < next), "{deed:?}: {seen:?}");
            // Of pages that are under way at once, some are cut before and some after, and not in their order.
            let (lacking, most) =
                (held.iter().filter(|id| !seen.contains(id)).count(), if reads_ahead { 4 } else { 1 });
            assert!(lacking <= most, "{deed:?}: {lacking} lacking in {seen:?}");
            reading_anew_mends_it(&mut bench);
        }
    }
}

#[test]
fn pages_that_were_foreseen_and_cut_before_and_after_a_change_tell_of_it() {
    // The first rule lets through what is read before; of the five pages that are then asked for, one is held up.
    let mut bench = reading(true, 100, "stale=0@list*2,latency=1000@list*1");
    let one_is_held =
        |bench: &Bench| bench.sandbox().answered("GET", LIST) == 6 && bench.sandbox().at_work() == 1;
    bench.press_without_waiting("G").waits_until(one_is_held);
    bench.database().execute("DELETE FROM license_row WHERE id = 3", []).expect("a row less");
    bench.waits_until(|bench| licenses(bench).progress().is_none());
    bench.press("").sees(CHANGED);
    reading_anew_mends_it(&mut bench);
}

#[test]
fn what_the_operator_changes_is_no_surprise_on_either_way() {
    for reads_ahead in [true, false] {
        let mut bench = reading(reads_ahead, 100, "");
        bench.press("]").press("n").paste("OWN-1").press("<tab>").paste("Own").press("<ctrl-s>");
        assert!(bench.stored_id("OWN-1").is_some(), "{}", bench.screen());
        bench.press("G").sees("600, complete").sees_no("gaps").sees_no("changed while");
    }
}

#[test]
fn where_there_is_little_room_the_key_that_reads_anew_is_named_all_the_same() {
    let mut bench = reading(true, 200, "");
    Deed::DeleteAhead.is_done(&bench);
    bench.press("G").press("/SIP").sees(" reads anew").press("<esc>");
    bench.resize(60, 20).sees("─ changed · r reads anew · page ");
    bench.resize(40, 10).sees("─ changed · r reads anew").sees("598+");
}
