//! The command palette: everything that can be done here, by its name, with its key and the command that does it
//! without a screen. Uses nucleo for finding names by some of their letters.

use nucleo_matcher::{
    Config, Matcher, Utf32Str,
    pattern::{AtomKind, CaseMatching, Normalization, Pattern},
};

use super::{
    headless::Form,
    keymap::{Action, Context, Keymap},
};

/// Something that can be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its name, as it is typed.
    pub name: String,
    /// What it does.
    pub help: &'static str,
    /// Its key; empty without one.
    pub key: String,
    /// The command that does it without a screen; none for what is about the screen itself.
    pub headless: Option<&'static str>,
    /// The action that it is; none for what has to be typed.
    pub action: Option<Action>,
}

/// What the keys do where `contexts` are looked up, the nearest first; what only moves the cursor is left out.
#[must_use]
pub fn actions(keymap: &Keymap, contexts: &'static [Context]) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    for binding in keymap.in_force(contexts) {
        let action = binding.action;
        let is_known = entries.iter().any(|entry| entry.action == Some(action));
        if is_known || action.is_movement() || matches!(action, Action::Command | Action::Back) {
            continue;
        }
        entries.push(Entry {
            name: action.name().replace('_', "-"),
            help: binding.help,
            key: binding.presses.first().map(ToString::to_string).unwrap_or_default(),
            headless: Form::of(action).command(),
            action: Some(action),
        });
    }
    entries
}

/// The entries that a text means, by their places, the likeliest first: by letters of their names, or by a part of
/// what they do. All of them where nothing is typed.
#[must_use]
pub fn matching(entries: &[Entry], text: &str) -> Vec<usize> {
    let text = text.trim();
    if text.is_empty() {
        return (0..entries.len()).collect();
    }
    let pattern = Pattern::new(text, CaseMatching::Ignore, Normalization::Smart, AtomKind::Fuzzy);
    let mut matcher = Matcher::new(Config::DEFAULT);
    let mut characters = Vec::new();
    let lower = text.to_lowercase();
    let mut found: Vec<(u32, usize)> = Vec::new();
    for (place, entry) in entries.iter().enumerate() {
        let by_name = pattern.score(Utf32Str::new(&entry.name, &mut characters), &mut matcher);
        let by_help = entry.help.to_lowercase().contains(&lower).then_some(1);
        let bonus = match () {
            () if entry.name == lower => 1_000_000,
            () if entry.name.starts_with(&lower) => 1_000,
            () => 1,
        };
        if let Some(score) = by_name.map(|score| score + bonus).or(by_help) {
            found.push((score, place));
        }
    }
    found.sort_by_key(|(score, place)| (std::cmp::Reverse(*score), *place));
    found.into_iter().map(|(_, place)| place).collect()
}

#[cfg(test)]
mod tests;
