//! Giving the terminal back: for a while, and what is still to be done for good.

use std::{io, time::Duration};

use color_eyre::eyre::{Result, WrapErr};
use tokio::{sync::watch, time::timeout};

use super::{Console, Input, Inputs};
use crate::{
    app::Msg,
    domain::{Problem, Reply},
    runtime::{News, Surface},
};

/// How long a renewal of the session that is under way may hold up the end.
const LONGEST_FAREWELL: Duration = Duration::from_secs(1);

/// How the console is one of the jobs of a shell. By [`Default`] it is none.
#[derive(Clone, Copy, Debug)]
pub struct Job {
    /// Hands the terminal to the shell and stops; comes back when the job is continued.
    pub stop: fn() -> io::Result<()>,
    /// Takes the terminal over again. Answers with whether it did: in the background it is not ours to take.
    pub take_over: fn() -> io::Result<bool>,
}

impl Default for Job {
    fn default() -> Self {
        Self { stop: || Ok(()), take_over: || Ok(true) }
    }
}

impl<S: Surface> Console<S> {
    /// Stops until the job is continued in the foreground, or told to end.
    pub(super) async fn stop(&mut self, inputs: &mut Inputs) -> Result<()> {
        self.stopping = false;
        // Who is stopped may be killed, or never be continued.
        self.keep_drafts();
        (self.job.stop)().wrap_err("the terminal cannot be handed back")?;
        while !(self.job.take_over)().wrap_err("the terminal cannot be taken over again")? {
            let input = inputs.told().await.unwrap_or(Input::HungUp);
            self.take_input(input)?;
            if self.leaving.is_some() {
                return Ok(());
            }
        }
        self.repaint()
    }

    /// How many writes are under way, at each moment.
    pub fn writes_under_way(&self) -> watch::Receiver<usize> {
        self.writes_under_way.subscribe()
    }

    pub(super) fn count_writes(&self) {
        self.writes_under_way.send_replace(self.writes.len());
    }

    /// The writes whose answers are still to come.
    #[must_use]
    pub fn has_writes_under_way(&self) -> bool {
        !self.writes.is_empty()
    }

    /// Awaits the writes under way after the console has left, and tells how each ended. None is tried again, and
    /// every try has a time limit of its own, so this ends. A form whose save succeeds is no longer kept.
    ///
    /// # Errors
    /// When the terminal fails.
    pub async fn finish_writes(&mut self) -> Result<Vec<Result<Reply, Problem>>> {
        for id in &self.writes {
            self.worker.give_up(*id);
        }
        let mut results = Vec::new();
        while !self.writes.is_empty() {
            match self.worker.news().await {
                Some(News::Replied(id, result)) if self.writes.contains(&id) => {
                    results.push(result.clone());
                    self.take(Msg::Replied { id, result })?;
                }
                Some(_) => {}
                None => break,
            }
        }
        self.keep_drafts();
        Ok(results)
    }

    /// Writes at once what is typed, as far as it is not yet written.
    pub fn keep_drafts(&self) {
        self.keeper.flush();
    }

    /// Waits for a renewal of the session that is under way, so that what the server gave is kept for the next run.
    /// A server that is silent is not waited for.
    pub async fn keep_session(&self) {
        let _ = timeout(LONGEST_FAREWELL, self.worker.finish()).await;
    }
}
