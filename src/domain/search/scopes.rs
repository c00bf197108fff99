//! Which scopes there are to search.

use std::collections::HashSet;

use crate::domain::{
    call::{Call, Reply, ScopeCursor},
    headway::Headway,
    problem::Problem,
    scope::{Scope, ScopeEntry, ScopeKind},
};

/// The list of scopes, page by page.
#[derive(Debug)]
pub(super) struct Scopes {
    kind: ScopeKind,
    /// Whether the kind below is taken where this may not be listed.
    descends: bool,
    /// Where to go on; none while a page is under way, and at the end.
    from: Option<ScopeCursor>,
    asked: HashSet<ScopeCursor>,
    known: HashSet<Scope>,
    headway: Headway,
    is_complete: bool,
    problem: Option<Problem>,
}

impl Scopes {
    pub(super) fn new(kind: Option<ScopeKind>) -> Self {
        Self {
            kind: kind.unwrap_or(ScopeKind::Groups),
            descends: kind.is_none(),
            from: Some(ScopeCursor::default()),
            asked: HashSet::new(),
            known: HashSet::new(),
            headway: Headway::default(),
            is_complete: false,
            problem: None,
        }
    }

    /// The request for the next page, if one is to be made now.
    pub(super) fn ask(&mut self) -> Option<Call> {
        let from = self.from.take()?;
        self.asked.insert(from.clone());
        Some(Call::ListScopes { kind: self.kind, parent: None, search: None, from })
    }

    /// Takes a page; the scopes on it that were not known.
    pub(super) fn take(&mut self, result: Result<Reply, Problem>) -> Vec<ScopeEntry> {
        match result {
            Ok(Reply::Scopes(page)) => {
                let entries: Vec<ScopeEntry> =
                    page.entries.into_iter().filter(|entry| self.known.insert(entry.scope)).collect();
                self.go_on(page.next, !entries.is_empty());
                entries
            }
            Ok(_) => {
                self.problem = Some(Problem::Internal { reason: "an answer to another question".to_owned() });
                Vec::new()
            }
            Err(Problem::Denied { role, reason }) if self.descends && self.known.is_empty() => {
                match self.kind.below() {
                    Some(below) => {
                        self.kind = below;
                        self.asked.clear();
                        self.from = Some(ScopeCursor::default());
                    }
                    None => self.problem = Some(Problem::Denied { role, reason }),
                }
                Vec::new()
            }
            Err(problem) => {
                self.problem = Some(problem);
                Vec::new()
            }
        }
    }

    fn go_on(&mut self, next: Option<ScopeCursor>, has_new: bool) {
        let Some(next) = next else {
            self.is_complete = true;
            return;
        };
        // On the way through the scopes above, those without any below are no standstill.
        let headway = self.headway.page(has_new || next.token.is_none());
        if self.asked.contains(&next) {
            self.problem = Some(Problem::Repeated);
        } else if let Err(problem) = headway {
            self.problem = Some(problem);
        } else {
            self.from = Some(next);
        }
    }

    /// Asks nothing more; what is `unread` is still under way.
    pub(super) fn stop(&mut self, unread: bool) {
        self.is_complete &= !unread && self.from.is_none();
        self.from = None;
    }

    /// Whether no page is left to ask for.
    pub(super) fn is_done(&self) -> bool {
        self.from.is_none()
    }

    /// Whether the server has said that there are no more.
    pub(super) fn is_complete(&self) -> bool {
        self.is_complete
    }

    pub(super) fn kind(&self) -> ScopeKind {
        self.kind
    }

    pub(super) fn known(&self) -> usize {
        self.known.len()
    }

    pub(super) fn problem(&self) -> Option<&Problem> {
        self.problem.as_ref()
    }
}
