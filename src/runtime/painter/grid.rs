//! What stands in the cells of a screen. A wide glyph has its cell and the rests behind it; none is ever cut in two.

use std::collections::HashMap;

use ratatui::buffer::CellWidth as _;
use unicode_width::UnicodeWidthChar;

use super::pen::Look;

/// How many groups of characters are remembered before all are forgotten, and the screen is painted anew.
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

    /// Another one for each glyph.
    pub(super) fn number(self) -> u32 {
        self.0
    }

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
    #[inline]
    pub(super) fn glyph(&mut self, symbol: &str) -> Glyph {
        match symbol.as_bytes() {
            [byte @ b' '..=b'~'] => Glyph(u32::from(*byte)),
            _ => self.rare_glyph(symbol),
        }
    }

    fn rare_glyph(&mut self, symbol: &str) -> Glyph {
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

    pub(super) fn row_mut(&mut self, row: usize) -> &mut [Cell] {
        &mut self.cells[row * self.columns..][..self.columns]
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
