//! What outlives a run: whether it can be kept, and whether it is its owner's only.

use std::{
    fs,
    os::unix::fs::MetadataExt,
    path::{Path, PathBuf},
};

use super::{Check, Report, mended_by};
use crate::{
    cli::failure::Failure,
    files,
    store::{FileJournal, Flaw},
    text,
};

const NAME: &str = "state";

/// Looks at the directory of the state and at the files in it, the journal among them.
pub(super) fn examine(report: &mut Report) -> Result<(), Failure> {
    let Some(directory) = files::state_directory() else {
        let advice = "set HOME, or XDG_STATE_HOME, for sessions and scopes that are kept between runs";
        return report.add(Check::doubtful(NAME, "there is no home to keep anything in", advice));
    };
    let checks = checks(&directory);
    if checks.is_empty() {
        let is_there = if directory.exists() { "its owner's only" } else { "made when it is needed" };
        report.add(Check::well(NAME, format!("{}, {is_there}", directory.display())))?;
    }
    checks.into_iter().try_for_each(|check| report.add(check))?;
    report.add(journal(&directory))
}

/// Whether the journal of changes is as it was written.
fn journal(directory: &Path) -> Check {
    const NAME: &str = "journal";
    let found = match FileJournal::verify(directory) {
        Ok(found) => found,
        Err(reason) => return Check::doubtful(NAME, reason, "no change can be noted until that is mended"),
    };
    match &found.flaws[..] {
        [] => Check::well(NAME, format!("as it was written, {}", text::count(found.entries, "change"))),
        [Flaw { line, what }, ..] => {
            Check::doubtful(NAME, format!("line {line} {what}"), "`lictor history --verify` tells all of it")
        }
    }
}

/// All that is not as it should be.
fn checks(directory: &Path) -> Vec<Check> {
    let mut checks = Vec::new();
    if let Err(error) = files::check_writable(directory) {
        let detail = format!("{} cannot be written: {error}", directory.display());
        let command = if directory.exists() { "chmod u+rwx" } else { "mkdir -p -m 700" };
        checks.push(Check::doubtful(NAME, detail, mended_by(command, directory)));
    }
    let sessions = directory.join("sessions");
    for directory in [directory, &sessions] {
        if is_open(directory) {
            let detail = format!("{} is open to others", directory.display());
            checks.push(Check::doubtful(NAME, detail, mended_by("chmod 700", directory)));
        }
    }
    for file in files_in(directory).filter(|file| is_open(file)) {
        let detail = format!("{} is open to others", file.display());
        checks.push(Check::doubtful(NAME, detail, mended_by("chmod 600", &file)));
    }
    // Whoever has a session is somebody.
    for file in files_in(&sessions).filter(|file| is_open(file)) {
        let detail = format!("the session in {} is open to others", file.display());
        checks.push(Check::ill(NAME, detail, mended_by("chmod 600", &file)));
    }
    checks
}

/// The files of a directory, by name; none where it is not there.
fn files_in(directory: &Path) -> impl Iterator<Item = PathBuf> {
    let entries = fs::read_dir(directory).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut files: Vec<PathBuf> = entries.filter(|path| path.is_file()).collect();
    files.sort();
    files.into_iter()
}

fn is_open(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|about| about.mode() & 0o077 != 0)
}

#[cfg(test)]
mod tests;
