//! The session of an account: tokens that are taken up from an earlier run, refreshed before and after they expire,
//! kept for later runs, and given up when the server ends them (API section 3).

mod expiry;
mod keeping;

use std::sync::Arc;

use tokio::time::Instant;

use super::{
    AutomaticLogIn, SessionAccess,
    auth::{self, NoRefresh},
    bearer::{Pass, authorization},
    detached::{blocking, to_the_end},
    single_flight::{Issuer, Refusal, SingleFlight},
    transport::Transport,
    wire::LogInAnswer,
};
use crate::domain::{Credentials, KeptSession, Problem, Secret, SessionKeeper, Tokens, Verification};
use expiry::Expiry;
use keeping::{Found, unreadable};

/// The session of an account.
pub(super) struct Session {
    transport: Arc<Transport>,
    keeper: Arc<dyn SessionKeeper>,
    /// Taken out when it is used: it is used once.
    automatic: Option<AutomaticLogIn>,
    /// Whose session it has to be, once that is known: a run goes on as the one that it began as.
    username: Option<String>,
    phase: Phase,
    generation: u64,
}

enum Phase {
    /// There is none that could be used.
    Absent {
        /// What calls are told.
        problem: Problem,
        /// The session that is of no more use, wherever it may still be kept.
        dead: Option<KeptSession>,
    },
    Live(Live),
}

struct Live {
    session: KeptSession,
    pass: Pass,
    expiry: Expiry,
}

impl Session {
    /// Nothing is read or sent yet.
    pub(super) fn new(access: SessionAccess, transport: Arc<Transport>) -> Self {
        let SessionAccess { keeper, username, automatic } = access;
        let phase = Phase::Absent { problem: Problem::NotLoggedIn, dead: None };
        Self { transport, keeper, automatic, username, phase, generation: 0 }
    }

    fn live(&self) -> Option<&Live> {
        match &self.phase {
            Phase::Live(live) => Some(live),
            Phase::Absent { .. } => None,
        }
    }

    /// The pass as it is, even when it is about to expire.
    fn pass(&self) -> Option<Pass> {
        self.live().map(|live| live.pass.clone())
    }

    /// What is live, or was last.
    fn last(&self) -> Option<&KeptSession> {
        match &self.phase {
            Phase::Live(live) => Some(&live.session),
            Phase::Absent { dead, .. } => dead.as_ref(),
        }
    }

    /// Goes on with this session.
    fn enter(&mut self, session: KeptSession, expiry: Expiry, taken_over: bool) -> Result<(), Problem> {
        let header = authorization(&session.tokens.access).ok_or_else(|| Problem::Broken {
            reason: "the access token holds a character that no token has".to_owned(),
        })?;
        let Tokens { access, refresh } = &session.tokens;
        self.transport.keep_to_ourselves(
            &[Some(access), refresh.as_ref()].into_iter().flatten().cloned().collect::<Vec<_>>(),
        );
        self.generation += 1;
        let pass = Pass { header, generation: self.generation, taken_over };
        if session.username.is_some() {
            self.username.clone_from(&session.username);
        }
        self.phase = Phase::Live(Live { session, pass, expiry });
        Ok(())
    }

    /// Asks for a new access token. Where the server refuses, another run may have used up the refresh token and
    /// left a new one; else the session has ended.
    async fn refresh(&mut self, mut reason: Option<String>) -> Result<Option<Pass>, Problem> {
        loop {
            let Some(token) = self.live().and_then(|live| live.session.tokens.refresh.clone()) else {
                return self.end(reason).await;
            };
            match auth::refresh(&self.transport, &token).await {
                Ok(mut fresh) => {
                    fresh.refresh = fresh.refresh.or(Some(token));
                    self.accept_refreshed(fresh).await?;
                    return Ok(self.pass());
                }
                Err(NoRefresh::Failed(problem)) => return Err(problem),
                Err(NoRefresh::Refused(said)) => reason = said,
            }
            if self.take_over().await.unwrap_or_else(|reason| unreadable(&reason)) != Found::Session {
                return self.end(reason).await;
            }
            if let Some(pass) = self.at_hand(Instant::now()) {
                return Ok(Some(pass));
            }
        }
    }

    /// Gives the session up, here and where it is kept, and begins another if that can be done without questions.
    async fn end(&mut self, reason: Option<String>) -> Result<Option<Pass>, Problem> {
        let dead = self.last().cloned();
        if let Some(ours) = dead.clone() {
            let keeper = Arc::clone(&self.keeper);
            let forget = move || match keeper.load()? {
                Some(kept) if kept.tokens == ours.tokens => keeper.forget(),
                _ => Ok(()),
            };
            if let Err(reason) = blocking(forget).await? {
                tracing::warn!("the session that has ended is still kept: {reason}");
            }
        }
        self.phase = Phase::Absent { problem: Problem::SessionEnded { reason }, dead };
        self.begin().await
    }

