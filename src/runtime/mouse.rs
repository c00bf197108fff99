//! The mouse: what the terminal tells of it, where that is wanted.

use std::{
    io::{self, Write as _},
    sync::atomic::{AtomicBool, Ordering},
};

/// Clicks (1000) and drags (1002) are told, in numbers that know no bounds (1006): xterm's control sequences, "Mouse
/// Tracking". Where the pointer only passes by is of no use here, and would be many bytes on a slow line.
const ON: &[u8] = b"\x1b[?1000h\x1b[?1002h\x1b[?1006h";
const OFF: &[u8] = b"\x1b[?1006l\x1b[?1002l\x1b[?1000l";

/// Whether it is wanted: the terminal's own state, which has to be the same again after it was lent to the shell.
static WANTED: AtomicBool = AtomicBool::new(false);

/// Has the terminal tell of the mouse, or no longer. Where the terminal has not been taken over, nothing is written.
///
/// # Errors
/// When the terminal cannot be written to.
pub(super) fn turn(on: bool) -> io::Result<()> {
    WANTED.store(on, Ordering::Relaxed);
    if crossterm::terminal::is_raw_mode_enabled().unwrap_or_default() {
        write(if on { ON } else { OFF })?;
    }
    Ok(())
}

/// Has it told again once the terminal is taken over again.
///
/// # Errors
/// When the terminal cannot be written to.
pub(super) fn resume() -> io::Result<()> {
    if WANTED.load(Ordering::Relaxed) { write(ON) } else { Ok(()) }
}

/// Has nothing told while the terminal is not ours.
pub(super) fn rest() {
    if WANTED.load(Ordering::Relaxed) {
        let _ = write(OFF);
    }
}

fn write(bytes: &[u8]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(bytes)?;
    out.flush()
}
