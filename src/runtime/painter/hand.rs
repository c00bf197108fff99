//! What writes: it knows where the terminal's cursor stands and which look is on, and takes the shortest way. Nothing
//! but what terminals have understood since the VT100: CUP, CUF, CUB, CR, LF, BS, EL and SGR (ECMA-48, 8.3), and its
//! scrolling region.

use std::io::Write as _;

use super::{
    grid::{Cell, Clusters, Glyph, widest},
    pen::{self, Look},
};

/// Off and on: whether what is written goes on in the next row (DECAWM; VT100 User Guide, chapter 3).
const STAY_IN_ROW: &str = "\x1b[?7l";
const WRAP: &str = "\x1b[?7h";

/// A place on the screen, counted from the upper left corner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) column: usize,
    pub(super) row: usize,
}

impl Place {
    pub(super) const HOME: Self = Self { column: 0, row: 0 };
}

/// A way to move the cursor.
#[derive(Clone, Copy, Debug)]
enum Way {
    Stay,
    /// To a place, from wherever.
    Absolute(Place),
    /// To the right.
    Right(usize),
    /// To the left.
    Left(usize),
    /// To the left, one by one.
    Backspaces(usize),
    /// To the first column, down, and to the right. The line feeds scroll nothing: they end within the screen.
    Down {
        rows: usize,
        right: usize,
    },
}

impl Way {
    /// The shortest from one place to another. Line feeds come after a carriage return, because some terminals
    /// return by themselves.
    fn between(from: Place, to: Place) -> Self {
        if from == to {
            return Self::Stay;
        }
        let absolute = Self::Absolute(to);
        let other = if to.row < from.row {
            absolute
        } else if to.row > from.row || to.column == 0 {
            Self::Down { rows: to.row - from.row, right: to.column }
        } else if to.column > from.column {
            Self::Right(to.column - from.column)
        } else if from.column - to.column < 4 {
            Self::Backspaces(from.column - to.column)
        } else {
            Self::Left(from.column - to.column)
        };
        if other.len() < absolute.len() { other } else { absolute }
    }

    /// How many bytes it takes.
    fn len(self) -> usize {
        match self {
            Self::Stay | Self::Right(0) => 0,
            Self::Absolute(Place::HOME) | Self::Right(1) | Self::Left(1) => 3,
            Self::Absolute(Place { column: 0, row }) => 3 + digits(row + 1),
            Self::Absolute(Place { column, row: 0 }) => 4 + digits(column + 1),
            Self::Absolute(Place { column, row }) => 4 + digits(row + 1) + digits(column + 1),
            Self::Right(columns) | Self::Left(columns) => 3 + digits(columns),
            Self::Backspaces(columns) => columns,
            Self::Down { rows, right } => 1 + rows + Self::Right(right).len(),
        }
    }

    fn write(self, bytes: &mut Vec<u8>) {
        // Writing into memory cannot fail.
        let _ = match self {
            Self::Stay | Self::Right(0) => Ok(()),
            Self::Absolute(Place::HOME) => bytes.write_all(b"\x1b[H"),
            Self::Absolute(Place { column: 0, row }) => write!(bytes, "\x1b[{}H", row + 1),
            Self::Absolute(Place { column, row: 0 }) => write!(bytes, "\x1b[;{}H", column + 1),
            Self::Absolute(Place { column, row }) => write!(bytes, "\x1b[{};{}H", row + 1, column + 1),
            Self::Right(1) => bytes.write_all(b"\x1b[C"),
            Self::Left(1) => bytes.write_all(b"\x1b[D"),
            Self::Right(columns) => write!(bytes, "\x1b[{columns}C"),
            Self::Left(columns) => write!(bytes, "\x1b[{columns}D"),
            Self::Backspaces(columns) => {
                bytes.extend(std::iter::repeat_n(b'\x08', columns));
                Ok(())
            }
            Self::Down { rows, right } => {
                bytes.push(b'\r');
                bytes.extend(std::iter::repeat_n(b'\n', rows));
                Self::Right(right).write(bytes);
                Ok(())
            }
        };
    }
}

fn digits(number: usize) -> usize {
    number.checked_ilog10().map_or(1, |digits| digits as usize + 1)
}

/// Collects the bytes of a frame.
#[derive(Debug)]
pub(super) struct Hand {
    pub(super) bytes: Vec<u8>,
    /// Where the cursor stands, where that is certain.
    at: Option<Place>,
    look: Look,
    columns: usize,
}

impl Hand {
    /// A hand over a screen with this many columns and no look on; it writes into `bytes`, without what they hold.
    pub(super) fn new(mut bytes: Vec<u8>, at: Option<Place>, columns: usize) -> Self {
        bytes.clear();
        Self { bytes, at, look: Look::PLAIN, columns }
    }

    pub(super) fn at(&self) -> Option<Place> {
        self.at
    }

    /// Writes a sequence that changes no look and leaves the cursor at a place.
    pub(super) fn command(&mut self, sequence: &str, at: Option<Place>) {
        self.bytes.extend_from_slice(sequence.as_bytes());
        self.at = at;
    }

    /// How many bytes the cursor's way to a place takes.
    pub(super) fn way(&self, to: Place) -> usize {
        self.at.map_or(Way::Absolute(to), |from| Way::between(from, to)).len()
    }

    /// Moves the cursor.
    pub(super) fn go(&mut self, to: Place) {
        self.at.map_or(Way::Absolute(to), |from| Way::between(from, to)).write(&mut self.bytes);
        self.at = Some(to);
    }

    /// Puts a look on.
    pub(super) fn wear(&mut self, look: Look) {
        pen::change(self.look, look, &mut self.bytes);
        self.look = look;
    }

    /// Whether a cell can be written without another look.
    pub(super) fn suits(&self, cell: Cell) -> bool {
        cell.look == self.look || (cell.glyph == Glyph::BLANK && self.look.of_blank() == cell.look)
    }

    /// Writes a glyph of `width` cells where the cursor stands. How wide one is that is made of several characters,
    /// or an emoji, terminals do not agree on: what it covers is emptied first, and the cursor's place is not certain
    /// afterwards. It is not after the last column either: some terminals are in the next row by then, most wait for
    /// the next glyph.
    pub(super) fn put(&mut self, cell: Cell, width: usize, clusters: &Clusters) {
        if !self.suits(cell) {
            self.wear(cell.look);
        }
        let Some(at) = self.at else { return };
        let is_sure = cell.glyph.has_sure_width();
        if !is_sure && width > 1 {
            self.go(Place { column: at.column + 1, ..at });
            self.bytes.extend(std::iter::repeat_n(b' ', width - 1));
            self.at = self.right_of(at, width);
            self.go(at);
        }
        if let Some(character) = cell.glyph.character() {
            self.bytes.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
        } else {
            let text = clusters.text(cell.glyph).unwrap_or(" ");
            // Drawn one after the other, its characters must not run on into the next row.
            let runs_on = at.column + widest(text) > self.columns;
            for part in if runs_on { [STAY_IN_ROW, text, WRAP] } else { ["", text, ""] } {
                self.bytes.extend_from_slice(part.as_bytes());
            }
        }
        self.at = if is_sure { self.right_of(at, width) } else { None };
    }

    fn right_of(&self, at: Place, cells: usize) -> Option<Place> {
        let place = Place { column: at.column + cells, ..at };
        (place.column < self.columns).then_some(place)
    }
}
