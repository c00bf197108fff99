//! `history`: the changes that were made, as the journal on this machine has them. No server is asked.

use jiff::{Timestamp, civil::DateTime, tz::TimeZone};
use serde::Serialize;

use crate::{
    cli::{
        arguments::{Format, History},
        desk::Desk,
        exit::Exit,
        failure::Failure,
        output,
    },
    config::{Config, Setting, Source},
    domain::{Entry, Fault, LicenseId, Scope, Standing, rules},
    files,
    store::{FileJournal, Flaw, Verification},
    text,
};

/// Lists the changes, the newest last; or checks the journal.
///
/// # Errors
/// What is wrong with the arguments or the configuration, a journal that cannot be read.
pub(in crate::cli) fn run(desk: &Desk<'_>, arguments: &History) -> Result<Exit, Failure> {
    let Some(directory) = files::state_directory() else {
        return Err(Failure::Other("there is no home for a journal; set HOME or XDG_STATE_HOME".to_owned()));
    };
    if arguments.verify {
        return verify(&FileJournal::verify(&directory).map_err(Failure::Other)?, desk.format);
    }
    let filter = Filter::of(desk.config, arguments)?;
    let mut entries = FileJournal::all_entries(&directory).map_err(Failure::Other)?;
    entries.retain(|entry| filter.takes(entry));
    let most = arguments.limit.and_then(|limit| usize::try_from(limit).ok()).unwrap_or(usize::MAX);
    let left_out = entries.len().saturating_sub(most);
    entries.drain(..left_out);
    match desk.format {
        Format::Json => output::document(&Document { entries: &entries })?,
        format => output::records(format, &entries)?,
    }
    if left_out > 0 {
        desk.note(&format!("{left_out} older changes are left out"));
    } else if entries.is_empty() {
        desk.note("no changes are noted that this fits");
    }
    Ok(Exit::Done)
}

#[derive(Serialize)]
struct Document<'a> {
    entries: &'a [Entry],
}

/// Which changes are listed.
struct Filter {
    origin: Option<String>,
    instance: Option<String>,
    scope: Option<Scope>,
    id: Option<LicenseId>,
    /// In small letters.
    sku: Option<String>,
    since: Option<Timestamp>,
    result: Option<Standing>,
}

impl Filter {
    fn of(config: &Config, arguments: &History) -> Result<Self, Failure> {
        let here = !arguments.all;
        let origin = config.origin()?.filter(|_| here).map(|url| url.origin().ascii_serialization());
        let instance = config.instance()?.filter(|_| here);
        // The scope of a profile is where its commands work, not all that happened at its server.
        let is_said = |said: &&crate::config::Said| !matches!(said.source, Source::File { .. });
        let scope = config.settings.get(&Setting::Scope).filter(is_said).and(config.scope()?);
        Ok(Self {
            origin,
            instance,
            scope,
            id: arguments.id.as_deref().map(rules::license_id).transpose()?,
            sku: arguments.sku.as_ref().map(|sku| sku.to_lowercase()),
            since: arguments.since.as_deref().map(moment).transpose()?,
            result: arguments.result.as_deref().map(standing).transpose()?,
        })
    }

    fn takes(&self, entry: &Entry) -> bool {
        let is = |wanted: &Option<String>, text: &str| wanted.as_ref().is_none_or(|wanted| wanted == text);
        let time = entry.time.parse::<Timestamp>();
        is(&self.origin, &entry.origin)
            && is(&self.instance, &entry.instance)
            && self.scope.is_none_or(|scope| scope == entry.scope)
            && self.id.is_none_or(|id| entry.id == Some(id))
            && self.sku.as_ref().is_none_or(|sku| entry.sku.to_lowercase().contains(sku))
            && self.since.is_none_or(|since| time.is_ok_and(|time| time >= since))
            && self.result.is_none_or(|result| result == entry.result)
    }
}

/// A moment as people write it; without an offset it is one of this machine's time zone.
fn moment(text: &str) -> Result<Timestamp, Fault> {
    if let Ok(moment) = text.parse::<Timestamp>() {
        return Ok(moment);
    }
    let local = text.parse::<DateTime>();
    local.and_then(|local| TimeZone::system().to_timestamp(local)).map_err(|_| {
        let form = "is no date and no time; write 2026-03-04, '2026-03-04 17:30' or 2026-03-04T16:30:00Z";
        Fault::new("since", format!("{text:?} {form}"))
    })
}

fn standing(text: &str) -> Result<Standing, Fault> {
    let all = [Standing::Done, Standing::Refused, Standing::NotDone, Standing::Different, Standing::Unknown];
    let word = text.trim().replace('-', " ");
    all.into_iter().find(|standing| standing.word() == word).ok_or_else(|| {
        let words = all.map(Standing::word).join(", ");
        Fault::new("result", format!("{text:?} is not one of {words}"))
    })
}

/// Tells whether the journal is as it was written.
fn verify(found: &Verification, format: Format) -> Result<Exit, Failure> {
    let is_whole = found.flaws.is_empty();
    if format == Format::Json {
        output::document(&Verdict::of(found))?;
    } else {
        for Flaw { line, what } in &found.flaws {
            output::line(&format!("line {line} {what}"))?;
        }
        let Verification { lines, entries, .. } = found;
        let word = if is_whole { "whole" } else { "NOT as it was written" };
        let (changes, lines) = (text::count(*entries, "change"), text::count(*lines, "line"));
        output::line(&format!("the journal is {word}: {changes} in {lines}"))?;
    }
    Ok(if is_whole { Exit::Done } else { Exit::Failed })
}

#[derive(Serialize)]
struct Verdict<'a> {
    whole: bool,
    lines: u64,
    entries: u64,
    flaws: Vec<Flawed<'a>>,
}

#[derive(Serialize)]
struct Flawed<'a> {
    line: u64,
    what: &'a str,
}

impl<'a> Verdict<'a> {
    fn of(found: &'a Verification) -> Self {
        let flawed = |flaw: &'a Flaw| Flawed { line: flaw.line, what: &flaw.what };
        Self {
            whole: found.flaws.is_empty(),
            lines: found.lines,
            entries: found.entries,
            flaws: found.flaws.iter().map(flawed).collect(),
        }
    }
}

#[cfg(test)]
mod tests;
