//! The binary in a real pseudo-terminal, looked at through a terminal emulator.

use std::{
    io::{Read, Write},
    num::NonZero,
    path::Path,
    sync::{Arc, Condvar, Mutex},
    thread,
    time::{Duration, Instant},
};

use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};

use super::keys;

/// How long anything may take before a test gives up.
const PATIENCE: Duration = Duration::from_secs(30);

struct Seen {
    parser: vt100::Parser,
    bytes: Vec<u8>,
    ended: bool,
}

/// A program in a terminal.
pub struct PseudoTerminal {
    master: Option<Box<dyn MasterPty + Send>>,
    writer: Option<Box<dyn Write + Send>>,
    child: Box<dyn Child + Send + Sync>,
    seen: Arc<(Mutex<Seen>, Condvar)>,
}

impl PseudoTerminal {
    /// Starts the binary with `arguments` in a terminal of `columns` and `rows`, with `home` as its home.
    pub fn start(
        arguments: &[&str],
        (columns, rows): (u16, u16),
        home: &Path,
        variables: &[(&str, &str)],
    ) -> Self {
        let size = PtySize {
            rows,
            cols: columns,
            pixel_width: 0,
            pixel_height: 0,
        };
        let pair = native_pty_system().openpty(size).expect("a pseudo-terminal");
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_lictor"));
        command.args(arguments);
        command.env_clear();
        command.env("HOME", home);
        command.env("PATH", "/usr/bin:/bin");
        command.env("TERM", "xterm-256color");
        command.env("LANG", "C.UTF-8");
        for (name, value) in variables {
            command.env(name, value);
        }
        let child = pair.slave.spawn_command(command).expect("the binary starts");
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().expect("a reader");
        let writer = pair.master.take_writer().expect("a writer");
        let parser = vt100::Parser::new(cells(rows), cells(columns), 0);
        let seen = Arc::new((
            Mutex::new(Seen {
                parser,
                bytes: Vec::new(),
                ended: false,
            }),
            Condvar::new(),
        ));
        let shared = Arc::clone(&seen);
        thread::spawn(move || {
            let (lock, news) = &*shared;
            let mut buffer = [0; 4096];
            loop {
                let read = reader.read(&mut buffer).unwrap_or(0);
                let mut seen = lock.lock().expect("the lock");
                seen.parser.process(&buffer[..read]);
                seen.bytes.extend_from_slice(&buffer[..read]);
                seen.ended = read == 0;
                news.notify_all();
                if seen.ended {
                    return;
                }
            }
        });
        Self {
            master: Some(pair.master),
            writer: Some(writer),
            child,
            seen,
        }
    }

    /// Types the keys of a script.
    pub fn press(&mut self, script: &str) -> &mut Self {
        for press in keys::script(script) {
            self.write(&keys::bytes(press));
        }
        self
    }

    /// Pastes text as a terminal does that was asked to mark pastes.
    pub fn paste(&mut self, text: &str) -> &mut Self {
        self.write(format!("\x1b[200~{text}\x1b[201~").as_bytes());
        self
    }

    fn write(&mut self, bytes: &[u8]) {
        let writer = self.writer.as_mut().expect("an open terminal");
        writer.write_all(bytes).expect("the terminal takes keys");
        writer.flush().expect("the terminal takes keys");
    }

    /// Waits until the screen shows a text.
    #[track_caller]
    pub fn sees(&mut self, text: &str) -> &mut Self {
        self.wait(&format!("{text:?}"), |screen| screen.contains(text));
        self
    }

    /// Waits until the screen no longer shows a text.
    #[track_caller]
    pub fn sees_no(&mut self, text: &str) -> &mut Self {
        self.wait(&format!("no {text:?}"), |screen| !screen.contains(text));
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
            assert!(
                !left.is_zero() && !seen.ended,
                "waited for {what}; the screen is:\n{screen}"
            );
            seen = news.wait_timeout(seen, left).expect("the lock").0;
        }
    }

    /// The screen as text.
    pub fn screen(&self) -> String {
        self.seen.0.lock().expect("the lock").parser.screen().contents()
    }

    /// Everything that was written to the terminal.
    pub fn bytes(&self) -> Vec<u8> {
        self.seen.0.lock().expect("the lock").bytes.clone()
    }

    /// Whether the terminal is as it was: the main screen, the cursor shown, pastes unmarked.
    pub fn is_restored(&self) -> bool {
        let seen = self.seen.0.lock().expect("the lock");
        let screen = seen.parser.screen();
        !screen.alternate_screen() && !screen.hide_cursor() && !screen.bracketed_paste()
    }

    /// The process that runs in the terminal.
    pub fn process(&self) -> u32 {
        self.child.process_id().expect("a process")
    }

    /// Takes the terminal away, as a dropped connection does.
    pub fn hang_up(&mut self) -> &mut Self {
        self.writer = None;
        self.master = None;
        self
    }

    /// Waits until the program has ended and all it wrote has been seen.
    #[track_caller]
    pub fn ends(&mut self) -> ExitStatus {
        let status = self.child.wait().expect("the end of the program");
        if self.master.is_some() {
            let (lock, news) = &*self.seen;
            let mut seen = lock.lock().expect("the lock");
            while !seen.ended {
                seen = news.wait_timeout(seen, PATIENCE).expect("the lock").0;
            }
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

#[expect(clippy::disallowed_methods, reason = "a bound on the test itself")]
fn now() -> Instant {
    Instant::now()
}
