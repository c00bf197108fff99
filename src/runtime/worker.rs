//! The background task: it owns the client and makes the calls, on a thread of its own, so that neither the network
//! nor the reading of answers ever holds up a key.

use std::{
    collections::HashMap,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::Duration,
};

use color_eyre::eyre::{Result, WrapErr};
use tokio::{
    runtime,
    sync::mpsc,
    task::{AbortHandle, Id, JoinError, JoinSet},
};

use super::news::{CallWatch, News, Tap};
use crate::{
    api::{Client, Patience},
    app::RequestId,
    domain::{Call, Problem, Reply},
};

/// Answers that may wait to be taken in before the task stops making more.
const WAITING_REPLIES: usize = 64;

/// How long threads stay that looked names up or wrote files: short, so that an idle console soon sleeps for good.
const THREADS_KEPT: Duration = Duration::from_secs(1);

enum Order {
    Connect(Client),
    Call(RequestId, Call),
    Cancel(RequestId),
    GiveUp(RequestId),
}

/// The near end of the background task.
pub struct Worker {
    client: Option<Client>,
    orders: mpsc::UnboundedSender<Order>,
    replies: mpsc::Receiver<News>,
    progress: mpsc::UnboundedReceiver<News>,
}

impl Worker {
    /// Starts the task. It ends when the worker is dropped.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn start(client: Option<Client>) -> Result<Self> {
        let (orders, incoming) = mpsc::unbounded_channel();
        let (outgoing, replies) = mpsc::channel(WAITING_REPLIES);
        let (telling, progress) = mpsc::unbounded_channel();
        let runtime =
            runtime::Builder::new_current_thread().enable_all().thread_keep_alive(THREADS_KEPT).build();
        let runtime = runtime.wrap_err("the background task cannot start")?;
        let near = client.clone();
        thread::Builder::new()
            .name("api".to_owned())
            .spawn(move || runtime.block_on(Task::new(client, outgoing, telling).run(incoming)))
            .wrap_err("the background task cannot start")?;
        Ok(Self { client: near, orders, replies, progress })
    }

    /// From now on, calls go through `client`.
    pub fn connect(&mut self, client: Client) {
        self.client = Some(client.clone());
        self.order(Order::Connect(client));
    }

    /// Makes a call. Exactly one answer comes under the id, unless it is cancelled.
    pub fn call(&self, id: RequestId, call: Call) {
        self.order(Order::Call(id, call));
    }

    /// Forgets a call; an answer may still come if it was already on its way.
    pub fn cancel(&self, id: RequestId) {
        self.order(Order::Cancel(id));
    }

    /// Has a call make no further try than the one that may be under way. Its answer still comes.
    pub fn give_up(&self, id: RequestId) {
        self.order(Order::GiveUp(id));
    }

    fn order(&self, order: Order) {
        // The task outlives the worker, so somebody always listens.
        let _ = self.orders.send(order);
    }

    /// What comes next. How a call gets on comes before its answer.
    pub async fn news(&mut self) -> Option<News> {
        tokio::select! {
            biased;
            Some(progress) = self.progress.recv() => Some(progress),
            reply = self.replies.recv() => reply,
        }
    }

    /// Waits until no session is being refreshed, as [`Client::finish`]; to be done before the program ends.
    pub async fn finish(&self) {
        if let Some(client) = &self.client {
            client.finish().await;
        }
    }

    /// What has come already.
    pub fn news_that_waits(&mut self) -> Option<News> {
        self.progress.try_recv().or_else(|_| self.replies.try_recv()).ok()
    }
}

struct Task {
    client: Option<Client>,
    outgoing: mpsc::Sender<News>,
    telling: mpsc::UnboundedSender<News>,
    calls: JoinSet<Result<Reply, Problem>>,
    under_way: HashMap<Id, RequestId>,
    handles: HashMap<RequestId, Handle>,
}

/// What can be done to a call under way.
struct Handle {
    abort: AbortHandle,
    gives_up: Arc<AtomicBool>,
}

impl Task {
    fn new(
        client: Option<Client>, outgoing: mpsc::Sender<News>, telling: mpsc::UnboundedSender<News>,
    ) -> Self {
        if let Some(client) = &client {
            client.record_to(Arc::new(Tap(telling.clone())));
        }
        let (calls, under_way, handles) = (JoinSet::new(), HashMap::new(), HashMap::new());
        Self { client, outgoing, telling, calls, under_way, handles }
    }

    async fn run(mut self, mut incoming: mpsc::UnboundedReceiver<Order>) {
        loop {
            tokio::select! {
                biased;
                order = incoming.recv() => match order {
                    Some(order) => self.follow(order),
                    None => return,
                },
                Some(ended) = self.calls.join_next_with_id() => {
                    let Some(answer) = self.answer(ended) else { continue };
                    if self.outgoing.send(answer).await.is_err() {
                        return;
                    }
                }
            }
        }
    }

    fn follow(&mut self, order: Order) {
        match order {
            Order::Connect(client) => {
                client.record_to(Arc::new(Tap(self.telling.clone())));
                self.client = Some(client);
            }
            Order::Call(id, call) => {
                let client = self.client.clone();
                let gives_up = Arc::new(AtomicBool::new(false));
                let watch = CallWatch { id, news: self.telling.clone(), gives_up: Arc::clone(&gives_up) };
                let abort = self.calls.spawn(async move {
                    match client {
                        Some(client) => client.execute_with(call, Patience::SCREEN, &watch).await,
                        None => Err(Problem::Internal { reason: "not connected".to_owned() }),
                    }
                });
                self.under_way.insert(abort.id(), id);
                self.handles.insert(id, Handle { abort, gives_up });
            }
            Order::Cancel(id) => {
                if let Some(handle) = self.handles.remove(&id) {
                    handle.abort.abort();
                }
            }
            Order::GiveUp(id) => {
                if let Some(handle) = self.handles.get(&id) {
                    handle.gives_up.store(true, Ordering::Relaxed);
                }
            }
        }
    }

    /// The answer that a call's end amounts to: a call that panicked has failed, one that was cancelled has none.
    fn answer(&mut self, ended: Result<(Id, Result<Reply, Problem>), JoinError>) -> Option<News> {
        let (task, result) = match ended {
            Ok((task, result)) => (task, result),
            Err(error) => {
                let task = error.id();
                if error.is_cancelled() {
                    self.under_way.remove(&task);
                    return None;
                }
                (task, Err(Problem::Internal { reason: "the background task panicked".to_owned() }))
            }
        };
        let id = self.under_way.remove(&task)?;
        self.handles.remove(&id);
        Some(News::Replied(id, result))
    }
}
