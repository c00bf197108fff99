//! Connections that drop: a real sshd, and the console behind it.

use std::fs;

use rustix::process::Signal;

use super::support::{Place, edit, take_up};
use crate::support::{
    process::Process,
    pseudo_terminal::{AT_ONCE, PseudoTerminal},
    sshd::Sshd,
};

/// Logs in and opens a console.
fn log_in(place: &Place, server: &Sshd) -> PseudoTerminal {
    // A token is no argument, for arguments show.
    let script = place.home().join("console");
    let mut variables = place.variables();
    variables.extend([("HOME", place.home().display().to_string()), ("LANG", "C.UTF-8".to_owned())]);
    let exports = variables.iter().map(|(name, value)| format!("export {name}='{value}'\n"));
    let text = exports.collect::<String>() + &format!("exec '{}'\n", env!("CARGO_BIN_EXE_lictor"));
    fs::write(&script, text).expect("a script");
    let mut words = server.log_in();
    words.extend(["-tt".to_owned(), format!("sh '{}'", script.display())]);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    place.run(&words, &[])
}

/// The process of the server that holds the terminal of a console.
fn session_of(console: &Process) -> Process {
    let mut above = console.parent();
    while !above.name().starts_with("sshd") {
        above = above.parent();
    }
    above
}

/// What ends a connection, by its client and its console.
type Drop = fn(&PseudoTerminal, &Process);

#[test]
fn a_connection_that_drops_ends_the_console_and_the_next_log_in_offers_the_draft() {
    let Some(server) = Sshd::start() else { return };
    let drops: [(&str, Drop); 3] = [
        ("the client", |client, _| Process::with_id(client.process()).signal(Signal::KILL)),
        ("the session", |_, console| session_of(console).signal(Signal::KILL)),
        ("the session, told so", |_, console| session_of(console).signal(Signal::TERM)),
    ];
    for (what, drop) in drops {
        let place = Place::new();
        let mut client = log_in(&place, &server);
        edit(&mut client, "Half typed");
        let console = Process::console_at(place.home());
        drop(&client, &console);
        assert!(console.ends_within(AT_ONCE), "{what} is gone, and the console is not");
        assert!(place.drafts.hold("Half typed"), "{what}");
        client.ends();
        let mut again = log_in(&place, &server);
        take_up(&mut again, "Half typed");
        again.sees("the record is as it was").press("<ctrl-s>").sees("saved license 1").press("q");
        assert_eq!(again.ends().code(), Some(0));
        assert_eq!(place.stored_name(1), "Half typed");
    }
}

#[test]
fn a_change_under_way_is_made_though_the_connection_drops() {
    let Some(server) = Sshd::start() else { return };
    let place = Place::with_faults("latency=2500@update");
    let mut client = log_in(&place, &server);
    edit(&mut client, "Saved late");
    client.press("<ctrl-s>").sees("saving");
    let console = Process::console_at(place.home());
    place.drafts.come_to_hold("\"sent\": true");
    Process::with_id(client.process()).signal(Signal::KILL);
    place.drafts.go();
    assert!(console.ends_within(AT_ONCE));
    assert_eq!(place.stored_name(1), "Saved late");
}
