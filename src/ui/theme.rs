//! The roles that things on the screen have, and how each looks. The terminal's own sixteen colours are used, so
//! that it fits whatever the operator has chosen; every state also reads without colour.

use ratatui::style::{Color, Modifier, Style};

use crate::{app::model::Tone, domain::Status};

/// Which colours to use.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Palette {
    /// The terminal's sixteen colours.
    #[default]
    Sixteen,
    /// None: bold, reverse and underline only.
    Monochrome,
}

/// How things look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Theme {
    /// Which colours to use.
    pub palette: Palette,
    /// Draw with ASCII characters only.
    pub ascii: bool,
    /// Paint little, for lines on which every byte is waited for: a sign before the row under the cursor in place of
    /// a bar all over it, no detail beside the table, and few frames while an answer is waited for.
    pub slow: bool,
}

impl Theme {
    fn coloured(self, color: Color, style: Style) -> Style {
        match self.palette {
            Palette::Sixteen => style.fg(color),
            Palette::Monochrome => style,
        }
    }

    /// Ordinary text.
    #[must_use]
    pub fn plain(&self) -> Style {
        Style::new()
    }

    /// Text that stands back.
    #[must_use]
    pub fn dim(&self) -> Style {
        Style::new().add_modifier(Modifier::DIM)
    }

    /// The label of the place; loud for production.
    #[must_use]
    pub fn label(&self, production: bool) -> Style {
        let style = Style::new().add_modifier(Modifier::BOLD | Modifier::REVERSED);
        self.coloured(if production { Color::Red } else { Color::Cyan }, style)
    }

    /// The title of the screen.
    #[must_use]
    pub fn title(&self) -> Style {
        self.coloured(Color::Cyan, Style::new().add_modifier(Modifier::BOLD))
    }

    /// Lines between things.
    #[must_use]
    pub fn border(&self) -> Style {
        self.dim()
    }

    /// The headings of columns and groups.
    #[must_use]
    pub fn heading(&self) -> Style {
        Style::new().add_modifier(Modifier::BOLD)
    }

    /// The row under the cursor, where it is told by its style; `focused` when the keys go to its list.
    #[must_use]
    pub fn cursor_row(&self, focused: bool) -> Style {
        if self.slow {
            return Style::new();
        }
        Style::new().add_modifier(if focused { Modifier::REVERSED } else { Modifier::UNDERLINED })
    }

    /// The sign of a marked row. It patches the style of the row.
    #[must_use]
    pub fn mark(&self) -> Style {
        self.coloured(Color::Cyan, Style::new().add_modifier(Modifier::BOLD))
    }

    /// A license's status.
    #[must_use]
    pub fn status(&self, status: &Status) -> Style {
        match status {
            Status::Enabled => self.coloured(Color::Green, Style::new()),
            Status::Disabled => self.coloured(Color::Yellow, Style::new()),
            Status::Other(_) => self.coloured(Color::Magenta, Style::new()),
        }
    }

    /// A word on the message line.
    #[must_use]
    pub fn tone(&self, tone: Tone) -> Style {
        match tone {
            Tone::Good => self.coloured(Color::Green, Style::new()),
            Tone::Plain => Style::new(),
            Tone::Bad => self.coloured(Color::Red, Style::new().add_modifier(Modifier::BOLD)),
        }
    }

    /// A key in the footer and in the help.
    #[must_use]
    pub fn key(&self) -> Style {
        self.coloured(Color::Cyan, Style::new().add_modifier(Modifier::BOLD))
    }

    /// A tab; the chosen one stands out.
    #[must_use]
    pub fn tab(&self, chosen: bool) -> Style {
        if chosen { Style::new().add_modifier(Modifier::BOLD | Modifier::REVERSED) } else { Style::new() }
    }

    /// A field that can be filled in.
    #[must_use]
    pub fn field(&self, focused: bool) -> Style {
        let style = Style::new().add_modifier(Modifier::UNDERLINED);
        if focused { style.add_modifier(Modifier::BOLD) } else { style }
    }

    /// Something that differs from the record.
    #[must_use]
    pub fn changed(&self) -> Style {
        self.coloured(Color::Yellow, Style::new())
    }
}
