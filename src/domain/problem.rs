//! What can go wrong with a call, in the words that an operator needs: what happened, and what to do.

mod log_in;

use std::{fmt, time::Duration};

use super::{
    license::{FieldChange, License},
    session::Factor,
};

/// Why a call did not succeed.
///
/// `reason` is always the server's own text, or that of the network below; it is not yet safe to show on a
/// terminal. All but [`Problem::OutcomeUnknown`] and [`Problem::Different`] promise that a write changed nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// The server does not accept the token (401), and there is no other to be had.
    Unauthenticated {
        /// What the server said.
        reason: Option<String>,
    },
    /// There is no session; nothing was sent.
    NotLoggedIn,
    /// The session that is kept is another user's than the one who is named; it was not used, and nothing was sent.
    OthersSession {
        /// Whose it is.
        owner: String,
        /// Who is named.
        named: String,
    },
    /// The session has ended: the server gives no new access token for it. The call was not acted on.
    SessionEnded {
        /// What the server said.
        reason: Option<String>,
    },
    /// The server refused a log-in, or the code of a second factor. It was sent once.
    LogInRefused {
        /// Which step.
        step: LogInStep,
        /// What the server said.
        reason: Option<String>,
    },
    /// The server takes no log-in, or no code, for now. It was sent once, and is not sent again by itself.
    LogInPutOff {
        /// Which step.
        step: LogInStep,
        /// The HTTP status: 408, 423 (the account is locked), 429, or 503 with `Retry-After`.
        status: u16,
        /// How long, where it said so.
        retry_after: Option<Duration>,
        /// What the server said.
        reason: Option<String>,
    },
    /// The server has no log-in (404 where it should be). Nothing that a call asked for was looked for.
    NoLogIn {
        /// What the server said.
        reason: Option<String>,
    },
    /// The server asks for the code of a second factor, and there is none and nobody to ask.
    NeedsCode {
        /// Where the code comes from.
        factor: Factor,
    },
    /// A file or a command that is to give a secret gave none; nothing was sent.
    NoSecret {
        /// What is wrong and what to do.
        reason: String,
    },
    /// The account may not do this (403).
    Denied {
        /// The role that the API documents for the call.
        role: &'static str,
        /// What the server said.
        reason: Option<String>,
    },
    /// The account may not do this (403), and the API documents no role for it.
    Forbidden {
        /// What the server said.
        reason: Option<String>,
    },
    /// Refused on our side: lictor was started to read only, or the scope is not a group.
    ReadOnly(ReadOnly),
    /// There is no such thing (404).
    NotFound {
        /// What was asked for: "license 17".
        what: String,
        /// What the server said.
        reason: Option<String>,
    },
    /// The server did not accept what was sent (400, 409, 422).
    Rejected {
        /// The HTTP status.
        status: u16,
        /// What the server said.
        reason: Option<String>,
    },
    /// Somebody else changed the same fields meanwhile; nothing was sent.
    Conflict {
        /// Each field: `before` is what the operator saw, `after` what the server holds now.
        fields: Vec<FieldChange>,
        /// The license as the server holds it now.
        now: Box<License>,
    },
    /// The changes cannot be noted in the journal; nothing was sent.
    NoJournal {
        /// Why, and what to do.
        reason: String,
    },
    /// The profile demands a reason for each change, and none was given; nothing was sent.
    NoReason,
    /// The server asks for patience (429, or 503 with `Retry-After`).
    Busy {
        /// The HTTP status.
        status: u16,
        /// How long, where it said so.
        retry_after: Option<Duration>,
    },
    /// The server could not be reached; nothing was sent.
    Unreachable {
        /// Host and port.
        host: String,
        /// What the network said.
        reason: String,
    },
    /// The server's certificate is not trusted; nothing was sent.
    NotTrusted {
        /// Host and port.
        host: String,
        /// What is wrong with the certificate.
        reason: String,
        /// Of which kind that is.
        cause: Distrust,
    },
    /// A read was not answered in time.
    TimedOut {
        /// How long it was waited for.
        after: Duration,
    },
    /// The server, or a proxy before it, failed on a read (5xx).
    ServerFailed {
        /// The HTTP status.
        status: u16,
        /// What was said, or the title of a page of HTML.
        reason: Option<String>,
    },
    /// The answer leads elsewhere, and that is not followed.
    Redirected {
        /// Where it leads.
        to: String,
    },
    /// The answer is not what the API documents: cut off, not JSON, too large.
    Broken {
        /// What is wrong with it.
        reason: String,
    },
    /// A listing came back to a page that it had already given.
    Repeated,
    /// A listing goes on and on.
    Endless {
        /// How that shows.
        reason: String,
    },
    /// A write was sent, and whether the server acted on it is not known.
    OutcomeUnknown {
        /// What came instead of an answer.
        reason: String,
    },
    /// A write was given up, or went wrong and reading back showed that nothing was changed.
    NotDone {
        /// What came instead of an answer.
        reason: String,
    },
    /// A write was sent and went wrong, and reading back showed something else than was sent.
    Different {
        /// Each field: `before` is what was sent, `after` what the server holds. None where the license is gone.
        fields: Vec<FieldChange>,
    },
    /// Logged out, but the session is still kept on this machine.
    StillKept {
        /// Why, with the place.
        reason: String,
    },
    /// Something failed within lictor itself.
    Internal {
        /// What.
        reason: String,
    },
}

