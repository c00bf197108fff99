//! How the screen is cut up: the same arithmetic for what the keys do and for what is drawn.

/// The size of the terminal in cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// Cells in a row.
    pub columns: u16,
    /// Rows.
    pub rows: u16,
}

/// The smallest size in which anything but a word about the size is shown.
pub const SMALLEST: Size = Size { columns: 40, rows: 10 };

/// From this many columns the detail stands beside the table.
pub const WIDE: u16 = 110;

/// Rows around the body: the place, the title, the message line and the keys.
const CHROME: u16 = 4;

impl Size {
    /// Whether there is room to work.
    #[must_use]
    pub fn is_enough(self) -> bool {
        self.columns >= SMALLEST.columns && self.rows >= SMALLEST.rows
    }

    /// Whether the detail stands beside the table.
    #[must_use]
    pub fn is_wide(self) -> bool {
        self.columns >= WIDE
    }

    /// Rows between the title and the message line.
    #[must_use]
    pub fn body_rows(self) -> usize {
        usize::from(self.rows.saturating_sub(CHROME))
    }

    /// Rows of a table: the body without the table's own heading.
    #[must_use]
    pub fn table_rows(self) -> usize {
        self.body_rows().saturating_sub(1).max(1)
    }

    /// Columns of the table when the detail stands beside it.
    #[must_use]
    pub fn table_columns(self) -> u16 {
        if self.is_wide() { self.columns - self.columns * 2 / 5 - 1 } else { self.columns }
    }
}
