//! What is still to be done when the console leaves.

use std::time::Duration;

use color_eyre::eyre::Result;
use ratatui::backend::Backend;
use tokio::time::timeout;

use super::Console;
use crate::{
    app::Msg,
    domain::{Problem, Reply},
};

/// How long a renewal of the session that is under way may hold up the end.
const LONGEST_FAREWELL: Duration = Duration::from_secs(1);

impl<B: Backend> Console<B>
where
    B::Error: std::error::Error + Send + Sync + 'static,
{
    /// The writes whose answers are still to come.
    #[must_use]
    pub fn has_writes_under_way(&self) -> bool {
        !self.writes.is_empty()
    }

    /// Awaits the writes under way after the console has left, and tells how each ended. Every call has a time
    /// limit of its own, so this ends. A form whose save succeeds is no longer kept.
    ///
    /// # Errors
    /// When the terminal fails.
    pub async fn finish_writes(&mut self) -> Result<Vec<Result<Reply, Problem>>> {
        let mut results = Vec::new();
        while !self.writes.is_empty() {
            let Some((id, result)) = self.worker.reply().await else {
                break;
            };
            if self.writes.contains(&id) {
                results.push(result.clone());
                self.take(Msg::Replied { id, result })?;
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
