//! `enable`, `disable` and `delete`: the same with each of several licenses, one after the other.

use std::{
    fs,
    io::{self, Read},
    path::Path,
};

use super::update::expected;
use crate::{
    cli::{
        arguments::{Delete, Format, Ids, Which},
        desk::Desk,
        exit::Exit,
        failure::Failure,
        output,
        report::{Report, exit_of},
        writer::{Expected, Writer},
    },
    domain::{Change, Fault, License, LicenseId, Problem, Status, Write, rules},
};

/// Sets the status of licenses.
///
/// # Errors
/// What is wrong with the arguments or the configuration; for one license alone also what keeps it from being
/// changed. Of several, each one's result is printed instead.
pub(in crate::cli) async fn turn(desk: &Desk<'_>, arguments: &Ids, status: Status) -> Result<Exit, Failure> {
    let ids = ids(&arguments.which)?;
    let expected = expected(&arguments.expectations)?;
    let writer = Writer::open(desk).await?;
    let writer = if ids.len() > 1 { writer.in_one_step() } else { writer };
    let verb = status.word();
    let mut reports = Vec::new();
    for id in &ids {
        if let Some(stop) = stop(desk, &reports) {
            reports.push(Report::left_alone(*id, stop));
            continue;
        }
        reports.push(turn_one(&writer, *id, &expected, &status).await);
    }
    finish(desk, reports, verb)
}

async fn turn_one(writer: &Writer<'_>, id: LicenseId, expected: &Expected, status: &Status) -> Report {
    let seen = match writer.read(id, expected).await {
        Ok(seen) => seen,
        Err(problem) => return Report::failed(id, None, problem),
    };
    let change = Change::of_status(&seen, status.clone());
    if change.is_empty() {
        return Report::done(id, seen.sku, Some("no change"));
    }
    let sku = seen.sku.clone();
    match writer.change(seen, change).await {
        Ok(license) => Report::done(id, license.sku, None),
        Err(problem) => Report::failed(id, Some(sku), problem),
    }
}

/// Deletes licenses, after showing which and asking.
///
/// # Errors
/// As [`turn`], and when there is nobody to ask and no `--yes`.
pub(in crate::cli) async fn delete(desk: &Desk<'_>, arguments: &Delete) -> Result<Exit, Failure> {
    let takes_standard_input = arguments.ids.which.ids.as_deref() == Some(Path::new("-"));
    if !arguments.yes && (takes_standard_input || !desk.voice.can_ask()) {
        let message = "delete: there is no terminal to ask on";
        return Err(Failure::refused(message, "say --yes to delete without a question; nothing was sent"));
    }
    let ids = ids(&arguments.ids.which)?;
    let expected = expected(&arguments.ids.expectations)?;
    let writer = Writer::open(desk).await?;
    let writer = if ids.len() > 1 { writer.in_one_step() } else { writer };
    let mut found = Vec::new();
    for id in &ids {
        let read = writer.read(*id, &expected).await;
        let ends = read.as_ref().is_err_and(stops);
        found.push((*id, read));
        if ends {
            break;
        }
    }
    let any = found.iter().any(|(_, read)| read.is_ok());
    if any && !arguments.yes && !asks(desk, &writer, &found)? {
        desk.voice.note("nothing was deleted");
        return Ok(Exit::Failed);
    }
    let mut reports: Vec<Report> = Vec::new();
    let read_in_vain = ids.len() - found.len();
    for (id, read) in found {
        let report = match (stop(desk, &reports), read) {
            (Some(stop), _) => Report::left_alone(id, stop),
            (None, Err(problem)) => Report::failed(id, None, problem),
            (None, Ok(license)) => delete_one(&writer, license).await,
        };
        reports.push(report);
    }
    for id in &ids[ids.len() - read_in_vain..] {
        reports.push(Report::left_alone(*id, LEFT_ALONE));
    }
    finish(desk, reports, "deleted")
}

async fn delete_one(writer: &Writer<'_>, license: License) -> Report {
    let id = license.id;
    let sku = license.sku.clone();
    match writer.send(Write::delete(writer.scope(), license)).await {
        Ok(_) => Report::done(id, sku, None),
        Err(problem) => Report::failed(id, Some(sku), problem),
    }
}

