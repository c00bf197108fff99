//! A terminal that goes away, and signals: the program is gone in time, and nothing is lost.

use rustix::process::Signal;

use super::support::{Place, edit, take_up};
use crate::support::{
    process::Process,
    pseudo_terminal::{AT_ONCE, PATIENCE, PseudoTerminal},
};

/// A shell with jobs, in which the console is in the middle of an edit.
fn in_a_shell(place: &Place, name: &str) -> (PseudoTerminal, Process) {
    let mut shell = place.run(&["bash", "--norc", "-i"], &[("PS1", "ready> ")]);
    shell.sees("ready>").press(env!("CARGO_BIN_EXE_lictor")).press("<enter>");
    edit(&mut shell, name);
    let console = Process::console_at(place.home());
    (shell, console)
}

#[test]
fn every_signal_to_end_keeps_what_was_typed_a_moment_ago() {
    for (number, code) in [(Signal::HUP, 129), (Signal::TERM, 143), (Signal::INT, 130)] {
        let place = Place::new();
        let mut terminal = place.editing("Half typed");
        Process::with_id(terminal.process()).signal(number);
        assert_eq!(terminal.ends_at_once().code(), Some(code), "{number:?}");
        assert!(terminal.is_restored(), "{number:?}");
        assert!(place.drafts.hold("Half typed"), "{number:?}");
        take_up(&mut place.console(), "Half typed");
    }
}

#[test]
fn a_terminal_that_is_closed_ends_the_program_at_once_and_without_spinning() {
    let place = Place::new();
    let mut terminal = place.editing("Half typed");
    assert_eq!(terminal.hang_up().ends_at_once().code(), Some(129));
    assert!(place.drafts.hold("Half typed"));
}

#[test]
fn a_session_whose_shell_is_killed_takes_the_program_with_it() {
    let place = Place::new();
    let (mut shell, console) = in_a_shell(&place, "Half typed");
    Process::with_id(shell.process()).signal(Signal::KILL);
    assert!(console.ends_within(AT_ONCE), "{}", shell.screen());
    assert!(place.drafts.hold("Half typed"));
    shell.ends();
}

#[test]
fn a_far_end_that_stands_still_does_not_hold_up_the_end() {
    let place = Place::new();
    let mut terminal = place.editing("Half typed");
    place.drafts.come_to_hold("Half typed");
    terminal.stall().press("!");
    Process::with_id(terminal.process()).signal(Signal::TERM);
    assert_eq!(terminal.ends_at_once().code(), Some(143));
}

#[test]
fn a_job_that_is_stopped_comes_back_with_its_form() {
    let place = Place::new();
    let (mut shell, console) = in_a_shell(&place, "Half typed");
    shell.press("<ctrl-z>").sees("Stopped");
    assert!(place.drafts.hold("Half typed"), "it is kept before the shell has the terminal");
    shell.press("fg<enter>").sees("Edit license").sees("Half typed").press("!").sees("Half typed!");
    shell.press("<ctrl-c>").sees("ready>");
    assert!(console.ends_within(PATIENCE));
}

#[test]
fn a_stopped_job_that_is_told_to_end_does() {
    for number in ["TERM", "HUP"] {
        let place = Place::new();
        let (mut shell, console) = in_a_shell(&place, "Half typed");
        // The shell continues what it kills, in the background.
        shell.press("<ctrl-z>").sees("Stopped").press(&format!("kill -{number} %1<enter>"));
        assert!(console.ends_within(AT_ONCE), "{number}: {}", shell.screen());
        assert!(place.drafts.hold("Half typed"));
        shell.press("exit<enter>");
        shell.ends();
    }
}

#[test]
fn a_stopped_job_whose_terminal_goes_away_ends() {
    let place = Place::new();
    let (mut shell, console) = in_a_shell(&place, "Half typed");
    shell.press("<ctrl-z>").sees("Stopped").hang_up();
    assert!(console.ends_within(AT_ONCE));
    assert!(place.drafts.hold("Half typed"));
}

#[test]
fn a_change_under_way_is_made_and_its_draft_goes_though_the_terminal_has_gone() {
    let place = Place::with_faults("latency=3000@update");
    let mut terminal = place.editing("Saved late");
    terminal.press("<ctrl-s>").sees("saving");
    place.drafts.come_to_hold("\"sent\": true");
    assert!(terminal.hang_up().ends().code().is_some());
    assert_eq!(place.stored_name(1), "Saved late");
    assert_eq!(place.drafts.files(), Vec::<std::path::PathBuf>::new());
}
