//! One key press, apart from any terminal library, and its notation: `a`, `G`, `ctrl-r`, `shift-tab`, `f5`, `space`.

use std::{fmt, str::FromStr};

use crate::text::safe;

/// A key without its modifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Key {
    /// A character as typed: shift is in the character.
    Char(char),
    /// Return.
    Enter,
    /// Escape.
    Esc,
    /// Tabulator.
    Tab,
    /// Deletes to the left.
    Backspace,
    /// Deletes to the right.
    Delete,
    /// Arrow left.
    Left,
    /// Arrow right.
    Right,
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// Start of the line or list.
    Home,
    /// End of the line or list.
    End,
    /// A screenful up.
    PageUp,
    /// A screenful down.
    PageDown,
    /// A function key.
    Function(u8),
}

/// A key with its modifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct KeyPress {
    /// The key.
    pub key: Key,
    /// With control.
    pub control: bool,
    /// With alt.
    pub alt: bool,
    /// With shift; never for characters.
    pub shift: bool,
}

impl KeyPress {
    /// `key` without modifiers.
    #[must_use]
    pub const fn plain(key: Key) -> Self {
        Self { key, control: false, alt: false, shift: false }
    }

    /// `key` with control.
    #[must_use]
    pub const fn control(key: Key) -> Self {
        Self { control: true, ..Self::plain(key) }
    }

    /// Why terminals do not send this key, or not as a key of its own, if so. With control they send the characters from
    /// `@` to `_` less 64 (ECMA-48, C0), so some are other keys too, and most are none.
    #[must_use]
    pub fn obstacle(self) -> Option<&'static str> {
        const NEVER: Option<&str> = Some("terminals send no such key");
        match (self.key, self.control, self.alt) {
            (Key::Char('i'), true, _) => Some("terminals send it as tab"),
            (Key::Char('m' | 'j'), true, _) => Some("terminals send it as enter"),
            (Key::Char('['), true, _) => Some("terminals send it as esc"),
            (Key::Char('h'), true, _) => Some("many terminals send it as backspace"),
            (Key::Char('a'..='z' | '@' | '\\' | ']' | '^' | '_' | ' '), true, _) => None,
            (Key::Char(_) | Key::Tab, true, _) => NEVER,
            (Key::Char('[' | ']' | 'O' | 'P'), _, true) => Some("sequences of other keys begin with it"),
            (Key::Enter | Key::Esc | Key::Backspace, ..) if self.control || self.shift => NEVER,
            _ => None,
        }
    }

    /// The character that the press types into a field, if it types one.
    #[must_use]
    pub fn typed(self) -> Option<char> {
        match self.key {
            Key::Char(character) if !self.control && !self.alt => Some(character),
            _ => None,
        }
    }
}

/// Names of keys that are not single characters: notation, then label on the screen.
const NAMES: [(&str, &str, Key); 14] = [
    ("space", "Space", Key::Char(' ')),
    ("enter", "Enter", Key::Enter),
    ("esc", "Esc", Key::Esc),
    ("tab", "Tab", Key::Tab),
    ("backspace", "Backspace", Key::Backspace),
    ("delete", "Del", Key::Delete),
    ("left", "Left", Key::Left),
    ("right", "Right", Key::Right),
    ("up", "Up", Key::Up),
    ("down", "Down", Key::Down),
    ("home", "Home", Key::Home),
    ("end", "End", Key::End),
    ("pageup", "PgUp", Key::PageUp),
    ("pagedown", "PgDn", Key::PageDown),
];

/// A key's notation that is not understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownKey(pub String);

impl fmt::Display for UnknownKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:?} is not a key; keys are written as a, G, ctrl-r, shift-tab, f5, space", self.0)
    }
}

impl std::error::Error for UnknownKey {}

impl FromStr for KeyPress {
    type Err = UnknownKey;

    fn from_str(text: &str) -> Result<Self, UnknownKey> {
        let unknown = || UnknownKey(text.to_owned());
        let (mut control, mut alt, mut shift, mut rest) = (false, false, false, text);
        loop {
            let (flag, after) = if let Some(after) = rest.strip_prefix("ctrl-") {
                (&mut control, after)
            } else if let Some(after) = rest.strip_prefix("alt-") {
                (&mut alt, after)
            } else if let Some(after) = rest.strip_prefix("shift-") {
                (&mut shift, after)
            } else {
                break;
            };
            *flag = true;
            rest = after;
        }
        let key = match NAMES.iter().find(|(name, _, _)| *name == rest) {
            Some((_, _, key)) => *key,
            None => single(rest).or_else(|| function(rest)).ok_or_else(unknown)?,
        };
        if shift && matches!(key, Key::Char(_)) {
            return Err(unknown());
        }
        Ok(Self { key, control, alt, shift })
    }
}

fn single(text: &str) -> Option<Key> {
    let mut characters = text.chars();
    match (characters.next(), characters.next()) {
        (Some(character), None) => Some(Key::Char(character)),
        _ => None,
    }
}

fn function(text: &str) -> Option<Key> {
    let number: u8 = text.strip_prefix('f')?.parse().ok()?;
    (1..=12).contains(&number).then_some(Key::Function(number))
}

impl fmt::Display for KeyPress {
    /// The label on the screen: `Ctrl-S`, `PgDn`, `/`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (held, name) in [(self.control, "Ctrl-"), (self.alt, "Alt-"), (self.shift, "Shift-")] {
            if held {
                formatter.write_str(name)?;
            }
        }
        if let Some((_, label, _)) = NAMES.iter().find(|(_, _, key)| *key == self.key) {
            return formatter.write_str(label);
        }
        match self.key {
            // Anything can be bound; what cannot be seen is made visible.
            Key::Char(character) => {
                let shown = if self.control { character.to_ascii_uppercase() } else { character };
                formatter.write_str(&safe(shown.encode_utf8(&mut [0; 4])))
            }
            Key::Function(number) => write!(formatter, "F{number}"),
            _ => Ok(()),
        }
    }
}
