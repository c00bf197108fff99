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
}

/// The first row of the body.
pub const BODY: u16 = 2;

/// The least columns on either side of the divider.
const LEAST: u16 = 30;

/// The line between the table and the detail, where they stand beside each other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Divider {
    /// Where it was put; none leaves it where it is usual.
    put: Option<u16>,
    /// Whether the mouse holds it.
    pub is_held: bool,
    /// Whether the table stands alone however wide the terminal is: little is to be painted.
    pub is_absent: bool,
}

impl Divider {
    /// Puts it into a column, as far as both sides keep room.
    pub fn put(&mut self, column: u16) {
        self.put = Some(column);
    }

    /// Its column on a terminal of this size; none where only one side is shown.
    #[must_use]
    pub fn column(self, size: Size) -> Option<u16> {
        let is_there = size.is_wide() && !self.is_absent;
        is_there.then(|| {
            let usual = size.columns - size.columns * 2 / 5 - 1;
            self.put.unwrap_or(usual).clamp(LEAST, size.columns - LEAST)
        })
    }
}
