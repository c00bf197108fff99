//! Many licenses at once, in a real pseudo-terminal; what comes of it is asked of the server by the command line.

use std::fs;

use lictor::sandbox::{DEFAULT_TOKEN, INSTANCE, Options, first_group};
use serde_json::Value;

use crate::support::{command::Lab, pseudo_terminal::PseudoTerminal};

fn lab() -> Lab {
    Lab::with(Options { licenses: 30, ..Options::default() })
}

/// The console on the first group of a lab.
fn console(lab: &Lab, size: (u16, u16)) -> PseudoTerminal {
    let (url, scope) = (lab.sandbox.url(), format!("groups/{}", first_group()));
    let state = lab.shell.home().join("state");
    let variables = [
        ("LICTOR_URL", url.as_str()),
        ("LICTOR_INSTANCE", INSTANCE),
        ("LICTOR_TOKEN", DEFAULT_TOKEN),
        ("LICTOR_SCOPE", scope.as_str()),
        ("XDG_STATE_HOME", state.to_str().expect("plain")),
    ];
    let mut terminal = PseudoTerminal::start(&[], size, lab.shell.home(), &variables);
    terminal.sees(", complete");
    terminal
}

fn leaves(mut terminal: PseudoTerminal) {
    terminal.press("q");
    assert_eq!(terminal.ends().code(), Some(0));
    assert!(terminal.is_restored());
}

fn licenses(lab: &Lab) -> Vec<Value> {
    lab.run(&["list", "-o", "json"]).json()["licenses"].as_array().expect("a list").clone()
}

fn with_status(lab: &Lab, status: &str) -> usize {
    licenses(lab).iter().filter(|license| license["status"] == status).count()
}

/// A group that has no licenses.
fn empty_group(lab: &Lab) -> String {
    let scopes = lab.run(&["scopes", "groups", "-o", "json"]).json();
    let scopes = scopes["scopes"].as_array().expect("a list").clone();
    let is_empty = |scope: &String| lab.run(&["list", "--scope", scope]).stdout.lines().count() <= 1;
    let mut scopes = scopes.iter().filter_map(|scope| scope["scope"].as_str().map(str::to_owned));
    scopes.find(is_empty).expect("an empty group")
}

#[test]
fn marked_licenses_are_disabled_and_that_is_taken_back() {
    let lab = lab();
    let enabled = with_status(&lab, "enabled");
    let mut terminal = console(&lab, (80, 24));
    terminal.press("/IT<enter>").sees("of 30 read").press("*").sees(" marked").press("t");
    terminal.sees("Nothing is sent yet").press("y").sees("disable: ").sees(" done");
    let count = enabled - with_status(&lab, "enabled");
    assert!(count > 0);
    terminal.press("u").sees("of one step are taken back").press("y");
    terminal.sees(&format!("{count} of {count} taken back."));
    assert_eq!(with_status(&lab, "enabled"), enabled);
    leaves(terminal);
}

#[test]
fn what_is_shown_is_exported_and_a_file_that_is_there_is_kept_unless_said() {
    let lab = lab();
    let file = lab.shell.home().join("licenses.csv");
    let mut terminal = console(&lab, (80, 24));
    terminal.press("x").sees("all 30 licenses").press("<ctrl-u>export ~/licenses.csv<enter>");
    terminal.sees("30 licenses written to ~/licenses.csv, all of the scope");
    let text = fs::read_to_string(&file).expect("a file");
    assert_eq!(text.lines().count(), 31);
    let run = lab.run(&["plan", file.to_str().expect("plain")]);
    assert!(run.works().contains("no change"), "{run:?}");
    terminal.press("/FAX<enter>").sees("of 30 read").press("x").sees("that the filter shows");
    terminal.press("<ctrl-u>export ~/licenses.csv<enter>").sees("Replace it?").press("n");
    terminal.sees("of 30 read");
    assert_eq!(fs::read_to_string(&file).expect("a file"), text);
    leaves(terminal);
}

#[test]
fn a_plan_is_looked_at_and_applied_and_the_second_time_nothing_is_left_to_do() {
    let lab = lab();
    let first = licenses(&lab)[0].clone();
    let list = lab.shell.home().join("list.csv");
    let sku = first["sku"].as_str().expect("a SKU");
    fs::write(&list, format!("sku,name\n{sku},Planned\nPLANNED-1,New one\n")).expect("a file");
    lab.run(&["plan", list.to_str().expect("plain")]).works();
    let mut terminal = console(&lab, (100, 24));
    terminal.press(":plan ~/list.csv.plan.json<enter>").sees("Apply a plan of 2 changes to ");
    terminal.sees("2 changes to send").sees("→ \"Planned\"").sees("is made: \"New one\"");
    assert_eq!(licenses(&lab).len(), 30, "nothing is sent before a yes");
    terminal.press("y").sees("apply: 2 done");
    let now = licenses(&lab);
    assert!(now.iter().any(|license| license["sku"] == sku && license["name"] == "Planned"));
    assert!(now.iter().any(|license| license["sku"] == "PLANNED-1"));
    terminal.press("<esc>").sees("Licenses").press(":plan ~/list.csv.plan.json<enter>");
    terminal.sees("0 changes to send").sees("2 done before").sees("There is nothing to send");
    terminal.press("n").sees("Licenses").press(":plan ~/nothing.json<enter>").sees("cannot be read");
    leaves(terminal);
}

#[test]
fn a_license_is_found_in_another_group_and_two_groups_are_made_alike() {
    let lab = lab();
    let other = empty_group(&lab);
    lab.run(&["create", "--scope", &other, "--sku", "ELSEWHERE-1", "--name", "Far away"]).works();
    let mut terminal = console(&lab, (100, 30));
    terminal.press("F").sees(":find").press("elsewhere<enter>").sees("1 found in 1 of ");
    terminal.press("<enter>").sees("Far away").press("<esc><esc>").sees(", complete");
    terminal.press(&format!(":compare {other}<enter>")).sees("only here").sees("30 only here");
    terminal.press("m").sees("Apply a plan of 30 changes").press("apply<enter>").sees("apply: 30 done");
    terminal.press("<esc>").sees("only there").press("r").sees("0 only here").sees("30 alike");
    let run = lab.run(&["compare", &format!("groups/{}", first_group()), &other, "-o", "json"]);
    let document: Value = serde_json::from_str(&run.stdout).expect("JSON");
    assert_eq!((&document["only_a"], &document["different"]), (&Value::from([0; 0]), &Value::from([0; 0])));
    leaves(terminal);
}

#[test]
fn the_overview_counts_all_groups_and_what_was_changed_from_here() {
    let lab = lab();
    lab.run(&["create", "--sku", "OVER-1", "--name", "One more"]).works();
    let mut terminal = console(&lab, (120, 40));
    terminal.press("O").sees("Overview").sees("Licenses by group").sees("4 of 4 groups counted");
    terminal.sees("Changes from here, by day (UTC)").sees("      1 █");
    terminal.press("<esc>").sees(", complete");
    leaves(terminal);
}

#[test]
fn whatever_can_be_done_is_found_by_some_of_its_letters() {
    let lab = lab();
    let mut terminal = console(&lab, (120, 40));
    terminal.press(":").sees("lictor create").press("ovrvw").sees("pictures of all licenses");
    terminal.press("<enter>").sees("4 of 4 groups counted").press("<esc>").sees(", complete");
    leaves(terminal);
}