/// A step of a log-in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogInStep {
    /// User name and password.
    Password,
    /// The code of the second factor.
    Code,
}

/// Why a server is not trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Distrust {
    /// Nobody whom this machine knows vouches for it.
    UnknownIssuer,
    /// Its certificate is for another name.
    OtherName,
    /// Its certificate is not good yet, or no longer.
    OutOfTime,
    /// Its certificate is wrong in another way.
    Certificate,
    /// What it takes to trust anybody could not be had on our side.
    Unprepared,
}

impl Distrust {
    /// What to do about it.
    #[must_use]
    pub fn advice(self) -> &'static str {
        match self {
            Self::UnknownIssuer => {
                "check the URL; a private authority belongs into ca_file of the profile, else somebody may be in between"
            }
            Self::OtherName => {
                "write the URL with a name that the certificate is for; else somebody may be in between"
            }
            Self::OutOfTime => {
                "check the clock of this machine; else whoever runs the server has to renew it"
            }
            Self::Certificate => "check the URL, and tell whoever runs the server",
            Self::Unprepared => "check ca_file, client_certificate and client_key of the profile",
        }
    }
}

/// Why nothing may be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadOnly {
    /// By option.
    Session,
    /// The API changes licenses under groups only.
    Scope,
}

impl Problem {
    /// What happened.
    #[must_use]
    pub fn message(&self) -> String {
        match self {
            Self::Unauthenticated { .. }
            | Self::NotLoggedIn
            | Self::OthersSession { .. }
            | Self::SessionEnded { .. }
            | Self::LogInRefused { .. }
            | Self::LogInPutOff { .. }
            | Self::NoLogIn { .. }
            | Self::NeedsCode { .. }
            | Self::NoSecret { .. } => log_in::message(self),
            Self::Denied { role, reason } => {
                // Said once is enough: the message has to have room on a narrow screen.
                let reason = reason.as_ref().filter(|reason| !reason.contains(role));
                with_reason(&format!("forbidden: the account lacks the role {role}"), reason)
            }
            Self::Forbidden { reason } => with_reason("forbidden", reason.as_ref()),
            Self::ReadOnly(ReadOnly::Session) => {
                "read-only: lictor was started without the right to change".into()
            }
            Self::ReadOnly(ReadOnly::Scope) => READ_ONLY_SCOPE.into(),
            Self::NotFound { what, reason } => with_reason(&format!("not found: {what}"), reason.as_ref()),
            Self::Rejected { status, reason } => {
                with_reason(&format!("the server rejected it ({status})"), reason.as_ref())
            }
            Self::Conflict { fields, .. } => {
                format!("changed meanwhile by somebody else: {}", in_words(fields, "was"))
            }
            Self::NoJournal { reason } => format!("the journal of changes cannot be written: {reason}"),
            Self::NoReason => "this profile demands a reason for each change".into(),
            Self::Busy { status, retry_after: Some(wait) } => {
                format!("the server is busy ({status}) and asks to come back in {} s", wait.as_secs())
            }
            Self::Busy { status, retry_after: None } => format!("the server is busy ({status})"),
            Self::Unreachable { host, reason } => format!("{host} cannot be reached: {reason}"),
            Self::NotTrusted { host, reason, .. } => {
                format!("the certificate of {host} is not trusted: {reason}")
            }
            Self::TimedOut { after } => format!("no answer within {} s", seconds(*after)),
            Self::ServerFailed { status, reason } => {
                with_reason(&format!("the server failed ({status})"), reason.as_ref())
            }
            Self::Redirected { to } => format!("the server leads elsewhere, to {to}; that is not followed"),
            Self::Broken { reason } => format!("the answer is broken: {reason}"),
            Self::Repeated => "the server sent the same page again; the listing stops here".into(),
            Self::Endless { reason } => format!("{reason}; the listing stops here"),
            Self::OutcomeUnknown { reason } => format!("whether the change was made is not known: {reason}"),
            Self::Different { fields } if fields.is_empty() => {
                "the license is not as it was sent: it is there no longer".to_owned()
            }
            Self::Different { fields } => {
                format!("the license is not as it was sent: {}", in_words(fields, "sent was"))
            }
            Self::NotDone { reason } => format!("nothing was changed: {reason}"),
            Self::StillKept { reason } => format!("logged out here, but the session is still kept: {reason}"),
            Self::Internal { reason } => format!("lictor itself failed: {reason}"),
        }
    }

