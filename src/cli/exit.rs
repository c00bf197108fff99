//! What the exit codes mean. One table, for the program and for its help.

use std::process::ExitCode;

use crate::domain::Problem;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Exit {
    /// Done.
    Done,
    /// Failed otherwise.
    Failed,
    /// Wrong usage, or refused input; nothing was sent.
    Usage,
    /// No credentials, or refused ones.
    NotLoggedIn,
    /// Forbidden, or read-only.
    Forbidden,
    /// Not found.
    NotFound,
    /// The server rejected it.
    Rejected,
    /// No answer to be had, or none to be used; nothing was changed.
    Unreachable,
    /// A write was sent, and what became of it could not be found out.
    Unknown,
    /// The record changed since it was read.
    Conflict,
    /// Some of several were done.
    InPart,
    /// Ended by a signal, by its number.
    Signal(u8),
}

/// The table as the help shows it.
pub(super) const EXIT_CODES: &str = "\
Exit codes:
  0    done
  1    failed otherwise
  2    wrong usage, or refused input; nothing was sent
  3    not logged in: no credentials, refused ones, or the session has ended
  4    forbidden, or read-only
  5    not found
  6    the server rejected it
  7    unreachable, not trusted, timed out, or a broken answer; nothing was changed
  8    outcome unknown: a write was sent, and what became of it could not be found out
  9    conflict: the license changed since it was read
  10   done in part: the result of each is printed
  130  interrupted";

impl Exit {
    /// The number.
    pub(super) fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Failed => 1,
            Self::Usage => 2,
            Self::NotLoggedIn => 3,
            Self::Forbidden => 4,
            Self::NotFound => 5,
            Self::Rejected => 6,
            Self::Unreachable => 7,
            Self::Unknown => 8,
            Self::Conflict => 9,
            Self::InPart => 10,
            Self::Signal(number) => 128_u8.saturating_add(number),
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.code())
    }
}

impl From<&Problem> for Exit {
    fn from(problem: &Problem) -> Self {
        match problem {
            Problem::Unauthenticated { .. }
            | Problem::NotLoggedIn
            | Problem::OthersSession { .. }
            | Problem::SessionEnded { .. }
            | Problem::LogInRefused { .. }
            | Problem::LogInPutOff { status: 423, .. }
            | Problem::NeedsCode { .. }
            | Problem::NoSecret { .. } => Self::NotLoggedIn,
            Problem::Denied { .. } | Problem::Forbidden { .. } | Problem::ReadOnly(_) => Self::Forbidden,
            Problem::NotFound { .. } | Problem::NoLogIn { .. } => Self::NotFound,
            Problem::Rejected { .. } => Self::Rejected,
            Problem::Conflict { .. } | Problem::Different { .. } => Self::Conflict,
            Problem::Busy { .. }
            | Problem::LogInPutOff { .. }
            | Problem::Unreachable { .. }
            | Problem::NotTrusted { .. }
            | Problem::TimedOut { .. }
            | Problem::ServerFailed { .. }
            | Problem::Redirected { .. }
            | Problem::Broken { .. }
            | Problem::NotDone { .. }
            | Problem::Repeated
            | Problem::Endless { .. } => Self::Unreachable,
            Problem::OutcomeUnknown { .. } => Self::Unknown,
            Problem::NoReason => Self::Usage,
            Problem::NoJournal { .. } | Problem::StillKept { .. } | Problem::Internal { .. } => Self::Failed,
        }
    }
}

#[cfg(test)]
mod tests;
