//! The operator's own bindings. They win over the defaults; what cannot be bound says why.

use std::fmt;

use super::{Action, Binding, Context, Key, KeyPress, Keymap, UnknownKey};

/// Why keys cannot be bound.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unbindable {
    /// There is no such context.
    Context(String),
    /// There is no such action where the keys are to work.
    Action {
        /// What was asked for.
        name: String,
        /// The actions that there are.
        known: Vec<&'static str>,
    },
    /// There is no such key.
    Key(UnknownKey),
    /// The key has a meaning that nothing may take its place.
    Reserved(KeyPress),
    /// The key would type a character there.
    Types(KeyPress),
    /// Return is pressed too easily for a yes.
    Yes,
}

impl fmt::Display for Unbindable {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Context(name) => {
                let known: Vec<&str> = Context::ALL.into_iter().filter_map(Context::word).collect();
                write!(formatter, "there are no keys of {name:?}; there are {}", known.join(", "))
            }
            Self::Action { name, known } => {
                write!(formatter, "there is no action {name:?} here; there are {}", known.join(", "))
            }
            Self::Key(unknown) => unknown.fmt(formatter),
            Self::Reserved(press) => {
                write!(formatter, "{press} means the same everywhere and cannot be bound")
            }
            Self::Types(press) => {
                write!(formatter, "{press} types a character here; hold ctrl or alt with it")
            }
            Self::Yes => formatter.write_str("Enter is pressed too easily to mean yes"),
        }
    }
}

/// A key that had another meaning, which it has lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Taken {
    /// The key.
    pub press: KeyPress,
    /// What it meant.
    pub action: Action,
}

impl fmt::Display for Taken {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} meant {} there, and no longer does", self.press, self.action.name())
    }
}

impl Keymap {
    /// Binds an action of a context to other keys, all by their names. Answers with the meanings that were lost.
    ///
    /// # Errors
    /// What cannot be bound; the table is as it was then.
    pub fn bind(&mut self, context: &str, action: &str, keys: &[String]) -> Result<Vec<Taken>, Unbindable> {
        let context = Context::ALL
            .into_iter()
            .find(|known| known.word() == Some(context))
            .ok_or_else(|| Unbindable::Context(context.to_owned()))?;
        let model = self.model(context, action)?;
        let presses =
            keys.iter().map(|key| self.press(context, model.action, key)).collect::<Result<Vec<_>, _>>()?;
        let mut taken = Vec::new();
        for binding in self.bindings.iter_mut().filter(|binding| binding.context == context) {
            if binding.action != model.action {
                let lost = binding.presses.iter().filter(|press| presses.contains(press));
                taken.extend(lost.map(|press| Taken { press: *press, action: binding.action }));
                binding.presses.retain(|press| !presses.contains(press));
            }
        }
        let own = |binding: &&mut Binding| binding.context == context && binding.action == model.action;
        match self.bindings.iter_mut().find(own) {
            Some(binding) => binding.presses = presses,
            None => self.bindings.push(Binding { context, presses, ..model }),
        }
        Ok(taken)
    }

    /// The line of the table that the new one is made from: the context's own, else that of the contexts behind it.
    fn model(&self, context: Context, action: &str) -> Result<Binding, Unbindable> {
        let contexts = [context, Context::List, Context::Global];
        let behind = if context.is_typing() { &contexts[..1] } else { &contexts[..] };
        let candidates = || behind.iter().flat_map(|context| self.of_context(*context));
        candidates().find(|binding| binding.action.name() == action).cloned().ok_or_else(|| {
            Unbindable::Action {
                name: action.to_owned(),
                known: self.of_context(context).map(|binding| binding.action.name()).collect(),
            }
        })
    }

    fn press(&self, context: Context, action: Action, key: &str) -> Result<KeyPress, Unbindable> {
        let press: KeyPress = key.parse().map_err(Unbindable::Key)?;
        if self.binding(Context::Always, press).is_some() {
            Err(Unbindable::Reserved(press))
        } else if context.is_typing() && press.typed().is_some() {
            Err(Unbindable::Types(press))
        } else if action == Action::Yes && press.key == Key::Enter {
            Err(Unbindable::Yes)
        } else {
            Ok(press)
        }
    }
}