/// Asks once for all of them.
fn asks(
    desk: &Desk<'_>, writer: &Writer<'_>, found: &[(LicenseId, Result<License, Problem>)],
) -> Result<bool, Failure> {
    let licenses: Vec<&License> = found.iter().filter_map(|(_, read)| read.as_ref().ok()).collect();
    for license in &licenses {
        desk.note(&format!("  {}  {}  {}", license.id, license.sku, license.name));
    }
    let question = match licenses[..] {
        [only] => format!("Delete license {} ({}) from {}?", only.sku, only.name, writer.scope()),
        _ => format!("Delete these {} licenses from {}?", licenses.len(), writer.scope()),
    };
    let question = crate::text::safe(&question);
    desk.voice.asks(&question).map_err(|error| Failure::Other(format!("the answer cannot be read: {error}")))
}

/// Why the rest is left alone, once something has happened that would happen to it too.
pub(super) fn stop(desk: &Desk<'_>, reports: &[Report]) -> Option<&'static str> {
    if desk.interruption.came().is_some() {
        return Some("interrupted before it");
    }
    reports.iter().filter_map(|report| report.problem.as_ref()).any(stops).then_some(LEFT_ALONE)
}

/// Why a license is left alone after something that would happen to it too.
pub(super) const LEFT_ALONE: &str = "stopped before it";

/// Whether a problem is one of the account or the connection, not of the license.
pub(super) fn stops(problem: &Problem) -> bool {
    problem.is_about_log_in()
        || matches!(
            problem,
            Problem::Denied { .. }
                | Problem::Unreachable { .. }
                | Problem::NotTrusted { .. }
                | Problem::Busy { .. }
        )
}

/// Prints the results. One license alone fails as any other command does.
fn finish(desk: &Desk<'_>, reports: Vec<Report>, verb: &str) -> Result<Exit, Failure> {
    tell(desk, reports, verb, |report| report.sentence(verb))
}

/// Prints the results; that of one license alone, for people, as `sentence` has it.
///
/// # Errors
/// What went wrong with one license alone.
pub(super) fn tell(
    desk: &Desk<'_>, mut reports: Vec<Report>, verb: &str, sentence: impl Fn(&Report) -> String,
) -> Result<Exit, Failure> {
    let exit = exit_of(&reports);
    match (&reports[..], desk.format) {
        ([only], Format::Table) => {
            if only.problem.is_none() {
                output::line(&sentence(only))?;
            }
        }
        (_, Format::Json) => output::document(&Results { results: &reports })?,
        _ => output::records(desk.format, &reports)?,
    }
    let interrupted = desk.interruption.came();
    if reports.len() == 1
        && let Some(problem) = reports.remove(0).problem
    {
        return Err(problem.into());
    }
    let done = reports.iter().filter(|report| report.is_done()).count();
    if done < reports.len() && !reports.is_empty() {
        desk.voice.note(&format!("{done} of {} {verb}", reports.len()));
    }
    Ok(interrupted.unwrap_or(exit))
}

#[derive(serde::Serialize)]
struct Results<'a> {
    results: &'a [Report],
}

/// The ids, each once; all of them are checked before anything is sent.
fn ids(which: &Which) -> Result<Vec<LicenseId>, Failure> {
    let mut texts = which.id.clone();
    if let Some(file) = &which.ids {
        let text = read_file(file).map_err(|error| {
            let message = format!("ids: {} cannot be read: {error}", file.display());
            Failure::refused(message, "nothing was sent")
        })?;
        texts.extend(text.split_whitespace().map(str::to_owned));
    }
    let mut ids = Vec::new();
    for text in &texts {
        let id = rules::license_id(text)?;
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    if ids.is_empty() { Err(Fault::new("ids", "there are none").into()) } else { Ok(ids) }
}

fn read_file(file: &Path) -> io::Result<String> {
    if file == Path::new("-") {
        let mut text = String::new();
        io::stdin().read_to_string(&mut text)?;
        return Ok(text);
    }
    fs::read_to_string(file)
}
