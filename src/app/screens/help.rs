//! The help: the keys that work here first, then all others. Made from the table of keys.

use crate::app::{
    cursor::Cursor,
    hints,
    keymap::{Action, Binding, Context},
    model::{Model, Shared},
};

/// The help's state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Help {
    /// The lines.
    pub lines: Vec<Line>,
    /// How far it is scrolled.
    pub top: usize,
}

/// A line of the help.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// A heading.
    Heading(&'static str),
    /// Keys and what they do.
    Keys {
        /// The keys' labels.
        keys: String,
        /// What they do.
        help: &'static str,
        /// What that is called in a configuration.
        name: &'static str,
    },
    /// The account probably may not do what stands above.
    Doubt,
    /// Nothing.
    Gap,
}

impl Help {
    /// The help for the given contexts.
    #[must_use]
    pub fn new(contexts: &[Context], model: &Model) -> Self {
        let here = contexts.iter();
        let elsewhere = Context::ALL.iter().filter(|context| !contexts.contains(context));
        let mut lines = Vec::new();
        for context in here.chain(elsewhere) {
            if !lines.is_empty() {
                lines.push(Line::Gap);
            }
            lines.push(Line::Heading(context.title()));
            let is_here = contexts.contains(context);
            let in_force: Vec<&Binding> = model.shared.keymap.in_force(contexts).collect();
            // Keys that mean something else nearer by are not told here.
            let is_told = |binding: &&Binding| !is_here || in_force.contains(binding);
            for binding in model.shared.keymap.of_context(*context).filter(is_told) {
                let keys: Vec<String> = binding.presses.iter().map(ToString::to_string).collect();
                lines.push(Line::Keys {
                    keys: keys.join(" "),
                    help: binding.help,
                    name: binding.action.name(),
                });
                if is_here && hints::probably_may_not(model, binding.action) {
                    lines.push(Line::Doubt);
                }
            }
        }
        Self { lines, top: 0 }
    }

    /// Scrolls.
    pub fn act(&mut self, action: Action, shared: &Shared) {
        let height = shared.size.body_rows();
        let scrollable = self.lines.len().saturating_sub(height) + 1;
        let mut cursor = Cursor { position: self.top, top: self.top };
        cursor.step(action, scrollable, height.min(scrollable));
        self.top = cursor.position;
    }
}
