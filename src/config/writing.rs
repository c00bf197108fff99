//! Profiles, written into the configuration file: into a new one with everything explained, or into the one that is
//! there, which keeps all that it says. What one says of its server can be changed.

use std::{fs, io, os::unix::fs::MetadataExt, path::Path};

use toml_edit::{DocumentMut, Item, RawString, Table, TableLike, value};

use crate::{
    domain::{Fault, NewProfile, WrittenProfile},
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
        Err(error) => return Err(unreadable(path, &error)),
    };
    write(path, &text)
}

/// Changes what a profile says of its server. All else that the file says stays, and so do its comments.
///
/// # Errors
/// A profile that is not there, a file that is not TOML, or cannot be read or written; nothing is changed then.
pub fn change_profile(path: &Path, profile: &NewProfile) -> Result<(), String> {
    let text = fs::read_to_string(path).map_err(|error| unreadable(path, &error))?;
    let text = with_changes(&text, profile).map_err(|reason| format!("{}: {reason}", path.display()))?;
    write(path, &text)
}

/// What a profile says of its server.
///
/// # Errors
/// A profile that is not there, a file that is not TOML or cannot be read.
pub fn read_profile(path: &Path, name: &str) -> Result<WrittenProfile, String> {
    let text = fs::read_to_string(path).map_err(|error| unreadable(path, &error))?;
    let read = || -> Result<WrittenProfile, String> {
        let mut document = parse(&text)?;
        let table = table_of(&mut document, name)?;
        let text = |key| table.get(key).and_then(Item::as_str).unwrap_or_default().to_owned();
        let (url, instance, username) = (text("url"), text("instance"), text("username"));
        Ok(WrittenProfile { name: name.to_owned(), url, instance, username })
    };
    read().map_err(|reason| format!("{}: {reason}", path.display()))
}

fn unreadable(path: &Path, error: &io::Error) -> String {
    format!("{} cannot be read: {error}", path.display())
}

fn write(path: &Path, text: &str) -> Result<(), String> {
    files::replace(path, text.as_bytes())
        .map_err(|error| format!("{} cannot be written: {error}", path.display()))
}

fn parse(text: &str) -> Result<DocumentMut, String> {
    text.parse().map_err(|_| "this is not TOML; `lictor config check` says where".to_owned())
}

/// The text of a document as its owner's editor writes files: with the line ends and the byte order mark of what was
/// there before. Where line ends are mixed, all become plain.
fn written(document: &DocumentMut, before: &str) -> String {
    const MARK: char = '\u{feff}';
    let mut text = document.to_string();
    let ends = before.matches('\n').count();
    if ends > 0 && before.matches("\r\n").count() == ends {
        text = text.replace("\r\n", "\n").replace('\n', "\r\n");
    }
    if before.starts_with(MARK) && !text.starts_with(MARK) {
        text.insert(0, MARK);
    }
    text
}

fn with_profile(text: &str, profile: &NewProfile) -> Result<String, String> {
    let mut document = parse(text)?;
    if document.get("default_profile").is_none_or(|default| default.as_str() == Some("")) {
        set(document.as_table_mut(), "default_profile", &profile.name);
    }
    let profiles = document.entry("profiles").or_insert_with(|| {
        let mut table = Table::new();
        table.set_implicit(true);
        Item::Table(table)
    });
    let profiles = profiles.as_table_like_mut().ok_or("profiles: must be tables such as [profiles.lab]")?;
    if profiles.contains_key(&profile.name) {
        let name = &profile.name;
        return Err(format!("there is a profile {name} already; :connect {name} changes it"));
    }
    let mut table = Table::new();
    table.insert("url", value(&profile.url));
    table.insert("instance", value(&profile.instance));
    if let Some(username) = &profile.username {
        table.insert("username", value(username));
    }
    table.decor_mut().set_prefix("\n");
    profiles.insert(&profile.name, Item::Table(table));
    Ok(written(&document, text))
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

fn with_changes(text: &str, profile: &NewProfile) -> Result<String, String> {
    let mut document = parse(text)?;
    let table = table_of(&mut document, &profile.name)?;
    set(table, "url", &profile.url);
    set(table, "instance", &profile.instance);
    match &profile.username {
        Some(username) => set(table, "username", username),
        None => remove_username(table),
    }
    Ok(written(&document, text))
}

fn table_of<'a>(document: &'a mut DocumentMut, name: &str) -> Result<&'a mut dyn TableLike, String> {
    let profiles = document.get_mut("profiles").and_then(Item::as_table_like_mut);
    let profile = profiles.and_then(|profiles| profiles.get_mut(name)).and_then(Item::as_table_like_mut);
    profile.ok_or_else(|| format!("there is no profile {name}"))
}

/// Takes the user name out. What was noted about it goes on below the instance, where it can be read and removed.
fn remove_username(table: &mut dyn TableLike) {
    let above = table.key("username").and_then(|key| key.leaf_decor().prefix()?.as_str()).map(str::to_owned);
    let removed = table.remove("username").and_then(|item| item.into_value().ok());
    let behind = removed.as_ref().and_then(|value| value.decor().suffix()?.as_str());
    let notes = [above.as_deref(), behind].into_iter().flatten().flat_map(str::lines).map(str::trim);
    let notes: String = notes.filter(|note| note.starts_with('#')).flat_map(|note| ["\n", note]).collect();
    if let Some(instance) =
        table.get_mut("instance").and_then(Item::as_value_mut).filter(|_| !notes.is_empty())
    {
        let around = instance.decor_mut();
        let before = around.suffix().and_then(RawString::as_str).unwrap_or_default().to_owned();
        around.set_suffix(format!("{before}{notes}"));
    }
}

/// Puts a text into a table; what is written around the old one stays.
fn set(table: &mut dyn TableLike, key: &str, text: &str) {
    match table.get_mut(key).and_then(Item::as_value_mut) {
        Some(old) if old.as_str() == Some(text) => {}
        Some(old) => {
            let around = old.decor().clone();
            *old = text.into();
            *old.decor_mut() = around;
        }
        None => drop(table.insert(key, value(text))),
    }
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
