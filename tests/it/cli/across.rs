//! `find`, `compare` and `overview`: over many scopes, few requests at once, and honest about what was not looked at.

use std::{
    collections::BTreeSet,
    io::{BufRead, BufReader},
    path::Path,
};

use lictor::sandbox::{Options, Sandbox, first_group};
use rusqlite::Connection;
use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;

use crate::support::command::Lab;

/// How many groups there are besides those of each sandbox.
const MORE: usize = 200;

/// The calls that the sandbox has answered; those for licenses.
const LIST: &str = "/api/v01/draas/{draas_instance}/groups/{uuid}/customer_licenses";

/// A sandbox with many more groups of three licenses each; every tenth has one for the fax.
fn lab(file: &Path, faults: &str) -> Lab {
    let lab = Lab::with(Options {
        licenses: 3,
        database: Some(file.to_owned()),
        faults: faults.parse().expect("faults"),
        ..Options::default()
    });
    lab.sandbox.wait_until_seeded().expect("seeded");
    let database = Connection::open(file).expect("the database");
    let last: i64 =
        database.query_row("SELECT max(number) FROM scope", [], |row| row.get(0)).expect("a number");
    database.execute_batch("BEGIN").expect("begun");
    for number in (last + 1..).take(MORE) {
        let uuid = format!("00000000-0000-4000-8000-{number:012}");
        let name = format!("Group {number}");
        let scope = "INSERT INTO scope (number, uuid, kind, name, parent, group_number) VALUES (?1, ?2, 'groups', ?3, NULL, ?1)";
        database.execute(scope, (number, uuid, name)).expect("a group");
        for serial in 0..3 {
            let sku = if serial == 0 && number % 10 == 0 {
                format!("WANTED-{number}")
            } else {
                format!("S-{serial}")
            };
            let license = "INSERT INTO license_row (group_number, sku, name, description, status) VALUES (?1, ?2, 'N', NULL, 'enabled')";
            database.execute(license, (number, sku)).expect("a license");
        }
    }
    database.execute_batch("COMMIT").expect("committed");
    lab
}

fn found(text: &str) -> BTreeSet<String> {
    let lines = text.lines().map(|line| serde_json::from_str::<Value>(line).expect("JSON"));
    lines.map(|license| format!("{} {}", license["scope"], license["sku"])).collect()
}

fn answered(sandbox: &Sandbox) -> usize {
    sandbox.answered("GET", LIST)
}

#[test]
fn what_is_in_two_hundred_groups_is_found_with_few_requests_at_once() {
    let directory = tempfile::tempdir().expect("a directory");
    let file = directory.path().join("sandbox.db");
    let lab = lab(&file, "latency=5@list");
    let run = lab.run(&["find", "wanted", "-o", "jsonl"]);
    let database = Connection::open(&file).expect("the database");
    let stored: BTreeSet<String> = database
        .prepare("SELECT group_uuid, sku FROM license WHERE sku LIKE 'WANTED%'")
        .expect("a question")
        .query_map([], |row| {
            let (uuid, sku): (String, String) = (row.get(0)?, row.get(1)?);
            Ok(format!("\"groups/{uuid}\" \"{sku}\""))
        })
        .expect("rows")
        .collect::<Result<_, _>>()
        .expect("rows");
    assert_eq!(stored.len(), 20);
    assert_eq!(found(run.works()), stored);
    assert!(run.stderr.contains("20 found in 20 of "), "{run:?}");
    let most = lab.sandbox.most_at_once();
    assert!((2..=8).contains(&most), "{most} at once");
    let document = lab.run(&["find", "WANTED", "-o", "json"]).json();
    assert_eq!(document["complete"], true);
    assert_eq!(document["licenses"].as_array().map(Vec::len), Some(20));
    assert!(lab.run(&["find", "wanted"]).works().starts_with("SCOPE "));
    let nothing = lab.run(&["find", "nowhere-at-all"]);
    assert!(nothing.stderr.contains("0 found in 0 of ") && nothing.code == Some(0), "{nothing:?}");
}

#[test]
fn rows_come_before_the_walk_ends_and_what_is_cancelled_asks_nothing_more() {
    let directory = tempfile::tempdir().expect("a directory");
    let file = directory.path().join("sandbox.db");
    let lab = lab(&file, "latency=30@list");
    let mut child = lab.shell.command(&["find", "wanted", "-o", "jsonl"]).spawn().expect("a child");
    let mut line = String::new();
    BufReader::new(child.stdout.take().expect("a pipe")).read_line(&mut line).expect("a line");
    assert!(line.contains("WANTED"), "{line}");
    assert!(answered(&lab.sandbox) < MORE, "the walk goes on");
    let process = Pid::from_child(&child);
    kill_process(process, Signal::INT).expect("a signal");
    assert_eq!(child.wait().expect("the end").code(), Some(130));
    while lab.sandbox.at_work() > 0 {
        std::thread::yield_now();
    }
    let asked = answered(&lab.sandbox);
    assert!(asked < MORE, "{asked}");
    lab.run(&["whoami"]);
    assert_eq!(answered(&lab.sandbox), asked, "nothing is left running");
}

