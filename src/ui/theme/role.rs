//! What things on the screen are.

/// A role. Its name in a file is its word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Ordinary text; its background is that of the whole screen.
    Text,
    /// Text that stands back.
    Dim,
    /// The label of the place.
    Label,
    /// The label of a production system.
    Production,
    /// The title of the screen.
    Title,
    /// Lines between things.
    Border,
    /// Headings of columns and groups.
    Heading,
    /// The row under the cursor.
    Cursor,
    /// The row under the cursor of a list that the keys do not go to.
    CursorBehind,
    /// The sign of a marked row.
    Mark,
    /// The status `enabled`.
    Enabled,
    /// The status `disabled`.
    Disabled,
    /// Any other status.
    OtherStatus,
    /// It went as it should.
    Good,
    /// It went wrong.
    Bad,
    /// A key.
    Key,
    /// The tab that is chosen.
    ChosenTab,
    /// A field that can be filled in.
    Field,
    /// The one that is being filled in.
    FocusedField,
    /// What differs from the record.
    Changed,
}

impl Role {
    /// All of them, in the order of their numbers.
    pub const ALL: [Self; 20] = [
        Self::Text,
        Self::Dim,
        Self::Label,
        Self::Production,
        Self::Title,
        Self::Border,
        Self::Heading,
        Self::Cursor,
        Self::CursorBehind,
        Self::Mark,
        Self::Enabled,
        Self::Disabled,
        Self::OtherStatus,
        Self::Good,
        Self::Bad,
        Self::Key,
        Self::ChosenTab,
        Self::Field,
        Self::FocusedField,
        Self::Changed,
    ];

    /// Its name in a file.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Dim => "dim",
            Self::Label => "label",
            Self::Production => "production",
            Self::Title => "title",
            Self::Border => "border",
            Self::Heading => "heading",
            Self::Cursor => "cursor",
            Self::CursorBehind => "cursor_behind",
            Self::Mark => "mark",
            Self::Enabled => "enabled",
            Self::Disabled => "disabled",
            Self::OtherStatus => "other_status",
            Self::Good => "good",
            Self::Bad => "bad",
            Self::Key => "key",
            Self::ChosenTab => "chosen_tab",
            Self::Field => "field",
            Self::FocusedField => "focused_field",
            Self::Changed => "changed",
        }
    }
}
