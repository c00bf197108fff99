//! What goes wrong on purpose: parsed from one line, decided per request, applied in one place.

mod apply;
mod rule;
#[cfg(test)]
mod tests;

use std::fmt;
use std::str::FromStr;
use std::sync::atomic::{AtomicU32, Ordering};

pub(super) use apply::meddle;
use rule::{Fault, Rule};

use super::operation::Operation;

/// Rules of what goes wrong: `KIND[=VALUE][@OPERATION][*COUNT]`, separated by commas.
///
/// | kind | what the client sees |
/// |---|---|
/// | `status=NNN` | this status, 200 to 599, with an error body; nothing is done |
/// | `html=NNN` | the same with a web page, as a proxy would send |
/// | `retry-after=SECONDS` | 429 with this `Retry-After`; nothing is done |
/// | `latency=MILLISECONDS` | the answer, later |
/// | `garbage` | 200 with a body that is not JSON; nothing is done |
/// | `truncate` | the answer, its body cut in the middle and the connection closed |
/// | `reset` | a broken connection; nothing is done |
/// | `lost` | a broken connection, though the request was carried out |
/// | `repeat` | the list, with the same `next` for ever |
///
/// `OPERATION` is one of `scopes`, `list`, `read`, `create`, `update`, `delete`, `login`, `verify` (the second
/// factor), `refresh`, `logout` and `whoami`, and all of them when absent; `COUNT` is how often the rule applies, and
/// for ever when absent. Rules apply in the order given: delays add up, the first other one that applies decides.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Faults {
    rules: Vec<Rule>,
}

/// A rule that is none, and what would be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FaultsError {
    rule: String,
    reason: String,
}

impl fmt::Display for FaultsError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "{:?} is no fault: {}; write KIND[=VALUE][@OPERATION][*COUNT],… with KIND one of {} and OPERATION one of {}",
            self.rule,
            self.reason,
            rule::KINDS,
            rule::OPERATIONS.join(", "),
        )
    }
}

impl std::error::Error for FaultsError {}

impl FromStr for Faults {
    type Err = FaultsError;

    fn from_str(text: &str) -> Result<Self, FaultsError> {
        let rules = text
            .split(',')
            .map(str::trim)
            .filter(|rule| !rule.is_empty())
            .map(|rule| rule.parse().map_err(|reason| FaultsError { rule: rule.to_owned(), reason }));
        Ok(Self { rules: rules.collect::<Result<_, _>>()? })
    }
}

/// The rules at work: each knows how often it may still apply.
#[derive(Debug)]
pub(super) struct Armed {
    rules: Vec<(Rule, Option<AtomicU32>)>,
}

impl Armed {
    pub(super) fn new(faults: &Faults) -> Self {
        Self { rules: faults.rules.iter().map(|rule| (*rule, rule.count.map(AtomicU32::new))).collect() }
    }

    /// What is to happen to one request: delays, and at most one other fault, which comes last.
    fn decide(&self, operation: Operation) -> Vec<Fault> {
        let mut faults = Vec::new();
        for (rule, remaining) in &self.rules {
            if rule.covers(operation) && take(remaining.as_ref()) {
                faults.push(rule.fault);
                if !matches!(rule.fault, Fault::Latency(_)) {
                    break;
                }
            }
        }
        faults
    }
}

/// Counts one application down, if any is left.
fn take(remaining: Option<&AtomicU32>) -> bool {
    remaining.is_none_or(|count| {
        count.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1)).is_ok()
    })
}
