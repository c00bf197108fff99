//! What each action is without a screen.

use crate::app::keymap::Action;

/// The form that an action has without a screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A command, or several; what stands in capitals is for the operator to fill in.
    Command(&'static str),
    /// None is needed: it is about the screen, the cursor or what is being typed, and asks nothing of the server.
    OfTheScreen,
}

impl Form {
    /// The form of an action. Whoever adds an action has to say here what it is without a screen.
    #[must_use]
    pub fn of(action: Action) -> Self {
        Self::Command(match action {
            Action::Refresh | Action::Last | Action::NextPage | Action::PreviousPage => "lictor list",
            Action::Open | Action::Raw | Action::CopyJson => "lictor get ID -o json",
            Action::New | Action::Clone => "lictor create --sku SKU --name NAME",
            Action::Edit => "lictor update ID --name NAME",
            Action::Delete => "lictor delete ID…",
            Action::Toggle => "lictor enable ID… | lictor disable ID…",
            Action::Undo => "lictor undo ENTRY",
            Action::History => "lictor history",
            Action::ChooseScope | Action::NextKind | Action::PreviousKind | Action::ShowKind(_) => {
                "lictor scopes KIND"
            }
            Action::Descend | Action::Ascend => "lictor scopes KIND --parent KIND/UUID",
            Action::TypeScope => "lictor list --scope KIND/UUID",
            Action::Sandbox => "lictor demo",
            Action::Connect => "lictor list --url URL --instance INSTANCE",
            Action::Copy | Action::CopyId | Action::CopySku | Action::CopyRow => "lictor list -o csv",
            Action::Activity => "lictor list --verbose",
            Action::Filter | Action::Sort | Action::ReverseSort | Action::MarkAll => "lictor list -o jsonl",
            Action::Find => "lictor find TEXT",
            Action::Export => "lictor export FILE",
            Action::CopyThere => "lictor plan FILE | lictor apply PLAN",
            Action::Overview => "lictor overview",
            Action::Help => "lictor help",
            Action::ForceQuit
            | Action::Suspend
            | Action::Redraw
            | Action::Quit
            | Action::Back
            | Action::Up
            | Action::Down
            | Action::PageUp
            | Action::PageDown
            | Action::HalfUp
            | Action::HalfDown
            | Action::First
            | Action::NextField
            | Action::PreviousField
            | Action::Save
            | Action::Accept
            | Action::Yes
            | Action::No
            | Action::ThrowAway
            | Action::Switch
            | Action::Command
            | Action::Complete
            | Action::Pin
            | Action::Mine
            | Action::Theirs
            | Action::CopyCommand
            | Action::Mouse
            | Action::Mark
            | Action::MarkRange => return Self::OfTheScreen,
        })
    }

    /// The command, where there is one.
    #[must_use]
    pub fn command(self) -> Option<&'static str> {
        match self {
            Self::Command(text) => Some(text),
            Self::OfTheScreen => None,
        }
    }
}
