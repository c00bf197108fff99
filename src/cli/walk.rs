//! Carries out a search through all scopes: makes its requests, a few at once, and hands on what is found as it comes.

use std::{collections::HashMap, io, sync::Arc};

use tokio::task::{Id, JoinSet};

use super::{desk::Desk, eyes::Eyes, failure::Failure};
use crate::{
    api::{Client, Patience},
    domain::{
        Call, Problem, Reply,
        search::{AT_ONCE, Found, Search, Ticket},
    },
};

/// Brings a search to its end. `take` is given what each answer brings.
///
/// # Errors
/// Why not even the scopes could be listed; what `take` fails with.
pub(super) async fn walk(
    desk: &Desk<'_>, client: Client, search: &mut Search,
    take: impl FnMut(&Search, Vec<Found>) -> io::Result<()>,
) -> Result<(), Failure> {
    let walked = Requests::new(client).answer(search, take).await;
    desk.voice.end_progress();
    walked?;
    match search.scopes_problem() {
        Some(problem) if search.known() == 0 => Err(problem.clone().into()),
        _ => Ok(()),
    }
}

/// Names what was not searched on standard error.
pub(super) fn tell_unsearched(desk: &Desk<'_>, search: &Search) {
    for (entry, problem) in search.unsearched() {
        let why = problem.as_ref().map_or_else(|| "stopped before it".to_owned(), Problem::message);
        desk.note(&format!("not searched: {}: {why}", entry.label()));
    }
    if let Some(problem) = search.scopes_problem() {
        desk.note(&format!("not all {} are known: {}", search.kind(), problem.message()));
    }
}

/// The requests under way. Dropping it ends them.
struct Requests {
    client: Client,
    eyes: Arc<Eyes>,
    under_way: JoinSet<Result<Reply, Problem>>,
    tickets: HashMap<Id, Ticket>,
}

impl Requests {
    fn new(client: Client) -> Self {
        Self { client, eyes: Arc::default(), under_way: JoinSet::new(), tickets: HashMap::new() }
    }

    async fn answer(
        mut self, search: &mut Search, mut take: impl FnMut(&Search, Vec<Found>) -> io::Result<()>,
    ) -> io::Result<()> {
        loop {
            if self.eyes.is_busy() {
                search.is_busy();
            }
            while let Some((ticket, call)) = search.ask() {
                self.ask(ticket, call);
            }
            let Some(ended) = self.under_way.join_next_with_id().await else { return Ok(()) };
            let (id, result) = match ended {
                Ok((id, result)) => (id, result),
                Err(error) => {
                    (error.id(), Err(Problem::Internal { reason: format!("a request broke off: {error}") }))
                }
            };
            let Some(ticket) = self.tickets.remove(&id) else { continue };
            let found = search.take(ticket, result);
            take(search, found)?;
        }
    }

    fn ask(&mut self, ticket: Ticket, call: Call) {
        debug_assert!(self.under_way.len() < AT_ONCE, "the search counts its requests");
        let (client, eyes) = (self.client.clone(), Arc::clone(&self.eyes));
        let handle =
            self.under_way.spawn(async move { client.execute_with(call, Patience::COMMAND, &*eyes).await });
        self.tickets.insert(handle.id(), ticket);
    }
}
