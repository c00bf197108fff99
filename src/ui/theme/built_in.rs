//! The themes that come with the program.

use super::role::Role::{
    self, Bad, Border, Changed, ChosenTab, Cursor, CursorBehind, Dim, Disabled, Enabled, Field, FocusedField,
    Good, Heading, Key, Label, Mark, OtherStatus, Production, Text, Title,
};

/// A theme that comes with the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BuiltIn {
    /// The terminal's own sixteen colours, whatever its user has made of them.
    Terminal,
    /// For dark backgrounds.
    Dark,
    /// For light backgrounds.
    Light,
    /// High contrast, on a background of its own.
    Contrast,
    /// No colours: bold, reversed and underlined only.
    Monochrome,
}

impl BuiltIn {
    /// All of them; the first is the one that holds where nothing is said.
    pub const ALL: [Self; 5] = [Self::Terminal, Self::Dark, Self::Light, Self::Contrast, Self::Monochrome];

    /// Its name.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Terminal => "terminal",
            Self::Dark => "dark",
            Self::Light => "light",
            Self::Contrast => "contrast",
            Self::Monochrome => "monochrome",
        }
    }

    /// The theme of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.word() == name)
    }

    /// How each role looks; as nothing in particular where it is not named.
    #[must_use]
    pub fn looks(self) -> &'static [(Role, &'static str)] {
        match self {
            Self::Terminal => TERMINAL,
            Self::Dark => DARK,
            Self::Light => LIGHT,
            Self::Contrast => CONTRAST,
            Self::Monochrome => MONOCHROME,
        }
    }
}

const TERMINAL: &[(Role, &str)] = &[
    (Dim, "dim"),
    (Label, "bold reversed cyan"),
    (Production, "bold reversed red"),
    (Title, "bold cyan"),
    (Border, "dim"),
    (Heading, "bold"),
    (Cursor, "reversed"),
    (CursorBehind, "underlined"),
    (Mark, "bold cyan"),
    (Enabled, "green"),
    (Disabled, "yellow"),
    (OtherStatus, "magenta"),
    (Good, "green"),
    (Bad, "bold red"),
    (Key, "bold cyan"),
    (ChosenTab, "bold reversed"),
    (Field, "underlined"),
    (FocusedField, "bold underlined"),
    (Changed, "yellow"),
];

const DARK: &[(Role, &str)] = &[
    (Text, "#d0d0d0"),
    (Dim, "#8a8a8a"),
    (Label, "bold #101820 on #7fbfff"),
    (Production, "bold #ffffff on #c0392b"),
    (Title, "bold #7fbfff"),
    (Border, "#5f6b78"),
    (Heading, "bold #e8e8e8"),
    (Cursor, "bold #ffffff on #2f5f8f"),
    (CursorBehind, "#d0d0d0 on #303a45"),
    (Mark, "bold #ffd75f"),
    (Enabled, "#87d787"),
    (Disabled, "#d7af5f"),
    (OtherStatus, "#d787d7"),
    (Good, "#87d787"),
    (Bad, "bold #ff8787"),
    (Key, "bold #7fbfff"),
    (ChosenTab, "bold #101820 on #d0d0d0"),
    (Field, "underlined"),
    (FocusedField, "bold underlined #ffffff"),
    (Changed, "#ffd75f"),
];

const LIGHT: &[(Role, &str)] = &[
    (Text, "#202020"),
    (Dim, "#606060"),
    (Label, "bold #ffffff on #005f9f"),
    (Production, "bold #ffffff on #a01010"),
    (Title, "bold #005f9f"),
    (Border, "#8a8a8a"),
    (Heading, "bold #000000"),
    (Cursor, "bold #000000 on #a8d1ff"),
    (CursorBehind, "#202020 on #dfe6ee"),
    (Mark, "bold #8f4f00"),
    (Enabled, "#006400"),
    (Disabled, "#8f4f00"),
    (OtherStatus, "#800080"),
    (Good, "#006400"),
    (Bad, "bold #a01010"),
    (Key, "bold #005f9f"),
    (ChosenTab, "bold #ffffff on #404040"),
    (Field, "underlined"),
    (FocusedField, "bold underlined #000000"),
    (Changed, "#8f4f00"),
];

const CONTRAST: &[(Role, &str)] = &[
    (Text, "bright-white on black"),
    (Dim, "bright-white on black"),
    (Label, "bold black on bright-white"),
    (Production, "bold bright-white on red"),
    (Title, "bold bright-yellow on black"),
    (Border, "bright-white on black"),
    (Heading, "bold underlined bright-white on black"),
    (Cursor, "bold black on bright-yellow"),
    (CursorBehind, "bold black on white"),
    (Mark, "bold bright-yellow"),
    (Enabled, "bold bright-green"),
    (Disabled, "bold bright-yellow"),
    (OtherStatus, "bold bright-magenta"),
    (Good, "bold bright-green on black"),
    (Bad, "bold bright-white on red"),
    (Key, "bold bright-yellow on black"),
    (ChosenTab, "bold black on bright-white"),
    (Field, "underlined bright-white on black"),
    (FocusedField, "bold underlined bright-yellow on black"),
    (Changed, "bold bright-yellow on black"),
];

const MONOCHROME: &[(Role, &str)] = &[
    (Dim, "dim"),
    (Label, "bold reversed"),
    (Production, "bold reversed"),
    (Title, "bold"),
    (Border, "dim"),
    (Heading, "bold"),
    (Cursor, "reversed"),
    (CursorBehind, "underlined"),
    (Mark, "bold"),
    (Bad, "bold"),
    (Key, "bold"),
    (ChosenTab, "bold reversed"),
    (Field, "underlined"),
    (FocusedField, "bold underlined"),
];
