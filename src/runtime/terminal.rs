//! The operator's terminal: taken over when the console opens, given back on every way out.

use std::{
    fs::File,
    io::{self, IsTerminal, Write},
    os::fd::AsFd,
};

use color_eyre::eyre::{Result, WrapErr, bail};
use crossterm::{
    cursor::{MoveTo, Show},
    event::{DisableBracketedPaste, EnableBracketedPaste},
    execute,
    style::{self, ResetColor},
    terminal::{
        Clear, ClearType, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
    },
};
use ratatui::layout::Size;
use rustix::{
    io::Errno,
    process::{Signal, getpgrp, kill_current_process_group},
    stdio,
    termios::{tcgetpgrp, tcgetwinsize},
};
use tokio::{runtime, task::LocalSet};

use super::{Console, Inputs, Job, Leaving, Painter, Start, departure, mouse, panic};
use crate::domain::{Problem, Reply};

/// How the console ended.
#[derive(Debug)]
pub struct Farewell {
    /// Why it left.
    pub leaving: Leaving,
    /// How the writes ended that were still under way.
    pub writes: Vec<Result<Reply, Problem>>,
}

/// Opens the console on the terminal of this process and runs it to its end.
///
/// # Errors
/// When there is no terminal, or it fails.
pub fn open(start: impl FnOnce() -> Start) -> Result<Farewell> {
    if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
        bail!("the console needs a terminal; from scripts use the commands, such as `lictor list`");
    }
    let _guard = Guard::take_over()?;
    let runtime = runtime::Builder::new_current_thread().enable_all().build()?;
    let local = LocalSet::new();
    let farewell = local.block_on(&runtime, run(start()));
    runtime.shutdown_background();
    farewell
}

async fn run(start: Start) -> Result<Farewell> {
    // The standard library's own standard output would split a frame at its last line feed.
    let output = File::from(io::stdout().as_fd().try_clone_to_owned()?);
    let mut console =
        Console::new(Painter::new(output, size), start, Job { stop, take_over: take_over_again })?;
    console.begin()?;
    let mut inputs =
        Inputs::listen(console.writes_under_way()).wrap_err("the terminal cannot be listened to")?;
    // What a panic leaves of the terminal is tested with the real program; release builds have no such way.
    #[cfg(debug_assertions)]
    assert!(std::env::var("LICTOR_TEST_PANIC").as_deref() != Ok("1"), "a panic that was asked for");
    let leaving = match console.run(&mut inputs).await {
        // Whoever draws may find that the terminal is gone before the loop is told.
        Err(_) if departure::has_hung_up() => Leaving::HungUp,
        leaving => leaving?,
    };
    console.keep_drafts();
    restore();
    let mut writes = Vec::new();
    if console.has_writes_under_way() {
        let _ = writeln!(io::stderr(), "lictor: waiting for the answer to a change that is under way …");
        writes = tokio::select! {
            writes = console.finish_writes() => writes?,
            () = departure::insisted(&mut inputs, leaving) => {
                let reason = "lictor was told to end before the answer came".to_owned();
                vec![Err(Problem::OutcomeUnknown { reason })]
            }
        };
    }
    console.keep_session().await;
    Ok(Farewell { leaving, writes })
}

/// Holds the terminal; dropping it gives the terminal back.
struct Guard;

impl Guard {
    fn take_over() -> Result<Self> {
        panic::report_after(restore);
        // Colour is the theme's business; the library below must not rewrite it behind our back.
        style::force_color_output(true);
        enter().wrap_err("the terminal cannot be taken over")?;
        Ok(Self)
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        restore();
    }
}

fn enter() -> io::Result<()> {
    enable_raw_mode()?;
    execute!(io::stdout(), EnterAlternateScreen, EnableBracketedPaste)?;
    mouse::resume()
}

/// The terminal's columns and rows.
fn size() -> io::Result<Size> {
    match tcgetwinsize(stdio::stdout()) {
        Ok(size) if size.ws_col > 0 && size.ws_row > 0 => Ok(Size::new(size.ws_col, size.ws_row)),
        // The library knows further ways to ask.
        _ => crossterm::terminal::size().map(Size::from),
    }
}

/// Gives the terminal back; harmless when that has been done, or when the terminal is gone.
fn restore() {
    if crossterm::terminal::is_raw_mode_enabled().unwrap_or(true) {
        mouse::rest();
        let _ = execute!(io::stdout(), DisableBracketedPaste);
        // Before the shell's screen is back: whoever sees its prompt may type, and Return has to be one.
        let _ = disable_raw_mode();
        // The Linux console and GNU screen have no alternate screen: nothing of ours is to stay on theirs.
        let _ = execute!(
            io::stdout(),
            ResetColor,
            MoveTo(0, 0),
            Clear(ClearType::All),
            LeaveAlternateScreen,
            Show
        );
    }
}

/// Hands the terminal to the shell and stops; comes back when the job is continued.
fn stop() -> io::Result<()> {
    restore();
    // The whole job stops, as it does when the terminal itself sends the signal: a shell waits for all of it.
    kill_current_process_group(Signal::TSTP)?;
    Ok(())
}

/// Takes the terminal over again, where it is ours to take: a job in the background that touches it is stopped anew,
/// even one that was told to end. Answers with whether it did.
fn take_over_again() -> io::Result<bool> {
    match tcgetpgrp(stdio::stdin()) {
        // A terminal that does not control this session knows no foreground.
        Err(Errno::NOTTY) => {}
        Ok(group) if group == getpgrp() => {}
        // One that is gone says so by itself.
        Ok(_) | Err(_) => return Ok(false),
    }
    enter()?;
    Ok(true)
}
