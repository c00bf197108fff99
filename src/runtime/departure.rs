//! Signals and hang-ups. They are heard on threads of their own, for the loop may be stuck: a terminal whose far end
//! no longer takes anything holds up whoever draws on it. Whoever is told to end and does not is ended from here.

use std::{io, pin::pin, process, thread, time::Duration};

use rustix::{
    event::{PollFd, PollFlags, Timespec, poll},
    io::Errno,
    process::Signal,
    stdio,
};
use tokio::{
    runtime,
    signal::unix::{Signal as Signals, SignalKind, signal},
    sync::{mpsc, watch},
    time::{sleep, timeout},
};

use super::{Input, Inputs, Leaving};

/// How long the program may take to end once it was told to, writes under way aside.
const PATIENCE: Duration = Duration::from_millis(1500);

/// How long writes under way may hold up the end: more than any of them takes.
const LONGEST_WRITE: Duration = Duration::from_mins(5);

/// Begins to listen. `writes` says how many writes are under way.
///
/// # Errors
/// When the system gives no threads or signals.
pub(super) fn listen(inputs: mpsc::Sender<Input>, writes: watch::Receiver<usize>) -> io::Result<()> {
    let runtime = runtime::Builder::new_current_thread().enable_all().build()?;
    let (sender, hung_up) = mpsc::channel(1);
    let ears = {
        let _context = runtime.enter();
        Ears {
            interrupt: signal(SignalKind::interrupt())?,
            terminate: signal(SignalKind::terminate())?,
            hang_up: signal(SignalKind::hangup())?,
            continued: signal(SignalKind::from_raw(Signal::CONT.as_raw()))?,
            resized: signal(SignalKind::window_change())?,
            hung_up,
        }
    };
    let follow = move || runtime.block_on(follow(ears, inputs, writes));
    thread::Builder::new().name("signals".to_owned()).spawn(follow)?;
    thread::Builder::new().name("hang-up".to_owned()).spawn(move || watch_hang_up(&sender))?;
    Ok(())
}

struct Ears {
    interrupt: Signals,
    terminate: Signals,
    hang_up: Signals,
    continued: Signals,
    resized: Signals,
    hung_up: mpsc::Receiver<()>,
}

impl Ears {
    async fn next(&mut self) -> Input {
        let number = tokio::select! {
            Some(()) = self.interrupt.recv() => SignalKind::interrupt(),
            Some(()) = self.terminate.recv() => SignalKind::terminate(),
            Some(()) = self.hang_up.recv() => SignalKind::hangup(),
            Some(()) = self.continued.recv() => return Input::Continued,
            Some(()) = self.resized.recv() => return Input::Resized,
            Some(()) = self.hung_up.recv() => return Input::HungUp,
        };
        Input::Signal(number.as_raw_value())
    }
}

/// Passes everything on. What tells to end starts the time in which that has to be done.
async fn follow(mut ears: Ears, inputs: mpsc::Sender<Input>, writes: watch::Receiver<usize>) {
    let code = loop {
        let input = ears.next().await;
        let leaving = input.leaving();
        pass_on(&inputs, input);
        if let Some(leaving) = leaving {
            break leaving.code();
        }
    };
    let mut late = pin!(wait_in_vain(writes));
    loop {
        tokio::select! {
            input = ears.next() => pass_on(&inputs, input),
            () = &mut late => process::exit(code),
        }
    }
}

/// A loop that is stuck takes nothing in; that must not hold up this thread too.
fn pass_on(inputs: &mpsc::Sender<Input>, input: Input) {
    if inputs.try_send(input).is_err() {
        tracing::warn!("the loop does not listen");
    }
}

/// Comes back when the program should have ended.
async fn wait_in_vain(mut writes: watch::Receiver<usize>) {
    sleep(PATIENCE).await;
    if *writes.borrow_and_update() == 0 {
        return;
    }
    // Where the sender is gone, so is the loop.
    let _ = timeout(LONGEST_WRITE, writes.wait_for(|count| *count == 0)).await;
    // What came of them is told, and what was kept of their forms goes.
    sleep(PATIENCE).await;
}

/// Sleeps until the terminal hangs up.
fn watch_hang_up(sender: &mpsc::Sender<()>) {
    loop {
        match terminal_hangs_up(None) {
            Ok(true) => break,
            Ok(false) | Err(Errno::INTR) => {}
            Err(_) => return,
        }
    }
    let _ = sender.blocking_send(());
}

/// Whether the terminal is gone.
pub(super) fn has_hung_up() -> bool {
    terminal_hangs_up(Some(&Timespec { tv_sec: 0, tv_nsec: 0 })).unwrap_or(false)
}

/// Waits for the terminal to hang up. It asks for nothing but hang-ups and errors, so keys never wake it.
fn terminal_hangs_up(patience: Option<&Timespec>) -> Result<bool, Errno> {
    let terminal = stdio::stdin();
    let mut watched = [PollFd::new(&terminal, PollFlags::empty())];
    poll(&mut watched, patience)?;
    Ok(watched[0].revents().intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL))
}

impl Input {
    /// Why the console has to leave now, if it has to.
    pub(super) fn leaving(&self) -> Option<Leaving> {
        match self {
            Self::Msg(_) | Self::Resized | Self::Continued => None,
            Self::Signal(number) => Some(Leaving::Signal(*number)),
            Self::HungUp => Some(Leaving::HungUp),
        }
    }
}

impl Leaving {
    /// The exit code, as a shell counts: a terminal that hung up is as good as the signal.
    fn code(self) -> i32 {
        match self {
            Self::Quit => 0,
            Self::Interrupted => 128 + SignalKind::interrupt().as_raw_value(),
            Self::Signal(number) => 128 + number,
            Self::HungUp => 128 + SignalKind::hangup().as_raw_value(),
        }
    }
}

/// Comes back when the operator insists on the end while writes are awaited. What ends a terminal or a session tells
/// so more than once, so hang-ups never count, nor does the first word to end after one.
pub(super) async fn insisted(inputs: &mut Inputs, left: Leaving) {
    let hang_up = SignalKind::hangup().as_raw_value();
    let mut counts = left != Leaving::HungUp && left != Leaving::Signal(hang_up);
    while let Some(input) = inputs.told().await {
        match input {
            Input::Signal(number) if number == hang_up => {}
            Input::Signal(number) if counts || number == SignalKind::interrupt().as_raw_value() => return,
            Input::Signal(_) => counts = true,
            Input::Msg(_) | Input::Resized | Input::Continued | Input::HungUp => {}
        }
    }
    // Nobody is left who could insist.
    std::future::pending::<()>().await;
}

#[cfg(test)]
mod tests;
