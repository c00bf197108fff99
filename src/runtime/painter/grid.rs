//! What stands in the cells of a screen. A wide glyph has its cell and the rests behind it; none is ever cut in two.

use std::collections::HashMap;

use ratatui::buffer::CellWidth as _;
use unicode_width::UnicodeWidthChar;

use super::pen::Look;

/// How many groups of characters are remembered before those that are out of use are let go.
const MOST_CLUSTERS: usize = 1 << 16;

/// From here on there are emoji and the like, which came late.
const FIRST_EMOJI: char = '\u{1f000}';

const SOUND_MARKS: [char; 2] = ['\u{ff9e}', '\u{ff9f}'];

/// What a cell shows: one character, a group of characters, or the rest of a wide glyph that began left of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Glyph(u32);

impl Glyph {
    pub(super) const BLANK: Self = Self(' ' as u32);
    pub(super) const REST: Self = Self(u32::MAX);
    /// Beyond all characters: the number of a cluster is added.
    const FIRST_CLUSTER: u32 = 1 << 24;

    /// The character, where it is no more than that.
    pub(super) fn character(self) -> Option<char> {
        char::from_u32(self.0)
    }

    /// Whether all terminals agree on its width. On groups of characters they do not, nor on emoji, nor on the sound
    /// marks of narrow Japanese, which ratatui counts as they are drawn and Unicode does not count at all.
    pub(super) fn has_sure_width(self) -> bool {
        self.character().is_some_and(|character| character < FIRST_EMOJI && !SOUND_MARKS.contains(&character))
    }
}

/// The glyphs that are more than one character.
#[derive(Debug, Default)]
pub(super) struct Clusters {
    texts: Vec<Box<str>>,
    numbers: HashMap<Box<str>, u32>,
}

impl Clusters {
    /// The glyph of a symbol; a blank for one that shows nothing or drives the terminal.
    pub(super) fn glyph(&mut self, symbol: &str) -> Glyph {
        let mut characters = symbol.chars();
        match (characters.next(), characters.next()) {
            (None, _) => Glyph::BLANK,
            (Some(_), _) if symbol.contains(char::is_control) => Glyph::BLANK,
            (Some(character), None) => Glyph(character.into()),
            _ => self.cluster(symbol),
        }
    }

    fn cluster(&mut self, symbol: &str) -> Glyph {
        let number = self.numbers.get(symbol).copied().unwrap_or_else(|| {
            let number = u32::try_from(self.texts.len()).unwrap_or_default();
            self.texts.push(symbol.into());
            self.numbers.insert(symbol.into(), number);
            number
        });
        Glyph(Glyph::FIRST_CLUSTER + number)
    }

    /// The characters of a cluster.
    pub(super) fn text(&self, glyph: Glyph) -> Option<&str> {
        let number = glyph.0.checked_sub(Glyph::FIRST_CLUSTER)?;
        self.texts.get(usize::try_from(number).ok()?).map(AsRef::as_ref)
    }

    pub(super) fn is_full(&self) -> bool {
        self.texts.len() > MOST_CLUSTERS
    }

    /// Forgets the clusters that a screen does not show. Their numbers change.
    pub(super) fn keep_only(&mut self, grid: &mut Grid) {
        let before = std::mem::take(self);
        for cell in &mut grid.cells {
            if let Some(text) = before.text(cell.glyph) {
                cell.glyph = self.cluster(text);
            }
        }
    }
}

/// A cell: what it shows, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cell {
    pub(super) glyph: Glyph,
    pub(super) look: Look,
}

impl Cell {
    /// What a terminal makes of a cell that is erased.
    pub(super) const BLANK: Self = Self { glyph: Glyph::BLANK, look: Look::PLAIN };

    /// A cell, with nothing in its look that cannot be seen.
    pub(super) fn new(glyph: Glyph, look: Look) -> Self {
        Self { glyph, look: if glyph == Glyph::BLANK { look.of_blank() } else { look } }
    }
}

