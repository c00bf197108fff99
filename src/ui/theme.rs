//! The roles that things on the screen have, and how each looks. A theme says so for every role; the screens know roles
//! only. Every state also reads without colour.
//!
//! | module | what lives there |
//! |---|---|
//! | `role` | the roles, by their names in a file |
//! | `notation` | looks as words: `bold cyan on #102030` |
//! | `built_in` | the themes that come with the program |
//! | `depth` | colours that a terminal does not have, as those that it has |

mod built_in;
mod depth;
mod notation;
mod role;

use ratatui::style::{Modifier, Style};

pub use built_in::BuiltIn;
pub use depth::Depth;
pub use notation::UnknownLook;
pub use role::Role;

use crate::{app::model::Tone, domain::Status};

/// How things look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Theme {
    looks: [Style; Role::ALL.len()],
    /// Draw with ASCII characters only.
    pub ascii: bool,
    /// Paint little, for lines on which every byte is waited for: a sign before the row under the cursor in place of
    /// a bar all over it, no detail beside the table, and few frames while an answer is waited for.
    pub slow: bool,
}

impl Default for Theme {
    fn default() -> Self {
        Self::built_in(BuiltIn::Terminal)
    }
}

impl Theme {
    /// A theme that comes with the program.
    #[must_use]
    pub fn built_in(theme: BuiltIn) -> Self {
        let mut looks = [Style::new(); Role::ALL.len()];
        for (role, words) in theme.looks() {
            looks[*role as usize] = notation::look(words).unwrap_or_default();
        }
        Self { looks, ascii: false, slow: false }
    }

    /// The same with ASCII characters only, if so.
    #[must_use]
    pub fn with_ascii(self, ascii: bool) -> Self {
        Self { ascii, ..self }
    }

    /// The same with little to paint, if so.
    #[must_use]
    pub fn with_slow(self, slow: bool) -> Self {
        Self { slow, ..self }
    }

    /// Has a role look as the words say.
    ///
    /// # Errors
    /// A word that is neither a colour nor an attribute.
    pub fn set(&mut self, role: Role, words: &str) -> Result<(), UnknownLook> {
        self.looks[role as usize] = notation::look(words)?;
        Ok(())
    }

    /// The same for a terminal that has fewer colours. Where that leaves the row under the cursor as its neighbours
    /// are, it is reversed.
    #[must_use]
    pub fn in_depth(mut self, depth: Depth) -> Self {
        if depth == Depth::None {
            let Self { ascii, slow, .. } = self;
            return Self::built_in(BuiltIn::Monochrome).with_ascii(ascii).with_slow(slow);
        }
        for look in &mut self.looks {
            *look = depth.reduce(*look);
        }
        for cursor in [Role::Cursor, Role::CursorBehind] {
            if !self.tells_apart(cursor) {
                self.looks[cursor as usize] = Style::new().add_modifier(Modifier::REVERSED);
            }
        }
        self
    }

    /// Whether a row in this look can be told from one of ordinary text, also where it is blank.
    #[must_use]
    pub fn tells_apart(&self, role: Role) -> bool {
        const SEEN_ON_BLANK: Modifier = Modifier::REVERSED.union(Modifier::UNDERLINED);
        let (text, look) = (self.look(Role::Text), self.look(role));
        let background = look.bg.filter(|background| Some(*background) != text.bg);
        background.is_some() || (look.add_modifier - text.add_modifier).intersects(SEEN_ON_BLANK)
    }

    /// How a role looks.
    #[must_use]
    pub fn look(&self, role: Role) -> Style {
        self.looks[role as usize]
    }

    /// Ordinary text.
    #[must_use]
    pub fn plain(&self) -> Style {
        self.look(Role::Text)
    }

    /// Text that stands back.
    #[must_use]
    pub fn dim(&self) -> Style {
        self.look(Role::Dim)
    }

    /// The label of the place; loud for production.
    #[must_use]
    pub fn label(&self, production: bool) -> Style {
        self.look(if production { Role::Production } else { Role::Label })
    }

    /// The title of the screen.
    #[must_use]
    pub fn title(&self) -> Style {
        self.look(Role::Title)
    }

    /// Lines between things.
    #[must_use]
    pub fn border(&self) -> Style {
        self.look(Role::Border)
    }

    /// The headings of columns and groups.
    #[must_use]
    pub fn heading(&self) -> Style {
        self.look(Role::Heading)
    }

    /// The row under the cursor, where it is told by its style; `focused` when the keys go to its list.
    #[must_use]
    pub fn cursor_row(&self, focused: bool) -> Style {
        if self.slow {
            return self.plain();
        }
        self.look(if focused { Role::Cursor } else { Role::CursorBehind })
    }

    /// Something in the row under the cursor that has a look of its own elsewhere. A bar with colours of its own keeps
    /// them: nobody has seen whether others can be read on it.
    #[must_use]
    pub fn in_cursor_row(&self, row: Style, own: Style) -> Style {
        if row.bg.is_some() { row.add_modifier(own.add_modifier) } else { row.patch(own) }
    }

    /// The sign of a marked row. It patches the style of the row.
    #[must_use]
    pub fn mark(&self) -> Style {
        self.look(Role::Mark)
    }

    /// A license's status.
    #[must_use]
    pub fn status(&self, status: &Status) -> Style {
        self.look(match status {
            Status::Enabled => Role::Enabled,
            Status::Disabled => Role::Disabled,
            Status::Other(_) => Role::OtherStatus,
        })
    }

    /// A word on the message line.
    #[must_use]
    pub fn tone(&self, tone: Tone) -> Style {
        self.look(match tone {
            Tone::Good => Role::Good,
            Tone::Plain => Role::Text,
            Tone::Bad => Role::Bad,
        })
    }

    /// A key in the footer and in the help.
    #[must_use]
    pub fn key(&self) -> Style {
        self.look(Role::Key)
    }

    /// A tab; the chosen one stands out.
    #[must_use]
    pub fn tab(&self, chosen: bool) -> Style {
        self.look(if chosen { Role::ChosenTab } else { Role::Text })
    }

    /// A field that can be filled in.
    #[must_use]
    pub fn field(&self, focused: bool) -> Style {
        self.look(if focused { Role::FocusedField } else { Role::Field })
    }

    /// Something that differs from the record.
    #[must_use]
    pub fn changed(&self) -> Style {
        self.look(Role::Changed)
    }
}

#[cfg(test)]
mod tests;
