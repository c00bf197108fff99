//! Signals while a command works. Reads may be broken off at any moment, also while the output is stuck in a pipe;
//! a write whose request is on its way is waited for, because otherwise nobody would know what became of it.

use std::{
    fs,
    future::Future,
    io::{self, Write},
    path::PathBuf,
    process,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use rustix::termios::{OptionalActions, Termios, tcsetattr};
use tokio::{
    signal::unix::{SignalKind, signal},
    task::JoinSet,
};

use super::exit::Exit;
use crate::secrets::end_commands;

/// The signals that end a command, for as long as it is held.
#[derive(Debug)]
pub(super) struct Interruption {
    state: Arc<Mutex<State>>,
    _watch: JoinSet<()>,
}

#[derive(Debug, Default)]
struct State {
    is_writing: bool,
    paused: bool,
    came: Option<Exit>,
    terminal: Option<Termios>,
    unfinished: Option<PathBuf>,
}

impl Interruption {
    /// Watches for signals on the runtime that is entered.
    ///
    /// # Errors
    /// When the system does not tell of signals.
    pub(super) fn watch() -> io::Result<Self> {
        let state = Arc::new(Mutex::new(State::default()));
        let mut watch = JoinSet::new();
        for (kind, number) in [(SignalKind::interrupt(), 2), (SignalKind::terminate(), 15)] {
            let mut signals = signal(kind)?;
            let state = Arc::clone(&state);
            watch.spawn(async move {
                while signals.recv().await.is_some() {
                    take(&state, Exit::Signal(number));
                }
            });
        }
        Ok(Self { state, _watch: watch })
    }

    /// Runs a write to its end, whatever signals come meanwhile.
    pub(super) async fn shield<T>(&self, write: impl Future<Output = T>) -> T {
        lock(&self.state).is_writing = true;
        let result = write.await;
        let mut state = lock(&self.state);
        (state.is_writing, state.paused) = (false, false);
        drop(state);
        result
    }

    /// Lets signals end the process although a write is shielded: nothing is on its way for now.
    pub(super) fn pause(&self) {
        let mut state = lock(&self.state);
        state.paused = std::mem::take(&mut state.is_writing);
    }

    /// Shields the write again that was paused.
    pub(super) fn go_on(&self) {
        let mut state = lock(&self.state);
        state.is_writing |= std::mem::take(&mut state.paused);
    }

    /// Has the terminal made like this should a signal end the process; none when it is as it was.
    pub(super) fn restores(&self, terminal: Option<Termios>) {
        lock(&self.state).terminal = terminal;
    }

    /// Has a file that is not whole removed should a signal end the process; none when it is done with.
    pub(super) fn removes(&self, unfinished: Option<PathBuf>) {
        lock(&self.state).unfinished = unfinished;
    }

    /// The exit code of the signal that came during a write, if one did.
    pub(super) fn came(&self) -> Option<Exit> {
        lock(&self.state).came
    }
}

fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Ends the process, unless a write is under way and this is the first signal.
fn take(state: &Mutex<State>, exit: Exit) {
    // Held until the end, so that no write begins.
    let mut state = lock(state);
    if !state.is_writing {
        if let Some(terminal) = &state.terminal {
            let _ = tcsetattr(io::stdin(), OptionalActions::Now, terminal);
        }
        if let Some(unfinished) = &state.unfinished {
            let _ = fs::remove_file(unfinished);
        }
        end_commands();
        let _ = writeln!(io::stderr(), "\ninterrupted");
        process::exit(exit.code().into());
    }
    if state.came.is_some() {
        end_commands();
        let _ = writeln!(
            io::stderr(),
            "\nerror: left before the answer came; whether the change was made is not known"
        );
        process::exit(Exit::Unknown.code().into());
    }
    state.came = Some(exit);
    let _ = writeln!(
        io::stderr(),
        "\nwaiting for the answer to a change that is under way; once more leaves at once"
    );
}
