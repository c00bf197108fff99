//! A program in a pseudo-terminal.

use std::{
    error::Error,
    io::{Read, Write},
    num::NonZero,
    path::Path,
    sync::mpsc,
    thread,
    time::Duration,
};

use portable_pty::{Child, CommandBuilder, PtySize, native_pty_system};
use vt100::{Parser, Screen};

/// How long a text may take to come.
const PATIENCE: Duration = Duration::from_secs(20);
/// How long nothing may come before the screen counts as being at rest.
const REST: Duration = Duration::from_millis(400);

/// A terminal and the program in it, which ends when this is dropped.
pub(crate) struct Terminal {
    child: Box<dyn Child + Send + Sync>,
    keys: Box<dyn Write + Send>,
    output: mpsc::Receiver<Vec<u8>>,
    parser: Parser,
}

impl Terminal {
    pub(crate) fn open(
        program: &[&str], (columns, rows): (u16, u16), home: &Path, variables: &[(&str, &str)],
    ) -> Result<Self, Box<dyn Error>> {
        let pair =
            native_pty_system().openpty(PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 })?;
        let mut command = CommandBuilder::new(program.first().ok_or("no program")?);
        command.args(&program[1..]);
        command.env_clear();
        let usual =
            [("PATH", "/usr/bin:/bin"), ("TERM", "xterm-256color"), ("LANG", "C.UTF-8"), ("PS1", "$ ")];
        for (name, value) in usual.iter().chain(variables) {
            command.env(name, value);
        }
        command.env("HOME", home);
        command.env("TMUX_TMPDIR", home);
        let child = pair.slave.spawn_command(command)?;
        drop(pair.slave);
        let keys = pair.master.take_writer()?;
        let output = read_in_background(pair.master.try_clone_reader()?);
        // Closing the near end would hang up.
        std::mem::forget(pair.master);
        let parser =
            Parser::new(NonZero::new(rows).ok_or("rows")?, NonZero::new(columns).ok_or("columns")?, 0);
        Ok(Self { child, keys, output, parser })
    }

    pub(crate) fn waits_for(&mut self, text: &str) -> Result<(), Box<dyn Error>> {
        while !self.parser.screen().contents().contains(text) {
            let bytes = self.output.recv_timeout(PATIENCE);
            let missing =
                |_| format!("{text:?} never came; the screen is:\n{}", self.parser.screen().contents());
            self.parser.process(&bytes.map_err(missing)?);
        }
        Ok(())
    }

    pub(crate) fn types(&mut self, keys: &str) -> Result<(), Box<dyn Error>> {
        Ok(self.keys.write_all(keys.as_bytes())?)
    }

    /// The screen, once it is at rest.
    pub(crate) fn rests(&mut self) -> &Screen {
        while let Ok(bytes) = self.output.recv_timeout(REST) {
            self.parser.process(&bytes);
        }
        self.parser.screen()
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn read_in_background(mut reader: Box<dyn Read + Send>) -> mpsc::Receiver<Vec<u8>> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let mut buffer = [0; 4096];
        while let Ok(count @ 1..) = reader.read(&mut buffer) {
            if sender.send(buffer[..count].to_vec()).is_err() {
                return;
            }
        }
    });
    receiver
}
