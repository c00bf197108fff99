//! `plan` and `apply`: what a list says, done once; whatever happens on the way.

use std::{fs, path::PathBuf};

use lictor::sandbox::Options;
use serde_json::{Value, json as value};

use crate::support::{
    canned::{Canned, json},
    command::{Lab, Run, Shell},
};

fn write(shell: &Shell, name: &str, text: impl AsRef<[u8]>) -> String {
    let path: PathBuf = shell.home().join(name);
    fs::write(&path, text).expect("a file");
    path.to_str().expect("plain").to_owned()
}

fn plan_of(list: &str) -> String {
    format!("{list}.plan.json")
}

/// The license with this SKU.
fn by_sku(lab: &Lab, sku: &str) -> Option<Value> {
    let list = lab.run(&["list", "-o", "json"]).json();
    list["licenses"].as_array().expect("a list").iter().find(|license| license["sku"] == sku).cloned()
}

fn results(run: &Run) -> Vec<(String, String)> {
    let document: Value = serde_json::from_str(&run.stdout).expect("JSON");
    let results = document["results"].as_array().expect("results").clone();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    results.iter().map(|result| (text(&result["sku"]), text(&result["result"]))).collect()
}

#[test]
fn a_list_creates_updates_and_deletes_only_when_asked() {
    let lab = Lab::with(Options { licenses: 3, ..Options::default() });
    let first = lab.run(&["get", "1", "-o", "json"]).json();
    let sku = first["sku"].as_str().expect("a SKU");
    let text = format!("sku,name,status\n{sku},Renamed,disabled\nNEW-1,\"New, quoted\",\n");
    let list = write(&lab.shell, "list.csv", text);
    let run = lab.run(&["plan", &list]);
    assert!(run.works().contains("update") && run.stdout.contains("create"), "{run:?}");
    assert!(run.stderr.contains("1 to create, 1 to update, 0 unchanged, 2 not in the list"), "{run:?}");
    assert!(by_sku(&lab, "NEW-1").is_none(), "nothing is changed by planning");
    let run = lab.run(&["apply", &plan_of(&list), "--yes", "-o", "json"]);
    run.works();
    assert!(results(&run).iter().all(|(_, result)| result == "done"), "{run:?}");
    let now = by_sku(&lab, sku).expect("it is there");
    assert_eq!((&now["name"], &now["status"]), (&value!("Renamed"), &value!("disabled")));
    assert_eq!(by_sku(&lab, "NEW-1").expect("it is there")["name"], "New, quoted");
    let run = lab.run(&["plan", &list, "--delete"]);
    assert!(run.works().contains("delete"), "{run:?}");
    lab.run(&["apply", &plan_of(&list), "--yes"]).works();
    let left = lab.run(&["list", "-o", "json"]).json();
    assert_eq!(left["licenses"].as_array().map(Vec::len), Some(2));
    assert!(lab.run(&["plan", &list, "--delete"]).works().contains("no change"));
}

#[test]
fn an_export_leads_to_no_change_in_each_form() {
    let lab = Lab::open();
    for form in ["csv", "json", "jsonl"] {
        let list = write(&lab.shell, &format!("list.{form}"), lab.run(&["export", "-o", form]).works());
        let run = lab.run(&["plan", &list, "--delete"]);
        assert_eq!(run.works(), "no change\n", "{form}: {run:?}");
        assert!(!PathBuf::from(plan_of(&list)).exists());
        let run = lab.run(&["plan", &list, "-o", "json"]);
        assert_eq!((&run.json()["changes"], &run.json()["unchanged"]), (&value!([]), &value!(240)));
    }
}

#[test]
fn an_export_of_hostile_texts_leads_to_no_change() {
    let page = || json(200, &value!({"licenses": crate::hostile::licenses()}).to_string());
    for form in ["csv", "json", "jsonl"] {
        let server = Canned::start([page(), page()]);
        let shell = Shell::at(&server.url());
        let exported = shell.run(&["export", "-o", form]).works().to_owned();
        let list = write(&shell, &format!("list.{form}"), exported);
        assert_eq!(shell.run(&["plan", &list, "--delete"]).works(), "no change\n", "{form}");
    }
}

