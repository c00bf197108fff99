//! Finds a band of rows that is to be shown further up or down, and has the terminal move it: DECSTBM, with line feeds
//! in its last row or reverse index in its first (VT100 User Guide, chapter 3). Terminals that know SU and SD know
//! these too; the other way round that is not so.

use std::cmp::Reverse;

use super::{
    frames::Frames,
    hand::{Hand, Place},
};

/// Bytes that it takes to set the region, go there, and take the region back.
const OVERHEAD: isize = 20;

/// The distances that are looked at more closely.
const MOST_DISTANCES: usize = 2;

/// How far rows move, and whether up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Distance {
    lines: usize,
    up: bool,
}

/// Rows that move; what leaves the band is gone, what comes in is blank.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Shift {
    first: usize,
    last: usize,
    distance: Distance,
}

/// A shift that promises to save bytes.
pub(super) struct Plan {
    pub(super) shift: Shift,
    /// Whether it saves so much that painting without it need not be tried.
    pub(super) is_sure: bool,
}

impl Shift {
    /// The row that stands at `row` after the shift, by its place before; none where it is blank.
    pub(super) fn origin(self, row: usize) -> Option<usize> {
        if !(self.first..=self.last).contains(&row) {
            return Some(row);
        }
        let Distance { lines, up } = self.distance;
        let origin = if up { row.checked_add(lines) } else { row.checked_sub(lines) };
        origin.filter(|origin| (self.first..=self.last).contains(origin))
    }

    /// Has the terminal do it. The look must be plain: some terminals fill in with the look that is on.
    pub(super) fn write(self, hand: &mut Hand) {
        let (edge, step) = if self.distance.up { (self.last, "\n") } else { (self.first, "\x1bM") };
        // To set the margins sends the cursor home: in most terminals to the corner, in some to the first row within.
        hand.command(&format!("\x1b[{};{}r", self.first + 1, self.last + 1), None);
        hand.go(Place { column: 0, row: edge });
        hand.command(&step.repeat(self.distance.lines), None);
        hand.command("\x1b[r", Some(Place::HOME));
    }
}

/// The shift that promises to save the most, if any does. Rows beyond those that change are not moved: that saves
/// nothing.
pub(super) fn find(frames: &Frames) -> Option<Plan> {
    let changed: Vec<usize> = (0..frames.rows()).filter(|row| frames.changes(*row)).collect();
    let distances = distances(frames, &changed);
    if distances.is_empty() {
        return None;
    }
    let (top, bottom) = (*changed.first()?, *changed.last()?);
    let rows = bottom + 1 - top;
    // What each row takes as it stands, what it takes on a blank one, and what it takes on another row.
    let plain: Vec<usize> = (top..=bottom).map(|row| estimate(frames.different(row))).collect();
    let on_blank: Vec<usize> = (top..=bottom).map(|row| estimate(frames.filled(row))).collect();
    let on_other = |row, origin| estimate(frames.different_from(top + row, top + origin));
    let savings = distances.into_iter().filter_map(|distance| {
        // From here on rows are counted from the top, and against the direction in which they move.
        let row = |index: usize| if distance.up { index } else { rows - 1 - index };
        let moved: Vec<isize> = (0..rows - distance.lines)
            .map(|index| saving(plain[row(index)], on_other(row(index), row(index + distance.lines))))
            .collect();
        let filled: Vec<isize> =
            (0..rows).map(|index| saving(plain[row(index)], on_blank[row(index)])).collect();
        let (saved, start, end) = best_band(&moved, &filled, distance.lines)?;
        let (first, last) = (row(start).min(row(end)), row(start).max(row(end)));
        Some((saved, Shift { first: top + first, last: top + last, distance }))
    });
    let (saved, shift) = savings.max_by_key(|(saved, _)| *saved)?;
    // The estimates are not that far out.
    let is_sure = saving(plain.iter().sum(), 0) < 2 * saved;
    Some(Plan { shift, is_sure })
}

/// About how many bytes a row takes to be painted in which so many cells differ: these, and the way there and back.
fn estimate(different: usize) -> usize {
    const STEPS: usize = 10;
    if different == 0 { 0 } else { STEPS + different }
}

fn saving(before: usize, after: usize) -> isize {
    before.cast_signed() - after.cast_signed()
}

/// The band that saves the most, by its ends: rows that are moved, and behind them as many as `lines` that are filled
/// in. The rows that are moved are the slice with the largest sum, which one pass finds (Kadane).
fn best_band(moved: &[isize], filled: &[isize], lines: usize) -> Option<(isize, usize, usize)> {
    let mut best: Option<(isize, usize, usize)> = None;
    let (mut sum, mut start) = (0, 0);
    let mut behind: isize = filled[..lines].iter().sum();
    for (index, saved) in moved.iter().enumerate() {
        if sum <= 0 {
            (sum, start) = (0, index);
        }
        sum += saved;
        behind += filled[index + lines] - filled[index];
        let total = sum + behind - OVERHEAD;
        if total > 0 && best.is_none_or(|(most, _, _)| total > most) {
            best = Some((total, start, index + lines));
        }
    }
    best
}

/// By how many lines rows seem to have moved; the most frequent first.
fn distances(frames: &Frames, changed: &[usize]) -> Vec<Distance> {
    let rows = frames.rows();
    let mut votes = vec![0_usize; 2 * rows];
    for row in changed {
        for origin in changed.iter().filter(|origin| frames.wants(*row, **origin)) {
            votes[rows + origin - row] += 1;
        }
    }
    let mut found: Vec<usize> = (0..2 * rows).filter(|place| votes[*place] > 0).collect();
    found.sort_by_key(|place| Reverse(votes[*place]));
    found.truncate(MOST_DISTANCES);
    let distance = |place: usize| Distance { lines: place.abs_diff(rows), up: place > rows };
    found.into_iter().map(distance).collect()
}
