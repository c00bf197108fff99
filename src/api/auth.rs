//! Logging in, staying in, leaving, and who one is (API section 3). None of these requests is ever sent twice by
//! itself: wrong passwords can lock an account, and a refresh may use up its token.

use reqwest::header::HeaderValue;

use super::{
    client::{Client, read},
    failure,
    transport::{Answer, Request, Transport},
    trouble::Trouble,
    wire::{self, LogInAnswer},
};
use crate::domain::{Call, Credentials, LogInStep, Problem, Reply, Secret, Tokens, Verification};

impl Client {
    pub(super) async fn log_in(&self, credentials: &Credentials) -> Result<Reply, Problem> {
        self.begin(&credentials.username, async |transport| log_in(transport, credentials).await).await
    }

    pub(super) async fn verify(&self, verification: &Verification) -> Result<Reply, Problem> {
        let username = &verification.challenge.username;
        self.begin(username, async |transport| verify(transport, verification).await).await
    }

    /// Makes a session of what the server answers.
    async fn begin(
        &self, username: &str, ask: impl AsyncFnOnce(&Transport) -> Result<LogInAnswer, Problem>,
    ) -> Result<Reply, Problem> {
        let Some(session) = self.caller().session() else {
            let reason = "a client that goes with a token of its own has nothing to log in to";
            return Err(Problem::Internal { reason: reason.to_owned() });
        };
        match ask(self.transport()).await? {
            LogInAnswer::Tokens(tokens) => {
                session.replace(tokens, username.to_owned()).await.map(|()| Reply::LoggedIn)
            }
            LogInAnswer::Challenge(challenge) => Ok(Reply::Challenged(challenge)),
        }
    }

    pub(super) async fn log_out(&self) -> Result<Reply, Problem> {
        let told = match self.caller().session() {
            Some(session) => session.log_out().await?,
            None => false,
        };
        Ok(Reply::LoggedOut { told })
    }

    /// Who is logged in (API section 3.1).
    pub(super) async fn who_am_i(&self) -> Result<Reply, Problem> {
        let answer = self.ask(&Call::WhoAmI, &account(&["system", "users", "local"])).await?;
        read(answer, wire::account).map(|(account, _)| Reply::Account(account))
    }
}

/// Sends user name and password, once.
///
/// # Errors
/// What the server has against them; else as a read.
pub(super) async fn log_in(transport: &Transport, credentials: &Credentials) -> Result<LogInAnswer, Problem> {
    let request = Request::post(path(&["auth", "login"]), &wire::log_in_body(credentials))
        .in_confidence([credentials.password.clone()]);
    let call = Call::LogIn(credentials.clone());
    enter(transport, &call, request, LogInStep::Password, &credentials.username).await
}

/// Sends the code of a second factor, once.
///
/// # Errors
/// What the server has against it; else as a read.
pub(super) async fn verify(
    transport: &Transport, verification: &Verification,
) -> Result<LogInAnswer, Problem> {
    let challenge = &verification.challenge;
    let body = wire::verification_body(verification).map_err(|_| Problem::Internal {
        reason: "what is to go back with the code is not what the server sent".to_owned(),
    })?;
    let request = Request::post(path(&["auth", wire::second_factor(challenge.factor)]), &body)
        .in_confidence([verification.code.clone(), challenge.payload.clone()]);
    let call = Call::Verify(verification.clone());
    enter(transport, &call, request, LogInStep::Code, &challenge.username).await
}

async fn enter(
    transport: &Transport, call: &Call, request: Request, step: LogInStep, username: &str,
) -> Result<LogInAnswer, Problem> {
    let answer = transport.send(&request.outside_instance(), None).await.map_err(Trouble::of_read)?;
    if answer.is_success() {
        return read(answer, |body| wire::log_in_answer(body, username)).map(|(answer, _)| answer);
    }
    let answer = without_unknown_json(answer);
    let reason = failure::reason(&answer);
    match answer.status {
        404 if step == LogInStep::Password => Err(Problem::NoLogIn { reason }),
        status if asks_to_wait(&answer) => {
            Err(Problem::LogInPutOff { step, status, retry_after: answer.retry_after, reason })
        }
        400..500 => Err(Problem::LogInRefused { step, reason }),
        _ => Err(failure::problem(call, &answer)),
    }
}

/// Whether it is no refusal for good: nothing was wrong with what was sent, or nobody has looked at it.
fn asks_to_wait(answer: &Answer) -> bool {
    matches!(answer.status, 408 | 423 | 429) || (answer.status == 503 && answer.retry_after.is_some())
}

/// What a refresh came to without giving tokens.
pub(super) enum NoRefresh {
    /// The session has ended, with the server's words.
    Refused(Option<String>),
    /// Nothing is decided; it may be tried again.
    Failed(Problem),
}

/// Asks for a new access token, once. A new refresh token comes along only now and then.
///
/// # Errors
/// The end of the session, or trouble as that of a read.
pub(super) async fn refresh(transport: &Transport, token: &Secret) -> Result<Tokens, NoRefresh> {
    let Some(header) = super::bearer::authorization(token) else {
        return Err(NoRefresh::Refused(Some("the kept session is not whole".to_owned())));
    };
    let request = account(&["auth", "access_token"]).once();
    let answer = transport.send(&request, Some(&header)).await;
    let answer = answer.map_err(|trouble| NoRefresh::Failed(trouble.of_read()))?;
    if answer.is_success() {
        return read(answer, wire::refreshed).map(|(tokens, _)| tokens).map_err(NoRefresh::Failed);
    }
    let answer = without_unknown_json(answer);
    match answer.status {
        // Whatever it says no with, this refresh token will not do.
        400..500 if !matches!(answer.status, 408 | 429) => Err(NoRefresh::Refused(failure::reason(&answer))),
        _ => Err(NoRefresh::Failed(failure::problem(&Call::WhoAmI, &answer))),
    }
}

/// Tells the server that a session ends. Whether it heard.
pub(super) async fn log_out(transport: &Transport, authorization: &HeaderValue) -> bool {
    let request = account(&["auth", "logout"]).once();
    transport.send(&request, Some(authorization)).await.is_ok_and(|answer| answer.is_success())
}

fn account(segments: &[&str]) -> Request {
    Request::get(path(segments)).outside_instance()
}

fn path(segments: &[&str]) -> Vec<String> {
    segments.iter().map(|segment| (*segment).to_owned()).collect()
}

/// JSON of a form that is not known may hold tokens that only the server knows, so it is not passed on.
fn without_unknown_json(mut answer: Answer) -> Answer {
    if failure::reason(&answer).is_some_and(|reason| reason.starts_with(['{', '['])) {
        answer.body = Ok(Vec::new());
    }
    answer
}
