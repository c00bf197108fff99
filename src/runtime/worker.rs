//! The background task: it owns the client and makes the calls, on a thread of its own, so that neither the network
//! nor the reading of answers ever holds up a key.

use std::{collections::HashMap, thread};

use color_eyre::eyre::{Result, WrapErr};
use tokio::{
    runtime,
    sync::mpsc,
    task::{AbortHandle, Id, JoinError, JoinSet},
};

use crate::{
    api::Client,
    app::RequestId,
    domain::{Call, Problem, Reply},
};

/// Answers that may wait to be taken in before the task stops making more.
const WAITING_REPLIES: usize = 64;

type Answer = (RequestId, Result<Reply, Problem>);

enum Order {
    Connect(Client),
    Call(RequestId, Call),
    Cancel(RequestId),
}

/// The near end of the background task.
pub struct Worker {
    client: Option<Client>,
    orders: mpsc::UnboundedSender<Order>,
    replies: mpsc::Receiver<Answer>,
}

impl Worker {
    /// Starts the task. It ends when the worker is dropped.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn start(client: Option<Client>) -> Result<Self> {
        let (orders, incoming) = mpsc::unbounded_channel();
        let (outgoing, replies) = mpsc::channel(WAITING_REPLIES);
        let runtime = runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.wrap_err("the background task cannot start")?;
        let near = client.clone();
        thread::Builder::new()
            .name("api".to_owned())
            .spawn(move || runtime.block_on(Task::new(client, outgoing).run(incoming)))
            .wrap_err("the background task cannot start")?;
        Ok(Self { client: near, orders, replies })
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

    fn order(&self, order: Order) {
        // The task outlives the worker, so somebody always listens.
        let _ = self.orders.send(order);
    }

    /// The next answer.
    pub async fn reply(&mut self) -> Option<Answer> {
        self.replies.recv().await
    }

    /// Waits until no session is being refreshed, as [`Client::finish`]; to be done before the program ends.
    pub async fn finish(&self) {
        if let Some(client) = &self.client {
            client.finish().await;
        }
    }

    /// An answer that has come already.
    pub fn reply_that_waits(&mut self) -> Option<Answer> {
        self.replies.try_recv().ok()
    }
}

struct Task {
    client: Option<Client>,
    outgoing: mpsc::Sender<Answer>,
    calls: JoinSet<Result<Reply, Problem>>,
    under_way: HashMap<Id, RequestId>,
    handles: HashMap<RequestId, AbortHandle>,
}

impl Task {
    fn new(client: Option<Client>, outgoing: mpsc::Sender<Answer>) -> Self {
        Self { client, outgoing, calls: JoinSet::new(), under_way: HashMap::new(), handles: HashMap::new() }
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
            Order::Connect(client) => self.client = Some(client),
            Order::Call(id, call) => {
                let client = self.client.clone();
                let handle = self.calls.spawn(async move {
                    match client {
                        Some(client) => client.execute(call).await,
                        None => Err(Problem::Internal { reason: "not connected".to_owned() }),
                    }
                });
                self.under_way.insert(handle.id(), id);
                self.handles.insert(id, handle);
            }
            Order::Cancel(id) => {
                if let Some(handle) = self.handles.remove(&id) {
                    handle.abort();
                }
            }
        }
    }

    /// The answer that a call's end amounts to: a call that panicked has failed, one that was cancelled has none.
    fn answer(&mut self, ended: Result<(Id, Result<Reply, Problem>), JoinError>) -> Option<Answer> {
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
        Some((id, result))
    }
}
