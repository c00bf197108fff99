//! New profiles, written into the configuration file: into a new one with everything explained, or into the one that
//! is there, which keeps all that it says.

use std::{fs, io, os::unix::fs::MetadataExt, path::Path};

use toml_edit::{DocumentMut, Item, Table, value};

use crate::{
    domain::{Fault, NewProfile},
    files,
};

/// What a new file says; the profile is put in its place.
const TEMPLATE: &str = include_str!("../../assets/config.toml");

/// Adds a profile. The file is whole at every moment, and its owner's only.
///
/// # Errors
/// A name that is taken, a file that is not TOML or cannot be written; nothing is changed then.
pub fn add_profile(path: &Path, profile: &NewProfile) -> Result<(), String> {
    let text = match fs::read_to_string(path) {
        Ok(text) => with_profile(&text, profile).map_err(|reason| format!("{}: {reason}", path.display()))?,
        Err(error) if error.kind() == io::ErrorKind::NotFound => with_profile(TEMPLATE, profile)?,
        Err(error) => return Err(format!("{} cannot be read: {error}", path.display())),
    };
    files::replace(path, text.as_bytes())
        .map_err(|error| format!("{} cannot be written: {error}", path.display()))
}

fn with_profile(text: &str, profile: &NewProfile) -> Result<String, String> {
    let mut document: DocumentMut =
        text.parse().map_err(|_| "this is not TOML; `lictor config check` says where".to_owned())?;
    match document.get_mut("default_profile") {
        // In place, so that what is written around it stays.
        Some(default) if default.as_str() == Some("") => *default = value(&profile.name),
        Some(_) => {}
        None => drop(document.insert("default_profile", value(&profile.name))),
    }
    let profiles = document.entry("profiles").or_insert_with(|| {
        let mut table = Table::new();
        table.set_implicit(true);
        Item::Table(table)
    });
    let profiles = profiles.as_table_like_mut().ok_or("profiles: must be tables such as [profiles.lab]")?;
    if profiles.contains_key(&profile.name) {
        return Err(format!("there is a profile {} already; choose another name", profile.name));
    }
    let mut table = Table::new();
    table.insert("url", value(&profile.url));
    table.insert("instance", value(&profile.instance));
    if let Some(username) = &profile.username {
        table.insert("username", value(username));
    }
    table.decor_mut().set_prefix("\n");
    profiles.insert(&profile.name, Item::Table(table));
    Ok(document.to_string())
}

/// What others may write to of a file and its directory.
#[must_use]
pub fn open_to_others(path: &Path) -> Option<&Path> {
    // The sticky bit keeps others from replacing what is not theirs.
    let is_open = |place: &&Path| {
        fs::metadata(place).is_ok_and(|about| about.mode() & 0o022 != 0 && about.mode() & 0o1000 == 0)
    };
    [Some(path), path.parent()].into_iter().flatten().find(is_open)
}

/// Refuses a file that others may write to.
pub(super) fn refuse_if_others_write(path: &Path) -> Result<(), Fault> {
    let Some(place) = open_to_others(path) else { return Ok(()) };
    let quoted = shell_words::quote(&place.to_string_lossy()).into_owned();
    let message = format!(
        "{} can be written by others, so its commands are not run; mend it with: chmod go-w {quoted}",
        place.display()
    );
    Err(Fault::new("config", message))
}
