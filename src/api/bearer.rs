//! Who calls: what goes into the Authorization header (API section 3), and where another comes from once the server
//! does not accept it any more.

use std::sync::Arc;

use reqwest::header::HeaderValue;
use tokio::time::Instant;

use super::{
    Access,
    detached::blocking,
    session::Session,
    single_flight::{Issuer, Refusal, SingleFlight},
    transport::Transport,
};
use crate::domain::{Problem, Secret, SecretSource};

/// What a call goes with.
#[derive(Clone)]
pub(super) struct Pass {
    /// The Authorization header.
    pub(super) header: HeaderValue,
    /// Which of the passes it is; each is issued once.
    pub(super) generation: u64,
    /// Whether it was left by another run, so that a newer one may be had when it is refused.
    pub(super) taken_over: bool,
}

/// Who calls.
pub(super) enum Caller {
    Nobody,
    Token(SingleFlight<MachineToken>),
    Session(SingleFlight<Session>),
}

impl Caller {
    /// Nothing is read or sent yet.
    pub(super) fn new(access: Access, transport: &Arc<Transport>) -> Self {
        match access {
            Access::Nobody => Self::Nobody,
            Access::Token(source) => Self::Token(SingleFlight::new(MachineToken::new(source))),
            Access::Session(access) => {
                Self::Session(SingleFlight::new(Session::new(access, Arc::clone(transport))))
            }
        }
    }

    /// What the next call goes with; nothing where nobody calls.
    ///
    /// # Errors
    /// Why there is nothing to go with.
    pub(super) async fn pass(&self) -> Result<Option<Pass>, Problem> {
        match self {
            Self::Nobody => Ok(None),
            Self::Token(token) => token.pass().await,
            Self::Session(session) => session.pass().await,
        }
    }

    /// What a call goes with after the server refused what it went with; nothing where there is no other.
    ///
    /// # Errors
    /// Why another cannot be had.
    pub(super) async fn renew(&self, refusal: Refusal) -> Result<Option<Pass>, Problem> {
        match self {
            Self::Nobody => Ok(None),
            Self::Token(token) => token.renew(refusal).await,
            Self::Session(session) => session.renew(refusal).await,
        }
    }

    /// The account's session, where an account calls.
    pub(super) fn session(&self) -> Option<&SingleFlight<Session>> {
        match self {
            Self::Session(session) => Some(session),
            Self::Nobody | Self::Token(_) => None,
        }
    }
}

/// The header that a token goes in; none when no header can hold it.
pub(super) fn authorization(token: &Secret) -> Option<HeaderValue> {
    let mut header = HeaderValue::from_str(&format!("Bearer {}", token.expose().trim())).ok()?;
    header.set_sensitive(true);
    Some(header)
}

/// A machine's token, as its source gave it last.
pub(super) struct MachineToken {
    source: Arc<dyn SecretSource>,
    held: Option<(Secret, Pass)>,
}

impl MachineToken {
    fn new(source: Arc<dyn SecretSource>) -> Self {
        Self { source, held: None }
    }
}

impl Issuer for MachineToken {
    fn at_hand(&self, _now: Instant) -> Option<Pass> {
        self.held.as_ref().map(|(_, pass)| pass.clone())
    }

    async fn issue(&mut self, refusal: Option<Refusal>) -> Result<Option<Pass>, Problem> {
        if refusal.is_some() && !self.source.can_change() {
            return Ok(None);
        }
        let source = Arc::clone(&self.source);
        let token =
            blocking(move || source.secret()).await?.map_err(|reason| Problem::NoSecret { reason })?;
        if self.held.as_ref().is_some_and(|(held, _)| *held == token) {
            return Ok(None);
        }
        let header = authorization(&token).ok_or_else(|| Problem::Unauthenticated {
            reason: Some("the token holds a character that no token has; nothing was sent".to_owned()),
        })?;
        let generation = self.held.as_ref().map_or(0, |(_, pass)| pass.generation + 1);
        let pass = Pass { header, generation, taken_over: false };
        self.held = Some((token, pass.clone()));
        Ok(Some(pass))
    }
}
