//! kill -9 at every step of a write: the next command tells the truth, and nothing is sent twice.

use std::{
    fs::{self, File},
    process::Child,
    thread,
};

use serde_json::Value;

use crate::support::{
    command::{Run, Shell},
    relay::{Hold, Mode, Relay},
};

const CREATE: &[&str] = &["create", "--sku", "KILLED-1", "--name", "N"];
const UPDATE: &[&str] = &["update", "1", "--name", "Renamed"];
const DELETE: &[&str] = &["delete", "2", "--yes"];

/// A shell and the way to its server.
struct Scene {
    relay: Relay,
    shell: Shell,
}

impl Scene {
    fn open(mode: Mode) -> Self {
        let relay = Relay::start(mode);
        let shell = Shell::at(&relay.url());
        Self { relay, shell }
    }

    /// Starts a command.
    fn start(&self, arguments: &[&str]) -> Child {
        self.shell.command(arguments).spawn().expect("a child")
    }

    /// The journal, locked as by a program that is writing.
    fn locked_journal(&self) -> File {
        let directory = self.shell.home().join("state/lictor");
        fs::create_dir_all(&directory).expect("a directory");
        let file = File::options().append(true).create(true).open(directory.join("journal.jsonl"));
        let file = file.expect("a journal");
        file.lock().expect("a lock");
        file
    }

    fn entries(&self) -> Vec<Value> {
        let history = self.shell.run(&["history", "-o", "json"]);
        history.json()["entries"].as_array().expect("entries").clone()
    }

    /// What the server holds, asked without a journal in between.
    fn on_server(&self, arguments: &[&str]) -> Run {
        Shell::at(&self.relay.sandbox.url()).run(arguments)
    }

    /// Whether the server holds what a command was to make.
    fn was_made(&self, arguments: &[&str]) -> bool {
        match arguments[0] {
            "create" => self.on_server(&["list", "-o", "jsonl"]).works().contains("\"KILLED-1\""),
            "update" => self.on_server(&["get", "1", "-o", "json"]).json()["name"] == "Renamed",
            _ => self.on_server(&["get", "2"]).code == Some(5),
        }
    }

    /// Has the next command settle the only entry, and compares what it tells with what the server holds.
    fn settles(&self, arguments: &[&str], made: bool) {
        let [entry] = &self.entries()[..] else { panic!("one entry") };
        assert_eq!(entry["result"], "unknown");
        self.relay.set(Mode::Open);
        let run = self.shell.run(&["list", "--limit", "1"]);
        run.works();
        let word = if made { "done" } else { "not done" };
        let told = run.stderr.contains("settled") && run.stderr.trim_end().contains(word);
        assert!(told, "{run:?}");
        let [entry] = &self.entries()[..] else { panic!("one entry") };
        assert_eq!((entry["result"].as_str(), self.was_made(arguments)), (Some(word), made), "{entry}");
        assert!(self.relay.writes() <= 1, "nothing is sent twice");
        self.shell.run(&["history", "--verify"]).works();
    }
}

fn kill(mut child: Child) {
    child.kill().expect("a signal");
    child.wait().expect("the end");
}

/// Waits until a program waits for a lock.
fn waits_for_a_lock(child: &Child) {
    let process = child.id().to_string();
    let waits = |line: &str| line.contains("->") && line.split_whitespace().any(|word| word == process);
    while !fs::read_to_string("/proc/locks").expect("the locks").lines().any(waits) {
        thread::yield_now();
    }
}

#[test]
fn before_the_intent_nothing_is_sent_and_nothing_stands_in_the_journal() {
    for arguments in [CREATE, UPDATE, DELETE] {
        let scene = Scene::open(Mode::Open);
        let journal = scene.locked_journal();
        let child = scene.start(arguments);
        waits_for_a_lock(&child);
        kill(child);
        drop(journal);
        assert!(!scene.shell.run(&["list", "--limit", "1"]).stderr.contains("settled"));
        assert!(scene.entries().is_empty() && scene.relay.writes() == 0 && !scene.was_made(arguments));
        scene.shell.run(&["history", "--verify"]).works();
    }
}

fn before_the_server_acts(arguments: &[&str]) {
    let hold = Hold::default();
    let scene = Scene::open(Mode::HoldBefore(hold.clone()));
    let child = scene.start(arguments);
    hold.reached.wait();
    kill(child);
    scene.settles(arguments, false);
    hold.release.open();
}

#[test]
fn a_create_is_sent_and_the_server_has_not_acted() {
    before_the_server_acts(CREATE);
}

#[test]
fn an_update_is_sent_and_the_server_has_not_acted() {
    before_the_server_acts(UPDATE);
}

#[test]
fn a_delete_is_sent_and_the_server_has_not_acted() {
    before_the_server_acts(DELETE);
}

#[test]
fn the_server_has_acted_and_not_answered() {
    for arguments in [CREATE, UPDATE, DELETE] {
        let hold = Hold::default();
        let scene = Scene::open(Mode::HoldAfter(hold.clone()));
        let child = scene.start(arguments);
        hold.reached.wait();
        // For as long as the program runs, the write is its own business.
        assert!(!scene.shell.run(&["list", "--limit", "1"]).stderr.contains("settled"));
        kill(child);
        scene.settles(arguments, true);
        hold.release.open();
    }
}

#[test]
fn the_server_has_answered_and_the_outcome_is_not_noted() {
    for arguments in [CREATE, UPDATE, DELETE] {
        let hold = Hold::default();
        let scene = Scene::open(Mode::HoldAfter(hold.clone()));
        let child = scene.start(arguments);
        hold.reached.wait();
        let journal = scene.locked_journal();
        hold.release.open();
        waits_for_a_lock(&child);
        kill(child);
        drop(journal);
        scene.settles(arguments, true);
    }
}
