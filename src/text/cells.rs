//! Texts measured and cut in the cells of a terminal. Uses unicode-segmentation and unicode-width.
//!
//! Counted as ratatui draws: grapheme by grapheme, those with control characters left out.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::plain_width;

/// How many cells `text` takes.
#[must_use]
pub fn width(text: &str) -> usize {
    measure(text, usize::MAX).1
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
    measure(text, cells).0
}

/// The longest start of `text` that fits into `most` cells, and how many it takes.
fn measure(text: &str, most: usize) -> (&str, usize) {
    let (mut rest, mut taken) = (text, 0);
    loop {
        let (plain, cells) = plain_prefix(rest, most - taken);
        rest = &rest[plain.len()..];
        taken += cells;
        let Some(grapheme) = rest.graphemes(true).next() else { return (text, taken) };
        let cells = grapheme_width(grapheme);
        if cells > most - taken {
            return (&text[..text.len() - rest.len()], taken);
        }
        rest = &rest[grapheme.len()..];
        taken += cells;
    }
}

/// A start of `text` that needs no closer look, and how many cells it takes, which are no more than `cells`: all of its
/// characters are plain ([`plain_width`]). It ends where that is not so, and before a character that may have a mark on
/// it.
#[must_use]
pub fn plain_prefix(text: &str, cells: usize) -> (&str, usize) {
    let (mut last, mut before, mut taken) = (0, 0, 0_usize);
    for (start, character) in text.char_indices() {
        let Some(width) = plain_width(character) else {
            return (&text[..last], before);
        };
        if width > cells - taken {
            return (&text[..start], taken);
        }
        (last, before) = (start, taken);
        taken += width;
    }
    (text, taken)
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
