//! The binary in a real pseudo-terminal: it works, and it gives the terminal back on every way out.

mod bent;
mod many;

use std::{fs, os::unix::fs::PermissionsExt, path::Path};

use lictor::sandbox::{self, Options, Sandbox};
use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;

use crate::support::pseudo_terminal::PseudoTerminal;

fn home() -> TempDir {
    tempfile::tempdir().expect("a home")
}

fn demo(home: &Path) -> PseudoTerminal {
    PseudoTerminal::start(&["demo", "--licenses", "240"], (80, 24), home, &[])
}

fn signal(terminal: &PseudoTerminal, signal: Signal) {
    let process = i32::try_from(terminal.process()).expect("a process id");
    kill_process(Pid::from_raw(process).expect("a process id"), signal).expect("the signal is sent");
}

#[test]
fn a_whole_journey_with_everything_looked_up_in_the_database() {
    let home = home();
    let file = home.path().join("sandbox.db");
    let arguments = ["demo", "--licenses", "240", "--db", file.to_str().expect("a path")];
    let mut terminal = PseudoTerminal::start(&arguments, (80, 24), home.path(), &[]);
    let stored = |sku: &str| -> Option<(String, String)> {
        let database = rusqlite::Connection::open(&file).expect("the database");
        database
            .query_row("SELECT name, status FROM license WHERE sku = ?1", [sku], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
            .ok()
    };
    terminal.sees("Scopes").sees("complete").press("<enter>").sees("100 read, more on the server");
    terminal.press("]").sees("200 read").press("G").sees("240, complete");
    terminal
        .press("n")
        .sees("New license")
        .press("PTY-1<tab>From a terminal<ctrl-s>")
        .sees("created license");
    assert_eq!(stored("PTY-1"), Some(("From a terminal".into(), "enabled".into())));
    terminal.press("/PTY-1<enter>").sees("1 of 241 read").press("<enter>").sees("as the server sent it");
    terminal.press("e").sees("Edit license").press("<ctrl-u>Renamed").sees("saves 1 field");
    terminal.press("<ctrl-s>").sees("saved license");
    assert_eq!(stored("PTY-1"), Some(("Renamed".into(), "enabled".into())));
    terminal.press("<esc>").sees("1 of 241 read").press("t").sees("PTY-1 is disabled now");
    assert_eq!(stored("PTY-1"), Some(("Renamed".into(), "disabled".into())));
    terminal.press("c").sees("New license").press("<end>-B<ctrl-s>").sees("created license");
    assert_eq!(stored("PTY-1-B"), Some(("Renamed".into(), "disabled".into())));
    terminal.press("d").sees("Delete license").paste("PTY-1-B\n").press("<enter>").sees("deleted license");
    assert_eq!(stored("PTY-1-B"), None);
    terminal.press("q");
    assert_eq!(terminal.ends().code(), Some(0));
    assert!(terminal.is_restored());
}

#[test]
fn the_demo_opens_on_the_scopes() {
    let home = home();
    let mut terminal = demo(home.path());
    terminal.sees("Scopes").sees("groups, complete");
}

#[test]
fn with_nothing_configured_the_welcome_offers_the_sandbox() {
    let home = home();
    let mut terminal = PseudoTerminal::start(&[], (80, 24), home.path(), &[]);
    terminal.sees("Welcome").press("s").sees("Scopes").sees("groups, complete").press("q");
    assert_eq!(terminal.ends().code(), Some(0));
}

#[test]
fn keys_of_the_configuration_work_and_the_footer_and_the_help_follow() {
    let home = home();
    let directory = home.path().join(".config/lictor");
    fs::create_dir_all(&directory).expect("a directory");
    fs::write(directory.join("config.toml"), "[keys.global]\nquit = [\"Q\"]\n").expect("a file");
    let mut terminal = demo(home.path());
    terminal.sees("groups, complete").press("q").press("?").sees("Help").press("<pagedown>").sees("Q ");
    terminal.press("<esc>").sees("[Groups]").press("Q");
    assert_eq!(terminal.ends().code(), Some(0));
}

#[test]
fn ctrl_c_gives_the_terminal_back_also_out_of_a_form() {
    let home = home();
    let mut terminal = demo(home.path());
    terminal.sees("groups, complete").press("<enter>").sees("100 read").press("nabc").sees("abc");
    terminal.press("<ctrl-c>");
    assert_eq!(terminal.ends().code(), Some(130));
    assert!(terminal.is_restored());
}

#[test]
fn signals_give_the_terminal_back() {
    for (number, code) in [(Signal::TERM, 143), (Signal::INT, 130), (Signal::HUP, 129)] {
        let home = home();
        let mut terminal = demo(home.path());
        terminal.sees("groups, complete");
        signal(&terminal, number);
        assert_eq!(terminal.ends().code(), Some(code), "{number:?}");
        assert!(terminal.is_restored(), "{number:?}");
    }
}

#[test]
fn painting_anew_and_coming_back_from_the_shell_ask_nothing_of_the_terminal() {
    let home = home();
    let mut terminal = demo(home.path());
    terminal
        .sees("groups, complete")
        .press("<ctrl-l>")
        .press("?")
        .sees("Help")
        .press("<esc>")
        .sees("[Groups]");
    // There is no shell here to stop for, so the console comes back at once.
    terminal.press("<ctrl-z>").press("?").sees("Help").press("<esc>").sees("[Groups]").press("q");
    assert_eq!(terminal.ends().code(), Some(0));
    let written = String::from_utf8_lossy(&terminal.bytes()).into_owned();
    assert_eq!(written.matches("\u{1b}[?1049h").count(), 2, "taken over twice");
    assert!(!written.contains("\u{1b}[6n"), "where the cursor is was asked");
}

#[test]
fn a_panic_gives_the_terminal_back_before_it_is_reported() {
    let home = home();
    let mut terminal = PseudoTerminal::start(&["demo"], (80, 24), home.path(), &[("LICTOR_TEST_PANIC", "1")]);
    assert_eq!(terminal.ends().code(), Some(101));
    assert!(terminal.is_restored());
    assert!(terminal.screen().contains("a panic that was asked for"), "{}", terminal.screen());
}

#[test]
fn a_terminal_that_goes_away_ends_the_program() {
    let home = home();
    let mut terminal = demo(home.path());
    terminal.sees("groups, complete").hang_up();
    assert_eq!(terminal.ends().code(), Some(129));
}

#[test]
fn a_pasted_text_runs_no_commands() {
    let home = home();
    let mut terminal = demo(home.path());
    terminal
        .sees("groups, complete")
        .press("<enter>")
        .sees("100 read")
        .paste("dq\nt\n")
        .press("?")
        .sees("Help");
    terminal.press("<esc>").sees("100 read");
}

#[test]
fn of_thousands_of_keys_in_one_piece_none_is_left_lying() {
    let home = home();
    let mut terminal = PseudoTerminal::start(&["demo", "--licenses", "4000"], (80, 24), home.path(), &[]);
    terminal.sees("groups, complete").press("<enter>").sees("100 read").press("G").sees("4000, complete");
    terminal.press("g").sees(" 1  ").press_at_once(&"j".repeat(3000)).sees(" 3001  ");
}

#[test]
fn without_colour_nothing_is_coloured_and_the_cursor_row_stands_out() {
    let home = home();
    let mut terminal = PseudoTerminal::start(&["demo"], (80, 24), home.path(), &[("NO_COLOR", "1")]);
    terminal.sees("groups, complete").press("<enter>").sees("100 read").press("q");
    terminal.ends();
    let written = String::from_utf8_lossy(&terminal.bytes()).into_owned();
    assert!(written.contains("\u{1b}[7m"), "the cursor row is reversed");
    for colour in 30..=37 {
        assert!(!written.contains(&format!("\u{1b}[{colour}m")), "colour {colour}");
    }
    assert!(!written.contains("\u{1b}[38;5;"), "an indexed colour");
}

#[test]
fn nothing_is_written_while_nothing_changes() {
    let home = home();
    let mut terminal = demo(home.path());
    terminal.sees("groups, complete").press("<enter>").sees("100 read, more on the server");
    // A key that means nothing is taken in and answered by nothing; the one after it shows that it was.
    let before = terminal.bytes().len();
    terminal.press("<ctrl-x><ctrl-x><ctrl-x>j").sees("100 read");
    terminal.press("?").sees("Help");
    let text = String::from_utf8_lossy(&terminal.bytes()[before..]).into_owned();
    assert!(!text.contains("\u{1b}[2J"), "the screen is not painted anew: {text:?}");
}

#[test]
fn the_state_that_is_left_behind_is_for_the_owner_only() {
    let home = home();
    let file = home.path().join("sandbox.db");
    let mut terminal =
        PseudoTerminal::start(&["demo", "--db", file.to_str().expect("a path")], (80, 24), home.path(), &[]);
    terminal.sees("groups, complete").press("<enter>").sees("100 read").press("q");
    terminal.ends();
    assert_eq!(fs::metadata(&file).expect("the database").permissions().mode() & 0o077, 0);
}

#[test]
fn the_environment_is_enough_to_open_on_the_licenses_of_a_scope() {
    let home = home();
    let sandbox = Sandbox::start(Options::default()).expect("the sandbox starts");
    let scope = format!("groups/{}", sandbox::first_group());
    let variables = [
        ("LICTOR_URL", sandbox.url()),
        ("LICTOR_INSTANCE", sandbox::INSTANCE.to_owned()),
        ("LICTOR_TOKEN", sandbox::DEFAULT_TOKEN.to_owned()),
        ("LICTOR_SCOPE", scope.clone()),
    ];
    let variables = variables.each_ref().map(|(name, value)| (*name, value.as_str()));
    let mut terminal = PseudoTerminal::start(&[], (80, 24), home.path(), &variables);
    terminal.sees("Licenses").sees("100 read, more on the server").press("<esc>").sees("[Groups]").press("q");
    assert_eq!(terminal.ends().code(), Some(0));
    // The scope is remembered for the next start, for its owner only.
    let state = home.path().join(".local/state/lictor/recent.json");
    assert!(fs::read_to_string(&state).expect("the scopes used last").contains(&scope));
    assert_eq!(fs::metadata(&state).expect("a file").permissions().mode() & 0o777, 0o600);
    let mut again = PseudoTerminal::start(&[], (80, 24), home.path(), &variables[..3]);
    again.sees("[Groups]").sees("Alpenfunk Telekom").sees("recent");
}

#[test]
fn a_server_that_is_not_there_is_told_and_the_console_stays() {
    let home = home();
    let variables =
        [("LICTOR_URL", "http://127.0.0.1:1"), ("LICTOR_INSTANCE", "i"), ("LICTOR_TOKEN", "secret-token")];
    let mut terminal = PseudoTerminal::start(&[], (80, 24), home.path(), &variables);
    terminal.sees("cannot be reached").sees("check the").press("?").sees("Help");
    terminal.press("<esc>").sees("[Groups]").press("q");
    assert_eq!(terminal.ends().code(), Some(0));
    assert!(!String::from_utf8_lossy(&terminal.bytes()).contains("secret-token"));
}

#[test]
fn the_command_that_does_the_same_goes_to_the_clipboard_through_whatever_is_between() {
    use base64::{Engine as _, engine::general_purpose::STANDARD};
    let copied = |variables: &[(&str, &str)]| {
        let home = home();
        let mut terminal = PseudoTerminal::start(&["demo"], (80, 24), home.path(), variables);
        terminal.sees("complete").press("<enter>").sees("100 read").press("d").sees("Delete license");
        terminal.press("<ctrl-y>").sees("copied");
        String::from_utf8_lossy(&terminal.bytes()).into_owned()
    };
    let plain = copied(&[]);
    let (_, after) = plain.split_once("\u{1b}]52;c;").expect("a copy");
    let (encoded, _) = after.split_once('\u{7}').expect("its end");
    let command = String::from_utf8(STANDARD.decode(encoded).expect("base64")).expect("text");
    assert!(command.starts_with("lictor --url http://127.0.0.1:"), "{command}");
    assert!(command.contains(" delete "), "{command}");
    assert!(copied(&[("TMUX", "/tmp/tmux-0/default,1,0")]).contains("\u{1b}Ptmux;\u{1b}\u{1b}]52;c;"));
}
