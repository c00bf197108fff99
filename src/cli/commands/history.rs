//! `history`: the changes that were made from this machine, as the journal has them.

use std::{borrow::Cow, path::Path};

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use serde::Serialize;

use crate::{
    cli::{
        arguments::{Format, History},
        desk::Desk,
        exit::Exit,
        failure::Failure,
        output::{self, Column, Place, Record},
    },
    config::{Config, Setting, Source},
    domain::{Entry, EntryId, Fault, LicenseId, Scope, rules},
    files,
    store::FileJournal,
};

/// Shows the changes, the latest last, or whether the journal is as it was written. No server is asked.
///
/// # Errors
/// What is wrong with the arguments, and a journal that cannot be read.
pub(in crate::cli) fn run(desk: &Desk<'_>, arguments: &History) -> Result<Exit, Failure> {
    let Some(state) = files::state_directory() else {
        return Err(Failure::Other("there is no home, so there is no journal".to_owned()));
    };
    if arguments.verify {
        return verify(desk, &state);
    }
    let choice = Choice::of(desk.config, arguments)?;
    let mut entries = FileJournal::all_entries(&state).map_err(Failure::Other)?;
    entries.retain(|entry| choice.takes(entry));
    if let Some(limit) = arguments.limit {
        entries.drain(..entries.len().saturating_sub(limit));
    }
    match desk.format {
        Format::Json => output::document(&Document { entries: &entries })?,
        _ => output::records(desk.format, &entries)?,
    }
    if entries.is_empty() {
        desk.note("no changes are noted that this fits");
    }
    Ok(Exit::Done)
}

fn verify(desk: &Desk<'_>, state: &Path) -> Result<Exit, Failure> {
    let findings = FileJournal::verify(state).map_err(Failure::Other)?;
    if findings.is_empty() {
        output::line("the journal is whole")?;
        return Ok(Exit::Done);
    }
    for finding in &findings {
        output::line(finding)?;
    }
    desk.voice.error(
        "the journal is not as it was written",
        "what it says of the changes there is not to be trusted",
    );
    Ok(Exit::Failed)
}

/// Which entries are meant.
struct Choice {
    scope: Option<Scope>,
    origin: Option<String>,
    id: Option<LicenseId>,
    sku: Option<String>,
    result: Option<String>,
    since: Option<Timestamp>,
}

impl Choice {
    fn of(config: &Config, arguments: &History) -> Result<Self, Failure> {
        // A profile's own scope is where it works, and no choice of what to look at.
        let said =
            config.settings.get(&Setting::Scope).filter(|said| !matches!(said.source, Source::File { .. }));
        let scope = said.map(|said| rules::scope(&said.text)).transpose()?;
        let origin = config.origin()?.filter(|_| !arguments.all);
        Ok(Self {
            scope,
            origin: origin.map(|origin| origin.origin().ascii_serialization()),
            id: arguments.id.as_deref().map(rules::license_id).transpose()?,
            sku: arguments.sku.clone(),
            result: arguments.result.map(|result| result.standing().word().to_owned()),
            since: arguments.since.as_deref().map(since).transpose()?,
        })
    }

    fn takes(&self, entry: &Entry) -> bool {
        self.scope.is_none_or(|scope| entry.scope == scope)
            && self.origin.as_ref().is_none_or(|origin| entry.origin == *origin)
            && self.id.is_none_or(|id| entry.id == Some(id))
            && self.sku.as_ref().is_none_or(|sku| entry.sku == *sku)
            && self.result.as_ref().is_none_or(|result| entry.result.word() == result)
            && self.since.is_none_or(|since| entry.time.parse::<Timestamp>().is_ok_and(|time| time >= since))
    }
}

/// A moment, or the beginning of a day in the zone of this machine.
fn since(text: &str) -> Result<Timestamp, Fault> {
    if let Ok(moment) = text.parse::<Timestamp>() {
        return Ok(moment);
    }
    let day =
        text.parse::<Date>().ok().and_then(|day| TimeZone::system().to_timestamp(day.at(0, 0, 0, 0)).ok());
    day.ok_or_else(|| {
        Fault::new(
            "since",
            format!("{text:?} is neither a day such as 2026-03-31 nor a time such as 2026-03-31T09:00:00Z"),
        )
    })
}

#[derive(Serialize)]
struct Document<'a> {
    entries: &'a [Entry],
}

impl Record for Entry {
    type Key = EntryId;
    const COLUMNS: &'static [Column] = &[
        Column::new("entry", Place::Whole),
        Column::new("time", Place::Whole),
        Column::new("user", Place::Whole),
        Column::new("host", Place::Whole),
        Column::new("profile", Place::Whole),
        Column::new("scope", Place::Whole),
        Column::new("operation", Place::Whole),
        Column::new("id", Place::Whole),
        Column::new("sku", Place::Whole),
        Column::new("result", Place::Whole),
        Column::new("reason", Place::Whole),
    ];

    fn key(&self) -> EntryId {
        self.entry
    }

    fn cells(&self) -> Vec<Cow<'_, str>> {
        vec![
            self.entry.to_string().into(),
            self.time.as_str().into(),
            self.user.as_str().into(),
            self.host.as_str().into(),
            self.profile.as_deref().unwrap_or_default().into(),
            self.scope.to_string().into(),
            self.operation.word().into(),
            self.id.map(|id| id.to_string()).unwrap_or_default().into(),
            self.sku.as_str().into(),
            self.result.word().into(),
            self.reason.as_deref().unwrap_or_default().into(),
        ]
    }
}
