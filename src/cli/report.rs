//! What became of each of several licenses.

use std::borrow::Cow;

use serde::{Serialize, Serializer};

use super::{
    exit::Exit,
    output::{Column, Place, Record},
};
use crate::domain::{LicenseId, Problem};

/// What became of one license.
#[derive(Debug, Serialize)]
pub(super) struct Report {
    id: Option<LicenseId>,
    sku: Option<String>,
    result: Outcome,
    reason: Option<String>,
    /// Why it is not done, where something was tried.
    #[serde(skip)]
    pub(super) problem: Option<Problem>,
}

/// How it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// It is as was asked for.
    Done,
    /// The server, or a rule, said no.
    Refused,
    /// Nothing was changed.
    NotDone,
    /// Something else was changed than was sent.
    Different,
    /// Nobody knows.
    Unknown,
}

impl Outcome {
    fn word(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Refused => "refused",
            Self::NotDone => "not done",
            Self::Different => "different",
            Self::Unknown => "unknown",
        }
    }

    fn of(problem: &Problem) -> Self {
        match problem {
            problem if problem.is_about_log_in() => Self::Refused,
            Problem::Denied { .. }
            | Problem::ReadOnly(_)
            | Problem::NotFound { .. }
            | Problem::Rejected { .. } => Self::Refused,
            Problem::OutcomeUnknown { .. } => Self::Unknown,
            Problem::Different { .. } => Self::Different,
            _ => Self::NotDone,
        }
    }
}

impl Serialize for Outcome {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}

impl Report {
    /// It is as was asked for.
    pub(super) fn done(id: impl Into<Option<LicenseId>>, sku: String, remark: Option<&str>) -> Self {
        let reason = remark.map(str::to_owned);
        Self { id: id.into(), sku: Some(sku), result: Outcome::Done, reason, problem: None }
    }

    /// Something went wrong.
    pub(super) fn failed(id: impl Into<Option<LicenseId>>, sku: Option<String>, problem: Problem) -> Self {
        let (result, reason) = (Outcome::of(&problem), Some(problem.message()));
        Self { id: id.into(), sku, result, reason, problem: Some(problem) }
    }

    /// It was not tried.
    pub(super) fn left_alone(id: impl Into<Option<LicenseId>>, why: &str) -> Self {
        Self {
            id: id.into(),
            sku: None,
            result: Outcome::NotDone,
            reason: Some(why.to_owned()),
            problem: None,
        }
    }

    /// With the SKU, where that is known although it was not tried.
    pub(super) fn with_sku(self, sku: String) -> Self {
        Self { sku: Some(sku), ..self }
    }

    /// The license, in words.
    pub(super) fn license(&self) -> String {
        self.id.map_or_else(|| "license".to_owned(), |id| format!("license {id}"))
    }

    /// Whether it is as was asked for.
    pub(super) fn is_done(&self) -> bool {
        self.result == Outcome::Done
    }

    /// The report on a license alone, for people; `verb` is what was done.
    pub(super) fn sentence(&self, verb: &str) -> String {
        let (license, sku) = (self.license(), self.sku.as_deref().unwrap_or_default());
        match &self.reason {
            None => format!("{verb} {license} ({sku})"),
            Some(reason) => format!("{license} ({sku}): {reason}"),
        }
    }
}

impl Record for Report {
    type Key = (Option<LicenseId>, Option<String>);
    const COLUMNS: &'static [Column] = &[
        Column::new("id", Place::Whole),
        Column::new("sku", Place::Whole),
        Column::new("result", Place::Whole),
        Column::new("reason", Place::Whole),
    ];

    fn key(&self) -> Self::Key {
        (self.id, self.sku.clone())
    }

    fn cells(&self) -> Vec<Cow<'_, str>> {
        vec![
            self.id.map(|id| id.to_string()).unwrap_or_default().into(),
            self.sku.as_deref().unwrap_or_default().into(),
            self.result.word().into(),
            self.reason.as_deref().unwrap_or_default().into(),
        ]
    }
}

/// The exit code of all of them together: that of the failures where all failed alike, "in part" where some were
/// done or they failed in different ways. What was not tried has no say.
pub(super) fn exit_of(reports: &[Report]) -> Exit {
    let mut failures = reports.iter().filter_map(|report| report.problem.as_ref()).map(Exit::from);
    let Some(first) = failures.next() else {
        return Exit::Done;
    };
    let alike = failures.all(|exit| exit == first);
    if alike && !reports.iter().any(Report::is_done) { first } else { Exit::InPart }
}

#[cfg(test)]
mod tests;
