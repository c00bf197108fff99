//! The console in tmux and in GNU screen, which paint it anew for the terminal that they stand in.

use std::{fs, path::Path, process::Command};

use super::{demo, edited, is_installed, travel};
use crate::support::pseudo_terminal::PseudoTerminal;

/// A shell in a multiplexer, in which the journey is made; the terminal's modes before and after are the same, and the
/// shell goes on.
fn journey(program: &[&str], home: &Path, locale: &str, size: (u16, u16)) {
    let file = home.join("sandbox.db");
    let variables =
        [("LANG", locale), ("PS1", "ready> "), ("ENV", ""), ("TMUX_TMPDIR", home.to_str().expect("a path"))];
    let mut terminal = PseudoTerminal::run(program, size, home, &variables);
    terminal.sees("ready>");
    let modes = |name: &str| format!("stty -g > {}; echo done-$((6*7))<enter>", home.join(name).display());
    terminal.press(&modes("before")).sees("done-42");
    terminal.press("clear<enter>").press(&format!("{}<enter>", demo(&file).join(" ")));
    travel(&mut terminal);
    terminal.press("q").sees("ready>");
    terminal.press(&modes("after")).sees("done-42").press("exit<enter>");
    terminal.ends();
    assert!(terminal.is_restored());
    let read = |name: &str| fs::read_to_string(home.join(name)).expect("the modes");
    assert_eq!(read("before"), read("after"));
    assert_eq!(edited(&file), 1);
}

const SIZES: [(u16, u16); 3] = [(60, 20), (80, 24), (200, 50)];

#[test]
fn the_journey_ends_well_in_tmux() {
    if !is_installed("tmux") {
        return;
    }
    for locale in ["C.UTF-8", "C"] {
        for size in SIZES {
            let home = tempfile::tempdir().expect("a home");
            journey(
                &["tmux", "-f", "/dev/null", "-L", "lictor", "new-session", "env PS1='ready> ' sh"],
                home.path(),
                locale,
                size,
            );
        }
    }
}

#[test]
fn the_journey_ends_well_in_screen() {
    if !is_installed("screen") {
        return;
    }
    for locale in ["C.UTF-8", "C"] {
        for size in SIZES {
            let home = tempfile::tempdir().expect("a home");
            // Its sockets lie where it is told to put them, for nobody else to see.
            let sockets = home.path().join("sockets");
            Command::new("mkdir").args(["-m", "700"]).arg(&sockets).status().expect("a directory");
            let start = format!("SCREENDIR={} exec screen -c /dev/null sh", sockets.display());
            journey(&["sh", "-c", &start], home.path(), locale, size);
        }
    }
}
