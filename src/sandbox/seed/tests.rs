//! What a new database holds.

use rusqlite::Connection;
use uuid::Uuid;

use crate::sandbox::database;
use crate::sandbox::vocabulary::{first_group, fixed_licenses, seed_scopes};

fn filled(licenses: u32) -> Connection {
    let mut connection = database::open(None).unwrap().connection;
    database::fill(&mut connection, licenses, || false).unwrap();
    connection
}

fn count(connection: &Connection, condition: &str) -> i64 {
    connection
        .query_row(&format!("SELECT count(*) FROM license WHERE {condition}"), [], |row| row.get(0))
        .unwrap()
}

fn count_in(connection: &Connection, group: Uuid) -> i64 {
    count(connection, &format!("group_uuid = '{group}'"))
}

#[test]
fn the_first_group_has_what_was_asked_for_and_the_others_a_fixed_few() {
    for licenses in [0, 1, 240] {
        let connection = filled(licenses);
        assert_eq!(count_in(&connection, first_group()), i64::from(licenses));
        for (group, fixed) in fixed_licenses() {
            assert_eq!(count_in(&connection, group), i64::from(fixed));
        }
    }
}

#[test]
fn every_scope_is_there() {
    let scopes: usize = filled(0)
        .query_row("SELECT count(*) FROM scope", [], |row| row.get::<_, i64>(0))
        .unwrap()
        .try_into()
        .unwrap();
    assert_eq!(scopes, seed_scopes().len());
}

#[test]
fn four_in_five_are_enabled_and_one_in_four_is_not_described() {
    let connection = filled(10_000);
    let (enabled, bare) =
        (count(&connection, "status = 'enabled'"), count(&connection, "description IS NULL"));
    assert!((7_800..8_200).contains(&enabled), "{enabled}");
    assert!((2_300..2_700).contains(&bare), "{bare}");
}

#[test]
fn the_same_licenses_are_made_each_time_and_more_of_them_change_none() {
    let rows = |connection: &Connection| {
        let mut statement = connection
            .prepare("SELECT id, sku, name, description, status FROM license_row WHERE id <= 50 ORDER BY id")
            .unwrap();
        statement
            .query_map([], |row| {
                Ok((
                    row.get::<_, i64>(0)?,
                    row.get::<_, String>(1)?,
                    row.get::<_, String>(2)?,
                    row.get::<_, Option<String>>(3)?,
                    row.get::<_, String>(4)?,
                ))
            })
            .unwrap()
            .collect::<Result<Vec<_>, _>>()
            .unwrap()
    };
    assert_eq!(rows(&filled(50)), rows(&filled(5_000)));
}

#[test]
fn seeding_ends_early_when_nobody_waits_and_leaves_nothing() {
    let mut connection = database::open(None).unwrap().connection;
    assert!(database::fill(&mut connection, 100_000, || true).is_err());
    let tables: i64 =
        connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0)).unwrap();
    assert_eq!(tables, 0);
}
