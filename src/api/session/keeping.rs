//! What is kept of the session for other runs, and what other runs have kept.

use std::sync::Arc;

use tokio::time::Instant;

use super::{
    Session,
    expiry::{self, Expiry},
};
use crate::{
    api::detached::blocking,
    domain::{KeptSession, Problem, Tokens},
};

impl Session {
    /// Whether these very tokens would be found by a later run.
    pub(in crate::api) async fn is_kept(&self) -> bool {
        let keeper = Arc::clone(&self.keeper);
        let kept = blocking(move || keeper.load()).await;
        kept.is_ok_and(|kept| kept.is_ok_and(|kept| kept.as_ref() == self.live().map(|live| &live.session)))
    }

    /// Goes on with what a log-in as `username` gave just now, and keeps it, whatever was kept before.
    pub(super) async fn accept(&mut self, tokens: Tokens, username: String) -> Result<(), Problem> {
        let expiry = Expiry::of_received(&tokens.access, Instant::now(), expiry::wall_clock());
        let session = KeptSession { username: Some(username), tokens };
        self.enter(session.clone(), expiry, false)?;
        let keeper = Arc::clone(&self.keeper);
        not_kept(blocking(move || keeper.save(&session)).await?);
        Ok(())
    }

    /// Goes on with what a refresh gave just now, and keeps it, unless somebody else has logged in meanwhile: what a
    /// person did comes before what happens by itself.
    pub(super) async fn accept_refreshed(&mut self, tokens: Tokens) -> Result<(), Problem> {
        let expiry = Expiry::of_received(&tokens.access, Instant::now(), expiry::wall_clock());
        let username = self.last().and_then(|session| session.username.clone());
        let session = KeptSession { username, tokens };
        self.enter(session.clone(), expiry, false)?;
        let (keeper, username) = (Arc::clone(&self.keeper), self.username.clone());
        let save = move || match keeper.load() {
            Ok(Some(kept)) if kept.owner_other_than(username.as_deref()).is_some() => Ok(()),
            _ => keeper.save(&session),
        };
        not_kept(blocking(save).await?);
        Ok(())
    }

    /// Goes on with the session that is kept, where that is another: of an earlier run, or of one beside this. One that
    /// is somebody else's is left alone.
    pub(super) async fn take_over(&mut self) -> Result<Found, String> {
        let keeper = Arc::clone(&self.keeper);
        let kept = blocking(move || keeper.load()).await.map_err(|problem| problem.message())??;
        let Some(kept) = kept else {
            return Ok(Found::Nothing);
        };
        if let Some(owner) = kept.owner_other_than(self.username.as_deref()) {
            return Ok(Found::Others(owner.to_owned()));
        }
        if self.last().is_some_and(|last| last.tokens == kept.tokens) {
            return Ok(Found::Nothing);
        }
        let expiry = Expiry::of_kept(&kept.tokens.access, Instant::now(), expiry::wall_clock());
        self.enter(kept, expiry, true).map_err(|problem| problem.message())?;
        Ok(Found::Session)
    }
}

/// What is kept, as seen from here.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// Nothing that is new.
    Nothing,
    /// A session, which has been taken over.
    Session,
    /// A session of somebody else, by this name.
    Others(String),
}

/// A kept session that cannot be read is as good as none.
pub(super) fn unreadable(reason: &str) -> Found {
    tracing::warn!("what is kept of the session cannot be read: {reason}");
    Found::Nothing
}

/// A session that cannot be kept is good for this run.
fn not_kept(saved: Result<(), String>) {
    if let Err(reason) = saved {
        tracing::warn!("the session is not kept for later: {reason}");
    }
}
