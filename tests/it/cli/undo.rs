//! `undo`: changes taken back.

use lictor::sandbox::{Options, first_group};
use serde_json::{Value, json as value};

use crate::support::{
    command::{Lab, Run, Shell},
    pseudo_terminal::PseudoTerminal,
};

fn license(lab: &Lab, id: &str) -> Value {
    lab.run(&["get", id, "-o", "json"]).json()
}

fn undo(lab: &Lab, entry: &str) -> Run {
    lab.run(&["undo", entry, "--yes"])
}

#[test]
fn an_update_is_taken_back_and_its_undo_too() {
    let lab = Lab::open();
    let before = license(&lab, "1");
    lab.run(&["update", "1", "--name", "A", "--status", "disabled"]).works();
    let run = undo(&lab, "1");
    let sku = before["sku"].as_str().expect("a SKU");
    assert_eq!(run.works(), format!("took back entry 1: updated license 1 ({sku})\n"));
    assert!(run.stderr.contains(&format!("name         \"A\" → {}", before["name"])), "{run:?}");
    assert_eq!(license(&lab, "1"), before);
    let entries = lab.run(&["history", "-o", "json"]).json();
    assert_eq!((&entries["entries"][1]["entry"], &entries["entries"][1]["undoes"]), (&value!(3), &value!(1)));
    undo(&lab, "3").works();
    assert_eq!(license(&lab, "1")["name"], "A");
}

#[test]
fn what_others_changed_since_stays() {
    let lab = Lab::open();
    let before = license(&lab, "1");
    lab.run(&["update", "1", "--name", "A", "--description", "D"]).works();
    Shell::at(&lab.sandbox.url()).run(&["update", "1", "--name", "Theirs"]).works();
    let run = undo(&lab, "1");
    run.works();
    assert!(run.stderr.contains("note: name was changed since, from \"A\" to \"Theirs\""), "{run:?}");
    let now = license(&lab, "1");
    assert_eq!((&now["name"], &now["description"]), (&value!("Theirs"), &before["description"]));
}

#[test]
fn a_creation_and_a_deletion_are_taken_back() {
    let lab = Lab::open();
    let id = lab.run(&["create", "--sku", "NEW-1", "--name", "N", "-o", "json"]).json()["id"].to_string();
    let run = undo(&lab, "1");
    assert_eq!(run.works(), format!("took back entry 1: deleted license {id} (NEW-1)\n"));
    lab.run(&["get", &id]).fails(5, "not found");
    let before = license(&lab, "2");
    lab.run(&["delete", "2", "--yes"]).works();
    let run = lab.run(&["undo", "5", "--yes", "-o", "json"]);
    let result = &run.json()["results"][0];
    assert!(run.stderr.contains("the license gets a new id in place of 2"), "{run:?}");
    assert_eq!((&result["sku"], &result["result"]), (&before["sku"], &value!("done")));
    assert_eq!(result["reason"], "in place of license 2");
    let anew = license(&lab, &result["id"].to_string());
    let same = |key: &str| assert_eq!(anew[key], before[key]);
    ["sku", "name", "description", "status"].into_iter().for_each(same);
}

