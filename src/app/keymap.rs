//! The one table of keys: it drives what a key does, the footer, the help and the operator's own bindings.

mod bindings;
mod context;
mod custom;
mod press;

pub use bindings::Binding;
pub use context::Context;
pub use custom::{Taken, Unbindable};
pub use press::{Key, KeyPress, UnknownKey};

use crate::domain::ScopeKind;

/// What the operator means by a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// Leave at once.
    ForceQuit,
    /// Hand the terminal back to the shell for a while.
    Suspend,
    /// Paint everything anew.
    Redraw,
    /// Show the keys that work here.
    Help,
    /// Leave; asks when something is unsaved.
    Quit,
    /// Go back, or cancel what runs.
    Back,
    /// One row up.
    Up,
    /// One row down.
    Down,
    /// One screenful up.
    PageUp,
    /// One screenful down.
    PageDown,
    /// Half a screenful up.
    HalfUp,
    /// Half a screenful down.
    HalfDown,
    /// To the first row.
    First,
    /// To the last row, reading what is not read yet.
    Last,
    /// To the server's next page.
    NextPage,
    /// To the server's previous page.
    PreviousPage,
    /// Type a filter.
    Filter,
    /// Sort by the next column.
    Sort,
    /// Turn the order round.
    ReverseSort,
    /// Read anew.
    Refresh,
    /// Open what the cursor is on.
    Open,
    /// Fill in a new license.
    New,
    /// Edit the license.
    Edit,
    /// Fill in a new license with this one's values.
    Clone,
    /// Delete the license.
    Delete,
    /// Turn the license on or off.
    Toggle,
    /// Take the last change back, or the one that the cursor is on.
    Undo,
    /// Show the changes that were made.
    History,
    /// Choose another scope.
    ChooseScope,
    /// Show what the server sent.
    Raw,
    /// Show the next kind of scope.
    NextKind,
    /// Show the previous kind of scope.
    PreviousKind,
    /// Show this kind of scope.
    ShowKind(ScopeKind),
    /// Into the scopes below this one.
    Descend,
    /// Back to the scopes above.
    Ascend,
    /// Type or paste a scope.
    TypeScope,
    /// To the next field.
    NextField,
    /// To the previous field.
    PreviousField,
    /// Save the form.
    Save,
    /// Keep what was typed.
    Accept,
    /// Yes.
    Yes,
    /// No.
    No,
    /// Throw away what was typed once.
    ThrowAway,
    /// Try the built-in sandbox.
    Sandbox,
    /// Fill in a new profile.
    Connect,
    /// Turn a switch on or off.
    Switch,
    /// Type a command.
    Command,
    /// Fill in the rest of a word.
    Complete,
    /// Pin the scope, or no longer.
    Pin,
    /// Let one's own value go out.
    Mine,
    /// Let the value stay that somebody else has put in.
    Theirs,
    /// Copy the command that does the same.
    CopyCommand,
    /// Show the requests that were made.
    Activity,
    /// Find licenses in all scopes.
    Find,
    /// Mark the row, or no longer.
    Mark,
    /// Mark the rows from the last mark to the cursor.
    MarkRange,
    /// Mark all rows that the filter shows, or no longer.
    MarkAll,
    /// Choose what to copy.
    Copy,
    /// Copy ids.
    CopyId,
    /// Copy SKUs.
    CopySku,
    /// Copy whole rows.
    CopyRow,
    /// Copy licenses as JSON.
    CopyJson,
    /// Write licenses into a file.
    Export,
    /// Give another scope what this one has.
    CopyThere,
    /// Show pictures of all licenses.
    Overview,
    /// Have the terminal tell of the mouse, or no longer.
    Mouse,
}

impl Action {
    /// Whether the action leads to a change on the server.
    #[must_use]
    pub fn is_change(self) -> bool {
        matches!(
            self,
            Self::New | Self::Edit | Self::Clone | Self::Delete | Self::Toggle | Self::Undo | Self::CopyThere
        )
    }

