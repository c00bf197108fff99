//! Floor 1: texts as a terminal can bear them. Servers' texts made safe, and texts measured and cut in cells.
//!
//! May use: unicode-script, unicode-security, unicode-segmentation and unicode-width. Uses no other module of ours.
//!
//! A text from outside goes through [`safe`] once, before anything is done with it that ends on a screen, in a
//! file or on a clipboard. Everything else here keeps a safe text safe.

mod cells;
mod count;
mod emoji;
mod escape;
mod hidden;
mod lookalike;

pub use cells::{cut, cut_with, fit, plain_prefix, width};
pub use count::count;
pub use escape::{Malformed, restore, safe, safe_with};

/// How many cells a character takes that is to be seen, has no effect on others and is nothing but itself: the short way
/// for most texts. None where that has to be looked at more closely.
///
/// Latin letters take one; kana, the Chinese characters and the syllables of Korean two (Unicode Standard Annex #11).
#[must_use]
pub fn plain_width(character: char) -> Option<usize> {
    match character {
        ' '..='~' | '\u{a1}'..='\u{ac}' | '\u{ae}'..='\u{17e}' => Some(1),
        '\u{3041}'..='\u{3096}'
        | '\u{30a1}'..='\u{30fa}'
        | '\u{4e00}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7a3}' => Some(2),
        _ => None,
    }
}
