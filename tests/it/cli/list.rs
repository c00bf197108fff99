//! `list`, in every form, whole and cut.

use std::{
    io::{BufRead, BufReader},
    process::Stdio,
};

use lictor::sandbox::Options;
use serde_json::{Value, json as value};

use crate::support::{
    canned::{Answer, Canned, html, json},
    command::{Lab, Shell},
};

const PAGE: &str = r#"{"licenses":[
    {"id":1,"name":"=1+1","description":null,"sku":"A\u001b[2J","status":"enabled"},
    {"id":2,"name":"Zwei, \"quoted\"","description":"\u202egnp","sku":"B","status":"suspended"}]}"#;

const LIST: &str = "/api/v01/draas/{draas_instance}/groups/{uuid}/customer_licenses";

fn shell() -> (Shell, Canned) {
    let server = Canned::start([json(200, PAGE)]);
    (Shell::at(&server.url()), server)
}

#[test]
fn json_is_one_document_with_what_the_server_sent() {
    let (shell, _server) = shell();
    let run = shell.run(&["list", "-o", "json"]);
    let expected = value!({"licenses": [
        {"id": 1, "name": "=1+1", "description": null, "sku": "A\u{1b}[2J", "status": "enabled"},
        {"id": 2, "name": "Zwei, \"quoted\"", "description": "\u{202e}gnp", "sku": "B", "status": "suspended"},
    ], "complete": true});
    assert_eq!(run.json(), expected);
    assert_eq!(run.stderr, "");
    assert!(!run.stdout.contains(['\u{1b}', '\u{202e}']), "a terminal obeys nothing in it");
}

#[test]
fn jsonl_is_one_license_a_line() {
    let (shell, _server) = shell();
    let run = shell.run(&["list", "-o", "jsonl"]);
    let lines: Vec<Value> =
        run.works().lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(lines.len(), 2);
    assert_eq!(lines[0]["description"], Value::Null);
}

#[test]
fn csv_has_the_header_and_is_safe_to_open() {
    let (shell, _server) = shell();
    let expected = "id,sku,name,description,status\n\
        1,A\\u{1b}[2J,'=1+1,,enabled\n\
        2,B,\"Zwei, \"\"quoted\"\"\",\\u{202e}gnp,suspended\n";
    assert_eq!(shell.run(&["list", "-o", "csv"]).works(), expected);
}