    /// Whether the action only moves the cursor.
    #[must_use]
    pub fn is_movement(self) -> bool {
        matches!(
            self,
            Self::Up
                | Self::Down
                | Self::PageUp
                | Self::PageDown
                | Self::HalfUp
                | Self::HalfDown
                | Self::First
                | Self::Last
        )
    }
}

/// The keys in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keymap {
    bindings: Vec<Binding>,
}

impl Default for Keymap {
    fn default() -> Self {
        Self { bindings: bindings::defaults() }
    }
}

impl Keymap {
    /// What `press` means where the first of `contexts` that knows it decides.
    #[must_use]
    pub fn action(&self, contexts: &[Context], press: KeyPress) -> Option<Action> {
        contexts.iter().find_map(|context| self.binding(*context, press)).map(|binding| binding.action)
    }

    fn binding(&self, context: Context, press: KeyPress) -> Option<&Binding> {
        self.of_context(context).find(|binding| binding.presses.contains(&press))
    }

    /// The bindings of one context, in the order of the table.
    pub fn of_context(&self, context: Context) -> impl Iterator<Item = &Binding> {
        self.bindings.iter().filter(move |binding| binding.context == context)
    }

    /// The bindings that work where `contexts` are looked up, nearest first: without those whose first key means
    /// something else nearer by.
    pub fn in_force<'a>(&'a self, contexts: &'a [Context]) -> impl Iterator<Item = &'a Binding> {
        self.in_force_where(contexts, |_| true)
    }

    /// Those of them that are `wanted`.
    pub fn in_force_where<'a>(
        &'a self, contexts: &'a [Context], wanted: impl Fn(&Binding) -> bool + 'a,
    ) -> impl Iterator<Item = &'a Binding> {
        let nearest = |press| contexts.iter().find_map(|context| self.binding(*context, press));
        let reachable = move |binding: &&Binding| {
            binding.presses.first().and_then(|press| nearest(*press)).is_some_and(|found| found == *binding)
        };
        let all = contexts.iter().flat_map(|context| self.of_context(*context));
        all.filter(move |binding| wanted(binding)).filter(reachable)
    }

    /// The label of the first key for an action where `contexts` are looked up, nearest first; empty where it has none.
    #[must_use]
    pub fn label(&self, contexts: &[Context], action: Action) -> String {
        let binding = contexts
            .iter()
            .flat_map(|context| self.of_context(*context))
            .find(|binding| binding.action == action && !binding.presses.is_empty());
        binding.and_then(|binding| binding.presses.first()).map(ToString::to_string).unwrap_or_default()
    }

    /// The labels of the first keys for several actions in a row, as `1-4` where the keys are in a row too.
    #[must_use]
    pub fn labels(&self, contexts: &[Context], actions: &[Action]) -> String {
        let labels: Vec<String> = actions.iter().map(|action| self.label(contexts, *action)).collect();
        let characters: Vec<u32> = labels.iter().filter_map(|label| only_character(label)).collect();
        let are_in_a_row = characters.windows(2).all(|pair| pair[0] + 1 == pair[1]);
        match (labels.first(), labels.last()) {
            (Some(first), Some(last)) if are_in_a_row && characters.len() == labels.len() => {
                format!("{first}-{last}")
            }
            _ => labels.into_iter().filter(|label| !label.is_empty()).collect::<Vec<_>>().join("/"),
        }
    }

    /// All bindings, in the order of the table.
    #[must_use]
    pub fn bindings(&self) -> &[Binding] {
        &self.bindings
    }
}

/// The character that a label consists of.
fn only_character(label: &str) -> Option<u32> {
    let mut characters = label.chars();
    let first = characters.next()?;
    characters.next().is_none().then_some(first.into())
}

#[cfg(test)]
mod tests;
