//! All pages of one scope's licenses, one after the other, the next one always under way already.

use tokio::task::{JoinError, JoinSet};

use super::Client;
use crate::domain::{Call, LicensePage, Problem, Reply, Scope, Walk};

/// A listing without a screen. Dropping it stops what is under way.
#[derive(Debug)]
pub struct Listing {
    client: Client,
    scope: Scope,
    page_size: u32,
    walk: Walk,
    under_way: JoinSet<Result<Reply, Problem>>,
    /// Why there is nothing more to be had, though the end has not come.
    stopped: Option<Problem>,
}

impl Listing {
    /// A listing of a scope; nothing is asked yet.
    #[must_use]
    pub fn new(client: Client, scope: Scope, page_size: u32) -> Self {
        Self { client, scope, page_size, walk: Walk::default(), under_way: JoinSet::new(), stopped: None }
    }

    /// The next page, while the one after it is asked for; none at the end. Needs a Tokio runtime.
    ///
    /// # Errors
    /// Why the page cannot be had; asked again, it is tried again. [`Problem::Repeated`] or
    /// [`Problem::Endless`] comes after the last page of a listing that has no end, and then nothing more.
    pub async fn next_page(&mut self) -> Option<Result<LicensePage, Problem>> {
        if let Some(problem) = self.stopped.take() {
            return Some(Err(problem));
        }
        self.ask_ahead();
        let reply = self.under_way.join_next().await?;
        let page = match reply.unwrap_or_else(|error| Err(broken_off(&error))) {
            Ok(Reply::Licenses(page)) => page,
            Ok(_) => {
                return Some(Err(Problem::Internal { reason: "an answer to another question".to_owned() }));
            }
            Err(problem) => return Some(Err(problem)),
        };
        match self.walk.accept(&page) {
            Ok(()) => self.ask_ahead(),
            Err(problem) => self.stopped = Some(problem),
        }
        Some(Ok(page))
    }

    /// Whether the server has said that there is nothing more.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.walk.is_complete()
    }

    fn ask_ahead(&mut self) {
        if !self.under_way.is_empty() {
            return;
        }
        if let Some(token) = self.walk.next_token() {
            let call = Call::ListLicenses { scope: self.scope, page_size: self.page_size, token };
            let client = self.client.clone();
            self.under_way.spawn(async move { client.execute_patiently(call).await });
        }
    }
}

fn broken_off(error: &JoinError) -> Problem {
    Problem::Internal { reason: format!("a request broke off: {error}") }
}
