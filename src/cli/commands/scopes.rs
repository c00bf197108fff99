//! `scopes`: what the account can see, kind by kind.

use std::collections::HashSet;

use crate::{
    api::Client,
    cli::{
        arguments::Scopes,
        desk::Desk,
        exit::Exit,
        failure::Failure,
        output::{ListedScope, Sink},
    },
    domain::{Call, Headway, Problem, Reply, Scope, ScopeCursor, ScopeEntry, ScopeKind, rules},
};

/// Lists scopes. Of several kinds, those that the account may not list are left out, and that is said.
///
/// # Errors
/// What is wrong with the arguments or the configuration, a page that cannot be had, an output that takes nothing.
pub(in crate::cli) async fn run(desk: &Desk<'_>, arguments: &Scopes) -> Result<Exit, Failure> {
    let parent = arguments.parent.as_deref().map(rules::scope).transpose()?;
    let kinds = kinds(arguments.kind.as_deref(), parent)?;
    let client = desk.connect()?;
    let mut sink = Sink::new(desk.format);
    let mut denied = Vec::new();
    let mut problem = None;
    for kind in &kinds {
        let walk = Walk { client: &client, kind: *kind, parent, search: arguments.search.clone() };
        let take = |entries: Vec<ScopeEntry>| {
            sink.take(entries.into_iter().map(ListedScope))?;
            desk.voice.progress(&format!("{} read", sink.len()));
            Ok(sink.len())
        };
        match walk.run(desk, take).await? {
            Ok(()) => {}
            Err(refused @ Problem::Denied { .. }) => denied.push((kind, refused)),
            Err(failed) => {
                problem = Some(failed);
                break;
            }
        }
    }
    if denied.len() == kinds.len() {
        problem = Some(denied.swap_remove(0).1);
    }
    desk.finish(sink, "scopes", problem.is_none())?;
    if let Some(problem) = problem {
        return Err(problem.into());
    }
    for (kind, refused) in denied {
        desk.note(&format!("{kind} are left out: {refused}"));
    }
    Ok(Exit::Done)
}

/// The kinds to list, in the order of the hierarchy.
fn kinds(kind: Option<&str>, parent: Option<Scope>) -> Result<Vec<ScopeKind>, Failure> {
    let kind: Option<ScopeKind> = kind.map(str::parse).transpose()?;
    let is_below = |kind: ScopeKind| parent.is_none_or(|parent| kind > parent.kind);
    match (kind, parent) {
        (Some(kind), Some(parent)) if !is_below(kind) => {
            let message = format!("parent: {kind} are never under a {}", parent.kind.singular());
            Err(Failure::refused(message, "the hierarchy is group, distributor, reseller, tenant"))
        }
        (Some(kind), _) => Ok(vec![kind]),
        (None, Some(parent)) if parent.kind == ScopeKind::Tenants => {
            Err(Failure::refused("parent: there is nothing under a tenant", "name a scope above it"))
        }
        (None, _) => Ok(ScopeKind::ALL.into_iter().filter(|kind| is_below(*kind)).collect()),
    }
}

/// The way through the pages of one kind.
pub(in crate::cli) struct Walk<'a> {
    pub(in crate::cli) client: &'a Client,
    pub(in crate::cli) kind: ScopeKind,
    pub(in crate::cli) parent: Option<Scope>,
    pub(in crate::cli) search: Option<String>,
}

impl Walk<'_> {
    /// Reads all pages, and hands each on to `take`, which tells how many scopes it has then.
    ///
    /// # Errors
    /// The outer one is that of `take`, the inner one a page that cannot be had, or a list without an end.
    pub(in crate::cli) async fn run(
        &self, desk: &Desk<'_>, mut take: impl FnMut(Vec<ScopeEntry>) -> Result<usize, Failure>,
    ) -> Result<Result<(), Problem>, Failure> {
        let mut from = ScopeCursor::default();
        let (mut seen, mut headway, mut count) = (HashSet::new(), Headway::default(), 0);
        loop {
            let call = Call::ListScopes {
                kind: self.kind,
                parent: self.parent,
                search: self.search.clone(),
                from: from.clone(),
            };
            let page = match desk.execute(self.client, call).await {
                Ok(Reply::Scopes(page)) => page,
                Ok(_) => {
                    return Ok(Err(Problem::Internal { reason: "an answer to another question".into() }));
                }
                Err(problem) => return Ok(Err(problem)),
            };
            let before = std::mem::replace(&mut count, take(page.entries)?);
            let Some(next) = page.next else {
                return Ok(Ok(()));
            };
            seen.insert(from);
            if seen.contains(&next) {
                return Ok(Err(Problem::Repeated));
            }
            // On the way through the scopes above, those without any below are no standstill.
            if let Err(problem) = headway.page(count > before || next.token.is_none()) {
                return Ok(Err(problem));
            }
            from = next;
        }
    }
}
