//! Filters and sorts many rows on a thread of its own, so that no key waits for it.

use std::{
    io,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
        mpsc as orders,
    },
    thread,
};

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

/// The near end of the thread, which is there from the first order on. It ends when the arranger is dropped.
pub(super) struct Arranger {
    orders: Option<orders::Sender<Order>>,
    outgoing: mpsc::UnboundedSender<Msg>,
    results: mpsc::UnboundedReceiver<Msg>,
    /// What was ordered and not stopped; what has ended meanwhile goes with the next order.
    under_way: Vec<(ArrangementId, Arc<AtomicBool>)>,
}

impl Default for Arranger {
    fn default() -> Self {
        let (outgoing, results) = mpsc::unbounded_channel();
        Self { orders: None, outgoing, results, under_way: Vec::new() }
    }
}

impl Arranger {
    /// Works out an arrangement. One result comes under the id, unless it is stopped; where the system gives no thread,
    /// it says so.
    pub(super) fn arrange(&mut self, id: ArrangementId, arrangement: Arrangement) {
        // The thread lets go of the flag with the order.
        self.under_way.retain(|(_, stop)| Arc::strong_count(stop) > 1);
        let stop = Arc::new(AtomicBool::new(false));
        self.under_way.push((id, Arc::clone(&stop)));
        match self.thread() {
            // The thread outlives the arranger, so somebody always listens.
            Ok(orders) => drop(orders.send(Order { id, arrangement, stop })),
            Err(error) => {
                let reason = format!("the thread that filters and sorts cannot start: {error}");
                let result = Err(Problem::Internal { reason });
                // We hold the other end.
                let _ = self.outgoing.send(Msg::Arranged { id, result });
            }
        }
    }

    fn thread(&mut self) -> io::Result<&orders::Sender<Order>> {
        let orders = if let Some(orders) = self.orders.take() {
            orders
        } else {
            let (orders, incoming) = orders::channel();
            let outgoing = self.outgoing.clone();
            let thread = thread::Builder::new().name("arrange".to_owned());
            thread.spawn(move || work(&incoming, &outgoing))?;
            orders
        };
        Ok(self.orders.insert(orders))
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
