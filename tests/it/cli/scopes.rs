//! `scopes`: one kind, all kinds, below a parent.

use std::collections::HashSet;

use lictor::sandbox::{Options, first_group, seed_scopes};
use serde_json::{Value, json as value};

use crate::support::{
    canned::{Canned, json},
    command::{Lab, Shell},
};

fn seeded(kind: &str) -> usize {
    seed_scopes().iter().filter(|seed| seed.kind.word() == kind).count()
}

#[test]
fn without_a_kind_everything_is_listed_once_from_the_top_down() {
    let lab = Lab::open();
    let listed = lab.run(&["scopes", "-o", "json"]).json();
    let scopes = listed["scopes"].as_array().expect("scopes");
    assert_eq!((scopes.len(), &listed["complete"]), (seed_scopes().len(), &value!(true)));
    let kinds: Vec<&str> = scopes.iter().map(|scope| scope["kind"].as_str().expect("a kind")).collect();
    let order = ["groups", "distributors", "resellers", "tenants"];
    assert!(kinds.is_sorted_by_key(|kind| order.iter().position(|known| known == kind)));
    let distinct: HashSet<&str> =
        scopes.iter().map(|scope| scope["scope"].as_str().expect("a scope")).collect();
    assert_eq!(distinct.len(), scopes.len());
}

#[test]
fn a_scope_has_its_four_keys_in_every_form() {
    let lab = Lab::open();
    let group = &seed_scopes()[0];
    let (uuid, name) = (group.uuid, group.name);
    let first = lab.run(&["scopes", "groups", "-o", "json"]).json()["scopes"][0].clone();
    let expected = value!({"scope": format!("groups/{uuid}"), "kind": "groups", "uuid": uuid, "name": name});
    assert_eq!(first, expected);
    let lines = lab.run(&["scopes", "groups", "-o", "jsonl"]);
    let line: Value = serde_json::from_str(lines.works().lines().next().expect("a line")).expect("JSON");
    assert_eq!(line, expected);
    let csv = lab.run(&["scopes", "groups", "-o", "csv"]);
    let start = format!("scope,kind,uuid,name\ngroups/{uuid},groups,{uuid},{name}\n");
    assert!(csv.works().starts_with(&start), "{csv:?}");
    let table = lab.run(&["scopes", "groups"]);
    assert!(table.works().starts_with("SCOPE") && table.stdout.contains(&format!("groups/{uuid}  {name}\n")));
}

#[test]
fn a_kind_or_a_parent_narrows_the_list() {
    let lab = Lab::open();
    for kind in ["groups", "distributors", "resellers", "tenants"] {
        let run = lab.run(&["scopes", kind, "-o", "jsonl"]);
        assert_eq!(run.works().lines().count(), seeded(kind), "{kind}");
    }
    let parent = format!("groups/{}", first_group());
    let below = lab.run(&["scopes", "--parent", &parent, "-o", "json"]).json();
    let kinds: HashSet<&str> = below["scopes"]
        .as_array()
        .expect("scopes")
        .iter()
        .filter_map(|scope| scope["kind"].as_str())
        .collect();
    assert!(kinds.contains("tenants") && !kinds.contains("groups"), "{kinds:?}");
}

#[test]
fn a_parent_must_be_above_what_is_listed() {
    let lab = Lab::open();
    let uuid = first_group();
    lab.run(&["scopes", "groups", "--parent", &format!("groups/{uuid}")]).fails(2, "never under a group");
    lab.run(&["scopes", "--parent", &format!("tenants/{uuid}")]).fails(2, "nothing under a tenant");
}

#[test]
fn a_search_is_the_servers() {
    let lab = Lab::open();
    let name = seed_scopes()[0].name;
    let found = lab.run(&["scopes", "groups", "--search", name, "-o", "jsonl"]);
    assert_eq!(found.works().lines().count(), 1);
    let none = lab.run(&["scopes", "groups", "--search", "no such name", "-o", "json"]);
    assert_eq!(none.json(), value!({"scopes": [], "complete": true}));
}

#[test]
fn kinds_that_may_not_be_listed_are_left_out_and_named() {
    let lab = Lab::with(Options { denied_roles: vec!["resellers.list".to_owned()], ..Options::default() });
    let run = lab.run(&["scopes", "-o", "jsonl"]);
    assert_eq!(run.works().lines().count(), seed_scopes().len() - seeded("resellers"));
    assert!(run.stderr.contains("resellers.list"), "{run:?}");
    lab.run(&["scopes", "resellers"]).fails(4, "resellers.list");
}

#[test]
fn an_account_that_may_list_nothing_is_forbidden() {
    let roles = ["groups", "distributors", "resellers", "tenants"].map(|kind| format!("{kind}.list"));
    let lab = Lab::with(Options { denied_roles: roles.to_vec(), ..Options::default() });
    lab.run(&["scopes", "-o", "json"]).fails(4, ".list").prints_nothing();
}

#[test]
fn a_list_of_scopes_that_goes_round_in_circles_ends() {
    let page = r#"{"groups":[{"uuid":"6f1c9a52-0b7e-4a55-9d0c-1f2e3d4c5b6a"}],"next":"same"}"#;
    let server = Canned::start([json(200, page)]);
    let run = Shell::at(&server.url()).run(&["scopes", "groups", "-o", "json"]);
    run.fails(7, "same page again");
    assert!(run.stdout.contains(r#""complete":false"#), "{run:?}");
}
