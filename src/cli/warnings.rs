//! What the configuration file has to be told of wherever it is used: a key that nobody knows does nothing, and the
//! operator may rely on it.

use std::path::Path;

use super::{arguments::Global, connection, keys::keymap, voice::Voice};
use crate::{
    config::{File, Finding, Severity},
    text,
};

/// Says on standard error what is wrong with the file and with the profile in use, a line each. What keeps a file or
/// a profile from being used at all is for those who use it.
pub(super) fn tell(global: &Global, voice: &Voice) {
    let Ok(said) = connection::said(global) else { return };
    let Ok(file) = connection::file(&said) else { return };
    tell_of(&file, file.chosen(said.profile.as_ref()), voice);
}

/// As [`tell`], of a file that was read, and a profile of it.
pub(super) fn tell_of(file: &File, profile: Option<&str>, voice: &Voice) {
    for finding in of(file, profile) {
        voice.note(&text::safe(&format!("{}:{finding}", file.path().display())));
    }
}

/// The same in one line, for the console; none where there is nothing to say.
pub(super) fn in_one_line(file: &File, profile: Option<&str>) -> Option<String> {
    let mut findings = of(file, profile);
    findings.extend(keymap(file).1.into_iter().filter(|finding| finding.severity == Severity::Error));
    findings.sort_by_key(|finding| finding.position);
    let first = findings.first()?;
    let name =
        file.path().file_name().map_or_else(|| file.path().display(), |name| Path::new(name).display());
    let more = match findings.len() - 1 {
        0 => String::new(),
        more => format!(" · and {more} more"),
    };
    Some(format!("{name}:{}: {}{more} · lictor config check tells all", first.position, first.message))
}

fn of(file: &File, profile: Option<&str>) -> Vec<Finding> {
    let keys = keymap(file).1.into_iter().filter(|finding| finding.severity == Severity::Warning);
    let mut findings: Vec<Finding> = file.warnings(profile).cloned().chain(keys).collect();
    findings.sort_by_key(|finding| finding.position);
    findings
}