#[test]
fn a_table_in_a_pipe_is_plain_and_safe() {
    let (shell, _server) = shell();
    let expected = "\
ID  SKU         NAME            DESCRIPTION  STATUS
1   A\\u{1b}[2J  =1+1                         enabled
2   B           Zwei, \"quoted\"  \\u{202e}gnp  suspended
";
    assert_eq!(shell.run(&["list"]).works(), expected);
    assert_eq!(shell.run(&["list", "-o", "table", "--color", "never"]).works(), expected);
}

#[test]
fn an_empty_scope_is_an_empty_list() {
    let server = Canned::start([json(200, r#"{"licenses":[]}"#)]);
    let shell = Shell::at(&server.url());
    assert_eq!(shell.run(&["list", "-o", "json"]).json(), value!({"licenses": [], "complete": true}));
    assert_eq!(shell.run(&["list", "-o", "jsonl"]).works(), "");
    assert_eq!(shell.run(&["list", "-o", "csv"]).works(), "id,sku,name,description,status\n");
}

#[test]
fn a_limit_stops_early_and_says_that_there_is_more() {
    let lab = Lab::open();
    let run = lab.run(&["list", "-o", "json", "--limit", "15", "--page-size", "10"]);
    let listed = run.json();
    assert_eq!(
        (listed["licenses"].as_array().map(Vec::len), &listed["complete"]),
        (Some(15), &value!(false))
    );
    assert!(run.stderr.contains("more"), "{run:?}");
    for form in ["jsonl", "csv", "table"] {
        let run = lab.run(&["list", "-o", form, "--limit", "3"]);
        let header = usize::from(form != "jsonl");
        assert_eq!(run.works().lines().count(), 3 + header, "{form}");
        assert!(run.stderr.contains("more"), "{form}");
    }
}

#[test]
fn a_limit_that_is_not_reached_or_just_reached_is_a_whole_list() {
    let lab = Lab::open();
    for limit in ["240", "241"] {
        let run = lab.run(&["list", "-o", "json", "--limit", limit]);
        assert_eq!(run.json()["complete"], true, "{limit}");
        assert_eq!(run.stderr, "", "{limit}");
    }
}

#[test]
fn a_hundred_thousand_licenses_are_listed_each_once() {
    let lab = Lab::with(Options { licenses: 100_000, ..Options::default() });
    let run = lab.run(&["list", "-o", "jsonl", "--page-size", "1000"]);
    assert_eq!(run.works().lines().count(), 100_000);
    assert_eq!(run.stderr, "");
}

#[test]
fn a_reader_that_has_enough_ends_it_quietly() {
    let lab = Lab::with(Options { licenses: 20_000, ..Options::default() });
    for form in ["jsonl", "csv"] {
        let mut child =
            lab.shell.command(&["list", "-o", form]).stderr(Stdio::piped()).spawn().expect("a child");
        let mut line = String::new();
        let mut reader = BufReader::new(child.stdout.take().expect("a pipe"));
        reader.read_line(&mut line).expect("a line");
        drop(reader);
        let output = child.wait_with_output().expect("the end");
        assert_eq!(output.status.code(), Some(0), "{form}");
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{form}");
    }
}

#[test]
fn streams_come_page_by_page() {
    let first = json(200, r#"{"licenses":[{"id":1}],"next":"two"}"#);
    let server = Canned::start([first, Answer::Silence]);
    let shell = Shell::at(&server.url());
    let mut child = shell.command(&["list", "-o", "jsonl"]).spawn().expect("a child");
    let mut line = String::new();
    BufReader::new(child.stdout.take().expect("a pipe")).read_line(&mut line).expect("a line");
    assert!(line.starts_with(r#"{"id":1,"#), "{line}");
    child.kill().expect("killed");
    child.wait().expect("the end");
}

#[test]
fn a_record_that_comes_twice_is_listed_once_with_its_later_values() {
    let one = |name: &str, next: &str| {
        json(200, &format!(r#"{{"licenses":[{{"id":1,"name":"{name}"}}],"next":"{next}"}}"#))
    };
    let list = |form: &str| {
        let server = Canned::start([one("before", "two"), one("after", "")]);
        Shell::at(&server.url()).run(&["list", "-o", form])
    };
    let run = list("json");
    assert_eq!(run.json()["licenses"].as_array().map(Vec::len), Some(1));
    assert_eq!(run.json()["licenses"][0]["name"], "after");
    assert!(run.stderr.contains("the list changed while it was read"), "{run:?}");
    assert!(list("table").works().contains("after"));
    let run = list("jsonl");
    assert!(run.works().contains("before") && !run.stdout.contains("after"), "{run:?}");
    assert!(run.stderr.contains("the list changed while it was read"), "{run:?}");
}

#[test]
fn a_list_that_goes_round_in_circles_ends_and_is_not_complete() {
    let lab = Lab::with_faults("repeat@list");
    let run = lab.run(&["list", "-o", "json"]);
    run.fails(7, "same page again");
    let listed: Value = serde_json::from_str(&run.stdout).expect("JSON");
    assert_eq!(listed["complete"], false);
}

#[test]
fn what_was_read_before_a_page_failed_is_listed_as_incomplete() {
    let first = json(200, r#"{"licenses":[{"id":1}],"next":"two"}"#);
    let server = Canned::start([first.clone(), html(502, "<title>Bad Gateway</title>")]);
    let run = Shell::at(&server.url()).run(&["list", "-o", "json"]);
    run.fails(7, "the server failed (502): Bad Gateway");
    let listed: Value = serde_json::from_str(&run.stdout).expect("JSON");
    assert_eq!((&listed["licenses"][0]["id"], &listed["complete"]), (&value!(1), &value!(false)));
}

#[test]
fn a_list_of_which_nothing_came_prints_nothing() {
    for form in ["table", "json", "jsonl", "csv"] {
        let lab = Lab::with_faults("status=500@list");
        lab.run(&["list", "-o", form]).fails(7, "500").prints_nothing();
    }
}

#[test]
fn a_busy_server_is_waited_for() {
    let lab = Lab::with_faults("retry-after=0@list*2");
    let run = lab.run(&["list", "--limit", "1"]);
    run.works();
    assert!(run.stderr.contains("busy"), "{run:?}");
    let lab = Lab::with_faults("retry-after=3600@list");
    lab.run(&["list"]).fails(7, "3600 s");
}

#[test]
fn a_limit_asks_for_no_page_that_it_does_not_need() {
    let lab = Lab::open();
    lab.run(&["list", "--limit", "100"]).works();
    assert_eq!(lab.sandbox.answered("GET", LIST), 1);
    lab.run(&["list", "--limit", "30", "--page-size", "10"]).works();
    assert_eq!(lab.sandbox.answered("GET", LIST), 4);
}

#[test]
fn a_profile_can_have_pages_asked_for_one_at_a_time() {
    let lab = Lab::with_faults("latency=5@list");
    let profile = |more: &str| {
        let url = lab.sandbox.url();
        format!("default_profile = \"lab\"\n[profiles.lab]\nurl = \"{url}\"\ninstance = \"sandbox\"\n{more}")
    };
    let shell = Shell::at(&lab.sandbox.url()).with("LICTOR_URL", "").with("LICTOR_INSTANCE", "");
    shell.configure(&profile("read_ahead = false"));
    let run = shell.run(&["list", "-o", "jsonl", "--page-size", "10"]);
    assert_eq!(run.works().lines().count(), 240);
    assert_eq!((lab.sandbox.most_at_once(), lab.sandbox.answered("GET", LIST)), (1, 24));
    shell.configure(&profile(""));
    let run = shell.run(&["list", "-o", "jsonl", "--page-size", "10"]);
    assert_eq!(run.works().lines().count(), 240);
    assert_eq!(lab.sandbox.answered("GET", LIST), 48);
    let most = lab.sandbox.most_at_once();
    assert!((2..=8).contains(&most), "{most}");
    let shown = shell.run(&["config", "show"]);
    assert!(shown.works().contains("read_ahead"), "{shown:?}");
    shell.configure(&profile("read_ahead = \"no\""));
    shell.run(&["config", "check"]).fails(2, "");
}
