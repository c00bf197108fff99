//! Choosing where to work.

use super::Session;
use crate::{
    cli::{commands::scopes::Walk, failure::Failure},
    domain::{ScopeEntry, ScopeKind, rules},
};

/// How many scopes are said at once.
const MOST_SAID: usize = 50;

/// The scopes that were listed last, by their numbers.
#[derive(Debug, Default)]
pub(super) struct Scopes(Vec<ScopeEntry>);

impl Session<'_> {
    /// Says which scopes there are: of the kind that `text` names, else the groups that the server finds by it.
    pub(super) async fn list_scopes(&mut self, text: &str) -> Result<(), Failure> {
        let (kind, search) = match text.parse::<ScopeKind>() {
            Ok(kind) => (kind, None),
            Err(_) => (ScopeKind::Groups, (!text.is_empty()).then(|| text.to_owned())),
        };
        let listed = self.read_scopes(kind, search).await?;
        if listed.is_empty() {
            self.dialogue.say(&format!("No {kind}."))?;
        }
        for (number, entry) in listed.iter().enumerate().take(MOST_SAID) {
            self.dialogue.say(&format!("{}: {}, {}", number + 1, name(entry), entry.scope))?;
        }
        let more = listed.len().saturating_sub(MOST_SAID);
        if more > 0 {
            self.dialogue.say(&format!("{more} more; scopes and some words of the name find fewer."))?;
        }
        if !listed.is_empty() {
            self.dialogue.say("scope and a number chooses one.")?;
        }
        self.scopes = Scopes(listed);
        Ok(())
    }

    async fn read_scopes(&self, kind: ScopeKind, search: Option<String>) -> Result<Vec<ScopeEntry>, Failure> {
        let mut listed: Vec<ScopeEntry> = Vec::new();
        let walk = Walk { client: &self.client, kind, parent: None, search };
        let take = |entries: Vec<ScopeEntry>| {
            for entry in entries {
                if !listed.iter().any(|known| known.scope == entry.scope) {
                    listed.push(entry);
                }
            }
            Ok(listed.len())
        };
        walk.run(self.desk, take).await??;
        Ok(listed)
    }

    /// Goes to a scope that was listed, or that is typed whole.
    pub(super) async fn choose_scope(&mut self, text: &str) -> Result<(), Failure> {
        let entry = match text.parse::<usize>() {
            Ok(number) => {
                let entry = number.checked_sub(1).and_then(|index| self.scopes.0.get(index)).cloned();
                entry.ok_or_else(|| {
                    Failure::refused(format!("there is no scope number {number}"), "scopes lists them")
                })?
            }
            Err(_) => ScopeEntry { scope: rules::scope(text)?, name: None },
        };
        self.enter(entry).await
    }

    /// Works in a scope from now on.
    pub(super) async fn enter(&mut self, entry: ScopeEntry) -> Result<(), Failure> {
        let remark = if entry.scope.is_writable() {
            ""
        } else {
            " It is read-only: the API changes licenses under groups only."
        };
        self.dialogue.say(&format!("Scope {}, {}.{remark}", name(&entry), entry.scope))?;
        self.scope = Some(entry);
        self.pages = None;
        let listed = self.list().await;
        self.survive(listed).map(drop)
    }
}

fn name(entry: &ScopeEntry) -> &str {
    entry.name.as_deref().filter(|name| !name.trim().is_empty()).unwrap_or("without a name")
}
