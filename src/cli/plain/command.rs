//! The words that can be typed.

use crate::{
    cli::failure::Failure,
    domain::{LicenseId, Status, rules},
};

/// What is asked for by a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Command {
    /// An empty line.
    Nothing,
    /// What can be typed.
    Help,
    /// Leave.
    Quit,
    /// The scopes of a kind, or those that the server finds by a text.
    Scopes(String),
    /// Work in a scope: by its number in the list, or as `KIND/UUID`.
    Scope(String),
    /// The licenses, from the first page.
    List,
    /// The next page.
    More,
    /// The licenses with these words in them.
    Filter(String),
    /// One license.
    Open(LicenseId),
    /// A new license.
    New,
    /// Change a license.
    Edit(LicenseId),
    /// Give a license a status.
    Turn(LicenseId, Status),
    /// Delete a license.
    Delete(LicenseId),
    /// Take the last change back.
    Undo,
    /// Log in.
    LogIn,
}

/// What can be typed, for people.
pub(super) const HELP: &str = "\
list: the licenses, from the first page
more: the next page of them
filter WORDS: the licenses that have all these words in them
open ID: one license
new: create a license, field by field
edit ID: change a license, field by field
enable ID, disable ID: change its status
delete ID: delete it; its SKU has to be typed
undo: take the last change in this scope back
scopes: the groups; scopes distributors, scopes resellers, scopes tenants: those; scopes WORDS: the groups found by them
scope NUMBER, scope KIND/UUID: work in that one
login: log in
quit: leave; so does the end of the input
Everything else can be done by a command of its own: lictor help lists them.";

impl Command {
    /// What a line asks for.
    ///
    /// # Errors
    /// A word that nobody knows, and what is missing or too much after it.
    pub(super) fn parse(line: &str) -> Result<Self, Failure> {
        let line = line.trim();
        let (word, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        let rest = rest.trim();
        let command = match word.to_lowercase().as_str() {
            "" => Self::Nothing,
            "help" | "?" => Self::Help,
            "quit" | "q" | "exit" => Self::Quit,
            "list" => Self::List,
            "more" => Self::More,
            "new" => Self::New,
            "undo" => Self::Undo,
            "login" => Self::LogIn,
            "scopes" => return Ok(Self::Scopes(rest.to_owned())),
            "filter" if !rest.is_empty() => return Ok(Self::Filter(rest.to_owned())),
            "scope" if !rest.is_empty() => return Ok(Self::Scope(rest.to_owned())),
            "open" => return Ok(Self::Open(rules::license_id(rest)?)),
            "edit" => return Ok(Self::Edit(rules::license_id(rest)?)),
            "enable" => return Ok(Self::Turn(rules::license_id(rest)?, Status::Enabled)),
            "disable" => return Ok(Self::Turn(rules::license_id(rest)?, Status::Disabled)),
            "delete" => return Ok(Self::Delete(rules::license_id(rest)?)),
            "filter" => return Err(Failure::refused("filter: words follow, such as filter calling", "")),
            "scope" => {
                return Err(Failure::refused("scope: a number or KIND/UUID follows", "scopes lists them"));
            }
            _ => return Err(Failure::refused(format!("there is no command {word:?}"), "help lists them")),
        };
        if rest.is_empty() {
            Ok(command)
        } else {
            Err(Failure::refused(format!("nothing follows {word}"), "help lists the commands"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_says_what_to_do_and_with_which_license() {
        let parsed = |line| Command::parse(line).ok();
        assert_eq!(parsed("  "), Some(Command::Nothing));
        assert_eq!(parsed("LIST"), Some(Command::List));
        assert_eq!(parsed("open 17"), Some(Command::Open(LicenseId(17))));
        assert_eq!(parsed("disable  17 "), Some(Command::Turn(LicenseId(17), Status::Disabled)));
        assert_eq!(parsed("filter two words"), Some(Command::Filter("two words".to_owned())));
        assert_eq!(parsed("scopes"), Some(Command::Scopes(String::new())));
    }

    #[test]
    fn what_is_wrong_with_a_line_is_said() {
        let fault = |line| Command::parse(line).err().map(|failure| failure.in_one_line());
        assert_eq!(fault("dlete 17").as_deref(), Some("there is no command \"dlete\" · help lists them"));
        assert_eq!(fault("quit now").as_deref(), Some("nothing follows quit · help lists the commands"));
        assert!(fault("edit").is_some_and(|fault| fault.contains("is not a license id")));
        assert!(fault("filter").is_some());
    }
}
