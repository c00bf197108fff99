//! A large plan on a bad line, killed twice on the way: in the end the server has what the list says, and each change
//! was made once, as its database has logged.

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    fs,
    path::Path,
    process::{Child, Stdio},
};

use lictor::sandbox::{Options, first_group};
use rusqlite::Connection;
use serde_json::Value;

use crate::support::command::Lab;

const LICENSES: u32 = 9_000;
const NEW: u32 = 1_000;

/// How many rows a shell may leave to be done when it is killed.
const KILLED_AFTER: [i64; 2] = [2_000, 5_000];

fn lab(database: &Path) -> Lab {
    // Answers that come late, get lost, come from nobody and come after a wait; and connections that are cut.
    let faults = "latency=2@update%20,lost@update%1,lost@create%2,status=503@read%1,reset@update%1,seed=7";
    Lab::with(Options {
        licenses: LICENSES,
        database: Some(database.to_owned()),
        faults: faults.parse().expect("faults"),
        ..Options::default()
    })
}

/// Has the database log each row that is written from now on.
fn log(database: &Connection) {
    database
        .execute_batch(
            "CREATE TABLE written (operation TEXT, sku TEXT);
             CREATE TRIGGER log_update AFTER UPDATE ON license_row BEGIN
                 INSERT INTO written VALUES ('update', new.sku); END;
             CREATE TRIGGER log_create AFTER INSERT ON license_row BEGIN
                 INSERT INTO written VALUES ('create', new.sku); END;
             CREATE TRIGGER log_delete AFTER DELETE ON license_row BEGIN
                 INSERT INTO written VALUES ('delete', old.sku); END;",
        )
        .expect("a log");
}

fn written(database: &Connection) -> i64 {
    database.query_row("SELECT count(*) FROM written", [], |row| row.get(0)).expect("a count")
}

/// The list: all licenses that there are, each with another name, and as many new ones.
fn list(exported: &str) -> (String, BTreeMap<String, String>) {
    let mut wanted = BTreeMap::new();
    let mut text = "sku,name\n".to_owned();
    let known = exported.lines().map(|line| serde_json::from_str::<Value>(line).expect("a license"));
    let skus = known.map(|license| license["sku"].as_str().expect("a SKU").to_owned());
    for (number, sku) in skus.chain((0..NEW).map(|number| format!("NEW-{number}"))).enumerate() {
        let name = format!("As planned {number}");
        writeln!(text, "{sku},{name}").expect("a text");
        wanted.insert(sku, name);
    }
    (text, wanted)
}

/// Kills a run once the database has seen so many rows.
fn kill_after(mut run: Child, database: &Connection, rows: i64) {
    while written(database) < rows {
        assert!(run.try_wait().expect("a child").is_none(), "it ended before it was killed");
        std::thread::yield_now();
    }
    run.kill().expect("killed");
    run.wait().expect("the end");
}

#[test]
fn ten_thousand_rows_are_each_applied_once_though_it_is_killed_twice() {
    let directory = tempfile::tempdir().expect("a directory");
    let file = directory.path().join("sandbox.db");
    let lab = lab(&file);
    let database = Connection::open(&file).expect("the database");
    let (text, wanted) = list(lab.run(&["export", "-o", "jsonl"]).works());
    let path = lab.shell.home().join("list.csv");
    fs::write(&path, text).expect("a file");
    lab.run(&["plan", path.to_str().expect("plain"), "-o", "jsonl"]).works();
    log(&database);
    let plan = format!("{}.plan.json", path.display());
    let apply = ["apply", plan.as_str(), "--yes", "--concurrency", "16", "-o", "jsonl"];
    for rows in KILLED_AFTER {
        let run = lab.shell.command(&apply).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
        kill_after(run.expect("a child"), &database, rows);
    }
    // What a fault kept from being made is not made by itself; whoever asks again gets the rest.
    let mut last = lab.run(&apply);
    for _ in 0..5 {
        if last.code == Some(0) {
            break;
        }
        assert_eq!(last.code, Some(10), "{}", last.stderr);
        last = lab.run(&apply);
    }
    assert_eq!(last.code, Some(0), "{}", last.stderr);
    let held: BTreeMap<String, String> = database
        .prepare("SELECT sku, name FROM license WHERE group_uuid = ?1")
        .expect("a question")
        .query_map([first_group().to_string()], |row| Ok((row.get(0)?, row.get(1)?)))
        .expect("rows")
        .collect::<Result<_, _>>()
        .expect("rows");
    assert_eq!(held, wanted);
    let often = "SELECT sku FROM written GROUP BY sku HAVING count(*) > 1";
    let twice: Vec<String> = database
        .prepare(often)
        .expect("a question")
        .query_map([], |row| row.get(0))
        .expect("rows")
        .collect::<Result<_, _>>()
        .expect("rows");
    assert!(twice.is_empty(), "written more than once: {twice:?}");
    assert_eq!(written(&database), i64::from(LICENSES + NEW));
}
