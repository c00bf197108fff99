//! `doctor`: the way to the server, step by step, each with what to do when it is not well.

mod account;
mod files;
mod network;
mod state;
mod terminal;

use std::{fmt, path::Path};

use serde::{Serialize, Serializer};

use crate::{
    cli::{
        arguments::{Format, Global},
        exit::Exit,
        failure::Failure,
        output, run_async,
    },
    text,
};

/// How a step went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    /// As it should.
    Well,
    /// It works, but is not as it should be; or it could not be looked at.
    Doubtful,
    /// It keeps lictor from working.
    Ill,
}

impl Verdict {
    fn word(self) -> &'static str {
        match self {
            Self::Well => "ok",
            Self::Doubtful => "warn",
            Self::Ill => "FAIL",
        }
    }
}

impl Serialize for Verdict {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}

/// One step, looked at.
#[derive(Clone, Debug, Serialize)]
struct Check {
    name: &'static str,
    result: Verdict,
    detail: String,
    advice: String,
}

impl Check {
    fn well(name: &'static str, detail: impl Into<String>) -> Self {
        Self { name, result: Verdict::Well, detail: detail.into(), advice: String::new() }
    }

    fn doubtful(name: &'static str, detail: impl Into<String>, advice: impl Into<String>) -> Self {
        Self { name, result: Verdict::Doubtful, detail: detail.into(), advice: advice.into() }
    }

    fn ill(name: &'static str, detail: impl Into<String>, advice: impl Into<String>) -> Self {
        Self { name, result: Verdict::Ill, detail: detail.into(), advice: advice.into() }
    }
}

impl fmt::Display for Check {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:<5} {:<14} {}", self.result.word(), self.name, self.detail)?;
        if self.advice.is_empty() { Ok(()) } else { write!(formatter, "\n{:21}{}", "", self.advice) }
    }
}

/// Looks at everything, in the order in which a call passes it. A step that cannot be taken because of one before it
/// is left out.
///
/// # Errors
/// When standard output takes nothing.
pub(in crate::cli) fn run(global: &Global) -> Result<Exit, Failure> {
    if !matches!(global.output, Format::Table | Format::Json) {
        return Err(Failure::refused("doctor prints a table or JSON", "leave -o away, or use -o json"));
    }
    let mut report = Report { format: global.output, checks: Vec::new() };
    let config = files::examine(global, &mut report)?;
    if let Some(config) = &config {
        let (config, report) = (config, &mut report);
        run_async(async |_| {
            let reachable = network::examine(config, report).await?;
            if reachable { account::examine(config, report).await } else { Ok(()) }
        })?;
    }
    terminal::examine(global, &mut report)?;
    report.finish()
}

/// What was found. For people each check is printed as it is made, since some take their time.
struct Report {
    format: Format,
    checks: Vec<Check>,
}

impl Report {
    fn add(&mut self, check: Check) -> Result<(), Failure> {
        if self.format == Format::Table {
            for line in check.to_string().lines() {
                output::line(line)?;
            }
        }
        self.checks.push(check);
        Ok(())
    }

    fn finish(self) -> Result<Exit, Failure> {
        if self.format == Format::Json {
            output::document(&self.document())?;
        }
        let ill = self.checks.iter().any(|check| check.result == Verdict::Ill);
        Ok(if ill { Exit::Failed } else { Exit::Done })
    }

    fn document(&self) -> Document<'_> {
        Document { checks: &self.checks }
    }
}

#[derive(Serialize)]
struct Document<'a> {
    checks: &'a [Check],
}

/// The advice to run a command on a file.
fn mended_by(command: &str, path: &Path) -> String {
    format!("mend it with: {command} {}", shell_words::quote(&path.to_string_lossy()))
}

/// Words that may hold the server's own, on one line.
fn words(text: &str) -> String {
    text::safe(text).into_owned()
}
