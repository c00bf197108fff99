//! The journal of changes: what stands in it after which command, and how `history` shows it.

use std::{fs, path::PathBuf};

use serde_json::{Value, json as value};

use crate::support::{
    canned::{Canned, answer, json},
    command::{Lab, Shell},
    relay::{Mode, Relay},
};

const CREATE: [&str; 5] = ["create", "--sku", "NEW-1", "--name", "N"];

/// The journal of a shell's home.
fn file(shell: &Shell) -> PathBuf {
    shell.home().join("state/lictor/journal.jsonl")
}

fn entries(shell: &Shell) -> Vec<Value> {
    shell.run(&["history", "-o", "json"]).json()["entries"].as_array().expect("entries").clone()
}

/// The result of each entry.
fn results(shell: &Shell) -> Vec<String> {
    entries(shell).iter().map(|entry| entry["result"].as_str().expect("a word").to_owned()).collect()
}

/// The kind of each line of the file.
fn kinds(shell: &Shell) -> Vec<String> {
    let text = fs::read_to_string(file(shell)).expect("a journal");
    let kind = |line| serde_json::from_str::<Value>(line).expect("JSON")["kind"].as_str().map(str::to_owned);
    text.lines().filter_map(kind).collect()
}

#[test]
fn each_result_has_its_word() {
    let lab = Lab::open();
    lab.run(&CREATE).works();
    lab.run(&CREATE).fails(6, "rejected");
    assert_eq!(results(&lab.shell), ["done", "refused"]);
    assert_eq!(kinds(&lab.shell), ["intent", "outcome", "intent", "outcome"]);
    let [made, refused] = &entries(&lab.shell)[..] else { panic!("two entries") };
    assert_eq!((&made["entry"], &refused["entry"]), (&value!(1), &value!(3)));
    assert!(made["id"].is_i64() && refused["id"].is_null());
    assert_eq!(made["before"], Value::Null);
    let after = value!({"id": null, "name": "N", "description": null, "sku": "NEW-1", "status": "enabled"});
    assert_eq!(made["after"], after);
    assert!(refused["detail"].as_str().expect("a text").contains("rejected"), "{refused}");
    let lab = Lab::with_faults("reset@delete");
    lab.run(&["delete", "1", "--yes"]).fails(7, "nothing was changed");
    assert_eq!(results(&lab.shell), ["not done"]);
    let body = |name: &str| json(200, &format!(r#"{{"name":"{name}","sku":"S","status":"enabled"}}"#));
    let server = Canned::start([body("A"), body("A"), answer(500, &[], ""), body("C")]);
    let shell = Shell::at(&server.url());
    shell.run(&["update", "7", "--name", "B"]).fails(9, "is now \"C\"");
    assert_eq!(results(&shell), ["different"]);
}

#[test]
fn what_is_unknown_is_settled_by_the_next_command_that_reaches_the_scope() {
    let relay = Relay::start(Mode::Blind);
    let shell = Shell::at(&relay.url());
    shell.run(&CREATE).fails(8, "not known");
    assert_eq!((results(&shell), kinds(&shell).len()), (vec!["unknown".to_owned()], 2));
    relay.set(Mode::Open);
    let run = shell.run(&["list", "--limit", "1"]);
    run.works();
    assert!(run.stderr.contains("entry 1") && run.stderr.contains("settled"), "{run:?}");
    assert_eq!(kinds(&shell), ["intent", "outcome", "settled"]);
    let [entry] = &entries(&shell)[..] else { panic!("one entry") };
    let made = shell.run(&["get", &entry["id"].to_string(), "-o", "json"]).json();
    assert_eq!((&entry["result"], &made["sku"]), (&value!("done"), &value!("NEW-1")));
    assert!(!shell.run(&["list", "--limit", "1"]).stderr.contains("settled"));
    assert_eq!(relay.writes(), 1, "it was sent once");
    shell.run(&["history", "--verify"]).works();
}

#[test]
fn who_where_and_why_stand_in_it() {
    let lab = Lab::open();
    let shell = lab.shell.with("SSH_CONNECTION", "192.0.2.7 50000 192.0.2.1 22");
    shell.run(&["update", "1", "--name", "A", "--reason", "ticket 7"]).works();
    let shell = shell.with("LICTOR_REASON", "ticket 8");
    shell.run(&["update", "1", "--name", "B"]).works();
    let [first, second] = &entries(&shell)[..] else { panic!("two entries") };
    assert_eq!((&first["reason"], &second["reason"]), (&value!("ticket 7"), &value!("ticket 8")));
    assert_eq!(first["ssh"], "192.0.2.7");
    assert_eq!((&first["operation"], &first["id"]), (&value!("update"), &value!(1)));
    assert_eq!(first["after"], second["before"]);
    for key in ["time", "user", "host", "scope", "sku", "request", "origin"] {
        assert!(first[key].as_str().is_some_and(|text| !text.is_empty()), "{key}: {first}");
    }
    let text = fs::read_to_string(file(&shell)).expect("a journal");
    assert!(!text.contains("sandbox-token"));
}

#[test]
fn a_profile_may_demand_a_reason() {
    let lab = Lab::open();
    let url = lab.sandbox.url();
    let scope = format!("groups/{}", lictor::sandbox::first_group());
    let shell = Shell::bare().with("LICTOR_TOKEN", "sandbox-token").with("LICTOR_PROFILE", "lab");
    shell.configure(&format!(
        "[profiles.lab]\nurl = \"{url}\"\ninstance = \"sandbox\"\nscope = \"{scope}\"\nrequire_reason = true\n"
    ));
    for refused in [&["delete", "1", "--yes"][..], &["update", "1", "--name", "A"], &CREATE] {
        shell.run(refused).fails(2, "demands a reason");
    }
    assert!(!file(&shell).exists());
    shell.run(&["update", "1", "--name", "A", "--reason", "ticket 7"]).works();
    let [entry] = &entries(&shell)[..] else { panic!("one entry") };
    assert_eq!((&entry["reason"], &entry["profile"]), (&value!("ticket 7"), &value!("lab")));
}

#[test]
fn what_is_not_sent_leaves_no_entry() {
    let lab = Lab::open();
    lab.run(&["update", "1", "--name", "A", "--expect", "name=Another"]).fails(9, "Another");
    lab.run(&["delete", "99999999", "--yes"]).fails(5, "not found");
    let name = lab.run(&["get", "1", "-o", "json"]).json()["name"].as_str().expect("a name").to_owned();
    lab.run(&["update", "1", "--name", &name]).works();
    assert!(!file(&lab.shell).exists());
    assert_eq!(entries(&lab.shell), [] as [Value; 0]);
    lab.run(&["history", "--verify"]).works();
}

#[test]
fn several_of_one_command_share_a_step() {
    let lab = Lab::open();
    lab.run(&["enable", "1", "2", "3"]).works();
    lab.run(&["disable", "1", "2", "3"]).works();
    lab.run(&["enable", "1"]).works();
    let steps: Vec<Value> = entries(&lab.shell).iter().map(|entry| entry["step"].clone()).collect();
    let [.., one, two, three, last] = &steps[..] else { panic!("four entries and more") };
    assert!(one.is_string() && one == two && two == three && last.is_null(), "{steps:?}");
    assert!(steps.first() != Some(one));
}

#[test]
fn a_journal_that_cannot_be_written_keeps_the_change_from_being_sent() {
    let lab = Lab::open();
    fs::write(lab.shell.home().join("state"), "in the way").expect("a file");
    let run = lab.run(&["update", "1", "--name", "Renamed"]);
    let path = file(&lab.shell).display().to_string();
    run.fails(1, &path).fails(1, "nothing was sent");
    assert_ne!(lab.run(&["get", "1", "-o", "json"]).json()["name"], "Renamed");
}

#[test]
fn history_has_filters_and_four_forms() {
    let lab = Lab::open();
    lab.run(&["update", "1", "--name", "=A,\u{202e}"]).works();
    lab.run(&CREATE).works();
    lab.run(&CREATE).fails(6, "rejected");
    let count = |arguments: &[&str]| {
        let run = lab.run(&[&["history", "-o", "jsonl"], arguments].concat());
        run.works().lines().count()
    };
    assert_eq!(count(&[]), 3);
    assert_eq!(count(&["--id", "1"]), 1);
    assert_eq!(count(&["--sku", "new"]), 2);
    assert_eq!(count(&["--result", "refused"]), 1);
    assert_eq!(count(&["--result", "not done"]), 0);
    assert_eq!(count(&["--since", "2020-01-01"]), 3);
    assert_eq!(count(&["--since", "2999-01-01 12:00"]), 0);
    assert_eq!(count(&["--limit", "2"]), 2);
    assert_eq!(count(&["--scope", "groups/6f1c9a52-0b7e-4a55-9d0c-1f2e3d4c5b6a"]), 0);
    assert_eq!(count(&["--url", "https://other.example.net"]), 0);
    assert_eq!(count(&["--url", "https://other.example.net", "--all"]), 3);
    let latest = lab.run(&["history", "--limit", "1", "-o", "json"]);
    assert_eq!(latest.json()["entries"][0]["entry"], 5);
    assert!(latest.stderr.contains("2 older changes are left out"), "{latest:?}");
    for wrong in [["--since", "yesterday"], ["--result", "good"], ["--id", "x"], ["--limit", "0"]] {
        let run = lab.run(&[&["history"][..], &wrong].concat());
        assert_eq!(run.code, Some(2), "{run:?}");
    }
    let csv = lab.run(&["history", "--id", "1", "-o", "csv"]);
    let csv = csv.works();
    assert!(
        csv.starts_with("entry,time,user,host,ssh,profile,account,origin,instance,scope,operation,id,sku,")
    );
    assert!(csv.contains("\\u{202e}") && !csv.contains('\u{202e}'), "{csv}");
    let table = lab.run(&["history"]);
    let table = table.works();
    assert!(table.starts_with("ENTRY  TIME ") && table.lines().count() == 4, "{table}");
    assert!(table.contains("\"=A,\\u{202e}\"") && table.contains("refused"), "{table}");
}

#[test]
fn history_needs_neither_a_server_nor_a_configuration() {
    let bare = Shell::bare();
    assert_eq!(bare.run(&["history", "-o", "json"]).works(), "{\"entries\":[]}\n");
    assert!(bare.run(&["history", "--verify"]).works().contains("whole"));
    let lab = Lab::open();
    lab.run(&["update", "1", "--name", "A"]).works();
    let home = lab.shell.home().join("state");
    let elsewhere = Shell::bare().with("XDG_STATE_HOME", &home.display().to_string());
    assert_eq!(entries(&elsewhere).len(), 1);
}

#[test]
fn verify_names_the_line_that_was_edited_or_cut() {
    let lab = Lab::open();
    lab.run(&["update", "1", "--name", "A"]).works();
    lab.run(&["update", "2", "--name", "A"]).works();
    let whole = fs::read_to_string(file(&lab.shell)).expect("a journal");
    let verify = |text: &str| {
        fs::write(file(&lab.shell), text).expect("written");
        lab.run(&["history", "--verify"])
    };
    verify(&whole).works();
    let run = verify(&whole.replacen("\"done\"", "\"refused\"", 1));
    assert!(run.code == Some(1) && run.stdout.contains("line 2 was edited"), "{run:?}");
    let lines: Vec<&str> = whole.lines().collect();
    let run = verify(&format!("{}\n{}\n{}\n", lines[0], lines[2], lines[3]));
    assert!(run.code == Some(1) && run.stdout.contains("line 2 follows one that is missing"), "{run:?}");
    let run = verify(&format!("{}\n", lines[0]));
    assert!(run.code == Some(1) && run.stdout.contains("line 2 is missing"), "{run:?}");
    let run = lab.run(&["history", "--verify", "-o", "json"]);
    let verdict: Value = serde_json::from_str(&run.stdout).expect("JSON");
    assert_eq!(
        (run.code, &verdict["whole"], &verdict["flaws"][0]["line"]),
        (Some(1), &value!(false), &value!(2))
    );
}

#[test]
fn programs_that_write_at_once_share_it() {
    let lab = Lab::open();
    let create = |number: u32| {
        let sku = format!("AT-ONCE-{number}");
        lab.shell.command(&["create", "--sku", &sku, "--name", "N"]).spawn().expect("a child")
    };
    let children: Vec<_> = (0..6).map(create).collect();
    for mut child in children {
        assert!(child.wait().expect("the end").success());
    }
    assert_eq!(results(&lab.shell), ["done"; 6]);
    lab.run(&["history", "--verify"]).works();
    let running = lab.shell.home().join("state/lictor/running");
    assert_eq!(fs::read_dir(running).expect("a directory").count(), 0);
}
