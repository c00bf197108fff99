//! One rule of what goes wrong: its text and its meaning.

use std::fmt::Display;
use std::str::FromStr;
use std::time::Duration;

use crate::sandbox::operation::Operation;

/// The kinds, as a message lists them.
pub(super) const KINDS: &str = "status=NNN, html=NNN, retry-after=SECONDS, latency=MILLISECONDS, late=MILLISECONDS, \
                                slow=MILLISECONDS, stale=MILLISECONDS, garbage, huge, truncate, reset, lost, repeat";

/// The operations that a rule can be narrowed to.
pub(super) const OPERATIONS: [&str; 11] = [
    "scopes", "list", "read", "create", "update", "delete", "login", "verify", "refresh", "logout", "whoami",
];

/// One thing that goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    Status(u16),
    Html(u16),
    RetryAfter(u32),
    Latency(Duration),
    /// Refused at once, carried out later.
    Late(Duration),
    /// Between two pieces of the body.
    Slow(Duration),
    Huge,
    /// How old a list may be.
    Stale(Duration),
    Garbage,
    Truncate,
    Reset,
    Lost,
    Repeat,
}

/// What goes wrong, where, and how often.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Rule {
    pub(super) fault: Fault,
    /// One of [`OPERATIONS`], or all of them.
    pub(super) operation: Option<&'static str>,
    /// How often, or always.
    pub(super) count: Option<u32>,
    /// How likely, in percent; always when absent.
    pub(super) percent: Option<u8>,
}

impl Rule {
    pub(super) fn covers(&self, operation: Operation) -> bool {
        self.operation.is_none_or(|name| name == name_of(operation))
    }
}

const fn name_of(operation: Operation) -> &'static str {
    OPERATIONS[match operation {
        Operation::Scopes(_) => 0,
        Operation::List(_) => 1,
        Operation::Read => 2,
        Operation::Create => 3,
        Operation::Update => 4,
        Operation::Delete => 5,
        Operation::LogIn => 6,
        Operation::Verify(_) => 7,
        Operation::Refresh => 8,
        Operation::LogOut => 9,
        Operation::WhoAmI => 10,
    }]
}

impl FromStr for Rule {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (text, percent) = match text.rsplit_once('%') {
            None => (text, None),
            Some((rest, percent)) => (rest, Some(number("the percentage", percent, 1, 100)?)),
        };
        let (text, count) = match text.rsplit_once('*') {
            None => (text, None),
            Some((rest, count)) => (rest, Some(number("the count", count, 1, u32::MAX)?)),
        };
        let (text, operation) = match text.split_once('@') {
            None => (text, None),
            Some((rest, name)) => (rest, Some(operation(name)?)),
        };
        let (kind, value) = match text.split_once('=') {
            None => (text, None),
            Some((kind, value)) => (kind, Some(value)),
        };
        Ok(Self { fault: fault(kind, value)?, operation, count, percent })
    }
}

fn operation(name: &str) -> Result<&'static str, String> {
    OPERATIONS
        .into_iter()
        .find(|known| *known == name)
        .ok_or_else(|| format!("there is no operation {name:?}"))
}

fn fault(kind: &str, value: Option<&str>) -> Result<Fault, String> {
    let required = || value.ok_or_else(|| format!("{kind} needs a value"));
    let status = || number("the status", required()?, 200_u16, 599);
    let duration = || number("the milliseconds", required()?, 0, 3_600_000).map(Duration::from_millis);
    let fault = match kind {
        "status" => Fault::Status(status()?),
        "html" => Fault::Html(status()?),
        "retry-after" => Fault::RetryAfter(number("the seconds", required()?, 0, u32::MAX)?),
        "latency" => Fault::Latency(duration()?),
        "late" => Fault::Late(duration()?),
        "slow" => Fault::Slow(duration()?),
        "stale" => Fault::Stale(duration()?),
        "huge" => Fault::Huge,
        "garbage" => Fault::Garbage,
        "truncate" => Fault::Truncate,
        "reset" => Fault::Reset,
        "lost" => Fault::Lost,
        "repeat" => Fault::Repeat,
        _ => return Err(format!("there is no kind {kind:?}")),
    };
    let bare = matches!(
        fault,
        Fault::Garbage | Fault::Huge | Fault::Truncate | Fault::Reset | Fault::Lost | Fault::Repeat
    );
    if bare && value.is_some() { Err(format!("{kind} takes no value")) } else { Ok(fault) }
}

pub(super) fn number<T>(what: &str, text: &str, least: T, most: T) -> Result<T, String>
where
    T: FromStr + PartialOrd + Copy + Display,
{
    match text.parse() {
        Ok(number) if least <= number && number <= most => Ok(number),
        _ => Err(format!("{what} must be a number from {least} to {most}, not {text:?}")),
    }
}
