//! One row, brought from what it shows to what it is to show.

use unicode_width::UnicodeWidthChar as _;

use super::{
    grid::{Cell, Clusters, Glyph, filled, widest, width_at},
    hand::{Hand, Place},
    pen::Look,
};

/// Erases from the cursor to the end of the row: EL, ECMA-48, 8.3.41.
const ERASE_TO_THE_END: &str = "\x1b[K";

/// Paints the cells of a row that differ.
pub(super) fn paint(hand: &mut Hand, clusters: &Clusters, row: usize, shown: &[Cell], wanted: &[Cell]) {
    let filled = filled(wanted);
    // Up to here an emoji may have been drawn over cells that are not its own.
    let mut spoilt = 0;
    let mut column = 0;
    while column < filled {
        let cell = wanted[column];
        let is_right = shown[column] == cell && column >= spoilt;
        if is_right || cell.glyph == Glyph::REST {
            column += 1;
            continue;
        }
        let width = width_at(wanted, column);
        reach(hand, clusters, Place { column, row }, wanted);
        hand.put(cell, width, clusters);
        if let Some(text) = clusters.text(cell.glyph) {
            spoilt = spoilt.max(column + widest(text));
        }
        column += width;
    }
    erase(hand, row, shown, filled, spoilt);
}

/// Brings the cursor to a cell: by writing once more what stands in between, where that is the shortest way.
fn reach(hand: &mut Hand, clusters: &Clusters, to: Place, wanted: &[Cell]) {
    let between = match hand.at() {
        Some(at) if at.row == to.row && at.column < to.column => &wanted[at.column..to.column],
        _ => &[],
    };
    let way = hand.way(to);
    if between.is_empty() || between.len() > way {
        return hand.go(to);
    }
    let bytes = between.iter().map(|cell| plain_bytes(hand, *cell)).sum::<Option<usize>>();
    if bytes.is_some_and(|bytes| bytes <= way) {
        for cell in between {
            hand.put(*cell, 1, clusters);
        }
    } else {
        hand.go(to);
    }
}

/// How many bytes a narrow character takes that is in the look which is on.
fn plain_bytes(hand: &Hand, cell: Cell) -> Option<usize> {
    let character = cell.glyph.character()?;
    let is_plain = hand.suits(cell) && cell.glyph.has_sure_width() && character.width() == Some(1);
    is_plain.then_some(character.len_utf8())
}

/// Empties what is behind the filled part of a row.
fn erase(hand: &mut Hand, row: usize, shown: &[Cell], filled: usize, spoilt: usize) {
    let is_wrong = |column: &usize| shown[*column] != Cell::BLANK || *column < spoilt;
    let Some(first) = (filled..shown.len()).find(is_wrong) else { return };
    let last = (first..shown.len()).rfind(is_wrong).unwrap_or(first);
    hand.go(Place { column: first, row });
    if !hand.suits(Cell::BLANK) {
        hand.wear(Look::PLAIN);
    }
    if last - first < 2 {
        for _ in first..=last {
            hand.put(Cell::BLANK, 1, &Clusters::default());
        }
    } else {
        // Some terminals erase with the look that is on.
        hand.wear(Look::PLAIN);
        hand.command(ERASE_TO_THE_END, Some(Place { column: first, row }));
    }
}
