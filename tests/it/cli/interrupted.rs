//! Signals while a command works.

use std::{
    io::{BufRead, BufReader, Read},
    process::Child,
    thread,
};

use rustix::process::{Pid, Signal, kill_process};

use crate::support::{
    canned::{Answer, Canned, Gate, json},
    command::Shell,
};

fn interrupt(child: &Child) {
    let process = Pid::from_raw(i32::try_from(child.id()).expect("an id")).expect("an id");
    kill_process(process, Signal::INT).expect("a signal");
}

#[test]
fn a_read_ends_at_once() {
    let first = json(200, r#"{"licenses":[{"id":1}],"next":"two"}"#);
    let server = Canned::start([first, Answer::Silence]);
    let mut child = Shell::at(&server.url()).command(&["list", "-o", "jsonl"]).spawn().expect("a child");
    let mut stdout = BufReader::new(child.stdout.take().expect("a pipe"));
    stdout.read_line(&mut String::new()).expect("a line");
    interrupt(&child);
    assert_eq!(child.wait().expect("the end").code(), Some(130));
}

#[test]
fn a_command_for_a_secret_ends_with_the_command_that_waits_for_it() {
    let shell = Shell::bare();
    let pipe = shell.home().join("alive");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().expect("a pipe").success());
    let script = format!("sh -c 'exec 3>{}; sleep 1000'", pipe.display());
    shell.configure(&format!(
        "[profiles.lab]\nurl = \"http://127.0.0.1:1\"\ninstance = \"i\"\ntoken_command = {script:?}\n"
    ));
    let mut child = shell.command(&["scopes"]).spawn().expect("a child");
    // It is open as long as the command for the secret lives.
    let mut alive = std::fs::File::open(&pipe).expect("the command runs");
    interrupt(&child);
    assert_eq!(child.wait().expect("the end").code(), Some(130));
    assert_eq!(alive.read(&mut [0; 1]).expect("the end of the command"), 0);
}

/// A creation whose answer waits at a gate; the request has come.
fn creation() -> (Child, BufReader<std::process::ChildStderr>, Gate, Canned) {
    let gate = Gate::default();
    let server = Canned::start([json(200, r#"{"id":17}"#).behind(&gate)]);
    let create = ["create", "--sku", "S", "--name", "N", "-o", "json"];
    let mut child = Shell::at(&server.url()).command(&create).spawn().expect("a child");
    let stderr = BufReader::new(child.stderr.take().expect("a pipe"));
    while server.asked().is_empty() {
        thread::yield_now();
    }
    (child, stderr, gate, server)
}

fn waits_for(stderr: &mut impl BufRead, words: &str) {
    let mut line = String::new();
    while !line.contains(words) {
        line.clear();
        assert_ne!(stderr.read_line(&mut line).expect("a line"), 0, "{words:?} was never said");
    }
}

#[test]
fn a_write_that_is_under_way_is_waited_for_and_its_result_printed() {
    let (mut child, mut stderr, gate, _server) = creation();
    interrupt(&child);
    waits_for(&mut stderr, "waiting for the answer");
    gate.open();
    let mut stdout = String::new();
    child.stdout.take().expect("a pipe").read_to_string(&mut stdout).expect("text");
    assert_eq!(stdout, "{\"id\":17}\n");
    assert_eq!(child.wait().expect("the end").code(), Some(130));
}

#[test]
fn a_second_interrupt_leaves_at_once_and_says_that_nothing_is_known() {
    let (mut child, mut stderr, gate, _server) = creation();
    interrupt(&child);
    waits_for(&mut stderr, "waiting for the answer");
    interrupt(&child);
    waits_for(&mut stderr, "is not known");
    assert_eq!(child.wait().expect("the end").code(), Some(8));
    gate.open();
}
