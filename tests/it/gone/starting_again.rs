//! What the next start offers.

use rustix::process::Signal;

use super::support::{Place, edit, take_up};
use crate::support::process::Process;

fn kill(process: u32) {
    Process::with_id(process).signal(Signal::KILL);
}

#[test]
fn after_a_kill_the_next_start_opens_the_form_as_it_was_and_it_can_be_saved() {
    let place = Place::new();
    let mut terminal = place.editing("Half typed");
    place.drafts.come_to_hold("Half typed");
    kill(terminal.process());
    terminal.ends();
    let mut again = place.console();
    take_up(&mut again, "Half typed");
    again
        .sees("the record is as it was")
        .press("!")
        .sees("Half typed!")
        .press("<ctrl-s>")
        .sees("saved license 1");
    assert_eq!(place.stored_name(1), "Half typed!");
    place.drafts.go();
    again.press("q");
    assert_eq!(again.ends().code(), Some(0));
    place.console().sees("100 read").press("?").sees("Help");
}

#[test]
fn a_record_that_has_changed_since_is_told_and_the_save_asks() {
    let place = Place::new();
    let mut terminal = place.editing("Mine");
    place.drafts.come_to_hold("Mine");
    kill(terminal.process());
    terminal.ends();
    place.database().execute("UPDATE license_row SET name = 'Theirs' WHERE id = 1", []).expect("a change");
    let mut again = place.console();
    take_up(&mut again, "Mine");
    again.sees("the record has changed since").sees("Theirs");
    again.press("<ctrl-s>").sees("mine").sees("theirs");
    assert_eq!(place.stored_name(1), "Theirs");
}

#[test]
fn a_draft_taken_up_is_kept_again() {
    let place = Place::new();
    let mut terminal = place.editing("Half typed");
    place.drafts.come_to_hold("Half typed");
    for more in ["one", "two"] {
        kill(terminal.process());
        terminal.ends();
        terminal = place.console();
        take_up(&mut terminal, "Half typed");
        terminal.press(more);
        place.drafts.come_to_hold(more);
        assert_eq!(place.drafts.files().len(), 1, "the old one is gone");
    }
}

#[test]
fn esc_leaves_it_for_the_next_start_and_n_throws_it_away() {
    let place = Place::new();
    let mut terminal = place.editing("Half typed");
    place.drafts.come_to_hold("Half typed");
    kill(terminal.process());
    terminal.ends();
    let mut later = place.console();
    later.sees("Draft kept").press("<esc>").sees("kept for the next start").press("q");
    assert_eq!(later.ends().code(), Some(0));
    let mut again = place.console();
    again.sees("Draft kept").press("n").sees("thrown away");
    place.drafts.go();
}

#[test]
fn what_a_living_console_keeps_is_not_offered_to_another() {
    let place = Place::new();
    let mut living = place.editing("Half typed");
    place.drafts.come_to_hold("Half typed");
    let mut other = place.console();
    edit(&mut other, "Another");
    place.drafts.come_to_hold("Another");
    living.press("<ctrl-c>");
    assert_eq!(living.ends().code(), Some(130));
    let mut third = place.console();
    take_up(&mut third, "Half typed");
}

#[test]
fn what_the_operator_leaves_is_not_offered() {
    let place = Place::new();
    let mut terminal = place.editing("Half typed");
    place.drafts.come_to_hold("Half typed");
    terminal.press("<esc>").sees("Leave the form?").press("y").sees("100 read");
    place.drafts.go();
}

#[test]
fn the_demo_offers_what_was_typed_in_the_last_one() {
    let place = Place::new();
    let demo = || {
        let mut terminal = place.run(&[env!("CARGO_BIN_EXE_lictor"), "demo", "--licenses", "240"], &[]);
        terminal.sees("Scopes").sees("groups, complete");
        terminal
    };
    let mut terminal = demo();
    terminal.press("<enter>");
    edit(&mut terminal, "Half typed");
    place.drafts.come_to_hold("Half typed");
    kill(terminal.process());
    terminal.ends();
    take_up(&mut demo(), "Half typed");
}
