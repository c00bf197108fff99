//! The table itself.

use std::borrow::Cow;

use super::deeds::{
    columns, compare, connect, export, find, history, log_in, log_out, needs_place, plan, profile, scope,
    scopes, sort, theme,
};
use crate::app::{
    model::Model,
    screens::command::Remark,
    update::{quit, show_activity, show_help, show_overview},
};

/// One command.
pub(super) struct Command {
    pub(super) word: &'static str,
    pub(super) argument: Argument,
    pub(super) help: &'static str,
    /// The command that does it without a screen.
    pub(super) headless: Option<&'static str>,
    /// Does it. An answer or a fault leaves the command line open.
    pub(super) run: fn(&mut Model, &str) -> Result<(), Remark>,
}

/// What follows a command's word.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Argument {
    Nothing,
    Profile,
    Scope,
    Text,
    File,
    Theme,
    Columns,
    /// One of a few words.
    Word(&'static [&'static str]),
}

impl Argument {
    pub(super) fn words(self) -> Cow<'static, str> {
        match self {
            Self::Nothing => "".into(),
            Self::Profile => " NAME".into(),
            Self::Scope => " KIND/UUID".into(),
            Self::Text => " TEXT".into(),
            Self::File => " FILE".into(),
            Self::Theme => " [NAME]".into(),
            Self::Columns => " [COLUMN[:WIDTH] …|usual]".into(),
            Self::Word(words) => format!(" {}", words.join("|")).into(),
        }
    }
}

pub(super) const COLUMNS: &[&str] = &["id", "sku", "name", "status", "description", "none"];

pub(super) const COMMANDS: [Command; 19] = [
    Command {
        word: "profile",
        argument: Argument::Profile,
        help: "work with another profile",
        headless: Some("lictor list --profile NAME"),
        run: profile,
    },
    Command {
        word: "connect",
        argument: Argument::Profile,
        help: "fill in a new profile, or change the one that is named",
        headless: Some("lictor list --url URL --instance INSTANCE"),
        run: connect,
    },
    Command {
        word: "scope",
        argument: Argument::Scope,
        help: "the licenses of a scope",
        headless: Some("lictor list --scope KIND/UUID"),
        run: scope,
    },
    Command {
        word: "scopes",
        argument: Argument::Nothing,
        help: "choose a scope",
        headless: Some("lictor scopes"),
        run: scopes,
    },
    Command {
        word: "find",
        argument: Argument::Text,
        help: "find licenses in all scopes that the account can see",
        headless: Some("lictor find TEXT"),
        run: find,
    },
    Command {
        word: "export",
        argument: Argument::File,
        help: "write what is marked, or what the filter shows, into a file",
        headless: Some("lictor export FILE"),
        run: export,
    },
    Command {
        word: "plan",
        argument: Argument::File,
        help: "look at a plan that `lictor plan` has made, and apply it",
        headless: Some("lictor apply PLAN"),
        run: plan,
    },
    Command {
        word: "compare",
        argument: Argument::Scope,
        help: "compare the licenses of this scope with those of another",
        headless: Some("lictor compare KIND/UUID KIND/UUID"),
        run: compare,
    },
    Command {
        word: "overview",
        argument: Argument::Nothing,
        help: "pictures of all licenses",
        headless: Some("lictor overview"),
        run: |model, _| {
            needs_place(model)?;
            show_overview(model);
            Ok(())
        },
    },
    Command {
        word: "sort",
        argument: Argument::Word(COLUMNS),
        help: "sort the licenses by a column; the same column once more turns the order round",
        headless: Some("lictor list -o csv"),
        run: sort,
    },
    Command {
        word: "history",
        argument: Argument::Nothing,
        help: "the changes that were made",
        headless: Some("lictor history"),
        run: history,
    },
    Command {
        word: "activity",
        argument: Argument::Nothing,
        help: "the requests that were made",
        headless: Some("lictor list --verbose"),
        run: |model, _| {
            show_activity(model);
            Ok(())
        },
    },
    Command {
        word: "theme",
        argument: Argument::Theme,
        help: "how things look: try the themes, or use the one that is named",
        headless: Some("lictor --theme NAME"),
        run: theme,
    },
    Command {
        word: "columns",
        argument: Argument::Columns,
        help: "the columns of the licenses in this kind of scope, such as sku name:30 status",
        headless: Some("lictor list -o csv"),
        run: columns,
    },
    Command {
        word: "mouse",
        argument: Argument::Nothing,
        help: "have the mouse click and scroll here, or select text as ever",
        headless: Some("lictor --mouse"),
        run: |model, _| {
            model.shared.turn_mouse();
            Ok(())
        },
    },
    Command {
        word: "login",
        argument: Argument::Nothing,
        help: "log in",
        headless: Some("lictor login"),
        run: log_in,
    },
    Command {
        word: "logout",
        argument: Argument::Nothing,
        help: "end the session",
        headless: Some("lictor logout"),
        run: log_out,
    },
    Command {
        word: "help",
        argument: Argument::Nothing,
        help: "the keys that work here",
        headless: Some("lictor help"),
        run: |model, _| {
            show_help(model);
            Ok(())
        },
    },
    Command {
        word: "quit",
        argument: Argument::Nothing,
        help: "leave; asks when something is unsaved",
        headless: None,
        run: |model, _| {
            quit(model);
            Ok(())
        },
    },
];

/// What fingers type by themselves.
pub(super) const SHORT: [(&str, &str); 1] = [("q", "quit")];
