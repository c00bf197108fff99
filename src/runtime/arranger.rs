//! Filters and sorts many rows on a thread of its own, so that no key waits for it.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
        mpsc as orders,
    },
    thread,
};

use color_eyre::eyre::{Result, WrapErr};
use tokio::sync::mpsc;

use crate::{
    app::{ArrangementId, Msg},
    domain::{
        Problem,
        catalog::{Arrangement, View},
    },
};

struct Order {
    id: ArrangementId,
    arrangement: Arrangement,
    stop: Arc<AtomicBool>,
}

/// The near end of the thread.
pub(super) struct Arranger {
    orders: orders::Sender<Order>,
    results: mpsc::UnboundedReceiver<Msg>,
    /// What was ordered and not stopped; what has ended meanwhile goes with the next order.
    under_way: Vec<(ArrangementId, Arc<AtomicBool>)>,
}

impl Arranger {
    /// Starts the thread. It ends when the arranger is dropped.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub(super) fn start() -> Result<Self> {
        let (orders, incoming) = orders::channel();
        let (outgoing, results) = mpsc::unbounded_channel();
        thread::Builder::new()
            .name("arrange".to_owned())
            .spawn(move || work(&incoming, &outgoing))
            .wrap_err("the thread that filters and sorts cannot start")?;
        Ok(Self { orders, results, under_way: Vec::new() })
    }

    /// Works out an arrangement. One result comes under the id, unless it is stopped.
    pub(super) fn arrange(&mut self, id: ArrangementId, arrangement: Arrangement) {
        // The thread lets go of the flag with the order.
        self.under_way.retain(|(_, stop)| Arc::strong_count(stop) > 1);
        let stop = Arc::new(AtomicBool::new(false));
        self.under_way.push((id, Arc::clone(&stop)));
        // The thread outlives the arranger, so somebody always listens.
        let _ = self.orders.send(Order { id, arrangement, stop });
    }

    /// Forgets an arrangement; a result may still come if it was already on its way.
    pub(super) fn stop(&mut self, id: ArrangementId) {
        for (_, stop) in self.under_way.extract_if(.., |(other, _)| *other == id) {
            stop.store(true, Ordering::Relaxed);
        }
    }

    /// What was worked out next.
    pub(super) async fn arranged(&mut self) -> Option<Msg> {
        self.results.recv().await
    }

    /// What was worked out already.
    pub(super) fn arranged_already(&mut self) -> Option<Msg> {
        self.results.try_recv().ok()
    }
}

impl Drop for Arranger {
    fn drop(&mut self) {
        for (_, stop) in &self.under_way {
            stop.store(true, Ordering::Relaxed);
        }
    }
}

fn work(orders: &orders::Receiver<Order>, results: &mpsc::UnboundedSender<Msg>) {
    while let Ok(Order { id, arrangement, stop }) = orders.recv() {
        if let Some(result) = carry_out(arrangement, &stop)
            && results.send(Msg::Arranged { id, result: result.map(Box::new) }).is_err()
        {
            return;
        }
    }
}

/// The result, unless it was stopped. A panic ends the arrangement and nothing else.
fn carry_out(arrangement: Arrangement, stop: &AtomicBool) -> Option<Result<View, Problem>> {
    // What the panic leaves behind is thrown away: the arrangement is a snapshot.
    match catch_unwind(AssertUnwindSafe(|| arrangement.carry_out(stop))) {
        Ok(view) => view.map(Ok),
        Err(_) => Some(Err(Problem::Internal { reason: "filtering or sorting panicked".to_owned() })),
    }
}

#[cfg(test)]
mod tests;