#[test]
fn a_step_is_taken_back_as_a_whole_and_in_part_where_that_is_all() {
    let lab = Lab::open();
    lab.run(&["update", "4", "--status", "enabled"]).works();
    lab.run(&["enable", "1", "2", "3"]).works();
    lab.run(&["disable", "1", "2", "3"]).works();
    let last = lab.run(&["history", "--limit", "1", "-o", "json"]).json();
    let last = last["entries"][0]["entry"].to_string();
    let run = lab.run(&["undo", &last, "--yes", "-o", "json"]);
    let ids: Vec<_> =
        run.json()["results"].as_array().expect("results").iter().map(|one| one["id"].clone()).collect();
    assert_eq!(ids, [3, 2, 1]);
    for id in ["1", "2", "3"] {
        assert_eq!(license(&lab, id)["status"], "enabled");
    }
    let undone = lab.run(&["history", "--limit", "3", "-o", "json"]).json();
    let steps: Vec<_> =
        undone["entries"].as_array().expect("entries").iter().map(|one| &one["step"]).collect();
    assert!(steps[0].is_string() && steps.iter().all(|step| *step == steps[0]), "{steps:?}");
    undo(&lab, &last).fails(2, "taken back already");
    // One of the step has gone its own way.
    lab.run(&["disable", "1", "2", "3"]).works();
    let last = lab.run(&["history", "--limit", "1", "-o", "json"]).json()["entries"][0]["entry"].to_string();
    lab.run(&["enable", "2"]).works();
    let run = undo(&lab, &last);
    assert_eq!(run.code, Some(10), "{run:?}");
    assert!(
        run.stderr.contains("cannot be taken back") && run.stderr.contains("2 of 3 taken back"),
        "{run:?}"
    );
}

#[test]
fn what_cannot_be_taken_back_says_why() {
    let lab = Lab::open();
    undo(&lab, "1").fails(5, "not found: entry 1");
    lab.run(&["update", "1", "--name", "A"]).works();
    Shell::at(&lab.sandbox.url()).run(&["update", "1", "--name", "B"]).works();
    undo(&lab, "1").fails(9, "it was changed again since").prints_nothing();
    undo(&lab, "2").fails(5, "not found: entry 2");
    let create = ["create", "--sku", "NEW-1", "--name", "N"];
    lab.run(&create).works();
    lab.run(&create).fails(6, "rejected");
    undo(&lab, "5").fails(2, "it changed nothing");
    Shell::at(&lab.sandbox.url()).run(&["delete", "1", "--yes"]).works();
    undo(&lab, "1").fails(5, "deleted since");
    let other = Lab::open();
    let run = lab.shell.run(&["undo", "1", "--yes", "--url", &other.sandbox.url()]);
    run.fails(5, "is about another server");
    lab.run(&["undo", "x", "--yes"]).fails(2, "x");
    lab.run(&["undo", "1", "--yes", "--read-only"]).fails(4, "read-only");
}

#[test]
fn an_undo_that_the_server_refuses_ends_as_the_change_would() {
    let role = "groups.instance.customer_license.create";
    let lab = Lab::with(Options { denied_roles: vec![role.to_owned()], ..Options::default() });
    lab.run(&["delete", "1", "--yes"]).works();
    undo(&lab, "1").fails(4, role).prints_nothing();
    let lab = Lab::open();
    let sku = license(&lab, "1")["sku"].as_str().expect("a SKU").to_owned();
    lab.run(&["delete", "1", "--yes"]).works();
    lab.run(&["create", "--sku", &sku, "--name", "Another"]).works();
    undo(&lab, "1").fails(6, "rejected");
}

#[test]
fn without_a_terminal_it_needs_a_yes_and_on_one_it_asks() {
    let lab = Lab::open();
    lab.run(&["update", "1", "--name", "A"]).works();
    lab.run(&["undo", "1"]).fails(2, "--yes");
    let (url, scope) = (lab.sandbox.url(), format!("groups/{}", first_group()));
    let state = lab.shell.home().join("state");
    let variables = [
        ("LICTOR_URL", url.as_str()),
        ("LICTOR_INSTANCE", "sandbox"),
        ("LICTOR_TOKEN", "sandbox-token"),
        ("XDG_STATE_HOME", state.to_str().expect("a path")),
    ];
    let answer = |answer: &str| {
        let mut terminal = PseudoTerminal::start(&["undo", "1"], (120, 24), lab.shell.home(), &variables);
        terminal.sees(&format!("Undo entry 1: change license 1 in {scope}? [y/N]")).press(answer);
        terminal.ends().code()
    };
    assert_eq!(answer("<enter>"), Some(1));
    assert_eq!(license(&lab, "1")["name"], "A");
    assert_eq!(answer("y<enter>"), Some(0));
    assert_ne!(license(&lab, "1")["name"], "A");
}
