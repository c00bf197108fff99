//! The least that any program could do.

use std::io::{self, Read, Write};

use rustix::termios::{OptionalActions, tcgetattr, tcsetattr};

/// Has this very benchmark be the floor program.
pub(crate) const ARGUMENT: &str = "--answer-keys";
/// What the floor program shows when it is there.
pub(crate) const READY: &str = "ready";

const ANSWER: [u8; 80] = [b'.'; 80];

/// Answers each byte from the terminal with 80, until it is `q`.
pub(crate) fn answer_keys() {
    let mut modes = tcgetattr(io::stdin()).expect("a terminal");
    modes.make_raw();
    tcsetattr(io::stdin(), OptionalActions::Now, &modes).expect("a terminal of ours");
    let (mut keys, mut screen) = (io::stdin().lock(), io::stdout().lock());
    screen.write_all(b"\x1b[?1049h\x1b[2J\x1b[Hready").and_then(|()| screen.flush()).expect("a screen");
    let mut taken = [0; 64];
    while let Ok(count @ 1..) = keys.read(&mut taken) {
        if taken[..count].contains(&b'q') {
            return;
        }
        for _ in 0..count {
            screen.write_all(b"\r").and_then(|()| screen.write_all(&ANSWER)).expect("a screen");
        }
        screen.flush().expect("a screen");
    }
}