    /// Begins a session without questions, if that was not tried before.
    async fn begin(&mut self) -> Result<Option<Pass>, Problem> {
        let source = match (&self.automatic, &self.phase) {
            (Some(automatic), _) => Arc::clone(&automatic.password),
            (None, Phase::Absent { problem, .. }) => return Err(problem.clone()),
            (None, Phase::Live(live)) => return Ok(Some(live.pass.clone())),
        };
        let password =
            blocking(move || source.secret()).await?.map_err(|reason| Problem::NoSecret { reason })?;
        let Some(AutomaticLogIn { username, code, .. }) = self.automatic.take() else {
            return Ok(None);
        };
        let credentials = Credentials { username, password };
        let tokens = self.log_in(&credentials, code).await?;
        self.accept(tokens, credentials.username).await?;
        Ok(self.pass())
    }

    async fn log_in(&self, credentials: &Credentials, code: Option<Secret>) -> Result<Tokens, Problem> {
        let challenge = match auth::log_in(&self.transport, credentials).await? {
            LogInAnswer::Tokens(tokens) => return Ok(tokens),
            LogInAnswer::Challenge(challenge) => challenge,
        };
        let factor = challenge.factor;
        let code = code.ok_or(Problem::NeedsCode { factor })?;
        let verification = Verification { challenge, code, trust: false };
        match auth::verify(&self.transport, &verification).await? {
            LogInAnswer::Tokens(tokens) => Ok(tokens),
            LogInAnswer::Challenge(next) => Err(Problem::NeedsCode { factor: next.factor }),
        }
    }

    /// Tells the server, and forgets, whether it heard or not. Whether it did. What is kept ends whosever it is: nobody
    /// who leaves wants to find a session left behind.
    async fn leave(&mut self) -> Result<bool, Problem> {
        self.automatic = None;
        let username = self.username.take();
        if self.live().is_none() {
            self.take_over().await.unwrap_or_else(|reason| unreadable(&reason));
        }
        self.username = username.or(self.username.take());
        let told = match (self.pass(), self.last()) {
            (Some(pass), _) => auth::log_out(&self.transport, &pass.header).await,
            (None, Some(_)) => false,
            (None, None) => return Err(Problem::NotLoggedIn),
        };
        self.phase = Phase::Absent { problem: Problem::NotLoggedIn, dead: self.last().cloned() };
        let keeper = Arc::clone(&self.keeper);
        let forgotten = blocking(move || keeper.forget()).await?;
        forgotten.map_err(|reason| Problem::StillKept { reason })?;
        Ok(told)
    }
}

impl Issuer for Session {
    /// A pass that cannot be refreshed is as good as it will ever be.
    fn at_hand(&self, now: Instant) -> Option<Pass> {
        let live = self.live()?;
        let usable = live.session.tokens.refresh.is_none() || !live.expiry.is_due(now);
        usable.then(|| live.pass.clone())
    }

    async fn issue(&mut self, refusal: Option<Refusal>) -> Result<Option<Pass>, Problem> {
        let refused = refusal.as_ref().map(|refusal| refusal.generation);
        let found = match self.take_over().await {
            Ok(found) => found,
            Err(reason) if self.live().is_none() && self.automatic.is_none() => {
                return Err(Problem::NoSecret { reason });
            }
            Err(reason) => unreadable(&reason),
        };
        if self.live().is_none() {
            return self.begin().await.map_err(|problem| match (problem, found, &self.username) {
                (Problem::NotLoggedIn, Found::Others(owner), Some(named)) => {
                    Problem::OthersSession { owner, named: named.clone() }
                }
                (problem, ..) => problem,
            });
        }
        match self.at_hand(Instant::now()) {
            Some(pass) if Some(pass.generation) != refused => Ok(Some(pass)),
            _ => self.refresh(refusal.and_then(|refusal| refusal.reason)).await,
        }
    }
}

impl SingleFlight<Session> {
    /// A new session of `username` in place of whatever there was. Those who wait for the last one are served first.
    ///
    /// # Errors
    /// Tokens that cannot be used.
    pub(super) async fn replace(&self, tokens: Tokens, username: String) -> Result<(), Problem> {
        let mut held = self.lock().await;
        let accept = async move {
            held.issuer.accept(tokens, username).await?;
            // Whoever waited through a failure and then through this goes with the new session.
            held.last = Ok(held.issuer.pass());
            Ok(())
        };
        to_the_end(accept).await?
    }

    /// Ends the session. Whether the server was told.
    ///
    /// # Errors
    /// What is kept cannot be removed.
    pub(super) async fn log_out(&self) -> Result<bool, Problem> {
        let mut held = self.lock().await;
        to_the_end(async move { held.issuer.leave().await }).await?
    }
}
