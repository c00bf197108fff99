//! Commands on a terminal: the question before a delete, the log file of the console.

use std::{fs, os::unix::fs::PermissionsExt};

use lictor::sandbox::first_group;

use crate::support::{command::Lab, pseudo_terminal::PseudoTerminal};

/// Runs `delete` on a terminal, answers its question, and tells the exit code.
fn delete(lab: &Lab, answer: &str) -> Option<i32> {
    let home = tempfile::tempdir().expect("a home");
    let scope = format!("groups/{}", first_group());
    let variables = lab.shell.variables();
    let mut terminal = PseudoTerminal::start(&["delete", "1"], (120, 24), home.path(), &variables);
    let sku = lab.run(&["get", "1", "-o", "json"]).json()["sku"].as_str().expect("a SKU").to_owned();
    terminal.sees(&format!("Delete license {sku} (")).sees(&format!("from {scope}? [y/N]"));
    terminal.press(answer);
    terminal.ends().code()
}

#[test]
fn a_delete_is_asked_about_and_anything_but_a_yes_is_a_no() {
    let lab = Lab::open();
    for no in ["<enter>", "n<enter>", "x<enter>"] {
        assert_eq!(delete(&lab, no), Some(1), "{no}");
        lab.run(&["get", "1"]).works();
    }
    assert_eq!(delete(&lab, "<ctrl-c>"), Some(130));
    lab.run(&["get", "1"]).works();
    assert_eq!(delete(&lab, "y<enter>"), Some(0));
    lab.run(&["get", "1"]).fails(5, "not found");
}

#[test]
fn the_console_logs_to_a_file_of_its_owner_and_not_to_the_screen() {
    let home = tempfile::tempdir().expect("a home");
    let mut terminal = PseudoTerminal::start(&["demo", "-v"], (80, 24), home.path(), &[]);
    terminal.sees("groups, complete").press("q");
    terminal.ends();
    let file = home.path().join(".local/state/lictor/lictor.log");
    let log = fs::read_to_string(&file).expect("a log");
    assert!(log.contains("/api/v01/draas/sandbox/groups") && log.contains("status=200"), "{log}");
    assert!(!log.contains("sandbox-token"), "{log}");
    assert_eq!(fs::metadata(&file).expect("a log").permissions().mode() & 0o077, 0);
}
