//! Every page is the slice it should be, wherever ids are missing, and costs what its rows cost.

use proptest::collection::vec;
use proptest::prelude::*;
use rusqlite::{Connection, StatementStatus, params};

use super::{BUCKETS, TOTAL};
use crate::sandbox::database;
use crate::sandbox::licenses::{self, PAGE};
use crate::sandbox::query::Page;

const GROUP: i64 = 1;
const OTHER_GROUP: i64 = 2;

fn filled(licenses: u32) -> Connection {
    let mut connection = database::open(None).unwrap().connection;
    database::fill(&mut connection, licenses, || false).unwrap();
    connection
}

fn insert(connection: &Connection, group: i64, id: i64) {
    connection
        .prepare_cached("INSERT OR IGNORE INTO license_row VALUES (?, ?, 'S' || ?1, 'name', NULL, 'enabled')")
        .unwrap()
        .execute(params![id, group])
        .unwrap();
}

fn delete(connection: &Connection, id: i64) {
    connection.prepare_cached("DELETE FROM license_row WHERE id = ?").unwrap().execute([id]).unwrap();
}

fn ids(connection: &mut Connection, group: i64, page: Page) -> (i64, Vec<i64>) {
    let (total, rows) = licenses::list(connection, group, page).unwrap();
    (total, rows.into_iter().map(|row| row.id).collect())
}

fn naive(connection: &Connection, group: i64) -> Vec<i64> {
    let mut statement =
        connection.prepare("SELECT id FROM license_row WHERE group_number = ? ORDER BY id").unwrap();
    statement.query_map([group], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap()
}

fn assert_every_page_is_its_slice(connection: &mut Connection, group: i64) {
    let all = naive(connection, group);
    let total = i64::try_from(all.len()).unwrap();
    for size in [1_usize, 3, 7, 64, 255, 256, 257, 1000] {
        let slices = all.chunks(size).chain(std::iter::once(&[][..]));
        for (number, slice) in (1..).zip(slices) {
            let page = Page { size: i64::try_from(size).unwrap(), number };
            assert_eq!(ids(connection, group, page), (total, slice.to_vec()), "{page:?}");
        }
    }
}

/// A license comes to a group, or goes. Ids lie close together in a few places, some of them bucket borders.
fn event() -> impl Strategy<Value = (bool, bool, i64)> {
    let place = prop_oneof![Just(0_i64), Just(250), Just(65_530), Just(131_060), Just(1 << 40)];
    (prop::bool::weighted(0.7), prop::bool::weighted(0.8), place, 1_i64..40)
        .prop_map(|(comes, here, place, offset)| (comes, here, place + offset))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn every_page_is_its_slice_after_any_inserts_and_deletes(events in vec(event(), 0..150)) {
        let mut connection = filled(20);
        for (comes, here, id) in events {
            if comes {
                insert(&connection, if here { GROUP } else { OTHER_GROUP }, id);
            } else {
                delete(&connection, id);
            }
        }
        assert_every_page_is_its_slice(&mut connection, GROUP);
        assert_every_page_is_its_slice(&mut connection, OTHER_GROUP);
    }
}

#[test]
fn every_page_is_its_slice_across_many_full_buckets() {
    let mut connection = filled(2_000);
    connection.execute("DELETE FROM license_row WHERE id % 7 = 0 OR id BETWEEN 512 AND 1023", []).unwrap();
    assert_every_page_is_its_slice(&mut connection, GROUP);
}

#[test]
fn a_page_far_beyond_the_end_is_empty() {
    let mut connection = filled(20);
    let page = Page { size: 1000, number: i64::MAX };
    assert_eq!(ids(&mut connection, GROUP, page), (20, Vec::new()));
}

#[test]
fn the_tally_forgets_buckets_that_became_empty() {
    let connection = filled(600);
    connection.execute("DELETE FROM license_row WHERE group_number = ?", [GROUP]).unwrap();
    let left: i64 = connection
        .query_row("SELECT count(*) FROM tally WHERE group_number = ?", [GROUP], |row| row.get(0))
        .unwrap();
    assert_eq!(left, 0);
}

/// The steps of the database's machine that one page takes: work, not time.
fn steps(connection: &mut Connection, page: Page) -> i32 {
    let statements = [TOTAL, BUCKETS, PAGE];
    for sql in statements {
        connection.prepare_cached(sql).unwrap().reset_status(StatementStatus::VmStep);
    }
    licenses::list(connection, GROUP, page).unwrap();
    let taken =
        statements.map(|sql| connection.prepare_cached(sql).unwrap().get_status(StatementStatus::VmStep));
    taken.iter().sum()
}

#[test]
fn the_last_page_takes_hardly_more_work_than_the_first() {
    let mut connection = filled(100_000);
    let first = steps(&mut connection, Page { size: 1000, number: 1 });
    let last = steps(&mut connection, Page { size: 1000, number: 100 });
    assert!(first > 1000, "nothing was counted: {first}");
    assert!(last < first * 2, "first {first}, last {last}");

    let far = [9_000, 9_999, 10_000].map(|number| steps(&mut connection, Page { size: 10, number }));
    assert!(far.iter().all(|steps| *steps < 5_000), "{far:?}");
}

#[test]
fn no_statement_of_a_page_scans_a_whole_table() {
    let connection = filled(20);
    for sql in [TOTAL, BUCKETS, PAGE] {
        let mut explain = connection.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
        let nothing = vec![0_i64; explain.parameter_count()];
        let plan: Vec<String> = explain
            .query_map(rusqlite::params_from_iter(nothing), |row| row.get(3))
            .unwrap()
            .collect::<Result<_, _>>()
            .unwrap();
        assert!(plan.iter().all(|step| step.starts_with("SEARCH")), "{sql}: {plan:?}");
    }
}
