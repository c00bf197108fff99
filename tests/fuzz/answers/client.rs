//! The client that is tested, and somebody who listens to all that it tells.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use fastrand::Rng;
use lictor::{
    api::{Access, Client, SessionAccess},
    domain::{Exchange, KeptSession, Progress, Recorder, Secret, SessionKeeper, Tokens, Watch},
    secrets::MemorySession,
};

use crate::client::client;

/// Takes down what a client tells while it is at work.
#[derive(Clone, Debug, Default)]
pub(super) struct Tape(Arc<Mutex<Vec<String>>>);

impl Tape {
    fn take_down(&self, words: String) {
        self.0.lock().expect("the lock").push(words);
    }

    pub(super) fn told(&self) -> Vec<String> {
        self.0.lock().expect("the lock").clone()
    }
}

impl Recorder for Tape {
    fn record(&self, exchange: Exchange) {
        self.take_down(format!("{exchange:?}"));
    }
}

impl Watch for Tape {
    fn progress(&self, progress: Progress) {
        self.take_down(format!("{progress:?}"));
    }

    fn gives_up(&self) -> bool {
        false
    }
}

/// A client with a machine's token, or with a session that has the token and nothing to renew it.
pub(super) fn new(rng: &mut Rng, url: &str, token: &str, tape: &Tape) -> Client {
    let access = if rng.bool() {
        Access::Token(Arc::new(Secret::from(token)))
    } else {
        let keeper = MemorySession::default();
        let tokens = Tokens { access: token.into(), refresh: None };
        keeper.save(&KeptSession { username: None, tokens }).expect("kept");
        Access::Session(SessionAccess { keeper: Arc::new(keeper), username: None, automatic: None })
    };
    let client = client(url, access, Duration::from_millis(300));
    client.record_to(Arc::new(tape.clone()));
    client
}
