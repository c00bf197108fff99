//! Why a command did not do what was asked, for people and as an exit code.

use std::io;

use super::{exit::Exit, voice::Voice};
use crate::{
    config::{Missing, Said, Source},
    domain::{Fault, Problem},
    text,
};

/// The advice where the message says all.
pub(super) const NOTHING_SENT: &str = "nothing was sent";

/// Why a command ends early.
#[derive(Debug)]
pub(super) enum Failure {
    /// A call failed.
    Problem(Problem),
    /// Something was refused before anything was sent.
    Refused {
        /// What is wrong.
        message: String,
        /// What would be right.
        advice: String,
    },
    /// What was asked for does not fit what is there any more; nothing was sent.
    Stale(String),
    /// The data could not be written.
    Output(io::Error),
    /// Something else failed.
    Other(String),
}

impl Failure {
    /// A wrong use, with what to do instead.
    pub(super) fn refused(message: impl Into<String>, advice: impl Into<String>) -> Self {
        Self::Refused { message: message.into(), advice: advice.into() }
    }

    /// Everything that is missing, at once; `profile` is the one that could have said it.
    pub(super) fn missing(missing: &[Missing], profile: Option<&Said>) -> Self {
        let advice: Vec<&str> = missing.iter().map(|one| one.advice()).collect();
        let message = format!("missing {}", advice.join("; and "));
        match profile {
            Some(Said { text, source: Source::File { path, .. } }) => {
                let keys: Vec<&str> = missing.iter().map(|one| one.setting().key()).collect();
                let keys = keys.join(" and ");
                let path = path.display();
                Self::refused(message, format!("or say {keys} in the profile {text} of {path}"))
            }
            _ if missing == [Missing::Scope] => Self::refused(message, ""),
            _ => {
                let advice = "a profile of the configuration file says all of it: start `lictor` and press c to make one";
                Self::refused(message, advice)
            }
        }
    }

    /// What happened, safe to show.
    pub(super) fn message(&self) -> String {
        match self {
            Self::Problem(problem) => text::safe(&problem.message()).into_owned(),
            Self::Refused { message, .. } => message.clone(),
            Self::Output(error) => format!("the output cannot be written: {error}"),
            Self::Other(message) | Self::Stale(message) => text::safe(message).into_owned(),
        }
    }

    /// What to do about it.
    pub(super) fn advice(&self) -> &str {
        match self {
            Self::Problem(problem) => problem.advice(),
            Self::Refused { advice, .. } => advice,
            Self::Stale(_) => "nothing was sent",
            Self::Output(_) | Self::Other(_) => "",
        }
    }

    /// What happened and what to do, safe to show in one line.
    pub(super) fn in_one_line(&self) -> String {
        let (message, advice) = (self.message(), self.advice());
        if advice.is_empty() { message } else { format!("{message} · {advice}") }
    }

    /// Says on standard error what happened, and tells the exit code.
    pub(super) fn tell(&self, voice: &Voice) -> Exit {
        let exit = match self {
            Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => return Exit::Done,
            Self::Problem(problem) => Exit::from(problem),
            Self::Refused { .. } => Exit::Usage,
            Self::Stale(_) => Exit::Conflict,
            Self::Output(_) | Self::Other(_) => Exit::Failed,
        };
        voice.error(&self.message(), self.advice());
        exit
    }
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        Self::Problem(problem)
    }
}

impl From<Fault> for Failure {
    fn from(fault: Fault) -> Self {
        Self::refused(fault.to_string(), NOTHING_SENT)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}
