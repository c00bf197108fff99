//! A database in a file: whose it is, who else may read it, and what a restart finds.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use lictor::sandbox::{Options, Sandbox, StartError, first_group};
use reqwest::StatusCode;
use rusqlite::Connection;
use serde_json::json;
use tempfile::TempDir;

use super::support::{Desk, license};

fn folder() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("sandbox.db");
    (folder, file)
}

fn on(file: &Path) -> Options {
    Options { database: Some(file.to_path_buf()), ..Options::default() }
}

#[tokio::test]
async fn a_restart_finds_what_was_left_and_seeds_nothing_more() {
    let (_folder, file) = folder();
    let desk = Desk::with(on(&file));
    let id = desk.create("KEPT").await;
    desk.delete(&license(1)).await;
    desk.put(&license(2), json!({"name": "Renamed"})).await;
    desk.sandbox.stop();

    let desk = Desk::with(Options { licenses: 9, ..on(&file) });
    assert_eq!(desk.count().await, 240);
    assert_eq!(desk.get(&license(id)).await.1["sku"], "KEPT");
    assert_eq!(desk.get(&license(1)).await.0, StatusCode::NOT_FOUND);
    assert_eq!(desk.get(&license(2)).await.1["name"], "Renamed");
    assert_eq!(desk.create("NEXT").await, id + 1);
}

#[tokio::test]
async fn a_write_is_in_the_file_before_it_is_answered() {
    let (_folder, file) = folder();
    let desk = Desk::with(on(&file));
    let id = desk.create("SEEN").await;
    let other = Connection::open(&file).unwrap();
    let row: (String, String, String, Option<String>, String) = other
        .query_row(
            "SELECT group_uuid, sku, name, description, status FROM license WHERE id = ?",
            [id],
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?)),
        )
        .unwrap();
    let expected = (
        first_group().to_string(),
        "SEEN".to_owned(),
        "Made by a test".to_owned(),
        None,
        "enabled".to_owned(),
    );
    assert_eq!(row, expected);
    desk.delete(&license(id)).await;
    let left: i64 =
        other.query_row("SELECT count(*) FROM license WHERE sku = 'SEEN'", [], |row| row.get(0)).unwrap();
    assert_eq!(left, 0);
}

#[tokio::test]
async fn the_file_belongs_to_its_owner_alone() {
    let (folder, file) = folder();
    let desk = Desk::with(on(&file));
    desk.create("NEW-1").await;
    for entry in fs::read_dir(folder.path()).unwrap() {
        let entry = entry.unwrap();
        let mode = entry.metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{}", entry.path().display());
    }
}

#[test]
fn an_empty_file_is_filled() {
    let (_folder, file) = folder();
    fs::write(&file, "").unwrap();
    let sandbox = Sandbox::start(on(&file)).unwrap();
    sandbox.wait_until_seeded().unwrap();
}

#[test]
fn a_file_of_something_else_is_refused_and_left_as_it_is() {
    let (_folder, file) = folder();
    fs::write(&file, "Dear diary, this is longer than the sixteen bytes of a database's head.").unwrap();
    let error = Sandbox::start(on(&file)).unwrap_err();
    assert!(matches!(&error, StartError::NotOurs { path } if *path == file), "{error:?}");
    assert!(error.to_string().contains("choose another file"), "{error}");
    assert!(fs::read_to_string(&file).unwrap().starts_with("Dear diary"));
}

#[test]
fn a_database_of_something_else_is_refused() {
    let (_folder, file) = folder();
    Connection::open(&file).unwrap().execute_batch("CREATE TABLE diary (entry TEXT)").unwrap();
    assert!(matches!(Sandbox::start(on(&file)), Err(StartError::NotOurs { .. })));
}

#[test]
fn a_file_that_cannot_be_made_is_refused_with_advice() {
    let (folder, _) = folder();
    for file in [folder.path().join("no/such/folder.db"), folder.path().to_path_buf()] {
        let error = Sandbox::start(on(&file)).unwrap_err();
        assert!(matches!(error, StartError::Database { .. }), "{error:?}");
        let text = error.to_string();
        assert!(
            text.contains(&file.display().to_string()) && text.contains("folder you may write to"),
            "{text}"
        );
    }
}

#[test]
fn a_stop_amid_the_filling_leaves_a_file_to_begin_afresh_with() {
    let (_folder, file) = folder();
    let sandbox = Sandbox::start(Options { licenses: 300_000, ..on(&file) }).unwrap();
    sandbox.stop();
    let sandbox = Sandbox::start(Options { licenses: 5, ..on(&file) }).unwrap();
    sandbox.wait_until_seeded().unwrap();
    drop(sandbox);
    let licenses: i64 = Connection::open(&file)
        .unwrap()
        .query_row("SELECT count(*) FROM license WHERE group_uuid = ?", [first_group().to_string()], |row| {
            row.get(0)
        })
        .unwrap();
    assert_eq!(licenses, 5);
}
