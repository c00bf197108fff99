//! What comes from the background task: answers, and how the calls get on that are still to be answered.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use tokio::sync::mpsc;

use crate::{
    app::{Msg, RequestId},
    domain::{Exchange, Problem, Progress, Recorder, Reply, Watch},
};

/// Something to tell the state machine.
#[derive(Debug)]
pub enum News {
    /// A request was made, and answered or not.
    Exchanged(Box<Exchange>),
    /// A call gets on.
    Progressed(RequestId, Progress),
    /// A call came to its end.
    Replied(RequestId, Result<Reply, Problem>),
}

impl From<News> for Msg {
    fn from(news: News) -> Self {
        match news {
            News::Exchanged(exchange) => Self::Exchanged(exchange),
            News::Progressed(id, progress) => Self::Progressed { id, progress },
            News::Replied(id, result) => Self::Replied { id, result },
        }
    }
}

/// Watches one call: passes on how it gets on, and what the operator wants of it.
#[derive(Debug)]
pub(super) struct CallWatch {
    pub(super) id: RequestId,
    pub(super) news: mpsc::UnboundedSender<News>,
    pub(super) gives_up: Arc<AtomicBool>,
}

impl Watch for CallWatch {
    fn progress(&self, progress: Progress) {
        // A console that has left wants to know nothing more.
        let _ = self.news.send(News::Progressed(self.id, progress));
    }

    fn gives_up(&self) -> bool {
        self.gives_up.load(Ordering::Relaxed)
    }
}

/// Passes on what goes over the wire.
#[derive(Debug)]
pub(super) struct Tap(pub(super) mpsc::UnboundedSender<News>);

impl Recorder for Tap {
    fn record(&self, exchange: Exchange) {
        // A console that has left wants to know nothing more.
        let _ = self.0.send(News::Exchanged(Box::new(exchange)));
    }
}
