//! What comes from outside of the console: keys and pastes from the terminal, and what else is told of it.

mod keys;

use std::io;

use tokio::sync::{mpsc, watch};

use self::keys::Keys;
use super::{Input, departure};

/// Inputs that may wait to be taken in, keys aside.
const WAITING_INPUTS: usize = 1024;

/// What comes from outside, each when it has come.
#[derive(Debug)]
pub struct Inputs {
    told: mpsc::Receiver<Input>,
    keys: Option<Keys>,
}

/// Inputs that come through a channel only.
impl From<mpsc::Receiver<Input>> for Inputs {
    fn from(told: mpsc::Receiver<Input>) -> Self {
        Self { told, keys: None }
    }
}

impl Inputs {
    /// Begins to listen to the terminal of this process and to signals. `writes` says how many writes are under way.
    ///
    /// # Errors
    /// When the system gives no threads or signals, or the terminal cannot be waited for.
    pub(super) fn listen(writes: watch::Receiver<usize>) -> io::Result<Self> {
        let (sender, told) = mpsc::channel(WAITING_INPUTS);
        departure::listen(sender, writes)?;
        Ok(Self { told, keys: Some(Keys::listen()?) })
    }

    /// Waits for the next input. Nothing is lost when the wait is dropped.
    pub(super) async fn next(&mut self) -> Input {
        match &mut self.keys {
            Some(keys) => tokio::select! {
                biased;
                told = self.told.recv() => told.unwrap_or(Input::HungUp),
                input = keys.next() => input,
            },
            None => self.told().await.unwrap_or(Input::HungUp),
        }
    }

    /// Waits for what is told, and leaves keys to whoever has the terminal. None when nobody is left to tell.
    pub(super) async fn told(&mut self) -> Option<Input> {
        self.told.recv().await
    }

    /// The next input that has come already.
    pub(super) fn already(&mut self) -> Option<Input> {
        self.told.try_recv().ok().or_else(|| self.keys.as_mut()?.already())
    }

    /// Whether nothing that was told is still to be taken in.
    pub(super) fn none_told(&self) -> bool {
        self.told.is_empty()
    }
}
