//! The binary in a real pseudo-terminal, looked at through a terminal emulator.

use std::{
    fs::{File, OpenOptions},
    io::{Read, Write},
    num::NonZero,
    os::{fd::OwnedFd, unix::fs::OpenOptionsExt},
    path::Path,
    process::{Child, Command, ExitStatus, Stdio},
    sync::{Arc, Condvar, Mutex},
    thread,
    time::{Duration, Instant},
};

use rustix::{
    event::{PollFd, PollFlags, Timespec, poll},
    fs::OFlags,
    pipe::pipe,
    pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt},
    termios::{LocalModes, Winsize, tcgetattr, tcsetwinsize},
};

use super::{keys, process::Process};

/// How long anything may take before a test gives up.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);

/// How long a program may live on without its terminal.
pub(crate) const AT_ONCE: Duration = Duration::from_secs(2);

struct Seen {
    parser: vt100::Parser,
    bytes: Vec<u8>,
    ended: bool,
}

type Shared = Arc<(Mutex<Seen>, Condvar)>;

/// The near end of a terminal: what is typed goes in, what is shown comes out. Dropping it hangs up.
struct Line {
    keys: File,
    /// Closing this ends the reading thread.
    reading: OwnedFd,
}

/// A program in a terminal.
pub(crate) struct PseudoTerminal {
    line: Option<Line>,
    child: Child,
    seen: Shared,
}

impl PseudoTerminal {
    /// Starts the binary with `arguments` in a terminal of `columns` and `rows`, with `home` as its home.
    pub(crate) fn start(
        arguments: &[&str], size: (u16, u16), home: &Path, variables: &[(&str, &str)],
    ) -> Self {
        let binary = [env!("CARGO_BIN_EXE_lictor")];
        Self::run(&[&binary, arguments].concat(), size, home, variables)
    }

