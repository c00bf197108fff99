//! Lines said and questions asked, on standard output and standard input.

use std::io::{self, Write};

use crate::{cli::failure::Failure, domain::Fault, text};

/// What is typed to take back a whole form or question.
pub(super) const CANCEL: &str = ".";

/// The operator at the other end.
#[derive(Clone, Copy, Debug)]
pub(super) struct Dialogue;

/// What came in place of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Answer<T> {
    /// An answer.
    Given(T),
    /// The operator does not want to go on, or the input has ended.
    Cancelled,
}

impl Dialogue {
    /// Says something that may hold the server's own words.
    ///
    /// # Errors
    /// When standard output does not take it.
    #[expect(clippy::unused_self, reason = "the operator is spoken to, whoever speaks")]
    pub(super) fn say(self, words: &str) -> Result<(), Failure> {
        let mut out = io::stdout().lock();
        for line in words.lines() {
            writeln!(out, "{}", text::safe(line))?;
        }
        Ok(out.flush()?)
    }

    /// Asks for a line; none comes at the end of the input.
    ///
    /// # Errors
    /// When the question cannot be put, or the answer not be read.
    #[expect(clippy::unused_self, reason = "the operator is asked, whoever asks")]
    pub(super) fn ask(self, question: &str) -> Result<Option<String>, Failure> {
        let mut out = io::stdout().lock();
        write!(out, "{}: ", text::safe(question))?;
        out.flush()?;
        let mut line = String::new();
        let read = io::stdin().read_line(&mut line);
        let read = read.map_err(|error| Failure::Other(format!("the answer cannot be read: {error}")))?;
        if read == 0 {
            writeln!(out)?;
            return Ok(None);
        }
        line.truncate(line.trim_end_matches(['\r', '\n']).len());
        Ok(Some(line))
    }

    /// Asks until the answer keeps the rule, or the operator does not want to go on.
    ///
    /// # Errors
    /// As [`Dialogue::ask`].
    pub(super) fn ask_for<T>(
        self, question: &str, rule: impl Fn(&str) -> Result<T, Fault>,
    ) -> Result<Answer<T>, Failure> {
        loop {
            match self.ask(question)? {
                None => return Ok(Answer::Cancelled),
                Some(line) if line.trim() == CANCEL => return Ok(Answer::Cancelled),
                Some(line) => match rule(&line) {
                    Ok(value) => return Ok(Answer::Given(value)),
                    Err(fault) => self.say(&format!("Not so: {fault}. A single {CANCEL} cancels."))?,
                },
            }
        }
    }

    /// Asks for a yes; anything else is a no.
    ///
    /// # Errors
    /// As [`Dialogue::ask`].
    pub(super) fn confirm(self, question: &str) -> Result<bool, Failure> {
        let answer = self.ask(&format!("{question} yes or no"))?.unwrap_or_default();
        Ok(matches!(answer.trim().to_lowercase().as_str(), "y" | "yes"))
    }
}
