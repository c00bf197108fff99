//! A secret that a command prints: a password store, a vault, a cloud's own tool.

use std::{
    io::{self, Read},
    mem,
    process::{Command, Stdio},
    sync::{Mutex, PoisonError, mpsc},
    thread,
    time::{Duration, Instant},
};

use process_wrap::std::{ChildWrapper, CommandWrap, ProcessSession};
use rustix::{
    event::{PollFd, PollFlags, Timespec, poll},
    process::{Pid, PidfdFlags, Signal, kill_process_group, pidfd_open},
};

use super::file::first_line;
use crate::domain::{Secret, SecretSource};

/// How long a command may take.
const TIMEOUT: Duration = Duration::from_secs(30);

/// Variables that a command has no business with: our other secrets, and the ways to our terminal.
const NOT_FOR_COMMANDS: [&str; 5] = ["LICTOR_TOKEN", "LICTOR_PASSWORD", "LICTOR_CODE", "GPG_TTY", "SSH_TTY"];

/// The most bytes that a command may print.
const LARGEST: u64 = 64 * 1024;

/// The most characters of a command's complaint that are passed on.
const LONGEST_COMPLAINT: usize = 200;

/// A command whose first line of output is a secret. It runs without a shell and in a session of its own, so that it
/// has no terminal to ask on: what it would ask there nobody would see.
#[derive(Clone, Debug)]
pub struct SecretCommand {
    words: Vec<String>,
    timeout: Duration,
}

impl SecretCommand {
    /// The secret that the command prints; nothing is run yet.
    #[must_use]
    pub fn new(words: Vec<String>) -> Self {
        Self { words, timeout: TIMEOUT }
    }

    /// With another time limit.
    #[must_use]
    pub fn within(self, timeout: Duration) -> Self {
        Self { timeout, ..self }
    }
}

impl SecretSource for SecretCommand {
    fn secret(&self) -> Result<Secret, String> {
        let Some((program, arguments)) = self.words.split_first() else {
            return Err("the command for the secret is empty".to_owned());
        };
        let mut command = Command::new(program);
        for name in NOT_FOR_COMMANDS {
            command.env_remove(name);
        }
        command.args(arguments).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let (mut child, running) = Running::begin(command)
            .map_err(|error| format!("the command {program} cannot be run: {error}"))?;
        let result = self.listen(child.as_mut());
        // Whatever it has started goes with it.
        let _ = child.kill();
        drop(running);
        result.map_err(|what| format!("the command {program} {what}"))
    }

    fn can_change(&self) -> bool {
        true
    }
}

/// The commands that run right now, each in a process group of its own.
static RUNNING: Mutex<Vec<Pid>> = Mutex::new(Vec::new());

/// Ends the commands that run right now, with all that they have started: for a program that leaves while they run.
/// Nobody else would, since they have sessions of their own.
pub fn end_commands() {
    let mut running = RUNNING.lock().unwrap_or_else(PoisonError::into_inner);
    for group in running.drain(..) {
        // One that has just ended by itself is no matter.
        let _ = kill_process_group(group, Signal::KILL);
    }
    // The program ends now: none is to begin any more.
    mem::forget(running);
}

/// A command, for as long as it runs.
struct Running(Option<Pid>);

impl Running {
    /// Runs a command in a session of its own. It is known before anybody who wants to end all of them can look.
    fn begin(command: Command) -> io::Result<(Box<dyn ChildWrapper>, Self)> {
        let mut running = RUNNING.lock().unwrap_or_else(PoisonError::into_inner);
        let child = CommandWrap::from(command).wrap(ProcessSession).spawn()?;
        let process = i32::try_from(child.id()).ok().and_then(Pid::from_raw);
        running.extend(process);
        Ok((child, Self(process)))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        RUNNING.lock().unwrap_or_else(PoisonError::into_inner).retain(|other| Some(*other) != self.0);
    }
}

impl SecretCommand {
    /// Waits for the end and the output, as long as the time allows.
    fn listen(&self, child: &mut dyn ChildWrapper) -> Result<Secret, String> {
        let too_long = || format!("gave nothing within {} s, so it was stopped", self.timeout.as_secs_f32());
        let deadline = now() + self.timeout;
        let output = child.stdout().take().map(read_apart);
        let complaint = child.stderr().take().map(read_apart);
        if !has_ended(child.id(), deadline).map_err(|error| format!("cannot be waited for: {error}"))? {
            return Err(too_long());
        }
        let status = child.wait().map_err(|error| format!("cannot be waited for: {error}"))?;
        // A process that it left behind may still hold its output open.
        let _ = child.start_kill();
        let bytes = |news: Option<mpsc::Receiver<Vec<u8>>>| match news {
            Some(news) => {
                news.recv_timeout(deadline.saturating_duration_since(now())).map_err(|_| too_long())
            }
            None => Ok(Vec::new()),
        };
        let (output, complaint) = (bytes(output)?, bytes(complaint)?);
        if output.len() as u64 > LARGEST {
            return Err("printed too much for a secret".to_owned());
        }
        if !status.success() {
            return Err(format!("failed ({status}){}", said(&complaint)));
        }
        let text = String::from_utf8(output).map_err(|_| "printed what is not UTF-8 text".to_owned())?;
        let nothing = || format!("printed nothing{}", said(&complaint));
        first_line(&text).map(Secret::from).ok_or_else(nothing)
    }
}

/// Reads a pipe to its end, or to more than a secret may have, on a thread of its own.
fn read_apart(pipe: impl Read + Send + 'static) -> mpsc::Receiver<Vec<u8>> {
    let (sender, news) = mpsc::channel();
    thread::spawn(move || {
        let mut bytes = Vec::new();
        // What came before an error is all there is.
        let _ = pipe.take(LARGEST + 1).read_to_end(&mut bytes);
        let _ = sender.send(bytes);
    });
    news
}

/// Whether a process ends before the deadline.
fn has_ended(process: u32, deadline: Instant) -> io::Result<bool> {
    let process = i32::try_from(process).ok().and_then(Pid::from_raw).ok_or(io::ErrorKind::NotFound)?;
    let watched = pidfd_open(process, PidfdFlags::empty())?;
    loop {
        let left = Timespec::try_from(deadline.saturating_duration_since(now())).map_err(io::Error::other)?;
        match poll(&mut [PollFd::new(&watched, PollFlags::IN)], Some(&left)) {
            Ok(ended) => return Ok(ended > 0),
            Err(rustix::io::Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "a bound on another program")]
fn now() -> Instant {
    Instant::now()
}

/// The first line of what a command complains, cut short.
fn said(complaint: &[u8]) -> String {
    let text = String::from_utf8_lossy(complaint);
    let line: String = text
        .lines()
        .map(str::trim)
        .find(|line| !line.is_empty())
        .unwrap_or_default()
        .chars()
        .take(LONGEST_COMPLAINT)
        .collect();
    if line.is_empty() { line } else { format!(": {line}") }
}

#[cfg(test)]
mod tests;