    /// What to do about it.
    #[must_use]
    pub fn advice(&self) -> &'static str {
        match self {
            Self::Unauthenticated { .. }
            | Self::NotLoggedIn
            | Self::OthersSession { .. }
            | Self::SessionEnded { .. }
            | Self::LogInRefused { .. }
            | Self::LogInPutOff { .. }
            | Self::NoLogIn { .. }
            | Self::NeedsCode { .. }
            | Self::NoSecret { .. } => log_in::advice(self),
            Self::Denied { .. } => "ask an administrator for the role",
            Self::Forbidden { .. } => "ask an administrator for the right to do this",
            Self::ReadOnly(ReadOnly::Session) => "start without --read-only to change licenses",
            Self::ReadOnly(ReadOnly::Scope) => "choose the group to change its licenses",
            Self::NotFound { .. } => "it may have been deleted; refresh the list",
            Self::Rejected { .. } => "correct it and send it again",
            Self::Conflict { .. } | Self::Different { .. } => "read the license again, then decide",
            Self::NoJournal { .. } => "nothing was sent; mend the state directory, then try again",
            Self::NoReason => "say why with --reason (the console asks); nothing was sent",
            Self::Busy { .. } => "wait, then try again",
            Self::Unreachable { .. } => "check the URL, the network and the proxy, then try again",
            Self::NotTrusted { cause, .. } => cause.advice(),
            Self::TimedOut { .. } => "try again, or allow more with --timeout",
            Self::ServerFailed { .. } => "try again later",
            Self::Redirected { .. } => "check the URL",
            Self::Broken { .. } => "check that the URL is the API's, then try again",
            Self::Repeated | Self::Endless { .. } => "the rows read so far are shown; refresh to start anew",
            Self::OutcomeUnknown { .. } => "read the license again before you repeat the change",
            Self::NotDone { .. } => "try again",
            Self::StillKept { .. } => "remove it, or mend the directory and log out again",
            Self::Internal { .. } => "please report it",
        }
    }

    /// Whether the server does not know who calls, for whatever cause. The call was not acted on.
    #[must_use]
    pub fn is_about_log_in(&self) -> bool {
        matches!(
            self,
            Self::Unauthenticated { .. }
                | Self::NotLoggedIn
                | Self::OthersSession { .. }
                | Self::SessionEnded { .. }
                | Self::LogInRefused { .. }
                | Self::LogInPutOff { .. }
                | Self::NoLogIn { .. }
                | Self::NeedsCode { .. }
                | Self::NoSecret { .. }
        )
    }

    /// Whether logging in is what helps. The call was not acted on.
    #[must_use]
    pub fn asks_for_log_in(&self) -> bool {
        matches!(
            self,
            Self::NotLoggedIn
                | Self::OthersSession { .. }
                | Self::SessionEnded { .. }
                | Self::NeedsCode { .. }
        )
    }

    /// What happened and what to do, in one line.
    #[must_use]
    pub fn with_advice(&self) -> String {
        format!("{} · {}", self.message(), self.advice())
    }
}

/// What a scope that is not a group says of itself.
pub const READ_ONLY_SCOPE: &str = "read-only: the API changes licenses under groups only";

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message())
    }
}

impl std::error::Error for Problem {}

fn with_reason(message: &str, reason: Option<&String>) -> String {
    match reason {
        Some(reason) if !reason.trim().is_empty() => format!("{message}: {}", reason.trim()),
        _ => message.to_owned(),
    }
}

/// Each field as it is now; `before` tells what the other value is.
fn in_words(fields: &[FieldChange], before: &str) -> String {
    let words: Vec<String> = fields
        .iter()
        .map(|change| {
            let field = change.field.word();
            format!("{field} is now \"{}\" ({before} \"{}\")", change.after, change.before)
        })
        .collect();
    words.join("; ")
}

fn seconds(duration: Duration) -> String {
    let text = format!("{:.1}", duration.as_secs_f64());
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

#[cfg(test)]
mod tests;
