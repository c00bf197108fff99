//! `find`: the licenses that hold a text, in all scopes that the account can see.

use std::{collections::HashMap, sync::Arc};

use tokio::task::{Id, JoinSet};

use crate::{
    api::{Client, Patience},
    cli::{
        arguments::Find,
        desk::Desk,
        exit::Exit,
        eyes::Eyes,
        failure::{Failure, NOTHING_SENT},
        output::{FoundLicense, Sink},
    },
    domain::{
        Call, Problem, Reply, ScopeKind,
        search::{AT_ONCE, Search, Ticket},
    },
};

/// Searches. What was not searched is named on standard error.
///
/// # Errors
/// What is wrong with the arguments or the configuration; why not even the scopes could be listed.
pub(in crate::cli) async fn run(desk: &Desk<'_>, arguments: &Find) -> Result<Exit, Failure> {
    if arguments.text.trim().is_empty() {
        return Err(Failure::refused("text: must not be empty", NOTHING_SENT));
    }
    let kind: Option<ScopeKind> = arguments.kind.as_deref().map(str::parse).transpose()?;
    let client = desk.connect()?;
    let mut search = Search::new(&arguments.text, kind, desk.config.page_size()?);
    let mut sink = Sink::new(desk.format);
    let walked = Walk::new(client).run(desk, &mut search, &mut sink).await;
    desk.voice.end_progress();
    walked?;
    if search.known() == 0
        && let Some(problem) = search.scopes_problem()
    {
        return Err(problem.clone().into());
    }
    desk.finish(sink, "licenses", search.is_complete())?;
    tell(desk, &search);
    Ok(if search.is_complete() { Exit::Done } else { Exit::InPart })
}

fn tell(desk: &Desk<'_>, search: &Search) {
    for (entry, problem) in search.unsearched() {
        let why = problem.as_ref().map_or_else(|| "stopped before it".to_owned(), Problem::message);
        desk.note(&format!("not searched: {}: {why}", entry.label()));
    }
    if let Some(problem) = search.scopes_problem() {
        desk.note(&format!("not all {} are known: {}", search.kind(), problem.message()));
    }
    desk.note(&search.in_words());
}

/// The requests under way. Dropping it ends them.
struct Walk {
    client: Client,
    eyes: Arc<Eyes>,
    under_way: JoinSet<Result<Reply, Problem>>,
    tickets: HashMap<Id, Ticket>,
}

impl Walk {
    fn new(client: Client) -> Self {
        Self { client, eyes: Arc::default(), under_way: JoinSet::new(), tickets: HashMap::new() }
    }

    /// Brings a search to its end, and prints what it finds as it comes.
    async fn run(
        mut self, desk: &Desk<'_>, search: &mut Search, sink: &mut Sink<FoundLicense>,
    ) -> Result<(), Failure> {
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
            if !found.is_empty() {
                sink.take(found.into_iter().map(FoundLicense))?;
            }
            let (searched, known) = (search.searched(), search.known());
            desk.voice.progress(&format!("{} found · {searched}/{known} searched", search.found()));
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
