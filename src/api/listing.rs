//! All pages of one scope's licenses in their order; where the server allows it, a few are under way at once.

use std::collections::HashMap;

use tokio::{
    sync::mpsc,
    task::{self, AbortHandle, JoinError, JoinSet},
};

use super::{Client, patience::Patience};
use crate::domain::{Call, Foresight, LicensePage, Problem, Progress, Reply, Scope, Steadiness, Walk, Watch};

/// A listing without a screen. Dropping it stops what is under way.
#[derive(Debug)]
pub struct Listing {
    client: Client,
    scope: Scope,
    walk: Walk,
    steadiness: Steadiness,
    foresight: Foresight<task::Id>,
    reads_ahead: bool,
    /// How many more records are wanted; none where all are.
    wanted: Option<usize>,
    under_way: JoinSet<Result<Reply, Problem>>,
    handles: HashMap<task::Id, AbortHandle>,
    telling: mpsc::UnboundedSender<News>,
    told: mpsc::UnboundedReceiver<News>,
    /// Why there is nothing more to be had, though the end has not come.
    stopped: Option<Problem>,
}

/// How a page that is under way gets on.
#[derive(Debug)]
struct News {
    request: task::Id,
    progress: Progress,
}

impl Listing {
    /// A listing of a scope that reads ahead; nothing is asked yet.
    #[must_use]
    pub fn new(client: Client, scope: Scope, page_size: u32) -> Self {
        let (telling, told) = mpsc::unbounded_channel();
        Self {
            client,
            scope,
            walk: Walk::default(),
            steadiness: Steadiness::default(),
            foresight: Foresight::new(page_size, true),
            reads_ahead: true,
            wanted: None,
            under_way: JoinSet::new(),
            handles: HashMap::new(),
            telling,
            told,
            stopped: None,
        }
    }

    /// The same, with each page asked for only when it is wanted, unless it `reads_ahead`.
    #[must_use]
    pub fn reading_ahead(self, reads_ahead: bool) -> Self {
        let foresight = Foresight::new(self.foresight.page_size(), reads_ahead);
        Self { foresight, reads_ahead, ..self }
    }

    /// The same for somebody who wants no more than so many records: pages behind them are asked for only when they
    /// are wanted after all.
    #[must_use]
    pub fn of_at_most(self, records: usize) -> Self {
        Self { wanted: Some(records), ..self }
    }

    /// The next page, while those after it are asked for; none at the end. Needs a Tokio runtime.
    ///
    /// # Errors
    /// Why the page cannot be had; asked again, it is tried again. [`Problem::Repeated`] or
    /// [`Problem::Endless`] comes after the last page of a listing that has no end, and then nothing more.
    pub async fn next_page(&mut self) -> Option<Result<LicensePage, Problem>> {
        if let Some(problem) = self.stopped.take() {
            return Some(Err(problem));
        }
        loop {
            self.ask(self.pages_wanted().max(1));
            if let Some(taken) = self.foresight.take(&self.walk) {
                return Some(self.taken(taken));
            }
            self.cancel_dropped();
            if !self.listen().await {
                // What was foreseen came to nothing, and the page is to be asked for anew; or this is the end.
                self.walk.next_token()?;
            }
        }
    }

    /// Whether the server has said that there is nothing more.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.walk.is_complete()
    }

    /// Whether the list is known to have changed while it was read: records may have been missed. `rows` is how many
    /// different records were on the pages, for whoever has counted them.
    #[must_use]
    pub fn has_changed(&self, rows: Option<usize>) -> bool {
        let mut steadiness = self.steadiness.clone();
        if let Some(rows) = rows.filter(|_| self.is_complete()) {
            steadiness.end(rows, 0);
        }
        steadiness.has_changed()
    }

    fn taken(&mut self, taken: Result<LicensePage, Problem>) -> Result<LicensePage, Problem> {
        let result = taken.inspect(|page| {
            self.wanted = self.wanted.map(|wanted| wanted.saturating_sub(page.licenses.len()));
            self.stopped = self.walk.accept(page).err();
            self.steadiness.page(page);
        });
        if result.is_err() || self.stopped.is_some() {
            // Whoever goes on after a failure does so in earnest, with nothing old under way.
            self.foresight.discard();
            self.cancel_dropped();
        } else if self.reads_ahead {
            self.ask(self.pages_wanted());
        }
        result
    }

    /// How many more pages are needed for what is wanted.
    fn pages_wanted(&self) -> usize {
        let rows = usize::try_from(self.foresight.page_size()).unwrap_or(usize::MAX);
        self.wanted.map_or(usize::MAX, |wanted| wanted.div_ceil(rows.max(1)))
    }

    /// Asks for what is to be asked for now, of so many pages from the next one on.
    fn ask(&mut self, pages: usize) {
        while let Some(token) = self.foresight.ask(&self.walk, pages) {
            let page_size = self.foresight.page_size();
            let call = Call::ListLicenses { scope: self.scope, page_size, token };
            let (client, watch) = (self.client.clone(), Onlooker(self.telling.clone()));
            let handle = self
                .under_way
                .spawn(async move { client.execute_with(call, Patience::COMMAND, &watch).await });
            self.foresight.asked(handle.id());
            self.handles.insert(handle.id(), handle);
        }
        self.cancel_dropped();
    }

    fn cancel_dropped(&mut self) {
        for request in self.foresight.dropped() {
            if let Some(handle) = self.handles.remove(&request) {
                handle.abort();
            }
        }
    }

    /// Waits for an answer, or for word of one that is late, and takes it in. False where nothing is awaited.
    async fn listen(&mut self) -> bool {
        if self.handles.is_empty() {
            return false;
        }
        tokio::select! {
            biased;
            Some(news) = self.told.recv() => self.hear(&news),
            Some(ended) = self.under_way.join_next_with_id() => self.answered(ended),
        }
        true
    }

    fn hear(&mut self, News { request, progress }: &News) {
        if let Progress::Waiting { problem, .. } = progress {
            self.foresight.held_up(*request, problem);
            self.cancel_dropped();
        }
        // What nobody waits for any more is nothing to tell of.
        if let (true, Some(words)) = (self.foresight.awaits(*request), progress.message()) {
            tracing::warn!("{words}");
        }
    }

    fn answered(&mut self, ended: Result<(task::Id, Result<Reply, Problem>), JoinError>) {
        let (request, result) = match ended {
            Ok((request, Ok(Reply::Licenses(page)))) => (request, Ok(page)),
            Ok((request, Ok(_))) => {
                (request, Err(Problem::Internal { reason: "an answer to another question".to_owned() }))
            }
            Ok((request, Err(problem))) => (request, Err(problem)),
            Err(error) => (error.id(), Err(broken_off(&error))),
        };
        self.handles.remove(&request);
        self.foresight.answered(request, result);
    }
}

/// Passes on how a page gets on.
#[derive(Debug)]
struct Onlooker(mpsc::UnboundedSender<News>);

impl Watch for Onlooker {
    fn progress(&self, progress: Progress) {
        if let Some(request) = task::try_id() {
            // A listing that is gone wants to know nothing more.
            let _ = self.0.send(News { request, progress });
        }
    }
}

fn broken_off(error: &JoinError) -> Problem {
    Problem::Internal { reason: format!("a request broke off: {error}") }
}