#[test]
fn every_bad_line_is_named_and_nothing_is_planned() {
    let lab = Lab::open();
    let list = write(&lab.shell, "list.csv", "\u{feff}id,sku,name\nx,A,a\n1\n99999,Z,z\n,NEW,\n,OK,Fine\n");
    let run = lab.run(&["plan", &list]);
    run.fails(2, "line 2").prints_nothing();
    assert!(run.stderr.contains("line 3"), "{run:?}");
    let list = write(&lab.shell, "other.csv", "id,sku,name\n99999,Z,z\n,NEW,\n,OK,Fine\n");
    let run = lab.run(&["plan", &list]);
    run.fails(2, "line 2: there is no license 99999");
    assert!(run.stderr.contains("line 3: name: must not be empty"), "{run:?}");
    assert!(!PathBuf::from(plan_of(&list)).exists());
}

#[test]
fn a_list_that_is_not_complete_deletes_nothing() {
    let lab = Lab::open();
    let list = write(&lab.shell, "list.json", r#"{"licenses":[{"id":1}],"complete":false}"#);
    lab.run(&["plan", &list, "--delete"]).fails(2, "not complete");
    lab.run(&["plan", &list]).works();
}

#[test]
fn a_list_from_standard_input_needs_a_place_for_the_plan() {
    let lab = Lab::open();
    lab.shell.run_with_input(&["plan", "-"], "").fails(2, "--out");
    let out = lab.shell.home().join("p.json").to_str().expect("plain").to_owned();
    lab.shell.run_with_input(&["plan", "-", "--out", &out], "id,status\n3,disabled\n").works();
    lab.run(&["apply", &out, "--yes"]).works();
    assert_eq!(lab.run(&["get", "3", "-o", "json"]).json()["status"], "disabled");
}

#[test]
fn what_is_not_as_it_was_seen_is_left_alone() {
    let lab = Lab::open();
    let list = write(&lab.shell, "list.csv", "id,name\n3,Three\n4,Four\n");
    lab.run(&["plan", &list]).works();
    lab.run(&["update", "3", "--description", "Somebody else"]).works();
    let run = lab.run(&["apply", &plan_of(&list), "--yes", "-o", "json"]);
    assert_eq!(run.code, Some(10), "{run:?}");
    let told: Vec<String> = results(&run).into_iter().map(|(_, result)| result).collect();
    assert_eq!(told, ["not done", "done"]);
    assert_ne!(lab.run(&["get", "3", "-o", "json"]).json()["name"], "Three");
    let run = lab.run(&["apply", &plan_of(&list), "--yes", "-o", "json"]);
    assert_eq!(run.code, Some(10), "{run:?}");
    let list = write(&lab.shell, "one.csv", "id,name\n5,Five\n6,Six\n");
    lab.run(&["plan", &list]).works();
    for id in ["5", "6"] {
        lab.run(&["update", id, "--description", "Somebody else"]).works();
    }
    lab.run(&["apply", &plan_of(&list), "--yes"]).fails(9, "");
}

#[test]
fn run_again_it_does_nothing_twice_and_the_whole_is_taken_back() {
    let lab = Lab::open();
    let list = write(&lab.shell, "list.csv", "sku,name\nNEW-1,One\nNEW-2,Two\n");
    lab.run(&["plan", &list]).works();
    lab.run(&["apply", &plan_of(&list), "--yes"]).works();
    let run = lab.run(&["apply", &plan_of(&list), "--yes"]);
    assert!(run.works().matches("done before").count() == 2, "{run:?}");
    let entries = lab.run(&["history", "-o", "json"]).json()["entries"].as_array().expect("entries").clone();
    assert_eq!(entries.len(), 2);
    let entry = entries[0]["entry"].to_string();
    lab.run(&["undo", &entry, "--yes"]).works();
    assert!(by_sku(&lab, "NEW-1").is_none() && by_sku(&lab, "NEW-2").is_none());
    lab.run(&["apply", &plan_of(&list), "--yes"]).works();
    assert!(by_sku(&lab, "NEW-1").is_some(), "what was taken back can be made again");
}

#[test]
fn a_plan_is_for_its_own_server_and_scope() {
    let lab = Lab::open();
    let list = write(&lab.shell, "list.csv", "id,name\n3,Three\n");
    lab.run(&["plan", &list]).works();
    let plan = plan_of(&list);
    lab.run(&["apply", &plan]).fails(2, "--yes");
    let elsewhere = "groups/00000000-0000-0000-0000-000000000001";
    lab.run(&["apply", &plan, "--yes", "--scope", elsewhere]).fails(2, "the plan is for the scope");
    lab.run(&["apply", &plan, "--yes", "--url", "http://127.0.0.1:9"]).fails(2, "the plan is for the server");
    lab.run(&["apply", &plan, "--yes", "--read-only"]).fails(4, "read-only");
    lab.run(&["apply", &plan, "--yes", "--concurrency", "17"]).fails(2, "17");
    lab.run(&["apply", &list, "--yes"]).fails(2, "is no plan");
    lab.run(&["plan", &list, "--read-only"]).fails(4, "read-only");
    let tenant = "tenants/00000000-0000-0000-0000-000000000001";
    lab.run(&["plan", &list, "--scope", tenant]).fails(4, "read-only");
}

#[test]
fn the_result_of_a_comparison_is_a_list_too() {
    let lab = Lab::with(Options { licenses: 3, ..Options::default() });
    let here = lab.run(&["list", "-o", "json"]).json()["licenses"].as_array().expect("a list").clone();
    let difference = value!({
        "only_a": [{"id": 77, "name": "From A", "description": null, "sku": "FROM-A", "status": "disabled"}],
        "only_b": [here[1]],
        "different": [{"sku": here[2]["sku"], "fields": [{"field": "name", "a": "As in A", "b": here[2]["name"]}]}],
        "same": 1,
    });
    let list = write(&lab.shell, "difference.json", difference.to_string());
    lab.run(&["plan", &list, "--delete"]).works();
    lab.run(&["apply", &plan_of(&list), "--yes"]).works();
    let sku = |place: usize| here[place]["sku"].as_str().expect("a SKU");
    assert_eq!(by_sku(&lab, "FROM-A").expect("it is there")["status"], "disabled");
    assert_eq!(by_sku(&lab, sku(2)).expect("it is there")["name"], "As in A");
    assert!(by_sku(&lab, sku(1)).is_none() && by_sku(&lab, sku(0)).is_some());
}

#[test]
fn a_missing_role_stops_the_rest() {
    let denied_roles = vec!["groups.instance.customer_license.instance.update".to_owned()];
    let lab = Lab::with(Options { denied_roles, ..Options::default() });
    let list = write(&lab.shell, "list.csv", "id,name\n3,Three\n4,Four\n5,Five\n");
    lab.run(&["plan", &list]).works();
    let run = lab.run(&["apply", &plan_of(&list), "--yes", "--concurrency", "1"]);
    assert_eq!(run.code, Some(4), "{run:?}");
    assert_eq!(run.stdout.matches("stopped before it").count(), 2, "{run:?}");
}

#[test]
fn a_busy_server_is_asked_for_one_change_at_a_time() {
    let lab = Lab::with_faults("retry-after=0@update*3");
    let rows: Vec<String> = (3..23).map(|id| format!("{id},Name {id}")).collect();
    let list = write(&lab.shell, "list.csv", format!("id,name\n{}\n", rows.join("\n")));
    lab.run(&["plan", &list]).works();
    lab.run(&["apply", &plan_of(&list), "--yes", "--concurrency", "4"]).works();
    let lab = Lab::with_faults("retry-after=3600@update");
    let list = write(&lab.shell, "list.csv", "id,name\n3,Three\n4,Four\n");
    lab.run(&["plan", &list]).works();
    let run = lab.run(&["apply", &plan_of(&list), "--yes", "--concurrency", "1"]);
    assert_eq!(run.code, Some(7), "{run:?}");
}