#[test]
fn what_could_not_be_searched_is_named_and_the_rest_is_found() {
    let directory = tempfile::tempdir().expect("a directory");
    let lab = lab(&directory.path().join("sandbox.db"), "status=500@list*3");
    let run = lab.run(&["find", "wanted", "-o", "json"]);
    assert!(matches!(run.code, Some(0 | 10)), "{run:?}");
    let lab = Lab::with(Options {
        denied_roles: vec!["groups.instance.customer_licenses.list".to_owned()],
        ..Options::default()
    });
    let run = lab.run(&["find", "wanted"]);
    assert_eq!(run.code, Some(10), "{run:?}");
    assert!(
        run.stderr.contains("not searched: ")
            && run.stderr.contains("groups.instance.customer_licenses.list")
    );
    let denied = ["groups.list", "distributors.list", "resellers.list", "tenants.list"];
    let denied_roles = denied.map(str::to_owned).to_vec();
    let lab = Lab::with(Options { denied_roles, ..Options::default() });
    lab.run(&["find", "wanted"]).fails(4, "tenants.list");
    lab.run(&["find", "wanted", "--kind", "groups"]).fails(4, "groups.list");
    lab.run(&["find", "wanted", "--kind", "planets"]).fails(2, "planets");
    lab.run(&["find", " "]).fails(2, "must not be empty");
}

#[test]
fn a_busy_server_is_searched_all_the_same() {
    let lab = Lab::with_faults("retry-after=0@list*5");
    let run = lab.run(&["find", "fax", "-o", "json"]);
    assert_eq!(run.json()["complete"], true);
}

/// The first two groups of a sandbox.
fn groups(lab: &Lab) -> [String; 2] {
    let scopes = lab.run(&["scopes", "groups", "-o", "json"]).json();
    let all = scopes["scopes"].as_array().expect("scopes").iter();
    let mut names = all.map(|scope| scope["scope"].as_str().expect("a scope").to_owned());
    let first = format!("groups/{}", first_group());
    let other = names.find(|name| *name != first).expect("another group");
    [first, other]
}

#[test]
fn two_scopes_are_compared_and_made_alike() {
    let lab = Lab::with(Options { licenses: 6, ..Options::default() });
    let [a, b] = groups(&lab);
    lab.run(&["create", "--sku", "ONLY-A", "--name", "New"]).works();
    lab.run(&["update", "1", "--name", "As in A"]).works();
    lab.run(&["delete", "2", "--yes"]).works();
    let run = lab.run(&["compare", &a, &b, "-o", "json"]);
    assert_eq!(run.code, Some(1), "{run:?}");
    let document: Value = serde_json::from_str(&run.stdout).expect("JSON");
    let count = |key: &str| document[key].as_array().map(Vec::len);
    assert_eq!((&document["only_a"][0]["sku"], count("only_a")), (&Value::from("ONLY-A"), Some(1)));
    assert_eq!((count("different"), &document["same"]), (Some(1), &Value::from(4)));
    assert!(count("only_b") >= Some(1), "{document}");
    let file = lab.shell.home().join("difference.json");
    std::fs::write(&file, &run.stdout).expect("a file");
    let path = file.to_str().expect("plain");
    lab.run(&["plan", path, "--delete"]).fails(2, "the comparison is with");
    lab.run(&["plan", path, "--delete", "--scope", &b]).works();
    lab.run(&["apply", &format!("{path}.plan.json"), "--yes", "--scope", &b]).works();
    let run = lab.run(&["compare", &a, &b]);
    run.works();
    assert!(run.stderr.contains("0 only in A, 0 only in B, 0 different, 6 the same"), "{run:?}");
    lab.run(&["update", "1", "--name", "Otherwise"]).works();
    let run = lab.run(&["compare", &a, &b, "-o", "json"]);
    assert_eq!(run.code, Some(1));
    let document: Value = serde_json::from_str(&run.stdout).expect("JSON");
    assert_eq!(document["different"][0]["fields"][0]["field"], "name");
    assert_eq!(document["different"][0]["fields"][0]["a"], "Otherwise");
    assert!(lab.run(&["compare", &a, &b]).stdout.contains("different"));
}

#[test]
fn halves_are_not_compared() {
    let lab = Lab::with_faults("status=500@list");
    let [a, b] = groups(&lab);
    lab.run(&["compare", &a, &b]).fails(7, "500").prints_nothing();
    lab.run(&["compare", &a, &a]).fails(2, "same scope");
    lab.run(&["compare", &a, "groups/17"]).fails(2, "not a UUID");
}

#[test]
fn all_groups_are_counted_as_text_and_as_json() {
    let directory = tempfile::tempdir().expect("a directory");
    let file = directory.path().join("sandbox.db");
    let lab = lab(&file, "");
    lab.run(&["create", "--sku", "OVER-1", "--name", "One"]).works();
    let database = Connection::open(&file).expect("the database");
    let count = |status: &str| -> u64 {
        let sql = "SELECT count(*) FROM license WHERE status = ?1";
        let count: i64 = database.query_row(sql, [status], |row| row.get(0)).expect("a count");
        count.cast_unsigned()
    };
    let document = lab.run(&["overview", "-o", "json"]).json();
    let sum = |field: &str| -> u64 {
        let scopes = document["scopes"].as_array().expect("a list").iter();
        scopes.filter_map(|scope| scope[field].as_u64()).sum()
    };
    assert_eq!((sum("enabled"), sum("disabled")), (count("enabled"), count("disabled")));
    assert_eq!((&document["complete"], &document["changes"][0]["count"]), (&true.into(), &1.into()));
    let run = lab.run(&["overview"]);
    let text = run.works();
    assert!(text.contains("SCOPE") && text.contains(" ##") && text.contains("CHANGES FROM HERE"), "{text}");
    assert!(run.stderr.contains(" groups counted"), "{run:?}");
    let most = lab.sandbox.most_at_once();
    assert!(most <= 8, "{most} at once");
    assert_eq!(lab.run(&["overview", "--kind", "planets"]).code, Some(2));
}
