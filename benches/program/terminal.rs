//! A program in a pseudo-terminal, and a stopwatch on the near side of it.

use std::{
    fs::{self, File, OpenOptions},
    io::{Read, Write},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use rustix::{
    event::{PollFd, PollFlags, Timespec, poll},
    pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt},
    termios::{Winsize, tcsetwinsize},
};

/// After so much silence, whatever was to be painted has been.
const QUIET: Duration = Duration::from_millis(40);
/// What never comes in this time never does.
const PATIENCE: Duration = Duration::from_mins(2);

#[derive(Clone, Copy)]
pub(crate) struct Size {
    pub(crate) columns: u16,
    pub(crate) rows: u16,
}

/// What came after a key.
#[derive(Clone, Copy, Default)]
pub(crate) struct Answer {
    /// Milliseconds to the first byte; not a number where none came.
    pub(crate) first: f64,
    /// Milliseconds to the last one.
    pub(crate) last: f64,
    pub(crate) bytes: usize,
}

/// What a process has used so far.
#[derive(Clone, Copy)]
pub(crate) struct Used {
    /// Milliseconds on a processor.
    pub(crate) processor: f64,
    /// How often it was woken up.
    pub(crate) wakeups: u64,
}

pub(crate) struct Program {
    child: Child,
    near: File,
    parser: vt100::Parser,
    started: Instant,
}

impl Program {
    pub(crate) fn start(command: &mut Command, size: Size) -> Self {
        let near =
            openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC).expect("a terminal");
        grantpt(&near).expect("a terminal of ours");
        unlockpt(&near).expect("a terminal that opens");
        let window = Winsize { ws_row: size.rows, ws_col: size.columns, ws_xpixel: 0, ws_ypixel: 0 };
        tcsetwinsize(&near, window).expect("a size");
        let name = ptsname(&near, Vec::new()).expect("a name").into_string().expect("a plain name");
        let far = OpenOptions::new().read(true).write(true).open(name).expect("the far end");
        let end = || Stdio::from(far.try_clone().expect("the far end"));
        command.env("TERM", "xterm-256color").env("LANG", "C.UTF-8").env("COLUMNS", size.columns.to_string());
        command.stdin(end()).stdout(end()).stderr(end());
        let started = now();
        let child = command.spawn().expect("the program starts");
        let rows = size.rows.try_into().expect("a size");
        let parser = vt100::Parser::new(rows, size.columns.try_into().expect("a size"), 0);
        Self { child, near: File::from(near), parser, started }
    }

    /// Waits until the screen shows a text; milliseconds since the start.
    pub(crate) fn shows(&mut self, text: &str) -> f64 {
        self.waits_until(text, self.started)
    }

    /// Types, and waits until the screen shows a text; milliseconds since the key.
    pub(crate) fn shows_after(&mut self, keys: &str, text: &str) -> f64 {
        let pressed = now();
        self.near.write_all(keys.as_bytes()).expect("keys are taken");
        self.waits_until(text, pressed)
    }

    fn waits_until(&mut self, text: &str, since: Instant) -> f64 {
        while !self.parser.screen().contents().contains(text) {
            let came = self.take(PATIENCE);
            assert!(came.is_some(), "no {text:?} on the screen:\n{}", self.parser.screen().contents());
        }
        milliseconds(since)
    }

    /// Types, and reads whatever comes until it is quiet.
    pub(crate) fn press(&mut self, keys: &str) -> Answer {
        let pressed = now();
        self.near.write_all(keys.as_bytes()).expect("keys are taken");
        let mut answer = Answer { first: f64::NAN, ..Answer::default() };
        while let Some(bytes) = self.take(QUIET) {
            answer.last = milliseconds(pressed);
            if answer.bytes == 0 {
                answer.first = answer.last;
            }
            answer.bytes += bytes;
        }
        answer
    }

    /// Types, and waits for the first bytes of an answer; milliseconds.
    pub(crate) fn answers(&mut self, keys: &str) -> f64 {
        let pressed = now();
        self.near.write_all(keys.as_bytes()).expect("keys are taken");
        assert!(self.take(PATIENCE).is_some(), "no answer");
        milliseconds(pressed)
    }

    /// Types, and waits until the cursor of a table is on another line; milliseconds since the key.
    pub(crate) fn moves(&mut self, keys: &str) -> f64 {
        let before = self.cursor_line();
        let pressed = now();
        self.near.write_all(keys.as_bytes()).expect("keys are taken");
        loop {
            assert!(self.take(PATIENCE).is_some(), "the cursor stays:\n{}", self.parser.screen().contents());
            let came = milliseconds(pressed);
            if self.cursor_line() != before {
                return came;
            }
        }
    }

    /// The line, below the titles, that is marked from its first column on.
    fn cursor_line(&self) -> Option<u16> {
        let screen = self.parser.screen();
        (3..screen.size().0.into()).find(|line| screen.cell(*line, 1).is_some_and(vt100::Cell::inverse))
    }

    /// Whether the screen shows a text now.
    pub(crate) fn has_shown(&self, text: &str) -> bool {
        self.parser.screen().contents().contains(text)
    }

    /// Reads what comes next; nothing when it stays quiet for so long.
    fn take(&mut self, quiet: Duration) -> Option<usize> {
        let wait = Timespec::try_from(quiet).expect("a time");
        if poll(&mut [PollFd::new(&self.near, PollFlags::IN)], Some(&wait)).expect("a wait") == 0 {
            return None;
        }
        let mut bytes = [0; 16 * 1024];
        // A terminal whose program has ended answers with an error.
        let count = self.near.read(&mut bytes).ok().filter(|count| *count > 0)?;
        self.parser.process(&bytes[..count]);
        Some(count)
    }

    pub(crate) fn used(&self) -> Used {
        let tasks = fs::read_dir(format!("/proc/{}/task", self.child.id())).expect("a process");
        let mut used = Used { processor: 0.0, wakeups: 0 };
        for task in tasks.flatten() {
            let read = |name| fs::read_to_string(task.path().join(name)).unwrap_or_default();
            let nanoseconds: f64 =
                read("schedstat").split(' ').next().and_then(|text| text.parse().ok()).unwrap_or(0.0);
            used.processor += nanoseconds / 1e6;
            used.wakeups += figure(&read("status"), "voluntary_ctxt_switches:").unwrap_or(0);
        }
        used
    }

    /// The most memory that was ever resident, in MiB.
    pub(crate) fn memory(&self) -> f64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).expect("a process");
        let kibibytes = figure(&status, "VmHWM:").expect("a figure");
        f64::from(u32::try_from(kibibytes).expect("memory")) / 1024.0
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The number behind a name at the start of a line.
fn figure(text: &str, name: &str) -> Option<u64> {
    let line = text.lines().find_map(|line| line.strip_prefix(name))?;
    line.split_whitespace().next()?.parse().ok()
}

#[expect(clippy::disallowed_methods, reason = "a stopwatch")]
pub(crate) fn now() -> Instant {
    Instant::now()
}

pub(crate) fn milliseconds(since: Instant) -> f64 {
    now().duration_since(since).as_secs_f64() * 1e3
}
