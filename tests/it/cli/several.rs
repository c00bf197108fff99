//! `enable`, `disable` and `delete`, with one license and with several.

use lictor::sandbox::Options;
use serde_json::{Value, json as value};

use crate::support::{
    canned::{Canned, answer, json},
    command::{Lab, Shell},
};

/// Id and result of each.
fn words(results: &Value) -> Vec<(i64, &str)> {
    let results = results["results"].as_array().expect("results");
    results
        .iter()
        .map(|result| {
            let id = result["id"].as_i64().expect("an id");
            (id, result["result"].as_str().expect("a word"))
        })
        .collect()
}

#[test]
fn several_are_turned_and_each_result_is_printed() {
    let lab = Lab::open();
    let run = lab.run(&["disable", "1", "2", "3", "2", "-o", "json"]);
    let results = run.json();
    assert_eq!(words(&results), [(1, "done"), (2, "done"), (3, "done")]);
    assert_eq!(results["results"][0]["sku"], lab.run(&["get", "1", "-o", "json"]).json()["sku"]);
    for id in ["1", "2", "3"] {
        assert_eq!(lab.run(&["get", id, "-o", "json"]).json()["status"], "disabled");
    }
    assert!(lab.run(&["enable", "1"]).works().starts_with("enabled license 1 ("));
    assert_eq!(lab.run(&["get", "1", "-o", "json"]).json()["status"], "enabled");
}

#[test]
fn some_of_several_is_in_part() {
    let lab = Lab::open();
    let run = lab.run(&["enable", "1", "99999999", "2", "-o", "json"]);
    assert_eq!(run.code, Some(10));
    let results: Value = serde_json::from_str(&run.stdout).expect("JSON");
    assert_eq!(words(&results), [(1, "done"), (99_999_999, "refused"), (2, "done")]);
    assert_eq!(results["results"][1]["sku"], Value::Null);
    assert!(run.stderr.contains("2 of 3"), "{run:?}");
    let run = lab.run(&["delete", "1", "99999999", "--yes", "-o", "csv"]);
    assert_eq!(run.code, Some(10));
    assert!(run.stdout.starts_with("id,sku,result,reason\n1,"), "{run:?}");
    let table = lab.run(&["disable", "3", "99999999"]);
    assert!(table.stdout.starts_with("ID ") && table.stdout.contains("refused"), "{table:?}");
    let lines = lab.run(&["disable", "3", "99999999", "-o", "jsonl"]);
    assert_eq!(lines.stdout.lines().count(), 2);
}

#[test]
fn several_that_all_fail_alike_have_that_exit_code() {
    let lab = Lab::open();
    let run = lab.run(&["enable", "99999998", "99999999"]);
    assert_eq!(run.code, Some(5), "{run:?}");
}

#[test]
fn a_missing_role_stops_the_rest() {
    let role = "groups.instance.customer_license.instance.delete";
    let lab = Lab::with(Options { denied_roles: vec![role.to_owned()], ..Options::default() });
    let run = lab.run(&["delete", "1", "2", "3", "--yes", "-o", "json"]);
    assert_eq!(run.code, Some(4));
    let results: Value = serde_json::from_str(&run.stdout).expect("JSON");
    assert_eq!(words(&results), [(1, "refused"), (2, "not done"), (3, "not done")]);
    assert!(results["results"][0]["reason"].as_str().expect("a reason").contains(role));
}

#[test]
fn one_alone_has_its_own_exit_code_and_message() {
    let lab = Lab::open();
    lab.run(&["enable", "99999999"]).fails(5, "error: not found: license 99999999").prints_nothing();
    let run = lab.run(&["enable", "99999999", "-o", "json"]);
    run.fails(5, "error: not found");
    let results: Value = serde_json::from_str(&run.stdout).expect("JSON");
    assert_eq!(words(&results), [(99_999_999, "refused")]);
}

#[test]
fn delete_without_a_terminal_needs_a_yes_and_sends_nothing_without() {
    let server = Canned::start([json(200, "{}")]);
    Shell::at(&server.url()).run(&["delete", "7"]).fails(2, "--yes").prints_nothing();
    assert!(server.asked().is_empty());
    let lab = Lab::open();
    assert!(lab.run(&["delete", "1", "--yes"]).works().starts_with("deleted license 1 ("));
    lab.run(&["get", "1"]).fails(5, "not found");
}

#[test]
fn ids_may_come_from_standard_input() {
    let lab = Lab::open();
    let run = lab.shell.run_with_input(&["disable", "--ids", "-", "-o", "json"], "1\n2 3\n");
    assert_eq!(words(&run.json()), [(1, "done"), (2, "done"), (3, "done")]);
    let run = lab.shell.run_with_input(&["disable", "--ids", "-"], "1\nx\n");
    run.fails(2, "\"x\"").prints_nothing();
    lab.shell.run_with_input(&["disable", "--ids", "-"], "").fails(2, "ids: ");
    lab.shell.run_with_input(&["delete", "--ids", "-"], "1").fails(2, "--yes");
    lab.run(&["disable", "--ids", "/nowhere/ids"]).fails(2, "/nowhere/ids");
}

#[test]
fn turning_sends_the_three_fields_and_never_the_sku() {
    let body = r#"{"name":"Plan","description":"d","sku":"S-7","status":"enabled"}"#;
    let server = Canned::start([json(200, body), json(200, body), answer(204, &[], "")]);
    Shell::at(&server.url()).run(&["disable", "7"]).works();
    let sent: Value = serde_json::from_str(&server.asked()[2].body).expect("JSON");
    assert_eq!(sent, value!({"name": "Plan", "description": "d", "status": "disabled"}));
}
