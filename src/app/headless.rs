//! The command that does without a screen what the console is about to do, ready to be pasted into a shell.
//!
//! No secret stands in it: who logs in is for the profile to say.

mod curl;
mod form;

pub use curl::curl;
pub use form::Form;

use super::model::Place;
use crate::{
    domain::{Change, EntryId, Operation, Status, Write},
    text,
};

/// The command that makes a change; for one that takes another back, the undo of that.
#[must_use]
pub fn command(write: &Write, place: Option<&Place>) -> String {
    if let Some(entry) = write.cause.undoes {
        return undo(entry, place, write.cause.reason.as_deref());
    }
    let mut words = start(place);
    words.extend(["--scope".to_owned(), write.scope.to_string()]);
    match &write.operation {
        Operation::Create(draft) => {
            words.push("create".to_owned());
            option(&mut words, "--sku", &draft.sku);
            option(&mut words, "--name", &draft.name);
            if let Some(description) = &draft.description {
                option(&mut words, "--description", description);
            }
            option(&mut words, "--status", draft.status.word());
        }
        Operation::Update { seen, change } => {
            words.extend([verb(change).to_owned(), seen.id.to_string()]);
            if verb(change) == UPDATE {
                changed(&mut words, change);
            }
        }
        Operation::Delete { seen } => words.extend(["delete".to_owned(), seen.id.to_string()]),
    }
    finish(words, write.cause.reason.as_deref())
}

/// The commands that make several changes, a line each; one that takes a whole step back is a single line. None for no
/// changes.
#[must_use]
pub fn commands(writes: &[Write], place: Option<&Place>) -> Option<String> {
    // The undo of one entry takes all others of its step back with it, and only those are sent together.
    let taken_back = writes.iter().position(|write| write.cause.undoes.is_some());
    let named = writes
        .iter()
        .enumerate()
        .filter(|(position, write)| write.cause.undoes.is_none() || taken_back == Some(*position));
    let named: Vec<&Write> = named.map(|(_, write)| write).collect();
    if let Some(line) = together(&named, place) {
        return Some(line);
    }
    let lines: Vec<String> = named.into_iter().map(|write| command(write, place)).collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

/// One command for several licenses, where they all get the same and there is a word for it.
fn together(writes: &[&Write], place: Option<&Place>) -> Option<String> {
    let word_of = |write: &Write| match &write.operation {
        Operation::Update { change, .. } => Some(verb(change)).filter(|verb| *verb != UPDATE),
        Operation::Delete { .. } => Some("delete"),
        Operation::Create(_) => None,
    };
    let first = writes.first().filter(|_| writes.len() > 1)?;
    let word = word_of(first)?;
    let is_alike = |write: &&Write| {
        let same_place = write.scope == first.scope && write.cause.undoes.is_none();
        same_place && word_of(write) == Some(word) && write.cause.reason == first.cause.reason
    };
    if !writes.iter().all(is_alike) {
        return None;
    }
    let mut words = start(place);
    words.extend(["--scope".to_owned(), first.scope.to_string(), word.to_owned()]);
    words.extend(writes.iter().filter_map(|write| write.id()).map(|id| id.to_string()));
    Some(finish(words, first.cause.reason.as_deref()))
}

/// The command that takes a change back.
#[must_use]
pub fn undo(entry: EntryId, place: Option<&Place>, reason: Option<&str>) -> String {
    let mut words = start(place);
    words.extend(["undo".to_owned(), entry.to_string()]);
    finish(words, reason)
}

const UPDATE: &str = "update";

/// A change of the status alone has words of its own.
fn verb(change: &Change) -> &'static str {
    match (&change.status, change.fields().len()) {
        (Some(edit), 1) if edit.after == Status::Enabled => "enable",
        (Some(edit), 1) if edit.after == Status::Disabled => "disable",
        _ => UPDATE,
    }
}

fn changed(words: &mut Vec<String>, change: &Change) {
    for field in change.fields() {
        option(words, &format!("--{}", field.field.word()), &field.after);
    }
}

/// The program and the way to the server: the profile, else the address.
fn start(place: Option<&Place>) -> Vec<String> {
    let mut words = vec!["lictor".to_owned()];
    match place {
        Some(Place { profile: Some(profile), .. }) => option(&mut words, "--profile", profile),
        Some(place) => {
            option(&mut words, "--url", &place.origin);
            option(&mut words, "--instance", &place.instance);
        }
        None => {}
    }
    words
}

fn finish(mut words: Vec<String>, reason: Option<&str>) -> String {
    if let Some(reason) = reason {
        option(&mut words, "--reason", reason);
    }
    words.join(" ")
}

/// An option and its value. A value that looks like an option is tied to it.
fn option(words: &mut Vec<String>, name: &str, value: &str) {
    if value.starts_with('-') {
        words.push(format!("{name}={}", quoted(value)));
    } else {
        words.extend([name.to_owned(), quoted(value)]);
    }
}

/// A text as one word of a shell. What could drive the terminal that it is pasted into, or cannot be seen there, is
/// written by its number; bash, zsh and ksh understand that.
fn quoted(text: &str) -> String {
    if !text.contains(char::is_control) && text::safe(text) == text {
        return shell_words::quote(text).into_owned();
    }
    let mut quoted = "$'".to_owned();
    for character in text.chars() {
        match character {
            '\'' | '\\' => quoted.extend(['\\', character]),
            ' '..='~' => quoted.push(character),
            _ => quoted.push_str(&numbered(character)),
        }
    }
    quoted.push('\'');
    quoted
}

fn numbered(character: char) -> String {
    match u32::from(character) {
        number @ ..=0xffff => format!("\\u{number:04x}"),
        number => format!("\\U{number:08x}"),
    }
}

#[cfg(test)]
mod tests;