    /// The same with any program, such as a shell.
    pub(crate) fn run(
        program: &[&str], (columns, rows): (u16, u16), home: &Path, variables: &[(&str, &str)],
    ) -> Self {
        let master =
            openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC).expect("a terminal");
        grantpt(&master).expect("a terminal of ours");
        unlockpt(&master).expect("a terminal that opens");
        let size = Winsize { ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0 };
        tcsetwinsize(&master, size).expect("a size");
        let name = ptsname(&master, Vec::new()).expect("a name").into_string().expect("a plain name");
        let slave = OpenOptions::new().read(true).write(true).open(name).expect("the far end");
        let end = || Stdio::from(slave.try_clone().expect("the far end"));
        // The far end becomes the program's controlling terminal, as it is on a login.
        let mut command = Command::new("setsid");
        command.arg("--ctty").args(program);
        command.env_clear().envs([
            ("PATH", "/usr/bin:/bin"),
            ("TERM", "xterm-256color"),
            ("LANG", "C.UTF-8"),
        ]);
        command.env("HOME", home).envs(variables.iter().copied());
        let child = command.stdin(end()).stdout(end()).stderr(end()).spawn().expect("the binary starts");
        let parser = vt100::Parser::new(cells(rows), cells(columns), 0);
        let seen = Arc::new((Mutex::new(Seen { parser, bytes: Vec::new(), ended: false }), Condvar::new()));
        let screen = File::from(master.try_clone().expect("the near end"));
        let (stop, reading) = pipe().expect("a pipe");
        let shared = Arc::clone(&seen);
        thread::spawn(move || watch(screen, &stop, &shared));
        Self { line: Some(Line { keys: File::from(master), reading }), child, seen }
    }

    /// Types the keys of a script.
    pub(crate) fn press(&mut self, script: &str) -> &mut Self {
        for press in keys::script(script) {
            self.write(&keys::bytes(press));
        }
        self
    }

    /// Types the keys of a script in one piece.
    pub(crate) fn press_at_once(&mut self, script: &str) -> &mut Self {
        let bytes: Vec<u8> = keys::script(script).into_iter().flat_map(keys::bytes).collect();
        self.write(&bytes);
        self
    }

    /// Pastes text as a terminal does that was asked to mark pastes.
    pub(crate) fn paste(&mut self, text: &str) -> &mut Self {
        self.write(format!("\x1b[200~{text}\x1b[201~").as_bytes());
        self
    }

    /// Types a text as it is.
    pub(crate) fn type_text(&mut self, text: &str) -> &mut Self {
        self.write(text.as_bytes());
        self
    }

    /// Clicks into a cell, counted from 0, as xterm tells of it (SGR, mode 1006).
    pub(crate) fn click(&mut self, column: u16, row: u16) -> &mut Self {
        self.write(format!("\x1b[<0;{0};{1}M\x1b[<0;{0};{1}m", column + 1, row + 1).as_bytes());
        self
    }

    /// Draws with the first button from one cell to another.
    pub(crate) fn drag(&mut self, from: (u16, u16), to: (u16, u16)) -> &mut Self {
        let [(a, b), (c, d)] = [from, to].map(|(column, row)| (column + 1, row + 1));
        self.write(format!("\x1b[<0;{a};{b}M\x1b[<32;{c};{d}M\x1b[<0;{c};{d}m").as_bytes());
        self
    }

    /// Turns the wheel by a notch.
    pub(crate) fn wheel_down(&mut self, column: u16, row: u16) -> &mut Self {
        self.write(format!("\x1b[<65;{};{}M", column + 1, row + 1).as_bytes());
        self
    }

    /// Whether the program has asked to be told of the mouse.
    pub(crate) fn tells_of_the_mouse(&self) -> bool {
        let seen = self.seen.0.lock().expect("the lock");
        seen.parser.screen().mouse_protocol_mode() != vt100::MouseProtocolMode::None
    }

    /// Waits until something holds of the screen.
    #[track_caller]
    pub(crate) fn waits_until(&mut self, holds: impl Fn(&str) -> bool) -> &mut Self {
        self.wait("it", holds);
        self
    }

    fn write(&mut self, bytes: &[u8]) {
        let line = self.line.as_mut().expect("an open terminal");
        line.keys.write_all(bytes).expect("the terminal takes keys");
    }

    /// Waits until the screen shows a text.
    #[track_caller]
    pub(crate) fn sees(&mut self, text: &str) -> &mut Self {
        self.wait(&format!("{text:?}"), |screen| screen.contains(text));
        self
    }

    #[track_caller]
    fn wait(&self, what: &str, holds: impl Fn(&str) -> bool) {
        let (lock, news) = &*self.seen;
        let deadline = now() + PATIENCE;
        let mut seen = lock.lock().expect("the lock");
        loop {
            let screen = seen.parser.screen().contents();
            if holds(&screen) {
                return;
            }
            let left = deadline.saturating_duration_since(now());
            assert!(!left.is_zero() && !seen.ended, "waited for {what}; the screen is:\n{screen}");
            seen = news.wait_timeout(seen, left).expect("the lock").0;
        }
    }

    /// The screen as text.
    pub(crate) fn screen(&self) -> String {
        self.seen.0.lock().expect("the lock").parser.screen().contents()
    }

    /// Everything that was written to the terminal.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        self.seen.0.lock().expect("the lock").bytes.clone()
    }

    /// Whether the terminal is as it was: the main screen, the cursor shown, pastes unmarked.
    pub(crate) fn is_restored(&self) -> bool {
        let seen = self.seen.0.lock().expect("the lock");
        let screen = seen.parser.screen();
        !screen.alternate_screen() && !screen.hide_cursor() && !screen.bracketed_paste()
    }

    /// Whether the terminal shows what is typed.
    pub(crate) fn echoes(&self) -> bool {
        let line = self.line.as_ref().expect("an open terminal");
        tcgetattr(&line.keys).expect("its modes").local_modes.contains(LocalModes::ECHO)
    }

    /// Waits until a line is read that does not show while it is typed.
    #[track_caller]
    pub(crate) fn waits_for_a_hidden_line(&mut self) -> &mut Self {
        let deadline = now() + PATIENCE;
        loop {
            let line = self.line.as_ref().expect("an open terminal");
            let modes = tcgetattr(&line.keys).expect("its modes").local_modes;
            if modes.contains(LocalModes::ICANON) && !modes.contains(LocalModes::ECHO) {
                return self;
            }
            assert!(now() < deadline, "no hidden line is read; the screen is:\n{}", self.screen());
            thread::yield_now();
        }
    }

    /// The process that runs in the terminal.
    pub(crate) fn process(&self) -> u32 {
        self.child.id()
    }

    /// Takes nothing any more of what the program writes, as a connection does that stands still: whoever writes is
    /// stuck from now on.
    pub(crate) fn stall(&mut self) -> &mut Self {
        let line = self.line.as_mut().expect("an open terminal");
        line.reading = pipe().expect("a pipe").0;
        let name = ptsname(&line.keys, Vec::new()).expect("a name").into_string().expect("a plain name");
        self.wait_for_the_end();
        let flags = i32::try_from((OFlags::NONBLOCK | OFlags::NOCTTY).bits()).expect("flags");
        let mut far = OpenOptions::new().write(true).custom_flags(flags).open(name).expect("the far end");
        // What is written moves on through the system, which makes room once more.
        let moving = Timespec::try_from(Duration::from_millis(100)).expect("a time");
        while poll(&mut [PollFd::new(&far, PollFlags::OUT)], Some(&moving)).expect("a wait") == 1 {
            while far.write(&[b' '; 256]).is_ok() {}
        }
        while far.write(b" ").is_ok() {}
        self
    }

    /// Waits until nothing more is read.
    fn wait_for_the_end(&self) {
        let (lock, news) = &*self.seen;
        let mut seen = lock.lock().expect("the lock");
        while !seen.ended {
            seen = news.wait_timeout(seen, PATIENCE).expect("the lock").0;
        }
    }

    /// Takes the terminal away, as a dropped connection does.
    pub(crate) fn hang_up(&mut self) -> &mut Self {
        self.line = None;
        self
    }

    /// Waits until the program has ended and all it wrote has been seen.
    #[track_caller]
    pub(crate) fn ends(&mut self) -> ExitStatus {
        let process = Process::with_id(self.process());
        assert!(process.ends_within(PATIENCE), "the program does not end; the screen is:\n{}", self.screen());
        self.last_words()
    }

    /// Waits until the program has ended, which it has to within two seconds and without being busy.
    #[track_caller]
    pub(crate) fn ends_at_once(&mut self) -> ExitStatus {
        let process = Process::with_id(self.process());
        let before = process.processor_time();
        assert!(
            process.ends_within(AT_ONCE),
            "the program takes its time; the screen is:\n{}",
            self.screen()
        );
        let busy = process.processor_time().saturating_sub(before);
        assert!(busy < AT_ONCE / 4, "the program was busy for {busy:?}");
        self.last_words()
    }

    fn last_words(&mut self) -> ExitStatus {
        let status = self.child.wait().expect("the end of the program");
        if self.line.is_some() {
            self.wait_for_the_end();
        }
        status
    }
}

fn cells(count: u16) -> NonZero<u16> {
    NonZero::new(count).expect("a size")
}

impl Drop for PseudoTerminal {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Reads what the program writes until it ends, or until the near end is closed.
fn watch(mut screen: File, stop: &OwnedFd, shared: &Shared) {
    let (lock, news) = &**shared;
    let mut buffer = [0; 4096];
    loop {
        let mut watched = [PollFd::new(&screen, PollFlags::IN), PollFd::new(stop, PollFlags::IN)];
        poll(&mut watched, None).expect("the terminal is watched");
        let stopped = !watched[1].revents().is_empty();
        // A terminal whose program has ended answers with an error.
        let read = if stopped { 0 } else { screen.read(&mut buffer).unwrap_or(0) };
        let mut seen = lock.lock().expect("the lock");
        seen.parser.process(&buffer[..read]);
        seen.bytes.extend_from_slice(&buffer[..read]);
        seen.ended = read == 0;
        news.notify_all();
        if seen.ended {
            return;
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "a bound on the test itself")]
fn now() -> Instant {
    Instant::now()
}
