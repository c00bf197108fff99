//! Log-ins and what comes of them: passwords, codes, tokens (API section 3). All in memory.

mod second_factor;
#[cfg(test)]
mod tests;
mod tokens;

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use uuid::Uuid;

use super::account::{Account, SecondFactor};
use super::refusal::Refusal;
use second_factor::Challenges;
pub(super) use second_factor::{Device, Proof};
pub(super) use tokens::Purpose;
use tokens::{Grant, Tokens};

/// How many wrong passwords in a row lock the account.
const MOST_WRONG_PASSWORDS: u32 = 5;

/// What a client sends to log in.
pub(super) struct Credentials {
    pub(super) username: String,
    pub(super) password: String,
}

/// What a log-in leads to.
#[derive(Debug)]
pub(super) enum LogIn {
    /// In.
    Done(Issued),
    /// A code is asked for, together with this payload.
    Challenge { payload: String, option: SecondFactor },
}

/// Tokens that were just given out.
#[derive(Debug)]
pub(super) struct Issued {
    pub(super) access: String,
    /// A refresh answers one only when the old one is to be replaced.
    pub(super) refresh: Option<String>,
}

/// The account and its sessions.
pub(super) struct Sessions {
    account: Option<Account>,
    tell_code: fn(&str),
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// In a row.
    wrong_passwords: u32,
    challenges: Challenges,
    tokens: Tokens,
}

impl Sessions {
    pub(super) fn new(account: Option<Account>, tell_code: fn(&str)) -> Self {
        Self { account, tell_code, state: Mutex::default() }
    }

    pub(super) const fn account(&self) -> Option<&Account> {
        self.account.as_ref()
    }

    /// The first step of a log-in, and the only one where no second factor is needed.
    pub(super) fn log_in(
        &self, credentials: &Credentials, device: &Device, now: Duration,
    ) -> Result<LogIn, Refusal> {
        let account = self.account.as_ref().filter(|account| account.username == credentials.username);
        let account = account.ok_or(WRONG_CREDENTIALS)?;
        let mut state = self.state();
        if state.wrong_passwords >= MOST_WRONG_PASSWORDS {
            return Err(Refusal::Unauthenticated("the account is locked after too many wrong passwords"));
        }
        if account.password != credentials.password {
            state.wrong_passwords += 1;
            return Err(WRONG_CREDENTIALS);
        }
        state.wrong_passwords = 0;
        match account.second_factor {
            Some(option) if !state.challenges.trusts(device) => {
                let code = account.code.clone().unwrap_or_else(|| self.draw_code());
                Ok(LogIn::Challenge { payload: state.challenges.ask(option, code), option })
            }
            Some(_) | None => Ok(LogIn::Done(state.begin(account, now))),
        }
    }

    /// The second step of a log-in.
    pub(super) fn verify(
        &self, option: SecondFactor, proof: &Proof, device: Device, now: Duration,
    ) -> Result<Issued, Refusal> {
        let mut state = self.state();
        state.challenges.verify(option, proof, device)?;
        let account = self.account.as_ref().ok_or(WRONG_CREDENTIALS)?;
        Ok(state.begin(account, now))
    }

    /// Whether a token is good; using it counts as its first use.
    pub(super) fn redeem(&self, token: &str, purpose: Purpose, now: Duration) -> bool {
        self.state().tokens.redeem(token, purpose, now).is_some()
    }

    /// A new access token for a refresh token, and a new refresh token in time.
    pub(super) fn refresh(&self, token: &str, now: Duration) -> Result<Issued, Refusal> {
        let mut state = self.state();
        let old = state.tokens.redeem(token, Purpose::Refresh, now);
        let (Some(old), Some(account)) = (old, &self.account) else {
            return Err(Refusal::INVALID_TOKEN);
        };
        let renews = account.rotate_refresh || old.nears_its_end(now);
        Ok(state.issue(account, old.session, renews, renews.then_some(token), now))
    }

    /// Ends the session that a token belongs to.
    pub(super) fn log_out(&self, token: &str) {
        self.state().tokens.end_session_of(token);
    }

    /// Ends every access token.
    pub(super) fn expire_access(&self) {
        self.state().tokens.end(Purpose::Access);
    }

    /// Ends every token.
    pub(super) fn end_all(&self) {
        self.state().tokens = Tokens::default();
    }

    /// The code that was asked for last.
    pub(super) fn last_code(&self) -> Option<String> {
        self.state().challenges.last_code()
    }

    /// Six fresh digits, told to the owner of the sandbox.
    fn draw_code(&self) -> String {
        let code = format!("{:06}", Uuid::new_v4().as_u128() % 1_000_000);
        (self.tell_code)(&code);
        code
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// The tokens of a new session.
    fn begin(&mut self, account: &Account, now: Duration) -> Issued {
        self.issue(account, Uuid::new_v4(), true, None, now)
    }

    fn issue(
        &mut self, account: &Account, session: Uuid, with_refresh: bool, supersedes: Option<&str>,
        now: Duration,
    ) -> Issued {
        let mut give = |purpose, lifetime| {
            let mut grant = Grant::new(session, purpose, lifetime, now);
            grant.supersedes = supersedes.map(str::to_owned);
            self.tokens.give(&account.username, grant)
        };
        let access = give(Purpose::Access, account.access_lifetime);
        let refresh = with_refresh.then(|| give(Purpose::Refresh, account.refresh_lifetime));
        Issued { access, refresh }
    }
}

const WRONG_CREDENTIALS: Refusal = Refusal::Unauthenticated("the user name or the password is wrong");

/// The time since the year 1970, as the claims of tokens count it.
pub(super) fn now() -> Duration {
    #[expect(
        clippy::disallowed_methods,
        reason = "the server is a world of its own, with a clock of its own"
    )]
    let now = SystemTime::now();
    now.duration_since(UNIX_EPOCH).unwrap_or_default()
}
