//! `plan`: compares a list with the licenses of the scope, shows what leads from these to that, and keeps it in a file
//! that `apply` carries out. Nothing is changed.

mod input;

use std::{
    collections::HashSet,
    fs,
    io::{self, Read},
    path::{Path, PathBuf},
};

use jiff::Timestamp;
use uuid::Uuid;

use self::input::{Input, Surplus};
use crate::{
    api::Listing,
    cli::{
        arguments::{Format, Plan as Arguments},
        desk::Desk,
        exit::Exit,
        failure::{Failure, NOTHING_SENT},
        output::{self, Planned, PlannedChanges},
    },
    domain::{
        License, Operation, Problem, Scope,
        plan::{self, BadRow, Comparison, Counts, Plan},
    },
    store, text,
};

/// Plans.
///
/// # Errors
/// What is wrong with the list, by its lines, or with the configuration; a page that cannot be had; a plan that cannot
/// be written.
pub(in crate::cli) async fn run(desk: &Desk<'_>, arguments: &Arguments) -> Result<Exit, Failure> {
    let path = plan_path(arguments)?;
    let shown = arguments.file.display().to_string();
    let bytes = read_list(&arguments.file)?;
    let input = input::read(&bytes).map_err(|bad| refusal(&shown, "line", &bad))?;
    if input.is_partial && arguments.delete {
        let message = format!("{shown} says of itself that it is not complete, so what it lacks must not go");
        return Err(Failure::refused(message, "export it anew, or leave --delete out; nothing was planned"));
    }
    let origin = desk.config.origin()?;
    let instance = desk.config.instance()?;
    let (client, scope) = desk.connect_to_write().await?;
    refuse_another_scope(input.surplus.as_ref(), scope)?;
    desk.settle(&client, scope).await?;
    let mut listing =
        Listing::new(client, scope, desk.config.page_size()?).reading_ahead(desk.config.reads_ahead()?);
    let current = current(desk, &mut listing).await?;
    let comparison =
        compare(&input, &current, arguments.delete).map_err(|bad| refusal(&shown, input.unit, &bad))?;
    if listing.has_changed(Some(current.len())) {
        desk.voice.note("the list changed while it was read; some licenses may be missing from the plan");
    }
    show(desk, &comparison, &path)?;
    if comparison.operations.is_empty() {
        return Ok(Exit::Done);
    }
    let plan = Plan {
        id: Uuid::new_v4(),
        made: Timestamp::now().to_string(),
        origin: origin.map(|url| url.origin().ascii_serialization()).unwrap_or_default(),
        instance: instance.unwrap_or_default(),
        scope,
        operations: comparison.operations,
    };
    store::write_plan(&path, &plan).map_err(Failure::Other)?;
    desk.note(&format!("planned in {}; `lictor apply {}` does it", path.display(), path.display()));
    Ok(Exit::Done)
}

fn plan_path(arguments: &Arguments) -> Result<PathBuf, Failure> {
    if let Some(out) = &arguments.out {
        return Ok(out.clone());
    }
    if arguments.file == Path::new("-") {
        let message = "plan: standard input has no name for the plan to go beside";
        return Err(Failure::refused(message, "say --out PLAN; nothing was sent"));
    }
    let mut path = arguments.file.clone().into_os_string();
    path.push(".plan.json");
    Ok(path.into())
}

fn read_list(file: &Path) -> Result<Vec<u8>, Failure> {
    let read = || -> io::Result<Vec<u8>> {
        if file == Path::new("-") {
            let mut bytes = Vec::new();
            io::stdin().read_to_end(&mut bytes)?;
            return Ok(bytes);
        }
        fs::read(file)
    };
    read().map_err(|error| {
        Failure::refused(format!("{} cannot be read: {error}", file.display()), NOTHING_SENT)
    })
}

/// Everything that is wrong with a list, each on a line.
fn refusal(file: &str, unit: &str, bad: &[BadRow]) -> Failure {
    let unit = if unit.is_empty() { "line" } else { unit };
    let told = bad.iter().map(|BadRow { place, message }| format!("{file}: {unit} {place}: {message}"));
    let told: Vec<String> = told.map(|line| text::safe(&line).into_owned()).collect();
    let count = text::count(bad.len() as u64, "bad row");
    Failure::refused(
        format!("{count}\n{}", told.join("\n")),
        "correct them and plan again; nothing was planned",
    )
}

/// A comparison of two scopes is about the second of them.
fn refuse_another_scope(surplus: Option<&Surplus>, scope: Scope) -> Result<(), Failure> {
    match surplus.and_then(|surplus| surplus.scope.as_deref()) {
        Some(compared) if compared != scope.to_string() => {
            let message = format!("the comparison is with {compared}, and the scope is {scope}");
            Err(Failure::refused(message, format!("say --scope {compared}; nothing was planned")))
        }
        _ => Ok(()),
    }
}

/// All licenses of the scope. Half a list is nothing to compare with.
pub(super) async fn current(desk: &Desk<'_>, listing: &mut Listing) -> Result<Vec<License>, Problem> {
    let mut licenses: Vec<License> = Vec::new();
    let mut seen = HashSet::new();
    while let Some(page) = listing.next_page().await {
        licenses.extend(page?.licenses.into_iter().filter(|license| seen.insert(license.id)));
        desk.voice.progress(&format!("{} read", licenses.len()));
    }
    desk.voice.end_progress();
    Ok(licenses)
}

fn compare(input: &Input, current: &[License], delete: bool) -> Result<Comparison, Vec<BadRow>> {
    let Some(surplus) = &input.surplus else {
        return plan::compare(&input.rows, current, delete);
    };
    let mut comparison = plan::compare(&input.rows, current, false)?;
    let goes: HashSet<_> = surplus.ids.iter().collect();
    let seen: Vec<License> = current.iter().filter(|license| goes.contains(&license.id)).cloned().collect();
    if delete {
        comparison.left_alone -= seen.len() as u64;
        comparison.operations.extend(seen.into_iter().map(|seen| Operation::Delete { seen }));
    }
    Ok(comparison)
}

fn show(desk: &Desk<'_>, comparison: &Comparison, path: &Path) -> Result<(), Failure> {
    let changes: Vec<Planned> = comparison.operations.iter().map(Planned::of).collect();
    let counts = Counts::of(&comparison.operations);
    match desk.format {
        Format::Json => {
            let plan = (!changes.is_empty()).then(|| path.display().to_string());
            output::document(&PlannedChanges::new(plan, counts, comparison.unchanged, &changes))?;
        }
        Format::Table if changes.is_empty() => output::line("no change")?,
        format => output::records(format, &changes)?,
    }
    let mut words = Vec::new();
    if !changes.is_empty() {
        words.push(counts.in_words());
    }
    words.push(format!("{} unchanged", comparison.unchanged));
    if comparison.left_alone > 0 {
        words.push(format!("{} not in the list, left alone", comparison.left_alone));
    }
    desk.note(&words.join(", "));
    if changes.is_empty() && desk.format != Format::Table {
        desk.note("no change");
    }
    Ok(())
}
