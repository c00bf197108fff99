//! The words for what keeps an account out.

use std::time::Duration;

use super::{LogInStep, Problem, with_reason};
use crate::domain::session::Factor;

/// The status that a server gives for an account that is locked.
const LOCKED: u16 = 423;

/// What happened, for a problem that is about logging in.
pub(super) fn message(problem: &Problem) -> String {
    match problem {
        Problem::Unauthenticated { reason } => {
            with_reason("not logged in: the server refused the token", reason.as_ref())
        }
        Problem::OthersSession { owner, named } => {
            format!("not logged in: the session that is kept is {owner}'s, and the user name here is {named}")
        }
        Problem::SessionEnded { reason } => {
            with_reason("the session has ended; nothing was changed", reason.as_ref())
        }
        Problem::LogInRefused { step: LogInStep::Password, reason } => {
            with_reason("the server refused the log-in", reason.as_ref())
        }
        Problem::LogInRefused { step: LogInStep::Code, reason } => {
            with_reason("the server refused the code", reason.as_ref())
        }
        Problem::LogInPutOff { step, status, retry_after, reason } => {
            put_off(*step, *status, *retry_after, reason.as_ref())
        }
        Problem::NoLogIn { reason } => with_reason("not found: a log-in at this address", reason.as_ref()),
        Problem::NeedsCode { factor: Factor::Email } => {
            "not logged in: the server has sent a code by e-mail and asks for it".into()
        }
        Problem::NeedsCode { factor: Factor::Totp } => {
            "not logged in: the server asks for the code of the authenticator".into()
        }
        Problem::NoSecret { reason } => format!("not logged in: {reason}"),
        _ => "not logged in".into(),
    }
}

/// What to do about it.
pub(super) fn advice(problem: &Problem) -> &'static str {
    match problem {
        Problem::Unauthenticated { .. } => {
            "renew the token where it comes from (LICTOR_TOKEN, token_file or token_command), then try again"
        }
        Problem::OthersSession { .. } => {
            "log in with `lictor login` (:login in the console), or name the other with LICTOR_USERNAME or in the profile"
        }
        Problem::LogInRefused { reason: Some(reason), .. } if reason.to_lowercase().contains("lock") => {
            "wait, or ask an administrator to unlock the account"
        }
        Problem::LogInRefused { step: LogInStep::Password, .. } => {
            "check user name and password before you try again: wrong ones can lock the account"
        }
        Problem::LogInRefused { step: LogInStep::Code, .. } => {
            "enter the code anew, or log in again for another"
        }
        Problem::LogInPutOff { status: LOCKED, .. } => {
            "wait, or ask an administrator to unlock the account; more tries can lock it for longer"
        }
        Problem::LogInPutOff { status: 408, .. } => {
            "a log-in is sent once, so nothing was tried again; log in again"
        }
        Problem::LogInPutOff { .. } => {
            "nothing was tried again; wait before you log in again, too many tries can lock the account"
        }
        Problem::NoLogIn { .. } => {
            "check that the URL is the API's origin; a server without log-in takes a token (LICTOR_TOKEN, token_file or token_command)"
        }
        // A code that was sent by e-mail is for that log-in only, so it is of no use in a variable afterwards.
        Problem::NeedsCode { factor: Factor::Email } => {
            "run `lictor login` on a terminal, which asks for the code (or set LICTOR_CODE where it is known before)"
        }
        Problem::NeedsCode { factor: Factor::Totp } => {
            "set LICTOR_CODE to the code that it shows, or run `lictor login` on a terminal"
        }
        Problem::NoSecret { .. } => "nothing was sent",
        _ => "log in with `lictor login` (:login in the console), or set LICTOR_TOKEN",
    }
}

/// That a log-in has to wait, and until when.
fn put_off(step: LogInStep, status: u16, retry_after: Option<Duration>, reason: Option<&String>) -> String {
    let what = match step {
        LogInStep::Password => "log-in",
        LogInStep::Code => "code",
    };
    let message = match status {
        LOCKED => format!("the account is locked ({LOCKED})"),
        408 => format!("the server waited too long for the {what} (408)"),
        429 => format!("the server takes no {what} for now (429), there were too many"),
        _ => format!("the server is too busy for a {what} ({status})"),
    };
    let back = retry_after.map(|wait| format!("; it asks to come back in {} s", wait.as_secs()));
    with_reason(&format!("{message}{}", back.unwrap_or_default()), reason)
}
