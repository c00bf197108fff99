//! How many colours a terminal has, and what stands for those that it has not.

use anstyle::{Ansi256Color, AnsiColor, RgbColor};
use anstyle_lossy::{color_to_ansi, color_to_xterm, palette::Palette};
use ratatui::style::{Color, Style};

/// How many colours there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Depth {
    /// None, or none are wanted.
    None,
    /// The sixteen that ECMA-48 and its followers name.
    #[default]
    Sixteen,
    /// Those of xterm, by number.
    Indexed,
    /// All.
    True,
}

impl Depth {
    /// What a terminal has, by the name that `TERM` gives it and by `COLORTERM`, which those set that have all colours.
    #[must_use]
    pub fn of(term: &str, color_term: &str) -> Self {
        if matches!(color_term, "truecolor" | "24bit") || term.ends_with("-direct") {
            Self::True
        } else if term.contains("256color") {
            Self::Indexed
        } else if term == "dumb" || term.starts_with("vt") && !term.contains("color") {
            // The VT series up to the 520 has none, and the terminfo entries say so.
            Self::None
        } else {
            Self::Sixteen
        }
    }

    /// A look in the colours that there are.
    pub(super) fn reduce(self, look: Style) -> Style {
        let reduced = |colour: Option<Color>| colour.map(|colour| self.nearest(colour));
        Style { fg: reduced(look.fg), bg: reduced(look.bg), ..look }
    }

    fn nearest(self, colour: Color) -> Color {
        let exact = match colour {
            Color::Rgb(red, green, blue) => anstyle::Color::Rgb(RgbColor(red, green, blue)),
            Color::Indexed(number) => anstyle::Color::Ansi256(Ansi256Color(number)),
            basic => return basic,
        };
        match (self, exact) {
            (Self::True, _) | (Self::Indexed, anstyle::Color::Ansi256(_)) => colour,
            (Self::Indexed, exact) => Color::Indexed(color_to_xterm(exact).0),
            (Self::Sixteen | Self::None, exact) => basic(color_to_ansi(exact, Palette::default())),
        }
    }
}

fn basic(colour: AnsiColor) -> Color {
    match colour {
        AnsiColor::Black => Color::Black,
        AnsiColor::Red => Color::Red,
        AnsiColor::Green => Color::Green,
        AnsiColor::Yellow => Color::Yellow,
        AnsiColor::Blue => Color::Blue,
        AnsiColor::Magenta => Color::Magenta,
        AnsiColor::Cyan => Color::Cyan,
        AnsiColor::White => Color::Gray,
        AnsiColor::BrightBlack => Color::DarkGray,
        AnsiColor::BrightRed => Color::LightRed,
        AnsiColor::BrightGreen => Color::LightGreen,
        AnsiColor::BrightYellow => Color::LightYellow,
        AnsiColor::BrightBlue => Color::LightBlue,
        AnsiColor::BrightMagenta => Color::LightMagenta,
        AnsiColor::BrightCyan => Color::LightCyan,
        AnsiColor::BrightWhite => Color::White,
    }
}
