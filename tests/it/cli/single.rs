//! `get`, `create`, `update`: one license each.

use lictor::sandbox::{Options, UpdateReading, seed_scopes};
use serde_json::{Value, json as value};

use crate::support::{
    canned::{Canned, answer, json},
    command::{Lab, Shell},
};

#[test]
fn get_shows_one_license_in_every_form() {
    let body = r#"{"name":"Plan","description":null,"sku":"S-7","status":"enabled"}"#;
    let server = Canned::start([json(200, body)]);
    let get = |form: &str| Shell::at(&server.url()).run(&["get", "7", "-o", form]).works().to_owned();
    let line = r#"{"id":7,"name":"Plan","description":null,"sku":"S-7","status":"enabled"}"#;
    assert_eq!(get("json"), format!("{line}\n"));
    assert_eq!(get("jsonl"), format!("{line}\n"));
    assert_eq!(get("csv"), "id,sku,name,description,status\n7,S-7,Plan,,enabled\n");
    let table = "ID           7\nSKU          S-7\nName         Plan\nDescription\nStatus       enabled\n";
    assert_eq!(get("table"), table);
}

#[test]
fn get_outside_of_groups_answers_from_the_list() {
    let lab = Lab::open();
    let tenant = seed_scopes().iter().find(|seed| seed.kind.word() == "tenants").expect("a tenant");
    let scope = format!("tenants/{}", tenant.uuid);
    let listed = lab.run(&["list", "--scope", &scope, "-o", "json"]).json();
    let last = listed["licenses"].as_array().and_then(|list| list.last()).expect("a license").clone();
    let id = last["id"].to_string();
    assert_eq!(lab.run(&["get", &id, "--scope", &scope, "-o", "json"]).json(), last);
    lab.run(&["get", "99999999", "--scope", &scope]).fails(5, "not found: license 99999999");
}

#[test]
fn create_prints_the_new_id_in_every_form() {
    let lab = Lab::open();
    let create = |sku: &str, form: &str| {
        let run = lab.run(&["create", "--sku", sku, "--name", "N", "--description", "D", "-o", form]);
        run.works().to_owned()
    };
    let json: Value = serde_json::from_str(&create("C-1", "json")).expect("JSON");
    let id = json["id"].as_i64().expect("an id");
    assert_eq!(json, value!({ "id": id }));
    assert_eq!(create("C-2", "jsonl"), format!("{{\"id\":{}}}\n", id + 1));
    assert_eq!(create("C-3", "csv"), format!("id\n{}\n", id + 2));
    assert!(create("C-4", "table").starts_with(&format!("created license {} (C-4) in groups/", id + 3)));
    let stored = lab.run(&["get", &id.to_string(), "-o", "json"]).json();
    let expected = value!({"id": id, "name": "N", "description": "D", "sku": "C-1", "status": "enabled"});
    assert_eq!(stored, expected);
}

#[test]
fn update_changes_what_is_named_and_nothing_else() {
    for update in [UpdateReading::Partial, UpdateReading::Replace] {
        let lab = Lab::with(Options { update, ..Options::default() });
        let create = [
            "create",
            "--sku",
            "U",
            "--name",
            "N",
            "--description",
            "D",
            "--status",
            "disabled",
            "-o",
            "json",
        ];
        let id = lab.run(&create).json()["id"].to_string();
        let run = lab.run(&["update", &id, "--name", "New", "-o", "json"]);
        let mut expected = run.json();
        assert_eq!((&expected["name"], &expected["status"]), (&value!("New"), &value!("disabled")));
        assert_eq!(lab.run(&["get", &id, "-o", "json"]).json(), expected);
        lab.run(&["update", &id, "--status", "enabled", "--description", ""]).works();
        expected["status"] = value!("enabled");
        expected["description"] = value!("");
        assert_eq!(lab.run(&["get", &id, "-o", "json"]).json(), expected);
    }
}

#[test]
fn nothing_to_change_sends_nothing_and_says_so() {
    let body = r#"{"name":"Plan","description":"d","sku":"S-7","status":"enabled"}"#;
    let server = Canned::start([json(200, body)]);
    let shell = Shell::at(&server.url());
    assert!(shell.run(&["update", "7", "--name", "Plan"]).works().contains("no change"));
    assert!(shell.run(&["enable", "7"]).works().contains("no change"));
    let run = shell.run(&["update", "7", "--name", "Plan", "-o", "json"]);
    assert_eq!(run.json()["name"], "Plan");
    assert!(run.stderr.contains("no change"));
    assert!(server.lines().iter().all(|line| line.starts_with("GET")));
}

#[test]
fn a_change_by_somebody_else_in_between_is_a_conflict() {
    let body = |name: &str| json(200, &format!(r#"{{"name":"{name}","sku":"S","status":"enabled"}}"#));
    let server = Canned::start([body("A"), body("Theirs")]);
    let run = Shell::at(&server.url()).run(&["update", "7", "--name", "Mine"]);
    run.fails(9, r#"name is now "Theirs" (was "A")"#).prints_nothing();
    assert_eq!(server.asked().len(), 2);
}

#[test]
fn an_expectation_that_does_not_hold_is_a_conflict_unless_forced() {
    let body = r#"{"name":"Plan","description":null,"sku":"S-7","status":"enabled"}"#;
    let server = Canned::start([json(200, body), json(200, body), json(200, body), answer(204, &[], "")]);
    let shell = Shell::at(&server.url());
    let update = ["update", "7", "--name", "N", "--expect", "status=disabled", "--expect", "sku=S-7"];
    shell.run(&update).fails(9, r#"status is now "enabled" (was "disabled")"#);
    assert_eq!(server.asked().len(), 1);
    shell.run(&[&update[..], &["--force"]].concat()).works();
    assert!(server.lines().last().expect("a request").starts_with("PUT"));
}
