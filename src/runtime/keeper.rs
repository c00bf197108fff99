//! Keeps what is typed: on a thread of its own, so that neither a slow disk holds up a key nor a stuck screen keeps
//! what was typed from the disk.

use std::{
    sync::{
        Arc, Mutex, PoisonError,
        mpsc::{Receiver, RecvTimeoutError, Sender, channel},
    },
    thread,
    time::Duration,
};

use color_eyre::eyre::{Result, WrapErr};
use tokio::{sync::mpsc, time::Instant};

use crate::{
    domain::{DraftId, KeptForm, LeftForm},
    store::Drafts,
};

/// How long after the last key what is typed is written.
const AFTER_THE_LAST_KEY: Duration = Duration::from_millis(400);

/// How long after the first key it is written at the latest: what is typed is on the disk within a second.
const AFTER_THE_FIRST_KEY: Duration = Duration::from_millis(850);

/// How long the end waits for the disk.
const PATIENCE: Duration = Duration::from_secs(1);

enum Order {
    Keep(Box<KeptForm>),
    Drop,
    Forget(DraftId),
    Leave(DraftId),
    Flush(Sender<()>),
}

/// The near end of the thread. Dropping it writes what is still to be written.
pub(super) struct Keeper {
    drafts: Arc<Mutex<Drafts>>,
    orders: Sender<Order>,
    troubles: mpsc::UnboundedReceiver<String>,
}

impl Keeper {
    /// Starts the thread. It ends when the keeper is dropped.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub(super) fn start(drafts: Drafts) -> Result<Self> {
        let drafts = Arc::new(Mutex::new(drafts));
        let (orders, incoming) = channel();
        let (outgoing, troubles) = mpsc::unbounded_channel();
        let drafts_there = Arc::clone(&drafts);
        let task = Task { drafts: drafts_there, unwritten: None, failed: None, troubles: outgoing };
        thread::Builder::new()
            .name("drafts".to_owned())
            .spawn(move || task.run(&incoming))
            .wrap_err("what is typed cannot be kept")?;
        Ok(Self { drafts, orders, troubles })
    }

    /// What was left behind at a place by consoles that are gone.
    pub(super) fn left_behind(&self, origin: &str, instance: &str) -> Vec<LeftForm> {
        self.drafts.lock().unwrap_or_else(PoisonError::into_inner).left_behind(origin, instance)
    }

    /// Keeps a form within a second.
    pub(super) fn keep(&self, form: Box<KeptForm>) {
        self.order(Order::Keep(form));
    }

    /// Keeps it no longer.
    pub(super) fn drop_own(&self) {
        self.order(Order::Drop);
    }

    /// Throws away what another console left behind, once what is kept here is written.
    pub(super) fn forget(&self, id: DraftId) {
        self.order(Order::Forget(id));
    }

    /// Leaves it for another time.
    pub(super) fn leave(&self, id: DraftId) {
        self.order(Order::Leave(id));
    }

    fn order(&self, order: Order) {
        // The thread outlives the keeper, so somebody always listens.
        let _ = self.orders.send(order);
    }

    /// Writes at once what is still to be written, and waits for that: but not for ever, for a disk may hang.
    pub(super) fn flush(&self) {
        let (done, written) = channel();
        self.order(Order::Flush(done));
        let _ = written.recv_timeout(PATIENCE);
    }

    /// The next reason why what is typed could not be kept.
    pub(super) async fn trouble(&mut self) -> Option<String> {
        self.troubles.recv().await
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        self.flush();
    }
}

/// What is to be written, and when.
struct Unwritten {
    form: Box<KeptForm>,
    first: Instant,
    due: Instant,
}

struct Task {
    drafts: Arc<Mutex<Drafts>>,
    unwritten: Option<Unwritten>,
    /// What could not be written; at the end it is tried once more.
    failed: Option<Box<KeptForm>>,
    troubles: mpsc::UnboundedSender<String>,
}

impl Task {
    fn run(mut self, incoming: &Receiver<Order>) {
        loop {
            let order = match &self.unwritten {
                // Nothing is waited for but orders: an idle console never wakes up.
                None => incoming.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Some(unwritten) => {
                    incoming.recv_timeout(unwritten.due.saturating_duration_since(Instant::now()))
                }
            };
            match order {
                Ok(order) => self.follow(order),
                Err(RecvTimeoutError::Timeout) => {
                    self.write();
                }
                Err(RecvTimeoutError::Disconnected) => {
                    self.write();
                    return;
                }
            }
        }
    }

    fn follow(&mut self, order: Order) {
        match order {
            Order::Keep(form) => self.note(form),
            Order::Drop => {
                self.unwritten = None;
                self.failed = None;
                let dropped = self.with_drafts(Drafts::drop_own);
                self.tell(dropped);
            }
            Order::Forget(id) => {
                // Rather offered twice than lost.
                if self.write() {
                    let forgotten = self.with_drafts(|drafts| drafts.forget(id));
                    self.tell(forgotten);
                }
            }
            Order::Leave(id) => self.with_drafts(|drafts| drafts.leave(id)),
            Order::Flush(done) => {
                if let Some(form) = self.failed.take() {
                    self.note(form);
                }
                self.write();
                // Whoever asked may have run out of patience.
                let _ = done.send(());
            }
        }
    }

    fn note(&mut self, form: Box<KeptForm>) {
        let now = Instant::now();
        // That it was sent must be known even when the console goes in the next moment.
        let first = self.unwritten.as_ref().map_or(now, |unwritten| unwritten.first);
        let due = (now + AFTER_THE_LAST_KEY).min(first + AFTER_THE_FIRST_KEY);
        let due = if form.sent { now } else { due };
        self.failed = None;
        self.unwritten = Some(Unwritten { form, first, due });
    }

    /// Writes what is to be written. Answers with whether nothing is left to write.
    fn write(&mut self) -> bool {
        let Some(unwritten) = self.unwritten.take() else {
            return true;
        };
        let written = self.with_drafts(|drafts| drafts.keep(&unwritten.form));
        let done = written.is_ok();
        if !done {
            self.failed = Some(unwritten.form);
        }
        self.tell(written);
        done
    }

    fn with_drafts<T>(&self, work: impl FnOnce(&mut Drafts) -> T) -> T {
        work(&mut self.drafts.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn tell(&self, result: std::io::Result<()>) {
        if let Err(error) = result {
            tracing::warn!(%error, "a draft");
            // At the very end nobody is left to be told.
            let _ = self.troubles.send(error.to_string());
        }
    }
}

#[cfg(test)]
mod tests;