impl Context {
    /// Its name in a configuration; none for the keys that mean the same everywhere.
    #[must_use]
    pub fn word(self) -> Option<&'static str> {
        Some(match self {
            Self::Always => return None,
            Self::Global => "global",
            Self::List => "list",
            Self::Scopes => "scopes",
            Self::Licenses => "licenses",
            Self::License => "license",
            Self::Form => "form",
            Self::LicenseForm => "license_form",
            Self::Filter => "filter",
            Self::Entry => "entry",
            Self::Delete => "delete",
            Self::Question => "question",
            Self::Draft => "draft",
            Self::Help => "help",
            Self::Welcome => "welcome",
            Self::LogIn => "log_in",
            Self::SecondFactor => "second_factor",
            Self::Trust => "trust",
            Self::Command => "command",
            Self::Conflict => "conflict",
            Self::Reason => "reason",
            Self::History => "history",
            Self::Change => "change",
            Self::Undo => "undo",
            Self::Confirm => "confirm",
            Self::Activity => "activity",
            Self::Exchange => "exchange",
            Self::Bulk => "bulk",
            Self::BulkQuestion => "bulk_question",
            Self::BulkVerb => "bulk_verb",
            Self::BulkUnderWay => "bulk_under_way",
            Self::BulkDone => "bulk_done",
            Self::Copy => "copy",
            Self::Find => "find",
            Self::Looking => "looking",
            Self::Compared => "compared",
            Self::Overview => "overview",
            Self::Themes => "themes",
            Self::Page => "page",
        })
    }

    /// Whether plain keys type characters here.
    fn is_typing(self) -> bool {
        matches!(
            self,
            Self::Form
                | Self::Filter
                | Self::Entry
                | Self::Delete
                | Self::LogIn
                | Self::SecondFactor
                | Self::Command
                | Self::Reason
                | Self::BulkVerb
        )
    }
}

impl Action {
    /// Its name in a configuration and in the help.
    #[must_use]
    #[expect(clippy::too_many_lines, reason = "it is a table")]
    pub fn name(self) -> &'static str {
        match self {
            Self::ForceQuit => "force_quit",
            Self::Suspend => "suspend",
            Self::Redraw => "redraw",
            Self::Help => "help",
            Self::Quit => "quit",
            Self::Back => "back",
            Self::Up => "up",
            Self::Down => "down",
            Self::PageUp => "page_up",
            Self::PageDown => "page_down",
            Self::HalfUp => "half_up",
            Self::HalfDown => "half_down",
            Self::First => "first",
            Self::Last => "last",
            Self::NextPage => "next_page",
            Self::PreviousPage => "previous_page",
            Self::Filter => "filter",
            Self::Sort => "sort",
            Self::ReverseSort => "reverse_sort",
            Self::Refresh => "refresh",
            Self::Open => "open",
            Self::New => "new",
            Self::Edit => "edit",
            Self::Clone => "clone",
            Self::Delete => "delete",
            Self::Toggle => "toggle",
            Self::ChooseScope => "choose_scope",
            Self::Raw => "raw",
            Self::NextKind => "next_kind",
            Self::PreviousKind => "previous_kind",
            Self::ShowKind(kind) => kind.word(),
            Self::Descend => "descend",
            Self::Ascend => "ascend",
            Self::TypeScope => "type_scope",
            Self::NextField => "next_field",
            Self::PreviousField => "previous_field",
            Self::Save => "save",
            Self::Accept => "accept",
            Self::Yes => "yes",
            Self::No => "no",
            Self::ThrowAway => "throw_away",
            Self::Sandbox => "sandbox",
            Self::Connect => "connect",
            Self::Switch => "switch",
            Self::Command => "command",
            Self::Complete => "complete",
            Self::Pin => "pin",
            Self::Undo => "undo",
            Self::History => "history",
            Self::Mine => "mine",
            Self::Theirs => "theirs",
            Self::CopyCommand => "copy_command",
            Self::Activity => "activity",
            Self::Find => "find",
            Self::Mark => "mark",
            Self::MarkRange => "mark_range",
            Self::MarkAll => "mark_all",
            Self::Copy => "copy",
            Self::CopyId => "copy_id",
            Self::CopySku => "copy_sku",
            Self::CopyRow => "copy_row",
            Self::CopyJson => "copy_json",
            Self::Export => "export",
            Self::CopyThere => "copy_there",
            Self::Overview => "overview",
            Self::Mouse => "mouse",
        }
    }
}

#[cfg(test)]
mod tests;
