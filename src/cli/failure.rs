//! Why a command did not do what was asked, for people and as an exit code.

use std::io;

use super::{exit::Exit, voice::Voice};
use crate::{
    config::Missing,
    domain::{Fault, Problem},
    text,
};

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
    /// There is nothing to log in with.
    NoToken,
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

    /// Everything that is missing, at once.
    pub(super) fn missing(missing: &[Missing]) -> Self {
        match missing {
            [Missing::Token] => Self::NoToken,
            several => {
                let advice: Vec<&str> = several.iter().map(|one| one.advice()).collect();
                Self::refused(format!("missing {}", advice.join("; and ")), "")
            }
        }
    }

    /// Says on standard error what happened, and tells the exit code.
    pub(super) fn tell(&self, voice: &Voice) -> Exit {
        match self {
            Self::Problem(problem) => {
                voice.error(&text::safe(&problem.message()), problem.advice());
                Exit::from(problem)
            }
            Self::Refused { message, advice } => {
                voice.error(message, advice);
                Exit::Usage
            }
            Self::NoToken => {
                voice.error(&format!("not logged in: missing {}", Missing::Token.advice()), "");
                Exit::NotLoggedIn
            }
            Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => Exit::Done,
            Self::Output(error) => {
                voice.error(&format!("the output cannot be written: {error}"), "");
                Exit::Failed
            }
            Self::Other(message) => {
                voice.error(&text::safe(message), "");
                Exit::Failed
            }
        }
    }
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        Self::Problem(problem)
    }
}

impl From<Fault> for Failure {
    fn from(fault: Fault) -> Self {
        Self::refused(fault.to_string(), "nothing was sent")
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}
