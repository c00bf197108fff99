//! What goes wrong on purpose: parsed from one line, decided per request, applied in one place.

mod apply;
mod memory;
mod rule;
#[cfg(test)]
mod tests;

use std::fmt;
use std::str::FromStr;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Mutex, PoisonError};

pub(super) use apply::meddle;
use memory::Memory;
use rule::{Fault, Rule};

use super::operation::Operation;

/// Rules of what goes wrong: `KIND[=VALUE][@OPERATION][*COUNT][%PERCENT]`, separated by commas.
///
/// | kind | what the client sees |
/// |---|---|
/// | `status=NNN` | this status, 200 to 599, with an error body; nothing is done |
/// | `html=NNN` | the same with a web page, as a proxy would send |
/// | `retry-after=SECONDS` | 429 with this `Retry-After`; nothing is done |
/// | `latency=MILLISECONDS` | the answer, later |
/// | `late=MILLISECONDS` | a 504 page at once; the request is carried out later all the same |
/// | `slow=MILLISECONDS` | the answer, its body in small pieces with this long between them |
/// | `huge` | 200 with a body that goes on and on |
/// | `stale=MILLISECONDS` | the list as it was up to so long ago |
/// | `garbage` | 200 with a body that is not JSON; nothing is done |
/// | `truncate` | the answer, its body cut in the middle and the connection closed |
/// | `reset` | a broken connection; nothing is done |
/// | `lost` | a broken connection, though the request was carried out |
/// | `repeat` | the list, with the same `next` for ever |
///
/// `OPERATION` is one of `scopes`, `list`, `read`, `create`, `update`, `delete`, `login`, `verify` (the second
/// factor), `refresh`, `logout` and `whoami`, and all of them when absent; `COUNT` is how often the rule applies, and
/// for ever when absent; `PERCENT` is how likely it is to apply, always when absent. Chance is the same on each start:
/// `seed=NUMBER` among the rules makes it another one. Rules apply in the order given: delays add up, the first other one that applies decides.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Faults {
    rules: Vec<Rule>,
    seed: u64,
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
            "{:?} is no fault: {}; write KIND[=VALUE][@OPERATION][*COUNT][%PERCENT],… with KIND one of {} and OPERATION one of {}",
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
        let mut faults = Self::default();
        for rule in text.split(',').map(str::trim).filter(|rule| !rule.is_empty()) {
            let wrong = |reason| FaultsError { rule: rule.to_owned(), reason };
            match rule.strip_prefix("seed=") {
                Some(seed) => faults.seed = rule::number("the seed", seed, 0, u64::MAX).map_err(wrong)?,
                None => faults.rules.push(rule.parse().map_err(wrong)?),
            }
        }
        Ok(faults)
    }
}

/// The rules at work: each knows how often it may still apply.
#[derive(Debug)]
pub(super) struct Armed {
    rules: Vec<(Rule, Option<AtomicU32>)>,
    chance: Mutex<fastrand::Rng>,
    is_over: AtomicBool,
    pub(super) memory: Memory,
}

impl Armed {
    pub(super) fn new(faults: &Faults) -> Self {
        Self {
            rules: faults.rules.iter().map(|rule| (*rule, rule.count.map(AtomicU32::new))).collect(),
            chance: Mutex::new(fastrand::Rng::with_seed(faults.seed)),
            is_over: AtomicBool::new(false),
            memory: Memory::default(),
        }
    }

    /// Nothing goes wrong any more.
    pub(super) fn end(&self) {
        self.is_over.store(true, Ordering::Relaxed);
    }

    /// What is to happen to one request: delays, and at most one other fault, which comes last.
    fn decide(&self, operation: Operation) -> Vec<Fault> {
        let mut faults = Vec::new();
        if self.is_over.load(Ordering::Relaxed) {
            return faults;
        }
        for (rule, remaining) in &self.rules {
            if rule.covers(operation) && self.happens(rule.percent) && take(remaining.as_ref()) {
                faults.push(rule.fault);
                if !matches!(rule.fault, Fault::Latency(_)) {
                    break;
                }
            }
        }
        faults
    }

    /// Whether something of this likelihood happens this time.
    fn happens(&self, percent: Option<u8>) -> bool {
        let mut chance = self.chance.lock().unwrap_or_else(PoisonError::into_inner);
        percent.is_none_or(|percent| chance.u8(0..100) < percent)
    }
}

/// Counts one application down, if any is left.
fn take(remaining: Option<&AtomicU32>) -> bool {
    remaining.is_none_or(|count| {
        count.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1)).is_ok()
    })
}
