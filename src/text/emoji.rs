//! Which emoji need their invisible parts. Uses unicode-width.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Joins emoji into one.
pub(super) const JOINER: char = '\u{200d}';
/// Asks for the emoji where the character has a plain form too.
pub(super) const PRESENTATION: char = '\u{fe0f}';

const KEYCAP: char = '\u{20e3}';
/// A family of four is the longest that is in use. A terminal that does not know a sequence draws its emoji one
/// after the other, over whatever stands behind; this keeps that in bounds.
const MOST_JOINED: usize = 4;
/// The width of an emoji in cells.
const WIDTH: usize = 2;

/// Whether `grapheme` is an emoji whose joiners and presentation selectors all do something: up to four emoji that
/// become one, or a plain character that becomes an emoji. Anything else has them in it to hide them.
pub(super) fn is_sequence(grapheme: &str) -> bool {
    is_keycap(grapheme)
        || (grapheme.split(JOINER).count() <= MOST_JOINED
            && grapheme.split(JOINER).all(is_element)
            && grapheme.width() == WIDTH)
}

fn is_keycap(grapheme: &str) -> bool {
    let mut characters = grapheme.chars();
    matches!(characters.next(), Some('0'..='9' | '#' | '*')) && characters.eq([PRESENTATION, KEYCAP])
}

/// Whether `element` is an emoji by itself: one character, with a selector only where it makes a difference, or
/// with the colour of a skin.
fn is_element(element: &str) -> bool {
    let mut characters = element.chars();
    let (Some(base), second, None) = (characters.next(), characters.next(), characters.next()) else {
        return false;
    };
    let can_be_joined = match second {
        None => base.width() == Some(WIDTH),
        Some(PRESENTATION) => is_plain_first(base),
        Some(second) => is_skin_colour(second) && base.width() != Some(0),
    };
    can_be_joined && !is_skin_colour(base) && element.width() == WIDTH
}

fn is_skin_colour(character: char) -> bool {
    matches!(character, '\u{1f3fb}'..='\u{1f3ff}')
}

/// Whether a character has a plain form that comes first. It is narrow, but for a few East Asian ones.
fn is_plain_first(base: char) -> bool {
    let is_wide = matches!(base, '〰' | '〽' | '㊗' | '㊙' | '🈂' | '🈷');
    is_wide || (!base.is_ascii() && base.width() == Some(1))
}

#[cfg(test)]
mod tests;