/// The cells of a screen, row by row.
#[derive(Clone, Debug)]
pub(super) struct Grid {
    pub(super) columns: usize,
    pub(super) rows: usize,
    cells: Vec<Cell>,
}

impl Grid {
    pub(super) fn blank(columns: usize, rows: usize) -> Self {
        Self { columns, rows, cells: vec![Cell::BLANK; columns * rows] }
    }

    /// A row, from the top.
    pub(super) fn row(&self, row: usize) -> &[Cell] {
        &self.cells[row * self.columns..][..self.columns]
    }

    fn row_mut(&mut self, row: usize) -> &mut [Cell] {
        &mut self.cells[row * self.columns..][..self.columns]
    }

    /// A checksum of a row.
    pub(super) fn sum(&self, row: usize) -> u64 {
        /// The golden ratio in 64 bits, as is usual where numbers are to be scattered.
        const SCATTER: u64 = 0x9e37_79b9_7f4a_7c15;
        self.row(row).iter().fold(0, |sum: u64, cell| {
            let (colours, modifier) = cell.look.bits();
            let content = colours.rotate_left(17) ^ (modifier << 32) ^ u64::from(cell.glyph.0);
            (sum.rotate_left(5) ^ content).wrapping_mul(SCATTER)
        })
    }

    /// Makes a row the same as another screen's.
    pub(super) fn copy_row(&mut self, row: usize, from: &Self) {
        self.row_mut(row).copy_from_slice(from.row(row));
    }

    /// Puts a glyph of `width` cells into a row. Wide glyphs that it covers in part vanish as a whole; one that does
    /// not fit is a blank. Answers with whether that changes anything.
    pub(super) fn put(&mut self, column: usize, row: usize, cell: Cell, width: usize) -> bool {
        let cells = self.row_mut(row);
        let (cell, width) = match width {
            0 => (Cell::new(Glyph::BLANK, cell.look), 1),
            _ if column + width > cells.len() => (Cell::new(Glyph::BLANK, cell.look), 1),
            _ => (cell, width),
        };
        let is_rest = |column: usize| cells.get(column).is_some_and(|cell| cell.glyph == Glyph::REST);
        if width == 1 && !is_rest(column) && !is_rest(column + 1) {
            let differs = cells[column] != cell;
            cells[column] = cell;
            return differs;
        }
        if cells[column] == cell && width_at(cells, column) == width {
            return false;
        }
        let mut start = column;
        while cells[start].glyph == Glyph::REST && start > 0 {
            start -= 1;
        }
        cells[start..column].fill(Cell::BLANK);
        let rests = cells[column + width..].iter().take_while(|cell| cell.glyph == Glyph::REST).count();
        cells[column + width..][..rests].fill(Cell::BLANK);
        cells[column] = cell;
        cells[column + 1..column + width].fill(Cell { glyph: Glyph::REST, look: cell.look });
        true
    }
}

/// How many cells the glyph takes that begins at a column.
pub(super) fn width_at(cells: &[Cell], column: usize) -> usize {
    1 + cells[column + 1..].iter().take_while(|cell| cell.glyph == Glyph::REST).count()
}

/// How many cells a row has before nothing but erased ones follow.
pub(super) fn filled(cells: &[Cell]) -> usize {
    cells.iter().rposition(|cell| *cell != Cell::BLANK).map_or(0, |last| last + 1)
}

/// How many cells a symbol takes, as ratatui counts.
pub(super) fn width_of(symbol: &str) -> usize {
    match symbol.as_bytes() {
        [] => 0,
        [_] => 1,
        _ => symbol.cell_width().into(),
    }
}

/// How many cells a cluster takes on a terminal that draws its characters one after the other.
pub(super) fn widest(text: &str) -> usize {
    text.chars().filter_map(UnicodeWidthChar::width).sum()
}
