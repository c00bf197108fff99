//! Texts measured and cut in the cells of a terminal. Uses unicode-segmentation and unicode-width.
//!
//! Counted as ratatui draws: grapheme by grapheme, those with control characters left out.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// How many cells `text` takes.
#[must_use]
pub fn width(text: &str) -> usize {
    if text.bytes().all(is_plain) {
        return text.len();
    }
    text.graphemes(true).map(grapheme_width).sum()
}

/// `text`, or as much of it as fits into `cells` with a `…` at its end to show that it was cut.
///
/// No grapheme is split. Where a wide one would stick out, the result is a cell short.
#[must_use]
pub fn cut(text: &str, cells: usize) -> Cow<'_, str> {
    cut_with(text, cells, "…")
}

/// As [`cut`], with another `mark` at the end: `~` for terminals without Unicode. A mark that does not fit itself
/// is cut too.
#[must_use]
pub fn cut_with<'a>(text: &'a str, cells: usize, mark: &str) -> Cow<'a, str> {
    if prefix(text, cells).len() == text.len() {
        return Cow::Borrowed(text);
    }
    let mark = prefix(mark, cells);
    Cow::Owned([prefix(text, cells - width(mark)), mark].concat())
}

/// `text` [`cut`] to `cells` and filled up with spaces: exactly as wide.
#[must_use]
pub fn fit(text: &str, cells: usize) -> String {
    let mut fitted = cut(text, cells).into_owned();
    let missing = cells.saturating_sub(width(&fitted));
    fitted.extend(std::iter::repeat_n(' ', missing));
    fitted
}

/// The longest start of `text` that fits into `cells`. No more of a long text is looked at than it takes to tell.
fn prefix(text: &str, cells: usize) -> &str {
    let visible = text.bytes().take(cells.saturating_add(1));
    let plain = visible.take_while(|byte| is_plain(*byte)).count();
    if plain > cells {
        return &text[..cells];
    }
    // The last of the plain characters may have a mark on it.
    let known = plain.saturating_sub(1);
    let mut filled = known;
    for (start, grapheme) in text[known..].grapheme_indices(true) {
        filled += grapheme_width(grapheme);
        if filled > cells {
            return &text[..known + start];
        }
    }
    text
}

/// Whether a byte is a character of its own that takes one cell.
fn is_plain(byte: u8) -> bool {
    matches!(byte, b' '..=b'~')
}

fn grapheme_width(grapheme: &str) -> usize {
    if grapheme.contains(char::is_control) {
        return 0;
    }
    // ratatui gives these two a cell more than they take. What it thinks is what is drawn.
    let sound_marks = grapheme.matches(['\u{ff9e}', '\u{ff9f}']).count();
    grapheme.width() + sound_marks
}

#[cfg(test)]
mod tests;
