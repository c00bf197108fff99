//! At home on any terminal: the same small journey (list, filter, edit, leave) by the names of several terminals, at
//! several sizes, in locales with and without UTF-8; and in real ones, where they are installed: tmux, GNU screen, xterm.

mod multiplexers;
mod names;
mod xterm;

use std::{ffi::OsStr, path::Path};

use rusqlite::Connection;

use crate::support::pseudo_terminal::PseudoTerminal;

/// What a journey has changed in the database of its demo.
fn edited(file: &Path) -> i64 {
    let database = Connection::open(file).expect("the database");
    let sql = "SELECT count(*) FROM license WHERE name LIKE '%!!'";
    database.query_row(sql, [], |row| row.get(0)).expect("a count")
}

/// The command that opens the console on a demo whose database is a file.
fn demo(file: &Path) -> [&str; 6] {
    let program = env!("CARGO_BIN_EXE_lictor");
    [program, "demo", "--licenses", "30", "--db", file.to_str().expect("a path")]
}

/// From the scopes to an edited license.
fn travel(terminal: &mut PseudoTerminal) {
    terminal.sees("4 groups, complete").press("<enter>").sees("30, complete").press("/fax<enter>");
    terminal.sees(" of 30 read").press("e").sees("Edit license").press("!!").sees("!!").press("<ctrl-s>");
    terminal.sees("saved license ");
}

/// Whether a program of this name can be run. Says so on standard error where it cannot.
fn is_installed(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let is_there = std::env::split_paths(&path).any(|place| place.join(OsStr::new(program)).exists());
    if !is_there {
        eprintln!("skipped: {program} is not installed (apt-get install {program})");
    }
    is_there
}
